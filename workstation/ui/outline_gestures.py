"""Outlines drawn by hand: polygon and lasso, live-wire along edges, and scissors that cut through the depth.

A click adds a corner, a drag adds a line, a drag of a corner moves it. The outline waits in the draft until Enter, a
double click or a click on its first corner makes it one edit; Esc leaves no trace, Backspace takes the last corner back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Side, Vector
from workstation.core.label_commands import PaintLabels, PaintVerb
from workstation.core.labels import LabelMap
from workstation.core.planes import Plane
from workstation.imaging.segmentation.livewire import EdgeCosts, Wire, edge_costs, wire_from
from workstation.imaging.segmentation.outline import outline_in_slice, outline_through, simplified
from workstation.imaging.segmentation.region import put
from workstation.ui.camera import pixel_mm, plane_point, world_point
from workstation.ui.paint_gestures import drawing_rules, label_painted, show_label
from workstation.ui.tools import DRAG_PX, Pane, Pointer, point_under
from workstation.workbench.open_case import OpenCase

OutlineKind = Literal["polygon", "livewire", "scissors"]
HANDLE_PX = 8.0  # how near to a corner a press takes hold of it
LASSO_STEP_PX = 3.0
LASSO_TOLERANCE_PX = 1.0
WIRE_BLUR_MM = 0.4


@dataclass(eq=False)
class Outline:
    """An outline in progress on one plane of one side; points are (u, v) in mm on the plane.

    `corners` can be taken hold of. `trails[n]` lead from corner n to the next: the wire, empty for a straight line.
    """

    pane: Pane
    opened: OpenCase
    kind: OutlineKind
    inverts: bool
    plane: Plane = field(init=False)
    corners: list[tuple[float, float]] = field(default_factory=list)
    trails: list[list[tuple[float, float]]] = field(default_factory=list)
    ahead: list[tuple[float, float]] = field(default_factory=list)
    _costs: EdgeCosts | None = None
    _wire: Wire | None = None

    def __post_init__(self) -> None:
        self.plane = self.pane.plane

    @property
    def side(self) -> Side:
        """The volume it is drawn in."""
        return self.pane.side

    @property
    def points(self) -> list[tuple[float, float]]:
        """The whole line, corner after corner with what lies between."""
        line: list[tuple[float, float]] = []
        for corner, trail in zip(self.corners, [*self.trails, []], strict=False):
            line += [corner, *trail]
        return line

    def add(self, corner: tuple[float, float]) -> None:
        """Put a corner; with the live-wire, along the edge that leads there."""
        if self.corners:
            self.trails.append(self._trail_to(corner) if self.kind == "livewire" else [])
        self.corners.append(corner)
        self._wire, self.ahead = None, []
        if self.kind == "livewire":
            self._wire = wire_from(self._edges(), self._pixel(corner))

    def move_corner(self, number: int, to: tuple[float, float]) -> None:
        """Move a corner; the lines to its neighbours become straight."""
        self.corners[number] = to
        for n in (number - 1, number):
            if 0 <= n < len(self.trails):
                self.trails[n] = []
        if self.kind == "livewire" and number == len(self.corners) - 1:
            self._wire = wire_from(self._edges(), self._pixel(to))

    # ---- what waits for an answer (see pending.Pending)

    def accept(self) -> None:
        """Fill it with the label, or cut through the depth, as one edit."""
        points = self.points
        if len(points) < 3:
            raise InvalidInput("An outline needs at least three corners; click, or drag a line.")
        workbench, reading = self.pane.workbench, self.opened.reading
        view, layer = workbench.view, reading.layer_of(workbench.view.brush.value)
        labels, rules = reading.layer(self.side, layer), drawing_rules(reading, view, self.side)
        after = labels.copy()
        corners_mm = [world_point(self.plane, u, v) for u, v in points]
        if self.kind == "scissors":
            value = self._cut(after, corners_mm)
        else:
            value = view.brush.value
            box, mask = outline_in_slice(self.opened.case.volume(self.side).grid, self.plane, corners_mm)
            put(after, box, mask, 0 if self.inverts else value, rules.over)
        rules.enforce(after, labels)
        patch = after.difference_from(labels)
        self.discard()
        if patch.changes:
            verb: PaintVerb = "cut" if self.kind == "scissors" else "erase" if self.inverts else "outline"
            workbench.do(PaintLabels(self.side, patch, verb, value, layer))

    def discard(self) -> None:
        """Leave no trace."""
        self.pane.draft.show_pending(None, self.side)

    def step_back(self) -> None:
        """Take the last corner back."""
        if len(self.corners) <= 1:
            self.discard()
            return
        self.corners.pop()
        self.trails = self.trails[: len(self.corners) - 1]
        self.ahead = []
        if self.kind == "livewire":
            self._wire = wire_from(self._edges(), self._pixel(self.corners[-1]))
        self.pane.draft.show_pending(self, self.side)

    def hover(self, pane: Pane, pointer: Pointer) -> None:
        """Show where the next line would run."""
        if pane.side != self.side or pane.plane != self.plane or not self.corners:
            return
        at = pane.camera.to_plane(pointer.x, pointer.y)
        self.ahead = [*(self._trail_to(at) if self.kind == "livewire" else []), at]
        self.pane.draft.show_pending(self, self.side)

    # ---- inside

    def _cut(self, labels: LabelMap, corners_mm: list[Vector]) -> int:
        """Take the active label away inside the outline, or outside it, through the whole depth."""
        value = label_painted(self.opened, self.pane.workbench.view.brush)
        within = labels.bounds((value,))
        if within is None:
            raise InvalidInput("Nothing is drawn with this label yet.")
        grid = self.opened.case.volume(self.side).grid
        box, mask = outline_through(grid, self.plane, corners_mm, within)
        put(labels, box, ~mask if self.inverts else mask, 0, {value})
        return value

    def _edges(self) -> EdgeCosts:
        """What the slice costs the wire, looked at once."""
        from workstation.imaging.sampling import sample_plane

        if self._costs is None:
            volume = self.opened.case.volume(self.side)
            du, dv = pixel_mm(self.plane)
            self._costs = edge_costs(sample_plane(volume.voxels, volume.grid, self.plane), (dv, du), WIRE_BLUR_MM)
        return self._costs

    def _pixel(self, at: tuple[float, float]) -> tuple[int, int]:
        du, dv = pixel_mm(self.plane)
        row, column = round(at[1] / dv), round(at[0] / du)
        return min(max(row, 0), self.plane.rows - 1), min(max(column, 0), self.plane.columns - 1)

    def _trail_to(self, corner: tuple[float, float]) -> list[tuple[float, float]]:
        if self._wire is None:
            return []
        du, dv = pixel_mm(self.plane)
        way = [(column * du, row * dv) for row, column in self._wire.to(self._pixel(corner))]
        return simplified(way, 0.5 * min(du, dv))[1:-1] if len(way) > 2 else []


class OutlineDrag:
    """A press with an outline tool: take hold of a corner, close, or add a corner or a line."""

    def __init__(self, pane: Pane, opened: OpenCase, pointer: Pointer, kind: OutlineKind) -> None:
        self._pane, self._start = pane, pointer
        outline = pane.draft.pending
        if not isinstance(outline, Outline):
            if pane.draft.pending is not None:
                raise InvalidInput("Answer the proposal first: Enter keeps it, Esc drops it.")
            label_painted(opened, pane.workbench.view.brush)
            show_label(pane, pane.workbench.view.brush.value)
            outline = Outline(pane, opened, kind, pointer.ctrl)
        elif outline.side != pane.side or outline.plane != pane.plane:
            raise InvalidInput("Finish the outline in its slice first: Enter fills it, Esc drops it.")
        self._outline = outline
        self._held = self._corner_at(pointer)
        self._adds = self._held is None
        self._lasso: list[tuple[float, float]] = []
        self._kept = (list(outline.corners), [list(trail) for trail in outline.trails])
        if self._adds:
            outline.add(self._place(pointer))
        self._show()

    def move(self, pointer: Pointer) -> None:
        """Move the corner that is held, or draw a line."""
        if math.dist((pointer.x, pointer.y), (self._start.x, self._start.y)) <= DRAG_PX and not self._lasso:
            return
        if self._held is not None:
            self._outline.move_corner(self._held, self._place(pointer))
            self._lasso = [self._place(pointer)]
        elif self._outline.kind != "livewire":
            step = LASSO_STEP_PX * self._pane.camera.mm_per_px
            if math.dist(self._outline.corners[-1], self._place(pointer)) >= step:
                self._lasso.append(self._place(pointer))
                self._outline.add(self._lasso[-1])
        self._show()

    def release(self, pointer: Pointer) -> None:
        """Thin the drawn line out; a click on the first or the last corner closes the outline."""
        outline = self._outline
        if self._held is not None and not self._lasso:
            if self._held in (0, len(outline.corners) - 1):
                outline.accept()
            return
        if self._adds and len(self._lasso) > 1:
            first = len(outline.corners) - len(self._lasso) - 1
            thin = simplified(outline.corners[first:], LASSO_TOLERANCE_PX * self._pane.camera.mm_per_px)
            outline.corners[first:] = thin
            outline.trails[first:] = [[] for _ in thin[1:]]
        self._show()

    def cancel(self) -> None:
        """As before the press."""
        self._outline.corners, self._outline.trails = self._kept
        self._pane.draft.show_pending(self._outline if self._outline.corners else None, self._pane.side)

    def _show(self) -> None:
        self._pane.draft.show_pending(self._outline, self._pane.side)

    def _place(self, pointer: Pointer) -> tuple[float, float]:
        return plane_point(self._outline.plane, point_under(self._pane, pointer))

    def _corner_at(self, pointer: Pointer) -> int | None:
        """The nearest corner within reach."""
        camera = self._pane.camera
        gaps = [math.dist(camera.to_screen(*corner), (pointer.x, pointer.y)) for corner in self._outline.corners]
        near = min(range(len(gaps)), key=gaps.__getitem__, default=None)
        return near if near is not None and gaps[near] <= HANDLE_PX else None
