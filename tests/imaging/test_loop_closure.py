import numpy as np
import pytest

from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField
from workstation.imaging.loop_closure import NOWHERE, closure, closure_map, leg_between, same_voxel
from workstation.imaging.node_map import NodeMap

GRID = Grid((30, 24, 36), (1.0, 1.0, 1.0), (-18.0, 0.0, -15.0))


def bump(place_mm, height_mm):
    """A shift along x around one place, nothing far from it."""
    z, y, x = np.indices(GRID.shape_zyx)
    points = GRID.to_world(np.stack([x, y, z], axis=-1))
    near = np.exp(-((points - np.array(place_mm)) ** 2).sum(axis=-1) / 50)
    vectors = np.zeros((*GRID.shape_zyx, 3), np.float32)
    vectors[..., 0] = height_mm * near
    return DisplacementField(GRID, vectors)


def legs(*transforms):
    return [leg_between(GRID, GRID, each, GRID) for each in transforms]


def test_true_transforms_close_to_within_a_hundredth_of_a_millimetre():
    there, on = bump((0, 10, 0), 2.0), bump((-6, 8, 3), 3.0)
    home = Composite((there, on)).inverse()
    found = closure(legs(there, on, home), GRID.to_world([[18, 10, 15], [8, 12, 20]]))
    assert found.error_mm.max() < 0.01


def test_a_transform_spoilt_by_5_mm_at_one_place_shows_5_mm_there_and_nothing_elsewhere():
    there = Affine.translation((2.0, 0.0, 0.0))
    home = Composite((there.inverse(), bump((0, 10, 0), 5.0)))
    found = closure_map(legs(there, home), GRID, 2.0)
    assert found.at([[0.0, 10.0, 0.0]])[0] == pytest.approx(5.0, abs=0.3)
    assert found.at([[-16.0, 20.0, 12.0]])[0] == pytest.approx(0.0, abs=0.05)


def test_a_point_that_leaves_a_scan_on_the_way_closes_nothing_and_says_where_it_left():
    away = Affine.translation((20.0, 0.0, 0.0))
    found = closure(legs(Affine.identity(), away, away.inverse()), GRID.to_world([[30, 10, 10], [3, 10, 10]]))
    assert found.left_at.tolist() == [1, NOWHERE]
    assert np.isnan(found.error_mm[0])
    assert found.error_mm[1] == pytest.approx(0)


def test_millimetres_that_a_neighbouring_pair_took_otherwise_do_not_count_as_a_gap():
    finer = Grid(GRID.shape_zyx, (0.9, 1.0, 1.1), GRID.origin_mm)
    shift = Affine.translation((1.0, 0.0, 0.0))
    there = leg_between(GRID, GRID, shift, GRID)
    home = leg_between(GRID, finer, Composite((same_voxel(finer, GRID), shift.inverse(), same_voxel(GRID, finer))),
                       finer, GRID)  # fmt: skip
    assert closure([there, home], GRID.to_world([[10, 10, 10]])).error_mm[0] == pytest.approx(0, abs=1e-9)


def test_a_map_is_read_between_its_nodes_and_not_where_nothing_is_known():
    values = np.zeros((3, 3, 3), np.float32)
    values[..., 2], values[0] = 4.0, np.nan
    known = NodeMap(Grid((3, 3, 3), (1.0, 1.0, 1.0)), values)
    np.testing.assert_allclose(known.at([[1.5, 1.0, 1.0], [1.0, 1.0, 1.0]]), [2.0, 0.0])
    assert np.isnan(known.at([[1.0, 1.0, 0.0], [9.0, 1.0, 1.0]])).all()
