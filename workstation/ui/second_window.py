"""A window of its own, for a second screen: the same place of the same case, seen in another way.

It follows crosshair, window, landmarks and labels like every pane, and every key of a viewer works in it. What it shows is
chosen above its panes; where it lay is remembered, and used again while that screen is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QScreen, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workstation.core.errors import Message, NotSaved
from workstation.ui.action_set import ActionSet
from workstation.ui.actions import ACTIONS, SHARED_KEYS, MousePreset
from workstation.ui.compare_results import CompareResults
from workstation.ui.overlay_pictures import OverlayPictures
from workstation.ui.pair_view import PairView
from workstation.ui.slice_view import SliceView
from workstation.ui.surface_window import SurfaceWindow
from workstation.ui.text import tr
from workstation.ui.turned_pictures import TurnedPictures
from workstation.ui.viewer_actions import ViewerActions
from workstation.workbench.pane_layouts import PaneLayout
from workstation.workbench.viewing_settings import WindowPlace, load_viewing, save_viewing
from workstation.workbench.workbench import Workbench

Shows = Literal["moving", "fixed", "both", "overlay", "results", "surface"]
SHORT: dict[Shows, str] = {
    "moving": "Moving volume",
    "fixed": "Fixed volume",
    "both": "Both volumes",
    "overlay": "Overlay",
    "results": "Results side by side",
    "surface": "3D view",
}
NAME = "second"  # in the memory of layouts and places
ACTION = "app.second_window"


class SecondWindow(QWidget):
    """The window; it ends its threads when it is closed and is made anew when it is wanted again."""

    closed = Signal()

    def __init__(self, workbench: Workbench, actions: ActionSet, preset: MousePreset, main: QWidget) -> None:
        super().__init__(main, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Second view – Sonolign"))
        self._workbench, self._actions, self._preset = workbench, actions, preset
        self.shows = QComboBox()
        self.shows.setToolTip(tr("What this window shows; it follows the crosshair of the other one."))
        self.shows.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # letters are for the panes
        for name, title in SHORT.items():
            self.shows.addItem(tr(title), name)
        self._column = QVBoxLayout(self)
        self._lay_out()
        place = load_viewing().places.get(NAME)
        self.shows.setCurrentIndex(max(0, self.shows.findData(place.shows if place else "moving")))
        self.pictures: OverlayPictures | None = None
        self.page = self._made()
        self._column.addWidget(self.page, 1)
        self._viewer = ViewerActions(workbench, self, NAME)
        self.shows.currentIndexChanged.connect(self._show_other)
        self._watch_keys()
        self.setGeometry(frame_for(place, QGuiApplication.screens(), main.screen()))

    # ---- the panes, for the actions of a viewer

    @property
    def active(self) -> SliceView:
        """The pane that keys reach."""
        found = self.page.active if isinstance(self.page, PairView | CompareResults) else None
        return found if found is not None else self._spare.active

    def __iter__(self) -> Iterator[SliceView]:
        return iter(self.page) if isinstance(self.page, PairView | CompareResults) else iter(())

    def activate(self, pane: SliceView) -> None:
        """Let keys reach a pane."""
        if isinstance(self.page, PairView | CompareResults):
            self.page.activate(pane)

    def toggle_maximised(self, pane: SliceView) -> None:
        """Show a pane alone, or all panes again."""
        if isinstance(self.page, PairView | CompareResults):
            self.page.toggle_maximised(pane)

    @property
    def arrangement(self) -> PaneLayout:
        """The layout that is chosen."""
        return self._spare.arrangement

    def arrange(self, layout: PaneLayout) -> None:
        """Show the panes of a layout."""
        self._spare.arrange(layout)

    def set_mouse_preset(self, preset: MousePreset) -> None:
        """Choose what the left button does."""
        self._preset = preset
        for pane in self:
            pane.hand.mouse_preset = preset

    def shut_down(self) -> None:
        """End the threads, and remember where the window lies."""
        frame, screen = self.geometry(), self.screen().name()
        place = WindowPlace(
            frame.x(), frame.y(), frame.width(), frame.height(), screen, str(self.shows.currentData())
        )  # fmt: skip
        try:
            save_viewing(load_viewing().with_place(NAME, place))
        except NotSaved as error:
            self._workbench.noticed.emit(error)
        self._viewer.cine.stop()
        self._end_page()

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Keys are for the panes from the beginning."""
        super().showEvent(event)
        self.active.canvas.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing behind."""
        self.shut_down()
        self.closed.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that tables and fields share, which no shortcut is made of."""
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        for row in ACTIONS:
            if pressed in SHARED_KEYS and pressed in row.keys and row.id in self._viewer.handlers():
                self.run(row.id)
                return
        super().keyPressEvent(event)

    # ---- inside

    def run(self, action_id: str) -> None:
        """Carry an action out in this window, or in the other one if it is none of a viewer."""
        own = self._viewer.handlers().get(action_id)
        if own is None:
            self._actions.run(action_id)
        elif self._viewer.why_disabled(action_id) is None and any(True for _ in self):
            own()

    def _watch_keys(self) -> None:
        """Every key of the action table works here too; the workspace in front decides what the others mean."""
        handlers = self._viewer.handlers()
        keys: dict[str, list[str]] = {}
        for row in ACTIONS:
            for key in row.keys if not row.in_view else ():
                keys.setdefault(key, []).append(row.id)
        for key, ids in keys.items():
            if key not in SHARED_KEYS:
                own = [each for each in ids if each in handlers] or ids
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.activated.connect(partial(self._run_first, own))

    def _run_first(self, ids: list[str]) -> None:
        """Carry out the one of these that can be carried out now."""
        possible = [each for each in ids if each in self._viewer.handlers() or self._actions.why_disabled(each) is None]
        if possible:
            self.run(possible[0])

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(QLabel(tr("Show")))
        bar.addWidget(self.shows)
        bar.addStretch(1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(bar)

    def _made(self) -> QWidget:
        """The page that is chosen; whatever it is, a layout always has somewhere to stay."""
        name: Shows = self.shows.currentData()
        bench = self._workbench
        page: QWidget
        if name == "overlay":
            self.pictures = OverlayPictures(bench, self, threads=1)
            self.pictures.instead_of_native = "blend"
            page = PairView(bench, sides=("fixed",), source=self.pictures, outlined=True, name=NAME + "overlay")
            for pane in page:
                pane.hand.pointed.connect(partial(self.pictures.wipe_under, pane))
        elif name in ("moving", "fixed"):
            page = PairView(bench, sides=(name,), outlined=True, own_source=TurnedPictures, name=NAME)
        else:
            page = PairView(bench, outlined=True, own_source=TurnedPictures, name=NAME)
        self._spare = page
        if name == "results":
            page = CompareResults(bench)
        elif name == "surface":
            page = SurfaceWindow(bench, self._spare)
            page.setWindowFlags(Qt.WindowType.Widget)
        if page is not self._spare:
            self._spare.setParent(self)
            self._spare.hide()
        return page

    def _show_other(self) -> None:
        """Show another page in place of the present one."""
        layout = self._spare.arrangement
        self._end_page()
        self._column.removeWidget(self.page)
        for old in {self.page, self._spare}:
            old.hide()
            old.deleteLater()
        self.page = self._made()
        self._column.addWidget(self.page, 1)
        self.page.show()
        self._spare.arrange(layout)
        self.set_mouse_preset(self._preset)

    def _end_page(self) -> None:
        if self.pictures is not None:
            self.pictures.close()
            self.pictures = None
        if isinstance(self.page, CompareResults):
            self.page.close_threads()
        elif isinstance(self.page, SurfaceWindow):
            self.page.shut_down()


class SecondWindowActions:
    """Carries out `app.second_window` for the shell: there is at most one second window."""

    def __init__(self, workbench: Workbench, main: QWidget, preset: MousePreset) -> None:
        self._workbench, self._main, self._preset = workbench, main, preset
        self.window: SecondWindow | None = None
        self.actions: ActionSet | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {ACTION: self.toggle}

    def why_disabled(self) -> Message | None:
        """Why there can be no second window now."""
        return None if self._workbench.open_case is not None or self.window else Message("Open a case first.")

    def is_on(self) -> bool:
        """Whether the window is there."""
        return self.window is not None

    def toggle(self) -> None:
        """Open the window, or close it."""
        if self.window is not None:
            self.window.close()
            return
        assert self.actions is not None  # the shell gives them once they are made
        self.window = SecondWindow(self._workbench, self.actions, self._preset, self._main)
        self.window.set_mouse_preset(self._preset)
        self.window.closed.connect(self._forget)
        self.window.show()

    def set_mouse_preset(self, preset: MousePreset) -> None:
        """Choose what the left button does there."""
        self._preset = preset
        if self.window is not None:
            self.window.set_mouse_preset(preset)

    def shut_down(self) -> None:
        """Close the window with the program."""
        if self.window is not None:
            self.window.close()

    def _forget(self) -> None:
        self.window = None
        if self.actions is not None:
            self.actions.refresh_soon()


def frame_for(place: WindowPlace | None, screens: list[QScreen], main: QScreen) -> QRect:
    """Where the window goes: where it lay if that screen is still there and shows it, else on another screen, else here."""
    by_name = {each.name(): each for each in screens}
    if place is not None and place.screen in by_name:
        frame = QRect(place.x, place.y, place.width, place.height)
        seen = frame.intersected(by_name[place.screen].availableGeometry())
        if seen.width() >= frame.width() / 2 and seen.height() >= frame.height() / 2:
            return frame
    others = [each for each in screens if each is not main]
    if others:
        return others[0].availableGeometry()
    room = main.availableGeometry()
    frame = QRect(0, 0, room.width() // 2, room.height() * 3 // 4)
    frame.moveBottomRight(room.bottomRight())
    return frame
