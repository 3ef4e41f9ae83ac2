"""What is drawn over a slice: crosshair, landmark glyphs, brush, scale bar, letters and read-outs.

Each is a value that paints itself in screen pixels through a camera, so that nothing here grows or shrinks with the zoom
unless it is measured in mm. Their colours are fixed, because they lie on grey pictures and not on the window.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from workstation.core.geometry import Side, Vector
from workstation.core.landmarks import State
from workstation.core.planes import Orientation
from workstation.ui.camera import Camera, Point2
from workstation.ui.theme import DARK

PLANE_COLOURS: dict[Orientation, str] = {"transverse": "#e0564f", "sagittal": "#e2c24a", "coronal": "#5cb85c"}
SIDE_COLOURS: dict[Side, str] = {"fixed": "#35cfa8", "moving": "#e06ad8"}
INK = "#e9eef2"
SHADE = QColor(0, 0, 0, 165)  # behind text
AMBER = DARK.warn

GLYPH_RADIUS_PX = 5.0
HIT_RADIUS_PX = 8.0
DEPTH_MM = 3.0  # how far from the slice a landmark can still be seen
CROSSHAIR_GAP_PX = 9.0
EDGE_PX = 7.0
GAP = "   "  # between the parts of a read-out
_ORIENTATION_OF_AXIS: tuple[Orientation, Orientation, Orientation] = ("sagittal", "coronal", "transverse")


class Layer(Protocol):
    """Something that paints itself over a picture."""

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw in screen pixels."""
        ...


@dataclass(frozen=True, slots=True)
class Crosshair:
    """Two lines through the cursor, each in the colour of the plane that it stands for, open in the middle."""

    at: Point2
    upright: Orientation
    level: Orientation

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw both lines over the whole pane."""
        x, y = camera.to_screen(*self.at)
        width, height = camera.size
        gap = CROSSHAIR_GAP_PX
        upright, level = _shade(PLANE_COLOURS[self.upright], 200), _shade(PLANE_COLOURS[self.level], 200)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # straight lines are sharp, and quick to draw
        painter.fillRect(QRectF(x - 0.5, 0, 1, max(y - gap, 0)), upright)
        painter.fillRect(QRectF(x - 0.5, y + gap, 1, max(height - y - gap, 0)), upright)
        painter.fillRect(QRectF(0, y - 0.5, max(x - gap, 0), 1), level)
        painter.fillRect(QRectF(x + gap, y - 0.5, max(width - x - gap, 0), 1), level)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def crosshair_planes(right_mm: Vector, down_mm: Vector) -> tuple[Orientation, Orientation]:
    """Which planes the upright and the level line of a picture's crosshair stand for."""
    right, down = (max(range(3), key=lambda axis, v=v: abs(v[axis])) for v in (right_mm, down_mm))  # type: ignore[misc]
    return _ORIENTATION_OF_AXIS[right], _ORIENTATION_OF_AXIS[down]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A landmark near a slice. `distance_mm` is that of its mark from the slice; `in_slice` marks are filled.

    A glyph without a mark (`predicted`) is the dashed ring where its twin should lie; `ring_mm` is how uncertain that is.
    """

    landmark_id: str
    name: str
    at: Point2
    distance_mm: float
    in_slice: bool
    colour: str
    state: State = "placed"
    selected: bool = False
    predicted: bool = False
    named: bool = True

    @property
    def opacity(self) -> float:
        """From 1 in the slice to 0.2 at the greatest depth that is shown."""
        return 1.0 if self.in_slice else max(0.2, 0.85 * (1 - abs(self.distance_mm) / DEPTH_MM))

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the mark, and its name if wanted."""
        x, y = camera.to_screen(*self.at)
        if not (-80 < x < camera.size[0] + 20 and -20 < y < camera.size[1] + 20):
            return
        centre = QPointF(x, y)
        colour = QColor(self.colour)
        colour.setAlphaF(self.opacity)
        if self.predicted:
            _ring(painter, centre, colour)
        else:
            _mark(painter, centre, colour, self)
        if self.named and (self.in_slice or self.selected):
            ink = QColor(INK if self.selected else self.colour)
            ink.setAlphaF(max(self.opacity, 0.6))
            text = f"{self.name}?" if self.predicted else self.name
            write_text(painter, centre + QPointF(GLYPH_RADIUS_PX + 5, -GLYPH_RADIUS_PX), text, ink)

    def distance_px(self, camera: Camera, x: float, y: float) -> float:
        """How far a screen point lies from the middle of the glyph."""
        return math.dist(camera.to_screen(*self.at), (x, y))


