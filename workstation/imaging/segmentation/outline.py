"""Closed outlines drawn on a plane: the voxels of its slice inside (polygon, lasso), or of the whole depth (scissors).

A voxel belongs to an outline if the foot of its centre on the plane lies inside by the even-odd rule; for the slice, only
the layer of voxels nearest to the plane counts, the one in which a disc brush paints.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, Vector
from workstation.core.labels import Box
from workstation.core.planes import Plane
from workstation.imaging.segmentation.region import Mask

Point2 = tuple[float, float]


def outline_in_slice(grid: Grid, plane: Plane, corners_mm: Sequence[Vector]) -> tuple[Box, Mask]:
    """The box and mask of the voxels in the slice of a plane that lie inside an outline of world points."""
    thickness = layer_thickness(grid, plane)
    return _rasterised(grid, plane, _flat(plane, corners_mm), thickness)


def outline_through(grid: Grid, plane: Plane, corners_mm: Sequence[Vector], within: Box) -> tuple[Box, Mask]:
    """The mask of all voxels of a box that an outline, pushed through the volume along its normal, holds."""
    flat = _flat(plane, corners_mm)
    return within, _filled(grid, plane, flat, within, 0.0)


def layer_thickness(grid: Grid, plane: Plane) -> float:
    """The thickness in mm that gives each line of voxels along the axis nearest to the normal just one voxel."""
    return float(np.abs(plane.normal @ grid.index_to_world[:3, :3]).max())


def simplified(points: Sequence[Point2], tolerance: float) -> list[Point2]:
    """A line with no more points than needed to stay within a tolerance (Douglas & Peucker 1973)."""
    line = np.asarray(points, np.float64)
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        gaps = _distance_to_line(line[first + 1 : last], line[first], line[last])
        far = int(np.argmax(gaps))
        if gaps[far] > tolerance:
            keep[first + 1 + far] = True
            waiting += [(first, first + 1 + far), (first + 1 + far, last)]
    return [(float(u), float(v)) for u, v in line[keep]]


def _distance_to_line(points: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    along = end - start
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
    gaps: FloatArray = np.linalg.norm(points - start - share[:, None] * along, axis=1)
    return gaps


def _flat(plane: Plane, corners_mm: Sequence[Vector]) -> FloatArray:
    """World points as (u, v) in mm along the plane's unit axes from its origin."""
    if len(corners_mm) < 3:
        raise InvalidInput("An outline needs at least three corners, got {n}.", n=len(corners_mm))
    flat: FloatArray = (np.asarray(corners_mm) - np.asarray(plane.origin_mm)) @ _axes(plane)[:, :2]
    return flat


def _axes(plane: Plane) -> FloatArray:
    """Unit vectors to the right, at right angles to it in the plane, and through it, as columns."""
    right = np.asarray(plane.right_mm) / np.linalg.norm(plane.right_mm)
    axes: FloatArray = np.stack([right, np.cross(plane.normal, right), plane.normal], axis=1)
    return axes


def _to_plane(grid: Grid, plane: Plane) -> FloatArray:
    """(3, 4) from voxel index to (u, v, depth) in mm."""
    turn = _axes(plane).T
    matrix: FloatArray = np.empty((3, 4))
    matrix[:, :3] = turn @ grid.index_to_world[:3, :3]
    matrix[:, 3] = turn @ np.subtract(grid.origin_mm, plane.origin_mm)
    return matrix


def _rasterised(grid: Grid, plane: Plane, flat: FloatArray, thickness: float) -> tuple[Box, Mask]:
    """The smallest box around an outline with the given thickness, and the voxels inside."""
    low, high = flat.min(axis=0), flat.max(axis=0)
    ends = [(u, v, d) for u in (low[0], high[0]) for v in (low[1], high[1]) for d in (-thickness / 2, thickness / 2)]
    indices = grid.to_index(np.asarray(plane.origin_mm) + np.array(ends) @ _axes(plane).T)
    first = np.clip(np.floor(indices.min(axis=0)), 0, grid.size_xyz).astype(int)
    last = np.clip(np.ceil(indices.max(axis=0)) + 1, first, grid.size_xyz).astype(int)
    z, y, x = (slice(int(first[n]), int(last[n])) for n in (2, 1, 0))
    return (z, y, x), _filled(grid, plane, flat, (z, y, x), thickness)


def _filled(grid: Grid, plane: Plane, flat: FloatArray, box: Box, thickness: float) -> Mask:
    from workstation.imaging.segmentation.outline_kernels import inside_outline

    mask = np.zeros(tuple(s.stop - s.start for s in box), bool)
    corner = (box[2].start, box[1].start, box[0].start)
    inside_outline(_to_plane(grid, plane), np.ascontiguousarray(flat), corner, thickness, mask)
    return mask
