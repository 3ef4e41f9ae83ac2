"""Drawing where structures overlap, as a person does it: each gesture keeps to the layer of the label in the hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from hands import CTRL, click, drag, hold
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import Segment
from workstation.imaging.compare import outlines
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.ui.pane_labels import lines_of_overlap
from workstation.ui.pane_text import read_out
from workstation.workbench.segmentation_jobs import Order, job_for
from workstation.workbench.segmentation_numbers import Desk

MIDDLE = (0.0, 0.6, 0.0)
GLAND, CORE = 3, 90


@pytest.fixture
def bench(blobs):
    """A gland that fills half of the fixed volume, and a core in the table, on a layer of its own and in the hand."""
    blobs.do(AddSegment(Segment(CORE, "core", "#e69f00", layer=1)))
    labels = blobs.open_case.reading.labels["fixed"]
    after = labels.copy()
    z, y, x = labels.shape
    box = (slice(0, z), slice(0, y), slice(0, x // 2))
    after.write(box, np.full([s.stop - s.start for s in box], GLAND, np.uint8))
    blobs.do(PaintLabels("fixed", after.difference_from(labels), value=GLAND))
    return blobs


@pytest.fixture
def workspace(shown, bench):
    workspace = shown(AnnotateWorkspace(bench), 1500, 950)
    in_hand(bench, value=CORE, radius_mm=3.0)
    return workspace


def in_hand(bench, **brush):
    bench.look(replace(bench.view, brush=replace(bench.view.brush, **brush)))


def pane(workspace):
    return workspace.pair.panes["fixed", "coronal"]


def whole(bench, layer):
    return bench.open_case.reading.layer("fixed", layer).whole()


@pytest.mark.parametrize("tool", ["paint", "threshold", "adaptive", "fill"])
def test_a_gesture_on_one_layer_leaves_the_other_and_is_undone_alone(workspace, bench, tool):
    gland, before = whole(bench, 0), bench.open_case.reading.copy()
    workspace.strip.run(f"tool.{tool}")
    drag(pane(workspace), MIDDLE, (1.5, 0.6, 1.0))
    np.testing.assert_array_equal(whole(bench, 0), gland)
    assert set(np.unique(whole(bench, 1)).tolist()) == {0, CORE}
    bench.undo()
    assert bench.open_case.reading == before


def test_an_outline_is_filled_on_the_layer_of_its_label(workspace, bench):
    gland = whole(bench, 0)
    workspace.strip.run("tool.polygon")
    for corner in ((-4.0, 0.6, -4.0), (4.0, 0.6, -4.0), (0.0, 0.6, 4.0)):
        click(pane(workspace), corner)
    hold(pane(workspace), Qt.Key.Key_Return)
    np.testing.assert_array_equal(whole(bench, 0), gland)
    assert (whole(bench, 1) == CORE).any()


def test_erasing_takes_away_the_label_of_its_layer_only(workspace, bench):
    workspace.strip.run("tool.paint")
    drag(pane(workspace), MIDDLE, (1.5, 0.6, 1.0))
    gland = whole(bench, 0)
    drag(pane(workspace), MIDDLE, (1.5, 0.6, 1.0), keys=CTRL)
    assert not whole(bench, 1).any()
    np.testing.assert_array_equal(whole(bench, 0), gland)
    assert str(bench.history().undo_title) == "Erase core"


def test_inside_a_label_of_another_layer_the_brush_draws_only_where_that_is(workspace, bench):
    in_hand(bench, over=frozenset((GLAND,)), radius_mm=4.0)
    workspace.strip.run("tool.paint")
    drag(pane(workspace), MIDDLE, (1.5, 0.6, 1.0))
    core = whole(bench, 1) == CORE
    assert core.any()
    assert (whole(bench, 0)[core] == GLAND).all()


def test_esc_leaves_no_trace_on_any_layer(workspace, bench):
    before = bench.open_case.reading.copy()
    workspace.strip.run("tool.polygon")
    click(pane(workspace), MIDDLE)
    hold(pane(workspace), Qt.Key.Key_Escape)
    assert bench.open_case.reading == before


def paint_core(workspace):
    workspace.strip.run("tool.paint")
    drag(pane(workspace), MIDDLE, (1.5, 0.6, 1.0))


def test_both_layers_are_drawn_with_the_lines_of_both_where_they_overlap(workspace, bench):
    assert len(pane(workspace).canvas.labels) == 1
    paint_core(workspace)
    looks = pane(workspace).canvas.labels
    assert [set(np.unique(look.pixels).tolist()) for look in looks[:2]] == [{0, GLAND}, {0, CORE}]
    overlap = (looks[0].pixels > 0) & (looks[1].pixels > 0)
    assert CORE in looks[1].lines[overlap]
    assert not looks[1].lines[~overlap].any()


def test_lines_are_drawn_only_where_two_layers_meet():
    low, high = np.zeros((9, 9), np.uint8), np.zeros((9, 9), np.uint8)
    low[2:9, 2:9], high[0:5, 0:5] = 1, 2
    wanted = np.zeros_like(low)
    wanted[2, 2:5] = wanted[2:5, 2] = 1
    wanted[4, 2:5] = wanted[2:5, 4] = 2
    np.testing.assert_array_equal(lines_of_overlap([low, high], [outlines(low), outlines(high)]), wanted)
    beside = np.where(low, 0, high).astype(np.uint8)
    assert lines_of_overlap([low, beside], [outlines(low), outlines(beside)]) is None


def test_the_read_out_names_all_labels_of_a_voxel_the_highest_first(workspace, bench):
    paint_core(workspace)
    reading, volume = bench.open_case.reading, bench.open_case.case.fixed
    z, y, x = (int(n[0]) for n in np.nonzero((whole(bench, 0) == GLAND) & (whole(bench, 1) == CORE)))
    layers = [labels for _, labels in reading.layers("fixed")]
    words = read_out(volume, volume.grid.point_of((x, y, z)), layers, reading.segments)
    assert words.endswith("core + " + reading.segments[GLAND].name)


def carried_out(bench, order):
    proposal = job_for(order, bench.open_case, "fixed")(lambda fraction, message: None)
    bench.do(proposal.command)
    return proposal


def test_logic_combines_labels_of_two_layers(workspace, bench):
    paint_core(workspace)
    gland, core = whole(bench, 0) == GLAND, whole(bench, 1) == CORE
    carried_out(bench, Order("intersect", CORE, other=GLAND))
    np.testing.assert_array_equal(whole(bench, 1) == CORE, core & gland)
    np.testing.assert_array_equal(whole(bench, 0) == GLAND, gland)
    bench.undo()
    carried_out(bench, Order("subtract", GLAND, other=CORE))
    np.testing.assert_array_equal(whole(bench, 0) == GLAND, gland & ~core)
    np.testing.assert_array_equal(whole(bench, 1) == CORE, core)
    bench.undo()
    carried_out(bench, Order("add", CORE, other=GLAND))
    np.testing.assert_array_equal(whole(bench, 1) == CORE, core | gland)


def test_parts_that_are_split_off_stay_on_their_layer_with_values_nobody_has(workspace, bench):
    reading = bench.open_case.reading
    labels = reading.layer("fixed", 1)
    after = labels.copy()
    for start in (2, 8):
        after.write((slice(2, 4), slice(2, 4), slice(start, start + 2)), np.full((2, 2, 2), CORE, np.uint8))
    bench.do(PaintLabels("fixed", after.difference_from(labels), value=CORE, layer=1))
    before = reading.copy()
    carried_out(bench, Order("split", CORE))
    (new,) = reading.layer("fixed", 1).values() - {CORE}
    assert new not in before.segments
    assert reading.layer_of(new) == 1
    bench.undo()
    assert bench.open_case.reading == before


def test_numbers_and_the_margin_know_the_layer_of_a_label(workspace, bench):
    paint_core(workspace)
    core = int((whole(bench, 1) == CORE).sum())
    rows = {row.value: row for row in Desk.of(bench.open_case).rows(lambda fraction, message: None)}
    assert rows[CORE].sides["fixed"].voxels == core
    assert rows[GLAND].sides["fixed"].voxels == int((whole(bench, 0) == GLAND).sum())
    gland = whole(bench, 0)
    assert carried_out(bench, Order("wider", CORE, size_mm=3.0)).layer == 1
    assert int((whole(bench, 1) == CORE).sum()) > core
    np.testing.assert_array_equal(whole(bench, 0), gland)


def test_layers_are_at_hand_by_keys(workspace, bench):
    assert workspace.why_disabled("segment.layer") is None
    workspace.handlers()["segment.layer"]()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    workspace.handlers()["segment.new_on_layer"]()
    assert bench.open_case.reading.layer_of(bench.view.brush.value) == 2


def test_the_3d_view_shows_structures_of_every_layer(qtbot, workspace, bench):
    in_hand(bench, shape="sphere", radius_mm=5.0)
    paint_core(workspace)
    workspace.handlers()["segment.surface"]()
    window = workspace.segmentation.surface
    qtbot.waitUntil(lambda: window.is_at_rest)
    assert len(window._meshes) == 2
    window.close()
