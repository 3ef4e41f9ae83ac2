"""Region tools on an open case: what is asked for as a frozen recipe, and carried out on a copy of the labels.

`carry_out` may run in any thread: it is given a copy that shares its blocks with the reading, so that a person can go on
drawing, and what comes of it is a `Proposal` that becomes one `PaintLabels` when it is accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workstation.core.commands import Command, Group
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Side, Vector
from workstation.core.label_commands import AddSegment, PaintLabels, PaintVerb
from workstation.core.labels import Box, LabelMap, Segment
from workstation.core.planes import Orientation, plane_axes
from workstation.core.volume import Volume
from workstation.imaging.segmentation.region import (
    Mask,
    Spacing,
    box_of,
    put,
    put_as,
    reach_voxels,
    spacing_zyx,
    union,
    widened,
)

Operation = Literal[
    "interpolate", "grow", "median", "gaussian", "open", "close", "largest", "small", "split", "pick", "wider", "narrower",
    "hollow", "holes", "add", "subtract", "intersect", "copy",
]  # fmt: skip
Report = Callable[[float, str], None]

VERBS: dict[Operation, PaintVerb] = {
    "interpolate": "interpolate", "grow": "grow", "median": "smooth", "gaussian": "smooth", "open": "smooth",
    "close": "smooth", "largest": "islands", "small": "islands", "split": "islands", "pick": "islands",
    "wider": "margin", "narrower": "margin", "hollow": "hollow", "holes": "holes", "add": "logic",
    "subtract": "logic", "intersect": "logic", "copy": "logic",
}  # fmt: skip
LARGEST_REGION = 60_000_000  # voxels; more would take memory that other programs need


@dataclass(frozen=True, slots=True)
class Recipe:
    """One use of a region tool.

    Parameters
    ----------
    value : the label that is worked on
    other : the second label of logic
    size_mm : of a smoothing, margin, wall; for "small" the volume in mm³ below which parts go; for "grow" how far around
        the seeds it may reach
    speckle_mm : how much the scan is blurred before it is grown in
    orientation : across which slices "interpolate" works; the one with the clearest gaps if None
    picked_mm : for "pick", a world point of the part that stays
    over : labels that may be overwritten, None for all
    taken : label values that parts must not get, because they are of other layers
    """

    operation: Operation
    value: int
    other: int = 0
    size_mm: float = 1.0
    speckle_mm: float = 0.5
    orientation: Orientation | None = None
    picked_mm: Vector | None = None
    over: frozenset[int] | None = None
    taken: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False, slots=True)
class Proposal:
    """What a tool would make of the labels of one volume, before anybody has agreed to it."""

    side: Side
    before: LabelMap
    after: LabelMap
    verb: PaintVerb
    value: int
    layer: int = 0
    rows: tuple[Segment, ...] = ()

    @property
    def command(self) -> Command | None:
        """The edit that accepts it, with the rows of the table that it needs; None if it changes nothing."""
        patch = self.after.difference_from(self.before)
        if not patch.changes:
            return None
        paint = PaintLabels(self.side, patch, self.verb, self.value, self.layer)
        return Group("", (paint, *map(AddSegment, self.rows))) if self.rows else paint


def propose(
    recipe: Recipe, side: Side, labels: LabelMap, volume: Volume, report: Report, others: LabelMap | None = None
) -> Proposal:  # fmt: skip
    """What a recipe makes of some labels, which are left as they are; `others` holds the second label of logic."""
    before = labels.copy()
    after = carry_out(recipe, before, volume, report, others)
    return Proposal(side, before, after, VERBS[recipe.operation], recipe.value)


def carry_out(
    recipe: Recipe, labels: LabelMap, volume: Volume, report: Report, others: LabelMap | None = None
) -> LabelMap:  # fmt: skip
    """A copy of some labels after a recipe; raises InvalidInput where it cannot be carried out.

    `others` is the layer of the second label of logic, if that is not the first one's.
    """
    after = labels.copy()
    report(0.0, "")
    match recipe.operation:
        case "interpolate":
            _interpolate(recipe, after, volume.grid, report)
        case "grow":
            _grow(recipe, after, volume, report)
        case "split":
            _split(recipe, after)
        case _:
            _reshape(recipe, after, volume.grid, after if others is None else others)
    report(1.0, "")
    return after


def copied_to_next(
    labels: LabelMap, grid: Grid, value: int, orientation: Orientation, here: int, there: int,
    over: frozenset[int] | None = None,
) -> LabelMap:  # fmt: skip
    """A copy of some labels with one label of a slice drawn into another slice as well.

    `here` and `there` are voxel indices along the grid axis through pictures of the orientation.
    """
    axis = 2 - plane_axes(grid, orientation)[2]
    if not 0 <= there < labels.shape[axis]:
        raise InvalidInput("There is no further slice.")
    source, target = _slice_box(labels, axis, here), _slice_box(labels, axis, there)
    mask = labels.read(source) == value
    if not mask.any():
        raise InvalidInput("Nothing is drawn with this label in this slice.")
    after = labels.copy()
    put(after, target, mask, value, over)
    return after


def _slice_box(labels: LabelMap, axis: int, n: int) -> Box:
    box = list(labels.everything)
    box[axis] = slice(n, n + 1)
    return box[0], box[1], box[2]


# ---- one label alone


def _reshape(recipe: Recipe, labels: LabelMap, grid: Grid, others: LabelMap) -> None:
    """Smoothing, islands, margins, holes, logic: one label becomes another mask within a region."""
    spacing = spacing_zyx(grid)
    box = _region(recipe, labels, spacing, others)
    _check_size(box)
    mask = labels.read(box) == recipe.value
    after = _reshaped(recipe, mask, others, box, grid)
    over = recipe.over
    if over is not None:
        over |= {recipe.value}
    put_as(labels, box, after, recipe.value, over)


def _region(recipe: Recipe, labels: LabelMap, spacing: Spacing, others: LabelMap) -> Box:
    """The label's own box with the margin that the tool needs."""
    reach: tuple[int, int, int] = (1, 1, 1)
    match recipe.operation:
        case "median" | "wider" | "hollow" | "narrower" | "open":
            reach = reach_voxels(spacing, recipe.size_mm)
        case "gaussian" | "close":
            reach = reach_voxels(spacing, 3 * recipe.size_mm)
        case "add" | "copy":
            added, own = box_of(others, (recipe.other,)), labels.bounds((recipe.value,))
            return added if own is None else union((added, own))
    return widened(box_of(labels, (recipe.value,)), labels.shape, reach)


