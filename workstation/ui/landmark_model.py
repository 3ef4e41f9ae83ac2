"""The landmarks of the open case as rows of a table; every change a person makes becomes one `EditLandmark`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from workstation.core.commands import Command
from workstation.core.errors import UserError
from workstation.core.landmark_commands import EditLandmark, LandmarkField
from workstation.core.landmarks import Landmark, Role, State
from workstation.imaging.landmarks.consistency import Doubt, Findings
from workstation.ui import theme
from workstation.ui.slice_items import SIDE_COLOURS
from workstation.ui.text import say, tr
from workstation.workbench.landmarks import Residual, residuals
from workstation.workbench.touches import touches
from workstation.workbench.workbench import Workbench

Column = Literal[
    "name", "fixed", "moving", "state", "off", "residual", "confidence", "role", "kind", "comment", "by", "at"
]
COLUMNS: tuple[Column, ...] = (
    "name", "fixed", "moving", "state", "off", "residual", "confidence", "role", "kind", "comment", "by", "at",
)  # fmt: skip
EDITABLE: tuple[Column, ...] = ("name", "kind", "state", "role", "confidence", "comment")
Index = QModelIndex | QPersistentModelIndex

_HEADERS: dict[Column, tuple[str, str]] = {
    "name": ("Name", "What the landmark is called"),
    "kind": ("Type", "Kind of structure, such as cyst or duct branch"),
    "state": ("State", "Unplaced, placed, confirmed (locked), skipped, or flagged as doubtful"),
    "fixed": ("F", "Placed in the fixed volume"),
    "moving": ("M", "Placed in the moving volume"),
    "off": ("Off", "Distance in mm from where all other pairs expect the moving mark; amber if the pair is doubted"),
    "comment": ("Comment", "Whatever is worth saying"),
    "by": ("Who", "The reader who put the last mark"),
    "at": ("When", "When the last mark was put"),
    "role": ("Role", "Held-out landmarks never drive a registration; only they give a target registration error"),
    "confidence": ("Sure", "How sure you are: 1 guess, 2 likely, 3 certain"),
    "residual": ("Residual", "Distance in mm from where the registration in use puts the moving mark. "
                 "“fit” marks pairs that drove it: theirs is no accuracy."),
}  # fmt: skip
_CENTRED: tuple[Column, ...] = ("fixed", "moving", "confidence")
STATE_COLOURS: dict[State, str] = {
    "unplaced": theme.DARK.muted,
    "placed": theme.DARK.text,
    "confirmed": theme.DARK.good,
    "skipped": theme.DARK.faint,
    "flagged": theme.DARK.warn,
}


class LandmarkModel(QAbstractTableModel):
    """Rows by landmark id, in table order."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._ids: list[str] = []
        self._residuals: dict[str, Residual] = {}
        self._findings = Findings()
        self._filter = ""
        self._order: tuple[Column, bool] | None = None  # and whether it goes down
        workbench.changed.connect(self._on_changed, thread="main")
        workbench.case_changed.connect(self.reload, thread="main")
        self.reload()

    # ---- ids and rows

    def id_at(self, row: int) -> str:
        """The landmark of a row, "" where there is none."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, landmark_id: str) -> int:
        """The row of a landmark, -1 if it has none."""
        return self._ids.index(landmark_id) if landmark_id in self._ids else -1

    def landmark(self, row: int) -> Landmark:
        """The landmark of a row."""
        opened = self._workbench.open_case
        assert opened is not None
        return opened.reading.landmarks[self._ids[row]]

    def reload(self) -> None:
        """Take the rows from the open case anew."""
        opened = self._workbench.open_case
        self._residuals = residuals(opened) if opened is not None else {}
        self._arrange()

    def _arrange(self) -> None:
        """Show the rows that are wanted, in their order."""
        self.beginResetModel()
        self._ids = self._wanted_ids()
        self.endResetModel()

    def judge(self, findings: Findings) -> None:
        """Show what was found out about the pairs."""
        self._findings = findings
        self._refresh()

    def doubt(self, landmark_id: str) -> Doubt | None:
        """Why a pair is doubted, None if it is not."""
        return self._findings.doubts.get(landmark_id)

    def set_filter(self, text: str) -> None:
        """Show only rows in whose name, type, state, role, comment or doubt every word of a text occurs."""
        self._filter = text.casefold()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; by the table's own order for -1."""
        self._order = (COLUMNS[column], order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._arrange()

    def _wanted_ids(self) -> list[str]:
        """The rows that are shown, in their order."""
        opened = self._workbench.open_case
        if opened is None:
            return []
        words = self._filter.split()
        rows = [row for row in opened.reading.landmarks if not words or self._holds(row, words)]
        if self._order is not None:
            column, down = self._order
            rows.sort(key=lambda row: self._sort_key(row, column), reverse=down)
        return [row.id for row in rows]

    def _holds(self, row: Landmark, words: Sequence[str]) -> bool:
        doubt = self.doubt(row.id)
        parts = [row.name, row.kind, tr(row.state), row.state, tr(row.role), row.role, row.comment]
        searched = " ".join([*parts, say(doubt.reason) if doubt is not None else ""]).casefold()
        return all(word in searched for word in words)

    def _sort_key(self, row: Landmark, column: Column) -> tuple[object, ...]:
        """Numbers by size, names as people count (L2 before L10)."""
        if column == "off":
            return (self._findings.residual_mm.get(row.id, -1.0),)
        if column == "residual":
            found = self._residuals.get(row.id)
            return (found.millimetres if found is not None else -1.0,)
        text = self._text(row, column).casefold()
        return tuple(
            (0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", text) if part
        )

    def _refresh(self) -> None:
        """Bring what is shown up to date; the rows themselves only if others are wanted now."""
        if self._wanted_ids() != self._ids:
            self._arrange()
        elif self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))

    def _on_changed(self, command: Command) -> None:
        opened, touched = self._workbench.open_case, touches(command)
        if opened is None or not touched & {"landmarks", "transforms"}:
            return
        self._residuals = residuals(opened)
        self._refresh()

    # ---- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many landmarks there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many properties are shown."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles and tool tips of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        title, help_text = _HEADERS[COLUMNS[section]]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(help_text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        return tr(title) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be edited in place; names and types of confirmed landmarks still can."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        opened = self._workbench.open_case
        writable = opened is not None and not opened.history.document.read_only
        editable = writable and COLUMNS[index.column()] in EDITABLE
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        landmark, column = self.landmark(index.row()), COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(landmark, column)
        if role == Qt.ItemDataRole.EditRole:
            return getattr(landmark, column) if column in EDITABLE else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(landmark, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole and column in ("name", "off", "residual", "comment"):
            return self._tool_tip(landmark, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Change a property by a command; what cannot be is said in the notice bar and changes nothing."""
        column = COLUMNS[index.column()]
        if role != Qt.ItemDataRole.EditRole or column not in EDITABLE:
            return False
        landmark = self.landmark(index.row())
        value = value.strip() if isinstance(value, str) else value
        if value == getattr(landmark, column):
            return False
        try:
            self._workbench.do(EditLandmark(landmark.id, cast(LandmarkField, column), value))
        except UserError as error:
            self._workbench.noticed.emit(error)
            return False
        return True

    # ---- cells

    def _text(self, landmark: Landmark, column: Column) -> str:
        if column == "fixed" or column == "moving":
            return "✓" if landmark.mark(column) else "–"
        if column == "confidence":
            return str(landmark.confidence)
        if column == "off":
            off = self._findings.residual_mm.get(landmark.id)
            number = "" if off is None else f"{off:.1f}"
            return f"⚠ {number}".strip() if self.doubt(landmark.id) is not None else number
        if column == "residual":
            residual = self._residuals.get(landmark.id)
            if residual is None:
                return ""
            number = f"{residual.millimetres:.1f}"
            return {"fit": tr("{n} fit", n=number), "not counted": f"({number})"}.get(residual.kind, number)
        if column == "by" or column == "at":
            return _last_put(landmark, column)
        text: str = getattr(landmark, column)
        return text if column == "comment" else tr(text)  # names of the protocol are known

    def _colour(self, landmark: Landmark, column: Column) -> QColor | None:
        if column == "fixed" or column == "moving":
            return QColor(SIDE_COLOURS[column] if landmark.mark(column) else theme.DARK.faint)
        if column in ("name", "off") and self.doubt(landmark.id) is not None:
            return QColor(theme.DARK.warn)
        if column == "state":
            return QColor(STATE_COLOURS[landmark.state])
        residual = self._residuals.get(landmark.id)
        if column == "residual" and residual is not None and residual.kind == "fit":
            return QColor(theme.DARK.muted)
        return QColor(theme.DARK.faint) if landmark.state == "skipped" else None

    def _why_no_residual(self) -> str | None:
        opened = self._workbench.open_case
        if opened is None or (opened.case.fixed.millimetres_trusted and opened.case.moving.millimetres_trusted):
            return None
        return tr("No distance is stated while the millimetres of this case are not certain; confirm its geometry.")

    def _tool_tip(self, landmark: Landmark, column: Column) -> str | None:
        doubt = self.doubt(landmark.id)
        if column == "off" or (column == "name" and doubt is not None):
            return say(doubt.reason) if doubt is not None else None
        if column == "name" or column == "comment":
            return landmark.comment or None
        residual = self._residuals.get(landmark.id)
        if residual is None:
            return self._why_no_residual()
        if residual.kind == "fit":
            return tr("This pair drove the registration: the figure says how well it fits, not how accurate it is.")
        if residual.kind == "not counted":
            return tr("This pair does not count: it is meant to drive, or its place was learnt from this registration.")
        return tr("This pair did not drive the registration in use.")


def states_for(landmark: Landmark) -> tuple[State, ...]:
    """The states that a landmark can be given, which depend on where it is placed."""
    if landmark.fixed and landmark.moving:
        return ("placed", "confirmed", "skipped", "flagged")
    return ("unplaced", "skipped", "flagged")


ROLES: tuple[Role, ...] = ("open", "drive", "held out")


def _last_put(landmark: Landmark, column: Literal["by", "at"]) -> str:
    """Who put the last mark of a landmark, or when (to the minute, local time)."""
    marks = [mark for mark in (landmark.fixed, landmark.moving) if mark is not None and mark.at]
    if not marks:
        return ""
    last = max(marks, key=lambda mark: mark.at)
    return last.by if column == "by" else datetime.fromisoformat(last.at).astimezone().strftime("%Y-%m-%d %H:%M")


def _alignment(column: Column) -> Qt.AlignmentFlag:
    if column in _CENTRED:
        return Qt.AlignmentFlag.AlignCenter
    side = Qt.AlignmentFlag.AlignRight if column in ("off", "residual") else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
