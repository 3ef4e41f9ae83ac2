import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import grids, points_in
from workstation.core.geometry import Grid
from workstation.core.planes import ORIENTATIONS, edge_letters, plane_through, slice_step

UPRIGHT = Grid((10, 20, 30), (0.5, 1, 2))


@given(grids(), st.sampled_from(ORIENTATIONS), st.booleans(), st.data())
def test_every_pixel_of_a_plane_is_a_voxel_centre(grid, orientation, upright, data):
    plane = plane_through(grid, orientation, data.draw(points_in(grid)), upright)
    index = grid.to_index(plane.points_mm())
    np.testing.assert_allclose(index, np.round(index), atol=1e-6)
    assert np.all((np.round(index) >= 0) & (np.round(index) < grid.size_xyz))


@given(grids(), st.sampled_from(ORIENTATIONS), st.data())
def test_the_pixel_of_a_point_lies_where_the_point_is(grid, orientation, data):
    point = data.draw(points_in(grid))
    plane = plane_through(grid, orientation, point)
    foot = np.array(plane.point_at(*plane.pixel_of(point)))
    assert abs(plane.distance_of(foot[None])[0]) < 1e-6
    np.testing.assert_allclose(np.linalg.norm(foot - point), abs(plane.distance_of(np.array([point]))[0]), atol=1e-6)


def test_planes_show_a_supine_patient_as_a_sonographer_expects():
    letters = {o: edge_letters(plane_through(UPRIGHT, o, (0, 0, 0))) for o in ORIENTATIONS}
    assert letters["transverse"] == ("R", "L", "A", "P")
    assert letters["coronal"] == ("R", "L", "H", "F")
    assert letters["sagittal"] == ("F", "H", "A", "P")
    assert edge_letters(plane_through(UPRIGHT, "sagittal", (0, 0, 0), upright=True)) == ("A", "P", "H", "F")


@pytest.mark.parametrize("flip", [(-1, 1, 1), (1, -1, 1), (1, 1, -1), (-1, -1, -1)])
def test_a_mirrored_grid_is_shown_the_same_way_round(flip):
    grid = Grid((10, 20, 30), (0.5, 1, 2), direction=tuple(np.diag(flip).ravel()))
    for orientation in ORIENTATIONS:
        assert edge_letters(plane_through(grid, orientation, grid.centre_mm)) == edge_letters(
            plane_through(UPRIGHT, orientation, UPRIGHT.centre_mm)
        )


def test_a_step_forward_goes_deeper_to_the_left_or_to_the_head():
    np.testing.assert_allclose(slice_step(UPRIGHT, "coronal"), (0, 1, 0))
    np.testing.assert_allclose(slice_step(UPRIGHT, "sagittal"), (0.5, 0, 0))
    np.testing.assert_allclose(slice_step(UPRIGHT, "transverse"), (0, 0, 2))