def _reshaped(recipe: Recipe, mask: Mask, others: LabelMap, box: Box, grid: Grid) -> Mask:
    from workstation.imaging.segmentation import islands, logic, margins, smooth

    spacing, size = spacing_zyx(grid), recipe.size_mm
    match recipe.operation:
        case "median" | "gaussian" | "open" | "close":
            return smooth.smoothed(mask, spacing, recipe.operation, size)
        case "largest":
            return islands.largest(mask)
        case "small":
            return islands.without_small(mask, float(np.prod(spacing)), size)
        case "pick":
            return islands.part_at(mask, _index_in(recipe.picked_mm, box, grid))
        case "wider":
            return margins.grown(mask, spacing, size)
        case "narrower":
            return margins.shrunk(mask, spacing, size)
        case "hollow":
            return margins.hollow(mask, spacing, size)
        case "holes":
            return islands.filled(mask)
        case "add" | "subtract" | "intersect" | "copy":
            return logic.combined(mask, others.read(box) == recipe.other, recipe.operation)
    raise AssertionError(recipe.operation)


def _index_in(point_mm: Vector | None, box: Box, grid: Grid) -> tuple[int, int, int]:
    if point_mm is None:
        raise InvalidInput("Put the crosshair on the part that is to stay.")
    x, y, z = np.rint(grid.to_index(point_mm)).astype(int).tolist()
    if not all(s.start <= n < s.stop for s, n in zip(box, (z, y, x), strict=True)):
        raise InvalidInput("The crosshair does not lie on this label; put it on the part that is to stay.")
    return z - box[0].start, y - box[1].start, x - box[2].start


def _check_size(box: Box) -> None:
    voxels = int(np.prod([s.stop - s.start for s in box]))
    if voxels > LARGEST_REGION:
        raise InvalidInput("This would work on {n} million voxels at once; make the region smaller.",
                           n=voxels // 1_000_000)  # fmt: skip


# ---- several labels, or the scan


def _split(recipe: Recipe, labels: LabelMap) -> None:
    """Give every part but the largest a label value of its own, as long as there are free ones."""
    from workstation.imaging.segmentation.islands import parts_of

    box = box_of(labels, (recipe.value,))
    parts, sizes = parts_of(labels.read(box) == recipe.value)
    free = [v for v in range(1, 256) if v not in labels.values() and v != recipe.value and v not in recipe.taken]
    if len(sizes) < 2:
        raise InvalidInput("This label hangs together; there is nothing to split.")
    if len(sizes) - 1 > min(len(free), 20):
        raise InvalidInput("This label has {n} parts; remove the small ones first.", n=len(sizes))
    for number in range(2, len(sizes) + 1):
        put(labels, box, parts == number, free[number - 2])


def _interpolate(recipe: Recipe, labels: LabelMap, grid: Grid, report: Report) -> None:
    from workstation.imaging.segmentation.interpolate import between_slices

    box = widened(box_of(labels, (recipe.value,)), labels.shape, (2, 2, 2))
    _check_size(box)
    mask = labels.read(box) == recipe.value
    axis = slice_axis(mask) if recipe.orientation is None else 2 - plane_axes(grid, recipe.orientation)[2]
    spacing = spacing_zyx(grid)
    turned = (spacing[axis], *(spacing[n] for n in range(3) if n != axis))
    filled = between_slices(
        np.ascontiguousarray(np.moveaxis(mask, axis, 0)), (turned[0], turned[1], turned[2]), lambda f: report(f, "")
    )
    put(labels, box, np.moveaxis(filled, 0, axis), recipe.value, recipe.over)


def slice_axis(mask: Mask) -> int:
    """The axis across which a label was drawn slice by slice: the one along which most slices between are empty."""
    shares = []
    for axis in range(3):
        drawn = np.flatnonzero(mask.any(axis=tuple(n for n in range(3) if n != axis)))
        span = drawn[-1] - drawn[0] + 1
        shares.append(len(drawn) / span)
    return int(np.argmin(shares))


def _grow(recipe: Recipe, labels: LabelMap, volume: Volume, report: Report) -> None:
    """Every label that is drawn grows; those that may not be overwritten stand in the way."""
    from workstation.imaging.segmentation.grow import grown_from_seeds
    from workstation.imaging.segmentation.region import may_change

    spacing = spacing_zyx(volume.grid)
    box = widened(box_of(labels, range(1, 256)), labels.shape, reach_voxels(spacing, recipe.size_mm))
    _check_size(box)
    seeds = labels.read(box)
    report(0.1, "")
    free = may_change(recipe.over)[seeds] | (seeds == 0)
    grown = grown_from_seeds(volume.voxels.read(box), seeds, spacing, recipe.speckle_mm, free)
    report(0.9, "")
    labels.write(box, grown)
