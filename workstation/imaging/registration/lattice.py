"""The displacement field of a running registration: where its nodes sit, how it is carried on, read out and kept whole.

A node sits in the middle of a cell of voxels of the level's fixed grid; one more layer of nodes lies around the volume,
so that no voxel is beyond the field. Vectors are in mm along the axes of the fixed grid until the end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import Affine, DisplacementField, Transform
from workstation.imaging.mapping import map_points
from workstation.imaging.registration import kernels
from workstation.imaging.registration.kernels import Floats, compiled
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


def homogeneous(affine: Affine) -> FloatArray:
    """An affine map as a (4, 4) matrix."""
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = affine.matrix, affine.offset_mm
    return matrix


def seen_from(grid: Grid, to: Affine, u: Floats, nodes: Grid, back: Affine, threads: Threads) -> Floats:
    """Displacements (3, z, y, x) on the nodes of `grid`, along its axes, of the way there and back through a field.

    A point goes by `to` into the frame of the field `u` on `nodes`, is displaced there, and goes on by `back`.
    """
    whole = back.after(to)
    matrix = (nodes.world_to_index @ homogeneous(to) @ grid.index_to_world)[:3]
    vectors = grid.axes.T @ back.matrix @ nodes.axes
    there = grid.axes.T @ (homogeneous(whole) - np.eye(4))[:3] @ grid.index_to_world
    out = np.empty((3, *grid.shape_zyx), np.float32)
    field = np.asarray(u)
    threads.planes(out.shape[1], out.size, lambda a, b: follow(field, matrix, vectors, there, out, a, b))
    return out


@compiled
def follow(
    u: Floats, to_index: FloatArray, vectors: FloatArray, there: FloatArray, out: Floats, start: int, stop: int
) -> None:
    """there · p + vectors · u(to_index · p) at every index p = (x, y, z, 1) of some planes; u is clamped at its border."""
    depth, height, width = u.shape[1:]
    one, p, s = np.float32(1), to_index, there
    for k in range(start, stop):
        for j in range(out.shape[2]):
            for i in range(out.shape[3]):
                x = min(max(p[0, 0] * i + p[0, 1] * j + p[0, 2] * k + p[0, 3], 0.0), width - 1.0)
                y = min(max(p[1, 0] * i + p[1, 1] * j + p[1, 2] * k + p[1, 3], 0.0), height - 1.0)
                z = min(max(p[2, 0] * i + p[2, 1] * j + p[2, 2] * k + p[2, 3], 0.0), depth - 1.0)
                i0, j0, k0 = min(int(x), width - 2), min(int(y), height - 2), min(int(z), depth - 2)
                fx, fy, fz = np.float32(x - i0), np.float32(y - j0), np.float32(z - k0)
                for n in range(3):
                    out[n, k, j, i] = s[n, 0] * i + s[n, 1] * j + s[n, 2] * k + s[n, 3]
                for m in range(3):
                    a = (one - fx) * u[m, k0, j0, i0] + fx * u[m, k0, j0, i0 + 1]
                    b = (one - fx) * u[m, k0, j0 + 1, i0] + fx * u[m, k0, j0 + 1, i0 + 1]
                    c = (one - fx) * u[m, k0 + 1, j0, i0] + fx * u[m, k0 + 1, j0, i0 + 1]
                    d = (one - fx) * u[m, k0 + 1, j0 + 1, i0] + fx * u[m, k0 + 1, j0 + 1, i0 + 1]
                    low, high = (one - fy) * a + fy * b, (one - fy) * c + fy * d
                    moved = (one - fz) * low + fz * high
                    for n in range(3):
                        out[n, k, j, i] += vectors[n, m] * moved


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


def growth(u: Floats, grid: Grid, threads: Threads, share: float = 1.0) -> Floats:
    """The least determinant of the Jacobian around each node (z, y, x) for a share of u; at or below 0 something folds."""
    out = np.empty(u.shape[1:], np.float32, like=u)
    per_mm = (share / np.array(grid.spacing_mm)).astype(np.float32)
    threads.planes(u.shape[1], u.size, lambda a, b: kernels.least_growth(u, per_mm, out, a, b))
    return out


def least_growth(v: Floats, grid: Grid, threads: Threads) -> float:
    """The least determinant anywhere of half an update, to either side."""
    return min(float(growth(v, grid, threads, share).min()) for share in (-0.5, 0.5))


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
    w = np.ones(u.shape[1:], np.float32, like=u) if weights is None else weights + np.float32(LEAST_TRUST)
    z, y, x = (c.ravel()[:, None] ** np.arange(3) for c in places(grid))
    along_x = np.concatenate([w[None], w * u]) @ np.asarray(x.astype(np.float32), like=u)
    sums = np.einsum("czyi,yj,zk->ckji", np.asarray(along_x, dtype=np.float64), y, z, optimize=True)
    powers = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0], [0, 0, 0]])  # of z, y, x in the columns x, y, z and 1
    normal = sums[0][tuple((powers[:, None] + powers[None, :]).transpose(2, 0, 1))]
    right = sums[1:][:, *powers.T].T
    solution = np.linalg.solve(normal + 1e-9 * np.trace(normal) * np.eye(4), right)
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
