"""The numbers of the labels, counted in the background after every edit, and the rulers and angles of the case."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.core.commands import Command
from workstation.core.errors import Message, UserError
from workstation.core.geometry import SIDES
from workstation.core.measurements import RemoveMeasurement
from workstation.core.planes import ORIENTATIONS
from workstation.ui.background import Background
from workstation.ui.colour_chip import colour_chip
from workstation.ui.follow import follow
from workstation.ui.pair_view import PaneGroup
from workstation.ui.text import tr
from workstation.workbench.segmentation_numbers import Desk, Fit, NumbersRow, as_csv, axis_text
from workstation.workbench.touches import touches
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench

AGAIN_MS = 500  # after an edit: another may follow at once
_TITLES = {"transverse": "Transverse", "sagittal": "Sagittal", "coronal": "Coronal"}
_ID = Qt.ItemDataRole.UserRole


class NumbersPanel(QWidget):
    """Two tables: labels (a row for each volume in which one is drawn) and measurements."""

    def __init__(self, workbench: Workbench, panes: PaneGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._panes = workbench, panes
        self.background = Background(self)
        self.rows: list[NumbersRow] = []
        self.table, self.measurements = QTableWidget(), QTableWidget()
        self.export = QPushButton(tr("Export CSV…"))
        self.remove = QPushButton(tr("Remove"))
        self.status = QLabel()
        self._is_stale = True
        self._value = 0  # the label whose fit is told
        self._again = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._lay_out()
        self._again.timeout.connect(self.count)
        self.background.ended.connect(self._on_ended)
        self.export.clicked.connect(self._ask_export)
        self.remove.clicked.connect(self.remove_measurement)
        self.table.cellDoubleClicked.connect(self._go_to_label)
        self.measurements.cellDoubleClicked.connect(self._go_to_measurement)
        self.measurements.itemSelectionChanged.connect(self._refresh_buttons)
        follow(self, workbench.changed, self._on_changed)
        follow(self, workbench.case_changed, self._on_case_changed)
        follow(self, workbench.view_changed, self._on_view_changed)
        self._on_case_changed()

    def count(self) -> None:
        """Count anew, if anybody is looking."""
        opened = self._workbench.open_case
        if opened is None or not self.isVisible() or self.background.is_busy:
            return
        try:
            desk = Desk.of(opened)
        except UserError as error:
            self._workbench.noticed.emit(error)
            return
        self._is_stale = False
        self.background.start(
            tr("Counting"), lambda: desk.rows(self.background.report), self._show, self._workbench.noticed.emit, True
        )
        self.status.setText(tr("Counting…"))

    def save(self, path: Path) -> None:
        """Write the numbers as CSV."""
        try:
            path.write_text(as_csv(self.rows), encoding="utf-8-sig")
        except OSError as error:
            self._workbench.noticed.emit(Message("{path} could not be written: {why}.",
                                                 {"path": path, "why": error.strerror or ""}))  # fmt: skip

    def remove_measurement(self) -> None:
        """Remove the chosen ruler or angle."""
        item = self.measurements.item(self.measurements.currentRow(), 0)
        if item is not None:
            try:
                self._workbench.do(RemoveMeasurement(item.data(_ID)))
            except UserError as error:
                self._workbench.noticed.emit(error)

    def shut_down(self) -> None:
        """Stop counting."""
        self._again.stop()
        self.background.cancel()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the page was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._again.start(0)

    # ---- making

    def _lay_out(self) -> None:
        columns = (
            tr("Label"), tr("Volume"), tr("mL"), tr("Change"), tr("3D mm"),
            *(tr(_TITLES[each]) for each in ORIENTATIONS), tr("Long axis"), tr("Mean ± SD"), tr("Dice"), tr("HD95"),
            tr("Mean mm"), tr("Warped − drawn"),
        )  # fmt: skip
        tips = (
            tr("Double-click puts the crosshair into the label"), tr("The scan in which it is drawn"),
            tr("Volume in millilitres"), tr("Volume in the moving scan minus that in the fixed one"),
            tr("Largest diameter in space, in mm, between voxel centres"),
            *(tr("Largest diameter in one slice, in mm") for _ in ORIENTATIONS),
            tr("The axis of the body along which it reaches farthest, and by how many degrees it leans away from that"),
            tr("Grey values of the scan under the label"),
            tr("Overlap of the moving label, through the registration in use, with the drawn one"),
            tr("95th percentile of the distance between both surfaces, in mm"),
            tr("Mean distance between both surfaces, in mm"),
            tr("Volume of the moving label, through the registration in use, minus that of the drawn one, in millilitres"),
        )  # fmt: skip
        _prepare(self.table, columns, tips)
        _prepare(self.measurements, (tr("Measurement"), tr("Volume"), tr("Value")), ("", "", ""))
        self.table.setAccessibleName(tr("Label numbers"))
        self.measurements.setAccessibleName(tr("Measurements"))
        self.status.setProperty("role", "muted")
        self.status.setWordWrap(True)
        self.export.setToolTip(tr("Write all numbers to a CSV file"))
        self.remove.setToolTip(tr("Remove the chosen ruler or angle"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.status, 1)
        buttons.addWidget(self.export)
        buttons.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.addWidget(self.table, 2)
        column.addWidget(self.measurements, 1)
        column.addLayout(buttons)

    # ---- following

    def _on_changed(self, command: Command) -> None:
        touched = touches(command)
        if "measurements" in touched:
            self._show_measurements()
        if touched & {"fixed labels", "moving labels", "segments", "transforms"}:
            self._count_soon()

    def _on_view_changed(self, view: ViewState) -> None:
        if not self._is_stale and view.brush.value != self._value:
            self._value = view.brush.value
            self._show_fit()

    def _on_case_changed(self) -> None:
        self.rows = []
        self.table.setRowCount(0)
        self._show_measurements()
        self._count_soon()

    def _count_soon(self) -> None:
        self._is_stale = True
        self.background.cancel()
        if self.isVisible():
            self._again.start()

    def _on_ended(self) -> None:
        if self._is_stale and self.isVisible():
            self._again.start()

    def _show(self, rows: list[NumbersRow]) -> None:
        self.rows = rows
        lines = [(row, side) for row in rows for side in SIDES if row.sides[side] is not None]
        self.table.setRowCount(len(lines))
        opened = self._workbench.open_case
        for line, (row, side) in enumerate(lines):
            for column, text in enumerate(_cells(row, side)):
                item = QTableWidgetItem(text)
                if column == 0:
                    item.setData(_ID, (row.value, side))
                    segment = opened.reading.segments.get(row.value) if opened is not None else None
                    if segment is not None:
                        item.setIcon(colour_chip(segment.colour))
                self.table.setItem(line, column, item)
        self._show_fit()
        self._refresh_buttons()

    def _show_fit(self) -> None:
        """How the label in the hand fits, where it can be read without scrolling."""
        value = self._workbench.view.brush.value
        fit = next(((row.name, row.fit) for row in self.rows if row.value == value and row.fit is not None), None)
        if not self.rows:
            self.status.setText(tr("Nothing is drawn yet."))
        elif self._no_millimetres():
            self.status.setText(tr("Millimetres are not certain: confirm the geometry of the case."))
        else:
            self.status.setText(_fit_text(*fit) if fit is not None else "")

    def _show_measurements(self) -> None:
        opened = self._workbench.open_case
        found = list(opened.reading.measurements.values()) if opened is not None else []
        self.measurements.setRowCount(len(found))
        for line, each in enumerate(found):
            kind = tr("Ruler") if each.kind == "ruler" else tr("Angle")
            trusted = opened is not None and opened.case.volume(each.side).millimetres_trusted
            value = each.text if trusted else f"{each.text} ?"
            for column, text in enumerate((kind, tr("Fixed") if each.side == "fixed" else tr("Moving"), value)):
                item = QTableWidgetItem(text)
                item.setData(_ID, each.id)
                self.measurements.setItem(line, column, item)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        self.export.setEnabled(bool(self.rows))
        opened = self._workbench.open_case
        chosen = bool(self.measurements.selectedItems())
        self.remove.setEnabled(chosen and opened is not None and not opened.history.document.read_only)

    def _no_millimetres(self) -> bool:
        opened = self._workbench.open_case
        return opened is not None and not all(opened.case.volume(side).millimetres_trusted for side in SIDES)

    # ---- the hand

    def _go_to_label(self, line: int, column: int) -> None:
        item = self.table.item(line, 0)
        if item is not None:
            value, side = item.data(_ID)
            row = next((each for each in self.rows if each.value == value), None)
            numbers = row.sides[side] if row is not None else None
            if numbers is not None:
                self._workbench.look_at(side, numbers.centre_mm)

    def _go_to_measurement(self, line: int, column: int) -> None:
        item, opened = self.measurements.item(line, 0), self._workbench.open_case
        if item is not None and opened is not None:
            each = opened.reading.measurements[item.data(_ID)]
            self._workbench.look_at(each.side, each.points_mm[len(each.points_mm) // 2])

    def _ask_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Export numbers"), "labels.csv", tr("Tables (*.csv)"))
        if name:
            self.save(Path(name))


def _cells(row: NumbersRow, side: str) -> list[str]:
    numbers = row.sides[side]  # type: ignore[index]
    assert numbers is not None
    fit, first = row.fit, side == "fixed"
    surface = fit.surface if fit is not None else None
    return [
        row.name, tr("Fixed") if first else tr("Moving"), f"{numbers.volume_mm3 / 1000:.3f}",
        f"{row.change_mm3 / 1000:+.3f}" if row.change_mm3 is not None and not first else "",
        f"{numbers.diameter.length_mm:.1f}" if numbers.diameter is not None else "",
        *(f"{numbers.in_plane[each].length_mm:.1f}" for each in ORIENTATIONS),
        axis_text(numbers.long_axis), f"{numbers.mean:.0f} ± {numbers.spread:.0f}",
        f"{fit.dice:.3f}" if fit is not None and first else "",
        f"{surface.p95:.2f}" if surface is not None and first else "",
        f"{surface.mean:.2f}" if surface is not None and first else "",
        f"{fit.volume_difference_mm3 / 1000:+.3f}" if fit is not None and first else "",
    ]  # fmt: skip


def _fit_text(name: str, fit: Fit) -> str:
    """The moving label, taken through the registration in use, against the drawn one."""
    difference = f"{fit.volume_difference_mm3 / 1000:+.3f}"
    if fit.surface is None:
        return tr("{name}, warped: Dice {dice}, {mL} mL", name=name, dice=f"{fit.dice:.3f}", mL=difference)
    return tr(
        "{name}, warped: Dice {dice}, HD95 {hd95} mm, mean {mean} mm, {mL} mL", name=name, dice=f"{fit.dice:.3f}",
        hd95=f"{fit.surface.p95:.2f}", mean=f"{fit.surface.mean:.2f}", mL=difference,
    )  # fmt: skip


def _prepare(table: QTableWidget, titles: tuple[str, ...], tips: tuple[str, ...]) -> None:
    table.setColumnCount(len(titles))
    for column, (title, tip) in enumerate(zip(titles, tips, strict=True)):
        item = QTableWidgetItem(title)
        item.setToolTip(tip)
        table.setHorizontalHeaderItem(column, item)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
