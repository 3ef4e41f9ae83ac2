"""Waiting for a window that a script drives: until something holds and everything is painted."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

PATIENCE_S = 600.0  # a wait that succeeds costs nothing


def settle(until: Callable[[], object] = lambda: True) -> None:
    """Let the window work until something holds and everything is painted."""
    app = QApplication.instance()
    assert app is not None
    end = time.perf_counter() + PATIENCE_S
    app.processEvents()
    while not until():
        if time.perf_counter() > end:
            raise TimeoutError("the window did not settle")
        loop = QEventLoop()
        QTimer.singleShot(1, loop.quit)
        loop.exec()
    app.processEvents()
