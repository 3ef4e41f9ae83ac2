"""The drawing surface of one pane: a picture, labels over it, layers over both, and the mouse as plain values.

It knows nothing of volumes or studies: it is given a plane, arrays and layers, and says where the mouse went. Everything
is drawn by the processor (no OpenGL), so that it works over remote desktop.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from workstation.core.planes import Plane
from workstation.ui import theme
from workstation.ui.camera import Camera, fitted, pixel_mm
from workstation.ui.slice_items import Layer
from workstation.ui.tools import Button, Pointer

_BUTTONS: dict[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}
_HELD = {Qt.Key.Key_Space: "space", Qt.Key.Key_W: "w"}  # keys that mean something while they are down
_WHEEL_STEP = 120  # of Qt's eighths of a degree
_FONT_SHARE = 0.92  # of the window's font


class _PlaneImage(pg.ImageItem):  # type: ignore[misc]
    """An image that chooses for itself whether its pixels are smoothed."""

    smooth = True

    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        super().paint(painter, *args)


class SliceCanvas(pg.GraphicsView):  # type: ignore[misc]
    """Shows one plane. Signals carry `Pointer` values; `wheeled` also the number of steps, positive away from the hand."""

    pressed = Signal(object)
    moved = Signal(object)
    released = Signal(object)
    double_clicked = Signal(object)
    wheeled = Signal(object, float)
    left = Signal()
    key_held = Signal(str, bool)  # "space" or "w" went down (True) or up
    escaped = Signal()
    camera_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=theme.DARK.picture)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # they would swallow single letters
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setMinimumSize(90, 70)
        self.camera = Camera()
        self.is_fitted = True
        self.layers: tuple[Layer, ...] = ()
        self.edge = ""  # colour of a thin frame, "" for none
        self._plane: Plane | None = None
        self._held: set[str] = set()
        self._wheel_rest = 0.0
        self._image = self._new_image(0)
        self._labels = self._new_image(1)
        self._labels.smooth = False

    # ---- what is shown

    @property
    def plane(self) -> Plane | None:
        """The plane that is shown, None while there is nothing."""
        return self._plane

    @property
    def pixels(self) -> npt.NDArray[Any] | None:
        """The picture that is shown: (rows, columns) values, or (rows, columns, 3) colours."""
        image: npt.NDArray[Any] | None = self._image.image
        return image

    @property
    def label_pixels(self) -> npt.NDArray[Any] | None:
        """The labels that are shown, None where none are."""
        return self._labels.image if self._labels.isVisible() else None

    def show_plane(self, plane: Plane | None) -> None:
        """Say where the next pictures lie; a plane of another size is fitted to the pane."""
        before, self._plane = self._plane, plane
        if plane is None:
            self._image.clear()
            self._labels.clear()
            self.layers = ()
            self.viewport().update()
        elif before is None or _raster(before) != _raster(plane):
            self.fit()

    def set_picture(self, pixels: npt.NDArray[Any], levels: tuple[float, float] | None = None) -> None:
        """Show values (rows, columns) between two levels, or colours (rows, columns, 3 or 4) uint8 as they are."""
        wanted = (0.0, 255.0) if pixels.ndim == 3 else levels or self._image.levels
        self._image.setImage(pixels, autoLevels=False, levels=wanted)
        self._place()
        self.viewport().update()

    def set_levels(self, low: float, high: float) -> None:
        """Choose which values of a grey picture are black and white."""
        if self._image.image is None or self._image.image.ndim == 2:
            self._image.setLevels((low, high))
            self.viewport().update()

    def set_smooth(self, smooth: bool) -> None:
        """Choose between smooth pictures and plain voxels."""
        self._image.smooth = smooth
        self.viewport().update()

    def set_labels(self, labels: npt.NDArray[np.uint8] | None, colours: npt.NDArray[np.uint8] | None = None) -> None:
        """Show label values (rows, columns) in colours (256, 4) RGBA; None shows none."""
        self._labels.setVisible(labels is not None and bool(labels.any()))
        if labels is not None and self._labels.isVisible():
            self._labels.setImage(labels, autoLevels=False, levels=(0, 255), lut=colours)
            self._place()
        self.viewport().update()

    def set_layers(self, layers: Iterable[Layer]) -> None:
        """Replace everything that is drawn over the pictures."""
        self.layers = tuple(layers)
        self.viewport().update()

    # ---- which part of it is shown

    def fit(self) -> None:
        """Show the whole plane."""
        if self._plane is not None:
            self._set_camera(fitted(self._plane, self._size()), True)

    def set_camera(self, camera: Camera) -> None:
        """Show another part of the plane."""
        self._set_camera(camera, False)

    def _set_camera(self, camera: Camera, is_fitted: bool) -> None:
        self.camera, self.is_fitted = camera, is_fitted
        self._place()
        self.viewport().update()
        self.camera_changed.emit()

    def _size(self) -> tuple[int, int]:
        return max(self.width(), 1), max(self.height(), 1)

    def _place(self) -> None:
        """Lay the pictures where the camera sees them; an image item counts from the corner of its first pixel."""
        if self._plane is None:
            return
        du, dv = pixel_mm(self._plane)
        for item in (self._image, self._labels):
            if item.image is None:
                continue
            rows, columns = item.image.shape[:2]  # a coarse picture has fewer pixels, which are larger
            wide, high = du * self._plane.columns / columns, dv * self._plane.rows / rows
            x, y = self.camera.to_screen(-du / 2, -dv / 2)
            scale = self.camera.mm_per_px
            item.setTransform(QTransform(wide / scale, 0, 0, high / scale, x, y))

    def _new_image(self, level: int) -> _PlaneImage:
        item = _PlaneImage(axisOrder="row-major")
        item.setZValue(level)
        item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.scene().addItem(item)
        return item

    # ---- Qt

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the layers in screen pixels."""
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small_font)
        for layer in self.layers:
            layer.paint(painter, self.camera)
        if self.edge:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(self.edge), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(0, 0, self.width() - 1, self.height() - 1)
        painter.restore()

    @property
    def small_font(self) -> QFont:
        """The font of what is written over a picture."""
        font = QFont(self.font())
        font.setPointSizeF(max(7.5, font.pointSizeF() * _FONT_SHARE))
        return font

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep a fitted picture fitted, and the middle of any other where it is."""
        super().resizeEvent(event)
        if not hasattr(self, "camera"):  # the base class calls this while it is being made
            return
        if self.is_fitted:
            self.fit()
        else:
            camera = self.camera
            self.set_camera(Camera(camera.centre, camera.mm_per_px, self._size()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Report it."""
        self.pressed.emit(self._pointer(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Report it."""
        self.moved.emit(self._pointer(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report it."""
        self.released.emit(self._pointer(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Report it; Qt sends this in place of the second press."""
        self.double_clicked.emit(self._pointer(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Report whole steps; fine wheels and touch pads are added up."""
        delta = event.angleDelta()
        turn = (delta.y() or delta.x()) / _WHEEL_STEP  # Alt, and Shift on some systems, turn it sideways
        if turn * self._wheel_rest < 0:
            self._wheel_rest = 0.0
        self._wheel_rest += turn
        steps = int(self._wheel_rest)
        self._wheel_rest -= steps
        if steps:
            self.wheeled.emit(self._pointer(event), float(steps))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Report it."""
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Claim the keys that are held before a shortcut takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _plain_held(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remember keys that mean something while they are down; Esc cancels; all others go on to the window."""
        name = _plain_held(event)
        if name:
            if not event.isAutoRepeat():
                self._held.add(name)
                self.key_held.emit(name, True)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Forget a key that was held."""
        name = _HELD.get(Qt.Key(event.key()), "")
        if name in self._held and not event.isAutoRepeat():
            self._held.discard(name)
            self.key_held.emit(name, False)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keys that are let go elsewhere are not held any more."""
        self._held.clear()
        super().focusOutEvent(event)

    def _pointer(self, event: QMouseEvent | QWheelEvent) -> Pointer:
        position: QPointF = event.position()
        button = _BUTTONS.get(event.button(), "none") if isinstance(event, QMouseEvent) else "none"
        keys = event.modifiers()
        return Pointer(
            position.x(), position.y(), button,
            bool(keys & Qt.KeyboardModifier.ControlModifier), bool(keys & Qt.KeyboardModifier.ShiftModifier),
            frozenset(self._held),
        )  # fmt: skip


def _plain_held(event: QKeyEvent) -> str:
    """The name of a key that is watched, pressed without Ctrl, Alt or Shift."""
    return "" if event.modifiers() else _HELD.get(Qt.Key(event.key()), "")


def _raster(plane: Plane) -> tuple[object, ...]:
    return plane.rows, plane.columns, *(round(mm, 9) for mm in pixel_mm(plane))
