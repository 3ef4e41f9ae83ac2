"""The pictures of the Check workspace's overlay panes: fixed and moving composed on the fixed volume's slice.

The fixed slice is cut out at once; the moving one is sampled through the active registration on a render thread, coarsely
while the view moves and exactly when it rests. No warped volume is ever made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.core.errors import UserError
from workstation.core.geometry import SIDES
from workstation.core.planes import Orientation, Plane
from workstation.imaging.compare import ColourPicture
from workstation.ui.camera import world_point
from workstation.ui.case_renderer import CaseRenderer
from workstation.ui.picture_source import LoupePicture
from workstation.ui.slice_view import SliceView
from workstation.workbench.comparison import Preparation, Spot, coarse_picture, coarse_request, compose
from workstation.workbench.open_case import OpenCase
from workstation.workbench.slices import SlicePicture, SliceRequest, render
from workstation.workbench.view import Overlay, OverlayMode, ViewState, Window, resolve, resolve_warped
from workstation.workbench.workbench import Workbench

REST_MS = 45  # how long a view must rest before it is drawn exactly
SCREEN_PIXELS = 1.5  # size of a pixel of a coarse picture on the screen
LEAST_PIXELS, MOST_PIXELS = 15_000, 90_000  # of a coarse picture
EARLY_S, LATE_S = 0.015, 0.030  # how soon a coarse picture should be there
FEWER, MORE = 0.8, 1.1


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that a composed picture depends on; equal looks are equal pictures."""

    fixed: SliceRequest
    moving: SliceRequest
    overlay: Overlay
    fixed_window: Window
    moving_window: Window
    moving_alone: bool
    spot: Spot | None


