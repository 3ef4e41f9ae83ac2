"""Ruler and angle: a drag draws a ruler, three clicks an angle, a drag of an end moves it; all stay with the case."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Side, Vector
from workstation.core.measurements import AddMeasurement, Kind, Measurement, MoveMeasurement
from workstation.ui.camera import plane_point
from workstation.ui.outline_gestures import HANDLE_PX
from workstation.ui.tools import DRAG_PX, Pane, Pointer, point_under
from workstation.workbench.importing import new_id
from workstation.workbench.open_case import OpenCase

SHORTEST_PX = 4.0


@dataclass(eq=False)
class AngleDraft:
    """The first points of an angle; the next clicks add the others."""

    pane: Pane
    points_mm: list[Vector] = field(default_factory=list)
    ahead_mm: Vector | None = None

    @property
    def side(self) -> Side:
        """The volume it is drawn in."""
        return self.pane.side

    def accept(self) -> None:
        """Not complete yet."""
        raise InvalidInput("An angle needs three points: an end, the corner, the other end.")

    def discard(self) -> None:
        """Leave no trace."""
        self.pane.draft.show_pending(None, self.side)

    def step_back(self) -> None:
        """Take the last point back."""
        self.points_mm.pop()
        self.pane.draft.show_pending(self if self.points_mm else None, self.side)

    def hover(self, pane: Pane, pointer: Pointer) -> None:
        """Show the next arm."""
        if pane.side == self.side:
            self.ahead_mm = point_under(pane, pointer)
            self.pane.draft.show_pending(self, self.side)


def begin_measuring(pane: Pane, opened: OpenCase, pointer: Pointer, kind: Kind) -> RulerDrag | AngleClick | MoveEnd:
    """Start what a press of a measuring tool means: hold an end that is there, or begin a new measurement."""
    held = end_at(pane, opened, pointer)
    if held is not None and pane.draft.pending is None:
        return MoveEnd(pane, *held)
    if not opened.case.volume(pane.side).grid.contains(point_under(pane, pointer)):
        raise InvalidInput("This place lies outside the volume.")
    return RulerDrag(pane, pointer) if kind == "ruler" else AngleClick(pane, pointer)


def end_at(pane: Pane, opened: OpenCase, pointer: Pointer) -> tuple[Measurement, int] | None:
    """The measurement, and which of its points, under the pointer in this slice."""
    for each in opened.reading.measurements.values():
        if each.side != pane.side:
            continue
        for number, point in enumerate(each.points_mm):
            near = math.dist(pane.camera.to_screen(*plane_point(pane.plane, point)), (pointer.x, pointer.y))
            off_mm = abs(float(pane.plane.normal @ [p - o for p, o in zip(point, pane.plane.origin_mm, strict=True)]))
            if near <= HANDLE_PX and off_mm <= HANDLE_PX * pane.camera.mm_per_px:
                return each, number
    return None


class RulerDrag:
    """A drag from end to end."""

    def __init__(self, pane: Pane, pointer: Pointer) -> None:
        self._pane, self._start = pane, pointer
        self._from = point_under(pane, pointer)

    def move(self, pointer: Pointer) -> None:
        """Show the ruler and its length."""
        self._pane.draft.show_measurement(self._measurement(pointer))

    def release(self, pointer: Pointer) -> None:
        """Keep it as one edit; a click is none."""
        measurement = self._measurement(pointer)
        self._pane.draft.show_measurement(None, self._pane.side)
        if math.dist((pointer.x, pointer.y), (self._start.x, self._start.y)) >= SHORTEST_PX:
            self._pane.workbench.do(AddMeasurement(measurement))

    def cancel(self) -> None:
        """No ruler."""
        self._pane.draft.show_measurement(None, self._pane.side)

    def _measurement(self, pointer: Pointer) -> Measurement:
        return Measurement(new_id(), "ruler", self._pane.side, (self._from, point_under(self._pane, pointer)))


class AngleClick:
    """A click of the angle tool: the first two wait, the third completes it."""

    def __init__(self, pane: Pane, pointer: Pointer) -> None:
        self._pane = pane
        pending = pane.draft.pending
        if pending is not None and not isinstance(pending, AngleDraft):
            raise InvalidInput("Answer the proposal first: Enter keeps it, Esc drops it.")
        if pending is not None and pending.side != pane.side:
            raise InvalidInput("Finish the angle in its own volume first, or drop it with Esc.")
        self._angle = pending or AngleDraft(pane)

    def move(self, pointer: Pointer) -> None:
        """The point goes where the button is let go."""
        self._angle.hover(self._pane, pointer)

    def release(self, pointer: Pointer) -> None:
        """Add the point; the third makes it an edit."""
        angle, draft = self._angle, self._pane.draft
        angle.points_mm.append(point_under(self._pane, pointer))
        if len(angle.points_mm) < 3:
            draft.show_pending(angle, angle.side)
            return
        draft.show_pending(None, angle.side)
        self._pane.workbench.do(AddMeasurement(Measurement(new_id(), "angle", angle.side, tuple(angle.points_mm))))

    def cancel(self) -> None:
        """The point is not added."""


class MoveEnd:
    """A drag of an end of a ruler or angle that is there."""

    def __init__(self, pane: Pane, measurement: Measurement, number: int) -> None:
        self._pane, self._measurement, self._number = pane, measurement, number
        self._start: Pointer | None = None

    def move(self, pointer: Pointer) -> None:
        """Show it with the end where the mouse is."""
        self._start = self._start or pointer
        self._pane.draft.show_measurement(self._moved(pointer))

    def release(self, pointer: Pointer) -> None:
        """Move the end as one edit."""
        self._pane.draft.show_measurement(None, self._pane.side)
        start = self._start
        if start is not None and math.dist((pointer.x, pointer.y), (start.x, start.y)) > DRAG_PX:
            self._pane.workbench.do(MoveMeasurement(self._measurement.id, self._moved(pointer).points_mm))

    def cancel(self) -> None:
        """It stays where it was."""
        self._pane.draft.show_measurement(None, self._pane.side)

    def _moved(self, pointer: Pointer) -> Measurement:
        points = list(self._measurement.points_mm)
        points[self._number] = point_under(self._pane, pointer)
        return replace(self._measurement, points_mm=tuple(points))
