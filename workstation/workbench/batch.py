"""Many registrations at once: every case of a study with every method, in parallel processes or on a cluster.

The threads one allows are shared out over the processes. A case and method that already has a result with the same
settings and seed is left out, so that a batch that was stopped goes on where it was. Results are listed in the reader's
work like any other; one comes into use only where nothing was in use yet.

With the address of a dask.distributed scheduler (`sonolign[cluster]`) the registrations run on its workers, which need
the program with the same methods; volumes go there and transforms come back over the network between them, and all files
stay here. Without an address nothing connects to anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workstation.core.commands import Command, Group
from workstation.core.errors import Cancelled, InvalidInput, ReadOnly, UserError
from workstation.core.study import CaseEntry
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.tolerance import Tolerance
from workstation.core.volume import ArrayVoxels, Volume
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.bench import BenchMethod
from workstation.workbench.engine import chosen_settings, limit_threads
from workstation.workbench.jobs import Job, JobState, RegistrationRequest, RegistrationResult
from workstation.workbench.open_case import OpenCase
from workstation.workbench.plugins import load_plugin, plugin_by_id
from workstation.workbench.registration import Choices, build_request, write
from workstation.workbench.settings_schema import to_json

Advance = Callable[[float, str], None]
Runner = Callable[[RegistrationRequest], "Future[RegistrationResult]"]
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
    """What came of one case and method: a verdict, or a problem, or it was there already."""

    case: str
    method: str
    verdict: str = ""
    problem: str = ""
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    entry: CaseEntry
    method: BenchMethod


class Batch:
    """The registrations of a study that are still to be done."""

    def __init__(
        self, study: Path, reader: str, methods: Sequence[BenchMethod], options: BatchOptions, cases: Sequence[str] = ()
    ) -> None:
        """`cases` are ids, all of the study if none is named; raises UserError if study or case cannot be opened."""
        self._folder, self._reader, self._options = StudyFolder.at(study), reader, options
        state = self._folder.open_study(read_only=True).state
        self._tolerance: Tolerance = state.protocol.tolerance
        entries = [state.case(name) for name in cases] or list(state.cases.values())
        self._tasks = [_Task(entry, method) for entry in entries for method in methods]

    def run(
        self, advance: Advance, cancelled: Callable[[], bool] = lambda: False,
        done: Callable[[BatchRow], None] = lambda row: None,
    ) -> list[BatchRow]:  # fmt: skip
        """Run everything; `done` is called with each row as it comes.

        Raises
        ------
        Cancelled : `cancelled` became true; what had ended is kept.
        """
        rows: list[BatchRow] = []

        def tell(row: BatchRow) -> None:
            rows.append(row)
            done(row)
            advance(len(rows) / max(1, len(self._tasks)), f"{row.case}, {row.method}")

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
        if request is None:
            tell(BatchRow(task.entry.id, task.method.name, was_there=True))
        else:
            running[start(request)] = task

    def _request(self, task: _Task) -> RegistrationRequest | None:
        """What to run, with the volumes in memory; None if it was run before."""
        method, options = task.method, self._options
        opened = OpenCase(self._folder, self._folder.open_case(task.entry), self._reader, read_only=True)
        try:
            choices = Choices(preset=method.preset, threads=options.threads_each, seed=options.seed)
            request = build_request(opened, method.plugin, choices, self._tolerance)
            settings = to_json(chosen_settings(load_plugin(method.plugin), request))
            for record in opened.reading.transforms.values():
                if (record.method, record.seed, record.settings) == (method.plugin.id, options.seed, settings):
                    return None
            return replace(request, fixed=_in_memory(request.fixed), moving=_in_memory(request.moving))
        finally:
            opened.close()

    def _taken_in(self, task: _Task, future: Future[RegistrationResult]) -> BatchRow:
        """List a result that has come."""
        names = task.entry.id, task.method.name
        try:
            result = future.result()
            opened = OpenCase(self._folder, self._folder.open_case(task.entry), self._reader)
            try:
                _list(opened, result)
            finally:
                opened.close()
        except UserError as error:
            return BatchRow(*names, problem=_line(error))
        except Exception as error:  # noqa: BLE001 - a cluster fails in ways of its own; the other tasks go on
            return BatchRow(*names, problem=f"{type(error).__name__}: {error}")
        return BatchRow(*names, verdict=result.record.verdict)

    @contextmanager
    def _runner(self) -> Iterator[tuple[Runner, int, Callable[[], None]]]:
        """How to start a registration, how many may run at once, and how to stop those that run."""
        if self._options.scheduler:
            with _cluster(self._options.scheduler) as made:
                yield made
            return
        jobs: list[Job] = []

        def start(request: RegistrationRequest) -> Future[RegistrationResult]:
            job = Job(request)
            jobs.append(job)
            return pool.submit(_run, job)

        def stop() -> None:
            for job in jobs:
                job.cancel()

        with ThreadPoolExecutor(self._options.processes, thread_name_prefix="batch") as pool:
            yield start, self._options.processes, stop


def _run(job: Job) -> RegistrationResult:
    """Run a job in a process of its own."""
    job.run()
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

        def start(request: RegistrationRequest) -> Future[RegistrationResult]:
            far.append(client.submit(run_here, request, pure=False))
            return pool.submit(far[-1].result)

        def stop() -> None:
            client.cancel(far, force=True)

        yield start, max(1, len(client.scheduler_info()["workers"])), stop


def _list(opened: OpenCase, result: RegistrationResult) -> None:
    """Keep a result; it comes into use where nothing is in use and it did not fail."""
    if opened.history.document.read_only:
        raise ReadOnly("Case {case} is open for editing in another window; close it there first.", case=opened.id)
    write(opened.folder, opened.id, result)
    commands: list[Command] = [AddTransform(result.record)]
    if result.record.verdict != "FAIL" and not opened.reading.active_transform:
        commands.append(UseTransform(result.record.id))
    opened.history.do(Group("", tuple(commands)))


def _in_memory(volume: Volume) -> Volume:
    return replace(volume, voxels=ArrayVoxels(volume.voxels.whole()))


def _line(error: UserError) -> str:
    return " ".join(str(error).split())
