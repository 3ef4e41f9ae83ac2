from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from hands import ALT, click, move, wheel
from phantoms import Texture, centres_of, shifted_blobs
from workstation.core.geometry import Grid
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import LabelMap, Segment
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry, Gate, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.compare import outlines, two_colour, window
from workstation.imaging.sampling import sample_labels, sample_plane_masked
from workstation.imaging.uncertainty import ErrorMap
from workstation.ui.check_workspace import CheckWorkspace
from workstation.ui.deformation_layers import ColourBar
from workstation.ui.deformation_pictures import DEFORMATION
from workstation.ui.figure import write_figure
from workstation.ui.overlay_bar import DEFORMATIONS
from workstation.ui.partner_marks import PARTNER, DottedOutlines, ErrorLines, dotted
from workstation.workbench.breast_frame import said_breast
from workstation.workbench.workbench import Workbench

SHIFT_MM = (3.0, 0.0, 0.0)
TURNED_GRID = Grid((30, 32, 36), (1.5, 1.4, 1.6))


@pytest.fixture
def bench(tmp_path):
    bench = Workbench("reader")
    bench.new_study(tmp_path / "study")
    pair = shifted_blobs(SHIFT_MM)
    bench.add_case(CaseEntry("case"), pair.fixed, pair.moving)
    bench.show_case("case")
    bench.folder.write_transform("case", "t1", Affine.translation(SHIFT_MM), {})
    gates = (Gate("overlap", "PASS", "All of it overlaps."), Gate("similarity", "CHECK", "Rose from {a}.", {"a": 0.1}))
    bench.do(AddTransform(TransformRecord("t1", "shift", "Shift", gates=gates)))
    bench.do(UseTransform("t1"))
    yield bench
    bench.close()


@pytest.fixture
def workspace(shown, bench):
    return shown(CheckWorkspace(bench), 1200, 800)


def run(workspace, action_id):
    assert workspace.why_disabled(action_id) is None
    workspace.handlers()[action_id]()


def pane(workspace, orientation="coronal"):
    return workspace.overlay.panes["fixed", orientation]


def test_both_native_volumes_come_first_and_the_cursor_follows_through_the_registration(workspace, bench):
    assert workspace.stack.currentWidget() is workspace.native
    bench.look_at("fixed", (1.0, 2.0, 3.0))
    np.testing.assert_allclose(bench.view.moving_cursor_mm, (4.0, 2.0, 3.0), atol=1e-6)
    bench.look_at("moving", (1.0, 2.0, 3.0))
    np.testing.assert_allclose(bench.view.fixed_cursor_mm, (-2.0, 2.0, 3.0), atol=1e-2)


def test_the_moving_crosshair_is_where_the_result_in_use_leads_however_it_was_left(workspace, bench):
    np.testing.assert_allclose(
        np.subtract(bench.view.moving_cursor_mm, bench.view.fixed_cursor_mm), SHIFT_MM, atol=1e-6
    )
    bench.folder.write_transform("case", "t2", Affine.translation((1.0, 0.0, 0.0)), {})
    bench.do(AddTransform(TransformRecord("t2", "shift", "Shift")))
    bench.do(UseTransform("t2"))
    np.testing.assert_allclose(
        np.subtract(bench.view.moving_cursor_mm, bench.view.fixed_cursor_mm), (1, 0, 0), atol=1e-6
    )
    workspace.hide()
    bench.look(replace(bench.view, moving_cursor_mm=(0.0, 0.0, 0.0)))  # as a landmark's own marks, or an old view
    workspace.show()
    np.testing.assert_allclose(
        np.subtract(bench.view.moving_cursor_mm, bench.view.fixed_cursor_mm), (1, 0, 0), atol=1e-6
    )


