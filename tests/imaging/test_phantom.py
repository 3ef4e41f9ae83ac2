"""The simulated pair: its truth is exact, its speckle is new, its size does not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from scipy.ndimage import gaussian_filter, map_coordinates, maximum_filter, minimum_filter

from phantoms import affine_pair, bent_pair, centres_of, shifted_blobs, tiny_simulated_pair
from workstation.core.errors import Cancelled, InvalidInput
from workstation.core.geometry import Grid
from workstation.core.transform import DisplacementField
from workstation.imaging.phantom import DIFFICULTIES, LABEL_NAMES, Difficulty, SimulatedPair, scanner, simulate_pair
from workstation.imaging.phantom.anatomy import draw_anatomy
from workstation.imaging.phantom.motion import draw_motion, sampled
from workstation.imaging.phantom.pair import centred_grid
from workstation.imaging.phantom.tissue import Anatomy

SMALL = (24, 40, 36)
SMALL_SPACING = (2.4, 1.2, 3.4)
FINE_GRID = centred_grid((20, 120, 70), (0.4, 0.25, 0.8))
CALM = scanner.ScanSettings(
    seed=1, gain_db=0.0, slope_db=0.0, range_db=60.0, noise_db=-60.0, contact_loss=0.0, renewed=0.0, aberration_rad=0.0
)


def quiet(_share: float, _text: str) -> None: ...


def test_the_same_seed_gives_the_same_pair_voxel_by_voxel() -> None:
    again = simulate_pair("moderate", seed=3, shape_zyx=SMALL, spacing_mm=SMALL_SPACING)
    first = tiny_simulated_pair()
    assert np.array_equal(first.fixed.voxels.whole(), again.fixed.voxels.whole())
    assert np.array_equal(first.moving.voxels.whole(), again.moving.voxels.whole())
    assert np.array_equal(first.moving_labels, again.moving_labels)
    assert first.landmarks == again.landmarks


def test_another_seed_gives_another_breast() -> None:
    other = simulate_pair("moderate", seed=4, shape_zyx=SMALL, spacing_mm=SMALL_SPACING)
    assert not np.array_equal(tiny_simulated_pair().fixed_labels, other.fixed_labels)


def test_volumes_are_8_bit_ultrasound_that_says_it_is_simulated() -> None:
    pair = tiny_simulated_pair()
    for volume, side, labels in ((pair.fixed, "fixed", pair.fixed_labels), (pair.moving, "moving", pair.moving_labels)):
        assert (volume.id, volume.modality, volume.voxels.dtype) == (side, "US", np.uint8)
        assert "simulated" in volume.provenance.source_name
        assert labels.shape == volume.grid.shape_zyx
        assert labels.dtype == np.uint8
        assert set(np.unique(labels)) <= set(pair.label_names)
        assert volume.voxels.whole().std() > 15


def test_the_truth_maps_every_fixed_landmark_onto_its_moving_one() -> None:
    pair = tiny_simulated_pair()
    fixed = np.array([mark.fixed_mm for mark in pair.landmarks])
    moving = np.array([mark.moving_mm for mark in pair.landmarks])
    assert len(pair.landmarks) > 20
    assert np.abs(pair.fixed_to_moving(fixed) - moving).max() < 0.01
    assert pair.fixed.grid.contains(fixed).all()
    assert pair.moving.grid.contains(moving).all()
    assert {"nipple", "lesion 1"} <= {mark.name for mark in pair.landmarks}


def test_lesion_and_cyst_landmarks_lie_in_lesions_and_cysts_of_both_label_maps() -> None:
    pair = simulate_pair("moderate", seed=3, shape_zyx=(36, 60, 60), spacing_mm=(2.0, 0.9, 2.4))
    sought = {"lesion": 4, "cyst": 5, "nipple": 8}
    seen = 0
    for mark in pair.landmarks:
        label = sought.get(mark.name.split()[0])
        if label is not None:
            seen += 1
            assert label_at(pair.fixed_labels, pair.fixed.grid, mark.fixed_mm) == label
            assert label_at(pair.moving_labels, pair.moving.grid, mark.moving_mm) == label
    assert seen >= 5


def test_a_level_of_ones_own_is_a_pair_like_any_other() -> None:
    level = replace(DIFFICULTIES["easy"], renewed=1.0)
    pair = simulate_pair(level, seed=3, shape_zyx=(8, 16, 8), spacing_mm=(6, 3, 8))
    assert "own level" in pair.fixed.provenance.source_name


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_the_motion_never_folds_and_reaches_beyond_the_fixed_volume(difficulty: Difficulty) -> None:
    grid = centred_grid((160, 128, 192), (0.72, 0.40, 0.90))
    for seed in range(5):
        field = sampled(draw_motion(np.random.default_rng(seed), grid, DIFFICULTIES[difficulty].motion), grid)
        assert jacobians(field).min() > 0.3
        reach = field.grid.to_index(grid.to_world([[-20, -20, -20], np.array(grid.size_xyz) + 19]))
        assert (reach >= 0).all()
        assert (reach <= np.array(field.grid.size_xyz) - 1).all()


def test_harder_pairs_start_further_apart() -> None:
    grid = centred_grid((160, 128, 192), (0.72, 0.40, 0.90))
    places = centres_of(grid.resampled((10, 10, 10)))

    def mean_motion(difficulty: Difficulty) -> float:
        motions = [draw_motion(np.random.default_rng(n), grid, DIFFICULTIES[difficulty].motion) for n in range(8)]
        return float(np.mean([np.linalg.norm(motion(places) - places, axis=1).mean() for motion in motions]))

    easy, moderate, hard = (mean_motion(difficulty) for difficulty in ("easy", "moderate", "hard"))
    assert 2 < easy < 4 < moderate < 9 < hard < 18


def test_labels_agree_through_the_truth_away_from_borders() -> None:
    pair = tiny_simulated_pair()
    labels = pair.fixed_labels
    solid = minimum_filter(labels, 3) == maximum_filter(labels, 3)
    points = centres_of(pair.fixed.grid)[solid.ravel()]
    moved = pair.fixed_to_moving(points)
    inside = pair.moving.grid.contains(moved)
    there = [label_at(pair.moving_labels, pair.moving.grid, point) for point in moved[inside]]
    assert np.mean(labels[solid][inside] == there) > 0.97


def test_speckle_decorrelates_while_structure_stays() -> None:
    pair = simulate_pair("moderate", seed=2, shape_zyx=(28, 120, 80), spacing_mm=(0.5, 0.3, 0.9))
    fixed, seen = overlapping(pair)
    rescan = np.where(seen, brought_back(pair, pair.moving.voxels.whole().astype(float)), fixed)
    plain = np.where(seen, brought_back(pair, warped_away(pair, fixed)), fixed)
    assert speckle_correlation(fixed, rescan, seen) < speckle_correlation(fixed, plain, seen) - 0.15
    assert np.corrcoef(gaussian_filter(fixed, 3)[seen], gaussian_filter(rescan, 3)[seen])[0, 1] > 0.7


def test_without_motion_the_same_scatterers_give_the_same_picture_and_new_ones_new_speckle() -> None:
    anatomy, rest = breast_at_rest()
    anatomy = nothing_but_fat(anatomy)
    first = scanner.scan(anatomy, FINE_GRID, rest, CALM, 5, quiet)
    louder = scanner.scan(anatomy, FINE_GRID, rest, replace(CALM, seed=2, gain_db=3.0), 5, quiet)
    renewed = scanner.scan(anatomy, FINE_GRID, rest, replace(CALM, renewed=1.0), 5, quiet)
    inner = np.zeros(first.shape, dtype=bool)
    inner[4:-4, 20:80, 10:-10] = True
    assert np.array_equal(first, scanner.scan(anatomy, FINE_GRID, rest, CALM, 5, quiet))
    assert speckle_correlation(first, louder, inner) > 0.9
    assert abs(speckle_correlation(first, renewed, inner)) < 0.3


def test_the_picture_does_not_depend_on_how_it_is_cut_into_slabs(monkeypatch: pytest.MonkeyPatch) -> None:
    anatomy, rest = breast_at_rest()
    whole = scanner.scan(anatomy, FINE_GRID, rest, CALM, 5, quiet)
    monkeypatch.setattr(scanner, "SLAB_BYTES", 1.0)
    assert np.array_equal(whole, scanner.scan(anatomy, FINE_GRID, rest, CALM, 5, quiet))


def test_progress_rises_and_raising_in_it_stops_the_simulation() -> None:
    shares: list[float] = []
    simulate_pair("easy", shape_zyx=(8, 16, 8), spacing_mm=(6, 3, 8), report=lambda share, _text: shares.append(share))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)

    def refuse(share: float, _text: str) -> None:
        if share > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        simulate_pair("easy", shape_zyx=(8, 16, 8), spacing_mm=(6, 3, 8), report=refuse)


def test_wrong_wishes_are_refused_in_a_sentence() -> None:
    with pytest.raises(InvalidInput, match="easy, moderate, hard"):
        simulate_pair("brutal")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="at least"):
        simulate_pair(shape_zyx=(2, 2, 2))


def test_label_names_are_numbered_from_background_on() -> None:
    assert list(LABEL_NAMES) == list(range(len(LABEL_NAMES)))
    assert LABEL_NAMES[0] == "background"


@pytest.mark.parametrize("make", [shifted_blobs, affine_pair, bent_pair])
def test_small_pairs_for_tests_look_alike_through_their_truth(make) -> None:  # type: ignore[no-untyped-def]
    pair = make()
    fixed, seen = overlapping(pair)
    moving = brought_back(pair, pair.moving.voxels.whole().astype(float))
    assert np.abs(fixed - moving)[seen].mean() < 0.7 * np.abs(fixed - pair.moving.voxels.whole())[seen].mean()
    assert np.abs(fixed - moving)[seen].mean() < 1.5


def breast_at_rest() -> tuple[Anatomy, DisplacementField]:
    anatomy, _ = draw_anatomy(np.random.default_rng(0), FINE_GRID)
    lattice = Grid((2, 2, 2), (60, 60, 60), (-30, -5, -30))
    return anatomy, DisplacementField(lattice, np.zeros((2, 2, 2, 3), dtype=np.float32))


def nothing_but_fat(anatomy: Anatomy) -> Anatomy:
    """A breast without layers, gland, septa or lesions, so that a picture of it is speckle alone."""
    return anatomy._replace(
        skin_top=-100.0,
        fascia=1e4,
        site_is_gland=np.zeros_like(anatomy.site_is_gland),
        site_hash=np.zeros_like(anatomy.site_hash),
        bin_start=np.zeros_like(anatomy.bin_start),
    )


def label_at(labels: npt.NDArray[np.uint8], grid: Grid, point_mm: npt.ArrayLike) -> int:
    x, y, z = np.rint(grid.to_index(point_mm)).astype(int)
    return int(labels[z, y, x])


def jacobians(field: DisplacementField) -> npt.NDArray[np.float64]:
    """Determinant of the motion's derivative at every lattice point."""
    along_zyx = np.gradient(field.displacement_mm.astype(float), *field.grid.spacing_mm[::-1], axis=(0, 1, 2))
    derivative = np.stack(along_zyx[::-1], axis=-1) + np.eye(3)
    determinant: npt.NDArray[np.float64] = np.linalg.det(derivative)
    return determinant


