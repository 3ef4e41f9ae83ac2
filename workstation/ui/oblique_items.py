"""The crosshair of planes that are turned, and the handles on its lines by which they are turned."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from workstation.core.planes import Orientation
from workstation.ui.camera import Camera, Point2
from workstation.ui.slice_items import CROSSHAIR_GAP_PX, PLANE_COLOURS, ink_pen

HANDLE_PX = 4.5
HANDLE_REACH = 0.36  # of the shorter side of the pane, from the crosshair
HIT_PX = 9.0


@dataclass(frozen=True, slots=True)
class TurnedCrosshair:
    """Two lines through the cursor, each along the cut with another plane and in its colour, open in the middle."""

    at: Point2
    lines: tuple[tuple[Orientation, Point2], ...]

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw both lines over the whole pane."""
        x, y = camera.to_screen(*self.at)
        reach = math.hypot(*camera.size) + math.hypot(x, y)
        for orientation, (dx, dy) in self.lines:
            painter.setPen(ink_pen(PLANE_COLOURS[orientation], 1.0, 200))
            for sign in (-1, 1):
                near, far = sign * CROSSHAIR_GAP_PX, sign * reach
                painter.drawLine(QPointF(x + near * dx, y + near * dy), QPointF(x + far * dx, y + far * dy))


@dataclass(frozen=True, slots=True)
class TurnHandles:
    """Small squares on the lines of the crosshair; one that is under the pointer or being dragged is filled."""

    at: Point2
    lines: tuple[tuple[Orientation, Point2], ...]
    pointer: Point2 | None = None

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw those that lie in the pane."""
        for orientation, x, y in handle_points(camera, self.at, self.lines):
            under = self.pointer is not None and math.dist(self.pointer, (x, y)) <= HIT_PX
            painter.setBrush(QColor(PLANE_COLOURS[orientation]) if under else Qt.BrushStyle.NoBrush)
            for pen in (ink_pen("#000000", 3.2, 150), ink_pen(PLANE_COLOURS[orientation], 1.5)):
                painter.setPen(pen)
                painter.drawRect(QRectF(x - HANDLE_PX, y - HANDLE_PX, 2 * HANDLE_PX, 2 * HANDLE_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def handle_points(
    camera: Camera, at: Point2, lines: tuple[tuple[Orientation, Point2], ...]
) -> list[tuple[Orientation, float, float]]:  # fmt: skip
    """Where the handles lie on screen: on both arms of both lines, as far as they are in the pane."""
    x, y = camera.to_screen(*at)
    reach = HANDLE_REACH * min(camera.size)
    width, height = camera.size
    points = [
        (orientation, x + sign * reach * dx, y + sign * reach * dy)
        for orientation, (dx, dy) in lines
        for sign in (-1, 1)
    ]
    return [(name, px, py) for name, px, py in points if 0 <= px <= width and 0 <= py <= height]


def handle_hit(
    camera: Camera, at: Point2, lines: tuple[tuple[Orientation, Point2], ...], x: float, y: float
) -> bool:  # fmt: skip
    """Whether a point of the screen lies on a handle."""
    return any(math.dist((px, py), (x, y)) <= HIT_PX for _, px, py in handle_points(camera, at, lines))
