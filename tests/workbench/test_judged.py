from dataclasses import replace

import pytest

from phantoms import shifted_blobs
from workstation.core.study import Case, Gate, TransformRecord
from workstation.core.volume import Provenance
from workstation.workbench.judged import as_of_now

FIGURES = {"before": 8.0, "after": 1.5, "largest": 2.0, "count": 4}
MOVES = Gate("moves", "PASS", "It moves.")
ERROR = Gate("error", "PASS", "Landmark error: mean {before:.1f} → {after:.1f} mm.", FIGURES)
FIT = Gate("fit", "PASS", "met to {mm:.2f} mm", {"mm": 0.4, "count": 3})
GEOMETRY = Gate("geometry", "CHECK", "The millimetres of {name} are not confirmed.", {"name": "fixed"})


def case_with(state):
    pair = shifted_blobs()
    doubtful = replace(pair.fixed, provenance=Provenance(state=state, doubt="why"))
    return Case("a", doubtful, pair.moving)


def record_of(*gates):
    return TransformRecord("1", "m", "M", gates=gates)


def test_figures_in_millimetres_go_when_the_confirmation_is_taken_back():
    now = as_of_now(record_of(MOVES, ERROR, FIT), case_with("doubtful"))
    assert now.verdict == "CHECK"
    assert MOVES in now.gates
    assert not any("after" in gate.values or "mm" in gate.values for gate in now.gates)
    assert "fixed" in str(next(gate for gate in now.gates if gate.name == "error").message)
    assert "not confirmed any more" in str(now.gates[0].message)


@pytest.mark.parametrize("gates", [(MOVES, ERROR, FIT), (MOVES,)])
def test_a_result_on_confirmed_millimetres_stays_as_it_was_judged(gates):
    record = record_of(*gates)
    assert as_of_now(record, case_with("confirmed")) is record


def test_a_result_on_unconfirmed_millimetres_stays_a_check_until_they_are_confirmed():
    record = record_of(GEOMETRY, MOVES)
    assert as_of_now(record, case_with("doubtful")) is record
    assert as_of_now(record, case_with("confirmed")).verdict == "PASS"


def test_an_error_that_was_held_back_is_said_to_be_missing_once_the_millimetres_are_confirmed():
    held_back = Gate("error", "CHECK", "not stated")
    now = as_of_now(record_of(GEOMETRY, MOVES, held_back), case_with("confirmed"))
    assert "was not judged" in str(now.gates[-1].message)
    assert now.verdict == "CHECK"