def test_choosing_a_landmark_never_hides_how_far_the_registration_misses_it(qtbot, workspace, bench):
    mark = bench.open_case.mark_at
    row = Landmark("a", "cyst", fixed=mark("fixed", (1.0, 2.0, 3.0)), moving=mark("moving", (4.0, 2.0, 5.0)))
    bench.do(AddLandmark(row))
    native = workspace.native.panes["fixed", "coronal"]
    bench.look_at("fixed", (1.0, 2.0, 3.0))
    for choose in (lambda: click(native, (1.0, 2.0, 3.0)), workspace.handlers()["landmark.nearest"]):
        bench.look_at("fixed", (6.0, 2.0, 3.0))
        choose()
        assert bench.view.landmark_id == "a"
        np.testing.assert_allclose(bench.view.fixed_cursor_mm, (1.0, 2.0, 3.0), atol=1e-6)
        np.testing.assert_allclose(bench.view.moving_cursor_mm, (4.0, 2.0, 3.0), atol=1e-6)
    qtbot.waitUntil(lambda: "cyst is marked 2.0 mm from there" in workspace.panel.here.text(), timeout=30_000)


def test_a_blend_of_full_opacity_shows_exactly_the_warped_slice(qtbot, workspace, bench):
    run(workspace, "overlay.blend")
    workspace.bar.opacity.setValue(100)
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    case, plane = bench.open_case.case, pane(workspace).plane
    expected = sample_plane_masked(case.moving.voxels, case.moving.grid, plane, Affine.translation(SHIFT_MM))
    window = bench.view.moving_window
    levels = np.clip(np.rint((expected.pixels.astype(float) - window.low) * 255 / (window.high - window.low)), 0, 255)
    qtbot.waitUntil(lambda: pane(workspace).canvas.pixels.ndim == 3)
    seen = pane(workspace).canvas.pixels[expected.inside][:, 0].astype(float)
    assert np.abs(seen - levels[expected.inside]).max() <= 1


def test_holding_the_key_shows_the_moving_volume_and_letting_go_both(qtbot, workspace):
    run(workspace, "overlay.two_colours")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    qtbot.waitUntil(lambda: pane(workspace).canvas.pixels.ndim == 3)
    both = pane(workspace).canvas.pixels.copy()
    qtbot.keyPress(workspace, Qt.Key.Key_QuoteLeft)
    alone = pane(workspace).canvas.pixels
    assert (alone[..., 0] == alone[..., 1]).all()
    assert (alone != both).any()
    qtbot.keyRelease(workspace, Qt.Key.Key_QuoteLeft)
    np.testing.assert_array_equal(pane(workspace).canvas.pixels, both)


def test_flicker_shows_fixed_and_moving_in_turn_and_stops_with_the_mode(qtbot, workspace):
    run(workspace, "overlay.flicker")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    qtbot.waitUntil(lambda: workspace.pictures.moving_alone)
    qtbot.waitUntil(lambda: not workspace.pictures.moving_alone)
    run(workspace, "overlay.blend")
    assert not workspace._flicker.isActive()


def test_switching_the_registration_off_shows_the_volumes_as_scanned(qtbot, workspace, bench):
    run(workspace, "overlay.checkerboard")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    run(workspace, "overlay.warped")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    assert workspace.pictures._wanted["coronal"].transform_id == ""


def test_a_control_that_does_nothing_now_says_why(workspace):
    assert "blend" in str(workspace.why_disabled("overlay.more_opaque"))
    run(workspace, "overlay.blend")
    assert workspace.why_disabled("overlay.more_opaque") is None


def test_gates_are_shown_worst_first_and_the_verdict_is_that_of_the_worst(workspace):
    assert workspace.panel.verdict.text() == "CHECK"
    assert "Rose from 0.1." in workspace.panel.gates.text()
    assert "1 checks passed" in workspace.panel.gates.text()
    workspace.panel.gates.linkActivated.emit("passed")
    text = workspace.panel.gates.text()
    assert text.index("Rose from 0.1.") < text.index("All of it overlaps.")


