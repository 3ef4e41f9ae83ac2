"""The privacy step of an import: who the patient is called, what a study keeps, and whether the pictures show a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import UserError
from workstation.core.geometry import SIDES, Side
from workstation.ui import dialogs
from workstation.ui.deidentify_review import PicturesReview
from workstation.ui.file_field import FileField
from workstation.ui.text import say, tr
from workstation.workbench.import_plan import ImportPlan, PlannedVolume, now
from workstation.workbench.privacy import Privacy, patient_text

COLUMNS = ("Element", "In the file", "In the study")
_GAP = 6
_NARROW = 110  # characters; table and pictures need more to stand side by side


class PrivacyPage(QScrollArea):
    """Shows a plan with DICOM volumes and takes what a person decides. `changed` follows each decision."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.privacy = Privacy()
        self._plan: ImportPlan | None = None
        self._problems: dict[str, str] = {}
        self.key_file = FileField(tr("Key file"), ask=dialogs.choose_key_file)
        self.pseudonyms: dict[Side, QLineEdit] = {side: QLineEdit() for side in SIDES}
        self.patients: dict[Side, QLabel] = {side: QLabel() for side in SIDES}
        self.warning = _wrapped("warn")
        self.problem = _wrapped("bad")
        self.side_box = QComboBox()
        self.counts = _wrapped("muted")
        self.table = _table()
        self.review = PicturesReview()
        self._assemble()
        self.key_file.changed.connect(self._on_key_file)
        for side, field in self.pseudonyms.items():
            field.textEdited.connect(lambda text, s=side: self._rename(s, text))
        self.side_box.currentIndexChanged.connect(self._fill_table)
        self.review.changed.connect(self.changed)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the DICOM volumes of a plan."""
        self._plan = plan
        self.side_box.blockSignals(True)
        self.side_box.clear()
        for side in self._dicom_sides():
            self.side_box.addItem(tr("Fixed volume") if side == "fixed" else tr("Moving volume"), side)
        self.side_box.blockSignals(False)
        self._show_patients()
        self.review.show_plan(plan)

    def forget(self) -> None:
        """Let go of the plan, the names and the pictures; what pseudonyms there are is kept for the next import."""
        self._plan = None
        self._problems.clear()
        self.problem.hide()
        self.table.setRowCount(0)
        self.review.forget()

    def why_not(self) -> str:
        """Why the import cannot go on yet, "" if it can."""
        plan = self._plan
        if plan is None:
            return ""
        if self._problems:
            return next(iter(self._problems.values()))
        if any(plan.planned(side).needs_review for side in SIDES) and not self.review.is_clean:
            return tr("Look at all pictures and say that no text is left in them.")
        return ""

    def decided(self, reader: str) -> ImportPlan:
        """The plan with what was drawn here, and what the reader said about text in the pictures."""
        plan = self._plan
        assert plan is not None
        for side in SIDES:
            planned = plan.planned(side)
            if planned.hide != self.review.hidden[side]:
                planned = planned.blacked_out(self.review.hidden[side])
            if planned.needs_review and not self.review.is_clean:
                planned = replace(planned, reviewed=None)
            elif planned.needs_review and planned.reviewed is None:
                planned = planned.looked_through(reader, now())
            plan = plan.with_planned(side, planned)
        return plan

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where table and pictures do not fit side by side, one stands above the other."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(way)

    # ---- putting together

    def _assemble(self) -> None:
        self.key_file.field.setPlaceholderText(tr("none: nobody can find the patient again"))
        self.key_file.setToolTip(
            tr("A file outside the study that leads from pseudonyms back to patients. With the same key file, a patient who "
               "comes again gets the same pseudonym and the same shift of dates.")
        )  # fmt: skip
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(_GAP)
        form.addRow(tr("Key file"), self.key_file)
        self._form = form
        for side in SIDES:
            self.patients[side].setTextFormat(Qt.TextFormat.PlainText)
            self.pseudonyms[side].setAccessibleName(tr("Pseudonym"))
            self.pseudonyms[side].setToolTip(
                tr("What the patient is called in the study; not a name or hospital number.")
            )
            form.addRow(tr("Patient in the files"), self.patients[side])
            form.addRow(tr("Pseudonym"), self.pseudonyms[side])
        left, inner = QVBoxLayout(), QWidget()
        left.setSpacing(_GAP)
        left.addLayout(form)
        for each in (self.warning, self.problem, self.side_box, self.counts):
            left.addWidget(each)
        left.addWidget(self.table, 1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.setSpacing(24)
        self._layout.addLayout(left, 2)
        self._layout.addWidget(self.review, 3)
        self.problem.hide()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    # ---- what is shown

    def _dicom_sides(self) -> list[Side]:
        return [side for side in SIDES if self._planned(side).subject is not None]

    def _planned(self, side: Side) -> PlannedVolume:
        assert self._plan is not None
        return self._plan.planned(side)

    def _show_patients(self) -> None:
        """One row for a patient, two if the files name different ones."""
        sides = self._dicom_sides()
        names = {side: self.privacy.facts(self._planned(side)) for side in sides}
        pseudonyms = {side: facts.pseudonym for side, facts in names.items() if facts is not None}
        shown = sides[:1] if len(set(pseudonyms.values())) == 1 else sides
        for side in SIDES:
            for widget in (self.patients[side], self.pseudonyms[side]):
                self._form.setRowVisible(widget, side in shown)
            if side in shown:
                self.pseudonyms[side].setText(pseudonyms[side])
                self.patients[side].setText(patient_text(self._planned(side)) or tr("nobody is named"))
        self.warning.setText(tr("The files name two different patients: is this the right pair?"))
        self.warning.setVisible(len(shown) == 2)
        self._fill_table()

    def _fill_table(self) -> None:
        side = self.side_box.currentData()
        rows = self.privacy.fates(self._planned(side)) if side else []
        self.table.setRowCount(len(rows))
        for place, fate in enumerate(rows):
            for column, words in enumerate((fate.name, fate.value, say(fate.what))):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if not fate.kept:
                    item.setForeground(self.palette().placeholderText())
                self.table.setItem(place, column, item)
        kept = sum(fate.kept for fate in rows)
        self.counts.setText(
            tr("Of {all} elements, {kept} leave a trace in the study, {removed} are removed. Pixels are kept.",
               all=len(rows), kept=kept, removed=len(rows) - kept)
        )  # fmt: skip

    # ---- what happens

    def _on_key_file(self) -> None:
        self._try("key", lambda: self.privacy.use_key_file(self.key_file.path))
        if self._plan is not None:
            self._show_patients()

    def _rename(self, side: Side, words: str) -> None:
        self._try(side, lambda: self.privacy.rename(self._planned(side), words))
        self._fill_table()

    def _try(self, what: str, step: Callable[[], None]) -> None:
        self._problems.pop(what, None)
        try:
            step()
        except UserError as error:
            self._problems[what] = say(error)
        self.problem.setText(" ".join(self._problems.values()))
        self.problem.setVisible(bool(self._problems))
        self.changed.emit()


def _table() -> QTableWidget:
    table = QTableWidget(0, len(COLUMNS))
    table.setHorizontalHeaderLabels([tr(each) for each in COLUMNS])
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.6))
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    em = table.fontMetrics().height()
    table.setMinimumSize(24 * em, 6 * em)
    header.setStretchLastSection(True)
    for column, wide in enumerate((10, 7)):
        table.setColumnWidth(column, wide * em)
    return table


def _wrapped(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
