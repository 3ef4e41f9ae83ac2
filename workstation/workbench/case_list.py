"""The work-list as a person reads it: how far each case is, what was decided, and what its last registration is worth.

A summary is read from the reader's snapshot without its labels, which takes a few milliseconds, and remembered until
the file changes. The open case is summarised as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workstation.core.errors import UnreadableFile, UserError
from workstation.core.geometry import Side
from workstation.core.study import CaseEntry, Decision, Progress, Reading, TransformRecord
from workstation.storage.reading_file import read_records
from workstation.storage.volume_store import stated_geometry
from workstation.workbench.judged import as_of_doubt
from workstation.workbench.workbench import Workbench


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One row of the work-list.

    Parameters
    ----------
    placed, wanted : landmarks placed in both volumes, and rows of the landmark table
    result : the registration in use, else the last one
    problem : why the reading could not be read, "" otherwise
    """

    entry: CaseEntry
    progress: Progress = "new"
    decision: Decision = "undecided"
    placed: int = 0
    wanted: int = 0
    result: TransformRecord | None = None
    problem: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the reader has finished the case."""
        return self.progress == "done"


class CaseList:
    """Summaries of the open study's cases."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self._known: dict[Path, tuple[tuple[int, int], Reading]] = {}
        self._stated: dict[Path, dict[Side, tuple[str, bool, bool]]] = {}  # volumes are written once

    @property
    def entries(self) -> list[CaseEntry]:
        """The rows of the work-list, in order."""
        study = self._workbench.study
        return list(study.state.cases.values()) if study is not None else []

    def summary(self, entry: CaseEntry) -> CaseSummary:
        """How a case stands for the present reader."""
        try:
            reading = self._reading(entry.id)
        except UnreadableFile as error:
            return CaseSummary(entry, problem=str(error))
        if reading is None:
            return CaseSummary(entry)
        summary = summary_of(entry, reading)
        opened = self._workbench.open_case
        if summary.result is None or (opened is not None and opened.id == entry.id):
            return summary
        study = self._workbench.study
        tolerance = study.state.protocol.tolerance if study is not None else None
        return replace(summary, result=as_of_doubt(summary.result, self._doubtful(entry), tolerance))

    def neighbour(self, step: int) -> CaseEntry | None:
        """The case `step` rows from the open one, None at the end of the list; the first or last if none is open."""
        entries = self.entries
        if not entries:
            return None
        place = self._place(entries)
        if place is None:
            return entries[0 if step > 0 else -1]
        return entries[place + step] if 0 <= place + step < len(entries) else None

    def next_unfinished(self) -> CaseEntry | None:
        """The first case after the open one, round the list, that is not done; None if all are."""
        entries = self.entries
        place = self._place(entries)
        start = 0 if place is None else place + 1
        others = [*entries[start:], *entries[: place or 0]]
        return next((entry for entry in others if not self.summary(entry).is_done), None)

    def _place(self, entries: Sequence[CaseEntry]) -> int | None:
        opened = self._workbench.open_case
        ids = [entry.id for entry in entries]
        return ids.index(opened.id) if opened is not None and opened.id in ids else None

    def _reading(self, case_id: str) -> Reading | None:
        opened, folder = self._workbench.open_case, self._workbench.folder
        if opened is not None and opened.id == case_id:
            return opened.reading_as_judged
        if folder is None:
            return None
        path = folder.snapshot_file(case_id, self._workbench.reader)
        try:
            status = path.stat()
        except OSError:
            return None
        version = (status.st_mtime_ns, status.st_size)
        if path not in self._known or self._known[path][0] != version:
            self._known[path] = (version, read_records(path))
        return self._known[path][1]

    def _doubtful(self, entry: CaseEntry) -> list[str]:
        """Names of the volumes of a case that is not open whose millimetres are not confirmed now."""
        assert self._workbench.folder is not None
        path = self._workbench.folder.volumes_file(entry.id)
        if path not in self._stated:
            try:
                self._stated[path] = stated_geometry(path)
            except UserError:  # the case says so when it is opened
                return []
        last = {decision.side: decision.is_trusted for decision in entry.decisions}
        return [name for side, (name, straight, stated) in self._stated[path].items()
                if not (straight and (stated or last.get(side, False)))]  # fmt: skip


def summary_of(entry: CaseEntry, reading: Reading) -> CaseSummary:
    """The row of a case for a reading; work that has begun counts as in progress although nobody said so."""
    placed = sum(1 for row in reading.landmarks if row.fixed and row.moving)
    begun = bool(placed or reading.transforms or any(reading.layers(side) for side in reading.labels))
    progress: Progress = "in progress" if reading.review.progress == "new" and begun else reading.review.progress
    records = reading.transforms
    result = records.get(reading.active_transform) or (list(records.values())[-1] if records else None)
    return CaseSummary(entry, progress, reading.review.decision, placed, len(reading.landmarks), result)
