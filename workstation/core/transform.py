"""Transforms between the two volumes of a pair.

`fixed_to_moving` takes points of the fixed volume to points of the moving volume (the ITK resampling transform), so
`moving` sampled at `fixed_to_moving(p)` looks like `fixed` at `p`. Landmarks travel from fixed to moving by it and
back by its inverse. All points are world points (N, 3) in mm, LPS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, as_points

Float32Array = npt.NDArray[np.float32]


@runtime_checkable
class Transform(Protocol):
    """A map of world points."""

    def __call__(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Where the points (N, 3) go, in mm."""
        ...

    def inverse(self) -> Transform:
        """The map back; exact for affine maps, numeric otherwise (see `NumericInverse`)."""
        ...


@dataclass(frozen=True, eq=False)
class Affine:
    """p ↦ matrix · p + offset, with a (3, 3) matrix of positive or negative but not zero determinant."""

    matrix: FloatArray
    offset_mm: FloatArray

    def __post_init__(self) -> None:
        matrix = np.array(self.matrix, dtype=np.float64)
        offset = np.array(self.offset_mm, dtype=np.float64)
        if matrix.shape != (3, 3) or offset.shape != (3,):
            raise InvalidInput("An affine map needs a (3, 3) matrix and a (3,) offset, got {m} and {o}.",
                               m=matrix.shape, o=offset.shape)  # fmt: skip
        if not (np.isfinite(matrix).all() and np.isfinite(offset).all()) or abs(np.linalg.det(matrix)) < 1e-12:
            raise InvalidInput("An affine map needs finite numbers and a matrix that can be inverted.")
        matrix.setflags(write=False)
        offset.setflags(write=False)
        object.__setattr__(self, "matrix", matrix)
        object.__setattr__(self, "offset_mm", offset)

    @classmethod
    def identity(cls) -> Affine:
        """The map that leaves every point where it is."""
        return cls(np.eye(3), np.zeros(3))

    @classmethod
    def translation(cls, offset_mm: npt.ArrayLike) -> Affine:
        """A shift."""
        return cls(np.eye(3), np.asarray(offset_mm, dtype=np.float64))

    @classmethod
    def about(cls, centre_mm: npt.ArrayLike, matrix: npt.ArrayLike, shift_mm: npt.ArrayLike = (0, 0, 0)) -> Affine:
        """p ↦ matrix · (p - centre) + centre + shift."""
        centre, linear = np.asarray(centre_mm, dtype=np.float64), np.asarray(matrix, dtype=np.float64)
        return cls(linear, centre + np.asarray(shift_mm, dtype=np.float64) - linear @ centre)

    def __call__(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Where the points (N, 3) go, in mm."""
        moved: FloatArray = as_points(points_mm) @ self.matrix.T + self.offset_mm
        return moved

    def inverse(self) -> Affine:
        """The exact inverse."""
        back = np.linalg.inv(self.matrix).astype(np.float64)
        return Affine(back, -back @ self.offset_mm)

    def after(self, first: Affine) -> Affine:
        """The affine map that applies `first`, then this one."""
        return Affine(self.matrix @ first.matrix, self.matrix @ first.offset_mm + self.offset_mm)


@dataclass(frozen=True, eq=False)
class DisplacementField:
    """p ↦ p + u(p), with u known on a grid of its own, usually coarser than the image.

    Between grid points u is trilinear, as ITK interpolates it; outside the grid it keeps the value of the nearest
    border point, so that it stays continuous (ITK would jump to zero there).

    Parameters
    ----------
    grid : where the vectors sit
    displacement_mm : (z, y, x, 3) float32, vectors in world axes (x, y, z)
    """

    grid: Grid
    displacement_mm: Float32Array

    def __post_init__(self) -> None:
        vectors = np.ascontiguousarray(self.displacement_mm, dtype=np.float32)
        if vectors.shape != (*self.grid.shape_zyx, 3):
            raise InvalidInput("Displacements must have shape {want}, got {got}.",
                               want=(*self.grid.shape_zyx, 3), got=vectors.shape)  # fmt: skip
        if not np.isfinite(vectors).all():
            raise InvalidInput("A displacement field must not contain NaN or infinite values.")
        vectors = vectors.view()
        vectors.setflags(write=False)
        object.__setattr__(self, "displacement_mm", vectors)

    def __call__(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Where the points (N, 3) go, in mm."""
        points = as_points(points_mm)
        return points + self.displacement_at(points)

    def displacement_at(self, points_mm: npt.ArrayLike) -> FloatArray:
        """The displacement (N, 3) in mm at world points (N, 3)."""
        return trilinear(self.displacement_mm, self.grid.to_index(as_points(points_mm)))

    def inverse(self) -> NumericInverse:
        """The numeric inverse."""
        return NumericInverse(self)


@dataclass(frozen=True, eq=False)
class Composite:
    """Several transforms, applied from first to last: Composite((a, b))(p) = b(a(p))."""

    transforms: tuple[Transform, ...]

    def __call__(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Where the points (N, 3) go, in mm."""
        points = as_points(points_mm)
        for transform in self.transforms:
            points = transform(points)
        return points

    def inverse(self) -> Composite:
        """The inverses in opposite order."""
        return Composite(tuple(transform.inverse() for transform in reversed(self.transforms)))


@dataclass(frozen=True, eq=False)
class NumericInverse:
    """The inverse of a transform, found point by point.

    Solves T(q) = p from q = p by fixed-point steps q ← q - (T(q) - p) (Chen et al., Med Phys 2008;35:81), and by damped
    Newton steps with a finite-difference Jacobian for points that do not come within the tolerance. Where the forward
    map folds, no inverse exists: `solve` reports what residual is left.
    """

    forward: Transform
    tolerance_mm: float = 1e-3
    fixed_point_steps: int = 30
    newton_steps: int = 20

    def __call__(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Where the points (N, 3) go, in mm."""
        return self.solve(points_mm)[0]

    def inverse(self) -> Transform:
        """The forward transform itself."""
        return self.forward

    def solve(self, points_mm: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
        """The inverse points (N, 3) and the residual |T(q) - p| (N,) that is left at each, in mm."""
        target = as_points(points_mm)
        best = target.copy()
        gap = self.forward(best) - target
        residual: FloatArray = np.linalg.norm(gap, axis=1)
        for _ in range(self.fixed_point_steps):
            open_ = residual > self.tolerance_mm
            if not open_.any():
                return best, residual
            trial = best[open_] - gap[open_]
            self._keep_better(trial, open_, target, best, gap, residual)
        for _ in range(self.newton_steps):
            open_ = residual > self.tolerance_mm
            if not open_.any():
                break
            step = self._newton_step(best[open_], gap[open_])
            for scale in (1.0, 0.5, 0.125):
                still = open_ & (residual > self.tolerance_mm)
                chosen = still[open_]
                if chosen.any():
                    self._keep_better(best[still] - scale * step[chosen], still, target, best, gap, residual)
        return best, residual

    def _keep_better(self, trial: FloatArray, where: npt.NDArray[np.bool_], target: FloatArray,
                     best: FloatArray, gap: FloatArray, residual: FloatArray) -> None:  # fmt: skip
        new_gap = self.forward(trial) - target[where]
        new_residual: FloatArray = np.linalg.norm(new_gap, axis=1)
        better = new_residual < residual[where]
        rows = np.flatnonzero(where)[better]
        best[rows], gap[rows], residual[rows] = trial[better], new_gap[better], new_residual[better]

    def _newton_step(self, points: FloatArray, gap: FloatArray) -> FloatArray:
        h = 0.05
        columns = [(self.forward(points + h * e) - self.forward(points - h * e)) / (2 * h) for e in np.eye(3)]
        jacobian = np.stack(columns, axis=-1)
        damping = 1e-3 * np.eye(3)
        normal = np.swapaxes(jacobian, 1, 2) @ jacobian + damping
        step = np.linalg.solve(normal, np.swapaxes(jacobian, 1, 2) @ gap[..., None])[..., 0]
        return np.asarray(step, dtype=np.float64)


def trilinear(values: npt.NDArray[np.floating], index_xyz: FloatArray) -> FloatArray:
    """Values (z, y, x, c) at continuous indices (N, 3) in x, y, z order, clamped to the border: shape (N, c)."""
    last = np.array(values.shape[2::-1]) - 1
    index = np.clip(index_xyz, 0, last)
    low = np.minimum(index.astype(np.intp), np.maximum(last - 1, 0))
    part = index - low
    high = np.minimum(low + 1, last)
    result = np.zeros((len(index), values.shape[3]))
    for z, wz in ((low[:, 2], 1 - part[:, 2]), (high[:, 2], part[:, 2])):
        for y, wy in ((low[:, 1], 1 - part[:, 1]), (high[:, 1], part[:, 1])):
            for x, wx in ((low[:, 0], 1 - part[:, 0]), (high[:, 0], part[:, 0])):
                result += (wz * wy * wx)[:, None] * values[z, y, x]
    return result


def displacement_on(transform: Callable[[FloatArray], FloatArray], grid: Grid) -> DisplacementField:
    """A transform sampled at every centre of a grid; slab by slab, so memory stays near the size of the result."""
    vectors = np.empty((*grid.shape_zyx, 3), dtype=np.float32)
    nz, ny, nx = grid.shape_zyx
    y, x = np.meshgrid(np.arange(ny, dtype=np.float64), np.arange(nx, dtype=np.float64), indexing="ij")
    for z in range(nz):
        points = grid.to_world(np.stack([x.ravel(), y.ravel(), np.full(x.size, float(z))], axis=1))
        vectors[z] = (transform(points) - points).reshape(ny, nx, 3)
    return DisplacementField(grid, vectors)
