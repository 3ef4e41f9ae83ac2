"""Many registrations at once: every case of a study with every method, in parallel processes or on a cluster.

The threads one allows are shared out over the processes. A case and method that already has a result with the same
settings and seed is left out, so that a batch that was stopped goes on where it was. Results are listed in the reader's
work like any other; one comes into use only where nothing was in use yet. The window runs the same batches as the command
line; only how a result is listed differs (`Keep`), because one of the cases may be open there.

With the address of a dask.distributed scheduler (`sonolign[cluster]`) the registrations run on its workers, which need
the program with the same methods; volumes go there and transforms come back over the network between them, and all files
stay here. Without an address nothing connects to anything.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from workstation.core.commands import Command, Group
from workstation.core.errors import Cancelled, InvalidInput, ReadOnly, UserError
from workstation.core.study import CaseEntry, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.tolerance import Tolerance
from workstation.core.volume import ArrayVoxels, Volume
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.bench import BenchMethod
from workstation.workbench.engine import chosen_settings, limit_threads
from workstation.workbench.jobs import Job, JobState, Progress, RegistrationRequest, RegistrationResult
from workstation.workbench.judged import as_of_now
from workstation.workbench.open_case import OpenCase
from workstation.workbench.plugins import load_plugin, plugin_by_id
from workstation.workbench.registration import Choices, build_request, write
from workstation.workbench.settings_schema import to_json
from workstation.workbench.worker import Worker

Advance = Callable[[float, str], None]
Runner = Callable[[RegistrationRequest, "_Task"], "Future[RegistrationResult]"]
Keep = Callable[[CaseEntry, RegistrationResult], None]  # write and list a result, or raise UserError
LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch runs: `threads` is the budget that all processes share; `scheduler` an address such as tcp://host:8786."""

    processes: int = 1
    threads: int = 2
    seed: int = 0
    scheduler: str = ""

    def __post_init__(self) -> None:
        if self.processes < 1 or self.threads < self.processes:
            raise InvalidInput(
                "A batch needs at least one process and one thread for each, got {p} processes and {t} threads.",
                p=self.processes, t=self.threads,
            )  # fmt: skip

    @property
    def threads_each(self) -> int:
        """Threads of one registration."""
        return self.threads // self.processes


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What came of one case and method: a verdict with its record, or a problem, or it was there already.

    `record` is that of the result that came or was there.
    """

    case: str
    method: str
    verdict: str = ""
    problem: str = ""
    was_there: bool = False
    record: TransformRecord | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    entry: CaseEntry
    method: BenchMethod


class Batch:
    """The registrations of a study that are still to be done."""

    def __init__(
        self, study: Path, reader: str, methods: Sequence[BenchMethod], options: BatchOptions, cases: Sequence[str] = (),
        keep: Keep | None = None,
    ) -> None:  # fmt: skip
        """`cases` are ids, all of the study if none is named; raises UserError if study or case cannot be opened.

        `keep` writes and lists a result, in the thread of `run`; None for the study on disk.
        """
        self._folder, self._reader, self._options = StudyFolder.at(study), reader, options
        state = self._folder.open_study(read_only=True).state
        self._tolerance: Tolerance = state.protocol.tolerance
        entries = [state.case(name) for name in cases] or list(state.cases.values())
        self._tasks = [_Task(entry, method) for entry in entries for method in methods]
        self._keep = keep or self._keep_on_disk
        self._advance: Advance = lambda fraction, message: None
        self._ended = 0
        self._parts: dict[_Task, float] = {}  # how far those are that run

    def __len__(self) -> int:
        """How many registrations it is made of."""
        return len(self._tasks)

    def run(
        self, advance: Advance, cancelled: Callable[[], bool] = lambda: False,
        done: Callable[[BatchRow], None] = lambda row: None,
    ) -> list[BatchRow]:  # fmt: skip
        """Run everything; `done` is called with each row as it comes, `advance` also from the threads of the jobs.

        Raises
        ------
        Cancelled : `cancelled` became true; what had ended is kept.
        """
        rows: list[BatchRow] = []
        self._advance = advance

        def tell(row: BatchRow) -> None:
            rows.append(row)
            self._ended = len(rows)
            done(row)
            self._tell_progress(f"{row.case}, {row.method}")

        waiting = list(self._tasks)
        running: dict[Future[RegistrationResult], _Task] = {}
        with self._runner() as (start, room, stop):
            try:
                while waiting or running:
                    if cancelled():
                        raise Cancelled
                    while waiting and len(running) < room:
                        self._begin(waiting.pop(0), start, running, tell)
                    ended, _ = wait(running, LOOK_EVERY_S, FIRST_COMPLETED) if running else (set(), None)
                    for future in ended:
                        tell(self._taken_in(running.pop(future), future))
            finally:
                stop()
        return rows

    def _begin(
        self, task: _Task, start: Runner, running: dict[Future[RegistrationResult], _Task],
        tell: Callable[[BatchRow], None],
    ) -> None:  # fmt: skip
        """Start a task unless its result is there."""
        try:
            request = self._request(task)
        except UserError as error:
            tell(BatchRow(task.entry.id, task.method.name, problem=_line(error)))
            return
        if isinstance(request, TransformRecord):
            tell(BatchRow(task.entry.id, task.method.name, was_there=True, record=request))
        else:
            running[start(request, task)] = task

    def _tell_progress(self, words: str) -> None:
        self._advance(min(1.0, (self._ended + sum(self._parts.values())) / max(1, len(self._tasks))), words)

    def _on_progress(self, task: _Task, progress: Progress) -> None:
        """In the thread of a job: how far it is."""
        self._parts = {**self._parts, task: progress.fraction}
        self._tell_progress(f"{task.entry.id}, {task.method.name}: {progress.message}")

    def _request(self, task: _Task) -> RegistrationRequest | TransformRecord:
        """What to run, with the volumes in memory; the record of its result if it was run before."""
        method, options = task.method, self._options
        opened = OpenCase(self._folder, self._folder.open_case(task.entry), self._reader, read_only=True)
        try:
            choices = Choices(preset=method.preset, threads=options.threads_each, seed=options.seed)
            request = build_request(opened, method.plugin, choices, self._tolerance)
            settings = to_json(chosen_settings(load_plugin(method.plugin), request))
            for record in opened.reading.transforms.values():
                if (record.method, record.seed, record.settings) == (method.plugin.id, options.seed, settings):
                    return as_of_now(record, opened.case, self._tolerance)
            return replace(request, fixed=_in_memory(request.fixed), moving=_in_memory(request.moving))
        finally:
            opened.close()

    def _taken_in(self, task: _Task, future: Future[RegistrationResult]) -> BatchRow:
        """List a result that has come."""
        names = task.entry.id, task.method.name
        self._parts = {each: share for each, share in self._parts.items() if each != task}
        try:
            result = future.result()
            self._keep(task.entry, result)
        except UserError as error:
            return BatchRow(*names, problem=_line(error))
        except Exception as error:  # noqa: BLE001 - a cluster fails in ways of its own; the other tasks go on
            return BatchRow(*names, problem=f"{type(error).__name__}: {error}")
        return BatchRow(*names, verdict=result.record.verdict, record=result.record)

    def _keep_on_disk(self, entry: CaseEntry, result: RegistrationResult) -> None:
        opened = OpenCase(self._folder, self._folder.open_case(entry), self._reader)
        try:
            if opened.history.document.read_only:
                raise ReadOnly(
                    "Case {case} is open for editing in another window; close it there first.", case=opened.id
                )
            write(self._folder, entry.id, result)
            list_unless_in_use(opened, result.record)
        finally:
            opened.close()

    @contextmanager
    def _runner(self) -> Iterator[tuple[Runner, int, Callable[[], None]]]:
        """How to start a registration, how many may run at once, and how to stop those that run."""
        if self._options.scheduler:
            with _cluster(self._options.scheduler) as made:
                yield made
            return
        jobs: list[Job] = []
        futures: list[Future[RegistrationResult]] = []
        workers = _Workers()

        def start(request: RegistrationRequest, task: _Task) -> Future[RegistrationResult]:
            job = Job(request)
            job.progressed.connect(partial(self._on_progress, task))
            jobs.append(job)
            futures.append(pool.submit(_run, job, workers))
            return futures[-1]

        def stop() -> None:
            for job in jobs:
                job.cancel()
            wait(futures)
            workers.close()

        with ThreadPoolExecutor(self._options.processes, thread_name_prefix="batch") as pool:
            yield start, self._options.processes, stop


class _Workers:
    """A worker process for each thread of the pool, which stays warm from one registration to the next."""

    def __init__(self) -> None:
        self._mine = threading.local()
        self._all: list[Worker] = []

    @property
    def mine(self) -> Worker:
        """That of the calling thread."""
        if not hasattr(self._mine, "worker"):
            self._mine.worker = Worker()
            self._all.append(self._mine.worker)
        worker: Worker = self._mine.worker
        return worker

    def close(self) -> None:
        """End all processes; their threads must be idle."""
        for worker in self._all:
            worker.close()


def _run(job: Job, workers: _Workers) -> RegistrationResult:
    """Run a job in the worker process of this thread."""
    job.run(worker=workers.mine)
    return _result_of(job)


def run_here(request: RegistrationRequest) -> RegistrationResult:
    """Run a request in this very process: what a worker of a cluster does, with the methods that are installed there."""
    limit_threads(request.threads)
    job = Job(replace(request, plugin=plugin_by_id(request.plugin.id)))
    job.run(inline=True)
    return _result_of(job)


def _result_of(job: Job) -> RegistrationResult:
    if job.error is not None:
        raise job.error
    if job.result is None or job.state is JobState.CANCELLED:
        raise UserError("Cancelled.")
    return job.result


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Runner, int, Callable[[], None]]]:
    """The same as `Batch._runner` for a scheduler of dask.distributed."""
    try:
        import distributed
    except ImportError as error:
        raise UserError("A cluster needs the library distributed: pip install 'sonolign[cluster]'.") from error
    try:
        client = distributed.Client(address, timeout=10, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UserError("No scheduler answers at {address}.", address=address) from error
    with client, ThreadPoolExecutor(64, thread_name_prefix="cluster") as pool:
        far: list[Any] = []

        def start(request: RegistrationRequest, task: _Task) -> Future[RegistrationResult]:
            far.append(client.submit(run_here, request, pure=False))
            return pool.submit(far[-1].result)

        def stop() -> None:
            client.cancel(far, force=True)

        yield start, max(1, len(client.scheduler_info()["workers"])), stop


def list_unless_in_use(opened: OpenCase, record: TransformRecord) -> None:
    """List a result whose file is written; it comes into use where nothing is in use and it did not fail."""
    commands: list[Command] = [AddTransform(record)]
    if record.verdict != "FAIL" and not opened.reading.active_transform:
        commands.append(UseTransform(record.id))
    opened.history.do(Group("", tuple(commands)))


def _in_memory(volume: Volume) -> Volume:
    return replace(volume, voxels=ArrayVoxels(volume.voxels.whole()))


def _line(error: UserError) -> str:
    return " ".join(str(error).split())
