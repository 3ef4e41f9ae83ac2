"""Thresholds: one value, checked as it is made, which says of everything that was changed who did it and what was usual."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput
from workstation.core.study import Gate, Study
from workstation.core.study_commands import SetTolerance
from workstation.core.tolerance import LIMITS, TG132, Tolerance
from workstation.storage.schema import command_from_json, command_to_json, from_json, to_json

AT = "2026-11-23T18:00:00"


def test_the_defaults_are_those_of_the_table_and_each_names_its_source():
    for name, limit in LIMITS.items():
        assert Tolerance().value(name) == limit.default
        assert str(Tolerance().who(name)) == limit.source
    assert Tolerance().not_default() == ()


def test_a_changed_threshold_says_who_set_it_when_and_what_is_usual():
    changed = Tolerance().changed({"mean_mm": 3.0, "folded_fail": 0.01}, "Li", AT)
    mean, folded = changed.not_default()
    assert str(mean.message) == (
        f"Threshold “Landmark error, mean”: 3 mm, set by Li on 2026-11-23; default 2 mm ({TG132})."
    )
    assert "1 %, set by Li" in str(folded.message)
    assert "default 0.1 %" in str(folded.message)
    assert changed.not_default(("overlap_check",)) == ()


def test_only_what_differs_is_signed_and_a_default_needs_no_name():
    first = Tolerance().changed({"mean_mm": 3.0, "dice": 0.9}, "Li", AT)
    second = first.changed({"mean_mm": 3.0, "dice": 0.8, "surface_mm": 2.0}, "Wang", AT)
    assert [(each.name, each.by) for each in second.signed] == [("mean_mm", "Li"), ("surface_mm", "Wang")]


def test_a_protocol_that_states_its_own_numbers_is_named_as_their_source():
    (mean, _) = Tolerance(1.0, 3.0, "our protocol").not_default()
    assert "by the study's protocol" in str(mean.message)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"mean_mm": 6.0}, "must not be above"),
        ({"overlap_check": 0.1}, "must not be above"),
        ({"dice": 1.5}, "must lie between 0 and 1, got 1.5"),
        ({"predicted_fail": 2.0}, "between 0 % and 100 %, got 200 %"),
        ({"mean_mm": float("nan")}, "must lie between"),
        ({"mean": 1.0}, "there are: mean_mm, largest_mm"),
    ],
)
def test_values_that_make_no_sense_are_refused_with_their_bounds(values, words):
    with pytest.raises(InvalidInput, match=words):
        Tolerance().changed(values, "Li", AT)


def test_thresholds_of_older_studies_are_still_read():
    assert from_json(Tolerance, {"mean_mm": 2.0, "largest_mm": 5.0, "source": TG132}) == Tolerance()


@given(st.floats(0.05, 5.0), st.floats(0.0, 1.0))
def test_changing_thresholds_is_an_edit_that_can_be_taken_back_and_survives_the_disk(mean, dice):
    study = Study("1", "s")
    before = study.protocol
    edit = SetTolerance(Tolerance().changed({"mean_mm": mean, "dice": dice}, "Li", AT))
    inverse = command_from_json(command_to_json(edit)).apply(study)
    assert study.protocol.tolerance == edit.tolerance
    inverse.apply(study)
    assert study.protocol == before


def test_a_gate_names_the_changed_thresholds_behind_its_verdict():
    limits = Tolerance().changed({"mean_mm": 3.0}, "Li", AT).not_default()
    gate = Gate("error", "PASS", "Mean {after:.1f} mm.", {"after": 2.5}, limits)
    assert str(gate.message).startswith("Mean 2.5 mm. Threshold “Landmark error, mean”: 3 mm, set by Li")
    assert from_json(Gate, to_json(gate)) == gate
