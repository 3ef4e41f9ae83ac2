"""A person's hands for window tests: click, drag, scroll and hold keys in a pane, at places given in millimetres.

bench = open_blobs(tmp_path)               a study with one small pair, open
click(pane, (1.0, 2.0, 3.0))               left click where that point of the pane's slice lies
drag(pane, start_mm, end_mm)               press, move in three steps, release
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from phantoms import shifted_blobs
from workstation.core.geometry import Vector
from workstation.core.study import CaseEntry, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Transform
from workstation.ui.slice_view import SliceView
from workstation.workbench.workbench import Workbench

LEFT = Qt.MouseButton.LeftButton
RIGHT = Qt.MouseButton.RightButton
MIDDLE = Qt.MouseButton.MiddleButton
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT_MM: Vector = (3.0, 0.0, 0.0)


def open_blobs(folder: Path, reader: str = "reader") -> Workbench:
    """A new study whose only case, two small volumes 3 mm apart, is open."""
    bench = Workbench(reader)
    bench.new_study(folder / "study")
    pair = shifted_blobs(SHIFT_MM)
    bench.add_case(CaseEntry("case"), pair.fixed, pair.moving)
    bench.show_case("case")
    return bench


def use_transform(bench: Workbench, transform: Transform, error_map=None, title="Shift", gates=()) -> None:
    """Put a transform to use as the result of a registration of the open case."""
    bench.folder.write_transform("case", "t1", transform, {}, error_map)
    bench.do(AddTransform(TransformRecord("t1", "shift", title, gates=gates)))
    bench.do(UseTransform("t1"))


def place(pane: SliceView, point_mm: Vector) -> QPoint:
    """Where a point of the pane's slice lies, in pixels."""
    return pane.screen_point(point_mm).toPoint()


def click(pane: SliceView, at: Vector | QPoint, button=LEFT, keys=PLAIN) -> None:
    """Press and release a button at a place."""
    press(pane, at, button, keys)
    release(pane, at, button, keys)


def press(pane: SliceView, at: Vector | QPoint, button=LEFT, keys=PLAIN) -> None:
    """Press a button at a place."""
    QTest.mousePress(pane.canvas, button, keys, _pixels(pane, at))


def release(pane: SliceView, at: Vector | QPoint, button=LEFT, keys=PLAIN) -> None:
    """Let a button go at a place."""
    QTest.mouseRelease(pane.canvas, button, keys, _pixels(pane, at))


def move(pane: SliceView, at: Vector | QPoint, keys=PLAIN, buttons=Qt.MouseButton.NoButton) -> None:
    """Move the mouse to a place."""
    position = QPointF(_pixels(pane, at))
    event = QMouseEvent(
        QEvent.Type.MouseMove, position, pane.canvas.mapToGlobal(position), Qt.MouseButton.NoButton, buttons, keys
    )
    QApplication.sendEvent(pane.canvas, event)


def drag(pane: SliceView, start: Vector | QPoint, end: Vector | QPoint, button=LEFT, keys=PLAIN) -> None:
    """Press, move in three steps, release."""
    first, last = _pixels(pane, start), _pixels(pane, end)
    press(pane, first, button, keys)
    for step in (1, 2, 3):
        move(pane, first + (last - first) * step / 3, keys, button)
    release(pane, last, button, keys)


def wheel(pane: SliceView, steps: int, keys=PLAIN, at: QPoint | None = None) -> None:
    """Turn the wheel, positive away from the hand."""
    position = QPointF(at or pane.canvas.rect().center())
    event = QWheelEvent(
        position, pane.canvas.mapToGlobal(position), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane.canvas, event)


def hold(pane: SliceView, key: Qt.Key) -> None:
    """Press a key and keep it down."""
    QTest.keyPress(pane.canvas, key)


def let_go(pane: SliceView, key: Qt.Key) -> None:
    """Let a key go."""
    QTest.keyRelease(pane.canvas, key)


def _pixels(pane: SliceView, at: Vector | QPoint) -> QPoint:
    return at if isinstance(at, QPoint) else place(pane, at)
