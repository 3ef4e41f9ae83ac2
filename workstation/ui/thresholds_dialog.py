"""The thresholds of a study in one form: what verdicts are held to, who recommends or set each, and another value for it.

Keeping a change is one edit of the study, signed by the reader; Undo in Cases takes it back. Results that are there
already are graded anew at once.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import InvalidInput, Message
from workstation.core.study_commands import SetTolerance
from workstation.core.tolerance import LIMITS, Limit, Tolerance
from workstation.ui.help_pages import HelpWindow
from workstation.ui.text import say, tr
from workstation.workbench.workbench import Workbench

HELP = "thresholds"
_DECIMALS = {"mm": 2, "%": 3, "": 3}
_STEPS = {"mm": 0.1, "%": 1.0, "": 0.05}
_TITLE, _FIELD, _RESET, _SOURCE = range(4)  # columns


class CalmSpinBox(QDoubleSpinBox):
    """A number that the wheel changes only while it has the focus, so that scrolling the form changes nothing."""

    def textFromValue(self, value: float) -> str:
        """The number without zeros that say nothing."""
        text, point = super().textFromValue(value), self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ThresholdsDialog(QDialog):
    """Edits the thresholds of the open study. `told` carries what came of it."""

    told = Signal(object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert workbench.study is not None  # the action is disabled otherwise
        self._workbench, self._before = workbench, workbench.study.state.protocol.tolerance
        self._read_only = workbench.study.document.read_only
        self.setWindowTitle(tr("Thresholds of {study}", study=workbench.study.state.title))
        self.fields: dict[str, QDoubleSpinBox] = {}
        self.resets: dict[str, QPushButton] = {}
        self.sources: dict[str, QLabel] = {}
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "bad")
        self._lay_out()
        self._refresh()
        wide, high = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(wide * 118, min(high * 44, self.sizeHint().height() + high * 26))

    def values(self) -> dict[str, float]:
        """What the form says; a field that still shows a threshold as it was gives exactly that one."""
        found = {}
        for name, field in self.fields.items():
            limit, before = LIMITS[name], self._before.value(name)
            is_same = abs(field.value() - limit.shown(before)) < 10 ** -field.decimals() / 2
            found[name] = before if is_same else limit.kept(field.value())
        return found

    def accept(self) -> None:
        """Keep the changes as one edit of the study."""
        changed = self._changed()
        if changed is None:
            return
        if changed != self._before:
            self._workbench.do(SetTolerance(changed), "study")
            self.told.emit(Message("Verdicts are held to the changed thresholds now; Undo in Cases takes them back."))
        super().accept()

    def set_defaults(self) -> None:
        """Show the default of every threshold."""
        for name in self.fields:
            self._reset(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 tells what the thresholds are for."""
        if event.key() == Qt.Key.Key_F1:
            HelpWindow.show_page(self, HELP)
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _lay_out(self) -> None:
        about = QLabel(tr("Checks, lights, figures and reports of this study are held to these. What you change is signed "
                          "with your name and named wherever its verdict is shown."))  # fmt: skip
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._rows())
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.Help | QDialogButtonBox.StandardButton.RestoreDefaults
        )  # fmt: skip
        self.defaults = self.buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        for button, words in ((self.defaults, tr("All defaults")), (self.ok, tr("Keep")),
                              (self.buttons.button(QDialogButtonBox.StandardButton.Cancel), tr("Cancel")),
                              (self.buttons.button(QDialogButtonBox.StandardButton.Help), tr("Help"))):  # fmt: skip
            button.setText(words)
        self.defaults.clicked.connect(self.set_defaults)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.helpRequested.connect(lambda: HelpWindow.show_page(self, HELP))
        column = QVBoxLayout(self)
        for each in (about, scroll, self.problem, self.buttons):
            column.addWidget(each, 1 if each is scroll else 0)

    def _rows(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 10, 0)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(_SOURCE, 1)
        row, group = 0, ""
        for limit in LIMITS.values():
            if limit.group != group:
                group = limit.group
                heading = QLabel(tr(group))
                heading.setProperty("role", "heading")
                grid.addWidget(heading, row, 0, 1, 4)
                row += 1
            self._add_row(grid, row, limit)
            row += 1
        grid.setRowStretch(row, 1)
        return inside

    def _add_row(self, grid: QGridLayout, row: int, limit: Limit) -> None:
        title, source = QLabel(tr(limit.title)), QLabel()
        source.setWordWrap(True)
        source.setProperty("role", "muted")
        field = CalmSpinBox(decimals=_DECIMALS[limit.unit])
        field.setRange(limit.shown(limit.lowest), limit.shown(limit.highest))
        field.setSingleStep(_STEPS[limit.unit])
        field.setSuffix(f" {limit.unit}" if limit.unit else "")
        field.setValue(limit.shown(self._before.value(limit.name)))
        field.setKeyboardTracking(True)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.setReadOnly(self._read_only)
        field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
        for each in (title, field):
            each.setToolTip(tr(limit.hint))
        title.setBuddy(field)
        reset = QPushButton(tr("Default: {value}", value=limit.text(limit.default)))
        reset.setProperty("flat", True)
        reset.setAutoDefault(False)
        reset.clicked.connect(lambda *_, name=limit.name: self._reset(name))
        field.valueChanged.connect(self._refresh)
        for column, widget in ((_TITLE, title), (_FIELD, field), (_RESET, reset), (_SOURCE, source)):
            grid.addWidget(widget, row, column)
        self.fields[limit.name], self.resets[limit.name], self.sources[limit.name] = field, reset, source

    def _reset(self, name: str) -> None:
        limit = LIMITS[name]
        self.fields[name].setValue(limit.shown(limit.default))

    def _changed(self) -> Tolerance | None:
        """The thresholds that the form says; None, and why not under the form, if they make no sense."""
        self.problem.clear()
        try:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            return self._before.changed(self.values(), self._workbench.reader, now)
        except InvalidInput as error:
            self.problem.setText(say(error))
            return None

    def _refresh(self, *_: object) -> None:
        """Say where each value comes from, and whether all can be kept."""
        changed, values = self._changed(), self.values()
        for name, label in self.sources.items():
            label.setText(self._source_text(name, values[name]))
            is_default = values[name] == LIMITS[name].default
            self.resets[name].setEnabled(not (is_default or self._read_only))
            self.resets[name].setToolTip(
                tr("This is the default already.") if is_default else tr("Back to the default.")
            )
        why = tr("The study is open for editing in another window.") if self._read_only else self.problem.text()
        self.ok.setEnabled(changed is not None and not self._read_only)
        self.defaults.setEnabled(not self._read_only)
        self.ok.setToolTip(why)
        if self._read_only:
            self.problem.setText(why)
        self.problem.setVisible(bool(self.problem.text()))

    def _source_text(self, name: str, value: float) -> str:
        limit = LIMITS[name]
        if value == self._before.value(name):
            who = say(self._before.who(name))
            return who if value == limit.default else tr("{who}; the default is that of {source}", who=who,
                                                          source=tr(limit.source))  # fmt: skip
        if value == limit.default:
            return tr(limit.source)
        return tr("will be signed by {name}", name=self._workbench.reader)
