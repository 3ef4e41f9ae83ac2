"""Figures by which a registration or a segmentation is judged: landmark errors, overlap, surface distances, intervals.

Landmarks that drove a registration say how well it was fitted; only others say how accurate it is. `held_out` and
`driving` tell them apart by what is meant and used; `core.lineage` knows who learnt from whom.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid
from workstation.core.landmarks import Correspondence, covariance_of
from workstation.core.transform import Transform

Mask = npt.NDArray[np.bool_]
Statistic = Callable[[FloatArray], float]


@dataclass(frozen=True, slots=True)
class Summary:
    """A set of distances in figures, in mm.

    Parameters
    ----------
    count : how many distances
    low, high : 95 % confidence interval of the mean; None for fewer than three distances
    """

    count: int
    mean: float
    median: float
    p95: float
    largest: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SurfaceDistances:
    """How far the surfaces of two segmentations are apart, in mm.

    Parameters
    ----------
    mean : average distance from either surface to the other, over the points of both (average symmetric distance)
    p95 : HD95, the larger of the two directed 95th percentiles
    largest : Hausdorff distance
    """

    mean: float
    p95: float
    largest: float


def held_out(pairs: Sequence[Correspondence], used_landmarks: Collection[str]) -> list[Correspondence]:
    """The pairs on which a transform may be scored: not those that drove it, nor those meant to drive."""
    return [pair for pair in pairs if pair.id not in used_landmarks and pair.role != "drive"]


def driving(pairs: Sequence[Correspondence], used_landmarks: Collection[str]) -> list[Correspondence]:
    """The pairs that drove a transform: their distance is a fit residual, never an accuracy."""
    return [pair for pair in pairs if pair.id in used_landmarks]


def target_registration_error(pairs: Sequence[Correspondence], fixed_to_moving: Transform) -> FloatArray:
    """Distance in mm between each moving landmark and where the transform puts it: shape (N,)."""
    if not pairs:
        return np.zeros(0)
    fixed, moving = np.array([pair.fixed_mm for pair in pairs]), np.array([pair.moving_mm for pair in pairs])
    distance: FloatArray = np.linalg.norm(fixed_to_moving(fixed) - moving, axis=1)
    return distance


def normalised_error(pairs: Sequence[Correspondence], fixed_to_moving: Transform) -> float | None:
    """Error in units of what the marks themselves leave open, over the pairs whose certainty is known; None without any.

    Root mean square per axis of the errors, each measured by the ellipsoid of its pair (Mahalanobis distance over √3):
    about 1 where a registration is as good as its landmarks, more where it is worse.
    """
    known = [pair for pair in pairs if pair.spread_mm2]
    if not known:
        return None
    moved = fixed_to_moving(np.array([pair.fixed_mm for pair in known]))
    squares = []
    for pair, place in zip(known, moved, strict=True):
        gap = place - np.array(pair.moving_mm)
        squares.append(gap @ np.linalg.solve(covariance_of(pair.spread_mm2), gap) / 3)
    return float(np.sqrt(np.mean(squares)))


def summary(distances_mm: FloatArray) -> Summary:
    """A non-empty set of distances (N,) in figures, with a bootstrap interval of the mean."""
    interval = bootstrap_interval(distances_mm) if len(distances_mm) >= 3 else None
    low, high = interval if interval else (None, None)
    return Summary(
        len(distances_mm), float(distances_mm.mean()), float(np.median(distances_mm)),
        float(np.percentile(distances_mm, 95)), float(distances_mm.max()), low, high,
    )  # fmt: skip


def bootstrap_interval(
    values: npt.ArrayLike,
    statistic: Statistic | None = None,
    confidence: float = 0.95,
    rounds: int = 2000,
    seed: int = 0,
) -> tuple[float, float]:
    """The confidence interval of a statistic (default: the mean) of independent values (N,), N at least 2.

    Percentile bootstrap (Efron 1979): the statistic of `rounds` samples drawn with replacement. The same seed gives the
    same interval.
    """
    array = np.asarray(values, dtype=np.float64)
    generator = np.random.default_rng(seed)
    draws = array[generator.integers(0, len(array), (rounds, len(array)))]
    found = draws.mean(axis=1) if statistic is None else np.array([statistic(draw) for draw in draws])
    tail = 50 * (1 - confidence)
    low, high = np.percentile(found, [tail, 100 - tail]).tolist()
    return low, high


def dice(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> float:
    """Overlap of two masks of the same shape: 2 |A ∩ B| / (|A| + |B|), from 0 to 1; NaN if both are empty."""
    total = np.count_nonzero(a) + np.count_nonzero(b)
    return 2 * np.count_nonzero(np.logical_and(a, b)) / total if total else float("nan")


def surface_distances(a: Mask, b: Mask, grid: Grid) -> SurfaceDistances | None:
    """How far the surfaces of two masks on the same grid are apart, in mm; None if one of them is empty.

    A surface is the centres of those voxels of a mask that touch, by a face, a voxel outside it or the border of the
    volume. Distances are exact (nearest surface voxel).
    """
    from workstation.imaging.overlap import between

    if not (a.any() and b.any()):
        return None
    scale = np.array(grid.spacing_mm)[::-1]  # axes are at right angles, so their direction does not matter
    surfaces = [np.argwhere(surface(mask)).astype(np.int32) for mask in (a, b)]
    return between(surfaces[0], surfaces[1], scale, most_points=a.size)


def surface(mask: Mask) -> Mask:
    """The voxels of a mask (z, y, x) that touch, by a face, a voxel outside it or the border of the array."""
    from scipy import ndimage

    found: Mask = mask & ~ndimage.binary_erosion(mask, border_value=0)
    return found
