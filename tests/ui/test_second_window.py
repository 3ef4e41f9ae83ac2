import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication

from hands import click, open_blobs, wheel
from workstation.ui.second_window import ACTION, NAME, SHORT, frame_for
from workstation.workbench.viewing_settings import WindowPlace, load_viewing


@pytest.fixture
def window(show_window, tmp_path):
    return show_window(open_blobs(tmp_path), "annotate")


@pytest.fixture
def second(qtbot, window):
    window.actions_.run(ACTION)
    second = window.second.window
    qtbot.waitExposed(second)
    second.activateWindow()
    qtbot.waitUntil(second.isActiveWindow)
    return second


def test_the_second_window_follows_the_crosshair_and_leads_it(window, second):
    bench = window.workbench
    pane = second.active
    assert pane.side == "moving"
    bench.look_at("fixed", (2.0, 3.0, 4.0))
    assert pane.canvas.plane is not None
    np.testing.assert_allclose(bench.view.moving_cursor_mm, pane.workbench.view.moving_cursor_mm)
    click(pane, QPoint(pane.canvas.width() // 3, pane.canvas.height() // 3))
    there = bench.view.moving_cursor_mm
    wheel(pane, 2)
    assert bench.view.moving_cursor_mm != there


def test_keys_of_a_viewer_work_in_it_on_its_own_panes(qtbot, window, second):
    bench = window.workbench
    main = window.workspaces["annotate"].pair
    second.page.activate(second.page.panes["moving", "transverse"])
    before = bench.view.moving_cursor_mm
    qtbot.keyClick(second.active.canvas, Qt.Key.Key_PageDown)
    assert bench.view.moving_cursor_mm[2] != before[2]
    qtbot.keyClick(second.active.canvas, Qt.Key.Key_I)
    assert not bench.view.smooth
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(second.active.canvas, Qt.Key.Key_1, both)
    assert second.arrangement.kind == "1x1"
    assert main.arrangement.kind == "large"


@pytest.mark.parametrize("name", SHORT)
def test_everything_that_can_be_shown_comes_and_goes_cleanly(qtbot, window, second, name):
    second.shows.setCurrentIndex(second.shows.findData(name))
    assert second.page.isVisible()
    window.workbench.look_at("fixed", (1.0, 1.0, 1.0))
    second.close()
    assert window.second.window is None
    assert load_viewing().places[NAME].shows == name


def test_it_opens_again_where_it_lay_and_shows_what_it_showed(qtbot, window, second):
    second.setGeometry(40, 50, 420, 310)
    second.shows.setCurrentIndex(second.shows.findData("fixed"))
    qtbot.keyClick(second.active.canvas, Qt.Key.Key_F12)
    assert window.second.window is None
    window.actions_.run(ACTION)
    again = window.second.window
    assert again.geometry() == QRect(40, 50, 420, 310)
    assert again.active.side == "fixed"


def test_a_screen_that_is_gone_is_not_used_again(qapp):
    screens, here = QGuiApplication.screens(), QGuiApplication.primaryScreen()
    gone = WindowPlace(5000, 100, 800, 600, "a screen that was unplugged")
    assert here.geometry().contains(frame_for(gone, screens, here))
    beside = WindowPlace(5000, 100, 800, 600, here.name())
    assert here.geometry().contains(frame_for(beside, screens, here))


def test_the_readers_mouse_holds_there_too(window, second):
    window.actions_.run("app.mouse")
    assert second.active.hand.mouse_preset == "reader"
    second.shows.setCurrentIndex(second.shows.findData("both"))
    assert second.active.hand.mouse_preset == "reader"
    window.actions_.run("app.mouse")


def test_closing_the_program_closes_it(window, second):
    window.second.shut_down()
    assert window.second.window is None


def test_without_a_case_there_is_nothing_to_show(window):
    window.workbench.close_case()
    assert window.second.why_disabled() is not None


def test_keys_go_from_pane_to_pane_in_it(qtbot, second):
    before = second.active
    qtbot.keyClick(before.canvas, Qt.Key.Key_F3)
    assert second.active.orientation != before.orientation
