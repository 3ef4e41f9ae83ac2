"""Python's garbage is collected in the window's thread only, because it may hold widgets, which must end where they live.

Python runs its collector in whatever thread happens to need memory. What was dropped in a cycle, such as the window before
a change of language with its menus and timers, would then be destroyed in the middle of a render thread: sooner or later
a fatal error.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

COLLECT_MS = 500


def start_collecting(parent: QObject) -> QTimer:
    """The timer that collects garbage in this thread from now on; no other thread does any more."""
    gc.disable()
    timer = QTimer(parent, interval=COLLECT_MS)
    timer.timeout.connect(collect_due)
    timer.start()
    return timer


def collect_due() -> None:
    """Collect the generation whose turn it is by Python's own counting, if any."""
    due = [
        n for n, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most > 0
    ]
    if due:
        gc.collect(due[-1])
