import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from phantoms import bent_pair, shifted_blobs
from workstation.core.errors import Cancelled
from workstation.core.geometry import Grid
from workstation.core.labels import LabelMap, Segment
from workstation.core.landmarks import Landmark, Mark, Repeat
from workstation.core.study import Case, Reading, TransformRecord
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Affine
from workstation.core.volume import Provenance
from workstation.workbench.evaluate import evaluate_case, warped_labels

SHIFT = (3.0, 0.0, 0.0)  # two voxels of the phantom


def study_of(pair, roles=()):
    """A case and a reading with the phantom's labels and landmarks; landmark n gets role n."""
    case = Case("case 7", pair.fixed, pair.moving)
    reading = Reading.blank("reader", case)
    reading.labels = {
        "fixed": LabelMap.from_array(pair.fixed_labels),
        "moving": LabelMap.from_array(pair.moving_labels),
    }
    reading.segments = {1: Segment(1, "lesion", "#40c0a0")}
    for n, mark in enumerate(pair.landmarks):
        reading.landmarks.rows[mark.id] = Landmark(
            mark.id, mark.name, state="placed", role=roles[n] if n < len(roles) else "open",
            fixed=Mark(mark.fixed_mm, (0, 0, 0)), moving=Mark(mark.moving_mm, (0, 0, 0)),
        )  # fmt: skip
    return case, reading


def listed(reading, id="truth", **more):
    reading.transforms[id] = TransformRecord(id, "method", "Method", **more)


def test_the_truth_scores_as_the_truth():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(pair)
    listed(reading, seconds=12.5)
    figures = evaluate_case(case, reading, {"truth": pair.fixed_to_moving})
    (found,) = figures.results
    assert figures.pairs == found.error.count == len(pair.landmarks)
    assert found.error_before.mean == pytest.approx(3)
    assert found.error.largest < 1e-9
    assert found.tolerance_met
    assert found.fit is None
    assert found.folded_share == 0
    assert found.sd_log_jacobian == pytest.approx(0, abs=1e-9)
    assert found.seconds == 12.5
    lesion = found.labels[0]
    assert (lesion.name, lesion.dice) == ("lesion", 1.0)
    assert lesion.dice_before < 0.9
    assert lesion.surface.largest == 0
    assert 0.5 < lesion.surface_before.p95 <= 3


def test_landmarks_that_drove_a_result_or_were_meant_to_are_never_an_error():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(pair, roles=["open", "drive", "held out"])
    used = (pair.landmarks[0].id,)
    listed(reading, used_landmarks=used)
    (found,) = evaluate_case(case, reading, {"truth": Affine.identity()}).results
    assert found.fit.count == 1
    assert found.error.count == len(pair.landmarks) - 2
    assert not found.tolerance_met


def test_without_landmarks_there_is_no_error_and_no_verdict_on_it():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(replace(pair, landmarks=()))
    listed(reading)
    (found,) = evaluate_case(case, reading, {"truth": pair.fixed_to_moving}).results
    assert (found.error, found.error_before, found.tolerance_met) == (None, None, None)


def test_doubtful_geometry_means_no_millimetres_and_a_reason():
    pair = shifted_blobs(SHIFT)
    doubtful = replace(pair.moving, provenance=Provenance(state="doubtful", doubt="spacing is missing"))
    case, reading = study_of(replace(pair, moving=doubtful))
    listed(reading)
    figures = evaluate_case(case, reading, {"truth": pair.fixed_to_moving})
    (found,) = figures.results
    assert figures.no_millimetres == "the geometry of the moving volume is not confirmed (spacing is missing)"
    assert (found.error, found.error_before, found.fit) == (None, None, None)
    assert found.labels[0].dice == 1.0
    assert found.labels[0].surface is None


def test_only_results_whose_transform_is_given_are_evaluated_in_table_order():
    pair = bent_pair()
    case, reading = study_of(pair)
    for id in ("b", "a", "lost"):
        listed(reading, id)
    found = evaluate_case(case, reading, {"a": Affine.identity(), "b": pair.fixed_to_moving}).results
    assert [result.id for result in found] == ["b", "a"]
    assert found[0].error.mean < found[1].error.mean
    assert found[0].labels[0].dice > found[1].labels[0].dice


def test_labels_drawn_in_one_volume_only_are_left_out():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(replace(pair, moving_labels=np.where(pair.moving_labels == 2, 0, pair.moving_labels)))
    listed(reading)
    (found,) = evaluate_case(case, reading, {"truth": pair.fixed_to_moving}).results
    assert [label.value for label in found.labels] == [1]


