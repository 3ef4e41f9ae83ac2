"""The displacement field of a running registration: where its nodes sit, how it is carried on, read out and kept whole.

A node sits in the middle of a cell of voxels of the level's fixed grid; one more layer of nodes lies around the volume,
so that no voxel is beyond the field. Vectors are in mm along the axes of the fixed grid until the end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import DisplacementField, Transform
from workstation.imaging.mapping import map_points
from workstation.imaging.registration import kernels
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.middle import Halves
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.registration.pyramid import smoothed

PAD = 1
LEAST_GROWTH = 0.08  # a cell may shrink to a twelfth, never to nothing
MENDING_ROUNDS = 60
SHRINKING_ROUNDS = 12  # halvings of what is left to fold after that
LEAST_TRUST = 1e-6  # of every node in a fit, so that there is one where nothing is trusted
INVERSION_ROUNDS, INVERSION_MM = 30, 0.005


@dataclass(frozen=True)
class Lattice:
    """Nodes over a fixed grid: `factors` voxels along z, y, x to a cell."""

    voxels: Grid
    factors: tuple[int, int, int]

    @classmethod
    def over(cls, voxels: Grid) -> Lattice:
        """The lattice whose nodes lie about two voxels apart, about as far along every axis."""
        spacing_mm = 2 * math.prod(voxels.spacing_mm) ** (1 / 3)
        x, y, z = (max(1, round(spacing_mm / s)) for s in voxels.spacing_mm)
        return cls(voxels, (z, y, x))

    @property
    def grid(self) -> Grid:
        """The nodes as a grid in the patient."""
        z, y, x = (-(-n // f) + 2 * PAD for n, f in zip(self.voxels.shape_zyx, self.factors, strict=True))
        factors = np.array(self.factors[::-1])
        spacing = tuple((np.array(self.voxels.spacing_mm) * factors).tolist())
        origin = self.voxels.point_of((factors - 1) / 2 - PAD * factors)
        return replace(self.voxels, shape_zyx=(z, y, x), spacing_mm=spacing, origin_mm=origin)

    @property
    def from_voxels(self) -> Floats:
        """(3, 2): slope and offset of the node index of a voxel index along x, y, z."""
        factors = np.array(self.factors[::-1], dtype=np.float64)
        return np.stack([1 / factors, PAD - (factors - 1) / 2 / factors], axis=1).astype(np.float32)


def field_of(transform: Transform, grid: Grid) -> Floats:
    """A transform as displacements (3, z, y, x) on the nodes of a grid, along its axes."""
    z, y, x = np.indices(grid.shape_zyx).reshape(3, -1)
    points = grid.to_world(np.stack([x, y, z], axis=1))
    vectors = (map_points(transform, points) - points) @ grid.axes
    return np.ascontiguousarray(vectors.T.reshape(3, *grid.shape_zyx), dtype=np.float32)


def carried(u: Floats, old: Grid, new: Grid) -> Floats:
    """Displacements on the nodes of another lattice over the same box; linear beyond the border."""
    axes = []
    for axis in range(3):
        xyz = 2 - axis
        first = old.to_index(new.origin_mm)[xyz]
        index = first + np.arange(new.shape_zyx[axis]) * new.spacing_mm[xyz] / old.spacing_mm[xyz]
        low = np.clip(np.floor(index).astype(int), 0, old.shape_zyx[axis] - 2)
        axes.append((low, (index - low).astype(np.float32)))
    for axis, (low, part) in enumerate(axes):
        weight = part.reshape([-1 if n == axis else 1 for n in range(3)])
        u = np.take(u, low, axis + 1) * (1 - weight) + np.take(u, low + 1, axis + 1) * weight
    return np.ascontiguousarray(u, like=u)


def moved(halves: Halves, v: Floats, grid: Grid, threads: Threads) -> Halves:
    """Both halves after half an update each, to either side."""
    back, forth = (np.float32(share) * v for share in (-0.5, 0.5))
    return Halves(composed(halves.fixed, back, grid, threads), composed(halves.moving, forth, grid, threads))


def joined(halves: Halves, grid: Grid, threads: Threads) -> Floats:
    """From the fixed scan's end of the frame to the moving one's: the moving half after the inverse of the fixed one."""
    back = -halves.fixed
    for _ in range(INVERSION_ROUNDS):
        gap = composed(halves.fixed, back, grid, threads)
        back -= gap
        if float(np.abs(gap).max()) < INVERSION_MM:
            break
    return composed(halves.moving, back, grid, threads)


def to_transform(u: Floats, grid: Grid) -> DisplacementField:
    """The field as a transform of world points."""
    return DisplacementField(grid, np.asarray((np.moveaxis(u, 0, -1) @ grid.axes.T).astype(np.float32)))


def growth(u: Floats, grid: Grid, threads: Threads) -> Floats:
    """The least determinant of the Jacobian around each node (z, y, x); at or below 0 something folds."""
    out = np.empty(u.shape[1:], np.float32, like=u)
    per_mm = (1 / np.array(grid.spacing_mm)).astype(np.float32)
    threads.planes(u.shape[1], u.size, lambda a, b: kernels.least_growth(u, per_mm, out, a, b))
    return out


def least_growth(v: Floats, grid: Grid, threads: Threads) -> float:
    """The least determinant anywhere of half an update, to either side."""
    return min(float(growth(np.float32(share) * v, grid, threads).min()) for share in (-0.5, 0.5))


def mended(u: Floats, grid: Grid, threads: Threads, least: float = LEAST_GROWTH) -> Floats:
    """The field without folds: smoothed around the places that fold or nearly do, just as often as it takes.

    What `MENDING_ROUNDS` do not mend (noise, wild input) is drawn towards the nearest affine map as a whole, which ends
    without a fold whatever came in.
    """
    for n in range(MENDING_ROUNDS):
        bad = growth(u, grid, threads) < least
        if not bad.any():
            return u
        radius = 1 + n // 6
        near = smoothed(bad.astype(np.float32), (radius,) * 3, threads)
        share = np.minimum(near * (4 * radius + 2) ** 3 / 8, 1)
        ones = smoothed(np.ones_like(near), (1, 1, 1), threads)
        linear = _linear_part(u, grid)
        soft = linear + smoothed(u - linear, (1, 1, 1), threads) / ones
        u = (u + share * (soft - u)).astype(np.float32)
    return _drawn_to_affine(u, grid, threads, least)


def _drawn_to_affine(u: Floats, grid: Grid, threads: Threads, least: float) -> Floats:
    """The field with its deformation shrunk until nothing folds; where even its affine part does, only its shift."""
    matrix, offset = fitted_affine(u, grid)
    linear = affine_field(matrix, offset, grid)
    for halvings in range(SHRINKING_ROUNDS):
        shrunk = (linear + (u - linear) * np.float32(0.5**halvings)).astype(np.float32)
        if not (growth(shrunk, grid, threads) < least).any():
            return shrunk
    if not (growth(linear, grid, threads) < least).any():
        return linear
    return affine_field(np.zeros((3, 3)), offset, grid)


def _linear_part(u: Floats, grid: Grid, weights: Floats | None = None) -> Floats:
    """The affine map nearest to a field, as a field on the same nodes."""
    return affine_field(*fitted_affine(u, grid, weights), grid)


def places(grid: Grid) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Coordinates along the grid's own z, y, x axes in mm from its middle, ready to broadcast."""
    sizes = zip(grid.shape_zyx, grid.spacing_mm[::-1], strict=True)
    z, y, x = ((np.arange(n, dtype=np.float64) - (n - 1) / 2) * s for n, s in sizes)
    return z[:, None, None], y[None, :, None], x[None, None, :]


