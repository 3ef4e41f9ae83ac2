"""A predicted-error map: how far, in mm, an alignment may be off at every place of the fixed volume."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, as_points

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
    """

    grid: Grid
    error_mm: npt.NDArray[np.float32]
    bound_mm: npt.NDArray[np.float32]
    zone: Zones

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
            found[known] = _mean_of_known(values, index[known])
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


def _mean_of_known(values: npt.NDArray[np.float32], index_xyz: FloatArray) -> FloatArray:
    """Trilinear values (N,) at continuous indices (N, 3), over those neighbours that are numbers."""
    last = np.array(values.shape[::-1]) - 1
    index = np.clip(index_xyz, 0, last)
    low = np.minimum(index.astype(np.intp), np.maximum(last - 1, 0))
    part, high = index - low, np.minimum(low + 1, last)
    total, weight = np.zeros(len(index)), np.zeros(len(index))
    for corner in range(8):
        chosen = [(high if corner >> axis & 1 else low)[:, axis] for axis in range(3)]
        factors = [part[:, axis] if corner >> axis & 1 else 1 - part[:, axis] for axis in range(3)]
        share = np.prod(factors, axis=0)
        found = values[chosen[2], chosen[1], chosen[0]].astype(np.float64)
        counts = np.isfinite(found)
        total += np.where(counts, share * np.where(counts, found, 0), 0)
        weight += np.where(counts, share, 0)
    mean: FloatArray = np.where(weight > 0, total / np.maximum(weight, 1e-12), np.nan)
    return mean
