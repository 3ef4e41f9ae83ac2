"""Follows the crosshair of Check in the background: what the image content there says about the registration.

When the crosshair rests, `look_here` runs in a thread; the words go to whoever listens to `found`, and an arrow in the
moving volume's panes leads from where the registration puts the place to where its surroundings were found.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from workstation.core.errors import UserError
from workstation.core.geometry import Vector
from workstation.ui.camera import Camera, Point2, plane_point
from workstation.ui.delivery import post
from workstation.ui.follow import follow
from workstation.ui.slice_items import AMBER, ink_pen, write_text
from workstation.ui.slice_view import SliceView
from workstation.ui.text import tr
from workstation.workbench.here import Here, look_here
from workstation.workbench.workbench import Workbench

HERE = "here"  # whose layers they are
REST_MS = 120  # how long the crosshair must rest
FOUND_COLOUR = "#5fbf8a"


class HereFollower(QObject):
    """Looks at the crosshair's place whenever it rests; `found` carries a `Here`, or None while nothing is known."""

    found = Signal(object)

    def __init__(self, workbench: Workbench, panes: Iterable[SliceView], workspace: QWidget) -> None:
        super().__init__(workspace)
        self._workbench, self._workspace = workbench, workspace
        self._panes = [pane for pane in panes if pane.side == "moving"]
        self._asked: tuple[object, ...] | None = None
        self._thread: threading.Thread | None = None
        self.here: Here | None = None
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._look)
        follow(self, workbench.view_changed, self.refresh)
        follow(self, workbench.changed, self.refresh)
        follow(self, workbench.case_changed, self.refresh)

    def refresh(self, *_: object) -> None:
        """The crosshair, the case or the registration may be another one: forget what was known, and look again at rest."""
        if self._question() != self._asked:
            self._asked = None
            self._show(None)
            self._rest.start()

    def is_at_rest(self) -> bool:
        """Whether there is nothing more to be found out."""
        return not self._rest.isActive() and (self._thread is None or not self._thread.is_alive())

    def close(self) -> None:
        """Look no further."""
        self._rest.stop()
        if self._thread is not None:
            self._thread.join()

    # ---- inside

    def _question(self) -> tuple[object, ...] | None:
        """What would be looked at now, None if there is nothing to look at."""
        opened, view = self._workbench.open_case, self._workbench.view
        if opened is None or not opened.reading.active_transform or not view.overlay.warped:
            return None
        if not self._workspace.isVisible():
            return None
        return opened, opened.reading.active_transform, view.fixed_cursor_mm

    def _look(self) -> None:
        question = self._question()
        if question is None or question == self._asked:
            return
        if self._thread is not None and self._thread.is_alive():
            self._rest.start()  # a moment later
            return
        opened, point_mm = self._workbench.open_case, self._workbench.view.fixed_cursor_mm
        assert opened is not None
        try:
            forward, back = opened.fixed_to_moving, opened.moving_to_fixed
        except UserError:
            return  # the panes say so
        assert forward is not None
        assert back is not None
        self._asked = question
        case = opened.case
        self._thread = threading.Thread(
            target=self._work, args=(question, lambda: look_here(case.fixed, case.moving, forward, back, point_mm)),
            name="here", daemon=True,
        )  # fmt: skip
        self._thread.start()

    def _work(self, question: object, look: Callable[[], Here]) -> None:
        """In the thread."""
        try:
            post(self._on_arrived, question, look())
        except UserError as error:
            self._workbench.noticed.emit(error)

    def _on_arrived(self, question: object, here: Here) -> None:
        if question == self._asked:
            self._show(here)

    def _show(self, here: Here | None) -> None:
        if here is None and self.here is None:
            return
        self.here = here
        for pane in self._panes:
            known = here is not None and here.suggested_mm is not None and pane.canvas.plane is not None
            pane.set_under(HERE, (_arrow(pane, here),) if known else ())
        self.found.emit(here)


@dataclass(frozen=True, slots=True)
class ResidualArrow:
    """From where the registration puts a place (a dot) to where its surroundings were found, with the distance."""

    start: Point2
    end: Point2
    text: str
    colour: str

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw it in screen pixels; a ring where both lie together."""
        start, end = QPointF(*camera.to_screen(*self.start)), QPointF(*camera.to_screen(*self.end))
        path = QPainterPath(start)
        way = end - start
        length = (way.x() ** 2 + way.y() ** 2) ** 0.5
        if length < 12:
            path.addEllipse(end, 9, 9)
        else:
            path.lineTo(end)
            for sign in (1, -1):
                path.moveTo(end)
                path.lineTo(
                    end - QPointF(way.x() - sign * 0.5 * way.y(), way.y() + sign * 0.5 * way.x()) * (9 / length)
                )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(path, ink_pen("#000000", 3.6, 160))
        painter.strokePath(path, ink_pen(self.colour, 1.8))
        write_text(painter, end + QPointF(13, 17), self.text, QColor(self.colour))


def _arrow(pane: SliceView, here: Here | None) -> ResidualArrow:
    def place(point_mm: Vector) -> Point2:
        return plane_point(pane.plane, point_mm)

    assert here is not None
    assert here.suggested_mm is not None
    colour = FOUND_COLOUR if here.finding == "agrees" else AMBER
    return ResidualArrow(
        place(here.mapped_mm), place(here.suggested_mm), tr("{mm} mm", mm=f"{here.apart_mm:.1f}"), colour
    )
