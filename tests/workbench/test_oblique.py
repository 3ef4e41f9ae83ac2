"""Oblique planes against direct computation: points, values, distances."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from hands import use_transform
from phantoms import shifted_blobs
from strategies import grids, points_in
from workstation.core.oblique_planes import oblique_plane, voxel_step_mm
from workstation.core.planes import ORIENTATIONS, plane_through
from workstation.core.rotation import NONE, rotation_of
from workstation.core.study import CaseEntry
from workstation.core.transform import Affine
from workstation.imaging.sampling import sample_plane
from workstation.workbench.oblique import crosshair_lines, shown_plane, turn_in_pane
from workstation.workbench.workbench import Workbench

TURNS = st.tuples(*[st.floats(-80.0, 80.0)] * 3)
TURN = Affine.about((1.0, 2.0, 3.0), rotation_of((0.0, 0.0, 20.0)), (3.0, -2.0, 1.0))


@pytest.fixture
def bench(tmp_path):
    bench = Workbench("reader")
    bench.new_study(tmp_path / "study")
    pair = shifted_blobs((3.0, 0.0, 0.0))
    bench.add_case(CaseEntry("case"), pair.fixed, pair.moving)
    bench.show_case("case")
    yield bench
    bench.close()


def use(bench, transform):
    use_transform(bench, transform)
    bench.look_at("fixed", bench.view.fixed_cursor_mm)


@given(st.data(), st.sampled_from(ORIENTATIONS), TURNS)
def test_an_oblique_plane_goes_through_the_point_at_right_angles_to_the_turned_normal(data, orientation, turn):
    grid = data.draw(grids())
    point = data.draw(points_in(grid))
    native, plane = plane_through(grid, orientation, point), oblique_plane(grid, orientation, point, turn)
    right, down = np.asarray(plane.right_mm), np.asarray(plane.down_mm)
    np.testing.assert_allclose(plane.normal, rotation_of(turn) @ native.normal, atol=1e-6)
    assert abs(right @ down) < 1e-9 * np.linalg.norm(right) * np.linalg.norm(down) + 1e-9
    if plane != native:
        assert abs(float(plane.distance_of(np.array([point]))[0])) < 1e-6
        row, column = plane.pixel_of(point)
        assert abs(row - round(row)) < 1e-6
        assert abs(column - round(column)) < 1e-6
        assert np.linalg.norm(right) == pytest.approx(np.linalg.norm(down))


@given(st.data(), st.sampled_from(ORIENTATIONS), TURNS)
def test_an_oblique_plane_is_as_large_as_what_it_cuts_of_the_volume(data, orientation, turn):
    grid = data.draw(grids())
    point = data.draw(points_in(grid))
    plane = oblique_plane(grid, orientation, point, turn)
    size = np.array(grid.size_xyz) - 1.0
    ends = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) * [plane.rows - 1, plane.columns - 1]
    spread = data.draw(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=4, max_size=4))
    for share in spread:  # any point of the volume that lies on the plane lies in the picture
        inside = np.asarray(grid.point_of(np.array(share) * size))
        foot = inside - plane.normal * float(plane.distance_of(inside[None])[0])
        index = grid.to_index(foot)
        if np.all(index >= 0) and np.all(index <= size):
            row, column = plane.pixel_of(tuple(foot.tolist()))
            assert -1e-6 <= row <= ends[:, 0].max() + 1e-6
            assert -1e-6 <= column <= ends[:, 1].max() + 1e-6


@given(st.data(), st.sampled_from(ORIENTATIONS))
def test_without_a_turn_the_slice_is_the_volumes_own(data, orientation):
    grid = data.draw(grids())
    point = data.draw(points_in(grid))
    assert oblique_plane(grid, orientation, point, NONE) == plane_through(grid, orientation, point)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("slab", ["mean", "max", "min"])
def test_an_oblique_picture_and_its_slab_are_what_direct_interpolation_gives(orientation, slab):
    volume = shifted_blobs().fixed
    grid = volume.grid
    plane = oblique_plane(grid, orientation, grid.centre_mm, (12.0, -25.0, 40.0))
    step = voxel_step(grid, plane)
    voxels = volume.voxels.whole().astype(float)
    layers = []
    for shift in (-2, -1, 0, 1, 2):
        points = plane.points_mm() + shift * step * plane.normal
        index = grid.to_index(points.reshape(-1, 3))
        inside = np.all((index >= 0) & (index <= np.array(grid.size_xyz) - 1), axis=1)
        values = ndimage.map_coordinates(voxels, index[:, ::-1].T, order=1, mode="nearest")
        layers.append(np.where(inside, values, np.nan).reshape(plane.rows, plane.columns))
    combined = np.stack(layers)
    all_in = np.isfinite(combined).all(axis=0)
    expected = {"mean": np.mean, "max": np.max, "min": np.min}[slab](combined[:, all_in], axis=0)
    slab_mm = 4 * step + 1e-3
    found = sample_plane(volume.voxels, grid, plane, slab_mm=slab_mm, slab_mode=slab)
    assert np.abs(found[all_in].astype(float) - expected).max() <= 1.01
    single = sample_plane(volume.voxels, grid, plane)
    alone = np.isfinite(layers[2])
    assert np.abs(single[alone].astype(float) - layers[2][alone]).max() <= 0.51


def voxel_step(grid, plane):
    """The spacing of the axis that the plane's normal is nearest to: that of the layers of a slab."""
    return grid.spacing_mm[int(np.argmax(np.abs(plane.normal @ grid.axes)))]


