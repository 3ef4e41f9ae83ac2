"""Mix-ups are told beside the table, reached with one key and put right with another; the breast is said by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.ui.breast_question import BreastQuestion

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(study, window):
    study.show_case("case1")
    window.show_workspace("annotate")
    return window


def put(study, name, place, kind=""):
    mark = Mark(place, (0, 0, 0))
    study.do(AddLandmark(Landmark(name, name, kind, "placed", fixed=mark, moving=mark)))


def test_two_names_that_were_exchanged_are_found_and_put_right_by_keys(qtbot, opened, study):
    put(study, "Mamille", (0.0, -8.0, 0.0), "nipple")
    put(study, "cyst 2 o'clock", (-9.0, 0.0, 5.0))
    put(study, "duct 10 o'clock", (9.0, 0.0, 5.0))
    annotate, rows = opened.workspaces["annotate"], study.open_case.reading.landmarks
    qtbot.waitUntil(lambda: len(annotate.landmark_help.findings.doubts) == 2)
    qtbot.waitUntil(lambda: opened.actions_.actions["landmark.next_unsure"].isEnabled())
    qtbot.keyClick(opened, Qt.Key.Key_U)
    assert study.view.landmark_id == "cyst 2 o'clock"
    assert "look exchanged" in annotate.landmarks.foot.hint.text()
    assert "Shift+I" in annotate.landmarks.foot.hint.text()
    qtbot.waitUntil(lambda: opened.actions_.actions["landmark.mend"].isEnabled())
    qtbot.keyClick(opened, Qt.Key.Key_I, SHIFT)
    assert rows["cyst 2 o'clock"].name == "duct 10 o'clock"
    assert annotate.landmark_help.findings.doubts == {}
    qtbot.keyClick(opened, Qt.Key.Key_Z, CTRL)
    assert rows["cyst 2 o'clock"].name == "cyst 2 o'clock"


@pytest.mark.parametrize(("key", "breast"), [(Qt.Key.Key_L, "left"), (Qt.Key.Key_R, "right"), (Qt.Key.Key_Escape, "")])
def test_the_breast_is_said_with_two_keys(qtbot, opened, study, key, breast):
    qtbot.waitUntil(lambda: opened.actions_.actions["landmark.breast"].isEnabled())
    qtbot.keyClick(opened, Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: opened.findChild(BreastQuestion) is not None)
    question = opened.findChild(BreastQuestion)
    assert "Nobody has said so yet" in question.text()
    qtbot.keyClick(question, key)
    qtbot.waitUntil(lambda: study.open_case.case.breast("moving") == breast)
    assert len(study.study.state.case("case1").decisions) == (2 if breast else 0)


def test_the_crosshair_is_read_out_in_both_volumes_without_a_mouse(opened, study):
    put(study, "Mamille", (0.0, -8.0, 0.0), "nipple")
    panes = opened.workspaces["annotate"].pair.panes
    study.look_at("fixed", (9.0, 0.0, 0.0))
    for side in ("fixed", "moving"):
        pane = panes[side, "coronal"]
        study.look_at(side, (9.0, 0.0, 0.0))
        assert pane._place_of_crosshair(study.open_case).startswith("3:00 – left or right breast?")
        assert panes[side, "sagittal"]._place_of_crosshair(study.open_case) == ""
