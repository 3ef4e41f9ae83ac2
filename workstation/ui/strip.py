"""Buttons of a workspace's own actions, with icons, keys and tool tips from the action table, kept up to date together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtWidgets import QMenu, QToolButton

from workstation.core.errors import Message, UserError
from workstation.ui.action_set import action_button, key_text, tool_tip
from workstation.ui.actions import BY_ID, SWITCHES
from workstation.ui.icons import icon
from workstation.ui.text import tr
from workstation.workbench.workbench import Workbench


class Actions(Protocol):
    """Whoever carries out the actions of a workspace."""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What to call, by action id."""
        ...

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        ...

    def is_on(self, action_id: str) -> bool:
        """Whether an action that switches something is switched on."""
        ...


class ActionStrip:
    """Makes buttons for actions and keeps them enabled, checked and explained as things stand."""

    def __init__(self, workbench: Workbench, actions: Actions) -> None:
        self._workbench, self._actions = workbench, actions
        self._handlers = actions.handlers()
        self.buttons: dict[str, QToolButton] = {}
        self._told: dict[str, Message | None] = {}  # why each button was disabled when its tool tip was made
        for signal in (workbench.changed, workbench.view_changed, workbench.case_changed):
            signal.connect(self.refresh, thread="main", max_args=0)

    def button(self, action_id: str, checkable: bool = False) -> QToolButton:
        """A button for an action."""
        button = action_button(action_id, lambda: self.run(action_id), checkable)
        button.setProperty("flat", True)
        self.buttons[action_id] = button
        button.destroyed.connect(lambda *_: self.buttons.pop(action_id, None))
        self._refresh_one(action_id, button)
        return button

    def add_to(self, menu: QMenu, action_id: str, name: str = "") -> None:
        """A menu entry for an action, perhaps under another name."""
        row, why = BY_ID[action_id], self._actions.why_disabled(action_id)
        title = name or tr(row.title)
        title = f"{title}\t{key_text(row)}" if row.keys else title
        action = menu.addAction(icon(row.icon), title, lambda: self.run(action_id))
        action.setEnabled(why is None)
        if action_id in SWITCHES:
            action.setCheckable(True)
            action.setChecked(self._actions.is_on(action_id))
        action.setToolTip(tool_tip(action_id, why))

    def run(self, action_id: str) -> None:
        """Carry an action out; what a person must know goes to the notice bar."""
        if self._actions.why_disabled(action_id) is None:
            try:
                self._handlers[action_id]()
            except UserError as error:
                self._workbench.noticed.emit(error)
        self.refresh()

    def refresh(self) -> None:
        """Bring all buttons up to date."""
        for action_id, button in self.buttons.items():
            self._refresh_one(action_id, button)

    def _refresh_one(self, action_id: str, button: QToolButton) -> None:
        why = self._actions.why_disabled(action_id)
        if action_id not in self._told or self._told[action_id] != why:
            self._told[action_id] = why
            button.setEnabled(why is None)
            button.setToolTip(tool_tip(action_id, why))
        if button.isCheckable() and button.isChecked() != self._actions.is_on(action_id):
            button.setChecked(self._actions.is_on(action_id))
