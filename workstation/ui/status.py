"""The status bar: whether the work is saved, what runs in the background, and what the program is not for."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from workstation.core.errors import NotSaved
from workstation.ui.background import Background
from workstation.ui.icons import icon
from workstation.ui.text import say, tr
from workstation.workbench.workbench import Workbench

TICK_MS = 1000


class SavedLabel(QLabel):
    """Says "Saved 2 s ago", "Saving…" or, in red, "NOT SAVED" and why."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._saved_at: float | None = None
        self._problem: NotSaved | None = None
        self.setToolTip(tr("Every edit is written to disk by itself, a moment after you make it."))
        workbench.saved.connect(self._on_saved, thread="main")
        workbench.save_failed.connect(self._on_failed, thread="main")
        workbench.changed.connect(self._on_changed, thread="main")
        workbench.study_changed.connect(self._on_study, thread="main")
        timer = QTimer(self, interval=TICK_MS)
        timer.timeout.connect(self.refresh)
        timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Say how things stand now."""
        role, text = self._words()
        self.setText(text)
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def _words(self) -> tuple[str, str]:
        histories = [each for each in (self._workbench.history("case"), self._workbench.study) if each is not None]
        if not histories:
            return "muted", ""
        waiting = sum(history.unsaved_count for history in histories)
        if waiting and self._problem is not None:
            return "bad", tr("NOT SAVED: {why}", why=say(self._problem))
        if waiting:
            return "warn", tr("Saving…")
        if histories[0].document.read_only:
            return "warn", tr("Read-only")
        return "muted", tr("Saved") if self._saved_at is None else _ago(time.monotonic() - self._saved_at)

    def _on_saved(self, count: int) -> None:
        self._saved_at, self._problem = time.monotonic(), None
        self.refresh()

    def _on_failed(self, problem: NotSaved) -> None:
        self._problem = problem
        self.refresh()

    def _on_changed(self, command: object) -> None:
        self.refresh()

    def _on_study(self) -> None:
        self._saved_at = self._problem = None
        self.refresh()


class BusyPanel(QWidget):
    """Shows what runs in the background, how far it is, and a way to stop it."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self.label = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        self.cancel_button = QToolButton()
        self.cancel_button.setIcon(icon("close"))
        self.cancel_button.setProperty("flat", True)
        self.cancel_button.clicked.connect(background.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for each in (self.label, self.bar, self.cancel_button):
            row.addWidget(each)
        background.started.connect(self._on_started)
        background.progressed.connect(self._on_progress)
        background.ended.connect(self.hide)
        self.hide()

    def _on_started(self, title: str) -> None:
        self.label.setText(title)
        self.bar.setRange(0, 0)
        can = self._background.can_cancel
        self.cancel_button.setEnabled(can)
        self.cancel_button.setToolTip(tr("Cancel") if can else tr("Reading files cannot be stopped half-way."))
        self.show()

    def _on_progress(self, fraction: float, message: str) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(fraction * 1000))


def _ago(seconds: float) -> str:
    if seconds < 60:
        return tr("Saved {n} s ago", n=round(seconds))
    minutes = seconds / 60
    return tr("Saved {n} min ago", n=round(minutes)) if minutes < 60 else tr("Saved {n} h ago", n=round(minutes / 60))
