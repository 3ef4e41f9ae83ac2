from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from phantoms import grid_of
from workstation.imaging.landmarks.certainty import VOXEL_PULL, place_covariance, voxel_pull

EDGE = 19
LINE = np.exp(-0.5 * (np.arange(-9, 10) / 4.5) ** 2)
WEIGHT = (LINE[:, None, None] * LINE[:, None] * LINE / LINE.sum() ** 3).astype(np.float32)


def picture(seed: int, grain: float) -> np.ndarray:
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).standard_normal((EDGE,) * 3), grain)
    return (noise / noise.std()).astype(np.float32)


def spread(noise: float, grain: float) -> float:
    covariance = place_covariance(
        100 + 20 * picture(0, 2.5), 100 + 20 * (picture(0, 2.5) + noise * picture(1, grain)), WEIGHT, 0.5, np.eye(3)
    )
    return float(np.sqrt(np.trace(covariance) / 3))


def test_more_noise_makes_a_place_less_certain():
    assert spread(0.4, 1.0) > 1.5 * spread(0.1, 1.0)


def test_coarse_speckle_of_the_same_strength_makes_it_less_certain_than_fine():
    assert spread(0.3, 2.0) > 1.5 * spread(0.3, 0.5)


def test_the_covariance_turns_with_the_motion():
    turn = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])
    here, there = picture(0, 2.5), picture(0, 2.5) + 0.2 * picture(1, 1.0)
    plain = place_covariance(here, there, WEIGHT, 0.5, np.eye(3))
    assert place_covariance(here, there, WEIGHT, 0.5, turn) == pytest.approx(turn @ plain @ turn.T)


def test_coarse_voxels_pull_along_their_own_axis():
    fine, coarse = grid_of((9, 9, 9), (0.5, 0.5, 0.5)), grid_of((9, 9, 9), (0.5, 0.5, 3.0))
    pull = voxel_pull(fine, coarse, np.eye(3))
    assert np.diag(pull) == pytest.approx(VOXEL_PULL**2 * np.array([0.5, 0.5, 9.25]))
