import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from hands import LEFT, drag, hold, let_go, move, open_blobs, press, release, use_transform, wheel
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.planes import ORIENTATIONS
from workstation.core.rotation import NONE
from workstation.core.transform import Affine
from workstation.ui.oblique_items import TurnedCrosshair, TurnHandles, handle_points

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(show_window, tmp_path):
    bench = open_blobs(tmp_path)
    use_transform(bench, Affine.translation((3.0, 0.0, 0.0)))
    return show_window(bench)


def native(window):
    return window.workspaces["check"].native.panes


def handle(pane):
    points = handle_points(pane.camera, pane.cursor_on_plane(), pane.crosshair.lines(pane.plane))
    return QPoint(*(round(each) for each in points[0][1:]))


def turned_about(pane, point, degrees):
    """Where a point of the screen goes when it is turned about the crosshair, clockwise."""
    x, y = pane.camera.to_screen(*pane.cursor_on_plane())
    a, dx, dy = math.radians(degrees), point.x() - x, point.y() - y
    return QPoint(
        round(x + dx * math.cos(a) - dy * math.sin(a)), round(y + dx * math.sin(a) + dy * math.cos(a))
    )  # fmt: skip


@pytest.mark.parametrize("preset", ["annotator", "reader"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_dragging_a_handle_turns_the_other_planes_of_both_volumes(window, preset, orientation):
    pane = native(window)["fixed", orientation]
    pane.hand.mouse_preset = preset
    plane, levels = pane.plane, window.workbench.view.fixed_window
    start = handle(pane)
    drag(pane, start, turned_about(pane, start, 30))
    view = window.workbench.view
    assert math.hypot(*view.turn_deg) == pytest.approx(30, abs=1.5)
    assert (pane.plane, view.fixed_window) == (plane, levels)
    for side in ("fixed", "moving"):
        for each in set(ORIENTATIONS) - {orientation}:
            shown = native(window)[side, each].plane
            assert abs(np.asarray(view.turn_deg) @ shown.normal) < 1e-4  # they turned about this pane's normal
    for each in ORIENTATIONS:
        normals = [native(window)[side, each].plane.normal for side in ("fixed", "moving")]
        np.testing.assert_allclose(*normals, atol=1e-6)


def test_shift_turns_in_steps_and_escape_takes_the_drag_back(qtbot, window):
    pane = native(window)["moving", "coronal"]
    start = handle(pane)
    press(pane, start)
    move(pane, turned_about(pane, start, 23), SHIFT, LEFT)
    assert math.hypot(*window.workbench.view.turn_deg) == pytest.approx(25, abs=1e-6)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Escape)
    release(pane, start)
    assert window.workbench.view.turn_deg == NONE


def test_keys_turn_by_degrees_and_r_puts_the_planes_straight(qtbot, window):
    page = window.workspaces["check"]
    page.native.activate(native(window)["fixed", "transverse"])
    straight = {key: pane.plane for key, pane in native(window).items()}
    assert window.actions_.why_disabled("view.straighten") is not None
    qtbot.keyClick(page, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(page, Qt.Key.Key_Right, CTRL | SHIFT)
    assert math.hypot(*window.workbench.view.turn_deg) == pytest.approx(6)
    qtbot.keyClick(page, Qt.Key.Key_Left, CTRL)
    qtbot.keyClick(page, Qt.Key.Key_Left, CTRL | SHIFT)
    assert not window.workbench.view.is_oblique
    qtbot.keyClick(page, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(window.actions_.actions["view.straighten"].isEnabled)
    qtbot.keyClick(page, Qt.Key.Key_R)
    assert {key: pane.plane for key, pane in native(window).items()} == straight
    assert all(pane.canvas.is_fitted for pane in native(window).values())


def test_the_crosshair_stays_where_it_is_while_planes_turn(window):
    pane = native(window)["fixed", "transverse"]
    wheel(pane, 3, CTRL)
    window.workbench.look_at("fixed", (4.0, 3.0, 2.0))
    at, scale = pane.screen_point(window.workbench.view.fixed_cursor_mm), pane.camera.mm_per_px
    window.workspaces["check"].native.activate(native(window)["fixed", "coronal"])
    for _ in range(5):
        window.actions_.run("view.turn_right")
    after = pane.screen_point(window.workbench.view.fixed_cursor_mm)
    assert (after.x(), after.y()) == pytest.approx((at.x(), at.y()), abs=0.01)
    assert pane.camera.mm_per_px == scale
    assert any(isinstance(layer, TurnedCrosshair) for layer in pane.canvas.layers)


def test_landmarks_lie_where_they_are_on_a_turned_plane(window):
    bench = window.workbench
    opened = bench.open_case
    for _ in range(4):
        window.actions_.run("view.turn_right")
    pane = native(window)["fixed", "transverse"]
    point = pane.plane.point_at(pane.plane.rows * 0.6, pane.plane.columns * 0.4)
    assert opened.case.fixed.grid.contains(point)
    off = tuple((np.asarray(point) + 20 * pane.plane.normal).tolist())
    bench.do(AddLandmark(Landmark("a", "here", fixed=opened.mark_at("fixed", point))))
    bench.do(AddLandmark(Landmark("b", "elsewhere", fixed=opened.mark_at("fixed", off))))
    (glyph,) = pane.glyphs
    assert glyph.landmark_id == "a"
    assert glyph.in_slice
    at = pane.screen_point(point)
    assert pane.landmark_at(at.x(), at.y()) == "a"


def test_handles_are_shown_in_the_pane_under_the_mouse_only(window):
    panes = native(window)
    move(panes["fixed", "coronal"], QPoint(30, 30))
    shown = [
        key for key, pane in panes.items() if any(isinstance(layer, TurnHandles) for layer in pane.canvas.layers)
    ]  # fmt: skip
    assert shown == [("fixed", "coronal")]


def test_drawing_asks_for_straight_planes_and_landmarks_do_not(qtbot, window):
    bench = window.workbench
    window.show_workspace("annotate")
    window.actions_.run("view.turn_right")
    pane = window.workspaces["annotate"].pair.panes["fixed", "sagittal"]
    told = []
    bench.noticed.connect(told.append)
    window.actions_.run("tool.paint")
    drag(pane, QPoint(60, 50), QPoint(90, 60))
    assert "press R first" in str(told[-1])
    assert not bench.open_case.reading.labels["fixed"].block_keys()
    window.actions_.run("tool.landmark")
    middle = pane.plane.point_at(pane.plane.rows // 2 + 3, pane.plane.columns // 2 + 4)
    press(pane, middle)
    release(pane, middle)
    (landmark,) = (each for each in bench.open_case.reading.landmarks if each.fixed)
    assert math.dist(landmark.fixed.position_mm, middle) <= pane.camera.mm_per_px
    assert abs(pane.plane.distance_of(np.array([landmark.fixed.position_mm]))[0]) < 1e-6


def test_the_other_gestures_work_on_turned_planes_too(window):
    bench = window.workbench
    window.actions_.run("view.turn_right")
    pane = native(window)["fixed", "sagittal"]
    before = bench.view.fixed_cursor_mm
    wheel(pane, 2)
    assert bench.view.fixed_cursor_mm != before
    hold(pane, Qt.Key.Key_W)
    drag(pane, QPoint(40, 40), QPoint(80, 40))
    let_go(pane, Qt.Key.Key_W)
    assert bench.view.turn_deg != NONE
    window.actions_.run("view.slab_thicker")
    assert pane.canvas.pixels.shape == (pane.plane.rows, pane.plane.columns)
