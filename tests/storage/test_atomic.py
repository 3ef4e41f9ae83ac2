import errno
import os
import time

import pytest

from workstation.core.errors import InvalidInput, NotSaved
from workstation.storage import atomic
from workstation.storage.atomic import not_saved, previous_of, remove_leftovers, write_bytes, write_file


def refuse(code):
    def fail(*_, **__):
        raise OSError(code, os.strerror(code))

    return fail


def saying(content):
    def write(path):
        path.write_bytes(content)

    return write


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path):
    target = tmp_path / "病例 1.json"
    write_bytes(target, b"one")
    write_bytes(target, b"two")
    assert target.read_bytes() == b"two"
    assert names(tmp_path) == [target.name]


def test_the_file_that_is_replaced_can_be_kept(tmp_path):
    target = tmp_path / "a.h5"
    for content in (b"one", b"two", b"three"):
        write_bytes(target, content, keep_previous=True)
    assert (target.read_bytes(), previous_of(target).read_bytes()) == (b"three", b"two")
    assert len(names(tmp_path)) == 2


def test_the_previous_file_is_copied_where_the_disk_knows_no_second_names(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    target = tmp_path / "a.h5"
    write_bytes(target, b"one", keep_previous=True)
    write_bytes(target, b"two", keep_previous=True)
    assert (target.read_bytes(), previous_of(target).read_bytes()) == (b"two", b"one")
    write_file(tmp_path / "b.h5", saying(b"x"), overwrite=False)
    assert names(tmp_path) == ["a.h5", "a.h5.previous", "b.h5"]


def test_a_file_that_is_written_once_is_never_overwritten(tmp_path):
    target = tmp_path / "volumes.h5"
    target.write_bytes(b"old")
    with pytest.raises(NotSaved, match="never written twice"):
        write_file(target, lambda path: pytest.fail("must not be asked to write"), overwrite=False)
    assert target.read_bytes() == b"old"


def test_two_writers_of_a_file_that_is_written_once_do_not_overwrite_each_other(tmp_path):
    target = tmp_path / "volumes.h5"

    def write_while_another_finishes(path):
        path.write_bytes(b"mine")
        target.write_bytes(b"theirs")

    with pytest.raises(NotSaved, match="never written twice"):
        write_file(target, write_while_another_finishes, overwrite=False)
    assert (target.read_bytes(), names(tmp_path)) == (b"theirs", ["volumes.h5"])


@pytest.mark.parametrize(
    ("step", "code", "words"),
    [
        ("fsync", errno.ENOSPC, "disk is full"),
        ("replace", errno.EACCES, "not allowed"),
        ("replace", errno.EROFS, "read-only"),
        ("fsync", errno.EIO, "fault"),
    ],
)
def test_when_the_disk_refuses_the_old_file_stays_and_the_person_is_told(tmp_path, monkeypatch, step, code, words):
    target = tmp_path / "a.h5"
    write_bytes(target, b"old")
    monkeypatch.setattr(os, step, refuse(code))
    with pytest.raises(NotSaved, match=words):
        write_bytes(target, b"new")
    monkeypatch.undo()
    assert (target.read_bytes(), names(tmp_path)) == (b"old", ["a.h5"])


def test_a_disk_that_fills_up_while_writing_leaves_no_half_file(tmp_path):
    def fill(path):
        path.write_bytes(b"half")
        refuse(errno.ENOSPC)()

    with pytest.raises(NotSaved, match=r"a\.h5 was not saved: the disk is full"):
        write_file(tmp_path / "a.h5", fill)
    assert names(tmp_path) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs Linux's always full device")
def test_the_full_disk_of_the_operating_system_is_recognised():
    with pytest.raises(OSError) as full, open("/dev/full", "wb", buffering=0) as file:
        file.write(b"x")
    assert "the disk is full" in str(not_saved("a.h5", full.value))


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write to read-only folders")
def test_a_read_only_folder_is_named_as_the_reason(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(NotSaved, match="not allowed"):
        write_bytes(folder / "a.h5", b"x")


def test_a_folder_that_is_gone_is_named_as_the_reason(tmp_path):
    with pytest.raises(NotSaved, match="folder does not exist"):
        write_bytes(tmp_path / "unplugged" / "a.h5", b"x")


def test_what_does_not_read_back_is_not_kept(tmp_path):
    def unlike(path):
        raise OSError("what was read back differs from what was written")

    target = tmp_path / "a.h5"
    write_bytes(target, b"old")
    with pytest.raises(NotSaved):
        write_file(target, saying(b"new"), verify=unlike)
    assert (target.read_bytes(), names(tmp_path)) == (b"old", ["a.h5"])


def test_a_mistake_in_the_content_is_reported_as_itself(tmp_path):
    def write(path):
        path.write_bytes(b"half")
        raise InvalidInput("Labels must be whole numbers.")

    with pytest.raises(InvalidInput):
        write_file(tmp_path / "a.nii.gz", write)
    assert names(tmp_path) == []


def test_the_temporary_file_has_the_suffix_by_which_writers_know_the_kind(tmp_path):
    seen = []
    for name in ("a b.1.nii.gz", "volumes.h5", "study.json"):
        write_file(tmp_path / name, lambda path: seen.append(path.name) or path.write_bytes(b"x"))
    assert [name[name.index(".", 1) :] for name in seen] == [".nii.gz", ".h5", ".json"]


def test_leftovers_of_killed_processes_are_removed_and_those_of_living_ones_are_not(tmp_path):
    old, young, other = (tmp_path / name for name in (".sonolign-1-aa.h5", ".sonolign-2-bb.h5", "volumes.h5"))
    for path in (old, young, other):
        path.write_bytes(b"x")
    long_ago = time.time() - 200_000
    os.utime(old, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    remove_leftovers(tmp_path)
    assert names(tmp_path) == [young.name, other.name]


def test_the_number_in_an_hdf5_message_is_understood():
    error = RuntimeError("Unable to flush (file write failed: errno = 28, error message = 'No space left on device')")
    assert "the disk is full" in str(atomic.not_saved("a.h5", error))
