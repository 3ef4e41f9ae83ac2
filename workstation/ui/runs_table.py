"""The registration results of a case: which one is in use, what each is worth, and everything about the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QSplitter, QTextBrowser, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from workstation.core.study import Reading, TransformRecord
from workstation.ui import theme
from workstation.ui.icons import icon
from workstation.ui.text import moment_text, tr
from workstation.ui.verdicts import (
    VERDICT_ROLE,
    ChipDelegate,
    duration_text,
    error_text,
    fit_text,
    record_html,
    verdict_tip,
    verdict_word,
)

COLUMNS = ("Result", "Preset", "Verdict", "Landmark error", "Fit residual", "Time", "Made")
HINTS = {
    3: "Mean distance of the landmarks that did not drive the result: before → after registration.",
    4: "How closely the landmarks that drove the result are met. This is a fit, not an accuracy.",
    5: "The method alone, without loading and checking.",
}
ID_ROLE = Qt.ItemDataRole.UserRole
VERDICT_COLUMN = 2


class RunsTable(QWidget):
    """Lists results, the newest first; `chosen` when another row is selected, `use_wanted` on double-click."""

    chosen = Signal()
    use_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setHeaderLabels([tr(title) for title in COLUMNS])
        for column, hint in HINTS.items():
            self.list.headerItem().setToolTip(column, tr(hint))
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.setItemDelegateForColumn(VERDICT_COLUMN, ChipDelegate(self.list))
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemDoubleClicked.connect(lambda *_: self.use_wanted.emit())
        self.details = QTextBrowser()
        self.details.setOpenLinks(False)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        self._records: dict[str, TransformRecord] = {}

    @property
    def chosen_id(self) -> str:
        """The id of the selected result, "" if none is."""
        items = self.list.selectedItems()
        return str(items[0].data(0, ID_ROLE)) if items else ""

    def show_reading(self, reading: Reading | None) -> None:
        """Fill the list; the selection stays, or goes to a new result."""
        records = reading.transforms if reading is not None else {}
        new = [each for each in records if each not in self._records]
        keep = new[-1] if new and self._records else self.chosen_id
        self._records = dict(records)
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for record in reversed(records.values()):
            item = _item(record, reading is not None and reading.active_transform == record.id)
            self.list.addTopLevelItem(item)
            item.setSelected(record.id == keep)
        if not self.chosen_id and self.list.topLevelItemCount():
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.blockSignals(blocked)
        self._on_selection()

    def _on_selection(self) -> None:
        record = self._records.get(self.chosen_id)
        self.details.setHtml(record_html(record) if record is not None else _nothing(bool(self._records)))
        self.chosen.emit()


def _item(record: TransformRecord, in_use: bool) -> QTreeWidgetItem:
    cells = [
        tr(record.title), tr(record.preset or "custom"), verdict_word(record), error_text(record), fit_text(record),
        duration_text(record.seconds), moment_text(record.created),
    ]  # fmt: skip
    item = QTreeWidgetItem(cells)
    item.setData(0, ID_ROLE, record.id)
    item.setData(VERDICT_COLUMN, VERDICT_ROLE, record.verdict)
    item.setToolTip(VERDICT_COLUMN, verdict_tip(record))
    item.setToolTip(0, tr("In use: both volumes are linked through it.") if in_use else tr(record.title))
    if in_use:
        item.setFont(0, theme.bold())
        item.setIcon(0, icon("link", theme.DARK.accent))
    return item


def _nothing(has_rows: bool) -> str:
    words = tr("Choose a result to see its reasons.") if has_rows else tr("Results appear here with their reasons.")
    return f'<p style="color: {theme.DARK.faint}">{words}</p>'
