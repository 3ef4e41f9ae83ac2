"""Predicted against true error as one picture: measured curves, the line on which predictions are right, a case's points.

Painted by hand, so that the window, the saved figure and the report show the same. Both axes are logarithmic in mm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.imaging.uncertainty.reliability import Reliability
from workstation.ui.text import tr
from workstation.ui.theme import DARK
from workstation.workbench.reliability import LEAST_MARK_ERROR_MM, ReliabilityReport

LOW, HIGH = LEAST_MARK_ERROR_MM, 15.0  # mm
TICKS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
DOT = 3.5


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of the picture; `curves` in the order of the curves."""

    ground: str
    text: str
    faint: str
    grid: str
    points: str
    beyond: str
    curves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegendLine:
    """What a sign in a colour means."""

    text: str
    ink: str
    sign: Literal["line", "dots", "ring"] = "line"


ON_SCREEN = Inks(DARK.panel, DARK.text, DARK.muted, DARK.line, DARK.text, DARK.bad,
                 (DARK.accent, "#6f8fe0", DARK.warn, "#b58fe0"))  # fmt: skip
ON_PAPER = Inks("#ffffff", "#1a1a1a", "#666666", "#dddddd", "#1a1a1a", "#b8281b",
                ("#0b7f93", "#3f5fc0", "#a86a00", "#7a4fb0"))  # fmt: skip


