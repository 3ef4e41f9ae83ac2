"""Cine: slices of the pane under the mouse run by themselves, to the end and back, until something is pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer

from workstation.ui.pair_view import PaneGroup
from workstation.ui.slice_view import SliceView
from workstation.workbench.workbench import Workbench

RATES = (2.0, 4.0, 8.0, 12.0, 20.0)  # slices a second
_STOPPERS = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel, QEvent.Type.Hide)


class Cine(QObject):
    """Runs the slices of one pane; a press, a key or the wheel in it stops them, and so does starting again."""

    def __init__(self, workbench: Workbench, panes: PaneGroup) -> None:
        super().__init__()
        self._workbench, self._panes = workbench, panes
        self._pane: SliceView | None = None
        self._direction = 1
        self.rate = RATES[2]
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def is_running(self) -> bool:
        """Whether slices are running."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Start in the active pane, or stop."""
        if self.is_running:
            self.stop()
            return
        self._pane = self._panes.active
        self._pane.canvas.installEventFilter(self)
        self._timer.start(round(1000 / self.rate))

    def stop(self) -> None:
        """Stay on the present slice."""
        self._timer.stop()
        if self._pane is not None:
            self._pane.canvas.removeEventFilter(self)
            self._pane = None

    def next_rate(self) -> float:
        """Take the next rate, after the fastest the slowest; returns it."""
        self.rate = RATES[(RATES.index(self.rate) + 1) % len(RATES)]
        if self.is_running:
            self._timer.start(round(1000 / self.rate))
        return self.rate

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is done in the pane is done, and stops the running."""
        if event.type() in _STOPPERS:
            self.stop()
        return False

    # ---- inside

    def _step(self) -> None:
        pane = self._pane
        if pane is None or self._workbench.open_case is None or not pane.isVisible():
            self.stop()
            return
        before = self._workbench.view.cursor_mm(pane.side)
        self._workbench.scroll(pane.side, pane.orientation, self._direction)
        if self._workbench.view.cursor_mm(pane.side) == before:  # at an end: turn round
            self._direction = -self._direction
            self._workbench.scroll(pane.side, pane.orientation, self._direction)
