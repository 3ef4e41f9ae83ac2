import json
from dataclasses import replace

import pytest

from phantoms import shifted_blobs
from workstation.core.errors import Message
from workstation.core.region_box import RegionBox
from workstation.core.study import CaseEntry
from workstation.workbench.case_view import Zoom, read_view, view_file, write_view
from workstation.workbench.pane_layouts import PaneLayout
from workstation.workbench.view import Hidden, Overlay, Window
from workstation.workbench.workbench import Workbench


@pytest.fixture
def bench(tmp_path):
    bench = Workbench("王医生")
    bench.new_study(tmp_path / "study")
    pair = shifted_blobs()
    for name in ("a", "b"):
        bench.add_case(CaseEntry(name), pair.fixed, pair.moving)
    bench.show_case("a")
    yield bench
    bench.close()


def another_session(bench, reader="王医生", case="a"):
    """The same study opened by a program that was started anew."""
    path = bench.folder.path
    bench.close()
    later = Workbench(reader)
    later.open_study(path)
    told = []
    later.noticed.connect(told.append)
    later.show_case(case)
    return later, told


def look_closely(bench):
    bench.look_at("fixed", (2.0, 1.0, 3.0))
    overlay = Overlay("wipe", warped=False, opacity=0.3, wipe="cross", deformation="distance")
    bench.look(replace(bench.view, fixed_window=Window(12.5, 99.0), slab_mm=3.0, overlay=overlay, smooth=False))
    bench.memory.keep_zoom("check fixed coronal", Zoom((2.0, 1.0, 3.0), 0.07))
    bench.memory.layouts["check"] = PaneLayout("1x2", "sagittal")


def test_a_case_is_looked_at_as_it_was_left_also_in_another_session(bench):
    look_closely(bench)
    view, zooms, layouts = bench.view, dict(bench.memory.zooms), dict(bench.memory.layouts)
    later, told = another_session(bench)
    assert later.view == replace(view, overlay=Overlay(opacity=0.3, wipe="cross"))  # both native come first
    assert (later.memory.zooms, later.memory.layouts) == (zooms, layouts)
    assert told == []
    later.close()


def test_each_case_and_each_reader_has_a_view_of_its_own(bench):
    look_closely(bench)
    bench.show_case("b")
    assert bench.view.overlay == Overlay()
    assert bench.memory.zooms == {}
    bench.show_case("a")
    later, _ = another_session(bench, "somebody else")
    assert later.view.overlay == Overlay()
    later.close()


def test_the_region_is_kept_for_each_case_and_reader(bench):
    region = RegionBox((1, 2, 3), (5, 6, 7))
    bench.look(bench.view.with_region("fixed", region))
    bench.show_case("b")
    assert bench.view.fixed_region is None
    bench.show_case("a")
    later, told = another_session(bench)
    assert (later.view.fixed_region, later.view.moving_region, told) == (region, None, [])
    other, _ = another_session(later, "somebody else")
    assert other.view.fixed_region is None
    other.close()


def test_a_region_that_no_longer_lies_in_the_volume_is_cut_or_dropped(bench):
    depth, height, width = bench.open_case.case.fixed.grid.shape_zyx
    path = view_file(bench.open_case)
    bench.close_case()
    kept, far = read_view(path), RegionBox((0, height, 0), (4, height + 9, 4))
    view = kept.view.with_region("fixed", RegionBox((1, 1, 1), (depth + 3, 8, width))).with_region("moving", far)
    write_view(path, replace(kept, view=view))
    later, told = another_session(bench)
    assert later.view.fixed_region == RegionBox((1, 1, 1), (depth, 8, width))
    assert (later.view.moving_region, told) == (None, [])
    later.close()


def test_what_was_hidden_and_the_tool_in_the_hand_are_not_kept(bench):
    hidden = Hidden(labels=True, landmarks=True)
    bench.look(replace(bench.view, hidden=hidden, tool="erase", landmark_id="L1"))
    later, _ = another_session(bench)
    assert (later.view.hidden, later.view.tool, later.view.landmark_id) == (Hidden(), "navigate", "")
    later.close()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"view": 3}', '{"view": {"fixed_cursor_mm": [NaN, 0, 0]}}', '{"view": {"overlay": {"mode": "?"}}}',
     '{"view": {}, "zooms": {"x": {"middle_mm": [0, 0, 0], "mm_per_px": -1}}}', "\x00\x01"],
)  # fmt: skip
def test_a_broken_view_is_set_aside_with_a_notice(bench, text):
    first = bench.view
    path = view_file(bench.open_case)
    bench.close_case()
    path.write_text(text)
    later, told = another_session(bench)
    assert later.view == first
    assert [str(each) for each in told if isinstance(each, Message)] == [
        "How this case was last looked at could not be read; it opens as if it were new."
    ]
    later.close()


def test_a_cursor_that_no_longer_lies_in_the_volume_is_brought_back(bench):
    path = view_file(bench.open_case)
    bench.close_case()
    kept = read_view(path)
    write_view(path, replace(kept, view=replace(kept.view, fixed_cursor_mm=(500.0, 0.0, 0.0))))
    later, _ = another_session(bench)
    assert later.open_case.case.fixed.grid.contains(later.view.fixed_cursor_mm)
    later.close()


def test_a_view_of_a_newer_program_is_read_as_far_as_it_is_known(bench):
    look_closely(bench)
    path = view_file(bench.open_case)
    bench.close_case()
    data = json.loads(path.read_text())
    data["view"]["something_new"] = 1
    path.write_text(json.dumps(data))
    later, told = another_session(bench)
    assert later.view.slab_mm == 3.0
    assert told == []
    later.close()


def test_looking_changes_no_journal_and_a_window_that_may_only_look_writes_nothing(bench):
    journal = bench.folder.snapshot_file("a", "王医生").with_suffix(".journal")
    bench.open_case.history.flush()
    before = journal.read_bytes()
    look_closely(bench)
    watching = Workbench("王医生")
    watching.open_study(bench.folder.path)
    watching.show_case("a")
    watching.look(replace(watching.view, slab_mm=20.0))
    watching.close()
    assert not view_file(bench.open_case).exists()
    bench.close_case()
    assert journal.read_bytes() == before


def test_the_view_is_written_with_the_snapshots_of_every_minute(bench):
    look_closely(bench)
    bench.checkpoint_in_background()
    bench.wait_for_writers()
    assert read_view(view_file(bench.open_case)).view.slab_mm == 3.0
