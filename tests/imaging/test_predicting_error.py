import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phantoms import Pair, bent_pair
from workstation.core.errors import Cancelled, InvalidInput
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, NumericInverse
from workstation.core.volume import ArrayVoxels, Provenance
from workstation.imaging.uncertainty import OUTSIDE, SEEN, UNSEEN, ErrorMap, not_calibrated, predict
from workstation.imaging.uncertainty.features import NAMES, measure
from workstation.imaging.uncertainty.matching import Search, coarse_copy, node_grid, points_of, search, voxel_grid
from workstation.imaging.uncertainty.model import Curve, ErrorModel, error_model
from workstation.paths import resources

SHAPE, SPACING = (56, 56, 56), (1.2, 1.2, 1.2)


def quiet(fraction, message="", preview=None, **curves):
    assert 0 <= fraction <= 1


@cache
def pair() -> Pair:
    return bent_pair(3.0, SHAPE, SPACING, seed=4, noise=1.0)


@cache
def map_of(shift_x: float) -> ErrorMap:
    wrong = Composite((Affine.translation((shift_x, 0, 0)), pair().fixed_to_moving))
    return predict(pair().fixed, pair().moving, wrong, quiet)


def test_a_right_alignment_is_believed_and_a_shifted_one_is_not():
    right, wrong = (float(np.nanmean(map_of(shift).error_mm)) for shift in (0.0, 8.0))
    assert right < 2.0 < 3.0 < wrong


def test_the_prediction_grows_with_the_error():
    means = [float(np.nanmean(map_of(shift).error_mm)) for shift in (0.0, 2.0, 4.0, 8.0)]
    assert means == sorted(means)


def test_the_bound_is_never_below_the_expected_error():
    for shift in (0.0, 4.0):
        found = map_of(shift)
        inside = found.zone != OUTSIDE
        assert (found.bound_mm[inside] >= found.error_mm[inside]).all()


def test_a_place_that_is_wrong_is_told_from_one_that_is_right():
    grid = pair().fixed.grid

    class HalfWrong:
        def __call__(self, points_mm):
            points = np.asarray(points_mm, dtype=float)
            push = 5.0 / (1 + np.exp(-(points[:, 2] - grid.centre_mm[2]) / 3.0))
            return pair().fixed_to_moving(points + np.outer(push, [1, 0, 0]))

        def inverse(self):
            return NumericInverse(self)

    found = predict(pair().fixed, pair().moving, HalfWrong(), quiet)
    third = found.grid.shape_zyx[0] // 3
    assert float(np.nanmean(found.error_mm[:third])) < 1.8 < 2.5 < float(np.nanmean(found.error_mm[-third:]))


def test_the_number_of_threads_changes_nothing():
    one, two = (measure(pair().fixed, pair().moving, pair().fixed_to_moving, quiet, n) for n in (1, 2))
    np.testing.assert_allclose(one.values, two.values, atol=2e-3)


def test_content_is_recognised_where_it_is_and_a_little_aside_but_not_in_a_scan_that_does_not_belong():
    assert map_of(0.0).recognised > 0.3
    assert map_of(4.0).recognised > 0.25
    stranger = bent_pair(3.0, SHAPE, SPACING, seed=5, noise=1.0).moving
    upside_down = replace(pair().moving, voxels=ArrayVoxels(pair().moving.voxels.whole()[:, ::-1].copy()))
    for moving in (stranger, upside_down):
        assert predict(pair().fixed, moving, pair().fixed_to_moving, quiet).recognised < 0.1


def test_likely_shifts_lie_far_apart_where_content_fits_everywhere_alike():
    nodes = Grid((1, 1, 3), (2.4, 2.4, 2.4))
    here = np.zeros(nodes.shape_zyx, np.float32)
    mean = np.zeros((*nodes.shape_zyx, 3), np.float32)
    mean[0, 0, 1] = (0, 3, 4)
    expected = np.array([[[4.5, 5.0, 5.0]]], np.float32)
    expected[0, 0, 2] = np.sqrt(2)
    mean[0, 0, 2] = (1, 0, 0)
    np.testing.assert_allclose(Search(nodes, here, here, mean, mean, expected).spread_mm[0, 0], (4.5, 0, 1), atol=1e-6)


def test_nothing_is_said_of_recognition_where_no_place_can_be_searched_all_around():
    sliver = predict(pair().fixed, pair().moving, Affine.translation((0, 0, 60)), quiet)
    assert (sliver.zone != OUTSIDE).any()
    assert np.isnan(sliver.recognised)


def test_what_lies_outside_the_moving_scan_has_no_number():
    found = predict(pair().fixed, pair().moving, Affine.translation((0, 0, 30)), quiet)
    outside = found.zone == OUTSIDE
    assert 0.3 < outside.mean() < 0.7
    assert np.isnan(found.error_mm[outside]).all()
    assert np.isfinite(found.error_mm[~outside]).all()


def test_masks_take_places_out():
    mask = np.zeros(SHAPE, bool)
    mask[:28] = True
    found = predict(pair().fixed, pair().moving, pair().fixed_to_moving, quiet, fixed_mask=mask)
    assert (found.zone[-5:] == OUTSIDE).all()
    assert (found.zone[3:8, 5:-5, 5:-5] != OUTSIDE).all()


