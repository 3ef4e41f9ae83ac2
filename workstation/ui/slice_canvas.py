"""The drawing surface of one pane: a picture, labels over it, layers over both, and the mouse as plain values.

It knows nothing of volumes or studies: it is given a plane, arrays and layers, and says where the mouse went. Everything
is drawn by the processor (no OpenGL), so that it works over remote desktop. The scaled picture and the scaled labels are
kept between paints, because a crosshair that moves in six linked panes must not scale six pictures again; that is why
this is a plain widget and not a graphics scene, which would also paint twice for each change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from workstation.core.planes import Plane
from workstation.ui import theme
from workstation.ui.camera import Camera, fitted, pixel_mm
from workstation.ui.pane_labels import LabelLook
from workstation.ui.slice_items import Layer
from workstation.ui.slice_pixels import colour_image, grey_image
from workstation.ui.tools import Button, Pointer

_BUTTONS: dict[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}
_HELD = {
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_W: "w",
    Qt.Key.Key_Z: "z",
}  # keys that mean something while they are down
_ANSWERS = {Qt.Key.Key_Return: "enter", Qt.Key.Key_Enter: "enter", Qt.Key.Key_Backspace: "back"}
_WHEEL_STEP = 120  # of Qt's eighths of a degree
_FONT_SHARE = 0.92  # of the window's font


class SliceCanvas(QWidget):
    """Shows one plane. Signals carry `Pointer` values; `wheeled` also the number of steps, positive away from the hand."""

    pressed = Signal(object)
    moved = Signal(object)
    released = Signal(object)
    double_clicked = Signal(object)
    wheeled = Signal(object, float)
    key_held = Signal(str, bool)  # "space", "w" or "z" went down (True) or up
    escaped = Signal()
    answered = Signal(str)  # "enter" or "back", while something waits for it
    camera_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # they would swallow single letters
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(90, 70)
        self.camera = Camera()
        self.is_fitted = True
        self.layers: tuple[Layer, ...] = ()
        self.edge = ""  # colour of a thin frame, "" for none
        self.pixels: npt.NDArray[Any] | None = None  # the picture: values (rows, columns) or colours (rows, columns, 3)
        self.labels: tuple[LabelLook, ...] = ()  # the labels that are shown, lowest layer first
        self._levels = (0.0, 255.0)
        self._smooth = True
        self._plane: Plane | None = None
        self._scaled: QPixmap | None = None  # the picture as it lies in the pane
        self._scaled_labels: dict[LabelLook, QPixmap] = {}
        self._held: set[str] = set()
        self._wheel_rest = 0.0
        self.wants_answers: Callable[[], bool] = lambda: False

    # ---- what is shown

    @property
    def plane(self) -> Plane | None:
        """The plane that is shown, None while there is nothing."""
        return self._plane

    def show_plane(self, plane: Plane | None, camera: Camera | None = None) -> None:
        """Say where the next pictures lie; a plane of another size is fitted to the pane unless a camera is given."""
        before, self._plane = self._plane, plane
        if plane is None:
            self.pixels = None
            self.labels, self.layers = (), ()
            self._redraw()
        elif camera is not None:
            self._set_camera(camera, self.is_fitted)
        elif before is None or _raster(before) != _raster(plane):
            self.fit()

    def set_picture(self, pixels: npt.NDArray[Any], levels: tuple[float, float] | None = None) -> None:
        """Show values (rows, columns) between two levels, or colours (rows, columns, 3 or 4) uint8 as they are."""
        self.pixels, self._levels = pixels, levels or self._levels
        self._scaled = None
        self.update()

    def set_levels(self, low: float, high: float) -> None:
        """Choose which values of a grey picture are black and white."""
        if (low, high) != self._levels:
            self._levels = low, high
            self._scaled = None
            self.update()

    def set_smooth(self, smooth: bool) -> None:
        """Choose between smooth pictures and plain voxels."""
        self._smooth = smooth
        self._scaled = None
        self.update()

    def set_labels(self, labels: tuple[LabelLook, ...]) -> None:
        """Show labels over the picture, the first ones lowest."""
        self.labels = labels
        self.update()

    def set_layers(self, layers: Iterable[Layer]) -> None:
        """Replace everything that is drawn over the pictures."""
        self.layers = tuple(layers)
        self.update()

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
        self._redraw()
        self.camera_changed.emit()

    def _size(self) -> tuple[int, int]:
        return max(self.width(), 1), max(self.height(), 1)

    # ---- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture, labels and layers, in screen pixels."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture())
        for picture in self._label_pictures():
            painter.drawPixmap(0, 0, picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small_font)
        for layer in self.layers:
            layer.paint(painter, self.camera)
        if self.edge:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(self.edge), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(0, 0, self.width() - 1, self.height() - 1)
        painter.end()

    @property
    def small_font(self) -> QFont:
        """The font of what is written over a picture."""
        font = QFont(self.font())
        font.setPointSizeF(max(7.5, font.pointSizeF() * _FONT_SHARE))
        return font

    @property
    def figure_font(self) -> QFont:
        """The same, as large as on this screen whatever is drawn on: on finer dots a point has more pixels."""
        font = self.small_font
        font.setPixelSize(max(1, round(font.pointSizeF() * self.logicalDpiY() / 72)))
        return font

    def _redraw(self) -> None:
        self._scaled, self._scaled_labels = None, {}
        self.update()

    def draw_onto(self, painter: QPainter) -> None:
        """Draw everything but the frame anew, at whatever resolution the painter has: for figures."""
        painter.fillRect(self.rect(), QColor(theme.DARK.picture))
        self.draw_magnified(painter, self.camera)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.figure_font)
        for layer in self.layers:
            layer.paint(painter, self.camera)

    def draw_magnified(
        self, painter: QPainter, camera: Camera, other: tuple[npt.NDArray[Any], tuple[float, float]] | None = None
    ) -> None:  # fmt: skip
        """Draw the picture and its labels as another camera sees them, or `other` values and levels in place of both."""
        pixels, levels = other or (self.pixels, self._levels)
        if pixels is not None:
            self._draw_pixels(painter, pixels, levels, camera)
        for look in self.labels if other is None else ():
            self._draw_look(painter, look, camera)

    def _picture(self) -> QPixmap:
        if self._scaled is None:
            self._scaled = self._blank(QColor(theme.DARK.picture))
            painter = QPainter(self._scaled)
            if self.pixels is not None:
                self._draw_pixels(painter, self.pixels, self._levels, self.camera)
            painter.end()
        return self._scaled

    def _label_pictures(self) -> list[QPixmap]:
        """The labels as they lie in the pane; a layer that looks as before is not drawn anew."""
        known, self._scaled_labels = self._scaled_labels, {}
        for look in self.labels:
            picture = known.get(look)
            if picture is None:
                picture = self._blank(QColor(Qt.GlobalColor.transparent))
                painter = QPainter(picture)
                self._draw_look(painter, look, self.camera)
                painter.end()
            self._scaled_labels[look] = picture
        return list(self._scaled_labels.values())

    def _draw_pixels(
        self, painter: QPainter, pixels: npt.NDArray[Any], levels: tuple[float, float], camera: Camera
    ) -> None:  # fmt: skip
        image = grey_image(pixels, *levels) if pixels.ndim == 2 else colour_image(pixels)
        self._lay(painter, image, pixels.shape, self._smooth, camera)

    def _draw_look(self, painter: QPainter, look: LabelLook, camera: Camera) -> None:
        image, corner = look.image
        self._lay(painter, image, look.pixels.shape, False, camera, corner)

    def _blank(self, colour: QColor) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(colour)
        return pixmap

    def _lay(
        self, painter: QPainter, image: QImage, shape: tuple[int, ...], smooth: bool, camera: Camera,
        corner: tuple[int, int] = (0, 0),
    ) -> None:  # fmt: skip
        """Draw an image where a camera sees it; it begins at pixel `corner` (row, column) of a picture of a shape."""
        if self._plane is None:
            return
        du, dv = pixel_mm(self._plane)
        wide, high = du * self._plane.columns / shape[1], dv * self._plane.rows / shape[0]  # pixels of a coarse picture
        left, top = camera.to_screen(corner[1] * wide - du / 2, corner[0] * high - dv / 2)
        scale = camera.mm_per_px
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(QRectF(left, top, image.width() * wide / scale, image.height() * high / scale), image)

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted picture fitted, and the middle of any other where it is."""
        if self.is_fitted:
            self.fit()
        else:
            self.set_camera(Camera(self.camera.centre, self.camera.mm_per_px, self._size()))

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may have another pixel ratio."""
        super().changeEvent(event)
        self._redraw()

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
        elif event.key() in _ANSWERS and self.wants_answers():
            self.answered.emit(_ANSWERS[Qt.Key(event.key())])
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
            frozenset(self._held), bool(keys & Qt.KeyboardModifier.AltModifier),
        )  # fmt: skip


def _plain_held(event: QKeyEvent) -> str:
    """The name of a key that is watched, pressed without Ctrl, Alt or Shift."""
    return "" if event.modifiers() else _HELD.get(Qt.Key(event.key()), "")


def _raster(plane: Plane) -> tuple[object, ...]:
    return plane.rows, plane.columns, *(round(mm, 9) for mm in pixel_mm(plane))
