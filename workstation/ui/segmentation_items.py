"""What the drawing tools lay over a slice: outlines in progress with their corners, rulers and angles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from workstation.core.geometry import Side
from workstation.core.measurements import Measurement
from workstation.core.planes import Plane
from workstation.ui.camera import Camera, Point2, plane_points
from workstation.ui.measure_gestures import AngleDraft
from workstation.ui.outline_gestures import Outline
from workstation.ui.slice_items import DEPTH_MM, SHADE, Layer
from workstation.ui.tools import Draft
from workstation.workbench.open_case import OpenCase

RULER = "#ffd95a"
CORNER_PX = 3.5
FILL_ALPHA = 60


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """An outline with its corners; dashed where it takes away. `ahead` is the line to the pointer."""

    points: tuple[Point2, ...]
    corners: tuple[Point2, ...]
    ahead: tuple[Point2, ...]
    colour: str
    dashed: bool

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the surface lightly, the line, the way to the pointer, and the corners."""
        path = _path(self.points, camera)
        surface = QPainterPath(path)
        surface.closeSubpath()
        fill = QColor(self.colour)
        fill.setAlpha(FILL_ALPHA)
        painter.fillPath(surface, fill)
        pen = QPen(QColor(self.colour), 1.6)
        if self.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        for each in (QPen(QColor(0, 0, 0, 140), 3.2), pen):
            painter.strokePath(path, each)
        if self.ahead:
            thin = QPen(QColor(self.colour), 1.0, Qt.PenStyle.DotLine)
            painter.strokePath(_path((self.points[-1], *self.ahead), camera), thin)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 1))
        painter.setBrush(QColor("#ffffff"))
        for number, corner in enumerate(self.corners):
            x, y = camera.to_screen(*corner)
            size = CORNER_PX + 1.5 if number == 0 else CORNER_PX
            painter.drawRect(QRectF(x - size, y - size, 2 * size, 2 * size))
        painter.setBrush(Qt.BrushStyle.NoBrush)


@dataclass(frozen=True, slots=True)
class MeasureItem:
    """A ruler or angle: its arms, its ends and its value; faint where it lies off the slice."""

    points: tuple[Point2, ...]
    text: str
    opacity: float = 1.0

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw arms, ends and value."""
        painter.save()
        painter.setOpacity(self.opacity)
        path = _path(self.points, camera)
        for pen in (QPen(QColor(0, 0, 0, 170), 3.4), QPen(QColor(RULER), 1.5)):
            painter.strokePath(path, pen)
        painter.setPen(QPen(QColor(RULER), 1.5))
        for point in self.points:
            painter.drawEllipse(QPointF(*camera.to_screen(*point)), 3.5, 3.5)
        if self.text:
            self._write(painter, camera)
        painter.restore()

    def _write(self, painter: QPainter, camera: Camera) -> None:
        """The value beside the middle of a ruler, or the corner of an angle."""
        places = [camera.to_screen(*point) for point in self.points]
        x, y = places[1] if len(places) == 3 else np.mean(places, axis=0).tolist()
        metrics = QFontMetricsF(painter.font())
        base = QPointF(x + 8, y - 6)
        width = metrics.horizontalAdvance(self.text)
        painter.fillRect(QRectF(base.x() - 3, base.y() - metrics.ascent(), width + 6, metrics.height() + 1), SHADE)
        painter.setPen(QColor(RULER))
        painter.drawText(base, self.text)


def drawing_layers(draft: Draft, opened: OpenCase, side: Side, plane: Plane, value: int) -> list[Layer]:
    """All that the drawing tools show on one plane; `value` is the label to paint with."""
    layers: list[Layer] = []
    moved = draft.measurement
    for each in opened.reading.measurements.values():
        if each.side == side and (moved is None or moved.id != each.id):
            layers += _measured(each, plane)
    if moved is not None and moved.side == side:
        layers += _measured(moved, plane)
    pending = draft.pending
    if isinstance(pending, Outline) and pending.side == side and pending.plane == plane:
        segment = opened.reading.segments.get(value)
        colour = segment.colour if segment is not None and not pending.inverts else "#ffffff"
        item = OutlineItem(
            tuple(pending.points), tuple(pending.corners), tuple(pending.ahead), colour,
            pending.inverts or pending.kind == "scissors",
        )  # fmt: skip
        layers.append(item)
    elif isinstance(pending, AngleDraft) and pending.side == side:
        points = [*pending.points_mm, *([pending.ahead_mm] if pending.ahead_mm is not None else [])]
        layers.append(MeasureItem(_flat(plane, points), ""))
    return layers


def _measured(each: Measurement, plane: Plane) -> list[Layer]:
    """A measurement near the slice: as it is where it lies in it, faint up to 3 mm away."""
    off_mm = float(np.abs(plane.distance_of(np.array(each.points_mm))).max())
    if off_mm > DEPTH_MM:
        return []
    return [MeasureItem(_flat(plane, each.points_mm), each.text, max(0.3, 1 - off_mm / DEPTH_MM))]


def _flat(plane: Plane, points_mm: Iterable[tuple[float, float, float]]) -> tuple[Point2, ...]:
    return tuple((float(u), float(v)) for u, v in plane_points(plane, np.array(list(points_mm))))


def _path(points: Iterable[Point2], camera: Camera) -> QPainterPath:
    path = QPainterPath()
    for number, point in enumerate(points):
        place = QPointF(*camera.to_screen(*point))
        if number:
            path.lineTo(place)
        else:
            path.moveTo(place)
    return path
