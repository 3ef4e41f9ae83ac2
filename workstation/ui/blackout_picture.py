"""A picture on which a person draws black rectangles over burned-in text, with the mouse or the keys.

What is drawn here replaces pixels when the volume enters the study; until then every step can be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.core.volume import AnyArray
from workstation.storage.dicom.blackout import Rectangle
from workstation.ui import theme
from workstation.ui.slice_pixels import grey_image
from workstation.ui.text import tr

FAST = 10  # pixels a key moves a rectangle with Ctrl
_SMALLEST = 3  # pixels; a click is no rectangle
_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class BlackoutPicture(QWidget):
    """Shows one stored picture with rectangles over it; `changed` gives all rectangles after each gesture."""

    changed = Signal(object)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels: AnyArray = np.zeros((1, 1), np.uint8)
        self._levels = (0.0, 1.0)
        self.rectangles: tuple[Rectangle, ...] = ()
        self.chosen = -1
        self._begin: tuple[int, int] | None = None
        self._grabbed: Rectangle | None = None  # the rectangle that is moved, as it was
        self._drawn: Rectangle | None = None  # what the mouse has made of it so far
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(tr("Picture with black rectangles"))
        self.setToolTip(
            tr("Drag over text to black it out in all pictures of this volume. Keys: Ins adds a rectangle, Space takes "
               "the next one, arrows move it, Shift+arrows size it, Ctrl is faster, Del removes it")
        )  # fmt: skip

    def sizeHint(self) -> QSize:
        """Small, so that what is below stays in sight; it takes whatever room there is."""
        em = self.fontMetrics().height()
        return QSize(24 * em, 9 * em)

    def show_picture(self, pixels: AnyArray, rectangles: Sequence[Rectangle]) -> None:
        """Show a picture (rows, columns) with the rectangles of its volume."""
        self._pixels = pixels
        low, high = np.percentile(pixels[:: max(1, len(pixels) // 400)], (0, 99.9))
        self._levels = float(low), float(max(high, low + 1e-6))
        self._stop()
        self.show_rectangles(rectangles)

    def show_rectangles(self, rectangles: Sequence[Rectangle]) -> None:
        """Show other rectangles over the same picture."""
        if tuple(rectangles) != self.rectangles:
            self.rectangles = tuple(rectangles)
            self._choose(len(self.rectangles) - 1)
        self.update()

    def add(self) -> None:
        """A rectangle in the middle, to be moved with the keys."""
        rows, columns = self._pixels.shape
        width, height = max(columns // 4, 1), max(rows // 8, 1)
        self._set((*self.rectangles, Rectangle((columns - width) // 2, (rows - height) // 2, width, height)), -1)

    def remove(self) -> None:
        """Take the chosen rectangle away."""
        if self.chosen >= 0:
            left = self.rectangles[: self.chosen] + self.rectangles[self.chosen + 1 :]
            self._set(left, min(self.chosen, len(left) - 1))

    def area_of(self, each: Rectangle) -> QRectF:
        """Where a rectangle lies in the widget."""
        area, (rows, columns) = self._area(), self._pixels.shape
        return QRectF(
            area.left() + each.left / columns * area.width(), area.top() + each.top / rows * area.height(),
            each.width / columns * area.width(), each.height / rows * area.height(),
        )  # fmt: skip

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture and rectangles."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.DARK.picture))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._area(), grey_image(self._pixels, *self._levels))
        for n, each in enumerate(self._shown()):
            painter.setBrush(QColor(theme.DARK.picture))
            painter.setPen(QPen(QColor(theme.DARK.accent if n == self.chosen else theme.DARK.muted), 1.5))
            painter.drawRect(self.area_of(each))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.DARK.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a rectangle, or take hold of the one under the mouse."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._begin = self._pixel(event.position())
        under = [n for n, each in enumerate(self.rectangles) if self.area_of(each).contains(event.position())]
        self._choose(under[-1] if under else -1)
        self._grabbed = self.rectangles[under[-1]] if under else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw or move it as far as the mouse is."""
        if self._begin is None:
            return
        (x, y), (u, v) = self._begin, self._pixel(event.position())
        if self._grabbed is not None:
            self._drawn = self._moved(self._grabbed, u - x, v - y)
        else:
            width, height = abs(u - x) + 1, abs(v - y) + 1
            big = min(width, height) >= _SMALLEST
            self._drawn = Rectangle(min(x, u), min(y, v), width, height) if big else None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The rectangle lies."""
        drawn, grabbed = self._drawn, self._grabbed
        self._stop()
        if drawn is not None and grabbed is None:
            self._set((*self.rectangles, drawn), -1)
        elif drawn is not None and drawn != grabbed:
            self._replace(drawn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the tool tip; Esc lets go of what the mouse is drawing."""
        key, keys = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Insert:
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key == Qt.Key.Key_Space and self.rectangles:
            self._choose((self.chosen + 1) % len(self.rectangles))
        elif key == Qt.Key.Key_Escape and self._begin is not None:
            self._stop()
            self.update()
        elif key in _STEPS and self.chosen >= 0:
            count = FAST if keys & Qt.KeyboardModifier.ControlModifier else 1
            right, down = (step * count for step in _STEPS[key])
            own = self.rectangles[self.chosen]
            sized = bool(keys & Qt.KeyboardModifier.ShiftModifier)
            self._replace(self._sized(own, right, down) if sized else self._moved(own, right, down))
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _shown(self) -> tuple[Rectangle, ...]:
        """The rectangles, with what the mouse is making of one."""
        if self._drawn is None:
            return self.rectangles
        if self._grabbed is None:
            return (*self.rectangles, self._drawn)
        return tuple(self._drawn if n == self.chosen else each for n, each in enumerate(self.rectangles))

    def _stop(self) -> None:
        self._begin = self._grabbed = self._drawn = None

    def _choose(self, place: int) -> None:
        self.chosen = place
        self.chosen_changed.emit()
        self.update()

    def _replace(self, rectangle: Rectangle) -> None:
        chosen = self.chosen
        self._set(tuple(rectangle if n == chosen else each for n, each in enumerate(self.rectangles)), chosen)

    def _set(self, rectangles: tuple[Rectangle, ...], chosen: int) -> None:
        self.rectangles = rectangles
        self._choose(chosen % len(rectangles) if rectangles else -1)
        self.changed.emit(rectangles)

    def _moved(self, each: Rectangle, right: int, down: int) -> Rectangle:
        rows, columns = self._pixels.shape
        left = min(max(each.left + right, 0), max(columns - each.width, 0))
        top = min(max(each.top + down, 0), max(rows - each.height, 0))
        return Rectangle(left, top, each.width, each.height)

    def _sized(self, each: Rectangle, right: int, down: int) -> Rectangle:
        rows, columns = self._pixels.shape
        width = min(max(each.width + right, 1), columns - each.left)
        return Rectangle(each.left, each.top, width, min(max(each.height + down, 1), rows - each.top))

    def _area(self) -> QRectF:
        """Where the picture lies: whole, with square pixels, as text is written for them."""
        rows, columns = self._pixels.shape
        scale = min(self.width() / columns, self.height() / rows)
        width, height = columns * scale, rows * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _pixel(self, place: QPointF) -> tuple[int, int]:
        area, (rows, columns) = self._area(), self._pixels.shape
        x = int((place.x() - area.left()) / area.width() * columns)
        y = int((place.y() - area.top()) / area.height() * rows)
        return min(max(x, 0), columns - 1), min(max(y, 0), rows - 1)
