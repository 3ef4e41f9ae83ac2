"""The actions that every workspace with slices offers: fit, window, hide, scroll, and jump from landmark to landmark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workstation.core.errors import Message
from workstation.core.geometry import SIDES, Side
from workstation.imaging.sampling import SlabMode
from workstation.ui.bookmark_actions import BookmarkActions
from workstation.ui.cine import Cine
from workstation.ui.crosshair_keys import CrosshairKeys
from workstation.ui.layout_actions import LayoutActions
from workstation.ui.pair_view import PaneGroup
from workstation.ui.tools import see_landmark
from workstation.ui.true_size import TrueSizeActions
from workstation.ui.turn_actions import TurnActions
from workstation.ui.window_presets import WindowPresets
from workstation.workbench.landmarks import nearest, neighbour
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import Hidden, Window, auto_window
from workstation.workbench.workbench import Workbench

NOTHING_OPEN = Message("Open a case first.")
NO_LANDMARKS = Message("There are no landmarks yet; choose the landmark tool and click.")
WINDOW_PERCENTS = {  # of the values in the middle slices: which become black and white
    "view.window_auto": (0.5, 99.5),
    "view.window_preset1": (0.0, 100.0),
    "view.window_preset2": (2.0, 98.0),
    "view.window_preset3": (15.0, 90.0),
    "view.window_preset4": (0.0, 60.0),
}
SLABS_MM = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0)
SLAB_MODES: tuple[SlabMode, ...] = ("mean", "max", "min")
_SLICES = {"slice.next": 1, "slice.previous": -1, "slice.next5": 5, "slice.previous5": -5, "slice.next10": 10,
           "slice.previous10": -10}  # fmt: skip


class ViewerActions:
    """Carries out what concerns looking, in the pane that keys reach."""

    def __init__(self, workbench: Workbench, panes: PaneGroup, workspace: str) -> None:
        self._workbench, self._panes = workbench, panes
        self.cine = Cine(workbench, panes)
        self.layouts = LayoutActions(workbench, panes, workspace)
        self.presets = WindowPresets(workbench, panes)
        self.bookmarks = BookmarkActions(workbench, panes)
        self.true_size = TrueSizeActions(workbench, panes)
        self._more = (
            self.presets, self.bookmarks, self.true_size, TurnActions(workbench, panes), CrosshairKeys(workbench, panes)
        )  # fmt: skip

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        found: dict[str, Callable[[], None]] = {
            "view.fit": self._fit,
            "view.centre": self._centre,
            "view.maximise": lambda: self._panes.toggle_maximised(self._panes.active),
            "view.link": self._link,
            "view.interpolation": self._interpolation,
            "hide.labels": lambda: self._hide(labels=not self._hidden.labels),
            "hide.landmarks": lambda: self._hide(landmarks=not self._hidden.landmarks),
            "hide.names": lambda: self._hide(names=not self._hidden.names),
            "hide.all": self._hide_all,
            "view.cine": self.cine.toggle,
            "view.loupe": lambda: self._look(loupe=not self._workbench.view.loupe),
            "view.cine_rate": self._cine_rate,
            "view.slab_thicker": lambda: self._thicken(1),
            "view.slab_thinner": lambda: self._thicken(-1),
            "view.slab_mode": self._slab_mode,
            "slice.first": lambda: self._scroll_to_end(-1),
            "slice.last": lambda: self._scroll_to_end(1),
            "landmark.next": lambda: self._step_landmark(1),
            "landmark.previous": lambda: self._step_landmark(-1),
            "landmark.nearest": self._nearest,
            "overlay.warped": self._warped,
        }
        found.update({name: lambda n=count: self._scroll(n) for name, count in _SLICES.items()})  # type: ignore[misc]
        found.update({name: lambda p=each: self._window(*p) for name, each in WINDOW_PERCENTS.items()})  # type: ignore[misc]
        for each in self._more:
            found |= each.handlers()
        return found | self.layouts.handlers()

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        opened = self._workbench.open_case
        if opened is None:
            return NOTHING_OPEN
        if action_id in ("landmark.next", "landmark.previous", "landmark.nearest") and not len(
            opened.reading.landmarks
        ):
            return NO_LANDMARKS
        if action_id == "overlay.warped" and not opened.reading.active_transform:
            return Message("No registration result is in use; run one in Register.")
        return next((why for each in self._more if (why := each.why_disabled(action_id)) is not None), None)

    def is_on(self, action_id: str) -> bool:
        """Whether an action that switches something is switched on."""
        view = self._workbench.view
        return {
            "view.link": view.linked,
            "view.interpolation": view.smooth,
            "hide.labels": view.hidden.labels,
            "hide.landmarks": view.hidden.landmarks,
            "hide.names": view.hidden.names,
            "hide.all": view.hidden.labels and view.hidden.landmarks,
            "overlay.warped": view.overlay.warped,
            "view.cine": self.cine.is_running,
            "view.loupe": view.loupe,
        }.get(action_id, self.layouts.is_on(action_id))

    # ---- inside

    @property
    def _hidden(self) -> Hidden:
        return self._workbench.view.hidden

    def _look(self, **changes: object) -> None:
        self._workbench.look(replace(self._workbench.view, **changes))  # type: ignore[arg-type]

    def _hide(self, **changes: bool) -> None:
        self._look(hidden=replace(self._hidden, **changes))  # type: ignore[arg-type]

    def _hide_all(self) -> None:
        hide = not (self._hidden.labels and self._hidden.landmarks)
        self._hide(labels=hide, landmarks=hide)

    def _fit(self) -> None:
        for pane in self._panes:
            pane.fit()

    def _centre(self) -> None:
        for pane in self._panes:
            pane.centre()

    def _cine_rate(self) -> None:
        rate = self.cine.next_rate()
        self._workbench.noticed.emit(Message("Cine: {n} slices a second.", {"n": f"{rate:g}"}))

    def _link(self) -> None:
        self._look(linked=not self._workbench.view.linked)

    def _thicken(self, steps: int) -> None:
        """The next thickness of the slab."""
        view = self._workbench.view
        here = min(range(len(SLABS_MM)), key=lambda n: abs(SLABS_MM[n] - view.slab_mm))
        self._workbench.look(replace(view, slab_mm=SLABS_MM[min(len(SLABS_MM) - 1, max(0, here + steps))]))

    def _slab_mode(self) -> None:
        view = self._workbench.view
        mode = SLAB_MODES[(SLAB_MODES.index(view.slab_mode) + 1) % len(SLAB_MODES)]
        self._workbench.look(replace(view, slab_mode=mode, slab_mm=view.slab_mm or SLABS_MM[2]))

    def _interpolation(self) -> None:
        self._look(smooth=not self._workbench.view.smooth)

    def _warped(self) -> None:
        overlay = self._workbench.view.overlay
        self._look(overlay=replace(overlay, warped=not overlay.warped))

    def _window(self, low_percent: float, high_percent: float) -> None:
        """Each volume gets a window from its own values; only the active pane's while the volumes are not linked."""
        opened, view = self._opened(), self._workbench.view
        sides: tuple[Side, ...] = SIDES if view.linked else (self._panes.active.side,)
        for side in sides:
            window: Window = auto_window(opened.case.volume(side), low_percent, high_percent)
            view = view.with_window(side, window)
        self._workbench.look(view)

    def _scroll(self, count: int) -> None:
        pane = self._panes.active
        self._workbench.scroll(pane.side, pane.orientation, count)

    def _scroll_to_end(self, direction: int) -> None:
        pane = self._panes.active
        self._scroll(direction * max(self._opened().case.volume(pane.side).grid.shape_zyx))

    def _step_landmark(self, step: int) -> None:
        opened = self._opened()
        self._jump(opened, neighbour(list(opened.reading.landmarks), self._workbench.view.landmark_id, step))

    def _nearest(self) -> None:
        opened, side = self._opened(), self._panes.active.side
        self._jump(opened, nearest(list(opened.reading.landmarks), side, self._workbench.view.cursor_mm(side)))

    def _jump(self, opened: OpenCase, landmark_id: str) -> None:
        if landmark_id:
            see_landmark(self._panes.active, opened, landmark_id)

    def _opened(self) -> OpenCase:
        opened = self._workbench.open_case
        assert opened is not None  # actions are disabled otherwise
        return opened
