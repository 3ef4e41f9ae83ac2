"""The Check workspace: both native volumes linked through the registration first, overlays of both second.

`PairView` shows the pair natively; a second one, with `OverlayPictures` as its source, shows fixed and moving in one
picture. The bar above chooses between them; the panel at the right says what the gates found and takes the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workstation.core.commands import Command
from workstation.core.errors import Message, UserError
from workstation.ui.check_maps import CheckMaps
from workstation.ui.check_panel import CheckPanel
from workstation.ui.compare_results import CompareResults
from workstation.ui.deformation_pictures import DeformationPictures
from workstation.ui.follow import follow
from workstation.ui.here_follower import HereFollower
from workstation.ui.overlay_bar import BY_SIZE, DEFORMATIONS, MODES, WIPES, OverlayBar
from workstation.ui.overlay_pictures import OverlayPictures
from workstation.ui.pair_view import PairView
from workstation.ui.partner_marks import PartnerMarks
from workstation.ui.slice_view import SliceView
from workstation.ui.strip import ActionStrip
from workstation.ui.tools import MousePreset
from workstation.ui.turned_pictures import TurnedPictures
from workstation.ui.viewer_actions import ViewerActions
from workstation.workbench.pane_layouts import PaneLayout
from workstation.workbench.settings import load_settings
from workstation.workbench.touches import touches
from workstation.workbench.view import Overlay, OverlayMode, ViewState
from workstation.workbench.workbench import Workbench

OPACITY_STEP = 0.1
TILES_MM = (2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0)
LOUPES_MM = (4.0, 6.0, 8.0, 12.0, 16.0, 24.0)
FLICKERS_HZ = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
SIZED: dict[OverlayMode, tuple[str, tuple[float, ...]]] = {
    "checkerboard": ("tile_mm", TILES_MM),
    "wipe": ("loupe_mm", LOUPES_MM),
    "flicker": ("flicker_hz", FLICKERS_HZ),
}
COLOURED: tuple[OverlayMode, ...] = ("two colours", "edges", "difference")


class CheckWorkspace(QWidget):
    """Lets a reader judge whether both volumes show the same place. `asked` carries an action of the shell."""

    asked = Signal(str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.pictures = OverlayPictures(workbench, self)
        self.native = PairView(workbench, outlined=True, own_source=TurnedPictures, name="check")
        self.overlay = PairView(workbench, sides=("fixed",), source=self.pictures, outlined=True, name="overlay")
        for pair in (self.native, self.overlay):
            pair.badge_clicked.connect(lambda: self.asked.emit("case.geometry"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.native)
        self.stack.addWidget(self.overlay)
        self.results = CompareResults(workbench)
        self.stack.addWidget(self.results)
        self._comparing = False
        self.panel = CheckPanel(workbench)
        self.panel.lights.asked.connect(self.asked.emit)
        self._viewer = ViewerActions(workbench, self, "check")
        self.partner = PartnerMarks(workbench, self.overlay, self)
        self.here = HereFollower(workbench, self.native, self)
        self.maps = CheckMaps(workbench, self.panel, self.here, self)
        self.deformation = DeformationPictures(workbench, (*self.native, *self.overlay), self.maps.sources, self)
        for pane in self.overlay:
            pane.hand.pointed.connect(partial(self.pictures.wipe_under, pane))
            pane.hand.overlay_wheel.connect(self._on_overlay_wheel)
        self._flicker = QTimer(self)
        self._flicker.timeout.connect(self._on_flicker)
        self._peeking = False
        self.strip = ActionStrip(workbench, self)
        self.bar = OverlayBar(workbench, self.strip, lambda: self._comparing)
        self._lay_out()
        follow(self, workbench.view_changed, self._on_view_changed)
        follow(self, workbench.case_changed, self._on_case_changed)
        follow(self, workbench.changed, self._on_changed)
        self._on_view_changed(workbench.view)
        self.set_mouse_preset(load_settings().mouse)

    # ---- the contract with the shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        found = self._viewer.handlers()
        found.update({name: lambda m=mode: self._choose(m) for name, mode in MODES.items()})  # type: ignore[misc]
        return found | {
            "overlay.results": self._compare,
            "overlay.turned": self._turn,
            "overlay.more_opaque": lambda: self._change_opacity(OPACITY_STEP),
            "overlay.less_opaque": lambda: self._change_opacity(-OPACITY_STEP),
            "overlay.larger_tiles": lambda: self._change_size(1),
            "overlay.smaller_tiles": lambda: self._change_size(-1),
            "overlay.colours": self._change_colours,
            "overlay.wipe_shape": self._change_wipe,
            "overlay.deformation": self._change_deformation,
            "overlay.next_loop": self.maps.loops.choose_next,
        }

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        why = self._viewer.why_disabled(action_id)
        mode = self.workbench.view.overlay.mode
        if why is None and action_id in ("overlay.more_opaque", "overlay.less_opaque") and mode != "blend":
            return Message("Only the blend has an opacity; choose Blend first.")
        if why is None and action_id in BY_SIZE and mode not in SIZED:
            return Message("Only tiles, the loupe and the flicker have a size or a rate; choose one of them first.")
        if why is None and action_id in BY_SIZE and mode == "wipe" and self._overlay.wipe != "loupe":
            return Message("Only the loupe has a size; choose it first.")
        if why is None and action_id == "overlay.colours" and mode not in COLOURED:
            return Message("Only two colours, edges and difference are coloured; choose one of them first.")
        if why is None and action_id == "overlay.wipe_shape" and mode != "wipe":
            return Message("Choose Wipe first.")
        if why is None and action_id == "overlay.results" and not self._comparing and not self._results:
            return Message("There is no registration result yet; run a method in Register.")
        if why is None and action_id == "overlay.next_loop":
            return self.maps.why_no_next_loop()
        if why is None and action_id in ("overlay.deformation", "overlay.turned") and not self._shows_registration:
            return Message("There is no registration in use; run one in Register, or switch it on with T.")
        return why

    def is_on(self, action_id: str) -> bool:
        """Whether an action that switches something is switched on."""
        if action_id == "overlay.results":
            return self._comparing
        if action_id == "overlay.turned":
            return self.workbench.view.turned
        if action_id in MODES:
            return self.workbench.view.overlay.mode == MODES[action_id]
        return self._viewer.is_on(action_id)

    def is_drawn(self) -> bool:
        """Whether every picture that was asked for is there."""
        if self._comparing:
            return self.results.is_at_rest()
        return self.pictures.is_at_rest() and self.deformation.is_at_rest() and self.here.is_at_rest()

    def set_mouse_preset(self, preset: MousePreset) -> None:
        """Choose what the left button does."""
        self._mouse_preset = preset
        for pane in (*self.native, *self.overlay, *self.results):
            pane.hand.mouse_preset = preset

    def shut_down(self) -> None:
        """End the threads."""
        self._flicker.stop()
        self.pictures.close()
        self.deformation.close()
        self.maps.close()
        self.here.close()
        self.results.close_threads()
        self.partner.close()

    # ---- the panes, for the actions of a viewer

    @property
    def active(self) -> SliceView:
        """The pane that keys reach."""
        return self._page.active or self.native.active

    def __iter__(self) -> Iterator[SliceView]:
        return iter(self._page)

    @property
    def panes(self) -> Iterable[SliceView]:
        """What can be saved as a figure."""
        return self._page

    def activate(self, pane: SliceView) -> None:
        """Let keys reach a pane."""
        self._page.activate(pane)

    def toggle_maximised(self, pane: SliceView) -> None:
        """Show a pane alone, or all panes again."""
        self._page.toggle_maximised(pane)

    @property
    def arrangement(self) -> PaneLayout:
        """The layout that is chosen."""
        return self.native.arrangement

    def arrange(self, layout: PaneLayout) -> None:
        """Show the panes of a layout, of both volumes beside or over one another."""
        for pair in (self.native, self.overlay):
            pair.arrange(layout)
        if self._comparing:
            self._compare()

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While the key under Esc is held, the moving volume is shown alone."""
        if event.key() == Qt.Key.Key_QuoteLeft and not event.modifiers():
            if not event.isAutoRepeat():
                self._peek(True)
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Back to both volumes."""
        if event.key() == Qt.Key.Key_QuoteLeft:
            if not event.isAutoRepeat():
                self._peek(False)
            return
        super().keyReleaseEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Panes that were hidden missed what happened."""
        super().showEvent(event)
        self._follow_registration()
        self._on_view_changed(self.workbench.view)
        self._refresh_overlay()
        self.deformation.refresh()
        self.here.refresh()
        self.partner.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing flickers behind another workspace."""
        super().hideEvent(event)
        self._flicker.stop()

    # ---- inside

    @property
    def _page(self) -> PairView | CompareResults:
        if self._comparing:
            return self.results
        return self.native if self.workbench.view.overlay.mode == "native" else self.overlay

    @property
    def _overlay(self) -> Overlay:
        return self.workbench.view.overlay

    @property
    def _results(self) -> bool:
        opened = self.workbench.open_case
        return opened is not None and bool(opened.reading.transforms)

    def _turn(self) -> None:
        """Let the moving slices follow in orientation too, or show them as they were scanned."""
        view = self.workbench.view
        self.workbench.look(replace(view, turned=not view.turned))

    def _compare(self) -> None:
        """Show the plane of the active pane in several results beside one another, or one again."""
        if not self._comparing:
            self.results.show_plane(self.active.orientation)
        self._comparing = not self._comparing
        self._on_view_changed(self.workbench.view)
        self.bar.refresh()
        self.set_mouse_preset(self._mouse_preset)

    @property
    def _shows_registration(self) -> bool:
        opened = self.workbench.open_case
        return opened is not None and bool(opened.reading.active_transform) and self._overlay.warped

    def _lay_out(self) -> None:
        viewing = QWidget()
        column = QVBoxLayout(viewing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(viewing)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)

    def _look(self, **changes: object) -> None:
        overlay = replace(self._overlay, **changes)  # type: ignore[arg-type]
        self.workbench.look(replace(self.workbench.view, overlay=overlay))

    def _choose(self, mode: OverlayMode) -> None:
        """Choosing the mode that is on leads back to both native volumes, and so does Both native while comparing."""
        if mode == "native" and self._comparing:
            self._compare()
        self._look(mode="native" if mode == self._overlay.mode else mode)

    def _change_opacity(self, by: float) -> None:
        self._look(opacity=round(min(1.0, max(0.0, self._overlay.opacity + by)), 2))

    def _on_overlay_wheel(self, steps: float) -> None:
        """Opacity, tiles, loupe or rate, whichever the overlay has."""
        more = "overlay.more_opaque" if self._overlay.mode == "blend" else "overlay.larger_tiles"
        if self.why_disabled(more) is not None:
            return
        if self._overlay.mode == "blend":
            self._change_opacity(OPACITY_STEP / 2 * steps)
        else:
            self._change_size(round(steps))

    def _change_size(self, by: int) -> None:
        """The next size of tiles or loupe, or rate of the flicker."""
        name, steps = SIZED[self._overlay.mode]
        here = getattr(self._overlay, name)
        nearest = min(range(len(steps)), key=lambda n: abs(steps[n] - here))
        self._look(**{name: steps[min(len(steps) - 1, max(0, nearest + by))]})

    def _change_colours(self) -> None:
        self._look(colours="orange-blue" if self._overlay.colours == "green-magenta" else "green-magenta")

    def _change_wipe(self) -> None:
        shapes = list(WIPES)
        self._look(wipe=shapes[(shapes.index(self._overlay.wipe) + 1) % len(shapes)])

    def _change_deformation(self) -> None:
        looks = list(DEFORMATIONS)
        self._look(deformation=looks[(looks.index(self._overlay.deformation) + 1) % len(looks)])

    def _on_view_changed(self, view: ViewState) -> None:
        overlay = view.overlay
        page = self._page
        if self.stack.currentWidget() is not page:
            self.stack.setCurrentWidget(page)
            self._refresh_overlay()
            self.deformation.refresh()
            self.partner.refresh()
        self._run_flicker(overlay)

    def _run_flicker(self, overlay: Overlay) -> None:
        if overlay.mode == "flicker" and self.isVisible():
            interval = round(500 / overlay.flicker_hz)
            if not self._flicker.isActive() or self._flicker.interval() != interval:
                self._flicker.start(interval)
        elif self._flicker.isActive():
            self._flicker.stop()
            self._show_moving_alone(self._peeking)

    def _on_flicker(self) -> None:
        if not self._peeking:
            self._show_moving_alone(not self.pictures.moving_alone)

    def _on_changed(self, command: Command) -> None:
        if "transforms" in touches(command) and self.isVisible():
            self._follow_registration()

    def _follow_registration(self) -> None:
        """Put the moving crosshair where the result in use leads, wherever it was left: that is what is judged here."""
        opened, view = self.workbench.open_case, self.workbench.view
        if opened is None or not opened.reading.active_transform or not (view.linked and view.overlay.warped):
            return
        try:
            self.workbench.look_at("fixed", view.fixed_cursor_mm)
        except UserError as error:
            self.workbench.noticed.emit(error)

    def _on_case_changed(self) -> None:
        if not self._results:
            self._comparing = False
        self._peek(False)
        if self.isVisible():
            self._follow_registration()
        self._on_view_changed(self.workbench.view)  # every case has a view of its own
        self.bar.refresh()
        self._refresh_overlay()

    def _peek(self, peeking: bool) -> None:
        self._peeking = peeking
        self._show_moving_alone(peeking)

    def _show_moving_alone(self, alone: bool) -> None:
        for source in (self.pictures, *(column.pictures for column in self.results.columns)):
            source.show_moving_alone(alone)

    def _refresh_overlay(self) -> None:
        """Let the overlay panes, which ask for nothing while they are hidden, catch up."""
        if self._overlay.mode != "native" and self.isVisible():
            for pane in self.overlay:
                pane.refresh()
