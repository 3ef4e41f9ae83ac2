"""How regular a transform is: local volume change, folding, and whether it can be undone.

The Jacobian determinant J of a transform at a point is the factor by which it changes volume there: 1 keeps it, 0.9
compresses by 10 %, and where J ≤ 0 the map folds, so that two places of one volume claim the same place of the other.
Everything is found at sample points, so that it needs little memory for a volume of any size and works for every kind
of transform and any direction of the grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid, as_points
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse, Transform
from workstation.imaging.mapping import map_points

CHUNK = 65_536  # points at a time; keeps memory flat
COARSEST_STEP_MM = 1.0  # for transforms that tell no grid of their own


@dataclass(frozen=True, slots=True)
class Regularity:
    """How a transform changes volume over a set of points.

    Parameters
    ----------
    folded_share : share of the points with J ≤ 0, from 0 to 1
    lowest, highest : smallest and largest J
    sd_log : standard deviation of ln J over the points that do not fold
    count : number of points
    """

    folded_share: float
    lowest: float
    highest: float
    sd_log: float
    count: int


def jacobian_at(transform: Transform, points_mm: npt.ArrayLike, step_mm: float | None = None) -> FloatArray:
    """The Jacobian determinant of a transform at world points (N, 3): shape (N,).

    Central differences over `step_mm` (from half a step before the point to half a step behind it); None takes the
    finest grid that the transform has inside, so that a single folded voxel is found where it is sampled.
    """
    points = as_points(points_mm)
    if isinstance(transform, Affine):
        return np.full(len(points), np.linalg.det(transform.matrix))
    step = finest_spacing_mm(transform) if step_mm is None else step_mm
    result = np.empty(len(points))
    for start in range(0, len(points), CHUNK):
        part = points[start : start + CHUNK]
        offsets = 0.5 * step * np.eye(3)
        columns = [(map_points(transform, part + e) - map_points(transform, part - e)) / step for e in offsets]
        result[start : start + CHUNK] = np.linalg.det(np.stack(columns, axis=-1))
    return result


def regularity(transform: Transform, points_mm: npt.ArrayLike) -> Regularity:
    """How a transform changes volume at world points (N, 3), N at least 1."""
    values = jacobian_at(transform, points_mm)
    sound = values[values > 0]
    return Regularity(
        folded_share=1 - len(sound) / len(values),
        lowest=float(values.min()),
        highest=float(values.max()),
        sd_log=float(np.log(sound).std()) if len(sound) else float("nan"),
        count=len(values),
    )


def inverse_residual(transform: Transform, points_mm: npt.ArrayLike) -> FloatArray:
    """How far (N,), in mm, points come to lie from where they were when taken through the transform and back.

    It is near zero where the numeric inverse works, and large where the map folds or the inverse is not found.
    """
    points = as_points(points_mm)
    distance: FloatArray = np.linalg.norm(transform.inverse()(map_points(transform, points)) - points, axis=1)
    return distance


def finest_spacing_mm(transform: Transform) -> float:
    """The smallest distance of neighbouring vectors in any field of a transform; 1 mm where there is no field."""
    if isinstance(transform, DisplacementField):
        return min(transform.grid.spacing_mm)
    if isinstance(transform, NumericInverse):
        return finest_spacing_mm(transform.forward)
    if isinstance(transform, Composite):
        return min([COARSEST_STEP_MM, *(finest_spacing_mm(part) for part in transform.transforms)])
    return COARSEST_STEP_MM


def sample_points(grid: Grid, about: int) -> FloatArray:
    """About as many voxel centres (N, 3), in mm, spread evenly over a grid; all of them if it has fewer.

    Lattice steps are chosen so that the distance of samples is about the same along all three axes.
    """
    spacing = (np.prod(grid.extent_mm) / about) ** (1 / 3)
    axes = []
    for count, fine in zip(grid.size_xyz, grid.spacing_mm, strict=True):
        stride = max(1, round(spacing / fine))
        axes.append(np.arange((count - 1) % stride // 2, count, stride, dtype=np.float64))
    index = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    return grid.to_world(index)
