"""The study folder: where everything of a study lies, who may write it, and how it is opened again.

`StudyFolder` gives the paths and opens documents. A *document* is a state (a study's work-list, or a reading), its
journal and its snapshot: opening loads the snapshot and replays the journal's tail; a damaged snapshot is replaced by
the one before it, or by replaying the whole journal. One writer per document: a second one opens read-only.
"""

from __future__ import annotations

import json
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar

from filelock import FileLock, Timeout

from workstation.core.errors import InvalidInput, NotSaved, UnreadableFile, UnreadableStudy, UserError
from workstation.core.study import Case, CaseEntry, Reading, Study, StudyProtocol
from workstation.core.transform import Transform
from workstation.core.volume import Volume
from workstation.imaging.uncertainty.error_map import ErrorMap
from workstation.storage import transforms, volume_store
from workstation.storage.atomic import not_saved, previous_of, remove_leftovers, write_bytes
from workstation.storage.journal import CHAIN_START, Journal, JournalContent, read_journal
from workstation.storage.reading_file import Snapshot, read_snapshot, write_snapshot
from workstation.storage.schema import FORMAT_VERSION, check_version, command_from_json, from_json, to_json


class Copyable(Protocol):
    """What a document can hold: a study or a reading."""

    def copy(self) -> Self:
        """The same state, cheap and independent."""
        ...


State = TypeVar("State", bound=Copyable)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}


@dataclass
class Document(Generic[State]):
    """An opened study or reading. `journal` is None where another window holds the lock (read-only).

    `records` are all journal records, from which the undo stack is rebuilt; `notices` say what opening had to repair.
    """

    state: State
    journal: Journal | None
    records: list[dict[str, Any]]
    notices: list[UserError] = field(default_factory=list)
    save: Callable[[State, int, str], None] = field(default=lambda state, edits, chain: None)
    lock: FileLock | None = None

    @property
    def read_only(self) -> bool:
        """Whether edits are refused because another window is editing this document."""
        return self.journal is None

    def close(self) -> None:
        """Write what is waiting and release the lock."""
        try:
            if self.journal is not None:
                self.journal.close()
        finally:
            if self.lock is not None:
                self.lock.release()


