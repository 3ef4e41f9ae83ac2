from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput
from workstation.core.landmarks import Landmark, LandmarkSet, Mark, Repeat
from workstation.workbench.landmark_trust import (
    anchoring,
    blind_start,
    draw_roles,
    due_repeats,
    error_floor_mm,
    hides,
    localisation_errors,
    neighbourly,
    own_spread,
    repeating,
)

THEN, NOW = "2026-01-01T10:00:00+00:00", "2026-03-01T10:00:00+00:00"


def marks_of(count: int, at: str = THEN) -> LandmarkSet:
    points = np.random.default_rng(0).uniform(-40, 40, (count, 3)).tolist()
    rows = [
        Landmark(
            f"id{n}",
            f"L{n}",
            "cyst",
            "placed",
            fixed=Mark(tuple(p), (0, 0, 0), at=at),
            moving=Mark(tuple(p), (0, 0, 0), at=at),
        )
        for n, p in enumerate(points)
    ]
    return LandmarkSet({row.id: row for row in rows})


@given(count=st.integers(4, 80), share=st.sampled_from([0.2, 0.3, 0.5]), seed=st.integers(0, 99))
def test_a_draw_holds_out_the_share_that_was_asked_for_and_can_be_repeated(count, share, seed):
    drawn = draw_roles(marks_of(count), share, seed)
    assert drawn == draw_roles(marks_of(count), share, seed)
    assert abs(sum(role == "held out" for _, role in drawn.roles) - share * count) <= 1
    assert {row_id for row_id, _ in drawn.roles} == set(drawn.seal.landmark_ids)


def test_held_out_pairs_are_spread_over_the_volume():
    marks = marks_of(80)
    held = [marks[row_id].fixed.position_mm for row_id, role in draw_roles(marks, 0.25, 3).roles if role == "held out"]
    centre = np.array([row.fixed.position_mm for row in marks]).mean(axis=0)
    octants = {tuple((np.array(point) > centre).tolist()) for point in held}
    assert len(octants) >= 6


def test_too_few_pairs_cannot_be_drawn_from():
    with pytest.raises(InvalidInput, match="at least 4"):
        draw_roles(marks_of(3), 0.3, 0)


def test_an_order_of_neighbours_visits_everyone_once():
    points = np.random.default_rng(1).uniform(0, 9, (20, 3))
    assert sorted(neighbourly(points)) == list(range(20))


def test_only_old_enough_marks_come_back_and_each_once():
    marks = marks_of(60)
    assert due_repeats(marks, THEN, 1.0) == []
    due = due_repeats(marks, NOW, 0.3)
    assert 5 < len(due) < 35
    row, side = due[0]
    marks.repeats["r"] = repeating(row, side, (1, 2, 3), (4, 5, 6), "Li", NOW).repeat
    assert (row.id, side) not in [(each.id, where) for each, where in due_repeats(marks, NOW, 0.3)]


def test_a_reader_begins_anew_some_way_off():
    start = blind_start("id7", "fixed", (1.0, 2.0, 3.0))
    assert 6 <= np.linalg.norm(np.subtract(start, (1, 2, 3))) <= 12
    assert start == blind_start("id7", "fixed", (1.0, 2.0, 3.0))


def test_the_error_of_a_reader_is_found_per_axis_and_type():
    rng, true = np.random.default_rng(0), np.array([0.3, 0.6, 1.2])
    repeats = [
        Repeat(f"r{n}", f"id{n}", "fixed", "cyst" if n % 2 else "duct", tuple(true * rng.standard_normal(3)),
               tuple(true * rng.standard_normal(3)), (0, 0, 0), "Li")
        for n in range(400)
    ]  # fmt: skip
    whole, *by_type = localisation_errors(repeats)
    assert whole.per_axis_mm == pytest.approx(tuple(true), rel=0.15)
    assert {each.kind for each in by_type} == {"cyst", "duct"}
    assert error_floor_mm(repeats) == pytest.approx(np.sqrt(2) * np.linalg.norm(true), rel=0.15)


def test_expectations_are_hidden_by_lot_in_the_share_that_was_asked_for():
    assert sum(hides(f"id{n}", 0.2) for n in range(1000)) == pytest.approx(200, abs=50)
    assert not hides("id1", 0.0)


def test_anchoring_compares_marks_put_with_and_without_the_expectation_in_sight():
    def row(n, away, hidden):
        moving = Mark((away, 0, 0), (0, 0, 0), predicted_mm=(0, 0, 0), hidden=hidden)
        return Landmark(f"id{n}", f"L{n}", state="placed", fixed=Mark((0, 0, 0), (0, 0, 0)), moving=moving)

    rows = [row(0, 0.2, False), row(1, 0.4, False), row(2, 1.0, True)]
    found = anchoring(LandmarkSet({each.id: each for each in rows}))
    assert (found.shown, found.hidden) == (2, 1)
    assert found.shown_mm == pytest.approx(0.3)
    assert found.hidden_mm == 1.0
    assert anchoring(LandmarkSet()) is None


def test_what_repeats_have_shown_becomes_the_uncertainty_of_the_next_mark():
    rng = np.random.default_rng(3)
    shifts = rng.normal(0, [0.4, 0.8, 1.6], (400, 3)).tolist()
    repeats = [
        Repeat(f"r{n}", "id0", "fixed", "", (0.0, 0, 0), tuple(d), (0, 0, 0), by="Li") for n, d in enumerate(shifts)
    ]
    xx, xy, xz, yy, yz, zz = own_spread(repeats, "Li")
    assert (xy, xz, yz) == (0, 0, 0)
    assert np.sqrt([xx, yy, zz]) == pytest.approx(np.array([0.4, 0.8, 1.6]) / np.sqrt(2), rel=0.15)
    assert own_spread(repeats[:4], "Li") == ()
    assert own_spread(repeats, "Wang") == ()
