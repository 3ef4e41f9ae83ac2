"""The compiled inner loops of the local search: warping, window sums, and what is kept of every shift.

Arrays are float32 in (z, y, x) order; a voxel that does not count is 0 in the picture and 0 in its weight. A node owns a
block of 2 × 2 × 2 voxels; its window is that block and its neighbours' with binomial weights. Every kernel works on a
range of planes and starts no threads.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from numba import njit

from workstation.imaging.kernels import inlined  # also settles where compiled code is kept

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Real = Any  # float64 from Python, float32 inside the loops

HALO = 2  # node planes on either side that the window reaches
KEPT = 9  # of `search`: best, its shift x, y, z; sum of weights, weighted shift x, y, z, weighted squared length

_HERE = Path(__file__)
F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile on first use, or load from the cache; sums may be reordered so that they vectorise."""
    kernel: F = njit(nogil=True, cache=_HERE.is_file(), error_model="numpy", fastmath={"contract", "reassoc", "nsz"})(
        function
    )
    return kernel


@compiled
def sample(
    values: Floats, weight: Floats, index: Doubles, out: Floats, out_weight: Floats, start: int, stop: int
) -> None:
    """Trilinear values at indices (N, 3) in x, y, z order, weighted; 0 with weight 0 outside or where little counts."""
    depth, height, width = values.shape
    for n in range(start, stop):
        x, y, z = index[n, 0], index[n, 1], index[n, 2]
        out[n] = 0
        out_weight[n] = 0
        if not (0.0 <= x <= width - 1 and 0.0 <= y <= height - 1 and 0.0 <= z <= depth - 1):
            continue
        i, j, k = min(int(x), width - 2), min(int(y), height - 2), min(int(z), depth - 2)
        fx, fy, fz = x - i, y - j, z - k
        total, share = 0.0, 0.0
        for c in range(2):
            wz = fz if c else 1.0 - fz
            for b in range(2):
                wy = fy if b else 1.0 - fy
                for a in range(2):
                    w = wz * wy * (fx if a else 1.0 - fx) * weight[k + c, j + b, i + a]
                    total += w * values[k + c, j + b, i + a]
                    share += w
        if share > 0.5:
            out[n] = total / share
            out_weight[n] = 1


@inlined
def _spread(blocks: Floats, spare: Floats) -> None:
    """Binomial (1, 2, 1) / 4 twice along every axis of (planes, rows, columns), nothing beyond the ends; in place."""
    planes, rows, columns = blocks.shape
    quarter, half = np.float32(0.25), np.float32(0.5)
    for _ in range(2):
        for p in range(planes):
            for r in range(rows):
                row, to = blocks[p, r], spare[p, r]
                to[0] = half * row[0] + quarter * row[1]
                to[columns - 1] = half * row[columns - 1] + quarter * row[columns - 2]
                for c in range(1, columns - 1):
                    to[c] = half * row[c] + quarter * (row[c - 1] + row[c + 1])
            for r in range(rows):
                above, below = max(r - 1, 0), min(r + 1, rows - 1)
                wa, wb = quarter if r > 0 else np.float32(0), quarter if r < rows - 1 else np.float32(0)
                for c in range(columns):
                    blocks[p, r, c] = half * spare[p, r, c] + wa * spare[p, above, c] + wb * spare[p, below, c]
        for p in range(planes):
            front, back = max(p - 1, 0), min(p + 1, planes - 1)
            wf, wb = quarter if p > 0 else np.float32(0), quarter if p < planes - 1 else np.float32(0)
            for r in range(rows):
                for c in range(columns):
                    spare[p, r, c] = half * blocks[p, r, c] + wf * blocks[front, r, c] + wb * blocks[back, r, c]
        blocks[:] = spare


@compiled
def window_sums(values: Floats, out: Floats) -> None:
    """The window's weighted sum of values (2z, 2y, 2x) around each node (z, y, x)."""
    planes, rows, columns = out.shape
    for p in range(planes):
        for r in range(rows):
            for c in range(columns):
                total = np.float32(0)
                for a in range(2):
                    for b in range(2):
                        total += values[2 * p + a, 2 * r + b, 2 * c] + values[2 * p + a, 2 * r + b, 2 * c + 1]
                out[p, r, c] = total
    _spread(out, np.empty_like(out))


