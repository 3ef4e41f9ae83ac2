"""The drawing tools as a person uses them: what a gesture previews, what it becomes, and that Esc leaves no trace."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from hands import CTRL, LEFT, click, drag, hold, move, place, press, release
from workstation.core.label_commands import PaintLabels
from workstation.core.measurements import Measurement
from workstation.core.study import TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.ui.outline_gestures import Outline

MIDDLE = (0.0, 0.6, 0.0)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def bench(blobs):
    return blobs


@pytest.fixture
def workspace(shown, bench):
    workspace = shown(AnnotateWorkspace(bench), 1500, 950)
    bench.look(replace(bench.view, brush=replace(bench.view.brush, value=4, radius_mm=3.0)))
    return workspace


@pytest.fixture
def notices(bench):
    told = []
    bench.noticed.connect(told.append)
    return told


def use(workspace, tool):
    action = f"tool.{tool}"
    assert workspace.why_disabled(action) is None
    workspace.strip.run(action)


def pane(workspace, side="fixed", orientation="coronal"):
    return workspace.pair.panes[side, orientation]


def painted(bench, side="fixed"):
    return bench.open_case.reading.labels[side].whole()


def depth(bench):
    return bench.history().undo_depth


def corners(view, points):
    return [place(view, MIDDLE) + QPoint(*point) for point in points]


SQUARE = [(-60, -50), (60, -50), (60, 50), (-60, 50)]


def outline_square(workspace):
    view = pane(workspace)
    for corner in corners(view, SQUARE):
        click(view, corner)
    return view


# ---- outlines


def test_clicked_corners_wait_for_enter_and_become_one_edit_in_one_slice(workspace, bench):
    use(workspace, "polygon")
    before = depth(bench)
    view = outline_square(workspace)
    assert len(workspace.draft.pending.corners) == 4
    assert not painted(bench).any()
    hold(view, ENTER)
    assert workspace.draft.pending is None
    assert depth(bench) == before + 1
    z, y, x = np.nonzero(painted(bench) == 4)
    assert len(set(y.tolist())) == 1
    points = bench.open_case.case.fixed.grid.to_world(np.stack([x, y, z], axis=1))
    at = np.array([view.camera.to_screen(*p) for p in zip(points[:, 0], points[:, 2], strict=True)])
    assert len(at) > 20
    assert bench.history().undo_title.template == "Outline {name}"
    bench.undo()
    assert not painted(bench).any()


def test_esc_drops_an_outline_and_keeps_the_tool(workspace, bench):
    use(workspace, "polygon")
    before = depth(bench)
    view = outline_square(workspace)
    hold(view, Qt.Key.Key_Escape)
    assert (workspace.draft.pending, depth(bench), bench.view.tool) == (None, before, "polygon")
    hold(view, Qt.Key.Key_Escape)
    assert bench.view.tool == "navigate"


def test_a_corner_can_be_moved_and_taken_back(workspace, bench):
    use(workspace, "polygon")
    view = outline_square(workspace)
    at = corners(view, SQUARE)[1]
    drag(view, at, at + QPoint(40, -30))
    outline = workspace.draft.pending
    assert len(outline.corners) == 4
    assert view.camera.to_screen(*outline.corners[1]) == pytest.approx((at.x() + 40, at.y() - 30), abs=1)
    hold(view, Qt.Key.Key_Backspace)
    assert len(outline.corners) == 3
    for _ in range(3):
        hold(view, Qt.Key.Key_Backspace)
    assert workspace.draft.pending is None


def test_a_click_on_the_first_corner_or_a_double_click_closes_the_outline(workspace, bench):
    use(workspace, "polygon")
    view = outline_square(workspace)
    click(view, corners(view, SQUARE)[0])
    assert workspace.draft.pending is None
    first = (painted(bench) == 4).sum()
    assert first > 20
    bench.undo()
    for corner in corners(view, SQUARE):
        click(view, corner)
    QTest.mouseDClick(view.canvas, LEFT, pos=corners(view, SQUARE)[3])
    release(view, corners(view, SQUARE)[3])
    assert (painted(bench) == 4).sum() == first


def test_a_drag_draws_a_lasso_that_is_thinned_out(workspace, bench):
    use(workspace, "polygon")
    view, middle = pane(workspace), place(pane(workspace), MIDDLE)
    circle = [QPoint(round(70 * np.cos(a)), round(60 * np.sin(a))) for a in np.linspace(0, 6, 80)]
    press(view, middle + circle[0])
    for point in circle[1:]:
        move(view, middle + point, buttons=LEFT)
    release(view, middle + circle[-1])
    assert 6 < len(workspace.draft.pending.corners) < 40
    hold(view, ENTER)
    assert (painted(bench) == 4).sum() > 30


def test_ctrl_begins_an_outline_that_erases(workspace, bench):
    use(workspace, "polygon")
    view = outline_square(workspace)
    hold(view, ENTER)
    full = (painted(bench) == 4).sum()
    inner = corners(view, [(-20, -20), (20, -20), (0, 30)])
    click(view, inner[0], keys=CTRL)
    for corner in inner[1:]:
        click(view, corner)
    hold(view, ENTER)
    assert 0 < (painted(bench) == 4).sum() < full


def test_an_outline_is_finished_in_its_own_slice(workspace, bench, notices):
    use(workspace, "polygon")
    outline_square(workspace)
    click(pane(workspace, "moving"), MIDDLE)
    assert "Finish the outline" in str(notices[-1])
    assert isinstance(workspace.draft.pending, Outline)
    bench.scroll("fixed", "coronal", 1)
    click(pane(workspace), MIDDLE)
    assert len(workspace.draft.pending.corners) == 4


def test_two_corners_are_no_outline(workspace, bench, notices):
    use(workspace, "polygon")
    view = pane(workspace)
    click(view, MIDDLE)
    hold(view, ENTER)
    assert "three corners" in str(notices[-1])
    assert workspace.draft.pending is not None


def test_the_live_wire_follows_an_edge_between_clicks(workspace, bench):
    use(workspace, "livewire")
    view, middle = pane(workspace), place(pane(workspace), MIDDLE)
    for point in ((-80, -10), (10, -80), (80, 20), (0, 80)):
        click(view, middle + QPoint(*point))
    outline = workspace.draft.pending
    move(view, middle + QPoint(-60, 60))
    assert outline.ahead
    assert len(outline.points) > len(outline.corners)
    hold(view, ENTER)
    assert (painted(bench) == 4).any()


def test_scissors_cut_the_label_through_the_whole_depth(workspace, bench):
    bench.look(replace(bench.view, brush=replace(bench.view.brush, radius_mm=9.0, shape="sphere")))
    use(workspace, "paint")
    click(pane(workspace), MIDDLE)
    whole = painted(bench) == 4
    use(workspace, "scissors")
    view, middle = pane(workspace), place(pane(workspace), MIDDLE)
    for point in ((0, -200), (200, -200), (200, 200), (0, 200)):
        click(view, middle + QPoint(*point))
    hold(view, ENTER)
    kept = painted(bench) == 4
    x = np.nonzero(kept)[2]
    assert 0.3 * whole.sum() < kept.sum() < 0.7 * whole.sum()
    assert bench.open_case.case.fixed.grid.to_world(np.stack([x, x, x], 1))[:, 0].max() <= 2.0
    assert len(set(np.nonzero(kept)[1].tolist())) == len(set(np.nonzero(whole)[1].tolist()))
    bench.undo()
    np.testing.assert_array_equal(painted(bench) == 4, whole)


# ---- brushes and fill


def test_the_threshold_brush_takes_its_range_from_the_press(workspace, bench):
    use(workspace, "threshold")
    bench.look(replace(bench.view, brush=replace(bench.view.brush, radius_mm=12.0)))
    click(pane(workspace), MIDDLE)
    brush = bench.view.brush
    found = painted(bench) == 4
    grey = bench.open_case.case.fixed.voxels.whole()
    assert found.any()
    assert brush.low <= grey[found].min()
    assert grey[found].max() <= brush.high


def test_the_adaptive_brush_paints_part_of_what_it_covers_and_ctrl_erases(workspace, bench):
    use(workspace, "adaptive")
    bench.look(replace(bench.view, brush=replace(bench.view.brush, radius_mm=9.0)))
    click(pane(workspace), MIDDLE)
    some = (painted(bench) == 4).sum()
    bench.undo()
    use(workspace, "paint")
    click(pane(workspace), MIDDLE)
    assert 0 < some < (painted(bench) == 4).sum()
    use(workspace, "adaptive")
    click(pane(workspace), MIDDLE, keys=CTRL)
    assert not painted(bench).any()


def test_a_fill_follows_the_drag_and_is_one_edit(workspace, bench):
    use(workspace, "fill")
    before, view, at = depth(bench), pane(workspace), place(pane(workspace), MIDDLE)
    press(view, at)
    few = view.canvas.labels[0].pixels.astype(bool).sum()
    move(view, at + QPoint(60, 0), buttons=LEFT)
    assert view.canvas.labels[0].pixels.astype(bool).sum() > few
    assert not painted(bench).any()
    release(view, at + QPoint(60, 0))
    assert depth(bench) == before + 1
    assert len(set(np.nonzero(painted(bench))[1].tolist())) == 1
    bench.undo()
    press(view, at)
    hold(view, Qt.Key.Key_Escape)
    release(view, at)
    assert (depth(bench), painted(bench).any()) == (before, False)


def test_a_fill_in_space_leaves_the_slice(workspace, bench):
    bench.look(replace(bench.view, brush=replace(bench.view.brush, fill_in_space=True)))
    use(workspace, "fill")
    click(pane(workspace), MIDDLE)
    assert len(set(np.nonzero(painted(bench))[1].tolist())) > 3


def test_drawing_over_nothing_or_inside_one_label_only(workspace, bench):
    use(workspace, "paint")
    click(pane(workspace), MIDDLE)
    lesion = painted(bench) == 4
    bar = workspace.brush_bar
    for value, row in ((5, bar.over.findData(0)), (6, bar.over.findData(4))):
        bar.over.setCurrentIndex(row)
        bar.over.activated.emit(row)
        bench.look(replace(bench.view, brush=replace(bench.view.brush, value=value, radius_mm=5.0)))
        click(pane(workspace), MIDDLE)
        if value == 5:
            np.testing.assert_array_equal(painted(bench) == 4, lesion)
            assert (painted(bench) == 5).any()
        else:
            np.testing.assert_array_equal(painted(bench) == 6, lesion)


@pytest.mark.parametrize("tool", ["polygon", "threshold", "adaptive", "fill", "livewire", "scissors"])
def test_a_locked_label_is_refused_in_words_with_every_tool(workspace, bench, notices, tool):
    from workstation.core.label_commands import EditSegment

    bench.do(EditSegment(4, "locked", True))
    before = depth(bench)
    use(workspace, tool)
    click(pane(workspace), MIDDLE)
    assert "locked" in str(notices[-1])
    assert (depth(bench), workspace.draft.pending) == (before, None)


def test_only_what_the_tool_needs_is_shown_in_the_bar(workspace, bench):
    bar = workspace.brush_bar
    for tool, shown, gone in (
        ("paint", (bar.radius, bar.shape, bar.label, bar.over), (bar.low, bar.tolerance)),
        ("threshold", (bar.low, bar.high, bar.from_press), (bar.tolerance,)),
        ("fill", (bar.tolerance, bar.in_space), (bar.radius, bar.low)),
        ("scissors", (bar.label,), (bar.over, bar.radius)),
    ):
        use(workspace, tool)
        assert all(each.isVisible() and each.isEnabled() for each in shown), tool
        assert not any(each.isVisible() for each in gone), tool


# ---- ruler and angle


def measured(bench):
    return list(bench.open_case.reading.measurements.values())


def test_a_ruler_stays_with_the_case_and_can_be_moved_and_taken_back(workspace, bench):
    use(workspace, "ruler")
    view, at = pane(workspace), place(pane(workspace), MIDDLE)
    drag(view, at, at + QPoint(100, 0))
    (ruler,) = measured(bench)
    assert ruler.value == pytest.approx(100 * view.camera.mm_per_px, rel=0.02)
    drag(view, at + QPoint(100, 0), at + QPoint(100, 75))
    assert measured(bench)[0].value == pytest.approx(125 * view.camera.mm_per_px, rel=0.02)
    bench.undo()
    assert measured(bench) == [ruler]
    press(view, at + QPoint(-50, 40))
    move(view, at + QPoint(50, 40), buttons=LEFT)
    assert isinstance(workspace.draft.measurement, Measurement)
    hold(view, Qt.Key.Key_Escape)
    release(view, at + QPoint(50, 40))
    assert (measured(bench), workspace.draft.measurement) == ([ruler], None)


def test_three_clicks_are_an_angle(workspace, bench):
    use(workspace, "angle")
    view, at = pane(workspace), place(pane(workspace), MIDDLE)
    for point in ((60, 0), (0, 0), (0, 60)):
        click(view, at + QPoint(*point))
    (angle,) = measured(bench)
    assert angle.value == pytest.approx(90, abs=2)
    click(view, at)
    hold(view, Qt.Key.Key_Escape)
    assert workspace.draft.pending is None
    workspace.segmentation.setCurrentWidget(workspace.segmentation.numbers)
    table = workspace.segmentation.numbers.measurements
    assert table.rowCount() == 1
    table.selectRow(0)
    workspace.segmentation.numbers.remove.click()
    assert measured(bench) == []


# ---- region tools


def wait_for_proposal(qtbot, workspace):
    qtbot.waitUntil(lambda: workspace.segmentation.tools.waiting is not None, timeout=60_000)


def paint_slices(workspace, bench, layers):
    use(workspace, "paint")
    for layer in layers:
        bench.look_at("fixed", (0.0, 0.6 + 1.2 * layer, 0.0))
        click(pane(workspace), (0.0, 0.6 + 1.2 * layer, 0.0))


def test_interpolation_is_shown_follows_strokes_and_enter_keeps_it(qtbot, workspace, bench):
    paint_slices(workspace, bench, (0, 4))
    before, drawn = depth(bench), (painted(bench) == 4).sum()

    workspace.handlers()["segment.interpolate"]()
    wait_for_proposal(qtbot, workspace)
    assert depth(bench) == before
    bench.look_at("fixed", (0.0, 0.6 + 2.4, 0.0))
    assert (pane(workspace).canvas.labels[0].pixels == 4).any()
    first = workspace.draft.labels["fixed"]
    paint_slices(workspace, bench, (8,))
    qtbot.waitUntil(lambda: workspace.draft.labels.get("fixed") not in (None, first), timeout=60_000)
    hold(pane(workspace), ENTER)
    assert depth(bench) == before + 2
    assert bench.history().undo_title.template == "Interpolate {name}"
    assert (painted(bench) == 4).sum() > 2 * drawn
    assert len(set(np.nonzero(painted(bench) == 4)[1].tolist())) == 9


def test_esc_drops_a_proposal(qtbot, workspace, bench):
    paint_slices(workspace, bench, (0, 4))
    before, labels = depth(bench), painted(bench)
    workspace.handlers()["segment.interpolate"]()
    wait_for_proposal(qtbot, workspace)
    hold(pane(workspace), Qt.Key.Key_Escape)
    assert (depth(bench), workspace.draft.pending, workspace.draft.labels) == (before, None, {})
    np.testing.assert_array_equal(painted(bench), labels)
    bench.look_at("fixed", (0.0, 0.6 + 2.4, 0.0))
    assert pane(workspace).canvas.labels == ()


@pytest.mark.parametrize("task", ["median", "wider", "narrower", "hollow", "largest", "holes", "split"])
def test_a_tool_of_the_panel_is_chosen_previewed_and_kept(qtbot, workspace, bench, notices, task):
    bench.look(replace(bench.view, brush=replace(bench.view.brush, radius_mm=6.0, shape="sphere")))
    use(workspace, "paint")
    click(pane(workspace), MIDDLE)
    click(pane(workspace), (16.0, 0.6, 12.0))
    tools, before = workspace.segmentation.tools, depth(bench)
    workspace.handlers()["segment.tools"]()
    tools.choose(task)
    if task == "median":
        tools.amount.setValue(1.5)
    if task in ("wider", "narrower"):
        tools.amount.setValue(2.0)
    tools.preview.click()
    qtbot.waitUntil(lambda: tools.waiting is not None or bool(notices), timeout=60_000)
    if task == "holes":
        assert "changes nothing" in str(notices[-1])
        return
    tools.keep.click()
    assert depth(bench) == before + 1
    bench.undo()
    assert set(np.unique(painted(bench)).tolist()) == {0, 4}


def test_a_tool_that_cannot_be_used_says_why(qtbot, workspace, bench, notices):
    tools = workspace.segmentation.tools
    tools.choose("median")
    tools.propose()
    qtbot.waitUntil(lambda: bool(notices), timeout=60_000)
    assert "Nothing is drawn" in str(notices[-1])
    tools.choose("add")
    tools.other.setCurrentIndex(tools.other.findData(4))
    tools.propose()
    assert "another label" in str(notices[-1])
    assert workspace.why_disabled("segment.propagate") is not None


def test_an_outline_is_copied_to_the_next_slice(workspace, bench, notices):
    paint_slices(workspace, bench, (0,))
    workspace.pair.activate(pane(workspace))
    here = bench.view.fixed_cursor_mm
    workspace.handlers()["segment.copy_next"]()
    y = sorted(set(np.nonzero(painted(bench) == 4)[1].tolist()))
    assert len(y) == 2
    assert bench.view.fixed_cursor_mm[1] == pytest.approx(here[1] + 1.2)
    first, second = ((painted(bench) == 4)[:, n].sum() for n in y)
    assert first == second
    bench.undo()
    assert len(set(np.nonzero(painted(bench) == 4)[1].tolist())) == 1


def test_numbers_appear_when_they_are_looked_at_and_can_be_exported(qtbot, workspace, bench, tmp_path):
    bench.look(replace(bench.view, brush=replace(bench.view.brush, radius_mm=6.0, shape="sphere")))
    use(workspace, "paint")
    click(pane(workspace), MIDDLE)
    click(pane(workspace, "moving"), MIDDLE)
    numbers = workspace.segmentation.numbers
    workspace.handlers()["segment.numbers"]()
    qtbot.waitUntil(lambda: numbers.table.rowCount() == 2, timeout=60_000)
    volume = (painted(bench) == 4).sum() * 1.5 * 1.2 * 2.0
    assert numbers.table.item(0, 2).text() == f"{volume / 1000:.3f}"
    titles = [numbers.table.horizontalHeaderItem(n).text() for n in range(numbers.table.columnCount())]
    assert "°" in numbers.table.item(0, titles.index("Long axis")).text()
    numbers.save(tmp_path / "labels.csv")
    lines = (tmp_path / "labels.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "diameter_coronal_mm" in lines[0]
    bench.look_at("fixed", (-12.0, 0.6, 8.0))
    numbers.table.cellDoubleClicked.emit(0, 0)
    assert np.linalg.norm(np.subtract(bench.view.fixed_cursor_mm, MIDDLE)) < 2


def test_the_fit_of_the_warped_label_follows_each_edit(qtbot, workspace, bench):
    bench.look(replace(bench.view, brush=replace(bench.view.brush, radius_mm=6.0, shape="sphere")))
    use(workspace, "paint")
    click(pane(workspace), MIDDLE)
    opened = bench.open_case
    labels, before = opened.reading.labels["fixed"], opened.reading.labels["moving"]
    bench.do(PaintLabels("moving", labels.difference_from(before), "import", 4))
    bench.folder.write_transform("case", "t1", Affine.translation((0.0, 0.0, 0.0)), {})
    bench.do(AddTransform(TransformRecord("t1", "still", "Still")))
    bench.do(UseTransform("t1"))
    numbers = workspace.segmentation.numbers
    workspace.handlers()["segment.numbers"]()
    titles = [numbers.table.horizontalHeaderItem(n).text() for n in range(numbers.table.columnCount())]

    def told(title):
        item = numbers.table.item(0, titles.index(title))
        return float(item.text()) if item is not None and item.text() else None

    qtbot.waitUntil(lambda: told("Dice") == 1.0 and told("Warped − drawn") == 0, timeout=60_000)
    assert (told("HD95"), told("Mean mm")) == (0, 0)
    assert numbers.status.text() == "lesion, warped: Dice 1.000, HD95 0.00 mm, mean 0.00 mm, +0.000 mL"
    bench.look(replace(bench.view, brush=replace(bench.view.brush, radius_mm=8.0)))
    click(pane(workspace), MIDDLE)
    qtbot.waitUntil(lambda: told("Dice") is not None and told("Dice") < 0.9, timeout=60_000)
    assert told("Warped − drawn") < 0
    assert told("HD95") > 1.0


# ---- the 3D view


def test_the_3d_view_shows_surfaces_turns_and_a_click_jumps_there(qtbot, workspace, bench):
    bench.look(replace(bench.view, brush=replace(bench.view.brush, radius_mm=8.0, shape="sphere")))
    use(workspace, "paint")
    click(pane(workspace), MIDDLE)
    workspace.handlers()["segment.surface"]()
    window = workspace.segmentation.surface
    window.resize(500, 420)
    window.planes.setChecked(False)
    qtbot.waitUntil(lambda: window.is_at_rest, timeout=120_000)
    canvas = window.canvas
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    assert canvas.picture.pixels[middle.y(), middle.x()].max() > 60
    before = canvas.camera
    QTest.mousePress(canvas, LEFT, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(60, 20))
    QTest.mouseRelease(canvas, LEFT, pos=middle + QPoint(60, 20))
    canvas.camera = before.turned(60, 20)
    canvas.moved.emit()
    qtbot.waitUntil(lambda: window.is_at_rest, timeout=120_000)
    bench.look_at("fixed", (15.0, -9.0, 12.0))
    qtbot.mouseClick(canvas, LEFT, pos=middle)
    away = np.linalg.norm(np.subtract(bench.view.fixed_cursor_mm, MIDDLE))
    assert 5.0 < away < 10.0  # on the surface of the ball
    window.mode.setCurrentIndex(1)
    qtbot.waitUntil(lambda: window.is_at_rest, timeout=120_000)
    assert canvas.picture.pixels.max() > 100
    window.close()
