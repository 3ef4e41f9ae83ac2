import pytest

from workstation.core.errors import InvalidInput
from workstation.core.landmark_commands import AddLandmark, DeleteLandmark, EditLandmark, MoveLandmark, RestoreLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Reading

HERE, THERE = Mark((1, 2, 3), (4, 5, 6)), Mark((7, 8, 9), (1, 1, 1))


@pytest.fixture
def reading():
    reading = Reading("王医生", {})
    for name in ("L1", "L2", "L3"):
        AddLandmark(Landmark(f"id-{name}", name)).apply(reading)
    return reading


def test_a_pair_is_placed_once_both_marks_are_there(reading):
    MoveLandmark("id-L1", "moving", HERE, "place").apply(reading)
    assert reading.landmarks["id-L1"].state == "unplaced"
    MoveLandmark("id-L1", "fixed", THERE, "place").apply(reading)
    assert reading.landmarks["id-L1"].state == "placed"
    assert [pair.id for pair in reading.landmarks.correspondences()] == ["id-L1"]


def test_pairs_are_matched_by_id_and_never_by_name(reading):
    EditLandmark("id-L2", "name", "L1").apply(reading)
    MoveLandmark("id-L1", "fixed", HERE).apply(reading)
    MoveLandmark("id-L2", "moving", HERE).apply(reading)
    assert reading.landmarks.correspondences() == []


def test_a_confirmed_landmark_is_locked_but_its_confirmation_can_be_undone(reading):
    MoveLandmark("id-L1", "fixed", HERE).apply(reading)
    undo_move = MoveLandmark("id-L1", "moving", HERE).apply(reading)
    undo_confirm = EditLandmark("id-L1", "state", "confirmed").apply(reading)
    with pytest.raises(InvalidInput, match="locked"):
        MoveLandmark("id-L1", "fixed", THERE).apply(reading)
    undo_confirm.apply(reading)
    undo_move.apply(reading)
    assert reading.landmarks["id-L1"].moving is None
    assert reading.landmarks["id-L1"].state == "unplaced"


def test_flagged_and_skipped_pairs_do_not_count(reading):
    for side in ("fixed", "moving"):
        MoveLandmark("id-L1", side, HERE).apply(reading)
    EditLandmark("id-L1", "state", "flagged").apply(reading)
    assert reading.landmarks.correspondences() == []


def test_a_deleted_landmark_comes_back_to_its_row(reading):
    inverse = DeleteLandmark("id-L2").apply(reading)
    assert [each.name for each in reading.landmarks] == ["L1", "L3"]
    assert isinstance(inverse, RestoreLandmark)
    inverse.apply(reading)
    assert [each.name for each in reading.landmarks] == ["L1", "L2", "L3"]


def test_names_of_deleted_landmarks_are_not_given_again(reading):
    DeleteLandmark("id-L3").apply(reading)
    assert reading.landmarks.next_name() == "L4"


@pytest.mark.parametrize(("field", "value"), [("confidence", 7), ("state", "lost"), ("role", "judge"), ("name", "  ")])
def test_a_value_a_property_cannot_have_is_refused_and_nothing_changes(reading, field, value):
    before = reading.landmarks["id-L1"]
    with pytest.raises(InvalidInput):
        EditLandmark("id-L1", field, value).apply(reading)
    assert reading.landmarks["id-L1"] is before


def test_an_unknown_landmark_is_named_in_the_error(reading):
    with pytest.raises(InvalidInput, match="nowhere"):
        DeleteLandmark("nowhere").apply(reading)


def test_a_mark_that_is_no_point_is_refused():
    with pytest.raises(InvalidInput, match="finite"):
        Mark((1, 2, float("nan")), (0, 0, 0))
