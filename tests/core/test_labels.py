import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from workstation.core.errors import InvalidInput
from workstation.core.labels import BlockChange, LabelMap, LabelPatch, Segment, decode_runs, encode_runs

SHAPE = (70, 66, 20)


@given(hnp.arrays(np.uint8, st.integers(1, 300), elements=st.integers(0, 3)))
def test_runs_decode_to_what_was_encoded(values):
    np.testing.assert_array_equal(decode_runs(encode_runs(values), values.size), values)


def random_boxes(seed, count):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        low = [int(rng.integers(0, n)) for n in SHAPE]
        high = [int(rng.integers(a + 1, n + 1)) for a, n in zip(low, SHAPE, strict=True)]
        yield tuple(slice(a, b) for a, b in zip(low, high, strict=True)), int(rng.integers(0, 5))


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_a_label_map_behaves_as_the_array_it_stands_for(seed, count):
    labels, array = LabelMap(SHAPE), np.zeros(SHAPE, np.uint8)
    for box, value in random_boxes(seed, count):
        array[box] = value
        labels.write(box, array[box])
        np.testing.assert_array_equal(labels.read(box), array[box])
    np.testing.assert_array_equal(labels.whole(), array)
    assert labels.values() == set(np.unique(array).tolist()) - {0}


@given(st.integers(0, 2**32 - 1))
def test_a_patch_leads_forward_and_back(seed):
    boxes = list(random_boxes(seed, 4))
    before = LabelMap(SHAPE)
    for box, value in boxes[:2]:
        before.write(box, np.full([s.stop - s.start for s in box], value, np.uint8))
    after = before.copy()
    for box, value in boxes[2:]:
        after.write(box, np.full([s.stop - s.start for s in box], value, np.uint8))
    patch = after.difference_from(before)
    live = before.copy()
    live.apply(patch)
    assert live == after
    live.apply(patch.reversed())
    assert live == before


def test_a_copy_shares_its_blocks_until_one_is_written_to():
    labels = LabelMap.from_array(np.ones(SHAPE, np.uint8))
    twin = labels.copy()
    assert all(labels.block(key) is twin.block(key) for key in labels.block_keys())
    labels.write((slice(0, 1), slice(0, 1), slice(0, 1)), np.full((1, 1, 1), 2, np.uint8))
    assert twin.read((slice(0, 1), slice(0, 1), slice(0, 1)))[0, 0, 0] == 1
    assert sum(labels.block(key) is twin.block(key) for key in labels.block_keys()) == len(labels.block_keys()) - 1


def test_a_small_stroke_in_a_full_size_map_costs_little_memory():
    labels = LabelMap((270, 546, 843))
    after = labels.copy()
    after.write((slice(100, 101), slice(200, 240), slice(300, 340)), np.ones((1, 40, 40), np.uint8))
    assert after.difference_from(labels).byte_count < 200


def test_a_patch_that_does_not_fit_changes_nothing():
    labels = LabelMap(SHAPE)
    after = LabelMap.from_array(np.ones(SHAPE, np.uint8))
    patch = after.difference_from(labels)
    other = LabelMap(SHAPE)
    other.write((slice(69, 70), slice(65, 66), slice(19, 20)), np.ones((1, 1, 1), np.uint8))
    with pytest.raises(InvalidInput, match="out of order"):
        other.apply(patch)
    assert other.whole().sum() == 1


@pytest.mark.parametrize(
    "data",
    [
        b"no deflate at all",
        zlib.compress(b"\x01\x00\x00\x00\x05\x00\x00\x00\x01"),
        zlib.compress(b"\xff\xff\xff\xff"),
        zlib.compress(bytes(50_000_000)),
        zlib.compress(b""),
    ],
)
def test_damaged_runs_are_refused_in_bounded_memory(data):
    with pytest.raises(InvalidInput, match="damaged"):
        decode_runs(data, 100)


def test_a_patch_outside_the_volume_is_refused():
    change = BlockChange((69, 0, 0), (2, 1, 1), encode_runs(np.zeros(2, np.uint8)), encode_runs(np.ones(2, np.uint8)))
    with pytest.raises(InvalidInput, match="outside"):
        LabelMap(SHAPE).apply(LabelPatch((change,)))


def test_labels_that_are_not_small_whole_numbers_are_refused():
    with pytest.raises(InvalidInput, match="whole numbers"):
        LabelMap.from_array(np.zeros((2, 2, 2)))
    with pytest.raises(InvalidInput, match="255"):
        LabelMap.from_array(np.full((2, 2, 2), 256))


@pytest.mark.parametrize(
    "wrong", [{"value": 0}, {"value": 256}, {"name": " "}, {"colour": "red"}, {"colour": "#12345g"}]
)
def test_an_impossible_label_row_is_refused(wrong):
    with pytest.raises(InvalidInput):
        Segment(**{"value": 1, "name": "lesion", "colour": "#ff8800", **wrong})
