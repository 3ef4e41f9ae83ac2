"""Results in one table: every figure in its row, the best of each marked, unknown ones not mistaken for good."""

from __future__ import annotations

from dataclasses import replace

from workstation.core.study import Gate, TransformRecord
from workstation.imaging.metrics import Summary, SurfaceDistances
from workstation.workbench.evaluate import LabelFigures, ResultFigures
from workstation.workbench.result_table import NOTHING, PENDING, rows_of


def record(result_id, verdict="PASS"):
    return TransformRecord(result_id, "m", result_id, gates=(Gate("g", verdict, "x"),))


def figures(result_id, mean, dice, seconds):
    error = Summary(10, mean, mean, mean, 2 * mean, None, None)
    label = LabelFigures(1, "gland", 0.1, dice, None, SurfaceDistances(1.0, 2.0, 3.0))
    return ResultFigures(
        id=result_id, method="m", title=result_id, preset="", verdict="PASS", seconds=seconds, peak_memory_mb=0,
        error_before=error, error=error, fit=None, not_counted=0, tolerance_met=True, folded_share=0.0,
        sd_log_jacobian=0.1, labels=(label,), labels_drove_it=False,
    )  # fmt: skip


def table(records, known):
    return {row.title: row for row in rows_of(records, {each.id: each for each in known})}


def test_less_error_and_more_overlap_are_best():
    rows = table([record("a"), record("b", "FAIL")], [figures("a", 0.5, 0.8, 3.0), figures("b", 0.4, 0.7, 9.0)])
    assert rows["Landmark error, mm"].cells == ("0.50", "0.40")
    assert rows["Landmark error, mm"].best == {1}
    assert rows["Dice"].best == {0}
    assert rows["Time, s"].best == {0}
    assert rows["Verdict"].cells == ("PASS", "FAIL")
    assert rows["Verdict"].best == {0}


def test_equal_figures_have_no_best():
    rows = table([record("a"), record("b")], [figures("a", 0.501, 0.8, 3.0), figures("b", 0.499, 0.8, 9.0)])
    assert rows["Landmark error, mm"].best == frozenset()  # they read the same
    assert rows["Dice"].best == frozenset()


def test_what_is_not_known_yet_is_pending_and_never_best():
    rows = table([record("a"), record("b"), record("c")], [figures("a", 0.5, 0.8, 3.0), figures("b", 0.6, 0.9, 3.0)])
    assert rows["Dice"].cells == ("0.800", "0.900", PENDING)
    assert rows["Landmark error, mm"].best == {0}


def test_without_held_out_landmarks_or_labels_there_is_nothing_to_say():
    bare = replace(figures("a", 0.5, 0.8, 3.0), error=None, labels=())
    rows = table([record("a"), record("b")], [bare, figures("b", 0.6, 0.9, 3.0)])
    assert rows["Landmark error, mm"].cells == (NOTHING, "0.60")
    assert rows["Dice"].cells[0] == NOTHING
    assert rows["HD95, mm"].best == frozenset()
