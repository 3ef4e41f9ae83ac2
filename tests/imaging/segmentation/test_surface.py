"""Surfaces enclose their label, pictures show what is in front, and a pick finds its world point."""

from __future__ import annotations

import numpy as np
import pytest

from workstation.core.geometry import Grid
from workstation.core.labels import LabelMap
from workstation.core.planes import plane_through
from workstation.imaging.segmentation.surface import FAR, Camera3, cells_of, draw, project, surface_of

RED = (200, 40, 40)


def ball(radius_mm=6.0, spacing=(0.4, 0.3, 0.9)):
    axes, _ = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))
    grid = Grid((30, 70, 60), spacing, (4.0, -2.0, 9.0), tuple(axes.ravel()))
    z, y, x = np.indices(grid.shape_zyx)
    points = grid.to_world(np.stack([x, y, z], axis=-1))
    mask = np.linalg.norm(points - grid.centre_mm, axis=-1) <= radius_mm
    return grid, mask


def test_the_surface_of_a_ball_is_a_ball_with_normals_outwards():
    grid, mask = ball()
    mesh = surface_of(LabelMap.from_array(mask.astype(np.uint8) * 5), grid, 5, RED)
    radii = np.linalg.norm(mesh.points_mm - grid.centre_mm, axis=1)
    assert np.abs(radii - 6.0).max() < 0.9
    assert radii.mean() == pytest.approx(6.0, abs=0.2)
    outwards = (mesh.points_mm - grid.centre_mm) / radii[:, None]
    facing = (mesh.normals * outwards).sum(axis=1)
    assert np.abs(facing).mean() > 0.95
    assert (facing > 0).all() or (facing < 0).all()
    edges = np.sort(mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    _, uses = np.unique(edges, axis=0, return_counts=True)
    assert (uses % 2 == 0).all()  # closed


def test_a_label_that_is_not_drawn_has_no_surface():
    grid, mask = ball()
    assert surface_of(LabelMap(mask.shape), grid, 5, RED) is None


def test_a_label_at_the_border_of_the_volume_is_closed_there():
    grid, mask = ball()
    labels = LabelMap.from_array(np.ones(mask.shape, np.uint8))
    mesh = surface_of(labels, grid, 1, RED)
    edges = np.sort(mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    _, uses = np.unique(edges, axis=0, return_counts=True)
    assert (uses % 2 == 0).all()


def test_a_pick_finds_the_near_side_of_a_ball_from_any_direction():
    grid, mask = ball()
    mesh = surface_of(LabelMap.from_array(mask.astype(np.uint8)), grid, 1, RED)
    camera = Camera3(grid.centre_mm, 0.1)
    for _ in range(4):
        picture = draw(camera, (161, 141), [mesh])
        point = camera.to_world((80, 70, picture.depth[70, 80]), (161, 141))
        away = camera.axes[2]
        np.testing.assert_allclose(np.subtract(point, grid.centre_mm), -6.0 * away, atol=0.6)
        assert picture.depth[2, 2] == FAR
        assert picture.pixels[70, 80, 0] > picture.pixels[70, 80, 1]
        np.testing.assert_allclose(camera.axes @ camera.axes.T, np.eye(3), atol=1e-12)
        camera = camera.turned(90, -60)


def test_a_slice_in_front_hides_the_surface_behind_it():
    grid, mask = ball()
    mesh = surface_of(LabelMap.from_array(mask.astype(np.uint8)), grid, 1, RED)
    plane = plane_through(grid, "coronal", grid.centre_mm)
    axes = np.stack([plane.right_mm / np.linalg.norm(plane.right_mm), plane.down_mm / np.linalg.norm(plane.down_mm)])
    rows = (*axes, np.cross(*axes))
    camera = Camera3(grid.centre_mm, 0.1, tuple(tuple(float(v) for v in row) for row in rows))
    grey = np.full((plane.rows, plane.columns), 77, np.uint8)
    front = draw(camera, (161, 141), [mesh], [(plane, grey, (9, 9, 9))])
    assert front.pixels[70, 80, 0] > 90  # the ball's near half lies before the slice
    assert front.pixels[8, 80].tolist() in ([77, 77, 77], [9, 9, 9])


def test_the_brightest_voxel_along_the_sight_is_shown_where_it_lies():
    grid, _ = ball()
    grey = np.full(grid.shape_zyx, 30, np.uint8)
    grey[12:15, 40:44, 20:23] = 250
    cells = cells_of(grey, grid, 0, 255)
    camera = Camera3(grid.centre_mm, 0.2)
    picture = project(camera, (120, 110), cells)
    row, column = np.unravel_index(picture.pixels[..., 0].argmax(), picture.depth.shape)
    point = camera.to_world((column, row, picture.depth[row, column]), (120, 110))
    np.testing.assert_allclose(point, grid.point_of((21, 41.5, 13)), atol=1.2)
