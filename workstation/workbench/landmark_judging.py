"""Judging the pairs of a case, behind the window: which to doubt, and how far to trust predictions (`Scales`).

Every pair is predicted from all others and compared with where it was put. What is learnt in this way holds for this case
only: its motion, its voxels, its speckle. While there are few pairs, what was fitted to simulated ones stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from workstation.core.geometry import Vector
from workstation.core.landmarks import Correspondence
from workstation.imaging.landmarks.calibration import learn_growth, ring_factor
from workstation.imaging.landmarks.consistency import Findings, find_doubts
from workstation.imaging.landmarks.patches import Match, match_point
from workstation.imaging.landmarks.prediction import (
    RADII_PER_SD,
    Prediction,
    Scales,
    Witness,
    blind_radius_mm,
    expected_place,
    learn_image_scale,
    learn_scale,
    look,
    search_radius_mm,
    weigh,
)
from workstation.workbench.landmark_knowledge import Knowledge, spread_of

MOST_TRIPS, TRIP_MM = 24, 2.0  # pairs that are searched forward and back, and how far from the mark
ASIDE_MM = (0.31, -0.23, 0.27)  # the way back begins beside the mark: a search favours the place where it begins
SAME_SEARCH_MM = 1.0  # a search that begins this near to one before finds the same
PREDICTED_MM = 0.2  # error per axis of a mark at a predicted place
MARK_SEARCH_MM = 2.5  # around a mark that is doubted or that the pictures are not sure of
ALIKE = 0.9  # a doubted mark with such surroundings is confirmed by the pictures
ELSEWHERE = 0.03  # surroundings elsewhere that are so much more alike speak against a mark that has none like it near
SURE = 0.9  # probability from which what the pictures report counts as evidence about a pair

Tell = Callable[[float, str], None]


class Seen(NamedTuple):
    """What the pictures say about the fixed mark of a pair: where its twin is, and how far forward and back misses it."""

    image: Match | None
    trip_mm: float | None


@dataclass(frozen=True, eq=False)
class Sample:
    """One pair against what is predicted for it from all others.

    Parameters
    ----------
    fixed_mm, moving_mm : the pair
    prediction : what was expected before the case had taught how far to trust it
    trip_mm : distance from the fixed mark after a search forward and back; None where it was not tried or failed
    """

    pair_id: str
    fixed_mm: Vector
    moving_mm: Vector
    prediction: Prediction
    trip_mm: float | None = None

    @property
    def away_mm(self) -> float | None:
        """How far from the mark the pictures report the twin is; None where they are not sure."""
        found = self.prediction
        if found.image is None or found.image_trust < SURE:
            return None
        return math.dist(found.image.position_mm, self.moving_mm)

    def weighed(self, scales: Scales) -> Prediction:
        """What was expected, with what the case has taught."""
        before = self.prediction
        return weigh(before.pairs, before.registration, before.image, scales)


@dataclass(frozen=True, eq=False)
class Judgement:
    """What was found out about the pairs behind the window.

    Parameters
    ----------
    findings : doubts and left-out residuals
    samples : every pair against its prediction
    knowledge : what is known, with doubted pairs left out and the radii scaled
    """

    findings: Findings
    samples: tuple[Sample, ...]
    knowledge: Knowledge


def judged(
    opened_knowledge: Knowledge, pairs: Sequence[Correspondence], seen: dict[object, Seen], tell: Tell | None = None
) -> Judgement:
    """Judge all pairs and learn how far to trust predictions.

    Parameters
    ----------
    pairs : all accepted pairs, also those that were doubted before
    seen : remembers what the pictures said before
    """
    report = tell or (lambda _share, _text: None)
    whole = replace(opened_knowledge, pairs=tuple(pairs))
    first = find_doubts(pairs, whole.click_mm)
    sound = _growing(replace(whole, pairs=tuple(pair for pair in pairs if pair.id not in first.doubts)))
    found = tuple(_sampled(sound, seen, report))
    findings = find_doubts(pairs, whole.click_mm, _reported(sound, pairs, found, seen))
    good = [each for each in found if each.pair_id not in findings.doubts]
    scales = replace(sound.scales, prior=_prior_scale(good, whole), image=_image_scale(good))
    scales = replace(scales, ring=_ring_factor(good, whole, scales))
    kept = tuple(pair for pair in pairs if pair.id not in findings.doubts)
    return Judgement(findings, found, replace(whole, pairs=kept, scales=scales))


def _growing(knowledge: Knowledge) -> Knowledge:
    """The same with what its pairs teach about how uncertainty grows with the distance from them, and nothing else."""
    if knowledge.forward is None:
        return replace(knowledge, scales=Scales())
    growth, usual_mm = learn_growth(knowledge.forward)
    return replace(knowledge, scales=Scales(growth=growth, usual_mm=usual_mm))


def _reported(
    knowledge: Knowledge, pairs: Sequence[Correspondence], samples: Sequence[Sample], seen: dict[object, Seen]
) -> dict[str, float]:
    """By pair id, how far from the mark the pictures report the twin, where they are sure.

    Where the search around the expected place is not sure, or the pair was doubted before any search, the place of the
    mark itself is looked at: its own surroundings may confirm it, or be unlike while others in reach are alike.
    """
    by_id, told = {each.pair_id: each for each in samples}, {}
    for pair in pairs if knowledge.pairs else ():
        sample = by_id.get(pair.id)
        away = sample.away_mm if sample is not None else None
        if away is None:
            away = _at_the_mark(pair, sample, _near_mark(knowledge, pair, seen))
        if away is not None:
            told[pair.id] = away
    return told


def _at_the_mark(pair: Correspondence, sample: Sample | None, near: Match | None) -> float | None:
    """How far from the mark the twin is, from a search around the mark itself; None where that says nothing."""
    if near is None:
        return None
    if sample is None:
        return math.dist(near.position_mm, pair.moving_mm) if not near.at_edge and near.likeness >= ALIKE else None
    image = sample.prediction.image
    if image is None or not near.at_edge or image.likeness - near.likeness < ELSEWHERE:
        return None
    return math.dist(image.position_mm, pair.moving_mm)


def _near_mark(knowledge: Knowledge, pair: Correspondence, seen: dict[object, Seen]) -> Match | None:
    key = "mark", pair.id, pair.fixed_mm, pair.moving_mm
    if key not in seen:
        case, turn = knowledge.case, knowledge.jacobian("fixed", pair.fixed_mm)
        found = match_point(case.fixed, case.moving, pair.fixed_mm, pair.moving_mm, MARK_SEARCH_MM, turn)
        seen[key] = Seen(found, None)
    return seen[key].image


def _sampled(knowledge: Knowledge, seen: dict[object, Seen], report: Tell) -> list[Sample]:
    found: list[Sample] = []
    for n, pair in enumerate(knowledge.pairs if len(knowledge.pairs) > 1 else ()):
        report(n / len(knowledge.pairs), "comparing pairs with the pictures")
        others, registration = knowledge.left_out(n)
        prior = expected_place(others, registration, Scales())
        key = (
            pair.id,
            pair.fixed_mm,
            *(round(x / SAME_SEARCH_MM) for x in (*prior.position_mm, search_radius_mm(prior))),
        )
        if key not in seen:
            trips = sum(each.trip_mm is not None for each in found)
            seen[key] = _looked(knowledge, pair, prior, trips < MOST_TRIPS)
        image, trip = seen[key]
        predicted = weigh(others, registration, image, Scales())
        found.append(Sample(pair.id, pair.fixed_mm, pair.moving_mm, predicted, trip))
    return found


def _looked(knowledge: Knowledge, pair: Correspondence, prior: Witness, and_back: bool) -> Seen:
    """Search for a fixed mark in the moving volume, and from there back."""
    case, here = knowledge.case, pair.fixed_mm
    found = look(case.fixed, case.moving, here, prior, knowledge.jacobian("fixed", here))
    if found is None or found.at_edge or not and_back:
        return Seen(found, None)
    turn = knowledge.jacobian("moving", found.position_mm)
    again = match_point(case.moving, case.fixed, found.position_mm, np.add(here, ASIDE_MM), TRIP_MM, turn)
    return Seen(found, None if again is None or again.at_edge else math.dist(again.position_mm, here))


def _prior_scale(samples: Sequence[Sample], knowledge: Knowledge) -> float:
    """The factor of the spread of pairs and registration, from every pair against what those two say without it."""
    places = [expected_place(s.prediction.pairs, s.prediction.registration, Scales()) for s in samples]
    marks = [knowledge.click_mm if each.pair_id in knowledge.by_eye else PREDICTED_MM for each in samples]
    errors = [math.dist(each.position_mm, s.moving_mm) for each, s in zip(places, samples, strict=True)]
    return learn_scale(np.array(errors), np.array([each.spread_mm for each in places]), np.array(marks))


def _image_scale(samples: Sequence[Sample]) -> float:
    """The factor of the pictures' own error, from the pairs at which they are sure."""
    sure = [(each, each.prediction.image) for each in samples if each.away_mm is not None]
    found = [(each, image) for each, image in sure if image is not None]
    return learn_image_scale(
        np.array([each.fixed_mm for each, _ in found]), np.array([image.position_mm for _, image in found]),
        np.array([spread_of(image.covariance_mm2) for _, image in found]),
        np.array([math.nan if each.trip_mm is None else each.trip_mm for each, _ in found]),
    )  # fmt: skip


def _ring_factor(samples: Sequence[Sample], knowledge: Knowledge, scales: Scales) -> float:
    """The factor of rings without pictures, from every pair against such a ring; pictures say best where it belongs."""
    scores, weights = [], []
    for each in samples:
        prior = expected_place(each.prediction.pairs, each.prediction.registration, scales)
        twin, mark_mm = each.moving_mm, knowledge.click_mm if each.pair_id in knowledge.by_eye else PREDICTED_MM
        image = each.prediction.image
        if image is not None and each.away_mm is not None:
            twin, mark_mm = image.position_mm, scales.image * spread_of(image.covariance_mm2)
        radius, unknown = blind_radius_mm(prior), RADII_PER_SD * mark_mm
        scores.append(math.dist(prior.position_mm, twin) / math.hypot(radius, unknown))
        weights.append(radius**2 / (radius**2 + unknown**2))
    return ring_factor(scores, weights)
