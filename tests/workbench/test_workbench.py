import numpy as np
import pytest

from strategies import small_case
from workstation import paths
from workstation.core.errors import InvalidInput, ReadOnly
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import CaseEntry
from workstation.core.study_commands import RenameStudy
from workstation.workbench.workbench import Workbench


@pytest.fixture
def bench(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "unsaved_studies", lambda: tmp_path / "unsaved")
    bench = Workbench("王医生")
    yield bench
    bench.close()


@pytest.fixture
def study(bench, tmp_path):
    bench.new_study(tmp_path / "study", "Study")
    for number in (1, 2):
        case = small_case(number)
        bench.add_case(CaseEntry(f"case {number}"), case.fixed, case.moving)
    return bench


def test_a_case_opens_with_the_rows_of_the_protocol_and_the_cursor_in_the_middle(study):
    study.show_case("case 1")
    reading, case = study.open_case.reading, study.open_case.case
    assert [each.name for each in reading.landmarks] == ["nipple"]
    assert reading.segments[4].name == "lesion"
    assert case.fixed.grid.contains(study.view.fixed_cursor_mm)
    assert np.abs(np.subtract(study.view.fixed_cursor_mm, case.fixed.grid.centre_mm)).max() < 1


def test_the_protocol_is_applied_once(study):
    study.show_case("case 1")
    study.undo()
    study.close_case()
    study.show_case("case 1")
    assert len(study.open_case.reading.landmarks) == 0


def test_edits_are_announced_and_there_after_closing(study):
    seen = []
    study.changed.connect(seen.append)
    study.show_case("case 1")
    study.do(AddLandmark(Landmark("a", "L1")))
    assert isinstance(seen[-1], AddLandmark)
    study.show_case("case 2")
    assert "a" not in study.open_case.reading.landmarks
    study.show_case("case 1")
    assert study.open_case.reading.landmarks["a"].name == "L1"
    assert str(study.undo()) == "Add L1"


def test_undo_of_the_case_and_of_the_study_are_apart(study):
    study.show_case("case 1")
    study.do(AddLandmark(Landmark("a", "L1")))
    study.do(RenameStudy("New"), "study")
    assert str(study.undo("study")) == "Rename study"
    assert "a" in study.open_case.reading.landmarks


def test_two_volumes_open_at_once_as_an_unnamed_study_that_can_be_saved(bench, tmp_path):
    case = small_case()
    bench.show_pair(case.fixed, case.moving)
    assert bench.open_case is not None
    assert bench.is_unnamed
    unsaved = bench.folder.path
    bench.do(AddLandmark(Landmark("a", "L1")))
    bench.save_study_as(tmp_path / "kept")
    assert not bench.is_unnamed
    assert not unsaved.exists()
    assert bench.open_case.reading.landmarks["a"].name == "L1"
    np.testing.assert_array_equal(bench.open_case.case.fixed.voxels.whole(), case.fixed.voxels.whole())
    assert str(bench.undo()) == "Add L1"


def test_a_study_is_not_saved_over_something_else(bench, tmp_path):
    case = small_case()
    bench.show_pair(case.fixed, case.moving)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("dear")
    with pytest.raises(InvalidInput, match="not an empty folder"):
        bench.save_study_as(tmp_path / "full")
    assert bench.open_case is not None


def test_a_second_window_on_the_same_case_is_told_and_cannot_edit(study):
    study.show_case("case 1")
    notices = []
    second = Workbench("王医生")
    second.noticed.connect(notices.append)
    second.open_study(study.folder.path)
    second.show_case("case 1")
    assert [type(each) for each in notices] == [ReadOnly, ReadOnly]
    with pytest.raises(ReadOnly):
        second.do(AddLandmark(Landmark("a", "L1")))
    second.close()


def test_both_cursors_scroll_together_and_stop_at_the_border(study):
    study.show_case("case 1")
    before = study.view
    study.scroll("fixed", "coronal", 2)
    for side in ("fixed", "moving"):
        np.testing.assert_allclose(np.subtract(study.view.cursor_mm(side), before.cursor_mm(side)), (0, 0.8, 0))
    study.scroll("fixed", "coronal", 1000)
    assert study.open_case.case.fixed.grid.contains(study.view.fixed_cursor_mm)


def test_an_equal_view_is_not_announced(study):
    study.show_case("case 1")
    seen = []
    study.view_changed.connect(seen.append)
    study.look(study.view)
    assert seen == []


def test_an_id_that_is_taken_is_refused_before_anything_is_written(study):
    case = small_case()
    with pytest.raises(InvalidInput, match="already has"):
        study.add_case(CaseEntry("case 1"), case.fixed, case.moving)
