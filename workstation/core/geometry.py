"""Where a volume lies in the patient: grids, and the map between voxels and millimetres.

World points are (x, y, z) in mm in the patient frame LPS (x to the left, y to the back, z to the head), as DICOM and
ITK have it. A voxel index (x, y, z) refers to the voxel's *centre*; arrays are stored (z, y, x).

    world = origin + direction · (spacing · index)
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput

Vector = tuple[float, float, float]
Shape = tuple[int, int, int]
FloatArray = npt.NDArray[np.float64]

Side = Literal["fixed", "moving"]
SIDES: tuple[Side, Side] = ("fixed", "moving")

IDENTITY_DIRECTION = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
ORTHONORMAL_TOLERANCE = 1e-3  # headers store directions as float32 or as a few decimals
MAX_VOXELS = 4_000_000_000


@dataclass(frozen=True)
class Grid:
    """A regular lattice of voxel centres in the patient.

    Parameters
    ----------
    shape_zyx : number of voxels along z, y, x, each at least 1
    spacing_mm : distance of neighbouring centres along the x, y, z axes of the grid, positive
    origin_mm : world point of voxel (0, 0, 0)
    direction : 3×3 matrix, row by row, whose columns are the world directions of the grid's x, y, z axes; orthonormal
        (a mirrored grid with determinant -1 is allowed)
    """

    shape_zyx: Shape
    spacing_mm: Vector
    origin_mm: Vector = (0.0, 0.0, 0.0)
    direction: tuple[float, ...] = IDENTITY_DIRECTION

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape_zyx", tuple(int(n) for n in self.shape_zyx))
        object.__setattr__(self, "spacing_mm", tuple(float(s) for s in self.spacing_mm))
        object.__setattr__(self, "origin_mm", tuple(float(o) for o in self.origin_mm))
        object.__setattr__(self, "direction", tuple(float(d) for d in np.asarray(self.direction).ravel()))
        if len(self.shape_zyx) != 3 or min(self.shape_zyx) < 1:
            raise InvalidInput("A grid needs three sizes of at least one voxel, got {shape}.", shape=self.shape_zyx)
        if math.prod(self.shape_zyx) > MAX_VOXELS:
            raise InvalidInput("A grid of {shape} voxels is larger than the program can hold.", shape=self.shape_zyx)
        if len(self.spacing_mm) != 3 or not all(math.isfinite(s) and s > 0 for s in self.spacing_mm):
            raise InvalidInput("Voxel spacing must be three positive numbers in mm, got {s}.", s=self.spacing_mm)
        if len(self.origin_mm) != 3 or not all(math.isfinite(o) for o in self.origin_mm):
            raise InvalidInput("The origin must be three finite numbers in mm, got {o}.", o=self.origin_mm)
        axes = np.array(self.direction)
        if axes.shape != (9,) or not np.isfinite(axes).all():
            raise InvalidInput("The direction must be a 3×3 matrix of finite numbers, got {d}.", d=self.direction)
        axes = axes.reshape(3, 3)
        if np.abs(axes.T @ axes - np.eye(3)).max() > ORTHONORMAL_TOLERANCE:
            raise InvalidInput(
                "The axes of a volume must be at right angles and of length one, got direction {d}; "
                "resample the sheared volume to a straight grid first.",
                d=tuple(round(v, 4) for v in self.direction),
            )

    @cached_property
    def axes(self) -> FloatArray:
        """World directions of the grid's x, y, z axes as the columns of a (3, 3) matrix."""
        return _frozen(np.array(self.direction, dtype=np.float64).reshape(3, 3))

    @cached_property
    def index_to_world(self) -> FloatArray:
        """(4, 4) matrix that takes a homogeneous voxel index (x, y, z, 1) to world mm."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.axes * np.array(self.spacing_mm)
        matrix[:3, 3] = self.origin_mm
        return _frozen(matrix)

    @cached_property
    def world_to_index(self) -> FloatArray:
        """(4, 4) matrix that takes homogeneous world mm to a continuous voxel index (x, y, z, 1)."""
        return _frozen(np.linalg.inv(self.index_to_world).astype(np.float64))

    @property
    def size_xyz(self) -> Shape:
        """Number of voxels along x, y, z."""
        return self.shape_zyx[2], self.shape_zyx[1], self.shape_zyx[0]

    @property
    def voxel_count(self) -> int:
        """Number of voxels in the grid."""
        return math.prod(self.shape_zyx)

    @property
    def extent_mm(self) -> Vector:
        """Edge lengths along x, y, z, from outer voxel border to outer voxel border."""
        x, y, z = (n * s for n, s in zip(self.size_xyz, self.spacing_mm, strict=True))
        return x, y, z

    @property
    def centre_mm(self) -> Vector:
        """World point in the middle of the grid."""
        return self.point_of((np.array(self.size_xyz) - 1) / 2)

    def to_world(self, index_xyz: npt.ArrayLike) -> FloatArray:
        """World points (..., 3) in mm of continuous voxel indices (..., 3) in x, y, z order."""
        matrix = self.index_to_world
        return np.asarray(index_xyz, dtype=np.float64) @ matrix[:3, :3].T + matrix[:3, 3]

    def to_index(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Continuous voxel indices (..., 3) in x, y, z order of world points (..., 3) in mm."""
        matrix = self.world_to_index
        return np.asarray(points_mm, dtype=np.float64) @ matrix[:3, :3].T + matrix[:3, 3]

    def point_of(self, index_xyz: npt.ArrayLike) -> Vector:
        """The world point of one voxel index, as a tuple."""
        x, y, z = self.to_world(index_xyz).tolist()
        return x, y, z

    def contains(self, points_mm: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Whether each world point (..., 3) lies in a voxel of the grid, up to half a voxel beyond the last centre."""
        index = self.to_index(points_mm)
        inside: npt.NDArray[np.bool_] = np.all((index >= -0.5) & (index <= np.array(self.size_xyz) - 0.5), axis=-1)
        return inside

    def clamped(self, point_mm: Vector) -> Vector:
        """The point itself if the grid contains it, else the nearest voxel centre of the border."""
        return self.point_of(np.clip(self.to_index(point_mm), 0, np.array(self.size_xyz) - 1))

    def axis_nearest(self, world_axis: int) -> int:
        """Which grid axis (0 x, 1 y, 2 z) runs most nearly along a world axis; each is given to one world axis only."""
        order = np.argsort(-np.abs(self.axes).max(axis=0))
        taken: dict[int, int] = {}
        for axis in order:  # the clearest axis chooses first, so that an oblique grid still gets three different ones
            for world in np.argsort(-np.abs(self.axes[:, axis])):
                if int(world) not in taken:
                    taken[int(world)] = int(axis)
                    break
        return taken[world_axis]

    def resampled(self, spacing_mm: Vector) -> Self:
        """A grid over the same box with another spacing; the first centre stays, the last is at or past the old one."""
        wanted = [max(s, 1e-6) for s in spacing_mm]
        counts = [
            max(1, math.ceil((n - 1) * old / new - 1e-9) + 1)
            for n, old, new in zip(self.size_xyz, self.spacing_mm, wanted, strict=True)
        ]
        return replace(self, shape_zyx=(counts[2], counts[1], counts[0]), spacing_mm=(wanted[0], wanted[1], wanted[2]))

    def nearly_equals(self, other: Grid, tolerance_voxels: float = 0.01) -> bool:
        """Whether both grids have the same shape and no voxel centre differs by more than a fraction of a voxel."""
        if self.shape_zyx != other.shape_zyx:
            return False
        corners = np.array(np.meshgrid(*[(0, n - 1) for n in self.size_xyz])).reshape(3, -1).T
        return bool(np.abs(other.to_index(self.to_world(corners)) - corners).max() <= tolerance_voxels)


def point(values: npt.ArrayLike) -> Vector:
    """Three finite numbers as a tuple; anything else is an error."""
    array = np.asarray(values, dtype=np.float64)
    if array.shape != (3,) or not np.isfinite(array).all():
        raise InvalidInput("A point must be three finite numbers (x, y, z) in mm, got {v}.", v=values)
    x, y, z = array.tolist()
    return x, y, z


def as_points(points_mm: npt.ArrayLike) -> FloatArray:
    """World points as a float64 array of shape (N, 3); any other shape is an error that names the cure."""
    points = np.asarray(points_mm, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 3:
        hint = "; transpose it?" if points.ndim == 2 and points.shape[0] == 3 else ""
        raise InvalidInput("points_mm must have shape (N, 3), got {shape}" + hint, shape=points.shape)
    return points


def _frozen(array: FloatArray) -> FloatArray:
    array.setflags(write=False)
    return array