def glyph_at(glyphs: Sequence[Glyph], camera: Camera, x: float, y: float) -> Glyph | None:
    """The mark nearest to a screen point within the hit radius; marks in the slice go before those behind it."""
    near = [glyph for glyph in glyphs if not glyph.predicted and glyph.distance_px(camera, x, y) <= HIT_RADIUS_PX]
    return min(near, key=lambda glyph: (not glyph.in_slice, glyph.distance_px(camera, x, y)), default=None)


@dataclass(frozen=True, slots=True)
class BrushRing:
    """The outline of the brush at the pointer, in its true size."""

    at: Point2
    radius_mm: float
    colour: str
    erases: bool = False

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the outline, dashed where it erases."""
        radius = self.radius_mm / camera.mm_per_px
        centre = QPointF(*camera.to_screen(*self.at))
        painter.setPen(ink_pen("#000000", 3.0, 110))
        painter.drawEllipse(centre, radius, radius)
        pen = ink_pen(self.colour, 1.4)
        if self.erases:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of a round number of mm at the bottom right; amber and with a question mark where mm are not certain."""

    trusted: bool = True

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the bar and its length."""
        length_mm = round_length(camera.mm_per_px * min(120.0, camera.size[0] / 4))
        length = length_mm / camera.mm_per_px
        right, bottom = camera.size[0] - EDGE_PX - 2, camera.size[1] - EDGE_PX - 2
        path = QPainterPath(QPointF(right - length, bottom - 4))
        for x, y in ((right - length, bottom), (right, bottom), (right, bottom - 4)):
            path.lineTo(x, y)
        colour = INK if self.trusted else AMBER
        for pen in (ink_pen("#000000", 3.5, 160), ink_pen(colour, 1.5)):
            painter.strokePath(path, pen)
        text = f"{length_mm:g} mm" if self.trusted else f"{length_mm:g} mm ?"
        write_text(painter, QPointF(right, bottom - 7), text, QColor(colour), Qt.AlignmentFlag.AlignRight)


def round_length(longest_mm: float) -> float:
    """The greatest of 1, 2, 5 × 10ⁿ mm that is not longer."""
    power = 10.0 ** math.floor(math.log10(longest_mm))
    return power * max(step for step in (1, 2, 5) if step * power <= longest_mm * (1 + 1e-9))


@dataclass(frozen=True, slots=True)
class EdgeLetters:
    """The anatomical directions at the middle of the left, right, top and bottom edge."""

    letters: tuple[str, str, str, str]

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the four letters."""
        width, height = camera.size
        high = QFontMetricsF(painter.font()).ascent()
        middle, ink = Qt.AlignmentFlag.AlignHCenter, QColor(INK)
        left, right, top, bottom = self.letters
        write_text(painter, QPointF(EDGE_PX, (height + high) / 2), left, ink)
        write_text(painter, QPointF(width - EDGE_PX, (height + high) / 2), right, ink, Qt.AlignmentFlag.AlignRight)
        write_text(painter, QPointF(width / 2, EDGE_PX + high - 3), top, ink, middle)
        write_text(painter, QPointF(width / 2, height - EDGE_PX), bottom, ink, middle)


@dataclass(frozen=True, slots=True)
class Caption:
    """The name of a pane at the top left, after a chip in the colour of its plane, and its slice number."""

    title: str
    detail: str
    colour: str
    chip: str

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw chip, title and detail in one line."""
        metrics = QFontMetricsF(painter.font())
        base = EDGE_PX + metrics.ascent() - 2
        side = metrics.xHeight() + 1
        painter.fillRect(QRectF(EDGE_PX, base - side, side, side), QColor(self.chip))
        write_text(painter, QPointF(EDGE_PX + side + 6, base), self.title, QColor(self.colour))
        start = EDGE_PX + side + 6 + metrics.horizontalAdvance(self.title) + 8
        if start + metrics.horizontalAdvance(self.detail) < camera.size[0] / 2 - 12:
            write_text(painter, QPointF(start, base), self.detail, QColor(INK))
        else:  # a narrow pane: below, so that it does not run into the letter at the top
            write_text(painter, QPointF(EDGE_PX, base + metrics.height()), self.detail, QColor(INK))


@dataclass(frozen=True, slots=True)
class Readout:
    """What lies under the pointer, at the bottom left; cut off before it would run into the scale bar."""

    text: str

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw it in as few lines as fit."""
        metrics = QFontMetricsF(painter.font())
        bottom = camera.size[1] - EDGE_PX
        room = camera.size[0] / 2 - 2 * EDGE_PX
        lines: list[str] = []
        for part in self.text.split(GAP):
            longer = GAP.join((*lines[-1:], part))
            if lines and metrics.horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
        for number, line in enumerate(reversed(lines)):
            write_text(painter, QPointF(EDGE_PX, bottom - number * metrics.height()), line, QColor(INK))


