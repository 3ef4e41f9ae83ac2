"""Imported landmarks and labels find their partners, are one step to undo, and are not doubled by a second import."""

import numpy as np
import pytest

from phantoms import shifted_blobs
from workstation.core.errors import Message
from workstation.core.labels import Segment
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Case, Reading
from workstation.workbench.imported_work import imported_record, label_import, landmark_import


@pytest.fixture
def reading():
    pair = shifted_blobs()
    reading = Reading.blank("Li", Case("a", pair.fixed, pair.moving))
    for each in (Landmark("1", "nipple", fixed=mark(1)), Landmark("2", "cyst"), Landmark("3", "twin"), Landmark("4", "twin"),
                 Landmark("5", "fat", state="confirmed", fixed=mark(5), moving=mark(5))):  # fmt: skip
        reading.landmarks.rows[each.id] = each
    return reading


def mark(value):
    return Mark((value, value, value), (0, 0, 0), "imported")


ARRIVING = (
    Landmark("1", "renamed", fixed=mark(10), moving=mark(11)),
    Landmark("x", "cyst", moving=mark(12)),
    Landmark("y", "twin", fixed=mark(13)),
    Landmark("z", "new", fixed=mark(14), moving=mark(15), state="placed"),
    Landmark("5", "fat", fixed=mark(16)),
)


def test_landmarks_find_their_partner_by_id_then_by_a_name_that_is_unique(reading):
    before = reading.copy()
    edit = landmark_import(reading, ARRIVING)
    inverse = edit.apply(reading)
    rows = reading.landmarks.rows
    assert (rows["1"].name, rows["1"].fixed, rows["1"].moving, rows["1"].state) == (
        "nipple",
        mark(10),
        mark(11),
        "placed",
    )
    assert (rows["2"].fixed, rows["2"].moving) == (None, mark(12))
    assert (rows["3"].fixed, rows["4"].fixed, rows["y"].fixed) == (None, None, mark(13))
    assert rows["z"] == ARRIVING[3]
    assert rows["5"].fixed == mark(5), "confirmed landmarks are locked"
    inverse.apply(reading)
    assert list(reading.landmarks.rows.values()) == list(before.landmarks.rows.values())


def test_a_second_import_of_the_same_file_changes_nothing(reading):
    landmark_import(reading, ARRIVING).apply(reading)
    assert landmark_import(reading, ARRIVING) is None


def test_an_id_in_the_trash_is_never_used_again(reading):
    reading.landmarks.trash["z"] = Landmark("z", "deleted")
    landmark_import(reading, ARRIVING).apply(reading)
    (added,) = (row for row in reading.landmarks if row.name == "new")
    assert added.id != "z"


def test_labels_arrive_with_the_rows_that_are_drawn(reading):
    values = np.zeros(reading.labels["fixed"].shape, np.uint8)
    values[2:4, 2:4, 2:4] = 7
    reading.segments[3] = Segment(3, "ours", "#000000")
    edit = label_import(reading, "fixed", values, (Segment(7, "lesion", "#112233"), Segment(9, "not drawn", "#445566")))
    edit.apply(reading)
    assert reading.labels["fixed"].values() == {7}
    assert reading.segments == {3: Segment(3, "ours", "#000000"), 7: Segment(7, "lesion", "#112233")}
    assert label_import(reading, "fixed", values, ()) is None


def test_the_record_of_an_imported_transform_keeps_the_decision():
    record = imported_record("t.tfm", Message("read as {frame}", {"frame": "RAS"}), "2026-11-23", {"sonolign": "0.1.0"})
    assert (record.method, record.title) == ("imported", "Imported t.tfm")
    assert record.settings == {"file": "t.tfm", "reading": "read as RAS"}
