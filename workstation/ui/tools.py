"""What a press, a drag or a turn of the wheel means, and the gestures that only navigate.

`decide` names the gesture, `begin` starts it. A gesture lives from press to release; Esc cancels it. The gestures that
edit lie in `edit_gestures`: they preview in a `Draft` and become one command on release. There is no Qt in here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from psygnal import Signal

from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.labels import LabelMap
from workstation.core.measurements import Measurement
from workstation.core.planes import Orientation, Plane
from workstation.ui.camera import Camera, world_point
from workstation.ui.pending import Pending
from workstation.workbench.landmarks import followed, jumped
from workstation.workbench.view import BRUSHES, Tool, Window

if TYPE_CHECKING:
    from workstation.workbench.open_case import OpenCase
    from workstation.workbench.workbench import Workbench

Button = Literal["none", "left", "middle", "right"]
MousePreset = Literal["annotator", "reader"]
Meaning = Literal["none", "cursor", "cursor or window", "pan", "zoom", "window", "landmark", "paint", "erase", "draw"]
WheelMeaning = Literal["slice", "zoom", "brush", "loupe", "overlay"]

DRAG_PX = 3.0  # shorter movements are clicks with a trembling hand
FAST = 5  # slices per wheel step with Shift
ZOOM_PER_WHEEL = 1.2
ZOOM_PER_PX = 1.01
BRUSH_PER_STEP = 1.15
SMALLEST_BRUSH_MM, LARGEST_BRUSH_MM = 0.1, 50.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is, in pixels of the pane, and what is pressed. `held` are plain keys: "space", "w", "z"."""

    x: float
    y: float
    button: Button = "none"
    ctrl: bool = False
    shift: bool = False
    held: frozenset[str] = field(default_factory=frozenset)
    alt: bool = False


@dataclass(frozen=True, slots=True)
class DraftMark:
    """Where a landmark would lie if the mouse were released now; `landmark_id` "" for a new one."""

    landmark_id: str
    side: Side
    position_mm: Vector


class Draft:
    """What a gesture in progress shows before it has become an edit; the panes of a workspace share one."""

    changed = Signal(str)  # the side whose pictures it concerns

    def __init__(self) -> None:
        self.mark: DraftMark | None = None
        self.labels: dict[Side, tuple[int, LabelMap]] = {}  # the layer that is shown otherwise than saved, and how
        self.measurement: Measurement | None = None
        self.pending: Pending | None = None

    def show_pending(self, pending: Pending | None, side: Side) -> None:
        """Show something that waits for Enter or Esc, None when it has been answered."""
        self.pending = pending
        self.changed.emit(side)

    def show_measurement(self, measurement: Measurement | None, side: Side = "fixed") -> None:
        """Show a ruler or angle that is not kept yet, or one that is as it would be; None for none."""
        self.measurement = measurement
        self.changed.emit(measurement.side if measurement is not None else side)

    def show_mark(self, mark: DraftMark) -> None:
        """Show a landmark at a place it does not have yet."""
        self.mark = mark
        self.changed.emit(mark.side)

    def show_labels(self, side: Side, labels: LabelMap, layer: int = 0) -> None:
        """Show a label map in place of the saved one of a layer; call again whenever it has changed."""
        self.labels[side] = layer, labels
        self.changed.emit(side)

    def clear(self) -> None:
        """Show what is saved."""
        sides = [side for side in SIDES if side in self.labels or (self.mark and self.mark.side == side)]
        self.mark = None
        self.labels.clear()
        for side in sides:
            self.changed.emit(side)


class Pane(Protocol):
    """What a gesture needs of the pane it happens in; one that cannot edit is there to judge the registration."""

    workbench: Workbench
    side: Side
    orientation: Orientation
    draft: Draft
    can_edit: bool

    @property
    def camera(self) -> Camera:
        """Which part of the slice is on screen."""
        ...

    @property
    def plane(self) -> Plane:
        """The slice that is shown."""
        ...

    def set_camera(self, camera: Camera) -> None:
        """Show another part of the slice."""
        ...

    def landmark_at(self, x: float, y: float) -> str:
        """The id of the landmark whose mark lies under a point of the screen, "" if none does."""
        ...

    def badge_at(self, x: float, y: float) -> bool:
        """Whether the warning that millimetres are not certain lies under a point of the screen."""
        ...

    def cursor_on_plane(self) -> tuple[float, float]:
        """(u, v) of the cursor on the plane that is shown."""
        ...

    def handle_at(self, x: float, y: float) -> bool:
        """Whether a handle by which the planes are turned lies under a point of the screen."""
        ...


class Gesture(Protocol):
    """Something between a press and its release."""

    def move(self, pointer: Pointer) -> None:
        """The mouse moved with the button down."""
        ...

    def release(self, pointer: Pointer) -> None:
        """The button was let go."""
        ...

    def cancel(self) -> None:
        """Esc, or the view was taken away: leave everything as it was before the press."""
        ...


def decide(pointer: Pointer, tool: Tool, preset: MousePreset) -> Meaning:
    """What a press means. The middle and right button, Space and W never edit, whatever the tool."""
    if pointer.button == "middle" or (pointer.button == "left" and "space" in pointer.held):
        return "pan"
    if pointer.button == "right":
        return "zoom"
    if pointer.button != "left":
        return "none"
    if "w" in pointer.held:
        return "window"
    if tool == "landmark":
        return "landmark"
    if tool in BRUSHES:
        return "paint" if (tool == "erase") == pointer.ctrl else "erase"
    if tool != "navigate":
        return "draw"
    return "cursor or window" if preset == "reader" else "cursor"


