"""Islands: the parts of a mask that hang together by faces. Keep the largest, remove small ones, split, fill holes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.imaging.segmentation.region import Mask

Parts = npt.NDArray[np.int32]


def parts_of(mask: Mask) -> tuple[Parts, npt.NDArray[np.int64]]:
    """Each voxel's part, numbered from 1 by falling size, 0 outside the mask; and the voxels of every part."""
    from scipy import ndimage

    found, count = ndimage.label(mask)
    sizes = np.bincount(found.ravel(), minlength=count + 1)[1:]
    order = np.argsort(-sizes, kind="stable")
    rank = np.zeros(count + 1, np.int32)
    rank[order + 1] = np.arange(1, count + 1)
    return rank[found], sizes[order]


def largest(mask: Mask) -> Mask:
    """The largest part of a mask."""
    parts, _ = parts_of(mask)
    kept: Mask = parts == 1
    return kept


def without_small(mask: Mask, voxel_mm3: float, smallest_mm3: float) -> Mask:
    """A mask without its parts of less than a volume."""
    parts, sizes = parts_of(mask)
    keep = np.concatenate([[False], sizes * voxel_mm3 >= smallest_mm3])
    kept: Mask = keep[parts]
    return kept


def part_at(mask: Mask, index_zyx: tuple[int, int, int]) -> Mask:
    """The part of a mask to which a voxel belongs; empty if it does not belong to the mask."""
    parts, _ = parts_of(mask)
    number = parts[index_zyx]
    kept: Mask = (parts == number) & (number > 0)
    return kept


def filled(mask: Mask, axis: int | None = None) -> Mask:
    """A mask with its holes filled: what cannot reach the outside of the array by faces.

    Parameters
    ----------
    axis : fill within the slices across this axis (0 z, 1 y, 2 x) instead of in space
    """
    from scipy import ndimage

    if axis is None:
        whole: Mask = ndimage.binary_fill_holes(mask)
        return whole
    done = np.moveaxis(mask.copy(), axis, 0)
    for layer in done:
        if layer.any():
            layer[:] = ndimage.binary_fill_holes(layer)
    return np.moveaxis(done, 0, axis)
