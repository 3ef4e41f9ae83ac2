import math
from dataclasses import replace

import numpy as np
import pytest

from phantoms import bent_pair, grid_of, shifted_blobs, smooth_field, textured_volume
from workstation.core.errors import Cancelled, InvalidInput
from workstation.core.geometry import Grid
from workstation.core.study import TransformRecord
from workstation.core.transform import Affine, DisplacementField
from workstation.core.volume import Provenance, Volume
from workstation.workbench.gates import judge
from workstation.workbench.likeness import smooth_part

SHIFT = (3.0, 0.0, 0.0)


def verdict(gates):
    return TransformRecord("id", "method", "Method", gates=gates).verdict


def by_name(gates):
    return {gate.name: gate for gate in gates}


def noise(seed):
    values = np.random.default_rng(seed).integers(0, 255, grid_of().shape_zyx).astype(np.uint8)
    return Volume.from_array(values, grid_of(), id=f"noise{seed}")


def overfitted(fixed, moving):
    """Whatever field demons find, details included."""
    sitk = pytest.importorskip("SimpleITK")
    from workstation.imaging.itk import from_field_image, to_image

    demons = sitk.DiffeomorphicDemonsRegistrationFilter()
    demons.SetNumberOfIterations(60)
    demons.SetStandardDeviations(1.0)
    demons.SetNumberOfThreads(1)
    pictures = [to_image(volume.voxels.whole().astype(np.float32), volume.grid) for volume in (fixed, moving)]
    return from_field_image(demons.Execute(*pictures))


def test_the_truth_passes_every_gate():
    pair = bent_pair()
    gates = judge(pair.fixed, pair.moving, pair.fixed_to_moving, pairs=pair.landmarks)
    assert {gate.verdict for gate in gates} == {"PASS"}, [str(gate.message) for gate in gates]
    assert [gate.name for gate in gates] == [
        "finite", "moves", "overlap", "similarity", "match", "folding", "volume change", "inverse", "displacement",
        "error", "predicted error",
    ]  # fmt: skip


def test_every_sentence_can_be_told_with_its_values():
    pair = shifted_blobs(SHIFT)
    used = [mark.id for mark in pair.landmarks[:2]]
    for gate in judge(pair.fixed, pair.moving, pair.fixed_to_moving, used_landmarks=used, pairs=pair.landmarks):
        assert str(gate.message).endswith((".", ")."))
        assert all(isinstance(value, int | float | str) for value in gate.values.values())


def test_a_result_that_moves_nothing_fails_unless_the_scans_agree_already():
    pair = shifted_blobs((9.0, 4.0, 5.0))
    assert by_name(judge(pair.fixed, pair.moving, Affine.identity()))["moves"].verdict == "FAIL"
    same = judge(pair.fixed, pair.fixed, Affine.identity())
    assert verdict(same) == "PASS"
    assert "agree as they are" in str(by_name(same)["moves"].message)


def test_a_shift_in_the_wrong_direction_fails():
    pair = shifted_blobs(SHIFT)
    gates = by_name(judge(pair.fixed, pair.moving, Affine.translation((-3, 0, 0)), pairs=pair.landmarks))
    assert gates["similarity"].verdict == "FAIL"
    assert gates["error"].verdict == "FAIL"


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_deformable_method_finds_in_noise_fails(seed):
    fixed, moving = noise(seed), noise(seed + 10)
    gates = by_name(judge(fixed, moving, overfitted(fixed, moving)))
    assert gates["match"].verdict == "FAIL"
    assert "nothing was found" in str(gates["match"].message)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_deformable_method_finds_in_a_wrong_pair_fails(seed):
    fixed, moving = textured_volume(seed=seed), textured_volume(seed=seed + 10)
    transform = overfitted(fixed, moving)
    gates = judge(fixed, moving, transform)
    assert by_name(gates)["similarity"].verdict == "PASS"  # the trap: the pictures were made alike
    assert by_name(gates)["match"].verdict == "FAIL"


def test_a_constant_scan_is_refused_in_plain_words():
    flat = Volume.from_array(np.full(grid_of().shape_zyx, 7, np.uint8), grid_of())
    with pytest.raises(InvalidInput, match="same value 7 everywhere"):
        judge(flat, noise(1), Affine.translation((5, 0, 0)))


def test_folding_fails_and_a_stray_fold_is_checked():
    pair = shifted_blobs(SHIFT)
    grid = pair.fixed.grid
    vectors = np.zeros((*grid.shape_zyx, 3), np.float32)
    vectors[..., 0] = SHIFT[0]
    stray, many = vectors.copy(), vectors.copy()
    stray[14, 16, 18, 0] += 2.2 * grid.spacing_mm[0]
    many[10:18, 10:20, 10:26:4, 0] += 2.2 * grid.spacing_mm[0]
    found = [by_name(judge(pair.fixed, pair.moving, DisplacementField(grid, v)))["folding"] for v in (stray, many)]
    assert [gate.verdict for gate in found] == ["CHECK", "FAIL"]
    assert 0 < found[0].values["share"] < 0.001 < found[1].values["share"]