@dataclass(frozen=True, slots=True)
class Badge:
    """A small amber warning at the top right."""

    text: str

    def rect(self, font: QFont, camera: Camera) -> QRectF:
        """Where it lies, in screen pixels."""
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(self.text) + 12, metrics.height() + 4
        return QRectF(camera.size[0] - EDGE_PX - width, EDGE_PX - 2, width, height)

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw dark text on amber."""
        rect = self.rect(painter.font(), camera)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(AMBER))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor("#1c1405"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.text)


def _mark(painter: QPainter, centre: QPointF, colour: QColor, glyph: Glyph) -> None:
    """A dot (placed), a diamond (confirmed) or a dot in an amber ring (flagged), on a dark rim."""
    radius = GLYPH_RADIUS_PX if glyph.in_slice else GLYPH_RADIUS_PX - 1
    path = QPainterPath()
    if glyph.state == "confirmed":
        reach = radius * 1.25
        path.moveTo(centre + QPointF(0, -reach))
        for x, y in ((reach, 0), (0, reach), (-reach, 0)):
            path.lineTo(centre + QPointF(x, y))
        path.closeSubpath()
    else:
        path.addEllipse(centre, radius, radius)
    painter.strokePath(path, ink_pen("#000000", 3.4, int(170 * glyph.opacity)))
    if glyph.in_slice:
        painter.fillPath(path, QBrush(colour))
        painter.fillRect(QRectF(centre.x() - 0.75, centre.y() - 0.75, 1.5, 1.5), QColor("#000000"))
    painter.strokePath(path, QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if glyph.state == "flagged":
        painter.setPen(ink_pen(AMBER, 1.6, int(255 * glyph.opacity)))
        painter.drawEllipse(centre, radius + 3, radius + 3)
    if glyph.selected:
        painter.setPen(ink_pen("#000000", 3.2, 120))
        painter.drawEllipse(centre, radius + 5.5, radius + 5.5)
        painter.setPen(ink_pen("#ffffff", 1.5))
        painter.drawEllipse(centre, radius + 5.5, radius + 5.5)


def _ring(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """The dashed ring of a predicted place, with a small dot in its middle."""
    radius = GLYPH_RADIUS_PX + 6
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(ink_pen("#000000", 3.2, 120))
    painter.drawEllipse(centre, radius, radius)
    pen = QPen(colour, 1.8)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.6, 2.0])
    painter.setPen(pen)
    painter.drawEllipse(centre, radius, radius)
    painter.fillRect(QRectF(centre.x() - 1, centre.y() - 1, 2, 2), colour)


def write_text(
    painter: QPainter, base: QPointF, text: str, colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:  # fmt: skip
    """One line of text on a dark ground, with its base line at a point: skin is as white as letters."""
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(text)
    shift = {Qt.AlignmentFlag.AlignRight: width, Qt.AlignmentFlag.AlignHCenter: width / 2}.get(align, 0.0)
    start = base - QPointF(shift, 0)
    ground = QRectF(start.x() - 3, start.y() - metrics.ascent(), width + 6, metrics.height() + 1)
    painter.fillRect(ground, SHADE)
    painter.setPen(colour)
    painter.drawText(start, text)


def ink_pen(colour: str, width: float, alpha: int = 255) -> QPen:
    """A pen of a colour, as wide as that many screen pixels."""
    return QPen(_shade(colour, alpha), width)


def _shade(colour: str, alpha: int) -> QColor:
    shade = QColor(colour)
    shade.setAlpha(alpha)
    return shade
