"""Finding a small piece of one volume again in the other: block matching that speckle does not mislead.

A piece is read from the volume in its own voxels (only the blocks that it touches), averaged to about half a millimetre,
smoothed by about the size of the speckle, and sampled on a cube of points that may be turned and stretched with the
motion expected there. It is compared with every place of a search box by the correlation coefficient under a Gaussian
weight, all places at once by Fourier transform (Lewis, Vision Interface 1995). The peak is refined by a parabola; the
Fisher information of the correlation there (Kybic, IEEE TMI 2010;29:1; Förstner's structure tensor of the template in
its place) says along which directions the place is certain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft, ndimage

from workstation.core.geometry import FloatArray, Vector
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.preprocess import block_mean

FloatVoxels = npt.NDArray[np.float32]

CELL_MM = 0.5  # voxels are averaged to about this size before they are smoothed
FLAT = 2.0  # grey levels; a piece that varies less holds nothing that could be found again
INFLATION = 100.0  # of the covariance: two scans differ by more than white noise (fitted to simulated pairs)
SHARPEST_MM = 0.1  # no place is known better than this, per axis
RIVAL_MM = 2.0  # a second peak counts as a rival from this distance on
TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Scale:
    """One round of a search.

    Parameters
    ----------
    step_mm : distance of the points of a piece
    reach_mm : half the edge of the piece; its weight falls to a seventh there
    smooth_mm : standard deviation of the smoothing against speckle
    """

    step_mm: float
    reach_mm: float
    smooth_mm: float


COARSE = Scale(1.5, 9.0, 0.9)
MIDDLE = Scale(1.0, 7.0, 0.6)
FINE = Scale(0.5, 4.5, 0.4)


@dataclass(frozen=True, eq=False)
class Match:
    """Where a piece was found.

    Parameters
    ----------
    position_mm : in the other volume
    likeness : correlation coefficient there, from -1 to 1
    margin : by how much the best rival elsewhere in the search box is less alike; 0 to 2
    covariance_mm2 : (3, 3) uncertainty of the place, from the shape of the peak
    at_edge : whether the best place lies on the border of the search box, so that the true one may lie outside
    """

    position_mm: Vector
    likeness: float
    margin: float
    covariance_mm2: FloatArray
    at_edge: bool = False


def match_point(
    source: Volume, target: Volume, source_mm: npt.ArrayLike, guess_mm: npt.ArrayLike, radius_mm: float,
    jacobian: FloatArray | None = None,
) -> Match | None:  # fmt: skip
    """Find the surroundings of a point of one volume in the other, near a guess; None where nothing can be compared.

    Parameters
    ----------
    source_mm, guess_mm : world points in their volumes
    radius_mm : how far from the guess to look; at least a few mm
    jacobian : (3, 3), how small steps in the source are turned and stretched in the target; identity if not given
    """
    turn = np.eye(3) if jacobian is None else np.asarray(jacobian, np.float64)
    place, radius, best = np.asarray(guess_mm, np.float64), radius_mm, None
    for scale in (COARSE, MIDDLE, FINE) if radius_mm > 3.0 else (MIDDLE, FINE):
        found = match_patch(source, target, source_mm, place, radius, turn, scale)
        if found is None:
            return best
        margin = found.margin if best is None else min(best.margin, max(found.margin, 0.0))
        edge = found.at_edge or (best is not None and best.at_edge)
        best = Match(found.position_mm, found.likeness, margin, found.covariance_mm2, edge)
        place, radius = np.array(found.position_mm), 1.5 * scale.step_mm
    return best


def match_patch(
    source: Volume, target: Volume, source_mm: npt.ArrayLike, guess_mm: npt.ArrayLike, radius_mm: float,
    jacobian: FloatArray, scale: Scale,
) -> Match | None:  # fmt: skip
    """One round of `match_point`, at one scale."""
    half = round(scale.reach_mm / scale.step_mm)
    search = max(2, round(radius_mm / scale.step_mm))
    template = cube(source, np.asarray(source_mm, np.float64), np.eye(3), half, scale)
    region = cube(target, np.asarray(guess_mm, np.float64), jacobian, half + search, scale)
    if template is None or region is None:
        return None
    weight = _weight(half)
    likeness = correlations(template, region, weight)
    if likeness is None:
        return None
    return _peak(likeness, template, weight, np.asarray(guess_mm, np.float64), jacobian, scale)


def cube(volume: Volume, centre_mm: FloatArray, jacobian: FloatArray, half: int, scale: Scale) -> FloatVoxels | None:
    """Smoothed values on a cube of (2 half + 1)³ points, axes x, y, z, steps turned by a matrix; None if mostly outside.

    Points outside the volume take the value of its border.
    """
    grid = volume.grid
    steps = np.arange(-half, half + 1) * scale.step_mm
    linear = grid.world_to_index[:3, :3] @ jacobian
    middle = grid.to_index(centre_mm)
    reach = np.abs(linear).sum(axis=1) * half * scale.step_mm
    margin = 2.0 * scale.smooth_mm / np.array(grid.spacing_mm) + 2
    low = np.maximum(np.floor(middle - reach - margin), 0).astype(int)
    high = np.minimum(np.ceil(middle + reach + margin) + 1, grid.size_xyz).astype(int)
    if np.any(high - low < 4) or np.any(middle < -0.5) or np.any(middle > np.array(grid.size_xyz) - 0.5):
        return None
    values = volume.voxels.read((slice(low[2], high[2]), slice(low[1], high[1]), slice(low[0], high[0])))
    factors, smooth = _reduced(values, np.array(grid.spacing_mm), scale.smooth_mm)
    first = low + (np.array(factors[::-1]) - 1) / 2
    per_step = linear / np.array(factors[::-1])[:, None]
    start = (middle - first) / np.array(factors[::-1])
    return _sampled(smooth, start, per_step * scale.step_mm, half, len(steps))


def correlations(template: FloatVoxels, region: FloatVoxels, weight: FloatVoxels) -> FloatVoxels | None:
    """The weighted correlation coefficient of a template (n,)³ with every place of a region (m,)³: (m - n + 1,)³."""
    mean = float((weight * template).sum())
    centred = template - mean
    spread = float((weight * centred**2).sum())
    if spread < FLAT**2:
        return None
    offset = float(region.mean())
    region = region - np.float32(offset)
    shape = [fft.next_fast_len(n, real=True) for n in region.shape]
    of_region = fft.rfftn(region, shape)
    of_square = fft.rfftn(region * region, shape)
    of_weight = np.conj(fft.rfftn(weight, shape))
    valid = tuple(slice(0, m - n + 1) for m, n in zip(region.shape, template.shape, strict=True))
    product = fft.irfftn(of_region * np.conj(fft.rfftn(weight * centred, shape)), shape)[valid]
    means = fft.irfftn(of_region * of_weight, shape)[valid]
    squares = fft.irfftn(of_square * of_weight, shape)[valid]
    variance = squares - means**2
    result: FloatVoxels = (product / np.sqrt(spread * np.maximum(variance, FLAT**2))).astype(np.float32)
    return result


def _reduced(values: AnyArray, spacing_xyz: FloatArray, smooth_mm: float) -> tuple[tuple[int, int, int], FloatVoxels]:
    """Block means of about `CELL_MM`, smoothed; the factors along z, y, x."""
    fx, fy, fz = (max(1, min(round(CELL_MM / s), n // 2)) for s, n in zip(spacing_xyz, values.shape[::-1], strict=True))
    factors = (fz, fy, fx)
    small = block_mean(values, factors)
    sigma = smooth_mm / (spacing_xyz[::-1] * np.array(factors))
    smooth: FloatVoxels = ndimage.gaussian_filter(small, sigma, mode="nearest", truncate=2.0)
    return factors, smooth


def _sampled(values: FloatVoxels, start_xyz: FloatArray, steps_xyz: FloatArray, half: int, count: int) -> FloatVoxels:
    """Values at start + steps · (i, j, k) for i, j, k from -half to half; axes of the result x, y, z."""
    matrix = steps_xyz[::-1]  # rows z, y, x of the array; columns i, j, k of the cube
    offset = start_xyz[::-1] - matrix @ np.full(3, half)
    result = np.empty((count, count, count), np.float32)
    ndimage.affine_transform(values, matrix, offset, output=result, order=1, mode="nearest")
    return result


def _weight(half: int) -> FloatVoxels:
    """A Gaussian over the cube, of sum 1."""
    line = np.exp(-0.5 * (np.arange(-half, half + 1) / (half / 2)) ** 2)
    weight = line[:, None, None] * line[:, None] * line
    normal: FloatVoxels = (weight / weight.sum()).astype(np.float32)
    return normal


def _peak(
    likeness: FloatVoxels, template: FloatVoxels, weight: FloatVoxels, guess: FloatArray, jacobian: FloatArray,
    scale: Scale,
) -> Match:  # fmt: skip
    peak = np.array(np.unravel_index(int(likeness.argmax()), likeness.shape))
    best = float(likeness[tuple(peak)])
    size = np.array(likeness.shape)
    at_edge = bool(np.any((peak == 0) | (peak == size - 1)))
    shift = peak + _subvoxel(likeness, peak)
    away = np.linalg.norm(np.moveaxis(np.indices(likeness.shape), 0, -1) - peak, axis=-1) * scale.step_mm
    elsewhere = likeness[away >= max(RIVAL_MM, 2 * scale.step_mm)]
    margin = best - float(elsewhere.max()) if elsewhere.size else 0.0
    place = guess + jacobian @ ((shift - (size - 1) / 2) * scale.step_mm)
    x, y, z = place.tolist()
    return Match((x, y, z), best, margin, _covariance(template, weight, best, jacobian, scale), at_edge)


def _subvoxel(likeness: FloatVoxels, peak: npt.NDArray[np.int64]) -> FloatArray:
    """Where between the samples the peak lies, by a parabola along each axis: (3,) within half a step."""
    shift = np.zeros(3)
    for axis in range(3):
        if 0 < peak[axis] < likeness.shape[axis] - 1:
            step = np.eye(3, dtype=int)[axis]
            before, here, after = (float(likeness[tuple(peak + n * step)]) for n in (-1, 0, 1))
            bend = before - 2 * here + after
            if bend < -TINY:
                shift[axis] = np.clip(0.5 * (before - after) / bend, -0.5, 0.5)
    return shift


def _covariance(
    template: FloatVoxels, weight: FloatVoxels, likeness: float, jacobian: FloatArray, scale: Scale
) -> FloatArray:
    """How uncertain the place is: noise over the structure tensor of the template, (3, 3) in mm² of the target."""
    slopes = np.array(np.gradient(template, scale.step_mm))
    tensor = np.einsum("aijk,bijk,ijk->ab", slopes, slopes, weight)
    variance = float((weight * (template - (weight * template).sum()) ** 2).sum())
    noise = max(1 - likeness, 0.02) * variance / max(likeness, 0.1)
    grain = (2 * scale.smooth_mm / scale.step_mm) ** 3  # samples within one speckle are not independent
    independent = max(1.0, 1 / (float((weight**2).sum()) * max(grain, 1.0)))
    inverse = np.linalg.inv(tensor + 1e-3 * np.trace(tensor) * np.eye(3) + TINY * np.eye(3))
    own = INFLATION * noise / independent * inverse + SHARPEST_MM**2 * np.eye(3)
    covariance: FloatArray = jacobian @ own @ jacobian.T
    return covariance
