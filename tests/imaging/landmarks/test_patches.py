from __future__ import annotations

import numpy as np
import pytest

from phantoms import grid_of, moved_pair, tiny_simulated_pair
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.landmarks.certainty import voxel_pull
from workstation.imaging.landmarks.patches import COARSE, correlations, match_point
from workstation.imaging.landmarks.pieces import cube

GRID = grid_of((64, 60, 56), (0.8, 0.8, 0.8))


def shifted(shift_mm=(1.3, -0.7, 0.45)):
    return moved_pair(Affine.translation(shift_mm), GRID)


def test_a_shift_is_found_to_a_tenth_of_a_millimetre():
    pair = shifted()
    for point in ((0.0, 0.0, 0.0), (4.0, -3.0, 5.0), (-6.0, 5.0, 2.0)):
        found = match_point(pair.fixed, pair.moving, point, point, 4.0)
        assert found is not None
        assert found.position_mm == pytest.approx(pair.fixed_to_moving([point])[0], abs=0.12)
        assert not found.at_edge


def test_brightness_and_contrast_of_the_other_scan_do_not_matter():
    pair = shifted()
    darker = Volume.from_array((pair.moving.voxels.whole() * 0.5 + 20).astype(np.uint8), GRID)
    found = match_point(pair.fixed, darker, (0, 0, 0), (0, 0, 0), 4.0)
    assert found is not None
    assert found.position_mm == pytest.approx((1.3, -0.7, 0.45), abs=0.15)


def test_a_turned_neighbourhood_is_found_if_the_turn_is_told():
    turn = Affine.about((0, 0, 0), [[0, -1, 0], [1, 0, 0], [0, 0, 1]])
    pair = moved_pair(turn, GRID)
    there = turn([(5.0, 2.0, 1.0)])[0]
    found = match_point(pair.fixed, pair.moving, (5.0, 2.0, 1.0), np.add(there, (1, 1, -1)), 4.0, turn.matrix)
    assert found is not None
    assert found.position_mm == pytest.approx(there, abs=0.12)


def test_an_even_place_matches_nothing():
    flat = Volume.from_array(np.full(GRID.shape_zyx, 80, np.uint8), GRID)
    assert match_point(flat, flat, (0, 0, 0), (0, 0, 0), 4.0) is None


def test_a_place_outside_the_other_volume_matches_nothing():
    pair = shifted()
    assert match_point(pair.fixed, pair.moving, (0, 0, 0), (200, 0, 0), 4.0) is None


def test_correlations_agree_with_the_definition():
    rng = np.random.default_rng(3)
    region = rng.uniform(0, 255, (9, 9, 9)).astype(np.float32)
    weight = np.full((5, 5, 5), 1 / 125, np.float32)
    template = region[2:7, 1:6, 3:8]
    result = correlations(template, region, weight)
    assert result is not None
    assert result[2, 1, 3] == pytest.approx(1, abs=1e-4)
    other = np.corrcoef(template.ravel(), region[:5, :5, :5].ravel())[0, 1]
    assert result[0, 0, 0] == pytest.approx(other, abs=1e-3)


def test_only_the_blocks_around_a_point_are_read():
    class Watched:
        shape, dtype = GRID.shape_zyx, np.dtype(np.uint8)
        read_voxels = 0

        def read(self, box):
            self.read_voxels += int(np.prod([s.stop - s.start for s in box]))
            return np.zeros([s.stop - s.start for s in box], np.uint8)

    voxels = Watched()
    cube(Volume("v", "v", GRID, voxels), np.zeros(3), np.eye(3), 3, COARSE)  # type: ignore[arg-type]
    assert 0 < voxels.read_voxels < np.prod(GRID.shape_zyx) / 4


def test_a_point_on_a_border_is_certain_across_it_and_not_along_it():
    step = np.zeros(GRID.shape_zyx, np.uint8) + 60
    step[:, 30:, :] = 140
    noise = np.random.default_rng(0).integers(0, 8, (2, *GRID.shape_zyx)).astype(np.uint8)
    here, there = (Volume.from_array(step + each, GRID) for each in noise)
    point = GRID.point_of((28, 30, 32))
    found = match_point(here, there, point, point, 3.0)
    assert found is not None
    seen = found.covariance_mm2 - voxel_pull(GRID, GRID, np.eye(3))  # voxels pull alike in all directions
    assert seen[1, 1] < 0.2 * seen[0, 0]


def test_simulated_scans_with_their_own_speckle_are_matched():
    pair = tiny_simulated_pair()
    inside = [mark for mark in pair.landmarks if abs(mark.fixed_mm[0]) < 8][:6]
    away = [np.linalg.norm(np.subtract(found.position_mm, mark.moving_mm)) for mark in inside
            if (found := match_point(pair.fixed, pair.moving, mark.fixed_mm, mark.moving_mm, 3.0))]  # fmt: skip
    assert away
    assert np.median(away) < 1.0
