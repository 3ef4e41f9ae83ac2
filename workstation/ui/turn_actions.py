"""Turning the planes by keys, some degrees at a time, and putting them straight again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from workstation.core.errors import Message
from workstation.core.rotation import NONE
from workstation.ui.pair_view import PaneGroup
from workstation.workbench.oblique import turn_in_pane
from workstation.workbench.workbench import Workbench

STEPS_DEG = {"view.turn_left": -5.0, "view.turn_right": 5.0, "view.turn_left_fine": -1.0, "view.turn_right_fine": 1.0}
STRAIGHTEN = "view.straighten"


class TurnActions:
    """Carries out the `view.turn_` actions and `view.straighten`."""

    def __init__(self, workbench: Workbench, panes: PaneGroup) -> None:
        self._workbench, self._panes = workbench, panes

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        found = {name: partial(self._turn, degrees) for name, degrees in STEPS_DEG.items()}
        return {**found, STRAIGHTEN: self.straighten}

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        if action_id == STRAIGHTEN and not self._workbench.view.is_oblique:
            return Message("The planes are not turned.")
        return None

    def straighten(self) -> None:
        """Back to the volumes' own slices."""
        self._workbench.look(replace(self._workbench.view, turn_deg=NONE))

    def _turn(self, degrees: float) -> None:
        opened, pane = self._workbench.open_case, self._panes.active
        assert opened is not None  # actions are disabled otherwise
        self._workbench.look(turn_in_pane(self._workbench.view, opened, pane.side, pane.orientation, degrees))
