from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.imaging.landmarks.calibration import FACTORS, learn_growth, ring_factor, widened
from workstation.imaging.landmarks.spline import fit_pairs

PLACES = np.random.default_rng(2).uniform(-40, 40, (60, 3))


def wave(points: np.ndarray) -> np.ndarray:
    """Smooth motion, easy to guess between close pairs."""
    return points + 3 * np.sin(points[:, [1, 2, 0]] / 18)


def test_leaving_out_no_neighbours_is_leaving_out_the_pair_alone():
    model = fit_pairs(PLACES, wave(PLACES))
    residual, spread = model.left_out_with_neighbours(0)
    assert residual == pytest.approx(model.left_out_mm)
    assert spread == pytest.approx(model.left_out_spread_mm)


def test_a_pair_left_out_with_its_neighbours_is_predicted_as_if_they_had_never_been_there():
    model = fit_pairs(PLACES, wave(PLACES))
    residual, _ = model.left_out_with_neighbours(3)
    near = np.argsort(np.linalg.norm(PLACES - PLACES[7], axis=1))[:4]
    apart = np.linalg.norm(PLACES[:, None] - PLACES[None], axis=2)
    rest = np.setdiff1d(np.arange(60), near)
    # the same kriging system solved without the four
    bordered = np.zeros((60, 60))
    bordered[:56, :56] = model.nugget * np.eye(56) - apart[np.ix_(rest, rest)] / 10
    bordered[:56, 56:] = np.hstack([np.ones((56, 1)), (PLACES[rest] - model.centre_mm) / 10])
    bordered[56:, :56] = bordered[:56, 56:].T
    weights = np.linalg.solve(bordered, np.vstack([(wave(PLACES) - PLACES)[rest], np.zeros((4, 3))]))
    design = np.concatenate([-apart[7, rest] / 10, [1.0], (PLACES[7] - model.centre_mm) / 10])
    assert residual[7] == pytest.approx((wave(PLACES) - PLACES)[7] - design @ weights, abs=1e-6)


def test_uncertainty_of_smooth_motion_grows_faster_than_a_rough_one_would():
    growth, usual_mm = learn_growth(fit_pairs(PLACES, wave(PLACES)))
    assert growth > 1.1
    assert widened(2 * usual_mm, growth, usual_mm) > 2 * usual_mm
    assert widened(0.5 * usual_mm, growth, usual_mm) == 0.5 * usual_mm


def test_few_pairs_teach_nothing_about_growth():
    assert learn_growth(fit_pairs(PLACES[:8], wave(PLACES[:8])))[0] == 1.0


@given(true=st.sampled_from([0.8, 1.0, 1.4, 2.0]), seed=st.integers(0, 30))
def test_rings_hold_what_they_claim_after_the_factor(true, seed):
    rng = np.random.default_rng(seed)

    def scores(count: int) -> np.ndarray:
        return true * np.linalg.norm(rng.standard_normal((count, 3)), axis=1) / 2.795

    factor = ring_factor(scores(400), np.ones(400))
    assert 0.9 < (scores(4000) <= factor).mean() < 0.99


def test_without_pairs_what_simulated_ones_say_stands():
    alone = ring_factor([], [])
    assert FACTORS[0] <= alone <= 1.0
    assert ring_factor([9.0, 9.0], [0.0, 0.0]) == alone  # marks that are worse than the rings say nothing


def test_one_large_error_among_few_does_not_double_the_rings_but_several_do():
    assert ring_factor([2.2], [1.0]) < 1.5
    assert ring_factor([2.2] * 8, np.ones(8)) > 2.0
