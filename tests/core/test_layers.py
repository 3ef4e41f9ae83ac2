import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import small_case
from workstation.core.errors import InvalidInput
from workstation.core.geometry import SIDES
from workstation.core.label_commands import AddSegment, EditSegment, PaintLabels, RemoveSegment
from workstation.core.labels import LAYERS, Segment
from workstation.core.study import Reading

CASE = small_case(shape=(66, 12, 14))
GLAND, LESION = Segment(1, "gland", "#12ab9f"), Segment(2, "lesion", "#e69f00", layer=1)


def blank():
    return Reading.blank("王医生", CASE)


def stroke(reading, side, layer, value, box):
    labels = reading.layer(side, layer)
    after = labels.copy()
    after.write(box, np.full([s.stop - s.start for s in box], value, np.uint8))
    return PaintLabels(side, after.difference_from(labels), value=value, layer=layer)


boxes = st.tuples(
    *(
        st.tuples(st.integers(0, n - 1), st.integers(1, n)).map(lambda ends: slice(ends[0], ends[0] + ends[1]))
        for n in CASE.fixed.grid.shape_zyx
    )
).map(lambda box: tuple(slice(s.start, min(s.stop, n)) for s, n in zip(box, CASE.fixed.grid.shape_zyx, strict=True)))
strokes = st.lists(
    st.tuples(st.sampled_from(SIDES), st.integers(0, LAYERS - 1), st.integers(0, 255), boxes), min_size=1, max_size=8
)  # fmt: skip


@given(strokes)
def test_painting_on_one_layer_never_changes_another(drawn):
    reading = blank()
    arrays = {(side, n): np.zeros(CASE.fixed.grid.shape_zyx, np.uint8) for side in SIDES for n in range(LAYERS)}
    for side, layer, value, box in drawn:
        stroke(reading, side, layer, value, box).apply(reading)
        arrays[side, layer][box] = value
    for (side, layer), array in arrays.items():
        np.testing.assert_array_equal(reading.layer(side, layer).whole(), array)
    assert reading.drawn("fixed") == {v for n in range(LAYERS) for v in np.unique(arrays["fixed", n]).tolist()} - {0}


@given(strokes)
def test_undoing_strokes_over_all_layers_restores_every_voxel(drawn):
    reading, states, inverses = blank(), [], []
    for side, layer, value, box in drawn:
        states.append(reading.copy())
        inverses.append(stroke(reading, side, layer, value, box).apply(reading))
    for before, inverse in zip(reversed(states), reversed(inverses), strict=True):
        inverse.apply(reading)
        assert reading == before


def test_a_layer_that_nobody_drew_on_holds_no_blocks():
    reading = blank()
    stroke(reading, "fixed", 3, 1, (slice(0, 2),) * 3).apply(reading)
    assert [n for n, _ in reading.layers("fixed")] == [3]
    assert not reading.layers("moving")


def test_a_copy_of_a_reading_has_layers_of_its_own():
    reading = blank()
    stroke(reading, "fixed", 1, 1, (slice(0, 2),) * 3).apply(reading)
    before = reading.copy()
    stroke(reading, "fixed", 1, 0, (slice(0, 2),) * 3).apply(reading)
    assert before.drawn("fixed") == {1}
    assert not reading.drawn("fixed")


def test_a_label_is_drawn_on_the_layer_of_its_row():
    reading = blank()
    for segment in (GLAND, LESION):
        AddSegment(segment).apply(reading)
    assert reading.labels_with("fixed", 1) is reading.labels["fixed"]
    assert reading.labels_with("fixed", 2) is reading.layer("fixed", 1)
    assert reading.labels_with("fixed", 99) is reading.labels["fixed"]


def test_a_drawn_label_keeps_its_layer_until_its_voxels_have_gone():
    reading = blank()
    AddSegment(LESION).apply(reading)
    stroke(reading, "moving", 1, 2, (slice(0, 2),) * 3).apply(reading)
    with pytest.raises(InvalidInput, match="voxels have to move"):
        EditSegment(2, "layer", 0).apply(reading)
    with pytest.raises(InvalidInput, match="still drawn"):
        RemoveSegment(2).apply(reading)
    stroke(reading, "moving", 1, 0, (slice(0, 2),) * 3).apply(reading)
    EditSegment(2, "layer", 0).apply(reading)
    assert reading.layer_of(2) == 0


def test_a_value_that_is_drawn_on_another_layer_gets_no_row_here():
    reading = blank()
    stroke(reading, "fixed", 1, 1, (slice(0, 2),) * 3).apply(reading)
    with pytest.raises(InvalidInput, match="in use"):
        AddSegment(GLAND).apply(reading)


@pytest.mark.parametrize("layer", [-1, LAYERS])
def test_there_is_no_layer_beyond_the_last(layer):
    with pytest.raises(InvalidInput, match="layers"):
        Segment(1, "gland", "#12ab9f", layer=layer)
    reading = blank()
    with pytest.raises(InvalidInput, match="layers"):
        PaintLabels("fixed", stroke(reading, "fixed", 0, 1, (slice(0, 1),) * 3).patch, layer=layer).apply(reading)
