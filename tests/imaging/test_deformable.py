"""What deformable methods share: fields that are carried, composed, warped through and kept from folding."""

import numpy as np
import pytest

import phantoms
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField, displacement_on
from workstation.imaging.deformable import WorkingField, jacobian_determinant, linear_start, unfolded
from workstation.imaging.itk import to_field_image
from workstation.imaging.preprocess import working_picture

OBLIQUE = Grid((10, 12, 14), (2.0, 1.5, 2.5), (1.0, 2.0, 3.0), (0.8, -0.6, 0.0, 0.6, 0.8, 0.0, 0.0, 0.0, 1.0))


def quiet(fraction, message="", preview=None, **curves):
    pass


def inner_points(grid, border=3):
    index = np.random.default_rng(0).uniform(border, np.array(grid.size_xyz) - 1 - border, (40, 3))
    return grid.to_world(index)


def test_an_update_comes_before_the_field():
    affine = Affine.about(OBLIQUE.centre_mm, np.diag([1.1, 0.95, 1.0]), (1.0, 0.5, -1.0))
    update = phantoms.smooth_field(OBLIQUE, 1.0)
    field = WorkingField(affine, OBLIQUE, threads=1)
    field.improve(to_field_image(displacement_on(update, OBLIQUE)))
    points = inner_points(OBLIQUE)
    np.testing.assert_allclose(field.result()(points), Composite((update, affine))(points), atol=0.05)


def test_a_field_survives_a_move_to_another_grid():
    bend = phantoms.smooth_field(OBLIQUE, 1.0)
    field = WorkingField(bend, OBLIQUE, threads=1)
    field.move_to(OBLIQUE.resampled((1.0, 1.0, 1.0)))
    points = inner_points(OBLIQUE, 1)
    np.testing.assert_allclose(field.result()(points), bend(points), atol=0.1)


def test_the_moving_picture_seen_through_the_true_motion_is_the_fixed_one():
    pair = phantoms.bent_pair(2.0)
    fixed, moving = (working_picture(v, None, 0.1, "x") for v in (pair.fixed, pair.moving))
    seen = WorkingField(pair.fixed_to_moving, fixed.grid, threads=1).moving_seen(fixed, moving)
    assert np.abs(seen - fixed.values).mean() < 1.0


def test_where_a_picture_does_not_count_both_are_the_same():
    pair = phantoms.shifted_blobs((6.0, 0.0, 0.0))
    fixed, moving = (working_picture(v, None, 0.1, "x") for v in (pair.fixed, pair.moving))
    seen = WorkingField(Affine.translation((20.0, 0.0, 0.0)), fixed.grid, threads=1).moving_seen(fixed, moving)
    beyond = fixed.grid.to_world(np.argwhere(fixed.mask)[:, ::-1])[:, 0] > moving.grid.centre_mm[0] + 27 - 20 + 2
    np.testing.assert_array_equal(seen.ravel()[beyond], fixed.values.ravel()[beyond])


@pytest.mark.parametrize("grid", [OBLIQUE, phantoms.grid_of()], ids=["oblique", "straight"])
def test_a_stretch_of_ten_percent_has_jacobian_one_point_one(grid):
    stretch = Affine.about(grid.centre_mm, np.diag([1.1, 1.0, 1.0]))
    np.testing.assert_allclose(jacobian_determinant(displacement_on(stretch, grid)), 1.1, rtol=1e-4)


def test_a_folded_field_is_unfolded_and_a_sound_one_left_alone():
    sound = displacement_on(phantoms.smooth_field(OBLIQUE, 1.0), OBLIQUE)
    assert unfolded(sound) is sound
    vectors = np.random.default_rng(0).normal(scale=2.0, size=(*OBLIQUE.shape_zyx, 3)).astype(np.float32)
    folded = DisplacementField(OBLIQUE, vectors)
    assert jacobian_determinant(folded).min() < 0
    assert jacobian_determinant(unfolded(folded)).min() > 0


def test_unfolding_leaves_what_lies_away_from_the_fold_as_it_was():
    grid = Grid((40, 30, 30), (1.0, 1.0, 1.0))
    vectors = displacement_on(phantoms.smooth_field(grid, 1.0), grid).displacement_mm.copy()
    vectors[4:6, 14:16, 14:16] += 6.0
    folded = DisplacementField(grid, vectors)
    sound = unfolded(folded)
    assert jacobian_determinant(folded).min() < 0 < jacobian_determinant(sound).min()
    np.testing.assert_array_equal(sound.displacement_mm[25:], vectors[25:])


def test_a_deformed_start_is_taken_as_it_is():
    pair = phantoms.bent_pair(2.0)
    pictures = [working_picture(v, None, 2.0, "x") for v in (pair.fixed, pair.moving)]
    assert linear_start(*pictures, "affine", quiet, initial=pair.fixed_to_moving) is pair.fixed_to_moving
    assert isinstance(linear_start(*pictures, "none", quiet), Affine)
