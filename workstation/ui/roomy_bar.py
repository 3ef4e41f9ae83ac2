"""A tool bar whose less needed buttons make room when the window is narrow; a menu of the bar offers them too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

SPACING = 3


class RoomyBar(QWidget):
    """A row of widgets. Those that were added as `spare` are hidden, the last first, while there is no room for all."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 4, 6, 4)
        self._row.setSpacing(SPACING)
        self._row.setSizeConstraint(
            QLayout.SizeConstraint.SetNoConstraint
        )  # else what is spare would keep windows wide
        self._spare: list[QWidget] = []

    def add(self, *widgets: QWidget) -> None:
        """Add widgets that are always there."""
        for each in widgets:
            self._row.addWidget(each)

    def add_spare(self, widgets: Sequence[QWidget]) -> None:
        """Add widgets that come and go together."""
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for each in widgets:
            row.addWidget(each)
        self._spare.append(group)
        self._row.addWidget(group)

    def end(self) -> None:
        """Leave what room remains at the right."""
        self._row.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """Room for what is always there."""
        return QSize(self._row.minimumSize().width() - self._width_shown(), self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many groups as there is room for."""
        super().resizeEvent(event)
        room = self.width() - (self._row.sizeHint().width() - self._width_shown())
        for each in self._spare:
            room -= each.sizeHint().width() + SPACING
            each.setVisible(room >= 0)

    def _width_shown(self) -> int:
        return sum(each.sizeHint().width() + SPACING for each in self._spare if not each.isHidden())
