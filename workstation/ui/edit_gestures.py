"""The gestures that edit: which one a press begins, and those that mark and move a landmark.

Each previews in the draft that the panes share and becomes exactly one command when the button is let go. Esc leaves no
trace. Nothing is previewed in the reading itself, so that a snapshot written meanwhile holds only what was done.
"""

from __future__ import annotations

import math
from dataclasses import replace

from workstation.core.errors import InvalidInput, ReadOnly
from workstation.core.geometry import Vector
from workstation.core.landmark_commands import MoveLandmark
from workstation.ui.measure_gestures import begin_measuring
from workstation.ui.outline_gestures import OutlineDrag
from workstation.ui.paint_gestures import FillDrag, PaintDrag
from workstation.ui.region_gestures import RegionDrag
from workstation.ui.tools import DRAG_PX, DraftMark, Gesture, Meaning, Pane, Pointer, point_under
from workstation.workbench.landmarks import checked_mark, jumped, other_side, placing
from workstation.workbench.open_case import OpenCase


def begin_edit(meaning: Meaning, pane: Pane, pointer: Pointer) -> Gesture | None:
    """Start a gesture that edits; None for meanings that do not."""
    opened = pane.workbench.open_case
    if opened is None or meaning not in ("landmark", "paint", "erase", "draw"):
        return None
    if opened.history.document.read_only:
        raise ReadOnly("This is open for editing in another window; here it can only be looked at.")
    if meaning == "landmark":
        landmark_id = pane.landmark_at(pointer.x, pointer.y)
        return MoveMark(pane, opened, pointer, landmark_id) if landmark_id else PlaceMark(pane, opened, pointer)
    if meaning == "draw":
        return _begin_drawing(pane, opened, pointer)
    return PaintDrag(pane, opened, pointer, erases=meaning == "erase")


def _begin_drawing(pane: Pane, opened: OpenCase, pointer: Pointer) -> Gesture:
    """What a press means with the tools that draw lines."""
    tool = pane.workbench.view.tool
    if tool == "fill":
        return FillDrag(pane, opened, pointer)
    if tool == "region":
        return RegionDrag(pane, opened, pointer)
    if tool == "ruler" or tool == "angle":
        return begin_measuring(pane, opened, pointer, tool)
    assert tool == "polygon" or tool == "livewire" or tool == "scissors", tool
    return OutlineDrag(pane, opened, pointer, tool)


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
