"""Edits of landmarks: add, place and move, describe, delete and restore."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from workstation.core.commands import Command, command
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import Side
from workstation.core.landmarks import Landmark, LandmarkSet, Mark
from workstation.core.study import Reading

Verb = Literal["place", "move", "nudge", "refine", "accept", "remove"]
LandmarkField = Literal["name", "kind", "state", "confidence", "comment", "role"]

_MOVE_TITLES: dict[Verb, str] = {
    "place": "Place {name}",
    "move": "Move {name}",
    "nudge": "Nudge {name}",
    "refine": "Refine {name}",
    "accept": "Accept {name}",
    "remove": "Remove mark of {name}",
}
_EDIT_TITLES: dict[LandmarkField, str] = {
    "name": "Rename {name}",
    "kind": "Change type of {name}",
    "state": "Change state of {name}",
    "confidence": "Change confidence of {name}",
    "comment": "Comment on {name}",
    "role": "Change role of {name}",
}


@command
@dataclass(frozen=True, slots=True)
class AddLandmark:
    """Put a new landmark into the table, at the end or at a given row."""

    landmark: Landmark
    index: int = -1

    def apply(self, target: Reading) -> Command:
        """Add it; an id that was ever used is refused."""
        marks = target.landmarks
        if self.landmark.id in marks.rows or self.landmark.id in marks.trash:
            raise InvalidInput("The landmark id {id} is in use.", id=self.landmark.id)
        _insert(marks, self.landmark, self.index)
        return DiscardLandmark(self.landmark.id)

    def title(self, target: Reading) -> Message:
        """Such as "Add L17"."""
        return Message("Add {name}", {"name": self.landmark.name})


@command
@dataclass(frozen=True, slots=True)
class DiscardLandmark:
    """Take a landmark out without a trace in the trash: the inverse of adding it."""

    landmark_id: str

    def apply(self, target: Reading) -> Command:
        """Remove it from the table."""
        landmark = target.landmarks[self.landmark_id]
        index = list(target.landmarks.rows).index(self.landmark_id)
        del target.landmarks.rows[self.landmark_id]
        return AddLandmark(landmark, index)

    def title(self, target: Reading) -> Message:
        """Such as "Discard L17"."""
        return Message("Discard {name}", {"name": target.landmarks[self.landmark_id].name})


@command
@dataclass(frozen=True, slots=True)
class MoveLandmark:
    """Set where a landmark lies in one volume, or that it is not placed there (None)."""

    landmark_id: str
    side: Side
    to: Mark | None
    verb: Verb = "move"
    state: str = ""  # the state to return to when an edit is taken back; "" lets it follow from the marks

    def apply(self, target: Reading) -> Command:
        """Move the mark; a confirmed landmark is locked."""
        before = target.landmarks[self.landmark_id]
        if before.state == "confirmed" and not self.state:
            raise InvalidInput("{name} is confirmed and locked; set its state back to move it.", name=before.name)
        after = before.with_mark(self.side, self.to)
        if self.state:
            after = replace(after, state=self.state)  # type: ignore[arg-type]
        target.landmarks.rows[before.id] = after
        return replace(self, to=before.mark(self.side), state=before.state)

    def title(self, target: Reading) -> Message:
        """Such as "Move L17"."""
        return Message(_MOVE_TITLES[self.verb], {"name": target.landmarks[self.landmark_id].name})


@command
@dataclass(frozen=True, slots=True)
class EditLandmark:
    """Change one property of a landmark."""

    landmark_id: str
    field: LandmarkField
    value: str | int

    def apply(self, target: Reading) -> Command:
        """Change it; a value the property cannot have is refused."""
        before = target.landmarks[self.landmark_id]
        changes: dict[str, Any] = {self.field: self.value}
        after = replace(before, **changes)
        target.landmarks.rows[before.id] = after
        return replace(self, value=getattr(before, self.field))

    def title(self, target: Reading) -> Message:
        """Such as "Rename L17"."""
        return Message(_EDIT_TITLES[self.field], {"name": target.landmarks[self.landmark_id].name})


@command
@dataclass(frozen=True, slots=True)
class DeleteLandmark:
    """Move a landmark to the trash."""

    landmark_id: str

    def apply(self, target: Reading) -> Command:
        """Take it out of the table and keep it in the trash."""
        landmark = target.landmarks[self.landmark_id]
        index = list(target.landmarks.rows).index(self.landmark_id)
        target.landmarks.trash[landmark.id] = target.landmarks.rows.pop(landmark.id)
        return RestoreLandmark(landmark.id, index)

    def title(self, target: Reading) -> Message:
        """Such as "Delete L17"."""
        return Message("Delete {name}", {"name": target.landmarks[self.landmark_id].name})


@command
@dataclass(frozen=True, slots=True)
class RestoreLandmark:
    """Bring a landmark back from the trash."""

    landmark_id: str
    index: int = -1

    def apply(self, target: Reading) -> Command:
        """Put it back into the table."""
        marks = target.landmarks
        if self.landmark_id not in marks.trash:
            raise InvalidInput("There is no landmark with id {id} in the trash.", id=self.landmark_id)
        _insert(marks, marks.trash.pop(self.landmark_id), self.index)
        return DeleteLandmark(self.landmark_id)

    def title(self, target: Reading) -> Message:
        """Such as "Restore L17"."""
        return Message("Restore {name}", {"name": target.landmarks.trash[self.landmark_id].name})


def _insert(marks: LandmarkSet, landmark: Landmark, index: int) -> None:
    rows = list(marks.rows.items())
    rows.insert(len(rows) if index < 0 else index, (landmark.id, landmark))
    marks.rows.clear()
    marks.rows.update(rows)
