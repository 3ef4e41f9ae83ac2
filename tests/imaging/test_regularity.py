from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.spatial.transform import Rotation

from strategies import affines, fields, grids
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField, displacement_on
from workstation.imaging.regularity import (
    finest_spacing_mm,
    inverse_residual,
    jacobian_at,
    regularity,
    sample_points,
)

TURN = Rotation.from_euler("xyz", (0.3, -0.2, 0.5)).as_matrix()
OBLIQUE = Grid((10, 12, 14), (1.5, 2.0, 1.0), (5, -3, 8), tuple(TURN.ravel()))


def inner_points(grid, about=300):
    index = grid.to_index(sample_points(grid, grid.voxel_count))
    inside = np.all((index >= 1) & (index <= np.array(grid.size_xyz) - 2), axis=1)
    return grid.to_world(index[inside])[:about]


def folded_field():
    """A field that reverses the x axis in one layer: x ↦ x - 1.5 (x - 6) between 5 and 7."""
    grid = Grid((8, 8, 13), (1, 1, 1))
    vectors = np.zeros((8, 8, 13, 3), np.float32)
    vectors[:, :, 5, 0], vectors[:, :, 7, 0] = 1.5, -1.5
    return DisplacementField(grid, vectors)


def test_a_constant_field_keeps_volume_everywhere():
    field = DisplacementField(OBLIQUE, np.full((*OBLIQUE.shape_zyx, 3), 2.5, np.float32))
    np.testing.assert_allclose(jacobian_at(field, sample_points(OBLIQUE, 500)), 1, atol=1e-6)


@given(affines())
@settings(max_examples=20, deadline=None)
def test_an_affine_map_changes_volume_by_its_determinant_however_it_is_stored(affine):
    points = inner_points(OBLIQUE)
    determinant = np.linalg.det(affine.matrix)
    np.testing.assert_allclose(jacobian_at(affine, points), determinant)
    np.testing.assert_allclose(jacobian_at(displacement_on(affine, OBLIQUE), points), determinant, atol=1e-3)


def test_folding_is_found_where_it_is_and_counted():
    field = folded_field()
    points = sample_points(field.grid, field.grid.voxel_count)
    folded = jacobian_at(field, points) <= 0
    assert set(points[folded][:, 0]) == {6}
    found = regularity(field, points)
    assert found.folded_share == pytest.approx(1 / 13)
    assert found.lowest == pytest.approx(-0.5)
    assert found.count == 8 * 8 * 13


def test_a_fold_is_seen_through_a_composite():
    moved = Composite((Affine.translation((2, 0, 0)), folded_field(), Affine(TURN, np.zeros(3))))
    assert jacobian_at(moved, [[4.0, 3.0, 3.0], [0.0, 3.0, 3.0]]) == pytest.approx([-0.5, 1.0], abs=1e-5)


def test_spread_of_volume_change_is_that_of_its_logarithm():
    stretched = Affine(np.diag([1.2, 1, 1]), np.zeros(3))
    assert regularity(stretched, sample_points(OBLIQUE, 50)).sd_log == pytest.approx(0, abs=1e-12)
    grid = Grid((4, 4, 41), (1, 1, 1))
    slope = np.where(np.arange(41) < 20, np.exp(0.2) - 1, np.exp(-0.2) - 1)
    vectors = np.zeros((4, 4, 41, 3), np.float32)
    vectors[..., 1:, 0] = np.cumsum(slope)[:40]
    centres = [[x + 0.5, 1.0, 1.0] for x in range(2, 38) if x not in (19, 20)]
    assert regularity(DisplacementField(grid, vectors), centres).sd_log == pytest.approx(0.2, rel=0.01)


@given(fields())
@settings(max_examples=10, deadline=None)
def test_points_taken_through_a_smooth_field_and_back_return(field):
    assert inverse_residual(field, sample_points(field.grid, 200)).max() < 0.01


def test_points_in_a_fold_do_not_all_return():
    assert inverse_residual(folded_field(), [[x, 3.0, 3.0] for x in np.linspace(4, 8, 41)]).max() > 0.5


@given(grids())
@settings(max_examples=40, deadline=None)
def test_samples_are_voxel_centres_inside_the_grid_and_not_many_more_than_asked(grid):
    points = sample_points(grid, 100)
    index = grid.to_index(points)
    assert np.abs(index - np.round(index)).max() < 1e-6
    assert grid.contains(points).all()
    assert 1 <= len(points) <= min(grid.voxel_count, 40 * 100)


def test_steps_follow_the_finest_field_inside():
    coarse = DisplacementField(OBLIQUE, np.zeros((*OBLIQUE.shape_zyx, 3), np.float32))
    fine = DisplacementField(replace(OBLIQUE, spacing_mm=(0.5, 0.4, 0.7)), coarse.displacement_mm)
    assert finest_spacing_mm(Affine.identity()) == 1.0
    assert finest_spacing_mm(coarse) == 1.0
    assert finest_spacing_mm(Composite((coarse, fine.inverse()))) == 0.4
