"""How certain the place is at which a piece of one volume was found in the other.

The place is the one where the two pieces differ least, so its error follows from what is left of their difference there:
with H the structure tensor that both pieces share and S the variance of (difference × slope) summed over it, the
covariance is H⁻¹ S H⁻¹. What is left is no white noise: speckle, smoothing, voxels and tissue that differs all correlate
over a distance. S therefore takes the measured autocorrelation of the difference (a heteroskedasticity and autocorrelation
consistent "sandwich"; Newey and West, Econometrica 1987;55:703, in space: Conley, J. Econometrics 1999;92:1), so that
coarse voxels and strong speckle make the place less certain without being told. To this comes the pull of the sampling
grids towards whole voxels, which no difference shows (Prasad et al., Exp. Fluids 1992;13:105).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import fft

from workstation.core.geometry import FloatArray, Grid

FloatVoxels = npt.NDArray[np.float32]

REACH_MM = 2.5  # over which differences may correlate; beyond, chance would be taken for correlation
UNSEEN = 1.15  # factor of the error, as the difference does not show how the piece is bent (fitted to simulated pairs)
UNSEEN_IF_BENT = 1.13  # the same where the piece was allowed to bend
VOXEL_PULL = 0.05  # standard deviation per axis, in voxels of each volume
SHARPEST_MM = 0.02
TINY = 1e-6


def place_covariance(
    template: FloatVoxels, found: FloatVoxels, weight: FloatVoxels, step_mm: float, jacobian: FloatArray,
    unseen: float = UNSEEN,
) -> FloatArray:  # fmt: skip
    """Uncertainty of a place, (3, 3) in mm² of the target, from a piece and what was found there, (n,)³ each.

    Parameters
    ----------
    weight : (n,)³ of sum 1, by which the pieces were compared
    step_mm : distance of the samples
    jacobian : (3, 3), how small steps of the source are turned and stretched in the target
    unseen : factor of the error, for what the difference does not show
    """
    here = template - (weight * template).sum()
    there = found - (weight * found).sum()
    gain = float((weight * here * there).sum()) / max(float((weight * there**2).sum()), TINY)
    slopes = np.array(np.gradient(gain * there, step_mm))
    rest = (here - gain * there).astype(np.float32)
    score = _score_variance(rest, slopes.astype(np.float32), weight, step_mm)
    inverse = _inverse_structure(np.array(np.gradient(here, step_mm)), slopes, weight)
    own = unseen**2 * inverse @ score @ inverse + SHARPEST_MM**2 * np.eye(3)
    covariance: FloatArray = jacobian @ own @ jacobian.T
    return covariance


def voxel_pull(source: Grid, target: Grid, jacobian: FloatArray) -> FloatArray:
    """What the voxels of both volumes add to the uncertainty, (3, 3) in mm² of the target; coarse axes add most."""
    of_source = jacobian @ _voxel(source)
    both = of_source @ of_source.T + _voxel(target) @ _voxel(target).T
    covariance: FloatArray = VOXEL_PULL**2 * both
    return covariance


def _inverse_structure(slopes: FloatArray, again: FloatArray, weight: FloatVoxels) -> FloatArray:
    """Inverse (3, 3) of the structure tensor that two pieces share: the slopes of their noise cancel."""
    tensor = np.einsum("aijk,bijk,ijk->ab", slopes, again, weight)
    strengths, axes = np.linalg.eigh((tensor + tensor.T) / 2)
    inverse: FloatArray = (axes / np.maximum(strengths, 1e-3 * strengths[-1] + TINY)) @ axes.T
    return inverse


def _score_variance(rest: FloatVoxels, slopes: FloatVoxels, weight: FloatVoxels, step_mm: float) -> FloatArray:
    """Variance of the sum of weight · slope · rest, (3, 3), with the autocorrelation of the rest as it is measured."""
    size = fft.next_fast_len(2 * rest.shape[0], real=True)
    shape, root = (size, size, size), np.sqrt(weight)
    alike = fft.irfftn(np.abs(fft.rfftn(root * rest, shape)) ** 2, shape)
    counted = fft.irfftn(np.abs(fft.rfftn(root, shape)) ** 2, shape)
    covariance = alike / np.maximum(counted, 1e-3 * counted[0, 0, 0]) * _taper(size, step_mm)
    spectrum = fft.rfftn(covariance).real
    of_slopes = [fft.rfftn(weight * slope, shape) for slope in slopes]
    result = np.empty((3, 3))
    for a in range(3):
        for b in range(a, 3):
            result[a, b] = result[b, a] = _summed(spectrum * (np.conj(of_slopes[a]) * of_slopes[b]).real, size)
    strengths, axes = np.linalg.eigh(result)
    sound: FloatArray = (axes * np.maximum(strengths, 0.0)) @ axes.T  # chance can make a direction slightly negative
    return sound


def _summed(half_spectrum: FloatArray, size: int) -> float:
    """The sum over all frequencies, over their number, of a real spectrum of which one half is given (Parseval)."""
    twice = half_spectrum.sum() * 2 - half_spectrum[..., 0].sum()
    if size % 2 == 0:
        twice -= half_spectrum[..., -1].sum()
    return float(twice) / size**3


@lru_cache(maxsize=8)
def _taper(size: int, step_mm: float) -> FloatVoxels:
    """1 at no lag, falling to nothing beyond `REACH_MM`; lags as a discrete Fourier transform orders them."""
    lag = np.minimum(np.arange(size), size - np.arange(size)) * step_mm
    away = np.sqrt(lag[:, None, None] ** 2 + lag[None, :, None] ** 2 + lag[None, None] ** 2)
    taper = np.exp(-0.5 * (away / REACH_MM) ** 2) * (away < 3 * REACH_MM)
    return taper.astype(np.float32)


def _voxel(grid: Grid) -> FloatArray:
    """One voxel's edges as columns, in mm."""
    edges: FloatArray = np.asarray(grid.axes) * np.asarray(grid.spacing_mm)
    return edges
