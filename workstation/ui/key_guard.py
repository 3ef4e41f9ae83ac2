"""Keeps single-key shortcuts from taking keys that the focused widget needs itself.

Arrows, paging and typing in a table, a list or a field belong to it; the same keys move through slices everywhere else.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox

_NAVIGATION = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space,
    }
)  # fmt: skip
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier)
_NEEDS_KEYS = (QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox)


class KeyGuard(QObject):
    """An event filter for the whole application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give plain navigation keys to widgets that move by them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, _NEEDS_KEYS)
            and event.key() in _NAVIGATION
            and event.modifiers() in _PLAIN
        ):
            event.accept()
            return True
        return False
