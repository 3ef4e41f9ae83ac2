from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput
from workstation.imaging.landmarks.spline import fit_pairs


def points(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-40, 40, (count, 3))


def bent(places: np.ndarray) -> np.ndarray:
    return places + np.stack([3 * np.sin(places[:, 1] / 30), 2 + places[:, 0] / 20, np.zeros(len(places))], axis=1)


def test_a_shift_known_from_one_pair_is_expected_everywhere():
    model = fit_pairs([(0, 0, 0)], [(3, -1, 2)])
    assert model([(20, 5, 1)]) == pytest.approx(np.array([(23, 4, 3)]))


def test_an_affine_motion_is_found_exactly():
    matrix = np.array([[1.02, 0.05, 0], [-0.04, 0.97, 0.02], [0.01, 0, 1]])
    here = points(12)
    model = fit_pairs(here, here @ matrix.T + [1, 2, 3])
    assert model(points(5, 1)) == pytest.approx(points(5, 1) @ matrix.T + [1, 2, 3], abs=1e-6)
    assert model.jacobian((3, 4, 5)) == pytest.approx(matrix, abs=1e-6)


@settings(deadline=None, max_examples=15)
@given(count=st.integers(5, 40), seed=st.integers(0, 1000))
def test_left_out_residuals_are_what_refitting_without_the_pair_gives(count, seed):
    here = points(count, seed)
    there = bent(here) + np.random.default_rng(seed).normal(0, 0.5, here.shape)
    model = fit_pairs(here, there)
    for n in (0, count - 1):
        keep = np.arange(count) != n
        away = np.linalg.norm(here[keep][:, None] - here[keep][None], axis=2) / 10
        design = np.hstack([np.ones((keep.sum(), 1)), (here[keep] - model.centre_mm) / 10])[:, : model.trend_columns]
        columns = design.shape[1]
        matrix = np.block([[model.nugget * np.eye(keep.sum()) - away, design],
                           [design.T, np.zeros((columns, columns))]])  # fmt: skip
        weights = np.linalg.solve(matrix, np.vstack([(there - here)[keep], np.zeros((columns, 3))]))
        row = np.hstack([-np.linalg.norm(here[n] - here[keep], axis=1) / 10, 1.0, (here[n] - model.centre_mm) / 10])
        predicted = row[: len(weights)] @ weights + here[n]
        assert there[n] - predicted == pytest.approx(model.left_out_mm[n], abs=1e-5)


def test_a_prediction_is_less_certain_far_from_the_pairs():
    here = points(20)
    spread = fit_pairs(here, bent(here)).spread_mm([here[0], (0, 0, 0), (120, 0, 0)])
    assert spread[0] < spread[1] < spread[2]


def test_two_pairs_at_the_same_place_are_no_obstacle():
    here = np.vstack([points(8), points(8)[:1]])
    assert np.isfinite(fit_pairs(here, bent(here))(points(3, 2))).all()


def test_no_pair_is_an_error_that_says_so():
    with pytest.raises(InvalidInput, match="at least one pair"):
        fit_pairs(np.zeros((0, 3)), np.zeros((0, 3)))
