import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.errors import NewerFormat, NotSaved, UnreadableStudy
from workstation.storage import journal as journal_module
from workstation.storage.journal import Journal, read_journal


@pytest.fixture
def path(tmp_path):
    return tmp_path / "王.journal"


def written(path, count):
    journal = Journal(path, {"kind": "test"})
    for number in range(count):
        journal.append({"n": number, "text": "乳房 ö"})
    journal.close()
    return journal


def test_what_was_appended_is_read_back_in_order(path):
    written(path, 5)
    written(path, 2)
    content = read_journal(path)
    assert [record["n"] for record in content.records] == [0, 1, 2, 3, 4, 0, 1]
    assert content.header["kind"] == "test"
    assert not content.torn


def test_flush_returns_when_the_edits_are_in_the_file(path):
    journal = Journal(path, {})
    try:
        journal.append({"n": 1})
        journal.flush()
        assert len(read_journal(path).records) == 1
        assert journal.saved_count == journal.count == 1
    finally:
        journal.close()


@given(st.data())
def test_a_file_cut_anywhere_loses_at_most_the_last_line(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("cut") / "a.journal"
    written(path, 3)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    content = read_journal(path)
    complete = whole[:cut].count(b"\n")
    assert len(content.records) == max(0, complete - 1)
    assert content.torn == (cut > 0 and whole[cut - 1 : cut] != b"\n")
    written(path, 1)
    assert len(read_journal(path).records) == max(0, complete - 1) + 1


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_changed_line_in_the_middle_is_found(path, line):
    written(path, 4)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b'"', b"'", 1)
    path.write_bytes(b"".join(lines))
    with pytest.raises(UnreadableStudy, match=f"line {line + 1}"):
        read_journal(path)


def test_a_removed_line_is_found(path):
    written(path, 4)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    with pytest.raises(UnreadableStudy, match="damaged"):
        read_journal(path)


def test_a_journal_of_a_newer_version_is_refused(path, monkeypatch):
    monkeypatch.setattr(journal_module, "FORMAT_VERSION", 99)
    written(path, 1)
    with pytest.raises(NewerFormat, match="99"):
        read_journal(path)


def test_a_full_disk_keeps_the_edits_in_memory_and_saves_them_when_there_is_room(path, monkeypatch):
    journal = Journal(path, {}, retry_seconds=0.02)
    journal.append({"n": 0})
    journal.flush()
    problems = []
    journal.failed.connect(problems.append)
    fsync = os.fsync

    def disk_is_full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal_module.os, "fsync", disk_is_full)
    journal.append({"n": 1})
    with pytest.raises(NotSaved, match="No space left"):
        journal.flush()
    journal.append({"n": 2})
    assert journal.count - journal.saved_count == 2
    monkeypatch.setattr(journal_module.os, "fsync", fsync)
    with journal._changed:
        assert journal._changed.wait_for(lambda: journal.problem is None, 10)
    journal.close()
    assert [record["n"] for record in read_journal(path).records] == [0, 1, 2]
    assert len(problems) == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    journal = Journal(tmp_path / "file" / "a.journal", {}, retry_seconds=0.02)
    with pytest.raises(NotSaved, match="not saved yet"):
        journal.flush()
    with pytest.raises(NotSaved):
        journal.close()
