from __future__ import annotations

import pytest

from hands import open_blobs
from phantoms import grid_of
from workstation.core.errors import InvalidInput
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.workbench.breast_frame import align_nipples, nipple_of, place_in_breast, read_out_in_breast

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


@pytest.fixture
def bench(tmp_path):
    bench = open_blobs(tmp_path)
    yield bench
    bench.close()


def mark_nipple(bench):
    marks = {"fixed": Mark((1.0, 2.0, 3.0), (0, 0, 0)), "moving": Mark((4.0, 2.0, 3.0), (0, 0, 0))}
    bench.do(AddLandmark(Landmark("n", "Mamille", "nipple", "placed", **marks)))


def test_the_place_is_read_out_once_the_nipple_is_marked(bench):
    assert read_out_in_breast(bench.open_case, "fixed", (1.0, 2.0, 9.0)) == ""
    mark_nipple(bench)
    assert nipple_of(bench.open_case.reading.landmarks).id == "n"
    assert read_out_in_breast(bench.open_case, "fixed", (1.0, 2.0, 9.0)).startswith("12:00, 6 mm")


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
