"""Bundles of several workstations come together in one study, and nothing that is there is changed."""

import json
import zipfile

import h5py
import pytest

from small_study import READER, make_study, pair_of
from workstation.core.errors import Cancelled, UserError
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import CaseEntry, GeometryDecision
from workstation.core.study_commands import AddCase, ConfirmGeometry
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.bundle_merge import merge_bundle
from workstation.workbench.bundles import MANIFEST, read_bundle, write_bundle
from workstation.workbench.history import History
from workstation.workbench.open_case import OpenCase
from workstation.workbench.verify import verify_study


@pytest.fixture
def study(tmp_path):
    return make_study(tmp_path / "study", ("a",))


def contents(folder):
    return {path.relative_to(folder.path).as_posix(): path.read_bytes() for path in folder.path.rglob("*")
            if path.is_file() and path.suffix in (".h5", ".journal", ".json")}  # fmt: skip


def merged(bundle, folder, report=lambda share, note: None):
    history = History(folder.open_study())
    try:
        return merge_bundle(bundle, folder, history, report)
    finally:
        history.close()


def listed(folder):
    return list(folder.open_study(read_only=True).state.cases)


def damaged(folder):
    return [finding for finding in verify_study(folder.path) if finding.state == "damaged"]


def copy_of(folder, place):
    """Another workstation's copy of a study."""
    write_bundle(folder.path, place.with_suffix(".zip"))
    return StudyFolder.at(read_bundle(place.with_suffix(".zip"), place))


def opened(folder, case="a", reader=READER):
    entry = folder.open_study(read_only=True).state.case(case)
    return OpenCase(folder, folder.open_case(entry), reader)


def mark(folder, reader, name):
    case = opened(folder, reader=reader)
    case.history.do(AddLandmark(Landmark(name, name)))
    case.close()


def test_new_cases_are_added_and_the_same_ones_skipped_to_the_last_bit(study, tmp_path):
    other = make_study(tmp_path / "other", ("b", "乙"))
    write_bundle(other.path, tmp_path / "b.zip")
    before = contents(study)
    assert [(each.case, each.fate) for each in merged(tmp_path / "b.zip", study)] == [("b", "added"), ("乙", "added")]
    after = contents(study)
    assert {name: data for name, data in after.items() if name in before and "study." not in name} == {
        name: data for name, data in before.items() if "study." not in name
    }
    theirs = contents(other)
    assert all(after[name] == theirs[name] for name in theirs if name.startswith("cases/"))
    assert listed(study) == ["a", "b", "乙"]
    assert not damaged(study)
    assert [each.fate for each in merged(tmp_path / "b.zip", study)] == ["skipped", "skipped"]
    assert contents(study) == after
    assert not [path for path in study.path.iterdir() if path.name.startswith(".sonolign")]


def test_adding_is_one_step_to_undo_and_can_be_done_again(study, tmp_path):
    write_bundle(make_study(tmp_path / "other", ("b", "c")).path, tmp_path / "b.zip")
    merged(tmp_path / "b.zip", study)
    history = History(study.open_study())
    assert str(history.undo()) == "Add cases of a bundle (2)"
    assert list(history.state.cases) == ["a"]
    assert [each.fate for each in merge_bundle(tmp_path / "b.zip", study, history)] == ["added", "added"]
    assert list(history.state.cases) == ["a", "b", "c"]
    history.close()


def test_another_readers_work_on_the_same_scans_is_added_to_the_case(study, tmp_path):
    other = copy_of(study, tmp_path / "there")
    mark(other, "Wang", "w1")
    write_bundle(other.path, tmp_path / "b.zip")
    (plan,) = merged(tmp_path / "b.zip", study)
    assert str(plan.message) == "Case a was there; work of Wang was added to it."
    assert study.readers("a") == [READER, "Wang"]
    assert not damaged(study)
    case = opened(study, reader="Wang")
    assert list(case.reading.landmarks.rows) == ["w1"]
    case.close()


def test_a_bundle_that_is_behind_ours_is_skipped(study, tmp_path):
    write_bundle(study.path, tmp_path / "b.zip")
    mark(study, READER, "later")
    assert [each.fate for each in merged(tmp_path / "b.zip", study)] == ["skipped"]
    case = opened(study)
    assert "later" in case.reading.landmarks
    case.close()


@pytest.mark.parametrize("change", ["work", "scans", "geometry"])
def test_a_case_that_differs_is_kept_under_an_id_of_its_own(study, tmp_path, change):
    if change == "scans":
        other = StudyFolder.create(tmp_path / "there", "other")
        other.write_case("a", *pair_of(5))
        history = History(other.open_study())
        history.do(AddCase(CaseEntry("a", "case a")))
        history.close()
    else:
        other = copy_of(study, tmp_path / "there")
    if change == "work":
        mark(other, READER, "theirs")
        mark(study, READER, "ours")
    elif change == "geometry":
        history = History(other.open_study())
        history.do(ConfirmGeometry("a", GeometryDecision("fixed", "confirmed", "Wang", "2026-11-23")))
        history.close()
    write_bundle(other.path, tmp_path / "b.zip")
    before = {name: data for name, data in contents(study).items() if name.startswith("cases/")}
    (plan,) = merged(tmp_path / "b.zip", study)
    assert (plan.fate, plan.new) == ("renamed", "a-2")
    assert listed(study) == ["a", "a-2"]
    after = contents(study)
    assert {name: after[name] for name in before} == before
    assert not damaged(study)
    if change == "work":
        ours, theirs = opened(study), opened(study, "a-2")
        assert ("theirs" in theirs.reading.landmarks, "theirs" in ours.reading.landmarks) == (True, False)
        assert theirs.history.undo_depth > 10
        ours.close()
        theirs.close()


def test_a_merge_that_is_stopped_or_refused_changes_nothing(study, tmp_path):
    write_bundle(make_study(tmp_path / "other", ("b",)).path, tmp_path / "b.zip")
    before = contents(study)

    def stop(share, note):
        raise Cancelled

    with pytest.raises(Cancelled):
        merged(tmp_path / "b.zip", study, stop)
    data = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "bad.zip").write_bytes(data[:3000] + b"x" + data[3001:])
    with pytest.raises(UserError):
        merged(tmp_path / "bad.zip", study)
    assert contents(study) == before
    assert {path.name for path in study.path.iterdir()} <= {"cases", "study.json", "study.json.previous", "study.journal",
                                                            "study.lock"}  # fmt: skip


def test_a_hostile_snapshot_of_a_case_that_must_be_renamed_is_refused(study, tmp_path):
    other = copy_of(study, tmp_path / "there")
    mark(other, READER, "theirs")
    mark(study, READER, "ours")
    with h5py.File(other.snapshot_file("a", READER), "w") as file:
        file["records"] = h5py.ExternalLink("/etc/passwd", "/")
    write_bundle(other.path, tmp_path / "b.zip")
    with pytest.raises(UserError, match="is refused"):
        merged(tmp_path / "b.zip", study)
    assert listed(study) == ["a"]


def test_a_case_without_scans_is_refused(study, tmp_path):
    write_bundle(make_study(tmp_path / "other", ("b",)).path, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as source, zipfile.ZipFile(tmp_path / "c.zip", "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == MANIFEST:
                manifest = json.loads(data)
                manifest["files"] = [row for row in manifest["files"] if not row["path"].endswith("volumes.h5")]
                data = json.dumps(manifest).encode()
            if not info.filename.endswith("volumes.h5"):
                target.writestr(info.filename, data)
    with pytest.raises(UserError, match="no scans"):
        merged(tmp_path / "c.zip", study)
    assert listed(study) == ["a"]
