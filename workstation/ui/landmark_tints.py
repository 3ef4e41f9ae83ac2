"""Tints over a slice that guide an annotator: good places for a landmark, and how far the nearest landmark is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from workstation.core.geometry import FloatArray
from workstation.core.planes import Plane
from workstation.core.volume import ArrayVoxels
from workstation.imaging.landmarks.suggestions import GoodPlaces
from workstation.imaging.sampling import sample_plane
from workstation.ui.camera import Camera, Point2, pixel_mm
from workstation.ui.slice_items import INK
from workstation.ui.text import tr
from workstation.workbench.landmark_coverage import COVERED_MM, distances_on

HEAT = QColor("#ffb000")
HEAT_ALPHA = 150
NEAR, FAR = QColor("#1b9aaa"), QColor("#d1495b")
GAP_ALPHA = 120
FAR_MM = 2 * COVERED_MM  # from here on the tint does not change
BAR_PX = (120.0, 8.0)


@dataclass(frozen=True, slots=True)
class Tint:
    """A picture over a slice; `pixel_mm` is the size of its pixels, of which the first lies at the slice's first."""

    image: QImage
    pixel_mm: Point2

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Lay the tint over the picture."""
        du, dv = self.pixel_mm
        left, top = camera.to_screen(-du / 2, -dv / 2)
        right, bottom = camera.to_screen((self.image.width() - 0.5) * du, (self.image.height() - 0.5) * dv)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(QPointF(left, top), QPointF(right, bottom)), self.image)


@dataclass(frozen=True, slots=True)
class DistanceLegend:
    """What the colours of the distance tint mean, in mm: a bar in the lower left corner of the pane."""

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the bar and its figures."""
        wide, high = BAR_PX
        metrics = painter.fontMetrics()
        left, top = 12.0, camera.size[1] - 3.6 * metrics.height() - high
        title = tr("mm to the nearest landmark")
        ground = QRectF(left - 6, top - metrics.height() - 4, max(wide, metrics.horizontalAdvance(title)) + 20,
                        2 * metrics.height() + high + 8)  # fmt: skip
        painter.fillRect(ground, QColor(0, 0, 0, 165))
        colours = _coloured(np.linspace(0, FAR_MM, round(wide)))
        for n, (red, green, blue) in enumerate(colours.tolist()):
            painter.fillRect(QRectF(left + n, top, 1.5, high), QColor(red, green, blue))
        painter.setPen(QColor(INK))
        painter.drawText(QPointF(left, top - 4), title)
        for share, words in ((0.0, "0"), (0.5, f"{COVERED_MM:.0f}"), (1.0, f"{FAR_MM:.0f}+")):
            place = QRectF(left + share * wide - 30, top + high, 60, metrics.height() + 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def heat_on(places: GoodPlaces, plane: Plane) -> Tint:
    """The map of good places on a slice."""
    values = np.asarray(sample_plane(ArrayVoxels(places.quality), places.grid, plane), np.float32)
    pixels = np.zeros((*values.shape, 4), np.uint8)
    pixels[..., :3] = HEAT.red(), HEAT.green(), HEAT.blue()
    pixels[..., 3] = np.clip(values, 0, 1) ** 1.5 * HEAT_ALPHA
    return Tint(_image(pixels), pixel_mm(plane))


def distance_tint(plane: Plane, points_mm: FloatArray) -> Tint:
    """How far every place of a slice is from the nearest of some points (N, 3)."""
    distances, size_mm = distances_on(plane, points_mm)
    pixels = np.empty((*distances.shape, 4), np.uint8)
    pixels[..., :3], pixels[..., 3] = _coloured(distances), GAP_ALPHA
    return Tint(_image(pixels), size_mm)


def _coloured(distances_mm: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    share = np.clip(np.asarray(distances_mm) / FAR_MM, 0, 1)[..., None]
    near, far = (np.array([c.red(), c.green(), c.blue()]) for c in (NEAR, FAR))
    colours: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] = np.round((1 - share) * near + share * far).astype(
        np.uint8
    )
    return colours


def _image(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> QImage:
    rows, columns = pixels.shape[:2]
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()