def fitted_affine(u: Floats, grid: Grid, weights: Floats | None = None) -> tuple[FloatArray, FloatArray]:
    """The (3, 3) matrix and offset of the affine displacement nearest to a field, seen from the grid's middle."""
    z, y, x = (np.broadcast_to(np.asarray(c, like=u), u.shape[1:]).ravel() for c in places(grid))
    design = np.stack([x, y, z, np.ones_like(x)], axis=1)
    w = np.ones(len(x), like=u) if weights is None else weights.ravel().astype(np.float64) + LEAST_TRUST
    normal = design.T @ (design * w[:, None])
    solution = np.linalg.solve(normal + 1e-9 * np.trace(normal) * np.eye(4), design.T @ (u.reshape(3, -1) * w).T)
    return solution[:3].T, solution[3]


def affine_field(matrix: FloatArray, offset: FloatArray, grid: Grid) -> Floats:
    """Displacements matrix · p + offset on the nodes, with p from the grid's middle."""
    z, y, x = places(grid)
    parts = [matrix[n, 0] * x + matrix[n, 1] * y + matrix[n, 2] * z + offset[n] for n in range(3)]
    return np.stack(parts).astype(np.float32)


def composed(u: Floats, v: Floats, grid: Grid, threads: Threads) -> Floats:
    """The field after an update put before it: p ↦ p + v(p) + u(p + v(p))."""
    out = np.empty_like(u)
    per_mm = (1 / np.array(grid.spacing_mm)).astype(np.float32)
    threads.planes(u.shape[1], u.size, lambda a, b: kernels.compose(u, v, per_mm, out, a, b))
    return out