def test_a_decision_is_saved_with_its_comment_and_can_be_undone(qtbot, workspace, bench):
    workspace.panel.comment.setPlainText("lesion fits")
    qtbot.mouseClick(workspace.panel.buttons["accepted"], Qt.MouseButton.LeftButton)
    review = bench.open_case.reading.review
    assert (review.decision, review.progress, review.transform_id) == ("accepted", "done", "t1")
    assert review.comment == "lesion fits"
    assert str(bench.open_case.history.undo_title) == "Decide: accepted"
    bench.undo()
    assert not workspace.panel.buttons["accepted"].isChecked()


def test_choosing_another_result_is_an_edit(qtbot, workspace, bench):
    workspace.panel.results.activated.emit(0)
    assert bench.open_case.reading.active_transform == ""
    bench.undo()
    assert workspace.panel.results.currentData() == "t1"


def test_the_readers_mouse_reaches_every_pane(workspace):
    workspace.set_mouse_preset("reader")
    assert {each.hand.mouse_preset for page in (workspace.native, workspace.overlay) for each in page} == {"reader"}


def test_the_wipe_follows_the_mouse_and_shows_the_warped_slice_exactly(qtbot, workspace, bench):
    run(workspace, "overlay.wipe")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    here = pane(workspace)
    qtbot.waitUntil(lambda: here.canvas.pixels.ndim == 3)
    column = here.plane.columns // 3
    move(here, here.plane.point_at(here.plane.rows / 2, column))
    case = bench.open_case.case
    warped = sample_plane_masked(case.moving.voxels, case.moving.grid, here.plane, Affine.translation(SHIFT_MM))
    fixed = sample_plane_masked(case.fixed.voxels, case.fixed.grid, here.plane)
    expected = np.where(
        (np.arange(here.plane.columns) >= column)[None, :] & warped.inside,
        window(warped.pixels, bench.view.moving_window.low, bench.view.moving_window.high),
        window(fixed.pixels, bench.view.fixed_window.low, bench.view.fixed_window.high),
    )
    off = np.abs(here.canvas.pixels[..., 0].astype(int) - expected)
    off[:, column - 1 : column + 2] = 0  # the mouse is somewhere within a pixel
    assert off.max() <= 1


def test_every_overlay_is_drawn_again_after_both_native_were_looked_at(qtbot, workspace):
    for mode in ("overlay.edges", "overlay.native", "overlay.difference", "overlay.native", "overlay.edges"):
        run(workspace, mode)
        qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    qtbot.waitUntil(lambda: pane(workspace).canvas.pixels is not None and pane(workspace).canvas.pixels.ndim == 3)


def test_the_deformation_is_drawn_over_the_fixed_panes_and_goes_with_the_registration(qtbot, workspace, bench):
    fixed, moving = (workspace.native.panes[side, "coronal"] for side in ("fixed", "moving"))
    for look in [each for each in DEFORMATIONS if each != "none"]:
        run(workspace, "overlay.deformation")
        assert bench.view.overlay.deformation == look
        qtbot.waitUntil(lambda: workspace.deformation.is_at_rest() and bool(fixed.under(DEFORMATION)), timeout=30_000)
        assert not moving.under(DEFORMATION)
    run(workspace, "overlay.warped")
    assert not fixed.under(DEFORMATION)
    assert "no registration" in str(workspace.why_disabled("overlay.deformation"))
    run(workspace, "overlay.warped")
    run(workspace, "overlay.deformation")
    assert not fixed.under(DEFORMATION)


@pytest.mark.parametrize("look", ["distance", "volume change", "strain"])
def test_a_map_is_exported_with_its_colour_bar_and_its_title(qtbot, workspace, bench, tmp_path, look):
    def exported(name):
        write_figure([fixed], name, tmp_path / f"{name}.png")
        image = QImage(str(tmp_path / f"{name}.png")).convertToFormat(QImage.Format.Format_RGBA8888)
        return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[..., :3].astype(int)

    fixed = workspace.native.panes["fixed", "coronal"]
    without = exported("without")
    bench.look(replace(bench.view, overlay=replace(bench.view.overlay, deformation=look)))
    qtbot.waitUntil(lambda: bool(fixed.under(DEFORMATION)), timeout=30_000)
    with_map = exported("with")
    bar = next(each for each in fixed.under(DEFORMATION) if isinstance(each, ColourBar))
    for colour in (bar.table[2, :3], bar.table[-3, :3]):
        near = [np.abs(each - colour).max(axis=-1) < 25 for each in (without, with_map)]
        assert (near[1] & ~near[0]).sum() > 20


