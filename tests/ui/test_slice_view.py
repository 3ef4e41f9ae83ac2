from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from hands import CTRL, LEFT, MIDDLE, RIGHT, SHIFT, click, drag, hold, let_go, move, open_blobs, place, press, wheel
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import LabelMap, Segment
from workstation.core.planes import edge_letters
from workstation.core.volume import Provenance
from workstation.imaging.sampling import sample_plane
from workstation.ui.slice_items import Badge, Caption, Crosshair, EdgeLetters, ScaleBar, round_length
from workstation.ui.slice_view import SliceView
from workstation.workbench.view import pane_plane


@pytest.fixture
def bench(tmp_path):
    bench = open_blobs(tmp_path)
    yield bench
    bench.close()


@pytest.fixture
def pane(shown, bench):
    return shown(SliceView(bench, "fixed", "coronal"), 400, 300)


def layer(pane, kind):
    return next(each for each in pane.canvas.layers if isinstance(each, kind))


def slice_number(pane):
    return int(layer(pane, Caption).detail.split(" / ")[0])


@pytest.mark.parametrize("orientation", ["coronal", "transverse", "sagittal"])
def test_a_pane_shows_its_volume_as_it_is(shown, bench, orientation):
    pane, volume = shown(SliceView(bench, "moving", orientation), 400, 300), bench.open_case.case.moving
    expected = sample_plane(
        volume.voxels, volume.grid, pane_plane(bench.view, bench.open_case.case, "moving", orientation)
    )
    np.testing.assert_array_equal(pane.canvas.pixels, expected)
    assert layer(pane, EdgeLetters).letters == edge_letters(pane.plane)


def test_ten_millimetres_are_equally_long_both_ways_although_voxels_are_not_cubes(pane):
    origin = place(pane, pane.plane.origin_mm)
    right = np.asarray(pane.plane.right_mm) / np.linalg.norm(pane.plane.right_mm) * 10
    down = np.asarray(pane.plane.down_mm) / np.linalg.norm(pane.plane.down_mm) * 10
    along = place(pane, tuple(np.add(pane.plane.origin_mm, right))) - origin
    across = place(pane, tuple(np.add(pane.plane.origin_mm, down))) - origin
    assert along.y() == across.x() == 0
    assert along.x() == pytest.approx(across.y(), abs=1)


def test_the_wheel_goes_slice_by_slice_and_shift_five_at_a_time(pane):
    first = slice_number(pane)
    wheel(pane, -1)
    assert slice_number(pane) == first + 1
    wheel(pane, 1, SHIFT)
    assert slice_number(pane) == first - 4


def test_the_wheel_stops_at_the_last_slice(pane):
    for _ in range(20):
        wheel(pane, -1, SHIFT)
    number, count = layer(pane, Caption).detail.split(" / ")
    assert number == count


def test_ctrl_wheel_zooms_and_keeps_the_point_under_the_mouse(pane):
    at = QPoint(120, 90)
    point, scale = pane.camera.to_plane(120, 90), pane.camera.mm_per_px
    wheel(pane, 3, CTRL, at)
    assert pane.camera.mm_per_px < scale
    assert pane.camera.to_plane(120, 90) == pytest.approx(point)


def test_a_click_puts_the_crosshair_and_the_other_volume_follows(pane, bench):
    before = np.subtract(bench.view.moving_cursor_mm, bench.view.fixed_cursor_mm)
    click(pane, (6.0, 0.6, 9.0))
    assert bench.view.fixed_cursor_mm == pytest.approx((6.0, 0.6, 9.0), abs=pane.camera.mm_per_px)
    np.testing.assert_allclose(np.subtract(bench.view.moving_cursor_mm, bench.view.fixed_cursor_mm), before, atol=1e-9)
    assert pane.camera.to_screen(*layer(pane, Crosshair).at) == pytest.approx(
        place(pane, (6.0, 0.6, 9.0)).toTuple(), abs=1
    )


