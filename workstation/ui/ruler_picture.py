"""A small picture of a slice on which a ruler of two points can be laid, with the mouse or the keys.

The ruler lies along one of the picture's edges, because a known length then says the spacing of one axis and nothing has
to be assumed about the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.core.geometry import Grid
from workstation.core.geometry_report import QuantityName
from workstation.ui import theme
from workstation.ui.slice_pixels import grey_image
from workstation.ui.text import tr
from workstation.workbench.import_plan import SPACINGS, MiddleSlice

FAST = 10  # pixels a key moves the ruler with Shift
BRIGHTEST = 99.5  # % of the pixels that are not white
_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ruler:
    """Two points (column, row) in pixels of the picture, one beside or below the other."""

    begin: tuple[float, float]
    end: tuple[float, float]

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right, not from top to bottom."""
        return abs(self.end[0] - self.begin[0]) >= abs(self.end[1] - self.begin[1])

    @property
    def voxels(self) -> float:
        """Its length."""
        return max(abs(self.end[0] - self.begin[0]), abs(self.end[1] - self.begin[1]))


class RulerPicture(QWidget):
    """Shows a middle slice in its true proportions; `ruler_changed` follows whenever the ruler has moved."""

    ruler_changed = Signal(object)  # this picture

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.ruler: Ruler | None = None
        self._shown: MiddleSlice | None = None
        self._pixel_mm = (1.0, 1.0)
        self._levels = (0.0, 255.0)
        self._begin: tuple[float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(90, 90)
        self.setAccessibleName(title)
        self.setToolTip(
            tr("Drag along a known distance to lay a ruler. Keys: Home across, End down, arrows move its end, Del")
        )

    def sizeHint(self) -> QSize:
        """As large as is comfortable for laying a ruler."""
        em = self.fontMetrics().height()
        return QSize(11 * em, 9 * em)

    def show_slice(self, shown: MiddleSlice, grid: Grid) -> None:
        """Show another slice, or the same one with other proportions; the ruler stays if the pixels do."""
        if self._shown is None or self._shown.pixels.shape != shown.pixels.shape:
            self.ruler = None
        self._shown = shown
        self._pixel_mm = (
            grid.spacing_mm[SPACINGS.index(shown.across)],
            grid.spacing_mm[SPACINGS.index(shown.down)],
        )
        low, high = np.percentile(shown.pixels[:: _stride(shown, 0), :: _stride(shown, 1)], (0, BRIGHTEST))
        self._levels = float(low), float(max(high, low + 1e-6))
        self.update()

    @property
    def measured(self) -> tuple[QuantityName, float] | None:
        """The axis along which the ruler lies and its length in voxels, None while there is none."""
        if self.ruler is None or self._shown is None or self.ruler.voxels <= 0:
            return None
        return (self._shown.across if self.ruler.is_across else self._shown.down), self.ruler.voxels

    def lay(self, begin: tuple[float, float], end: tuple[float, float]) -> None:
        """Lay the ruler between two pixels (column, row), along the nearer edge and within the picture."""
        begin, end = self._inside(begin), self._inside(end)
        across = abs(end[0] - begin[0]) >= abs(end[1] - begin[1])
        self.ruler = Ruler(begin, (end[0], begin[1]) if across else (begin[0], end[1]))
        self.update()
        self.ruler_changed.emit(self)

    def lift(self) -> None:
        """Take the ruler away."""
        if self.ruler is not None:
            self.ruler = self._begin = None
            self.update()
            self.ruler_changed.emit(self)

    def point_of(self, column: float, row: float) -> QPointF:
        """Where a pixel lies in the widget."""
        area = self._area()
        columns, rows = self._size()
        return QPointF(area.left() + (column + 0.5) / columns * area.width(),
                       area.top() + (row + 0.5) / rows * area.height())  # fmt: skip

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture, title and ruler."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.DARK.picture))
        if self._shown is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._area(), grey_image(self._shown.pixels, *self._levels))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_title(painter)
        if self.ruler is not None:
            self._paint_ruler(painter, self.ruler)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.DARK.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a ruler."""
        if self._shown is not None and event.button() == Qt.MouseButton.LeftButton:
            self._begin = self._pixel(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lay it as far as the mouse is."""
        if self._begin is not None:
            self.lay(self._begin, self._pixel(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The ruler lies."""
        self._begin = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End lay the ruler over the whole picture, arrows move its end, Del takes it away."""
        key = Qt.Key(event.key())
        columns, rows = self._size()
        if self._shown is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Home:
            self.lay((0, rows // 2), (columns - 1, rows // 2))
        elif key == Qt.Key.Key_End:
            self.lay((columns // 2, 0), (columns // 2, rows - 1))
        elif key == Qt.Key.Key_Delete:
            self.lift()
        elif key in _STEPS and self.ruler is not None:
            count = FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            right, down = _STEPS[key]
            self._move_end(self.ruler, right * count, down * count)
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _move_end(self, ruler: Ruler, right: int, down: int) -> None:
        """Along the ruler its end moves; across it the whole ruler."""
        (x, y), (u, v) = ruler.begin, ruler.end
        if ruler.is_across:
            self.lay((x, y + down), (u + right, y + down))
        else:
            self.lay((x + right, y), (x + right, v + down))

    def _size(self) -> tuple[int, int]:
        if self._shown is None:
            return 1, 1
        rows, columns = self._shown.pixels.shape
        return columns, rows

    def _area(self) -> QRectF:
        columns, rows = self._size()
        wide, high = columns * self._pixel_mm[0], rows * self._pixel_mm[1]
        scale = min(self.width() / wide, self.height() / high)
        width, height = max(wide * scale, 1.0), max(high * scale, 1.0)
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _pixel(self, place: QPointF) -> tuple[float, float]:
        area = self._area()
        columns, rows = self._size()
        return ((place.x() - area.left()) / area.width() * columns - 0.5,
                (place.y() - area.top()) / area.height() * rows - 0.5)  # fmt: skip

    def _inside(self, pixel: tuple[float, float]) -> tuple[float, float]:
        columns, rows = self._size()
        return min(max(pixel[0], 0.0), columns - 1.0), min(max(pixel[1], 0.0), rows - 1.0)

    def _paint_title(self, painter: QPainter) -> None:
        """The title on a dark ground, as the picture behind it may be bright."""
        place = painter.fontMetrics().boundingRect(self.title).translated(5, painter.fontMetrics().ascent() + 2)
        ground = QColor(theme.DARK.picture)
        ground.setAlpha(170)
        painter.fillRect(place.adjusted(-3, -1, 3, 1), ground)
        painter.setPen(QColor(theme.DARK.text))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self.title)

    def _paint_ruler(self, painter: QPainter, ruler: Ruler) -> None:
        begin, end = self.point_of(*ruler.begin), self.point_of(*ruler.end)
        tick = QPointF(0, 5) if ruler.is_across else QPointF(5, 0)
        for pen in (QPen(QColor(theme.DARK.picture), 4), QPen(QColor(theme.DARK.accent), 1.6)):
            painter.setPen(pen)
            painter.drawLine(begin, end)
            for point in (begin, end):
                painter.drawLine(point - tick, point + tick)


def _stride(shown: MiddleSlice, axis: int) -> int:
    return max(1, int(shown.pixels.shape[axis]) // 256)
