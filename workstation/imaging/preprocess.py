"""Making two scans comparable before they are registered: checks, working copies, local normalisation, masks.

A `Picture` is a working copy of a volume: float32 values on a grid that is about as fine along all three axes, with the
voxels that count marked. Arrays are (z, y, x); windows and spacings are in mm along the grid's x, y, z axes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, Shape
from workstation.core.plugin import Report
from workstation.core.volume import AnyArray, Volume

Mask = npt.NDArray[np.bool_]
FloatVoxels = npt.NDArray[np.float32]

FLAT_SHARE = 0.05  # a window that varies less than this share of the whole picture holds noise, not structure
CLIP = 3.0  # standard deviations; specular echoes and calcifications would otherwise outweigh everything
WIDE_VOXELS = 2.5  # standard deviation above which running means are quicker than a Gaussian and near enough
COARSENING = 1.05  # tried from one voxel size to the next larger one
FEWEST_VOXELS = 5  # along each axis; below that nothing can be aligned


@dataclass(frozen=True, eq=False)
class Picture:
    """A working copy of a volume.

    Parameters
    ----------
    values : (z, y, x) float32
    grid : where the values sit
    mask : (z, y, x), True where a value counts
    """

    values: FloatVoxels
    grid: Grid
    mask: Mask

    def shrunk(self, spacing_mm: float) -> Picture:
        """A copy with blocks of voxels averaged so that the spacing comes near `spacing_mm` along every axis."""
        factors = shrink_factors(self.grid, spacing_mm)
        if factors == (1, 1, 1):
            return self
        share = block_mean(self.mask, factors)
        values = block_mean(np.where(self.mask, self.values, np.float32(0)), factors) / np.maximum(share, 1e-6)
        return Picture(values.astype(np.float32), shrunk_grid(self.grid, factors), share >= 0.5)

    def normalised(self, window_mm: float) -> Picture:
        """A copy with zero mean and unit variance in a window around every voxel (see `normalise_locally`)."""
        return replace(self, values=normalise_locally(self.values, self.grid, window_mm, self.mask))


def working_spacing(grid: Grid, wanted_mm: float, most_voxels: int) -> float:
    """The wanted voxel size in mm, or just so much larger that a working copy has at most `most_voxels`, if it can."""
    spacing = wanted_mm
    while shrunk_grid(grid, shrink_factors(grid, spacing)).voxel_count > most_voxels and spacing < max(grid.extent_mm):
        spacing *= COARSENING
    return spacing


def level_spacings(coarsest_mm: float, finest_mm: float, levels: int) -> tuple[float, ...]:
    """Voxel sizes in mm from coarse to fine, in a geometric row; one level is the finest alone."""
    ratio = (max(coarsest_mm, finest_mm) / finest_mm) ** (1 / max(1, levels - 1))
    return tuple(finest_mm * ratio ** (levels - 1 - n) for n in range(levels))


def level_pair(
    fixed: Picture, moving: Picture, spacing_mm: float, window_mm: float, report: Report
) -> tuple[Picture, Picture]:
    """Both pictures for one level of a coarse-to-fine method: shrunk, and normalised locally unless the window is 0.

    Reports the start of the level before each of the two, so that a cancel gets through.
    """

    def prepared(picture: Picture) -> Picture:
        report(0.0, f"preparing {spacing_mm:.3g} mm")
        shrunk = picture.shrunk(spacing_mm)
        return shrunk.normalised(window_mm) if window_mm > 0 else shrunk

    return prepared(fixed), prepared(moving)


def check_volume(volume: Volume, what: str) -> None:
    """Refuse a volume that holds nothing to align; `what` names it in the message ("fixed", "moving").

    Raises
    ------
    InvalidInput : NaN or infinite values, one value everywhere, or fewer than five voxels along an axis.
    """
    if min(volume.grid.shape_zyx) < FEWEST_VOXELS:
        raise InvalidInput(
            "The {what} volume has {size} voxels along x, y, z; at least {least} are needed along each axis.",
            what=what, size=volume.grid.size_xyz, least=FEWEST_VOXELS,
        )  # fmt: skip
    values = volume.voxels.whole()
    lowest, highest = values.min(), values.max()
    if not (np.isfinite(lowest) and np.isfinite(highest)):
        raise InvalidInput(
            "The {what} volume contains values that are not numbers (NaN or infinite); repair or re-export the file.",
            what=what,
        )
    if lowest == highest:
        raise InvalidInput(
            "The {what} volume has the same value {value} everywhere, so there is nothing to align; "
            "check that the right file was opened.",
            what=what, value=lowest.item(),
        )  # fmt: skip


def check_mask(mask: AnyArray | None, grid: Grid, what: str) -> None:
    """Refuse a mask that does not lie on its volume's grid or marks nothing."""
    if mask is None:
        return
    if mask.shape != grid.shape_zyx:
        raise InvalidInput(
            "The {what} mask has shape {mask} but its volume has {volume} (z, y, x); export it on the volume's grid.",
            what=what, mask=mask.shape, volume=grid.shape_zyx,
        )  # fmt: skip
    if not mask.any():
        raise InvalidInput("The {what} mask is empty; mark the region that counts, or use no mask.", what=what)


