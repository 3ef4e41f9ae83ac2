"""One number at every place of a volume, known on coarse nodes: what maps in mm are made of, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, as_points


@dataclass(frozen=True, eq=False)
class NodeMap:
    """Values on coarse nodes over the fixed volume, such as distances in mm; NaN where nothing is known.

    Parameters
    ----------
    values : (z, y, x) float32
    """

    grid: Grid
    values: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        values = np.ascontiguousarray(self.values, dtype=np.float32).view()
        if values.shape != self.grid.shape_zyx:
            raise InvalidInput("A map needs shape {want}, got {got}.", want=self.grid.shape_zyx, got=values.shape)
        values.setflags(write=False)
        object.__setattr__(self, "values", values)

    def at(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Values (N,) at world points (N, 3): trilinear between known nodes, NaN where the nearest one is not known."""
        points = as_points(points_mm)
        index = self.grid.to_index(points)
        nearest = np.clip(np.rint(index).astype(np.intp), 0, np.array(self.grid.size_xyz) - 1)
        known = np.isfinite(self.values[nearest[:, 2], nearest[:, 1], nearest[:, 0]]) & self.grid.contains(points)
        found = np.full(len(points), np.nan)
        found[known] = mean_of_known(self.values, index[known])
        return found


def mean_of_known(values: npt.NDArray[np.float32], index_xyz: FloatArray) -> FloatArray:
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
