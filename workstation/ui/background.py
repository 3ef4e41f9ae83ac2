"""Work that takes longer than a blink: it runs in a thread, and what comes of it arrives in the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from workstation.core.errors import Cancelled, UserError
from workstation.ui.delivery import post

T = TypeVar("T")


class Background(QObject):
    """Runs one piece of work at a time. `started` names it; `ended` follows whatever happened."""

    started = Signal(str)
    progressed = Signal(float, str)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.can_cancel = False
        self._cancelled = False
        self._thread: threading.Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is running."""
        return bool(self.title)

    def start(
        self,
        title: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None],
        can_cancel: bool = False,
    ) -> None:
        """Run `work` in a thread, then call `done` with its result or `failed` with its error in this thread.

        Work that calls `report` often can be cancelled.
        """
        assert not self.is_busy, "the caller asks is_busy first"

        def run() -> None:
            try:
                value = work()
            except UserError as error:
                post(self._deliver, lambda why=error: failed(why))
            except Cancelled:
                post(self._deliver, _nothing)
            except Exception as error:  # noqa: BLE001 - raised again in the window's thread, where it is shown
                post(self._deliver, lambda why=error: _throw(why))
            else:
                post(self._deliver, lambda: done(value))

        self.title, self.can_cancel, self._cancelled = title, can_cancel, False
        self._thread = threading.Thread(target=run, name="background work", daemon=True)
        self.started.emit(title)
        self._thread.start()

    def report(self, fraction: float, message: str = "") -> None:
        """Called by the work itself: how far it is; raises `Cancelled` if the person asked to stop."""
        if self._cancelled:
            raise Cancelled
        self.tell(fraction, message)

    def tell(self, fraction: float, message: str = "") -> None:
        """The same for work that looks itself whether it should stop."""
        post(self._on_told, fraction, message)

    @property
    def is_cancelled(self) -> bool:
        """Whether the person asked the present work to stop: for work that looks itself instead of calling `report`."""
        return self._cancelled

    @property
    def is_alive(self) -> bool:
        """Whether the thread of the work still runs."""
        return self._thread is not None and self._thread.is_alive()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancelled = True

    def join(self) -> None:
        """Wait in this thread until the work has ended, for whoever closes the window; nothing is delivered any more."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Ask the work to stop, wait until it has, and drop what came of it: whoever asked is going."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()
        self.title, self._thread = "", None

    def _on_told(self, fraction: float, message: str) -> None:
        self.progressed.emit(fraction, message)

    def _deliver(self, outcome: Callable[[], None]) -> None:
        if self._thread is None:  # closed
            return
        self._thread.join()
        self.title, self._thread = "", None
        self.ended.emit()
        outcome()


def _nothing() -> None:
    """What follows work that was cancelled."""


def _throw(error: Exception) -> None:
    raise error
