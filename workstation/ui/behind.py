"""Work behind the window, in one thread; what it finds it leaves for the window's thread with `post`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject

from workstation.core.errors import Cancelled
from workstation.ui.delivery import post


class BackgroundWork(QObject):
    """One thread that does what it is given in turn; what fails is raised again in the window's thread."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, name)

    def submit(self, work: Callable[[], None]) -> None:
        """Do something in the thread; `Cancelled` ends it without a word."""

        def guarded() -> None:
            try:
                work()
            except Cancelled:
                pass
            except Exception as error:  # noqa: BLE001 - raised again in the window's thread, where it is shown
                post(self._fail, error)

        self._pool.submit(guarded)

    def shut_down(self) -> None:
        """End the thread; what has not begun is left undone."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _fail(self, error: Exception) -> None:
        raise error
