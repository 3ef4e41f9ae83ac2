"""Last step of an import: what the case is called, and label files if there are any."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from workstation.core.geometry import SIDES, Side
from workstation.core.study import CaseEntry
from workstation.ui.file_field import FileField
from workstation.ui.import_choice import fill_page, form_of
from workstation.ui.text import tr


class NamePage(QWidget):
    """Id, title and labels of a new case; the id is proposed as long as the person has typed none."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposed = ""
        self.id_field = QLineEdit()
        self.title_field = QLineEdit()
        titles: dict[Side, str] = {
            "fixed": tr("Labels of the fixed volume"),
            "moving": tr("Labels of the moving volume"),
        }
        self.labels = {side: FileField(titles[side]) for side in SIDES}
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "warn")
        self.id_field.setToolTip(tr("Short name of the case, and of its folder; not the patient's name."))
        self.id_field.setAccessibleName(tr("Case id"))
        self.title_field.setToolTip(tr("What the work-list shows beside the id; not the patient's name."))
        self.title_field.setAccessibleName(tr("Title"))
        for field in (self.title_field, *(each.field for each in self.labels.values())):
            field.setPlaceholderText(tr("optional"))
        form = form_of()
        form.addRow(tr("Case id"), self.id_field)
        form.addRow(tr("Title"), self.title_field)
        for side, label_field in self.labels.items():
            form.addRow(titles[side], label_field)
            label_field.changed.connect(self.changed)
        self.id_field.textChanged.connect(lambda _: self.changed.emit())
        fill_page(self, form, self.summary)
        self.setFocusProxy(self.id_field)

    @property
    def entry(self) -> CaseEntry:
        """The new row of the work-list."""
        return CaseEntry(self.id_field.text().strip(), self.title_field.text().strip())

    @property
    def label_files(self) -> dict[Side, Path | None]:
        """The label files, None where there is none."""
        return {side: field.path for side, field in self.labels.items()}

    def propose(self, stem: str, taken: Container[str]) -> None:
        """Propose a free id: never one from the name of a file or folder, which may be the patient's."""
        if self.id_field.text() not in ("", self._proposed):
            return
        number = 1
        while f"{stem}-{number}" in taken:
            number += 1
        self._proposed = f"{stem}-{number}"
        self.id_field.setText(self._proposed)

    def swap(self) -> None:
        """Exchange the label files of the sides."""
        fixed, moving = (self.labels[side].field.text() for side in SIDES)
        self.labels["fixed"].field.setText(moving)
        self.labels["moving"].field.setText(fixed)

    def clear(self) -> None:
        """Empty everything."""
        self._proposed = ""
        for field in (self.id_field, self.title_field, *(each.field for each in self.labels.values())):
            field.clear()