def test_predicting_can_be_cancelled():
    def stop(fraction, message="", preview=None, **curves):
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        predict(pair().fixed, pair().moving, pair().fixed_to_moving, stop)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"modality": "CT"}, "calibrated for ultrasound, and A is CT"),
        ({"provenance": Provenance(state="doubtful", doubt="no spacing")}, "millimetres of A are not confirmed"),
        ({"grid": Grid(SHAPE, (0.5, 0.5, 0.5))}, "too small or too coarse"),
        ({"grid": Grid(SHAPE, (2.0, 2.0, 2.0))}, "too small or too coarse"),
    ],
)
def test_scans_it_is_not_calibrated_for_get_a_sentence_and_no_number(change, words):
    other = replace(pair().moving, name="A", **change)
    assert not_calibrated(pair().fixed, pair().moving) is None
    assert words in str(not_calibrated(pair().fixed, other))


def test_the_search_finds_how_far_content_was_moved_away():
    from workstation.imaging.preprocess import working_picture

    left, right = (working_picture(volume, None, 1.2, "").normalised(8.0) for volume in (pair().fixed, pair().moving))
    nodes = node_grid(pair().fixed.grid, 2.4)
    wrong = Composite((Affine.translation((2.4, 0, -3.6)), pair().fixed_to_moving))
    found = search(left, right, coarse_copy(wrong, nodes, 5), nodes, 6.0, 2)
    inner = (slice(6, -6),) * 3
    np.testing.assert_allclose(np.median(found.best_shift_mm[inner].reshape(-1, 3), axis=0), (-2.4, 0, 3.6), atol=1e-4)
    assert np.median(found.expected_mm[inner]) == pytest.approx(np.hypot(2.4, 3.6), abs=0.4)
    assert (found.best >= found.here - 1e-5).all()


@given(st.tuples(*[st.integers(5, 40)] * 3), st.tuples(*[st.floats(0.3, 3.0)] * 3))
@settings(max_examples=30, deadline=None)
def test_nodes_cover_their_volume_and_own_their_voxels(shape, spacing):
    grid = Grid(shape, spacing, (3.0, -2.0, 8.0))
    nodes = node_grid(grid, 2.4)
    np.testing.assert_allclose(nodes.centre_mm, grid.centre_mm, atol=1e-9)
    assert all(a >= min(b, a) for a, b in zip(nodes.extent_mm, grid.extent_mm, strict=True))
    voxels = voxel_grid(nodes, 0)
    pairs = points_of(voxels).reshape(*voxels.shape_zyx, 3)[:2, :2, :2].reshape(-1, 3)
    np.testing.assert_allclose(pairs.mean(axis=0), nodes.origin_mm, atol=1e-9)


def test_the_curves_never_fall_and_their_file_is_read_as_it_was_written():
    model = error_model()
    for curve in (*model.curves.values(), model.error, model.bound):
        assert (np.diff(curve.at) > 0).all()
        assert (np.diff(curve.adds) >= 0).all()
    assert set(model.curves) <= set(NAMES)
    data = json.loads((resources() / "error_model.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(ErrorModel.from_json(data).to_json())) == data


def test_a_measure_without_a_curve_adds_nothing():
    model = ErrorModel(
        "", -1.0, {"gain": Curve((0.0, 1.0), (0.0, 2.0))}, Curve((0.0, 1.0), (0.1, 9.0)), Curve((0, 1), (1, 9))
    )
    values = np.zeros((len(NAMES), 1, 1, 2), np.float32)
    values[NAMES.index("gain"), 0, 0] = 0.25, 7.0
    values[NAMES.index("flat")] = 100
    np.testing.assert_allclose(model.score(values)[0, 0], (-0.5, 1.0))


def small_map() -> ErrorMap:
    grid = Grid((2, 2, 3), (2.0, 2.0, 2.0), (10.0, 0.0, 0.0))
    error = np.zeros(grid.shape_zyx, np.float32)
    error[..., 1], error[..., 2] = 1.0, np.nan
    zone = np.full(grid.shape_zyx, SEEN, np.uint8)
    zone[..., 2] = OUTSIDE
    zone[0, 0, 0] = UNSEEN
    return ErrorMap(grid, error, 2 * error, zone)


def test_values_between_nodes_are_interpolated_and_missing_neighbours_left_out():
    error, bound = small_map().at([(11.0, 1.0, 1.0), (12.6, 0.5, 0.5), (13.8, 0, 0), (40, 0, 0)])
    np.testing.assert_allclose(error, (0.5, 1.0, np.nan, np.nan))
    np.testing.assert_allclose(bound, (1.0, 2.0, np.nan, np.nan))
    assert small_map().zone_at([(10, 0, 0), (12, 0, 0), (14, 0, 0), (40, 0, 0)]).tolist() == [
        UNSEEN, SEEN, OUTSIDE, OUTSIDE,
    ]  # fmt: skip


def test_a_map_of_the_wrong_shape_is_refused():
    with pytest.raises(InvalidInput, match="predicted-error map needs shape"):
        ErrorMap(Grid((2, 2, 2), (1, 1, 1)), np.zeros((2, 2, 3)), np.zeros((2, 2, 2)), np.zeros((2, 2, 2)))
