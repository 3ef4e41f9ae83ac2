import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import grids, points_in
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, as_points


@given(grids(), st.integers(0, 2**32 - 1))
def test_world_and_voxel_are_inverse_for_any_spacing_and_oblique_direction(grid, seed):
    index = np.random.default_rng(seed).uniform(-10, 300, (20, 3))
    np.testing.assert_allclose(grid.to_index(grid.to_world(index)), index, atol=1e-6)


@given(grids())
def test_the_first_voxel_centre_is_the_origin(grid):
    np.testing.assert_allclose(grid.to_world((0, 0, 0)), grid.origin_mm)


@given(grids(), st.data())
def test_a_grid_contains_its_own_points_and_clamping_leaves_them(grid, data):
    point = data.draw(points_in(grid))
    assert grid.contains(point)
    np.testing.assert_allclose(grid.clamped(point), point, atol=1e-6)


def test_a_point_half_a_voxel_beyond_the_last_centre_is_still_inside():
    grid = Grid((4, 5, 6), (1, 2, 3))
    assert grid.contains((5.5, 0, 0))
    assert not grid.contains((5.6, 0, 0))


def test_spacing_is_given_in_x_y_z_and_shape_in_z_y_x():
    grid = Grid((4, 5, 6), (0.5, 2, 3), origin_mm=(10, 20, 30))
    assert grid.point_of((5, 4, 3)) == (12.5, 28.0, 39.0)
    assert grid.extent_mm == (3.0, 10.0, 12.0)


@given(grids(), st.floats(0.1, 5))
def test_a_resampled_grid_covers_every_old_centre(grid, spacing):
    new = grid.resampled((spacing, spacing, spacing))
    last = np.array(grid.size_xyz) - 1
    assert np.all(new.to_index(grid.to_world(last)) <= np.array(new.size_xyz) - 1 + 1e-6)


@given(grids())
def test_every_world_axis_gets_its_own_grid_axis(grid):
    assert sorted(grid.axis_nearest(axis) for axis in range(3)) == [0, 1, 2]


@pytest.mark.parametrize(
    "wrong",
    [
        {"spacing_mm": (1, 0, 1)},
        {"spacing_mm": (1, float("nan"), 1)},
        {"shape_zyx": (0, 1, 1)},
        {"shape_zyx": (100_000, 100_000, 100_000)},
        {"origin_mm": (0, float("inf"), 0)},
        {"direction": (1, 0.2, 0, 0, 1, 0, 0, 0, 1)},
        {"direction": (1, 0, 0)},
    ],
)
def test_an_impossible_grid_is_refused_when_it_is_made(wrong):
    with pytest.raises(InvalidInput):
        Grid(**{"shape_zyx": (4, 5, 6), "spacing_mm": (1, 1, 1), **wrong})


def test_points_the_wrong_way_round_are_refused_with_the_cure():
    with pytest.raises(InvalidInput, match="transpose"):
        as_points(np.zeros((3, 12)))
