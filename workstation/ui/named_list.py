"""A small window with a list of things that have names: double click uses one, and they can be renamed and deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.ui.text import tr

_KEY = Qt.ItemDataRole.UserRole


class NamedList(QDialog):
    """The window; rows are (key, name, detail). It stays open beside the work and changes nothing by itself."""

    chosen = Signal(str)
    renamed = Signal(str, str)  # key, the new name
    deleted = Signal(str)

    def __init__(self, title: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setEditTriggers(QTreeWidget.EditTrigger.EditKeyPressed)
        self.go, self.rename, self.delete = (
            QPushButton(tr("Show")),
            QPushButton(tr("Rename")),
            QPushButton(tr("Delete")),
        )
        self.go.setToolTip(tr("Use what is chosen; a double click or Enter does the same."))
        self.rename.setToolTip(tr("Give it another name (F2)."))
        self.delete.setToolTip(tr("Take it off the list (Del)."))
        label = QLabel(words)
        label.setWordWrap(True)
        label.setProperty("role", "muted")
        row = QHBoxLayout()
        for button in (self.go, self.rename, self.delete):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        self.resize(self.fontMetrics().averageCharWidth() * 62, self.fontMetrics().height() * 20)
        self._connect()
        self._on_chosen()

    def fill(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show other rows; the same one stays chosen if it is still there."""
        kept = self.key
        blocked = self.tree.blockSignals(True)
        self.tree.clear()
        for key, name, detail in rows:
            item = QTreeWidgetItem([name, detail])
            item.setData(0, _KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.tree.addTopLevelItem(item)
            if key == kept:
                self.tree.setCurrentItem(item)
        self.tree.resizeColumnToContents(0)
        self.tree.blockSignals(blocked)
        if self.tree.currentItem() is None and rows:
            self.tree.setCurrentIndex(self.tree.model().index(0, 0))
        self._on_chosen()

    @property
    def key(self) -> str:
        """The key of the row that is chosen, "" for none."""
        item = self.tree.currentItem()
        return str(item.data(0, _KEY)) if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter uses, Del deletes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._use()
        elif event.key() == Qt.Key.Key_Delete:
            self._delete()
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _connect(self) -> None:
        self.tree.itemDoubleClicked.connect(lambda *_: self._use())
        self.tree.itemChanged.connect(self._on_edited)
        self.tree.currentItemChanged.connect(self._on_chosen)
        self.go.clicked.connect(self._use)
        self.rename.clicked.connect(self._edit)
        self.delete.clicked.connect(self._delete)

    def _edit(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self.tree.editItem(item, 0)

    def _use(self) -> None:
        if self.key:
            self.chosen.emit(self.key)

    def _delete(self) -> None:
        if self.key:
            self.deleted.emit(self.key)

    def _on_edited(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0 and item.text(0).strip():
            self.renamed.emit(str(item.data(0, _KEY)), item.text(0).strip())

    def _on_chosen(self, *_: object) -> None:
        for button in (self.go, self.rename, self.delete):
            button.setEnabled(bool(self.key))
