"""Slices of a grid that are turned freely: where they lie, how large they are, and how far it is to the next one."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np

from workstation.core.geometry import FloatArray, Grid, Vector
from workstation.core.planes import Orientation, Plane, plane_through
from workstation.core.rotation import onto, rotation_of

MOST_PIXELS = 800  # of an oblique slice, along either side


@lru_cache(maxsize=64)
def oblique_plane(
    grid: Grid, orientation: Orientation, point_mm: Vector, turn_deg: Vector, upright: bool = False
) -> Plane:  # fmt: skip
    """The slice through a point whose normal is that of the grid's own slice, turned; as large as what it cuts of the grid.

    Its pixels are square, as fine as the finest voxels unless that made too many, and one of them lies on the point. A
    slice whose normal stays is the grid's own.
    """
    point_mm = point_mm if grid.contains(point_mm) else grid.clamped(point_mm)
    native = plane_through(grid, orientation, point_mm, upright)
    normal = rotation_of(turn_deg) @ native.normal
    if float(normal @ native.normal) > 1 - 1e-9:
        return native
    roll_free = onto(native.normal, normal)
    right, down = (roll_free @ (np.asarray(v) / np.linalg.norm(v)) for v in (native.right_mm, native.down_mm))
    pixel = max(float(min(grid.spacing_mm)), float(np.linalg.norm(grid.extent_mm)) / MOST_PIXELS)
    cut = _section(grid, np.asarray(point_mm), normal) - np.asarray(point_mm)
    spans = [(int(np.floor((cut @ v).min() / pixel)), int(np.ceil((cut @ v).max() / pixel))) for v in (right, down)]
    (left, last_column), (top, last_row) = spans
    origin = np.asarray(point_mm) + pixel * (left * right + top * down)
    rows, columns = max(2, last_row - top + 1), max(2, last_column - left + 1)
    return Plane(_vector(origin), _vector(pixel * right), _vector(pixel * down), rows, columns)


def voxel_step_mm(grid: Grid, direction: FloatArray) -> float:
    """How far it is along a unit vector (3,) until an index of the grid has changed by one."""
    return 1.0 / float(np.abs(grid.world_to_index[:3, :3] @ direction).max())


def steps_inside(grid: Grid, point_mm: Vector, step_mm: FloatArray) -> int:
    """How many whole steps (3,) lead from a point of a grid to another one between its outermost voxel centres."""
    start, far = grid.to_index(point_mm), np.array(grid.size_xyz) - 1.0
    per_step = grid.world_to_index[:3, :3] @ step_mm
    moves = np.abs(per_step) > 1e-9
    room = np.where(per_step > 0, far - start, start)[moves] / np.abs(per_step[moves])
    return max(0, int(np.floor(room.min() + 1e-6))) if moves.any() else 0


def _section(grid: Grid, point: FloatArray, normal: FloatArray) -> FloatArray:
    """The corners (N, 3) in mm of what a plane cuts out of the box of a grid's voxel centres; the point at least."""
    far = np.array(grid.size_xyz) - 1.0
    corners = np.array([grid.point_of(np.array(c) * far) for c in product((0, 1), repeat=3)])
    heights = (corners - point) @ normal
    edges = [(a, b) for a in range(8) for b in range(a + 1, 8) if (a ^ b).bit_count() == 1]
    found = [point]
    for a, b in edges:
        if heights[a] * heights[b] <= 0 and heights[a] != heights[b]:
            found.append(corners[a] + (corners[b] - corners[a]) * heights[a] / (heights[a] - heights[b]))
    return np.array(found)


def _vector(values: FloatArray) -> Vector:
    x, y, z = (float(v) for v in values)
    return x, y, z
