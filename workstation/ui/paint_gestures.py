"""The gestures that paint: the brush with its kinds, and flood fill.

Each works on a copy of the labels, which costs nothing until it is touched, shows it in the draft that the panes share,
and becomes exactly one command when the button is let go. Esc leaves no trace.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import replace
from typing import Protocol

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Side, Vector
from workstation.core.label_commands import PaintLabels, PaintVerb
from workstation.core.labels import Box, LabelMap, LabelPatch
from workstation.core.planes import Plane
from workstation.core.study import Reading
from workstation.core.volume import Volume
from workstation.imaging.painting import Brightness, Stroke, brush_mask
from workstation.imaging.segmentation.region import put
from workstation.ui.tools import Pane, Pointer, point_under
from workstation.workbench.drawing_rules import DrawingRules, rules_for
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import Brush, Hidden, ViewState

FILL_REACH_MM = 25.0  # how far from its seed a flood in space may run
TOLERANCE_PER_PX = 0.5  # of a hundredth of the window, by which a drag changes the tolerance
RANGE_SPREADS = 1.5  # standard deviations around the mean under a press that a threshold brush then paints


class PaintsAlong(Protocol):
    """A brush stroke in progress."""

    def move(self, position_mm: Vector) -> Box | None:
        """Paint up to a world point."""
        ...

    def finish(self) -> LabelPatch:
        """End the stroke."""
        ...


class PaintDrag:
    """A stroke of the brush."""

    def __init__(self, pane: Pane, opened: OpenCase, pointer: Pointer, *, erases: bool) -> None:
        self._pane, self._erases = pane, erases
        brush = pane.workbench.view.brush
        self._value = label_erased(opened, pane, pointer) if erases else label_painted(opened, brush)
        show_label(pane, brush.value)
        self._layer, self._rules = opened.reading.layer_of(brush.value), rules_pressed(opened, pane, pointer)
        self._before = opened.reading.layer(pane.side, self._layer).copy()
        self._labels = self._before.copy()
        self._stroke = self._begun(opened, pointer)
        self.move(pointer)

    def move(self, pointer: Pointer) -> None:
        """Paint along."""
        box = self._stroke.move(point_under(self._pane, pointer))
        if box is not None:
            self._rules.enforce(self._labels, self._before, box)
            self._pane.draft.show_labels(self._pane.side, self._labels, self._layer)

    def release(self, pointer: Pointer) -> None:
        """Make the stroke one edit; a stroke that changed nothing is none."""
        verb: PaintVerb = "erase" if self._erases else "paint"
        settle(self._pane, self._stroke.finish(), verb, self._value, self._layer)

    def cancel(self) -> None:
        """The labels stay as they were."""
        self._pane.draft.clear()

    def _begun(self, opened: OpenCase, pointer: Pointer) -> PaintsAlong:
        view, volume = self._pane.workbench.view, opened.case.volume(self._pane.side)
        brush, over = view.brush, self._rules.over
        value, plane = 0 if self._erases else brush.value, self._pane.plane
        if view.tool == "adaptive" and not self._erases:
            from workstation.imaging.segmentation.adaptive import AdaptiveBrush, AdaptiveStroke

            kind = AdaptiveBrush(brush.radius_mm, brush.shape, brush.speckle_mm)
            return AdaptiveStroke(self._labels, volume.grid, volume.voxels, kind, value, plane, over)
        where = None
        if view.tool == "threshold" and not self._erases:
            brush = self._with_range(volume, point_under(self._pane, pointer), brush, plane)
            where = Brightness(volume.voxels, brush.low, brush.high)
        return Stroke(self._labels, volume.grid, brush.radius_mm, value, brush.shape, plane, over, where)

    def _with_range(self, volume: Volume, point_mm: Vector, brush: Brush, plane: Plane) -> Brush:
        """The brush with the range of brightness under the press, if the range follows the press."""
        if not brush.range_from_press:
            return brush
        found = brush_mask(volume.grid, point_mm, brush.radius_mm / 2, brush.shape, plane)
        if found is None or not found[1].any():
            return brush
        values = np.asarray(volume.voxels.read(found[0]), np.float64)[found[1]]
        reach = RANGE_SPREADS * max(float(values.std()), 1e-6)
        with_range = replace(brush, low=float(values.mean()) - reach, high=float(values.mean()) + reach)
        workbench = self._pane.workbench
        workbench.look(replace(workbench.view, brush=with_range))
        return with_range


class FillDrag:
    """A press floods from where it was; a drag to the right raises the tolerance, to the left lowers it."""

    def __init__(self, pane: Pane, opened: OpenCase, pointer: Pointer) -> None:
        from workstation.imaging.segmentation.blur import blurred
        from workstation.imaging.segmentation.region import spacing_zyx

        self._pane, self._start = pane, pointer
        self._rules = rules_pressed(opened, pane, pointer)
        self._brush = pane.workbench.view.brush
        self._value = label_erased(opened, pane, pointer) if pointer.ctrl else label_painted(opened, self._brush)
        self._writes = 0 if pointer.ctrl else self._brush.value
        show_label(pane, self._brush.value)
        self._layer = opened.reading.layer_of(self._brush.value)
        self._before = opened.reading.layer(pane.side, self._layer).copy()
        volume = opened.case.volume(pane.side)
        self._box, self._seed = _around(volume.grid, pane, pointer, self._brush.fill_in_space)
        values = np.asarray(volume.voxels.read(self._box), np.float32)
        self._soft = blurred(values, spacing_zyx(volume.grid), self._brush.speckle_mm)
        window = pane.workbench.view.window(pane.side)
        self._per_px = TOLERANCE_PER_PX * (window.high - window.low) / 100
        self._after = self._before
        self.move(pointer)

    def move(self, pointer: Pointer) -> None:
        """Flood anew with the tolerance that the drag says."""
        from workstation.imaging.segmentation.fill import connected_to

        tolerance = max(0.0, self._brush.tolerance + self._per_px * (pointer.x - self._start.x))
        if tolerance != self._pane.workbench.view.brush.tolerance:
            workbench = self._pane.workbench
            workbench.look(replace(workbench.view, brush=replace(workbench.view.brush, tolerance=tolerance)))
        alike = np.abs(self._soft - self._soft[self._seed]) <= tolerance
        self._after = self._before.copy()
        put(self._after, self._box, connected_to(alike, self._seed), self._writes, self._rules.over)
        self._rules.enforce(self._after, self._before, self._box)
        self._pane.draft.show_labels(self._pane.side, self._after, self._layer)

    def release(self, pointer: Pointer) -> None:
        """Make the fill one edit."""
        settle(self._pane, self._after.difference_from(self._before), "fill", self._value, self._layer)

    def cancel(self) -> None:
        """The labels stay as they were."""
        workbench = self._pane.workbench
        tolerance = self._brush.tolerance
        workbench.look(replace(workbench.view, brush=replace(workbench.view.brush, tolerance=tolerance)))
        self._pane.draft.clear()


def settle(pane: Pane, patch: LabelPatch, verb: PaintVerb, value: int, layer: int) -> None:
    """End a gesture: its patch becomes one edit, an empty one none."""
    draft = pane.draft
    if patch.changes:
        draft.labels.clear()  # the edit that follows draws the panes anew
        pane.workbench.do(PaintLabels(pane.side, patch, verb, value, layer))
    else:
        draft.clear()


def warm_up() -> threading.Thread:
    """Load what compiled code the brush needs in a background thread, so that the first stroke does not wait for it.

    Returns the running thread. It is not a daemon: a compiler must not be cut off by the end of the program.
    """
    thread = threading.Thread(target=_paint_once, name="brush-warm-up")
    thread.start()
    return thread


def _paint_once() -> None:
    grid = Grid((2, 2, 2), (1.0, 1.0, 1.0))
    Stroke(LabelMap(grid.shape_zyx), grid, 1.0, 1, over=range(255)).move((0.0, 0.0, 0.0))


def label_painted(opened: OpenCase, brush: Brush) -> int:
    """The label to paint with; InvalidInput if there is none or it is locked."""
    segment = opened.reading.segments.get(brush.value)
    if segment is None:
        raise InvalidInput("There is no label to paint with; add one to the label table.")
    if segment.locked:
        raise InvalidInput("{name} is locked; unlock it in the label table to paint it.", name=segment.name)
    return brush.value


def label_erased(opened: OpenCase, pane: Pane, pointer: Pointer) -> int:
    """The label that an erasing gesture is named after: the one under the press, or the one to paint with."""
    value = pane.workbench.view.brush.value
    return label_at(opened, pane.side, point_under(pane, pointer), opened.reading.layer_of(value)) or value


def rules_pressed(opened: OpenCase, pane: Pane, pointer: Pointer) -> DrawingRules:
    """What a gesture must leave alone; InvalidInput if it begins outside the region, where it could draw nothing."""
    region = pane.workbench.view.region(pane.side)
    if region is not None:
        x, y, z = np.rint(opened.case.volume(pane.side).grid.to_index(point_under(pane, pointer))).astype(int).tolist()
        if not all(part.start <= n < part.stop for part, n in zip(region.box, (z, y, x), strict=True)):
            raise InvalidInput(
                "This place lies outside the region to which drawing keeps; Shift+X takes the region away."
            )
    return drawing_rules(opened.reading, pane.workbench.view, pane.side)


def drawing_rules(reading: Reading, view: ViewState, side: Side) -> DrawingRules:
    """What an edit with the label in the hand must leave alone in a volume."""
    over = overwritable(reading, view.hidden, view.brush)
    return rules_for(reading, side, reading.layer_of(view.brush.value), over, view.region(side))


def overwritable(reading: Reading, hidden: Hidden, brush: Brush) -> Collection[int] | None:
    """The labels that a gesture may overwrite: not locked, in sight, and chosen in the brush bar; None for all."""
    writable = writable_labels(reading, hidden.segments - {brush.value})
    if brush.over is not None:
        writable &= brush.over | {brush.value}
    return None if len(writable) == 256 else writable


def writable_labels(reading: Reading, hidden: frozenset[int]) -> frozenset[int]:
    """The label values that a stroke may overwrite: all but locked ones and those that cannot be seen."""
    protected = {value for value, segment in reading.segments.items() if segment.locked} | hidden
    return frozenset(range(256)) - protected


def label_at(opened: OpenCase, side: Side, point_mm: Vector, layer: int) -> int:
    """The label of one layer at the voxel nearest to a point, 0 outside the volume."""
    grid = opened.case.volume(side).grid
    if not grid.contains(point_mm):
        return 0
    x, y, z = (round(i) for i in grid.to_index(point_mm).tolist())
    labels = opened.reading.layer(side, layer)
    return int(labels.read((slice(z, z + 1), slice(y, y + 1), slice(x, x + 1)))[0, 0, 0])


def show_label(pane: Pane, value: int) -> None:
    """Nobody paints what cannot be seen: the labels and the one at work are shown."""
    view = pane.workbench.view
    hidden = replace(view.hidden, labels=False, segments=view.hidden.segments - {value})
    pane.workbench.look(replace(view, hidden=hidden))


def _around(grid: Grid, pane: Pane, pointer: Pointer, in_space: bool) -> tuple[Box, tuple[int, int, int]]:
    """The box in which a flood may run, one slice or a cube of some mm, and the pressed voxel in it."""
    point_mm = point_under(pane, pointer)
    if not grid.contains(point_mm):
        raise InvalidInput("This place lies outside the volume.")
    at = np.clip(np.rint(grid.to_index(point_mm)).astype(int), 0, np.array(grid.size_xyz) - 1)
    low, high = np.zeros(3, int), np.array(grid.size_xyz)
    if in_space:
        reach = np.ceil(FILL_REACH_MM / np.array(grid.spacing_mm)).astype(int)
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, grid.size_xyz)
    else:
        through = int(np.argmax(np.abs(pane.plane.normal @ grid.axes)))
        low[through], high[through] = at[through], at[through] + 1
    z, y, x = (slice(int(low[n]), int(high[n])) for n in (2, 1, 0))
    seed = at - low
    return (z, y, x), (int(seed[2]), int(seed[1]), int(seed[0]))
