"""Turning the planes by hand: a drag of a handle on the crosshair's lines. There is no Qt in here."""

from __future__ import annotations

import math
from dataclasses import replace

from workstation.ui.tools import Pane, Pointer
from workstation.workbench.oblique import turn_in_pane

SNAP_DEG = 5.0  # with Shift


class TurnDrag:
    """The lines of the crosshair follow the mouse round the cursor; with Shift in steps of five degrees."""

    def __init__(self, pane: Pane, pointer: Pointer) -> None:
        self._pane, self._before = pane, pane.workbench.view
        self._centre = pane.camera.to_screen(*pane.cursor_on_plane())
        self._start = self._angle(pointer)

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        opened = self._pane.workbench.open_case
        if opened is None:
            return
        degrees = self._angle(pointer) - self._start
        if pointer.shift:
            degrees = SNAP_DEG * round(degrees / SNAP_DEG)
        view = turn_in_pane(self._before, opened, self._pane.side, self._pane.orientation, degrees)
        self._pane.workbench.look(view)

    def release(self, pointer: Pointer) -> None:
        """Stay there."""

    def cancel(self) -> None:
        """Back to how they were."""
        self._pane.workbench.look(replace(self._pane.workbench.view, turn_deg=self._before.turn_deg))

    def _angle(self, pointer: Pointer) -> float:
        """The direction of the mouse as seen from the cursor, in degrees clockwise."""
        return math.degrees(math.atan2(pointer.y - self._centre[1], pointer.x - self._centre[0]))
