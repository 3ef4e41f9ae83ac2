"""The right side of Check: which result is looked at, what the gates said, and what the reader decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workstation.core.commands import Command
from workstation.core.errors import Message, UserError
from workstation.core.study import Decision, Gate, Review, TransformRecord
from workstation.core.study_commands import UseTransform
from workstation.ui.error_lights import ErrorLights
from workstation.ui.follow import follow
from workstation.ui.text import moment_text, say, tr
from workstation.ui.theme import DARK, VERDICT_COLOURS
from workstation.ui.verdicts import result_name
from workstation.workbench.deciding import deciding
from workstation.workbench.here import Finding, Here
from workstation.workbench.landmark_coverage import gaps_of
from workstation.workbench.landmarks import marked_apart
from workstation.workbench.workbench import Workbench

DECISIONS: tuple[tuple[Decision, str, str], ...] = (
    ("accepted", "Accept", "The alignment holds: this is the same place in both volumes."),
    ("needs work", "Needs work", "Partly right; register again or correct it."),
    ("rejected", "Reject", "The alignment is wrong."),
)
_FINDING_COLOURS: dict[Finding, str] = {
    "agrees": DARK.good, "elsewhere": DARK.warn, "unclear": DARK.faint, "outside": DARK.faint,
}  # fmt: skip
VERDICT_WORDS = {"PASS": "PASS", "CHECK": "CHECK", "FAIL": "FAIL"}


class CheckPanel(QWidget):
    """Shows the result in use and takes the reader's decision; everything goes through commands."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.results = QComboBox()
        self.results.setToolTip(tr("The registration through which both volumes are linked."))
        self.results.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.results.setMinimumContentsLength(18)
        self.results.activated.connect(self._on_result_chosen)
        self.verdict = QLabel()
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.gates = QLabel()
        self.gates.setWordWrap(True)
        self.gates.setTextFormat(Qt.TextFormat.RichText)
        self.gates.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.gates.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.gates.linkActivated.connect(self._toggle_passed)
        self._shows_passed = False
        self.lights = ErrorLights(workbench)
        self.here = QLabel()
        self.here.setWordWrap(True)
        self.here.setTextFormat(Qt.TextFormat.RichText)
        self.here.setMinimumHeight(self.fontMetrics().height() * 5)  # so that nothing jumps while the crosshair moves
        self.here.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.here.setToolTip(tr("What the image content around the crosshair says, looked at whenever it rests."))
        self.comment = QPlainTextEdit()
        self.comment.setPlaceholderText(tr("Comment (optional)"))
        self.comment.setToolTip(tr("Why you decide so; it is saved with the decision."))
        self.comment.setTabChangesFocus(True)
        self.comment.setMaximumHeight(self.fontMetrics().height() * 4)
        self.decided = QLabel()
        self.decided.setWordWrap(True)
        self.buttons: dict[Decision, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._lay_out()
        follow(self, workbench.case_changed, self.refresh)
        follow(self, workbench.changed, self._on_changed)
        self.refresh()

    def decide(self, decision: Decision) -> None:
        """Decide about the result in use; deciding the same again takes the decision back."""
        opened = self._workbench.open_case
        if opened is None:
            return
        comment = self.comment.toPlainText().strip()
        study = self._workbench.study
        gaps = gaps_of(study.state.protocol, opened) if study is not None else []
        try:
            self._do(deciding(opened.reading, decision, comment, datetime.now().astimezone(), gaps))
        except UserError as error:
            self._workbench.noticed.emit(error)

    def show_here(self, here: Here | None, more: Sequence[Message] = ()) -> None:
        """Say what was found at the crosshair, and what else is known of it; None while nothing is known."""
        if here is None:
            self.here.clear()
            return
        colour = _FINDING_COLOURS[here.finding]
        opened = self._workbench.open_case
        marked = opened and marked_apart(opened, self._workbench.view.landmark_id, here.point_mm)
        said = (*here.sentences, *((marked,) if marked else ()), *more)
        first, *rest = (escape(say(each)) for each in said)
        self.here.setText("".join([f'<p style="margin:0 0 4px 0"><span style="color:{colour}">●</span> {first}</p>',
                                   *(f'<p style="margin:0 0 4px 0">{each}</p>' for each in rest)]))  # fmt: skip

    def refresh(self) -> None:
        """Show the open case as it is."""
        opened = self._workbench.open_case
        self.setEnabled(opened is not None)
        self.results.clear()
        self.results.addItem(tr("No registration (as scanned)"), "")
        if opened is None:
            self.verdict.clear()
            self.gates.setText(tr("Open a case first."))
            return
        reading = opened.reading_as_judged
        for record in reading.transforms.values():
            self.results.addItem(_result_title(record), record.id)
        self.results.setCurrentIndex(max(0, self.results.findData(reading.active_transform)))
        self._show_gates(reading.transforms.get(reading.active_transform))
        self._show_decision(reading.review, opened.history.document.read_only)

    # ---- inside

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(_heading(tr("Result")))
        column.addWidget(self.results)
        column.addWidget(self.verdict)
        scroll = QScrollArea()
        found = QWidget()
        inside = QVBoxLayout(found)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.addWidget(self.lights)
        inside.addWidget(_heading(tr("Checks")))
        inside.addWidget(self.gates)
        inside.addStretch(1)
        scroll.setWidget(found)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column.addWidget(scroll, 1)
        column.addWidget(_heading(tr("At the crosshair")))
        column.addWidget(self.here)
        column.addWidget(_heading(tr("Your decision")))
        column.addWidget(self.comment)
        row = QGridLayout()
        for place, (decision, title, tip) in enumerate(DECISIONS):
            button = QPushButton(tr(title))
            button.setCheckable(True)
            button.setToolTip(tr(tip))
            button.clicked.connect(lambda _=False, d=decision: self.decide(d))
            self.buttons[decision] = button
            row.addWidget(button, 0, place)
        column.addLayout(row)
        column.addWidget(self.decided)

    def _show_gates(self, record: TransformRecord | None) -> None:
        if record is None:
            self.verdict.setText("")
            self.verdict.setStyleSheet("")
            self.gates.setText(tr("The volumes are shown as they were scanned. Run a registration in Register."))
            return
        self.verdict.setText(tr(VERDICT_WORDS[record.verdict]))
        self.verdict.setStyleSheet(f"font-weight: bold; color: {VERDICT_COLOURS[record.verdict]};")
        worst_first = sorted(record.gates, key=lambda gate: ("FAIL", "CHECK", "PASS").index(gate.verdict))
        shown = [gate for gate in worst_first if self._shows_passed or gate.verdict != "PASS"]
        passed = sum(gate.verdict == "PASS" for gate in worst_first)
        lines = [_gate_line(gate) for gate in shown]
        if passed:
            words = tr("Hide the checks that passed") if self._shows_passed else tr("{n} checks passed: show", n=passed)
            lines.append(
                f'<p style="margin:2px 0"><a href="passed" style="color:{DARK.accent}">{escape(words)}</a></p>'
            )
        self.gates.setText("".join(lines))

    def _show_decision(self, review: Review, read_only: bool) -> None:
        for decision, button in self.buttons.items():
            button.setChecked(review.decision == decision)
            button.setEnabled(not read_only)
        if not self.comment.hasFocus():
            self.comment.setPlainText(review.comment)
        self.comment.setReadOnly(read_only)
        if read_only:
            self.decided.setText(tr("This case is open for editing in another window; here it can only be looked at."))
        elif review.decision == "undecided":
            self.decided.setText(tr("Not decided yet."))
        else:
            signed = tr(" By {name}, {moment}.", name=review.by, moment=moment_text(review.at)) if review.by else ""
            self.decided.setText(tr("Decided: {decision}.", decision=tr(review.decision)) + signed)

    def _toggle_passed(self, *_: object) -> None:
        """Show or hide the checks that need no attention."""
        self._shows_passed = not self._shows_passed
        self.refresh()

    def _on_result_chosen(self, index: int) -> None:
        opened = self._workbench.open_case
        chosen = self.results.itemData(index)
        if opened is not None and chosen != opened.reading.active_transform:
            self._do(UseTransform(chosen))

    def _on_changed(self, command: Command) -> None:
        self.refresh()

    def _do(self, command: Command) -> None:
        try:
            self._workbench.do(command)
        except UserError as error:
            self._workbench.noticed.emit(error)
            self.refresh()


def _result_title(record: TransformRecord) -> str:
    return f"{result_name(record)} · {record.seconds:.1f} s · {tr(VERDICT_WORDS[record.verdict])}"


def _gate_line(gate: Gate) -> str:
    colour = VERDICT_COLOURS[gate.verdict]
    return f'<p style="margin:2px 0 6px 0"><span style="color:{colour}">●</span> {escape(say(gate.message))}</p>'


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label
