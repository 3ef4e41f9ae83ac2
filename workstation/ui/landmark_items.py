"""What the landmark tools draw into a pane: the ring of an expected twin, its witnesses, suggested points."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from workstation.imaging.landmarks.prediction import RADII_PER_SD
from workstation.ui.camera import Camera, Point2
from workstation.ui.slice_items import AMBER, INK

LEAST_RING_PX = 7.0  # a smaller ring would be hidden under the cross
FAR_RING_PX = 9.0
SHADOW = QColor(0, 0, 0, 130)
SPOT_PX = 4.5


@dataclass(frozen=True, slots=True)
class ExpectedRing:
    """Where the twin of a point is expected: the section of its 95 % sphere with the slice.

    `distance_mm` is that of the middle from the slice, `text` what stands beside it. Where the sphere does not reach the
    slice, a small dotted ring stands for it.
    """

    at: Point2
    radius_mm: float
    distance_mm: float
    colour: str
    text: str = ""

    @property
    def section_mm(self) -> float:
        """Radius of the circle in which the sphere cuts the slice, 0 if it does not."""
        return math.sqrt(max(self.radius_mm**2 - self.distance_mm**2, 0.0))

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the ring, a small cross in its middle, and its text."""
        x, y = camera.to_screen(*self.at)
        if not (-60 < x < camera.size[0] + 60 and -60 < y < camera.size[1] + 60):
            return
        reaches = self.section_mm > 0
        radius = max(self.section_mm / camera.mm_per_px, LEAST_RING_PX) if reaches else FAR_RING_PX
        colour, centre = QColor(self.colour), QPointF(x, y)
        colour.setAlphaF(1.0 if reaches else 0.55)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(SHADOW, 3.4))
        painter.drawEllipse(centre, radius, radius)
        pen = QPen(colour, 1.8)
        if not reaches:
            pen.setDashPattern([1.5, 2.5])
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)
        _cross(painter, centre, 3.0, colour)
        if self.text:
            _words(painter, centre + QPointF(radius + 5, radius), self.text, colour)


@dataclass(frozen=True, slots=True)
class WitnessMark:
    """What one of the three predictors says alone: a cross with its letter."""

    at: Point2
    letter: str
    colour: str
    offset_px: Point2 = (7.0, -5.0)  # of the letter, so that three at one place can be read

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the cross and the letter."""
        centre = QPointF(*camera.to_screen(*self.at))
        _cross(painter, centre, 5.0, QColor(self.colour))
        _words(painter, centre + QPointF(*self.offset_px), self.letter, QColor(self.colour))


@dataclass(frozen=True, slots=True)
class CertaintyEllipse:
    """Where a mark lies in 95 of 100 cases, as far as it is known: the shadow of an ellipsoid on the slice.

    `matrix_mm2` is its covariance along the picture's right and down: uu, uv, vv.
    """

    at: Point2
    matrix_mm2: tuple[float, float, float]
    colour: str

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the outline."""
        uu, uv, vv = self.matrix_mm2
        lengths, axes = np.linalg.eigh(np.array([[uu, uv], [uv, vv]]))
        radii = RADII_PER_SD * np.sqrt(np.maximum(lengths, 0)) / camera.mm_per_px
        painter.save()
        painter.translate(QPointF(*camera.to_screen(*self.at)))
        painter.rotate(math.degrees(math.atan2(axes[1, 1], axes[0, 1])))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(SHADOW, 3.0), QPen(QColor(self.colour), 1.2, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            painter.drawEllipse(QPointF(0, 0), max(float(radii[1]), 3.0), max(float(radii[0]), 3.0))
        painter.restore()


@dataclass(frozen=True, slots=True)
class SpotMark:
    """A suggested point near a slice: a small diamond, amber where a person must decide."""

    at: Point2
    distance_mm: float
    depth_mm: float
    is_proposed: bool

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw it, fainter with its distance from the slice."""
        x, y = camera.to_screen(*self.at)
        colour = QColor(INK if self.is_proposed else AMBER)
        colour.setAlphaF(max(0.25, 0.9 * (1 - abs(self.distance_mm) / self.depth_mm)))
        corners = [QPointF(x, y - SPOT_PX), QPointF(x + SPOT_PX, y), QPointF(x, y + SPOT_PX), QPointF(x - SPOT_PX, y)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(SHADOW, 3.0), QPen(colour, 1.4)):
            painter.setPen(pen)
            painter.drawPolygon(QPolygonF(corners))


def _cross(painter: QPainter, centre: QPointF, reach: float, colour: QColor) -> None:
    for pen in (QPen(SHADOW, 3.0), QPen(colour, 1.4)):
        painter.setPen(pen)
        painter.drawLine(centre - QPointF(reach, 0), centre + QPointF(reach, 0))
        painter.drawLine(centre - QPointF(0, reach), centre + QPointF(0, reach))


def _words(painter: QPainter, base: QPointF, text: str, colour: QColor) -> None:
    metrics = painter.fontMetrics()
    ground = QRectF(
        base.x() - 3, base.y() - metrics.ascent(), metrics.horizontalAdvance(text) + 6, metrics.height() + 1
    )
    painter.fillRect(ground, QColor(0, 0, 0, 165))
    painter.setPen(QColor(colour.red(), colour.green(), colour.blue()))
    painter.drawText(base, text)
