"""Taking work out of the program: which cases, in which format, which parts of it, where to; with progress and a result.

Writing goes on in the background. All files appear when the last one is written, or none: cancelling and failing leave
the destination as it was. The formats are those of the command line (`workbench.export_formats`).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import UserError
from workstation.ui import dialogs, work_dialogs
from workstation.ui.background import Background
from workstation.ui.help_pages import HelpWindow
from workstation.ui.text import say, tr
from workstation.ui.verdicts import result_name
from workstation.workbench.case_export import CONTENTS, Content
from workstation.workbench.export_formats import FORMATS, ExportFormat
from workstation.workbench.exporting import Exported, ExportRequest, bundle_file, export
from workstation.workbench.workbench import Workbench

_MOST_NOTES = 4


class ExportDialog(QDialog):
    """Exports from the open study. `exported` carries what was written."""

    exported = Signal(object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert workbench.folder is not None  # the action is disabled otherwise
        assert workbench.study is not None
        self._workbench, self._study = workbench, workbench.folder.path
        self._background = Background(self)
        self._stopping = False
        self._folder: Path | None = None  # what the last export wrote into
        self.setWindowTitle(tr("Export from {study}", study=workbench.study.state.title))
        self._make_parts()
        self._assemble()
        self._connect()
        self.resize(self.fontMetrics().averageCharWidth() * 92, self.sizeHint().height())
        self._refresh()

    @property
    def is_busy(self) -> bool:
        """Whether files are being written."""
        return self._background.is_busy

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 tells what the formats are."""
        if event.key() == Qt.Key.Key_F1:
            HelpWindow.show_page(self, "files")
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Stop what is being written, else leave."""
        if self._background.is_busy:
            self._stopping = True
            self._background.cancel()
            self.close_button.setEnabled(False)
            self.told.setText(tr("Stopping after this file; nothing will be left of it…"))
        else:
            super().reject()

    def request(self) -> ExportRequest:
        """What the form asks for."""
        wanted = {content for content, box in self.parts.items() if box.isVisibleTo(self) and box.isChecked()}
        case_id = self.cases.currentData()
        return ExportRequest(
            self._study, self.format.currentData(), Path(self.out.text().strip()), (case_id,) if case_id else (),
            self._workbench.reader, self.result_box.currentData() if case_id else "",
            self.spacing.value() if self.grid.currentData() else 0.0, self.task.text().strip(), frozenset(wanted),
        )  # fmt: skip

    # ---- putting together

    def _make_parts(self) -> None:
        self.cases = QComboBox()
        self._fill_cases()
        self.format = QComboBox()
        for name, row in FORMATS.items():
            self.format.addItem(tr(row.title), name)
        self.summary, self.told = QLabel(), QLabel()
        self.summary.setProperty("role", "muted")
        for label in (self.summary, self.told):
            label.setWordWrap(True)
        self.parts = {content: QCheckBox(words) for content, words in _content_words().items()}
        for box in self.parts.values():
            box.setChecked(True)
        self.result_box = QComboBox()
        self._fill_results()
        self.grid = QComboBox()
        self.grid.addItem(tr("of the fixed scan"), False)
        self.grid.addItem(tr("over the fixed scan, with equal spacing"), True)
        self.grid.setToolTip(tr("Grey values are interpolated; labels take the nearest voxel, always."))
        self.spacing = QDoubleSpinBox()
        self.spacing.setRange(0.05, 20.0)
        self.spacing.setSingleStep(0.1)
        self.spacing.setValue(1.0)
        self.spacing.setSuffix(tr(" mm"))
        self.spacing.setAccessibleName(tr("Spacing in mm"))
        self.task = QLineEdit("Breast")
        self.task.setToolTip(tr("Name of the data set: letters and digits. Its files begin with it."))
        self.out = QLineEdit()
        self.out.setAccessibleName(tr("Destination"))
        self.browse_button = QPushButton(tr("Choose…"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.close_button, self.show_button = QPushButton(tr("Close")), QPushButton(tr("Show files"))
        self.export_button = QPushButton(tr("Export"))
        self.export_button.setProperty("primary", True)
        self.export_button.setDefault(True)
        self.show_button.hide()
        for button in (self.browse_button, self.close_button, self.show_button):
            button.setAutoDefault(False)  # Enter exports, wherever the focus is

    def _fill_cases(self) -> None:
        assert self._workbench.study is not None
        entries = self._workbench.study.state.cases
        opened = self._workbench.open_case
        if opened is not None and opened.id in entries:
            self.cases.addItem(tr("This case: {case}", case=opened.case.title or opened.id), opened.id)
        self.cases.addItem(tr("All {n} cases of the study", n=len(entries)), "")
        for entry in entries.values():
            if opened is None or entry.id != opened.id:
                self.cases.addItem(entry.title or entry.id, entry.id)

    def _fill_results(self) -> None:
        opened = self._workbench.open_case
        self.result_box.addItem(tr("the result in use"), "")
        for record in opened.reading.transforms.values() if opened is not None else ():
            self.result_box.addItem(result_name(record), record.id)

    def _assemble(self) -> None:
        grid = QHBoxLayout()
        grid.addWidget(self.grid, 1)
        grid.addWidget(self.spacing)
        self._grid_row = _holding(grid)
        where = QHBoxLayout()
        where.addWidget(self.out, 1)
        where.addWidget(self.browse_button)
        parts = QHBoxLayout()
        parts.setSpacing(18)
        for box in self.parts.values():
            parts.addWidget(box)
        parts.addStretch(1)
        self._parts_row = _holding(parts)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setVerticalSpacing(10)
        for words, widget in ((tr("Cases"), self.cases), (tr("Format"), self.format), ("", self.summary),
                              (tr("Parts"), self._parts_row), (tr("Registration"), self.result_box),
                              (tr("Grid of the warped scan"), self._grid_row), (tr("Name of the data set"), self.task),
                              (tr("Destination"), _holding(where))):  # fmt: skip
            self._form.addRow(words, widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(1)
        for button in (self.show_button, self.close_button, self.export_button):
            button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(self._form)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for box in (self.cases, self.format, self.grid):
            box.currentIndexChanged.connect(self._on_form_changed)
        for part in self.parts.values():
            part.toggled.connect(self._on_form_changed)
        self.out.textChanged.connect(self._on_form_changed)
        self.task.textChanged.connect(self._on_form_changed)
        self.browse_button.clicked.connect(self._choose_place)
        self.export_button.clicked.connect(self._export)
        self.close_button.clicked.connect(self.reject)
        self.show_button.clicked.connect(self._show_files)
        self._background.progressed.connect(self._on_progress)
        self._background.ended.connect(self._on_ended)

    # ---- the form

    def _on_form_changed(self) -> None:
        self.show_button.hide()  # what was told about the last export gives way
        self._refresh()

    def _row(self) -> ExportFormat:
        return FORMATS[self.format.currentData()]

    def _refresh(self) -> None:
        row, name, busy = self._row(), self.format.currentData(), self._background.is_busy
        self.summary.setText(tr(row.summary))
        for content, box in self.parts.items():
            box.setVisible(content in row.contents)
        warps = "warped" in row.contents and self.parts["warped"].isChecked()
        opened = self._workbench.open_case
        is_open_case = opened is not None and self.cases.currentData() == opened.id
        self._form.setRowVisible(self._parts_row, len(row.contents) > 1)
        self._form.setRowVisible(self.result_box, name != "bundle" and is_open_case)
        self._form.setRowVisible(self._grid_row, warps)
        self._form.setRowVisible(self.task, name == "learn2reg")
        self.spacing.setEnabled(bool(self.grid.currentData()))
        why = self._why_not()
        self.export_button.setEnabled(not why and not busy)
        self.export_button.setToolTip(why or tr("All files are written, or none. Key: Enter"))
        for row_number in range(self._form.rowCount()):
            item = self._form.itemAt(row_number, QFormLayout.ItemRole.FieldRole)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setEnabled(not busy)
        self.spacing.setEnabled(not busy and bool(self.grid.currentData()))
        self.bar.setVisible(busy)
        self.close_button.setText(tr("Cancel") if busy else tr("Close"))
        if not busy:
            self._warn_of_others()

    def _why_not(self) -> str:
        row = self._row()
        if not self.out.text().strip():
            return tr("Choose a destination first.")
        if len(row.contents) > 1 and not any(self.parts[content].isChecked() for content in row.contents):
            return tr("Choose at least one part.")
        if self.format.currentData() == "learn2reg" and not (
            self.task.text().isidentifier() and self.task.text().isascii()
        ):
            return tr("The name of a data set consists of letters and digits.")
        if self.format.currentData() == "bundle" and bundle_file(self.request()).exists():
            return tr("{name} exists; a bundle is never written twice. Choose another name.",
                      name=bundle_file(self.request()).name)  # fmt: skip
        return ""

    def _warn_of_others(self) -> None:
        """Say what is there already, unless the result of an export is being told."""
        if self.show_button.isVisibleTo(self):
            return
        text = self.out.text().strip()
        folder = Path(text) if text else None
        is_full = folder is not None and folder.is_dir() and any(folder.iterdir())
        if is_full and self.format.currentData() != "bundle":
            self._tell("warn", tr("The folder is not empty; files of the same names will be replaced."))
        else:
            why = self._why_not() if text else ""
            self._tell("warn", why)

    def _choose_place(self) -> None:
        if self.format.currentData() == "bundle":
            path = work_dialogs.choose_new_bundle(self, self._study.name)
        else:
            path = dialogs.choose_folder(self, tr("Folder for the files"))
        if path is not None:
            self.out.setText(str(path))

    # ---- exporting

    def _export(self) -> None:
        request = self.request()
        try:
            for history in (self._workbench.history("case"), self._workbench.study):
                if history is not None:
                    history.flush()
        except UserError as error:
            self._tell("bad", say(error))
            return
        self._stopping = False
        self.show_button.hide()
        self._tell("", tr("Writing…"))
        self.bar.setRange(0, 0)
        self._background.start(
            self.windowTitle(), lambda: export(request, self._background.report), self._on_done, self._on_failed,
            can_cancel=True,
        )  # fmt: skip
        self._refresh()

    def _on_done(self, made: Exported) -> None:
        self._folder = made.files[0].parent if len(made.files) == 1 else self.request().out
        lines = [tr("{n} files written to {folder}.", n=len(made.files), folder=self._folder)]
        lines += [say(note) for note in made.notes[:_MOST_NOTES]]
        self.show_button.show()
        self._tell("warn" if made.notes else "good", "\n".join(lines))
        self._refresh()
        self.show_button.setFocus()
        self.exported.emit(made)

    def _on_failed(self, error: UserError) -> None:
        self._tell("bad", say(error))

    def _on_progress(self, fraction: float, message: str) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * fraction))
        if not self._stopping:
            self._tell("", tr("Writing {file}…", file=message))

    def _on_ended(self) -> None:
        self.close_button.setEnabled(True)
        self._refresh()
        if self._stopping:
            self._tell("warn", tr("Cancelled; nothing was written."))

    def _show_files(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _tell(self, role: str, words: str) -> None:
        self.told.setText(words)
        if self.told.property("role") != role:
            self.told.setProperty("role", role)
            self.told.style().unpolish(self.told)
            self.told.style().polish(self.told)


def _content_words() -> dict[Content, str]:
    words = (tr("Scans"), tr("Labels"), tr("Landmarks"), tr("Registration"), tr("Warped scan"))
    return dict(zip(CONTENTS, words, strict=True))


def _holding(layout: QHBoxLayout) -> QWidget:
    widget = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    widget.setLayout(layout)
    return widget
