"""Pictures freed of what depends on gain, depth and speckle: local normalisation, and edges that are more than speckle.

Both work on one slice (rows, columns) with pixels of any size and any ratio, and only count pixels inside the volume.
Windows are measured in mm. Everything is made of running means, so that the cost does not grow with the window, and pixels
much finer than the speckle are averaged first: about 6 ms for 843 × 546 pixels of 0.2 × 0.073 mm, and a few pictures of
float32 in memory.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter1d

from workstation.core.volume import AnyArray

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
PixelMm = tuple[float, float]  # of a row and of a column

CELL_MM = 0.42  # finer pixels are averaged to about this size, half of what is smoothed away anyway
SPECKLE_MM = 0.8  # what is finer is not compared: the speckle of a breast scanner is 0.2 to 0.9 mm long
WINDOW_MM = 8.0  # of the local mean and spread
EDGE_MM = 1.2
STRONG_SHARE = 0.12  # of the pixels inside: so many may lie on an edge
_PASSES = 2  # of a running mean; two make a triangle, close to a Gaussian of the same spread


def local_normalised(
    picture: AnyArray, inside: Mask, pixel_mm: PixelMm, window_mm: float = WINDOW_MM, grain_mm: float = SPECKLE_MM
) -> Floats:
    """The picture without grain, with local mean 0 and local standard deviation 1; NaN outside.

    Where a neighbourhood has no contrast of its own (less than a tenth of the usual) it is not blown up to 1.

    Parameters
    ----------
    grain_mm, window_mm : standard deviations of the smoothing and of the neighbourhood
    """
    cells = cell_pixels(pixel_mm)
    cell_mm = (pixel_mm[0] * cells[0], pixel_mm[1] * cells[1])
    values, share = _in_cells(picture, inside, cells)
    fine = _masked_mean(values, _weight(share, cell_mm, grain_mm), cell_mm, grain_mm)
    weight = _weight(share, cell_mm, window_mm)
    mean = _masked_mean(share * fine, weight, cell_mm, window_mm)
    spread = np.sqrt(_masked_mean(share * np.square(fine - mean), weight, cell_mm, window_mm))
    counts = share > 0.5
    usual = float(np.median(spread[counts])) if counts.any() else 0.0
    least = max(0.1 * usual, 1e-4 * float(np.abs(fine).max(initial=0.0)), 1e-30)  # below lies the rounding of float32
    ratio = ((fine - mean) / np.maximum(spread, least)).astype(np.float32)
    normal = _spread_out(ratio, picture.shape, cells)
    normal[~inside] = np.nan
    return normal


def edges(picture: AnyArray, inside: Mask, pixel_mm: PixelMm, scale_mm: float = EDGE_MM) -> Mask:
    """Where the smoothed picture changes fastest along its own gradient: thin lines, the strongest of them only.

    A pixel is on an edge if the second derivative along the gradient changes its sign there (Canny 1986, equation 2.11,
    as the zero crossing of Haralick 1984) and the gradient is among the `STRONG_SHARE` largest of the picture.
    """
    cells = cell_pixels(pixel_mm)
    cell_mm = (pixel_mm[0] * cells[0], pixel_mm[1] * cells[1])
    values, share = _in_cells(picture, inside, cells)
    smooth = _masked_mean(values, _weight(share, cell_mm, scale_mm), cell_mm, scale_mm)
    down, right = _gradient(smooth, cell_mm)
    strength = np.hypot(down, right)
    deep = _eroded(share > 0.999, cell_mm, scale_mm)  # the border of the volume is no edge of the tissue
    if not deep.any():
        return np.zeros(picture.shape, bool)
    limit = float(np.quantile(strength[deep], 1 - STRONG_SHARE))
    strong = deep & (strength >= limit) & (strength > 1e-4 * (1e-6 + float(np.abs(smooth).max())))
    if not strong.any():
        return np.zeros(picture.shape, bool)
    along = _second_derivative(smooth, down, right, cell_mm)
    near = _spread_out(strong.astype(np.float32), picture.shape, cells) >= 0.5
    crossing: Mask = near & _changes_sign(_spread_out(along, picture.shape, cells))
    return crossing


def cell_pixels(pixel_mm: PixelMm) -> tuple[int, int]:
    """How many rows and columns are averaged into one before anything else."""
    return max(1, int(CELL_MM / pixel_mm[0])), max(1, int(CELL_MM / pixel_mm[1]))


def _averaged(picture: AnyArray, cells: tuple[int, int]) -> Floats:
    """Means of cells; the last ones of a side take what is left there."""
    result = np.asarray(picture, dtype=np.float32)
    for axis, count in enumerate(cells):
        if count > 1:
            starts = np.arange(0, result.shape[axis], count)
            sizes = np.minimum(count, result.shape[axis] - starts).astype(np.float32)
            shape = (-1, 1) if axis == 0 else (1, -1)
            result = np.add.reduceat(result, starts, axis=axis) / sizes.reshape(shape)
    return result


def _spread_out(values: Floats, shape: tuple[int, ...], cells: tuple[int, int]) -> Floats:
    """Values of cells at every pixel of a picture, linear between the centres of the cells."""
    result = values
    for axis, count in enumerate(cells):
        if count > 1:
            place = np.clip((np.arange(shape[axis]) + 0.5) / count - 0.5, 0, values.shape[axis] - 1)
            first = np.minimum(place.astype(np.intp), max(values.shape[axis] - 2, 0))
            part = (place - first).astype(np.float32).reshape((-1, 1) if axis == 0 else (1, -1))
            near = np.take(result, first, axis)
            far = np.take(result, np.minimum(first + 1, values.shape[axis] - 1), axis)
            result = near + part * (far - near)
    return result if result is not values else values.copy()


def _in_cells(picture: AnyArray, inside: Mask, cells: tuple[int, int]) -> tuple[Floats, Floats]:
    """Sums of the values of cells that count, by the size of a cell, and the share of each cell that counts."""
    if inside.all():
        values = _averaged(picture, cells)
        return values, np.ones_like(values)
    return _averaged(np.where(inside, picture, 0), cells), _averaged(inside.astype(np.float32), cells)


def _weight(share: Floats, pixel_mm: PixelMm, sigma_mm: float) -> Floats:
    """How much of the neighbourhood of each pixel counts; where all of it does, one row and one column tell."""
    if share.min(initial=1.0) < 1.0:
        return _smoothed(share, pixel_mm, sigma_mm)
    down = _smoothed(np.ones((share.shape[0], 1), np.float32), (pixel_mm[0], np.inf), sigma_mm)
    right = _smoothed(np.ones((1, share.shape[1]), np.float32), (np.inf, pixel_mm[1]), sigma_mm)
    return down * right


def _masked_mean(weighted: Floats, weight: Floats, pixel_mm: PixelMm, sigma_mm: float) -> Floats:
    """Mean of a neighbourhood of values that are weighted by their share already; `weight` is how much of it counts."""
    total = _smoothed(weighted, pixel_mm, sigma_mm)
    return np.divide(total, weight, out=np.zeros_like(total), where=weight > 1e-4)


def _smoothed(picture: Floats, pixel_mm: PixelMm, sigma_mm: float) -> Floats:
    """Running means in both directions; together they have the standard deviation `sigma_mm`, zero beyond the border."""
    result = picture
    for axis, mm in enumerate(pixel_mm):
        size = window_pixels(sigma_mm / mm)
        if size > 1:
            for _ in range(_PASSES):
                result = uniform_filter1d(result, size, axis=axis, mode="constant")
    return result


def window_pixels(sigma: float) -> int:
    """Odd length n of a running mean, two passes of which come nearest to this spread: 2 (n² - 1) / 12 = sigma²."""
    below = max(1, 2 * int((math.sqrt(6 * sigma * sigma + 1) - 1) / 2) + 1)
    return min((below, below + 2), key=lambda n: abs(math.sqrt((n * n - 1) / 6) - sigma))


def _eroded(inside: Mask, pixel_mm: PixelMm, margin_mm: float) -> Mask:
    deep = inside
    for axis, mm in enumerate(pixel_mm):
        reach = 2 * int(np.ceil(margin_mm / mm)) + 1
        deep = deep & (uniform_filter1d(inside.astype(np.float32), reach, axis=axis, mode="constant") > 0.999)
    return deep


def _gradient(values: Floats, pixel_mm: PixelMm) -> tuple[Floats, Floats]:
    """Slopes down and to the right; 0 along a side of one pixel."""
    down, right = (
        np.gradient(values, mm, axis=axis) if values.shape[axis] > 1 else np.zeros_like(values)
        for axis, mm in enumerate(pixel_mm)
    )
    return down, right


def _second_derivative(smooth: Floats, down: Floats, right: Floats, pixel_mm: PixelMm) -> Floats:
    """g · H g of the smoothed picture, where g is its gradient and H its second derivatives."""
    (down_down, down_right), (_, right_right) = _gradient(down, pixel_mm), _gradient(right, pixel_mm)
    along: Floats = down * down * down_down + 2 * down * right * down_right + right * right * right_right
    return along


def _changes_sign(values: Floats) -> Mask:
    """Whether the sign of a pixel differs from that of the one to the right of it or below it."""
    positive = values > 0
    found = np.zeros(values.shape, bool)
    found[:, :-1] |= positive[:, :-1] != positive[:, 1:]
    found[:-1] |= positive[:-1] != positive[1:]
    return found
