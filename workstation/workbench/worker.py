"""The parent's side of the worker process: start it, hand it registrations, watch it, and end it when needed.

The process is spawned, not forked, so that it works the same from a shell, from pytest and from a built program on
every system, and it stays warm between runs, so that heavy libraries are loaded once. A cancel is asked for first;
after `GRACE_S` the process is ended, also in the middle of native code. A crash, a memory hog or a hang ends the run,
never the program.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from workstation.core.errors import Cancelled, Message, UserError
from workstation.core.volume import ArrayVoxels, Volume
from workstation.paths import log_folder
from workstation.workbench import worker_main
from workstation.workbench.engine import Outcome, RegistrationRequest
from workstation.workbench.exchange import exchange_folder, receive_copied, send
from workstation.workbench.processes import MEMORY_SHARE, available_mb, confine, cpu_seconds, own_memory_mb
from workstation.workbench.settings_schema import to_json
from workstation.workbench.warming import Warm
from workstation.workbench.worker_main import Beat, Cancel, Close, Failed, Finished, Loaded, Reported, Run, Stopped

GRACE_S = 0.5  # between asking a method to stop and ending the process; a cancel must be over within one second
LOOK_EVERY_S = 0.05
QUIET_S = 60.0  # without a report and without processor time: probably hung
CPU_SIGN_S = 0.5  # processor time that counts as a sign of life; the beats themselves take about 0.05 s in a minute
LARGEST_LOG = 2_000_000
SIGNAL_WORDS = {
    "SIGSEGV": "segmentation fault", "SIGBUS": "bus error", "SIGABRT": "abort", "SIGFPE": "arithmetic error",
    "SIGILL": "illegal instruction", "SIGKILL": "ended from outside, most often because memory ran out",
    "SIGTERM": "ended from outside",
}  # fmt: skip
WINDOWS_WORDS = {0xC0000005: "access violation", 0xC00000FD: "stack overflow", 0xC0000409: "abort"}

OnReport = Callable[[Reported], None]


class MethodFailed(UserError):
    """A method failed; `details` is for its author: the traceback or the end of the log."""

    def __init__(self, message: Message, details: str = "") -> None:
        super().__init__("{message}", message=message)
        self.message = message
        self.details = details


class Worker:
    """One worker process, started when first needed and again after it had to be ended. Used by one thread only."""

    def __init__(self, log_file: Path | None = None, memory_mb: float | None = None) -> None:
        self._log_file = log_file or log_folder() / "worker.log"
        self._memory_mb = memory_mb
        self._process: Any = None
        self._connection: Connection | None = None
        self._confinement: Any = None
        self._number = 0

    @property
    def pid(self) -> int | None:
        """The process id, None while no process runs."""
        return self._process.pid if self._process is not None else None

    def warm_up(self, wish: Warm) -> None:
        """Start the process and let it get ready in the background; returns at once."""
        self._start()
        with contextlib.suppress(OSError):  # it has just ended: then the next run starts another one
            self._say(wish)

    def run(self, request: RegistrationRequest, on_report: OnReport, cancelled: Callable[[], bool]) -> Outcome:
        """Run a request in the worker and return its outcome; `on_report` is called in this thread.

        Raises
        ------
        Cancelled : `cancelled` became true.
        MethodFailed : the method failed, crashed, or took too much memory.
        UserError : the volumes cannot be read or handed over.
        """
        portable = _portable(request)
        need = sum(volume.voxels.whole().nbytes for volume in (request.fixed, request.moving))
        need += request.fixed.grid.voxel_count * 12  # the result may be a vector at every voxel
        self._start()
        self._number += 1
        with exchange_folder(need) as folder:
            parcel = send(portable, folder / "request")
            self._say(Run(self._number, parcel, folder / "result"))
            watch = _Watch(self._process.pid, self._memory_limit())
            try:
                return self._follow(watch, on_report, cancelled, parcel.path)
            except (EOFError, OSError):
                error = self._post_mortem()
                if cancelled():
                    raise Cancelled from None
                raise error from None
            except (Cancelled, MethodFailed):
                raise
            except BaseException:  # somebody who watches has failed; the method must not go on unwatched
                self._end()
                raise

    def close(self) -> None:
        """End the process; a run is not waited for."""
        if self._process is None:
            return
        with contextlib.suppress(OSError):
            self._say(Close())
        self._process.join(0.5)
        self._end()

    def _follow(
        self, watch: _Watch, on_report: OnReport, cancelled: Callable[[], bool], request_file: Path
    ) -> Outcome:  # fmt: skip
        """Receive messages until the run has ended one way or another."""
        asked_at: float | None = None
        while True:
            if asked_at is None and cancelled():
                asked_at = time.monotonic()
                self._say(Cancel(self._number))
            if asked_at is not None and time.monotonic() - asked_at > GRACE_S:
                self._end()
                raise Cancelled
            if watch.takes_too_much_memory():
                self._end()
                raise self._memory_error(watch)
            message = self._receive()
            match message:
                case Finished():
                    return self._outcome(message)
                case Stopped():
                    raise Cancelled
                case Failed():
                    raise MethodFailed(Message(message.template, message.values), message.details)
                case Loaded():
                    with contextlib.suppress(OSError):  # Windows keeps mapped files; they go with the folder
                        request_file.unlink()
            report = watch.after(message)
            if report is not None:
                on_report(report)

    def _start(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        self._end()
        self._log_file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            if self._log_file.stat().st_size > LARGEST_LOG:
                self._log_file.unlink()
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(
            target=worker_main.main, args=(theirs, str(self._log_file)), name="sonolign-worker", daemon=True
        )
        self._process.start()
        theirs.close()
        self._confinement = confine(self._process.pid, self._memory_limit())

    def _end(self) -> None:
        """End the process now, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = self._confinement = None

    def _say(self, message: object) -> None:
        assert self._connection is not None
        self._connection.send(message)

    def _receive(self) -> object:
        """The next message, None if none comes soon; raises EOFError when the process has ended."""
        assert self._connection is not None
        return self._connection.recv() if self._connection.poll(LOOK_EVERY_S) else None

    def _memory_limit(self) -> float | None:
        free = available_mb()
        return self._memory_mb or (MEMORY_SHARE * free if free is not None else None)

    def _outcome(self, message: Finished) -> Outcome:
        outcome: Outcome = receive_copied(message.outcome)
        return outcome

    def _memory_error(self, watch: _Watch) -> MethodFailed:
        return MethodFailed(
            Message(
                "The method needed more than {limit:.0f} MB of memory and was stopped. Your annotations are safe. "
                "Choose a faster preset, or close other programs.",
                {"limit": watch.memory_limit_mb or 0.0},
            )
        )

    def _post_mortem(self) -> MethodFailed:
        """Say why the process has ended by itself."""
        self._process.join(2.0)
        code = self._process.exitcode
        self._end()
        return MethodFailed(
            Message(
                "The method crashed ({reason}). Your annotations are safe. Try another preset or method, "
                "and tell the author of the method.",
                {"reason": reason_of(code)},
            ),
            self._end_of_log(),
        )

    def _end_of_log(self) -> str:
        try:
            return self._log_file.read_bytes()[-4000:].decode("utf-8", "replace")
        except OSError:
            return ""


