"""The crosshair of one pane: its lines along the cuts with the other planes, and the handles by which planes are turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.core.planes import Orientation, Plane
from workstation.ui.camera import Camera, Point2, plane_point
from workstation.ui.oblique_items import TurnedCrosshair, TurnHandles, handle_hit
from workstation.ui.slice_items import Crosshair, Layer, crosshair_planes
from workstation.ui.turn_gestures import TurnDrag
from workstation.workbench.oblique import crosshair_lines
from workstation.workbench.view import ViewState

if TYPE_CHECKING:
    from workstation.ui.slice_view import SliceView

Lines = tuple[tuple[Orientation, Point2], ...]


class PaneCrosshair:
    """What a pane asks about its crosshair."""

    def __init__(self, pane: SliceView) -> None:
        self._pane = pane

    def layer(self, plane: Plane) -> Layer:
        """The two lines, to be drawn."""
        at = self._pane.cursor_on_plane()
        if self._pane.workbench.view.is_oblique:
            return TurnedCrosshair(at, self.lines(plane))
        return Crosshair(at, *crosshair_planes(plane.right_mm, plane.down_mm))

    def lines(self, plane: Plane) -> Lines:
        """The planes that the lines stand for, and their directions (right, down) in the picture."""
        pane, opened = self._pane, self._pane.workbench.open_case
        if pane.workbench.view.is_oblique and opened is not None:
            return tuple(crosshair_lines(pane.workbench.view, opened, pane.orientation, pane.side).items())
        upright, level = crosshair_planes(plane.right_mm, plane.down_mm)
        return (upright, (0.0, 1.0)), (level, (1.0, 0.0))

    def handles(self, plane: Plane) -> list[Layer]:
        """The handles, in the pane under the mouse while its hand is free for them."""
        pane, hand = self._pane, self._pane.hand
        if hand.pointer is None or hand.tool != "navigate" or not isinstance(hand.gesture, TurnDrag | None):
            return []
        return [TurnHandles(pane.cursor_on_plane(), self.lines(plane), (hand.pointer.x, hand.pointer.y))]

    def handle_at(self, x: float, y: float) -> bool:
        """Whether a handle lies under a point of the screen."""
        pane, plane = self._pane, self._pane.canvas.plane
        return plane is not None and handle_hit(pane.camera, pane.cursor_on_plane(), self.lines(plane), x, y)

    def carried(self, plane: Plane, before: ViewState | None, view: ViewState) -> Camera | None:
        """The camera with which the crosshair stays where it is on screen while planes are turned; None to fit anew."""
        pane, old = self._pane, self._pane.canvas.plane
        if before is None or old is None or not (view.is_oblique or before.is_oblique):
            return None
        if pane.canvas.is_fitted and not view.is_oblique:
            return None  # back to the volume's own slice, all of which was to be seen
        cursor = view.cursor_mm(pane.side)
        (u, v), (old_u, old_v) = (plane_point(each, cursor) for each in (plane, old))
        return pane.camera.centred(pane.camera.centre[0] + u - old_u, pane.camera.centre[1] + v - old_v)
