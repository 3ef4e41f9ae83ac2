"""A batch of registrations behind the window: one after another, listed like any other result, stopped when asked.

The batch is that of the command line (`workbench.batch`). What it finds is written in its own thread and listed in the
window's thread, because the case may be open here; the batch waits for that, so that each row says what became of it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from workstation.core.errors import Message, UserError
from workstation.core.study import CaseEntry, TransformRecord
from workstation.storage.study_folder import StudyFolder
from workstation.ui.background import Background
from workstation.ui.delivery import post
from workstation.ui.text import tr
from workstation.workbench.batch import Batch, BatchOptions, BatchRow, list_unless_in_use
from workstation.workbench.bench import bench_methods
from workstation.workbench.jobs import RegistrationResult
from workstation.workbench.open_case import OpenCase
from workstation.workbench.processes import default_threads
from workstation.workbench.registration import write
from workstation.workbench.workbench import Workbench

LOOK_EVERY_S = 0.2


@dataclass(eq=False)
class _Arrival:
    """A result whose file is written and that waits to be listed in the window's thread."""

    folder: StudyFolder
    entry: CaseEntry
    reader: str
    record: TransformRecord
    problem: UserError | None = None
    listed: threading.Event = field(default_factory=threading.Event)


class BatchRunner(QObject):
    """Runs one batch at a time.

    Signals: `row_came` with each BatchRow, `changed` when it begins, goes on or ends. `rows` are those of the last batch,
    `total` how many there will be, `outcome` how it ended, which `told` carries too.
    """

    row_came = Signal(object)
    changed = Signal()
    told = Signal(object)

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.background = Background(self)
        self.rows: list[BatchRow] = []
        self.total = 0
        self.fraction = 0.0
        self.message = ""
        self.outcome: Message | UserError | None = None
        self._closing = False
        self.background.progressed.connect(self._on_progress)
        self.background.ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        """Whether a batch runs."""
        return self.background.is_busy

    def start(self, cases: Sequence[str], methods: Sequence[str], threads: int = 0) -> None:
        """Register cases (ids) with methods ("id" or "id:preset"), one after another, in the background.

        Raises
        ------
        UserError : nothing is open, or a method cannot be used.
        """
        folder, opened = self._workbench.folder, self._workbench.open_case
        assert folder is not None  # the action is disabled otherwise
        if opened is not None:
            opened.history.flush()  # the batch reads from disk
        options = BatchOptions(threads=threads or default_threads())
        reader = self._workbench.reader
        batch = Batch(folder.path, reader, bench_methods(methods), options, cases,
                      keep=lambda entry, result: self._keep(folder, reader, entry, result))  # fmt: skip
        self.rows, self.total, self.fraction, self.message, self.outcome = [], len(batch), 0.0, "", None
        self.background.start(
            tr("Registering {n} cases", n=len(cases)),
            lambda: batch.run(self.background.tell, lambda: self.background.is_cancelled, partial(post, self._take_row)),
            self._on_done, self._on_failed, can_cancel=True,
        )  # fmt: skip
        self.changed.emit()

    def cancel(self) -> None:
        """Ask the batch to stop; what has ended is kept."""
        self.background.cancel()

    def shut_down(self) -> None:
        """Stop the batch and wait for it, which takes about a second."""
        self._closing = True
        self.background.cancel()
        self.background.join()

    # ---- inside

    def _keep(self, folder: StudyFolder, reader: str, entry: CaseEntry, result: RegistrationResult) -> None:
        """In the batch's thread: write the file, then wait until the window has listed it."""
        write(folder, entry.id, result)
        arrival = _Arrival(folder, entry, reader, result.record)
        post(self._list, arrival)
        while not arrival.listed.wait(LOOK_EVERY_S):
            if self._closing:
                raise UserError("The window was closed before the result could be listed.")
        if arrival.problem is not None:
            raise arrival.problem

    def _list(self, arrival: _Arrival) -> None:
        """In the window's thread: list a result in the case that is open, or in one that is opened for that."""
        try:
            here, opened = self._workbench.folder, self._workbench.open_case
            is_open = (
                here is not None and here.path == arrival.folder.path and opened is not None
                and (opened.id, opened.reading.reader) == (arrival.entry.id, arrival.reader)
            )  # fmt: skip
            if is_open and opened is not None:
                list_unless_in_use(opened, arrival.record)
                return
            other = OpenCase(arrival.folder, arrival.folder.open_case(arrival.entry), arrival.reader)
            try:
                list_unless_in_use(other, arrival.record)
            finally:
                other.close()
        except UserError as error:
            arrival.problem = error
        finally:
            arrival.listed.set()

    def _take_row(self, row: BatchRow) -> None:
        self.rows.append(row)
        self.row_came.emit(row)
        self.changed.emit()

    def _on_progress(self, fraction: float, message: str) -> None:
        self.fraction, self.message = fraction, message
        self.changed.emit()

    def _on_done(self, rows: list[BatchRow]) -> None:
        counts = {
            "n": len(rows), "none": sum(bool(row.problem) for row in rows),
            "bad": sum(row.record is not None and row.record.verdict == "FAIL" for row in rows),
        }  # fmt: skip
        self._end(Message("{n} registrations ended: {none} without a result, {bad} with the verdict FAIL.", counts))

    def _on_ended(self) -> None:
        """What follows may still say how it went; a batch that was stopped says so now."""
        if self.background.is_cancelled:
            self._end(Message("Stopped. What had ended is kept; the same again goes on from here."))
        self.changed.emit()

    def _on_failed(self, error: UserError) -> None:
        self._end(error)

    def _end(self, outcome: Message | UserError) -> None:
        self.outcome = outcome
        self.changed.emit()
        self.told.emit(outcome)
