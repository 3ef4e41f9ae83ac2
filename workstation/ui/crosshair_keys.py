"""Moving the crosshair inside a pane and going from pane to pane by keys, so that nothing needs a mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from workstation.core.errors import Message
from workstation.ui.pair_view import PaneGroup
from workstation.ui.slice_view import SliceView
from workstation.workbench.workbench import Workbench

FAR = 10  # voxels of a long step
DIRECTIONS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}  # along the pane's right and down
NEXT, OTHER = "view.pane_next", "view.pane_other"


class CrosshairKeys:
    """Carries out `view.cursor_…`, `view.pane_next` and `view.pane_other`."""

    def __init__(self, workbench: Workbench, panes: PaneGroup) -> None:
        self._workbench, self._panes = workbench, panes

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        found: dict[str, Callable[[], None]] = {NEXT: self._next_pane, OTHER: self._other_volume}
        for name, direction in DIRECTIONS.items():
            found[f"view.cursor_{name}"] = partial(self._move, direction, 1)
            found[f"view.cursor_{name}_far"] = partial(self._move, direction, FAR)
        return found

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        if action_id in (NEXT, OTHER) and len(self._shown()) < 2:
            return Message("Only one pane is shown.")
        return None

    def _move(self, direction: tuple[int, int], voxels: int) -> None:
        """Some voxels along the pane's right and down; at the border of the volume it stays inside."""
        opened, pane = self._workbench.open_case, self._panes.active
        assert opened is not None  # actions are disabled otherwise
        step = np.column_stack([pane.plane.right_mm, pane.plane.down_mm]) @ np.multiply(direction, voxels)
        place = np.asarray(self._workbench.view.cursor_mm(pane.side)) + step
        x, y, z = place.tolist()
        self._workbench.look_at(pane.side, opened.case.volume(pane.side).grid.clamped((x, y, z)))

    def _shown(self) -> list[SliceView]:
        return [pane for pane in self._panes if pane.isVisible()]

    def _next_pane(self) -> None:
        """The next plane of the same volume."""
        here = self._panes.active
        same = [pane for pane in self._shown() if pane.side == here.side] or self._shown()
        self._panes.activate(same[(same.index(here) + 1) % len(same)] if here in same else same[0])

    def _other_volume(self) -> None:
        """The same plane of the other volume, else any of its planes."""
        here = self._panes.active
        others = [pane for pane in self._shown() if pane.side != here.side]
        alike = [pane for pane in others if pane.orientation == here.orientation]
        if others:
            self._panes.activate((alike or others)[0])