def test_shift_and_a_moving_mouse_take_the_crosshair_along(pane, bench):
    move(pane, (5.0, 0.6, 4.0), SHIFT)
    assert bench.view.fixed_cursor_mm[0] == pytest.approx(5.0, abs=pane.camera.mm_per_px)
    move(pane, (9.0, 0.6, 4.0))
    assert bench.view.fixed_cursor_mm[0] == pytest.approx(5.0, abs=pane.camera.mm_per_px)


@pytest.mark.parametrize("button", [MIDDLE, RIGHT])
def test_dragging_with_the_other_buttons_moves_the_picture_and_nothing_else(pane, bench, button):
    view, camera = bench.view, pane.camera
    drag(pane, QPoint(200, 150), QPoint(230, 110), button)
    assert pane.camera != camera
    assert bench.view == view


def test_space_and_left_drag_pan_and_a_tap_of_space_is_told(qtbot, pane, bench):
    view, camera = bench.view, pane.camera
    hold(pane, Qt.Key.Key_Space)
    drag(pane, QPoint(200, 150), QPoint(230, 110))
    with qtbot.assertNotEmitted(pane.tool_tapped):
        let_go(pane, Qt.Key.Key_Space)
    assert pane.camera == camera.panned(30, -40)
    assert bench.view == view
    with qtbot.waitSignal(pane.tool_tapped):
        hold(pane, Qt.Key.Key_Space)
        let_go(pane, Qt.Key.Key_Space)


def test_w_and_left_drag_change_the_window_of_this_volume_only(pane, bench):
    before = bench.view
    hold(pane, Qt.Key.Key_W)
    drag(pane, QPoint(200, 150), QPoint(240, 150))
    let_go(pane, Qt.Key.Key_W)
    assert bench.view == before.with_window("fixed", bench.view.fixed_window)
    assert bench.view.fixed_window != before.fixed_window


def test_esc_gives_a_window_drag_back(pane, bench):
    before = bench.view
    hold(pane, Qt.Key.Key_W)
    press(pane, QPoint(200, 150))
    move(pane, QPoint(260, 150), buttons=LEFT)
    assert bench.view != before
    hold(pane, Qt.Key.Key_Escape)
    assert bench.view == before


def test_in_the_reader_preset_a_drag_is_a_window_and_a_click_a_crosshair(pane, bench):
    pane.hand.mouse_preset = "reader"
    cursor, window = bench.view.fixed_cursor_mm, bench.view.fixed_window
    drag(pane, QPoint(200, 150), QPoint(240, 150))
    assert bench.view.fixed_cursor_mm == cursor
    assert bench.view.fixed_window != window
    click(pane, (6.0, 0.6, 9.0))
    assert bench.view.fixed_cursor_mm != cursor


def test_the_window_changes_what_is_black_and_white(pane, bench):
    bench.look(bench.view.with_window("fixed", replace(bench.view.fixed_window, low=254, high=255)))
    pane.canvas.repaint()
    dark = np.array([pane.grab().toImage().pixelColor(x, 140).lightness() for x in range(80, 320, 7)])
    bench.look(bench.view.with_window("fixed", replace(bench.view.fixed_window, low=0, high=1)))
    light = np.array([pane.grab().toImage().pixelColor(x, 140).lightness() for x in range(80, 320, 7)])
    assert np.median(dark) == 0
    assert np.median(light) == 255


def test_value_place_and_label_are_read_under_the_mouse(pane, bench):
    volume = bench.open_case.case.fixed
    bench.do(AddSegment(Segment(99, "scar", "#ff0000")))
    labels = LabelMap(volume.grid.shape_zyx)
    labels.write((slice(14, 15), slice(16, 17), slice(18, 19)), np.full((1, 1, 1), 99, np.uint8))
    bench.do(PaintLabels("fixed", labels.difference_from(LabelMap(labels.shape))))
    point = volume.grid.point_of((18, 16, 14))
    bench.look_at("fixed", point)
    move(pane, point)
    value, place_mm, voxel, label = pane.read_out.split("   ")
    assert int(value) == volume.voxels.whole()[14, 16, 18]
    assert [float(part) for part in place_mm.removesuffix(" mm").split(", ")] == pytest.approx(point, abs=0.5)
    assert (voxel, label) == ("[18, 16, 14]", "scar")


