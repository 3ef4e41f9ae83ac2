"""Bookmarks: keep what is looked at under a name, come back to it by key or from the list, rename and delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import cast

from PySide6.QtWidgets import QWidget

from workstation.core.bookmarks import AddBookmark, Bookmark, RemoveBookmark, RenameBookmark
from workstation.core.commands import Command
from workstation.core.errors import Message, UserError
from workstation.ui.follow import follow
from workstation.ui.named_list import NamedList
from workstation.ui.pair_view import PaneGroup
from workstation.ui.pane_text import caption
from workstation.ui.slice_view import SliceView
from workstation.ui.text import tr
from workstation.workbench.bookmarks import bookmark_of, in_order, next_bookmark, recalled
from workstation.workbench.importing import new_id
from workstation.workbench.open_case import OpenCase
from workstation.workbench.touches import touches
from workstation.workbench.workbench import Workbench

KEEP, LIST, NEXT, PREVIOUS = "view.bookmark", "view.bookmark_list", "view.bookmark_next", "view.bookmark_previous"
ALL = (KEEP, NEXT, PREVIOUS, LIST)


class BookmarkActions:
    """Carries out the `view.bookmark` actions of one workspace."""

    def __init__(self, workbench: Workbench, panes: PaneGroup) -> None:
        self._workbench, self._panes = workbench, panes
        self.list: NamedList | None = None
        self._last = ""  # the bookmark that was gone to last

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {KEEP: self.keep, LIST: self.show_list, NEXT: lambda: self._step(1), PREVIOUS: lambda: self._step(-1)}

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        opened = self._workbench.open_case
        if action_id == KEEP and opened is not None and opened.history.document.read_only:
            return Message("This case is open for editing in another window; here it can only be looked at.")
        if action_id in (NEXT, PREVIOUS, LIST) and opened is not None and not opened.reading.bookmarks:
            return Message("There are no bookmarks yet; Ctrl+D makes one.")
        return None

    def keep(self) -> None:
        """Bookmark what the active pane shows; the list gives it a name of its own."""
        opened, pane = self._opened(), self._panes.active
        name = tr("View {n}", n=self._number(opened))
        scale = 0.0 if pane.canvas.is_fitted else pane.camera.mm_per_px
        made = datetime.now().astimezone().isoformat()
        bookmark = bookmark_of(
            self._workbench.view, pane.side, pane.orientation, scale, new_id(), name, self._workbench.reader, made
        )  # fmt: skip
        self._workbench.do(AddBookmark(bookmark))
        self._last = bookmark.id
        said = Message("Bookmarked as {name}; O goes to the next one, Ctrl+Shift+B lists them.", {"name": name})
        self._workbench.noticed.emit(said)

    def go(self, bookmark_id: str) -> None:
        """Look as a bookmark says, in the pane that it was made in, or another of the same plane."""
        opened = self._opened()
        bookmark = opened.reading.bookmarks.get(bookmark_id)
        if bookmark is None:
            return
        self._last = bookmark_id
        self._workbench.look(recalled(self._workbench.view, bookmark, opened))
        pane = self._pane(bookmark)
        if not pane.isVisible():
            arrangement = replace(self._panes.arrangement, orientation=pane.orientation, side=pane.side)
            self._panes.arrange(arrangement)
        self._panes.activate(pane)
        if bookmark.mm_per_px:
            camera = replace(pane.camera, mm_per_px=bookmark.mm_per_px)
            pane.set_camera(camera.centred(*pane.cursor_on_plane()))
        else:
            pane.fit()

    def show_list(self) -> None:
        """The list of all bookmarks, beside the work."""
        if self.list is None:
            widget = cast(QWidget, self._panes)
            words = tr("Views of this case that you keep. A double click shows one; deleting can be undone.")
            self.list = NamedList(tr("Bookmarks"), words, widget)
            self.list.chosen.connect(self.go)
            self.list.renamed.connect(lambda key, name: self._do(RenameBookmark(key, name)))
            self.list.deleted.connect(lambda key: self._do(RemoveBookmark(key)))
            follow(self.list, self._workbench.changed, self._on_changed)
            follow(self.list, self._workbench.case_changed, self._refresh)
        self._refresh()
        self.list.show()
        self.list.raise_()

    # ---- inside

    def _step(self, step: int) -> None:
        self.go(next_bookmark(self._opened().reading.bookmarks.values(), self._last, step).id)

    def _pane(self, bookmark: Bookmark) -> SliceView:
        """The pane that a bookmark is about; the nearest to it where there is none."""
        alike = [each for each in self._panes if each.orientation == bookmark.orientation]
        same = [each for each in alike if each.side == bookmark.side]
        return (same or alike or [self._panes.active])[0]

    def _number(self, opened: OpenCase) -> int:
        """The first number that no bookmark has in its name."""
        names = {each.name for each in opened.reading.bookmarks.values()}
        return next(n for n in range(1, len(names) + 2) if tr("View {n}", n=n) not in names)

    def _do(self, command: Command) -> None:
        try:
            self._workbench.do(command)
        except UserError as error:
            self._workbench.noticed.emit(error)
            self._refresh()

    def _on_changed(self, command: Command) -> None:
        if "bookmarks" in touches(command):
            self._refresh()

    def _refresh(self) -> None:
        opened = self._workbench.open_case
        if self.list is not None:
            bookmarks = in_order(opened.reading.bookmarks.values()) if opened is not None else []
            self.list.fill([(each.id, each.name, _detail(each)) for each in bookmarks])

    def _opened(self) -> OpenCase:
        opened = self._workbench.open_case
        assert opened is not None  # actions are disabled otherwise
        return opened


def _detail(bookmark: Bookmark) -> str:
    """Pane, place and overlay in a line."""
    place = ", ".join(f"{mm:.1f}" for mm in bookmark.fixed_mm)
    mode = str(bookmark.overlay.get("mode", "native"))
    parts = [caption(bookmark.side, bookmark.orientation), f"{place} mm"]
    return " · ".join(parts if mode == "native" else [*parts, tr(mode)])
