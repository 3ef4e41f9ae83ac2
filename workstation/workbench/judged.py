"""A result's verdict as far as it holds now: millimetres may have been confirmed, or taken back, since it was judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.core.geometry import SIDES
from workstation.core.study import Case, Gate, TransformRecord, Value

IN_MILLIMETRES = ("error", "fit", "predicted error")  # gates that state errors
GEOMETRY = "geometry"


def as_of_now(record: TransformRecord, case: Case) -> TransformRecord:
    """The record of a result without figures that the geometry of its case does not allow any more.

    The spacing under a result never changes, only whether a person vouches for it; so nothing has to be measured again.
    """
    names = [case.volume(side).name for side in SIDES if not case.volume(side).millimetres_trusted]
    return as_of_doubt(record, names)


def as_of_doubt(record: TransformRecord, names: Sequence[str]) -> TransformRecord:
    """The same, where the names of the volumes whose millimetres are not confirmed now are known already."""
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
