"""The worker process: receives registrations through a pipe, runs one at a time, and reports back.

Its main thread runs the method. A second thread listens, so that "cancel" arrives while the method computes, and ends
the process when the program is gone. A third one gives a sign of life four times a second and sends the last report
that was held back. What methods and their libraries print goes to the log file. Heavy imports happen inside functions:
the process is started while somebody waits.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import queue
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.core.errors import Cancelled, UserError
from workstation.core.transform import Affine, Transform, displacement_on
from workstation.workbench.exchange import Parcel, receive_mapped, send
from workstation.workbench.processes import die_with_parent, stand_back
from workstation.workbench.warming import Warm, Warmer

if TYPE_CHECKING:
    from workstation.core.geometry import Grid

REPORT_EVERY_S = 0.1
BEAT_EVERY_S = 0.25
PREVIEW_EVERY_S = 0.5
PREVIEW_NODES = 32  # along the longest axis: a few hundred kB through the pipe


@dataclass(frozen=True, slots=True)
class Run:
    """To the worker: run this request and write the result to a file."""

    number: int
    request: Parcel
    result: Path


@dataclass(frozen=True, slots=True)
class Cancel:
    """To the worker: stop this run at its next report."""

    number: int


@dataclass(frozen=True, slots=True)
class Close:
    """To the worker: end after the present run."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """From the worker: the request is mapped into memory, its file may go."""


@dataclass(frozen=True, slots=True)
class Reported:
    """From the worker: what the method said last; `preview` is small."""

    fraction: float
    message: str
    preview: Transform | None
    curves: dict[str, float]


@dataclass(frozen=True, slots=True)
class Beat:
    """From the worker: a sign of life, with the processor time used so far."""

    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Finished:
    """From the worker: the outcome."""

    outcome: Parcel


@dataclass(frozen=True, slots=True)
class Stopped:
    """From the worker: the method obeyed a cancel."""


@dataclass(frozen=True, slots=True)
class Failed:
    """From the worker: the method failed; a sentence with its values, and the traceback for experts."""

    template: str
    values: dict[str, Any]
    details: str


def main(connection: Connection, log_file: str) -> None:
    """Entry point of the process; returns when told to close."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a shell reaches us too, but the program decides
    _write_output_to(log_file)
    stand_back()
    line = _Line(connection)
    while (run := line.next_run()) is not None:
        line.warmer.wait()
        line.say(_answer(run, line))
        gc.collect()  # lets go of the mapped volumes


def _answer(run: Run, line: _Line) -> Finished | Stopped | Failed:
    """Run a request; every end it can take becomes a message."""
    try:
        from workstation.workbench.engine import perform

        request = receive_mapped(run.request)
        line.say(Loaded())
        reporter = Reporter(run.number, line, request.fixed.grid)
        with reporter.beating():
            outcome = perform(request, reporter)
        return Finished(send(outcome, run.result))
    except Cancelled:
        return Stopped()
    except BaseException as error:  # noqa: BLE001 - a method is foreign code: its failure is the job's, not ours
        return failure(error)


def failure(error: BaseException) -> Failed:
    """An exception of a method as a sentence for people."""
    details = "".join(traceback.format_exception(error))
    if isinstance(error, UserError):
        values = {name: _plain(value) for name, value in error.message.values.items()}
        return Failed(error.message.template, values, details)
    if isinstance(error, MemoryError):
        return Failed(
            "The method ran out of memory. Your annotations are safe. Close other programs, or choose a faster preset.",
            {},
            details,
        )
    return Failed(
        "The method stopped with an error ({error}). Your annotations are safe. Try another preset or method, "
        "and tell the author of the method.",
        {"error": f"{type(error).__name__}: {error}" if str(error) else type(error).__name__},
        details,
    )


def _plain(value: object) -> object:
    """A value that any process can read: numbers stay numbers, everything else becomes text."""
    if isinstance(value, str | bool | int | float):
        return value
    with contextlib.suppress(AttributeError, ValueError):
        return value.item()  # type: ignore[attr-defined] # a NumPy number
    return str(value)


class _Line:
    """This process's end of the pipe."""

    def __init__(self, connection: Connection) -> None:
        self.cancelled = -1
        self.warmer = Warmer()
        self._connection = connection
        self._sending = threading.Lock()
        self._runs: queue.SimpleQueue[Run | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="listen", daemon=True).start()

    def next_run(self) -> Run | None:
        """Wait for the next run; None means close."""
        return self._runs.get()

    def say(self, message: object) -> None:
        """Send a message; if nobody is there any more, end the process."""
        try:
            with self._sending:
                self._connection.send(message)
        except OSError:
            os._exit(0)

    def _listen(self) -> None:
        while True:
            try:
                message = self._connection.recv()
            except (EOFError, OSError):
                os._exit(0)
            if isinstance(message, Cancel):
                self.cancelled = message.number
            elif isinstance(message, Warm):
                self.warmer.start(message)
            else:
                self.warmer.stop()
                self._runs.put(message if isinstance(message, Run) else None)


class Reporter:
    """The `report` of a method in this process: raises `Cancelled` when asked to, sends about ten reports a second."""

    def __init__(self, number: int, line: _Line, grid: Grid) -> None:
        self._number, self._line, self._grid = number, line, grid
        self._lock = threading.Lock()
        self._held: Reported | None = None
        self._sent_at = self._preview_at = float("-inf")
        self._over = threading.Event()

    def __call__(self, fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
        """Report progress (see `core.plugin.Report`)."""
        if self._line.cancelled == self._number:
            raise Cancelled
        now = time.monotonic()
        small = None
        if preview is not None and now - self._preview_at >= PREVIEW_EVERY_S:
            small, self._preview_at = small_copy(preview, self._grid), now
        with self._lock:
            kept = small or (self._held.preview if self._held else None)
            self._held = Reported(float(fraction), str(message), kept, {k: float(v) for k, v in curves.items()})
        if now - self._sent_at >= REPORT_EVERY_S:
            self._send_held()

    @contextlib.contextmanager
    def beating(self) -> Any:
        """Give signs of life from a thread of its own until the block ends; the last report is never held back."""
        thread = threading.Thread(target=self._beat, name="beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()
            self._send_held()

    def _beat(self) -> None:
        while not self._over.wait(BEAT_EVERY_S):
            self._send_held()
            self._line.say(Beat(time.process_time()))

    def _send_held(self) -> None:
        with self._lock:
            held, self._held = self._held, None
            self._sent_at = time.monotonic()
        if held is not None:
            self._line.say(held)


def small_copy(transform: Transform, grid: Grid) -> Transform:
    """A transform that is cheap to send and to draw through: affine as it is, others on a coarse grid over `grid`."""
    if isinstance(transform, Affine):
        return transform
    spacing = max(max(grid.extent_mm) / PREVIEW_NODES, *grid.spacing_mm)
    return displacement_on(transform, grid.resampled((spacing, spacing, spacing)))


def _write_output_to(log_file: str) -> None:
    """Let everything this process prints, natively too, go to the log file; also the stack of a crash."""
    descriptor = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for standard in (1, 2):
        with contextlib.suppress(OSError):  # a program without console may not have them
            os.dup2(descriptor, standard)
    sys.stdout = sys.stderr = os.fdopen(descriptor, "w", buffering=1, encoding="utf-8", errors="replace")
    faulthandler.enable(file=sys.stderr)
