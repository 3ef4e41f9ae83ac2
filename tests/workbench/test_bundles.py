"""Bundles bring a study to another workstation to the last bit, and nothing else anywhere."""

import json
import stat
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interchange_strategies import damaged
from small_study import READER, make_study
from workstation.core.errors import UserError
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.bundles import MANIFEST, read_bundle, write_bundle
from workstation.workbench.open_case import OpenCase
from workstation.workbench.verify import verify_study


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_study(tmp_path_factory.mktemp("s") / "研究")


@pytest.fixture(scope="module")
def bundle(folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("b") / "all.zip"
    write_bundle(folder.path, path)
    return path


def contents(path):
    kept = (".h5", ".journal", ".json")
    return {each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*")
            if each.is_file() and each.suffix in kept}  # fmt: skip


def opened(folder, case="a", read_only=False):
    return OpenCase(folder, folder.open_case(folder.open_study(read_only=True).state.case(case)), READER, read_only)


def test_a_study_arrives_to_the_last_bit_with_its_undo(folder, bundle, tmp_path):
    target = read_bundle(bundle, tmp_path / "新" / "study")
    assert contents(target) == contents(folder.path)
    assert not [finding for finding in verify_study(target) if finding.state == "damaged"]
    here, there = opened(StudyFolder.at(target)), opened(folder, read_only=True)
    assert here.history.redo_title == there.history.redo_title
    depth = here.history.undo_depth
    assert depth == there.history.undo_depth > 10
    while here.history.undo() is not None:
        pass
    assert not here.reading.landmarks.rows
    here.close()
    there.close()


def test_a_bundle_of_one_case_lists_only_this_case(folder, tmp_path):
    write_bundle(folder.path, tmp_path / "one.zip", ["乙"])
    target = StudyFolder.at(read_bundle(tmp_path / "one.zip", tmp_path / "study"))
    study = target.open_study(read_only=True).state
    assert (list(study.cases), study.title) == (["乙"], "研究")
    before, after = contents(folder.case_folder("乙")), contents(target.case_folder("乙"))
    assert before == after


def test_a_bundle_is_never_overwritten_and_never_unpacked_over_something(bundle, folder, tmp_path):
    with pytest.raises(UserError, match="never written twice"):
        write_bundle(folder.path, bundle)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    with pytest.raises(UserError, match="not an empty folder"):
        read_bundle(bundle, tmp_path / "full")


def test_a_journal_that_is_being_written_is_cut_after_its_last_whole_line(folder, tmp_path):
    other = make_study(tmp_path / "study", ("a",))
    journal = other.snapshot_file("a", READER).with_suffix(".journal")
    whole = journal.read_bytes()
    journal.write_bytes(whole + b"0123456789abcdef {torn")
    write_bundle(other.path, tmp_path / "b.zip")
    target = read_bundle(tmp_path / "b.zip", tmp_path / "again")
    assert StudyFolder.at(target).snapshot_file("a", READER).with_suffix(".journal").read_bytes() == whole


def rebuilt(bundle, target, change):
    """A copy of a bundle whose files went through `change(name, data)`, which gives (name, data) pairs."""
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(target, "w") as archive:
        for info in source.infolist():
            for name, data in change(info.filename, source.read(info)):
                archive.writestr(zipfile.ZipInfo(name), data)
    return target


def renamed(path):
    def change(name, data):
        if name == MANIFEST:
            manifest = json.loads(data)
            manifest["files"].append({"path": path, "bytes": 1, "sha256": "0" * 64})
            return [(name, json.dumps(manifest)), (path, b"x")]
        return [(name, data)]

    return change


EVIL = ("../evil.h5", "/etc/evil.h5", "cases/../../evil.h5", "cases\\..\\evil.h5", "C:/evil.h5", "cases/a/volumes.exe",
        "evil.h5", "cases/a/readings/../volumes.h5", "cases/con/volumes.h5", "cases/a/readings/.h5", "cases//volumes.h5",
        "cases/a/", "./study.json", "cases/A/volumes.h5")  # fmt: skip


@pytest.mark.parametrize("path", EVIL)
def test_a_path_that_a_study_does_not_have_is_refused(bundle, tmp_path, path):
    evil = rebuilt(bundle, tmp_path / "evil.zip", renamed(path))
    with pytest.raises(UserError, match=r"is refused|damaged"):
        read_bundle(evil, tmp_path / "in" / "study")
    assert not (tmp_path / "in" / "study").exists()
    assert {each.name for each in tmp_path.iterdir()} <= {"evil.zip", "in"}
    assert not list((tmp_path / "in").iterdir())


def test_a_changed_missing_added_or_doubled_file_is_refused(bundle, tmp_path):
    def flipped(name, data):
        return [(name, data[:-1] + bytes([data[-1] ^ 1]) if name.endswith("volumes.h5") else data)]

    def missing(name, data):
        return [] if name.endswith("volumes.h5") else [(name, data)]

    def longer(name, data):
        return [(name, data + b"x" if name == "study.json" else data)]

    def no_manifest(name, data):
        return [] if name == MANIFEST else [(name, data)]

    def newer(name, data):
        return [(name, data.replace(b'"format_version": 1', b'"format_version": 9') if name == MANIFEST else data)]

    for number, change in enumerate((flipped, missing, longer, no_manifest, newer)):
        with pytest.raises(UserError, match="is refused"):
            read_bundle(rebuilt(bundle, tmp_path / f"{number}.zip", change), tmp_path / "study")
    doubled = tmp_path / "doubled.zip"
    doubled.write_bytes(bundle.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(doubled, "a") as archive:
        archive.writestr("study.json", "{}")
    with pytest.raises(UserError, match="twice"):
        read_bundle(doubled, tmp_path / "study")
    assert not (tmp_path / "study").exists()


def test_a_bomb_is_refused_before_it_goes_off(bundle, tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("study.json", bytes(50_000_000))
        archive.writestr(MANIFEST, "{}")
    with pytest.raises(UserError, match="packed in an unknown way"):
        read_bundle(bomb, tmp_path / "study")
    huge = tmp_path / "huge.zip"
    with zipfile.ZipFile(huge, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("study.json", "x")
        archive.writestr(MANIFEST, bytes(70 << 20))
    with pytest.raises(UserError, match="manifest"):
        read_bundle(huge, tmp_path / "study")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_in_a_bundle_is_refused(bundle, tmp_path, kind):
    secret = tmp_path / "secret.h5"
    secret.write_bytes(b"secret")
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(evil, "w") as archive:
        for info in source.infolist():
            made = zipfile.ZipInfo(info.filename)
            if info.filename.endswith("volumes.h5"):
                made.external_attr = (kind | 0o777) << 16
            archive.writestr(made, source.read(info))
    with pytest.raises(UserError, match="not a plain file"):
        read_bundle(evil, tmp_path / "in" / "study")
    assert secret.read_bytes() == b"secret"
    assert not list((tmp_path / "in").iterdir())


def test_entries_that_share_their_bytes_are_refused(bundle, tmp_path):
    data = bytearray(bundle.read_bytes())
    places = [n for n in range(len(data)) if data[n : n + 4] == b"PK\1\2"]
    for place in places:
        data[place + 42 : place + 46] = data[places[0] + 42 : places[0] + 46]
    (tmp_path / "evil.zip").write_bytes(data)
    with pytest.raises(UserError, match="is refused"):
        read_bundle(tmp_path / "evil.zip", tmp_path / "study")
    assert not (tmp_path / "study").exists()


@given(seed=st.integers(0, 100_000))
@settings(max_examples=25)
def test_damage_anywhere_ends_in_one_sentence_and_no_study(bundle, tmp_path_factory, seed):
    place = tmp_path_factory.mktemp("damage")
    data = damaged(bundle.read_bytes(), seed)
    (place / "b.zip").write_bytes(data)
    with suppress(UserError):
        read_bundle(place / "b.zip", place / "study")
        verify_study(place / "study")
    assert {each.name for each in place.iterdir()} <= {"b.zip", "study"}
