"""The engine as a whole: what it finds, and what it never does."""

import numpy as np
import pytest

import phantoms
from workstation.core.errors import Cancelled, InvalidInput
from workstation.core.geometry import Grid
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.linear import rotation_about
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.registration.start import Shifts, rotation_rings
from workstation.imaging.regularity import regularity

OPTIONS = EngineOptions(finest_mm=1.8, levels=3)


def silent(*_args, **_curves):
    return None


def errors(transform, pair):
    fixed = np.array([each.fixed_mm for each in pair.landmarks])
    moving = np.array([each.moving_mm for each in pair.landmarks])
    return np.linalg.norm(transform(fixed) - moving, axis=1)


def found(pair, options=OPTIONS, threads=2, **more):
    return register_pair(
        pair.fixed, pair.moving, options, RunContext(more.pop("report", silent), threads=threads, **more)
    )


def test_a_shift_of_eleven_mm_is_found_to_a_fraction_of_a_voxel():
    pair = phantoms.shifted_blobs((9.0, -4.0, 5.0))
    assert np.median(errors(found(pair), pair)) < 0.5


def test_a_bent_pair_is_straightened():
    pair = phantoms.bent_pair(4.0, noise=3.0)
    assert errors(found(pair), pair).mean() < errors(Affine.identity(), pair).mean() / 2


def test_a_simulated_breast_is_found_without_folds():
    pair = phantoms.tiny_simulated_pair()
    field = found(pair)
    assert np.median(errors(field, pair)) < 0.7
    vectors = np.ascontiguousarray(np.moveaxis(field.displacement_mm, -1, 0))
    with Threads(1) as threads:
        assert lattices.growth(vectors, field.grid, threads).min() > 0


def test_the_number_of_threads_does_not_change_the_result():
    pair = phantoms.bent_pair(noise=2.0)
    one, two = (found(pair, threads=n).displacement_mm for n in (1, 2))
    np.testing.assert_allclose(one, two, atol=1e-3)


def test_the_same_pair_twice_gives_the_identity():
    volume = phantoms.textured_volume()
    field = register_pair(volume, volume, OPTIONS, RunContext(silent))
    assert np.abs(field.displacement_mm).max() < 0.02


def test_brightness_and_contrast_do_not_matter():
    pair = phantoms.bent_pair()
    moving = pair.moving.voxels.whole().astype(np.float32) * 3 - 200
    other = Volume.from_array(moving, pair.moving.grid, id="moving")
    field = register_pair(pair.fixed, other, OPTIONS, RunContext(silent))
    assert errors(field, pair).mean() < 0.5


def test_an_initial_transform_replaces_the_search():
    pair = phantoms.shifted_blobs((3.0, 1.0, 0.0))
    told = []
    found(
        pair,
        report=lambda _share, message="", *_more, **_curves: told.append(message),
        initial=Affine.translation((2, 1, 0)),
    )
    assert not any("searching" in message for message in told)


def test_a_landmark_is_followed_where_the_pictures_show_nothing():
    volume = phantoms.textured_volume()
    hidden = np.ones(volume.grid.shape_zyx, dtype=bool)
    hidden[:, :, :14] = False
    here = volume.grid.point_of((6, 16, 14))
    there = (here[0], here[1] + 2.0, here[2])
    pins = (Correspondence("L1", "duct", here, there),)
    run = RunContext(silent, fixed_mask=hidden, landmarks=pins)
    field = register_pair(volume, volume, OPTIONS, run)
    assert np.linalg.norm(field([here])[0] - there) < 0.4
    seen = volume.grid.point_of((30, 16, 14))
    assert np.linalg.norm(field([seen])[0] - seen) < 0.2


def test_volumes_that_lie_apart_are_refused_when_told_to_start_there():
    pair = phantoms.shifted_blobs()
    with pytest.raises(InvalidInput, match="overlap"):
        found(pair, initial=Affine.translation((500.0, 0, 0)))


def test_a_cancel_leaves_at_the_next_report():
    def report(share, *_args, **_curves):
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        found(phantoms.bent_pair(), report=report)


def test_every_shift_is_searched_at_once():
    rng = np.random.default_rng(0)
    whole = rng.normal(size=(20, 22, 24)).astype(np.float32)
    ones = np.ones((14, 15, 16), np.float32)
    first, second = whole[2:16, 3:18, 4:20].copy(), whole[4:18, 4:19, 2:18].copy()
    [(score, place)] = Shifts(first, ones).best(second, ones, 1)
    assert score > 0.5
    assert place == (2, -1, -2)