class OverlayPictures(QObject):
    """Composes the pictures of all overlay panes of one workspace; each pane shows the newest one it asked for."""

    composed = Signal(str)  # orientation of the pane that got a new picture

    def __init__(self, workbench: Workbench, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.moving_alone = False
        self.result_id: str | None = None  # the registration that is looked through; None for the one in use
        self.instead_of_native: OverlayMode | None = None  # how to lay over one another while both native are chosen
        self._renderer = CaseRenderer(self, threads, beforehand=self._prepare)
        self._renderer.arrived.connect(self._on_arrived)
        self._renderer.failed.connect(workbench.noticed.emit)
        self._opened: OpenCase | None = None
        self._panes: dict[Orientation, SliceView] = {}
        self._fixed: dict[Orientation, SlicePicture] = {}
        self._moving: dict[Orientation, SlicePicture] = {}
        self._exact: dict[Orientation, SliceRequest] = {}  # the moving slice that belongs there
        self._wanted: dict[Orientation, SliceRequest] = {}  # what was asked for last: that, or a coarse picture of it
        self._moving_of: dict[Orientation, SliceRequest] = {}  # the exact slice that the one at hand belongs to
        self._ready: dict[Orientation, tuple[Look, ColourPicture]] = {}  # composed on a render thread
        self._begun: dict[Orientation, float] = {}
        self._most_pixels = MOST_PIXELS
        self._composed: dict[Orientation, Look] = {}
        self._spots: dict[Orientation, Spot] = {}  # where the mouse was last, for the wipe
        self._preparation = Preparation()
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._refine)

    # ---- what panes ask (see slice_view.PictureSource)

    def plane(self, pane: SliceView, view: ViewState, opened: OpenCase) -> Plane:
        """The slice of the fixed volume through its cursor."""
        return resolve(view, opened.case, "fixed", pane.orientation).plane

    def show(self, pane: SliceView, view: ViewState, opened: OpenCase, plane: Plane) -> None:
        """Compose what is at hand, and ask for the moving slice if it is another one; hidden panes ask for nothing."""
        self._follow(opened)
        self._panes[pane.orientation] = pane
        if not pane.isVisible() or self._seen(view).overlay.mode == "native":
            return
        request = resolve(view, opened.case, "fixed", pane.orientation)
        known = self._fixed.get(pane.orientation)
        if known is None or known.request != request:
            self._fixed[pane.orientation] = render(request, self._renderer.scene.volumes, {})
        exact = resolve_warped(view, opened.case, opened.reading, pane.orientation)
        if self.result_id is not None and view.overlay.warped:
            exact = replace(exact, transform_id=self.result_id)
        self._exact[pane.orientation] = exact
        if self._moving_of.get(pane.orientation) != exact:
            first = coarse_request(exact, SCREEN_PIXELS * pane.camera.mm_per_px, self._most_pixels)
            self._begun[pane.orientation] = perf_counter()
            self._ask(pane.orientation, first, opened)
        self._draw(pane.orientation)

    def under_loupe(self, pane: SliceView, view: ViewState) -> LoupePicture | None:
        """The moving volume alone, as far as it is there for this plane."""
        moving, of = self._moving.get(pane.orientation), self._moving_of.get(pane.orientation)
        if moving is None or of is None or of.plane != pane.canvas.plane:
            return None
        return moving.pixels, (view.moving_window.low, view.moving_window.high)

    def is_at_rest(self) -> bool:
        """Whether every visible pane shows its exact picture."""
        return all(
            each in self._moving and self._moving[each].request == self._exact[each]
            for each, pane in self._panes.items()
            if pane.isVisible() and each in self._wanted
        )

    def show_moving_alone(self, alone: bool) -> None:
        """Show the moving volume alone while a key is held, or in flicker's second half."""
        if alone != self.moving_alone:
            self.moving_alone = alone
            for orientation in self._panes:
                self._draw(orientation)

    def wipe_under(self, pane: SliceView) -> None:
        """The mouse moved over a pane: the wipe follows it."""
        if pane.hand.pointer is not None and self.workbench.open_case is not None:
            u, v = pane.camera.to_plane(pane.hand.pointer.x, pane.hand.pointer.y)
            self.wipe_at(pane, pane.plane.pixel_of(world_point(pane.plane, u, v)))

    def wipe_at(self, pane: SliceView, spot: Spot) -> None:
        """The mouse is over a pixel (row, column) of a pane: the wipe follows it there."""
        self._spots[pane.orientation] = spot
        if self.workbench.view.overlay.mode == "wipe" and pane.orientation in self._panes:
            self._draw(pane.orientation)

    def close(self) -> None:
        """End the render threads."""
        self._rest.stop()
        self._renderer.close()

    # ---- inside

    def _seen(self, view: ViewState) -> ViewState:
        """The view as this source shows it."""
        if view.overlay.mode != "native" or self.instead_of_native is None:
            return view
        return replace(view, overlay=replace(view.overlay, mode=self.instead_of_native))

    def _follow(self, opened: OpenCase) -> None:
        if opened is self._opened:
            return
        self._opened = opened
        for known in (self._fixed, self._moving, self._exact, self._wanted, self._moving_of, self._ready,
                      self._composed, self._spots):  # fmt: skip
            known.clear()
        self._preparation.clear()
        self._renderer.show({side: opened.case.volume(side) for side in SIDES})

    def _ask(self, orientation: Orientation, request: SliceRequest, opened: OpenCase) -> None:
        try:
            if request.transform_id:
                self._renderer.know(opened, request.transform_id)
        except UserError as error:
            self._wanted.pop(orientation, None)
            self.workbench.noticed.emit(error)
            return
        self._wanted[orientation] = request
        self._renderer.ask(orientation, request)
        if request != self._exact[orientation]:
            self._rest.start()

    def _refine(self) -> None:
        opened = self._opened
        if opened is None or opened is not self.workbench.open_case:
            return
        for orientation in sorted(self._wanted, key=lambda each: not self._panes[each].underMouse()):
            if self._wanted[orientation] != self._exact[orientation] and self._panes[orientation].isVisible():
                self._ask(orientation, self._exact[orientation], opened)

    def _prepare(self, name: str, picture: SlicePicture) -> None:
        """In the render thread: compose the picture as it would be shown now."""
        orientation: Orientation = name  # type: ignore[assignment]
        fixed = self._fixed.get(orientation)
        if fixed is None or self._wanted.get(orientation) != picture.request:
            return
        look = self._look(orientation, fixed, picture)
        self._ready[orientation] = look, self._made(look, fixed, picture)

    def _on_arrived(self, name: str, picture: SlicePicture) -> None:
        orientation: Orientation = name  # type: ignore[assignment]
        wanted = self._wanted.get(orientation)
        if wanted is not None and picture.request == wanted:
            self._moving[orientation], self._moving_of[orientation] = picture, self._exact[orientation]
            self._draw(orientation)
            if wanted != self._exact[orientation]:
                self._keep_pace(perf_counter() - self._begun[orientation])

    def _keep_pace(self, seconds: float) -> None:
        """Fewer pixels in the next coarse pictures if this one came late, more if there was time left."""
        change = FEWER if seconds > LATE_S else MORE if seconds < EARLY_S else 1.0
        self._most_pixels = round(min(max(self._most_pixels * change, LEAST_PIXELS), MOST_PIXELS))

    def _draw(self, orientation: Orientation) -> None:
        """Compose and show, if both slices of the same plane are there and anything differs from the last time."""
        view, pane = self._seen(self.workbench.view), self._panes[orientation]
        fixed, moving = self._fixed.get(orientation), self._moving.get(orientation)
        if fixed is None:
            return
        if moving is None:  # the first one is on its way; until then the fixed slice stands alone
            pane.set_picture(fixed.pixels, (view.fixed_window.low, view.fixed_window.high))
            return
        if self._moving_of.get(orientation) != self._exact.get(orientation):
            return  # the slice at hand is not the one that belongs there
        look = self._look(orientation, fixed, moving)
        if self._composed.get(orientation) != look or pane.canvas.pixels is None:
            self._composed[orientation] = look
            ready = self._ready.get(orientation)
            pane.set_picture(ready[1] if ready is not None and ready[0] == look else self._made(look, fixed, moving))
            self.composed.emit(orientation)

    def _look(self, orientation: Orientation, fixed: SlicePicture, moving: SlicePicture) -> Look:
        """Everything that the picture of a pane depends on."""
        view = self._seen(self.workbench.view)
        spot = self._spot(orientation, view) if view.overlay.mode == "wipe" else None
        windows = view.fixed_window, view.moving_window
        return Look(fixed.request, moving.request, view.overlay, *windows, self.moving_alone, spot)

    def _made(self, look: Look, fixed: SlicePicture, moving: SlicePicture) -> ColourPicture:
        """The picture itself; from any thread."""
        plane, spot = moving.request.plane, look.spot
        if plane != fixed.request.plane:
            spot = None if spot is None else plane.pixel_of(fixed.request.plane.point_at(*spot))
            fixed = coarse_picture(fixed, plane)
        view = ViewState(overlay=look.overlay, fixed_window=look.fixed_window, moving_window=look.moving_window)
        return compose(fixed, moving, view, look.moving_alone, spot, self._preparation)

    def _spot(self, orientation: Orientation, view: ViewState) -> Spot:
        """Where the wipe is: under the mouse, or at the crosshair where the mouse has not been yet."""
        spot = self._spots.get(orientation)
        return spot or self._fixed[orientation].request.plane.pixel_of(view.fixed_cursor_mm)
