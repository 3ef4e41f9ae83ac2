"""What a transform does to tissue, to be looked at: displacement, volume change and strain on a plane and at a point.

Everything is said in the direction from fixed to moving: a point p of the fixed volume lies at T(p) in the moving one, so
its displacement is T(p) - p, and where the Jacobian determinant of T is 1.1 the tissue takes 10 % more room there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid, Vector, as_points
from workstation.core.planes import Plane
from workstation.core.transform import Transform
from workstation.imaging.mapping import map_points
from workstation.imaging.regularity import finest_spacing_mm, sample_points

SPACING_MM = 1.5  # of the lattice on a plane: finer than any field that a registration can see in ultrasound
FEWEST = 16  # lattice points along a side, however small the plane
SCALE_POINTS = 4000
SCALE_PERCENT = 98.0


@dataclass(frozen=True, eq=False, slots=True)
class DeformationSample:
    """A transform on a lattice over a plane: from its first to its last pixel along both sides, (rows, columns) each.

    Parameters
    ----------
    moved_mm : (rows, columns, 3) displacement from fixed to moving, in the world
    volume : Jacobian determinant; 1 keeps the volume, 0 or less folds
    strain : principal strain of the largest size (right stretch minus 1): 0.1 is 10 % longer, -0.1 shorter
    """

    plane: Plane
    moved_mm: FloatArray
    volume: FloatArray
    strain: FloatArray

    @property
    def distance_mm(self) -> FloatArray:
        """How far tissue moved (rows, columns)."""
        distance: FloatArray = np.linalg.norm(self.moved_mm, axis=-1)
        return distance

    @property
    def in_plane_mm(self) -> FloatArray:
        """Displacement (rows, columns, 2) to the right and down on the picture."""
        axes = np.column_stack([_unit(self.plane.right_mm), _unit(self.plane.down_mm)])
        along: FloatArray = self.moved_mm @ axes
        return along


def deformation_on(plane: Plane, transform: Transform, spacing_mm: float = SPACING_MM) -> DeformationSample:
    """A transform on a lattice over a plane; seven evaluations a point, about 12 000 points for an ABUS slice."""
    size = (plane.rows - 1) * np.linalg.norm(plane.down_mm), (plane.columns - 1) * np.linalg.norm(plane.right_mm)
    counts = (
        max(FEWEST, int(np.ceil(size[0] / spacing_mm)) + 1),
        max(FEWEST, int(np.ceil(size[1] / spacing_mm)) + 1),
    )
    points = _lattice(plane, counts)
    flat = np.ascontiguousarray(points.reshape(-1, 3))
    moved = (map_points(transform, flat) - flat).reshape(points.shape)
    gradient = gradient_at(transform, flat)
    volume = np.linalg.det(gradient).reshape(counts)
    return DeformationSample(plane, moved, volume, principal_strain(gradient).reshape(counts))


def lattice_points(sample: DeformationSample) -> FloatArray:
    """The world points (rows, columns, 3) of a sample's lattice."""
    return _lattice(sample.plane, (sample.volume.shape[0], sample.volume.shape[1]))


def _lattice(plane: Plane, counts: tuple[int, int]) -> FloatArray:
    row = np.linspace(0, plane.rows - 1, counts[0])[:, None, None]
    column = np.linspace(0, plane.columns - 1, counts[1])[None, :, None]
    points: FloatArray = (
        np.asarray(plane.origin_mm) + row * np.asarray(plane.down_mm) + column * np.asarray(plane.right_mm)
    )
    return points


def gradient_at(transform: Transform, points_mm: npt.ArrayLike) -> FloatArray:
    """The deformation gradient F = dT/dp (N, 3, 3) at world points (N, 3), by central differences over about 1 mm."""
    points = as_points(points_mm)
    step = max(1.0, finest_spacing_mm(transform))
    offsets = 0.5 * step * np.eye(3)
    columns = [(map_points(transform, points + e) - map_points(transform, points - e)) / step for e in offsets]
    gradient: FloatArray = np.stack(columns, axis=-1)
    return gradient


def principal_strain(gradient: FloatArray) -> FloatArray:
    """The principal strain of the largest size (N,) of deformation gradients (N, 3, 3): singular value minus 1."""
    tensor = np.swapaxes(gradient, -1, -2) @ gradient
    stretch = np.sqrt(np.maximum(np.linalg.eigvalsh(tensor), 0.0)) - 1
    lowest, highest = stretch[..., 0], stretch[..., -1]
    strain: FloatArray = np.where(np.abs(lowest) > np.abs(highest), lowest, highest)
    return strain


@dataclass(frozen=True, slots=True)
class DeformationScale:
    """Round numbers at which colour bars end, so that colours mean the same on every slice of a volume."""

    distance_mm: float
    volume: float  # of |ln J|
    strain: float


def scale_of(transform: Transform, grid: Grid) -> DeformationScale:
    """Ends of colour bars for a transform on a volume: what 98 % of its places stay below, rounded up."""
    points = sample_points(grid, SCALE_POINTS)
    gradient = gradient_at(transform, points)
    moved = np.linalg.norm(map_points(transform, points) - points, axis=1)
    log_volume = np.abs(np.log(np.maximum(np.linalg.det(gradient), 0.05)))
    return DeformationScale(
        distance_mm=round_up(max(0.5, float(np.percentile(moved, SCALE_PERCENT)))),
        volume=round_up(max(0.02, float(np.percentile(log_volume, SCALE_PERCENT)))),
        strain=round_up(max(0.02, float(np.percentile(np.abs(principal_strain(gradient)), SCALE_PERCENT)))),
    )


def round_up(value: float) -> float:
    """The smallest of 1, 1.5, 2, 3, 5, 7 × 10ⁿ that is not below a positive value."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(step * power for step in (1, 1.5, 2, 3, 5, 7, 10) if step * power >= value * (1 - 1e-9)))


def _unit(vector: Vector) -> FloatArray:
    unit: FloatArray = np.asarray(vector) / np.linalg.norm(vector)
    return unit
