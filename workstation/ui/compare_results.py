"""Up to four registration results of the open case beside one another: the same place through each, and their figures.

The panes are linked: they show one plane of the fixed volume with the moving one laid over it through each result, in the
overlay that is chosen. The table below holds the figures of each against one another, the best of every row in bold.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workstation.core.errors import UserError
from workstation.core.planes import ORIENTATIONS, Orientation
from workstation.core.study import TransformRecord
from workstation.core.study_commands import UseTransform
from workstation.ui import theme
from workstation.ui.delivery import post
from workstation.ui.follow import follow
from workstation.ui.overlay_pictures import OverlayPictures
from workstation.ui.slice_view import SliceView
from workstation.ui.text import tr
from workstation.ui.verdicts import result_name, verdict_tip, verdict_word
from workstation.workbench.evaluate import ResultFigures, evaluate_case
from workstation.workbench.result_table import rows_of
from workstation.workbench.study_figures import with_loops
from workstation.workbench.workbench import Workbench

MOST = 4
_ORIENTATIONS: dict[Orientation, str] = {"coronal": "Coronal", "transverse": "Transverse", "sagittal": "Sagittal"}


class CompareResults(QWidget):
    """The page of Check on which results are compared."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.orientation = QComboBox()
        for orientation in ORIENTATIONS:
            self.orientation.addItem(tr(_ORIENTATIONS[orientation]), orientation)
        self.orientation.setToolTip(tr("Which plane is compared; the crosshair stays where it is."))
        self.orientation.currentIndexChanged.connect(self._rebuild)
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.columns: list[Column] = []
        self._cells: list[QLabel] = []
        self._grid = QGridLayout()
        self._figures: dict[str, ResultFigures] = {}
        self._thread: threading.Thread | None = None
        self._lay_out()
        follow(self, workbench.case_changed, self._on_case_changed)
        follow(self, workbench.changed, self._on_changed)

    def __iter__(self) -> Iterator[SliceView]:
        return (column.pane for column in self.columns)

    @property
    def active(self) -> SliceView | None:
        """The pane that keys reach: the last one the mouse was in; None while there is no result."""
        return next((column.pane for column in self.columns if column.pane.canvas.edge), next(iter(self), None))

    def toggle_maximised(self, pane: SliceView) -> None:
        """Show one result alone, or all of them again."""
        alone = any(not column.isVisible() for column in self.columns)
        for column in self.columns:
            column.setVisible(alone or column.pane is pane)

    def show_plane(self, orientation: Orientation) -> None:
        """Compare in another plane."""
        self.orientation.setCurrentIndex(self.orientation.findData(orientation))

    def activate(self, pane: SliceView) -> None:
        """Let keys reach a pane."""
        for each in self:
            each.set_active(each is pane)

    def is_at_rest(self) -> bool:
        """Whether every pane shows its exact picture."""
        return all(column.pictures.is_at_rest() for column in self.columns)

    def close_threads(self) -> None:
        """End what runs in the background."""
        self._drop_columns()
        if self._thread is not None:
            self._thread.join()

    def choose(self, number: int, result_id: str) -> None:
        """Show another result in a column."""
        self.columns[number].show_result(result_id)
        self._fill_table()
        self._evaluate()

    # ---- inside

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 2, 8, 2)
        top.addWidget(QLabel(tr("Plane")))
        top.addWidget(self.orientation)
        top.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(self._grid, 1)
        self._grid.setContentsMargins(8, 0, 8, 8)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the page was hidden."""
        super().showEvent(event)
        self._on_changed()

    def _records(self) -> dict[str, TransformRecord]:
        opened = self._workbench.open_case
        return {} if opened is None else opened.reading_as_judged.transforms

    def _on_case_changed(self) -> None:
        self._figures.clear()
        self._drop_columns()
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        """Results came or went: keep those that are shown, and fill up with the newest."""
        if not self.isVisible():
            return
        known = set(self._records())
        if [column.result_id for column in self.columns if column.result_id in known] != [
            column.result_id for column in self.columns
        ] or len(self.columns) < min(MOST, len(known)):
            self._rebuild()
        self._figures = {key: value for key, value in self._figures.items() if key in known}
        self._fill_table()
        self._evaluate()

    def _rebuild(self, *_: object) -> None:
        records = self._records()
        kept = [column.result_id for column in self.columns if column.result_id in records]
        newest = [each for each in reversed(records) if each not in kept]
        chosen = (kept + newest)[:MOST]
        self._drop_columns()
        self.note.setText("" if len(records) > 1 else tr("Run several methods in Register to compare them here."))
        for number, result_id in enumerate(chosen):
            column = Column(self._workbench, self.orientation.currentData(), result_id, list(records.values()))
            column.result.activated.connect(lambda row, n=number, c=column: self.choose(n, c.result.itemData(row)))
            column.pane.activated.connect(self.activate)
            column.pane.maximise_wanted.connect(self.toggle_maximised)
            column.use.clicked.connect(lambda _=False, c=column: self._use(c.result_id))
            self.columns.append(column)
            self._grid.addWidget(column, 0, number + 1)
            self._grid.setColumnStretch(number + 1, 1)
        self._grid.setRowStretch(0, 1)
        for column in self.columns:
            column.pane.refresh()
        self._fill_table()

    def _drop_columns(self) -> None:
        for column in self.columns:
            column.pictures.close()
            self._grid.removeWidget(column)
            column.hide()
            column.deleteLater()
        self.columns.clear()

    def _use(self, result_id: str) -> None:
        opened = self._workbench.open_case
        if opened is not None and opened.reading.active_transform != result_id:
            try:
                self._workbench.do(UseTransform(result_id))
            except UserError as error:
                self._workbench.noticed.emit(error)

    # ---- the table

    def _fill_table(self) -> None:
        for old in self._cells:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cells.clear()
        records, opened = self._records(), self._workbench.open_case
        for column in self.columns:
            column.mark_in_use(opened is not None and opened.reading.active_transform == column.result_id)
        shown = [records[column.result_id] for column in self.columns if column.result_id in records]
        for number, row in enumerate(rows_of(shown, self._figures), start=1):
            self._put(_cell(tr(row.title), "muted", tr(row.hint)), number, 0)
            for place, text in enumerate(row.cells):
                cell = _cell(tr(text), "", verdict_tip(shown[place]) if number == 1 else "")  # the first row
                if place in row.best:
                    cell.setStyleSheet(f"font-weight: bold; color: {theme.DARK.good};")
                cell.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                self._put(cell, number, place + 1)

    def _put(self, cell: QLabel, row: int, column: int) -> None:
        self._cells.append(cell)
        self._grid.addWidget(cell, row, column)

    def _evaluate(self) -> None:
        """Find the figures that are still missing, in a thread, on a copy of the reading."""
        opened = self._workbench.open_case
        missing = [column.result_id for column in self.columns if column.result_id not in self._figures]
        if opened is None or not missing or not self.isVisible() or (self._thread and self._thread.is_alive()):
            return
        reading, tolerance = opened.reading.copy(), opened.tolerance
        reading.transforms = {key: value for key, value in reading.transforms.items() if key in missing}
        case, study = opened.case, self._workbench.study
        cases = list(study.state.cases.values()) if study is not None else []
        try:
            transforms = {each: opened.transform(each) for each in reading.transforms}
        except UserError as error:
            self._workbench.noticed.emit(error)
            return

        def work() -> None:
            found = evaluate_case(case, reading, transforms, tolerance).results
            post(self._on_evaluated, opened, with_loops(found, opened.folder, cases, reading.reader, opened.id))

        self._thread = threading.Thread(target=work, name="compare results", daemon=True)
        self._thread.start()

    def _on_evaluated(self, opened: object, results: tuple[ResultFigures, ...]) -> None:
        if opened is self._workbench.open_case:
            self._figures.update({each.id: each for each in results})
            self._fill_table()
            self._evaluate()


class Column(QWidget):
    """One result: which one it is, its picture, and a button that puts it to use."""

    def __init__(
        self, workbench: Workbench, orientation: Orientation, result_id: str, records: list[TransformRecord]
    ) -> None:
        super().__init__()
        self.result_id = result_id
        self.pictures = OverlayPictures(workbench, self, threads=1)
        self.pictures.instead_of_native = "two colours"
        self.pictures.result_id = result_id
        self.pane = SliceView(workbench, "fixed", orientation, source=self.pictures, outlined=True)
        self.result = QComboBox()
        self.result.setToolTip(tr("The result that this column shows."))
        self.result.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.result.setMinimumContentsLength(10)
        for record in reversed(records):
            self.result.addItem(f"{result_name(record)} · {verdict_word(record)}", record.id)
        self.result.setCurrentIndex(self.result.findData(result_id))
        self.use = QPushButton(tr("Use"))
        self.use.setToolTip(tr("Link both volumes through this result; then accept or reject it at the right."))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.result, 1)
        head.addWidget(self.use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.pane, 1)

    def show_result(self, result_id: str) -> None:
        """Look through another result."""
        self.result_id = self.pictures.result_id = result_id
        self.result.setCurrentIndex(self.result.findData(result_id))
        self.pane.refresh()

    def mark_in_use(self, in_use: bool) -> None:
        """Say whether both volumes are linked through this result."""
        self.use.setEnabled(not in_use)
        self.use.setText(tr("In use") if in_use else tr("Use"))


def _cell(text: str, role: str, tip: str = "") -> QLabel:
    label = QLabel(text)
    if role:
        label.setProperty("role", role)
    label.setToolTip(tip)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