def test_a_step_through_an_oblique_pane_goes_along_its_normal_to_the_next_voxel(bench):
    bench.look(turn_in_pane(bench.view, bench.open_case, "fixed", "transverse", 30.0))
    plane = shown_plane(bench.view, bench.open_case, "fixed", "coronal")
    grid = bench.open_case.case.fixed.grid
    before = np.asarray(bench.view.fixed_cursor_mm)
    bench.scroll("fixed", "coronal", 3)
    moved = np.asarray(bench.view.fixed_cursor_mm) - before
    np.testing.assert_allclose(np.cross(moved, plane.normal), 0, atol=1e-9)
    assert moved[1] > 0  # deeper, as in a straight pane
    assert np.abs(grid.world_to_index[:3, :3] @ moved).max() == pytest.approx(3.0)
    assert np.linalg.norm(moved) == pytest.approx(3 * voxel_step_mm(grid, plane.normal))
    bench.scroll("fixed", "coronal", -3)
    np.testing.assert_allclose(bench.view.fixed_cursor_mm, before, atol=1e-9)


def test_scrolling_ends_at_the_border_and_slides_nowhere(bench):
    bench.look(turn_in_pane(bench.view, bench.open_case, "fixed", "transverse", 30.0))
    grid, before = bench.open_case.case.fixed.grid, np.asarray(bench.view.fixed_cursor_mm)
    normal = shown_plane(bench.view, bench.open_case, "fixed", "coronal").normal
    bench.scroll("fixed", "coronal", 1000)
    end = np.asarray(bench.view.fixed_cursor_mm)
    assert grid.contains(tuple(end.tolist()))
    np.testing.assert_allclose(np.cross(end - before, normal), 0, atol=1e-6)
    bench.scroll("fixed", "coronal", 1)
    np.testing.assert_allclose(bench.view.fixed_cursor_mm, end)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_turning_in_a_pane_keeps_its_own_plane_and_turns_its_lines_by_that_angle(bench, orientation):
    opened = bench.open_case
    before, lines = bench.view, crosshair_lines(bench.view, opened, orientation, "fixed")
    view = turn_in_pane(before, opened, "fixed", orientation, 25.0)
    assert shown_plane(view, opened, "fixed", orientation) == shown_plane(before, opened, "fixed", orientation)
    for each, (x, y) in crosshair_lines(view, opened, orientation, "fixed").items():
        u, v = lines[each]
        turned = math.degrees(math.atan2(u * y - v * x, u * x + v * y))  # clockwise: down is positive
        assert turned == pytest.approx(25.0)
        other = shown_plane(view, opened, "fixed", each)
        line = (
            np.asarray(shown_plane(view, opened, "fixed", orientation).right_mm),
            np.asarray(shown_plane(view, opened, "fixed", orientation).down_mm),
        )
        direction = x * line[0] / np.linalg.norm(line[0]) + y * line[1] / np.linalg.norm(line[1])
        assert abs(direction @ other.normal) < 1e-9


def test_without_a_registration_both_volumes_are_turned_alike(bench):
    view = turn_in_pane(bench.view, bench.open_case, "moving", "sagittal", 15.0)
    planes = [shown_plane(view, bench.open_case, side, "coronal") for side in ("fixed", "moving")]
    np.testing.assert_allclose(planes[0].normal, planes[1].normal, atol=1e-12)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_moving_planes_follow_through_the_transform_in_place_and_orientation(bench, orientation):
    use(bench, TURN)
    opened = bench.open_case
    bench.look(turn_in_pane(bench.view, opened, "fixed", "transverse", 30.0))
    fixed = shown_plane(bench.view, opened, "fixed", orientation)
    moving = shown_plane(bench.view, opened, "moving", orientation)
    np.testing.assert_allclose(moving.normal, rotation_of((0.0, 0.0, 20.0)) @ fixed.normal, atol=1e-6)
    here = np.array([bench.view.fixed_cursor_mm])
    there = TURN(here)
    assert abs(float(moving.distance_of(there)[0])) < 1e-3
    corners = np.array([fixed.point_at(3, 4), fixed.point_at(fixed.rows - 5, fixed.columns - 2)])
    np.testing.assert_allclose(moving.distance_of(TURN(corners)), 0.0, atol=1e-3)
    assert crosshair_lines(bench.view, opened, orientation, "moving") == crosshair_lines(
        bench.view, opened, orientation, "fixed"
    )


def test_unlinked_volumes_and_those_as_scanned_do_not_follow_the_transform(bench):
    use(bench, TURN)
    view = turn_in_pane(bench.view, bench.open_case, "fixed", "transverse", 30.0)
    for loose in (replace(view, linked=False), replace(view, overlay=replace(view.overlay, warped=False))):
        plane = shown_plane(loose, bench.open_case, "moving", "coronal")
        np.testing.assert_allclose(
            plane.normal, shown_plane(loose, bench.open_case, "fixed", "coronal").normal, atol=1e-9
        )
