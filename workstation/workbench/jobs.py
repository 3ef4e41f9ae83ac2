"""Jobs: registrations that run in the background, can be watched, and can be cancelled within a second.

A `Job` is one registration from request to result. A `JobQueue` runs jobs one after another, each supervised by a plain
thread while the method computes in a warm worker process (`workbench.worker`). The same `Job.run` runs inline for the
command line and for tests. Signals are emitted in the thread that runs the job; a window connects to them with
``thread="main"``.
"""

from __future__ import annotations

import hashlib
import logging
import queue
import secrets
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import numpy as np
from psygnal import EmitLoopError, Signal, SignalInstance

from workstation.core.errors import Cancelled, Message, UserError
from workstation.core.lineage import learnt_from, points_of
from workstation.core.study import Gate, TransformRecord
from workstation.core.transform import Transform
from workstation.core.volume import Volume
from workstation.imaging.uncertainty import ErrorMap
from workstation.workbench.engine import Outcome, RegistrationRequest, perform
from workstation.workbench.warming import Warm
from workstation.workbench.worker import MethodFailed, Worker
from workstation.workbench.worker_main import Reported, failure

__all__ = ["Job", "JobQueue", "JobState", "Progress", "RegistrationRequest", "RegistrationResult"]

SLAB_SLICES = 32  # of a volume that is still being read; a cancel is looked for in between
FIRST_ESTIMATE_S = 1.0  # earlier, the time left is anybody's guess

_log = logging.getLogger(__name__)


class JobState(StrEnum):
    """How far a job is; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether the job has ended."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Parameters
    ----------
    fraction : share done, from 0 to 1, never falling
    seconds_left : estimated, None while there is no base for it
    curves : the latest value of each named quantity that the method follows, such as its similarity
    preview : an intermediate transform on a coarse grid, None where there is no new one
    """

    fraction: float
    message: str = ""
    seconds_left: float | None = None
    curves: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    preview: Transform | None = None


@dataclass(frozen=True, eq=False)
class RegistrationResult:
    """What a job found.

    Parameters
    ----------
    record : how it came about, and its gates; `record.id` names the result
    ignored : inputs that were offered but that the method cannot use, such as "masks"
    error_map : how far it may be off, place by place; None where that cannot be predicted
    """

    transform: Transform
    record: TransformRecord
    ignored: tuple[str, ...] = ()
    error_map: ErrorMap | None = None

    @property
    def gates(self) -> tuple[Gate, ...]:
        """What the result was asked before it was called done."""
        return self.record.gates


