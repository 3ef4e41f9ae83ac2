import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.geometry import Grid
from workstation.core.planes import ORIENTATIONS, plane_through
from workstation.ui.camera import (
    FARTHEST_MM_PER_PX,
    NEAREST_MM_PER_PX,
    Camera,
    fitted,
    plane_point,
    plane_points,
    world_point,
)

coordinates = st.floats(-500, 500)
cameras = st.builds(
    Camera,
    st.tuples(coordinates, coordinates),
    st.floats(0.01, 4),
    st.tuples(st.integers(1, 3000), st.integers(1, 3000)),
)
GRID = Grid((20, 30, 40), (0.2, 0.5, 2.0), (3.0, -4.0, 5.0))


@given(cameras, coordinates, coordinates)
def test_screen_and_plane_are_inverse_to_one_another(camera, u, v):
    assert camera.to_plane(*camera.to_screen(u, v)) == pytest.approx((u, v), abs=1e-6)


@given(cameras, st.floats(0.2, 5), coordinates, coordinates)
def test_zooming_leaves_the_point_under_the_mouse_where_it_is(camera, factor, x, y):
    point = camera.to_plane(x, y)
    assert camera.zoomed(factor, x, y).to_screen(*point) == pytest.approx((x, y), abs=1e-3)


@given(cameras, st.floats(1e-6, 1e6))
def test_zoom_has_limits_at_both_ends(camera, factor):
    assert NEAREST_MM_PER_PX <= camera.zoomed(factor, 0, 0).mm_per_px <= FARTHEST_MM_PER_PX


@given(cameras, coordinates, coordinates)
def test_the_picture_follows_a_pan_pixel_by_pixel(camera, dx, dy):
    x, y = camera.to_screen(0, 0)
    assert camera.panned(dx, dy).to_screen(0, 0) == pytest.approx((x + dx, y + dy), abs=1e-6)


@given(st.sampled_from(ORIENTATIONS), st.integers(40, 2000), st.integers(40, 2000))
def test_a_fitted_plane_is_seen_whole_and_touches_two_edges(orientation, width, height):
    plane = plane_through(GRID, orientation, GRID.centre_mm)
    camera = fitted(plane, (width, height))
    corners = [plane_point(plane, plane.point_at(r, c)) for r in (0, plane.rows - 1) for c in (0, plane.columns - 1)]
    assert all(camera.shows(*corner) for corner in corners)
    assert camera.mm_per_px < 1.06 * max(camera_need(plane, width, height))


def camera_need(plane, width, height):
    right, down = np.linalg.norm(plane.right_mm), np.linalg.norm(plane.down_mm)
    return plane.columns * right / width, plane.rows * down / height


@given(st.sampled_from(ORIENTATIONS), st.floats(-5, 50), st.floats(-5, 50))
def test_world_points_come_back_from_the_plane(orientation, u, v):
    plane = plane_through(GRID, orientation, GRID.centre_mm)
    point = world_point(plane, u, v)
    assert plane_point(plane, point) == pytest.approx((u, v), abs=1e-9)
    np.testing.assert_allclose(plane_points(plane, np.array([point])), [(u, v)], atol=1e-9)