def test_a_label_that_goes_on_beyond_the_other_volume_is_not_held_against_a_result():
    """The sheet of skin that one scan shows farther than the other."""
    pair = shifted_blobs(SHIFT)
    sheet = np.zeros_like(pair.fixed_labels)
    sheet[10:13] = 1
    case, reading = study_of(replace(pair, fixed_labels=sheet, moving_labels=sheet.copy()))
    listed(reading)
    far = Affine.translation((30.0, 0, 0))  # 20 of 36 voxels along x are in one volume only
    (found,) = evaluate_case(case, reading, {"truth": far}).results
    (label,) = found.labels
    assert (label.dice, label.surface.largest) == (1.0, 0.0)
    assert label.fixed_share == pytest.approx(16 / 36)
    assert label.moving_share == pytest.approx(16 / 36, abs=0.02)
    assert label.tolerance_met


def test_overlap_is_held_to_the_thresholds_of_the_study():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(pair)
    listed(reading)
    transforms = {"truth": Affine.identity()}
    strict, mild = Tolerance(dice=0.95), Tolerance(dice=0.3, surface_mm=9.0)
    met = [evaluate_case(case, reading, transforms, each).results[0].labels[0].tolerance_met for each in (strict, mild)]
    assert met == [False, True]


def test_progress_rises_to_the_end_and_can_cancel():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(pair)
    listed(reading)
    told = []

    def report(fraction, message="", preview=None, **curves):
        told.append(fraction)

    evaluate_case(case, reading, {"truth": pair.fixed_to_moving}, report=report)
    assert told == sorted(told)
    assert told[-1] == 1.0

    def stop(fraction, message="", preview=None, **curves):
        raise Cancelled

    with pytest.raises(Cancelled):
        evaluate_case(case, reading, {"truth": pair.fixed_to_moving}, report=stop)


def test_labels_that_leave_the_fixed_volume_have_no_overlap_and_no_distance():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(pair)
    listed(reading)
    (found,) = evaluate_case(case, reading, {"truth": Affine.translation((900, 0, 0))}).results
    assert found.labels[0].dice == 0
    assert found.labels[0].surface is None


def test_figures_are_plain_json():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(pair)
    listed(reading)
    figures = evaluate_case(case, reading, {"truth": pair.fixed_to_moving})
    back = json.loads(json.dumps(asdict(figures), allow_nan=False))
    assert back["results"][0]["error"]["count"] == len(pair.landmarks)


def test_warped_labels_are_those_of_the_nearest_voxel_on_an_oblique_grid():
    turned = Affine.about((0, 0, 0), [[0, -1, 0], [1, 0, 0], [0, 0, 1]])
    grid = Grid((4, 5, 6), (1, 1, 1))
    labels = np.random.default_rng(0).integers(0, 3, grid.shape_zyx).astype(np.uint8)
    fixed = Grid((4, 6, 5), (1, 1, 1), (0, 0, 0), (0, 1, 0, -1, 0, 0, 0, 0, 1))  # the same voxels, turned back
    warped = warped_labels(LabelMap.from_array(labels), grid, fixed, turned)
    np.testing.assert_array_equal(warped.whole(), expected(labels, grid, fixed, turned))
    assert warped.values() == {1, 2}


def expected(labels, grid, fixed, transform):
    z, y, x = np.meshgrid(*map(np.arange, fixed.shape_zyx), indexing="ij")
    points = fixed.to_world(np.stack([x, y, z], -1).reshape(-1, 3))
    index = np.round(grid.to_index(transform(points))).astype(int)
    inside = grid.contains(transform(points))
    values = np.zeros(len(points), np.uint8)
    values[inside] = labels[tuple(index[inside, ::-1].T)]
    return values.reshape(fixed.shape_zyx)


def test_the_error_of_the_marks_themselves_is_stated_beside_the_error_of_a_result():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(pair)
    listed(reading)
    for n in range(6):
        reading.landmarks.repeats[f"r{n}"] = Repeat(
            f"r{n}", "x", "fixed", "", (0, 0, 0), (0.3, 0, 0.4), (1, 1, 1), "Li"
        )
    figures = evaluate_case(case, reading, {"truth": pair.fixed_to_moving})
    assert figures.error_floor_mm == pytest.approx(0.5)
    assert json.dumps(asdict(figures))


def test_errors_are_also_measured_by_what_the_marks_leave_open():
    pair = shifted_blobs(SHIFT)
    case, reading = study_of(pair)
    listed(reading)
    assert evaluate_case(case, reading, {"truth": Affine.identity()}).results[0].normalised_error is None
    for row in list(reading.landmarks):
        moving = replace(row.moving, spread_mm2=(9.0, 0.0, 0.0, 1.0, 0.0, 1.0))
        reading.landmarks.rows[row.id] = replace(row, moving=moving)
    (found,) = evaluate_case(case, reading, {"truth": Affine.identity()}).results
    assert found.normalised_error == pytest.approx(np.sqrt(1 / 3))  # 3 mm off along the axis that is certain to 3 mm