def decide_wheel(pointer: Pointer, tool: Tool) -> WheelMeaning:
    """What the wheel means.

    Z makes what the loupe shows larger, Ctrl zooms, Alt changes the overlay, Shift sizes the brush of a painting tool;
    everything else scrolls.
    """
    if "z" in pointer.held:
        return "loupe"
    if pointer.ctrl:
        return "zoom"
    if pointer.alt:
        return "overlay"
    return "brush" if pointer.shift and tool in BRUSHES else "slice"


def begin(meaning: Meaning, pane: Pane, pointer: Pointer) -> Gesture | None:
    """Start a gesture that navigates; None for meanings that edit."""
    match meaning:
        case "pan":
            return PanDrag(pane, pointer)
        case "zoom":
            return ZoomDrag(pane, pointer)
        case "window":
            return WindowDrag(pane, pointer)
        case "cursor":
            return CursorDrag(pane, pointer)
        case "cursor or window":
            return ClickOrWindow(pane, pointer)
    return None


def see_landmark(pane: Pane, opened: OpenCase, landmark_id: str) -> None:
    """Choose a landmark: where it was marked, or, in a pane that judges, where the registration leads from its mark."""
    view = pane.workbench.view
    chosen = jumped(view, opened, landmark_id) if pane.can_edit else followed(view, opened, landmark_id, pane.side)
    pane.workbench.look(chosen)


def point_under(pane: Pane, pointer: Pointer) -> Vector:
    """The world point of the slice under the pointer."""
    return world_point(pane.plane, *pane.camera.to_plane(pointer.x, pointer.y))


def resized_brush(radius_mm: float, steps: float) -> float:
    """The brush radius after some steps of the wheel or of + and -."""
    radius = round(radius_mm * math.pow(BRUSH_PER_STEP, steps), 2)
    return min(max(radius, SMALLEST_BRUSH_MM), LARGEST_BRUSH_MM)


class PanDrag:
    """The picture follows the mouse."""

    def __init__(self, pane: Pane, pointer: Pointer) -> None:
        self._pane, self._start, self._camera = pane, pointer, pane.camera

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        self._pane.set_camera(self._camera.panned(pointer.x - self._start.x, pointer.y - self._start.y))

    def release(self, pointer: Pointer) -> None:
        """Stay there."""

    def cancel(self) -> None:
        """Back to where it was."""
        self._pane.set_camera(self._camera)


class ZoomDrag:
    """Up magnifies, down shrinks, about the point that was pressed."""

    def __init__(self, pane: Pane, pointer: Pointer) -> None:
        self._pane, self._start, self._camera = pane, pointer, pane.camera

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        factor = ZOOM_PER_PX ** (self._start.y - pointer.y)
        self._pane.set_camera(self._camera.zoomed(factor, self._start.x, self._start.y))

    def release(self, pointer: Pointer) -> None:
        """Stay there."""

    def cancel(self) -> None:
        """Back to where it was."""
        self._pane.set_camera(self._camera)


class WindowDrag:
    """Right widens the window, down makes the picture brighter; 250 pixels double or move it by its width."""

    def __init__(self, pane: Pane, pointer: Pointer) -> None:
        self._pane, self._start = pane, pointer
        self._window = pane.workbench.view.window(pane.side)

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        window = dragged_window(self._window, pointer.x - self._start.x, pointer.y - self._start.y)
        self._show(window)

    def release(self, pointer: Pointer) -> None:
        """Stay there."""

    def cancel(self) -> None:
        """Back to what it was."""
        self._show(self._window)

    def _show(self, window: Window) -> None:
        workbench = self._pane.workbench
        workbench.look(workbench.view.with_window(self._pane.side, window))


def dragged_window(window: Window, dx: float, dy: float) -> Window:
    """The window after a drag: dx pixels change its width, dy pixels its level."""
    width = window.high - window.low
    centre = (window.low + window.high) / 2 - dy * width / 250
    width *= math.exp(dx / 250)
    return Window(centre - width / 2, centre + width / 2)


class CursorDrag:
    """The crosshair goes where the mouse is; a press on a landmark chooses that landmark instead."""

    def __init__(self, pane: Pane, pointer: Pointer) -> None:
        self._pane = pane
        self._before = pane.workbench.view
        landmark_id = pane.landmark_at(pointer.x, pointer.y)
        self._follows = not landmark_id
        opened = pane.workbench.open_case
        if landmark_id and opened is not None:
            see_landmark(pane, opened, landmark_id)
        else:
            self.move(pointer)

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        if self._follows:
            self._pane.workbench.look_at(self._pane.side, point_under(self._pane, pointer))

    def release(self, pointer: Pointer) -> None:
        """Stay there."""

    def cancel(self) -> None:
        """Back to where it was."""
        self._pane.workbench.look(self._before)


class ClickOrWindow:
    """A click puts the crosshair, a drag changes the window: the left button of the reader preset."""

    def __init__(self, pane: Pane, pointer: Pointer) -> None:
        self._pane, self._start = pane, pointer
        self._drag: WindowDrag | None = None

    def move(self, pointer: Pointer) -> None:
        """Become a window drag once the hand has moved."""
        if self._drag is None and math.dist((pointer.x, pointer.y), (self._start.x, self._start.y)) > DRAG_PX:
            self._drag = WindowDrag(self._pane, self._start)
        if self._drag is not None:
            self._drag.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """If the hand has not moved, this was a click."""
        if self._drag is None:
            CursorDrag(self._pane, self._start)

    def cancel(self) -> None:
        """Back to what it was."""
        if self._drag is not None:
            self._drag.cancel()
