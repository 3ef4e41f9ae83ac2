"""The panes of a workspace as a figure for a publication: PNG at three times the screen's resolution, or PDF.

Panes are drawn anew, not copied from the screen, so that lines and letters are sharp; they keep their places, and a line
below says what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from workstation.core.errors import InvalidInput
from workstation.storage.atomic import write_bytes
from workstation.ui.slice_pixels import png_bytes
from workstation.ui.slice_view import SliceView

SHARPER = 3  # pixels of the figure for each of the screen
GAP_PX, CAPTION_PX = 6, 26
MM_PER_PX = 25.4 / 96
SUFFIXES = (".png", ".pdf")


def write_figure(panes: Sequence[SliceView], caption: str, path: Path) -> None:
    """Write the visible ones of some panes, in their places, with a caption below.

    Raises
    ------
    InvalidInput : the name ends neither in .png nor in .pdf, or no pane is visible.
    NotSaved : the disk refuses.
    """
    shown = [pane for pane in panes if pane.isVisible() and pane.canvas.plane is not None]
    if not shown:
        raise InvalidInput("There is no picture to save; open a case first.")
    if path.suffix.lower() not in SUFFIXES:
        raise InvalidInput("{name} should end in .png or .pdf.", name=path.name)
    write_bytes(path, (_pdf if path.suffix.lower() == ".pdf" else _png)(shown, caption))


def _png(panes: Sequence[SliceView], caption: str) -> bytes:
    box = _box(panes)
    image = QImage(box.width() * SHARPER, (box.height() + CAPTION_PX) * SHARPER, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    image.setDotsPerMeterX(round(1000 * SHARPER / MM_PER_PX))
    image.setDotsPerMeterY(round(1000 * SHARPER / MM_PER_PX))
    painter = QPainter(image)
    painter.scale(SHARPER, SHARPER)
    _draw(painter, panes, box, caption)
    painter.end()
    return png_bytes(image)


def _pdf(panes: Sequence[SliceView], caption: str) -> bytes:
    box = _box(panes)
    size = QSizeF(box.width() * MM_PER_PX, (box.height() + CAPTION_PX) * MM_PER_PX)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96 * SHARPER)
    portrait, none = QPageLayout.Orientation.Portrait, QMarginsF()
    writer.setPageLayout(QPageLayout(QPageSize(size, QPageSize.Unit.Millimeter), portrait, none))
    writer.setCreator("Sonolign")
    painter = QPainter(writer)
    painter.scale(SHARPER, SHARPER)
    _draw(painter, panes, box, caption)
    painter.end()
    return bytes(buffer.data().data())


def _draw(painter: QPainter, panes: Sequence[SliceView], box: QRect, caption: str) -> None:
    for pane in panes:
        painter.save()
        place = _place(pane, panes[0])
        painter.translate(place.topLeft() - box.topLeft())
        painter.setClipRect(QRect(QPoint(0, 0), place.size()))
        pane.canvas.draw_onto(painter)
        painter.restore()
    painter.setPen(QColor("#000000"))
    painter.setFont(panes[0].canvas.figure_font)
    line = QRectF(GAP_PX, box.height(), box.width() - 2 * GAP_PX, CAPTION_PX)
    painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), caption)


def _box(panes: Sequence[SliceView]) -> QRect:
    """The smallest rectangle around all panes, in pixels of their window."""
    box = QRect()
    for pane in panes:
        box = box.united(_place(pane, panes[0]))
    return box


def _place(pane: SliceView, first: SliceView) -> QRect:
    """Where a pane's canvas lies, seen from the window."""
    return QRect(pane.canvas.mapTo(first.window(), QPoint(0, 0)), pane.canvas.size())
