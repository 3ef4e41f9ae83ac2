"""The label table of the open case: colour, name, value, whether it is shown and whether it is locked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from workstation.core.commands import Command
from workstation.core.errors import UserError
from workstation.core.label_commands import EditSegment
from workstation.core.labels import Segment
from workstation.ui import theme
from workstation.ui.icons import icon
from workstation.ui.text import tr
from workstation.workbench.touches import touches
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench

Column = Literal["shown", "colour", "name", "value", "layer", "outlined", "locked"]
COLUMNS: tuple[Column, ...] = ("shown", "colour", "name", "value", "layer", "outlined", "locked")
Index = QModelIndex | QPersistentModelIndex

_HEADERS: dict[Column, tuple[str, str]] = {
    "shown": ("", "Shown in the pictures"),
    "colour": ("", "Colour; double-click to change it"),
    "name": ("Label", "What the label means"),
    "value": ("Value", "The number in the label map"),
    "layer": ("Layer", "Labels of different layers may overlap; double-click to move one to another"),
    "outlined": ("", "Drawn as an outline instead of a surface"),
    "locked": ("", "Locked labels cannot be painted, erased or painted over"),
}
_TEXTS: dict[Column, Callable[[Segment], str | int]] = {
    "name": lambda segment: segment.name,
    "value": lambda segment: segment.value,
    "layer": lambda segment: segment.layer + 1,
}


class LabelModel(QAbstractTableModel):
    """Rows by label value."""

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._values: list[int] = []
        self._hidden = workbench.view.hidden.segments
        workbench.changed.connect(self._on_changed, thread="main")
        workbench.case_changed.connect(self.reload, thread="main")
        workbench.view_changed.connect(self._on_view_changed, thread="main")
        self.reload()

    def value_at(self, row: int) -> int:
        """The label value of a row, 0 where there is none."""
        return self._values[row] if 0 <= row < len(self._values) else 0

    def row_of(self, value: int) -> int:
        """The row of a label, -1 if it has none."""
        return self._values.index(value) if value in self._values else -1

    def segment(self, row: int) -> Segment:
        """The label of a row."""
        opened = self._workbench.open_case
        assert opened is not None
        return opened.reading.segments[self._values[row]]

    @property
    def has_layers(self) -> bool:
        """Whether any label lies on another layer than the lowest."""
        opened = self._workbench.open_case
        return opened is not None and any(each.layer for each in opened.reading.segments.values())

    def reload(self) -> None:
        """Take the rows from the open case anew."""
        opened = self._workbench.open_case
        self.beginResetModel()
        self._values = list(opened.reading.segments) if opened is not None else []
        self.endResetModel()

    def _on_changed(self, command: Command) -> None:
        opened = self._workbench.open_case
        if opened is None or "segments" not in touches(command):
            return
        if list(opened.reading.segments) != self._values:
            self.reload()
        else:
            self._repaint()

    def _on_view_changed(self, view: ViewState) -> None:
        if view.hidden.segments != self._hidden:
            self._hidden = view.hidden.segments
            self._repaint()

    def _repaint(self) -> None:
        if self._values:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._values) - 1, len(COLUMNS) - 1))

    # ---- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many labels there are."""
        return 0 if parent.isValid() else len(self._values)

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
        return tr(title) if role == Qt.ItemDataRole.DisplayRole and title else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names are edited in place; the signs for shown and locked switch with a click or Space."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()] == "name" and self._writable() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or index.row() >= len(self._values):
            return None
        segment, column = self.segment(index.row()), COLUMNS[index.column()]
        shown = segment.value not in self._workbench.view.hidden.segments
        if role == Qt.ItemDataRole.DisplayRole and column == "name":
            return tr(segment.name)  # those of the protocol are known
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) and column in _TEXTS:
            return _TEXTS[column](segment)
        if role == Qt.ItemDataRole.DecorationRole and column in ("shown", "outlined", "locked"):
            return _sign(column, {"shown": shown, "outlined": segment.outlined, "locked": segment.locked}[column])
        if role == Qt.ItemDataRole.ForegroundRole and not shown:
            return QColor(theme.DARK.faint)
        if role == Qt.ItemDataRole.ToolTipRole and column == "name":
            return segment.code or tr("No terminology code; right-click to give one")
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tool_tip(column, shown, segment)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in ("value", "layer"):
            return Qt.AlignmentFlag.AlignCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a label by a command."""
        segment = self.segment(index.row())
        text = str(value).strip()
        if COLUMNS[index.column()] != "name" or role != Qt.ItemDataRole.EditRole or text == segment.name:
            return False
        return self._do(EditSegment(segment.value, "name", text))

    def switch(self, index: Index) -> None:
        """Switch a label between shown and hidden, or locked and free."""
        segment, column = self.segment(index.row()), COLUMNS[index.column()]
        if column == "shown":
            view = self._workbench.view
            hidden = replace(view.hidden, segments=view.hidden.segments ^ {segment.value})
            self._workbench.look(replace(view, hidden=hidden))
        elif column == "locked" and self._writable():
            self._do(EditSegment(segment.value, "locked", not segment.locked))
        elif column == "outlined" and self._writable():
            self._do(EditSegment(segment.value, "outlined", not segment.outlined))

    def recolour(self, row: int, colour: str) -> None:
        """Give a label another colour ("#rrggbb")."""
        segment = self.segment(row)
        if colour != segment.colour:
            self._do(EditSegment(segment.value, "colour", colour))

    def set_opacity(self, row: int, opacity: float) -> None:
        """Make a label more or less see-through (0 to 1)."""
        self._do(EditSegment(self.segment(row).value, "opacity", opacity))

    def set_code(self, row: int, code: str) -> None:
        """Give a label a terminology code, such as "SCT 52988006 Lesion"."""
        if code.strip() != self.segment(row).code:
            self._do(EditSegment(self.segment(row).value, "code", code.strip()))

    def _do(self, command: Command) -> bool:
        try:
            self._workbench.do(command)
        except UserError as error:
            self._workbench.noticed.emit(error)
            return False
        return True

    def _writable(self) -> bool:
        opened = self._workbench.open_case
        return opened is not None and not opened.history.document.read_only


def _sign(column: Column, on: bool) -> Any:
    if column == "shown":
        return icon("shown" if on else "hidden", theme.DARK.text if on else theme.DARK.faint)
    if column == "outlined":
        return icon("polygon" if on else "labels", theme.DARK.text if on else theme.DARK.faint)
    return icon("locked" if on else "unlocked", theme.DARK.warn if on else theme.DARK.faint)


def _tool_tip(column: Column, shown: bool, segment: Segment) -> str:
    if column == "shown":
        return tr("Shown; click to hide") if shown else tr("Hidden, and safe from the brush; click to show")
    if column == "locked":
        return tr("Locked; click to unlock") if segment.locked else tr("Click to lock against every brush")
    if column == "outlined":
        return tr("An outline; click for a surface") if segment.outlined else tr("A surface; click for an outline")
    return tr("Double-click to change the colour") if column == "colour" else tr(_HEADERS[column][1])
