"""What colleagues' files become in a reading: edits that can be undone, with the decision how the file was read.

A landmark of a file belongs to one of the table if their ids are the same, else if both hold its name just once; then
only the marks that the file has are placed. All others are added. Importing a file twice therefore changes nothing
the second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workstation.core.commands import Command, Group
from workstation.core.errors import Message
from workstation.core.geometry import SIDES, Side
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import LabelArray, LabelMap, Segment
from workstation.core.landmark_commands import AddLandmark, MoveLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import Reading, TransformRecord
from workstation.workbench.importing import new_id

METHOD = "imported"


def landmark_import(reading: Reading, landmarks: Iterable[Landmark]) -> Group | None:
    """The edit that brings landmarks of a file into a reading; None if there is nothing to change.

    Confirmed landmarks are locked and stay as they are.
    """
    arriving = list(landmarks)
    commands: list[Command] = []
    for each in arriving:
        known = _partner(reading, each, arriving)
        if known is None:
            is_free = each.id not in reading.landmarks.rows and each.id not in reading.landmarks.trash
            commands.append(AddLandmark(each if is_free else _with_new_id(each)))
        elif known.state != "confirmed":
            commands += [
                MoveLandmark(known.id, side, mark, "place")
                for side in SIDES
                if (mark := each.mark(side)) is not None and not _is_there(known, each, side)
            ]
    return Group("Import landmarks ({count})", tuple(commands)) if commands else None


def label_import(reading: Reading, side: Side, labels: LabelArray, segments: Iterable[Segment]) -> Group | None:
    """The edit that replaces the labels of one volume by those of a file, with its rows of the label table.

    A value that the reading knows keeps the reading's name and colour.
    """
    after = LabelMap.from_array(labels)
    drawn = after.values()
    commands: list[Command] = [
        AddSegment(each) for each in segments if each.value in drawn and each.value not in reading.segments
    ]
    patch = after.difference_from(reading.labels[side])
    if patch.changes:
        commands.append(PaintLabels(side, patch, "import"))
    return Group("Import labels", tuple(commands)) if commands else None


def imported_record(file_name: str, decision: Message, created: str, versions: dict[str, str]) -> TransformRecord:
    """The record of a transform that came from a file: which file, and how and by whom its reading was decided."""
    settings: dict[str, object] = {"file": file_name, "reading": str(decision)}
    return TransformRecord(new_id(), METHOD, file_name, settings=settings, created=created, versions=versions)


def _partner(reading: Reading, arriving: Landmark, all_arriving: list[Landmark]) -> Landmark | None:
    """The landmark of the reading that an arriving one is, None if it is new."""
    if arriving.id in reading.landmarks:
        return reading.landmarks[arriving.id]
    named = [row for row in reading.landmarks if row.name == arriving.name]
    is_unique = len(named) == 1 and sum(each.name == arriving.name for each in all_arriving) == 1
    return named[0] if is_unique else None


def _is_there(known: Landmark, arriving: Landmark, side: Side) -> bool:
    """Whether the reading's mark is already at the arriving one's place."""
    here, there = known.mark(side), arriving.mark(side)
    return here is not None and there is not None and here.position_mm == there.position_mm


def _with_new_id(landmark: Landmark) -> Landmark:
    return replace(landmark, id=new_id())
