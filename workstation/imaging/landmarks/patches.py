"""Finding a small piece of one volume again in the other: block matching that speckle does not mislead.

A piece is read from the volume in its own voxels (only the blocks that it touches), averaged to about half a millimetre,
smoothed by about the size of the speckle, and sampled on a cube of points that may be turned and stretched with the
motion expected there. It is compared with every place of a search box by the correlation coefficient under a Gaussian
weight, all places at once by Fourier transform (Lewis, Vision Interface 1995). The peak is refined by a parabola; what is
left of the difference there says along which directions the place is certain (`certainty`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import fft

from workstation.core.geometry import FloatArray, Vector
from workstation.core.volume import Volume
from workstation.imaging.landmarks.bending import bent
from workstation.imaging.landmarks.certainty import UNSEEN, UNSEEN_IF_BENT, place_covariance, voxel_pull
from workstation.imaging.landmarks.pieces import FloatVoxels, Scale, cube, gaussian_weight

FLAT = 2.0  # grey levels; a piece that varies less holds nothing that could be found again
RIVAL_MM = 2.0  # a second peak counts as a rival from this distance on
TINY = 1e-6

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
    covariance_mm2 : (3, 3) uncertainty of the place
    at_edge : whether the best place lies on the border of the search box, so that the true one may lie outside
    """

    position_mm: Vector
    likeness: float
    margin: float
    covariance_mm2: FloatArray
    at_edge: bool = False


def match_point(
    source: Volume, target: Volume, source_mm: npt.ArrayLike, guess_mm: npt.ArrayLike, radius_mm: float,
    jacobian: FloatArray | None = None, moves: int = 0,
) -> Match | None:  # fmt: skip
    """Find the surroundings of a point of one volume in the other, near a guess; None where nothing can be compared.

    Parameters
    ----------
    source_mm, guess_mm : world points in their volumes
    radius_mm : how far from the guess to look; at least a few mm
    jacobian : (3, 3), how small steps in the source are turned and stretched in the target; identity if not given
    moves : how often the search box may follow a peak on its border
    """
    turn = np.eye(3) if jacobian is None else np.asarray(jacobian, np.float64)
    place, radius = np.asarray(guess_mm, np.float64), radius_mm
    best: _Peak | None = None
    scales = [COARSE, MIDDLE, FINE] if radius_mm > 3.0 else [MIDDLE, FINE]
    at = scales[0]
    while scales:
        found = _search(source, target, source_mm, place, radius, turn, scales[0])
        if found is None:
            break
        place = found.place_mm
        if found.at_edge and best is None and moves:
            moves -= 1
            continue
        at = scales.pop(0)
        best, radius = found if best is None else found.after(best), 1.5 * at.step_mm
    if best is None:
        return None
    placed, covariance = _placed(source, target, source_mm, best, turn, at)
    x, y, z = placed.tolist()
    return Match((x, y, z), best.likeness, best.margin, covariance, best.at_edge)


def sharpened(source: Volume, target: Volume, source_mm: npt.ArrayLike, match: Match, jacobian: FloatArray) -> Match:
    """A match placed once more, finely, now that it is known how the surroundings are turned and stretched on the way."""
    here = np.array(match.position_mm)
    found = _search(source, target, source_mm, here, 2 * FINE.step_mm, jacobian, FINE)
    if found is None or found.at_edge:
        return match
    place, covariance = _placed(source, target, source_mm, found, jacobian, FINE)
    x, y, z = place.tolist()
    return replace(match, position_mm=(x, y, z), likeness=found.likeness, covariance_mm2=covariance)


def uniqueness(volume: Volume, point_mm: npt.ArrayLike, radius_mm: float) -> float | None:
    """By how much the surroundings of a point are less alike elsewhere in the same volume; None for an even place."""
    here, margins = np.asarray(point_mm, np.float64), []
    for scale in (COARSE, MIDDLE):
        found = _search(volume, volume, here, here, radius_mm, np.eye(3), scale)
        if found is None:
            return None
        margins.append(found.margin)
    return min(margins)


@dataclass(frozen=True, eq=False)
class _Peak:
    """The best place of one round of a search."""

    place_mm: FloatArray
    likeness: float
    margin: float
    at_edge: bool

    def after(self, coarser: _Peak) -> _Peak:
        """The same with the doubts of the round before: a finer round does not look so far."""
        margin = min(coarser.margin, max(self.margin, 0.0))
        return _Peak(self.place_mm, self.likeness, margin, self.at_edge or coarser.at_edge)


def _search(
    source: Volume, target: Volume, source_mm: npt.ArrayLike, guess: FloatArray, radius_mm: float,
    jacobian: FloatArray, scale: Scale,
) -> _Peak | None:  # fmt: skip
    """One round of `match_point`, at one scale."""
    half = scale.half
    search = max(2, round(radius_mm / scale.step_mm))
    template = cube(source, np.asarray(source_mm, np.float64), np.eye(3), half, scale)
    region = cube(target, guess, jacobian, half + search, scale)
    if template is None or region is None:
        return None
    likeness = correlations(template, region, gaussian_weight(half))
    return None if likeness is None else _peak(likeness, guess, jacobian, scale)


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


def _peak(likeness: FloatVoxels, guess: FloatArray, jacobian: FloatArray, scale: Scale) -> _Peak:
    peak = np.array(np.unravel_index(int(likeness.argmax()), likeness.shape))
    best = float(likeness[tuple(peak)])
    size = np.array(likeness.shape)
    at_edge = bool(np.any((peak == 0) | (peak == size - 1)))
    shift = peak + _subvoxel(likeness, peak)
    away = np.linalg.norm(np.moveaxis(np.indices(likeness.shape), 0, -1) - peak, axis=-1) * scale.step_mm
    elsewhere = likeness[away >= max(RIVAL_MM, 2 * scale.step_mm)]
    margin = best - float(elsewhere.max()) if elsewhere.size else 0.0
    return _Peak(guess + jacobian @ ((shift - (size - 1) / 2) * scale.step_mm), best, margin, at_edge)


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


def _placed(
    source: Volume, target: Volume, source_mm: npt.ArrayLike, peak: _Peak, jacobian: FloatArray, scale: Scale
) -> tuple[FloatArray, FloatArray]:
    """The place of a peak, bent where the search was fine enough, and how uncertain it is: (3, 3) in mm² of the target."""
    better = bent(source, target, source_mm, peak.place_mm, jacobian, FINE) if scale is FINE else None
    if better is not None:
        pull = voxel_pull(source.grid, target.grid, better.jacobian)
        weight = gaussian_weight(FINE.half)
        own = place_covariance(
            better.template, better.found, weight, FINE.step_mm, better.jacobian, UNSEEN_IF_BENT
        )  # fmt: skip
        return better.place_mm, pull + own
    pull = voxel_pull(source.grid, target.grid, jacobian)
    template = cube(source, np.asarray(source_mm, np.float64), np.eye(3), scale.half, scale)
    found = cube(target, peak.place_mm, jacobian, scale.half, scale)
    if template is None or found is None:  # found at the very border: half of a piece is missing
        return peak.place_mm, pull + scale.reach_mm**2 * np.eye(3)
    own = place_covariance(template, found, gaussian_weight(scale.half), scale.step_mm, jacobian, UNSEEN)
    return peak.place_mm, pull + own
