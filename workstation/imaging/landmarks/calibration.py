"""How wide rings must be in this case: learnt from its own pairs, and from simulated pairs while there are few.

Two things are learnt. How fast the uncertainty of the pairs grows with the distance from them: every pair is predicted again
with more and more of its neighbours left out, as smooth motion is easy to guess between close pairs and hard far from them
(`learn_growth`). And by what factor rings that rest on pairs and registration alone must be multiplied so that they hold
what they claim (`ring_factor`): a weighted split-conformal quantile of error over radius, with the correction for finite
samples (Vovk et al. 2005; Tibshirani et al., NeurIPS 2019, for weights). Scores of simulated pairs stand in for those that
a case does not have yet.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray
from workstation.imaging.landmarks.spline import PairModel

SHARE = 0.95
NEIGHBOURS = (0, 3, 8)  # left out together with a pair, step by step
FEWEST = 16  # pairs that can say how uncertainty grows
PRIOR_PAIRS = 20.0  # how many pairs the expectation that it grows as stated is worth
MOST_GROWTH, MOST_WIDER = 3.0, 4.0
PRIOR_SCORES = (0.06, 0.09, 0.12, 0.16, 0.20, 0.23, 0.27, 0.33, 0.40, 0.57)  # error over radius, simulated pairs
PRIOR_WEIGHT = 60.0  # how many scores of the case they are worth together
FACTORS = (0.7, 2.5)


def learn_growth(model: PairModel) -> tuple[float, float]:
    """How the spread of a pair map grows: the exponent (1 if as stated), and the spread (mm) from which on it counts."""
    usual = float(np.median(model.left_out_place_spread_mm))
    if len(model.fixed_mm) < FEWEST:
        return 1.0, usual
    stated, seen = [], []
    for count in NEIGHBOURS:
        residual, spread = model.left_out_with_neighbours(count)
        square = float(np.median((residual**2).sum(axis=1))) / 2.366  # median of χ² with three degrees of freedom
        stated.append(0.5 * math.log(max(float(np.median(spread**2)) - model.click_mm**2, 1e-6)))
        seen.append(0.5 * math.log(max(square - model.click_mm**2, 0.25 * square, 1e-6)))
    across, up = np.subtract(stated, stated[0]), np.subtract(seen, seen[0])
    slope = float(across @ up) / max(float(across @ across), 1e-6)
    count = len(model.fixed_mm)
    growth = 1.0 + (slope - 1.0) * count / (count + PRIOR_PAIRS)
    return min(max(growth, 1.0), MOST_GROWTH), usual


def widened(spread_mm: float, growth: float, usual_mm: float) -> float:
    """A stated spread (mm) with what the case has taught about its growth."""
    if growth <= 1.0 or spread_mm <= usual_mm:
        return spread_mm
    return spread_mm * min(math.pow(spread_mm / usual_mm, growth - 1.0), MOST_WIDER)


def ring_factor(scores: npt.ArrayLike, weights: npt.ArrayLike) -> float:
    """By what rings must be multiplied so that 95 of 100 hold the truth.

    Parameters
    ----------
    scores : (N,) distance of the truth from the prediction over the radius of the ring
    weights : (N,) from 0 to 1, how much of a score is due to the prediction and not to the mark it was compared with
    """
    own, worth = np.asarray(scores, np.float64), np.asarray(weights, np.float64)
    expected = np.array(PRIOR_SCORES)
    values: FloatArray = np.concatenate([own, _stretched(expected)])
    mass = np.concatenate([worth, np.full(len(values) - len(own), PRIOR_WEIGHT / (len(values) - len(own)))])
    order = np.argsort(values)
    reached = np.cumsum(mass[order]) / (mass.sum() + 1.0)  # the next score may be larger than all
    place = int(np.searchsorted(reached, SHARE))
    found = float(values[order][min(place, len(values) - 1)])
    return min(max(found, FACTORS[0]), FACTORS[1])


def _stretched(deciles: FloatArray) -> FloatArray:
    """Deciles of a distribution, from 5 to 95 %, as many values in its proportion."""
    at = (np.arange(len(deciles)) + 0.5) / len(deciles)
    wanted = (np.arange(40) + 0.5) / 40
    result: FloatArray = np.interp(wanted, at, deciles)
    return result
