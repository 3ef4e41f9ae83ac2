"""Every region tool equals its definition, voxel by voxel, on anisotropic voxels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage, sparse
from scipy.spatial.distance import cdist

from workstation.core.errors import InvalidInput
from workstation.core.labels import LabelMap
from workstation.imaging.segmentation import region
from workstation.imaging.segmentation.blur import blurred
from workstation.imaging.segmentation.distance import ROUNDING, signed_distance, squared_distance
from workstation.imaging.segmentation.fill import flooded
from workstation.imaging.segmentation.grow import EDGE_COST, grey_levels, grown_from_seeds, step_costs
from workstation.imaging.segmentation.interpolate import between_slices, cubic_weights
from workstation.imaging.segmentation.islands import filled, largest, part_at, without_small
from workstation.imaging.segmentation.logic import combined
from workstation.imaging.segmentation.margins import closed, grown, hollow, opened, shrunk
from workstation.imaging.segmentation.smooth import median, smoothed

SPACINGS = st.tuples(*[st.sampled_from([0.073, 0.2, 0.476, 1.0])] * 3)
few = settings(max_examples=40, deadline=None)


def blobs(seed, shape=(7, 9, 8), share=0.5):
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=shape), 1.0)
    return noise > np.quantile(noise, 1 - share)


def gaps_mm(mask, spacing):
    """Distance in mm from every voxel to the nearest one of the mask, by trying all pairs."""
    places = np.argwhere(np.ones_like(mask)) * spacing
    return cdist(places, np.argwhere(mask) * spacing).min(axis=1).reshape(mask.shape)


@few
@given(seed=st.integers(0, 99), spacing=SPACINGS, share=st.sampled_from([0.02, 0.2, 0.6]))
def test_distances_are_exact(seed, spacing, share):
    mask = blobs(seed, share=share)
    np.testing.assert_allclose(np.sqrt(squared_distance(mask, spacing)), gaps_mm(mask, spacing), rtol=1e-5, atol=1e-6)


def test_an_empty_mask_is_far_from_everything():
    assert squared_distance(np.zeros((3, 4, 5), bool), (1, 1, 1)).min() > 1e9
    assert (signed_distance(np.zeros((3, 4, 5), bool), (1, 1, 1)) < 0).all()
    assert (signed_distance(np.ones((3, 4, 5), bool), (1, 1, 1)) > 0).all()


@few
@given(seed=st.integers(0, 99), spacing=SPACINGS, margin=st.sampled_from([0.1, 0.2, 0.5, 1.0]))
def test_margins_take_voxels_by_their_distance_in_mm(seed, spacing, margin):
    mask = blobs(seed)
    reach = margin * ROUNDING
    np.testing.assert_array_equal(grown(mask, spacing, margin), gaps_mm(mask, spacing) <= reach)
    np.testing.assert_array_equal(shrunk(mask, spacing, margin), gaps_mm(~mask, spacing) > reach)
    np.testing.assert_array_equal(hollow(mask, spacing, margin), mask & (gaps_mm(~mask, spacing) <= reach))


@few
@given(seed=st.integers(0, 99), spacing=SPACINGS, radius=st.sampled_from([0.2, 0.5, 1.0]))
def test_opening_only_takes_away_and_closing_only_adds(seed, spacing, radius):
    mask = blobs(seed)
    smaller, larger = opened(mask, spacing, radius), closed(mask, spacing, radius)
    assert not (smaller & ~mask).any()
    assert not (mask & ~larger).any()
    np.testing.assert_array_equal(opened(smaller, spacing, radius), smaller)


@few
@given(seed=st.integers(0, 99), spacing=SPACINGS, radius=st.sampled_from([0.2, 0.5, 1.0]))
def test_opening_and_closing_are_what_a_ball_reaches_voxel_by_voxel(seed, spacing, radius):
    """Opened: covered by a ball that lies in the mask; closed: not covered by any ball that lies outside it."""
    mask, reach = blobs(seed), radius * ROUNDING
    places = np.argwhere(np.ones_like(mask)) * spacing
    ball = cdist(places, places) <= reach  # voxels of the ball around each voxel
    flat = mask.ravel()
    fits = ~(ball & ~flat).any(axis=1)
    np.testing.assert_array_equal(opened(mask, spacing, radius).ravel(), (ball & fits).any(axis=1))
    free = ~(ball & flat).any(axis=1)
    np.testing.assert_array_equal(closed(mask, spacing, radius).ravel(), ~(ball & free).any(axis=1))


@few
@given(seed=st.integers(0, 99), spacing=SPACINGS, size=st.sampled_from([0.2, 0.5, 1.0]))
def test_a_median_counts_the_voxels_of_its_box_in_mm(seed, spacing, size):
    mask = blobs(seed, (5, 6, 7))
    reach = [round(size / each) for each in spacing]
    want = np.zeros_like(mask)
    for place in np.ndindex(mask.shape):
        box = [
            np.clip(np.arange(n - r, n + r + 1), 0, count - 1)
            for n, r, count in zip(place, reach, mask.shape, strict=True)
        ]
        under = mask[np.ix_(*box)]
        want[place] = 2 * under.sum() > under.size
    np.testing.assert_array_equal(smoothed(mask, spacing, "median", size), want)


@few
@given(seed=st.integers(0, 99), spacing=SPACINGS, sigma=st.sampled_from([0.2, 0.5, 1.0]))
def test_a_gaussian_keeps_the_voxels_around_which_the_mask_weighs_at_least_half(seed, spacing, sigma):
    mask = blobs(seed)
    soft = ndimage.gaussian_filter(mask.astype(float), [sigma / s for s in spacing], mode="nearest", truncate=3.0)
    after, clear = smoothed(mask, spacing, "gaussian", sigma), np.abs(soft - 0.5) > 1e-5
    np.testing.assert_array_equal(after[clear], soft[clear] >= 0.5)


@few
@given(seed=st.integers(0, 99), reach=st.tuples(*[st.integers(0, 2)] * 3))
def test_a_median_is_the_majority_of_a_box_as_in_simpleitk(seed, reach):
    import SimpleITK as sitk

    mask = blobs(seed)
    image = sitk.GetImageFromArray(mask.astype(np.uint8))
    want = sitk.GetArrayFromImage(sitk.BinaryMedian(image, reach[::-1], 1.0, 0.0)) > 0
    np.testing.assert_array_equal(median(mask, list(reach)), want)


@few
@given(seed=st.integers(0, 99), spacing=SPACINGS, sigma=st.sampled_from([0.1, 0.3, 0.6]))
def test_a_blur_equals_scipys(seed, spacing, sigma):
    values = np.random.default_rng(seed).normal(size=(6, 7, 9)).astype(np.float32)
    want = ndimage.gaussian_filter(values.astype(float), [sigma / s for s in spacing], mode="nearest", truncate=3.0)
    np.testing.assert_allclose(blurred(values, spacing, sigma), want, atol=1e-5)


@pytest.mark.parametrize("method", ["median", "gaussian", "open", "close"])
def test_smoothing_takes_a_single_voxel_away_or_leaves_a_ball_nearly_as_it_was(method):
    z, y, x = np.indices((20, 30, 30))
    ball = (z - 10) ** 2 * 4 + (y - 15) ** 2 + (x - 15) ** 2 < 100
    after = smoothed(ball, (1.0, 0.5, 0.5), method, 0.6)
    assert 2 * (after & ball).sum() / (after.sum() + ball.sum()) > 0.97
    with pytest.raises(InvalidInput, match="between 0 and 20"):
        smoothed(ball, (1, 1, 1), method, 0.0)


def test_islands_are_kept_and_removed_by_size():
    mask = np.zeros((3, 8, 8), bool)
    mask[:, :3, :3] = True  # 27
    mask[0, 5:7, 5:7] = True  # 4
    mask[2, 7, 0] = True
    assert largest(mask).sum() == 27
    assert without_small(mask, 0.5, 2.0).sum() == 31
    assert part_at(mask, (0, 5, 5)).sum() == 4
    assert not part_at(mask, (0, 4, 4)).any()


@few
@given(seed=st.integers(0, 99), axis=st.sampled_from([None, 0, 1, 2]))
def test_holes_are_what_cannot_reach_the_outside(seed, axis):
    mask = blobs(seed)
    after = filled(mask, axis)
    assert not (mask & ~after).any()
    layers = [mask] if axis is None else list(np.moveaxis(mask, axis, 0))
    done = [after] if axis is None else list(np.moveaxis(after, axis, 0))
    for before, now in zip(layers, done, strict=True):
        outside, _ = ndimage.label(np.pad(~before, 1, constant_values=True))
        reached = outside == outside[(0,) * before.ndim]
        np.testing.assert_array_equal(now, ~reached[tuple(slice(1, -1) for _ in range(before.ndim))])


def test_logic_between_labels():
    a, b = blobs(1), blobs(2)
    assert (combined(a, b, "add") == (a | b)).all()
    assert (combined(a, b, "subtract") == (a & ~b)).all()
    assert (combined(a, b, "intersect") == (a & b)).all()
    assert (combined(a, b, "copy") == b).all()


# ---- fill and grow


@few
@given(seed=st.integers(0, 99), tolerance=st.sampled_from([5.0, 20.0, 60.0]))
def test_a_flood_is_the_part_of_like_brightness_around_the_seed(seed, tolerance):
    rng = np.random.default_rng(seed)
    grey = rng.integers(0, 100, (5, 6, 7)).astype(np.uint8)
    start = tuple(int(rng.integers(0, n)) for n in grey.shape)
    near, _ = ndimage.label(np.abs(grey.astype(float) - float(grey[start])) <= tolerance)
    np.testing.assert_array_equal(flooded(grey, start, tolerance, (1, 1, 1)), near == near[start])


def cheapest_ways(levels, seeds, steps, weight):
    """Cost from each label's seeds to every voxel, by a general shortest-path solver."""
    shape, index = levels.shape, np.arange(levels.size).reshape(levels.shape)
    rows, columns, costs = [], [], []
    for axis in range(3):
        a = index.take(range(shape[axis] - 1), axis).ravel()
        b = index.take(range(1, shape[axis]), axis).ravel()
        cost = steps[axis] + weight * np.abs(levels.ravel()[a].astype(int) - levels.ravel()[b])
        rows, columns, costs = [*rows, a, b], [*columns, b, a], [*costs, cost, cost]
    graph = sparse.csr_matrix((np.concatenate(costs), (np.concatenate(rows), np.concatenate(columns))))
    return {
        value: sparse.csgraph.dijkstra(graph, indices=np.flatnonzero(seeds.ravel() == value), min_only=True)
        for value in set(seeds.ravel().tolist()) - {0}
    }


