"""The work-list as a table: one row per case, summarised one at a time so that a long list never holds the window up."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QColor

from workstation.core.study import CaseEntry
from workstation.ui import theme
from workstation.ui.text import tr
from workstation.ui.verdicts import error_text, verdict_tip, verdict_word
from workstation.workbench.case_list import CaseList, CaseSummary

COLUMNS = ("Case", "State", "Decision", "Landmarks", "Registration", "Error before → after")
_STATE_COLOURS = {"new": theme.DARK.muted, "in progress": theme.DARK.warn, "done": theme.DARK.good}
_DECISION_COLOURS = {"accepted": theme.DARK.good, "rejected": theme.DARK.bad, "needs work": theme.DARK.warn}
Index = QModelIndex | QPersistentModelIndex


class CaseTableModel(QAbstractTableModel):
    """Rows follow the work-list; what is not summarised yet shows its name only."""

    def __init__(self, cases: CaseList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases = cases
        self.open_id = ""
        self.rows: list[CaseSummary] = []
        self._waiting: deque[int] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._summarise_one)

    def reload(self) -> None:
        """Read the work-list again."""
        entries = self._cases.entries
        if [row.entry for row in self.rows] != entries:
            known = {row.entry: row for row in self.rows}
            self.beginResetModel()
            self.rows = [known.get(entry, CaseSummary(entry)) for entry in entries]
            self.endResetModel()
        self._waiting = deque(range(len(self.rows)))
        self._timer.start()

    def reload_case(self, case_id: str) -> None:
        """Summarise one case again."""
        places = [place for place, row in enumerate(self.rows) if row.entry.id == case_id]
        self._waiting.extendleft(place for place in places if place not in self._waiting)
        self._timer.start()

    def entry(self, row: int) -> CaseEntry:
        """The case of a row."""
        return self.rows[row].entry

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many cases there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns the table has."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The titles of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            colour = _colour(row, column)
            return QColor(colour) if colour else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.FontRole and column == 0 and row.entry.id == self.open_id:
            return theme.bold()
        return None

    def _summarise_one(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        place = self._waiting.popleft()
        if place >= len(self.rows):
            return
        summary = self._cases.summary(self.rows[place].entry)
        if summary != self.rows[place]:
            self.rows[place] = summary
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def _text(self, row: CaseSummary, column: int) -> str:
        if column == 0:
            return f"{row.entry.title}  ({row.entry.id})" if row.entry.title else row.entry.id
        if row.problem:
            return tr("cannot be read") if column == 1 else ""
        if column == 1:
            return tr(row.progress)
        if column == 2:
            return "" if row.decision == "undecided" else tr(row.decision)
        if column == 3:
            return tr("{placed} of {wanted}", placed=row.placed, wanted=row.wanted) if row.wanted else ""
        if row.result is None:
            return ""
        return f"{verdict_word(row.result)}  {tr(row.result.title)}" if column == 4 else error_text(row.result)

    def _tip(self, row: CaseSummary, column: int) -> str:
        if row.problem:
            return row.problem
        if column >= 4 and row.result is not None:
            return verdict_tip(row.result)
        return "\n".join(part for part in (self._text(row, column), row.entry.note) if part)


def _colour(row: CaseSummary, column: int) -> str:
    if column == 1:
        return theme.DARK.bad if row.problem else _STATE_COLOURS[row.progress]
    if column == 2:
        return _DECISION_COLOURS.get(row.decision, "")
    if column == 4 and row.result is not None:
        return theme.VERDICT_COLOURS[row.result.verdict]
    return ""
