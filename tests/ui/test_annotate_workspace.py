import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from hands import (
    CTRL,
    LEFT,
    RIGHT,
    SHIFT,
    SHIFT_MM,
    click,
    drag,
    hold,
    let_go,
    move,
    place,
    press,
    release,
    wheel,
)
from workstation.core.label_commands import EditSegment
from workstation.core.landmark_commands import EditLandmark
from workstation.core.study import TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.ui.actions import actions_in
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.workbench.landmarks import prediction_for
from workstation.workbench.workbench import Workbench

FIXED = (6.0, 0.6, 9.0)  # in the slice that is shown first
MOVING = (9.0, 0.6, 9.0)


@pytest.fixture
def bench(blobs):
    return blobs


@pytest.fixture
def workspace(shown, bench):
    return shown(AnnotateWorkspace(bench), 1400, 900)


@pytest.fixture
def notices(bench):
    told = []
    bench.noticed.connect(told.append)
    return told


def run(workspace, action_id):
    assert workspace.why_disabled(action_id) is None
    workspace.strip.run(action_id)


def pane(workspace, side="fixed", orientation="coronal"):
    return workspace.pair.panes[side, orientation]


def reading(bench):
    return bench.open_case.reading


def depth(bench):
    return bench.history().undo_depth


def chosen(bench):
    return reading(bench).landmarks[bench.view.landmark_id]


def mark(workspace, bench, fixed_mm=FIXED, moving_mm=None):
    """Mark a new landmark with the tool, in one volume or in both; returns it."""
    run(workspace, "tool.landmark")
    bench.look(replace(bench.view, landmark_id=""))
    click(pane(workspace), fixed_mm)
    if moving_mm is not None:
        click(pane(workspace, "moving"), moving_mm)
    return chosen(bench)


def near(mark_, point_mm, workspace):
    return mark_.position_mm == pytest.approx(point_mm, abs=2 * pane(workspace).camera.mm_per_px)


# ---- landmarks


def test_a_click_makes_a_landmark_and_a_ring_shows_where_its_twin_should_be(workspace, bench):
    landmark = mark(workspace, bench)
    assert landmark.name == "L1"
    assert near(landmark.fixed, FIXED, workspace)
    assert landmark.moving is None
    ring = pane(workspace, "moving").glyphs[-1]
    assert (ring.landmark_id, ring.predicted, ring.in_slice) == (landmark.id, True, True)
    assert bench.view.fixed_cursor_mm == pytest.approx(landmark.fixed.position_mm)


def test_enter_accepts_the_ring_and_confirms_next_time(workspace, bench):
    landmark = mark(workspace, bench)
    run(workspace, "landmark.confirm")
    assert chosen(bench).moving.origin == "predicted"
    assert chosen(bench).state == "placed"
    run(workspace, "landmark.confirm")
    assert chosen(bench).state == "confirmed"
    assert workspace.why_disabled("landmark.confirm") is not None
    assert chosen(bench).id == landmark.id


def test_a_click_in_the_other_volume_corrects_the_ring(workspace, bench):
    landmark = mark(workspace, bench, FIXED, MOVING)
    assert near(landmark.moving, MOVING, workspace)
    assert landmark.moving.origin == "hand"
    assert depth(bench) == 1 + 2  # the protocol, and two marks


def test_the_ring_goes_through_the_registration_in_use_unless_the_pictures_know_better(workspace, bench):
    bench.folder.write_transform("case", "t1", Affine.translation((-4.0, 0.0, 2.0)), {})
    bench.do(AddTransform(TransformRecord("t1", "shift", "Shift")))
    bench.do(UseTransform("t1"))
    landmark = mark(workspace, bench)
    _, at_once = prediction_for(bench.view, bench.open_case, landmark, looks=False)
    _, looked = prediction_for(bench.view, bench.open_case, landmark)
    led = np.add(landmark.fixed.position_mm, (-4.0, 0.0, 2.0))
    np.testing.assert_allclose(at_once.position_mm, led, atol=1e-6)
    np.testing.assert_allclose(looked.registration.position_mm, led, atol=1e-6)
    assert looked.image_trust > 0.5  # blobs leave no doubt
    run(workspace, "landmark.confirm")
    np.testing.assert_allclose(chosen(bench).moving.position_mm, looked.position_mm, atol=1e-6)
    assert math.dist(chosen(bench).moving.position_mm, np.add(landmark.fixed.position_mm, SHIFT_MM)) < 0.2


def test_the_first_click_places_the_unplaced_landmark_that_is_chosen(workspace, bench):
    nipple = next(iter(reading(bench).landmarks))
    workspace.landmarks.table.selectRow(0)
    run(workspace, "tool.landmark")
    click(pane(workspace), FIXED)
    assert len(reading(bench).landmarks) == 1
    assert near(reading(bench).landmarks[nipple.id].fixed, FIXED, workspace)


