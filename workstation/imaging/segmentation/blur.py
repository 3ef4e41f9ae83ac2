"""Gaussian blur in mm on anisotropic voxels, and the local mean and spread that tell tissue from speckle."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.imaging.segmentation.region import Spacing, share_out

Floats = npt.NDArray[np.float32]
TRUNCATE = 3.0  # standard deviations


def blurred(values: Floats, spacing: Spacing, sigma_mm: float) -> Floats:
    """Values (z, y, x) blurred by a Gaussian cut off at three standard deviations; borders go on outwards."""
    from workstation.imaging.segmentation import window_kernels as kernels

    out = np.array(values, np.float32, order="C")
    depth, height, _ = out.shape
    weights = [gaussian_weights(sigma_mm / each) for each in spacing]
    if weights[2].size > 1:
        share_out(depth, out.size, lambda a, b: kernels.blur_x(out, weights[2], out, a, b))
    if weights[1].size > 1 and height > 1:
        share_out(depth, out.size, lambda a, b: kernels.blur_y(out, weights[1], a, b))
    if weights[0].size > 1 and depth > 1:
        share_out(height, out.size, lambda a, b: kernels.blur_z(out, weights[0], a, b))
    return out


def gaussian_weights(sigma_voxels: float) -> Floats:
    """Weights that add up to 1, of odd number; a single 1 for a blur far below a voxel."""
    reach = int(TRUNCATE * sigma_voxels + 0.5)
    steps = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (steps / max(sigma_voxels, 1e-6)) ** 2)
    scaled: Floats = (weights / weights.sum()).astype(np.float32)
    return scaled