class StudyFolder:
    """A study on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path, title: str, protocol: StudyProtocol | None = None) -> StudyFolder:
        """Make a new study in an empty or new folder."""
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise InvalidInput("{path} is not an empty folder; choose another place for the new study.", path=path)
        folder = cls(path)
        try:
            (path / "cases").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_saved(path, error) from error
        study = Study(secrets.token_hex(8), title or path.name, protocol or StudyProtocol())
        folder._save_study(study, 0, CHAIN_START)
        return folder

    @classmethod
    def at(cls, path: Path) -> StudyFolder:
        """The study in an existing folder (or in the folder of a given study.json)."""
        path = path.parent if path.name == "study.json" else path
        if not (path / "study.json").is_file():
            raise UnreadableStudy("{path} is not a study: it has no file study.json.", path=path)
        return cls(path)

    # ---- paths

    def case_folder(self, case_id: str) -> Path:
        """The folder of a case."""
        return self.path / "cases" / safe_name(case_id)

    def volumes_file(self, case_id: str) -> Path:
        """The file with the voxels of a case."""
        return self.case_folder(case_id) / "volumes.h5"

    def transform_file(self, case_id: str, transform_id: str) -> Path:
        """The file of a registration result."""
        return self.case_folder(case_id) / "transforms" / f"{safe_name(transform_id)}.h5"

    def snapshot_file(self, case_id: str, reader: str) -> Path:
        """The snapshot of a reading; its journal lies beside it."""
        return self.case_folder(case_id) / "readings" / f"{safe_name(reader)}.h5"

    def readers(self, case_id: str) -> list[str]:
        """Names of the readers who have opened the case, from the journals that are there."""
        return sorted(
            str(read_journal(path).header.get("reader", path.stem))
            for path in (self.case_folder(case_id) / "readings").glob("*.journal")
        )

    # ---- the work-list

    def open_study(self, read_only: bool = False) -> Document[Study]:
        """Open the work-list, for writing if nobody else does."""
        journal_path = self.path / "study.journal"
        return _open_document(
            journal_path,
            {"kind": "study"},
            read_only,
            snapshots=[self.path / "study.json", previous_of(self.path / "study.json")],
            load=_load_study,
            blank=None,
            save=self._save_study,
        )

    def _save_study(self, study: Study, edits: int, chain: str) -> None:
        data = {
            "format_version": FORMAT_VERSION,
            "kind": "study",
            "id": study.id,
            "title": study.title,
            "protocol": to_json(study.protocol),
            "cases": [to_json(entry) for entry in study.cases.values()],
            "edits": edits,
            "chain": chain,
        }
        text = json.dumps(data, ensure_ascii=False, indent=2)
        write_bytes(self.path / "study.json", text.encode("utf-8"), keep_previous=True)

    # ---- cases

    def write_case(self, case_id: str, fixed: Volume, moving: Volume) -> None:
        """Write the volumes of a new case; the caller lists it with an AddCase command afterwards."""
        folder = self.case_folder(case_id)
        try:
            for part in ("readings", "transforms"):
                (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_saved(folder, error) from error
        volume_store.write_volumes(self.volumes_file(case_id), fixed, moving)

    def open_case(self, entry: CaseEntry) -> Case:
        """The volumes of a case as people confirmed them; their voxels are fetched as they are looked at."""
        fixed, moving = volume_store.open_volumes(self.volumes_file(entry.id))
        case = Case(entry.id, fixed, moving, entry.title, views=entry.stated_views, breasts=entry.stated_breasts)
        return case.decided(entry.decisions)

    # ---- readings

    def open_reading(self, case: Case, reader: str, read_only: bool = False) -> Document[Reading]:
        """Open one reader's work on a case, for writing if no other window does."""
        path = self.snapshot_file(case.id, reader)
        remove_leftovers(path.parent)

        def load(snapshot_path: Path) -> tuple[Reading, int, str]:
            snapshot = read_snapshot(snapshot_path, case)
            return snapshot.reading, snapshot.edits, snapshot.chain

        def save(reading: Reading, edits: int, chain: str) -> None:
            write_snapshot(path, Snapshot(reading, edits, chain), case.id)

        return _open_document(
            path.with_suffix(".journal"),
            {"kind": "reading", "case": case.id, "reader": reader},
            read_only,
            snapshots=[path, previous_of(path)],
            load=load,
            blank=lambda: Reading.blank(reader, case),
            save=save,
        )

    # ---- registration results

    def write_transform(
        self, case_id: str, transform_id: str, transform: Transform, record: dict[str, Any],
        error_map: ErrorMap | None = None,
    ) -> None:  # fmt: skip
        """Write a registration result once."""
        path = self.transform_file(case_id, transform_id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_saved(path, error) from error
        transforms.write_transform(path, transform, record, error_map)

    def read_transform(self, case_id: str, transform_id: str) -> Transform:
        """The transform of a registration result."""
        return transforms.read_transform(self.transform_file(case_id, transform_id))[0]

    def read_predicted_error(self, case_id: str, transform_id: str) -> ErrorMap | None:
        """How far a registration result may be off, place by place; None where that was not predicted."""
        return transforms.read_predicted_error(self.transform_file(case_id, transform_id))


def safe_name(name: str) -> str:
    """A file name for a case or reader: the name itself if every file system can hold it, else an error."""
    clean = unicodedata.normalize("NFC", name.strip())
    if not clean or clean.startswith(".") or clean.endswith(".") or _FORBIDDEN.search(clean) or len(clean) > 80:
        raise InvalidInput(
            'A name may have up to 80 characters, must not begin or end with a dot, and must not contain < > : " / \\ '
            "| ? *; got {name}.",
            name=repr(name),
        )
    if clean.split(".")[0].lower() in _RESERVED:
        raise InvalidInput("{name} is a reserved name on Windows; choose another.", name=clean)
    return clean


def now() -> str:
    """The present moment as ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _load_study(path: Path) -> tuple[Study, int, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableStudy("{name} is damaged or cannot be read.", name=path.name) from error
    if not isinstance(data, dict):
        raise UnreadableStudy("{name} is damaged or cannot be read.", name=path.name)
    check_version(data.get("format_version"), path.name)
    try:
        entries = [from_json(CaseEntry, entry) for entry in data["cases"]]
        protocol = from_json(StudyProtocol, data["protocol"])
        study = Study(str(data["id"]), str(data["title"]), protocol, {entry.id: entry for entry in entries})
        return study, int(data["edits"]), str(data["chain"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:  # JSON here may hold an infinite number
        raise UnreadableStudy("{name} is damaged: a part is missing.", name=path.name) from error


def _open_document(
    journal_path: Path,
    header: dict[str, Any],
    read_only: bool,
    *,
    snapshots: list[Path],
    load: Callable[[Path], tuple[State, int, str]],
    blank: Callable[[], State] | None,
    save: Callable[[State, int, str], None],
) -> Document[State]:
    lock = None if read_only else _take_lock(journal_path)
    journal = None
    try:
        if lock is not None:
            journal = Journal(journal_path, header)
            content = journal.content
        else:
            content = read_journal(journal_path) if journal_path.exists() else JournalContent({}, [], [], 0, False)
        notices: list[UserError] = []
        if content.torn:
            notices.append(
                UnreadableStudy(
                    "The last edit in {name} was cut off by a crash and is left out.", name=journal_path.name
                )
            )
        state, done = _load_newest(snapshots, load, blank, content, notices)
        for record in content.records[done:]:
            command_from_json(record["edit"]).apply(state)
    except BaseException:
        if journal is not None:
            journal.close()
        if lock is not None:
            lock.release()
        raise
    return Document(state, journal, content.records, notices, save, lock)


def _load_newest(
    snapshots: list[Path],
    load: Callable[[Path], tuple[State, int, str]],
    blank: Callable[[], State] | None,
    content: JournalContent,
    notices: list[UserError],
) -> tuple[State, int]:
    """The newest snapshot that fits the journal, and how many edits it contains; a blank state if there is none."""
    problem: UserError | None = None
    for path in snapshots:
        if not path.exists():
            continue
        try:
            state, edits, chain = load(path)
        except UnreadableFile as error:
            problem = problem or error
            continue
        if edits == 0 or (0 < edits <= len(content.records) and content.chain[edits] == chain):
            if problem is not None:
                notices.append(problem)
            return state, edits
        if not content.records and not content.header:
            notices.append(
                UnreadableStudy("The journal beside {name} is missing; undo starts from here.", name=path.name)
            )
            return state, 0
        problem = problem or UnreadableStudy("{name} does not fit its journal; the journal is used.", name=path.name)
    if blank is None:
        raise problem or UnreadableStudy("The study has no readable study.json.")
    if problem is not None:
        if not content.header:
            raise problem
        notices.append(problem)
    return blank(), 0


def _take_lock(journal_path: Path) -> FileLock | None:
    """The lock of a document, or None if another window holds it."""
    try:
        journal_path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(journal_path.with_suffix(".lock"), thread_local=False)
        lock.acquire(timeout=0)
    except Timeout:
        return None
    except OSError as error:
        if isinstance(error, PermissionError) or error.errno in (30,):  # a read-only folder can still be looked at
            return None
        raise NotSaved("{name} cannot be locked: {why}.", name=journal_path.name, why=error.strerror) from error
    return lock