class _Watch:
    """Watches a run from outside: its memory, and whether it still does anything."""

    def __init__(self, pid: int, memory_limit_mb: float | None) -> None:
        self.memory_limit_mb = memory_limit_mb
        self._pid = pid
        self._base_mb = own_memory_mb(pid) or 0.0
        self._last = Reported(0.0, "", None, {})
        self._cpu = 0.0
        self._alive_at = time.monotonic()
        self._told = False

    def takes_too_much_memory(self) -> bool:
        """Whether the process has taken more than its limit since the run began."""
        now = own_memory_mb(self._pid)
        return self.memory_limit_mb is not None and now is not None and now - self._base_mb > self.memory_limit_mb

    def after(self, message: object) -> Reported | None:
        """What to tell the person after a message (None: nothing came): a report, or that all is quiet."""
        if isinstance(message, Reported):
            self._alive_at, self._told, self._last = time.monotonic(), False, message
            return message
        used = message.cpu_seconds if isinstance(message, Beat) else cpu_seconds(self._pid)
        if used is not None and used > self._cpu + CPU_SIGN_S:
            self._alive_at, self._told, self._cpu = time.monotonic(), False, used
        quiet = time.monotonic() - self._alive_at
        if quiet < QUIET_S or self._told:
            return None
        self._told = True
        return replace(self._last, message=f"no sign of life for {quiet:.0f} s; it may hang, Cancel ends it")


def reason_of(code: int | None) -> str:
    """What the exit code of a process means, in words."""
    if code is None:
        return "it no longer answers"
    if code < 0:
        with contextlib.suppress(ValueError):
            name = signal.Signals(-code).name
            return SIGNAL_WORDS.get(name, name)
        return f"signal {-code}"
    return WINDOWS_WORDS.get(code, f"exit code {code}")


def _portable(request: RegistrationRequest) -> RegistrationRequest:
    """The same request without anything that only this process has: lazy voxels, classes of the plugin."""
    settings = request.settings
    if settings is not None and not isinstance(settings, dict):
        settings = to_json(settings)
    return replace(request, settings=settings, fixed=_in_memory(request.fixed), moving=_in_memory(request.moving))


def _in_memory(volume: Volume) -> Volume:
    return replace(volume, voxels=ArrayVoxels(volume.voxels.whole()))
