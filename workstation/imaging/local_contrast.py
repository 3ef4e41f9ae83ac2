"""Pictures freed of what depends on gain, depth and speckle: local normalisation, and edges that are more than speckle.

Both work on one slice (rows, columns) with pixels of any size and any ratio, and only count pixels inside the volume.
Windows are measured in mm. Everything is made of running means, so that the cost does not grow with the window: about
20 ms for 843 × 546 pixels, and five pictures of float32 in memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter1d

from workstation.core.volume import AnyArray

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
PixelMm = tuple[float, float]  # of a row and of a column

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
    share = inside.astype(np.float32)
    fine, _ = _masked_mean(picture, share, pixel_mm, grain_mm)
    mean, weight = _masked_mean(fine, share, pixel_mm, window_mm)
    square, _ = _masked_mean(np.square(fine - mean), share, pixel_mm, window_mm)
    spread = np.sqrt(square)
    usual = float(np.median(spread[inside])) if inside.any() else 0.0
    least = max(0.1 * usual, 1e-4 * float(np.abs(fine).max(initial=0.0)), 1e-30)  # below lies the rounding of float32
    with np.errstate(divide="ignore", invalid="ignore"):
        normal = (fine - mean) / np.maximum(spread, least)
    normal[~inside | (weight <= 0)] = np.nan
    return np.asarray(normal, dtype=np.float32)


def edges(picture: AnyArray, inside: Mask, pixel_mm: PixelMm, scale_mm: float = EDGE_MM) -> Mask:
    """Where the smoothed picture changes fastest along its own gradient: thin lines, the strongest of them only.

    A pixel is on an edge if the second derivative along the gradient changes its sign there (Canny 1986, equation 2.11,
    as the zero crossing of Haralick 1984) and the gradient is among the `STRONG_SHARE` largest of the picture.
    """
    share = inside.astype(np.float32)
    smooth, _ = _masked_mean(picture, share, pixel_mm, scale_mm)
    down, right = (np.gradient(smooth, mm, axis=axis) if smooth.shape[axis] > 1 else np.zeros_like(smooth)
                   for axis, mm in enumerate(pixel_mm))  # fmt: skip
    strength = np.hypot(down, right)
    deep = _eroded(inside, pixel_mm, scale_mm)  # the border of the volume is no edge of the tissue
    if not deep.any():
        return np.zeros(picture.shape, bool)
    limit = float(np.quantile(strength[deep], 1 - STRONG_SHARE))
    strong = deep & (strength >= limit) & (strength > 1e-4 * (1e-6 + float(np.abs(smooth).max())))
    along = _second_derivative(smooth, down, right, pixel_mm)
    crossing: Mask = strong & _changes_sign(along)
    return crossing


def _masked_mean(picture: AnyArray, share: Floats, pixel_mm: PixelMm, sigma_mm: float) -> tuple[Floats, Floats]:
    """Weighted mean of a neighbourhood, counting pixels by `share`, and the share of it that counted."""
    weight = _smoothed(share, pixel_mm, sigma_mm)
    total = _smoothed(np.where(share > 0, picture, 0).astype(np.float32), pixel_mm, sigma_mm)
    mean: Floats = np.divide(total, weight, out=np.zeros_like(total), where=weight > 1e-4)
    return mean, weight


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
    """Odd length of a running mean, two passes of which have this standard deviation: 2 (n² - 1) / 12 = sigma²."""
    length = math.sqrt(6 * sigma * sigma + 1)
    return max(1, 2 * round((length - 1) / 2) + 1)


def _eroded(inside: Mask, pixel_mm: PixelMm, margin_mm: float) -> Mask:
    deep = inside
    for axis, mm in enumerate(pixel_mm):
        reach = 2 * int(np.ceil(margin_mm / mm)) + 1
        deep = deep & (uniform_filter1d(inside.astype(np.float32), reach, axis=axis, mode="constant") > 0.999)
    return deep


def _second_derivative(smooth: Floats, down: Floats, right: Floats, pixel_mm: PixelMm) -> Floats:
    """g · H g of the smoothed picture, where g is its gradient and H its second derivatives."""
    derive: Callable[[Floats, int], Floats] = lambda values, axis: (  # noqa: E731
        np.gradient(values, pixel_mm[axis], axis=axis) if values.shape[axis] > 1 else np.zeros_like(values)
    )
    along: Floats = (
        down * down * derive(down, 0) + 2 * down * right * derive(down, 1) + right * right * derive(right, 1)
    )
    return along


def _changes_sign(values: Floats) -> Mask:
    """Whether the sign of a pixel differs from that of the one to the right of it or below it."""
    positive = values > 0
    found = np.zeros(values.shape, bool)
    found[:, :-1] |= positive[:, :-1] != positive[:, 1:]
    found[:-1] |= positive[:-1] != positive[1:]
    return found
