"""The suggestions of the open case, one before the reader at a time: found behind the window, kept with the case.

What waits is what was found less what the reader has decided, so undoing a decision brings the suggestion back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workstation.core.commands import Command
from workstation.core.errors import Cancelled, Message, UserError
from workstation.core.landmark_commands import RefuseSuggestion
from workstation.core.landmarks import LandmarkSet
from workstation.imaging.landmarks.suggestions import GoodPlaces, Suggestion
from workstation.ui.behind import BackgroundWork
from workstation.ui.delivery import post
from workstation.ui.follow import follow
from workstation.ui.text import tr
from workstation.workbench.kept_suggestions import keep_suggestions, recall_suggestions, waiting
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmark_knowledge import Knowledge
from workstation.workbench.landmark_suggesting import Suggestions, matched_again, shown, suggest
from workstation.workbench.open_case import OpenCase
from workstation.workbench.touches import touches
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench

SUGGESTING = "Looking for points worth marking"


class SuggestionQueue(QObject):
    """Finds, keeps and shows suggestions. `busy` says what is being done; `is_quiet` that nobody asked for it.

    `changed` is emitted when anything of it did, `progressed` while suggestions are being found.
    """

    changed = Signal()
    progressed = Signal(float, str)

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.busy, self.is_quiet, self.is_recalled = "", False, False
        self._found: Suggestions | None = None
        self._waiting: tuple[object, Suggestions] | None = None
        self._cancelled = threading.Event()
        self._round = 0
        self._work = BackgroundWork("landmark suggestions", self)
        follow(self, workbench.changed, self._on_changed)
        follow(self, workbench.case_changed, self._on_case_changed)
        follow(self, workbench.view_changed, self._on_view_changed)
        self._on_case_changed()

    # ---- what there is

    @property
    def suggestions(self) -> Suggestions | None:
        """What is still to be decided, None before anything was found."""
        opened = self._workbench.open_case
        if self._found is None or opened is None:
            return None
        key = self._found, _decided(opened.reading.landmarks)
        if self._waiting is None or self._waiting[0] != key:
            self._waiting = key, waiting(self._found, opened.reading.landmarks)
        return self._waiting[1]

    @property
    def places(self) -> GoodPlaces | None:
        """The map "good landmark here", None before anything was found."""
        return self._found.places if self._found is not None else None

    @property
    def current(self) -> Suggestion | None:
        """The suggestion before the reader."""
        opened, left = self._workbench.open_case, self.suggestions
        offer = guide_of(opened).current if opened is not None else None
        if offer is None or left is None:
            return None
        return next((each for each in left.queue if each.position_mm == offer.fixed_mm), None)

    # ---- what the reader does

    def show(self, suggestion: Suggestion | None) -> None:
        """Put a suggestion before the reader, both cursors on it; None for none."""
        opened, left = self._workbench.open_case, self.suggestions
        if opened is None:
            return
        guide_of(opened).current = left.offer(suggestion) if suggestion is not None and left is not None else None
        if suggestion is not None:
            self._workbench.look(shown(self._workbench.view, opened.case, suggestion))
        self.changed.emit()

    def decide(self, command: Command) -> None:
        """Carry out the edit that settles the suggestion at hand, and bring the next one forward."""
        current, left = self.current, self.suggestions
        assert current is not None
        assert left is not None
        at = left.queue.index(current)
        self._workbench.do(command)
        rest = self.suggestions.queue if self.suggestions is not None else ()
        self.show(rest[min(at, len(rest) - 1)] if rest else None)

    def refuse(self) -> None:
        """The reader wants no landmark at the suggestion at hand; undo brings it back."""
        current = self.current
        assert current is not None
        self.decide(RefuseSuggestion(current.position_mm))

    # ---- finding

    def find(self, quietly: bool = False) -> None:
        """Find suggestions behind the window; `quietly` without being asked, and so without a word when they are there."""
        opened = self._workbench.open_case
        unwanted = opened.reading.landmarks.refused if opened is not None else ()
        self._begin(tr(SUGGESTING), quietly, lambda known: suggest(known, tell=self._tell, unwanted_mm=unwanted))

    def match_again(self) -> None:
        """Match the suggestions that wait with what is known now."""
        left, found = self.suggestions, self._found
        if left is not None and found is not None:
            self._begin(tr("Matching again"), False, lambda known: matched_again(known, left, self._tell).joined(found))

    def ask(self) -> None:
        """The reader asks for what is being found anyway: it will be announced."""
        self.is_quiet = False
        self.changed.emit()

    def cancel(self) -> None:
        """Stop looking for suggestions."""
        self._cancelled.set()

    def shut_down(self) -> None:
        """End the thread."""
        self._cancelled.set()
        self._round += 1
        self._work.shut_down()

    # ---- inside

    def _begin(self, title: str, quietly: bool, work: Callable[[Knowledge], Suggestions]) -> None:
        opened = self._workbench.open_case
        if opened is None or self.busy:
            return
        known, number = guide_of(opened).knowledge(), self._round
        self._cancelled.clear()
        self.busy, self.is_quiet = title, quietly

        def run() -> None:
            try:
                self._stop_if_over(number)
                found = work(known)
            finally:
                post(self._free, number)
            post(self._take, number, found)
            self._keep(opened, found)

        self._work.submit(run)
        self.changed.emit()

    def _keep(self, opened: OpenCase, found: Suggestions) -> None:
        try:
            keep_suggestions(opened, found)
        except UserError as error:
            self._workbench.noticed.emit(error)

    def _free(self, number: int) -> None:
        if number == self._round:
            self.busy = ""
            self.changed.emit()

    def _take(self, number: int, found: Suggestions) -> None:
        if number != self._round:
            return
        self._accept_found(found)
        left = self.suggestions
        if left is not None and not self.is_quiet:
            values = {"sure": len(left.proposed), "asked": len(left.asked)}
            words = "{sure} pairs are proposed, {asked} need a decision; U goes through them."
            self._workbench.noticed.emit(Message(words, values))
        self.changed.emit()

    def _accept_found(self, found: Suggestions) -> None:
        opened = self._workbench.open_case
        assert opened is not None
        self._found, guide_of(opened).start = found, found.start

    def _recall(self, opened: OpenCase, number: int) -> None:
        found, notice = recall_suggestions(opened)
        post(self._take_recalled, number, found, notice)

    def _take_recalled(self, number: int, found: Suggestions | None, notice: Message | None) -> None:
        if number != self._round:
            return
        self.is_recalled = True
        if found is not None:
            self._accept_found(found)
        if notice is not None:
            self._workbench.noticed.emit(notice)
        self.changed.emit()

    def _tell(self, share: float, text: str) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        post(self._on_told, share, text)

    def _on_told(self, share: float, text: str) -> None:
        self.progressed.emit(share, text)

    def _stop_if_over(self, number: int) -> None:
        if number != self._round or self._cancelled.is_set():
            raise Cancelled

    def _on_case_changed(self) -> None:
        self._round += 1
        self._cancelled.set()
        self._found, self._waiting, self.busy, self.is_recalled = None, None, "", False
        opened, number = self._workbench.open_case, self._round
        if opened is not None:
            self._work.submit(lambda: self._recall(opened, number))
        self.changed.emit()

    def _on_changed(self, command: Command) -> None:
        """A suggestion at which a landmark lies now is done, however that came about."""
        opened = self._workbench.open_case
        if opened is None or self._found is None or "landmarks" not in touches(command):
            return
        if guide_of(opened).current is not None and self.current is None:
            guide_of(opened).current = None
        self.changed.emit()

    def _on_view_changed(self, view: ViewState) -> None:
        opened = self._workbench.open_case
        if opened is not None and view.landmark_id and guide_of(opened).current is not None:
            guide_of(opened).current = None
            self.changed.emit()


def _decided(marks: LandmarkSet) -> tuple[object, ...]:
    """What the reader has decided so far, to be compared."""
    return *(row.fixed.position_mm for row in marks if row.fixed is not None), marks.refused
