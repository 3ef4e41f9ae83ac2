"""One pane: a slice of a volume with its crosshair, landmarks and labels, and the mouse that moves through it.

The pane shows what `workbench.view` says and reports what the hand does. What picture it shows is the business of its
`source`: `NativePictures` cuts the slice out of the pane's own volume; another workspace may lay two volumes over one
another and hand the result to `set_picture` whenever it is ready.
"""

from __future__ import annotations

from typing import Any

import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QShowEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QVBoxLayout, QWidget

from workstation.core.commands import Command
from workstation.core.geometry import Side, Vector
from workstation.core.planes import Orientation, Plane, edge_letters
from workstation.ui import theme
from workstation.ui.camera import Camera, plane_point, world_point
from workstation.ui.follow import follow
from workstation.ui.loupe import Loupe
from workstation.ui.pane_crosshair import PaneCrosshair
from workstation.ui.pane_hand import Edits, PaneHand
from workstation.ui.pane_labels import PaneLabels, shown_layers
from workstation.ui.pane_text import caption, doubt_explained, geometry_doubt, read_out, slab_text, slice_place
from workstation.ui.pane_zoom import keep_zoom, recall_zoom
from workstation.ui.picture_source import NativePictures, PictureSource
from workstation.ui.region_items import region_layers
from workstation.ui.segmentation_items import drawing_layers
from workstation.ui.slice_canvas import SliceCanvas
from workstation.ui.slice_glyphs import glyphs_near
from workstation.ui.slice_items import (
    GAP,
    PLANE_COLOURS,
    SIDE_COLOURS,
    Badge,
    BrushRing,
    Caption,
    EdgeLetters,
    Glyph,
    Layer,
    Readout,
    ScaleBar,
    glyph_at,
)
from workstation.ui.text import say
from workstation.ui.tools import Draft
from workstation.workbench.breast_frame import read_out_in_breast
from workstation.workbench.open_case import OpenCase
from workstation.workbench.touches import touches
from workstation.workbench.view import BRUSHES, Tool, ViewState
from workstation.workbench.workbench import Workbench

_CURSORS: dict[Tool, Qt.CursorShape] = {
    "navigate": Qt.CursorShape.ArrowCursor,
    "landmark": Qt.CursorShape.CrossCursor,
    "paint": Qt.CursorShape.CrossCursor,
    "erase": Qt.CursorShape.CrossCursor,
}  # all other tools draw, too


