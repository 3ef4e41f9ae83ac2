"""How far the predicted error can be believed: the reliability curve, on what it was measured, and this case's points."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workstation.core.errors import UserError
from workstation.storage.atomic import write_bytes
from workstation.ui import dialogs
from workstation.ui.help_pages import HelpWindow
from workstation.ui.reliability_plot import ReliabilityPlot, picture
from workstation.ui.slice_pixels import png_bytes
from workstation.ui.text import say, tr
from workstation.workbench.reliability import ReliabilityReport

HELP = "reliability"
PICTURE = (640, 520)


class ReliabilityDialog(QDialog):
    """Shows the figure with its words; saves it as PNG and copies its numbers."""

    def __init__(self, report: ReliabilityReport, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self.setWindowTitle(tr("Can the predicted error be believed? {result}", result=title))
        self.plot = ReliabilityPlot(report)
        self.words = QLabel("".join(f'<p style="margin:3px 0">{escape(say(each))}</p>' for each in report.sentences()))
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save_button = QPushButton(tr("Save as PNG…"))
        self.copy_button = QPushButton(tr("Copy numbers"))
        self.copy_button.setToolTip(tr("Put all numbers of the figure on the clipboard, for a spreadsheet."))
        self.close_button = QPushButton(tr("Close"))
        self.save_button.clicked.connect(self._ask_and_save)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        for button in (self.save_button, self.copy_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.plot, 1)
        column.addWidget(self.words)
        column.addLayout(row)
        wide, high = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(wide * 100, high * 44)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 explains how to read it."""
        if event.key() == Qt.Key.Key_F1:
            HelpWindow.show_page(self, HELP)
        else:
            super().keyPressEvent(event)

    def numbers(self) -> str:
        """Everything that the figure shows, one line a point, separated by tabs."""
        lines = ["\t".join(("series", "name", "predicted mm", "true or measured mm", "95 % below mm"))]
        for curve in self.report.curves:
            for part in zip(curve.predicted_mm, curve.true_mm, curve.true_p95_mm, strict=True):
                lines.append("\t".join((curve.title, "", *(f"{mm:.3f}" for mm in part))))
        points = self.report.points
        if points is not None:
            for name, *mms in zip(
                points.names, points.predicted_mm, points.measured_mm, points.bound_mm, strict=True
            ):  # fmt: skip
                lines.append("\t".join(("this case", name, *(f"{float(mm):.3f}" for mm in mms))))
        return "\n".join(lines)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.numbers())
        self.copy_button.setText(tr("Copied"))

    def _ask_and_save(self) -> None:
        path = dialogs.choose_file_to_write(self, tr("Save a figure"), "reliability.png", tr("Figures (*.png)"))
        if path is None:
            return
        try:
            write_bytes(path, png_bytes(picture(self.report, *PICTURE, scale=3.0)))
        except UserError as error:
            self.words.setText(escape(say(error)))
