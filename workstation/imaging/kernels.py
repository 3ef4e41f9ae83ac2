"""The compiled inner loops of pictures, and how loops are compiled.

Only `sampling` calls these, and `brush_kernels` compiles likewise. Both are imported inside functions, because numba
takes half a second to load and the first picture does not need it. All loops run without the interpreter lock, and none
starts threads of its own: numba's parallel loops must not be entered from two threads at once. Matrices are (4, 4)
float64, points and indices are in x, y, z order, arrays of values in z, y, x order.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from numba import config, njit

from workstation.core.geometry import FloatArray
from workstation.core.labels import LabelArray
from workstation.core.volume import AnyArray
from workstation.paths import cache_folder

Mask = npt.NDArray[np.bool_]
Size = tuple[int, int, int]

BLOCK = 64  # equal to core.labels.BLOCK; a literal, so that the compiler sees powers of two

_HERE = Path(__file__)
if "NUMBA_CACHE_DIR" not in os.environ and not os.access(_HERE.parent, os.W_OK):
    os.environ["NUMBA_CACHE_DIR"] = str(cache_folder())
    config.reload_config()

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile on first use, or load from the cache, for calls from Python; runs without the interpreter lock."""
    # a built program may carry no source file, and numba refuses to cache what it cannot date
    kernel: F = njit(nogil=True, cache=_HERE.is_file(), error_model="numpy")(function)
    return kernel


def inlined(function: F) -> F:
    """Compile into the loops that call it."""
    kernel: F = njit(nogil=True, inline="always", error_model="numpy")(function)
    return kernel


@compiled
def lay_lattice(matrix: FloatArray, step: int, first_row: int, points: FloatArray) -> None:
    """Fill points (rows, columns, 3) with matrix · (column · step, row · step, 0, 1), rows counted from first_row."""
    for r in range(points.shape[0]):
        row = (first_row + r) * step
        for c in range(points.shape[1]):
            column = c * step
            for k in range(3):
                points[r, c, k] = matrix[k, 0] * column + matrix[k, 1] * row + matrix[k, 3]


@compiled
def move(points: FloatArray, matrix: FloatArray) -> None:
    """Replace points (N, 3) by matrix · point."""
    for i in range(points.shape[0]):
        x, y, z = points[i, 0], points[i, 1], points[i, 2]
        for k in range(3):
            points[i, k] = matrix[k, 0] * x + matrix[k, 1] * y + matrix[k, 2] * z + matrix[k, 3]


@inlined
def _neighbours(index: float, count: int) -> tuple[int, int, float]:
    """The two voxels around a continuous index clamped to the border, and how far it is from the lower one."""
    if not index > 0.0:  # also catches NaN, which must not become an address
        index = 0.0
    elif index > count - 1.0:
        index = count - 1.0
    low = int(index)
    return low, min(low + 1, count - 1), index - low


@compiled
def displace(points: FloatArray, to_index: FloatArray, vectors: AnyArray, after: FloatArray) -> None:
    """Replace points (N, 3) by after · (p + u(p)), with u trilinear in vectors (z, y, x, 3), clamped to the border."""
    depth, height, width = vectors.shape[0], vectors.shape[1], vectors.shape[2]
    for i in range(points.shape[0]):
        px, py, pz = points[i, 0], points[i, 1], points[i, 2]
        x0, x1, fx = _neighbours(
            to_index[0, 0] * px + to_index[0, 1] * py + to_index[0, 2] * pz + to_index[0, 3], width
        )
        y0, y1, fy = _neighbours(
            to_index[1, 0] * px + to_index[1, 1] * py + to_index[1, 2] * pz + to_index[1, 3], height
        )
        z0, z1, fz = _neighbours(
            to_index[2, 0] * px + to_index[2, 1] * py + to_index[2, 2] * pz + to_index[2, 3], depth
        )
        for z, wz in ((z0, 1.0 - fz), (z1, fz)):
            for y, wy in ((y0, 1.0 - fy), (y1, fy)):
                low, high = wz * wy * (1.0 - fx), wz * wy * fx
                px += low * vectors[z, y, x0, 0] + high * vectors[z, y, x1, 0]
                py += low * vectors[z, y, x0, 1] + high * vectors[z, y, x1, 1]
                pz += low * vectors[z, y, x0, 2] + high * vectors[z, y, x1, 2]
        for k in range(3):
            points[i, k] = after[k, 0] * px + after[k, 1] * py + after[k, 2] * pz + after[k, 3]


@inlined
def _lattice_cell(
    lattice: FloatArray, step: int, row: int, cell: int
) -> tuple[float, float, float, float, float, float]:
    """Index at the left end of a lattice cell in one pixel row, and its change from pixel to pixel."""
    if step == 1:
        return lattice[row, cell, 0], lattice[row, cell, 1], lattice[row, cell, 2], 0.0, 0.0, 0.0
    k = row // step
    low, high = 1.0 - (row - k * step) / step, (row - k * step) / step
    x = low * lattice[k, cell, 0] + high * lattice[k + 1, cell, 0]
    y = low * lattice[k, cell, 1] + high * lattice[k + 1, cell, 1]
    z = low * lattice[k, cell, 2] + high * lattice[k + 1, cell, 2]
    dx = (low * lattice[k, cell + 1, 0] + high * lattice[k + 1, cell + 1, 0] - x) / step
    dy = (low * lattice[k, cell + 1, 1] + high * lattice[k + 1, cell + 1, 1] - y) / step
    dz = (low * lattice[k, cell + 1, 2] + high * lattice[k + 1, cell + 1, 2] - z) / step
    return x, y, z, dx, dy, dz


