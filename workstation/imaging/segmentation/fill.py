"""Flood fill: everything of like brightness that hangs together with the voxel that was clicked, in a slice or in space."""

from __future__ import annotations

import numpy as np

from workstation.core.volume import AnyArray
from workstation.imaging.segmentation.blur import blurred
from workstation.imaging.segmentation.region import Mask, Spacing


def flooded(
    grey: AnyArray, seed_zyx: tuple[int, int, int], tolerance: float, spacing: Spacing, speckle_mm: float = 0.0,
    allowed: Mask | None = None,
) -> Mask:  # fmt: skip
    """The voxels connected by faces to a seed whose brightness differs from the seed's by at most a tolerance.

    Parameters
    ----------
    grey : the scan (z, y, x); a single slice floods in two dimensions
    tolerance : in grey values of the scan
    speckle_mm : the scan is blurred by so much first, so that speckle does not stop the flood; 0 for not at all
    allowed : where the flood may go at all
    """
    soft = blurred(grey.astype(np.float32), spacing, speckle_mm) if speckle_mm > 0 else grey.astype(np.float32)
    free = np.abs(soft - soft[seed_zyx]) <= tolerance
    if allowed is not None:
        free &= allowed
    return connected_to(free, seed_zyx)


def connected_to(allowed: Mask, seed_zyx: tuple[int, int, int]) -> Mask:
    """The allowed voxels that hang together with a seed by faces; none if the seed is not allowed itself."""
    from workstation.imaging.segmentation.path_kernels import flood

    filled = np.zeros(allowed.shape, bool)
    flood(np.ascontiguousarray(allowed), int(np.ravel_multi_index(seed_zyx, allowed.shape)), filled)
    return filled
