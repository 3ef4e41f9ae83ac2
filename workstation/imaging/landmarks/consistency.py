"""Pairs that do not fit the others, and why: left-out residuals, neighbours, swaps, duplicates, mirrored sets.

A pair is doubted if its moving point lies further from where all other pairs put it than three things together explain:
how uncertain that place is, how far marks are off anyway, and (where the pictures were asked) what they say. Doubted
pairs are taken out one by one, the worst first, so that a wrong pair does not make its neighbours look wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from workstation.core.errors import Message
from workstation.core.geometry import FloatArray
from workstation.core.landmarks import Correspondence
from workstation.imaging.landmarks.spline import PairModel, fit_pairs

FEWEST = 6  # pairs below which nothing can be said
NEIGHBOURS = 5
DOUBT_SDS = 3.1  # a residual above this many standard deviations per axis is doubted: 2 of 100 sound pairs
SEEN_SDS = 3.4  # the same where the pictures are sure, which have no error to speak of: 1 of 100
LEAST_DOUBT_MM = 2.0  # a pair that is off by less is never doubted
MOST_DOUBTED = 0.34  # of all pairs; beyond, nobody knows which ones are right
SAME_MM = 1.0  # two marks nearer than this are the same point
LOCAL_RATIO = 4.0  # of the local variogram test, above which a pair is doubted
MIRROR_GAIN = 3.0  # a mirrored motion must explain the pairs so many times better


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a pair is doubted.

    Parameters
    ----------
    reason : a sentence for the reader
    by_mm : how far the pair disagrees
    meant : id of the pair whose place was probably meant, "" if none
    """

    pair_id: str
    kind: str
    reason: Message
    by_mm: float
    meant: str = ""


@dataclass(frozen=True, eq=False)
class Findings:
    """What is wrong with a set of pairs.

    Parameters
    ----------
    doubts : by pair id
    residual_mm : by pair id, distance of the moving point from what the sound other pairs predict
    model : the map through the sound pairs, None for too few
    """

    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    residual_mm: Mapping[str, float] = field(default_factory=dict)
    model: PairModel | None = None


def find_doubts(
    pairs: Sequence[Correspondence], click_mm: float = 0.7, seen: Mapping[str, float] | None = None
) -> Findings:
    """Look at all pairs at once.

    Parameters
    ----------
    click_mm : error of one mark per axis, the reader's own where it was measured
    seen : by pair id, how far from the mark the pictures say the twin is, where they are sure of it
    """
    doubts = _duplicates(pairs)
    if len(pairs) < FEWEST:
        return Findings(doubts)
    fixed = np.array([pair.fixed_mm for pair in pairs])
    moving = np.array([pair.moving_mm for pair in pairs])
    if is_mirrored(fixed, moving):
        reason = Message(
            "left and right look exchanged between the two volumes: the pairs fit a mirrored motion better"
        )
        return Findings({pair.id: Doubt(pair.id, "mirrored", reason, 0.0) for pair in pairs})
    images = np.array([(seen or {}).get(pair.id, np.nan) for pair in pairs])
    out = _outliers(fixed, moving, click_mm, images)
    out |= (neighbour_disagreement(fixed, moving, click_mm) > LOCAL_RATIO) & ~np.isfinite(images)
    model = fit_pairs(fixed[~out], moving[~out])
    predicted, spread = _expected(model, fixed, moving, out)
    residual = np.linalg.norm(moving - predicted, axis=1)
    for n in np.flatnonzero(out).tolist():
        doubts[pairs[n].id] = _explained(n, pairs, fixed, moving, predicted, spread, residual, out)
    return Findings(doubts, {pair.id: float(r) for pair, r in zip(pairs, residual, strict=True)}, model)


def is_mirrored(fixed: FloatArray, moving: FloatArray) -> bool:
    """Whether a motion with a mirror in it explains the pairs much better than one without."""
    here, there = fixed - fixed.mean(axis=0), moving - moving.mean(axis=0)
    u, strengths, vt = np.linalg.svd(there.T @ here)
    turns = np.linalg.det(u @ vt)
    if turns > 0 or strengths[2] < 0.02 * strengths[0]:
        return False
    flipped = u @ np.diag([1.0, 1.0, -1.0]) @ vt
    mirrored = float(((there - here @ (u @ vt).T) ** 2).sum())
    proper = float(((there - here @ flipped.T) ** 2).sum())
    return proper > MIRROR_GAIN**2 * max(mirrored, 1e-9)


def neighbour_disagreement(fixed: FloatArray, moving: FloatArray, click_mm: float) -> FloatArray:
    """Local variogram test: how much more a pair's shift differs from its neighbours' than shifts so far apart do.

    For each pair the median over its five nearest neighbours of |Δshift|² / (2 γ(h)), as a ratio (N,); sound pairs lie
    near 1. The variogram γ(h) = c² + b h is fitted to the medians of all pairs of pairs (after Luo et al.,
    arXiv:2003.09483).
    """
    shift = moving - fixed
    apart = np.linalg.norm(fixed[:, None] - fixed[None], axis=2)
    differ = ((shift[:, None] - shift[None]) ** 2).sum(axis=2)
    nugget = 6 * click_mm**2
    upper = np.triu_indices(len(fixed), 1)
    slope = max(float(np.median((differ[upper] - nugget) / np.maximum(apart[upper], 1.0))), 1e-3)
    expected = nugget + slope * apart
    np.fill_diagonal(apart, np.inf)
    nearest = np.argsort(apart, axis=1)[:, : min(NEIGHBOURS, len(fixed) - 1)]
    ratios = np.take_along_axis(differ / expected, nearest, axis=1)
    result: FloatArray = np.median(ratios, axis=1)
    return result


