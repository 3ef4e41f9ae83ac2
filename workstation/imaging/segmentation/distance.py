"""Distances to a mask in mm, exact between voxel centres on anisotropic voxels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.imaging.segmentation.region import Mask, Spacing, share_out

Distances = npt.NDArray[np.float32]
ROUNDING = 1.0 + 1e-5  # a distance of 10 × 0.2 mm counts as 2 mm


def squared_distance(mask: Mask, spacing: Spacing) -> Distances:
    """Squared distance in mm² from every voxel centre to that of the nearest voxel of the mask; huge for an empty mask.

    Exact Euclidean distance in time proportional to the number of voxels (Felzenszwalb & Huttenlocher 2012).
    """
    from workstation.imaging.segmentation import distance_kernels as kernels

    source = np.ascontiguousarray(mask)
    out = np.empty(mask.shape, np.float32)
    depth, height, _ = mask.shape
    share_out(depth, mask.size, lambda a, b: kernels.along_x(source, spacing[2], out, a, b))
    share_out(depth, mask.size, lambda a, b: kernels.along_y(out, spacing[1], a, b))
    if depth > 1:
        share_out(height, mask.size, lambda a, b: kernels.along_y(out.swapaxes(0, 1), spacing[0], a, b))
    return out


def signed_distance(mask: Mask, spacing: Spacing) -> Distances:
    """Distance in mm to the border between a mask and the rest: positive inside, negative outside.

    Half-way between the nearest centres inside and outside the distance is 0 along a straight border.
    """
    if mask.all() or not mask.any():
        return np.full(mask.shape, 1e6 if mask.all() else -1e6, np.float32)
    inside, outside = np.sqrt(squared_distance(~mask, spacing)), np.sqrt(squared_distance(mask, spacing))
    half = np.float32(min(spacing) / 2)
    signed: Distances = np.where(mask, inside - half, half - outside)
    return signed


def within(mask: Mask, spacing: Spacing, distance_mm: float) -> Mask:
    """The voxels whose centres lie no farther than a distance in mm from those of a mask."""
    near: Mask = squared_distance(mask, spacing) <= distance_mm * distance_mm * ROUNDING
    return near