class ReliabilityPlot(QWidget):
    """The picture in a window."""

    def __init__(self, report: ReliabilityReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 300)
        self.setToolTip(tr("On the dashed line predictions are right; above it errors are larger than predicted."))

    def sizeHint(self) -> QSize:
        """Wide enough to be read at ease."""
        return QSize(560, 440)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint everything anew."""
        painter = QPainter(self)
        paint(painter, QRectF(self.rect()), self.report, ON_SCREEN, self.font())
        painter.end()


def picture(report: ReliabilityReport, width: int, height: int, scale: float = 2.0) -> QImage:
    """The picture for paper: black on white, `scale` times as sharp."""
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(scale, scale)
    font = QFont(painter.font())
    font.setPixelSize(11)
    paint(painter, QRectF(0, 0, width, height), report, ON_PAPER, font)
    painter.end()
    return image


def paint(painter: QPainter, area: QRectF, report: ReliabilityReport, inks: Inks, font: QFont) -> None:
    """Paint the picture into an area."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, QColor(inks.ground))
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    high = metrics.height()
    legend = _legend(report, inks)
    rows = -(-len(legend) // 2)
    frame = area.adjusted(3.6 * high, 0.8 * high, -0.8 * high, -(3.0 + 1.15 * rows) * high)
    axes = _Axes(frame)
    _paint_axes(painter, axes, inks, high)
    painter.save()
    painter.setClipRect(frame)
    for curve, ink in zip(report.curves, inks.curves, strict=False):
        _paint_curve(painter, axes, curve, ink)
    _paint_points(painter, axes, report, inks)
    painter.restore()
    wide = (area.width() - 1.4 * high) / 2
    for n, line in enumerate(legend):
        left = area.left() + 0.7 * high + n // rows * wide
        y = frame.bottom() + (2.6 + (n % rows + 0.5) * 1.15) * high
        _paint_legend_line(painter, line, QRectF(left, y - high / 2, wide, high), inks, metrics)


def _paint_legend_line(
    painter: QPainter, line: LegendLine, room: QRectF, inks: Inks, metrics: QFontMetricsF
) -> None:  # fmt: skip
    high, y = room.height(), room.center().y()
    style = Qt.PenStyle.DotLine if line.sign == "dots" else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(line.ink), 1 if line.sign == "dots" else 2, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if line.sign == "ring":
        painter.drawEllipse(QPointF(room.left() + 0.7 * high, y), DOT, DOT)
    else:
        painter.drawLine(QPointF(room.left(), y), QPointF(room.left() + 1.4 * high, y))
    painter.setPen(QColor(inks.text))
    rest = room.adjusted(1.8 * high, 0, 0, 0)
    words = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class _Axes:
    """From mm to a place in the frame."""

    def __init__(self, frame: QRectF) -> None:
        self.frame = frame

    def at(self, predicted_mm: float, true_mm: float) -> QPointF:
        """Where a pair of errors lies; what is smaller or larger than the axes lies at their ends."""
        x, y = (math.log(min(max(mm, LOW), HIGH) / LOW) / math.log(HIGH / LOW) for mm in (predicted_mm, true_mm))
        return QPointF(self.frame.left() + x * self.frame.width(), self.frame.bottom() - y * self.frame.height())


def _paint_axes(painter: QPainter, axes: _Axes, inks: Inks, high: float) -> None:
    frame = axes.frame
    for mm in TICKS:
        spot = axes.at(mm, mm)
        painter.setPen(QPen(QColor(inks.grid), 1))
        painter.drawLine(QPointF(spot.x(), frame.top()), QPointF(spot.x(), frame.bottom()))
        painter.drawLine(QPointF(frame.left(), spot.y()), QPointF(frame.right(), spot.y()))
        painter.setPen(QColor(inks.faint))
        below = QRectF(spot.x() - 30, frame.bottom() + 0.1 * high, 60, high)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), f"{mm:g}")
        left = QRectF(frame.left() - 3 * high, spot.y() - high / 2, 2.7 * high, high)
        painter.drawText(left, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{mm:g}")
    painter.setPen(QPen(QColor(inks.faint), 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(axes.at(LOW, LOW), axes.at(HIGH, HIGH))
    painter.setPen(QColor(inks.text))
    title = QRectF(frame.left(), frame.bottom() + 1.2 * high, frame.width(), 1.2 * high)
    painter.drawText(title, int(Qt.AlignmentFlag.AlignHCenter), tr("Predicted error, mm"))
    painter.save()
    painter.translate(frame.left() - 3.3 * high, frame.center().y())
    painter.rotate(-90)
    room = QRectF(-frame.height() / 2, -0.6 * high, frame.height(), 1.2 * high)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), tr("True error, mm"))
    painter.restore()


def _paint_curve(painter: QPainter, axes: _Axes, curve: Reliability, ink: str) -> None:
    """The mean true error of each part, and thinly what 95 % of its errors stay below."""
    spots = [axes.at(*pair) for pair in zip(curve.predicted_mm, curve.true_mm, strict=True)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(ink), 2))
    painter.drawPath(_path(spots))
    painter.setBrush(QColor(ink))
    for spot in spots:
        painter.drawEllipse(spot, 2.5, 2.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DotLine))
    painter.drawPath(_path([axes.at(*pair) for pair in zip(curve.predicted_mm, curve.true_p95_mm, strict=True)]))


def _paint_points(painter: QPainter, axes: _Axes, report: ReliabilityReport, inks: Inks) -> None:
    points = report.points
    if points is None:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for predicted, bound, measured in zip(points.predicted_mm, points.bound_mm, points.measured_mm, strict=True):
        is_beyond = measured > max(bound, LOW)
        painter.setPen(QPen(QColor(inks.beyond if is_beyond else inks.points), 1.5))
        painter.drawEllipse(axes.at(float(predicted), float(measured)), DOT, DOT)


def _path(spots: list[QPointF]) -> QPainterPath:
    path = QPainterPath(spots[0])
    for spot in spots[1:]:
        path.lineTo(spot)
    return path


def _legend(report: ReliabilityReport, inks: Inks) -> list[LegendLine]:
    lines = [LegendLine(tr(curve.title), ink) for curve, ink in zip(report.curves, inks.curves, strict=False)]
    if report.curves:
        lines.append(LegendLine(tr("95 % stay below"), inks.faint, "dots"))
    if report.points is not None:
        lines.append(LegendLine(tr("landmarks of this case"), inks.points, "ring"))
    return lines
