"""Edits and their undo: the one way in which a reading or a study changes.

`do` applies a command, appends it to the journal, keeps the inverse and announces it. `undo` and `redo` do the same with
the inverse, so that the journal shows corrections too and replaying it rebuilds the state. The stacks are rebuilt from
the journal when a document is opened: undo has no limit and survives a restart.

Journal records: {"op": "do" | "undo" | "redo", "edit": command, "inverse": command, "title": [template, values], "time"}.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, Generic

from psygnal import Signal

from workstation.core.commands import Command
from workstation.core.errors import Message, NotSaved, ReadOnly
from workstation.storage.journal import CHAIN_START
from workstation.storage.schema import command_from_json, command_to_json
from workstation.storage.study_folder import Document, State, now


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be undone or redone: its name, and the command that does so."""

    title: Message
    command: Command


class History(Generic[State]):
    """The edits of one open document.

    Signals are emitted in the thread that edits (`changed`), or in the journal's thread (`saved`, `failed`).
    """

    changed = Signal(object)  # the command that was applied
    saved = Signal(int)
    failed = Signal(NotSaved)

    def __init__(self, document: Document[State]) -> None:
        self.document = document
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._checkpoint_edits = -1
        self._checkpoint_lock = threading.Lock()
        self._edit_lock = threading.RLock()  # a case that is listed in the background is an edit too
        for record in document.records:
            self._remember(record)
        document.records.clear()
        if document.journal is not None:
            document.journal.saved.connect(self._pass_on_saved)
            document.journal.failed.connect(self._pass_on_failure)

    @property
    def state(self) -> State:
        """The reading or study, for looking at only."""
        return self.document.state

    @property
    def undo_title(self) -> Message | None:
        """Name of the step that `undo` would take back, None if there is none."""
        return self._undo[-1].title if self._undo else None

    @property
    def redo_title(self) -> Message | None:
        """Name of the step that `redo` would do again, None if there is none."""
        return self._redo[-1].title if self._redo else None

    @property
    def undo_command(self) -> Command | None:
        """What `undo` would carry out."""
        return self._undo[-1].command if self._undo else None

    @property
    def redo_command(self) -> Command | None:
        """What `redo` would carry out."""
        return self._redo[-1].command if self._redo else None

    @property
    def undo_depth(self) -> int:
        """How many steps can be undone."""
        return len(self._undo)

    @property
    def unsaved_count(self) -> int:
        """How many edits are not on disk yet."""
        journal = self.document.journal
        return 0 if journal is None else journal.count - journal.saved_count

    def do(self, command: Command) -> None:
        """Carry out an edit as one step."""
        with self._edit_lock:
            self._check_writable()
            title = command.title(self.state)
            inverse = command.apply(self.state)
            self._undo.append(Step(title, inverse))
            self._redo.clear()
            self._write("do", command, inverse, title)
        self.changed.emit(command)

    def undo(self) -> Message | None:
        """Take the last step back; returns its name, None if there was none."""
        return self._go("undo", self._undo, self._redo)

    def redo(self) -> Message | None:
        """Do the step that was taken back last again; returns its name, None if there was none."""
        return self._go("redo", self._redo, self._undo)

    def flush(self) -> None:
        """Wait until every edit is on disk; may raise NotSaved."""
        if self.document.journal is not None:
            self.document.journal.flush()

    def checkpoint(self) -> None:
        """Write a snapshot of the present state, so that the next opening is fast; may raise NotSaved."""
        frozen = self.freeze()
        if frozen is not None:
            self.write_checkpoint(*frozen)

    def freeze(self) -> tuple[State, int, str] | None:
        """A copy of the present state and its place in the journal; None if nothing changed since the last snapshot."""
        journal = self.document.journal
        if journal is None or journal.count == self._checkpoint_edits:
            return None
        with self._edit_lock:
            return self.state.copy(), journal.count, journal.chain if journal.count else CHAIN_START

    def write_checkpoint(self, state: State, edits: int, chain: str) -> None:
        """Write a frozen state as the snapshot; may run in any thread. Its edits reach the journal first."""
        with self._checkpoint_lock:
            if edits > self._checkpoint_edits:
                self.flush()
                self.document.save(state, edits, chain)
                self._checkpoint_edits = edits

    def close(self) -> None:
        """Write a snapshot, close the journal and release the lock; NotSaved if something could not be written."""
        try:
            self.checkpoint()
        finally:
            self.document.close()

    def _go(self, op: str, source: list[Step], target: list[Step]) -> Message | None:
        with self._edit_lock:
            self._check_writable()
            if not source:
                return None
            step = source[-1]
            inverse = step.command.apply(self.state)
            source.pop()
            target.append(Step(step.title, inverse))
            self._write(op, step.command, inverse, step.title)
        self.changed.emit(step.command)
        return step.title

    def _write(self, op: str, command: Command, inverse: Command, title: Message) -> None:
        assert self.document.journal is not None
        self.document.journal.append(
            {
                "op": op,
                "edit": command_to_json(command),
                "inverse": command_to_json(inverse),
                "title": [title.template, dict(title.values)],
                "time": now(),
            }
        )

    def _pass_on_saved(self, count: int) -> None:
        self.saved.emit(count)

    def _pass_on_failure(self, problem: NotSaved) -> None:
        self.failed.emit(problem)

    def _remember(self, record: dict[str, Any]) -> None:
        """Rebuild the stacks from one journal record."""
        template, values = record["title"]
        step = Step(Message(template, values), command_from_json(record["inverse"]))
        if record["op"] == "undo":
            self._undo.pop()
            self._redo.append(step)
        elif record["op"] == "redo":
            self._redo.pop()
            self._undo.append(step)
        else:
            self._undo.append(step)
            self._redo.clear()

    def _check_writable(self) -> None:
        if self.document.read_only:
            raise ReadOnly("This is open for editing in another window; here it can only be looked at.")
