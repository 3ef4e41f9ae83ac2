"""The frame half-way between two scans, in which both are moved towards each other by equal shares.

Neither scan is the reference: exchanging fixed and moving exchanges the two halves and nothing else, so that the way
back is the inverse of the way there (symmetric registration: Avants et al., Med Image Anal 2008;12:26; the frame from
the matrix square root: Reuter et al., NeuroImage 2010;53:1181).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import linalg

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import Affine
from workstation.imaging.linear import nearest_rotation
from workstation.imaging.registration.kernels import Floats


class Halves(NamedTuple):
    """Displacements (3, z, y, x) in mm along the axes of the frame, towards the fixed and towards the moving scan."""

    fixed: Floats
    moving: Floats


@dataclass(frozen=True, eq=False)
class Middle:
    """A frame between two scans: where its points lie in each."""

    to_fixed: Affine
    to_moving: Affine

    @classmethod
    def of(cls, fixed_to_moving: Affine) -> Middle:
        """The frame half-way along an affine map; the fixed scan's own frame where half-way has no meaning.

        There is no half-way without doubt to a mirror image or to half a turn.
        """
        whole = np.eye(4)
        whole[:3, :3], whole[:3, 3] = fixed_to_moving.matrix, fixed_to_moving.offset_mm
        angles = np.angle(np.linalg.eigvals(fixed_to_moving.matrix))
        if np.abs(angles).max() > 0.9 * np.pi:
            return cls(Affine.identity(), fixed_to_moving)
        half = linalg.sqrtm(whole).real
        to_moving = Affine(half[:3, :3], half[:3, 3])
        return cls(to_moving.inverse(), to_moving)

    @property
    def fixed_to_moving(self) -> Affine:
        """The affine map of which this is the middle."""
        return self.to_moving.after(self.to_fixed.inverse())

    def drawn_together(self, matrix: FloatArray, offset_mm: FloatArray, centre_mm: FloatArray) -> Middle:
        """The frame after a further affine displacement matrix · (p - centre) + offset, half of it to either side."""
        back, forth = (Affine.about(centre_mm, np.eye(3) + s * matrix, s * offset_mm) for s in (-0.5, 0.5))
        return Middle(self.to_fixed.after(back), self.to_moving.after(forth))

    def grid(self, fixed: Grid, moving: Grid, spacing_mm: float) -> Grid:
        """A cubic lattice around both volumes, along their mean axes."""
        axes = self._axes(fixed, moving)
        corners = [
            to.inverse()(corners_of(grid)) @ axes for grid, to in ((fixed, self.to_fixed), (moving, self.to_moving))
        ]
        low, high = np.min([c.min(axis=0) for c in corners], axis=0), np.max([c.max(axis=0) for c in corners], axis=0)
        return cubic(axes, low, high, spacing_mm)

    def _axes(self, fixed: Grid, moving: Grid) -> FloatArray:
        """The mean of both grids' axes; those of the moving one are exchanged and turned about to fit the fixed ones."""
        one, two = (
            nearest_rotation(to.inverse().matrix @ grid.axes @ _handed(grid))[0]
            for grid, to in ((fixed, self.to_fixed), (moving, self.to_moving))
        )
        alike = one.T @ two
        order = max(itertools.permutations(range(3)), key=lambda p: np.abs(alike[range(3), p]).sum())
        two = two[:, order] * np.sign(alike[range(3), order])
        return nearest_rotation(one + two)[0]


def cubic(axes: FloatArray, low: FloatArray, high: FloatArray, spacing_mm: float) -> Grid:
    """A lattice of cubes centred in a box that reaches from low to high along the given axes."""
    counts = np.maximum(2, np.ceil((high - low) / spacing_mm - 1e-6).astype(int))
    first = axes @ ((low + high) / 2 - (counts - 1) / 2 * spacing_mm)
    return Grid(tuple(counts[::-1].tolist()), (spacing_mm,) * 3, tuple(first.tolist()), tuple(axes.ravel().tolist()))


def nodes_around(grid: Grid, spacing_mm: float) -> Grid:
    """A cubic lattice of nodes along the axes of a volume, the outermost of them on its border or outside."""
    along = corners_of(grid) @ grid.axes
    return cubic(grid.axes, along.min(axis=0) - spacing_mm / 2, along.max(axis=0) + spacing_mm / 2, spacing_mm)


def corners_of(grid: Grid) -> FloatArray:
    """The eight corners (8, 3) of a volume, in mm."""
    return grid.to_world(np.array(list(itertools.product(*[(-0.5, n - 0.5) for n in grid.size_xyz]))))


def _handed(grid: Grid) -> FloatArray:
    """Turns one axis about where a grid's axes are those of a mirror."""
    return np.diag([1.0, 1.0, float(np.sign(np.linalg.det(grid.axes)))])
