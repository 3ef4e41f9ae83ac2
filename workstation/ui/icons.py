"""Line icons from resources/icons, drawn in the colours of the theme at whatever size and scaling is asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workstation import paths
from workstation.ui import theme


def icon(name: str, colour: str = "") -> QIcon:
    """An icon by the name of its file; it turns pale when disabled and takes the accent when checked."""
    return QIcon(_LineIcon(name, colour)) if name else QIcon()


def pixmap(name: str, size: int, colour: str = "", ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of `size` device-independent pixels."""
    return _drawn(name, colour or theme.DARK.text, round(size * ratio), ratio)


class _LineIcon(QIconEngine):
    """Draws one SVG file in the colour that fits the state."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _drawn(self._name, self._colour_for(mode, state), min(size.width(), size.height()), 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return _drawn(self._name, self._colour_for(mode, state), min(size.width(), size.height()), scale)

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        _renderer(self._name, self._colour_for(mode, state)).render(painter, QRectF(rect))  # type: ignore[call-overload]

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._colour)

    def _colour_for(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return theme.DARK.faint
        if state == QIcon.State.On:
            return theme.DARK.accent
        return self._colour or theme.DARK.text


@cache
def _drawn(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, colour).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
