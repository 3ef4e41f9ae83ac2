"""Which parts of a reading a command changes, so that views redraw only what is affected."""

from __future__ import annotations

from typing import Literal

from workstation.core.bookmarks import AddBookmark, RemoveBookmark, RenameBookmark
from workstation.core.commands import Command, Group
from workstation.core.label_commands import AddSegment, EditSegment, PaintLabels, RemoveSegment
from workstation.core.landmark_commands import (
    AddLandmark,
    AddRepeat,
    DeleteLandmark,
    DiscardLandmark,
    DropRepeat,
    EditLandmark,
    MoveLandmark,
    RecallSuggestion,
    RefuseSuggestion,
    RestoreLandmark,
    SealRoles,
    UnsealRoles,
)
from workstation.core.measurements import AddMeasurement, MoveMeasurement, RemoveMeasurement
from workstation.core.study_commands import AddTransform, RemoveTransform, UseTransform

Part = Literal["landmarks", "fixed labels", "moving labels", "segments", "transforms", "measurements", "bookmarks"]

_LANDMARKS = (
    AddLandmark, DiscardLandmark, MoveLandmark, EditLandmark, DeleteLandmark, RestoreLandmark, SealRoles, UnsealRoles,
    AddRepeat, DropRepeat, RefuseSuggestion, RecallSuggestion,
)  # fmt: skip
_MEASUREMENTS = (AddMeasurement, RemoveMeasurement, MoveMeasurement)
_BOOKMARKS = (AddBookmark, RemoveBookmark, RenameBookmark)
_SEGMENTS = (AddSegment, EditSegment, RemoveSegment)
_TRANSFORMS = (AddTransform, RemoveTransform, UseTransform)


def touches(command: Command) -> frozenset[Part]:
    """The parts of a reading that look different after a command; empty for edits of anything else."""
    if isinstance(command, Group):
        return frozenset[Part]().union(*(touches(each) for each in command.commands))
    if isinstance(command, PaintLabels):
        return frozenset(("fixed labels",) if command.side == "fixed" else ("moving labels",))
    if isinstance(command, _LANDMARKS):
        return frozenset(("landmarks",))
    if isinstance(command, _SEGMENTS):
        return frozenset(("segments",))
    if isinstance(command, _MEASUREMENTS):
        return frozenset(("measurements",))
    if isinstance(command, _BOOKMARKS):
        return frozenset(("bookmarks",))
    return frozenset(("transforms",)) if isinstance(command, _TRANSFORMS) else frozenset()
