"""Suggested landmark pairs of a case: found, matched, and kept until the reader has decided about each.

A suggestion is not a landmark: it lives beside the table, and becomes one only when somebody accepts it, corrects it or
places it anew. The landmark then says what its place was learnt from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from workstation.core.commands import Command
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import FloatArray, Vector
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.plugin import RunContext
from workstation.core.study import Case
from workstation.core.transform import Affine
from workstation.imaging.landmarks.patches import sharpened
from workstation.imaging.landmarks.prediction import Prediction, learn_image_scale, weigh
from workstation.imaging.landmarks.spline import fit_pairs
from workstation.imaging.landmarks.suggestions import (
    GoodPlaces,
    Spot,
    Suggestion,
    Tell,
    by_information,
    find_spots,
    good_places,
    match_spots,
)
from workstation.workbench.importing import new_id
from workstation.workbench.landmark_guide import Offer, predicted_mark
from workstation.workbench.landmark_judging import ASIDE_MM
from workstation.workbench.landmark_knowledge import Knowledge, spread_of, vector_of
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState

COUNT = 60
FEWEST_SLICES = 8  # along every axis
FEWEST_SURE = 12  # suggestions that say together how well the pictures find places
START_MM, START_SPREAD_MM = 2.0, 3.0  # of a rough alignment: fineness of its pictures, and error per axis
NEAR_MM = 3.0  # a suggestion this near to a landmark has been dealt with


@dataclass(frozen=True, eq=False)
class Suggestions:
    """What was found in a case.

    Parameters
    ----------
    places : the map "good landmark here" of the fixed volume
    proposed : everything agrees: one look and one key; the surest first
    asked : a person must decide; the most informative first
    sources : what the twins were learnt from
    start : an affine map fixed to moving that the pictures gave, found where nothing was known of the pair
    """

    places: GoodPlaces
    proposed: tuple[Suggestion, ...]
    asked: tuple[Suggestion, ...]
    sources: tuple[str, ...]
    start: Affine | None = None

    @property
    def queue(self) -> tuple[Suggestion, ...]:
        """All in the order in which a reader sees them: what must be decided comes after what only needs a look."""
        return self.proposed + self.asked

    def offer(self, suggestion: Suggestion) -> Offer:
        """A suggestion as it is put before the reader."""
        return Offer(suggestion.position_mm, suggestion.prediction, self.sources)

    def without(self, position_mm: Vector) -> Suggestions:
        """The suggestions but one that was dealt with."""
        return self._kept(lambda each: each.position_mm != position_mm)

    def left(self, known_mm: FloatArray) -> Suggestions:
        """The suggestions that are not near one of some points (N, 3) of the fixed volume."""
        if len(known_mm) == 0:
            return self
        return self._kept(lambda each: bool(np.linalg.norm(known_mm - each.position_mm, axis=1).min() > NEAR_MM))

    def joined(self, before: Suggestions) -> Suggestions:
        """These, and those of an earlier search that are not among them: whoever undoes an edit finds them again.

        All of them count as learnt from what either search knew.
        """
        there = {each.position_mm for each in self.queue}
        old = before._kept(lambda each: each.position_mm not in there)
        return replace(
            self, proposed=self.proposed + old.proposed, asked=self.asked + old.asked, start=self.start or before.start,
            sources=tuple(sorted({*self.sources, *before.sources})),
        )  # fmt: skip

    def _kept(self, keep: object) -> Suggestions:
        assert callable(keep)
        return replace(
            self, proposed=tuple(filter(keep, self.proposed)), asked=tuple(filter(keep, self.asked))
        )  # fmt: skip


def why_not_suggest(case: Case) -> Message | None:
    """Why no points can be suggested in a pair, None if they can."""
    if min(*case.fixed.grid.shape_zyx, *case.moving.grid.shape_zyx) < FEWEST_SLICES:
        return Message("Points are suggested in volumes; these have too few slices.")
    return None


def suggest(
    knowledge: Knowledge, count: int = COUNT, tell: Tell | None = None, unwanted_mm: Sequence[Vector] = ()
) -> Suggestions:
    """Find points worth marking in the fixed volume and their twins; `tell` may raise to stop.

    Where neither a pair nor a registration is known, the pictures are aligned first, roughly and by themselves.
    `unwanted_mm` are places of the fixed volume at which nothing is to be suggested.
    """
    report = tell or (lambda _share, _text: None)
    start = None
    if knowledge.is_blank:
        start = rough_start(knowledge, lambda share, text: report(0.3 * share, text))
        knowledge = replace(knowledge, transform=start, transform_spread_mm=START_SPREAD_MM)
        report = _later(report, 0.3)
    fixed = knowledge.case.fixed
    places = good_places(fixed, lambda share, text: report(0.2 * share, text))
    known = np.array([pair.fixed_mm for pair in knowledge.pairs] + list(unwanted_mm)).reshape(-1, 3)
    spots = find_spots(places, fixed, count, known, lambda share, text: report(0.2 + 0.3 * share, text))
    found = match_spots(
        spots, lambda point: _twin(knowledge, "fixed", point), lambda point: _twin(knowledge, "moving", point), known,
        lambda share, text: report(0.5 + 0.5 * share, text),
    )  # fmt: skip
    proposed, asked = by_information(_weighed_again(knowledge, _sharpened(knowledge, found)))
    return Suggestions(places, tuple(proposed), tuple(asked), knowledge.mark_sources, start)


def rough_start(knowledge: Knowledge, tell: Tell | None = None) -> Affine:
    """An affine map fixed to moving that the pictures alone give; the shift of the middles where they do not agree."""
    from workstation.imaging.registration import align_affine

    fixed, moving = knowledge.case.fixed, knowledge.case.moving
    report = tell or (lambda _share, _text: None)

    def told(fraction: float, message: str = "", preview: object = None, **curves: float) -> None:
        report(fraction, "aligning the volumes roughly")

    try:
        return align_affine(fixed, moving, START_MM, RunContext(told, threads=1, views=knowledge.case.views))
    except InvalidInput:
        return Affine.translation(np.subtract(moving.grid.centre_mm, fixed.grid.centre_mm))


def _later(report: Tell, begun: float) -> Tell:
    """Progress of what comes after a share of the work is done."""
    return lambda share, text: report(begun + (1 - begun) * share, text)


def matched_again(knowledge: Knowledge, suggestions: Suggestions, tell: Tell | None = None) -> Suggestions:
    """The same points with their twins as they are expected now that more pairs are known."""
    if knowledge.is_blank:
        knowledge = replace(knowledge, transform=suggestions.start, transform_spread_mm=START_SPREAD_MM)
    known = np.array([pair.fixed_mm for pair in knowledge.pairs]).reshape(-1, 3)
    left = suggestions.left(known).queue
    found = match_spots(
        [Spot(each.position_mm, each.quality) for each in left],
        lambda point: _twin(knowledge, "fixed", point), lambda point: _twin(knowledge, "moving", point), known, tell,
    )  # fmt: skip
    proposed, asked = by_information(_weighed_again(knowledge, found))
    return Suggestions(suggestions.places, tuple(proposed), tuple(asked), knowledge.mark_sources, suggestions.start)


def shown(view: ViewState, case: Case, suggestion: Suggestion) -> ViewState:
    """The view with both cursors on a suggestion and no landmark chosen."""
    return replace(
        view, landmark_id="", fixed_cursor_mm=suggestion.position_mm,
        moving_cursor_mm=case.moving.grid.clamped(suggestion.prediction.position_mm),
    )  # fmt: skip


def accepting_offer(
    opened: OpenCase, offer: Offer, moving_mm: Vector | None = None, number: int = 0
) -> tuple[str, Command]:
    """The edit that makes a suggestion a placed pair: the id of the landmark, and the command.

    Parameters
    ----------
    moving_mm : where the reader puts the twin by eye; as it is offered if None
    number : how many others are accepted in the same breath, so that each gets a name of its own
    """
    marks = opened.reading.landmarks
    fixed = replace(opened.mark_at("fixed", offer.fixed_mm, origin="predicted"), sources=("image",))
    origin = "predicted" if moving_mm is None else "hand"
    plain = opened.mark_at("moving", moving_mm or offer.prediction.position_mm, origin=origin)
    moving = predicted_mark(plain, offer.prediction, offer.sources)
    landmark = Landmark(new_id(), marks.next_name(number)).with_mark("fixed", fixed).with_mark("moving", moving)
    return landmark.id, AddLandmark(landmark)


def _sharpened(knowledge: Knowledge, found: list[Suggestion]) -> list[Suggestion]:
    """The suggestions placed once more, with the bend of the tissue that the sure ones among them show."""
    sure = [(each.position_mm, each.prediction.image.position_mm) for each in found
            if each.is_proposed and each.prediction.image is not None]  # fmt: skip
    if len(sure) < FEWEST_SURE:
        return found
    model = fit_pairs([here for here, _ in sure], [there for _, there in sure])
    fixed, moving = knowledge.case.fixed, knowledge.case.moving
    again = []
    for each in found:
        before, here = each.prediction, each.position_mm
        if before.image is None:
            again.append(each)
            continue
        turn = model.jacobian(here)
        image = sharpened(fixed, moving, here, before.image, turn)
        back = replace(image, position_mm=vector_of(np.add(here, ASIDE_MM)))
        trip = math.dist(
            sharpened(moving, fixed, image.position_mm, back, np.linalg.inv(turn).astype(np.float64)).position_mm, here
        )
        twin = weigh(before.pairs, before.registration, image, knowledge.scales)
        again.append(replace(each, prediction=twin, round_trip_mm=None if each.round_trip_mm is None else trip))
    return again


def _weighed_again(knowledge: Knowledge, found: list[Suggestion]) -> list[Suggestion]:
    """The suggestions with rings as wide as their own agreement with one another allows."""
    sure = [(each, each.prediction.image) for each in found if each.is_proposed and each.prediction.image is not None]
    scale = learn_image_scale(
        np.array([each.position_mm for each, _ in sure]), np.array([image.position_mm for _, image in sure if image]),
        np.array([spread_of(image.covariance_mm2) for _, image in sure if image]),
        np.array([math.nan if each.round_trip_mm is None else each.round_trip_mm for each, _ in sure]),
    )  # fmt: skip
    scales = replace(knowledge.scales, image=scale if len(sure) >= FEWEST_SURE else knowledge.scales.image)
    again = [weigh(p.pairs, p.registration, p.image, scales) for p in (each.prediction for each in found)]
    return [
        replace(each, prediction=twin, gain=each.gain * twin.radius_mm / each.prediction.radius_mm)
        for each, twin in zip(found, again, strict=True)
    ]


def _twin(knowledge: Knowledge, side: str, point_mm: Vector) -> Prediction | None:
    """The expected twin of a point, None if it lies outside the other volume."""
    other = "moving" if side == "fixed" else "fixed"
    found = knowledge.predict(side, point_mm)  # type: ignore[arg-type]  # side is one of two words
    if found is None or not knowledge.case.volume(other).grid.contains(found.position_mm):  # type: ignore[arg-type]
        return None
    return found