def test_the_map_says_how_far_tissue_moved(qtbot, workspace, bench):
    fixed = workspace.native.panes["fixed", "coronal"]
    bench.look(replace(bench.view, overlay=replace(bench.view.overlay, deformation="distance")))
    qtbot.waitUntil(lambda: bool(fixed.under(DEFORMATION)), timeout=30_000)
    shown, bar = fixed.under(DEFORMATION)
    np.testing.assert_allclose(shown.values, 3.0, atol=1e-6)
    assert bar.ends == ("0", "1.5", "3")


def test_sizes_and_rates_have_one_pair_of_keys(workspace, bench):
    run(workspace, "overlay.flicker")
    run(workspace, "overlay.larger_tiles")
    assert bench.view.overlay.flicker_hz == 3.0
    run(workspace, "overlay.wipe")
    assert "loupe" in str(workspace.why_disabled("overlay.larger_tiles"))
    for _ in range(3):
        run(workspace, "overlay.wipe_shape")
    run(workspace, "overlay.smaller_tiles")
    assert (bench.view.overlay.wipe, bench.view.overlay.loupe_mm) == ("loupe", 8.0)


def test_another_case_brings_its_own_view_and_the_bar_says_so(workspace, bench):
    pair = shifted_blobs(SHIFT_MM)
    bench.add_case(CaseEntry("other"), pair.fixed, pair.moving)
    run(workspace, "overlay.blend")
    bench.look(replace(bench.view, overlay=replace(bench.view.overlay, deformation="distance")))
    bench.show_case("other")
    assert workspace.stack.currentWidget() is workspace.native
    assert workspace.bar.deformation.currentData() == "none"
    bench.show_case("case")
    assert workspace.stack.currentWidget() is workspace.overlay
    assert workspace.bar.deformation.currentData() == "distance"


def test_alt_and_the_wheel_change_what_the_overlay_has(workspace, bench):
    pane_of_overlay, before = pane(workspace), bench.view.fixed_cursor_mm
    run(workspace, "overlay.blend")
    opacity = bench.view.overlay.opacity
    wheel(pane_of_overlay, 2, ALT)
    assert bench.view.overlay.opacity == pytest.approx(opacity + 0.1)
    wheel(pane_of_overlay, -4, ALT)
    assert bench.view.overlay.opacity == pytest.approx(opacity - 0.1)
    run(workspace, "overlay.checkerboard")
    tile = bench.view.overlay.tile_mm
    wheel(pane_of_overlay, 1, ALT)
    assert bench.view.overlay.tile_mm > tile
    run(workspace, "overlay.edges")
    wheel(pane_of_overlay, 1, ALT)  # nothing to change
    assert bench.view.fixed_cursor_mm == before


def test_a_narrow_bar_keeps_its_icons_and_drops_the_words(qtbot, workspace):
    button = workspace.strip.buttons["overlay.edges"]
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    workspace.resize(2400, 800)
    qtbot.waitUntil(lambda: button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon)


def test_moving_labels_of_every_layer_are_outlined_in_the_overlay(qtbot, workspace, bench):
    opened = bench.open_case
    bench.do(AddSegment(Segment(90, "core", "#e69f00", layer=1)))
    for layer, value in ((0, 5), (1, 90)):
        values = np.zeros(opened.case.moving.grid.shape_zyx, np.uint8)
        values[10:18, 10:20, 12 + layer : 24] = value
        patch = LabelMap.from_array(values).difference_from(opened.reading.layer("moving", layer))
        bench.do(PaintLabels("moving", patch, "paint", value, layer))
    bench.look_at("fixed", opened.case.fixed.grid.centre_mm)
    run(workspace, "overlay.blend")

    def dots():
        found = [each.values for each in pane(workspace).under(PARTNER) if isinstance(each, DottedOutlines)]
        return [set(np.unique(values).tolist()) for values in found]

    qtbot.waitUntil(lambda: dots() == [{0, 5}, {0, 90}])
    run(workspace, "hide.labels")
    qtbot.waitUntil(lambda: dots() == [])


