"""What colleagues' files become in a reading: edits that can be undone, with the decision how the file was read.

A landmark of a file belongs to one of the table if their ids are the same, else if both its marks are at the same
places, else if both hold its name just once; then only the marks that the file has are placed. All others are added.
Importing a file twice therefore changes nothing the second time.

The labels of a file get values of our table: that of the same name, else their own where it is free, else a free one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from workstation.core.commands import Command, Group
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Grid, Side
from workstation.core.label_commands import AddSegment, EditSegment, PaintLabels
from workstation.core.labels import LAYERS, LabelArray, LabelMap, LabelPatch, Segment
from workstation.core.landmark_commands import AddLandmark, MoveLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import ImportRecord, Reading, TransformRecord
from workstation.core.study_commands import IMPORTED, NoteImport
from workstation.workbench.importing import new_id
from workstation.workbench.label_layers import free_layer

Match = Literal["id", "place", "name", "new"]
Change = Literal["added", "placed", "same", "locked"]
Keep = Literal["file", "mine", "replace", "layer"]


@dataclass(frozen=True, slots=True)
class ArrivingLandmark:
    """A landmark of a file, the one of the reading that it is (None: new), how that was found, and what will change."""

    landmark: Landmark
    partner: Landmark | None
    match: Match
    change: Change
    commands: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class LandmarkPlan:
    """What an import of landmarks would do.

    Parameters
    ----------
    doubled : names that the file holds more than once
    outside : how many marks lie outside their scan
    """

    rows: tuple[ArrivingLandmark, ...]
    doubled: tuple[str, ...] = ()
    outside: int = 0

    @property
    def command(self) -> Group | None:
        """The edit, None if there is nothing to change."""
        commands = tuple(each for row in self.rows for each in row.commands)
        return Group("Import landmarks", commands) if commands else None

    @property
    def pairs(self) -> int:
        """How many landmarks of the file are placed in both scans."""
        return sum(bool(row.landmark.fixed and row.landmark.moving) for row in self.rows)

    def matched(self, match: Match) -> int:
        """How many were found in this way."""
        return sum(row.match == match for row in self.rows)

    def changed(self, change: Change) -> int:
        """To how many this will happen."""
        return sum(row.change == change for row in self.rows)


def landmark_plan(
    reading: Reading,
    landmarks: Iterable[Landmark],
    grids: Mapping[Side, Grid] | None = None,
    by_name: bool = True,
) -> LandmarkPlan:
    """What bringing landmarks of a file into a reading would do; confirmed landmarks are locked and stay as they are.

    `grids` are asked which marks lie outside the scans. Without `by_name`, a name alone makes no landmark the same.
    """
    arriving = list(landmarks)
    names = Counter(each.name for each in arriving)
    outside = 0
    for side, grid in (grids or {}).items():
        places = [mark.position_mm for each in arriving if (mark := each.mark(side)) is not None]
        outside += int((~grid.contains(np.array(places).reshape(-1, 3))).sum())
    table = _Table(reading, names if by_name else Counter())
    rows = tuple(_arriving(reading, each, *table.partner(each)) for each in arriving)
    return LandmarkPlan(rows, tuple(name for name, count in names.items() if count > 1), outside)


def landmark_import(reading: Reading, landmarks: Iterable[Landmark]) -> Group | None:
    """The edit that brings landmarks of a file into a reading; None if there is nothing to change."""
    return landmark_plan(reading, landmarks).command


def proposed_values(reading: Reading, segments: Iterable[Segment]) -> dict[int, int]:
    """For each label value of a file the value it gets here: of the same name, else its own, else a free one.

    Raises
    ------
    InvalidInput : the table would hold more than 255 labels.
    """
    ours = {each.name.strip().casefold(): value for value, each in reversed(reading.segments.items())}
    arriving = {each.value: each for each in segments}
    found = {value: ours[name] for value, each in arriving.items() if (name := each.name.strip().casefold()) in ours}
    taken = set(reading.segments) | set(found.values())
    for value, each in arriving.items():
        if value in found:
            continue
        says_nothing = each.name == f"label {value}"  # of such a label no more is known than its value
        if value not in taken or (says_nothing and value not in found.values()):
            found[value] = value
        else:
            found[value] = _free(taken | arriving.keys())
        taken.add(found[value])
    return found


def label_import(
    reading: Reading,
    side: Side,
    labels: Sequence[LabelArray],
    segments: Iterable[Segment],
    values: Mapping[int, int] | None = None,
    keep: Keep = "replace",
) -> Group | None:
    """The edit that brings the labels of a file into one volume, with its rows of the label table.

    A value that the reading knows keeps the reading's name and colour, and its layer if it is drawn; protected labels keep
    their voxels.

    Parameters
    ----------
    labels : all layers of the file (z, y, x) on the volume's grid, lowest first
    values : the value here for each of the file; 0 leaves it out, one that is not named stays what it is
    keep : where both have drawn something, "file" has the voxel, or "mine"; with "replace" nothing else of ours stays; with
        "layer" labels that are new here lie on layers of their own, where they take nothing from anybody
    """
    table = np.arange(256, dtype=np.uint8)
    for theirs, ours in (values or {}).items():
        table[theirs] = ours
    rows = [replace(each, value=int(table[each.value])) for each in segments if table[each.value]]
    layers = _layers(reading, rows, keep)
    locked = [value for value, each in reading.segments.items() if each.locked]
    commands: list[Command] = []
    drawn: set[int] = set()
    for number in range(LAYERS):
        before = reading.layer(side, number)
        here = np.array([layers.get(value, 0) == number for value in range(256)])
        arriving = np.where(here[table], table, 0).astype(np.uint8)
        _check_overlap(labels, arriving, rows)
        after = _combined(before, labels, arriving, keep, locked)
        patch: LabelPatch = after.difference_from(before)
        if patch.changes:
            commands.append(PaintLabels(side, patch, "import", layer=number))
        drawn |= after.values()
    commands[:0] = _table_edits(reading, {row.value: row for row in reversed(rows) if row.value in drawn}, layers)
    return Group("Import labels", tuple(commands)) if commands else None


def noted(edit: Group, note: ImportRecord) -> Group:
    """The edit together with the note how it was decided, as one step."""
    return Group(edit.template, (*edit.commands, NoteImport(note)))


def import_note(kind: str, file: str, sha256: str, decision: Message, by: str, at: str) -> ImportRecord:
    """The note to keep with an import: which file, and how and by whom its reading was decided."""
    return ImportRecord(new_id(), kind, file, sha256, str(decision), by, at)


def imported_record(file_name: str, decision: Message, created: str, versions: dict[str, str]) -> TransformRecord:
    """The record of a transform that came from a file: which file, and how and by whom its reading was decided."""
    settings: dict[str, object] = {"file": file_name, "reading": str(decision)}
    title = f"Imported {file_name}"
    return TransformRecord(new_id(), IMPORTED, title, settings=settings, created=created, versions=versions)


def _arriving(reading: Reading, each: Landmark, known: Landmark | None, match: Match) -> ArrivingLandmark:
    if known is None:
        is_free = each.id not in reading.landmarks.rows and each.id not in reading.landmarks.trash
        added = each if is_free else replace(each, id=new_id())
        return ArrivingLandmark(each, None, "new", "added", (AddLandmark(added),))
    moves = tuple(
        MoveLandmark(known.id, side, mark, "place")
        for side in SIDES
        if (mark := each.mark(side)) is not None and not _is_there(known, each, side)
    )
    if not moves:
        return ArrivingLandmark(each, known, match, "same")
    is_locked = known.state == "confirmed"
    return ArrivingLandmark(each, known, match, "locked" if is_locked else "placed", () if is_locked else moves)


class _Table:
    """Finds the landmark of a reading that an arriving one is."""

    def __init__(self, reading: Reading, arriving_names: Mapping[str, int]) -> None:
        self._rows = reading.landmarks
        self._arriving_names = arriving_names
        self._places = {place: row for row in reading.landmarks if (place := _both_places(row)) is not None}
        self._names = Counter(row.name for row in reading.landmarks)
        self._named = {row.name: row for row in reading.landmarks}

    def partner(self, arriving: Landmark) -> tuple[Landmark | None, Match]:
        """The landmark, None if it is new, and how it was found."""
        if arriving.id in self._rows:
            return self._rows[arriving.id], "id"
        place = _both_places(arriving)
        if place is not None and place in self._places:
            return self._places[place], "place"
        is_once = self._names[arriving.name] == 1 == self._arriving_names.get(arriving.name, 0)
        return (self._named[arriving.name], "name") if is_once else (None, "new")


def _both_places(landmark: Landmark) -> tuple[float, ...] | None:
    """Where it lies in both volumes, to a hundredth of a millimetre; None if it is not placed in both."""
    if landmark.fixed is None or landmark.moving is None:
        return None
    return tuple(round(value, 2) for value in (*landmark.fixed.position_mm, *landmark.moving.position_mm))


def _is_there(known: Landmark, arriving: Landmark, side: Side) -> bool:
    """Whether the reading's mark is already at the arriving one's place."""
    here, there = known.mark(side), arriving.mark(side)
    return here is not None and there is not None and here.position_mm == there.position_mm


def _free(taken: set[int]) -> int:
    found = next((value for value in range(1, 256) if value not in taken), 0)
    if not found:
        raise InvalidInput("The label table is full: it holds 255 labels; remove some first.")
    return found


def _layers(reading: Reading, rows: Sequence[Segment], keep: Keep) -> dict[int, int]:
    """The layer of every label, by its value here: ours where we have drawn with it, else that of the file."""
    ours = {value: each.layer for value, each in reading.segments.items()}
    if keep != "layer" and not any(row.layer for row in rows):
        return {row.value: 0 for row in rows} | ours
    drawn = reading.drawn("fixed") | reading.drawn("moving")
    free = [row for row in rows if row.value not in drawn]
    first = free_layer(reading) if keep == "layer" and free else 0
    found = {row.value: first + row.layer for row in reversed(free)}
    if found and max(found.values()) >= LAYERS:
        raise InvalidInput("The file needs more layers than are free; import it into another case, or combine labels.")
    return ours | found


def _table_edits(reading: Reading, rows: Mapping[int, Segment], layers: Mapping[int, int]) -> list[Command]:
    """What changes in the label table for labels that come in: rows that are missing, and their layers."""
    edits: list[Command] = []
    for value, row in sorted(rows.items()):
        known = reading.segments.get(value)
        if known is None:
            edits.append(AddSegment(replace(row, layer=layers[value])))
        elif known.layer != layers[value]:
            edits.append(EditSegment(value, "layer", layers[value]))
    return edits


def _check_overlap(layers: Sequence[LabelArray], table: LabelArray, rows: Sequence[Segment]) -> None:
    """Refuse labels that overlap in the file and lie on one layer here, as one of them would lose voxels unseen."""
    if len(layers) < 2 or not table.any():
        return
    seen = table[layers[0]]
    for labels in layers[1:]:
        more = table[labels]
        if ((seen > 0) & (more > 0) & (seen != more)).any():
            names = ", ".join(row.name for row in rows if row.value in table)
            raise InvalidInput("These labels overlap in the file but lie on one layer here: {names}. Move one of them to "
                               "another layer first.", names=names)  # fmt: skip
        np.copyto(seen, more, where=more > 0)


def _combined(
    before: LabelMap, layers: Sequence[LabelArray], table: LabelArray, keep: Keep, locked: Sequence[int]
) -> LabelMap:  # fmt: skip
    """Ours and theirs laid over one another, block by block, so that no copy of the whole map is made."""
    after = before.copy()
    for key, _, box in before.blocks_in(before.everything):
        theirs = table[layers[0][box]]
        for labels in layers[1:]:
            theirs = _over(theirs, table[labels[box]])
        ours = before.block(key)
        if ours is None:
            if theirs.any():
                after.block_for_writing(key)[:] = theirs
            continue
        mixed = theirs if keep == "replace" else _over(*((ours, theirs) if keep == "mine" else (theirs, ours)))
        if locked:
            mixed = np.where(np.isin(ours, locked), ours, mixed)
        if not np.array_equal(mixed, ours):
            after.block_for_writing(key)[:] = mixed
    after.touch()
    return after


def _over(first: LabelArray, second: LabelArray) -> LabelArray:
    """The first, and the second where the first is empty."""
    return np.where(first > 0, first, second)
