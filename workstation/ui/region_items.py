"""The region as the slices show it: a dashed box with its size, and handles while the region tool is in the hand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from workstation.core.geometry import Side
from workstation.core.planes import Orientation, Plane
from workstation.ui.camera import Camera, Point2
from workstation.ui.region_gestures import section_of
from workstation.ui.slice_items import SHADE, Layer
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState, is_upright

COLOUR = "#ffffff"
HANDLE = 4.0  # pixels from the middle of a handle to its sides


@dataclass(frozen=True, slots=True)
class RegionItem:
    """A region in one slice; `text` tells its size there."""

    corners: tuple[Point2, ...]
    text: str
    has_handles: bool

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the box, its handles and its size."""
        places = [QPointF(*camera.to_screen(*corner)) for corner in self.corners]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(QColor(0, 0, 0, 150), 3.0), QPen(QColor(COLOUR), 1.3, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            painter.drawPolygon(QPolygonF(places))
        if self.has_handles:
            painter.setPen(QPen(QColor(0, 0, 0, 200), 1))
            painter.setBrush(QColor(COLOUR))
            for number, place in enumerate(places):
                for at in (place, (place + places[number - 1]) / 2):
                    painter.drawRect(QRectF(at.x() - HANDLE, at.y() - HANDLE, 2 * HANDLE, 2 * HANDLE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        self._write(painter, QPolygonF(places).boundingRect())

    def _write(self, painter: QPainter, around: QRectF) -> None:
        metrics = QFontMetricsF(painter.font())
        base = QPointF(around.left() + 6, around.bottom() - metrics.descent() - 5)
        width = metrics.horizontalAdvance(self.text)
        painter.fillRect(QRectF(base.x() - 3, base.y() - metrics.ascent(), width + 6, metrics.height()), SHADE)
        painter.setPen(QColor(COLOUR))
        painter.drawText(base, self.text)


def region_layers(view: ViewState, opened: OpenCase, side: Side, orientation: Orientation, plane: Plane) -> list[Layer]:
    """The region of one volume in one of its slices; nothing where there is none, or the slice does not meet it."""
    region = view.region(side)
    if region is None or view.is_oblique:
        return []
    volume = opened.case.volume(side)
    section = section_of(region, volume.grid, plane, orientation, is_upright(volume))
    if not section.is_cut:
        return []
    size = region.size_mm(volume.grid)
    text = f"{size[section.axes[0]]:.1f} × {size[section.axes[1]]:.1f} mm"
    return [RegionItem(section.corners, text, view.tool == "region")]