class Job:
    """One registration, from request to result.

    Attributes
    ----------
    state : where it stands
    result : what it found, None unless done
    error : why it failed, None unless failed
    details : for the author of the method: traceback or end of the log
    """

    progressed = Signal(Progress)
    ended = Signal(object)

    def __init__(self, request: RegistrationRequest) -> None:
        self.id = secrets.token_hex(6)
        self.request = request
        self.state = JobState.QUEUED
        self.result: RegistrationResult | None = None
        self.error: UserError | None = None
        self.details = ""
        self.last_progress = Progress(0.0)
        self._began_at = 0.0
        self._cancelled = threading.Event()
        self._over = threading.Event()
        self._changing = threading.Lock()

    @property
    def title(self) -> str:
        """The name of the method."""
        return self.request.plugin.title

    def cancel(self) -> None:
        """Ask the job to stop and return at once; a waiting job ends here and now, a running one within a second."""
        self._cancelled.set()
        if self._leave_queue(JobState.CANCELLED):
            self._announce_end()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the job has ended; says whether it has."""
        return self._over.wait(timeout_s)

    def run(self, inline: bool = False, worker: Worker | None = None) -> None:
        """Run to a final state in the calling thread; never raises.

        The method computes in `worker`, or in a process made for this job, or with `inline` in this very process, where
        a cancel has to wait for the method's next report and a crash is everybody's.
        """
        if not self._leave_queue(JobState.RUNNING):
            return
        self._began_at = time.monotonic()
        state = JobState.FAILED
        try:
            hashes = self._read_volumes()
            self.result = self._result_of(self._outcome(inline, worker), hashes)
            state = JobState.DONE
        except (Cancelled, KeyboardInterrupt):
            state = JobState.CANCELLED
        except UserError as error:
            self.error = error
            self.details = error.details if isinstance(error, MethodFailed) else "".join(traceback.format_exc())
        except Exception as error:  # noqa: BLE001 - inline, a method's failure is the job's, not ours
            told = failure(error)
            self.error, self.details = MethodFailed(Message(told.template, told.values)), told.details
        self.state = state
        self._announce_end()

    def _leave_queue(self, state: JobState) -> bool:
        """Go on from QUEUED, once: cancelling and starting may happen at the same time."""
        with self._changing:
            if self.state is not JobState.QUEUED:
                return False
            self.state = state
            return True

    def _outcome(self, inline: bool, worker: Worker | None) -> Outcome:
        if inline:
            return perform(self.request, self._report)
        own = worker or Worker()
        try:
            return own.run(self.request, self._show, self._cancelled.is_set)
        finally:
            if worker is None:
                own.close()

    def _report(self, fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
        """What an inline method reports to (see `core.plugin.Report`)."""
        self._check_cancelled()
        self._show(Reported(fraction, message, preview, curves))

    def _show(self, reported: Reported) -> None:
        fraction = max(self.last_progress.fraction, min(reported.fraction, 1.0))
        spent = time.monotonic() - self._began_at
        left = spent * (1 - fraction) / fraction if spent >= FIRST_ESTIMATE_S and fraction > 0.02 else None
        self.last_progress = Progress(fraction, reported.message, left, reported.curves, reported.preview)
        _emit(self.progressed, self.last_progress)

    def _read_volumes(self) -> dict[str, str]:
        """Wait until both volumes are in memory; the sha256 of their values, in z, y, x order, by side."""
        self._show(Reported(0.0, "reading the volumes", None, {}))
        return {"fixed": self._hash(self.request.fixed), "moving": self._hash(self.request.moving)}

    def _hash(self, volume: Volume) -> str:
        digest = hashlib.sha256()
        nz, ny, nx = volume.voxels.shape
        for start in range(0, nz, SLAB_SLICES):
            self._check_cancelled()
            slab = volume.voxels.read((slice(start, min(start + SLAB_SLICES, nz)), slice(0, ny), slice(0, nx)))
            digest.update(np.ascontiguousarray(slab, dtype=slab.dtype.newbyteorder("<")).data)
        return digest.hexdigest()

    def _check_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise Cancelled

    def _result_of(self, outcome: Outcome, hashes: dict[str, str]) -> RegistrationResult:
        request, info = self.request, self.request.plugin
        now = datetime.now(UTC)
        driving = [pair for pair in request.landmarks if pair.id in outcome.used_landmarks]
        record = TransformRecord(
            id=f"{info.id}-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
            method=info.id,
            title=info.title,
            preset=request.preset,
            settings=outcome.settings,
            versions=outcome.versions,
            created=now.isoformat(timespec="seconds"),
            seconds=outcome.seconds,
            peak_memory_mb=outcome.peak_memory_mb,
            device=outcome.device,
            threads=outcome.threads,
            seed=request.seed,
            initial_transform="" if "initial transform" in outcome.ignored else request.initial_id,
            used_landmarks=outcome.used_landmarks,
            used_labels=outcome.used_labels,
            sources=learnt_from(driving, None if "initial transform" in outcome.ignored else request.inherited),
            used_points_mm=points_of(driving),
            input_hashes=hashes,
            gates=outcome.gates,
        )
        return RegistrationResult(outcome.transform, record, outcome.ignored, outcome.error_map)

    def _announce_end(self) -> None:
        self._over.set()
        _emit(self.ended, self)


class JobQueue:
    """Runs jobs in the background, `workers` at a time, in the order in which they were submitted."""

    def __init__(self, workers: int = 1, log_file: Path | None = None) -> None:
        self._log_file = log_file
        self._wanted_threads = workers
        self._waiting: queue.SimpleQueue[Job | Warm | None] = queue.SimpleQueue()
        self._jobs: list[Job] = []
        self._threads: list[threading.Thread] = []
        self._closed = False

    @property
    def unfinished(self) -> list[Job]:
        """The jobs that run or wait, oldest first."""
        return [job for job in self._jobs if not job.state.is_final]

    def submit(self, job: Job) -> None:
        """Put a job at the end of the queue and return at once."""
        if self._closed:
            raise RuntimeError("the queue is closed")
        self._jobs = [*self.unfinished, job]
        self._put(job)

    def warm_up(self, wish: Warm) -> None:
        """Let an idle worker process get ready for a method; nothing happens while jobs run or wait."""
        if not self._closed and not self.unfinished:
            self._put(wish)

    def _put(self, item: Job | Warm) -> None:
        self._waiting.put(item)
        if not self._threads:
            self._threads = [
                threading.Thread(target=self._work, name=f"jobs {n}", daemon=True) for n in range(self._wanted_threads)
            ]
            for thread in self._threads:
                thread.start()

    def close(self) -> None:
        """Cancel every job, end the worker processes and wait for both; takes about a second."""
        self._closed = True
        for job in self.unfinished:
            job.cancel()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _work(self) -> None:
        worker = Worker(self._log_file)  # belongs to this thread: on Linux it ends with it
        try:
            while (item := self._waiting.get()) is not None:
                if isinstance(item, Warm):
                    worker.warm_up(item)
                else:
                    item.run(worker=worker)
        finally:
            worker.close()


def _emit(signal: SignalInstance, value: object) -> None:
    """Tell the listeners; one that fails must not take the job with it."""
    try:
        signal.emit(value)
    except EmitLoopError:
        _log.exception("a listener of a job failed")
