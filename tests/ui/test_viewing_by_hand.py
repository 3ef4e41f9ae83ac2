"""Every viewing gesture in both mouse presets, and true size with what it goes by."""

import math

import pytest
from PySide6.QtCore import QPoint, Qt

from hands import CTRL, MIDDLE, RIGHT, SHIFT, click, drag, hold, let_go, move, open_blobs, wheel
from workstation.core.errors import Message
from workstation.ui.loupe import LoupeLayer
from workstation.ui.true_size import BAR_PX, USUAL_MM_PER_PX, CalibrationDialog, scale_of, screen_key
from workstation.workbench.viewing_settings import ViewingSettings, save_viewing


@pytest.fixture
def window(show_window, tmp_path):
    return show_window(open_blobs(tmp_path))


@pytest.fixture(params=["annotator", "reader"])
def preset(request, window):
    if request.param == "reader":
        window.actions_.run("app.mouse")
    assert window.is_on("app.mouse") == (request.param == "reader")
    return request.param


@pytest.mark.parametrize("workspace", ["annotate", "check"])
def test_every_viewing_gesture_works_in_both_presets(qtbot, window, preset, workspace):
    bench = window.workbench
    window.show_workspace(workspace)
    page = window.workspaces[workspace]
    pair = page.pair if workspace == "annotate" else page.native
    pane = pair.panes["fixed", "coronal"]
    a, b = QPoint(pane.width() // 2 - 30, pane.height() // 2), QPoint(pane.width() // 2 + 25, pane.height() // 2 + 20)
    scale, edits = pane.camera.mm_per_px, bench.open_case.history.undo_depth
    wheel(pane, 3, CTRL, a)
    assert pane.camera.mm_per_px < scale
    for button in (MIDDLE, RIGHT):
        camera = pane.camera
        drag(pane, a, b, button)
        assert pane.camera != camera
    camera = pane.camera
    hold(pane, Qt.Key.Key_Space)
    drag(pane, a, b)
    let_go(pane, Qt.Key.Key_Space)
    assert pane.camera.centre != camera.centre
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F)
    assert pane.canvas.is_fitted
    cursor = bench.view.fixed_cursor_mm
    wheel(pane, 1)
    assert bench.view.fixed_cursor_mm != cursor
    click(pane, b)
    assert (
        math.dist(bench.view.fixed_cursor_mm, pane.plane.point_at(*pane.plane.pixel_of(bench.view.fixed_cursor_mm))) < 1
    )
    cursor = bench.view.fixed_cursor_mm
    move(pane, a, SHIFT)
    assert bench.view.fixed_cursor_mm != cursor
    levels = bench.view.fixed_window
    hold(pane, Qt.Key.Key_W)
    drag(pane, a, b)
    let_go(pane, Qt.Key.Key_W)
    assert bench.view.fixed_window != levels
    move(pane, a)
    hold(pane, Qt.Key.Key_Z)
    assert any(isinstance(layer, LoupeLayer) for layer in pane.canvas.layers)
    wheel(pane, 1)
    let_go(pane, Qt.Key.Key_Z)
    qtbot.mouseDClick(pane.canvas, Qt.MouseButton.LeftButton, pos=b)
    assert pair.maximised is pane
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert pair.maximised is None
    assert bench.open_case.history.undo_depth == edits


def test_the_left_drag_is_the_window_for_a_reader_and_the_crosshair_for_an_annotator(window, preset):
    window.show_workspace("check")
    bench, pane = window.workbench, window.workspaces["check"].native.panes["fixed", "coronal"]
    levels, cursor = bench.view.fixed_window, bench.view.fixed_cursor_mm
    drag(pane, QPoint(60, 60), QPoint(110, 80))
    assert (bench.view.fixed_window != levels) == (preset == "reader")
    assert (bench.view.fixed_cursor_mm != cursor) == (preset == "annotator")


def test_true_size_says_that_it_goes_by_what_the_screen_tells(window):
    window.show_workspace("check")
    told = []
    window.workbench.noticed.connect(told.append)
    window.actions_.run("view.true_size")
    pane = window.workspaces["check"].native.panes["fixed", "coronal"]
    screen = pane.screen()
    assert pane.camera.mm_per_px == pytest.approx(screen.physicalSize().width() / screen.size().width())
    (said,) = (each for each in told if isinstance(each, Message))
    assert "as the screen says" in str(said)


def test_a_ruler_on_the_screen_counts_more_and_is_remembered(qtbot, window):
    window.show_workspace("check")
    window.actions_.run("view.true_size_calibrate")
    dialog = window.workspaces["check"].findChild(CalibrationDialog)
    dialog.length.setValue(120.0)
    dialog.accept()
    pane = window.workspaces["check"].native.panes["moving", "sagittal"]
    assert pane.camera.mm_per_px == pytest.approx(120.0 / BAR_PX)
    assert scale_of(pane.screen()).source == "measured"
    assert "as you measured" in str(scale_of(pane.screen()).message)


def test_a_screen_that_does_not_know_its_size_is_not_believed(qapp):
    class Silent:
        def __init__(self, screen):
            self._screen = screen

        def __getattr__(self, name):
            return getattr(self._screen, name)

        def physicalSize(self):
            return self._screen.physicalSize() * 0.001

    screen = Silent(qapp.primaryScreen())
    assert (scale_of(screen).source, scale_of(screen).mm_per_px) == ("guess", USUAL_MM_PER_PX)
    save_viewing(ViewingSettings(mm_per_px={screen_key(screen): 0.2}))
    assert scale_of(screen).mm_per_px == 0.2
