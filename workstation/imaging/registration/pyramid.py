"""Working copies of the two scans: averaged down, and normalised locally so that structure alone is left.

The same purpose as `imaging.preprocess`, in compiled loops on several threads and without masks of their own: a voxel
that does not count holds `kernels.HOLE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.device_array import DeviceArray
from workstation.imaging.preprocess import CLIP, FLAT_SHARE, check_mask, check_volume, shrink_factors, shrunk_grid
from workstation.imaging.registration import kernels
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.parallel import Threads


@dataclass(frozen=True, eq=False)
class Scan:
    """A working copy of a volume.

    Parameters
    ----------
    values : (z, y, x) float32 brightness
    weight : (z, y, x) float32, 1 where a voxel counts and 0 where not
    grid : where the values sit
    """

    values: Floats
    weight: Floats
    grid: Grid

    def on(self, device: str | None) -> Scan:
        """The same scan with its arrays on a device; None leaves them with the processor."""
        if device is None:
            return self
        values, weight = (cast(Floats, DeviceArray.of(each, device)) for each in (self.values, self.weight))
        return Scan(values, weight, self.grid)

    def shrunk(self, spacing_mm: float, threads: Threads) -> Scan:
        """A copy with blocks of voxels averaged so that the spacing comes near `spacing_mm` along every axis."""
        factors = shrink_factors(self.grid, spacing_mm)
        if factors == (1, 1, 1):
            return self
        grid = shrunk_grid(self.grid, factors)
        share = averaged(self.weight, factors, grid, threads)
        if share.min() == 1:
            return Scan(averaged(self.values, factors, grid, threads), share, grid)
        values = averaged(self.values * self.weight, factors, grid, threads) / np.maximum(share, 1e-6)
        return Scan(values.astype(np.float32), (share >= 0.5).astype(np.float32), grid)

    def normalised(self, window_mm: float, threads: Threads) -> Floats:
        """Values (z, y, x) with zero mean and unit variance in a window; HOLE where nothing counts.

        The window is a box run twice along every axis, `window_mm` full width at half maximum. Only voxels that count
        enter the statistics (normalised convolution, Knutsson and Westin 1993); windows with hardly any variation go to
        0 instead of amplified noise.
        """
        radii = window_radii(self.grid, window_mm)
        weight = self.weight
        offset = float(np.average(self.values[::2, ::2, ::2], weights=weight[::2, ::2, ::2] + 1e-9))
        mean, squares = np.empty_like(weight), np.empty_like(weight)
        depth, _, _ = shape = weight.shape
        threads.planes(
            depth, weight.size, lambda a, b: kernels.square(self.values, weight, offset, mean, squares, a, b)
        )
        spread = float(squares.mean(dtype=np.float64) - mean.mean(dtype=np.float64) ** 2)
        share = smoothed(weight.copy(), radii, threads) if weight.min() < 1 else _smoothed_ones(shape, radii, weight)
        mean, squares = smoothed(mean, radii, threads), smoothed(squares, radii, threads)
        values = self.values.copy()
        floor = max(FLAT_SHARE**2 * spread, 1e-12)
        threads.planes(
            depth, weight.size,
            lambda a, b: kernels.standardise(values, weight, offset, mean, squares, share, floor, CLIP, a, b),
        )  # fmt: skip
        return values


def working_scan(volume: Volume, mask: AnyArray | None, spacing_mm: float, what: str, threads: Threads) -> Scan:
    """A checked working copy of a volume with a spacing near `spacing_mm`; `what` names it in messages.

    Raises
    ------
    InvalidInput : the volume or the mask holds nothing to align, or the mask does not fit its volume.
    """
    check_volume(volume, what)
    check_mask(mask, volume.grid, what)
    factors = shrink_factors(volume.grid, spacing_mm)
    grid = shrunk_grid(volume.grid, factors)
    voxels = volume.voxels.whole()
    if mask is None:
        return Scan(averaged(voxels, factors, grid, threads), np.ones(grid.shape_zyx, np.float32), grid)
    inside = np.asarray(mask, dtype=bool)
    share = averaged(inside.astype(np.uint8), factors, grid, threads)
    values = averaged(np.where(inside, voxels, 0), factors, grid, threads)
    values /= np.maximum(share, np.float32(1e-6))
    weight = (share >= 0.5).astype(np.float32)
    if not weight.any():
        raise InvalidInput("The {what} mask is too thin to be used; mark a larger region.", what=what)
    return Scan(values, weight, grid)


def averaged(values: npt.NDArray[Any], factors: tuple[int, int, int], grid: Grid, threads: Threads) -> Floats:
    """Block means (float32) on the grid of block centres."""
    out = np.empty(grid.shape_zyx, np.float32, like=values)
    if values.dtype.byteorder not in "=|":
        values = values.astype(values.dtype.newbyteorder("="))
    threads.planes(len(out), values.size, lambda a, b: kernels.block_mean(values, *factors, out, a, b))
    return out


def window_radii(grid: Grid, window_mm: float) -> tuple[int, int, int]:
    """Radii along z, y, x of the box whose double run is `window_mm` wide at half maximum."""
    x, y, z = (max(1, round((window_mm / s - 1) / 2)) for s in grid.spacing_mm)
    return z, y, x


def smoothed(values: Floats, radii: tuple[int, int, int], threads: Threads, passes: int = 2) -> Floats:
    """Running means along the last three axes of (z, y, x) or (channels, z, y, x); overwrites `values`.

    Beyond the borders everything is zero: divide by the same smoothing of the weights.
    """
    spare = np.empty_like(values)
    for axis, radius in enumerate(radii):
        for _ in range(passes if radius > 0 else 0):
            _box(values, spare, axis, radius, threads)
            values, spare = spare, values
    return values


def _box(source: Floats, out: Floats, axis: int, radius: int, threads: Threads) -> None:
    depth, height, width = source.shape[-3:]
    if axis == 2:
        rows, to = source.reshape(-1, width), out.reshape(-1, width)
        threads.planes(len(rows), source.size, lambda s, e: kernels.box_rows(rows, to, radius, s, e))
        return
    shape = (-1, height, width) if axis == 1 else (-1, depth, height * width)
    blocks, into = source.reshape(shape), out.reshape(shape)
    if axis == 1:
        threads.planes(len(blocks), source.size, lambda s, e: kernels.box(blocks, into, radius, s, e, 0, width))
    else:
        threads.planes(
            height * width,
            source.size,
            lambda left, right: kernels.box(blocks, into, radius, 0, len(blocks), left, right),
        )


def _smoothed_ones(shape: tuple[int, int, int], radii: tuple[int, int, int], like: Floats) -> Floats:
    """What `smoothed` makes of ones everywhere: a product of three profiles."""
    profiles = []
    for n, radius in zip(shape, radii, strict=True):
        profile = np.ones(n)
        for _ in range(2):
            sums = np.concatenate([[0.0], np.cumsum(profile)])
            high, low = np.minimum(np.arange(n) + radius + 1, n), np.maximum(np.arange(n) - radius, 0)
            profile = (sums[high] - sums[low]) / (2 * radius + 1)
        profiles.append(profile.astype(np.float32))
    z, y, x = profiles
    return np.ascontiguousarray(z[:, None, None] * y[:, None] * np.asarray(x, like=like), like=like)
