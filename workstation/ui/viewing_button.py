"""The button "View" of a workspace's bar: everything about looking that has no button of its own, in one menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolButton

from workstation.ui.bookmark_actions import ALL as BOOKMARKS
from workstation.ui.icons import icon
from workstation.ui.strip import ActionStrip
from workstation.ui.text import tr
from workstation.ui.turn_actions import STEPS_DEG, STRAIGHTEN
from workstation.ui.window_presets import KEEP, LIST, OWN
from workstation.workbench.pane_layouts import KINDS
from workstation.workbench.viewing_settings import load_viewing

WINDOW_IDS = ("view.window_auto", *(f"view.window_preset{n}" for n in range(1, 5)))
LAYOUT_IDS = tuple(f"view.layout_{kind}" for kind in KINDS)


class ViewingButton(QToolButton):
    """Opens a menu of layouts and other ways to look; the menu is made anew whenever it is opened.

    `more` are actions that only this workspace has, shown after the layouts.
    """

    def __init__(self, strip: ActionStrip, more: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._strip, self._more = strip, more
        self.setIcon(icon("layout_2x2"))
        self.setText(tr("View"))
        self.setToolTip(tr("Layouts and other ways to look"))
        self.setAccessibleName(tr("View"))
        self.setProperty("flat", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def fill(self) -> None:
        """Make the menu as things stand now."""
        self._menu.clear()
        for action_id in (*LAYOUT_IDS, *self._more):
            self._strip.add_to(self._menu, action_id)
        self._strip.add_to(self._menu, "view.maximise")
        self._strip.add_to(self._menu, "view.loupe")
        marks = self._menu.addMenu(tr("Bookmarks"))
        marks.setToolTipsVisible(True)
        for action_id in BOOKMARKS:
            self._strip.add_to(marks, action_id)
        turning = self._menu.addMenu(tr("Turn planes"))
        turning.setToolTipsVisible(True)
        for action_id in (*STEPS_DEG, STRAIGHTEN):
            self._strip.add_to(turning, action_id)
        windows = self._menu.addMenu(tr("Black and white"))
        windows.setToolTipsVisible(True)
        for action_id in WINDOW_IDS:
            self._strip.add_to(windows, action_id)
        for action_id, preset in zip(OWN, load_viewing().presets, strict=False):
            self._strip.add_to(windows, action_id, preset.name)
        windows.addSeparator()
        for action_id in (KEEP, LIST):
            self._strip.add_to(windows, action_id)
