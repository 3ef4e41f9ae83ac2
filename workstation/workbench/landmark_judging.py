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
from workstation.imaging.landmarks.consistency import Findings, find_doubts
from workstation.imaging.landmarks.patches import Match, match_point
from workstation.imaging.landmarks.prediction import (
    Prediction,
    Scales,
    Witness,
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
    sound = replace(whole, pairs=tuple(pair for pair in pairs if pair.id not in first.doubts))
    found = tuple(_sampled(sound, seen, report))
    told = {each.pair_id: away for each in found if (away := each.away_mm) is not None}
    findings = find_doubts(pairs, whole.click_mm, told)
    good = [each for each in found if each.pair_id not in findings.doubts]
    scales = Scales(_prior_scale(good, whole), _image_scale(good))
    kept = tuple(pair for pair in pairs if pair.id not in findings.doubts)
    return Judgement(findings, found, replace(whole, pairs=kept, scales=scales))


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
