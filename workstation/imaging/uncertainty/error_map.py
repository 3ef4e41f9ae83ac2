"""A predicted-error map: how far, in mm, an alignment may be off at every place of the fixed volume."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, as_points
from workstation.imaging.node_map import mean_of_known

SEEN, UNSEEN, OUTSIDE = 0, 1, 2  # both scans show something; nothing to compare there; outside what both cover

Zones = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class ErrorMap:
    """Predicted errors on coarse nodes over the fixed volume.

    They are predictions from what the pictures show, calibrated on simulated breast scans; only held-out landmarks
    measure an error.

    Parameters
    ----------
    error_mm : (z, y, x) float32, the error to be expected; NaN outside the overlap
    bound_mm : (z, y, x) float32, below which the error stays with a probability of 95 %; 12 means 12 or more; NaN outside
        the overlap
    zone : (z, y, x) uint8, `SEEN`, `UNSEEN` or `OUTSIDE`
    recognised : share of the places whose content finds its counterpart near by, beyond that by chance: 1 all, 0 none;
        NaN where not known
    """

    grid: Grid
    error_mm: npt.NDArray[np.float32]
    bound_mm: npt.NDArray[np.float32]
    zone: Zones
    recognised: float = math.nan

    def __post_init__(self) -> None:
        for name, kind in (("error_mm", np.float32), ("bound_mm", np.float32), ("zone", np.uint8)):
            values = np.ascontiguousarray(getattr(self, name), dtype=kind).view()
            if values.shape != self.grid.shape_zyx:
                raise InvalidInput("A predicted-error map needs shape {want}, got {got}.",
                                   want=self.grid.shape_zyx, got=values.shape)  # fmt: skip
            values.setflags(write=False)
            object.__setattr__(self, name, values)

    def at(self, points_mm: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Expected error and its 95 % bound (N,) in mm at world points (N, 3) of the fixed volume; NaN outside.

        Trilinear between nodes that have a value, those without left out; outside where the nearest node is.
        """
        points = as_points(points_mm)
        index = self.grid.to_index(points)
        nearest = np.clip(np.rint(index).astype(np.intp), 0, np.array(self.grid.size_xyz) - 1)
        known = self.zone[nearest[:, 2], nearest[:, 1], nearest[:, 0]] != OUTSIDE
        known &= self.grid.contains(points)
        result = []
        for values in (self.error_mm, self.bound_mm):
            found = np.full(len(points), np.nan)
            found[known] = mean_of_known(values, index[known])
            result.append(found)
        return result[0], result[1]

    def zone_at(self, points_mm: npt.ArrayLike) -> Zones:
        """What kind of place (N,) world points (N, 3) are: `SEEN`, `UNSEEN` or `OUTSIDE`."""
        points = as_points(points_mm)
        nearest = np.clip(np.rint(self.grid.to_index(points)).astype(np.intp), 0, np.array(self.grid.size_xyz) - 1)
        zone: Zones = np.where(
            self.grid.contains(points), self.zone[nearest[:, 2], nearest[:, 1], nearest[:, 0]], np.uint8(OUTSIDE)
        ).astype(np.uint8)
        return zone