def test_the_crosshair_is_followed_by_what_image_content_says(qtbot, workspace, bench):
    bench.look_at("fixed", bench.open_case.case.fixed.grid.centre_mm)
    qtbot.waitUntil(lambda: workspace.here.here is not None and workspace.here.is_at_rest(), timeout=30_000)
    assert "3.0 mm to the left" in workspace.panel.here.text()
    run(workspace, "overlay.warped")
    assert workspace.panel.here.text() == ""


def test_moving_landmarks_and_outlines_are_seen_in_the_overlay_where_they_come_to_lie(qtbot, workspace, bench):
    opened = bench.open_case
    grid = opened.case.fixed.grid
    middle = np.array(grid.centre_mm)
    marks = {side: opened.mark_at(side, tuple(middle + off)) for side, off in (("fixed", 0), ("moving", (4.0, 0, 0)))}
    bench.do(AddLandmark(Landmark("l1", "L1", state="placed", fixed=marks["fixed"], moving=marks["moving"])))
    values = np.zeros(opened.case.moving.grid.shape_zyx, np.uint8)
    values[10:18, 10:20, 12:24] = 5
    moving = opened.reading.labels["moving"]
    bench.do(PaintLabels("moving", LabelMap.from_array(values).difference_from(moving), "paint"))
    bench.look_at("fixed", tuple(middle))
    run(workspace, "overlay.blend")
    here = pane(workspace)
    qtbot.waitUntil(lambda: any(isinstance(each, DottedOutlines) for each in here.under(PARTNER)), timeout=30_000)
    (dots,) = (each for each in here.under(PARTNER) if isinstance(each, DottedOutlines))
    warped = sample_labels(
        opened.reading.labels["moving"], opened.case.moving.grid, here.plane, Affine.translation(SHIFT_MM)
    )
    np.testing.assert_array_equal(dots.values, dotted(outlines(warped)))
    (errors,) = (each for each in here.under(PARTNER) if isinstance(each, ErrorLines))
    ((start, end),) = errors.lines
    assert np.hypot(*np.subtract(end, start)) == pytest.approx(1.0, abs=1e-3)  # 4 mm apart, of which 3 are explained
    run(workspace, "overlay.warped")
    ((start, end),) = here.under(PARTNER)[-1].lines
    assert np.hypot(*np.subtract(end, start)) == pytest.approx(4.0, abs=1e-3)
    run(workspace, "hide.landmarks")
    assert not any(isinstance(each, ErrorLines) for each in here.under(PARTNER))


def add_result(bench, result_id, shift_mm):
    bench.folder.write_transform("case", result_id, Affine.translation(shift_mm), {})
    bench.do(
        AddTransform(TransformRecord(result_id, "shift", f"Shift {result_id}", gates=(Gate("g", "PASS", "Good."),)))
    )