def test_a_drag_moves_a_mark_live_and_is_one_edit(workspace, bench):
    landmark, view = mark(workspace, bench, FIXED, MOVING), pane(workspace)
    before, start = depth(bench), place(pane(workspace), landmark.fixed.position_mm)
    press(view, start)
    move(view, start + QPoint(20, 10), buttons=LEFT)
    move(view, start + QPoint(40, 20), buttons=LEFT)
    drawn = next(glyph for glyph in view.glyphs if glyph.landmark_id == landmark.id)
    assert view.camera.to_screen(*drawn.at) == pytest.approx((start.x() + 40, start.y() + 20), abs=1)
    assert depth(bench) == before
    release(view, start + QPoint(40, 20))
    assert depth(bench) == before + 1
    assert place(view, chosen(bench).fixed.position_mm) - start == QPoint(40, 20)
    bench.undo()
    assert chosen(bench) == landmark


def test_esc_cancels_a_drag_and_then_puts_the_tool_away(workspace, bench):
    landmark, view = mark(workspace, bench, FIXED, MOVING), pane(workspace)
    before, start = depth(bench), place(view, landmark.fixed.position_mm)
    press(view, start)
    move(view, start + QPoint(30, 0), buttons=LEFT)
    hold(view, Qt.Key.Key_Escape)
    release(view, start + QPoint(30, 0))
    assert (chosen(bench), depth(bench), workspace.draft.mark) == (landmark, before, None)
    hold(view, Qt.Key.Key_Escape)
    assert bench.view.tool == "navigate"


def test_a_trembling_click_on_a_mark_only_chooses_it(workspace, bench):
    first = mark(workspace, bench, FIXED, MOVING)
    mark(workspace, bench, (-10.0, 0.6, -6.0), (-7.0, 0.6, -6.0))
    before, at = depth(bench), place(pane(workspace), FIXED)
    drag(pane(workspace), at, at + QPoint(2, 1))
    assert (bench.view.landmark_id, depth(bench)) == (first.id, before)


def test_a_confirmed_landmark_is_locked_and_says_so(workspace, bench, notices):
    landmark = mark(workspace, bench, FIXED, MOVING)
    bench.do(EditLandmark(landmark.id, "state", "confirmed"))
    before, at = depth(bench), place(pane(workspace), landmark.fixed.position_mm)
    drag(pane(workspace), at, at + QPoint(30, 0))
    assert depth(bench) == before
    assert "locked" in str(notices[-1])


def test_a_click_beside_the_volume_is_refused_in_words(workspace, bench, notices):
    run(workspace, "tool.landmark")
    before = depth(bench)
    click(pane(workspace), QPoint(3, 100))
    assert depth(bench) == before
    assert "outside" in str(notices[-1])


@pytest.mark.parametrize("tool", ["landmark", "paint", "erase"])
def test_the_right_button_never_edits(workspace, bench, tool):
    run(workspace, f"tool.{tool}")
    before = depth(bench)
    drag(pane(workspace), FIXED, (0.0, 0.6, 0.0), RIGHT)
    click(pane(workspace), FIXED, RIGHT)
    assert depth(bench) == before


def test_nudging_moves_by_a_voxel_or_a_quarter_of_one(workspace, bench):
    landmark = mark(workspace, bench, FIXED, MOVING)
    spacing = bench.open_case.case.fixed.grid.spacing_mm
    workspace.pair.activate(pane(workspace))
    for action, move_mm in (
        ("right", (spacing[0], 0, 0)),
        ("up_fine", (0, 0, spacing[2] / 4)),
        ("in", (0, spacing[1], 0)),
    ):
        before = chosen(bench).fixed.position_mm
        run(workspace, f"landmark.nudge_{action}")
        np.testing.assert_allclose(np.subtract(chosen(bench).fixed.position_mm, before), move_mm, atol=1e-9)
    assert chosen(bench).moving == landmark.moving


def test_delete_flag_next_and_nearest_work_on_the_chosen_landmark(workspace, bench, notices):
    first = mark(workspace, bench, FIXED, MOVING)
    second = mark(workspace, bench, (-10.0, 0.6, -6.0), (-7.0, 0.6, -6.0))
    run(workspace, "landmark.flag")
    assert chosen(bench).state == "flagged"
    run(workspace, "landmark.flag")
    assert chosen(bench).state == "placed"
    run(workspace, "landmark.previous")
    assert bench.view.landmark_id == first.id
    assert bench.view.moving_cursor_mm == first.moving.position_mm
    bench.look_at("fixed", (-9.0, 0.6, -5.0))
    run(workspace, "landmark.nearest")
    assert bench.view.landmark_id == second.id
    run(workspace, "landmark.delete")
    assert second.id not in reading(bench).landmarks
    assert "trash" in str(notices[-1])
    bench.undo()
    assert reading(bench).landmarks[second.id] == second


