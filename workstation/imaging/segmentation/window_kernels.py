"""The compiled loops of windows that slide over a region: sums of neighbours, and Gaussian blur, axis by axis.

Each works on planes start … stop - 1 (along z: rows), so that several threads share the work. Rows are contiguous in the
innermost loops, so that the compiler makes vectors of them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.imaging.kernels import compiled

Counts = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float32]


@compiled
def sum_x(mask: npt.NDArray[np.uint8], reach: int, counts: Counts, start: int, stop: int) -> None:
    """Sums of 2 · reach + 1 neighbours along x, where the border voxels go on outwards."""
    width = mask.shape[2]
    for z in range(start, stop):
        for y in range(mask.shape[1]):
            total = 0
            for n in range(-reach, reach + 1):
                total += mask[z, y, min(max(n, 0), width - 1)]
            for x in range(width):
                counts[z, y, x] = total
                total += int(mask[z, y, min(x + reach + 1, width - 1)]) - int(mask[z, y, max(x - reach, 0)])


@compiled
def sum_y(counts: Counts, reach: int, start: int, stop: int) -> None:
    """The same along y, in place, a row of totals at a time."""
    height, width = counts.shape[1], counts.shape[2]
    before = np.empty((height, width), np.uint16)
    total = np.empty(width, np.int32)
    for z in range(start, stop):
        before[:] = counts[z]
        total[:] = 0
        for n in range(-reach, reach + 1):
            for x in range(width):
                total[x] += before[min(max(n, 0), height - 1), x]
        for y in range(height):
            entering, leaving = min(y + reach + 1, height - 1), max(y - reach, 0)
            for x in range(width):
                counts[z, y, x] = total[x]
                total[x] += np.int32(before[entering, x]) - np.int32(before[leaving, x])


@compiled
def sum_z(counts: Counts, reach: int, start: int, stop: int) -> None:
    """The same along z, in place; `start` … `stop` count rows."""
    depth, width = counts.shape[0], counts.shape[2]
    before = np.empty((depth, width), np.uint16)
    total = np.empty(width, np.int32)
    for y in range(start, stop):
        before[:] = counts[:, y]
        total[:] = 0
        for n in range(-reach, reach + 1):
            for x in range(width):
                total[x] += before[min(max(n, 0), depth - 1), x]
        for z in range(depth):
            entering, leaving = min(z + reach + 1, depth - 1), max(z - reach, 0)
            for x in range(width):
                counts[z, y, x] = total[x]
                total[x] += np.int32(before[entering, x]) - np.int32(before[leaving, x])


@compiled
def blur_x(values: Floats, weights: Floats, out: Floats, start: int, stop: int) -> None:
    """Weighted sums of neighbours along x, where the border voxels go on outwards; `weights` has an odd length."""
    width, reach = values.shape[2], weights.size // 2
    line = np.empty(width + 2 * reach, np.float32)
    total = np.empty(width, np.float32)
    for z in range(start, stop):
        for y in range(values.shape[1]):
            line[:reach] = values[z, y, 0]
            line[reach : reach + width] = values[z, y]
            line[reach + width :] = values[z, y, width - 1]
            total[:] = 0
            for n in range(weights.size):
                weight = weights[n]
                for x in range(width):
                    total[x] += weight * line[x + n]
            out[z, y] = total


@compiled
def blur_y(out: Floats, weights: Floats, start: int, stop: int) -> None:
    """The same along y, in place."""
    height, width, reach = out.shape[1], out.shape[2], weights.size // 2
    before = np.empty((height, width), np.float32)
    total = np.empty(width, np.float32)
    for z in range(start, stop):
        before[:] = out[z]
        for y in range(height):
            total[:] = 0
            for n in range(weights.size):
                weight, row = weights[n], min(max(y + n - reach, 0), height - 1)
                for x in range(width):
                    total[x] += weight * before[row, x]
            out[z, y] = total


@compiled
def blur_z(out: Floats, weights: Floats, start: int, stop: int) -> None:
    """The same along z, in place; `start` … `stop` count rows."""
    depth, width, reach = out.shape[0], out.shape[2], weights.size // 2
    before = np.empty((depth, width), np.float32)
    total = np.empty(width, np.float32)
    for y in range(start, stop):
        before[:] = out[:, y]
        for z in range(depth):
            total[:] = 0
            for n in range(weights.size):
                weight, plane = weights[n], min(max(z + n - reach, 0), depth - 1)
                for x in range(width):
                    total[x] += weight * before[plane, x]
            out[z, y] = total
