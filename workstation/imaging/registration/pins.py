"""Landmark pairs as soft constraints: each pulls the nodes around it with the certainty its marks have in every direction.

A pair says how certain it is by the covariance of its marks (`Correspondence.spread_mm2`, world axes): where they are
precise they pull hard, where they are loose, such as along a duct, the pictures decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.landmarks import Correspondence, covariance_of
from workstation.core.transform import Affine, trilinear
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.middle import Halves, Middle

INVERSION_ROUNDS = 12
CORNERS = 8  # nodes around a point, among which its pull is shared out
LEAST_SPREAD_MM = 0.05  # along any direction: no mark is more exact than that, whatever it says of itself
UPPER = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))  # where xx, xy, xz, yy, yz, zz stand in a matrix


@dataclass(frozen=True, eq=False)
class Pins:
    """Landmark pairs (N, 3) in world mm, and how certain each is: precision matrices (N, 3, 3) in 1/mm²."""

    fixed_mm: FloatArray
    moving_mm: FloatArray
    precision: FloatArray

    @classmethod
    def of(cls, pairs: Sequence[Correspondence], spread_mm: float) -> Pins:
        """The pins of landmark pairs, perhaps none; those that do not state their spread have `spread_mm` every way."""
        fixed = np.array([pair.fixed_mm for pair in pairs], dtype=np.float64).reshape(-1, 3)
        moving = np.array([pair.moving_mm for pair in pairs], dtype=np.float64).reshape(-1, 3)
        precision = np.array([_precision(pair.spread_mm2, spread_mm) for pair in pairs]).reshape(-1, 3, 3)
        return cls(fixed, moving, precision)

    @staticmethod
    def _ends(u: Floats, to: Affine, points_mm: FloatArray, grid: Grid) -> FloatArray:
        """Which points of the frame lie on the marks of one scan."""
        goal = to.inverse()(points_mm)
        found, field = goal, np.moveaxis(np.asarray(u), 0, -1)
        for _ in range(INVERSION_ROUNDS):
            found = goal - trilinear(field, grid.to_index(found)) @ grid.axes.T
        return found

    def pull(self, data: Floats, halves: Halves, middle: Middle, grid: Grid) -> None:
        """Add the pins to tensors and right-hand sides (9, z, y, x), whose unit is information in 1/mm²."""
        here, there = (
            self._ends(halves.fixed, middle.to_fixed, self.fixed_mm, grid),
            self._ends(halves.moving, middle.to_moving, self.moving_mm, grid),
        )
        index, missing = grid.to_index((here + there) / 2), (there - here) @ grid.axes
        inside = np.all((index >= 0) & (index < np.array(grid.size_xyz) - 1), axis=1)
        index, missing = index[inside], missing[inside]
        tensors = CORNERS * grid.axes.T @ self.precision[inside] @ grid.axes
        pulls = np.einsum("nij,nj->ni", tensors, missing)
        low, part = np.floor(index).astype(np.intp), index - np.floor(index)
        for corner in np.ndindex(2, 2, 2):
            x, y, z = (low + corner).T
            share = np.where(np.array(corner) == 1, part, 1 - part).prod(axis=1)
            for channel, (row, column) in enumerate(UPPER):
                np.add.at(data[channel], (z, y, x), (share * tensors[:, row, column]).astype(np.float32))
            for axis in range(3):
                np.add.at(data[6 + axis], (z, y, x), (share * pulls[:, axis]).astype(np.float32))


def _precision(spread_mm2: tuple[float, ...], spread_mm: float) -> FloatArray:
    """The inverse of a covariance, whose spread along its own axes is at least `LEAST_SPREAD_MM`."""
    if not spread_mm2:
        return np.eye(3) / spread_mm**2
    values, axes = np.linalg.eigh(covariance_of(spread_mm2))
    precision: FloatArray = axes / np.maximum(values, LEAST_SPREAD_MM**2) @ axes.T
    return precision
