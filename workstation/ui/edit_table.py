"""What the tables beside the pictures share: keys that belong to the table, editors that keep Return, choices in place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workstation.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
Choice = str | int

_TABLE_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
_EDITOR_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, *_TABLE_KEYS}


def claims(event: QEvent, keys: Collection[Qt.Key]) -> bool:
    """Whether an event asks if a widget wants one of these plain keys before a shortcut of the window gets it."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return not event.modifiers() and Qt.Key(event.key()) in keys


class EditTable(QTableView):
    """A table of whole rows that is edited in place; arrows move in it although they scroll slices elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setMinimumSectionSize(24)

    def event(self, event: QEvent) -> bool:
        """Claim the arrow keys before the window's shortcuts take them."""
        if claims(event, _TABLE_KEYS):
            event.accept()
            return True
        return super().event(event)


class CellEditor(QStyledItemDelegate):
    """Text editors whose Return ends the editing instead of confirming a landmark."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Claim the keys that end or steer the editing."""
        if claims(event, _EDITOR_KEYS):
            event.accept()
            return True
        return super().eventFilter(editor, event)


class ChoiceEditor(CellEditor):
    """A cell with a few possible values, chosen from a list; the choice counts at once."""

    def __init__(self, choices: Callable[[int], Sequence[Choice]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list with the values that this row can have."""
        box = QComboBox(parent)
        for choice in self._choices(index.row()):
            box.addItem(tr(choice) if isinstance(choice, str) else str(choice), choice)
        box.activated.connect(lambda *_: self._choose(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin at the present value, with the list open."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the chosen value to the model."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)

    def _choose(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
