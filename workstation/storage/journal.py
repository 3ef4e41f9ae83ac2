"""The journal: an append-only text file in which every edit is on disk before it counts as saved.

Each line is ``<16 hex digits> <JSON>``. The digits are the start of a SHA-256 over the digits of the line before and the
JSON, so that lines cannot be lost, reordered or changed without notice. The first line is a header with the format
version. A last line that was torn by a crash is dropped and reported.

A writer thread appends and fsyncs, several edits at once if they come fast, so that the window never waits for the disk.
When the disk refuses, the edits stay in memory, `failed` tells why, and the thread tries again.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from psygnal import Signal

from workstation.core.errors import NotSaved, UnreadableStudy
from workstation.storage.schema import FORMAT_VERSION, check_version

CHAIN_START = "0" * 16
RETRY_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class JournalContent:
    """What a journal file holds.

    Parameters
    ----------
    header : the first record
    records : the edits in order
    chain : the digits after each record, `chain[0]` after the header
    good_bytes : length of the readable part of the file
    torn : whether an unfinished last line was found after it
    """

    header: dict[str, Any]
    records: list[dict[str, Any]]
    chain: list[str]
    good_bytes: int
    torn: bool


def chained(previous: str, text: str) -> str:
    """The digits of a line after the line with the digits `previous`."""
    return hashlib.sha256(f"{previous} {text}".encode()).hexdigest()[:16]


def read_journal(path: Path) -> JournalContent:
    """Read a journal; damage anywhere but in the last line is an UnreadableStudy that names the line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableStudy(
            "The journal {name} cannot be read: {why}.", name=path.name, why=error.strerror
        ) from error
    records: list[dict[str, Any]] = []
    chain: list[str] = []
    position, previous = 0, CHAIN_START
    while position < len(data):
        end = data.find(b"\n", position)
        record = _parse(data[position:end], previous) if end >= 0 else None
        if record is None:
            if end < 0 or end + 1 == len(data):
                break
            raise UnreadableStudy(
                "The journal {name} is damaged at line {line}; the edits before it can be recovered with "
                "a copy of the file cut off there.",
                name=path.name,
                line=len(records) + 1,
            )
        previous = data[position : position + 16].decode("ascii")
        records.append(record)
        chain.append(previous)
        position = end + 1
    if not records:
        return JournalContent({}, [], [], 0, bool(data))
    check_version(records[0].get("format_version"), f"The journal {path.name}")
    return JournalContent(records[0], records[1:], chain, position, position < len(data))


def _parse(line: bytes, previous: str) -> dict[str, Any] | None:
    try:
        text = line[17:].decode("utf-8")
        if line[16:17] != b" " or line[:16].decode("ascii") != chained(previous, text):
            return None
        record = json.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


class Journal:
    """An open journal that appends in the background. One writer only: the caller holds the lock."""

    saved = Signal(int)
    failed = Signal(NotSaved)

    def __init__(self, path: Path, header: dict[str, Any], retry_seconds: float = RETRY_SECONDS) -> None:
        self.path = path
        self.retry_seconds = retry_seconds
        self.content = read_journal(path) if path.exists() else JournalContent({}, [], [], 0, False)
        self.problem: NotSaved | None = None
        self._chain = self.content.chain[-1] if self.content.chain else CHAIN_START
        self._good_bytes = self.content.good_bytes
        self._needs_cut = self.content.torn
        self._count = len(self.content.records)
        self._saved = self._count
        self._waiting: deque[bytes] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._file: BinaryIO | None = None
        if not self.content.header:
            self._waiting.append(self._line({"format_version": FORMAT_VERSION, **header}))
            self._saved -= 1
        self._thread = threading.Thread(target=self._write_all, name=f"journal {path.name}", daemon=True)
        self._thread.start()

    @property
    def count(self) -> int:
        """How many edits the journal has, saved or waiting."""
        return self._count

    @property
    def saved_count(self) -> int:
        """How many edits are safely on disk."""
        with self._changed:
            return max(self._saved, 0)

    @property
    def chain(self) -> str:
        """The digits after the last appended edit."""
        return self._chain

    def append(self, record: dict[str, Any]) -> int:
        """Queue an edit for writing; returns its number. `saved` is emitted with it once it is on disk."""
        with self._changed:
            self._waiting.append(self._line(record))
            self._count += 1
            self._changed.notify_all()
            return self._count

    def flush(self, timeout: float | None = 30.0) -> None:
        """Wait until every edit is on disk; NotSaved if the disk refuses or takes too long."""
        with self._changed:
            self._changed.notify_all()
            done = self._changed.wait_for(lambda: self._is_saved() or self.problem is not None, timeout)
            if self._is_saved():
                return
            raise self.problem or NotSaved(
                "The disk did not confirm the edits to {name} in time (waited: {done}).", name=self.path.name, done=done
            )

    def close(self) -> None:
        """Write what is waiting and end the thread; NotSaved if something could not be written."""
        try:
            self.flush()
        finally:
            with self._changed:
                self._closing = True
                self._changed.notify_all()
            self._thread.join()
            if self._file is not None:
                self._file.close()
                self._file = None

    def _is_saved(self) -> bool:
        return not self._waiting and self._saved == self._count

    def _line(self, record: dict[str, Any]) -> bytes:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        self._chain = chained(self._chain, text)
        return f"{self._chain} {text}\n".encode()

    def _write_all(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                lines = list(self._waiting)
            try:
                self._write(b"".join(lines))
            except OSError as error:
                self._report(error)
                with self._changed:
                    if self._changed.wait_for(lambda: self._closing, self.retry_seconds):
                        return
                continue
            with self._changed:
                for _ in lines:
                    self._waiting.popleft()
                self._saved += len(lines)
                self.problem = None
                self._changed.notify_all()
                saved = self._saved
            self.saved.emit(saved)

    def _write(self, data: bytes) -> None:
        """Append and fsync; a failed attempt is cut off again, so that no torn line stays in the middle."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not self.path.exists()
            self._file = self.path.open("ab", buffering=0)
            if is_new:
                _sync_folder(self.path.parent)
        if self._needs_cut:
            self._file.truncate(self._good_bytes)
            self._needs_cut = False
        try:
            written = 0
            while written < len(data):
                written += self._file.write(data[written:])
            os.fsync(self._file.fileno())
        except OSError:
            self._needs_cut = True
            raise
        self._good_bytes += len(data)

    def _report(self, error: OSError) -> None:
        problem = NotSaved(
            "Your last edits are not saved yet: {why} ({path}). They are kept in memory and saving is tried again; "
            "free some space or make the folder writable, and do not close the program.",
            why=error.strerror or str(error),
            path=self.path,
        )
        with self._changed:
            is_news = self.problem is None
            self.problem = problem
            self._changed.notify_all()
        if is_news:
            self.failed.emit(problem)


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable; Windows needs and offers no such call."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
