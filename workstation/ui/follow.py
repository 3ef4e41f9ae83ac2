"""Letting a widget follow the workbench for as long as it lives.

Signals below the window hold methods weakly, but Qt may delete a widget while Python still holds its shell; then the next
signal would call into nothing. So the connection ends when Qt destroys the widget, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakMethod

from psygnal import SignalInstance
from PySide6.QtCore import QObject


def follow(widget: QObject, signal: SignalInstance, slot: Callable[..., Any]) -> None:
    """Call a method of a widget in the main thread whenever a signal is emitted, until the widget is destroyed."""
    signal.connect(slot, thread="main")
    method = WeakMethod(slot)

    def stop(*_: object) -> None:
        alive = method()
        if alive is not None:
            signal.disconnect(alive, missing_ok=True)

    widget.destroyed.connect(stop)
