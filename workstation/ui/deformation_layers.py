"""What a registration does to tissue, painted over a slice: coloured maps with isolines, a bent grid, arrows, a colour bar.

Maps are sampled at screen pixels from the coarse lattice that they are given, so that isolines are thin at any zoom. The
last picture of each is kept, because a crosshair that moves over it must not paint it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPolygonF

from workstation.core.geometry import FloatArray
from workstation.core.planes import Plane
from workstation.imaging.deformation import DeformationSample
from workstation.ui.camera import Camera, pixel_mm
from workstation.ui.slice_items import EDGE_PX, INK, ink_pen, write_text

ColourTable = npt.NDArray[np.uint8]  # (256, 4) RGBA
FOLD, LINE = (255, 45, 45), (233, 238, 242)
SHRINKS, GROWS = (74, 150, 255), (255, 150, 50)  # blue and orange: told apart by every eye
GRID_MM = 6.0
GRID_COLOUR, ARROW_COLOUR = "#ffd34d", "#ffd34d"
ARROW_PX = 30.0  # between arrows, and the length of the longest
BAR_PX = (10.0, 120.0)


@cache
def rising_table() -> ColourTable:
    """From dark blue over green to yellow (viridis), for what begins at 0."""
    colours: ColourTable = pg.colormap.get("viridis").getLookupTable(nPts=256, alpha=True, mode="byte")
    return colours


@cache
def error_table() -> ColourTable:
    """Clear where nothing is to be feared, then orange to red."""
    share = np.linspace(0, 1, 256)[:, None]
    table = np.zeros((256, 4), np.uint8)
    table[:, :3] = np.rint((1 - share) * np.array([255, 214, 90]) + share * np.array([225, 30, 40]))
    table[:, 3] = np.rint(255 * np.clip(1.6 * share[:, 0] - 0.15, 0, 1))
    return table


@cache
def two_sided_table() -> ColourTable:
    """Blue for less, orange for more, and clear in the middle, so that unchanged tissue stays as it is."""
    share = np.linspace(-1, 1, 256)
    table = np.zeros((256, 4), np.uint8)
    table[:, :3] = np.where(share[:, None] < 0, SHRINKS, GROWS)
    table[:, 3] = np.rint(255 * np.clip(np.abs(share) * 1.3, 0, 1))
    return table


@dataclass(eq=False, slots=True)
class ColourMap:
    """Values on a lattice over a plane, from its first to its last pixel, as colours, perhaps with isolines.

    Parameters
    ----------
    values : (rows, columns) of the lattice
    folded : where the map folds, of the same shape; drawn in red
    low, high : values at the ends of the colour table
    line_step : from one isoline to the next, 0 for none
    """

    plane: Plane
    values: FloatArray
    low: float
    high: float
    table: ColourTable
    opacity: float
    line_step: float = 0.0
    folded: npt.NDArray[np.bool_] | None = None
    _kept: tuple[Camera, QImage] | None = field(default=None, repr=False)

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the map over the whole pane."""
        if self._kept is None or self._kept[0] != camera:
            self._kept = camera, _image(self.colours(camera))
        painter.drawImage(0, 0, self._kept[1])

    def colours(self, camera: Camera) -> npt.NDArray[np.uint8]:
        """RGBA (height, width, 4) of the pane; transparent outside the plane."""
        rows, columns = _lattice_places(self.plane, self.values.shape, camera)
        there = _within(rows, self.values.shape[0])[:, None] & _within(columns, self.values.shape[1])[None, :]
        values = _sampled(self.values, rows, columns)
        share = (values - self.low) * (255 / (self.high - self.low))
        picture = self.table[np.clip(np.nan_to_num(share), 0, 255).astype(np.uint8)]
        picture[..., 3] = np.rint(picture[..., 3] * self.opacity).astype(np.uint8)
        if self.line_step:
            picture[_steps(values, self.line_step)] = (*LINE, round(200 * self.opacity))
        if self.folded is not None and self.folded.any():
            picture[_sampled(self.folded.astype(float), rows, columns) > 0.25] = (*FOLD, 255)
        picture[~there | ~np.isfinite(values)] = 0
        return picture


