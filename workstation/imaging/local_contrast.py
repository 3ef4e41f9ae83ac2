"""Pictures freed of what depends on gain, depth and speckle: local normalisation, and edges that are more than speckle.

Both work on one slice (rows, columns) with pixels of any size and any ratio, and only count pixels inside the volume.
Windows are measured in mm. Everything is made of running means, so that the cost does not grow with the window, and pixels
much finer than the speckle are averaged first: 2 to 4 ms for 843 × 546 pixels of 0.2 × 0.073 mm, and a few pictures of
float32 in memory. The loops are compiled (`contrast_kernels`).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workstation.core.volume import AnyArray

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
PixelMm = tuple[float, float]  # of a row and of a column

CELL_MM = 0.42  # finer pixels are averaged to about this size, half of what is smoothed away anyway
SPECKLE_MM = 0.8  # what is finer is not compared: the speckle of a breast scanner is 0.2 to 0.9 mm long
WINDOW_MM = 8.0  # of the local mean and spread
EDGE_MM = 1.2
STRONG_SHARE = 0.12  # of the pixels inside: so many may lie on an edge


def local_normalised(
    picture: AnyArray, inside: Mask, pixel_mm: PixelMm, window_mm: float = WINDOW_MM, grain_mm: float = SPECKLE_MM
) -> Floats:
    """The picture without grain, with local mean 0 and local standard deviation 1; NaN outside.

    Where a neighbourhood has no contrast of its own (less than a tenth of the usual) it is not blown up to 1.

    Parameters
    ----------
    grain_mm, window_mm : standard deviations of the smoothing and of the neighbourhood
    """
    from workstation.imaging import contrast_kernels

    cells = cell_pixels(pixel_mm)
    grain, window = (_lengths(pixel_mm, cells, sigma_mm) for sigma_mm in (grain_mm, window_mm))
    apart, spread, share, largest = contrast_kernels.contrast(_plain(picture), inside, cells, grain, window)
    counts = share > 0.5
    usual = float(np.median(spread[counts])) if counts.any() else 0.0
    least = max(0.1 * usual, 1e-4 * largest, 1e-30)  # below lies the rounding of float32
    ratio = (apart / np.maximum(spread, np.float32(least))).astype(np.float32, copy=False)
    normal = np.empty(picture.shape, np.float32)
    contrast_kernels.lay_out(ratio, inside, cells, normal)
    return normal


def edges(picture: AnyArray, inside: Mask, pixel_mm: PixelMm, scale_mm: float = EDGE_MM) -> Mask:
    """Where the smoothed picture changes fastest along its own gradient: thin lines, the strongest of them only.

    A pixel is on an edge if the second derivative along the gradient changes its sign there (Canny 1986, equation 2.11,
    as the zero crossing of Haralick 1984) and the gradient is among the `STRONG_SHARE` largest of the picture.
    """
    from workstation.imaging import contrast_kernels

    cells = cell_pixels(pixel_mm)
    cell_mm = (pixel_mm[0] * cells[0], pixel_mm[1] * cells[1])
    reach = (
        math.ceil(scale_mm / cell_mm[0]),
        math.ceil(scale_mm / cell_mm[1]),
    )  # the volume's border is no edge of tissue
    lengths = _lengths(pixel_mm, cells, scale_mm)
    smooth, down, right, deep = contrast_kernels.gradient(_plain(picture), inside, cells, cell_mm, lengths, reach)
    lines = np.zeros(picture.shape, bool)
    if not deep.any():
        return lines
    strength = np.hypot(down, right)
    limit = float(np.quantile(strength[deep], 1 - STRONG_SHARE))
    strong = deep & (strength >= limit) & (strength > 1e-4 * (1e-6 + float(np.abs(smooth).max())))
    along = contrast_kernels.along_gradient(down, right, cell_mm)
    contrast_kernels.mark_crossings(strong.astype(np.float32), along, cells, lines)
    return lines


def cell_pixels(pixel_mm: PixelMm) -> tuple[int, int]:
    """How many rows and columns are averaged into one before anything else."""
    return max(1, int(CELL_MM / pixel_mm[0])), max(1, int(CELL_MM / pixel_mm[1]))


def warm_up() -> None:
    """Compile the loops, or load them from the cache: ten seconds the very first time."""
    from workstation.imaging.compare import difference

    picture, inside = np.zeros((16, 16), np.uint8), np.ones((16, 16), bool)
    normal = local_normalised(picture, inside, (1.0, 1.0))
    edges(picture, inside, (1.0, 1.0))
    difference(picture, normal, normal)


def _plain(picture: AnyArray) -> Floats:
    """One type and layout for all pictures, so that the loops are compiled once."""
    return np.ascontiguousarray(picture, dtype=np.float32)


def _lengths(pixel_mm: PixelMm, cells: tuple[int, int], sigma_mm: float) -> tuple[int, int]:
    """Lengths in cells, down and to the right, of running means that together have this standard deviation."""
    return window_pixels(sigma_mm / (pixel_mm[0] * cells[0])), window_pixels(sigma_mm / (pixel_mm[1] * cells[1]))


def window_pixels(sigma: float) -> int:
    """Odd length n of a running mean, two passes of which come nearest to this spread: 2 (n² - 1) / 12 = sigma²."""
    below = max(1, 2 * int((math.sqrt(6 * sigma * sigma + 1) - 1) / 2) + 1)
    return min((below, below + 2), key=lambda n: abs(math.sqrt((n * n - 1) / 6) - sigma))