@few
@given(seed=st.integers(0, 99), spacing=SPACINGS)
def test_growing_gives_each_voxel_to_the_seed_with_the_cheapest_way(seed, spacing):
    rng = np.random.default_rng(seed)
    grey = rng.integers(0, 255, (5, 6, 7)).astype(np.uint8)
    seeds = np.zeros(grey.shape, np.uint8)
    for value in (3, 5, 200):
        seeds[tuple(int(rng.integers(0, n)) for n in grey.shape)] = value
    if len(set(seeds.ravel().tolist())) < 3:
        return
    after = grown_from_seeds(grey, seeds, spacing, 0.0)
    ways = cheapest_ways(grey_levels(grey, spacing, 0.0), seeds, step_costs(spacing), EDGE_COST)
    best = np.min(list(ways.values()), axis=0)
    mine = np.array([ways[v][n] for n, v in enumerate(after.ravel().tolist())])
    np.testing.assert_array_equal(mine, best)
    assert (after[seeds > 0] == seeds[seeds > 0]).all()


def test_growing_stays_where_it_may_and_needs_two_labels():
    seeds = np.zeros((4, 5, 6), np.uint8)
    seeds[0, 0, 0] = 1
    with pytest.raises(InvalidInput, match="at least two labels"):
        grown_from_seeds(seeds, seeds, (1, 1, 1))
    seeds[3, 4, 5] = 2
    allowed = np.zeros(seeds.shape, bool)
    allowed[0] = True
    after = grown_from_seeds(np.zeros_like(seeds), seeds, (1, 1, 1), allowed=allowed)
    assert (after[0] == 1).all()
    assert set(after[1:].ravel().tolist()) == {0, 2}


