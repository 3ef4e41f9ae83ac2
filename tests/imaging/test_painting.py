"""The brush covers exactly the voxels its definition names, and a gesture is one patch or nothing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.labels import LabelMap
from workstation.core.planes import ORIENTATIONS, Plane, plane_through
from workstation.imaging.painting import Stroke, stamp

BORDERLINE = 1e-7  # mm, or voxel layers: closer to the edge of the brush than this, rounding may decide


def grid_with(seed: int, spacing, shape=(9, 20, 14)) -> Grid:
    axes, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return Grid(shape, spacing, (5.0, -3.0, 8.0), tuple(axes.ravel()))


def centres(grid: Grid) -> np.ndarray:
    z, y, x = np.meshgrid(*[np.arange(n) for n in grid.shape_zyx], indexing="ij")
    return grid.to_world(np.stack([x, y, z], axis=-1))


def distance_to_segment(points, start, end):
    travel = np.subtract(end, start)
    length = travel @ travel
    part = np.clip((points - start) @ travel / length, 0, 1) if length > 0 else np.zeros(points.shape[:-1])
    return np.linalg.norm(points - start - part[..., None] * travel, axis=-1)


def sphere_by_definition(grid, centre, previous, radius):
    """Voxels that are covered, and voxels where rounding may decide."""
    distance = distance_to_segment(centres(grid), np.asarray(previous), np.asarray(centre))
    return distance <= radius, np.abs(distance - radius) < BORDERLINE


def disc_by_definition(grid, centre, previous, radius, plane):
    normal = plane.normal

    def foot(points):
        offset = np.asarray(points) - plane.origin_mm
        return offset - (offset @ normal)[..., None] * normal

    points = centres(grid)
    distance = distance_to_segment(foot(points), foot(previous), foot(centre))
    thickness = np.abs(normal @ grid.axes * grid.spacing_mm).max()
    layer = (points - plane.origin_mm) @ normal / thickness
    near = np.minimum(np.abs(distance - radius), np.abs(np.abs(layer) - 0.5))
    return (distance <= radius) & (layer >= -0.5) & (layer < 0.5), near < BORDERLINE


spacings = st.tuples(*[st.sampled_from([0.073, 0.2, 0.476, 1.0])] * 3)
indices = st.tuples(*[st.floats(-6, 24)] * 3)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 50), spacing=spacings, at=indices, was=st.none() | indices, radius=st.floats(0.01, 4.0),
)  # fmt: skip
def test_a_swept_sphere_covers_the_voxels_within_its_radius_of_the_segment(seed, spacing, at, was, radius):
    grid = grid_with(seed, spacing)
    centre, previous = grid.point_of(at), grid.point_of(at if was is None else was)
    labels = LabelMap(grid.shape_zyx)
    stamp(labels, grid, centre, radius, 3, previous_mm=None if was is None else previous)
    want, either = sphere_by_definition(grid, centre, previous, radius)
    assert np.array_equal((labels.whole() == 3)[~either], want[~either])


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 50), spacing=spacings, at=indices, was=indices, radius=st.floats(0.01, 4.0),
    tilt=st.none() | st.integers(0, 50), orientation=st.sampled_from(ORIENTATIONS),
)  # fmt: skip
def test_a_swept_disc_covers_one_layer_of_voxels_of_its_plane(seed, spacing, at, was, radius, tilt, orientation):
    grid = grid_with(seed, spacing)
    plane = plane_through(grid, orientation, grid.centre_mm)
    if tilt is not None:
        axes = np.linalg.qr(np.random.default_rng(tilt).normal(size=(3, 3)))[0]
        plane = Plane(grid.point_of((7.1, 9.3, 4.2)), tuple(axes[0].tolist()), tuple(axes[1].tolist()), 9, 9)
    centre, previous = grid.point_of(at), grid.point_of(was)
    labels = LabelMap(grid.shape_zyx)
    stamp(labels, grid, centre, radius, 3, "disc", plane, previous)
    want, either = disc_by_definition(grid, centre, previous, radius, plane)
    assert np.array_equal((labels.whole() == 3)[~either], want[~either])


def test_a_disc_on_a_slice_of_the_volume_stays_in_that_slice():
    grid = grid_with(3, (0.2, 0.073, 0.476))
    plane = plane_through(grid, "coronal", grid.centre_mm)
    labels = LabelMap(grid.shape_zyx)
    stamp(labels, grid, grid.centre_mm, 100.0, 1, "disc", plane)
    assert int(labels.whole().sum()) == plane.rows * plane.columns


def test_a_brush_that_reaches_over_blocks_has_no_seams_and_makes_no_empty_blocks():
    grid = Grid((150, 140, 130), (0.5, 0.5, 0.5))
    labels = LabelMap(grid.shape_zyx)
    stamp(labels, grid, grid.point_of((64, 64, 64)), 12.0, 1)
    want, either = sphere_by_definition(grid, grid.point_of((64, 64, 64)), grid.point_of((64, 64, 64)), 12.0)
    assert np.array_equal((labels.whole() == 1)[~either], want[~either])
    assert len(labels.block_keys()) == 8


def test_only_what_may_be_overwritten_is():
    grid = Grid((8, 8, 8), (1.0, 1.0, 1.0))
    array = np.random.default_rng(0).integers(0, 4, (8, 8, 8)).astype(np.uint8)
    labels = LabelMap.from_array(array)
    stamp(labels, grid, grid.centre_mm, 50.0, 9, over={0, 2})
    np.testing.assert_array_equal(labels.whole(), np.where((array == 0) | (array == 2), 9, array))
    stamp(labels, grid, grid.centre_mm, 50.0, 0, over={3})
    assert labels.values() == {9, 1}


def test_erasing_where_nothing_is_makes_no_blocks():
    grid = Grid((8, 8, 8), (1.0, 1.0, 1.0))
    labels = LabelMap(grid.shape_zyx)
    stamp(labels, grid, grid.centre_mm, 50.0, 0)
    stamp(labels, grid, grid.centre_mm, 50.0, 4, over={1})
    assert labels.block_keys() == []


def test_a_brush_outside_the_volume_changes_nothing():
    grid = Grid((8, 8, 8), (1.0, 1.0, 1.0))
    labels = LabelMap(grid.shape_zyx)
    assert stamp(labels, grid, (100.0, 0.0, 0.0), 3.0, 1) is None
    assert labels == LabelMap(grid.shape_zyx)


def painted_map(grid: Grid) -> LabelMap:
    labels = LabelMap(grid.shape_zyx)
    stamp(labels, grid, grid.point_of((5, 5, 5)), 3.0, 2)
    return labels


def test_a_stroke_shows_itself_while_it_lasts_and_ends_as_a_patch_from_the_state_before():
    grid = grid_with(4, (0.5, 0.4, 0.6))
    labels, before = painted_map(grid), painted_map(grid)
    stroke = Stroke(labels, grid, 1.5, 7)
    revision = labels.revision
    for x in (2, 5, 9):
        stroke.move(grid.point_of((x, 6, 5)))
    shown = labels.whole()
    assert labels.revision > revision
    shown_revision = labels.revision
    patch = stroke.finish()
    assert labels == before
    assert labels.revision > shown_revision
    labels.apply(patch)
    np.testing.assert_array_equal(labels.whole(), shown)
    labels.apply(patch.reversed())
    assert labels == before


def test_a_cancelled_stroke_leaves_no_trace():
    grid = grid_with(4, (0.5, 0.4, 0.6))
    labels = painted_map(grid)
    stroke = Stroke(labels, grid, 1.5, 0, over={2})
    stroke.move(grid.point_of((5, 5, 5)))
    assert labels != painted_map(grid)
    stroke.cancel()
    assert labels == painted_map(grid)


def test_a_stroke_that_changes_nothing_is_an_empty_patch():
    grid = grid_with(4, (0.5, 0.4, 0.6))
    stroke = Stroke(painted_map(grid), grid, 1.0, 2)
    stroke.move(grid.point_of((5, 5, 5)))
    assert stroke.finish().changes == ()


def test_a_stroke_over_many_small_moves_equals_its_segments():
    grid = grid_with(6, (0.2, 0.073, 0.476))
    labels, plain = LabelMap(grid.shape_zyx), LabelMap(grid.shape_zyx)
    path = [grid.point_of(p) for p in ((1, 2, 3), (4, 9, 3), (12, 15, 6))]
    stroke = Stroke(labels, grid, 0.3, 1)
    for p in path:
        stroke.move(p)
    stamp(plain, grid, path[0], 0.3, 1)
    for previous, p in pairwise(path):
        stamp(plain, grid, p, 0.3, 1, previous_mm=previous)
    assert labels == plain


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"value": 256}, "between 0 and 255"),
        ({"radius_mm": 0.0}, "more than 0 mm"),
        ({"radius_mm": float("nan")}, "more than 0 mm"),
        ({"shape": "disc"}, "plane"),
        ({"label_map": LabelMap((8, 8, 9))}, "grid says"),
    ],
)
def test_what_cannot_be_painted_is_refused_in_words(change, says):
    grid = Grid((8, 8, 8), (1.0, 1.0, 1.0))
    arguments = {"label_map": LabelMap((8, 8, 8)), "centre_mm": grid.centre_mm, "radius_mm": 1.0, "value": 1, **change}
    with pytest.raises(InvalidInput, match=says):
        stamp(grid=grid, **arguments)
