"""Lets the worker process get ready once a case is open and the hands are still, so that no registration is a slow first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from workstation.workbench.registration import Registrations
from workstation.workbench.workbench import Workbench

QUIET_MS = 3000  # after a case was opened, and again after a mouse button was found pressed


class WarmUp(QObject):
    """Waits for a quiet moment after each opened case; what is ready already costs a fraction of a second."""

    def __init__(
        self,
        workbench: Workbench,
        registrations: Registrations,
        parent: QObject | None = None,
        quiet_ms: int = QUIET_MS,
    ) -> None:
        super().__init__(parent)
        self._registrations = registrations
        self._timer = QTimer(self, singleShot=True, interval=quiet_ms)
        self._timer.timeout.connect(self._on_quiet)
        workbench.case_changed.connect(self._on_case, thread="main")

    def _on_case(self) -> None:
        self._timer.start()

    def _on_quiet(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start()
            return
        self._registrations.warm_up()
