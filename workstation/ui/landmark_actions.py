"""The actions of the landmark workbench: refine, the queue of unsure pairs and suggestions, draws, repeats, nipples."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from PySide6.QtWidgets import QMessageBox, QWidget

from workstation.core.commands import Command, Group
from workstation.core.errors import Message
from workstation.core.landmark_commands import EditLandmark
from workstation.storage.study_folder import now
from workstation.ui.annotate_actions import placed_state
from workstation.ui.breast_question import BreastQuestion
from workstation.ui.landmark_help import LandmarkHelp
from workstation.ui.landmark_report import LandmarkReport
from workstation.ui.landmark_trash import LandmarkTrash
from workstation.ui.pair_view import PaneGroup
from workstation.ui.text import tr
from workstation.ui.viewer_actions import NOTHING_OPEN
from workstation.workbench.breast_frame import align_nipples, nipple_of
from workstation.workbench.landmark_coverage import coverage_of
from workstation.workbench.landmark_guide import DueRepeat, guide_of
from workstation.workbench.landmark_mending import mending
from workstation.workbench.landmark_suggesting import accepting_offer, why_not_suggest
from workstation.workbench.landmark_trust import FEWEST_DRAWN, blind_start, draw_roles, due_repeats
from workstation.workbench.landmarks import is_hidden, jumped, other_side, placing, refining
from workstation.workbench.open_case import OpenCase
from workstation.workbench.workbench import Workbench

HELD_OUT_SHARE = 0.3
_READ_ONLY = Message("This case is open for editing in another window; here it can only be looked at.")
_HIDDEN = Message("The expected place of this landmark is hidden, to see whether it would sway you; place it by eye.")
_LOOKS = frozenset({
    "landmark.next_unsure", "landmark.witnesses", "landmark.heat", "landmark.distance", "landmark.gap", "landmark.trash",
    "landmark.report",
})  # fmt: skip


class Fallback(Protocol):
    """Who carries out what is about a plain landmark."""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What to call, by action id."""
        ...

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        ...