def test_a_result_without_overlap_fails_and_says_so():
    pair = shifted_blobs(SHIFT)
    gates = by_name(judge(pair.fixed, pair.moving, Affine.translation((0, 400, 0))))
    assert str(gates["overlap"].message) == "0% of the fixed scan comes to lie inside the moving scan."
    assert {gates[name].verdict for name in ("overlap", "similarity", "match", "inverse")} == {"FAIL"}


def test_numbers_that_are_none_fail_at_once():
    class Broken:
        def __call__(self, points_mm):
            return np.full(np.shape(points_mm), math.nan)

        def inverse(self):
            return self

    pair = shifted_blobs(SHIFT)
    gates = judge(pair.fixed, pair.moving, Broken())
    assert [(gate.name, gate.verdict) for gate in gates] == [("finite", "FAIL")]


def test_marks_that_drove_a_result_are_a_fit_and_the_others_an_error():
    pair = shifted_blobs(SHIFT)
    used = [mark.id for mark in pair.landmarks[:3]]
    gates = by_name(judge(pair.fixed, pair.moving, pair.fixed_to_moving, used_landmarks=used, pairs=pair.landmarks))
    assert gates["fit"].values["count"] == 3
    assert "not an accuracy" in str(gates["fit"].message)
    assert gates["error"].values["count"] == len(pair.landmarks) - 3
    assert gates["error"].values["before"] == pytest.approx(3.0)
    assert gates["error"].values["after"] == pytest.approx(0.0, abs=1e-6)


def test_an_error_beyond_the_tolerance_is_checked_even_if_it_fell():
    pair = shifted_blobs((9.0, 0.0, 0.0))
    gates = by_name(judge(pair.fixed, pair.moving, Affine.translation((6, 0, 0)), pairs=pair.landmarks))
    assert gates["error"].verdict == "CHECK"


def test_no_millimetres_are_stated_for_doubtful_geometry():
    pair = shifted_blobs(SHIFT)
    doubtful = replace(pair.moving, name="B", provenance=Provenance(state="doubtful", doubt="spacing is missing"))
    gates = by_name(judge(pair.fixed, doubtful, pair.fixed_to_moving, pairs=pair.landmarks))
    assert gates["error"].verdict == "CHECK"
    assert str(gates["error"].message) == "The landmark error is not stated: the millimetres of B are not confirmed."


def test_judging_can_be_cancelled():
    pair = shifted_blobs(SHIFT)

    def report(fraction, message="", preview=None, **curves):
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        judge(pair.fixed, pair.moving, pair.fixed_to_moving, report=report)


def test_the_smooth_part_of_an_affine_field_is_the_field_and_details_go():
    grid = Grid((12, 12, 12), (3, 3, 3))
    affine = Affine.about(grid.centre_mm, np.diag([1.1, 0.9, 1.0]), (4, 0, 0))
    points = grid.to_world([[2, 3, 4], [8, 5, 6]])
    field = DisplacementField(grid, (affine(corners(grid)) - corners(grid)).reshape(12, 12, 12, 3))
    np.testing.assert_allclose(smooth_part(field, grid, 9)(points), affine(points), atol=1e-3)
    assert smooth_part(affine, grid, 9) is affine
    wavy = smooth_field(grid, bend_mm=3.0)
    details = DisplacementField(grid, (np.indices(grid.shape_zyx).sum(0) % 2 * 2.0 - 1)[..., None] * np.ones(3))
    left = np.abs(smooth_part(details, grid, 9).displacement_mm).max()
    assert left < 0.2 < np.abs(smooth_part(wavy, grid, 9).displacement_mm).max()


def corners(grid):
    index = np.stack(np.meshgrid(*map(np.arange, grid.shape_zyx), indexing="ij"), -1)[..., ::-1]
    return grid.to_world(index.reshape(-1, 3))


def test_a_result_on_doubtful_geometry_never_passes_unasked():
    pair = bent_pair()
    doubtful = replace(pair.moving, name="B", provenance=Provenance(state="doubtful", doubt="spacing is missing"))
    gates = judge(pair.fixed, doubtful, pair.fixed_to_moving)
    assert by_name(gates)["geometry"].verdict == "CHECK"
    assert "B are not confirmed" in str(by_name(gates)["geometry"].message)
    assert verdict(gates) == "CHECK"
