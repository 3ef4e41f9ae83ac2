"""Planes: where a picture of a volume lies in the patient, and which anatomical direction its edges have.

A plane is a lattice of pixel centres in the world. Planes of a volume follow its own grid, so that native pixels are
shown as they are; oblique ones may lie anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from workstation.core.geometry import FloatArray, Grid, Vector

Orientation = Literal["transverse", "sagittal", "coronal"]
ORIENTATIONS: tuple[Orientation, Orientation, Orientation] = ("coronal", "transverse", "sagittal")

# world axes (right on the picture, down on the picture, through it) and the sign of right and down.
# Depth runs down in transverse and sagittal pictures of ultrasound, as on the scanner; the head is up where it can be.
_LAYOUT: dict[Orientation, tuple[int, int, int, int, int]] = {
    "transverse": (0, 1, 2, +1, +1),
    "sagittal": (2, 1, 0, +1, +1),
    "coronal": (0, 2, 1, +1, -1),
}
_SAGITTAL_UPRIGHT = (1, 2, 0, +1, -1)  # CT and MR: front to the left, head up


@dataclass(frozen=True, slots=True)
class Plane:
    """A lattice of pixel centres: world = origin + row · down_mm + column · right_mm."""

    origin_mm: Vector
    right_mm: Vector
    down_mm: Vector
    rows: int
    columns: int

    @property
    def normal(self) -> FloatArray:
        """Unit vector through the picture, away from the viewer or toward, by the right-hand rule of right and down."""
        normal = np.cross(self.right_mm, self.down_mm)
        return np.asarray(normal / np.linalg.norm(normal), dtype=np.float64)

    def in_raster(self, rows: int, columns: int) -> Plane:
        """The same rectangle, border to border, in another number of pixels."""
        high, wide = self.rows / rows, self.columns / columns
        right, down = np.asarray(self.right_mm) * wide, np.asarray(self.down_mm) * high
        return Plane(self.point_at((high - 1) / 2, (wide - 1) / 2), _vector(right), _vector(down), rows, columns)

    def points_mm(self, step: int = 1) -> FloatArray:
        """World points of every `step`-th row and column: (rows', columns', 3)."""
        row = np.arange(0, self.rows, step)[:, None, None]
        column = np.arange(0, self.columns, step)[None, :, None]
        points: FloatArray = (
            np.asarray(self.origin_mm) + row * np.asarray(self.down_mm) + column * np.asarray(self.right_mm)
        )
        return points

    def pixel_of(self, point_mm: Vector) -> tuple[float, float]:
        """Continuous (row, column) of the point's foot on the plane."""
        offset = np.asarray(point_mm) - self.origin_mm
        right, down = np.asarray(self.right_mm), np.asarray(self.down_mm)
        return float(offset @ down / (down @ down)), float(offset @ right / (right @ right))

    def point_at(self, row: float, column: float) -> Vector:
        """World point of a continuous (row, column)."""
        x, y, z = (
            np.asarray(self.origin_mm) + row * np.asarray(self.down_mm) + column * np.asarray(self.right_mm)
        ).tolist()
        return x, y, z

    def distance_of(self, points_mm: FloatArray) -> FloatArray:
        """Signed distance (N,) in mm of world points (N, 3) from the plane, along its normal."""
        distance: FloatArray = (points_mm - np.asarray(self.origin_mm)) @ self.normal
        return distance


@lru_cache(maxsize=64)
def plane_axes(grid: Grid, orientation: Orientation, upright: bool = False) -> tuple[int, int, int, int, int]:
    """Grid axes to the right, down and through a picture, and whether right and down run along (+1) or against them."""
    right, down, through, sign_right, sign_down = (
        _SAGITTAL_UPRIGHT if upright and orientation == "sagittal" else _LAYOUT[orientation]
    )
    axis_right, axis_down, axis_through = grid.axis_nearest(right), grid.axis_nearest(down), grid.axis_nearest(through)
    sign_right *= 1 if grid.axes[right, axis_right] >= 0 else -1
    sign_down *= 1 if grid.axes[down, axis_down] >= 0 else -1
    return axis_right, axis_down, axis_through, sign_right, sign_down


def plane_through(grid: Grid, orientation: Orientation, point_mm: Vector, upright: bool = False) -> Plane:
    """The slice of a grid nearest to a point, clamped to the grid, with one pixel a voxel."""
    right, down, through, sign_right, sign_down = plane_axes(grid, orientation, upright)
    size = grid.size_xyz
    corner = np.zeros(3)
    corner[right] = 0 if sign_right > 0 else size[right] - 1
    corner[down] = 0 if sign_down > 0 else size[down] - 1
    corner[through] = np.clip(np.round(grid.to_index(point_mm)[through]), 0, size[through] - 1)
    step_right = sign_right * grid.axes[:, right] * grid.spacing_mm[right]
    step_down = sign_down * grid.axes[:, down] * grid.spacing_mm[down]
    return Plane(grid.point_of(corner), _vector(step_right), _vector(step_down), size[down], size[right])


def slice_step(grid: Grid, orientation: Orientation, upright: bool = False) -> FloatArray:
    """World vector from one slice to the next, in mm; positive steps go deeper, to the left, or to the head."""
    _, _, through, _, _ = plane_axes(grid, orientation, upright)
    vector: FloatArray = grid.axes[:, through] * grid.spacing_mm[through]
    world = int(np.argmax(np.abs(vector)))
    return vector if vector[world] >= 0 else -vector


def edge_letters(plane: Plane) -> tuple[str, str, str, str]:
    """Anatomical letters (L R A P H F) of the left, right, top and bottom edge of a picture."""
    right, down = np.asarray(plane.right_mm), np.asarray(plane.down_mm)
    return _letter(-right), _letter(right), _letter(-down), _letter(down)


def _letter(direction: FloatArray) -> str:
    axis = int(np.argmax(np.abs(direction)))
    return ("RL", "AP", "FH")[axis][int(direction[axis] > 0)]


def _vector(values: FloatArray) -> Vector:
    x, y, z = values.tolist()
    return x, y, z