def test_results_are_compared_side_by_side_and_one_is_put_to_use(qtbot, workspace, bench):
    add_result(bench, "t2", (1.0, 0, 0))
    run(workspace, "overlay.results")
    results = workspace.results
    assert workspace.stack.currentWidget() is results
    assert [column.result_id for column in results.columns] == ["t2", "t1"]
    qtbot.waitUntil(lambda: results.is_at_rest() and all(p.canvas.pixels is not None for p in results), timeout=30_000)
    case, view = bench.open_case.case, bench.view
    for column, shift in zip(results.columns, ((1.0, 0, 0), SHIFT_MM), strict=True):
        plane = column.pane.plane
        fixed = sample_plane_masked(case.fixed.voxels, case.fixed.grid, plane)
        moving = sample_plane_masked(case.moving.voxels, case.moving.grid, plane, Affine.translation(shift))
        below = window(fixed.pixels, view.fixed_window.low, view.fixed_window.high)
        above = window(moving.pixels, view.moving_window.low, view.moving_window.high)
        expected = two_colour(below, above, moving_inside=moving.inside)
        assert np.abs(column.pane.canvas.pixels.astype(int) - expected).max() <= 1
    qtbot.waitUntil(lambda: len(results._figures) == 2, timeout=30_000)
    qtbot.mouseClick(results.columns[0].use, Qt.MouseButton.LeftButton)
    assert bench.open_case.reading.active_transform == "t2"
    assert results.columns[0].use.text() == "In use"
    results.choose(1, "t2")
    assert results.columns[1].pictures.result_id == "t2"
    run(workspace, "overlay.native")
    assert workspace.stack.currentWidget() is workspace.native
    assert bench.view.overlay.mode == "native"


def test_a_result_that_is_removed_leaves_the_comparison(qtbot, workspace, bench):
    add_result(bench, "t2", (1.0, 0, 0))
    run(workspace, "overlay.results")
    bench.undo()
    assert [column.result_id for column in workspace.results.columns] == ["t1"]
    workspace.toggle_maximised(workspace.results.columns[0].pane)


@pytest.fixture
def doubted(bench):
    """A result whose error was predicted: 0.5 mm on the right side of the patient, 6 mm on the left one."""
    grid = Grid((10, 10, 10), (6.0, 5.0, 7.0), bench.open_case.case.fixed.grid.origin_mm)
    error = np.full(grid.shape_zyx, 0.5, np.float32)
    error[..., 5:] = 6.0
    known = ErrorMap(grid, error, 2 * error, np.zeros(grid.shape_zyx, np.uint8))
    bench.folder.write_transform("case", "t3", Affine.translation(SHIFT_MM), {}, known)
    bench.do(AddTransform(TransformRecord("t3", "shift", "Shift", gates=(Gate("g", "PASS", "Good."),))))
    bench.do(UseTransform("t3"))
    return known


def test_lights_say_where_not_to_trust_and_lead_there(workspace, bench, doubted):
    lights = workspace.panel.lights
    assert {light.verdict for light in lights.lights} >= {"PASS", "FAIL"}
    assert lights.lights[1].verdict == "FAIL"  # the worst zone comes right after the whole
    lights.linkActivated.emit("1")
    expected, _ = doubted.at([bench.view.fixed_cursor_mm])
    assert expected[0] == pytest.approx(6.0, abs=0.5)
    bench.do(UseTransform("t1"))
    assert "not predicted" in lights.text()


def test_zones_are_inner_and_outer_as_soon_as_a_person_or_a_file_says_which_breast_it_is(workspace, bench, doubted):
    def zones():
        return {word for light in workspace.panel.lights.lights for word in str(light.name).split()}

    marks = {"fixed": Mark((1.0, -8.0, 3.0), (0, 0, 0))}
    bench.do(AddLandmark(Landmark("n", "Nipple", "nipple", "placed", **marks)))
    assert zones() >= {"left", "right"}
    bench.confirm_geometry(said_breast(bench.open_case, bench.study.state.case("case"), "left", "reader", "2026-11-24"))
    assert zones() >= {"outer", "inner"}
    bench.study.undo()
    assert zones() >= {"left", "right"}
    bench.open_case.case = replace(bench.open_case.case, breasts=("", "right"))  # as the header of a file may state
    bench.case_changed.emit()
    assert zones() >= {"outer", "inner"}


