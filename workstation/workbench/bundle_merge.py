"""Bringing the cases of a bundle into a study that is there already; nothing of the study is changed or lost.

A new case is added. A case of the same id whose scans and geometry are the same gets the work of readers and the results
that it does not have; where everything is there already it is skipped. If anything differs (other scans, another
geometry, other work under the same reader's name), the bundle's case is kept beside ours under an id of its own.

The bundle is unpacked and checked beside the cases first, byte for byte, so that one that is refused leaves nothing.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from workstation.core.commands import Group
from workstation.core.errors import InvalidInput, Message, UnreadableFile
from workstation.core.study import CaseEntry, Study
from workstation.core.study_commands import AddCase
from workstation.storage.atomic import flush_folder, not_saved
from workstation.storage.reading_file import rename_case
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.bundles import Report, read_bundle
from workstation.workbench.history import History

Fate = Literal["added", "completed", "skipped", "renamed"]
_BLOCK = 1 << 20
SENTENCES: dict[Fate, str] = {
    "added": "Case {case} was added.",
    "completed": "Case {case} was there; work of {what} was added to it.",
    "skipped": "Case {case} was there already, with the same content.",
    "renamed": "Case {case} differs from the one in the study, so it was added as {new}.",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one case of a bundle."""

    case: str
    fate: Fate
    new: str = ""
    what: str = ""

    @property
    def message(self) -> Message:
        """As a sentence."""
        return Message(SENTENCES[self.fate], {"case": self.case, "new": self.new, "what": self.what})


def merge_bundle(
    bundle: Path, folder: StudyFolder, study: History[Study], report: Report = lambda share, note: None
) -> list[Merged]:  # fmt: skip
    """Add the cases of a bundle to a study that is open for writing; listing them is one step to undo.

    Raises
    ------
    UnreadableFile : the bundle is damaged or holds what no study has.
    InvalidInput : the study is open for editing elsewhere.
    NotSaved : the disk refused.
    """
    if study.document.read_only:
        raise InvalidInput("The case list is open for editing in another window; cases cannot be added here.")
    spare = folder.path / f".sonolign-{secrets.token_hex(6)}"
    try:
        other = StudyFolder.at(read_bundle(bundle, spare, report))
        entries = other.open_study(read_only=True).state.cases.values()
        taken = _taken(folder, study.state) | {entry.id.casefold() for entry in entries}
        plans = [_planned(entry, other, folder, study.state, taken) for entry in entries]
        for entry, plan in plans:  # whatever can be refused is refused before anything is moved
            _prepare(plan, entry, other)
        for entry, plan in plans:
            _move_in(other.case_folder(plan.case), folder.case_folder(entry.id))
        listed = tuple(AddCase(entry) for entry, _ in plans if entry.id not in study.state.cases)
        if listed:
            study.do(Group("Add cases of a bundle ({count})", listed))
        return [plan for _, plan in plans]
    except OSError as error:
        raise not_saved(folder.path, error) from error
    finally:
        shutil.rmtree(spare, ignore_errors=True)


def _planned(
    entry: CaseEntry, other: StudyFolder, folder: StudyFolder, study: Study, taken: set[str]
) -> tuple[CaseEntry, Merged]:  # fmt: skip
    """A case's row as it will be listed, and what will be done with its files."""
    theirs, ours = other.case_folder(entry.id), folder.case_folder(entry.id)
    if not ours.exists() and entry.id not in study.cases:
        return entry, Merged(entry.id, "added")
    known = study.cases.get(entry.id)
    is_same = (known is None or known.decisions == entry.decisions) and _same(theirs, ours, "volumes.h5")
    if not is_same or any(_differs(theirs, ours)):
        new = next(name for n in itertools.count(2) if (name := f"{entry.id}-{n}").casefold() not in taken)
        taken.add(new.casefold())
        return replace(entry, id=new), Merged(entry.id, "renamed", new)
    missing = list(_missing(theirs, ours))
    readers = sorted({path.stem for path in missing if path.parts[0] == "readings"})
    if not missing:
        return entry, Merged(entry.id, "skipped" if known is not None else "added")
    return entry, Merged(entry.id, "completed", what=", ".join(readers) or "results")


def _prepare(plan: Merged, entry: CaseEntry, other: StudyFolder) -> None:
    if not other.volumes_file(plan.case).is_file():
        raise UnreadableFile("The bundle is refused: case {case} has no scans; get the bundle again.", case=plan.case)
    if plan.fate == "renamed":
        for snapshot in (other.case_folder(plan.case) / "readings").glob("*.h5"):
            rename_case(snapshot, entry.id)


def _move_in(theirs: Path, ours: Path) -> None:
    """Bring a whole case, or what ours does not have of it, into the study; journals before snapshots."""
    if not ours.exists():
        os.replace(theirs, ours)
        flush_folder(ours.parent)
        return
    for path in list(_missing(theirs, ours)):
        target = ours / path
        target.parent.mkdir(exist_ok=True)
        os.replace(theirs / path, target)
        flush_folder(target.parent)


def _taken(folder: StudyFolder, study: Study) -> set[str]:
    on_disk = {path.name for path in (folder.path / "cases").glob("*")}
    return {name.casefold() for name in on_disk | study.cases.keys()}


def _files(case: Path) -> list[Path]:
    """The files of a case's readings and results, relative to its folder; journals before snapshots."""
    found = [path.relative_to(case) for part in ("transforms", "readings") for path in (case / part).glob("*")]
    kept = [path for path in found if path.suffix in (".h5", ".journal") and not path.name.startswith(".")]
    return sorted(kept, key=lambda path: (path.parts, path.suffix != ".journal"))


def _readings_here(case: Path) -> set[str]:
    return {path.stem for path in _files(case) if path.parts[0] == "readings"}


def _missing(theirs: Path, ours: Path) -> Iterator[Path]:
    """Files that we do not have, of readers whose work is not here at all."""
    here = _readings_here(ours)
    for path in _files(theirs):
        if not (ours / path).exists() and not (path.parts[0] == "readings" and path.stem in here):
            yield path


def _differs(theirs: Path, ours: Path) -> Iterator[bool]:
    """For every file of readers and results that both have: whether it says something else."""
    here = _readings_here(ours)
    for path in _files(theirs):
        if path.suffix == ".journal" and path.stem in here:
            yield not _continues(ours / path, theirs / path)
        elif path.parts[0] == "transforms" and (ours / path).exists():
            yield not _same(theirs, ours, path)


def _continues(ours: Path, theirs: Path) -> bool:
    """Whether our journal begins with all of theirs, so that nothing of theirs is missing here."""
    if not ours.exists():
        return False
    data = theirs.read_bytes()
    with ours.open("rb") as file:
        return file.read(len(data)) == data


def _same(theirs: Path, ours: Path, name: str | Path) -> bool:
    """Whether both folders have this file with the same bytes."""
    here, there = ours / name, theirs / name
    return here.is_file() and here.stat().st_size == there.stat().st_size and _sha256(here) == _sha256(there)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
