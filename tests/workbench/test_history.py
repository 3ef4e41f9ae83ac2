import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategies import carry_out, small_case
from workstation.core.commands import Group
from workstation.core.errors import InvalidInput, ReadOnly
from workstation.core.landmark_commands import AddLandmark, EditLandmark, MoveLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Reading
from workstation.storage.schema import command_from_json, command_to_json
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.history import History

CASE = small_case()
laws = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class OpenReading:
    """A history on a reading in a fresh folder, that can be closed, crashed and opened again."""

    def __init__(self, path):
        self.folder = StudyFolder.create(path, "Study") if not path.exists() else StudyFolder(path)
        self.history = History(self.folder.open_reading(CASE, "王医生"))

    def crash(self):
        """Give up without a snapshot: only what the journal has is left."""
        self.history.document.close()

    def again(self):
        return OpenReading(self.folder.path)


@pytest.fixture
def opened(tmp_path):
    opened = OpenReading(tmp_path / "study")
    yield opened
    if opened.history.document.lock is not None and opened.history.document.lock.is_locked:
        opened.crash()


@laws
@given(st.data())
def test_undoing_everything_restores_the_blank_reading_and_redoing_all_the_last(tmp_path_factory, data):
    opened = OpenReading(tmp_path_factory.mktemp("law") / "study")
    carry_out(opened.history, data, 12)
    last = opened.history.state.copy()
    while opened.history.undo():
        pass
    blank = Reading.blank("王医生", CASE)
    blank.landmarks.trash = opened.history.state.landmarks.trash
    assert opened.history.state == blank
    assert not blank.landmarks.trash
    while opened.history.redo():
        pass
    assert opened.history.state == last
    opened.crash()


@laws
@given(st.data())
def test_replaying_the_journal_gives_the_same_reading_and_the_same_undo(tmp_path_factory, data):
    opened = OpenReading(tmp_path_factory.mktemp("law") / "study")
    for _ in range(3):
        carry_out(opened.history, data, 4)
        for _ in range(data.draw(st.integers(0, 3))):
            opened.history.undo()
        if data.draw(st.booleans()):
            opened.history.redo()
        if data.draw(st.booleans()):
            opened.history.checkpoint()
    last, undo, redo = opened.history.state, opened.history.undo_title, opened.history.redo_title
    opened.crash()
    again = opened.again()
    assert again.history.state == last
    assert (again.history.undo_title, again.history.redo_title) == (undo, redo)
    while again.history.undo():
        pass
    assert again.history.state == Reading.blank("王医生", CASE)
    again.crash()


@laws
@given(st.data())
def test_a_snapshot_holds_everything(tmp_path_factory, data):
    opened = OpenReading(tmp_path_factory.mktemp("law") / "study")
    carry_out(opened.history, data, 10)
    last = opened.history.state
    opened.history.close()
    opened.folder.snapshot_file("case", "王医生").with_suffix(".journal").unlink()
    again = opened.again()
    assert again.history.state == last
    again.crash()


@laws
@given(st.data())
def test_every_edit_can_be_written_as_text_and_read_back(tmp_path_factory, data):
    opened = OpenReading(tmp_path_factory.mktemp("law") / "study")
    carry_out(opened.history, data, 8)
    for step in opened.history._undo:
        text = json.dumps(command_to_json(step.command))
        assert command_from_json(json.loads(text)) == step.command
    opened.crash()


def test_steps_are_called_by_name(opened):
    opened.history.do(AddLandmark(Landmark("a", "L17")))
    opened.history.do(MoveLandmark("a", "fixed", Mark((1, 2, 3), (1, 2, 3))))
    assert str(opened.history.undo_title) == "Move L17"
    opened.history.undo()
    assert str(opened.history.redo_title) == "Move L17"
    assert str(opened.history.undo_title) == "Add L17"


def test_an_edit_that_fails_leaves_no_trace(opened):
    opened.history.do(AddLandmark(Landmark("a", "L1")))
    with pytest.raises(InvalidInput):
        opened.history.do(Group("Two", (EditLandmark("a", "name", "X"), EditLandmark("b", "name", "Y"))))
    assert opened.history.state.landmarks["a"].name == "L1"
    assert opened.history.undo_depth == 1


def test_a_second_window_opens_read_only_and_is_told(opened):
    second = opened.again()
    assert second.history.document.read_only
    with pytest.raises(ReadOnly, match="another window"):
        second.history.do(AddLandmark(Landmark("a", "L1")))
    second.crash()


def test_two_readers_work_on_one_case_without_seeing_each_other(opened):
    opened.history.do(AddLandmark(Landmark("a", "L1")))
    other = History(opened.folder.open_reading(CASE, "reader B"))
    assert not other.document.read_only
    assert len(other.state.landmarks) == 0
    other.close()


def test_a_damaged_snapshot_is_replaced_by_the_journal_and_reported(opened):
    opened.history.do(AddLandmark(Landmark("a", "L1")))
    opened.history.close()
    path = opened.folder.snapshot_file("case", "王医生")
    path.write_bytes(path.read_bytes()[:200])
    again = opened.again()
    assert again.history.state.landmarks["a"].name == "L1"
    assert len(again.history.document.notices) == 1
    again.crash()


def test_a_torn_last_line_is_dropped_and_reported(opened):
    opened.history.do(AddLandmark(Landmark("a", "L1")))
    opened.history.do(AddLandmark(Landmark("b", "L2")))
    opened.crash()
    path = opened.folder.snapshot_file("case", "王医生").with_suffix(".journal")
    path.write_bytes(path.read_bytes()[:-5])
    again = opened.again()
    assert [each.name for each in again.history.state.landmarks] == ["L1"]
    assert "cut off" in str(again.history.document.notices[0])
    again.crash()