@inlined
def _is_inside(x: float, y: float, z: float, width: int, height: int, depth: int) -> bool:
    return -0.5 <= x < width - 0.5 and -0.5 <= y < height - 0.5 and -0.5 <= z < depth - 0.5


@compiled
def bounds(lattice: FloatArray) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Smallest and largest finite x, y, z of a lattice (rows, columns, 3)."""
    low_x = low_y = low_z = math.inf
    high_x = high_y = high_z = -math.inf
    for r in range(lattice.shape[0]):
        for c in range(lattice.shape[1]):
            x, y, z = lattice[r, c, 0], lattice[r, c, 1], lattice[r, c, 2]
            low_x, low_y, low_z = min(low_x, x), min(low_y, y), min(low_z, z)
            high_x, high_y, high_z = max(high_x, x), max(high_y, y), max(high_z, z)
    return (low_x, low_y, low_z), (high_x, high_y, high_z)


@compiled
def gather(
    values: AnyArray, corner: Size, size: Size, lattice: FloatArray, step: int, first_row: int,
    linear: bool, rounded: bool, outside: float, out: AnyArray, inside: Mask,
) -> None:  # fmt: skip
    """Fill rows of a picture with values at the lattice's indices, and say which pixels lie inside the volume.

    `values` is a box of a volume of `size` (x, y, z) that begins at voxel `corner` (x, y, z). Row 0 of `out` is pixel row
    `first_row` of the lattice. With `rounded`, linear values go to the nearest whole number.
    """
    width, height, depth = size
    left, top, front = corner
    for r in range(out.shape[0]):
        for start in range(0, out.shape[1], step):
            x, y, z, dx, dy, dz = _lattice_cell(lattice, step, first_row + r, start // step)
            for c in range(start, min(start + step, out.shape[1])):
                if not _is_inside(x, y, z, width, height, depth):
                    out[r, c] = outside
                    inside[r, c] = False
                elif linear:
                    x0, x1, fx = _neighbours(x, width)
                    y0, y1, fy = _neighbours(y, height)
                    z0, z1, fz = _neighbours(z, depth)
                    i0, i1 = (
                        np.uintp(x0 - left),
                        np.uintp(x1 - left),
                    )  # unsigned: spares numba's check for negative ones
                    j0, j1 = np.uintp(y0 - top), np.uintp(y1 - top)
                    k0, k1 = np.uintp(z0 - front), np.uintp(z1 - front)
                    gx = 1.0 - fx
                    a = (1.0 - fy) * (gx * values[k0, j0, i0] + fx * values[k0, j0, i1])
                    a += fy * (gx * values[k0, j1, i0] + fx * values[k0, j1, i1])
                    b = (1.0 - fy) * (gx * values[k1, j0, i0] + fx * values[k1, j0, i1])
                    b += fy * (gx * values[k1, j1, i0] + fx * values[k1, j1, i1])
                    a += fz * (b - a)
                    if rounded:
                        a = math.floor(a + 0.5)
                    out[r, c] = a
                    inside[r, c] = True
                else:
                    nearest_z = math.floor(z + 0.5) - front
                    out[r, c] = values[nearest_z, math.floor(y + 0.5) - top, math.floor(x + 0.5) - left]
                    inside[r, c] = True
                x, y, z = x + dx, y + dy, z + dz


@compiled
def mark_blocks(lattice: FloatArray, step: int, size: Size, shape: tuple[int, int], met: Mask) -> None:
    """Set met (z, y, x) for every block of 64³ voxels that holds the nearest voxel of a pixel."""
    width, height, depth = size
    for r in range(shape[0]):
        for start in range(0, shape[1], step):
            x, y, z, dx, dy, dz = _lattice_cell(lattice, step, r, start // step)
            for _ in range(start, min(start + step, shape[1])):
                if _is_inside(x, y, z, width, height, depth):
                    i, j, k = math.floor(x + 0.5), math.floor(y + 0.5), math.floor(z + 0.5)
                    met[k // BLOCK, j // BLOCK, i // BLOCK] = True
                x, y, z = x + dx, y + dy, z + dz


@compiled
def mark_inside(lattice: FloatArray, size: Size, out: Mask) -> None:
    """Whether each index of a lattice (rows, columns, 3), one for each pixel, lies in a volume of this size (x, y, z)."""
    for r in range(out.shape[0]):
        for c in range(out.shape[1]):
            out[r, c] = _is_inside(lattice[r, c, 0], lattice[r, c, 1], lattice[r, c, 2], size[0], size[1], size[2])


@compiled
def gather_labels(
    blocks: LabelArray, number: npt.NDArray[np.int32], lattice: FloatArray, step: int, size: Size, out: LabelArray
) -> None:
    """Fill `out` with the nearest label of each pixel: blocks (n, 64, 64, 64), `number` of each block or -1."""
    width, height, depth = size
    for r in range(out.shape[0]):
        for start in range(0, out.shape[1], step):
            x, y, z, dx, dy, dz = _lattice_cell(lattice, step, r, start // step)
            for c in range(start, min(start + step, out.shape[1])):
                out[r, c] = 0
                if _is_inside(x, y, z, width, height, depth):
                    i, j, k = math.floor(x + 0.5), math.floor(y + 0.5), math.floor(z + 0.5)
                    n = number[k // BLOCK, j // BLOCK, i // BLOCK]
                    if n >= 0:
                        out[r, c] = blocks[n, k % BLOCK, j % BLOCK, i % BLOCK]
                x, y, z = x + dx, y + dy, z + dz
