"""First step of an import: which files or DICOM folders, and which of the volumes in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from workstation.core.geometry import SIDES, Side
from workstation.ui.file_field import FileField
from workstation.ui.text import tr

Files = tuple[Path, ...]


class ChoosePage(QWidget):
    """A field for each side and, once its folder was looked into, a list of the volumes in it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles: dict[Side, str] = {"fixed": tr("Fixed volume"), "moving": tr("Moving volume")}
        self.fields = {side: FileField(titles[side], with_folder=True) for side in SIDES}
        self.series: dict[Side, QComboBox] = {side: QComboBox() for side in SIDES}
        self.listed: dict[Side, Path | None] = dict.fromkeys(SIDES)  # the place whose volumes are in the list
        self._form = form_of()
        for side in SIDES:
            box = self.series[side]
            self._form.addRow(titles[side], self.fields[side])
            box.setToolTip(tr("The folder holds several volumes; choose one."))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._form.addRow(tr("Volume in the folder"), box)
            self._form.setRowVisible(box, False)
            self.fields[side].changed.connect(self.changed)
        self.hint = QLabel()
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        fill_page(self, self._form, self.hint)
        self._say_what_to_do()
        self.setFocusProxy(self.fields["fixed"])

    @property
    def is_complete(self) -> bool:
        """Whether a place is given for both sides."""
        return all(field.path is not None for field in self.fields.values())

    @property
    def places(self) -> dict[Side, Path]:
        """The files or folders; only for a complete page."""
        return {side: cast(Path, field.path) for side, field in self.fields.items()}

    @property
    def unlisted(self) -> dict[Side, Path]:
        """Places that were not looked into yet."""
        return {side: path for side, path in self.places.items() if self.listed[side] != path}

    def files(self, side: Side) -> Files:
        """The files of the volume that is chosen for a side."""
        return cast(Files, tuple(self.series[side].currentData()))

    def take(self, files: Sequence[Path]) -> bool:
        """Take dropped files, the fixed one first; says whether they fit."""
        empty = [field for field in self.fields.values() if field.path is None]
        fields = empty if len(files) <= len(empty) else list(self.fields.values())
        if len(files) > len(fields) or any((path / "study.json").is_file() for path in files):
            return False
        for field, path in zip(fields, files, strict=False):
            field.take(path)
        return True

    def show_found(self, found: dict[Side, dict[str, Files]]) -> bool:
        """List the volumes of places that were looked into; says whether there is something to choose."""
        for side, volumes in found.items():
            self.listed[side] = self.places[side]
            self._fill(side, list(volumes.items()), 0)
        choice = any(len(volumes) > 1 for volumes in found.values())
        self._say_what_to_do()
        if choice and self.listed["fixed"] == self.listed["moving"] and self.series["moving"].count() > 1:
            self.series["moving"].setCurrentIndex(1)
        return choice

    def swap(self) -> None:
        """Exchange the sides, with everything that is listed and chosen."""
        fixed, moving = (self.fields[side].field.text() for side in SIDES)
        self.fields["fixed"].field.setText(moving)
        self.fields["moving"].field.setText(fixed)
        self.listed = {"fixed": self.listed["moving"], "moving": self.listed["fixed"]}
        rows = {side: [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
                for side, box in self.series.items()}  # fmt: skip
        chosen = {side: box.currentIndex() for side, box in self.series.items()}
        for side, other in zip(SIDES, reversed(SIDES), strict=True):
            self._fill(side, rows[other], chosen[other])
        self._say_what_to_do()

    def clear(self) -> None:
        """Empty everything."""
        for side in SIDES:
            self.fields[side].field.clear()
            self.listed[side] = None
            self._fill(side, [], -1)
        self._say_what_to_do()

    def _say_what_to_do(self) -> None:
        several = any(box.count() > 1 for box in self.series.values())
        self.hint.setText(
            tr("Choose the volumes, then Preview.")
            if several
            else tr("Drop two files or DICOM folders here. NIfTI, NRRD, MetaImage and DICOM are read.")
        )

    def _fill(self, side: Side, rows: Sequence[tuple[str, Files]], chosen: int) -> None:
        box = self.series[side]
        box.clear()
        for name, files in rows:
            box.addItem(name, files)
        box.setCurrentIndex(chosen)
        self._form.setRowVisible(box, box.count() > 1)


def form_of() -> QFormLayout:
    """An empty form whose fields grow."""
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def fill_page(page: QWidget, form: QFormLayout, below: QWidget) -> None:
    """Lay a form on a page, with something below it."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(form)
    column.addWidget(below)
    column.addStretch(1)
