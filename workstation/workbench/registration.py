"""From a case and a few choices to a registration request, and from an ended job to a result in the right case.

`build_request` and `accept` are all the command line needs. `Registrations` does the same for a window: jobs run in the
background, and a result finds its case even if another one, or another study, is open by the time it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from psygnal import Signal

from workstation.core.commands import Command, Group
from workstation.core.errors import InvalidInput, Message, UserError
from workstation.core.geometry import SIDES
from workstation.core.lineage import lineage_of
from workstation.core.study import CaseEntry, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.tolerance import Tolerance
from workstation.storage.schema import to_json
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.breasts import check_breasts
from workstation.workbench.jobs import Job, JobQueue, JobState, RegistrationRequest, RegistrationResult
from workstation.workbench.label_layers import flattened
from workstation.workbench.open_case import OpenCase
from workstation.workbench.plugins import DEFAULT_METHOD, PluginInfo, find_plugins
from workstation.workbench.warming import Warm, usual_types
from workstation.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chooses for a registration beside the method.

    Parameters
    ----------
    settings : of the method by name; None for those of the preset
    use_landmarks : let placed landmarks help a method that looks at the pictures; those that did give no error figure
        any more, so it is asked for. Methods that work from landmarks always use them. Held-out ones never drive.
    use_labels : let the segmentations drive it, if the method can
    mask_value : only voxels with this label count, in each volume where it is painted; 0 for all voxels
    initial_id : the result to start from, "" for the method's own start
    """

    preset: str = ""
    settings: Mapping[str, object] | None = None
    device: str = "auto"
    threads: int = 0
    seed: int = 0
    use_landmarks: bool = False
    use_labels: bool = False
    mask_value: int = 0
    initial_id: str = ""


def build_request(
    opened: OpenCase, plugin: PluginInfo, choices: Choices, tolerance: Tolerance | None = None
) -> RegistrationRequest:
    """The request for a registration of an open case; it keeps its own copies of what the reader drew.

    `tolerance` is that of the study's protocol, by which the result is judged.

    Raises
    ------
    InvalidInput : the mask has no voxel, the result to start from is not there, or the scans are of both breasts.
    """
    reading, case = opened.reading, opened.case
    check_breasts(case.breasts)
    pairs = tuple(reading.landmarks.correspondences())
    drives = "landmarks" in plugin.supports and (choices.use_landmarks or plugin.kind == "landmark")
    labels: dict[str, Any] = {}
    if choices.use_labels and "labels" in plugin.supports:
        labels = {f"{side}_labels": flattened(reading, side).whole() for side in SIDES}
        labels["label_names"] = {value: segment.name for value, segment in reading.segments.items()}
    starts = choices.initial_id if "initial transform" in plugin.supports else ""
    return RegistrationRequest(
        fixed=case.fixed,
        moving=case.moving,
        plugin=plugin,
        settings=dict(choices.settings) if choices.settings is not None else None,
        preset=choices.preset,
        device=choices.device,
        threads=choices.threads,
        seed=choices.seed,
        initial=opened.transform(starts) if starts else None,
        initial_id=starts,
        landmarks=tuple(pair for pair in pairs if pair.role != "held out") if drives else (),
        evaluation=pairs,
        views=case.views,
        inherited=lineage_of(reading.transform(starts), reading.transforms) if starts else None,
        **labels,
        **(_masks(opened, choices.mask_value) if "masks" in plugin.supports else {}),
    )


def accept(opened: OpenCase, result: RegistrationResult) -> TransformRecord:
    """Keep a result: write its file and list it as one undoable edit; unless its verdict is FAIL it comes into use."""
    write(opened.folder, opened.id, result)
    list_result(opened, result.record)
    return result.record


def write(folder: StudyFolder, case_id: str, result: RegistrationResult) -> None:
    """Write the file of a result; may take a second and may raise NotSaved."""
    folder.write_transform(case_id, result.record.id, result.transform, to_json(result.record), result.error_map)


def list_result(opened: OpenCase, record: TransformRecord) -> None:
    """List a result whose file is written."""
    commands: list[Command] = [AddTransform(record)]
    if record.verdict != "FAIL":
        commands.append(UseTransform(record.id))
    opened.history.do(Group("", tuple(commands)))


@dataclass(frozen=True, eq=False)
class Run:
    """A registration that was started here, and where its result belongs."""

    job: Job
    study_id: str
    folder: StudyFolder
    entry: CaseEntry
    reader: str
    problems: list[UserError] = field(default_factory=list)  # why the result could not be kept

    @property
    def case_title(self) -> str:
        """The case as a person knows it."""
        return self.entry.title or self.entry.id