# ---- between slices


def test_interpolation_keeps_drawn_slices_and_restores_a_tilted_tube():
    z, y, x = np.indices((21, 40, 60))
    tube = (y - 20) ** 2 + (x - 5 - 2.4 * z) ** 2 <= 36
    drawn = np.isin(np.arange(21), [0, 5, 10, 15, 20])
    after = between_slices(tube & drawn[:, None, None], (1.0, 1.0, 1.0))
    np.testing.assert_array_equal(after[drawn], tube[drawn])
    assert 2 * (after & tube).sum() / (after.sum() + tube.sum()) > 0.93


def test_interpolation_keeps_a_ball_round():
    z, y, x = np.indices((31, 41, 41))
    ball = (z - 15) ** 2 + (y - 20) ** 2 + (x - 20) ** 2 <= 196
    drawn = np.isin(np.arange(31), range(1, 31, 4))
    after = between_slices(ball & drawn[:, None, None], (1.0, 1.0, 1.0))
    assert 2 * (after & ball).sum() / (after.sum() + ball.sum()) > 0.96


def test_another_structure_beyond_the_gap_does_not_make_a_tapering_one_bulge():
    place, rows, columns = np.indices((16, 60, 60))
    cone = (np.hypot(rows - 20, columns - 20) < 15 - place) & (place <= 10)
    mask = cone | ((np.hypot(rows - 45, columns - 45) < 8) & (place >= 15))
    drawn = np.zeros(16, bool)
    drawn[::5] = True
    after = between_slices(mask & drawn[:, None, None], (1.0, 1.0, 1.0))
    assert np.count_nonzero((after ^ cone)[:11]) < 0.04 * np.count_nonzero(cone)


