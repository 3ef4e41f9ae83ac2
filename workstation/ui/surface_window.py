"""The 3D view: surfaces of the labels with landmarks and the three planes, or the brightest voxels of the scan.

A drag turns, the wheel zooms, a middle drag moves, a click jumps to what was clicked. Everything is computed in a thread
and drawn by the processor; a coarse picture is shown while the hand moves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workstation.core.commands import Command
from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.planes import ORIENTATIONS
from workstation.core.study import Reading
from workstation.core.volume import Volume
from workstation.imaging.compare import window as windowed
from workstation.imaging.sampling import sample_plane
from workstation.imaging.segmentation.surface import (
    FAR,
    Camera3,
    Cells,
    Mesh,
    Picture3,
    cells_of,
    draw,
    project,
    surface_of,
)
from workstation.ui.background import Background
from workstation.ui.follow import follow
from workstation.ui.pair_view import PaneGroup
from workstation.ui.slice_items import PLANE_COLOURS, SIDE_COLOURS
from workstation.ui.slice_pixels import colour_image
from workstation.ui.text import tr
from workstation.ui.tools import DRAG_PX
from workstation.workbench.oblique import shown_plane
from workstation.workbench.touches import touches
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench

COARSE = 3  # a picture while the hand moves has a third of the pixels each way
REST_MS, AGAIN_MS = 120, 600
ZOOM_PER_STEP = 1.15
_HIT_PX = 9.0


@dataclass(frozen=True, eq=False)
class _Scene:
    """What the surfaces are made of, at one moment; two scenes with the same key have the same surfaces."""

    volume: Volume
    side: Side
    reading: Reading
    colours: tuple[tuple[int, tuple[int, int, int]], ...]
    levels: tuple[float, float]
    key: tuple[object, ...]


class SurfaceWindow(QWidget):
    """A window of its own beside the work; it follows labels, landmarks, crosshair and black and white."""

    def __init__(self, workbench: Workbench, panes: PaneGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workbench, self._panes = workbench, panes
        self.setWindowTitle(tr("3D view"))
        self.canvas = SurfaceCanvas()
        self.mode, self.side = QComboBox(), QComboBox()
        self.planes, self.landmarks = QCheckBox(tr("Planes")), QCheckBox(tr("Landmarks"))
        self.front = QPushButton(tr("From the front"))
        self.status = QLabel()
        self.background = Background(self)
        self._meshes: list[Mesh] = []
        self._cells: Cells | None = None
        self._built: tuple[object, ...] | None = None
        self._shown: object = None
        self._rest, self._again = (QTimer(self, interval=ms, singleShot=True) for ms in (REST_MS, AGAIN_MS))
        self._lay_out()
        self._connect()
        self._on_case_changed()

    @property
    def is_at_rest(self) -> bool:
        """Whether the picture is there, fine and of what is drawn now."""
        return not self.background.is_busy and self._shown is not None and self._shown == self._wish(1)

    def shut_down(self) -> None:
        """Stop the work."""
        self._rest.stop()
        self._again.stop()
        self.background.close()

    def refresh(self) -> None:
        """Build what is missing, then draw; one thing at a time, the newest wish next."""
        opened = self._workbench.open_case
        if opened is None or not self.isVisible() or self.background.is_busy:
            return
        scene = self._scene()
        if scene.key != self._built:
            work = self._seen_through if self.mode.currentData() == "scan" else self._surfaces
            self.status.setText(tr("Building…"))
            self.background.start(tr("3D view"), lambda: work(scene), self._take, self._workbench.noticed.emit, True)
            return
        wish = self._wish(COARSE if self._rest.isActive() else 1)
        if wish != self._shown:
            self.background.start(tr("3D view"), lambda: (wish, self._drawn(wish)), self._show,
                                  self._workbench.noticed.emit)  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        """Begin when somebody looks."""
        super().showEvent(event)
        if self._built is None:
            self._look_from_front()  # now that the size is known
        self.refresh()

    # ---- making

    def _lay_out(self) -> None:
        for text, data in ((tr("Surfaces"), "surfaces"), (tr("Scan (maximum)"), "scan")):
            self.mode.addItem(text, data)
        for side, text in zip(SIDES, (tr("Fixed"), tr("Moving")), strict=True):
            self.side.addItem(text, side)
        self.side.setCurrentIndex(SIDES.index(self._panes.active.side))
        self.planes.setChecked(True)
        self.landmarks.setChecked(True)
        self.mode.setToolTip(tr("Surfaces of the labels, or the brightest voxels of the scan through its window"))
        self.side.setToolTip(tr("The volume that is shown"))
        self.planes.setToolTip(tr("Show the three slices where they lie"))
        self.landmarks.setToolTip(tr("Show the landmarks of this volume"))
        self.front.setToolTip(tr("Look from the front again, the head up"))
        self.status.setProperty("role", "muted")
        bar = QHBoxLayout()
        for widget in (self.mode, self.side, self.planes, self.landmarks, self.front):
            bar.addWidget(widget)
        bar.addWidget(self.status, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(bar)
        column.addWidget(self.canvas, 1)
        self.resize(820, 700)

    def _connect(self) -> None:
        self.mode.activated.connect(self.refresh)
        self.mode.currentIndexChanged.connect(self.refresh)
        self.side.currentIndexChanged.connect(self._on_case_changed)
        self.planes.toggled.connect(self.refresh)
        self.landmarks.toggled.connect(self.canvas.update)
        self.front.clicked.connect(self._look_from_front)
        self.canvas.moved.connect(self._on_moved)
        self.canvas.clicked.connect(self.pick)
        self.canvas.spots = self._spots
        self._rest.timeout.connect(self.refresh)
        self._again.timeout.connect(self.refresh)
        self.background.ended.connect(self.refresh)
        follow(self, self._workbench.changed, self._on_changed)
        follow(self, self._workbench.view_changed, self._on_view_changed)
        follow(self, self._workbench.case_changed, self._on_case_changed)

    # ---- in the thread

    def _surfaces(self, scene: _Scene) -> tuple[tuple[object, ...], list[Mesh], Cells | None]:
        meshes = []
        for number, (value, colour) in enumerate(scene.colours):
            self.background.report(number / len(scene.colours))
            mesh = surface_of(scene.reading.labels_with(scene.side, value), scene.volume.grid, value, colour)
            meshes += [mesh] if mesh is not None else []
        return scene.key, meshes, None

    def _seen_through(self, scene: _Scene) -> tuple[tuple[object, ...], list[Mesh], Cells | None]:
        return scene.key, [], cells_of(scene.volume.voxels.whole(), scene.volume.grid, *scene.levels)

    def _drawn(self, wish: _Wish) -> Picture3:
        camera = replace(wish.camera, mm_per_px=wish.camera.mm_per_px * wish.step)
        size = (max(1, wish.size[0] // wish.step), max(1, wish.size[1] // wish.step))
        if self._cells is not None:
            return project(camera, size, self._cells)
        planes = []
        opened = self._workbench.open_case
        if wish.view is not None and opened is not None:
            volume, levels = opened.case.volume(wish.side), wish.view.window(wish.side)
            for orientation in ORIENTATIONS:
                plane = shown_plane(wish.view, opened, wish.side, orientation)
                grey = windowed(sample_plane(volume.voxels, volume.grid, plane), levels.low, levels.high)
                planes.append((plane, np.ascontiguousarray(grey), _rgb(PLANE_COLOURS[orientation])))
        return draw(camera, size, self._meshes, planes)

    # ---- in the window

    def _take(self, built: tuple[tuple[object, ...], list[Mesh], Cells | None]) -> None:
        self._built, self._meshes, self._cells = built
        self._shown = None
        nothing = self._cells is None and not self._meshes
        self.status.setText(tr("No label is drawn in this volume.") if nothing else "")
        self.refresh()

    def _show(self, drawn: tuple[_Wish, Picture3]) -> None:
        wish, picture = drawn
        self._shown = wish
        self.canvas.show_picture(picture, wish.step, wish.camera)
        self.refresh()

    def _scene(self) -> _Scene:
        opened, view, side = self._workbench.open_case, self._workbench.view, self._side
        assert opened is not None
        reading, levels = opened.reading, view.window(side)
        segments = reading.segments.values()
        colours = tuple((s.value, _rgb(s.colour)) for s in segments if s.value not in view.hidden.segments)
        is_scan = self.mode.currentData() == "scan"
        what: tuple[object, ...] = (levels.low, levels.high) if is_scan else (reading.label_state(side), colours)
        key = (opened.id, side, is_scan, *what)
        return _Scene(opened.case.volume(side), side, reading.copy(), colours, (levels.low, levels.high), key)

    def _wish(self, step: int) -> _Wish:
        shows_planes = self.planes.isChecked() and self.mode.currentData() != "scan"
        size = (max(1, self.canvas.width()), max(1, self.canvas.height()))
        return _Wish(self.canvas.camera, size, step, self._side, self._workbench.view if shows_planes else None,
                     self._built)  # fmt: skip

    @property
    def _side(self) -> Side:
        side: Side = self.side.currentData()
        return side

    def _on_changed(self, command: Command) -> None:
        if touches(command) & {"segments", f"{self._side} labels"}:
            self._again.start()
        if "landmarks" in touches(command):
            self.canvas.update()

    def _on_view_changed(self, view: ViewState) -> None:
        self._again.start() if self.mode.currentData() == "scan" else self._rest.start()
        self.canvas.update()

    def _on_case_changed(self) -> None:
        self._built = self._shown = None
        self._look_from_front()

    def _on_moved(self) -> None:
        self._rest.start()
        self.refresh()

    def _look_from_front(self) -> None:
        opened = self._workbench.open_case
        if opened is not None:
            grid = opened.case.volume(self._side).grid
            scale = max(grid.extent_mm) * 1.1 / max(200, min(self.canvas.width(), self.canvas.height()))
            self.canvas.camera = Camera3(grid.centre_mm, scale).turned(60, 50)
        self.refresh()

    def pick(self, x: float, y: float) -> None:
        """Jump to the landmark, the surface or the slice under a point of the picture."""
        opened = self._workbench.open_case
        if opened is None:
            return
        for place, _, point_mm in self._spots():
            if math.dist((place.x(), place.y()), (x, y)) <= _HIT_PX:
                self._workbench.look_at(self._side, point_mm)
                return
        point = self.canvas.point_at(x, y)
        if point is not None:
            self._workbench.look_at(self._side, point)

    def _spots(self) -> list[tuple[QPointF, str, Vector]]:
        """The landmarks of this volume: where they lie in the picture, their names, and their points."""
        opened = self._workbench.open_case
        if opened is None or not self.landmarks.isChecked():
            return []
        size = (self.canvas.width(), self.canvas.height())
        found = []
        for landmark in opened.reading.landmarks:
            mark = landmark.mark(self._side)
            if mark is not None:
                x, y, _ = self.canvas.camera.to_screen(np.array([mark.position_mm]), size)[0].tolist()
                found.append((QPointF(x, y), tr(landmark.name), mark.position_mm))
        return found


@dataclass(frozen=True)
class _Wish:
    """Everything a picture depends on."""

    camera: Camera3
    size: tuple[int, int]
    step: int
    side: Side
    view: ViewState | None
    built: tuple[object, ...] | None


class SurfaceCanvas(QWidget):
    """Shows the newest picture, and turns the camera."""

    moved = Signal()
    clicked = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera3((0.0, 0.0, 0.0), 1.0)
        self.picture: Picture3 | None = None
        self._step = 1
        self._seen_by = self.camera
        self._grip: tuple[QPointF, Camera3] | None = None
        self.spots: Callable[[], list[tuple[QPointF, str, Vector]]] = list
        self.setMinimumSize(200, 160)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(tr("Drag turns, wheel zooms, middle drag moves, a click jumps there"))
        self.setAccessibleName(tr("3D view"))

    def sizeHint(self) -> QSize:
        """Room enough."""
        return QSize(760, 600)

    def show_picture(self, picture: Picture3, step: int, camera: Camera3) -> None:
        """Show a picture of which each pixel stands for `step` pixels of the screen."""
        self.picture, self._step, self._seen_by = picture, step, camera
        self.update()

    def point_at(self, x: float, y: float) -> Vector | None:
        """The world point of what is seen at a point of the widget, None for the ground."""
        if self.picture is None:
            return None
        rows, columns = self.picture.depth.shape
        row, column = min(int(y / self._step), rows - 1), min(int(x / self._step), columns - 1)
        depth = float(self.picture.depth[row, column])
        if depth >= FAR:
            return None
        camera = replace(self._seen_by, mm_per_px=self._seen_by.mm_per_px * self._step)
        return camera.to_world((column, row, depth), (columns, rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the landmarks over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(18, 20, 22))
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            rows, columns = self.picture.depth.shape
            target = QRectF(0, 0, columns * self._step, rows * self._step)
            painter.drawImage(target, colour_image(self.picture.pixels))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, name, _ in self.spots():
            painter.setPen(QPen(QColor(0, 0, 0, 190), 3))
            painter.drawEllipse(place, 5, 5)
            painter.setPen(QPen(QColor(SIDE_COLOURS["fixed"]), 1.6))
            painter.drawEllipse(place, 5, 5)
            painter.drawText(place + QPointF(9, -6), name)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size needs another picture."""
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        self.camera = replace(
            self.camera, mm_per_px=self.camera.mm_per_px / ZOOM_PER_STEP ** (event.angleDelta().y() / 120)
        )
        self.moved.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._grip = (event.position(), self.camera)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn, or move with the middle button."""
        if self._grip is None:
            return
        start, camera = self._grip
        way = event.position() - start
        if event.buttons() & Qt.MouseButton.MiddleButton:
            shift = np.array([way.x(), way.y(), 0.0]) * camera.mm_per_px @ camera.axes
            x, y, z = (np.array(camera.centre_mm) - shift).tolist()
            self.camera = replace(camera, centre_mm=(x, y, z))
        else:
            self.camera = camera.turned(way.x(), way.y())
        self.moved.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press without a drag jumps there."""
        grip, self._grip = self._grip, None
        if grip is not None and event.button() == Qt.MouseButton.LeftButton:
            way = event.position() - grip[0]
            if math.hypot(way.x(), way.y()) <= DRAG_PX:
                self.clicked.emit(event.position().x(), event.position().y())


def _rgb(colour: str) -> tuple[int, int, int]:
    shade = QColor(colour)
    return shade.red(), shade.green(), shade.blue()
