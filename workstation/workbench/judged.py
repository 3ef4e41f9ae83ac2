"""A result's verdict as far as it holds now.

Since it was judged, millimetres may have been confirmed or taken back, and thresholds may have been changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.core.geometry import SIDES
from workstation.core.study import Case, Gate, TransformRecord, Value
from workstation.core.tolerance import Tolerance
from workstation.workbench.grading import regraded

IN_MILLIMETRES = ("error", "fit", "predicted error")  # gates that state errors
GEOMETRY = "geometry"


def as_of_now(record: TransformRecord, case: Case, tolerance: Tolerance | None = None) -> TransformRecord:
    """The record of a result, held to the present thresholds, without figures that the geometry does not allow any more.

    The spacing under a result never changes, only whether a person vouches for it; so nothing has to be measured again.
    Without `tolerance` it is held to the default thresholds.
    """
    names = [case.volume(side).name for side in SIDES if not case.volume(side).millimetres_trusted]
    return as_of_doubt(record, names, tolerance)


def as_of_doubt(
    record: TransformRecord, names: Sequence[str], tolerance: Tolerance | None = None
) -> TransformRecord:  # fmt: skip
    """The same, where the names of the volumes whose millimetres are not confirmed now are known already."""
    return _as_held_to(_as_confirmed(record, names), tolerance or Tolerance())


def _as_held_to(record: TransformRecord, tolerance: Tolerance) -> TransformRecord:
    """The record with its figures held to these thresholds."""
    gates = tuple(regraded(gate, tolerance) for gate in record.gates)
    return record if gates == record.gates else replace(record, gates=gates)


def _as_confirmed(record: TransformRecord, names: Sequence[str]) -> TransformRecord:
    """The record as the millimetres of these volumes, which nobody vouches for, allow it."""
    doubtful = ", ".join(names)
    was_doubtful = any(gate.name == GEOMETRY for gate in record.gates)
    if bool(doubtful) == was_doubtful:
        return record
    if not doubtful:
        return replace(record, gates=tuple(map(_confirmed_since, (g for g in record.gates if g.name != GEOMETRY))))
    told: dict[str, Value] = {"name": doubtful}
    taken_back = Gate(GEOMETRY, "CHECK", "The millimetres of {name} are not confirmed any more; take every distance here as "
                      "provisional.", told)  # fmt: skip
    kept = [gate for gate in record.gates if gate.name not in IN_MILLIMETRES]
    if len(kept) < len(record.gates):
        kept.append(Gate("error", "CHECK", "No error is stated any more, because the confirmation of the millimetres of "
                         "{name} was taken back.", told))  # fmt: skip
    return replace(record, gates=(taken_back, *kept))


def _confirmed_since(gate: Gate) -> Gate:
    if gate.name != "error" or "after" in gate.values:
        return gate
    return Gate("error", "CHECK", "The landmark error was not judged, because the millimetres were not confirmed then; "
                "run it again to have it judged.")  # fmt: skip
