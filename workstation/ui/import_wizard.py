"""Importing a pair, step by step and in place: choose, look at the geometry, leave the patient out, name it, import.

Nothing is written before the last step, so that leaving at any moment leaves nothing behind. The privacy step appears
where a volume is DICOM.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from workstation.core.errors import UserError
from workstation.core.geometry import SIDES, Side
from workstation.ui.background import Background
from workstation.ui.deidentify_page import PrivacyPage
from workstation.ui.import_choice import ChoosePage, Files
from workstation.ui.import_name import NamePage
from workstation.ui.plan_view import PlanView, press_focused
from workstation.ui.text import say, tr
from workstation.workbench.import_plan import ImportPlan, PlannedVolume, now, read_plan, read_planned, volumes_in
from workstation.workbench.workbench import Workbench

CHOOSE, LOOK, PRIVACY, NAME = 0, 1, 2, 3


class ImportWizard(QFrame):
    """Fixed and moving volume, their geometry, labels if there are any, and an id. Signals: `imported`, `closed`."""

    imported = Signal(str)
    closed = Signal()

    def __init__(self, workbench: Workbench, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._workbench = workbench
        self._background = background
        self._read: tuple[Files, ...] = ()  # which files the plan was made from
        self._round = 0  # what was asked for before a round ended is dropped when it arrives
        self.choice = ChoosePage()
        self.view = PlanView(lambda: workbench.reader)
        self.privacy = PrivacyPage()
        self.naming = NamePage()
        self.swap_button = QPushButton(tr("Swap fixed and moving"))
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
        """Which step is shown: `CHOOSE`, `LOOK`, `PRIVACY` or `NAME`."""
        return self.pages.currentIndex()

    def begin(self) -> None:
        """Show the wizard with its first field ready."""
        self.show()
        if self.step == CHOOSE:
            self.choice.setFocus()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Take dropped volumes or DICOM folders: the fixed one first, then the moving one; says whether it did."""
        if self.step != CHOOSE or self._background.is_busy or not all(path.exists() for path in files):
            return False
        return self.choice.take(files)

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
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "bad")
        self.next_button.setProperty("primary", True)
        self.next_button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        self.swap_button.setToolTip(tr("Exchange the volumes with everything that was decided about them."))
        self.pages = QStackedWidget()
        for page in (self.choice, self.view, self.privacy, self.naming):
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

    def _connect(self) -> None:
        self.next_button.clicked.connect(self._next)
        self.back_button.clicked.connect(self._back)
        self.close_button.clicked.connect(self.leave)
        self.swap_button.clicked.connect(self._swap)
        self.view.mirror_wanted.connect(self._mirror)
        for part in (self.choice, self.view, self.privacy, self.naming):
            part.changed.connect(self._refresh)
        self._background.started.connect(self._refresh)
        self._background.ended.connect(self._refresh)

    # ---- steps

    @property
    def _steps(self) -> list[int]:
        """The steps of this import; without DICOM there is nobody to leave out."""
        plan = self.view.plan
        dicom = plan is not None and any(plan.planned(side).subject is not None for side in SIDES)
        return [CHOOSE, LOOK, PRIVACY, NAME] if dicom else [CHOOSE, LOOK, NAME]

    def _go(self, step: int) -> None:
        names = ("", tr("geometry"), tr("privacy"), tr("name and labels"))
        self.pages.setCurrentIndex(step)
        self.swap_button.setVisible(step == LOOK)
        place, count = self._steps.index(step) + 1, len(self._steps)
        self.heading.setText(
            tr("Import a pair: files")  # how many steps follow is not known before the files are
            if step == CHOOSE
            else tr("Import a pair: {step} of {count}, {name}", step=place, count=count, name=names[step])
        )
        self.next_button.setText((tr("Preview"), tr("Next"), tr("Next"), tr("Import"))[step])
        self.problem.clear()
        if step == PRIVACY and self.view.plan is not None:
            self.privacy.show_plan(self.view.plan)
        if step == NAME:
            self._prepare_name()
        self._refresh()
        if self.isVisible():
            open_part = self.view.first_open() or self.next_button
            (self.choice, open_part, self.privacy.review.picture, self.naming)[step].setFocus()

    def _next(self) -> None:
        if self._why_not():
            return
        if self.step == CHOOSE:
            self._look_into()
            return
        if self.step == PRIVACY:
            self.view.show_plan(self.privacy.decided(self._workbench.reader))
        if self.step == NAME:
            self._import()
        else:
            self._go(self._steps[self._steps.index(self.step) + 1])

    def _back(self) -> None:
        if self.step == PRIVACY:
            self.view.show_plan(self.privacy.decided(self._workbench.reader))
        self._go(self._steps[self._steps.index(self.step) - 1])

    def _why_not(self) -> str:
        if self._background.is_busy:
            return tr("Wait until this has ended: {work}.", work=self._background.title)
        if not self.choice.is_complete:
            return tr("Choose a fixed and a moving volume first.")
        if self.step == PRIVACY:
            return self.privacy.why_not()
        if self.step == NAME and not self.naming.entry.id:
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

    def _look_into(self) -> None:
        """List the volumes of folders that were not looked into yet, then read."""
        new = self.choice.unlisted
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
        if self.choice.show_found(found):
            self.choice.series["fixed"].setFocus()
        else:
            self._preview()

    def _preview(self) -> None:
        fixed, moving = (self.choice.files(side) for side in SIDES)
        if self._read == (fixed, moving) and self.view.plan is not None:
            self._go(LOOK)
            return
        names = {side: path.name for side, path in self.choice.places.items()}
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
        self._read = self._read[::-1]
        self.choice.swap()
        self.naming.swap()
        self.view.show_plan(self.view.plan.swapped())
        self._refresh()

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
        """Its stored pictures are the same, and so is what was said about text in them."""
        assert self.view.plan is not None
        before = self.view.plan.planned(side)
        kept = replace(planned, hide=before.hide, reviewed=before.reviewed, pages=before.pages)
        self.view.show_plan(self.view.plan.with_planned(side, kept))

    # ---- name and import

    def _prepare_name(self) -> None:
        plan = self.view.plan
        assert plan is not None
        facts = [self.privacy.privacy.facts(plan.planned(side)) for side in SIDES]
        stem = next((each.pseudonym for each in facts if each is not None), "case")
        self.naming.propose(stem, self._workbench.study.state.cases if self._workbench.study is not None else ())
        warnings = []
        if any(plan.planned(side).light != "green" for side in SIDES):
            warnings.append(tr("The geometry is not confirmed: no millimetres are stated for this case until it is."))
        if {"left", "right"} <= {plan.planned(side).laterality for side in SIDES}:
            warnings.append(tr("One volume is of the left breast and the other of the right: is this the right pair?"))
        self.naming.summary.setText("\n".join(warnings))

    def _import(self) -> None:
        plan, privacy = self.view.plan, self.privacy.privacy
        assert plan is not None
        records = privacy.records(plan, self._workbench.reader, now())
        entry, labels = replace(self.naming.entry, privacy=records), self.naming.label_files

        def work() -> None:
            privacy.save_key(records)
            self._workbench.import_plan(entry, plan, labels, self._background.report)

        self._start(tr("Importing {id}", id=entry.id), work, lambda _: self._on_imported(entry.id), can_cancel=False)

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
        self._read = ()
        self.choice.clear()
        self.naming.clear()
        self.privacy.forget()
        self.view.forget()
        self._go(CHOOSE)
