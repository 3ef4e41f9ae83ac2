"""Small pieces of a volume, sampled on a cube of points that may be turned and stretched.

Only the voxels around a piece are read. They are averaged to about half a millimetre and smoothed by about the size of the
speckle; what was read can be sampled several times, at slightly different places and with slightly different bends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from workstation.core.geometry import FloatArray
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.preprocess import block_mean

FloatVoxels = npt.NDArray[np.float32]

CELL_MM = 0.5  # voxels are averaged to about this size before they are smoothed


@dataclass(frozen=True, slots=True)
class Scale:
    """How a piece is sampled.

    Parameters
    ----------
    step_mm : distance of the points of a piece
    reach_mm : half the edge of the piece; its weight falls to a seventh there
    smooth_mm : standard deviation of the smoothing against speckle
    """

    step_mm: float
    reach_mm: float
    smooth_mm: float

    @property
    def half(self) -> int:
        """Points of a piece on each side of its middle."""
        return round(self.reach_mm / self.step_mm)


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Smoothed values around a place of a volume, ready to be sampled.

    Parameters
    ----------
    values : (z, y, x), averaged and smoothed
    world_to_values, origin_xyz : matrix (3, 3) and offset (3,) that take world points to indices (x, y, z) of `values`
    """

    values: FloatVoxels
    world_to_values: FloatArray
    origin_xyz: FloatArray

    def cube(self, centre_mm: FloatArray, jacobian: FloatArray, half: int, step_mm: float) -> FloatVoxels:
        """Values on (2 half + 1)³ points around a world point, axes x, y, z, steps turned by a matrix.

        Points outside what was read take the value of its border.
        """
        steps_xyz = self.world_to_values @ jacobian * step_mm
        matrix = steps_xyz[::-1]  # rows z, y, x of the array; columns i, j, k of the cube
        start = (self.world_to_values @ centre_mm + self.origin_xyz)[::-1]
        result = np.empty((2 * half + 1,) * 3, np.float32)
        offset = start - matrix @ np.full(3, half)
        ndimage.affine_transform(self.values, matrix, offset, output=result, order=1, mode="nearest")
        return result


def surroundings(
    volume: Volume, centre_mm: FloatArray, jacobian: FloatArray, half: int, scale: Scale, spare_mm: float = 0.0
) -> Surroundings | None:
    """Read what a cube of (2 half + 1)³ points needs, and a little more; None if its middle lies outside the volume.

    Parameters
    ----------
    jacobian : (3, 3), by which the steps of the cube are turned and stretched
    spare_mm : by how much further the middle may move later
    """
    grid = volume.grid
    spacing = np.array(grid.spacing_mm)
    linear = grid.world_to_index[:3, :3]
    middle = grid.to_index(centre_mm)
    reach = np.abs(linear @ jacobian).sum(axis=1) * half * scale.step_mm
    margin = (2.0 * scale.smooth_mm + spare_mm) / spacing + 2
    low = np.maximum(np.floor(middle - reach - margin), 0).astype(int)
    high = np.minimum(np.ceil(middle + reach + margin) + 1, grid.size_xyz).astype(int)
    if np.any(high - low < 4) or np.any(middle < -0.5) or np.any(middle > np.array(grid.size_xyz) - 0.5):
        return None
    values = volume.voxels.read((slice(low[2], high[2]), slice(low[1], high[1]), slice(low[0], high[0])))
    factors_zyx, smooth = _reduced(values, spacing, scale.smooth_mm)
    factors = np.array(factors_zyx[::-1])
    first = low + (factors - 1) / 2
    matrix: FloatArray = linear / factors[:, None]
    return Surroundings(smooth, matrix, (middle - first) / factors - matrix @ centre_mm)


def cube(volume: Volume, centre_mm: FloatArray, jacobian: FloatArray, half: int, scale: Scale) -> FloatVoxels | None:
    """Smoothed values on a cube of (2 half + 1)³ points, axes x, y, z, steps turned by a matrix; None if mostly outside.

    Points outside the volume take the value of its border.
    """
    around = surroundings(volume, centre_mm, jacobian, half, scale)
    return None if around is None else around.cube(centre_mm, jacobian, half, scale.step_mm)


@lru_cache(maxsize=8)
def gaussian_weight(half: int) -> FloatVoxels:
    """A Gaussian over a cube of (2 half + 1)³ points, of sum 1."""
    line = np.exp(-0.5 * (np.arange(-half, half + 1) / (half / 2)) ** 2)
    weight = line[:, None, None] * line[:, None] * line
    normal: FloatVoxels = (weight / weight.sum()).astype(np.float32)
    normal.setflags(write=False)
    return normal


def _reduced(values: AnyArray, spacing_xyz: FloatArray, smooth_mm: float) -> tuple[tuple[int, int, int], FloatVoxels]:
    """Block means of about `CELL_MM`, smoothed; the factors along z, y, x."""
    fx, fy, fz = (max(1, min(round(CELL_MM / s), n // 2)) for s, n in zip(spacing_xyz, values.shape[::-1], strict=True))
    factors = (fz, fy, fx)
    small = block_mean(values, factors)
    sigma = smooth_mm / (spacing_xyz[::-1] * np.array(factors))
    smooth: FloatVoxels = ndimage.gaussian_filter(small, sigma, mode="nearest", truncate=2.0)
    return factors, smooth