def test_rings_hold_rotations_by_their_angle_and_the_first_begins_with_none():
    rings = rotation_rings((10.0, 20.0), np.eye(3))
    assert [len(ring) for ring in rings] == [7, 18]
    np.testing.assert_array_equal(rings[0][0], np.eye(3))
    for turn in rings[1]:
        np.testing.assert_allclose(turn @ turn.T, np.eye(3), atol=1e-12)
        assert np.trace(turn) == pytest.approx(1 + 2 * np.cos(np.radians(20)))


def test_a_turn_of_twenty_five_degrees_is_found():
    grid, turn = phantoms.grid_of(), rotation_about(np.radians(25) * np.array([0.6, 0.0, 0.8]))
    pair = phantoms.moved_pair(Affine.about(grid.centre_mm, turn, (4.0, -3.0, 2.0)), grid)
    assert np.median(errors(found(pair), pair)) < 0.5


def test_there_and_back_are_inverse_of_each_other():
    pair = phantoms.bent_pair(4.0, noise=3.0)
    there = found(pair)
    back = register_pair(pair.moving, pair.fixed, OPTIONS, RunContext(silent, threads=2))
    points = phantoms.centres_of(pair.fixed.grid)[::7]
    gone = there(points)
    gap = np.linalg.norm(back(gone) - points, axis=1)[pair.moving.grid.contains(gone)]
    assert gap.mean() < 0.05
    assert np.percentile(gap, 95) < 0.2


def test_a_field_keeps_its_direction_on_a_turned_grid():
    axes = (0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    grid = Grid(phantoms.SHAPE, phantoms.SPACING, (10.0, -20.0, 5.0), axes)
    pair = phantoms.moved_pair(Affine.translation((5.0, 0.0, 0.0)), grid)
    assert np.median(errors(found(pair), pair)) < 0.2


def test_labels_lead_where_the_pictures_show_nothing():
    volume = phantoms.textured_volume()
    hidden = np.ones(volume.grid.shape_zyx, dtype=bool)
    hidden[:, :, :14] = False
    here, there = (np.zeros(volume.grid.shape_zyx, np.uint8) for _ in range(2))
    here[8:20, 10:20, 2:10], there[8:20, 12:22, 2:10] = 3, 3
    run = RunContext(silent, fixed_mask=hidden, fixed_labels=here, moving_labels=there)
    field = register_pair(volume, volume, OPTIONS, run)
    middle = volume.grid.point_of((5, 14.5, 13.5))
    assert 1.0 < field([middle])[0][1] - middle[1] < 3.0
    seen = volume.grid.point_of((30, 16, 14))
    assert np.linalg.norm(field([seen])[0] - seen) < 0.3


def test_what_a_mask_hides_changes_nothing():
    pair = phantoms.bent_pair(noise=2.0)
    mask = np.ones(pair.fixed.grid.shape_zyx, dtype=bool)
    mask[:, :13] = False
    spoilt = pair.fixed.voxels.whole().copy()
    spoilt[~mask] = 255 - spoilt[~mask]
    other = Volume.from_array(spoilt, pair.fixed.grid, id="fixed")
    one, two = (
        register_pair(fixed, pair.moving, OPTIONS, RunContext(silent, fixed_mask=mask)).displacement_mm
        for fixed in (pair.fixed, other)
    )
    np.testing.assert_allclose(one, two, atol=1e-3)


@pytest.mark.parametrize("seed", [1, 2])
def test_noise_is_not_folded(seed):
    rng, grid = np.random.default_rng(seed), phantoms.grid_of()
    one, two = (Volume.from_array(rng.normal(size=grid.shape_zyx).astype(np.float32), grid) for _ in range(2))
    field = register_pair(one, two, EngineOptions(finest_mm=1.8, levels=3, bending=0.3), RunContext(silent))
    points = grid.to_world(rng.uniform(0, np.array(grid.size_xyz) - 1, (4000, 3)))
    assert regularity(field, points).folded_share == 0


def test_the_same_run_twice_gives_the_same_field():
    pair = phantoms.bent_pair(noise=2.0)
    one, two = (found(pair).displacement_mm for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_a_single_slice_is_registered_within_its_plane():
    turn = rotation_about(np.radians(6) * np.array([0.0, 0.0, 1.0]))
    thin = Grid((1, 64, 72), (1.0, 0.8, 3.0))
    pair = phantoms.moved_pair(Affine.about(thin.centre_mm, turn, (4.0, -3.0, 0.0)), thin)
    points = phantoms.centres_of(thin).reshape(1, 64, 72, 3)[:, 12:-12, 12:-12].reshape(-1, 3)
    gap = found(pair, EngineOptions(finest_mm=1.0, levels=3))(points) - pair.fixed_to_moving(points)
    assert np.median(np.linalg.norm(gap, axis=1)) < 0.5
    assert np.abs(gap[:, 2]).max() < 0.3
