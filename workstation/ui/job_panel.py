"""A running job: how far it is, how long it will take, how it converges, and a way to stop it."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workstation.ui import theme
from workstation.ui.icons import icon
from workstation.ui.text import say, tr
from workstation.ui.verdicts import verdict_word
from workstation.workbench.jobs import Job, JobState, Progress

STEPS = 1000
CURVE_COLOURS = (theme.DARK.accent, theme.DARK.warn, "#b58fe0", theme.DARK.good)
SHOWN_HEIGHT = (-0.05, 1.6)  # curves go from 0 to 1; their names stand above them


class JobPanel(QFrame):
    """Follows one job at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._job: Job | None = None
        self._points: dict[str, tuple[list[float], list[float]]] = {}
        self._lines: dict[str, pg.PlotDataItem] = {}
        self.title = QLabel(tr("No registration is running."))
        self.title.setProperty("role", "heading")
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.left = QLabel()
        self.left.setProperty("role", "muted")
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.cancel_button = QPushButton(icon("cancel"), tr("Cancel"))
        self.cancel_button.clicked.connect(self._cancel)
        self.details_button = QPushButton(tr("Copy details"))
        self.details_button.setProperty("flat", True)
        self.details_button.clicked.connect(self._copy_details)
        self.plot = pg.PlotWidget()
        self._lay_out()
        self._dress_plot()
        self._refresh()

    def watch(self, job: Job) -> None:
        """Follow another job from now on."""
        if self._job is not None:
            self._job.progressed.disconnect(self._on_progress, missing_ok=True)
            self._job.ended.disconnect(self._on_ended, missing_ok=True)
        self._job = job
        self._points.clear()
        self._lines.clear()
        self.plot.clear()
        self.plot.hide()
        self.bar.setValue(0)
        job.progressed.connect(self._on_progress, thread="main")
        job.ended.connect(self._on_ended, thread="main")
        self._on_progress(job.last_progress)

    @property
    def job(self) -> Job | None:
        """The job that is followed, the last one if none runs."""
        return self._job

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.left)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        below = QHBoxLayout()
        below.addWidget(self.message, 1)
        below.addWidget(self.details_button)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(self.plot, 1)

    def _dress_plot(self) -> None:
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.setMinimumHeight(self.fontMetrics().height() * 7)
        self.plot.showGrid(x=False, y=True, alpha=0.15)
        for side in ("bottom", "left"):
            self.plot.getPlotItem().getAxis(side).setStyle(showValues=False, tickLength=0)
        self.plot.setYRange(*SHOWN_HEIGHT, padding=0)
        self.plot.getPlotItem().addLegend(offset=(-8, 2), colCount=len(CURVE_COLOURS), labelTextColor=theme.DARK.muted)
        self.plot.setToolTip(tr("What the method tries to improve, from start to end"))
        self.plot.hide()

    def _on_progress(self, progress: Progress) -> None:
        self.bar.setValue(round(progress.fraction * STEPS))
        self.bar.setFormat(f"{progress.fraction:.0%}")
        self.left.setText("" if progress.seconds_left is None else time_left(progress.seconds_left))
        for name, value in progress.curves.items():
            self._add_point(name, progress.fraction, value)
        self._refresh()

    def _on_ended(self, job: Job) -> None:
        if job.state is JobState.DONE:
            self.bar.setValue(STEPS)
            self.bar.setFormat("100%")
        self._refresh()

    def _add_point(self, name: str, fraction: float, value: float) -> None:
        if not math.isfinite(value):
            return
        if name not in self._lines:
            pen = pg.mkPen(CURVE_COLOURS[len(self._lines) % len(CURVE_COLOURS)], width=2)
            self._points[name] = ([], [])
            self._lines[name] = self.plot.plot([], [], pen=pen, name=name)
            self.plot.show()
        xs, ys = self._points[name]
        xs.append(fraction)
        ys.append(value)
        low, high = min(ys), max(ys)
        scale = high - low or 1.0  # each curve has its own unit, so each gets the whole height
        self._lines[name].setData(xs, [(y - low) / scale for y in ys])
        self.plot.getPlotItem().legend.getLabel(self._lines[name]).setText(f"{tr(name)} {value:.4g}")

    def _refresh(self) -> None:
        job = self._job
        runs = job is not None and not job.state.is_final
        self.cancel_button.setEnabled(runs)
        self.cancel_button.setToolTip(tr("Stop the method; nothing is kept.") if runs else tr("Nothing is running."))
        for each in (self.bar, self.cancel_button, self.left):
            each.setVisible(runs)
        self.details_button.setVisible(job is not None and bool(job.details))
        self.message.setVisible(job is not None)
        if job is None:
            return
        self.title.setText(job.title)
        self.message.setText(_words(job))
        verdict = job.result.record.verdict if job.result is not None else ""
        failed = "bad" if job.state is JobState.FAILED else "muted"
        role = {"PASS": "good", "CHECK": "warn", "FAIL": "bad"}.get(verdict, failed)
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            self.message.style().unpolish(self.message)
            self.message.style().polish(self.message)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.message.setText(tr("Stopping…"))

    def _copy_details(self) -> None:
        if self._job is not None:
            QGuiApplication.clipboard().setText(f"{self._job.title}\n{self._job.error}\n\n{self._job.details}")
            self.details_button.setText(tr("Copied"))


def time_left(seconds: float) -> str:
    """An estimate in words, no finer than it deserves."""
    if seconds < 8:
        return tr("a few seconds left")
    if seconds < 90:
        return tr("about {n} s left", n=5 * round(seconds / 5))
    return tr("about {n} min left", n=round(seconds / 60))


def _words(job: Job) -> str:
    if job.state is JobState.FAILED and job.error is not None:
        return say(job.error)
    if job.state is JobState.RUNNING:
        return tr(job.last_progress.message)
    if job.result is not None:
        return tr("Done: {verdict}", verdict=verdict_word(job.result.record))
    return tr(str(job.state))
