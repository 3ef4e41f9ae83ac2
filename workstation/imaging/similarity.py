"""How alike two pictures on the same grid are: correlation, local correlation, mutual information.

These judge results; engines that optimise a similarity have their own. Pictures are (z, y, x) float arrays, and only
voxels of the mask count, so that a figure does not depend on how far two scans overlap.
"""

from __future__ import annotations

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import Transform
from workstation.core.volume import AnyArray
from workstation.imaging.mapping import map_points
from workstation.imaging.preprocess import Mask, Picture

FLAT = 1e-3  # of the whole picture's variance; a window that varies less has nothing to compare
FULL_WINDOW = 0.5  # share of a window that must be masked for its correlation to count


def correlation(a: AnyArray, b: AnyArray, mask: Mask) -> float:
    """Pearson's correlation of two pictures over a mask, from -1 to 1; NaN where one of them is constant."""
    left, right = a[mask].astype(np.float64), b[mask].astype(np.float64)
    if len(left) < 2 or left.std() == 0 or right.std() == 0:
        return float("nan")
    return float(np.corrcoef(left, right)[0, 1])


def local_correlation(
    a: AnyArray, b: AnyArray, mask: Mask, sigma_voxels: float | FloatArray
) -> tuple[FloatArray, Mask]:
    """Pearson's correlation in a Gaussian window around every voxel: (z, y, x), and where it could be computed.

    It sees structure and not brightness, gain or shadow, which change slowly (Cachier et al. 2003, local correlation
    coefficient). `sigma_voxels` is one width or three along z, y, x.
    """
    from scipy import ndimage

    def smooth(values: AnyArray) -> AnyArray:
        blurred: AnyArray = ndimage.gaussian_filter(values, sigma_voxels, mode="constant", truncate=3.0)
        return blurred

    weight = mask.astype(np.float64)
    share = smooth(weight)
    mean_a, mean_b = np.mean(a[mask], dtype=np.float64), np.mean(b[mask], dtype=np.float64)
    left, right = np.where(mask, a - mean_a, 0.0), np.where(mask, b - mean_b, 0.0)
    safe = np.maximum(share, 1e-6)
    ma, mb = smooth(left) / safe, smooth(right) / safe
    variance_a = smooth(left * left) / safe - ma * ma
    variance_b = smooth(right * right) / safe - mb * mb
    covariance = smooth(left * right) / safe - ma * mb
    counts = mask & (share > FULL_WINDOW)
    counts &= (variance_a > FLAT * left[mask].var()) & (variance_b > FLAT * right[mask].var())
    values = covariance / np.sqrt(np.maximum(variance_a * variance_b, 1e-12))
    return np.clip(values, -1, 1), counts


def mutual_information(a: AnyArray, b: AnyArray, mask: Mask, bins: int = 32) -> float:
    """Normalised mutual information over a mask: (H(A) + H(B)) / H(A, B), 1 for unrelated pictures, 2 for equal ones.

    Studholme et al., Pattern Recognition 1999;32:71. NaN where both pictures are constant.
    """
    joint, _, _ = np.histogram2d(a[mask].astype(np.float64), b[mask].astype(np.float64), bins=bins)
    together = _entropy(joint.ravel())
    return (_entropy(joint.sum(axis=0)) + _entropy(joint.sum(axis=1))) / together if together > 0 else float("nan")


def _entropy(counts: FloatArray) -> float:
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum())


def taken_through(moving: Picture, grid: Grid, transform: Transform) -> tuple[AnyArray, Mask]:
    """A moving picture seen through fixed→moving on a grid of the fixed volume: values, and where they lie inside."""
    from scipy import ndimage

    z, y, x = (np.arange(n, dtype=np.float64) for n in grid.shape_zyx)
    index = np.stack(np.meshgrid(z, y, x, indexing="ij"), axis=-1)[..., ::-1].reshape(-1, 3)
    points = map_points(transform, grid.to_world(index))
    where = moving.grid.to_index(points)
    inside = moving.grid.contains(points)
    values = ndimage.map_coordinates(moving.values, where[:, ::-1].T, order=1, mode="nearest")
    counted = ndimage.map_coordinates(moving.mask.astype(np.float32), where[:, ::-1].T, order=0, mode="nearest") > 0
    return values.reshape(grid.shape_zyx), (inside & counted).reshape(grid.shape_zyx)
