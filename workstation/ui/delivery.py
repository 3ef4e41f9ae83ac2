"""What other threads have to say is said in the window's thread.

No other thread touches a Qt object: to emit a signal of one that is being destroyed at that moment is a fatal error, and a
thread cannot know. It leaves a call here instead, which needs no Qt, and rings a bell that outlives every widget.

Also here: the one timer that delivers signals of the layers below which were connected with ``thread="main"``.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from typing import Any
from weakref import WeakMethod

import psygnal
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

DELIVER_MS = 10


class _Bell(QObject):
    """Wakes the window's thread: one ring, one call."""

    rung = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.calls: SimpleQueue[tuple[WeakMethod[Callable[..., object]], tuple[Any, ...]]] = SimpleQueue()
        self.rung.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def _answer(self) -> None:
        method, args = self.calls.get_nowait()
        slot = method()
        if slot is not None and isValid(slot.__self__):  # type: ignore[attr-defined]  # a bound method has one
            slot(*args)


_bell = _Bell()


def post(slot: Callable[..., object], *args: Any) -> None:
    """Let a method of a Qt object be called in the window's thread, soon and in order; from any thread.

    If the object is gone by then, nothing is called.
    """
    _bell.calls.put((WeakMethod(slot), args))
    _bell.rung.emit()


def start_delivery(parent: QObject) -> QTimer:
    """The timer that calls slots which were connected with ``thread="main"`` when another thread emitted."""
    timer = QTimer(parent, interval=DELIVER_MS)
    timer.timeout.connect(deliver_now)
    timer.start()
    return timer


def deliver_now() -> None:
    """Call the slots for which other threads have left something; what was left for a widget that is gone is dropped."""
    while True:
        try:
            psygnal.emit_queued()
            return
        except psygnal.EmitLoopError as error:  # it says nothing about the slots that still wait
            if not isinstance(error.__cause__, ReferenceError):
                raise
