"""The helper beside the landmark tool: rings that follow the cursor, suggestions in a queue, and judged pairs.

Two threads of its own: one answers where the twin of the place under the pointer is (only the last question counts), the
other judges all pairs after an edit. Both work on frozen knowledge and never touch the reading; so does the one that finds
suggestions (`landmark_queue`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from workstation.core.commands import Command
from workstation.core.errors import Cancelled
from workstation.core.geometry import Side, Vector
from workstation.core.landmark_commands import AddRepeat
from workstation.core.landmarks import Correspondence
from workstation.imaging.landmarks.consistency import Findings
from workstation.imaging.landmarks.prediction import Prediction
from workstation.ui.behind import BackgroundWork
from workstation.ui.delivery import post
from workstation.ui.follow import follow
from workstation.ui.landmark_layers import Ring, certainty_on, ring_on, spots_on
from workstation.ui.landmark_queue import SuggestionQueue
from workstation.ui.landmark_tints import DistanceLegend, Tint, distance_tint, heat_on
from workstation.ui.pair_view import PairView
from workstation.ui.slice_items import Layer
from workstation.ui.slice_view import SliceView
from workstation.ui.tools import point_under
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmark_judging import Judgement, judged
from workstation.workbench.landmark_knowledge import Knowledge
from workstation.workbench.landmark_mending import all_findings
from workstation.workbench.landmarks import guessed_twin, is_hidden, other_side, prediction_for
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

    def __init__(self, workbench: Workbench, pair: PairView) -> None:
        super().__init__(pair)
        self._workbench, self._pair = workbench, pair
        self.ring: Ring | None = None
        self.queue = SuggestionQueue(workbench, self)
        self._findings: tuple[object, Findings] | None = None
        self._judged: list[Correspondence] = []  # the pairs as they were judged
        self.shows_witnesses = False
        self.shows_heat = False
        self.shows_distance = False
        self._tints: dict[tuple[SliceView, str], tuple[object, Tint]] = {}
        self._wanted: Question | None = None
        self._asking = False
        self._lock = threading.Lock()
        self._hover = BackgroundWork("landmark ring", self)
        self._work = BackgroundWork("landmark judge", self)
        self._round = 0
        self._timer = QTimer(self, interval=JUDGE_MS, singleShot=True)
        self._timer.timeout.connect(self._judge)
        self.queue.changed.connect(self._on_queue_changed)
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
    def findings(self) -> Findings:
        """What is wrong with the pairs of the open case and with their names, as far as it was judged."""
        opened, judgement = self._workbench.open_case, self.judgement
        if opened is None:
            return Findings()
        found = judgement.findings if judgement is not None else Findings()
        key = opened.case, found, tuple(opened.reading.landmarks)
        if self._findings is None or self._findings[0] != key:
            self._findings = key, all_findings(opened, found, self._judged)
        return self._findings[1]

    def shut_down(self) -> None:
        """End all threads."""
        self._timer.stop()
        self._round += 1
        for work in (self.queue, self._hover, self._work):
            work.shut_down()

    def refresh(self) -> None:
        """Draw everything anew."""
        self._draw()
        self.changed.emit()

    def _on_queue_changed(self) -> None:
        self.ring = None
        self._aim_by_keys(self._workbench.view)
        self.refresh()

    # ---- the ring under the pointer

    def _on_pointed(self, pane: SliceView) -> None:
        opened, pointer = self._workbench.open_case, pane.hand.pointer
        if opened is None or pointer is None or pane.hand.gesture is not None or not self._wants_ring():
            if self.ring is not None:
                self.ring = None
                self._draw()
            return
        self._aim(opened, pane.side, point_under(pane, pointer))
        self._draw()

    def _aim(self, opened: OpenCase, side: Side, point_mm: Vector) -> None:
        """Put the ring where the twin of a point should be, and let the pictures be searched for it."""
        if not opened.case.volume(side).grid.contains(point_mm):
            return
        known = guide_of(opened).knowledge()
        guess_mm = guessed_twin(self._workbench.view, opened, side, point_mm)
        quick = known.predict(side, point_mm, looks=False, guess_mm=guess_mm)
        if quick is not None:
            self.ring = Ring(other_side(side), point_mm, quick)
            self._ask(Question(known, side, point_mm, guess_mm))

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
                post(self._take_ring, wanted.side, wanted.point_mm, found)

    def _take_ring(self, side: Side, point_mm: Vector, found: Prediction) -> None:
        if self.ring is not None and self.ring.of_mm == point_mm and self.ring.side == other_side(side):
            self.ring = Ring(other_side(side), point_mm, found)
            self._draw()

    # ---- judging and suggesting

    def _on_case_changed(self) -> None:
        self._round += 1
        self.ring, self._judged = None, []
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
        self._draw()

    def _judge(self) -> None:
        opened = self._workbench.open_case
        if opened is None:
            return
        guide, pairs = guide_of(opened), opened.reading.landmarks.correspondences()
        known, number = guide.knowledge(), self._round

        def work() -> None:
            if number == self._round:
                found = judged(known, pairs, guide.seen, lambda *_: self._stop_if(number != self._round))
                post(self._take_judgement, number, found, pairs)

        self._work.submit(work)

    def _take_judgement(self, number: int, found: Judgement, pairs: list[Correspondence]) -> None:
        opened = self._workbench.open_case
        if opened is not None and number == self._round:
            guide_of(opened).judgement, self._judged = found, pairs
            self._draw()
            self.changed.emit()

    def _stop_if(self, over: bool) -> None:
        if over:
            raise Cancelled

    # ---- drawing

    def _on_view_changed(self, view: ViewState) -> None:
        opened = self._workbench.open_case
        if opened is not None and view.tool != "landmark" and guide_of(opened).repeat is not None:
            guide_of(opened).repeat = None  # Esc, or another tool: not now
            self.changed.emit()
        self._aim_by_keys(view)
        self._draw()

    def _aim_by_keys(self, view: ViewState) -> None:
        """While no pointer is over a pane, the ring follows the crosshair of the pane that keys reach."""
        opened = self._workbench.open_case
        if opened is None or any(pane.hand.pointer is not None for pane in self._pair):
            return
        side = self._pair.active.side
        point_mm, rows = view.cursor_mm(side), opened.reading.landmarks
        mark = rows[view.landmark_id].mark(side) if view.landmark_id in rows else None
        if not self._wants_ring() or (mark is not None and mark.position_mm == point_mm):
            self.ring = None  # at its own mark a landmark needs none
        elif self.ring is None or (self.ring.side, self.ring.of_mm) != (other_side(side), point_mm):
            self._aim(opened, side, point_mm)

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
        places, waiting = self.queue.places, self.queue.suggestions
        if pane.side == "fixed" and places is not None and waiting is not None:
            if self.shows_heat:
                layers.append(self._tint(pane, "heat", id(places), lambda: heat_on(places, pane.plane)))
            layers += spots_on(pane, waiting.queue)
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
