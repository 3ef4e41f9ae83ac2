import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from hands import hold, let_go, move, open_blobs, use_transform, wheel
from workstation.core.transform import Affine
from workstation.ui import loupe as module
from workstation.ui.camera import Camera
from workstation.ui.loupe import LoupeLayer, magnified

Z = Qt.Key.Key_Z


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """The loupe's clock in seconds, which stands still unless a test sets it: a tap is short however slow the machine."""
    now = [0.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def window(show_window, tmp_path):
    bench = open_blobs(tmp_path)
    use_transform(bench, Affine.translation((3.0, 0.0, 0.0)))
    return show_window(bench)


def loupe(pane):
    return next((layer for layer in pane.canvas.layers if isinstance(layer, LoupeLayer)), None)


def test_what_lies_under_the_mouse_stays_there_and_is_so_much_larger():
    camera = Camera((3.0, 4.0), 0.2, (300, 200))
    larger = magnified(camera, 120, 70, 2.5)
    assert larger.to_plane(120, 70) == pytest.approx(camera.to_plane(120, 70))
    assert larger.mm_per_px == pytest.approx(0.08)


def test_a_tap_of_z_switches_the_loupe_on_and_another_off(window):
    pane = window.workspaces["check"].native.panes["fixed", "coronal"]
    move(pane, QPoint(100, 80))
    hold(pane, Z)
    let_go(pane, Z)
    assert (loupe(pane).x, loupe(pane).y) == (100, 80)
    move(pane, QPoint(130, 90))
    assert loupe(pane).x == 130
    hold(pane, Z)
    let_go(pane, Z)
    assert loupe(pane) is None


def test_held_it_is_there_as_long_as_the_key_is_down_and_the_wheel_magnifies(window, now):
    pane = window.workspaces["check"].native.panes["fixed", "coronal"]
    bench = window.workbench
    cursor, scale, times = bench.view.fixed_cursor_mm, pane.camera.mm_per_px, bench.view.loupe_times
    move(pane, QPoint(100, 80))
    hold(pane, Z)
    assert loupe(pane) is not None
    wheel(pane, 2)
    assert bench.view.loupe_times > times
    assert (bench.view.fixed_cursor_mm, pane.camera.mm_per_px) == (cursor, scale)
    let_go(pane, Z)  # the wheel was turned: no tap, however quick it was
    assert loupe(pane) is None
    hold(pane, Z)
    now[0] += 2.0
    let_go(pane, Z)
    assert loupe(pane) is None
    assert not bench.view.loupe


def test_the_menu_switches_it_too(window):
    window.actions_.run("view.loupe")
    window.actions_.refresh()
    assert window.actions_.actions["view.loupe"].isChecked()


@pytest.mark.parametrize("mode", ["blend", "edges", "wipe"])
def test_in_overlays_it_shows_the_moving_volume_through_the_registration(qtbot, window, mode):
    page = window.workspaces["check"]
    window.actions_.run(f"overlay.{mode}")
    qtbot.waitUntil(page.pictures.is_at_rest, timeout=30_000)
    pane = page.overlay.panes["fixed", "coronal"]
    window.actions_.run("view.loupe")
    move(pane, QPoint(pane.width() // 2, pane.height() // 2))
    pixels, levels = loupe(pane).other
    moving = page.pictures._moving["coronal"]
    assert pixels is moving.pixels
    assert levels == (window.workbench.view.moving_window.low, window.workbench.view.moving_window.high)


def test_the_ring_is_filled_with_the_larger_picture(qtbot, window):
    pane = window.workspaces["check"].native.panes["fixed", "coronal"]
    x, y, times = pane.width() // 2, pane.height() // 2, 3.0
    found = QImage(pane.size(), QImage.Format.Format_RGB32)
    found.fill(QColor("#000000"))
    painter = QPainter(found)
    LoupeLayer(pane.canvas, x, y, times).paint(painter, pane.camera)
    painter.end()
    expected = QImage(pane.size(), QImage.Format.Format_RGB32)
    expected.fill(QColor("#000000"))
    painter = QPainter(expected)
    pane.canvas.draw_magnified(painter, magnified(pane.camera, x, y, times))
    painter.end()
    for dx, dy in ((0, 0), (-20, 10), (15, -25)):
        assert found.pixel(x + dx, y + dy) == expected.pixel(x + dx, y + dy)
    assert found.pixel(3, 3) == QColor("#000000").rgb()
    values = {found.pixel(x + dx, y) for dx in range(-30, 31)}
    assert np.ptp([QColor(each).red() for each in values]) > 0
