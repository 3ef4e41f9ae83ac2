"""Below the landmark table: what comes next, what is suggested, how much is covered, and what waits to be put again."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from workstation.core.commands import Command
from workstation.storage.study_folder import now
from workstation.ui.behind import BackgroundWork
from workstation.ui.delivery import post
from workstation.ui.follow import follow
from workstation.ui.landmark_help import LandmarkHelp
from workstation.ui.strip import ActionStrip
from workstation.ui.text import say, tr
from workstation.workbench.landmark_coverage import COVERED_MM, Coverage, coverage_work, next_of
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmark_mending import mending
from workstation.workbench.landmark_trust import due_repeats
from workstation.workbench.open_case import OpenCase
from workstation.workbench.touches import touches
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench

MEASURE_MS = 120  # after the last edit
WAITING = "{n} suggested points wait; U goes through them."
_BUTTONS = (
    "landmark.suggest", "landmark.next_unsure", "landmark.accept_proposed", "landmark.refine", "landmark.witnesses",
    "landmark.heat", "landmark.distance", "landmark.report",
)  # fmt: skip


class LandmarkFoot(QWidget):
    """Two lines of text, a coverage bar, and the buttons of the landmark workbench."""

    def __init__(self, workbench: Workbench, strip: ActionStrip, assist: LandmarkHelp) -> None:
        super().__init__()
        self._workbench, self._strip, self._help = workbench, strip, assist
        self.hint, self.left = QLabel(), QLabel()
        self._chosen = ""
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(tr("Coverage by landmarks"))
        self.hint.setWordWrap(True)
        self._work = BackgroundWork("landmark coverage", self)
        self._round = 0  # of measuring: only the last one counts
        self._timer = QTimer(self, interval=MEASURE_MS, singleShot=True)
        self._timer.timeout.connect(self._measure)
        self._lay_out()
        assist.changed.connect(self._show)
        assist.queue.progressed.connect(self._show_progress)
        follow(self, workbench.changed, self._on_changed)
        follow(self, workbench.case_changed, self._on_case_changed)
        follow(self, workbench.view_changed, self._on_view_changed)
        self._on_case_changed()

    def shut_down(self) -> None:
        """End the thread that measures the coverage."""
        self._timer.stop()
        self._round += 1
        self._work.shut_down()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        for action_id in _BUTTONS:
            switch = action_id in ("landmark.witnesses", "landmark.heat", "landmark.distance")
            row.addWidget(self._strip.button(action_id, checkable=switch))
        row.addStretch(1)
        state = QHBoxLayout()  # what waits stands beside the bar: beside the buttons it is cut off in a narrow panel
        state.setSpacing(8)
        state.addWidget(self.bar, 1)
        state.addWidget(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 4)
        layout.setSpacing(2)
        layout.addWidget(self.hint)
        layout.addLayout(state)
        layout.addLayout(row)

    def _on_case_changed(self) -> None:
        self._timer.start()
        self._show()

    def _on_changed(self, command: Command) -> None:
        if "landmarks" in touches(command):
            self._timer.start()
            self._show()

    def _show(self) -> None:
        """What comes next: a repeat, a suggestion, a landmark of the protocol."""
        opened = self._workbench.open_case
        self.setVisible(opened is not None)
        if opened is None:
            return
        self.hint.setText(self._next_words())
        self.hint.setVisible(bool(self.hint.text()))
        suggestions = self._help.queue.suggestions
        queue = suggestions.queue if suggestions is not None else ()
        doubts = self._help.findings.doubts
        words = []
        if queue:
            words.append(tr("{n} left", n=len(queue)))
        if doubts:
            words.append(tr("{n} doubted", n=len(doubts)))
        self.left.setText(" · ".join(words))
        self._strip.refresh()
        if not self._help.queue.busy:
            self._timer.start()

    def _next_words(self) -> str:
        opened = self._workbench.open_case
        assert opened is not None
        if self._help.queue.busy:
            return tr("{what}… Ctrl+G stops it.", what=self._help.queue.busy)
        if guide_of(opened).repeat is not None:
            return tr("Once more, blind: click the place in the volume that shows no mark.")
        current = self._help.queue.current
        if current is not None:
            words = tr("All agree") if current.is_proposed else tr("Please decide")
            return tr(
                "{words}: Enter accepts, a click in the moving volume corrects, Del refuses, U goes on.", words=words
            )
        doubt = self._doubt()
        if doubt:
            return doubt
        due = due_repeats(opened.reading.landmarks, now())
        if due:
            return tr("{n} marks wait to be put again (Shift+R).", n=len(due))
        study = self._workbench.study
        found = next_of(study.state.protocol, opened.reading.landmarks) if study is not None else None
        if found is None:
            waiting = self._help.queue.suggestions
            return tr(WAITING, n=len(waiting.queue)) if waiting is not None and waiting.queue else ""
        number, count, name, hint = found
        words = tr("Next: {name}, {n} of {all}", name=tr(name), n=number, all=count)
        return f"{words} – {tr(hint)}" if hint else words

    def _doubt(self) -> str:
        """Why the chosen landmark is doubted, "" if it is not."""
        opened, chosen = self._workbench.open_case, self._workbench.view.landmark_id
        assert opened is not None
        doubts = self._help.findings.doubts
        if chosen not in doubts or chosen not in opened.reading.landmarks:
            return ""
        words = f"⚠ {tr(opened.reading.landmarks[chosen].name)}: {say(doubts[chosen].reason)}"
        change = mending(opened, doubts, chosen)
        return words if change is None else f"{words} – {tr('Shift+I: {what}', what=tr(change.template))}"

    def _on_view_changed(self, view: ViewState) -> None:
        if view.landmark_id != self._chosen:
            self._chosen = view.landmark_id
            self._show()

    def _show_progress(self, share: float, text: str) -> None:
        if self._help.queue.busy:
            self.bar.setFormat(f"{tr(text)} %p %")
            self.bar.setValue(round(100 * share))

    def _measure(self) -> None:
        opened = self._workbench.open_case
        if opened is None or self._help.queue.busy:
            return
        self._round += 1
        measure, number = coverage_work(opened), self._round

        def work() -> None:
            if number == self._round:
                found = measure()
                post(self._show_coverage, opened, number, found)

        self._work.submit(work)

    def _show_coverage(self, opened: OpenCase, number: int, found: Coverage) -> None:
        if number != self._round or opened is not self._workbench.open_case or self._help.queue.busy:
            return
        self.bar.setValue(round(100 * found.share))
        self.bar.setFormat(tr("{n} pairs · %p %", n=found.count))
        self.bar.setToolTip(
            tr("Share of the overlap within {mm} mm of a landmark; the widest gap is {gap} mm (Shift+U goes there).",
               mm=round(COVERED_MM), gap=round(found.gap_mm))
        )  # fmt: skip
