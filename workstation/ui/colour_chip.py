"""A small square of a colour, for lists of labels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

_SIZE = 32  # pixels drawn; shown at about half of it, so that it stays sharp on scaled screens


def colour_chip(colour: str) -> QIcon:
    """An icon that is a rounded square of a colour."""
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_chip(painter, QRectF(2, 2, _SIZE - 4, _SIZE - 4), colour)
    painter.end()
    return QIcon(pixmap)


def paint_chip(painter: QPainter, square: QRectF, colour: str) -> None:
    """Draw a rounded square of a colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(square, square.width() / 5, square.width() / 5)
    painter.restore()