class SliceView(QWidget):
    """A pane for one orientation of one side of the open case.

    Parameters
    ----------
    source : pictures and planes; those of the pane's own volume if none is given
    edits : starts the gestures that edit; without it the pane only navigates
    draft : what an unfinished gesture shows, shared by the panes of a workspace
    outlined : show labels as outlines, so that the picture can be judged
    """

    activated = Signal(object)  # the mouse came in: keys are for this pane now
    maximise_wanted = Signal(object)
    tool_tapped = Signal()  # Space was tapped
    badge_clicked = Signal()  # the warning that millimetres are not certain
    camera_moved = Signal(object)  # the person zoomed or panned this pane

    def __init__(
        self, workbench: Workbench, side: Side, orientation: Orientation, *,
        source: PictureSource | None = None, edits: Edits | None = None, draft: Draft | None = None,
        outlined: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._labels = PaneLabels(side, outlined)
        self.workbench, self.side, self.orientation = workbench, side, orientation
        self.source = source or NativePictures()
        self.draft = draft or Draft()
        self.canvas = SliceCanvas(self)
        self.hand = PaneHand(self, self.canvas, edits)
        self.crosshair, self.loupe = PaneCrosshair(self), Loupe(self)
        self.glyphs: list[Glyph] = []
        self._under: dict[str, tuple[Layer, ...]] = {}  # what a workspace draws between the picture and the crosshair
        self.read_out = ""
        self.can_edit = edits is not None
        self._is_stale = True
        self._shown: ViewState | None = None
        self._case: OpenCase | None = None
        self.name = ""  # under which its magnification is remembered with the case, "" for not at all
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.hand.came.connect(self._on_came)
        self.hand.pointed.connect(self._on_pointed)
        self.hand.maximise_wanted.connect(lambda: self.maximise_wanted.emit(self))
        self.hand.tool_tapped.connect(self.tool_tapped)
        self.hand.badge_clicked.connect(self.badge_clicked)
        self.hand.loupe_key.connect(self.loupe.on_key)
        self.hand.loupe_key.connect(self._draw_layers)
        self.hand.loupe_wheel.connect(self.loupe.on_wheel)
        self.canvas.camera_changed.connect(self._draw_layers)
        follow(self, self.workbench.view_changed, self._on_view_changed)
        follow(self, self.workbench.case_changed, self.refresh)
        follow(self, self.workbench.changed, self._on_changed)
        follow(self, self.draft.changed, self._on_draft_changed)

    # ---- what a gesture needs of its pane

    @property
    def plane(self) -> Plane:
        """The slice that is shown; only to be asked while a case is open."""
        assert self.canvas.plane is not None
        return self.canvas.plane

    @property
    def camera(self) -> Camera:
        """Which part of the slice is on screen."""
        return self.canvas.camera

    def set_camera(self, camera: Camera) -> None:
        """Show another part of the slice, because the person asked for it in this pane."""
        self.canvas.set_camera(camera)
        keep_zoom(self)
        self.camera_moved.emit(self)

    def landmark_at(self, x: float, y: float) -> str:
        """The id of the landmark whose mark lies under a point of the screen, "" if none does."""
        glyph = glyph_at(self.glyphs, self.camera, x, y)
        return glyph.landmark_id if glyph else ""

    def badge_at(self, x: float, y: float) -> bool:
        """Whether the warning that millimetres are not certain lies under a point of the screen."""
        badge = Badge(geometry_doubt(self._case.case.volume(self.side)) if self._case is not None else "")
        return bool(badge.text) and badge.rect(self.canvas.small_font, self.camera).contains(x, y)

    def handle_at(self, x: float, y: float) -> bool:
        """Whether a handle by which the planes are turned lies under a point of the screen."""
        return self.crosshair.handle_at(x, y)

    # ---- what a workspace asks

    def set_picture(self, pixels: npt.NDArray[Any], levels: tuple[float, float] | None = None) -> None:
        """Show values (rows, columns) between two levels, or colours (rows, columns, 3 or 4)."""
        self.canvas.set_picture(pixels, levels)

    def set_under(self, whose: str, layers: tuple[Layer, ...]) -> None:
        """Draw layers between the picture and the crosshair, in place of those that had the same name."""
        if layers or self._under.get(whose):
            self._under[whose] = layers
            self._draw_layers()

    def under(self, whose: str) -> tuple[Layer, ...]:
        """The layers of that name that lie between the picture and the crosshair."""
        return self._under.get(whose, ())

    def set_active(self, active: bool) -> None:
        """Show by a thin frame whether keys reach this pane."""
        self.canvas.edge = theme.DARK.accent_dim if active else ""
        self.canvas.update()

    def fit(self) -> None:
        """Show the whole slice."""
        self.canvas.fit()
        keep_zoom(self)
        self.camera_moved.emit(self)

    def centre(self) -> None:
        """Bring the crosshair to the middle."""
        self.set_camera(self.camera.centred(*self.cursor_on_plane()))

    def cursor_on_plane(self) -> tuple[float, float]:
        """(u, v) of the cursor on the plane that is shown."""
        return plane_point(self.plane, self._cursor_mm())

    def screen_point(self, point_mm: Vector) -> QPointF:
        """Where a world point of the shown plane's frame lies in the pane, in pixels."""
        return QPointF(*self.camera.to_screen(*plane_point(self.plane, point_mm)))

    # ---- following the state

    def refresh(self) -> None:
        """Draw everything anew: another case is open, or none."""
        opened = self.workbench.open_case
        self._case, self._shown = opened, None
        self.hand.drop()
        if opened is None:
            self.canvas.show_plane(None)
            self.canvas.setEnabled(False)
            self.glyphs = []
            return
        self.canvas.setEnabled(True)
        self.canvas.show_plane(None)
        self._on_view_changed(self.workbench.view)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the pane was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _on_view_changed(self, view: ViewState) -> None:
        opened = self.workbench.open_case
        if opened is None or opened is not self._case:
            return
        if not self.isVisible():  # another workspace is in front: it is the one that must be fast
            self._is_stale = True
            return
        before, self._shown = self._shown, view
        plane = self.source.plane(self, view, opened)
        moved = plane != self.canvas.plane
        if moved:
            self.canvas.show_plane(plane, self.crosshair.carried(plane, before, view))
            if before is None:
                recall_zoom(self)
        self.source.show(self, view, opened, plane)
        if before is None or before.smooth != view.smooth:
            self.canvas.set_smooth(view.smooth)
        if before is None or before.tool != view.tool:
            self.canvas.setCursor(_CURSORS.get(self.hand.tool, Qt.CursorShape.CrossCursor))
        if moved or before is None or _label_look(before) != _label_look(view):
            self._draw_labels()
        if before is not None and not self.canvas.is_fitted:
            self._keep_cursor_in_sight(before, view)
        self._place_glyphs()
        self._read()
        self._draw_layers()

    def _on_changed(self, command: Command) -> None:
        if self._case is None:
            return
        touched = touches(command)
        if touched:  # an undo in the middle of a drag takes away what the drag is about
            self.hand.cancel()
        if "landmarks" in touched or "transforms" in touched:
            self._place_glyphs()
            self._draw_layers()
        if f"{self.side} labels" in touched or "segments" in touched:
            self._draw_labels()
            self._read()
            self._draw_layers()
        if "measurements" in touched:
            self._draw_layers()
        if "transforms" in touched:
            self._on_view_changed(self.workbench.view)

    def _on_draft_changed(self, side: Side) -> None:
        if side != self.side or self._case is None:
            return
        if self.draft.labels or (self.draft.mark is None and self.draft.pending is None):
            self._draw_labels()
        self._place_glyphs()
        self._draw_layers()

    def _keep_cursor_in_sight(self, before: ViewState, view: ViewState) -> None:
        """A cursor that was moved elsewhere, by a jump or another pane, takes a magnified pane along."""
        if self.hand.gesture is None and before.cursor_mm(self.side) != view.cursor_mm(self.side):
            at = self.cursor_on_plane()
            if not self.camera.shows(*at):
                self.canvas.set_camera(self.camera.centred(*at))

    # ---- drawing

    def _draw_labels(self) -> None:
        opened, view, plane = self._case, self.workbench.view, self.canvas.plane
        if opened is None or plane is None:
            return
        self.canvas.set_labels(self._labels.looks(opened, view, plane, self.draft))

    def _place_glyphs(self) -> None:
        opened, plane = self._case, self.canvas.plane
        if opened is None or plane is None or self.workbench.view.hidden.landmarks:
            self.glyphs = []
        else:
            self.glyphs = glyphs_near(self.workbench.view, opened, self.side, plane, self.draft.mark)

    def _draw_layers(self) -> None:
        plane, opened = self.canvas.plane, self._case
        if plane is None or opened is None:
            return
        volume = opened.case.volume(self.side)
        layers: list[Layer] = [layer for each in self._under.values() for layer in each]
        layers.append(self.crosshair.layer(plane))
        layers += self.glyphs
        layers += [EdgeLetters(edge_letters(plane)), ScaleBar(volume.millimetres_trusted)]
        place = slice_place(volume.grid, plane, self.orientation) + slab_text(self.workbench.view)
        chip = PLANE_COLOURS[self.orientation]
        layers.append(Caption(caption(self.side, self.orientation), place, SIDE_COLOURS[self.side], chip))
        doubt = geometry_doubt(volume)
        if doubt:
            layers.append(Badge(doubt))
        layers += drawing_layers(self.draft, opened, self.side, plane, self.workbench.view.brush.value)
        layers += region_layers(self.workbench.view, opened, self.side, self.orientation, plane)
        layers += self.crosshair.handles(plane) + self.loupe.layers()
        told = self.read_out or self._place_of_crosshair(opened)
        if told:
            layers.append(Readout(told))
        brush = self._brush_ring()
        if brush is not None:
            layers.append(brush)
        self.canvas.set_layers(layers)

    def _brush_ring(self) -> BrushRing | None:
        view, pointer, opened = self.workbench.view, self.hand.pointer, self._case
        if not self.can_edit or pointer is None or opened is None or view.tool not in BRUSHES:
            return None
        segment = opened.reading.segments.get(view.brush.value)
        erases = (view.tool == "erase") != pointer.ctrl
        colour = segment.colour if segment and not erases else "#ffffff"
        return BrushRing(self.camera.to_plane(pointer.x, pointer.y), view.brush.radius_mm, colour, erases)

    def _read(self) -> None:
        opened, plane, pointer = self._case, self.canvas.plane, self.hand.pointer
        if opened is None or plane is None or pointer is None:
            self.read_out = ""
            return
        point_mm = world_point(plane, *self.camera.to_plane(pointer.x, pointer.y))
        layers = [labels for _, labels in shown_layers(self.draft, opened, self.side)]
        self.read_out = read_out(opened.case.volume(self.side), point_mm, layers, opened.reading.segments)
        in_breast = read_out_in_breast(opened, self.side, point_mm)
        if in_breast is not None:
            self.read_out += GAP + say(in_breast)

    def _place_of_crosshair(self, opened: OpenCase) -> str:
        """Where in the breast the crosshair lies, said in one pane of each volume: the one along the skin."""
        found = read_out_in_breast(opened, self.side, self._cursor_mm()) if self.orientation == "coronal" else None
        return say(found) if found is not None else ""

    def _cursor_mm(self) -> Vector:
        return self.workbench.view.cursor_mm(self.side)

    # ---- the mouse

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hovering makes this the pane that keys reach, unless the person is typing somewhere."""
        if not isinstance(QApplication.focusWidget(), QLineEdit | QAbstractSpinBox):
            self.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self.activated.emit(self)

    def leaveEvent(self, event: QEvent) -> None:
        """The read-out and the brush leave with the mouse."""
        self.hand.leave()

    def _on_came(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self.activated.emit(self)

    def _on_pointed(self) -> None:
        self._read()
        self._explain_badge()
        self._draw_layers()

    def _explain_badge(self) -> None:
        """The tool tip says why millimetres are doubtful while the mouse is over the badge."""
        opened, pointer = self._case, self.hand.pointer
        tip = ""
        if opened is not None and pointer is not None and self.badge_at(pointer.x, pointer.y):
            tip = doubt_explained(opened.case.volume(self.side))
        if tip != self.canvas.toolTip():
            self.canvas.setToolTip(tip)


def _label_look(view: ViewState) -> tuple[object, ...]:
    return view.hidden.labels, view.hidden.segments, view.label_opacity
