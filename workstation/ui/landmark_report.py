"""How good the landmarks of a case are, on one page: coverage, doubts, rings, the reader's own error, anchoring."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from workstation.core.study_commands import SetProtocol
from workstation.imaging.landmarks.consistency import Findings
from workstation.ui.landmark_plots import RingPlot, ring_errors
from workstation.ui.text import say, tr
from workstation.workbench.landmark_coverage import COVERED_MM, coverage_of, missing
from workstation.workbench.landmark_judging import Judgement
from workstation.workbench.landmark_reliability import reliability
from workstation.workbench.landmark_trust import anchoring, error_floor_mm, localisation_errors
from workstation.workbench.open_case import OpenCase
from workstation.workbench.workbench import Workbench


class LandmarkReport(QDialog):
    """The page; it is written when it opens."""

    def __init__(
        self,
        workbench: Workbench,
        opened: OpenCase,
        judgement: Judgement | None,
        findings: Findings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("How good are my landmarks?"))
        self.text = QLabel(report_text(workbench, opened, judgement, findings))
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setWordWrap(True)
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)
        self.text.setMinimumHeight(self.text.heightForWidth(self.text.minimumWidth()))
        self._workbench, self._opened = workbench, opened
        self.quota = _count_box(300, tr("pairs"))
        self.hidden = _count_box(50, "%")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        self.plot = RingPlot(ring_errors(opened, judgement))
        layout.addWidget(self.plot)
        layout.addLayout(self._protocol_form())
        layout.addWidget(buttons)

    def _protocol_form(self) -> QFormLayout:
        """What the study asks for; a change is an edit of the study, which Undo in Cases takes back."""
        form, study = QFormLayout(), self._workbench.study
        form.addRow(tr("Pairs that a case needs (0: any number)"), self.quota)
        form.addRow(tr("Share of rings that stay hidden until a mark is put"), self.hidden)
        if study is not None:
            self.quota.setValue(study.state.protocol.quota)
            self.hidden.setValue(round(100 * study.state.protocol.hide_share))
        is_open = study is not None and not study.document.read_only
        for box in (self.quota, self.hidden):
            box.setEnabled(is_open)
            box.setToolTip("" if is_open else tr("The study is open for editing in another window."))
            box.editingFinished.connect(self._keep)
        return form

    def _keep(self) -> None:
        """Make a changed value an edit of the study."""
        study = self._workbench.study
        if study is None:
            return
        before = study.state.protocol
        after = replace(before, quota=self.quota.value(), hide_share=self.hidden.value() / 100)
        if after != before:
            self._workbench.do(SetProtocol(after), "study")
            self._opened.hide_share = after.hide_share


def _count_box(most: int, unit: str) -> QSpinBox:
    box = QSpinBox(maximum=most)
    box.setSuffix(f" {unit}")
    return box


def report_text(
    workbench: Workbench, opened: OpenCase, judgement: Judgement | None, findings: Findings | None = None
) -> str:
    """The page as rich text."""
    parts = [
        (tr("Coverage"), _coverage(workbench, opened)),
        (tr("Doubts"), _doubts(opened, findings or Findings())),
        (tr("Rings: what they claim to hold, and what they held"), _rings(opened, judgement)),
        (tr("Your own error"), _own_error(opened)),
        (tr("Do predictions sway you?"), _anchoring(opened)),
        (tr("Roles"), _roles(opened)),
    ]
    return "".join(f"<h4>{title}</h4><p>{'<br>'.join(lines)}</p>" for title, lines in parts)


def _coverage(workbench: Workbench, opened: OpenCase) -> list[str]:
    marks, found = opened.reading.landmarks, coverage_of(opened)
    lines = [
        tr("{count} pairs; {share} % of the overlap lies within {mm} mm of one; the widest gap is {gap} mm (Shift+U).",
           count=found.count, share=round(100 * found.share), mm=round(COVERED_MM), gap=round(found.gap_mm)),
        ", ".join(f"{tr(zone)}: {count}" for zone, count in found.zones.items()),
    ]  # fmt: skip
    if workbench.study is not None:
        lines += [say(gap) for gap in missing(workbench.study.state.protocol, marks, found)]
    return lines


def _doubts(opened: OpenCase, findings: Findings) -> list[str]:
    doubts = findings.doubts
    marks = opened.reading.landmarks
    lines = [f"<b>{tr(marks[id].name)}</b>: {say(doubt.reason)}" for id, doubt in doubts.items() if id in marks]
    return lines or [tr("No pair is doubted.")]


def _rings(opened: OpenCase, judgement: Judgement | None) -> list[str]:
    lines = []
    for words, errors in ring_errors(opened, judgement):
        parts = [
            tr("{want} %: {seen} %", want=round(100 * each.stated), seen=round(100 * each.seen))
            for each in reliability(errors) if each.stated in (0.5, 0.8, 0.9, 0.95)
        ]  # fmt: skip
        if parts:
            lines.append(tr("{which} (n = {n}): {parts}", which=words, n=len(errors), parts=", ".join(parts)))
    return lines or [tr("Not known yet: it takes some pairs that were placed by eye.")]


def _own_error(opened: OpenCase) -> list[str]:
    repeats = list(opened.reading.landmarks.repeats.values())
    found = localisation_errors(repeats)
    if not found:
        return [tr("Not measured yet: it takes marks that were put twice (Shift+R).")]
    lines = [
        tr("{who}{kind}: {x} / {y} / {z} mm per axis x / y / z (n = {n})", who=each.reader,
           kind=f", {each.kind}" if each.kind else "", n=each.count,
           x=f"{each.per_axis_mm[0]:.2f}", y=f"{each.per_axis_mm[1]:.2f}", z=f"{each.per_axis_mm[2]:.2f}")
        for each in found
    ]  # fmt: skip
    floor = error_floor_mm(repeats)
    if floor is not None:
        lines.append(tr("No registration can be shown to be better than {mm} mm with these marks.", mm=f"{floor:.1f}"))
    return lines


def _anchoring(opened: OpenCase) -> list[str]:
    found = anchoring(opened.reading.landmarks)
    if found is None:
        return [tr("Not known yet: it takes marks put with the prediction in sight, and others with it hidden.")]
    return [
        tr("Median distance from the prediction: {shown} mm when it was seen (n = {n}), {hidden} mm when it was hidden "
           "(n = {m}).", shown=f"{found.shown_mm:.2f}", n=found.shown, hidden=f"{found.hidden_mm:.2f}", m=found.hidden)
    ]  # fmt: skip


def _roles(opened: OpenCase) -> list[str]:
    marks = opened.reading.landmarks
    count = {role: sum(row.role == role for row in marks) for role in ("open", "drive", "held out")}
    sealed = sum(marks.is_sealed(row.id) for row in marks)
    return [tr("{open} open, {drive} drive, {held} held out; {sealed} drawn by lot and sealed.",
               open=count["open"], drive=count["drive"], held=count["held out"], sealed=sealed)]  # fmt: skip