def test_the_predicted_error_is_a_map_in_millimetres(qtbot, workspace, bench, doubted):
    bench.look(replace(bench.view, overlay=replace(bench.view.overlay, deformation="predicted error")))
    here = workspace.native.panes["fixed", "coronal"]
    qtbot.waitUntil(lambda: len(here.under(DEFORMATION)) == 2, timeout=30_000)
    shown, bar = here.under(DEFORMATION)
    assert bar.ends[0] == "0"
    assert bar.ends[-1] == "≥ 5"
    assert np.nanmin(shown.values) == pytest.approx(0.5)
    assert np.nanmax(shown.values) == pytest.approx(6.0)
    bench.do(UseTransform("t1"))
    qtbot.waitUntil(lambda: len(here.under(DEFORMATION)) == 1, timeout=30_000)
    assert "not predicted" in here.under(DEFORMATION)[0].text


def test_moving_slices_can_follow_in_orientation_and_then_look_like_the_fixed_ones(qtbot, shown, tmp_path):
    texture = Texture.over(TURNED_GRID, seed=4)
    angle = np.radians(15)
    turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    motion = Affine.about(TURNED_GRID.centre_mm, turn)
    pictures = [texture.at(way(centres_of(TURNED_GRID))) for way in (Affine.identity(), motion.inverse())]
    volumes = [
        Volume.from_array(np.clip(each, 0, 255).astype(np.uint8).reshape(TURNED_GRID.shape_zyx), TURNED_GRID, id=name)
        for each, name in zip(pictures, ("fixed", "moving"), strict=True)
    ]
    bench = Workbench("reader")
    bench.new_study(tmp_path / "turned")
    bench.add_case(CaseEntry("case"), *volumes)
    bench.show_case("case")
    bench.folder.write_transform("case", "t1", motion, {})
    bench.do(AddTransform(TransformRecord("t1", "turn", "Turn")))
    bench.do(UseTransform("t1"))
    workspace = shown(CheckWorkspace(bench), 1200, 800)
    bench.look_at("fixed", TURNED_GRID.centre_mm)
    run(workspace, "overlay.turned")
    for orientation in ("coronal", "transverse", "sagittal"):
        fixed, moving = (workspace.native.panes[side, orientation] for side in ("fixed", "moving"))
        np.testing.assert_allclose(np.abs(moving.plane.normal @ (turn @ fixed.plane.normal)), 1.0, atol=1e-6)
        row, column = moving.plane.pixel_of(bench.view.moving_cursor_mm)
        assert abs(row - moving.plane.rows / 2) < 3
        assert abs(column - moving.plane.columns / 2) < 3
        through = sample_plane_masked(volumes[1].voxels, TURNED_GRID, moving.plane)
        inverse = sample_plane_masked(volumes[0].voxels, TURNED_GRID, moving.plane, motion.inverse())
        both = through.inside & inverse.inside
        np.testing.assert_array_equal(moving.canvas.pixels[both], through.pixels[both])
        assert np.corrcoef(moving.canvas.pixels[both], inverse.pixels[both])[0, 1] > 0.99
    run(workspace, "overlay.turned")
    plane = workspace.native.panes["moving", "transverse"].plane
    assert abs(plane.normal @ TURNED_GRID.axes).max() == pytest.approx(1.0)
    workspace.shut_down()
    bench.close()


def test_cine_runs_the_slices_of_the_active_pane_to_the_end_and_back_until_a_press(qtbot, workspace, bench):
    here = workspace.native.panes["fixed", "coronal"]
    workspace.native.activate(here)
    cine = workspace._viewer.cine
    while cine.rate < 20:
        cine.next_rate()
    run(workspace, "slice.last")
    last = bench.view.fixed_cursor_mm
    run(workspace, "view.cine")
    qtbot.waitUntil(lambda: bench.view.fixed_cursor_mm != last, timeout=10_000)
    seen = {bench.view.fixed_cursor_mm}
    qtbot.waitUntil(lambda: len(seen) > 3 or seen.add(bench.view.fixed_cursor_mm), timeout=10_000)
    qtbot.mouseClick(here.canvas, Qt.MouseButton.MiddleButton)
    assert not cine.is_running
    run(workspace, "view.cine")
    workspace.hide()
    qtbot.waitUntil(lambda: not cine.is_running, timeout=10_000)
