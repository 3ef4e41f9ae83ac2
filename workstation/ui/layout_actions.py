"""Layouts: which panes of a workspace are shown at once, chosen by key or menu and remembered for the workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from workstation.core.errors import NotSaved
from workstation.ui.follow import follow
from workstation.ui.pair_view import PaneGroup
from workstation.workbench.pane_layouts import KINDS, LayoutKind, next_kind
from workstation.workbench.viewing_settings import load_viewing, save_viewing
from workstation.workbench.workbench import Workbench

LAYOUTS: dict[str, LayoutKind] = {f"view.layout_{kind}": kind for kind in KINDS}


class LayoutActions:
    """Carries out the `view.layout_` actions of one workspace."""

    def __init__(self, workbench: Workbench, panes: PaneGroup, workspace: str) -> None:
        self._workbench, self._panes, self._workspace = workbench, panes, workspace
        if isinstance(panes, QWidget):
            follow(panes, workbench.case_changed, self._recall)
        self._recall()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        found = {name: partial(self.choose, kind) for name, kind in LAYOUTS.items()}
        return found | {
            "view.layout_next": lambda: self.choose(next_kind(self._panes.arrangement.kind)),
            "view.layout_previous": lambda: self.choose(next_kind(self._panes.arrangement.kind, -1)),
        }

    def is_on(self, action_id: str) -> bool:
        """Whether a layout is the one that is shown."""
        return LAYOUTS.get(action_id) == self._panes.arrangement.kind

    def choose(self, kind: LayoutKind) -> None:
        """Show another layout, about the plane and the volume of the active pane, and remember it."""
        pane = self._panes.active
        self._panes.arrange(replace(self._panes.arrangement, kind=kind, orientation=pane.orientation, side=pane.side))
        self._workbench.memory.layouts[self._workspace] = self._panes.arrangement
        try:
            save_viewing(load_viewing().with_layout(self._workspace, self._panes.arrangement))
        except NotSaved as error:
            self._workbench.noticed.emit(error)

    def _recall(self) -> None:
        """Show the layout that this case was last looked at in, else the one that was chosen last."""
        layouts = load_viewing().layouts | self._workbench.memory.layouts
        remembered = layouts.get(self._workspace, self._panes.arrangement)
        if remembered != self._panes.arrangement:
            self._panes.arrange(remembered)
