"""Working through landmarks: where a twin is predicted, what a click places, what comes next, and how well pairs fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

from workstation.core.commands import Command
from workstation.core.errors import InvalidInput
from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.landmark_commands import AddLandmark, MoveLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.transform import Transform
from workstation.workbench.importing import new_id
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState

ResidualKind = Literal["fit", "residual"]


@dataclass(frozen=True, slots=True)
class Residual:
    """How far a moving mark lies from where the transform in use puts it; "fit" if the pair drove that transform."""

    millimetres: float
    kind: ResidualKind


def other_side(side: Side) -> Side:
    """The other volume."""
    return "moving" if side == "fixed" else "fixed"


def predicted_twin(view: ViewState, opened: OpenCase, landmark: Landmark) -> tuple[Side, Vector] | None:
    """Where the missing mark of a half-placed landmark should lie: in which volume, and at which point.

    Through the registration in use if there is one, else at the distance that both cursors have now. None for a landmark
    that is placed in both volumes or in neither.
    """
    if (landmark.fixed is None) == (landmark.moving is None):
        return None
    known: Side = "fixed" if landmark.fixed else "moving"
    mark = landmark.mark(known)
    assert mark is not None
    transform = opened.fixed_to_moving
    if transform is not None:
        return other_side(known), _carried(transform, known, mark.position_mm)  # type: ignore[arg-type] # equal if the same
    shift = np.subtract(view.cursor_mm(other_side(known)), view.cursor_mm(known))
    return other_side(known), _vector(np.add(mark.position_mm, shift))


def checked_mark(opened: OpenCase, side: Side, point_mm: Vector, origin: str = "hand") -> Mark:
    """A mark at a point of a volume; a point outside is refused."""
    if not opened.case.volume(side).grid.contains(point_mm):
        raise InvalidInput("This place lies outside the {side} volume; landmarks must lie inside.", side=side)
    return opened.mark_at(side, point_mm, origin=origin)


def placing(view: ViewState, opened: OpenCase, side: Side, point_mm: Vector) -> tuple[str, Command]:
    """What a click of the landmark tool does: the id of the landmark that gets a mark, and the edit.

    The chosen landmark if it has no mark in this volume yet, else a new one with the next free name.
    """
    mark = checked_mark(opened, side, point_mm)
    marks = opened.reading.landmarks
    if view.landmark_id in marks and marks[view.landmark_id].mark(side) is None:
        return view.landmark_id, MoveLandmark(view.landmark_id, side, mark, "place")
    landmark = Landmark(new_id(), marks.next_name()).with_mark(side, mark)
    return landmark.id, AddLandmark(landmark)


def accepting(view: ViewState, opened: OpenCase, landmark: Landmark) -> MoveLandmark | None:
    """The edit that puts the missing mark at its predicted place, None if nothing is predicted."""
    twin = predicted_twin(view, opened, landmark)
    if twin is None:
        return None
    side, point_mm = twin
    return MoveLandmark(landmark.id, side, checked_mark(opened, side, point_mm, "predicted"), "accept")


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
    transform = opened.fixed_to_moving
    if not (opened.case.fixed.millimetres_trusted and opened.case.moving.millimetres_trusted):
        return {}
    pairs = [row for row in opened.reading.landmarks if row.fixed and row.moving]
    if transform is None or not pairs:
        return {}
    drove = set(opened.reading.transform(opened.reading.active_transform).used_landmarks)
    fixed = np.array([row.fixed.position_mm for row in pairs if row.fixed])
    moving = np.array([row.moving.position_mm for row in pairs if row.moving])
    distances = np.linalg.norm(transform(fixed) - moving, axis=1).tolist()
    return {
        row.id: Residual(distance, "fit" if row.id in drove else "residual")
        for row, distance in zip(pairs, distances, strict=True)
    }


@lru_cache(maxsize=16)
def _carried(fixed_to_moving: Transform, known: Side, point_mm: Vector) -> Vector:
    """Where a transform or its inverse takes a point; remembered, for every pane asks at every step of a scroll."""
    transform = fixed_to_moving if known == "fixed" else fixed_to_moving.inverse()
    return _vector(transform(np.array([point_mm]))[0])


def _vector(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Vector:
    x, y, z = (float(v) for v in values)
    return x, y, z
