from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hands import open_blobs
from phantoms import grid_of
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry, GeometryDecision, PrivacyRecord
from workstation.imaging.linear import rotation_about
from workstation.workbench.breast_frame import (
    align_nipples,
    nipple_of,
    place_in_breast,
    read_out_in_breast,
    said_breast,
)

GRID = grid_of()


@pytest.mark.parametrize(
    ("left", "head", "clock"),
    [(0, 20, "12:00"), (20, 0, "3:00"), (0, -20, "6:00"), (-20, 0, "9:00"), (-5, 18, "11:30")],
)
def test_the_clock_is_seen_from_in_front_of_the_patient(left, head, clock):
    place = place_in_breast(GRID, (1.0, 0.0, 2.0), (1.0 + left, 0.0, 2.0 + head))
    assert place.clock == clock
    assert place.from_nipple_mm == pytest.approx((left**2 + head**2) ** 0.5)


def test_depth_counts_from_the_upper_edge_of_the_scan():
    assert place_in_breast(GRID, (0, 0, 0), GRID.point_of((3, 0, 3))).depth_mm == pytest.approx(GRID.spacing_mm[1] / 2)


VIEWS = {  # how the probe of each view stood: where the middle of the scan lies beside the nipple, and its turn
    "AP": (0.0, 0.0), "LAT": (30.0, 25.0), "MED": (-30.0, -25.0),
}  # fmt: skip


def scan_of_view(view, breast):
    """The grid of a scan as the probe stood: beside the nipple on the outer or inner side, and turned about the body."""
    beside, turn = (each * (1 if breast == "left" else -1) for each in VIEWS[view])
    axes = rotation_about(np.radians(turn) * np.array([0.0, 0.0, 1.0]))
    plain = Grid((60, 50, 150), (1.0, 1.0, 1.0), direction=tuple(axes.ravel().tolist()))
    origin = np.array([beside, 20.0, 0.0]) - (np.array(plain.centre_mm) - np.array(plain.origin_mm))
    return replace(plain, origin_mm=tuple(origin.tolist()))


@pytest.mark.parametrize("view", ["AP", "LAT", "MED"])
@pytest.mark.parametrize(
    ("breast", "outer", "quadrant", "clock"),
    [
        ("left", 10, ("upper", "outer"), "2:00"), ("right", 10, ("upper", "outer"), "10:00"),
        ("left", -10, ("upper", "inner"), "10:00"), ("right", -10, ("upper", "inner"), "2:00"),
    ],
)  # fmt: skip
def test_the_upper_outer_quadrant_is_at_two_in_the_left_breast_and_at_ten_in_the_right(
    view, breast, outer, quadrant, clock
):
    outward = outer if breast == "left" else -outer
    height = abs(outer) / np.tan(np.radians(60))  # two hours beside twelve
    place = place_in_breast(scan_of_view(view, breast), (0.0, 0.0, 0.0), (outward, 15.0, height), breast)
    assert (place.clock, (place.height, place.side)) == (clock, quadrant)
    unknown = place_in_breast(scan_of_view(view, breast), (0.0, 0.0, 0.0), (outward, 15.0, height))
    assert (unknown.clock, unknown.height, unknown.side) == (clock, "", "")


@pytest.mark.parametrize(("breast", "words"), [("left", "L 3:00 upper outer"), ("right", "R 3:00 upper inner")])
def test_the_read_out_follows_what_a_person_says_about_the_breast_in_both_volumes_and_undo(bench, breast, words):
    mark_nipple(bench)
    entry = bench.study.state.case("case")
    bench.confirm_geometry(said_breast(bench.open_case, entry, breast, "reader", "2026-11-23"))
    opened = bench.open_case
    assert opened.case.breasts == (breast, breast)
    assert opened.case.fixed.provenance.state == "stated"  # nobody said anything about its millimetres
    for side, place in (("fixed", (9.0, 2.0, 3.5)), ("moving", (12.0, 2.0, 3.5))):
        assert str(read_out_in_breast(opened, side, place)).startswith(words)
    assert str(read_out_in_breast(opened, "fixed", (1.0, 2.0, 4.0))).startswith("at the nipple")
    bench.undo("study")
    assert "left or right breast?" in str(read_out_in_breast(bench.open_case, "fixed", (9.0, 2.0, 3.5)))


def test_saying_which_breast_it_is_leaves_an_earlier_decision_as_it_was(bench):
    entry = bench.study.state.case("case")
    before = GeometryDecision("fixed", "ruler", "Li", "2026", spacing_mm=(0.5, 0.6, 0.7), view="LAT", is_trusted=False)
    fixed, moving = said_breast(bench.open_case, replace(entry, decisions=(before,)), "right", "Wu", "2027")
    assert (fixed.spacing_mm, fixed.view, fixed.is_trusted) == ((0.5, 0.6, 0.7), "LAT", False)
    assert (fixed.laterality, fixed.by, moving.spacing_mm, moving.is_trusted) == ("right", "Wu", None, True)
    with pytest.raises(InvalidInput, match="left or right"):
        said_breast(bench.open_case, entry, "both", "Wu", "2027")


def test_what_a_file_states_about_the_breast_counts_until_a_person_says_otherwise():
    entry = CaseEntry("c", privacy=(PrivacyRecord("fixed", "Li", "2026", laterality="left"),
                                    PrivacyRecord("moving", "Li", "2026", laterality="both")))  # fmt: skip
    assert entry.stated_breasts == ("left", "")


@pytest.fixture
def bench(tmp_path):
    bench = open_blobs(tmp_path)
    yield bench
    bench.close()


def mark_nipple(bench):
    marks = {"fixed": Mark((1.0, 2.0, 3.0), (0, 0, 0)), "moving": Mark((4.0, 2.0, 3.0), (0, 0, 0))}
    bench.do(AddLandmark(Landmark("n", "Mamille", "nipple", "placed", **marks)))


def test_the_place_is_read_out_once_the_nipple_is_marked(bench):
    assert read_out_in_breast(bench.open_case, "fixed", (1.0, 2.0, 9.0)) is None
    mark_nipple(bench)
    assert nipple_of(bench.open_case.reading.landmarks).id == "n"
    assert str(read_out_in_breast(bench.open_case, "fixed", (1.0, 2.0, 9.0))).startswith(
        "12:00 – left or right breast?"
    )


def test_nipples_are_brought_together_as_a_result_that_can_be_undone(bench):
    with pytest.raises(InvalidInput, match="nipple"):
        align_nipples(bench.open_case)
    mark_nipple(bench)
    record = align_nipples(bench.open_case)
    opened = bench.open_case
    assert opened.reading.active_transform == record.id
    assert opened.fixed_to_moving([(0, 0, 0)])[0] == pytest.approx((3, 0, 0))
    assert record.used_landmarks == ("n",)
    bench.undo()
    assert opened.fixed_to_moving is None