def shrink_factors(grid: Grid, spacing_mm: float) -> Shape:
    """How many voxels along z, y, x to average so that the spacing comes as near to `spacing_mm` as it can."""
    x, y, z = (
        max(1, min(round(spacing_mm / s), n // FEWEST_VOXELS))
        for s, n in zip(grid.spacing_mm, grid.size_xyz, strict=True)
    )
    return z, y, x


def shrunk_grid(grid: Grid, factors: Shape) -> Grid:
    """The grid of block centres; an incomplete last block is left out."""
    nz, ny, nx = (n // f for n, f in zip(grid.shape_zyx, factors, strict=True))
    factors_xyz = np.array(factors[::-1])
    sx, sy, sz = (np.array(grid.spacing_mm) * factors_xyz).tolist()
    return Grid((nz, ny, nx), (sx, sy, sz), grid.point_of((factors_xyz - 1) / 2), grid.direction)


def block_mean(values: AnyArray, factors: Shape) -> FloatVoxels:
    """Means (float32) over blocks of `factors` voxels along z, y, x; an incomplete last block is left out."""
    shape = tuple(n // f for n, f in zip(values.shape, factors, strict=True))
    total = np.zeros(shape, dtype=np.float32)
    for dz in range(factors[0]):
        for dy in range(factors[1]):
            for dx in range(factors[2]):
                total += values[dz :: factors[0], dy :: factors[1], dx :: factors[2]][
                    : shape[0], : shape[1], : shape[2]
                ]
    total /= factors[0] * factors[1] * factors[2]
    return total


def working_picture(volume: Volume, mask: AnyArray | None, spacing_mm: float, what: str) -> Picture:
    """A checked working copy of a volume with a spacing near `spacing_mm` along each axis.

    `what` names the volume in messages ("fixed", "moving"); `mask` lies on the volume's grid, None means all counts.
    """
    check_volume(volume, what)
    check_mask(mask, volume.grid, what)
    factors = shrink_factors(volume.grid, spacing_mm)
    grid = shrunk_grid(volume.grid, factors)
    values = block_mean(volume.voxels.whole(), factors)
    inside = np.ones(grid.shape_zyx, dtype=bool) if mask is None else block_mean(mask, factors) >= 0.5
    if not inside.any():
        raise InvalidInput("The {what} mask is too thin to be used; mark a larger region.", what=what)
    return Picture(values, grid, inside)


def normalise_locally(values: FloatVoxels, grid: Grid, window_mm: float, mask: Mask | None = None) -> FloatVoxels:
    """Take away slow changes of brightness and contrast (gain, depth, shadow), so that structure alone is left.

    Each voxel becomes (value - local mean) / local standard deviation, clipped to ±3, with Gaussian windows of
    `window_mm` full width at half maximum. Only masked voxels enter the statistics (normalised convolution, Knutsson
    and Westin 1993); others become 0. Windows with hardly any variation go to 0 instead of amplified noise.
    """
    sigma = window_mm / 2.355 / np.array(grid.spacing_mm)[::-1]
    weight = np.ones(values.shape, dtype=np.float32) if mask is None else mask.astype(np.float32)
    offset = np.float32(np.average(values, weights=weight))  # keeps squares small, so that float32 is exact enough
    centred = (values - offset) * weight
    share = np.maximum(_smooth(weight, sigma), 1e-4) if mask is not None else np.float32(1)
    mean = _smooth(centred, sigma) / share
    variance = np.maximum(_smooth(centred * centred, sigma) / share - mean * mean, 0)
    floor = (FLAT_SHARE * float(np.sqrt(np.average(centred * centred, weights=weight)))) ** 2
    normal = (centred - mean) / np.sqrt(variance + max(floor, 1e-12))
    result: FloatVoxels = (np.clip(normal, -CLIP, CLIP) * weight).astype(np.float32)
    return result


def _smooth(values: FloatVoxels, sigma_voxels: FloatArray) -> FloatVoxels:
    """Near-Gaussian smoothing; wide windows are two running means, whose time does not grow with the window."""
    for axis, sigma in enumerate(sigma_voxels.tolist()):
        if sigma < WIDE_VOXELS:
            values = ndimage.gaussian_filter1d(values, sigma, axis=axis, mode="reflect", truncate=3.0)
            continue
        size = round((6 * sigma * sigma + 1) ** 0.5)
        for origin in (0, -1 if size % 2 == 0 else 0):  # an even window is half a voxel off centre, once to each side
            values = ndimage.uniform_filter1d(values, size, axis=axis, mode="reflect", origin=origin)
    return values


def smoothed(values: FloatVoxels, grid: Grid, sigma_mm: float) -> FloatVoxels:
    """Gaussian smoothing with a width in mm, the same along every axis whatever the spacing; shape (z, y, x)."""
    sigma = sigma_mm / np.array(grid.spacing_mm)[::-1]
    result: FloatVoxels = ndimage.gaussian_filter(values, sigma, mode="nearest", truncate=3.0)
    return result
