"""Importing a pair, step by step and in place: choose, look at the geometry, name it, import.

Nothing is written before the last step, so that leaving at any moment leaves nothing behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import UserError
from workstation.core.geometry import SIDES, Side
from workstation.core.study import CaseEntry
from workstation.ui.background import Background
from workstation.ui.file_field import FileField
from workstation.ui.plan_view import PlanView, press_focused
from workstation.ui.text import say, tr
from workstation.workbench.import_plan import (
    ImportPlan,
    PlannedVolume,
    read_plan,
    read_planned,
    volumes_in,
)
from workstation.workbench.workbench import Workbench

Files = tuple[Path, ...]
CHOOSE, LOOK, NAME = 0, 1, 2


class ImportWizard(QFrame):
    """Fixed and moving volume, their geometry, labels if there are any, and an id. Signals: `imported`, `closed`."""

    imported = Signal(str)
    closed = Signal()

    def __init__(self, workbench: Workbench, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._workbench = workbench
        self._background = background
        self._proposed = ""
        self._read: tuple[Files, ...] = ()  # which files the plan was made from
        self._round = 0  # what was asked for before a round ended is dropped when it arrives
        self._listed: dict[Side, Path | None] = {"fixed": None, "moving": None}
        self.fixed = FileField(tr("Fixed volume"), with_folder=True)
        self.moving = FileField(tr("Moving volume"), with_folder=True)
        self.series: dict[Side, QComboBox] = {side: QComboBox() for side in SIDES}
        self.view = PlanView(lambda: workbench.reader)
        self.swap_button = QPushButton(tr("Swap fixed and moving"))
        self.fixed_labels = FileField(tr("Labels of the fixed volume"))
        self.moving_labels = FileField(tr("Labels of the moving volume"))
        self.id_field = QLineEdit()
        self.title_field = QLineEdit()
        self.summary = QLabel()
        self.heading = QLabel()
        self.problem = QLabel()
        self.back_button = QPushButton(tr("Back"))
        self.next_button = QPushButton()
        self.close_button = QPushButton(tr("Cancel"))
        self._assemble()
        self._connect()
        self._go(CHOOSE)

    @property
    def step(self) -> int:
        """Which step is shown: `CHOOSE`, `LOOK` or `NAME`."""
        return self.pages.currentIndex()

    def begin(self) -> None:
        """Show the wizard with its first field ready."""
        self.show()
        if self.step == CHOOSE:
            self.fixed.setFocus()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Take dropped volumes or DICOM folders: the fixed one first, then the moving one; says whether it did."""
        if self.step != CHOOSE or self._background.is_busy or not all(path.exists() for path in files):
            return False
        empty = [field for field in (self.fixed, self.moving) if field.path is None]
        fields = empty if len(files) <= len(empty) else [self.fixed, self.moving]
        if len(files) > len(fields) or any((path / "study.json").is_file() for path in files):
            return False
        for field, path in zip(fields, files, strict=False):
            field.take(path)
        return True

    def leave(self) -> None:
        """Forget everything and hide; what is being read is told to stop."""
        self._round += 1
        if self._background.is_busy and self._background.can_cancel:
            self._background.cancel()
        self._clear()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else goes on; Esc leaves."""
        if event.key() == Qt.Key.Key_Escape and self.close_button.isEnabled():
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not press_focused(self):
                self._next()
        else:
            super().keyPressEvent(event)

    # ---- putting together

    def _assemble(self) -> None:
        self.heading.setProperty("role", "heading")
        for label, role in ((self.problem, "bad"), (self.summary, "warn")):
            label.setWordWrap(True)
            label.setProperty("role", role)
        self.next_button.setProperty("primary", True)
        self.next_button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        self.swap_button.setToolTip(tr("Exchange the volumes with everything that was decided about them."))
        self.pages = QStackedWidget()
        for page in (self._choose_page(), self._look_page(), self._name_page()):
            self.pages.addWidget(page)
        buttons = QHBoxLayout()
        buttons.addWidget(self.swap_button, 0, Qt.AlignmentFlag.AlignBottom)
        buttons.addWidget(self.problem, 1)
        for button in (self.close_button, self.back_button, self.next_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)

    def _choose_page(self) -> QWidget:
        self._choose_form = _form()
        titles: dict[Side, str] = {"fixed": tr("Fixed volume"), "moving": tr("Moving volume")}
        for side, field in zip(SIDES, (self.fixed, self.moving), strict=True):
            self._choose_form.addRow(titles[side], field)
            box = self.series[side]
            box.setToolTip(tr("The folder holds several volumes; choose one."))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._choose_form.addRow(tr("Volume in the folder"), box)
            self._choose_form.setRowVisible(box, False)
        hint = QLabel(tr("Drop two files or DICOM folders here. NIfTI, NRRD, MetaImage and DICOM are read."))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        return _page(self._choose_form, hint)

    def _look_page(self) -> QWidget:
        return self.view

    def _name_page(self) -> QWidget:
        self.id_field.setToolTip(tr("Short name of the case, and of its folder; not the patient's name."))
        for field in (self.title_field, self.fixed_labels.field, self.moving_labels.field):
            field.setPlaceholderText(tr("optional"))
        form = _form()
        form.addRow(tr("Case id"), self.id_field)
        form.addRow(tr("Title"), self.title_field)
        form.addRow(tr("Labels of the fixed volume"), self.fixed_labels)
        form.addRow(tr("Labels of the moving volume"), self.moving_labels)
        return _page(form, self.summary)

    def _connect(self) -> None:
        self.next_button.clicked.connect(self._next)
        self.back_button.clicked.connect(self._back)
        self.close_button.clicked.connect(self.leave)
        self.swap_button.clicked.connect(self._swap)
        self.view.changed.connect(self._refresh)
        self.view.mirror_wanted.connect(self._mirror)
        for field in (self.fixed, self.moving, self.fixed_labels, self.moving_labels):
            field.changed.connect(self._refresh)
        self.id_field.textChanged.connect(self._refresh)
        self._background.started.connect(self._refresh)
        self._background.ended.connect(self._refresh)

    # ---- steps

    def _go(self, step: int) -> None:
        names = (tr("files"), tr("geometry"), tr("name and labels"))
        self.pages.setCurrentIndex(step)
        self.swap_button.setVisible(step == LOOK)
        self.heading.setText(tr("Import a pair: {step} of 3, {name}", step=step + 1, name=names[step]))
        self.next_button.setText((tr("Preview"), tr("Next"), tr("Import"))[step])
        self.problem.clear()
        if step == NAME:
            self._propose_id()
            self._summarise()
        self._refresh()
        if self.isVisible():
            (self.fixed, self.view.first_open() or self.next_button, self.id_field)[step].setFocus()

    def _next(self) -> None:
        if self._why_not():
            return
        if self.step == CHOOSE:
            self._look_into()
        elif self.step == LOOK:
            self._go(NAME)
        else:
            self._import()

    def _back(self) -> None:
        self._go(self.step - 1)

    def _why_not(self) -> str:
        if self._background.is_busy:
            return tr("Wait until this has ended: {work}.", work=self._background.title)
        if self.fixed.path is None or self.moving.path is None:
            return tr("Choose a fixed and a moving volume first.")
        if self.step == NAME and not self.id_field.text().strip():
            return tr("Give the case an id.")
        return ""

    def _refresh(self) -> None:
        why = self._why_not()
        self.next_button.setEnabled(not why)
        self.next_button.setToolTip(why)
        busy = tr("Wait until this has ended: {work}.", work=self._background.title) if self._background.is_busy else ""
        writes = bool(busy) and not self._background.can_cancel
        self.close_button.setEnabled(not writes)
        self.close_button.setToolTip(busy if writes else tr("Leave; nothing has been written. Key: Esc"))
        self.back_button.setEnabled(self.step > CHOOSE and not busy)
        self.back_button.setToolTip(busy or (tr("This is the first step.") if self.step == CHOOSE else ""))

    # ---- choose

    def _places(self) -> dict[Side, Path]:
        assert self.fixed.path is not None
        assert self.moving.path is not None
        return {"fixed": self.fixed.path, "moving": self.moving.path}

    def _look_into(self) -> None:
        """List the volumes of folders that were not looked into yet, then read."""
        new = {side: path for side, path in self._places().items() if self._listed[side] != path}
        if not new:
            self._preview()
            return
        report = self._background.report
        self._start(
            tr("Looking into {names}", names=", ".join(path.name for path in new.values())),
            lambda: {side: volumes_in(path, report) for side, path in new.items()},
            self._on_listed,
        )

    def _on_listed(self, found: dict[Side, dict[str, Files]]) -> None:
        is_choice = False
        for side, volumes in found.items():
            self._listed[side] = self._places()[side]
            box = self.series[side]
            box.clear()
            for name, files in volumes.items():
                box.addItem(name, files)
            self._choose_form.setRowVisible(box, len(volumes) > 1)
            is_choice = is_choice or len(volumes) > 1
        same = self._listed["fixed"] == self._listed["moving"]
        if is_choice and same and self.series["moving"].count() > 1:
            self.series["moving"].setCurrentIndex(1)
        if is_choice:
            self.problem.setText(tr("Choose the volumes, then Preview."))
            self.series["fixed"].setFocus()
        else:
            self._preview()

    def _preview(self) -> None:
        fixed, moving = (cast(Files, tuple(self.series[side].currentData())) for side in SIDES)
        if self._read == (fixed, moving) and self.view.plan is not None:
            self._go(LOOK)
            return
        names = {side: path.name for side, path in self._places().items()}
        report = self._background.report
        self._start(
            tr("Reading {fixed} and {moving}", **names),
            lambda: read_plan(fixed, moving, report),
            lambda plan: self._on_read(plan, (fixed, moving)),
        )

    def _on_read(self, plan: ImportPlan, files: tuple[Files, ...]) -> None:
        self._read = files
        self.view.show_plan(plan)
        self._go(LOOK)

    # ---- look

    def _swap(self) -> None:
        assert self.view.plan is not None
        fixed, moving = self.fixed.field.text(), self.moving.field.text()
        self.fixed.field.setText(moving)
        self.moving.field.setText(fixed)
        self._read = self._read[::-1]
        labels = self.fixed_labels.field.text(), self.moving_labels.field.text()
        self.fixed_labels.field.setText(labels[1])
        self.moving_labels.field.setText(labels[0])
        self._swap_lists()
        self.view.show_plan(self.view.plan.swapped())
        self._refresh()

    def _swap_lists(self) -> None:
        self._listed = {"fixed": self._listed["moving"], "moving": self._listed["fixed"]}
        entries = {side: [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
                   for side, box in self.series.items()}  # fmt: skip
        chosen = {side: box.currentIndex() for side, box in self.series.items()}
        for side, other in zip(SIDES, reversed(SIDES), strict=True):
            box = self.series[side]
            box.clear()
            for text, files in entries[other]:
                box.addItem(text, files)
            box.setCurrentIndex(chosen[other])
            self._choose_form.setRowVisible(box, box.count() > 1)

    def _mirror(self, side: Side, mirrored: bool) -> None:
        """Read a volume of a curved probe again, turned over."""
        assert self.view.plan is not None
        if self._background.is_busy:
            self.view.show_plan(self.view.plan)
            return
        files, report = self.view.plan.planned(side).files, self._background.report
        self._start(
            tr("Turning the picture over"),
            lambda: read_planned(files, side, mirrored, report),
            lambda planned: self._on_mirrored(side, planned),
        )

    def _on_mirrored(self, side: Side, planned: PlannedVolume) -> None:
        assert self.view.plan is not None
        self.view.show_plan(self.view.plan.with_planned(side, planned))

    # ---- name and import

    def _propose_id(self) -> None:
        """A free id, as long as the person has typed none; one of DICOM files says nothing about who they show."""
        plan = self.view.plan
        if plan is None or self.id_field.text() not in ("", self._proposed):
            return
        name = "case" if plan.fixed.files else self._places()["fixed"].name.split(".")[0]
        stem = re.sub(r"[^\w-]+", "-", name).strip("-") or "case"
        taken = set(self._workbench.study.state.cases) if self._workbench.study is not None else set()
        names = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3)))
        self._proposed = next(name for name in names if name not in taken)
        self.id_field.setText(self._proposed)

    def _summarise(self) -> None:
        plan = self.view.plan
        doubtful = plan is not None and any(plan.planned(side).light != "green" for side in SIDES)
        self.summary.setText(
            tr("The geometry is not confirmed: no millimetres are stated for this case until it is.")
            if doubtful
            else ""
        )

    def _import(self) -> None:
        plan = self.view.plan
        assert plan is not None
        labels: dict[Side, Path | None] = {"fixed": self.fixed_labels.path, "moving": self.moving_labels.path}
        entry = CaseEntry(self.id_field.text().strip(), self.title_field.text().strip())
        self.problem.clear()
        self._start(
            tr("Importing {id}", id=entry.id),
            lambda: self._workbench.import_plan(entry, plan, labels),
            lambda _: self._on_imported(entry.id),
            can_cancel=False,
        )

    def _on_imported(self, case_id: str) -> None:
        self._clear()
        self.hide()
        self.imported.emit(case_id)

    # ---- inside

    def _start(
        self, title: str, work: Callable[[], object], done: Callable[..., None], can_cancel: bool = True
    ) -> None:  # fmt: skip
        """Work in the background; what comes of it counts only as long as the wizard was not left."""
        asked = self._round

        def arrived(value: object) -> None:
            if asked == self._round:
                done(value)

        def failed(error: UserError) -> None:
            if asked == self._round:
                self.problem.setText(say(error))

        self.problem.clear()
        self._background.start(title, work, arrived, failed, can_cancel=can_cancel)

    def _clear(self) -> None:
        for each in (self.fixed, self.moving, self.fixed_labels, self.moving_labels):
            each.field.clear()
        for side, box in self.series.items():
            box.clear()
            self._choose_form.setRowVisible(box, False)
            self._listed[side] = None
        self._proposed, self._read = "", ()
        self.id_field.clear()
        self.title_field.clear()
        self.view.forget()
        self._go(CHOOSE)


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _page(form: QFormLayout, below: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(form)
    column.addWidget(below)
    column.addStretch(1)
    return page
