"""The compiled loops behind `local_contrast`: each picture is one call that holds no interpreter lock.

Written as one loop after the other because a render thread that asks NumPy forty times has to wait for the interpreter
forty times, while the window draws. Pictures and masks are (rows, columns), sums are kept in float64. Imported inside
functions, as numba takes half a second to load.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.imaging.kernels import compiled, inlined

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

PASSES = 2  # of a running mean; two make a triangle, close to a Gaussian of the same spread
LEAST_WEIGHT = 1e-4


@compiled
def in_cells(picture: Floats, inside: Mask, cells: tuple[int, int], values: Floats, share: Floats) -> None:
    """Sums of the values that count by the size of a cell, and the share of each cell that counts."""
    rows, columns = picture.shape
    for r in range(values.shape[0]):
        for c in range(values.shape[1]):
            total, count = 0.0, 0
            last_row, last_column = min(rows, (r + 1) * cells[0]), min(columns, (c + 1) * cells[1])
            for i in range(r * cells[0], last_row):
                for j in range(c * cells[1], last_column):
                    if inside[i, j]:
                        total += picture[i, j]
                        count += 1
            size = (last_row - r * cells[0]) * (last_column - c * cells[1])
            values[r, c], share[r, c] = total / size, count / size


@compiled
def running_mean(source: Floats, lengths: tuple[int, int], result: Floats) -> None:
    """Running means of odd lengths down and to the right, each `PASSES` times, zero beyond the border."""
    rows, columns = source.shape
    result[:] = source
    line = np.empty(max(rows, columns), np.float32)
    for _ in range(PASSES if lengths[0] > 1 else 0):
        before, total = result.copy(), np.zeros(columns)
        reach = lengths[0] // 2
        for r in range(min(reach, rows)):
            for c in range(columns):
                total[c] += before[r, c]
        for r in range(rows):
            for c in range(columns):
                if r + reach < rows:
                    total[c] += before[r + reach, c]
                if r - reach > 0:
                    total[c] -= before[r - reach - 1, c]
                result[r, c] = total[c] / lengths[0]
    for _ in range(PASSES if lengths[1] > 1 else 0):
        reach = lengths[1] // 2
        for r in range(rows):
            sum_here = 0.0
            line[:columns] = result[r]
            for c in range(min(reach, columns)):
                sum_here += line[c]
            for c in range(columns):
                if c + reach < columns:
                    sum_here += line[c + reach]
                if c - reach > 0:
                    sum_here -= line[c - reach - 1]
                result[r, c] = sum_here / lengths[1]


@compiled
def masked_mean(weighted: Floats, weight: Floats, lengths: tuple[int, int]) -> Floats:
    """Mean of a neighbourhood of values that are weighted by their share already; 0 where nothing counts."""
    result = np.empty_like(weighted)
    running_mean(weighted, lengths, result)
    for r in range(result.shape[0]):
        for c in range(result.shape[1]):
            result[r, c] = result[r, c] / weight[r, c] if weight[r, c] > LEAST_WEIGHT else 0.0
    return result


@compiled
def places(count: int, size: int, cell: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """For each of `count` pixels the cell (of `size`) whose centre lies before it, and how far it is to the next."""
    first, part = np.empty(count, np.intp), np.empty(count, np.float32)
    for n in range(count):
        place = min(max((n + 0.5) / cell - 0.5, 0.0), size - 1.0)
        first[n] = min(int(place), max(size - 2, 0))
        part[n] = place - first[n]
    return first, part


@inlined
def lay_row(values: Floats, first: int, part: float, line: Floats) -> None:
    """Fill a line with the row that lies between two rows of cells."""
    second = min(first + 1, values.shape[0] - 1)
    for c in range(values.shape[1]):
        line[c] = values[first, c] + part * (values[second, c] - values[first, c])
    line[values.shape[1]] = line[values.shape[1] - 1]


@compiled
def contrast(
    picture: Floats, inside: Mask, cells: tuple[int, int], grain: tuple[int, int], window: tuple[int, int],
) -> tuple[Floats, Floats, Floats, float]:  # fmt: skip
    """Of each cell: how far it is from the mean of its window, the spread there, and its share that counts.

    `grain` and `window` are lengths of running means, in cells. The last value is the largest of the smoothed picture.
    """
    shape = -(-picture.shape[0] // cells[0]), -(-picture.shape[1] // cells[1])
    values, share, weight = np.empty(shape, np.float32), np.empty(shape, np.float32), np.empty(shape, np.float32)
    in_cells(picture, inside, cells, values, share)
    running_mean(share, grain, weight)
    fine = masked_mean(values, weight, grain)
    running_mean(share, window, weight)
    largest = 0.0
    for r in range(shape[0]):
        for c in range(shape[1]):
            largest = max(largest, abs(fine[r, c]))
            values[r, c] = share[r, c] * fine[r, c]
    apart = masked_mean(values, weight, window)
    for r in range(shape[0]):
        for c in range(shape[1]):
            apart[r, c] = fine[r, c] - apart[r, c]
            values[r, c] = share[r, c] * apart[r, c] * apart[r, c]
    spread = masked_mean(values, weight, window)
    for r in range(shape[0]):
        for c in range(shape[1]):
            spread[r, c] = np.sqrt(spread[r, c])
    return apart, spread, share, largest


@compiled
def lay_out(values: Floats, inside: Mask, cells: tuple[int, int], result: Floats) -> None:
    """Values of cells at every pixel of a picture, linear between the centres of the cells; NaN outside."""
    rows, row_parts = places(result.shape[0], values.shape[0], cells[0])
    columns, parts = places(result.shape[1], values.shape[1], cells[1])
    line = np.empty(values.shape[1] + 1, np.float32)
    for r in range(rows.size):
        lay_row(values, rows[r], row_parts[r], line)
        for c in range(columns.size):
            n = columns[c]
            result[r, c] = line[n] + parts[c] * (line[n + 1] - line[n]) if inside[r, c] else np.float32(np.nan)


@inlined
def slope(values: Floats, r: int, c: int, axis: int, mm: float) -> float:
    """Central difference, one-sided at the border; 0 along a side of one pixel."""
    count = values.shape[axis]
    place = r if axis == 0 else c
    first, last = max(place - 1, 0), min(place + 1, count - 1)
    if first == last:
        return 0.0
    rise = values[last, c] - values[first, c] if axis == 0 else values[r, last] - values[r, first]
    return float(rise / (mm * (last - first)))


@compiled
def slopes(values: Floats, cell_mm: tuple[float, float]) -> tuple[Floats, Floats]:
    """Slopes down and to the right."""
    down, right = np.empty_like(values), np.empty_like(values)
    for r in range(values.shape[0]):
        for c in range(values.shape[1]):
            down[r, c] = slope(values, r, c, 0, cell_mm[0])
            right[r, c] = slope(values, r, c, 1, cell_mm[1])
    return down, right


@compiled
def deep_inside(share: Floats, reach: tuple[int, int]) -> Mask:
    """Cells that count wholly, and so do all within `reach` cells above, below and beside them."""
    rows, columns = share.shape
    result = np.zeros(share.shape, np.bool_)
    for r in range(rows):
        for c in range(columns):
            found = r >= reach[0] and r + reach[0] < rows and c >= reach[1] and c + reach[1] < columns
            if found:
                for i in range(r - reach[0], r + reach[0] + 1):
                    found = found and share[i, c] > 0.999
                for j in range(c - reach[1], c + reach[1] + 1):
                    found = found and share[r, j] > 0.999
            result[r, c] = found
    return result


@compiled
def gradient(
    picture: Floats, inside: Mask, cells: tuple[int, int], cell_mm: tuple[float, float], lengths: tuple[int, int],
    reach: tuple[int, int],
) -> tuple[Floats, Floats, Floats, Mask]:  # fmt: skip
    """The smoothed cells, their slopes down and to the right, and which cells lie `reach` cells inside the volume.

    `lengths` of running means are in cells.
    """
    shape = -(-picture.shape[0] // cells[0]), -(-picture.shape[1] // cells[1])
    values, share, weight = np.empty(shape, np.float32), np.empty(shape, np.float32), np.empty(shape, np.float32)
    in_cells(picture, inside, cells, values, share)
    running_mean(share, lengths, weight)
    smooth = masked_mean(values, weight, lengths)
    down, right = slopes(smooth, cell_mm)
    return smooth, down, right, deep_inside(share, reach)


@compiled
def along_gradient(down: Floats, right: Floats, cell_mm: tuple[float, float]) -> Floats:
    """g · H g, where g is the gradient and H its derivatives."""
    along = np.empty_like(down)
    for r in range(down.shape[0]):
        for c in range(down.shape[1]):
            d, e = down[r, c], right[r, c]
            bend = d * d * slope(down, r, c, 0, cell_mm[0]) + e * e * slope(right, r, c, 1, cell_mm[1])
            along[r, c] = bend + 2 * d * e * slope(down, r, c, 1, cell_mm[1])
    return along


@compiled
def mark_crossings(strong: Floats, along: Floats, cells: tuple[int, int], result: Mask) -> None:
    """Where the slope is strong and the sign of `along` differs from that of the pixel below or to the right."""
    rows, row_parts = places(result.shape[0], along.shape[0], cells[0])
    columns, parts = places(result.shape[1], along.shape[1], cells[1])
    line, slopes_here = np.empty(along.shape[1] + 1, np.float32), np.empty(along.shape[1] + 1, np.float32)
    here, below = np.empty(columns.size, np.bool_), np.zeros(columns.size, np.bool_)
    for r in range(rows.size + 1):
        here[:] = below
        if r < rows.size:
            lay_row(along, rows[r], row_parts[r], line)
            for c in range(columns.size):
                n = columns[c]
                below[c] = line[n] + parts[c] * (line[n + 1] - line[n]) > 0
        if r == 0:
            continue
        lay_row(strong, rows[r - 1], row_parts[r - 1], slopes_here)
        for c in range(columns.size):
            beside = c + 1 < columns.size and here[c] != here[c + 1]
            if beside or here[c] != below[c]:
                n = columns[c]
                result[r - 1, c] = slopes_here[n] + parts[c] * (slopes_here[n + 1] - slopes_here[n]) >= 0.5


@compiled
def over_dimmed(
    fixed: npt.NDArray[np.uint8], fixed_normal: Floats, moving_normal: Floats, weights: Floats, limits: Floats,
    moving_inside: Mask, result: npt.NDArray[np.uint8],
) -> None:  # fmt: skip
    """See `compare.difference`: fills result (rows, columns, 3).

    `weights` (2, 3): how much of fixed and of moving goes into red, green, blue. `limits`: brightness of the fixed
    picture, differences that are not shown, and that are shown in full colour.
    """
    for r in range(fixed.shape[0]):
        for c in range(fixed.shape[1]):
            dark = limits[0] * fixed[r, c]
            apart = moving_normal[r, c] - fixed_normal[r, c]
            strength = min(max((abs(apart) - limits[1]) / (limits[2] - limits[1]), np.float32(0)), np.float32(1))
            if not moving_inside[r, c] or np.isnan(apart):
                strength = np.float32(0)
            side = 1 if apart > 0 else 0
            for k in range(3):
                result[r, c, k] = np.uint8(np.rint(dark + strength * (np.float32(255) * weights[side, k] - dark)))
