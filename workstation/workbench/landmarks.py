"""Working through landmarks: where a twin is predicted, what a click places, what comes next, and how well pairs fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from workstation.core.commands import Command
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.landmark_commands import AddLandmark, MoveLandmark
from workstation.core.landmarks import Correspondence, Landmark, Mark, six_of
from workstation.core.lineage import Lineage, lineage_of
from workstation.imaging.landmarks.patches import match_point
from workstation.imaging.landmarks.prediction import Prediction
from workstation.imaging.metrics import target_registration_error
from workstation.workbench.importing import new_id
from workstation.workbench.landmark_guide import guide_of, known_side, predicted_mark
from workstation.workbench.landmark_suggesting import accepting_offer
from workstation.workbench.landmark_trust import hides, own_spread, repeating
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState, move_cursor

ResidualKind = Literal["fit", "residual", "not counted"]

REFINE_MM = 3.0  # how far a refinement may move a mark
AT_A_MARK_MM = 0.5  # a crosshair nearer than this to a mark was put there
LEAST_LIKENESS = 0.4  # correlation below which two places do not show the same


@dataclass(frozen=True, slots=True)
class Residual:
    """How far a moving mark lies from where the transform in use puts it; "fit" if the pair drove that transform.

    "not counted" says that it may not score it for another reason: meant to drive, or its place was learnt from it.
    """

    millimetres: float
    kind: ResidualKind


def other_side(side: Side) -> Side:
    """The other volume."""
    return "moving" if side == "fixed" else "fixed"


def prediction_for(
    view: ViewState, opened: OpenCase, landmark: Landmark, looks: bool = True
) -> tuple[Side, Prediction] | None:
    """What is expected of the missing mark of a half-placed landmark: in which volume, and the prediction.

    From the accepted pairs, the registration in use and the pictures; while there is neither pair nor registration, near
    `guessed_twin`. None for a landmark that is placed in both volumes or in neither.
    """
    known = known_side(landmark)
    if known is None:
        return None
    mark = landmark.mark(known)
    assert mark is not None
    guess = guessed_twin(view, opened, known, mark.position_mm)
    found = guide_of(opened).twin(known, mark.position_mm, looks, landmark.id, guess)
    return None if found is None else (other_side(known), found)


def guessed_twin(view: ViewState, opened: OpenCase, side: Side, point_mm: Vector) -> Vector:
    """Where to look for the twin of a point of `side` while neither a pair nor a registration is known.

    Through the rough alignment that was found with suggestions; before that, at the distance that both cursors have now.
    """
    start = guide_of(opened).start
    if start is not None:
        through = start if side == "fixed" else start.inverse()
        return _vector(through(np.array([point_mm]))[0])
    return _vector(np.add(point_mm, np.subtract(view.cursor_mm(other_side(side)), view.cursor_mm(side))))


def predicted_twin(view: ViewState, opened: OpenCase, landmark: Landmark) -> tuple[Side, Vector] | None:
    """Where the missing mark of a half-placed landmark should lie: in which volume, and at which point.

    None for a landmark that is placed in both volumes or in neither, and for one whose expectation is hidden.
    """
    if is_hidden(opened, landmark):
        return None
    found = prediction_for(view, opened, landmark)
    return None if found is None else (found[0], found[1].position_mm)


def is_hidden(opened: OpenCase, landmark: Landmark) -> bool:
    """Whether the expected place of a half-placed landmark is kept from the reader, to see whether it would sway them."""
    return known_side(landmark) is not None and hides(landmark.id, opened.hide_share)


def checked_mark(opened: OpenCase, side: Side, point_mm: Vector, origin: str = "hand") -> Mark:
    """A mark at a point of a volume; a point outside is refused."""
    if not opened.case.volume(side).grid.contains(point_mm):
        raise InvalidInput("This place lies outside the {side} volume; landmarks must lie inside.", side=side)
    return opened.mark_at(side, point_mm, origin=origin)


def placing(view: ViewState, opened: OpenCase, side: Side, point_mm: Vector) -> tuple[str, Command]:
    """What a click of the landmark tool does: the id of the landmark that gets a mark, and the edit.

    The repeat that is asked for, the chosen landmark if it has no mark in this volume yet, the twin of the suggestion at
    hand, else a new landmark with the next free name. The mark keeps what had been expected of it.
    """
    mark = checked_mark(opened, side, point_mm)
    mark = replace(mark, spread_mm2=own_spread(list(opened.reading.landmarks.repeats.values()), mark.by))
    marks, offer, repeat = opened.reading.landmarks, guide_of(opened).current, guide_of(opened).repeat
    if repeat is not None and repeat.side == side and repeat.landmark_id in marks:
        again = marks[repeat.landmark_id]
        return again.id, repeating(again, side, point_mm, repeat.start_mm, mark.by, mark.at)
    if offer is not None and side == "moving" and not view.landmark_id:
        return accepting_offer(opened, offer, point_mm)
    if view.landmark_id in marks and marks[view.landmark_id].mark(side) is None:
        chosen = marks[view.landmark_id]
        found = prediction_for(view, opened, chosen) if chosen.mark(other_side(side)) else None
        if found is not None:
            mark = predicted_mark(mark, found[1], (), is_hidden(opened, chosen))
        return chosen.id, MoveLandmark(chosen.id, side, mark, "place")
    landmark = Landmark(new_id(), marks.next_name()).with_mark(side, mark)
    return landmark.id, AddLandmark(landmark)


def accepting(view: ViewState, opened: OpenCase, landmark: Landmark) -> MoveLandmark | None:
    """The edit that puts the missing mark at its predicted place, None if nothing is predicted or it is hidden."""
    found = None if is_hidden(opened, landmark) else prediction_for(view, opened, landmark)
    if found is None:
        return None
    side, prediction = found
    mark = checked_mark(opened, side, prediction.position_mm, "predicted")
    sources = guide_of(opened).knowledge(landmark.id).mark_sources
    return MoveLandmark(landmark.id, side, predicted_mark(mark, prediction, sources), "accept")


def refining(opened: OpenCase, landmark: Landmark, side: Side) -> MoveLandmark:
    """The edit that moves a mark to where the pictures agree best with its twin, within a few mm.

    Raises
    ------
    InvalidInput : the landmark is not placed in both volumes, or the pictures hold nothing to go by there.
    """
    mark, twin = landmark.mark(side), landmark.mark(other_side(side))
    if mark is None or twin is None:
        raise InvalidInput("{name} must be placed in both volumes before it can be refined.", name=landmark.name)
    source, target = opened.case.volume(other_side(side)), opened.case.volume(side)
    jacobian = guide_of(opened).knowledge(landmark.id).jacobian(other_side(side), twin.position_mm)
    found = match_point(source, target, twin.position_mm, mark.position_mm, REFINE_MM, jacobian)
    if found is None or found.at_edge or found.likeness < LEAST_LIKENESS:
        raise InvalidInput("The pictures around {name} are not alike enough to refine it.", name=landmark.name)
    refined = replace(
        checked_mark(opened, side, found.position_mm, "refined"),
        sources=tuple(sorted({*mark.sources, "image"})),
        predicted_mm=mark.predicted_mm,
        radius_mm=mark.radius_mm,
        hidden=mark.hidden,
        spread_mm2=six_of(found.covariance_mm2),
    )
    return MoveLandmark(landmark.id, side, refined, "refine")


def jumped(view: ViewState, opened: OpenCase, landmark_id: str) -> ViewState:
    """The view with a landmark chosen and each cursor at its mark, or at the predicted place of the missing one."""
    landmark = opened.reading.landmarks[landmark_id]
    places = {side: mark.position_mm for side in SIDES if (mark := landmark.mark(side)) is not None}
    twin = predicted_twin(view, opened, landmark)
    if twin is not None:
        places[twin[0]] = twin[1]
    return replace(
        view,
        landmark_id=landmark_id,
        fixed_cursor_mm=places.get("fixed", view.fixed_cursor_mm),
        moving_cursor_mm=places.get("moving", view.moving_cursor_mm),
    )


def followed(view: ViewState, opened: OpenCase, landmark_id: str, side: Side) -> ViewState:
    """The view with a landmark chosen and one cursor at its mark; the registration in use places the other one.

    So a reader who judges the registration sees where it leads, and the other mark beside it; `jumped` would show both
    marks and hide the error. Without a registration it is the same as `jumped`.
    """
    forward, inverse = opened.fixed_to_moving, opened.moving_to_fixed
    if not view.overlay.warped or not view.linked or forward is None:
        return jumped(view, opened, landmark_id)
    landmark = opened.reading.landmarks[landmark_id]
    mark = landmark.mark(side)
    if mark is None:
        side = other_side(side)
        mark = landmark.mark(side)
    if mark is None:
        return replace(view, landmark_id=landmark_id)
    return replace(move_cursor(view, opened.case, side, mark.position_mm, forward, inverse), landmark_id=landmark_id)


def neighbour(rows: Sequence[Landmark], landmark_id: str, step: int) -> str:
    """The id of the landmark some rows on, around the end of the table; the first or last if none is chosen."""
    if not rows:
        return ""
    ids = [row.id for row in rows]
    if landmark_id not in ids:
        return ids[0] if step > 0 else ids[-1]
    return ids[(ids.index(landmark_id) + step) % len(ids)]


def nearest(rows: Sequence[Landmark], side: Side, point_mm: Vector) -> str:
    """The id of the landmark whose mark in a volume lies nearest to a point, "" if that volume has no marks."""
    distances = {row.id: math.dist(mark.position_mm, point_mm) for row in rows if (mark := row.mark(side)) is not None}
    return min(distances, key=lambda each: distances[each], default="")


def residuals(opened: OpenCase) -> dict[str, Residual]:
    """For each landmark placed in both volumes, how far the transform in use misses its moving mark.

    Empty without a transform, and while the millimetres of a volume are not certain.
    """
    transform, reading = opened.fixed_to_moving, opened.reading
    if not (opened.case.fixed.millimetres_trusted and opened.case.moving.millimetres_trusted):
        return {}
    pairs = [row.as_pair() for row in reading.landmarks if row.fixed and row.moving]
    if transform is None or not pairs:
        return {}
    lineage = lineage_of(reading.transform(reading.active_transform), reading.transforms)
    distances = target_registration_error(pairs, transform).tolist()
    return {pair.id: Residual(d, _kind(pair, lineage)) for pair, d in zip(pairs, distances, strict=True)}


def marked_apart(opened: OpenCase, landmark_id: str, point_mm: Vector) -> Message | None:
    """How far the other mark of a chosen landmark lies from where the registration puts it; None away from its mark."""
    if landmark_id not in opened.reading.landmarks:
        return None
    landmark = opened.reading.landmarks[landmark_id]
    found = residuals(opened).get(landmark_id)
    if found is None or landmark.fixed is None or math.dist(landmark.fixed.position_mm, point_mm) > AT_A_MARK_MM:
        return None
    values = {"name": landmark.name, "mm": f"{found.millimetres:.1f}"}
    if found.kind == "fit":
        return Message("{name} is marked {mm} mm from there; it drove the registration, so this is no error.", values)
    return Message("{name} is marked {mm} mm from there.", values)


def _kind(pair: Correspondence, lineage: Lineage) -> ResidualKind:
    if pair.id in lineage.landmarks:
        return "fit"
    return "residual" if lineage.may_score(pair) else "not counted"


def _vector(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Vector:
    x, y, z = (float(v) for v in values)
    return x, y, z