# ---- painting


def with_brush(bench, **changes):
    return replace(bench.view, brush=replace(bench.view.brush, **changes))


def painted(bench, side="fixed"):
    return reading(bench).labels[side].whole()


def test_a_stroke_is_seen_while_it_is_drawn_and_becomes_one_edit(workspace, bench):
    run(workspace, "tool.paint")
    before, view = depth(bench), pane(workspace)
    press(view, FIXED)
    move(view, (0.0, 0.6, 0.0), buttons=LEFT)
    assert view.canvas.labels
    assert not painted(bench).any()  # a snapshot taken now would not hold half a stroke
    release(view, (0.0, 0.6, 0.0))
    assert depth(bench) == before + 1
    assert painted(bench).any()
    assert not painted(bench, "moving").any()
    bench.undo()
    assert not painted(bench).any()
    assert view.canvas.labels == ()


def test_a_disc_paints_one_slice_within_its_radius(workspace, bench):
    bench.look(with_brush(bench, radius_mm=4.0, shape="disc", value=4))
    run(workspace, "tool.paint")
    click(pane(workspace), FIXED)
    z, y, x = np.nonzero(painted(bench))
    points = bench.open_case.case.fixed.grid.to_world(np.stack([x, y, z], axis=1))
    assert len(set(y.tolist())) == 1
    assert np.linalg.norm((points - FIXED)[:, [0, 2]], axis=1).max() < 4.0 + pane(workspace).camera.mm_per_px
    assert set(np.unique(painted(bench))) == {0, 4}


def test_ctrl_erases_while_painting_and_the_eraser_paints_with_ctrl(workspace, bench):
    bench.look(with_brush(bench, radius_mm=4.0, value=4))
    run(workspace, "tool.paint")
    click(pane(workspace), FIXED)
    click(pane(workspace), FIXED, keys=CTRL)
    assert not painted(bench).any()
    assert str(bench.history().undo_title) == "Erase lesion"
    run(workspace, "tool.erase")
    click(pane(workspace), FIXED, keys=CTRL)
    assert painted(bench).any()
    click(pane(workspace), FIXED)
    assert not painted(bench).any()


def test_esc_leaves_no_trace_of_a_stroke(workspace, bench):
    run(workspace, "tool.paint")
    before, view = depth(bench), pane(workspace)
    press(view, FIXED)
    move(view, (0.0, 0.6, 0.0), buttons=LEFT)
    hold(view, Qt.Key.Key_Escape)
    release(view, (0.0, 0.6, 0.0))
    assert (depth(bench), painted(bench).any(), view.canvas.labels) == (before, False, ())


def test_an_undo_in_the_middle_of_a_stroke_gives_the_stroke_up(workspace, bench):
    bench.look(with_brush(bench, radius_mm=4.0, value=4))
    run(workspace, "tool.paint")
    click(pane(workspace), FIXED)
    press(pane(workspace), (0.0, 0.6, 0.0))
    bench.undo()
    release(pane(workspace), (0.0, 0.6, 0.0))
    assert not painted(bench).any()
    assert pane(workspace).canvas.labels == ()


def test_locked_labels_are_neither_painted_nor_painted_over(workspace, bench, notices):
    bench.look(with_brush(bench, radius_mm=4.0, value=4))
    run(workspace, "tool.paint")
    click(pane(workspace), FIXED)
    bench.do(EditSegment(4, "locked", True))
    before = painted(bench)
    click(pane(workspace), FIXED)
    assert "locked" in str(notices[-1])
    bench.look(with_brush(bench, radius_mm=6.0, value=5))
    click(pane(workspace), FIXED)
    click(pane(workspace), FIXED, keys=CTRL)
    np.testing.assert_array_equal(painted(bench) == 4, before == 4)


def test_painting_shows_what_was_hidden(workspace, bench):
    run(workspace, "tool.paint")
    run(workspace, "hide.labels")
    click(pane(workspace), FIXED)
    assert not bench.view.hidden.labels
    assert pane(workspace).canvas.labels


def test_shift_wheel_and_keys_change_the_brush(workspace, bench):
    run(workspace, "tool.paint")
    radius = bench.view.brush.radius_mm
    wheel(pane(workspace), 2, SHIFT)
    assert bench.view.brush.radius_mm > radius
    assert workspace.brush_bar.radius.value() == pytest.approx(bench.view.brush.radius_mm, abs=0.06)
    run(workspace, "brush.smaller")
    run(workspace, "brush.smaller")
    assert bench.view.brush.radius_mm == pytest.approx(radius, abs=0.05)
    value = bench.view.brush.value
    run(workspace, "label.next")
    assert workspace.labels.model.value_at(workspace.labels.table.currentIndex().row()) == value + 1
    run(workspace, "label.previous")
    assert bench.view.brush.value == value