def _outliers(fixed: FloatArray, moving: FloatArray, click_mm: float, images: FloatArray) -> npt.NDArray[np.bool_]:
    """Which pairs do not fit: the worst is taken out, all others are judged anew, until none is left."""
    out = np.zeros(len(fixed), dtype=bool)
    while out.sum() < MOST_DOUBTED * len(fixed):
        keep = np.flatnonzero(~out)
        model = fit_pairs(fixed[keep], moving[keep])
        excess = _excess(model, click_mm, images[keep])
        worst = int(excess.argmax())
        if excess[worst] <= 1:
            break
        out[keep[worst]] = True
    return out


def _excess(model: PairModel, click_mm: float, images: FloatArray) -> FloatArray:
    """How far beyond the limit each pair is: above 1 it is doubted."""
    residual = np.linalg.norm(model.left_out_mm, axis=1)
    spread = np.hypot(_robust_spread(model, residual), click_mm)  # of the pair itself; the others' is in the first
    limit = np.maximum(DOUBT_SDS * spread, LEAST_DOUBT_MM)
    asked = np.isfinite(images)
    told = np.where(asked, images, 0.0) / max(LEAST_DOUBT_MM, SEEN_SDS * math.sqrt(2) * click_mm)
    excess: FloatArray = np.where(asked, told, residual / limit)
    return excess


def _robust_spread(model: PairModel, residual: FloatArray) -> FloatArray:
    """Standard deviation per axis that left-out residuals should have, scaled so that their median is as expected."""
    stated = model.left_out_spread_mm
    factor = float(np.median(residual / stated)) / 1.538  # median of the length of a standard normal vector
    return stated * min(max(factor, 0.3), 1.5)


def _expected(
    model: PairModel, fixed: FloatArray, moving: FloatArray, out: npt.NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """What the sound pairs say about every pair: those that are sound themselves are left out in their turn."""
    predicted, spread = model(fixed), model.spread_mm(fixed)
    predicted[~out] = moving[~out] - model.left_out_mm
    spread[~out] = model.left_out_spread_mm
    return predicted, spread


def _explained(
    n: int, pairs: Sequence[Correspondence], fixed: FloatArray, moving: FloatArray, predicted: FloatArray,
    spread: FloatArray, residual: FloatArray, out: npt.NDArray[np.bool_],
) -> Doubt:  # fmt: skip
    """The sentence for a doubted pair: whose place it took, or whom it disagrees with."""
    tolerance = np.maximum(2.0 * spread, LEAST_DOUBT_MM)
    away = np.linalg.norm(predicted - moving[n], axis=1)
    away[n] = np.inf
    other = int(away.argmin())
    by = float(residual[n])
    if away[other] <= tolerance[other] and away[other] < 0.5 * by:
        values: dict[str, object] = {"mm": f"{by:.1f}", "other": pairs[other].name}
        back = float(np.linalg.norm(predicted[n] - moving[other]))
        if out[other] and back <= tolerance[n]:
            reason = Message("off by {mm} mm; its moving point looks swapped with that of {other}", values)
            return Doubt(pairs[n].id, "swapped", reason, by, pairs[other].id)
        reason = Message("off by {mm} mm; did you mean {other}?", values)
        return Doubt(pairs[n].id, "mistaken", reason, by, pairs[other].id)
    count = min(NEIGHBOURS, int((~out).sum()))
    reason = Message("disagrees with {count} neighbours by {mm} mm", {"count": count, "mm": f"{by:.1f}"})
    return Doubt(pairs[n].id, "outlier", reason, by)


def _duplicates(pairs: Sequence[Correspondence]) -> dict[str, Doubt]:
    """Pairs that lie at the place of an earlier one, or have its name."""
    found: dict[str, Doubt] = {}
    for n, pair in enumerate(pairs):
        for earlier in pairs[:n]:
            apart = min(
                float(np.linalg.norm(np.subtract(pair.fixed_mm, earlier.fixed_mm))),
                float(np.linalg.norm(np.subtract(pair.moving_mm, earlier.moving_mm))),
            )
            if apart < SAME_MM:
                reason = Message("lies {mm} mm from {other}: the same point twice?",
                                 {"mm": f"{apart:.1f}", "other": earlier.name})  # fmt: skip
                found[pair.id] = Doubt(pair.id, "duplicate", reason, apart, earlier.id)
            elif _plain(pair.name) == _plain(earlier.name):
                reason = Message("has the same name as another landmark")
                found[pair.id] = Doubt(pair.id, "name", reason, 0.0, earlier.id)
    return found


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
