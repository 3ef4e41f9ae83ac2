"""Smoothing of one label: majority of the neighbourhood (median), Gaussian, opening and closing."""

from __future__ import annotations

from typing import Literal

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.imaging.segmentation.margins import closed, opened
from workstation.imaging.segmentation.region import Mask, Spacing, share_out

SmoothMethod = Literal["median", "gaussian", "open", "close"]


def smoothed(mask: Mask, spacing: Spacing, method: SmoothMethod, size_mm: float) -> Mask:
    """A mask with a smoother border.

    Parameters
    ----------
    size_mm : half the edge of the box of a median, the standard deviation of a Gaussian, the radius of a ball
    """
    if not 0 < size_mm <= 20:
        raise InvalidInput("The size of a smoothing lies between 0 and 20 mm, got {mm}.", mm=size_mm)
    match method:
        case "median":
            return median(mask, [round(size_mm / each) for each in spacing])
        case "gaussian":
            return gaussian(mask, spacing, size_mm)
        case "open":
            return opened(mask, spacing, size_mm)
    return closed(mask, spacing, size_mm)


def median(mask: Mask, reach: list[int]) -> Mask:
    """The majority in a box of 2 · reach + 1 voxels along z, y, x; borders of the array go on outwards, as ITK's do."""
    from workstation.imaging.segmentation import window_kernels as kernels

    box = int(np.prod([2 * n + 1 for n in reach]))
    if box > np.iinfo(np.uint16).max:
        raise InvalidInput("A median over {n} voxels is too large; choose a smaller size.", n=box)
    source = np.ascontiguousarray(mask).view(np.uint8)
    counts = np.empty(mask.shape, np.uint16)
    depth, height, _ = mask.shape
    share_out(depth, mask.size, lambda a, b: kernels.sum_x(source, reach[2], counts, a, b))
    share_out(depth, mask.size, lambda a, b: kernels.sum_y(counts, reach[1], a, b))
    share_out(height, mask.size, lambda a, b: kernels.sum_z(counts, reach[0], a, b))
    most: Mask = counts > box // 2
    return most


def gaussian(mask: Mask, spacing: Spacing, sigma_mm: float) -> Mask:
    """Where a mask blurred by a Gaussian is at least one half; borders of the array go on outwards."""
    from workstation.imaging.segmentation.blur import blurred

    soft: Mask = blurred(mask.astype(np.float32), spacing, sigma_mm) >= 0.5
    return soft