class Registrations:
    """The registrations that a window has started. `changed` is emitted when one begins or has ended and is listed."""

    changed = Signal()
    _ready = Signal(Run)

    def __init__(self, workbench: Workbench, queue: JobQueue | None = None) -> None:
        self._workbench = workbench
        self._queue = queue or JobQueue()
        self._runs: dict[str, Run] = {}
        self._ready.connect(self._take_in, thread="main")

    @property
    def unfinished(self) -> list[Run]:
        """Runs whose job waits or computes, or whose result is not listed yet; oldest first."""
        return list(self._runs.values())

    def start(self, plugin: PluginInfo, choices: Choices) -> Job:
        """Queue a registration of the open case and return at once; its end is announced by the workbench."""
        opened, study = self._workbench.open_case, self._workbench.study
        if opened is None or study is None:
            raise InvalidInput("Open a case first.")
        job = Job(build_request(opened, plugin, choices, study.state.protocol.tolerance))
        entry = study.state.cases.get(opened.id, CaseEntry(opened.id, opened.case.title))
        self._runs[job.id] = Run(job, study.state.id, opened.folder, entry, opened.reading.reader)
        job.ended.connect(self._on_ended)
        self._queue.submit(job)
        self.changed.emit()
        return job

    def warm_up(self) -> None:
        """Let the idle worker get ready for the default method and the voxel types of the open case."""
        opened, known = self._workbench.open_case, {info.id: info for info in find_plugins()}
        plugin = known.get(DEFAULT_METHOD)
        if opened is not None and plugin is not None and plugin.is_usable:
            volumes = (opened.case.fixed, opened.case.moving)
            self._queue.warm_up(Warm(plugin, usual_types([volume.voxels.dtype for volume in volumes])))

    def cancel_all(self) -> None:
        """Ask every job to stop; returns at once."""
        for run in self.unfinished:
            run.job.cancel()

    def close(self) -> None:
        """Cancel everything and wait for it, which takes about a second."""
        self._queue.close()

    def _on_ended(self, job: Job) -> None:
        """In the job's thread: write the file, which nobody should have to wait for."""
        run = self._runs[job.id]
        if job.result is not None:
            try:
                write(self._folder_of(run), run.entry.id, job.result)
            except UserError as error:
                run.problems.append(error)
        self._ready.emit(run)

    def _take_in(self, run: Run) -> None:
        """In the thread that edits: list the result, and say how it went."""
        del self._runs[run.job.id]
        if run.job.result is not None and not run.problems:
            try:
                self._list(run, run.job.result.record)
            except UserError as error:
                run.problems.append(error)
        self._tell(run)
        self.changed.emit()

    def _list(self, run: Run, record: TransformRecord) -> None:
        opened = self._workbench.open_case
        is_open = opened is not None and (opened.id, opened.reading.reader) == (run.entry.id, run.reader)
        if opened is not None and is_open and self._is_open_study(run):
            list_result(opened, record)
            return
        folder = self._folder_of(run)
        other = OpenCase(folder, folder.open_case(run.entry), run.reader)
        try:
            list_result(other, record)
        finally:
            other.close()

    def _tell(self, run: Run) -> None:
        job, names = run.job, {"method": run.job.title, "case": run.case_title}
        if run.problems:
            why = run.problems[0].message
            self._workbench.noticed.emit(
                UserError("The result of {method} for {case} could not be kept: {why}", **names, why=why)
            )
        elif job.result is not None:
            self._workbench.noticed.emit(_outcome(job.result.record, names))
        elif job.state is JobState.FAILED and job.error is not None:
            self._workbench.noticed.emit(UserError("{method} failed for {case}: {why}", **names, why=job.error.message))

    def _is_open_study(self, run: Run) -> bool:
        study = self._workbench.study
        return study is not None and study.state.id == run.study_id

    def _folder_of(self, run: Run) -> StudyFolder:
        """Where the study lies now: an unnamed one may have been given a name meanwhile."""
        folder = self._workbench.folder
        return folder if folder is not None and self._is_open_study(run) else run.folder


def _outcome(record: TransformRecord, names: dict[str, str]) -> Message | UserError:
    """What to say of a result: one that failed must not pass unnoticed."""
    worst = next((gate for gate in record.gates if gate.verdict == "FAIL"), None)
    if worst is not None:
        return UserError("{method} found no usable alignment for {case}: {why}", **names, why=worst.message)
    return Message("{method} has ended for {case}: {verdict}.", {**names, "verdict": Message(record.verdict)})


def _masks(opened: OpenCase, value: int) -> dict[str, Any]:
    if not value:
        return {}
    found = {f"{side}_mask": opened.reading.labels_with(side, value).whole() == value for side in SIDES}
    masks = {name: mask for name, mask in found.items() if np.any(mask)}
    if not masks:
        segment = opened.reading.segments.get(value)
        name = segment.name if segment is not None else str(value)
        raise InvalidInput("No voxel has the label {name}; paint the region first, or use no mask.", name=name)
    return masks