def test_interpolation_needs_a_gap():
    mask = np.zeros((5, 6, 6), bool)
    mask[2, 2:4, 2:4] = True
    with pytest.raises(InvalidInput, match="at least two slices"):
        between_slices(mask, (1, 1, 1))
    mask[3] = mask[2]
    with pytest.raises(InvalidInput, match="gap"):
        between_slices(mask, (1, 1, 1))


@given(st.lists(st.integers(0, 50), min_size=2, max_size=4, unique=True).map(sorted), st.data())
def test_cubic_weights_reproduce_straight_lines(places, data):
    first = data.draw(st.integers(0, len(places) - 2))
    at = data.draw(st.floats(places[first], places[first + 1]))
    weights = cubic_weights([float(p) for p in places], first, at)
    assert sum(weights) == pytest.approx(1)
    if len(places) == 2:
        assert np.dot(weights, places) == pytest.approx(at)


# ---- writing


def test_a_mask_is_written_only_over_what_may_be_overwritten_and_makes_no_empty_blocks():
    before = np.random.default_rng(0).integers(0, 4, (70, 9, 9)).astype(np.uint8)
    labels, mask = LabelMap.from_array(before), blobs(3, (30, 9, 9))
    box = (slice(40, 70), slice(0, 9), slice(0, 9))
    region.put(labels, box, mask, 7, {0, 2})
    want = before.copy()
    want[box][mask & np.isin(before[box], [0, 2])] = 7
    np.testing.assert_array_equal(labels.whole(), want)
    empty = LabelMap((70, 9, 9))
    region.put(empty, box, mask, 0)
    region.put(empty, box, mask, 5, {1})
    assert empty.block_keys() == []


def test_a_label_becomes_the_mask_and_gives_back_what_it_loses():
    before = np.zeros((6, 6, 6), np.uint8)
    before[:3], before[3:] = 4, 2
    labels = LabelMap.from_array(before)
    mask = np.zeros((6, 6, 6), bool)
    mask[2:5] = True
    region.put_as(labels, labels.everything, mask, 4, {0, 4})
    want = before.copy()
    want[:2] = 0
    np.testing.assert_array_equal(labels.whole(), want)


def test_bounds_of_labels():
    array = np.zeros((70, 130, 20), np.uint8)
    array[3:66, 100:129, 7] = 5
    array[0, 0, 0] = 1
    labels = LabelMap.from_array(array)
    assert labels.bounds((5,)) == (slice(3, 66), slice(100, 129), slice(7, 8))
    assert labels.bounds() == (slice(0, 66), slice(0, 129), slice(0, 8))
    assert labels.bounds((9,)) is None


@few
@given(data=st.data())
def test_outside_a_region_everything_is_as_it_was_and_inside_everything_as_it_became(data):
    shape = (70, 66, 130)
    before = LabelMap(shape)
    before.write((slice(10, 60), slice(3, 40), slice(50, 120)), np.full((50, 37, 70), 2, np.uint8))
    after = before.copy()
    edges = [sorted(data.draw(st.tuples(st.integers(0, n), st.integers(0, n)))) for n in shape]
    place = tuple(slice(a, b) for a, b in edges)
    after.write(place, np.full([s.stop - s.start for s in place], 7, np.uint8))
    changed, inside = after.whole(), np.zeros(shape, bool)
    ends = [sorted(data.draw(st.tuples(st.integers(0, n), st.integers(0, n)))) for n in shape]
    hole = tuple(slice(a, max(a + 1, b)) for a, b in ends)
    inside[hole] = True
    region.keep_outside(after, before, hole)
    np.testing.assert_array_equal(after.whole(), np.where(inside, changed, before.whole()))
