"""The hand in one pane: presses, drags, turns of the wheel and held keys become gestures.

It keeps the gesture that is under way and the pointer; what they do is decided in `tools` and `edit_gestures`. A gesture
that meets an error is cancelled, and the error is said where the window says such things.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from workstation.core.errors import InvalidInput, UserError
from workstation.ui.slice_canvas import SliceCanvas
from workstation.ui.tools import (
    FAST,
    ZOOM_PER_WHEEL,
    Button,
    Gesture,
    Meaning,
    MousePreset,
    Pane,
    Pointer,
    begin,
    decide,
    decide_wheel,
    point_under,
    resized_brush,
)
from workstation.ui.turn_gestures import TurnDrag
from workstation.workbench.view import Tool

_DRAWING: tuple[Meaning, ...] = ("paint", "erase", "draw")
_ANYWHERE: tuple[Tool, ...] = ("ruler", "angle")  # they measure between points
Edits = Callable[[Meaning, Pane, Pointer], Gesture | None]


class PaneHand(QObject):
    """What the mouse does in a pane. Without `edits` the pane only navigates, whatever tool is chosen."""

    came = Signal()  # a press: keys are for this pane now
    pointed = Signal()  # the pointer is somewhere else, or a gesture has ended
    maximise_wanted = Signal()
    tool_tapped = Signal()  # Space was tapped
    loupe_key = Signal(bool)  # the loupe's key went down (True) or up
    loupe_wheel = Signal(float)  # the wheel was turned while it was down
    overlay_wheel = Signal(float)  # the wheel was turned with Alt
    badge_clicked = Signal()  # the warning that millimetres are not certain

    def __init__(self, pane: Pane, canvas: SliceCanvas, edits: Edits | None) -> None:
        super().__init__(canvas)
        self.pointer: Pointer | None = None
        self.gesture: Gesture | None = None
        self.mouse_preset: MousePreset = "annotator"
        self._pane, self._edits = pane, edits
        self._button: Button = "none"
        self._space_is_tap = False
        canvas.pressed.connect(self._on_pressed)
        canvas.moved.connect(self._on_moved)
        canvas.released.connect(self._on_released)
        canvas.double_clicked.connect(self._on_double_clicked)
        canvas.wheeled.connect(self._on_wheeled)
        canvas.key_held.connect(self._on_key_held)
        canvas.escaped.connect(self._on_escaped)
        canvas.answered.connect(self._on_answered)
        canvas.wants_answers = lambda: pane.draft.pending is not None

    @property
    def tool(self) -> Tool:
        """The tool that is in the hand here."""
        return self._pane.workbench.view.tool if self._edits is not None else "navigate"

    def cancel(self) -> None:
        """Give the gesture up, as if it had never begun."""
        if self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            gesture.cancel()

    def drop(self) -> None:
        """Forget the gesture: what it was about is no longer open."""
        self.gesture = None
        self._pane.draft.pending = self._pane.draft.measurement = None
        self._pane.draft.clear()

    def leave(self) -> None:
        """The mouse is somewhere else."""
        if self.pointer is not None:
            self.pointer = None
            self.pointed.emit()

    # ---- inside

    @property
    def _nothing_open(self) -> bool:
        return self._pane.workbench.open_case is None

    def _on_escaped(self) -> None:
        """Esc: first the drag, then the tool."""
        if self.gesture is not None:
            self.cancel()
        elif self._pane.draft.pending is not None:
            self._pane.draft.pending.discard()
        elif self.tool != "navigate":
            workbench = self._pane.workbench
            workbench.look(replace(workbench.view, tool="navigate"))

    def _on_answered(self, key: str) -> None:
        """Enter or Backspace, to what waits for an answer."""
        pending = self._pane.draft.pending
        if pending is not None:
            self._guarded(pending.accept if key == "enter" else pending.step_back)

    def _on_pressed(self, pointer: Pointer) -> None:
        self.came.emit()
        if pointer.button == "left" and self._pane.badge_at(pointer.x, pointer.y):
            self.badge_clicked.emit()
            return
        if self.gesture is None and not self._nothing_open:  # a second button during a drag changes nothing
            self._space_is_tap = False
            self._button = pointer.button
            self._guarded(lambda: self._begin(decide(pointer, self.tool, self.mouse_preset), pointer))

    def _begin(self, meaning: Meaning, pointer: Pointer) -> None:
        if self.tool == "navigate" and meaning.startswith("cursor") and self._pane.handle_at(pointer.x, pointer.y):
            self.gesture = TurnDrag(self._pane, pointer)
            return
        if meaning in _DRAWING and self.tool not in _ANYWHERE and self._pane.workbench.view.is_oblique:
            raise InvalidInput("The planes are turned, and this tool draws in the volume's own slices; press R first.")
        self.gesture = begin(meaning, self._pane, pointer)
        if self.gesture is None and self._edits is not None:
            self.gesture = self._edits(meaning, self._pane, pointer)

    def _on_moved(self, pointer: Pointer) -> None:
        self.pointer = pointer
        if self._nothing_open:
            return
        gesture = self.gesture
        if gesture is not None:
            self._guarded(lambda: gesture.move(pointer))
        elif self._pane.draft.pending is not None and self._edits is not None:
            self._pane.draft.pending.hover(self._pane, pointer)
        elif pointer.shift:
            self._pane.workbench.look_at(self._pane.side, point_under(self._pane, pointer))
        self.pointed.emit()

    def _on_released(self, pointer: Pointer) -> None:
        gesture = self.gesture
        if gesture is not None and pointer.button == self._button:
            self.gesture = None
            self._guarded(lambda: gesture.release(pointer), gesture)
            self.pointed.emit()

    def _on_double_clicked(self, pointer: Pointer) -> None:
        """With an editing tool the second press of a double click is a press like any other."""
        if pointer.button == "left" and self.tool == "navigate":
            self.maximise_wanted.emit()
        else:
            self._on_pressed(pointer)

    def _on_wheeled(self, pointer: Pointer, steps: float) -> None:
        if self._nothing_open:
            return
        pane, workbench = self._pane, self._pane.workbench
        match decide_wheel(pointer, self.tool):
            case "loupe":
                self.loupe_wheel.emit(steps)
            case "overlay":
                self.overlay_wheel.emit(steps)
            case "zoom":
                pane.set_camera(pane.camera.zoomed(ZOOM_PER_WHEEL**steps, pointer.x, pointer.y))
            case "brush":
                brush = workbench.view.brush
                brush = replace(brush, radius_mm=resized_brush(brush.radius_mm, steps))
                workbench.look(replace(workbench.view, brush=brush))
            case "slice":
                workbench.scroll(pane.side, pane.orientation, int(-steps) * (FAST if pointer.shift else 1))

    def _on_key_held(self, name: str, down: bool) -> None:
        """Space that goes down and up without a press between is a tap."""
        if name == "z":
            self.loupe_key.emit(down)
        if name == "space" and not down and self._space_is_tap:
            self.tool_tapped.emit()
        self._space_is_tap = name == "space" and down and self.gesture is None

    def _guarded(self, action: Callable[[], None], ending: Gesture | None = None) -> None:
        """Do part of a gesture; an error cancels it."""
        try:
            action()
        except UserError as error:
            gesture = self.gesture or ending
            self.gesture = None
            if gesture is not None:
                gesture.cancel()
            self._pane.workbench.noticed.emit(error)
