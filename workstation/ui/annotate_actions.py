"""The actions that only Annotate offers: tools, brush, labels, and what is done to the chosen landmark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import numpy as np

from workstation.core.errors import Message
from workstation.core.geometry import Vector
from workstation.core.landmark_commands import DeleteLandmark, EditLandmark, MoveLandmark
from workstation.core.landmarks import Landmark, State
from workstation.core.planes import slice_step
from workstation.ui.pair_view import PaneGroup
from workstation.ui.region_gestures import region_at_cursor
from workstation.ui.tools import resized_brush
from workstation.ui.viewer_actions import NOTHING_OPEN
from workstation.workbench.landmarks import accepting, checked_mark, jumped
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import Tool
from workstation.workbench.workbench import Workbench

_NEED_LABELS = frozenset(
    f"tool.{name}" for name in get_args(Tool) if name not in ("navigate", "landmark", "ruler", "angle", "region")
) | {"label.next", "label.previous"}  # fmt: skip
FINE = 0.25  # of a voxel
_NUDGES = {
    "left": (-1, 0, 0),
    "right": (1, 0, 0),
    "up": (0, -1, 0),
    "down": (0, 1, 0),
    "out": (0, 0, -1),
    "in": (0, 0, 1),
}
_NO_LANDMARK = Message("Choose a landmark first.")
_READ_ONLY = Message("This case is open for editing in another window; here it can only be looked at.")
_TOOLS: tuple[Tool, ...] = get_args(Tool)


class AnnotateActions:
    """Carries out edits of the chosen landmark and choices of tool, brush and label."""

    def __init__(self, workbench: Workbench, panes: PaneGroup) -> None:
        self._workbench, self._panes = workbench, panes
        self._tools: list[Tool] = [workbench.view.tool, "landmark"]  # the present and the one before
        workbench.view_changed.connect(self._on_view_changed, thread="main")

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        found: dict[str, Callable[[], None]] = {
            "tool.previous": lambda: self._use(self._tools[1]),
            "brush.larger": lambda: self._resize_brush(1),
            "brush.smaller": lambda: self._resize_brush(-1),
            "region.here": self._region_here,
            "region.clear": self._region_clear,
            "label.next": lambda: self._step_label(1),
            "label.previous": lambda: self._step_label(-1),
            "landmark.confirm": self._confirm,
            "landmark.flag": self._flag,
            "landmark.delete": self._delete,
        }
        found.update({f"tool.{tool}": lambda t=tool: self._use(t) for tool in _TOOLS})  # type: ignore[misc]
        for name, direction in _NUDGES.items():
            found[f"landmark.nudge_{name}"] = lambda d=direction: self._nudge(d, 1.0)  # type: ignore[misc]
            found[f"landmark.nudge_{name}_fine"] = lambda d=direction: self._nudge(d, FINE)  # type: ignore[misc]
        return found

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        opened = self._workbench.open_case
        if opened is None:
            return NOTHING_OPEN
        if opened.history.document.read_only and action_id not in ("tool.navigate", "tool.previous"):
            return _READ_ONLY
        if action_id == "region.clear" and self._workbench.view.region(self._panes.active.side) is None:
            return Message("There is no region in this volume; drag one with the region tool.")
        if action_id.startswith("landmark."):
            return self._why_not_landmark(action_id, opened)
        if action_id in _NEED_LABELS and not opened.reading.segments:
            return Message("The label table is empty; add a label first.")
        return None

    def is_on(self, action_id: str) -> bool:
        """Whether a tool is in the hand."""
        return action_id == f"tool.{self._workbench.view.tool}"

    # ---- tools, brush, labels

    def _on_view_changed(self) -> None:
        tool = self._workbench.view.tool
        if tool != self._tools[0]:
            self._tools = [tool, self._tools[0]]

    def _use(self, tool: Tool) -> None:
        self._workbench.look(replace(self._workbench.view, tool=tool))

    def _region_here(self) -> None:
        self._workbench.look(region_at_cursor(self._workbench.view, self._opened(), self._panes.active))

    def _region_clear(self) -> None:
        self._workbench.look(self._workbench.view.with_region(self._panes.active.side, None))

    def _resize_brush(self, steps: int) -> None:
        view = self._workbench.view
        radius_mm = resized_brush(view.brush.radius_mm, steps)
        self._workbench.look(replace(view, brush=replace(view.brush, radius_mm=radius_mm)))

    def _step_label(self, step: int) -> None:
        view, values = self._workbench.view, list(self._opened().reading.segments)
        here = values.index(view.brush.value) if view.brush.value in values else -step
        value = values[(here + step) % len(values)]
        self._workbench.look(replace(view, brush=replace(view.brush, value=value)))

    # ---- landmarks

    def _why_not_landmark(self, action_id: str, opened: OpenCase) -> Message | None:
        landmark_id = self._workbench.view.landmark_id
        if landmark_id not in opened.reading.landmarks:
            return _NO_LANDMARK
        landmark = opened.reading.landmarks[landmark_id]
        if action_id == "landmark.confirm":
            if landmark.state == "confirmed":
                return Message("{name} is confirmed already.", {"name": landmark.name})
            if landmark.fixed is None and landmark.moving is None:
                return Message("{name} is not placed in either volume yet.", {"name": landmark.name})
        if action_id.startswith("landmark.nudge"):
            if landmark.state == "confirmed":
                return Message("{name} is confirmed and locked.", {"name": landmark.name})
            if landmark.mark(self._panes.active.side) is None:
                return Message("{name} has no mark in this volume.", {"name": landmark.name})
        return None

    def _confirm(self) -> None:
        """Accept the predicted twin if one is missing, else confirm and lock the pair."""
        opened, landmark = self._opened(), self._landmark()
        accept = accepting(self._workbench.view, opened, landmark)
        if accept is not None:
            self._workbench.do(accept)
            self._workbench.look(jumped(self._workbench.view, opened, landmark.id))
        else:
            self._workbench.do(EditLandmark(landmark.id, "state", "confirmed"))

    def _flag(self) -> None:
        landmark = self._landmark()
        state: State = placed_state(landmark) if landmark.state == "flagged" else "flagged"
        self._workbench.do(EditLandmark(landmark.id, "state", state))

    def _delete(self) -> None:
        """Delete it and choose none, so that the next key does not edit a landmark that is not in sight."""
        landmark = self._landmark()
        self._workbench.do(DeleteLandmark(landmark.id))
        self._workbench.look(replace(self._workbench.view, landmark_id=""))
        self._workbench.noticed.emit(Message("{name} went to the trash; Undo brings it back.", {"name": landmark.name}))

    def _nudge(self, direction: tuple[int, int, int], voxels: float) -> None:
        """Move the mark in the active pane's volume along the pane's own right, down and through."""
        opened, landmark, pane = self._opened(), self._landmark(), self._panes.active
        mark = landmark.mark(pane.side)
        assert mark is not None
        plane = pane.plane
        through = slice_step(opened.case.volume(pane.side).grid, pane.orientation)
        axes = np.column_stack([plane.right_mm, plane.down_mm, through])
        point_mm = _vector(np.asarray(mark.position_mm) + axes @ np.multiply(direction, voxels))
        to = checked_mark(opened, pane.side, point_mm)
        self._workbench.do(MoveLandmark(landmark.id, pane.side, to, "nudge"))
        self._workbench.look(jumped(self._workbench.view, opened, landmark.id))

    def _landmark(self) -> Landmark:
        return self._opened().reading.landmarks[self._workbench.view.landmark_id]

    def _opened(self) -> OpenCase:
        opened = self._workbench.open_case
        assert opened is not None  # actions are disabled otherwise
        return opened


def placed_state(landmark: Landmark) -> State:
    """The state that follows from the marks alone."""
    return "placed" if landmark.fixed and landmark.moving else "unplaced"


def _vector(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Vector:
    x, y, z = (float(v) for v in values)
    return x, y, z