class LandmarkActions:
    """Carries out the actions of the landmark workbench.

    Accepting and deleting go to the suggestion at hand if there is one, else to the chosen landmark (`fallback`).
    """

    def __init__(self, workbench: Workbench, panes: PaneGroup, assist: LandmarkHelp, fallback: Fallback) -> None:
        self._workbench, self._panes, self._help, self._fallback = workbench, panes, assist, fallback
        self._queue = assist.queue
        self._plain = fallback.handlers()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {
            "landmark.confirm": self._confirm,
            "landmark.delete": self._delete,
            "landmark.place_here": self._place_here,
            "landmark.refine": self._refine,
            "landmark.next_unsure": self._next_unsure,
            "landmark.suggest": self._suggest,
            "landmark.accept_proposed": self._accept_proposed,
            "landmark.witnesses": self._switch_witnesses,
            "landmark.heat": self._switch_heat,
            "landmark.distance": self._switch_distance,
            "landmark.gap": self._go_to_gap,
            "landmark.trash": self._show_trash,
            "landmark.skip": self._skip,
            "landmark.align_nipples": self._align,
            "landmark.draw": self._draw,
            "landmark.repeat": self._repeat,
            "landmark.report": self._report,
            "landmark.mend": self._mend,
            "landmark.breast": self._say_breast,
        }

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        opened = self._workbench.open_case
        if opened is None:
            return NOTHING_OPEN
        if opened.history.document.read_only and action_id not in _LOOKS:
            return _READ_ONLY
        name = action_id.removeprefix("landmark.")
        if name in ("confirm", "delete"):
            return self._why_not_plain(action_id, opened)
        asked = getattr(self, f"_why_not_{name}", None)
        why: Message | None = asked(opened) if asked is not None else None
        return why

    def is_on(self, action_id: str) -> bool:
        """Whether an action that switches something is switched on."""
        states = {
            "landmark.witnesses": self._help.shows_witnesses,
            "landmark.heat": self._help.shows_heat,
            "landmark.distance": self._help.shows_distance,
        }
        return states.get(action_id, False)

    # ---- suggestions and doubts

    def _confirm(self) -> None:
        """Accept the suggestion at hand and bring the next one forward, else what a plain landmark needs."""
        opened, current = self._opened(), self._queue.current
        offer = guide_of(opened).current
        if current is None or offer is None:
            self._plain["landmark.confirm"]()
            return
        _, command = accepting_offer(opened, offer)
        self._queue.decide(command)

    def _delete(self) -> None:
        if self._queue.current is None:
            self._plain["landmark.delete"]()
        else:
            self._queue.refuse()

    def _why_not_plain(self, action_id: str, opened: OpenCase) -> Message | None:
        if self._queue.current is not None:
            return None
        why = self._fallback.why_disabled(action_id)
        rows, chosen = opened.reading.landmarks, self._workbench.view.landmark_id
        if why is None and action_id == "landmark.confirm" and is_hidden(opened, rows[chosen]):
            return _HIDDEN
        return why

    def _next_unsure(self) -> None:
        """The next doubted pair after the chosen one; when all were seen, the suggestions one by one."""
        opened, doubts = self._opened(), self._doubted()
        chosen = self._workbench.view.landmark_id
        later = doubts[doubts.index(chosen) + 1 :] if chosen in doubts else doubts
        if later and self._queue.current is None:
            self._workbench.look(jumped(self._workbench.view, opened, later[0]))
            return
        queue = list(self._queue.suggestions.queue) if self._queue.suggestions is not None else []
        current = self._queue.current
        if queue:
            here = queue.index(current) if current in queue else -1
            self._queue.show(queue[(here + 1) % len(queue)])
        elif doubts:
            self._workbench.look(jumped(self._workbench.view, opened, doubts[0]))

    def _why_not_next_unsure(self, opened: OpenCase) -> Message | None:
        if self._doubted() or (self._queue.suggestions is not None and self._queue.suggestions.queue):
            return None
        return Message("No pair is doubted and no suggestion waits; Ctrl+G looks for points worth marking.")

    def _doubted(self) -> list[str]:
        """Doubted pairs in table order."""
        found = self._help.findings.doubts
        return [row.id for row in self._opened().reading.landmarks if row.id in found and row.state != "flagged"]

    def _suggest(self) -> None:
        if self._queue.busy and self._queue.is_quiet:
            self._queue.ask()
        elif self._queue.busy:
            self._queue.cancel()
        elif self._queue.suggestions is not None and self._queue.suggestions.queue:
            self._queue.match_again()
        else:
            self._queue.find()

    def _why_not_suggest(self, opened: OpenCase) -> Message | None:
        return why_not_suggest(opened.case)

    def _accept_proposed(self) -> None:
        """Accept all proposals as one edit."""
        opened, suggestions = self._opened(), self._queue.suggestions
        assert suggestions is not None  # disabled otherwise
        commands: list[Command] = []
        for each in suggestions.proposed:
            _, command = accepting_offer(opened, suggestions.offer(each), number=len(commands))
            commands.append(command)
        self._workbench.do(Group("Accept {count} proposed pairs", tuple(commands)))

    def _why_not_accept_proposed(self, opened: OpenCase) -> Message | None:
        if self._queue.suggestions is None or not self._queue.suggestions.proposed:
            return Message("No pair is proposed; Ctrl+G looks for points worth marking.")
        return None

    # ---- the chosen landmark

    def _place_here(self) -> None:
        """What a click of the landmark tool at the crosshair would do."""
        opened, side = self._opened(), self._panes.active.side
        landmark_id, command = placing(self._workbench.view, opened, side, self._workbench.view.cursor_mm(side))
        self._workbench.do(command)
        self._workbench.look(jumped(self._workbench.view, opened, landmark_id))

    def _refine(self) -> None:
        opened = self._opened()
        landmark = opened.reading.landmarks[self._workbench.view.landmark_id]
        command = refining(opened, landmark, self._panes.active.side)
        self._workbench.do(command)
        self._workbench.look(jumped(self._workbench.view, opened, landmark.id))

    def _why_not_refine(self, opened: OpenCase) -> Message | None:
        rows, chosen = opened.reading.landmarks, self._workbench.view.landmark_id
        if chosen not in rows:
            return Message("Choose a landmark first.")
        if rows[chosen].state == "confirmed":
            return Message("{name} is confirmed and locked.", {"name": rows[chosen].name})
        if rows[chosen].fixed is None or rows[chosen].moving is None:
            return Message("{name} must be placed in both volumes first.", {"name": rows[chosen].name})
        return None

    def _skip(self) -> None:
        landmark = self._opened().reading.landmarks[self._workbench.view.landmark_id]
        state = placed_state(landmark) if landmark.state == "skipped" else "skipped"
        self._workbench.do(EditLandmark(landmark.id, "state", state))

    def _why_not_skip(self, opened: OpenCase) -> Message | None:
        chosen = self._workbench.view.landmark_id
        return None if chosen in opened.reading.landmarks else Message("Choose a landmark first.")

    def _mend(self) -> None:
        """Put a mix-up right, and show both that were mixed up, one after the other."""
        opened, chosen = self._opened(), self._workbench.view.landmark_id
        change = mending(opened, self._help.findings.doubts, chosen)
        assert change is not None
        self._workbench.do(change)
        self._workbench.look(jumped(self._workbench.view, opened, chosen))

    def _why_not_mend(self, opened: OpenCase) -> Message | None:
        if mending(opened, self._help.findings.doubts, self._workbench.view.landmark_id) is not None:
            return None
        return Message("The chosen landmark was not mixed up with another one, as far as the program can tell.")

    # ---- looking

    def _switch_witnesses(self) -> None:
        self._help.shows_witnesses = not self._help.shows_witnesses
        self._help.refresh()

    def _switch_heat(self) -> None:
        self._help.shows_heat = not self._help.shows_heat
        self._help.refresh()

    def _switch_distance(self) -> None:
        self._help.shows_distance = not self._help.shows_distance
        self._help.refresh()

    def _why_not_heat(self, opened: OpenCase) -> Message | None:
        if self._queue.places is None:
            return Message("Good places are found together with suggestions; press Ctrl+G first.")
        return None

    def _go_to_gap(self) -> None:
        opened = self._opened()
        found = coverage_of(opened)
        self._workbench.look(replace(self._workbench.view, landmark_id=""))
        self._workbench.look_at("fixed", found.farthest_mm)
        twin = guide_of(opened).twin("fixed", found.farthest_mm, looks=False)
        if twin is not None:
            self._workbench.look(replace(self._workbench.view, moving_cursor_mm=twin.position_mm))

    def _report(self) -> None:
        opened = self._opened()
        dialog = LandmarkReport(self._workbench, opened, self._help.judgement, self._help.findings, self._window())
        dialog.open()

    def _show_trash(self) -> None:
        LandmarkTrash(self._workbench, self._window()).open()

    def _why_not_trash(self, opened: OpenCase) -> Message | None:
        return None if opened.reading.landmarks.trash else Message("No landmark was deleted.")

    # ---- trust

    def _align(self) -> None:
        align_nipples(self._opened())

    def _why_not_align_nipples(self, opened: OpenCase) -> Message | None:
        nipple = nipple_of(opened.reading.landmarks)
        if nipple is None or nipple.fixed is None or nipple.moving is None:
            return Message("Mark the nipple in both volumes first (a landmark of type or name “nipple”).")
        return None

    def _say_breast(self) -> None:
        BreastQuestion(self._workbench, self._window()).open()

    def _draw(self) -> None:
        opened = self._opened()
        seed = secrets.randbelow(2**31)
        command = draw_roles(opened.reading.landmarks, HELD_OUT_SHARE, seed, opened.reading.reader, now())
        held = sum(role == "held out" for _, role in command.roles)
        text = tr(
            "{held} of {all} pairs will be held out, spread over the volume. The draw is sealed: roles cannot be chosen "
            "by hand afterwards.", held=held, all=len(command.roles),
        )  # fmt: skip
        box = QMessageBox(QMessageBox.Icon.Question, tr("Draw held-out landmarks"), text, parent=self._window())
        box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
        box.accepted.connect(lambda: self._workbench.do(command))
        box.open()

    def _why_not_draw(self, opened: OpenCase) -> Message | None:
        marks = opened.reading.landmarks
        free = [p for p in marks.correspondences() if p.role != "drive" and not marks.is_sealed(p.id)]
        if len(free) >= FEWEST_DRAWN:
            return None
        return Message("A draw needs at least {least} placed pairs whose role is still open, there are {count}.",
                       {"least": FEWEST_DRAWN, "count": len(free)})  # fmt: skip

    def _repeat(self) -> None:
        """Send the reader to a mark of old: its own volume forgets it, the other one shows what is meant."""
        opened = self._opened()
        row, side = due_repeats(opened.reading.landmarks, now())[0]
        mark, twin = row.mark(side), row.mark(other_side(side))
        assert mark is not None
        start = opened.case.volume(side).grid.clamped(blind_start(row.id, side, mark.position_mm))
        guide_of(opened).repeat, guide_of(opened).current = DueRepeat(row.id, side, start), None
        places = {side: start} | ({other_side(side): twin.position_mm} if twin is not None else {})
        view = self._workbench.view
        self._workbench.look(replace(
            view, landmark_id="", tool="landmark", fixed_cursor_mm=places.get("fixed", view.fixed_cursor_mm),
            moving_cursor_mm=places.get("moving", view.moving_cursor_mm),
        ))  # fmt: skip
        words = Message(
            "Mark this place once more in the {side} volume, without looking anything up.", {"side": Message(side)}
        )
        self._workbench.noticed.emit(words)

    def _why_not_repeat(self, opened: OpenCase) -> Message | None:
        if due_repeats(opened.reading.landmarks, now()):
            return None
        return Message("No mark is due: some come back by lot two weeks after they were put.")

    def _window(self) -> QWidget:
        return self._panes.active.window()

    def _opened(self) -> OpenCase:
        opened = self._workbench.open_case
        assert opened is not None  # actions are disabled otherwise
        return opened
