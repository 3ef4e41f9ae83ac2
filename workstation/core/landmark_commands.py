"""Edits of landmarks: add, place and move, describe, delete and restore; and of what was suggested: refuse, recall."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from workstation.core.commands import Command, command
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import Side, Vector
from workstation.core.landmarks import Landmark, LandmarkSet, Mark, Repeat, Role, Seal
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
        if self.field == "role" and target.landmarks.is_sealed(before.id):
            raise InvalidInput("The role of {name} was drawn by lot and is sealed.", name=before.name)
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


@command
@dataclass(frozen=True, slots=True)
class SealRoles:
    """Give pairs the roles that were drawn for them, and seal them: none can be chosen by hand afterwards."""

    seal: Seal
    roles: tuple[tuple[str, Role], ...]  # landmark id and role

    def apply(self, target: Reading) -> Command:
        """Set the roles; a pair that was drawn before is refused."""
        marks = target.landmarks
        rows = [marks[landmark_id] for landmark_id, _ in self.roles]
        if again := next((row.name for row in rows if marks.is_sealed(row.id)), None):
            raise InvalidInput("The role of {name} was drawn by lot and is sealed.", name=again)
        before = tuple((row.id, row.role) for row in rows)
        _set_roles(marks, self.roles)
        marks.seals = (*marks.seals, self.seal)
        return UnsealRoles(before)

    def title(self, target: Reading) -> Message:
        """Such as "Draw 12 held-out landmarks"."""
        count = sum(role == "held out" for _, role in self.roles)
        return Message("Draw {count} held-out landmarks", {"count": count})


@command
@dataclass(frozen=True, slots=True)
class UnsealRoles:
    """Take the last draw back: only undo does so, and the journal keeps both."""

    roles: tuple[tuple[str, Role], ...]

    def apply(self, target: Reading) -> Command:
        """Give the pairs the roles they had."""
        marks = target.landmarks
        if not marks.seals:
            raise InvalidInput("No roles were drawn.")
        rows = [marks[landmark_id] for landmark_id, _ in self.roles]
        before, seal = tuple((row.id, row.role) for row in rows), marks.seals[-1]
        _set_roles(marks, self.roles)
        marks.seals = marks.seals[:-1]
        return SealRoles(seal, before)

    def title(self, target: Reading) -> Message:
        """Always "Take the draw back"."""
        return Message("Take the draw back")


@command
@dataclass(frozen=True, slots=True)
class AddRepeat:
    """Keep where a reader put a mark a second time."""

    repeat: Repeat

    def apply(self, target: Reading) -> Command:
        """Add it; the landmark itself stays where it is."""
        if self.repeat.id in target.landmarks.repeats:
            raise InvalidInput("The id {id} is in use.", id=self.repeat.id)
        target.landmarks.repeats[self.repeat.id] = self.repeat
        return DropRepeat(self.repeat.id)

    def title(self, target: Reading) -> Message:
        """Always "Mark again": the name is not said, because the repeat is blind."""
        return Message("Mark again")


@command
@dataclass(frozen=True, slots=True)
class DropRepeat:
    """Forget a repeated mark: the inverse of adding it."""

    repeat_id: str

    def apply(self, target: Reading) -> Command:
        """Remove it."""
        if self.repeat_id not in target.landmarks.repeats:
            raise InvalidInput("There is no repeated mark with id {id}.", id=self.repeat_id)
        return AddRepeat(target.landmarks.repeats.pop(self.repeat_id))

    def title(self, target: Reading) -> Message:
        """Always "Forget mark"."""
        return Message("Forget repeated mark")


@command
@dataclass(frozen=True, slots=True)
class RefuseSuggestion:
    """Say that no landmark is wanted at a place of the fixed volume that the program suggested."""

    position_mm: Vector

    def apply(self, target: Reading) -> Command:
        """Keep the place; one that is refused already is not taken again."""
        marks = target.landmarks
        if self.position_mm in marks.refused:
            raise InvalidInput(
                "A suggestion at {place} is refused already; undo lets it be suggested again.", place=self.position_mm
            )
        marks.refused = (*marks.refused, self.position_mm)
        return RecallSuggestion(self.position_mm)

    def title(self, target: Reading) -> Message:
        """Always "Refuse suggestion"."""
        return Message("Refuse suggestion")


@command
@dataclass(frozen=True, slots=True)
class RecallSuggestion:
    """Let a place be suggested again: the inverse of refusing it."""

    position_mm: Vector

    def apply(self, target: Reading) -> Command:
        """Forget the place."""
        marks = target.landmarks
        if self.position_mm not in marks.refused:
            raise InvalidInput("No suggestion was refused at {place}.", place=self.position_mm)
        marks.refused = tuple(each for each in marks.refused if each != self.position_mm)
        return RefuseSuggestion(self.position_mm)

    def title(self, target: Reading) -> Message:
        """Always "Suggest again"."""
        return Message("Suggest again")


def _set_roles(marks: LandmarkSet, roles: tuple[tuple[str, Role], ...]) -> None:
    for landmark_id, role in roles:
        marks.rows[landmark_id] = replace(marks.rows[landmark_id], role=role)


def _insert(marks: LandmarkSet, landmark: Landmark, index: int) -> None:
    rows = list(marks.rows.items())
    rows.insert(len(rows) if index < 0 else index, (landmark.id, landmark))
    marks.rows.clear()
    marks.rows.update(rows)
