"""The pictures of the Check workspace's overlay panes: fixed and moving composed on the fixed volume's slice.

The fixed slice is cut out at once; the moving one is sampled through the active registration on a render thread, coarsely
while the view moves and exactly when it rests. No warped volume is ever made.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.core.errors import UserError
from workstation.core.geometry import SIDES
from workstation.core.planes import Orientation, Plane
from workstation.ui.camera import world_point
from workstation.ui.case_renderer import CaseRenderer
from workstation.ui.slice_view import SliceView
from workstation.workbench.comparison import Preparation, Spot, compose, first_step, is_exact
from workstation.workbench.open_case import OpenCase
from workstation.workbench.slices import SlicePicture, SliceRequest, render
from workstation.workbench.view import OverlayMode, ViewState, resolve, resolve_warped
from workstation.workbench.workbench import Workbench

REST_MS = 70  # how long a view must rest before it is drawn exactly


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
        self._wanted: dict[Orientation, SliceRequest] = {}
        self._composed: dict[Orientation, tuple[object, ...]] = {}
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
        wanted = resolve_warped(view, opened.case, opened.reading, pane.orientation, first_step(plane))
        if self.result_id is not None and view.overlay.warped:
            wanted = replace(wanted, transform_id=self.result_id)
        if not self._has(pane.orientation, wanted):
            self._ask(pane.orientation, wanted, opened)
        self._draw(pane.orientation)

    def is_at_rest(self) -> bool:
        """Whether every visible pane shows its exact picture."""
        return all(
            is_exact(self._wanted[each]) and self._has(each, self._wanted[each])
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
        for known in (self._fixed, self._moving, self._wanted, self._composed, self._spots):
            known.clear()
        self._preparation.clear()
        self._renderer.show({side: opened.case.volume(side) for side in SIDES})

    def _ask(self, orientation: Orientation, request: SliceRequest, opened: OpenCase) -> None:
        try:
            if request.transform_id:
                self._renderer.know(opened, request.transform_id)
        except UserError as error:
            self.workbench.noticed.emit(error)
            return
        self._wanted[orientation] = request
        self._renderer.ask(orientation, request)
        if not is_exact(request):
            self._rest.start()

    def _refine(self) -> None:
        opened = self._opened
        if opened is None or opened is not self.workbench.open_case:
            return
        for orientation, request in list(self._wanted.items()):
            if not is_exact(request) and self._panes[orientation].isVisible():
                self._ask(orientation, replace(request, step=1), opened)

    def _has(self, orientation: Orientation, wanted: SliceRequest) -> bool:
        """Whether the moving slice that is wanted, or a finer one, is at hand."""
        known = self._moving.get(orientation)
        return known is not None and known.request in (wanted, replace(wanted, step=1))

    def _prepare(self, name: str, picture: SlicePicture) -> None:
        """In the render thread: prepare what is costly."""
        fixed = self._fixed.get(name)  # type: ignore[call-overload]
        same = fixed if fixed is not None and fixed.request.plane == picture.request.plane else None
        self._preparation.prepare(self._seen(self.workbench.view).overlay.mode, same, picture)

    def _on_arrived(self, name: str, picture: SlicePicture) -> None:
        orientation: Orientation = name  # type: ignore[assignment]
        wanted = self._wanted.get(orientation)
        if wanted is not None and picture.request == wanted:
            self._moving[orientation] = picture
            self._draw(orientation)

    def _draw(self, orientation: Orientation) -> None:
        """Compose and show, if both slices of the same plane are there and anything differs from the last time."""
        view, pane = self._seen(self.workbench.view), self._panes[orientation]
        fixed, moving = self._fixed.get(orientation), self._moving.get(orientation)
        if fixed is None:
            return
        if moving is None:  # the first one is on its way; until then the fixed slice stands alone
            pane.set_picture(fixed.pixels, (view.fixed_window.low, view.fixed_window.high))
            return
        if moving.request.plane != fixed.request.plane:
            return
        spot = self._spot(orientation, view) if view.overlay.mode == "wipe" else None
        windows = (view.fixed_window, view.moving_window)
        look = (fixed.request, moving.request, view.overlay, windows, self.moving_alone, spot)
        if self._composed.get(orientation) != look or pane.canvas.pixels is None:
            self._composed[orientation] = look
            pane.set_picture(compose(fixed, moving, view, self.moving_alone, spot, self._preparation))
            self.composed.emit(orientation)

    def _spot(self, orientation: Orientation, view: ViewState) -> Spot:
        """Where the wipe is: under the mouse, or at the crosshair where the mouse has not been yet."""
        spot = self._spots.get(orientation)
        return spot or self._fixed[orientation].request.plane.pixel_of(view.fixed_cursor_mm)
