"""Every tool that proposes labels, ready to run in a background thread: what it needs is taken when it is asked for.

A job holds copies that share their blocks with the reading, so that a person draws on while it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from workstation.core.errors import InvalidInput
from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.labels import LabelMap, Segment
from workstation.core.region_box import RegionBox
from workstation.core.study import Reading
from workstation.workbench.drawing_rules import rules_for
from workstation.workbench.importing import plain_row
from workstation.workbench.landmarks import other_side
from workstation.workbench.open_case import OpenCase
from workstation.workbench.segmentation import Operation, Proposal, Recipe, Report, propose

Task = Operation | Literal["learn", "propagate", "propagate_smooth", "shadow", "no_contact"]
Job = Callable[[Report], Proposal]


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked the tools for; `task` decides which of the other fields count. `region` keeps it in a box,
    `picked_mm` is a point of the part that "pick" keeps.
    """

    task: Task
    value: int
    other: int = 0
    size_mm: float = 1.0
    speckle_mm: float = 0.5
    over: frozenset[int] | None = None
    region: RegionBox | None = None
    picked_mm: Vector | None = None


def job_for(order: Order, opened: OpenCase, side: Side) -> Job:
    """A job that carries an order out on the layer of its label in one volume of the open case.

    Outside the order's region, and outside the labels of other layers to which it keeps, nothing changes.
    """
    reading = opened.reading
    layer = reading.layer_of(order.value)
    rules = rules_for(reading, side, layer, order.over, order.region)
    known = set(reading.segments)
    job = _job(replace(order, over=rules.over), opened, side, reading.layer(side, layer).copy())

    def run(report: Report) -> Proposal:
        proposal = job(report)
        rules.enforce(proposal.after, proposal.before)
        return replace(proposal, layer=layer, rows=_missing_rows(proposal.after, layer, known) if layer else ())

    return run


def _missing_rows(labels: LabelMap, layer: int, known: set[int]) -> tuple[Segment, ...]:
    """Rows for labels of an upper layer that have none; without one, a label is taken to lie on the lowest."""
    return tuple(plain_row(value, layer) for value in sorted(labels.values() - known))


def _job(order: Order, opened: OpenCase, side: Side, labels: LabelMap) -> Job:
    volume = opened.case.volume(side)
    match order.task:
        case "learn":
            from workstation.workbench.segmentation_learning import learned, surroundings

            empty = surroundings(opened.reading.segments)
            locked = frozenset(value for value, each in opened.reading.segments.items() if each.locked)
            return lambda report: learned(side, labels, volume, order.over, empty, locked, report)
        case "propagate" | "propagate_smooth":
            return _propagation(order, opened, side, labels)
        case "shadow" | "no_contact":
            return lambda report: _artefacts(order, side, labels, opened, report)
    recipe = Recipe(
        order.task, order.value, order.other, order.size_mm, order.speckle_mm, None, order.picked_mm, order.over,
        _of_other_layers(opened.reading, order.value),
    )  # fmt: skip
    others = opened.reading.labels_with(side, order.other).copy() if order.other else None
    return lambda report: propose(recipe, side, labels, volume, report, others)


def _of_other_layers(reading: Reading, value: int) -> frozenset[int]:
    """The values of all labels that lie on other layers than this one, whether they are drawn or not."""
    layer = reading.layer_of(value)
    drawn = (labels.values() for side in SIDES for number, labels in reading.layers(side) if number != layer)
    rows = {each.value for each in reading.segments.values() if each.layer != layer}
    return frozenset(rows.union(*drawn))


def _propagation(order: Order, opened: OpenCase, side: Side, labels: LabelMap) -> Job:
    """Take a label over from the other volume through the registration in use."""
    from workstation.imaging.segmentation.propagate import Method, propagated
    from workstation.imaging.segmentation.region import put

    transform = opened.fixed_to_moving if side == "fixed" else opened.moving_to_fixed
    if transform is None:
        raise InvalidInput("No registration result is in use; run one in Register.")
    other = other_side(side)
    theirs = opened.reading.labels_with(other, order.value).copy()
    source, target = opened.case.volume(other).grid, opened.case.volume(side).grid
    method: Method = "nearest" if order.task == "propagate" else "distance"

    def run(report: Report) -> Proposal:
        box, mask = propagated(theirs, source, target, transform, order.value, method, lambda f: report(f, ""))
        after = labels.copy()
        put(after, box, mask, order.value, order.over)
        return Proposal(side, labels, after, "propagate", order.value)

    return run


def _artefacts(order: Order, side: Side, labels: LabelMap, opened: OpenCase, report: Report) -> Proposal:
    """Mark what lies in shadow, or where the probe had no contact."""
    from workstation.imaging.segmentation.artefacts import find_artefacts
    from workstation.imaging.segmentation.region import put

    volume = opened.case.volume(side)
    report(0.0, "")
    found = find_artefacts(volume.voxels.whole(), volume.grid)
    report(0.6, "")
    mask = found.shadow if order.task == "shadow" else found.no_contact
    if not mask.any():
        raise InvalidInput("Nothing like that was found in this scan.")
    after = labels.copy()
    _, ny, nx = labels.shape
    for z in range(labels.shape[0]):
        layer = found.layer(mask, z, (ny, nx))
        if layer.any():
            put(after, (slice(z, z + 1), slice(0, ny), slice(0, nx)), layer[None], order.value, order.over)
    return Proposal(side, labels, after, "artefacts", order.value)
