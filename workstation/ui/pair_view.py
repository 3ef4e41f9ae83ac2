"""The panes of a workspace: fixed on the left, moving on the right (or one of both), in the layout that is chosen.

One pane is active: keys go to the one under the mouse. One pane can be maximised. While the volumes are linked, panes of
the same orientation keep the same magnification and the same place around their crosshairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from workstation.core.geometry import SIDES, Side
from workstation.core.planes import ORIENTATIONS, Orientation
from workstation.core.rotation import NONE
from workstation.core.study import Case
from workstation.ui.camera import pixel_mm
from workstation.ui.follow import follow
from workstation.ui.pane_hand import Edits
from workstation.ui.pane_zoom import keep_zoom
from workstation.ui.picture_source import PictureSource
from workstation.ui.slice_view import SliceView
from workstation.ui.tools import Draft
from workstation.workbench.landmarks import other_side
from workstation.workbench.pane_layouts import PaneLayout, panes_shown
from workstation.workbench.view import ViewState, pane_plane
from workstation.workbench.workbench import Workbench

WIDE = 1.7  # pictures wider than this times their height lie better above one another than side by side


class PaneGroup(Protocol):
    """The panes of a workspace, as its actions see them."""

    @property
    def active(self) -> SliceView:
        """The pane that keys reach."""
        ...

    def __iter__(self) -> Iterator[SliceView]:
        """All panes."""
        ...

    def activate(self, pane: SliceView) -> None:
        """Let keys reach a pane."""
        ...

    def toggle_maximised(self, pane: SliceView) -> None:
        """Show a pane alone, or all panes again."""
        ...

    @property
    def arrangement(self) -> PaneLayout:
        """The layout that is chosen."""
        ...

    def arrange(self, layout: PaneLayout) -> None:
        """Show the panes of a layout."""
        ...


class PairView(QWidget):
    """Three panes for each volume of the open pair, or for one of them.

    Parameters
    ----------
    sides : the volumes that have panes
    source : what the panes show, shared by all; their own volume if none is given
    own_source : makes a source for each pane, in place of a shared one
    outlined : show labels as outlines
    name : under which the magnification of the panes is remembered with the case
    """

    tool_tapped = Signal()  # Space was tapped in a pane
    badge_clicked = Signal()  # in a pane whose millimetres are not certain

    def __init__(
        self, workbench: Workbench, edits: Edits | None = None, draft: Draft | None = None, *,
        sides: tuple[Side, ...] = SIDES, source: PictureSource | None = None, outlined: bool = False,
        own_source: Callable[[], PictureSource] | None = None, name: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workbench = workbench
        draft = draft or Draft()
        self.panes: dict[tuple[Side, Orientation], SliceView] = {
            (side, orientation): SliceView(
                workbench,
                side,
                orientation,
                source=own_source() if own_source else source,
                edits=edits,
                draft=draft,
                outlined=outlined,
            )
            for side in sides
            for orientation in ORIENTATIONS
        }
        self.maximised: SliceView | None = None
        self.arrangement = PaneLayout()
        self._active = self.panes[sides[0], "coronal"]
        self._is_pair = len(sides) > 1
        self._inner: dict[Side, QSplitter] = {}
        self._columns: dict[Side, QSplitter] = {side: self._column(side) for side in sides}
        self._sides = _splitter(Qt.Orientation.Horizontal, *self._columns.values())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sides)
        for pane in self:
            pane.name = f"{name} {pane.side} {pane.orientation}" if name else ""
            pane.activated.connect(self.activate)
            pane.maximise_wanted.connect(self.toggle_maximised)
            pane.camera_moved.connect(self._follow_camera)
            pane.tool_tapped.connect(self.tool_tapped)
            pane.badge_clicked.connect(self.badge_clicked)
        follow(self, workbench.case_changed, self._on_case_changed)
        self.activate(self._active)
        self._on_case_changed()

    def __iter__(self) -> Iterator[SliceView]:
        return iter(self.panes.values())

    @property
    def active(self) -> SliceView:
        """The pane that keys reach: the last one the mouse was in."""
        return self._active

    def activate(self, pane: SliceView) -> None:
        """Let keys reach a pane."""
        self._active = pane
        for each in self:
            each.set_active(each is pane)
            if each is not pane:
                each.hand.leave()

    def toggle_maximised(self, pane: SliceView) -> None:
        """Show a pane alone, or those of the layout again."""
        self.maximised = None if self.maximised is not None else pane
        self._show_panes()

    def arrange(self, layout: PaneLayout) -> None:
        """Show the panes of a layout."""
        self.arrangement, self.maximised = layout, None
        self._show_panes()
        self._share_out()

    # ---- inside

    def _column(self, side: Side) -> QSplitter:
        coronal, transverse, sagittal = (self.panes[side, orientation] for orientation in ORIENTATIONS)
        self._inner[side] = _splitter(Qt.Orientation.Vertical, transverse, sagittal)
        along = Qt.Orientation.Vertical if self._is_pair else Qt.Orientation.Horizontal
        column = _splitter(along, coronal, self._inner[side])
        column.splitterMoved.connect(lambda *_: self._same_sizes(side))
        self._inner[side].splitterMoved.connect(lambda *_: self._same_sizes(side))
        return column

    def _same_sizes(self, side: Side) -> None:
        """The other volume's panes follow, so that pictures that belong together stay level."""
        other = other_side(side)
        if other not in self._columns:
            return
        for splitters in (self._columns, self._inner):
            splitters[other].setSizes(splitters[side].sizes())

    def _show_panes(self) -> None:
        """Hide what the layout, or the pane that is maximised, leaves no room for; keys reach a pane that is shown."""
        sides, alone = tuple(self._columns), self.maximised
        shown = panes_shown(self.arrangement, sides) if alone is None else {(alone.side, alone.orientation)}
        for key, each in self.panes.items():
            each.setVisible(key in shown)
        for side in sides:
            self._columns[side].setVisible(any(each == side for each, _ in shown))
            self._inner[side].setVisible(any(each == side and plane != "coronal" for each, plane in shown))
        if (self._active.side, self._active.orientation) not in shown:
            self.activate(next(pane for key, pane in self.panes.items() if key in shown))

    def _on_case_changed(self) -> None:
        if self._workbench.open_case is not None:
            self._share_out()

    def _share_out(self) -> None:
        """Give the panes of the layout their directions and sizes."""
        opened, kind = self._workbench.open_case, self.arrangement.kind
        stacked = opened is not None and lies_wide(self._workbench.view, opened.case)
        level, upright = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        in_rows = kind == "2x3" or (kind == "1x2" and stacked and self.arrangement.orientation != "coronal")
        self._sides.setOrientation(upright if in_rows else level)
        for side, column in self._columns.items():
            column.setOrientation(upright if self._is_pair and kind not in ("2x3", "1x3") else level)
            self._inner[side].setOrientation(upright if stacked and kind != "2x3" else level)
            self._inner[side].setSizes([1000, 1000])
            shares = {"2x3": [1000, 2000], "2x2": [1200, 800] if stacked else [1000, 1000]}
            column.setSizes(shares.get(kind, [1000, 1000] if stacked else [1200, 800]))
        self._sides.setSizes([1000, 1000])

    def _follow_camera(self, pane: SliceView) -> None:
        """The pane of the other volume shows the same surroundings of its own crosshair at the same magnification."""
        twin = self.panes.get((other_side(pane.side), pane.orientation))
        if twin is None or not self._workbench.view.linked or self._workbench.open_case is None:
            return
        if pane.canvas.is_fitted:
            twin.canvas.fit()
            keep_zoom(twin)
            return
        here, there = pane.cursor_on_plane(), twin.cursor_on_plane()
        camera = pane.camera
        centre = (camera.centre[0] - here[0] + there[0], camera.centre[1] - here[1] + there[1])
        twin.canvas.set_camera(replace(twin.camera, centre=centre, mm_per_px=camera.mm_per_px))
        keep_zoom(twin)


def lies_wide(view: ViewState, case: Case) -> bool:
    """Whether the transverse and sagittal pictures are wide strips, as in breast ultrasound."""
    for orientation in ("transverse", "sagittal"):
        plane = pane_plane(replace(view, turn_deg=NONE), case, "fixed", orientation)
        du, dv = pixel_mm(plane)
        if plane.columns * du < WIDE * plane.rows * dv:
            return False
    return True


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(3)
    splitter.setChildrenCollapsible(False)
    for number, widget in enumerate(widgets):
        splitter.addWidget(widget)
        splitter.setStretchFactor(number, 1)
    return splitter