def test_the_brush_fields_change_the_brush(qtbot, workspace, bench):
    assert not workspace.brush_bar.radius.isEnabled()
    assert "Paint" in workspace.brush_bar.radius.toolTip()
    run(workspace, "tool.paint")
    field = workspace.brush_bar.radius
    field.selectAll()
    qtbot.keyClicks(field, "7.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bench.view.brush.radius_mm == 7.5
    workspace.brush_bar.shape.setCurrentIndex(1)
    workspace.brush_bar.shape.activated.emit(1)
    assert bench.view.brush.shape == "sphere"


# ---- panes, tools, tables


def test_a_double_click_maximises_a_pane_and_brings_all_back(qtbot, workspace):
    view = pane(workspace, "moving", "sagittal")
    QTest.mouseDClick(view.canvas, LEFT)
    assert [each for each in workspace.pair if each.isVisible()] == [view]
    qtbot.waitUntil(lambda: view.height() > 700)
    QTest.mouseDClick(view.canvas, LEFT)
    assert all(each.isVisible() for each in workspace.pair)


def test_keys_reach_the_pane_under_the_mouse(qtbot, workspace, bench):
    workspace.pair.activate(pane(workspace, "moving", "sagittal"))
    before = bench.view
    run(workspace, "slice.next10")
    assert bench.view.moving_cursor_mm[0] == pytest.approx(before.moving_cursor_mm[0] + 10 * 1.5)
    run(workspace, "slice.first")
    assert bench.view.moving_cursor_mm[0] == pytest.approx(bench.open_case.case.moving.grid.origin_mm[0])


def test_a_tap_of_space_changes_between_the_last_two_tools(workspace, bench):
    run(workspace, "tool.paint")
    run(workspace, "tool.landmark")
    for expected in ("paint", "landmark"):
        hold(pane(workspace), Qt.Key.Key_Space)
        let_go(pane(workspace), Qt.Key.Key_Space)
        assert bench.view.tool == expected


def test_linked_panes_zoom_together_and_others_alone(workspace, bench):
    wheel(pane(workspace), 3, CTRL)
    assert pane(workspace, "moving").camera.mm_per_px == pane(workspace).camera.mm_per_px
    run(workspace, "view.link")
    wheel(pane(workspace), 3, CTRL)
    assert pane(workspace, "moving").camera.mm_per_px != pane(workspace).camera.mm_per_px
    run(workspace, "view.fit")
    assert all(each.canvas.is_fitted for each in workspace.pair)


def test_hide_keys_hide_landmarks_names_labels_and_all(workspace, bench):
    landmark = mark(workspace, bench, FIXED, MOVING)
    run(workspace, "hide.names")
    assert not pane(workspace).glyphs[-1].named
    run(workspace, "hide.landmarks")
    assert pane(workspace).glyphs == []
    run(workspace, "hide.all")
    assert (bench.view.hidden.labels, bench.view.hidden.landmarks) == (True, True)
    run(workspace, "hide.all")
    assert [glyph.landmark_id for glyph in pane(workspace).glyphs] == [landmark.id]


def test_window_presets_set_both_windows_while_linked(workspace, bench):
    run(workspace, "view.window_preset3")
    narrow = bench.view
    run(workspace, "view.window_preset1")
    for side in ("fixed", "moving"):
        assert bench.view.window(side).high > narrow.window(side).high
        assert bench.view.window(side).low < narrow.window(side).low


def test_every_action_of_annotate_has_a_handler_and_says_why_it_cannot_be_done(workspace, bench):
    shell = {"study", "edit", "case", "workspace", "app", "help"}
    wanted = {row.id for row in actions_in("annotate") if row.id.split(".")[0] not in shell}
    assert wanted <= set(workspace.handlers())
    bench.close_case()
    assert all(workspace.why_disabled(action_id) is not None for action_id in wanted)


def test_disabled_buttons_say_why(workspace, bench):
    button = workspace.strip.buttons["landmark.delete"]
    assert not button.isEnabled()
    assert "Choose a landmark first." in button.toolTip()
    mark(workspace, bench)
    assert button.isEnabled()
    assert "Choose" not in button.toolTip()


def test_a_case_that_is_open_elsewhere_can_only_be_looked_at(shown, bench, tmp_path, notices):
    second = Workbench("reader")
    second.open_study(tmp_path / "study")
    second.show_case("case")
    workspace = shown(AnnotateWorkspace(second), 1400, 900)
    try:
        assert workspace.why_disabled("tool.paint") is not None
        wheel(pane(workspace), 1)
        second.noticed.connect(notices.append)
        second.look(replace(second.view, tool="landmark"))
        click(pane(workspace), FIXED)
        assert "only be looked at" in str(notices[-1])
    finally:
        second.close()
