"""Points through transforms, fast: many at once, in compiled loops, and the voxel indices under the pixels of a plane.

A transform is taken apart into matrices and bends, so that all that is affine in a row costs one product.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid, as_points
from workstation.core.planes import Plane
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse, Transform

THREADS = min(4, max(2, os.cpu_count() or 2))
WORTH_SPLITTING = 20_000  # points; below, handing work to threads costs more than it saves
WORTH_COMPILED = 2_000  # points; below, numpy is done before numba would be loaded


def map_points(transform: Transform, points_mm: npt.ArrayLike) -> FloatArray:
    """Where a transform takes world points (N, 3), in mm: the same as calling it, to 1e-9 mm, but fast for many."""
    points = as_points(points_mm)
    if len(points) < WORTH_COMPILED:
        return transform(points)
    from workstation.imaging import kernels

    chain = _chain(transform, np.eye(4))
    moved = np.array(points, order="C")
    kernels.move(moved, chain.matrices[0])
    _bend(moved, chain)
    return moved


@dataclass(frozen=True, slots=True)
class _Chain:
    """A transform as matrix, bend, matrix, bend, …, matrix, where a bend is whatever is not affine."""

    matrices: tuple[FloatArray, ...]
    bends: tuple[Transform, ...]


def _chain(transform: Transform | None, last: FloatArray) -> _Chain:
    """A transform followed by the matrix `last`."""
    matrices, bends = [np.eye(4)], []
    for part in _parts(transform):
        if isinstance(part, Affine):
            matrix = np.eye(4)
            matrix[:3, :3], matrix[:3, 3] = part.matrix, part.offset_mm
            matrices[-1] = matrix @ matrices[-1]
        else:
            bends.append(replace(part, forward=_Fast(part.forward)) if isinstance(part, NumericInverse) else part)
            matrices.append(np.eye(4))
    matrices[-1] = last @ matrices[-1]
    return _Chain(tuple(matrices), tuple(bends))


def _parts(transform: Transform | None) -> list[Transform]:
    if transform is None:
        return []
    if isinstance(transform, Composite):
        return [part for each in transform.transforms for part in _parts(each)]
    return [transform]


@dataclass(frozen=True, slots=True)
class _Fast:
    """A transform that goes through `map_points`, so that what calls it many times is fast as well."""

    transform: Transform

    def __call__(self, points_mm: npt.ArrayLike) -> FloatArray:
        return map_points(self.transform, points_mm)

    def inverse(self) -> Transform:
        return self.transform.inverse()


def _bend(points: FloatArray, chain: _Chain) -> None:
    """Carry points (N, 3), which have the chain's first matrix behind them, through the rest of it in place."""
    from workstation.imaging import kernels

    for bend, matrix in zip(chain.bends, chain.matrices[1:], strict=True):
        if isinstance(bend, DisplacementField):
            to_index, vectors = bend.grid.world_to_index, bend.displacement_mm

            def fill(
                start: int, stop: int, to_index: Any = to_index, vectors: Any = vectors, after: Any = matrix
            ) -> None:
                kernels.displace(points[start:stop], to_index, vectors, after)

            in_bands(len(points), 1, fill)
        else:
            points[:] = bend(points)
            kernels.move(points, matrix)


def index_lattice(grid: Grid, plane: Plane, transform: Transform | None, step: int) -> FloatArray:
    """Continuous voxel index (x, y, z) at every `step`-th pixel, up to and past the last one if `step` > 1."""
    from workstation.imaging import kernels

    past = 0 if step == 1 else 1
    lattice = np.empty(((plane.rows - 1) // step + 1 + past, (plane.columns - 1) // step + 1 + past, 3))
    to_world = np.eye(4)
    to_world[:3, 0], to_world[:3, 1], to_world[:3, 3] = plane.right_mm, plane.down_mm, plane.origin_mm
    chain = _chain(transform, grid.world_to_index)
    first = chain.matrices[0] @ to_world

    def fill(start: int, stop: int) -> None:
        kernels.lay_lattice(first, step, start, lattice[start:stop])

    in_bands(len(lattice), lattice.shape[1], fill)
    _bend(lattice.reshape(-1, 3), chain)
    return lattice


def in_bands(rows: int, row_size: int, fill: Callable[[int, int], None]) -> None:
    """Call fill(start, stop) for all rows: at once, or in bands on the threads of this module and the caller's."""
    if rows * row_size < WORTH_SPLITTING:
        fill(0, rows)
        return
    edges = np.linspace(0, rows, THREADS + 1).astype(int).tolist()
    futures = [_threads().submit(fill, *edges[n : n + 2]) for n in range(1, THREADS)]
    fill(*edges[:2])
    for future in futures:
        future.result()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS - 1, thread_name_prefix="sampling")
