"""Figures are held to the thresholds of the study: changing one changes the verdict, and the verdict names it."""

from __future__ import annotations

import numpy as np
import pytest

from phantoms import bent_pair, shifted_blobs, textured_volume
from workstation.core.geometry import Grid
from workstation.core.study import Case, Gate, TransformRecord
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Affine
from workstation.imaging.uncertainty import SEEN, ErrorMap
from workstation.workbench.error_gate import error_gate
from workstation.workbench.gates import judge
from workstation.workbench.grading import GRADERS, regraded
from workstation.workbench.judged import as_of_now

AT = "2026-11-23T18:00:00"
GRID = Grid((12, 12, 12), (2.5, 2.5, 2.5))


def held_to(**values):
    return Tolerance().changed(values, "Li", AT)


def by_name(gates):
    return {gate.name: gate for gate in gates}


def test_grading_again_by_the_same_thresholds_changes_nothing():
    pair = bent_pair()
    for gate in judge(pair.fixed, pair.moving, pair.fixed_to_moving, pairs=pair.landmarks):
        assert regraded(gate, Tolerance()) is gate


def test_judging_by_other_thresholds_is_the_same_as_grading_again():
    pair, other = bent_pair(), held_to(overlap_check=0.999, overlap_fail=0.99, inverse_check_mm=0.01, mean_mm=0.1)
    transform = Affine.translation((2, 0, 0))
    judged = judge(pair.fixed, pair.moving, transform, pairs=pair.landmarks, tolerance=other)
    before = judge(pair.fixed, pair.moving, transform, pairs=pair.landmarks)
    assert judged == tuple(regraded(gate, other) for gate in before)
    assert judged != before
    assert tuple(regraded(gate, Tolerance()) for gate in judged) == before


@pytest.mark.parametrize(
    ("gate", "values", "limits"),
    [
        ("overlap", {"share": 0.6}, {"overlap_check": 0.7}),
        ("match", {"ahead": 0.2, "shift": 8.0}, {"match_check": 0.3}),
        ("recognition", {"share": 0.6}, {"recognised_check": 0.7}),
        ("folding", {"share": 0.0005, "count": 3}, {"folded_fail": 0.0004}),
        ("volume change", {"low": 0.5, "high": 2.0, "sd": 0.3}, {"volume_check": 0.2}),
        ("inverse", {"mm": 0.3}, {"inverse_check_mm": 0.2}),
        ("displacement", {"common": 3.0, "local": 9.0, "share": 0.1}, {"bent_check": 0.05}),
        ("error", {"before": 5.0, "after": 1.5, "largest": 3.0, "count": 9}, {"mean_mm": 1.0}),
        ("error", {"before": 5.0, "after": 1.5, "largest": 3.0, "count": 9}, {"largest_mm": 2.5}),
    ],
)
def test_a_tighter_threshold_makes_the_verdict_worse_and_is_named_in_it(gate, values, limits):
    usual = GRADERS[gate][0](values, Tolerance())
    tight = regraded(usual, held_to(**limits))
    order = ("PASS", "CHECK", "FAIL")
    assert order.index(tight.verdict) == order.index(usual.verdict) + 1
    assert [each.name for each in tight.limits] == list(limits)
    assert "set by Li on 2026-11-23; default" in str(tight.message)
    assert regraded(tight, Tolerance()) == usual


def predicted(error, tolerance):
    volume = textured_volume(Grid((56, 56, 56), (1.2, 1.2, 1.2)))
    values = np.asarray(error, np.float32)
    return error_gate(
        ErrorMap(GRID, values, 2 * values, np.full(GRID.shape_zyx, SEEN, np.uint8)), volume, volume, tolerance
    )


@pytest.mark.parametrize("limit", [0.5, 1.0, 1.9, 2.6, 4.0])
def test_the_predicted_error_is_graded_again_from_what_the_gate_keeps(limit):
    error = np.random.default_rng(1).gamma(2.0, 0.6, GRID.shape_zyx)
    again = regraded(predicted(error, Tolerance()), held_to(mean_mm=limit))
    afresh = predicted(error, held_to(mean_mm=limit))
    assert again.verdict == afresh.verdict
    assert again.values["beyond"] == pytest.approx(afresh.values["beyond"], abs=0.006)
    assert "thresholds of this study" in str(again.message)


def test_an_old_prediction_that_keeps_too_little_asks_to_be_run_again():
    values = {"mean": 0.3, "bound": 0.8, "beyond": 0.0, "limit": 2.0, "largest": 5.0, "source": "x"}
    old = Gate("predicted error", "PASS", "Fine.", values)
    assert regraded(old, Tolerance()) is old
    now = regraded(old, held_to(mean_mm=1.0))
    assert now.verdict == "CHECK"
    assert "run the registration again" in str(now.message)


def test_gates_without_figures_and_of_other_kinds_stay_as_they_are():
    for gate in (Gate("match", "FAIL", "Too little."), Gate("moves", "PASS", "It moves.", {"mm": 3.0})):
        assert regraded(gate, held_to(match_check=0.9)) is gate


def test_a_stored_result_is_shown_by_the_thresholds_of_today():
    pair = shifted_blobs()
    gate = GRADERS["error"][0]({"before": 5.0, "after": 2.5, "largest": 3.0, "count": 9}, Tolerance())
    record = TransformRecord("1", "m", "M", gates=(gate,))
    case = Case("a", pair.fixed, pair.moving)
    assert as_of_now(record, case).verdict == "CHECK"
    now = as_of_now(record, case, held_to(mean_mm=3.0))
    assert now.verdict == "PASS"
    assert "3 mm, set by Li" in str(now.gates[0].message)
