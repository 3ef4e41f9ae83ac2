"""The gestures that edit: mark and move a landmark, paint and erase labels.

Each previews in the draft that the panes share and becomes exactly one command when the button is let go. Esc leaves no
trace. Nothing is previewed in the reading itself, so that a snapshot written meanwhile holds only what was done.
"""

from __future__ import annotations

import math
import threading
from dataclasses import replace

from workstation.core.errors import InvalidInput, ReadOnly
from workstation.core.geometry import Grid, Side, Vector
from workstation.core.label_commands import PaintLabels
from workstation.core.labels import LabelMap
from workstation.core.landmark_commands import MoveLandmark
from workstation.core.study import Reading
from workstation.imaging.painting import Stroke
from workstation.ui.tools import DRAG_PX, DraftMark, Gesture, Meaning, Pane, Pointer, point_under
from workstation.workbench.landmarks import checked_mark, jumped, other_side, placing
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import Hidden


def begin_edit(meaning: Meaning, pane: Pane, pointer: Pointer) -> Gesture | None:
    """Start a gesture that edits; None for meanings that do not."""
    opened = pane.workbench.open_case
    if opened is None or meaning not in ("landmark", "paint", "erase"):
        return None
    if opened.history.document.read_only:
        raise ReadOnly("This is open for editing in another window; here it can only be looked at.")
    if meaning == "landmark":
        landmark_id = pane.landmark_at(pointer.x, pointer.y)
        return MoveMark(pane, opened, pointer, landmark_id) if landmark_id else PlaceMark(pane, opened, pointer)
    return PaintDrag(pane, opened, pointer, erases=meaning == "erase")


class PlaceMark:
    """A press of the landmark tool on free ground: the mark follows the mouse until the button is let go."""

    def __init__(self, pane: Pane, opened: OpenCase, pointer: Pointer) -> None:
        self._pane, self._opened = pane, opened
        chosen = pane.workbench.view.landmark_id
        rows = opened.reading.landmarks
        self._landmark_id = chosen if chosen in rows and rows[chosen].mark(pane.side) is None else ""
        self.move(pointer)

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        point_mm = point_under(self._pane, pointer)
        checked_mark(self._opened, self._pane.side, point_mm)
        self._pane.draft.show_mark(DraftMark(self._landmark_id, self._pane.side, point_mm))

    def release(self, pointer: Pointer) -> None:
        """Place it, choose it, and bring the crosshair there, so that the other volume shows where its twin should be."""
        workbench, side = self._pane.workbench, self._pane.side
        point_mm = point_under(self._pane, pointer)
        landmark_id, command = placing(workbench.view, self._opened, side, point_mm)
        self._pane.draft.mark = None
        workbench.do(command)
        workbench.look(replace(workbench.view, landmark_id=landmark_id))
        if self._opened.reading.landmarks[landmark_id].mark(other_side(side)) is None:
            workbench.look_at(side, point_mm)
        else:
            workbench.look(jumped(workbench.view, self._opened, landmark_id))

    def cancel(self) -> None:
        """No mark."""
        self._pane.draft.clear()


class MoveMark:
    """A press of the landmark tool on a mark: chooses the landmark; a drag moves the mark within the slice."""

    def __init__(self, pane: Pane, opened: OpenCase, pointer: Pointer, landmark_id: str) -> None:
        self._pane, self._opened, self._start, self._landmark_id = pane, opened, pointer, landmark_id
        mark = opened.reading.landmarks[landmark_id].mark(pane.side)
        assert mark is not None
        self._from = mark.position_mm
        self._moved = False
        self._grip = point_under(pane, pointer)
        workbench = pane.workbench
        workbench.look(replace(workbench.view, landmark_id=landmark_id))

    def move(self, pointer: Pointer) -> None:
        """Follow, once the hand has moved; a confirmed landmark is locked."""
        if not self._moved and math.dist((pointer.x, pointer.y), (self._start.x, self._start.y)) <= DRAG_PX:
            return
        landmark = self._opened.reading.landmarks[self._landmark_id]
        if landmark.state == "confirmed":
            raise InvalidInput("{name} is confirmed and locked; set its state back to move it.", name=landmark.name)
        self._moved = True
        self._pane.draft.show_mark(DraftMark(self._landmark_id, self._pane.side, self._place(pointer)))

    def release(self, pointer: Pointer) -> None:
        """Move it as one edit, or only choose it and jump there."""
        workbench, side = self._pane.workbench, self._pane.side
        if self._moved:
            mark = checked_mark(self._opened, side, self._place(pointer))
            self._pane.draft.mark = None
            workbench.do(MoveLandmark(self._landmark_id, side, mark))
        workbench.look(jumped(workbench.view, self._opened, self._landmark_id))

    def cancel(self) -> None:
        """The mark stays where it was."""
        self._pane.draft.clear()

    def _place(self, pointer: Pointer) -> Vector:
        """Where the mark is dragged to: by as much as the hand has moved, so that it does not jump under the pointer."""
        now = point_under(self._pane, pointer)
        x, y, z = (start + there - grip for start, there, grip in zip(self._from, now, self._grip, strict=True))
        return x, y, z