@compiled
def search(
    fixed: Floats, fixed_energy: Floats, fixed_count: Floats, moving: Floats, moving_energy: Floats,
    moving_count: Floats, reach: int, kept: Floats, zero: Floats, start: int, stop: int,
) -> None:  # fmt: skip
    """Correlate the window of each node with the moving picture shifted by up to `reach` voxels, for some node planes.

    A shift weighs 1 / (1 - c²)⁸ for a positive correlation c: its likelihood if the window held sixteen independent
    Gaussian samples.

    Parameters
    ----------
    fixed : (2z, 2y, 2x); fixed_energy, fixed_count : window sums of its squares and weights on the nodes (z, y, x)
    moving : (2z + 2 reach, …); moving_energy, moving_count : the same sums at every voxel of the moving picture at which
        a node's block may start
    kept : (9, z, y, x) see `KEPT`; zero : (z, y, x) correlation without shift, -1 where nothing can be compared
    """
    depth, rows, columns = fixed_energy.shape
    low, high = max(0, start - HALO), min(depth, stop + HALO)
    blocks = np.empty((high - low, rows, columns), np.float32)
    spare = np.empty_like(blocks)
    zero[start:stop] = -1
    kept[:, start:stop] = 0
    kept[0, start:stop] = -1
    least, one, none = np.float32(1e-6), np.float32(1), np.float32(0)
    half, most = np.float32(0.5), np.float32(0.96)
    for sz in range(-reach, reach + 1):
        for sy in range(-reach, reach + 1):
            for sx in range(-reach, reach + 1):
                if sz * sz + sy * sy + sx * sx > reach * reach:
                    continue
                for p in range(low, high):
                    for r in range(rows):
                        target = blocks[p - low, r]
                        target[:] = none
                        for a in range(2):
                            for b in range(2):
                                left = fixed[2 * p + a, 2 * r + b]
                                right = moving[2 * p + a + sz + reach, 2 * r + b + sy + reach, sx + reach :]
                                for c in range(columns):
                                    target[c] += left[2 * c] * right[2 * c] + left[2 * c + 1] * right[2 * c + 1]
                _spread(blocks, spare)
                fx, fy, fz = np.float32(sx), np.float32(sy), np.float32(sz)
                square = fx * fx + fy * fy + fz * fz
                for p in range(start, stop):
                    for r in range(rows):
                        z, y, x = 2 * p + sz + reach, 2 * r + sy + reach, sx + reach
                        energies, counts = moving_energy[z, y, x:], moving_count[z, y, x:]
                        for c in range(columns):
                            here, there = fixed_count[p, r, c], counts[2 * c]
                            fewer = min(here, there) / max(max(here, there), least)
                            energy = fewer * fixed_energy[p, r, c] * energies[2 * c]
                            value = blocks[p - low, r, c] / np.sqrt(max(energy, least))
                            value = value if there > half * here and here > least else -one
                            raised = min(max(value, none) * value, most)
                            weight = one / (one - raised)
                            weight = weight * weight
                            weight = weight * weight
                            weight = weight * weight if value > -one else none
                            kept[4, p, r, c] += weight
                            kept[5, p, r, c] += weight * fx
                            kept[6, p, r, c] += weight * fy
                            kept[7, p, r, c] += weight * fz
                            kept[8, p, r, c] += weight * square
                            better = value > kept[0, p, r, c]
                            kept[0, p, r, c] = value if better else kept[0, p, r, c]
                            kept[1, p, r, c] = fx if better else kept[1, p, r, c]
                            kept[2, p, r, c] = fy if better else kept[2, p, r, c]
                            kept[3, p, r, c] = fz if better else kept[3, p, r, c]
                        if square == none:
                            for c in range(columns):
                                here, there = fixed_count[p, r, c], counts[2 * c]
                                fewer = min(here, there) / max(max(here, there), least)
                                energy = fewer * fixed_energy[p, r, c] * energies[2 * c]
                                if there > half * here and here > least:
                                    zero[p, r, c] = blocks[p - low, r, c] / np.sqrt(max(energy, least))
