"""A whole pair is marked without a mouse: tool, pane, crosshair, both marks, correction, confirmation, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(study, window):
    study.show_case("case1")
    window.show_workspace("annotate")
    return window


def test_a_whole_pair_by_keys_alone(qtbot, opened, study):
    rows = study.open_case.reading.landmarks
    before = len(rows)
    press = lambda key, keys=Qt.KeyboardModifier.NoModifier: qtbot.keyClick(opened, key, keys)  # noqa: E731
    press(Qt.Key.Key_2)
    start = study.view.fixed_cursor_mm
    press(Qt.Key.Key_Right, CTRL_ALT)
    press(Qt.Key.Key_Down, CTRL_ALT)
    press(Qt.Key.Key_Left, CTRL_ALT | SHIFT)
    press(Qt.Key.Key_PageDown)
    assert all(a != b for a, b in zip(start, study.view.fixed_cursor_mm, strict=True))
    assert opened.workspaces["annotate"].pair.active.side == "fixed"
    press(Qt.Key.Key_Insert)
    assert len(rows) == before + 1
    made = rows[study.view.landmark_id]
    assert made.fixed is not None
    assert made.moving is None
    press(Qt.Key.Key_F3, SHIFT)
    assert opened.workspaces["annotate"].pair.active.side == "moving"
    press(Qt.Key.Key_Insert)
    first = rows[made.id].moving
    assert first is not None
    qtbot.waitUntil(lambda: opened.actions_.actions["landmark.nudge_right"].isEnabled())
    press(Qt.Key.Key_Right, ALT)
    assert rows[made.id].moving.position_mm != first.position_mm
    qtbot.waitUntil(lambda: opened.actions_.actions["landmark.confirm"].isEnabled())
    press(Qt.Key.Key_Return)
    assert rows[made.id].state == "confirmed"
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rows[made.id].state == "placed"


def test_the_crosshair_stays_inside_and_keys_go_from_pane_to_pane(qtbot, opened, study):
    for _ in range(60):
        qtbot.keyClick(opened, Qt.Key.Key_Left, CTRL_ALT | SHIFT)
    assert study.open_case.case.fixed.grid.contains(study.view.fixed_cursor_mm)
    seen = []
    for _ in range(3):
        seen.append(opened.workspaces["annotate"].pair.active.orientation)
        qtbot.keyClick(opened, Qt.Key.Key_F3)
    assert len(set(seen)) == 3
    assert opened.workspaces["annotate"].pair.active.orientation == seen[0]
