"""Checking a study on disk: every hash, journal, snapshot and registration result, without changing anything.

Nothing is locked: a study that somebody is working in can be checked too, and then its last edit may look cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workstation.core.errors import Message, UserError
from workstation.core.geometry import SIDES
from workstation.core.study import Case, CaseEntry, Reading, TransformRecord
from workstation.storage.atomic import previous_of
from workstation.storage.journal import read_journal
from workstation.storage.reading_file import read_snapshot
from workstation.storage.schema import command_from_json
from workstation.storage.study_folder import StudyFolder
from workstation.storage.transforms import read_predicted_error, read_transform
from workstation.storage.volume_store import close_volumes, verify_volumes, voxels_sha256

State = Literal["good", "note", "damaged"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one part of a study; a note is worth knowing, but nothing is lost."""

    part: str
    state: State
    message: Message


def verify_study(path: Path, report: Callable[[float, str], None] = lambda fraction, note: None) -> list[Finding]:
    """Check everything in a study folder.

    Raises
    ------
    UserError : the folder is not a study, or its work-list cannot be read at all.
    """
    folder = StudyFolder.at(path)
    document = folder.open_study(read_only=True)
    findings = list(_study_findings(folder, document.notices))
    entries = list(document.state.cases.values())
    for number, entry in enumerate(entries):
        report(number / len(entries), entry.id)
        findings += _case_findings(folder, entry)
    report(1.0, "")
    return findings + list(_unlisted(folder, entries))


def _study_findings(folder: StudyFolder, notices: list[UserError]) -> Iterator[Finding]:
    journal = folder.path / "study.journal"
    content = read_journal(journal) if journal.exists() else None
    if content is not None and content.torn:
        yield _torn(journal.name)
        notices = notices[1:]  # the first one says the same
    for notice in notices:
        yield Finding("study.json", "damaged", notice.message)
    if not notices:
        edits = 0 if content is None else len(content.records)
        yield _good("study.json", "the work-list and its {n} edits are whole", n=edits)


def _case_findings(folder: StudyFolder, entry: CaseEntry) -> list[Finding]:
    part = f"{entry.id}/volumes.h5"
    problems = verify_volumes(folder.volumes_file(entry.id))
    if problems:
        return [Finding(part, "damaged", Message("{what}", {"what": problem})) for problem in problems]
    findings = [_good(part, "both volumes are those that were written")]
    case = folder.open_case(entry)
    try:
        records: dict[str, TransformRecord] = {}
        for journal in _journals(folder, entry):
            try:
                findings += _reading_findings(journal, case, records)
            except UserError as error:
                findings.append(Finding(f"{entry.id}/{journal.name}", "damaged", error.message))
        return findings + list(_transform_findings(folder, case, records))
    finally:
        close_volumes(case.fixed, case.moving)


def _journals(folder: StudyFolder, entry: CaseEntry) -> list[Path]:
    """Where the journal of each reading is or should be."""
    readings = folder.case_folder(entry.id) / "readings"
    return sorted({path.with_suffix(".journal") for kind in ("*.journal", "*.h5") for path in readings.glob(kind)})


def _reading_findings(journal: Path, case: Case, records: dict[str, TransformRecord]) -> Iterator[Finding]:
    """Check a journal and compare each snapshot with what its edits, carried out again, lead to."""
    part = f"{case.id}/{journal.name}"
    if not journal.exists():
        yield Finding(part, "damaged", Message("the journal is missing; only the snapshot is left"))
        return
    content = read_journal(journal)
    if content.torn:
        yield _torn(part)
    yield _good(part, "{n} edits, unbroken", n=len(content.records))
    snapshots = {path: read_snapshot(path, case) for path in _snapshots(journal)}
    reading = Reading.blank(str(content.header.get("reader", journal.stem)), case)
    fitting = set()
    for count in range(len(content.records) + 1):
        if count:
            command_from_json(content.records[count - 1]["edit"]).apply(reading)
        for path, snapshot in snapshots.items():
            if snapshot.edits == count and snapshot.reading == reading:
                fitting |= {path} if count == 0 or snapshot.chain == content.chain[count] else set()
    for path, snapshot in snapshots.items():
        if path in fitting:
            yield _good(f"{case.id}/{path.name}", "the snapshot equals the first {n} edits", n=snapshot.edits)
        else:
            what = Message("the snapshot does not fit its journal; the journal counts")
            yield Finding(f"{case.id}/{path.name}", "damaged", what)
    records.update(reading.transforms)


def _snapshots(journal: Path) -> list[Path]:
    path = journal.with_suffix(".h5")
    return [each for each in (path, previous_of(path)) if each.exists()]


def _transform_findings(folder: StudyFolder, case: Case, records: dict[str, TransformRecord]) -> Iterator[Finding]:
    """Check that every result can be read, and that those of the readings are there and were found on these volumes."""
    stored = {path.stem for path in (folder.case_folder(case.id) / "transforms").glob("*.h5")}
    hashes = {side: voxels_sha256(case.volume(side).voxels.whole()) for side in SIDES} if records else {}
    for transform_id in sorted(stored | records.keys()):
        part = f"{case.id}/transforms/{transform_id}.h5"
        try:
            read_transform(folder.transform_file(case.id, transform_id))
            read_predicted_error(folder.transform_file(case.id, transform_id))
        except UserError as error:
            yield Finding(part, "damaged", error.message)
            continue
        record = records.get(transform_id)
        if record is not None and record.input_hashes and record.input_hashes != hashes:
            yield Finding(part, "damaged", Message("it was found on other volumes than these"))
        else:
            yield _good(part, "it can be read" if record is None else "it can be read and was found on these volumes")


def _unlisted(folder: StudyFolder, entries: list[CaseEntry]) -> Iterator[Finding]:
    """Case folders that the work-list does not name: left behind by an import that was interrupted."""
    listed = {folder.case_folder(entry.id).name for entry in entries}
    for path in sorted((folder.path / "cases").glob("*")):
        if path.is_dir() and path.name not in listed:
            yield Finding(path.name, "note", Message("this folder is not in the work-list"))


def _good(part: str, template: str, **values: object) -> Finding:
    return Finding(part, "good", Message(template, values))


def _torn(part: str) -> Finding:
    return Finding(part, "note", Message("the last line was cut off, by a crash or because it is being written"))