def test_nothing_is_read_beside_the_volume_or_after_the_mouse_has_left(pane):
    move(pane, QPoint(2, 2))
    assert pane.read_out == ""
    move(pane, QPoint(200, 150))
    assert pane.read_out
    pane.hand.leave()
    assert pane.read_out == ""


def test_doubtful_geometry_is_amber_and_its_reason_one_hover_away(shown, bench):
    case = bench.open_case.case
    doubtful = replace(case.fixed, provenance=Provenance(state="doubtful", doubt="the file says 1.0 for everything"))
    bench.open_case.case = replace(case, fixed=doubtful)
    pane = shown(SliceView(bench, "fixed", "coronal"), 400, 300)
    badge = layer(pane, Badge)
    assert not layer(pane, ScaleBar).trusted
    move(pane, badge.rect(pane.canvas.small_font, pane.camera).center().toPoint())
    assert "the file says 1.0 for everything" in pane.canvas.toolTip()
    move(pane, QPoint(200, 150))
    assert pane.canvas.toolTip() == ""


def test_a_jump_takes_a_magnified_pane_along(pane, bench):
    wheel(pane, 12, CTRL, QPoint(150, 120))
    bench.look_at("fixed", (20.0, 0.6, -14.0))
    assert pane.camera.shows(*pane.cursor_on_plane())


def test_a_resized_pane_stays_fitted_until_somebody_zooms(qtbot, pane):
    scale = pane.camera.mm_per_px
    pane.resize(800, 600)
    qtbot.waitUntil(lambda: pane.camera.mm_per_px < scale)
    wheel(pane, 3, CTRL)
    scale = pane.camera.mm_per_px
    pane.resize(400, 300)
    qtbot.waitUntil(lambda: pane.canvas.width() == 400)
    assert pane.camera.mm_per_px == scale
    pane.fit()
    assert pane.camera.mm_per_px > scale


def test_a_hidden_pane_waits_until_it_is_seen(qtbot, bench, pane):
    pane.hide()
    before = pane.plane
    bench.scroll("fixed", "coronal", 5)
    assert pane.plane == before
    pane.show()
    qtbot.waitUntil(lambda: pane.plane != before)


def test_a_closed_case_leaves_an_empty_pane(bench, pane):
    bench.close_case()
    assert pane.canvas.plane is None
    assert pane.canvas.pixels is None
    click(pane, QPoint(100, 100))
    wheel(pane, 1)


def test_input_methods_do_not_swallow_letters(pane):
    assert not pane.canvas.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize(
    ("longest", "length"), [(1.0, 1), (1.9, 1), (2.0, 2), (4.9, 2), (5.0, 5), (99, 50), (0.37, 0.2)]
)
def test_scale_bars_have_round_lengths(longest, length):
    assert round_length(longest) == pytest.approx(length)


def test_a_slab_combines_the_slices_around_the_pane_s_own(shown, tmp_path):
    bench = open_blobs(tmp_path)
    view = shown(SliceView(bench, "fixed", "coronal"), 300, 300)
    volume = bench.open_case.case.fixed
    for mode in ("mean", "max", "min"):
        bench.look(replace(bench.view, slab_mm=5.0, slab_mode=mode))
        expected = sample_plane(volume.voxels, volume.grid, view.plane, slab_mm=5.0, slab_mode=mode)
        np.testing.assert_array_equal(view.canvas.pixels, expected)
        assert any("5 mm" in getattr(layer, "detail", "") for layer in view.canvas.layers)
    bench.look(replace(bench.view, slab_mm=0.0))
    np.testing.assert_array_equal(view.canvas.pixels, sample_plane(volume.voxels, volume.grid, view.plane))
    bench.close()
