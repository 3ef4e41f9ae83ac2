"""Imported landmarks and labels find their partners, are one step to undo, and are not doubled by a second import."""

import numpy as np
import pytest

from phantoms import shifted_blobs
from workstation.core.errors import InvalidInput, Message
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import LAYERS, LabelMap, Segment
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Case, Reading
from workstation.workbench.imported_work import imported_record, label_import, landmark_import

SHAPE = shifted_blobs().fixed.grid.shape_zyx


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
    edit = label_import(
        reading, "fixed", [values], (Segment(7, "lesion", "#112233"), Segment(9, "not drawn", "#445566"))
    )
    edit.apply(reading)
    assert reading.labels["fixed"].values() == {7}
    assert reading.segments == {3: Segment(3, "ours", "#000000"), 7: Segment(7, "lesion", "#112233")}
    assert label_import(reading, "fixed", [values], ()) is None


def test_the_record_of_an_imported_transform_keeps_the_decision():
    record = imported_record("t.tfm", Message("read as {frame}", {"frame": "RAS"}), "2026-11-23", {"sonolign": "0.1.0"})
    assert (record.method, record.title) == ("imported", "Imported t.tfm")
    assert record.settings == {"file": "t.tfm", "reading": "read as RAS"}


def overlapping_file():
    """A file of two layers: a gland, and a core inside it."""
    gland, core = np.zeros(SHAPE, np.uint8), np.zeros(SHAPE, np.uint8)
    gland[2:8, 2:8, 2:8], core[4:6, 4:6, 4:6] = 1, 2
    return [gland, core], (Segment(1, "gland", "#112233"), Segment(2, "core", "#445566", layer=1))


def test_overlapping_labels_of_a_file_come_in_on_layers_as_one_step(reading):
    layers, segments = overlapping_file()
    before = reading.copy()
    edit = label_import(reading, "fixed", layers, segments)
    inverse = edit.apply(reading)
    assert [reading.layer_of(value) for value in (1, 2)] == [0, 1]
    for value in (1, 2):
        np.testing.assert_array_equal(reading.labels_with("fixed", value).whole() == value, layers[value - 1] == value)
    assert label_import(reading, "fixed", layers, segments) is None
    inverse.apply(reading)
    assert reading == before


def draw(reading, value, layer, box):
    values = reading.layer("moving", layer).whole()
    values[box] = value
    patch = LabelMap.from_array(values).difference_from(reading.layer("moving", layer))
    PaintLabels("moving", patch, value=value, layer=layer).apply(reading)


def test_a_label_that_is_drawn_here_keeps_its_layer(reading):
    AddSegment(Segment(2, "core", "#445566", layer=5)).apply(reading)
    draw(reading, 2, 5, (slice(0, 2),) * 3)
    layers, segments = overlapping_file()
    label_import(reading, "fixed", layers, segments).apply(reading)
    assert reading.layer("fixed", 5).holds(2)
    assert not reading.layer("fixed", 1).block_keys()


def test_a_row_of_the_table_that_nobody_drew_with_takes_the_layer_of_the_file(reading):
    for each in (Segment(1, "gland", "#445566"), Segment(2, "core", "#445566")):
        AddSegment(each).apply(reading)
    before = reading.copy()
    layers, segments = overlapping_file()
    inverse = label_import(reading, "fixed", layers, segments).apply(reading)
    assert [reading.layer_of(value) for value in (1, 2)] == [0, 1]
    assert (reading.labels["fixed"].whole() == 1).sum() == (layers[0] == 1).sum()
    inverse.apply(reading)
    assert reading == before


def test_labels_that_overlap_in_the_file_but_not_here_are_refused_by_name_unless_they_become_one(reading):
    for value, name in ((1, "gland"), (2, "core")):
        AddSegment(Segment(value, name, "#445566")).apply(reading)
        draw(reading, value, 0, (slice(value, value + 1),) * 3)
    layers, segments = overlapping_file()
    with pytest.raises(InvalidInput, match="gland, core"):
        label_import(reading, "fixed", layers, segments)
    label_import(reading, "fixed", layers, segments, {1: 1, 2: 1}).apply(reading)
    assert (reading.labels["fixed"].whole() == 1).sum() == (layers[0] == 1).sum()


def test_new_labels_may_lie_on_layers_of_their_own_where_they_take_nothing(reading):
    AddSegment(Segment(7, "skin", "#445566")).apply(reading)
    skin = LabelMap.from_array(np.full(SHAPE, 7, np.uint8))
    PaintLabels("fixed", skin.difference_from(reading.labels["fixed"])).apply(reading)
    layers, segments = overlapping_file()
    label_import(reading, "fixed", layers, segments, keep="layer").apply(reading)
    assert reading.labels["fixed"] == skin
    assert [reading.layer_of(value) for value in (7, 1, 2)] == [0, 1, 2]


def test_replacing_leaves_nothing_of_ours_on_any_layer(reading):
    AddSegment(Segment(7, "skin", "#445566", layer=3)).apply(reading)
    skin = LabelMap.from_array(np.full(SHAPE, 7, np.uint8))
    PaintLabels("fixed", skin.difference_from(reading.layer("fixed", 3)), layer=3).apply(reading)
    layers, segments = overlapping_file()
    label_import(reading, "fixed", layers[:1], segments[:1], keep="replace").apply(reading)
    assert reading.drawn("fixed") == {1}


def test_a_file_with_more_layers_than_are_free_is_refused(reading):
    for number in range(1, LAYERS - 1):
        AddSegment(Segment(100 + number, f"label {number}", "#445566", layer=number)).apply(reading)
    layers, segments = overlapping_file()
    with pytest.raises(InvalidInput, match="more layers"):
        label_import(reading, "fixed", layers, segments, keep="layer")
