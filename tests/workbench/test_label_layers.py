"""Structures that overlap, and the tools that work on them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import small_case
from workstation.core.errors import InvalidInput
from workstation.core.geometry import SIDES
from workstation.core.label_commands import AddSegment, EditSegment, PaintLabels
from workstation.core.labels import LAYERS, LabelMap, Segment
from workstation.core.study import Reading, TransformRecord
from workstation.core.study_commands import AddTransform
from workstation.core.transform import Affine
from workstation.workbench.drawing_rules import rules_for
from workstation.workbench.evaluate import evaluate_case
from workstation.workbench.label_layers import flattened, free_layer, move_to_layer, why_not_move

CASE = small_case(shape=(66, 20, 24))
GLAND, LESION, CYST = 1, 2, 3
BOX = {GLAND: (slice(2, 66), slice(2, 18), slice(2, 20)), LESION: (slice(50, 66), slice(6, 12), slice(8, 14)),
       CYST: (slice(55, 60), slice(8, 20), slice(10, 22))}  # fmt: skip


def put(reading, side, value, box):
    labels = reading.labels_with(side, value)
    after = labels.copy()
    after.write(box, np.full([s.stop - s.start for s in box], value, np.uint8))
    PaintLabels(side, after.difference_from(labels), value=value, layer=reading.layer_of(value)).apply(reading)


@pytest.fixture
def reading():
    """A gland, and on another layer a lesion inside it; a cyst is in the table only."""
    made = Reading.blank("Li", CASE)
    for value, name, layer in ((GLAND, "gland", 0), (LESION, "lesion", 1), (CYST, "cyst", 0)):
        AddSegment(Segment(value, name, "#12ab9f", layer=layer)).apply(made)
    for side in SIDES:
        for value in (GLAND, LESION):
            put(made, side, value, BOX[value])
    return made


def voxels(reading, side, value):
    return int((reading.labels_with(side, value).whole() == value).sum())


def test_overlapping_structures_keep_all_their_voxels(reading):
    for value in (GLAND, LESION):
        assert voxels(reading, "fixed", value) == np.prod([s.stop - s.start for s in BOX[value]])


def test_moving_a_label_takes_every_voxel_along_as_one_step_that_can_be_undone(reading):
    before, count = reading.copy(), voxels(reading, "moving", LESION)
    move = move_to_layer(reading, LESION, 4)
    assert why_not_move(reading, LESION, move) is None
    inverse = move.command.apply(reading)
    assert reading.layer_of(LESION) == 4
    assert [n for n, labels in reading.layers("moving") if labels.holds(LESION)] == [4]
    assert voxels(reading, "moving", LESION) == count
    inverse.apply(reading)
    assert reading == before


def test_a_move_says_beforehand_what_it_would_take_from_others(reading):
    inside = int(np.prod([s.stop - s.start for s in BOX[LESION]]))
    move = move_to_layer(reading, LESION, 0)
    assert move.lost == {GLAND: 2 * sum_in_gland()}
    assert f"{2 * sum_in_gland()} voxels of lesion belong to gland" in str(why_not_move(reading, LESION, move))
    before, gland = reading.copy(), voxels(reading, "fixed", GLAND)
    inverse = move.command.apply(reading)
    assert voxels(reading, "fixed", LESION) == inside
    assert voxels(reading, "fixed", GLAND) == gland - sum_in_gland()
    inverse.apply(reading)
    assert reading == before


def sum_in_gland():
    sizes = []
    for lesion, gland in zip(BOX[LESION], BOX[GLAND], strict=True):
        sizes.append(min(lesion.stop, gland.stop) - max(lesion.start, gland.start))
    return int(np.prod(sizes))


def test_a_label_does_not_move_onto_a_locked_one_nor_a_locked_one_anywhere(reading):
    EditSegment(GLAND, "locked", True).apply(reading)
    with pytest.raises(InvalidInput, match="gland is locked"):
        move_to_layer(reading, LESION, 0)
    with pytest.raises(InvalidInput, match="gland is locked"):
        move_to_layer(reading, GLAND, 2)
    with pytest.raises(InvalidInput, match="layer 2 already"):
        move_to_layer(reading, LESION, 1)


def test_a_label_without_voxels_moves_too(reading):
    move_to_layer(reading, CYST, 3).command.apply(reading)
    assert reading.layer_of(CYST) == 3


def test_the_free_layer_is_the_lowest_that_no_label_has(reading):
    assert free_layer(reading) == 2
    for number in range(2, LAYERS):
        AddSegment(Segment(10 + number, "more", "#12ab9f", layer=number)).apply(reading)
    with pytest.raises(InvalidInput, match="All 8 layers"):
        free_layer(reading)


def test_seen_from_above_higher_layers_cover_lower_ones(reading):
    gland, lesion = reading.layer("fixed", 0).whole(), reading.layer("fixed", 1).whole()
    np.testing.assert_array_equal(flattened(reading, "fixed").whole(), np.where(lesion, lesion, gland))
    assert voxels(reading, "fixed", GLAND) == int((gland == GLAND).sum())


def test_a_volume_with_one_layer_is_not_copied_to_be_seen_from_above():
    reading = Reading.blank("Li", CASE)
    assert flattened(reading, "fixed") is reading.labels["fixed"]


def test_inside_a_label_of_another_layer_means_only_where_that_is(reading):
    rules = rules_for(reading, "fixed", 1, frozenset((GLAND, LESION)))
    before = reading.layer("fixed", 1)
    after = before.copy()
    after.write(BOX[CYST], np.full([s.stop - s.start for s in BOX[CYST]], LESION, np.uint8))
    rules.enforce(after, before)
    wanted = before.whole()
    drawn = np.zeros_like(wanted, bool)
    drawn[BOX[CYST]] = True
    wanted[drawn & (wanted == 0) & (reading.layer("fixed", 0).whole() == GLAND)] = LESION
    np.testing.assert_array_equal(after.whole(), wanted)


def test_inside_a_label_of_the_same_layer_is_a_matter_of_overwriting(reading):
    assert rules_for(reading, "fixed", 0, frozenset((GLAND, CYST))).over == {GLAND, CYST}
    assert rules_for(reading, "fixed", 0, None).over is None
    assert not rules_for(reading, "fixed", 1, frozenset((0, GLAND))).inside


@given(st.integers(0, 2**32 - 1))
def test_rules_take_back_just_the_voxels_that_are_not_inside(seed):
    rng = np.random.default_rng(seed)
    made = Reading.blank("Li", CASE)
    for value, layer in ((1, 0), (2, 0), (3, 1), (4, 2)):
        AddSegment(Segment(value, f"label {value}", "#12ab9f", layer=layer)).apply(made)
    shape = CASE.fixed.grid.shape_zyx
    arrays = [rng.choice(np.array(values, np.uint8), shape) for values in ((0, 1, 2), (0, 0, 3), (0, 4))]
    for layer, array in enumerate(arrays):
        patch = LabelMap.from_array(array).difference_from(made.layer("fixed", layer))
        PaintLabels("fixed", patch, layer=layer).apply(made)
    drawn = rng.random(shape) < 0.5
    before = made.layer("fixed", 1)
    after = LabelMap.from_array(np.where(drawn, 3, arrays[1]).astype(np.uint8))
    rules_for(made, "fixed", 1, frozenset((1, 3, 4))).enforce(after, before)
    inside = (arrays[0] == 1) | (arrays[2] == 4)
    np.testing.assert_array_equal(after.whole(), np.where(drawn & inside, 3, arrays[1]))


def test_figures_count_every_label_on_its_own_layer(reading):
    AddTransform(TransformRecord("t", "demo", "Demo")).apply(reading)
    (result,) = evaluate_case(CASE, reading, {"t": Affine.identity()}).results
    assert [label.value for label in result.labels] == [GLAND, LESION]
    assert all(label.dice == 1 for label in result.labels)