class PaintDrag:
    """A stroke of the brush; it paints on a copy of the labels, which costs nothing until it is touched."""

    def __init__(self, pane: Pane, opened: OpenCase, pointer: Pointer, *, erases: bool) -> None:
        self._pane, self._erases = pane, erases
        view, side = pane.workbench.view, pane.side
        self._value = self._subject(opened, pointer)
        pane.workbench.look(replace(view, hidden=_showing(view.hidden, view.brush.value)))
        labels = opened.reading.labels[side].copy()
        writable = writable_labels(opened.reading, view.hidden.segments - {view.brush.value})
        self._labels = labels
        self._stroke = Stroke(
            labels, opened.case.volume(side).grid, view.brush.radius_mm, 0 if erases else view.brush.value,
            view.brush.shape, pane.plane, None if len(writable) == 256 else writable,
        )  # fmt: skip
        self.move(pointer)

    def move(self, pointer: Pointer) -> None:
        """Paint along."""
        if self._stroke.move(point_under(self._pane, pointer)) is not None:
            self._pane.draft.show_labels(self._pane.side, self._labels)

    def release(self, pointer: Pointer) -> None:
        """Make the stroke one edit; a stroke that changed nothing is none."""
        patch = self._stroke.finish()
        draft = self._pane.draft
        if patch.changes:
            draft.labels.clear()  # the edit that follows draws the panes anew
            self._pane.workbench.do(
                PaintLabels(self._pane.side, patch, "erase" if self._erases else "paint", self._value)
            )
        else:
            draft.clear()

    def cancel(self) -> None:
        """The labels stay as they were."""
        self._pane.draft.clear()

    def _subject(self, opened: OpenCase, pointer: Pointer) -> int:
        """The label that the edit is named after: the one painted with, or the one erased first."""
        brush = self._pane.workbench.view.brush
        segment = opened.reading.segments.get(brush.value)
        if self._erases:
            return label_at(opened, self._pane.side, point_under(self._pane, pointer)) or brush.value
        if segment is None:
            raise InvalidInput("There is no label to paint with; add one to the label table.")
        if segment.locked:
            raise InvalidInput("{name} is locked; unlock it in the label table to paint it.", name=segment.name)
        return brush.value


def warm_up() -> threading.Thread:
    """Load what compiled code the brush needs in a background thread, so that the first stroke does not wait for it.

    Returns the running thread. It is not a daemon: a compiler must not be cut off by the end of the program.
    """
    thread = threading.Thread(target=_paint_once, name="brush-warm-up")
    thread.start()
    return thread


def _paint_once() -> None:
    grid = Grid((2, 2, 2), (1.0, 1.0, 1.0))
    Stroke(LabelMap(grid.shape_zyx), grid, 1.0, 1, over=range(255)).move((0.0, 0.0, 0.0))


def writable_labels(reading: Reading, hidden: frozenset[int]) -> frozenset[int]:
    """The label values that a stroke may overwrite: all but locked ones and those that cannot be seen."""
    protected = {value for value, segment in reading.segments.items() if segment.locked} | hidden
    return frozenset(range(256)) - protected


def label_at(opened: OpenCase, side: Side, point_mm: Vector) -> int:
    """The label of the voxel nearest to a point, 0 outside the volume."""
    grid = opened.case.volume(side).grid
    if not grid.contains(point_mm):
        return 0
    x, y, z = (round(i) for i in grid.to_index(point_mm).tolist())
    return int(opened.reading.labels[side].read((slice(z, z + 1), slice(y, y + 1), slice(x, x + 1)))[0, 0, 0])


def _showing(hidden: Hidden, value: int) -> Hidden:
    """Nobody paints what cannot be seen: the labels and the one at work are shown."""
    return replace(hidden, labels=False, segments=hidden.segments - {value})
