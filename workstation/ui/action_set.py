"""The action table as Qt objects: shortcuts, menus, buttons, tool tips with the key, and why something cannot be done now.

One `ActionSet` belongs to the window. It asks for handlers and reasons when they are needed, so that a workspace only has
to offer both by id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QKeyCombination, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

from workstation.core.errors import Message, UserError
from workstation.ui.actions import ACTIONS, BY_ID, MENUS, SHARED_KEYS, SWITCHES, Action, WorkspaceId, actions_in
from workstation.ui.icons import icon
from workstation.ui.text import say, tr

PORTABLE = QKeySequence.SequenceFormat.PortableText
SHIFTED = ("?", "+")  # on many keyboards these need Shift, which some remote desktops report as a part of the key
REFRESH_MS = 60  # a burst of changes (scrolling) refreshes the enabled states once


class Handles(Protocol):
    """Whoever carries actions out: the shell and every workspace."""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What to call, by action id."""
        ...

    def why_disabled(self, action_id: str) -> Message | None:
        """Why the action cannot be carried out now; None if it can."""
        ...


class ActionSet(QObject):
    """All actions of a window as QActions, enabled as the workspace in front and the shell say."""

    triggered = Signal(str)
    failed = Signal(object)  # the UserError that an action ended with

    def __init__(self, window: QWidget, shell: Handles) -> None:
        super().__init__(window)
        self._shell = shell
        self._workspace_id: WorkspaceId = "cases"
        self._workspace: Handles | None = None
        self._handlers: dict[str, Callable[[], None]] = {}
        self._titles: dict[str, Callable[[], str]] = {}
        self._told: dict[str, tuple[Message | None, str]] = {}  # what each tool tip was made of
        self.actions: dict[str, QAction] = {}
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        for row in ACTIONS:
            self.actions[row.id] = self._made(row)
            window.addAction(self.actions[row.id])

    def show_workspace(self, workspace_id: WorkspaceId, workspace: Handles | None) -> None:
        """Make the actions of another workspace the valid ones."""
        self._workspace_id, self._workspace = workspace_id, workspace
        self._handlers = dict(workspace.handlers()) if workspace is not None else {}
        self.refresh()

    def name_with(self, action_id: str, title: Callable[[], str]) -> None:
        """Let an action's title be asked for whenever it is refreshed, such as "Undo Move L17"."""
        self._titles[action_id] = title

    def refresh_soon(self) -> None:
        """Refresh once after a burst of changes."""
        if not self._timer.isActive():
            self._timer.start()

    def refresh(self) -> None:
        """Ask everybody what can be done now."""
        self._timer.stop()
        for row in ACTIONS:
            action, why = self.actions[row.id], self.why_disabled(row.id)
            if row.id in self._titles:
                action.setText(self._titles[row.id]())
            if row.id in SWITCHES:
                action.setChecked(self._is_on(row.id))
            told = why, action.text()
            if self._told.get(row.id) != told:  # most are as they were, and there are many
                self._told[row.id] = told
                action.setEnabled(why is None)
                action.setToolTip(tool_tip(row.id, why, action.text().split("\t")[0]))

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now; None if it can."""
        if self._workspace_id not in BY_ID[action_id].workspaces:
            return Message("This belongs to another workspace.")
        if self._workspace is not None and action_id in self._handlers:
            return self._workspace.why_disabled(action_id)
        if action_id in self._shell.handlers():
            return self._shell.why_disabled(action_id)
        return Message("This is not available here.")

    def run(self, action_id: str) -> None:
        """Carry an action out, unless something speaks against it; what goes wrong is announced by `failed`."""
        if self.why_disabled(action_id) is not None:
            self.refresh()
            return
        handler = self._handlers.get(action_id) or self._shell.handlers()[action_id]
        try:
            handler()
        except UserError as error:
            self.failed.emit(error)
        self.triggered.emit(action_id)
        self.refresh_soon()

    def press(self, event: QKeyEvent) -> bool:
        """Carry out the action of a shared key that nobody wanted; says whether there was one."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(plain, Qt.Key(event.key()))).toString(PORTABLE)
        for row in actions_in(self._workspace_id):
            if pressed in SHARED_KEYS and pressed in row.keys:
                self.run(row.id)
                return True
        return False

    def fill(self, bar: QMenuBar, extra: Mapping[str, QMenu]) -> None:
        """Make the menus; `extra` are menus that go after the action of the given id."""
        menus = {title: bar.addMenu(tr(title)) for title in MENUS}
        for row in ACTIONS:
            menu = menus[row.menu_title]
            menu.setToolTipsVisible(True)
            if row.begins_group:
                menu.addSeparator()
            menu.addAction(self.actions[row.id])
            if row.id in extra:
                menu.addMenu(extra[row.id])

    def button(self, action_id: str, with_text: bool = False) -> QToolButton:
        """A tool button that follows the action."""
        button = QToolButton()
        button.setDefaultAction(self.actions[action_id])
        button.setIconSize(QSize(20, 20))
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if with_text else style.ToolButtonIconOnly)
        button.setProperty("flat", True)
        return button

    def _is_on(self, action_id: str) -> bool:
        """Whether a switch is on, as whoever carries it out says."""
        owner = self._workspace if action_id in self._handlers else self._shell
        is_on: Callable[[str], bool] | None = getattr(owner, "is_on", None)
        return is_on is not None and is_on(action_id)

    def _made(self, row: Action) -> QAction:
        action = QAction(icon(row.icon), tr(row.title), self)
        if not row.in_view:
            shifted = [f"Shift+{key}" for key in row.keys if key in SHIFTED]
            action.setShortcuts([QKeySequence(key) for key in (*row.keys, *shifted) if key not in SHARED_KEYS])
        if not action.shortcuts() and row.keys:
            action.setText(f"{action.text()}\t{key_text(row)}")  # so a menu shows it all the same
        action.setCheckable(row.id in SWITCHES)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setMenuRole(QAction.MenuRole.QuitRole if row.id == "app.quit" else QAction.MenuRole.NoRole)
        action.triggered.connect(lambda *_, action_id=row.id: self.run(action_id))
        return action


def tool_tip(action_id: str, why: Message | None = None, title: str = "") -> str:
    """What an action is called, its key, what it does, and why it cannot be done now."""
    row = BY_ID[action_id]
    first = title or tr(row.title)
    if row.keys:
        first = tr("{title}  ({keys})", title=first, keys=key_text(row))
    lines = [first, tr(row.tooltip)]
    if why is not None:
        lines.append(tr("Not now: {why}", why=say(why)))
    return "\n".join(lines)


def key_text(row: Action) -> str:
    """The keys of an action as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return tr(" or ").join(QKeySequence(key).toString(native) for key in row.keys)


def action_button(action_id: str, run: Callable[[], None], checkable: bool = False) -> QToolButton:
    """A button of a workspace's own tool strip, with icon and tool tip from the table."""
    row = BY_ID[action_id]
    button = QToolButton()
    button.setIcon(icon(row.icon))
    button.setIconSize(QSize(20, 20))
    if not row.icon:
        button.setText(tr(row.title))
    button.setToolTip(tool_tip(action_id))
    button.setAccessibleName(tr(row.title))
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda *_: run())
    return button
