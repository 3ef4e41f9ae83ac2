import numpy as np
import pytest
from hypothesis import given

from strategies import affines, fields
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse, displacement_on

POINTS = np.random.default_rng(7).uniform(-30, 30, (50, 3))


@given(affines())
def test_an_affine_map_and_its_inverse_cancel(affine):
    np.testing.assert_allclose(affine.inverse()(affine(POINTS)), POINTS, atol=1e-9)


@given(affines(), affines())
def test_a_composite_applies_its_parts_from_first_to_last(first, second):
    np.testing.assert_allclose(Composite((first, second))(POINTS), second(first(POINTS)))
    np.testing.assert_allclose(second.after(first)(POINTS), second(first(POINTS)), atol=1e-9)


@given(fields())
def test_the_numeric_inverse_of_a_field_reports_a_residual_that_is_true(field):
    points, residual = field.inverse().solve(POINTS)
    np.testing.assert_allclose(np.linalg.norm(field(points) - POINTS, axis=1), residual, atol=1e-9)
    assert residual.max() < 1e-3


@given(affines(), fields())
def test_a_composite_is_inverted_part_by_part_in_opposite_order(affine, field):
    both = Composite((affine, field))
    np.testing.assert_allclose(both(both.inverse()(POINTS)), POINTS, atol=2e-3)


def test_where_a_map_folds_the_inverse_says_so():
    grid = Grid((3, 3, 11), (1, 1, 1), (-5, -1, -1))
    vectors = np.zeros((3, 3, 11, 3), np.float32)
    vectors[..., :5, 0], vectors[..., 6:, 0] = 5, -5
    field = DisplacementField(grid, vectors)
    assert NumericInverse(field).solve([[12.0, 0, 0], [-2.5, 0.5, 0.5]])[1].max() < 1e-3
    squashed = DisplacementField(
        grid, np.zeros((3, 3, 11, 3), np.float32) - grid.to_world(_indices(grid)).astype(np.float32)
    )
    assert NumericInverse(squashed).solve([[2.0, 0, 0]])[1][0] > 1


def test_a_field_is_trilinear_inside_and_keeps_its_border_value_outside():
    grid = Grid((2, 2, 2), (2, 2, 2))
    vectors = np.zeros((2, 2, 2, 3), np.float32)
    vectors[:, :, 1, 0] = 4
    field = DisplacementField(grid, vectors)
    np.testing.assert_allclose(field([[0.5, 1, 1], [9, 1, 1], [-9, 1, 1]]), [[1.5, 1, 1], [13, 1, 1], [-9, 1, 1]])


@given(affines())
def test_a_sampled_affine_map_equals_the_map_between_grid_points(affine):
    grid = Grid((5, 6, 7), (3, 4, 5), (-10, -10, -8))
    field = displacement_on(affine, grid)
    points = np.random.default_rng(1).uniform((-10, -10, -8), (8, 10, 12), (30, 3))
    np.testing.assert_allclose(field(points), affine(points), atol=1e-4)


@pytest.mark.parametrize("matrix", [np.zeros((3, 3)), np.full((3, 3), np.nan), np.eye(2)])
def test_a_map_that_cannot_be_inverted_is_refused(matrix):
    with pytest.raises(InvalidInput):
        Affine(matrix, np.zeros(3))


def test_a_field_with_nan_or_the_wrong_shape_is_refused():
    grid = Grid((2, 2, 2), (1, 1, 1))
    with pytest.raises(InvalidInput, match="NaN"):
        DisplacementField(grid, np.full((2, 2, 2, 3), np.nan, np.float32))
    with pytest.raises(InvalidInput, match="shape"):
        DisplacementField(grid, np.zeros((3, 2, 2, 2), np.float32))


def _indices(grid):
    z, y, x = np.indices(grid.shape_zyx)
    return np.stack([x, y, z], axis=-1)
