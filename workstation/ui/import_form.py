"""The inline form that brings a pair of files into the open study."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workstation.core.errors import UserError
from workstation.core.geometry import SIDES, Side
from workstation.ui import dialogs
from workstation.ui.background import Background
from workstation.ui.text import say, tr
from workstation.workbench.workbench import Workbench


class FileField(QWidget):
    """A field for one file: type, paste, drop or choose it."""

    changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)
        self.field.textChanged.connect(lambda _: self.changed.emit())
        self.browse_button = QPushButton(tr("Choose…"))
        self.browse_button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.browse_button)
        self.setAcceptDrops(True)

    @property
    def path(self) -> Path | None:
        """The file, None while the field is empty."""
        text = self.field.text().strip().strip('"')
        return Path(text) if text else None

    def take(self, path: Path) -> None:
        """Put a file in."""
        self.field.setText(str(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file fits."""
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dropped file in."""
        self.take(Path(event.mimeData().urls()[0].toLocalFile()))
        event.acceptProposedAction()

    def _choose(self) -> None:
        path = dialogs.choose_volume(self, self._title)
        if path is not None:
            self.take(path)


class ImportForm(QFrame):
    """Fixed and moving volume, labels if there are any, and an id for the case."""

    imported = Signal(str)

    def __init__(self, workbench: Workbench, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._workbench = workbench
        self._background = background
        self._proposed = ""
        self.id_field = QLineEdit()
        self.id_field.setToolTip(tr("Short name of the case, and of its folder; not the patient's name."))
        self.title_field = QLineEdit()
        self.title_field.setPlaceholderText(tr("optional"))
        self.fixed = FileField(tr("Fixed volume"))
        self.moving = FileField(tr("Moving volume"))
        self.fixed_labels = FileField(tr("Labels of the fixed volume"))
        self.moving_labels = FileField(tr("Labels of the moving volume"))
        for each in (self.fixed_labels, self.moving_labels):
            each.field.setPlaceholderText(tr("optional"))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "bad")
        self.import_button = QPushButton(tr("Import"))
        self.import_button.setProperty("primary", True)
        self.close_button = QPushButton(tr("Close"))
        self._assemble()
        self.import_button.clicked.connect(self._import)
        self.close_button.clicked.connect(self.hide)
        self.fixed.changed.connect(self._propose_id)
        for each in (self.fixed, self.moving, self.fixed_labels, self.moving_labels):
            each.changed.connect(self._refresh)
        self.id_field.textChanged.connect(self._refresh)
        background.started.connect(self._refresh)
        background.ended.connect(self._refresh)
        self._refresh()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Fill in dropped volumes: the fixed one first, then the moving one."""
        empty = [field for field in (self.fixed, self.moving) if field.path is None]
        fields = empty if len(files) <= len(empty) else [self.fixed, self.moving]
        if len(files) > len(fields) or not all(path.is_file() for path in files):
            return False
        for field, path in zip(fields, files, strict=False):
            field.take(path)
        return True

    def _assemble(self) -> None:
        heading = QLabel(tr("Import a pair"))
        heading.setProperty("role", "heading")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Fixed volume"), self.fixed)
        form.addRow(tr("Moving volume"), self.moving)
        form.addRow(tr("Labels of the fixed volume"), self.fixed_labels)
        form.addRow(tr("Labels of the moving volume"), self.moving_labels)
        form.addRow(tr("Case id"), self.id_field)
        form.addRow(tr("Title"), self.title_field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        buttons.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addLayout(form)
        column.addLayout(buttons)

    def _why_not(self) -> str:
        if self._background.is_busy:
            return tr("Wait until this has ended: {work}.", work=self._background.title)
        if self.fixed.path is None or self.moving.path is None:
            return tr("Choose a fixed and a moving volume first.")
        return "" if self.id_field.text().strip() else tr("Give the case an id.")

    def _refresh(self) -> None:
        why = self._why_not()
        self.import_button.setEnabled(not why)
        self.import_button.setToolTip(why)

    def _propose_id(self) -> None:
        """A free id from the name of the fixed file, as long as the person has typed none."""
        path = self.fixed.path
        if path is None or self.id_field.text() not in ("", self._proposed):
            return
        stem = re.sub(r"[^\w-]+", "-", path.name.split(".")[0]).strip("-") or "case"
        taken = set(self._workbench.study.state.cases) if self._workbench.study is not None else set()
        names = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3)))
        self._proposed = next(name for name in names if name not in taken)
        self.id_field.setText(self._proposed)

    def _import(self) -> None:
        fixed, moving = self.fixed.path, self.moving.path
        assert fixed is not None
        assert moving is not None
        labels: dict[Side, Path | None] = dict(
            zip(SIDES, (self.fixed_labels.path, self.moving_labels.path), strict=True)
        )
        case_id, title = self.id_field.text().strip(), self.title_field.text().strip()
        self.problem.clear()
        work: Callable[[], None] = lambda: self._workbench.import_case(case_id, fixed, moving, labels, title)  # noqa: E731
        self._background.start(
            tr("Importing {id}", id=case_id), work, lambda _: self._on_done(case_id), self._on_failed
        )

    def _on_done(self, case_id: str) -> None:
        for each in (self.fixed, self.moving, self.fixed_labels, self.moving_labels):
            each.field.clear()
        self._proposed = ""
        self.id_field.clear()
        self.title_field.clear()
        self.imported.emit(case_id)

    def _on_failed(self, error: UserError) -> None:
        self.problem.setText(say(error))
