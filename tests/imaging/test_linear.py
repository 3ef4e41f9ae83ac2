"""Linear alignment: the search for a start, and the refinement."""

import numpy as np
import pytest

import phantoms
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite
from workstation.imaging.linear import (
    LinearOptions,
    align_linear,
    check_overlap,
    nearest_affine,
    nearest_rotation,
    overlap_share,
    rotation_about,
    search_starts,
)
from workstation.imaging.preprocess import level_pair, working_picture
from workstation.imaging.shifts import Shifts


def quiet(fraction, message="", preview=None, **curves):
    pass


def pictures(pair, spacing=1.5):
    return working_picture(pair.fixed, None, spacing, "fixed"), working_picture(pair.moving, None, spacing, "moving")


def miss(transform, pair):
    points = np.array([p.fixed_mm for p in pair.landmarks])
    return np.linalg.norm(transform(points) - pair.fixed_to_moving(points), axis=1).mean()


def test_the_search_finds_a_shift_of_a_third_of_the_volume():
    pair = phantoms.shifted_blobs((18.0, -9.0, 14.0))
    best = search_starts(*level_pair(*pictures(pair), 4.0, 20.0, quiet), quiet)[0]
    assert miss(best, pair) < 4.0  # the search goes in steps of 4 mm


def test_the_search_does_not_mind_where_the_scanner_put_the_origin():
    far = phantoms.grid_of()
    moving_grid = Grid(far.shape_zyx, far.spacing_mm, (900.0, -400.0, 250.0))
    shift = Affine.translation(np.add((903.0, -398.0, 246.0), np.negative(far.origin_mm)))
    pair = phantoms.moved_pair(shift, far, moving_grid)
    options = LinearOptions("rigid", window_mm=20.0)  # what this phantom shows is coarse
    assert miss(align_linear(*pictures(pair), options, quiet), pair) < 0.5


def test_correlation_finds_where_one_array_lies_in_the_other():
    large = np.random.default_rng(0).normal(size=(12, 11, 10)).astype(np.float32)
    part = large[3:9, 2:8, 4:9]
    [(value, lag_xyz)] = Shifts(large, np.ones_like(large)).best(part, np.ones_like(part), 1)
    assert lag_xyz == (-4, -2, -3)  # voxel k of the large one is voxel k + lag of the part
    assert value == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("kind", ["translation", "rigid", "similarity", "affine"])
def test_each_kind_has_its_own_degrees_of_freedom(kind):
    pair = phantoms.affine_pair(rotation_deg=4.0, scale=1.08)
    matrix = align_linear(*pictures(pair), LinearOptions(kind), quiet).matrix
    gram = matrix.T @ matrix
    if kind == "translation":
        np.testing.assert_allclose(matrix, np.eye(3), atol=1e-12)
    elif kind == "rigid":
        np.testing.assert_allclose(gram, np.eye(3), atol=1e-6)
    elif kind == "similarity":
        np.testing.assert_allclose(gram, gram[0, 0] * np.eye(3), atol=1e-6)
    else:
        assert np.abs(gram - gram[0, 0] * np.eye(3)).max() > 0.01


def test_the_window_narrows_with_the_voxels_and_may_be_off():
    options = LinearOptions(levels_mm=(4.0, 2.0), window_mm=12.0)
    assert (options.window_at(4.0), options.window_at(2.0)) == (20.0, 12.0)
    assert LinearOptions(window_mm=0.0).window_at(4.0) == 0.0


def test_a_good_start_is_not_left_for_nowhere():
    pair = phantoms.affine_pair(rotation_deg=4.0, scale=1.08)
    for seed in range(4):
        options = LinearOptions(levels_mm=(6.0,), samples=1000)
        found = align_linear(*pictures(pair), options, quiet, initial=pair.fixed_to_moving, seed=seed)
        assert miss(found, pair) < 1.5


def test_mutual_information_aligns_scans_whose_greys_are_turned_round():
    pair = phantoms.affine_pair(rotation_deg=4.0, scale=1.0)
    fixed, moving = pictures(pair)
    inverted = type(moving)(255 - moving.values, moving.grid, moving.mask)
    options = LinearOptions("rigid", metric="mutual information", start="centres", window_mm=0.0)
    assert miss(align_linear(fixed, inverted, options, quiet), pair) < 0.7


def test_the_nearest_affine_map_of_a_bent_one_goes_through_its_middle():
    affine = phantoms.affine_pair().fixed_to_moving
    grid = phantoms.grid_of()
    bent = Composite((phantoms.smooth_field(grid, 0.5), affine))
    assert np.linalg.norm(nearest_affine(bent, grid)([grid.centre_mm]) - affine([grid.centre_mm])) < 0.6
    np.testing.assert_allclose(nearest_affine(Composite((affine,)), grid).matrix, affine.matrix, atol=1e-9)


def test_a_rotation_is_the_nearest_rotation_of_its_stretched_self():
    turn = rotation_about(np.array([0.3, -0.2, 0.5]))
    nearest, scale = nearest_rotation(1.7 * turn)
    np.testing.assert_allclose(nearest, turn, atol=1e-12)
    assert scale == pytest.approx(1.7)
    assert np.linalg.det(nearest_rotation(np.diag([1.0, 1.0, -1.0]))[0]) == pytest.approx(1.0)


def test_volumes_apart_are_refused():
    pair = phantoms.shifted_blobs()
    fixed, moving = pictures(pair)
    assert overlap_share(fixed, moving, Affine.identity()) > 0.95
    with pytest.raises(InvalidInput, match="do not overlap: only 0%"):
        check_overlap(fixed, moving, Affine.translation((500.0, 0.0, 0.0)))
