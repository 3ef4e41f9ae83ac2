"""The region of interest: drawn, stretched and moved by hand, in numbers, and kept to by every tool that draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox

from hands import click, drag, hold, move, place, press
from workstation.core.label_commands import PaintLabels
from workstation.core.labels import LabelMap
from workstation.ui.annotate_workspace import AnnotateWorkspace

MIDDLE = (0.0, 0.6, 0.0)


@pytest.fixture
def bench(blobs):
    return blobs


@pytest.fixture
def workspace(shown, bench):
    workspace = shown(AnnotateWorkspace(bench), 1500, 950)
    bench.look(replace(bench.view, brush=replace(bench.view.brush, value=4, radius_mm=6.0)))
    return workspace


def use(workspace, tool):
    workspace.strip.run(f"tool.{tool}")


def pane(workspace, orientation="coronal"):
    return workspace.pair.panes["fixed", orientation]


def painted(bench):
    return bench.open_case.reading.labels["fixed"].whole()


def draw(workspace, first=(-60, -40), last=(60, 40)):
    """A region around the middle, by a drag in the coronal pane."""
    use(workspace, "region")
    view = pane(workspace)
    at = place(view, MIDDLE)
    drag(view, at + QPoint(*first), at + QPoint(*last))
    return view, at


def inside(region, shape):
    mask = np.zeros(shape, bool)
    mask[region.box] = True
    return mask


def test_a_drag_draws_a_region_and_every_pane_that_meets_it_shows_it(workspace, bench):
    view, _ = draw(workspace)
    region, grid = bench.view.region("fixed"), bench.open_case.case.fixed.grid
    size, per_px = region.size_mm(grid), view.camera.mm_per_px
    for axis, pixels in ((0, 120), (2, 80)):
        assert size[axis] == pytest.approx(pixels * per_px, abs=grid.spacing_mm[axis])
    assert bench.view.region("moving") is None
    shown = [each for each in view.canvas.layers if type(each).__name__ == "RegionItem"]
    assert len(shown) == 1
    assert shown[0].has_handles
    bench.look_at("fixed", (0.0, 19.0, 0.0))
    assert not [each for each in view.canvas.layers if type(each).__name__ == "RegionItem"]


def test_edges_corners_and_the_inside_are_handles_and_esc_gives_a_drag_up(workspace, bench):
    view, at = draw(workspace)
    before = bench.view.region("fixed")
    grid = bench.open_case.case.fixed.grid
    edge = place(view, grid.point_of((before.extent(0)[1] - 0.5, 16, 14)))
    drag(view, edge, edge + QPoint(30, 0))
    wider = bench.view.region("fixed")
    assert wider.extent(0)[1] > before.extent(0)[1]
    assert (wider.extent(0)[0], wider.extent(1), wider.extent(2)) == (
        before.extent(0)[0], before.extent(1), before.extent(2),
    )  # fmt: skip
    drag(view, at, at + QPoint(20, 12))
    moved = bench.view.region("fixed")
    assert moved.size_mm(grid) == wider.size_mm(grid)
    assert moved != wider
    press(view, at + QPoint(10, 6))
    move(view, at + QPoint(-40, 0), buttons=Qt.MouseButton.LeftButton)
    assert bench.view.region("fixed") != moved
    hold(view, Qt.Key.Key_Escape)
    assert bench.view.region("fixed") == moved


def test_numbers_and_keys_change_the_region_and_take_it_away(workspace, bench):
    use(workspace, "region")
    bar = workspace.region_bar
    assert bar.isVisible()
    assert not workspace.brush_bar.isVisible()
    assert not bar.sizes[0].isEnabled()
    bench.look_at("fixed", (3.0, 0.6, -4.0))
    workspace.strip.run("region.here")
    grid = bench.open_case.case.fixed.grid
    assert np.allclose(bench.view.region("fixed").centre_mm(grid), (3.0, 0.6, -4.0), atol=2)
    bar.sizes[0].setValue(12.0)
    assert bench.view.region("fixed").size_mm(grid)[0] == pytest.approx(12.0)
    assert workspace.why_disabled("region.clear") is None
    workspace.strip.run("region.clear")
    assert bench.view.region("fixed") is None
    assert "no region" in str(workspace.why_disabled("region.clear"))


@pytest.mark.parametrize("tool", ["paint", "adaptive", "threshold", "fill", "polygon", "erase"])
def test_every_drawing_tool_keeps_inside_the_region(workspace, bench, tool):
    shape = painted(bench).shape
    if tool == "erase":
        full = LabelMap.from_array(np.full(shape, 4, np.uint8))
        bench.do(PaintLabels("fixed", full.difference_from(bench.open_case.reading.labels["fixed"])))
    before = painted(bench)
    view, at = draw(workspace, (-30, -25), (30, 25))
    mask = inside(bench.view.region("fixed"), shape)
    bench.look(replace(bench.view, brush=replace(bench.view.brush, shape="sphere", radius_mm=14.0, tolerance=90.0)))
    use(workspace, tool)
    if tool == "polygon":
        for corner in ((-20, -20), (120, -20), (120, 90), (-20, 90)):
            click(view, at + QPoint(*corner))
        hold(view, Qt.Key.Key_Return)
    else:
        click(view, at)
    changed = painted(bench) != before
    assert changed.any()
    assert not (changed & ~mask).any()
    bench.undo()
    np.testing.assert_array_equal(painted(bench), before)


def test_a_press_outside_the_region_says_why_nothing_is_drawn(workspace, bench):
    told = []
    bench.noticed.connect(told.append)
    view, at = draw(workspace, (-30, -25), (30, 25))
    use(workspace, "paint")
    click(view, at + QPoint(120, 90))
    assert "outside the region" in str(told[-1])
    assert not painted(bench).any()


def test_a_region_tool_keeps_inside_too(qtbot, workspace, bench):
    use(workspace, "paint")
    bench.look(replace(bench.view, brush=replace(bench.view.brush, shape="sphere")))
    click(pane(workspace), MIDDLE)
    before = painted(bench)
    draw(workspace, (-200, -200), (0, 200))
    mask = inside(bench.view.region("fixed"), before.shape)
    tools = workspace.segmentation.tools
    tools.choose("wider")
    tools.amount.setValue(3.0)
    tools.propose()
    qtbot.waitUntil(lambda: tools.waiting is not None, timeout=60_000)
    tools.accept()
    changed = painted(bench) != before
    assert changed.any()
    assert not (changed & ~mask).any()


def test_drawing_inside_several_chosen_labels(workspace, bench):
    labels = bench.open_case.reading.labels["fixed"]
    array = np.zeros(labels.shape, np.uint8)
    array[:, :, :12], array[:, :, 12:20], array[:, :, 20:28] = 1, 2, 3
    bench.do(PaintLabels("fixed", LabelMap.from_array(array).difference_from(labels)))
    use(workspace, "paint")
    menu = workspace.brush_bar.several_menu()
    ticks = {tick.text(): tick for tick in menu.findChildren(QCheckBox)}
    names = {value: each.name for value, each in bench.open_case.reading.segments.items()}
    for value in (2, 3):
        ticks[names[value]].click()
    menu.close()
    assert bench.view.brush.over == {2, 3}
    assert "2" in workspace.brush_bar.over.currentText()
    bench.look(replace(bench.view, brush=replace(bench.view.brush, shape="sphere", radius_mm=20.0)))
    click(pane(workspace), MIDDLE)
    now = painted(bench)
    assert (now[array == 2] == 4).any()
    assert (now[array == 3] == 4).any()
    np.testing.assert_array_equal(now[(array == 1) | (array == 0)], array[(array == 1) | (array == 0)])
