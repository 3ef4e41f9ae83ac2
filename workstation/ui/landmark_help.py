"""The helper beside the landmark tool: rings that follow the cursor, suggestions in a queue, and judged pairs.

Two threads of its own: one answers where the twin of the place under the pointer is (only the last question counts), the
other judges all pairs after an edit and finds suggestions. Both work on frozen knowledge and never touch the reading.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from workstation.core.commands import Command
from workstation.core.errors import Cancelled, Message
from workstation.core.geometry import Side, Vector
from workstation.core.landmark_commands import AddRepeat
from workstation.imaging.landmarks.prediction import Prediction
from workstation.imaging.landmarks.suggestions import Suggestion
from workstation.ui.follow import follow
from workstation.ui.landmark_layers import Ring, certainty_on, ring_on, spots_on
from workstation.ui.landmark_tints import DistanceLegend, Tint, distance_tint, heat_on
from workstation.ui.pair_view import PairView
from workstation.ui.slice_items import Layer
from workstation.ui.slice_view import SliceView
from workstation.ui.text import tr
from workstation.ui.tools import point_under
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmark_judging import Judgement, judged
from workstation.workbench.landmark_knowledge import Knowledge
from workstation.workbench.landmark_suggesting import Suggestions, matched_again, suggest
from workstation.workbench.landmarks import is_hidden, other_side, prediction_for
from workstation.workbench.open_case import OpenCase
from workstation.workbench.touches import touches
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench

LAYER = "landmark help"
JUDGE_MS = 150  # after the last edit


@dataclass(frozen=True, slots=True)
class Question:
    """Where is the twin of a point of one volume; `guess_mm` is where to begin while nothing is known of the pair."""

    known: Knowledge
    side: Side
    point_mm: Vector
    guess_mm: Vector


class LandmarkHelp(QObject):
    """Keeps the rings, the suggestions and the judgement of the open case. `changed` is emitted when any of them did."""

    changed = Signal()
    progressed = Signal(float, str)
    _arrived = Signal(object)

    def __init__(self, workbench: Workbench, pair: PairView) -> None:
        super().__init__(pair)
        self._workbench, self._pair = workbench, pair
        self.ring: Ring | None = None
        self.suggestions: Suggestions | None = None
        self.shows_witnesses = False
        self.shows_heat = False
        self.shows_distance = False
        self._tints: dict[tuple[SliceView, str], tuple[object, Tint]] = {}
        self.busy = ""
        self._cancelled = threading.Event()
        self._wanted: Question | None = None
        self._asking = False
        self._lock = threading.Lock()
        self._hover = ThreadPoolExecutor(1, "landmark ring")
        self._work = ThreadPoolExecutor(1, "landmark judge")
        self._round = 0
        self._timer = QTimer(self, interval=JUDGE_MS, singleShot=True)
        self._timer.timeout.connect(self._judge)
        self._arrived.connect(lambda deliver: deliver())
        follow(self, workbench.changed, self._on_changed)
        follow(self, workbench.case_changed, self._on_case_changed)
        follow(self, workbench.view_changed, self._on_view_changed)
        for pane in pair:
            pane.hand.pointed.connect(lambda p=pane: self._on_pointed(p))
        self._on_case_changed()

    # ---- what others ask

    @property
    def judgement(self) -> Judgement | None:
        """What was found out about the pairs of the open case, None before."""
        opened = self._workbench.open_case
        return guide_of(opened).judgement if opened is not None else None

    @property
    def current(self) -> Suggestion | None:
        """The suggestion before the reader."""
        opened = self._workbench.open_case
        offer = guide_of(opened).current if opened is not None else None
        if offer is None or self.suggestions is None:
            return None
        return next((each for each in self.suggestions.queue if each.position_mm == offer.fixed_mm), None)

    def show(self, suggestion: Suggestion | None) -> None:
        """Put a suggestion before the reader, both cursors on it; None for none."""
        opened = self._workbench.open_case
        if opened is None:
            return
        offered = (
            self.suggestions.offer(suggestion) if suggestion is not None and self.suggestions is not None else None
        )
        guide_of(opened).current = offered
        self.ring = None
        if suggestion is not None:
            self._workbench.look(replace(
                self._workbench.view, landmark_id="", fixed_cursor_mm=suggestion.position_mm,
                moving_cursor_mm=suggestion.prediction.position_mm,
            ))  # fmt: skip
        self._draw()
        self.changed.emit()

    def dealt_with(self, suggestion: Suggestion) -> None:
        """A suggestion was accepted, corrected or refused; the next one comes forward."""
        if self.suggestions is not None:
            self.suggestions = self.suggestions.without(suggestion.position_mm)
            left = self.suggestions.queue
            self.show(left[0] if left else None)

    def find(self) -> None:
        """Find suggestions in the background."""
        self._begin(tr("Looking for points worth marking"), lambda known: suggest(known, tell=self._tell))

    def match_again(self) -> None:
        """Match the suggestions that are left with what is known now."""
        before = self.suggestions
        if before is not None:
            self._begin(tr("Matching again"), lambda known: matched_again(known, before, self._tell))

    def cancel(self) -> None:
        """Stop looking for suggestions."""
        self._cancelled.set()

    def shut_down(self) -> None:
        """End both threads."""
        self._cancelled.set()
        self._timer.stop()
        self._round += 1
        self._hover.shutdown(wait=True, cancel_futures=True)
        self._work.shutdown(wait=True, cancel_futures=True)

    def refresh(self) -> None:
        """Draw everything anew."""
        self._draw()
        self.changed.emit()

    # ---- the ring under the pointer

    def _on_pointed(self, pane: SliceView) -> None:
        opened, pointer = self._workbench.open_case, pane.hand.pointer
        if opened is None or pointer is None or pane.hand.gesture is not None or not self._wants_ring():
            if self.ring is not None:
                self.ring = None
                self._draw()
            return
        point_mm = point_under(pane, pointer)
        if not opened.case.volume(pane.side).grid.contains(point_mm):
            return
        known, view = guide_of(opened).knowledge(), self._workbench.view
        apart = np.subtract(view.cursor_mm(other_side(pane.side)), view.cursor_mm(pane.side))
        x, y, z = np.add(point_mm, apart).tolist()
        quick = known.predict(pane.side, point_mm, looks=False, guess_mm=(x, y, z))
        if quick is None:
            return
        self.ring = Ring(other_side(pane.side), point_mm, quick)
        self._draw()
        self._ask(Question(known, pane.side, point_mm, (x, y, z)))

    def _wants_ring(self) -> bool:
        """With the landmark tool in the hand, and while no half-placed landmark or suggestion claims the ring."""
        view, opened = self._workbench.view, self._workbench.open_case
        assert opened is not None
        if view.tool != "landmark" or view.hidden.landmarks or guide_of(opened).current is not None:
            return False
        rows = opened.reading.landmarks
        return view.landmark_id not in rows or bool(rows[view.landmark_id].fixed) == bool(rows[view.landmark_id].moving)

    def _ask(self, question: Question) -> None:
        """Let the pictures be searched; a question that is still waiting is replaced."""
        with self._lock:
            self._wanted = question
            if self._asking:
                return
            self._asking = True
        self._hover.submit(self._answer)

    def _answer(self) -> None:
        while True:
            with self._lock:
                wanted, self._wanted = self._wanted, None
                if wanted is None:
                    self._asking = False
                    return
            found = wanted.known.predict(wanted.side, wanted.point_mm, guess_mm=wanted.guess_mm)
            if found is not None:
                self._post(partial(self._take_ring, wanted.side, wanted.point_mm, found))

    def _take_ring(self, side: Side, point_mm: Vector, found: Prediction) -> None:
        if self.ring is not None and self.ring.of_mm == point_mm and self.ring.side == other_side(side):
            self.ring = Ring(other_side(side), point_mm, found)
            self._draw()

    # ---- judging and suggesting

    def _on_case_changed(self) -> None:
        self._round += 1
        self._cancelled.set()
        self.ring, self.suggestions, self.busy = None, None, ""
        if self._workbench.open_case is not None:
            self._timer.start()
        self.changed.emit()

    def _on_changed(self, command: Command) -> None:
        opened = self._workbench.open_case
        if opened is None or not touches(command) & {"landmarks", "transforms"}:
            return
        self.ring = None
        if isinstance(command, AddRepeat):
            guide_of(opened).repeat = None
        self._timer.start()
        self._drop_done(opened)
        self._draw()

    def _drop_done(self, opened: OpenCase) -> None:
        """A suggestion at which a landmark lies now is done, however that came about."""
        if self.suggestions is None:
            return
        before = self.current
        marks = [row.fixed.position_mm for row in opened.reading.landmarks if row.fixed]
        self.suggestions = self.suggestions.left(np.array(marks).reshape(-1, 3))
        if before is not None and self.current is None:
            guide_of(opened).current = None
        self.changed.emit()

    def _judge(self) -> None:
        opened = self._workbench.open_case
        if opened is None:
            return
        guide, pairs = guide_of(opened), opened.reading.landmarks.correspondences()
        known, number = guide.knowledge(), self._round

        def work() -> None:
            if number == self._round:
                found = judged(known, pairs, guide.seen, lambda *_: self._stop_if(number != self._round))
                self._post(lambda: self._take_judgement(number, found))

        self._submit(work)

    def _take_judgement(self, number: int, found: Judgement) -> None:
        opened = self._workbench.open_case
        if opened is not None and number == self._round:
            guide_of(opened).judgement = found
            self._draw()
            self.changed.emit()

    def _begin(self, title: str, work: Callable[[Knowledge], Suggestions]) -> None:
        opened = self._workbench.open_case
        if opened is None or self.busy:
            return
        known, number = guide_of(opened).knowledge(), self._round
        self._cancelled.clear()
        self.busy = title

        def run() -> None:
            try:
                found = work(known)
            finally:
                self._post(lambda: self._free(number))
            self._post(lambda: self._take_suggestions(number, found))

        self._submit(run)
        self.changed.emit()

    def _free(self, number: int) -> None:
        if number == self._round:
            self.busy = ""
            self.changed.emit()

    def _take_suggestions(self, number: int, found: Suggestions) -> None:
        if number != self._round:
            return
        self.suggestions = found
        words = Message("{sure} pairs are proposed, {asked} need a decision; U goes through them.",
                        {"sure": len(found.proposed), "asked": len(found.asked)})  # fmt: skip
        self._workbench.noticed.emit(words)
        self.refresh()

    def _tell(self, share: float, text: str) -> None:
        self._stop_if(self._cancelled.is_set())
        self.progressed.emit(share, text)

    def _stop_if(self, over: bool) -> None:
        if over:
            raise Cancelled

    def _submit(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except Cancelled:
                pass
            except Exception as error:  # noqa: BLE001 - raised again in the window's thread, where it is shown
                self._post(partial(_throw, error))

        self._work.submit(guarded)

    def _post(self, deliver: Callable[[], None]) -> None:
        """Let something be done in the window's thread, if there still is one."""
        try:
            self._arrived.emit(deliver)
        except RuntimeError:  # the window is gone
            return

    # ---- drawing

    def _on_view_changed(self, view: ViewState) -> None:
        opened = self._workbench.open_case
        if opened is not None and view.landmark_id and guide_of(opened).current is not None:
            guide_of(opened).current = None
            self.changed.emit()
        if opened is not None and view.tool != "landmark" and guide_of(opened).repeat is not None:
            guide_of(opened).repeat = None  # Esc, or another tool: not now
            self.changed.emit()
        self._draw()

    def _draw(self) -> None:
        opened = self._workbench.open_case
        for pane in self._pair:
            if pane.canvas.plane is None or opened is None or not pane.isVisible():
                continue
            hidden = self._workbench.view.hidden.landmarks
            pane.set_under(LAYER, () if hidden else tuple(self._layers(pane, opened)))

    def _layers(self, pane: SliceView, opened: OpenCase) -> list[Layer]:
        layers: list[Layer] = []
        if self.shows_distance:
            pairs = opened.reading.landmarks.correspondences()
            points = tuple(each.fixed_mm if pane.side == "fixed" else each.moving_mm for each in pairs)
            spots = np.array(points).reshape(-1, 3)
            tint = self._tint(pane, "distance", points, lambda: distance_tint(pane.plane, spots))
            first = next(each for each in self._pair if each.side == pane.side and each.isVisible())
            layers += [tint, DistanceLegend()] if pane is first else [tint]
        if pane.side == "fixed" and self.suggestions is not None:
            places = self.suggestions.places
            if self.shows_heat:
                layers.append(self._tint(pane, "heat", id(places), lambda: heat_on(places, pane.plane)))
            layers += spots_on(pane, self.suggestions.queue)
        layers += certainty_on(pane, opened, self._workbench.view.landmark_id)
        ring = self._ring_for(opened)
        if ring is not None and ring.side == pane.side:
            layers += ring_on(pane, opened, ring, self.shows_witnesses)
        return layers

    def _tint(self, pane: SliceView, kind: str, source: object, make: Callable[[], Tint]) -> Tint:
        """A tint, made anew only if the slice or what it shows has changed: the pointer moves far more often."""
        key = pane.plane, source
        before = self._tints.get((pane, kind))
        if before is None or before[0] != key:
            before = self._tints[pane, kind] = key, make()
        return before[1]

    def _ring_for(self, opened: OpenCase) -> Ring | None:
        """The ring that counts: of the suggestion at hand, of the chosen half-placed landmark, or under the pointer."""
        current, view = guide_of(opened).current, self._workbench.view
        if current is not None:
            return Ring("moving", current.fixed_mm, current.prediction)
        rows = opened.reading.landmarks
        if view.landmark_id in rows:
            landmark = rows[view.landmark_id]
            found = None if is_hidden(opened, landmark) else prediction_for(view, opened, landmark)
            known = landmark.mark(other_side(found[0])) if found is not None else None
            if found is not None and known is not None:
                return Ring(found[0], known.position_mm, found[1])
        return self.ring


def _throw(error: Exception) -> None:
    raise error
