"""The command palette: type a few letters of any command and run it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from workstation.ui import theme
from workstation.ui.action_set import ActionSet, key_text
from workstation.ui.actions import ACTIONS, Action
from workstation.ui.text import say, tr

_STEPS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class CommandPalette(QDialog):
    """Lists the commands that fit what was typed, those that can be carried out first."""

    def __init__(self, parent: QWidget, actions: ActionSet) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Command palette"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._reasons = {row.id: actions.why_disabled(row.id) for row in ACTIONS}
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Type a command"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run)
        self.field.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(False)
        self.list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.resize(self.fontMetrics().averageCharWidth() * 80, self.fontMetrics().height() * 26)
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move through the list while the field keeps the letters."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        found = [row for row in ACTIONS if fits(row, typed) and row.id != "help.palette" and not row.in_view]
        for row in sorted(found, key=lambda row: self._reasons[row.id] is not None):
            self.list.addTopLevelItem(self._item(row))
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _item(self, row: Action) -> QTreeWidgetItem:
        action, why = self._actions.actions[row.id], self._reasons[row.id]
        item = QTreeWidgetItem([action.text().split("\t")[0], tr(row.menu_title), key_text(row)])
        item.setIcon(0, action.icon())
        item.setData(0, Qt.ItemDataRole.UserRole, row.id)
        item.setToolTip(0, action.toolTip())
        item.setForeground(1, QBrush(QColor(theme.DARK.faint)))
        item.setForeground(2, QBrush(QColor(theme.DARK.accent)))
        if why is not None:
            item.setDisabled(True)
            item.setText(1, say(why))
        return item

    def _run(self, *_: object) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isDisabled():
            self.accept()
            self._actions.run(item.data(0, Qt.ItemDataRole.UserRole))


def fits(row: Action, typed: str) -> bool:
    """Whether every typed word begins a word of the command, or is contained in it."""
    text = f"{tr(row.title)} {tr(row.menu_title)} {row.title}".casefold()
    return all(word in text for word in typed.casefold().split())
