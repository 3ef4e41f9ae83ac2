"""The thresholds as a person changes them: by key, checked while typing, one edit of the study, named in every verdict."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from hands import open_blobs, use_transform
from workstation.core.geometry import Grid
from workstation.core.tolerance import LIMITS, Tolerance
from workstation.core.transform import Affine
from workstation.imaging.uncertainty import SEEN, ErrorMap
from workstation.ui.error_lights import LIMITS as LIGHT_LINK
from workstation.ui.help_pages import HelpWindow
from workstation.ui.main_window import MainWindow
from workstation.ui.thresholds_dialog import ThresholdsDialog
from workstation.workbench.grading import GRADERS
from workstation.workbench.workbench import Workbench


@pytest.fixture
def window(show_window, tmp_path):
    return show_window(open_blobs(tmp_path, "王医生"))


def opened_by_key(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = window.findChildren(ThresholdsDialog)
    qtbot.waitExposed(dialog)
    return dialog


def tolerance(window):
    return window.workbench.study.state.protocol.tolerance


def typed(qtbot, dialog, name, text):
    field = dialog.fields[name]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def register(bench):
    error = GRADERS["error"][0]({"before": 5.0, "after": 2.5, "largest": 3.0, "count": 9}, Tolerance())
    use_transform(bench, Affine.translation((3.0, 0, 0)), gates=(error,))


def test_a_changed_threshold_is_one_signed_edit_that_undo_takes_back(qtbot, window):
    dialog = opened_by_key(qtbot, window)
    assert "TG-132" in dialog.sources["mean_mm"].text()
    typed(qtbot, dialog, "mean_mm", "3")
    typed(qtbot, dialog, "overlap_check", "60")
    assert "will be signed by 王医生" in dialog.sources["mean_mm"].text()
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert {each.name: (each.value, each.by) for each in tolerance(window).signed} == {
        "mean_mm": (3.0, "王医生"), "overlap_check": (0.6, "王医生"),
    }  # fmt: skip
    assert "Undo in Cases" in window.notices.shown[-1].text
    window.show_workspace("cases")
    assert window.cases.undo_title() == "Undo Change thresholds"
    window.actions_.run("edit.undo")
    assert tolerance(window) == Tolerance()


def test_the_verdict_of_a_stored_result_follows_and_names_the_threshold(qtbot, window):
    register(window.workbench)
    check = window.workspaces["check"]
    assert check.panel.verdict.text() == "CHECK"
    dialog = opened_by_key(qtbot, window)
    typed(qtbot, dialog, "mean_mm", "3")
    dialog.accept()
    assert check.panel.verdict.text() == "PASS"
    check.panel._toggle_passed()
    assert "3 mm, set by 王医生 on" in check.panel.gates.text()
    assert "default 2 mm (AAPM TG-132" in check.panel.gates.text()


def test_what_makes_no_sense_cannot_be_kept_and_says_why(qtbot, window):
    dialog = opened_by_key(qtbot, window)
    typed(qtbot, dialog, "mean_mm", "7")
    assert not dialog.ok.isEnabled()
    assert "must not be above" in dialog.problem.text()
    dialog.accept()
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.resets["mean_mm"], Qt.MouseButton.LeftButton)
    assert dialog.ok.isEnabled()
    dialog.accept()
    assert tolerance(window) == Tolerance()
    assert not window.workbench.study.undo_depth or "thresholds" not in str(window.workbench.study.undo_title)


def test_all_defaults_come_back_with_one_button(qtbot, window):
    dialog = opened_by_key(qtbot, window)
    for name, limit in LIMITS.items():
        assert dialog.values()[name] == limit.default
    typed(qtbot, dialog, "dice", "0.9")
    qtbot.mouseClick(dialog.defaults, Qt.MouseButton.LeftButton)
    assert dialog.values() == {name: limit.default for name, limit in LIMITS.items()}


def test_esc_keeps_nothing_and_f1_explains(qtbot, window):
    dialog = opened_by_key(qtbot, window)
    typed(qtbot, dialog, "mean_mm", "3")
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    (page,) = dialog.findChildren(HelpWindow)
    assert "AAPM TG-132" in page.browser.toPlainText()
    page.close()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert tolerance(window) == Tolerance()


def test_the_wheel_scrolls_the_form_and_changes_no_number_under_it(qtbot, window):
    dialog = opened_by_key(qtbot, window)
    field = dialog.fields["match_fail"]
    dialog.fields["mean_mm"].setFocus()
    spot = QPointF(field.rect().center())
    wheel = QWheelEvent(
        spot, field.mapToGlobal(spot), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, wheel)
    assert dialog.values()["match_fail"] == LIMITS["match_fail"].default


def test_a_study_open_elsewhere_shows_its_thresholds_but_keeps_none(qtbot, window, tmp_path):
    second = Workbench("Li")
    second.open_study(window.workbench.folder.path)
    dialog = ThresholdsDialog(second)
    qtbot.addWidget(dialog)
    assert not dialog.ok.isEnabled()
    assert "another window" in dialog.problem.text()
    second.close()


def test_without_a_study_there_is_nothing_to_change(qtbot):
    bench = Workbench("Li")
    window = MainWindow(bench)
    qtbot.addWidget(window, before_close_func=lambda each: each.shut_down())
    assert "study" in str(window.why_disabled("study.thresholds"))


def test_the_lights_print_what_they_are_held_to_and_lead_there(qtbot, window):
    values = np.full((20, 20, 20), 0.5, np.float32)
    grid = Grid(values.shape, (3.0, 3.0, 3.0))
    error_map = ErrorMap(grid, values, 2 * values, np.full(values.shape, SEEN, np.uint8))
    use_transform(window.workbench, Affine.translation((3.0, 0, 0)), error_map)
    lights = window.workspaces["check"].panel.lights
    assert "Held to 2 mm mean, 5 mm largest (AAPM TG-132" in lights.text()
    lights.linkActivated.emit(LIGHT_LINK)
    (dialog,) = window.findChildren(ThresholdsDialog)
    typed(qtbot, dialog, "mean_mm", "0.3")
    dialog.accept()
    assert "0.3 mm, set by 王医生 on" in lights.text()
    assert lights.lights[0].verdict == "FAIL"
