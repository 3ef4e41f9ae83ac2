"""Looks for points worth marking once a case is open in Annotate and the hands are still, before anybody asks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from workstation.ui.follow import follow
from workstation.ui.landmark_queue import SuggestionQueue
from workstation.workbench.landmark_suggesting import why_not_suggest
from workstation.workbench.workbench import Workbench

QUIET_MS = 3000  # after a case was opened or Annotate was shown, and again after a mouse button was found pressed


class EarlySuggestions(QObject):
    """Waits for a quiet moment while Annotate is in sight; a case that has suggestions already keeps them."""

    def __init__(
        self,
        workbench: Workbench,
        workspace: QWidget,
        queue: SuggestionQueue,
        parent: QObject,
        quiet_ms: int = QUIET_MS,
    ) -> None:
        super().__init__(parent)
        self._workbench, self._workspace, self._queue = workbench, workspace, queue
        self._timer = QTimer(self, singleShot=True, interval=quiet_ms)
        self._timer.timeout.connect(self._on_quiet)
        workspace.installEventFilter(self)
        follow(self, workbench.case_changed, self._on_case)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait when Annotate comes into sight."""
        if event.type() == QEvent.Type.Show:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _on_case(self) -> None:
        self._timer.start()

    def _on_quiet(self) -> None:
        opened, queue = self._workbench.open_case, self._queue
        if opened is None or not self._workspace.isVisible() or opened.history.document.read_only:
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton or not queue.is_recalled:
            self._timer.start()
        elif queue.places is None and not queue.busy and why_not_suggest(opened.case) is None:
            queue.find(quietly=True)
