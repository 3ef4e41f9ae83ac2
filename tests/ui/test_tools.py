import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.ui.tools import (
    LARGEST_BRUSH_MM,
    SMALLEST_BRUSH_MM,
    Draft,
    DraftMark,
    Pointer,
    decide,
    decide_wheel,
    dragged_window,
    resized_brush,
)
from workstation.workbench.view import Window

TOOLS = ("navigate", "landmark", "paint", "erase")
EDITS = {"landmark", "paint", "erase"}


def pointer(button="left", **more):
    return Pointer(0, 0, button, **more)


@pytest.mark.parametrize(
    ("tool", "ctrl", "meaning"),
    [
        ("navigate", False, "cursor"),
        ("landmark", False, "landmark"),
        ("paint", False, "paint"),
        ("paint", True, "erase"),
        ("erase", False, "erase"),
        ("erase", True, "paint"),
    ],
)
def test_the_left_button_does_what_the_tool_says(tool, ctrl, meaning):
    assert decide(pointer(ctrl=ctrl), tool, "annotator") == meaning


def test_middle_and_right_button_space_and_w_never_edit():
    for tool, preset, ctrl in product(TOOLS, ("annotator", "reader"), (False, True)):
        assert decide(pointer("middle", ctrl=ctrl), tool, preset) == "pan"
        assert decide(pointer("right", ctrl=ctrl), tool, preset) == "zoom"
        assert decide(pointer(held=frozenset({"space"}), ctrl=ctrl), tool, preset) == "pan"
        assert decide(pointer(held=frozenset({"w"}), ctrl=ctrl), tool, preset) == "window"


def test_the_reader_preset_changes_the_window_by_dragging_but_leaves_the_tools_alone():
    assert decide(pointer(), "navigate", "reader") == "cursor or window"
    assert {decide(pointer(), tool, "reader") for tool in EDITS} == EDITS


def test_the_wheel_scrolls_zooms_with_ctrl_and_sizes_the_brush_with_shift():
    assert decide_wheel(pointer("none"), "paint") == "slice"
    assert decide_wheel(pointer("none", ctrl=True), "paint") == "zoom"
    assert decide_wheel(pointer("none", shift=True), "paint") == "brush"
    assert decide_wheel(pointer("none", shift=True), "navigate") == "slice"


@given(st.floats(SMALLEST_BRUSH_MM, LARGEST_BRUSH_MM), st.integers(-60, 60))
def test_the_brush_keeps_to_its_limits(radius_mm, steps):
    assert SMALLEST_BRUSH_MM <= resized_brush(radius_mm, steps) <= LARGEST_BRUSH_MM


@given(st.floats(1, 50))
def test_the_brush_grows_with_every_step_until_it_is_largest(radius_mm):
    assert resized_brush(radius_mm, 1) > radius_mm or radius_mm == LARGEST_BRUSH_MM


@given(st.floats(-1000, 1000), st.floats(1, 1000), st.integers(-500, 500), st.integers(-500, 500))
def test_a_window_drag_right_widens_and_down_brightens(low, width, dx, dy):
    window = Window(low, low + width)
    dragged = dragged_window(window, dx, dy)
    assert dragged.high - dragged.low == pytest.approx(width * math.exp(dx / 250), rel=1e-6)
    assert dragged.high + dragged.low == pytest.approx(window.high + window.low - 2 * dy * width / 250, abs=1e-3)


def test_a_cleared_draft_tells_the_side_it_was_about():
    draft, told = Draft(), []
    draft.changed.connect(told.append)
    draft.show_mark(DraftMark("a", "moving", (0, 0, 0)))
    draft.clear()
    assert draft.mark is None
    assert told == ["moving", "moving"]
