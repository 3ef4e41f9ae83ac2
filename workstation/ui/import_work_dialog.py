"""Importing a colleague's landmarks, labels or transform into the open case: how it is meant, what will change, do it.

The file is read and tried in every reading in the background. Nothing is changed before *Import*, which is one step to
undo; leaving at any moment leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.core.commands import Group
from workstation.core.errors import Message, UserError
from workstation.core.geometry import SIDES, Side
from workstation.core.study_commands import AddTransform
from workstation.ui.background import Background
from workstation.ui.help_pages import HelpWindow
from workstation.ui.readings_table import LabelValues, ReadingsTable
from workstation.ui.text import say, tr
from workstation.workbench import work_files
from workstation.workbench.evaluate import why_no_millimetres
from workstation.workbench.imported_work import Keep, LandmarkPlan
from workstation.workbench.work_files import Arrival, LabelPlan
from workstation.workbench.workbench import Workbench

KEEPS: tuple[Keep, ...] = ("file", "mine", "replace", "layer")


class ImportWorkDialog(QDialog):
    """Looks into files as soon as it is made. `imported` says what came in."""

    imported = Signal(object)

    def __init__(self, workbench: Workbench, files: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert workbench.open_case is not None  # the action is disabled otherwise
        self._workbench, self._opened = workbench, workbench.open_case
        self._background = Background(self)
        self.arrival: Arrival | None = None
        self.plan: LabelPlan | None = None
        self.setWindowTitle(tr("Import into case {case}", case=self._opened.case.title or self._opened.id))
        self._make_parts(files)
        self._assemble()
        self._connect()
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 116, metrics.height() * 30)
        self._stopping = False
        self._start(lambda: work_files.look_into(files, self._opened, self._background.report), self._on_read)

    @property
    def is_busy(self) -> bool:
        """Whether something is being read, tried or judged."""
        return self._background.is_busy

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter imports from any list or field; F1 tells how."""
        if event.key() == Qt.Key.Key_F1:
            HelpWindow.show_page(self, "files")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.import_button.isEnabled():
            self.import_button.click()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Leave; what runs is told to stop, and the dialog closes when it has."""
        if self._background.is_busy:
            self._background.cancel()
            self._stopping = True
            self.close_button.setEnabled(False)
            self.told.setText(tr("Stopping…"))
        else:
            super().reject()

    # ---- putting together

    def _make_parts(self, files: Sequence[Path]) -> None:
        self.heading = QLabel(", ".join(path.name for path in files))
        self.heading.setProperty("role", "title")
        self.question, self.warnings, self.preview, self.told = QLabel(), QLabel(), QLabel(), QLabel()
        for label, role in ((self.question, "muted"), (self.warnings, "warn"), (self.preview, ""), (self.told, "bad")):
            label.setWordWrap(True)
            label.setProperty("role", role)
        self.heading.setWordWrap(True)
        self.readings = ReadingsTable()
        self.same_names = QCheckBox(tr("Landmarks of the same name are the same landmark"))
        self.same_names.setChecked(True)
        self.same_names.setToolTip(
            tr("If not, they are added beside those that are there; a known id is always the same.")
        )
        self.driven = QCheckBox(tr("It was made from landmarks of this case"))
        self.driven.setToolTip(tr("Then their distance is stated as a fit and never as an accuracy."))
        self.side = QComboBox()
        for side, words in zip(SIDES, (tr("fixed scan"), tr("moving scan")), strict=True):
            self.side.addItem(words, side)
        self.keep = QComboBox()
        words_of = (
            tr("the file's label has the voxel"),
            tr("my label keeps the voxel"),
            tr("nothing of mine stays in this scan"),
            tr("both: the file's new labels lie on layers of their own"),
        )
        for keep, words in zip(KEEPS, words_of, strict=True):
            self.keep.addItem(words, keep)
        self.keep.setToolTip(tr("Protected labels keep their voxels in any case."))
        self.values = LabelValues()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.close_button = QPushButton(tr("Cancel"))
        self.close_button.setAutoDefault(False)
        self.import_button = QPushButton(tr("Import"))
        self.import_button.setProperty("primary", True)
        self.import_button.setDefault(True)

    def _assemble(self) -> None:
        self.pages = QStackedWidget()
        for page in (QWidget(), self._readings_page(), self._labels_page()):
            self.pages.addWidget(page)
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.bar)
        for button in (self.close_button, self.import_button):
            button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for each in (self.heading, self.question):
            column.addWidget(each)
        column.addWidget(self.pages, 1)
        for each in (self.preview, self.warnings):
            column.addWidget(each)
        column.addLayout(buttons)

    def _readings_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.readings, 1)
        column.addWidget(self.same_names)
        column.addWidget(self.driven)
        return page

    def _labels_page(self) -> QWidget:
        page = QWidget()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Labels of the"), self.side)
        form.addRow(tr("Where both have drawn"), self.keep)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self.values, 1)
        return page

    def _connect(self) -> None:
        self.import_button.clicked.connect(self._import)
        self.close_button.clicked.connect(self.reject)
        self.readings.changed.connect(self._preview)
        self.same_names.toggled.connect(self._preview)
        self.side.activated.connect(self._place_labels)
        self.keep.currentIndexChanged.connect(self._preview)
        self.values.changed.connect(self._preview)
        self._background.progressed.connect(self._on_progress)
        self._background.ended.connect(self._on_ended)
        self._refresh()

    # ---- looking

    def _on_read(self, arrival: Arrival) -> None:
        self.arrival = arrival
        if arrival.kind == "labels":
            self.question.setText(tr("Which scan do these labels belong to, and what do they become?"))
            self.side.setCurrentIndex(SIDES.index(work_files.proposed_side(arrival, self._opened)))
            self._place_labels()
            return
        assert arrival.tested is not None
        self.question.setText(tr("How are its numbers meant? Every way was tried; the one that fits best is proposed."))
        self.same_names.setVisible(arrival.kind == "landmarks")
        self.driven.setVisible(arrival.kind == "transform" and bool(self._opened.reading.landmarks.correspondences()))
        self.readings.show_test(arrival, arrival.tested)
        self.pages.setCurrentIndex(1)
        self.readings.setFocus()
        self._preview()

    def _place_labels(self) -> None:
        side: Side = self.side.currentData()
        arrival = self.arrival
        assert arrival is not None
        self._start(lambda: work_files.plan_labels(arrival, side, self._opened), self._on_placed)

    def _on_placed(self, plan: LabelPlan) -> None:
        self.plan = plan
        self.values.show_plan(plan, self._opened.reading.segments)
        self.pages.setCurrentIndex(2)
        self._preview()
        self.side.setFocus()

    # ---- what would change

    def _preview(self) -> None:
        if self.arrival is None:
            return
        told, warnings = self._words()
        warnings += [
            tr("This file was imported before, {at}: {decision}", at=each.at[:10], decision=each.decision)
            for each in self._opened.reading.imports.values()
            if each.sha256 == self.arrival.sha256
        ]
        doubt = why_no_millimetres(self._opened.case)
        if doubt:
            warnings.append(tr("Every distance here is provisional, because {why}.", why=doubt))
        self.preview.setText("\n".join(told))
        self.warnings.setText("\n".join([*map(say, self.arrival.notes), *warnings]))
        self.warnings.setVisible(bool(self.warnings.text()))
        self._refresh()

    def _words(self) -> tuple[list[str], list[str]]:
        """What will happen, and what to be careful about."""
        assert self.arrival is not None
        if self.plan is not None:
            return _label_words(self.plan, self.values.values)
        chosen, tested = self.readings.chosen, self.arrival.tested
        if chosen is None or tested is None:
            return [], []
        warnings = (
            [] if tested.is_clear else [tr("No reading is clearly the best; look at the figures before you choose.")]
        )
        if chosen != tested.proposal:
            warnings.append(tr("This is not the proposed reading; your choice is stored with your name."))
        if self.arrival.kind == "transform":
            return [tr("It becomes a result of this case and is judged like a registration.")], warnings
        plan = work_files.plan_landmarks(self.arrival, chosen, self._opened, self.same_names.isChecked())
        return _landmark_words(plan), [*_landmark_warnings(plan), *warnings]

    # ---- importing

    def _import(self) -> None:
        arrival, chosen, opened, report = self.arrival, self.readings.chosen, self._opened, self._background.report
        assert arrival is not None
        work: Callable[[], Group | None]
        if self.plan is not None:
            plan, values, keep = self.plan, self.values.values, self.keep.currentData()
            work = lambda: work_files.label_edit(arrival, plan, values, keep, opened)  # noqa: E731
        elif arrival.kind == "transform" and chosen is not None:
            driven = self.driven.isChecked()
            work = lambda: work_files.transform_edit(arrival, chosen, opened, report, driven)  # noqa: E731
        else:
            assert chosen is not None
            by_name = self.same_names.isChecked()
            work = lambda: work_files.landmark_edit(arrival, chosen, opened, by_name)  # noqa: E731
        self._start(work, self._on_edit)

    def _on_edit(self, edit: Group | None) -> None:
        assert self.arrival is not None
        if edit is None:
            self.told.setText(tr("Everything in this file is in the case already; nothing was changed."))
            return
        try:
            self._workbench.do(edit)
        except UserError as error:
            self.told.setText(say(error))
            return
        self.imported.emit(_outcome(self.arrival, edit))
        self.accept()

    # ---- inside

    def _start(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        def arrived(value: object) -> None:
            if not self._stopping:
                done(value)

        self.told.clear()
        self.bar.setRange(0, 0)
        self._background.start(self.heading.text(), work, arrived, self._on_failed, can_cancel=True)
        self._refresh()

    def _on_failed(self, error: UserError) -> None:
        self.told.setText(say(error))
        self._refresh()

    def _on_progress(self, fraction: float, message: str) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * fraction))
        self.bar.setToolTip(message)

    def _on_ended(self) -> None:
        if self._stopping:
            super().reject()
        self._refresh()

    def _refresh(self) -> None:
        busy = self._background.is_busy
        self.bar.setVisible(busy)
        self.pages.setEnabled(not busy)
        has_choice = self.arrival is not None and (self.plan is not None or self.readings.chosen is not None)
        is_empty = self.plan is not None and not any(self.values.values.values())
        self.import_button.setEnabled(has_choice and not busy and not is_empty)
        why = tr("Wait until the file has been tried.") if busy else tr("Choose a reading first.") * (not has_choice)
        self.import_button.setToolTip(why or tr("One step, which Undo takes back. Key: Enter"))
        self.close_button.setToolTip(tr("Leave; nothing has been changed. Key: Esc"))


def _landmark_words(plan: LandmarkPlan) -> list[str]:
    lines = [tr("{n} landmarks, {pairs} of them placed in both scans.", n=len(plan.rows), pairs=plan.pairs)]
    found = ((tr("{n} known by their id"), plan.matched("id")), (tr("{n} known by their places"), plan.matched("place")),
             (tr("{n} known by their name"), plan.matched("name")), (tr("{n} new"), plan.matched("new")))  # fmt: skip
    lines.append(", ".join(words.format(n=count) for words, count in found if count) + ".")
    changes = ((tr("{n} will be added"), plan.changed("added")), (tr("{n} will be placed or moved"), plan.changed("placed")),
               (tr("{n} are there already"), plan.changed("same")),
               (tr("{n} are confirmed and stay as they are"), plan.changed("locked")))  # fmt: skip
    return [*lines, ", ".join(words.format(n=count) for words, count in changes if count) + "."]


def _landmark_warnings(plan: LandmarkPlan) -> list[str]:
    warnings = []
    if plan.doubled:
        names = ", ".join(plan.doubled[:5]) + (" …" if len(plan.doubled) > 5 else "")
        warnings.append(
            tr("The file holds some names more than once, which are therefore not matched: {names}.", names=names)
        )
    if plan.outside:
        warnings.append(tr("{n} points lie outside their scan.", n=plan.outside))
    return warnings


def _label_words(plan: LabelPlan, values: dict[int, int]) -> tuple[list[str], list[str]]:
    fits = {
        "same grid": tr("The file has the scan's grid."),
        "same voxels": tr("The file has the scan's voxels, cut or turned; it is placed voxel by voxel."),
        "resampled": tr("The file has other voxels than the scan; it is taken over by nearest neighbour."),
    }
    count = sum(plan.counts.get(theirs, 0) for theirs, ours in values.items() if ours)
    kept = sum(ours > 0 for ours in values.values())
    told = [tr("{kept} of {all} labels, {n} voxels.", kept=kept, all=len(values), n=count)]
    warnings = [fits[plan.fit]] if plan.fit == "resampled" else []
    if plan.fit != "resampled":
        told.insert(0, fits[plan.fit])
    if plan.lost:
        warnings.append(tr("{n} drawn voxels lie outside the scan and are left out.", n=plan.lost))
    return told, warnings


def _outcome(arrival: Arrival, edit: Group) -> Message | UserError:
    """What to say of an import; a transform that failed must not pass unnoticed."""
    record = next((each.record for each in edit.commands if isinstance(each, AddTransform)), None)
    if record is None:
        return Message("{file} is in the case. Undo takes it back.", {"file": arrival.name})
    worst = next((gate for gate in record.gates if gate.verdict == "FAIL"), None)
    if worst is not None:
        return UserError("{file} is listed in Register but not in use: {why}", file=arrival.name, why=worst.message)
    text = "{file} is in use and listed in Register: {verdict}."
    return Message(text, {"file": arrival.name, "verdict": Message(record.verdict)})
