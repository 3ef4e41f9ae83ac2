"""Landmark pairs as soft constraints: each pulls the nodes around it with the certainty of a mark of known spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.landmarks import Correspondence
from workstation.core.transform import Affine, trilinear
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.middle import Halves, Middle

INVERSION_ROUNDS = 12
CORNERS = 8  # nodes around a point, among which its pull is shared out


@dataclass(frozen=True, eq=False)
class Pins:
    """Landmark pairs (N, 3) in world mm, and the standard deviation of a mark."""

    fixed_mm: FloatArray
    moving_mm: FloatArray
    spread_mm: float

    @classmethod
    def of(cls, pairs: Sequence[Correspondence], spread_mm: float) -> Pins:
        """The pins of landmark pairs, perhaps none."""
        fixed = np.array([pair.fixed_mm for pair in pairs], dtype=np.float64).reshape(-1, 3)
        moving = np.array([pair.moving_mm for pair in pairs], dtype=np.float64).reshape(-1, 3)
        return cls(fixed, moving, spread_mm)

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
        low, part = np.floor(index).astype(np.intp), index - np.floor(index)
        strength = CORNERS / self.spread_mm**2
        for corner in np.ndindex(2, 2, 2):
            x, y, z = (low + corner).T
            share = strength * np.where(np.array(corner) == 1, part, 1 - part).prod(axis=1)
            for axis, diagonal in enumerate((0, 3, 5)):
                np.add.at(data[diagonal], (z, y, x), share.astype(np.float32))
                np.add.at(data[6 + axis], (z, y, x), (share * missing[:, axis]).astype(np.float32))