@dataclass(frozen=True, eq=False, slots=True)
class BentGrid:
    """A square grid of the fixed volume as the registration bends it, without the shift that all of the slice shares."""

    sample: DeformationSample
    opacity: float

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the lines of the grid."""
        at = _places(self.sample) + self.sample.in_plane_mm - self.sample.in_plane_mm.mean(axis=(0, 1))
        painter.setPen(ink_pen(GRID_COLOUR, 1.1, round(255 * self.opacity)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for axis in (0, 1):
            lines = np.moveaxis(at, axis, 0)
            step = max(1, round(GRID_MM / _lattice_mm(self.sample)[axis]))
            for line in lines[::step]:
                painter.drawPolyline(QPolygonF([QPointF(*camera.to_screen(u, v)) for u, v in line.tolist()]))


@dataclass(frozen=True, eq=False, slots=True)
class Arrows:
    """Where tissue goes within the slice, from fixed to moving: thinned out and shortened so that they can be told apart.

    `legend` has a gap `{factor}` for how much longer than in truth they are drawn at the present zoom.
    """

    sample: DeformationSample
    opacity: float
    legend: str

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw an arrow about every 30 pixels."""
        step_row, step_column = (max(1, round(ARROW_PX * camera.mm_per_px / mm)) for mm in _lattice_mm(self.sample))
        part = np.s_[step_row // 2 :: step_row, step_column // 2 :: step_column]
        starts, moves = _places(self.sample)[part].reshape(-1, 2), self.sample.in_plane_mm[part].reshape(-1, 2)
        path = QPainterPath()
        factor = self.factor(camera)
        for (u, v), (du, dv) in zip(starts.tolist(), (moves * factor).tolist(), strict=True):
            _arrow(path, *camera.to_screen(u, v), du / camera.mm_per_px, dv / camera.mm_per_px)
        painter.strokePath(path, ink_pen("#000000", 3.0, round(140 * self.opacity)))
        painter.strokePath(path, ink_pen(ARROW_COLOUR, 1.4, round(255 * self.opacity)))
        Legend(self.legend.format(factor=f"{factor:g}")).paint(painter, camera)

    def factor(self, camera: Camera) -> float:
        """How much longer or shorter than in truth the arrows are drawn: a round number, 1 where that fits."""
        longest = float(np.linalg.norm(self.sample.in_plane_mm, axis=-1).max()) / camera.mm_per_px
        fits = next((f for f in (1.0, 0.5, 0.2, 0.1, 0.05, 0.02) if longest * f <= ARROW_PX), 0.01)
        return fits if longest > ARROW_PX / 5 else max(f for f in (1.0, 2.0, 5.0, 10.0) if longest * f <= ARROW_PX)


@dataclass(frozen=True, eq=False, slots=True)
class ColourBar:
    """What the colours of a map mean: a bar with its title, both ends and the middle, at the top right."""

    title: str
    table: ColourTable
    ends: tuple[str, str, str]  # below, middle, above

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the bar, if the pane has room for it."""
        metrics = QFontMetricsF(painter.font())
        top, height = EDGE_PX + 2.4 * metrics.height(), min(BAR_PX[1], camera.size[1] / 2 - 2 * metrics.height())
        if height < 3 * metrics.height():
            return
        right = camera.size[0] - EDGE_PX - 2 * metrics.averageCharWidth() - 3  # free of the letter at the edge
        bar = QRectF(right - BAR_PX[0], top + 1.5 * metrics.height(), BAR_PX[0], height)
        colours = np.ascontiguousarray(self.table[::-1, None, :])
        painter.fillRect(bar.adjusted(-1, -1, 1, 1), QColor(20, 20, 20, 220))
        painter.drawImage(bar, _image(colours))
        ink, align = QColor(INK), Qt.AlignmentFlag.AlignRight
        write_text(painter, QPointF(right, top + metrics.ascent() - 3), self.title, ink, align)
        for share, text in zip((1.0, 0.5, 0.0), self.ends, strict=True):
            base = bar.top() + share * height + metrics.ascent() / 2 - 1
            write_text(painter, QPointF(bar.left() - 5, base), text, ink, align)


@dataclass(frozen=True, slots=True)
class Legend:
    """A sentence about what is drawn, above the read-out at the bottom left; in several lines if the pane is narrow."""

    text: str

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw it."""
        metrics = QFontMetricsF(painter.font())
        lines = _lines(self.text, metrics, camera.size[0] - 2 * EDGE_PX)
        for n, line in enumerate(reversed(lines)):
            base = camera.size[1] - EDGE_PX - (3.2 + 1.1 * n) * metrics.height()
            write_text(painter, QPointF(EDGE_PX, base), line, QColor(INK))


def _lines(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A text in lines that are no wider than that, broken between words."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _lattice_mm(sample: DeformationSample) -> tuple[float, float]:
    """The distance of lattice points along rows and along columns."""
    du, dv = pixel_mm(sample.plane)
    rows, columns = sample.volume.shape
    return dv * (sample.plane.rows - 1) / (rows - 1), du * (sample.plane.columns - 1) / (columns - 1)


def _places(sample: DeformationSample) -> FloatArray:
    """(u, v) of every lattice point: (rows, columns, 2)."""
    row_mm, column_mm = _lattice_mm(sample)
    rows, columns = sample.volume.shape
    v, u = np.meshgrid(np.arange(rows) * row_mm, np.arange(columns) * column_mm, indexing="ij")
    places: FloatArray = np.stack([u, v], axis=-1)
    return places


def _lattice_places(plane: Plane, shape: tuple[int, ...], camera: Camera) -> tuple[FloatArray, FloatArray]:
    """The continuous lattice row of every screen row, and lattice column of every screen column."""
    du, dv = pixel_mm(plane)
    width, height = camera.size
    u = camera.centre[0] + (np.arange(width, dtype=np.float64) + 0.5 - width / 2) * camera.mm_per_px
    v = camera.centre[1] + (np.arange(height, dtype=np.float64) + 0.5 - height / 2) * camera.mm_per_px
    row: FloatArray = v / (dv * max(plane.rows - 1, 1)) * (shape[0] - 1)
    column: FloatArray = u / (du * max(plane.columns - 1, 1)) * (shape[1] - 1)
    return row, column


def _within(places: FloatArray, count: int) -> npt.NDArray[np.bool_]:
    inside: npt.NDArray[np.bool_] = (places >= 0) & (places <= count - 1)
    return inside


def _sampled(values: FloatArray, rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Bilinear samples at every row × column, held at the border."""
    result = values
    for axis, places in enumerate((rows, columns)):
        held = np.clip(places, 0, values.shape[axis] - 1)
        first = np.minimum(held.astype(int), max(values.shape[axis] - 2, 0))
        second = np.minimum(first + 1, values.shape[axis] - 1)
        share = (held - first)[:, None] if axis == 0 else held - first
        near, far = np.take(result, first, axis), np.take(result, second, axis)
        result = near + share * (far - near)
    return result


def _steps(values: FloatArray, step: float) -> npt.NDArray[np.bool_]:
    """Where a multiple of `step` lies between a pixel and the one to its right or below it."""
    level = np.floor(np.nan_to_num(values) / step).astype(np.int32)
    found = np.zeros(values.shape, bool)
    found[:, :-1] |= level[:, :-1] != level[:, 1:]
    found[:-1] |= level[:-1] != level[1:]
    return found


def _arrow(path: QPainterPath, x: float, y: float, dx: float, dy: float) -> None:
    """An arrow from (x, y) along (dx, dy), in pixels; a dot where it has no length."""
    length = float(np.hypot(dx, dy))
    if length < 1:
        path.addEllipse(QPointF(x, y), 0.7, 0.7)
        return
    tip, head = QPointF(x + dx, y + dy), min(5.0, 0.45 * length) / length
    path.moveTo(x, y)
    path.lineTo(tip)
    for sign in (1, -1):
        path.moveTo(tip)
        path.lineTo(tip - QPointF(head * (dx - sign * 0.6 * dy), head * (dy + sign * 0.6 * dx)))


def _image(colours: npt.NDArray[np.uint8]) -> QImage:
    pixels = np.ascontiguousarray(colours)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGBA8888).copy()
