"""The reliability figure as a person meets it: by key or link, with this case's points, to be saved and copied."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from hands import open_blobs, use_transform
from phantoms import shifted_blobs
from workstation.core.geometry import Grid
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.transform import Affine
from workstation.imaging.uncertainty import SEEN, ErrorMap
from workstation.imaging.uncertainty.reliability import Reliability
from workstation.ui import dialogs
from workstation.ui.error_lights import BELIEVE
from workstation.ui.reliability_dialog import ReliabilityDialog
from workstation.ui.reliability_plot import ON_PAPER, picture
from workstation.workbench.reliability import ReliabilityReport

GRID = Grid((40, 40, 40), (3.0, 3.0, 3.0), (-30.0, -30.0, -30.0))


@pytest.fixture
def window(show_window, tmp_path):
    return show_window(open_blobs(tmp_path))


def register(bench):
    values = np.full(GRID.shape_zyx, 0.5, np.float32)
    error_map = ErrorMap(GRID, values, 2 * values, np.full(GRID.shape_zyx, SEEN, np.uint8))
    use_transform(bench, Affine.translation((1.0, 0, 0)), error_map)
    opened = bench.open_case
    for mark in shifted_blobs((3.0, 0, 0)).landmarks:
        marks = {side: opened.mark_at(side, getattr(mark, f"{side}_mm")) for side in ("fixed", "moving")}
        bench.do(AddLandmark(Landmark(mark.id, mark.name, state="placed", **marks)))


def shown(window):
    (dialog,) = window.findChildren(ReliabilityDialog)
    return dialog


def test_a_key_shows_the_curves_and_this_case_and_the_numbers_can_be_taken_along(qtbot, window, tmp_path, monkeypatch):
    assert "No registration" in str(window.why_disabled("case.reliability"))
    register(window.workbench)
    qtbot.waitUntil(window.actions_.actions["case.reliability"].isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = shown(window)
    count = len(window.workbench.open_case.reading.landmarks.correspondences())
    assert f"0 of {count} held-out landmarks lie below" in dialog.words.text()
    assert "simulated" in dialog.words.text()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + 4 * 10 + count
    assert lines[-1].split("\t")[2:] == ["0.500", "2.000", "1.000"]
    monkeypatch.setattr(dialogs, "choose_file_to_write", lambda *_: tmp_path / "figure.png")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert QImage(str(tmp_path / "figure.png")).width() == 640 * 3


def test_the_line_under_the_lights_leads_to_it(window):
    register(window.workbench)
    lights = window.workspaces["check"].panel.lights
    assert "Can this be believed?" in lights.text()
    lights.linkActivated.emit(BELIEVE)
    assert shown(window).isVisible()


def test_a_prediction_that_was_right_lies_on_the_line(qapp):
    """The dot of a curve is drawn where its error says, on both axes alike."""
    spots = {}
    for mm in (0.2, 1.0, 5.0):
        curve = Reliability("x", "x", 10, 1, 1.0, 1.0, (mm,), (mm,), (mm,))
        image = picture(ReliabilityReport((curve,)), 400, 400, 1.0)
        wanted = QColor(ON_PAPER.curves[0])
        found = [
            (x, y) for x in range(400) for y in range(330)
            if QColor(image.pixel(QPoint(x, y))).rgb() == wanted.rgb()
        ]  # fmt: skip
        spots[mm] = np.mean(found, axis=0)
    steps = np.diff([spots[mm] for mm in spots], axis=0)
    np.testing.assert_allclose(steps[0], steps[1], atol=1.5)  # a factor of five each time
    assert steps[0][0] > 0 > steps[0][1]