def overlapping(pair) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:  # type: ignore[no-untyped-def]
    """The fixed picture, and which of its voxels the moving volume shows."""
    moved = pair.fixed_to_moving(centres_of(pair.fixed.grid))
    seen = pair.moving.grid.contains(moved).reshape(pair.fixed.grid.shape_zyx)
    return pair.fixed.voxels.whole().astype(float), seen


def brought_back(pair, picture: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:  # type: ignore[no-untyped-def]
    """A picture on the moving grid, seen at the fixed voxels through the truth."""
    index = pair.moving.grid.to_index(pair.fixed_to_moving(centres_of(pair.fixed.grid)))
    back = map_coordinates(picture, index[:, ::-1].T, order=1, mode="nearest")
    return np.asarray(back.reshape(pair.fixed.grid.shape_zyx))


def warped_away(pair: SimulatedPair, picture: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What a mere warp of the fixed picture would look like on the moving grid."""
    index = pair.fixed.grid.to_index(pair.fixed_to_moving.inverse()(centres_of(pair.moving.grid)))
    away = map_coordinates(picture, index[:, ::-1].T, order=1, mode="nearest")
    return np.asarray(away.reshape(pair.moving.grid.shape_zyx))


def speckle_correlation(a: npt.NDArray, b: npt.NDArray, where: npt.NDArray[np.bool_]) -> float:  # type: ignore[type-arg]
    """Correlation of what is left after local mean and contrast are taken out."""
    return float(np.corrcoef(locally_normalised(a)[where], locally_normalised(b)[where])[0, 1])


def locally_normalised(picture: npt.NDArray) -> npt.NDArray[np.float64]:  # type: ignore[type-arg]
    rest = picture - gaussian_filter(picture.astype(float), 1.5)
    return np.asarray(rest / np.sqrt(gaussian_filter(rest**2, 3) + 1))
