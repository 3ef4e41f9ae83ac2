"""Annotate: both volumes side by side, the tools above them, landmarks and labels to the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from workstation.core.errors import Message
from workstation.ui.annotate_actions import AnnotateActions
from workstation.ui.brush_bar import BrushBar
from workstation.ui.edit_gestures import begin_edit
from workstation.ui.follow import follow
from workstation.ui.label_panel import LabelPanel
from workstation.ui.landmark_actions import LandmarkActions
from workstation.ui.landmark_help import LandmarkHelp
from workstation.ui.landmark_panel import LandmarkPanel
from workstation.ui.paint_gestures import warm_up
from workstation.ui.pair_view import PairView
from workstation.ui.region_bar import RegionBar
from workstation.ui.roomy_bar import RoomyBar
from workstation.ui.segmentation_actions import SegmentationActions
from workstation.ui.segmentation_tabs import SegmentationTabs
from workstation.ui.slice_view import SliceView
from workstation.ui.strip import ActionStrip
from workstation.ui.tool_tables import ToolTables
from workstation.ui.tools import Draft, MousePreset
from workstation.ui.viewer_actions import ViewerActions
from workstation.ui.viewing_button import ViewingButton
from workstation.workbench.settings import load_settings
from workstation.workbench.view import BRUSHES, ViewState
from workstation.workbench.workbench import Workbench

_TOOLS = (
    "tool.navigate", "tool.landmark", "tool.paint", "tool.erase", "tool.polygon", "tool.threshold", "tool.adaptive",
    "tool.fill", "tool.livewire", "tool.scissors", "tool.ruler", "tool.angle",
    "tool.region",
)  # fmt: skip
_LOOKS = ("view.fit", "view.window_auto")
_SWITCHES = ("view.interpolation", "view.link")
_HIDERS = ("hide.labels", "hide.landmarks", "hide.names", "hide.all")
_PANEL_CHARACTERS = 36  # what the panel needs for the first columns of the landmark table
_SHARES = (76, 24)  # % of the width, for pictures and tables


class AnnotateWorkspace(QWidget):
    """The workspace; the shell asks it for handlers and reasons by action id.

    `asked` carries an action of the shell; `stirred` says that other actions may be carried out now than before.
    """

    asked = Signal(str)
    stirred = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = Draft()
        self.pair = PairView(workbench, begin_edit, self.draft, name="annotate")
        self._viewer = ViewerActions(workbench, self.pair, "annotate")
        self._annotate = AnnotateActions(workbench, self.pair)
        self.labels = LabelPanel(workbench)
        self.segmentation = SegmentationTabs(workbench, self.pair, self.draft, self.labels)
        self._segmentation = self.segmentation.actions_
        self._handlers = self._viewer.handlers() | self._annotate.handlers() | self._segmentation.handlers()
        self.landmark_help = LandmarkHelp(workbench, self.pair)
        self._landmark = LandmarkActions(workbench, self.pair, self.landmark_help, self._annotate)
        self._handlers |= self._landmark.handlers()
        self._own = frozenset(self._annotate.handlers())
        self.strip = ActionStrip(workbench, self)
        self.brush_bar = BrushBar(workbench)
        self.region_bar = RegionBar(workbench, self.pair, self.strip.run)
        self.landmarks = LandmarkPanel(workbench, self.strip, self.landmark_help)
        self._lay_out()
        self.landmark_help.changed.connect(self.stirred)
        self.pair.badge_clicked.connect(partial(self.asked.emit, "case.geometry"))
        self.pair.tool_tapped.connect(partial(self.strip.run, "tool.previous"))
        self.set_mouse_preset(load_settings().mouse)
        self._is_warm = False
        follow(self, workbench.view_changed, self._on_view_changed)

    @property
    def panes(self) -> Iterable[SliceView]:
        """What can be saved as a figure."""
        return self.pair

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return self._handlers

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        return self._chosen(action_id).why_disabled(action_id)

    def is_on(self, action_id: str) -> bool:
        """Whether an action that switches something is switched on."""
        return self._chosen(action_id).is_on(action_id)

    def shut_down(self) -> None:
        """Stop what runs in the background."""
        self.landmark_help.shut_down()
        self.landmarks.foot.shut_down()
        self.segmentation.shut_down()

    def set_mouse_preset(self, preset: MousePreset) -> None:
        """Choose what the left button does with the Navigate tool."""
        for pane in self.pair:
            pane.hand.mouse_preset = preset

    # ---- inside

    def _on_view_changed(self, view: ViewState) -> None:
        """The tool's table gets room, and while the hand goes from the tool to the picture, the brush gets ready."""
        self.brush_bar.setVisible(view.tool != "region")
        self.tables.follow_tool(view)
        if view.tool in BRUSHES and not self._is_warm:
            self._is_warm = True
            warm_up()

    def _chosen(self, action_id: str) -> ViewerActions | AnnotateActions | SegmentationActions | LandmarkActions:
        if action_id in self._landmark.handlers():
            return self._landmark
        if action_id.startswith("segment."):
            return self._segmentation
        return self._annotate if action_id in self._own else self._viewer

    def _lay_out(self) -> None:
        self.tables = tables = ToolTables(self.landmarks, self.segmentation)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(self.pair)
        body.addWidget(tables)
        for number, share in enumerate(_SHARES):
            body.setStretchFactor(number, share)
        body.setSizes([10 * share for share in _SHARES])  # else the tables' wishes decide
        body.setChildrenCollapsible(False)
        tables.setMinimumWidth(self.fontMetrics().averageCharWidth() * _PANEL_CHARACTERS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tool_bar())
        layout.addWidget(body, 1)

    def _tool_bar(self) -> QWidget:
        bar = RoomyBar()
        bar.add(*(self.strip.button(action_id, checkable=True) for action_id in _TOOLS))
        bar.add(_line(), self.brush_bar, self.region_bar, _line(), ViewingButton(self.strip, (*_SWITCHES, *_HIDERS)))
        looks = [self.strip.button(action_id) for action_id in _LOOKS]
        bar.add_spare([*looks, *(self.strip.button(action_id, checkable=True) for action_id in _SWITCHES)])
        bar.add_spare([_line(), *(self.strip.button(action_id, checkable=True) for action_id in _HIDERS)])
        bar.end()
        return bar


def _line() -> QWidget:
    """A thin line between groups of buttons."""
    line = QWidget()
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    line.setAutoFillBackground(True)
    line.setFixedWidth(1)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(5, 4, 5, 4)
    row.addWidget(line)
    return holder
