"""The bar under the menus: the workspaces as segments, what is open, and the few buttons that belong everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from workstation.ui.action_set import ActionSet
from workstation.ui.actions import BY_ID, WorkspaceId
from workstation.ui.icons import icon
from workstation.ui.text import tr

BUTTONS = ("case.previous", "case.next", "edit.undo", "edit.redo", "help.palette", "help.keys")


class TopBar(QWidget):
    """Segments at the left, the study and case in the middle, buttons at the right."""

    def __init__(self, workspaces: Iterable[WorkspaceId], actions: ActionSet) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions = actions
        self.segments = {name: self._segment(name) for name in workspaces}
        self.place = ElidedLabel()
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.reader_button = actions.button("app.reader", with_text=True)
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 8, 0)
        row.setSpacing(2)
        for segment in self.segments.values():
            group.addButton(segment)
            row.addWidget(segment)
        row.addSpacing(12)
        row.addWidget(self.place, 1)
        for action_id in BUTTONS:
            row.addWidget(actions.button(action_id))
        row.addWidget(self.reader_button)

    def show_place(self, study: str, case: str) -> None:
        """Say which study and case are open."""
        self.place.setText(" › ".join(part for part in (study, case) if part))
        self.place.setToolTip(self.place.text())

    def _segment(self, name: WorkspaceId) -> QToolButton:
        row = BY_ID[f"workspace.{name}"]
        button = QToolButton()
        button.setProperty("segment", True)
        button.setCheckable(True)
        button.setIcon(icon(row.icon))
        button.setIconSize(QSize(20, 20))
        button.setText(tr(row.title))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda *_: self._actions.run(row.id))
        action = self._actions.actions[row.id]
        action.changed.connect(lambda: _follow(button, action.isEnabled(), action.toolTip()))
        return button


class ElidedLabel(QLabel):
    """One line of plain text that ends in an ellipsis where there is not enough room."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _follow(button: QToolButton, enabled: bool, tip: str) -> None:
    button.setEnabled(enabled)
    button.setToolTip(tip)
