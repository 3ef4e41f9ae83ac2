import json

import pytest

from strategies import small_case
from workstation.core.errors import InvalidInput, NewerFormat, UnreadableStudy
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import CaseEntry, LandmarkTemplate, StudyProtocol
from workstation.core.study_commands import AddCase, RenameStudy
from workstation.storage.study_folder import StudyFolder, safe_name
from workstation.workbench.history import History

PROTOCOL = StudyProtocol("乳房", (LandmarkTemplate("nipple", "nipple", "centre"),))


@pytest.fixture
def folder(tmp_path):
    return StudyFolder.create(tmp_path / "研究 1", "Study", PROTOCOL)


def test_a_new_study_is_opened_again_as_it_was_made(folder):
    document = StudyFolder.at(folder.path / "study.json").open_study()
    assert document.state.title == "Study"
    assert document.state.protocol == PROTOCOL
    document.close()


def test_edits_of_the_work_list_survive_and_can_be_undone_after_a_restart(folder):
    study = History(folder.open_study())
    study.do(AddCase(CaseEntry("a")))
    study.do(RenameStudy("Better"))
    study.document.close()  # no snapshot: the journal alone must do
    again = History(folder.open_study())
    assert again.state.title == "Better"
    assert str(again.undo()) == "Rename study"
    assert str(again.undo()) == "Import case a"
    assert (again.state.title, again.state.cases) == ("Study", {})
    again.close()


def test_a_folder_that_is_not_empty_does_not_become_a_study(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(InvalidInput, match="not an empty folder"):
        StudyFolder.create(tmp_path, "Study")
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_without_a_study_is_refused(tmp_path):
    with pytest.raises(UnreadableStudy, match=r"study\.json"):
        StudyFolder.at(tmp_path)


def test_a_study_of_a_newer_version_is_refused_and_nothing_changes_on_disk(folder):
    path = folder.path / "study.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "format_version": 99}), "utf-8")
    path.with_name("study.json.previous").unlink(missing_ok=True)
    before = path.read_bytes()
    with pytest.raises(NewerFormat, match="99"):
        folder.open_study()
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format_version": 1}', "\x00\x01"])
def test_a_damaged_study_file_is_a_clear_error(folder, text):
    (folder.path / "study.json").write_text(text)
    with pytest.raises(UnreadableStudy, match="damaged"):
        folder.open_study()


def test_a_snapshot_that_claims_less_than_no_edits_is_not_believed(folder):
    study = History(folder.open_study())
    study.do(RenameStudy("Better"))
    study.document.close()
    path = folder.path / "study.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "edits": -1}), "utf-8")
    path.with_name("study.json.previous").unlink(missing_ok=True)
    with pytest.raises(UnreadableStudy, match="does not fit"):
        folder.open_study()


def test_a_newer_edit_in_the_journal_is_refused(folder):
    case = small_case()
    history = History(folder.open_reading(case, "A"))
    history.do(AddLandmark(Landmark("a", "L1")))
    journal = history.document.journal
    journal.append({"op": "do", "edit": {"command": "FromTheFuture"}, "inverse": {}, "title": ["", {}]})
    history.document.close()
    with pytest.raises(NewerFormat, match="FromTheFuture"):
        folder.open_reading(case, "A")


def test_readers_are_listed_by_their_real_names(folder):
    case = small_case()
    for reader in ("王医生", "reader 2"):
        folder.open_reading(case, reader).close()
    assert folder.readers("case") == ["reader 2", "王医生"]


@pytest.mark.parametrize(
    "name", ["../x", "a/b", "", " ", ".hidden", "CON", "lpt1.txt", "a" * 81, "a\x00b", "x:y", "end."]
)
def test_a_name_that_some_file_system_cannot_hold_is_refused(name):
    with pytest.raises(InvalidInput):
        safe_name(name)


@pytest.mark.parametrize("name", ["case 1", "病例-7", "Ärztin", "a.b"])
def test_ordinary_names_are_used_as_they_are(name):
    assert safe_name(name) == name
