"""What was marked in the moving volume, seen in the fixed one's overlay panes: label outlines, and landmarks with errors.

A landmark's moving mark is brought back through the registration; the line from the fixed mark to it is the error that is
left. Outlines of the moving labels are dotted, so that they can be told from those of the fixed ones; they are sampled on
a render thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter

from workstation.core.errors import UserError
from workstation.core.geometry import FloatArray
from workstation.core.labels import LAYERS
from workstation.core.planes import Orientation, Plane
from workstation.imaging.compare import outlines
from workstation.ui.camera import Camera, Point2, pixel_mm, plane_points
from workstation.ui.case_renderer import CaseRenderer
from workstation.ui.follow import follow
from workstation.ui.slice_glyphs import OUTLINE_OPACITY, label_colours
from workstation.ui.slice_items import DEPTH_MM, GLYPH_RADIUS_PX, SIDE_COLOURS, Layer, ink_pen
from workstation.ui.slice_pixels import label_image
from workstation.ui.slice_view import SliceView
from workstation.workbench.open_case import OpenCase
from workstation.workbench.slices import LabelPicture, LabelRequest
from workstation.workbench.workbench import Workbench

PARTNER = "partner"  # whose layers they are
CACHE_BYTES = 16 * 1024 * 1024
REST_MS = 60  # how long the crosshair must rest before outlines are sampled
TRANSFORM_STEP = 4  # every how many pixels the transform is evaluated for outlines


class PartnerMarks(QObject):
    """Keeps the layers of all overlay panes of one workspace up to date."""

    def __init__(self, workbench: Workbench, panes: Iterable[SliceView], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._panes = {pane.orientation: pane for pane in panes}
        self._renderer = CaseRenderer(self, cache_bytes=CACHE_BYTES)  # the picture's own source says what fails
        self._renderer.arrived.connect(self._on_arrived)
        self._opened: OpenCase | None = None
        self._state: tuple[int, ...] = ()
        self._wanted: dict[str, LabelRequest] = {}
        self._outlines: dict[str, LabelPicture] = {}  # both by orientation and layer
        self._marks: tuple[tuple[object, ...], FloatArray, FloatArray] | None = None
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._ask_all)
        follow(self, workbench.view_changed, self.refresh)
        follow(self, workbench.changed, self.refresh)
        follow(self, workbench.case_changed, self.refresh)

    def refresh(self, *_: object) -> None:
        """Bring every visible pane up to date: lines at once, outlines when the crosshair rests."""
        opened = self._workbench.open_case
        for orientation in self._shown():
            assert opened is not None
            self._follow(opened)
            self._draw(orientation)
            self._rest.start()

    def close(self) -> None:
        """End the render thread."""
        self._rest.stop()
        self._renderer.close()

    # ---- inside

    def _shown(self) -> list[Orientation]:
        """The panes that can be seen, none while no case is open."""
        if self._workbench.open_case is None:
            return []
        return [each for each, pane in self._panes.items() if pane.isVisible() and pane.canvas.plane is not None]

    def _ask_all(self) -> None:
        """Ask for the outlines of every pane, if there is anything drawn and not hidden."""
        opened = self._workbench.open_case
        for orientation in self._shown():
            assert opened is not None
            hidden = self._workbench.view.hidden.labels
            layers = {} if hidden else dict(opened.reading.layers("moving"))
            for number in range(LAYERS):
                if number in layers:
                    self._ask(orientation, number, layers[number].revision, opened)
                else:
                    self._wanted.pop(_name(orientation, number), None)
            self._draw(orientation)

    def _follow(self, opened: OpenCase) -> None:
        """Show the labels of the open case as they are now; a map that was painted on is another one."""
        state = opened.reading.label_state("moving")
        if opened is self._opened and state == self._state:
            return
        self._opened, self._state = opened, state
        layers = {("moving", n): labels.copy() for n, labels in opened.reading.layers("moving")}
        self._renderer.show({"moving": opened.case.moving}, layers)  # type: ignore[arg-type] # a Literal is a str here
        self._wanted.clear()
        self._outlines.clear()

    def _ask(self, orientation: Orientation, layer: int, revision: int, opened: OpenCase) -> None:
        transform_id = self._transform_id(opened)
        if transform_id:
            try:
                self._renderer.know(opened, transform_id)
            except UserError:
                return  # the picture's own source says so
        plane, name = self._panes[orientation].plane, _name(orientation, layer)
        request = LabelRequest("moving", opened.id, plane, revision, transform_id, step=TRANSFORM_STEP, layer=layer)
        if self._wanted.get(name) != request:
            self._wanted[name] = request
            self._renderer.ask(name, request)

    def _transform_id(self, opened: OpenCase) -> str:
        return opened.reading.active_transform if self._workbench.view.overlay.warped else ""

    def _on_arrived(self, name: str, picture: LabelPicture) -> None:
        if self._wanted.get(name) == picture.request:
            self._outlines[name] = picture
            self._draw(next(each for each in self._panes if name == _name(each, picture.request.layer)))

    def _draw(self, orientation: Orientation) -> None:
        opened, pane, view = self._workbench.open_case, self._panes[orientation], self._workbench.view
        layers: list[Layer] = []
        if opened is not None:
            colours = label_colours(opened.reading.segments, view.hidden.segments, OUTLINE_OPACITY)
            for each in self._shown_outlines(orientation):
                layers.append(DottedOutlines(each.request.plane, dotted(outlines(each.pixels)), colours))
        if opened is not None and not view.hidden.landmarks:
            layers.append(ErrorLines(tuple(self._lines(opened, pane))))
        pane.set_under(PARTNER, tuple(layers))

    def _shown_outlines(self, orientation: Orientation) -> list[LabelPicture]:
        """The outlines of all layers that were asked for, of the slice that is shown, lowest first."""
        plane, found = self._panes[orientation].canvas.plane, []
        for number in range(LAYERS):
            name = _name(orientation, number)
            picture = self._outlines.get(name)
            if picture is not None and self._wanted.get(name) == picture.request and picture.request.plane == plane:
                found.append(picture)
        return found

    def _lines(self, opened: OpenCase, pane: SliceView) -> list[tuple[Point2, Point2]]:
        """From fixed marks near the slice to where their moving twins lie in the fixed volume, on the plane."""
        fixed, brought = self._pairs(opened)
        if not len(fixed):
            return []
        near = np.abs(pane.plane.distance_of(fixed)) <= DEPTH_MM
        starts, ends = plane_points(pane.plane, fixed[near]), plane_points(pane.plane, brought[near])
        return [((a, b), (c, d)) for (a, b), (c, d) in zip(starts.tolist(), ends.tolist(), strict=True)]

    def _pairs(self, opened: OpenCase) -> tuple[FloatArray, FloatArray]:
        """Fixed marks and the moving ones brought back (N, 3); remembered until a mark or the registration changes."""
        pairs = opened.reading.landmarks.correspondences()
        key = (self._transform_id(opened), *((each.fixed_mm, each.moving_mm) for each in pairs))
        if self._marks is None or self._marks[0] != key:
            fixed = np.array([each.fixed_mm for each in pairs]).reshape(-1, 3)
            moving = np.array([each.moving_mm for each in pairs]).reshape(-1, 3)
            try:
                back = opened.moving_to_fixed if self._transform_id(opened) else None
                self._marks = key, fixed, moving if back is None or not len(moving) else back(moving)
            except UserError:
                self._marks = key, fixed[:0], moving[:0]
        return self._marks[1], self._marks[2]


def _name(orientation: Orientation, layer: int) -> str:
    """Under which the outlines of one layer are asked for."""
    return f"{orientation} {layer}"


def dotted(edges: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Every other pair of pixels of thin lines (rows, columns)."""
    rows, columns = np.arange(edges.shape[0])[:, None], np.arange(edges.shape[1])[None, :]
    return np.where(((rows + columns) // 2) % 2 == 0, edges, 0).astype(np.uint8)


@dataclass(frozen=True, eq=False, slots=True)
class DottedOutlines:
    """Label values (rows, columns) of a plane in their colours (256, 4) RGBA."""

    plane: Plane
    values: npt.NDArray[np.uint8]
    colours: npt.NDArray[np.uint8]

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw them where the camera sees them."""
        image, corner = label_image(self.values, self.colours)
        if image.isNull():
            return
        du, dv = pixel_mm(self.plane)
        left, top = camera.to_screen(corner[1] * du - du / 2, corner[0] * dv - dv / 2)
        size = image.width() * du / camera.mm_per_px, image.height() * dv / camera.mm_per_px
        painter.drawImage(QRectF(left, top, *size), image)


@dataclass(frozen=True, slots=True)
class ErrorLines:
    """Lines from where fixed marks lie to where their moving twins lie, with a ring at that end; both in plane mm."""

    lines: tuple[tuple[Point2, Point2], ...]

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw all lines."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, colour in ((3.2, "#000000"), (1.5, SIDE_COLOURS["moving"])):
            painter.setPen(ink_pen(colour, width, 230 if width < 2 else 120))
            for start, end in self.lines:
                here, there = QPointF(*camera.to_screen(*start)), QPointF(*camera.to_screen(*end))
                painter.drawLine(here, there)
                painter.drawEllipse(there, GLYPH_RADIUS_PX - 1, GLYPH_RADIUS_PX - 1)
