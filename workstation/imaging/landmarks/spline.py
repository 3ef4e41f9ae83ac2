"""A smooth map through landmark pairs that knows how uncertain it is, at every place and for every pair left out.

The thin-plate spline of three dimensions (Bookstein, IEEE TPAMI 1989;11:567) is also the best linear predictor of a
random motion whose increments have the generalised covariance -|h| (universal kriging; Kent and Mardia, J. Roy. Stat.
Soc. B 1994;56:609). So one factorisation gives the map, the standard deviation of its error at any place, and what each
pair would have been predicted as from all others: with B the block of the inverse of the bordered matrix that belongs to
the pairs, the left-out residual is (B y)_i / B_ii and its variance s² / B_ii (Dubrule, Math. Geol. 1983;15:687).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, as_points

UNIT_MM = 10.0  # lengths are counted in this unit, which keeps the matrix well conditioned
PRIOR_MM = 1.0  # how far motion is expected to differ over one unit, per axis, before the pairs have said anything
PRIOR_COUNT = 4.0  # how many residuals that expectation is worth
CLICK_MM = 0.5  # least error of a mark, per axis
NUGGETS = (0.02, 0.08, 0.3, 1.0, 3.0)  # variance of a mark's error relative to the kernel's
FEWEST_FOR_TREND = 7  # pairs from which a linear trend may be fitted
CLIP = 3.0  # standardised residuals above this say that a pair is wrong, not that the model is bad
TINY = 1e-9


@dataclass(frozen=True, eq=False)
class PairModel:
    """A smooth map of fixed to moving points, fitted to pairs.

    Parameters
    ----------
    fixed_mm, moving_mm : (N, 3) pairs it was fitted to
    nugget : how much it smooths: variance of a mark's error relative to the kernel's
    sd_mm : standard deviation per axis of one unit of the kernel
    inverse : (N + P, N + P) inverse of the bordered matrix; P columns of trend
    weights : (N + P, 3) of kernels and trend
    """

    fixed_mm: FloatArray
    moving_mm: FloatArray
    nugget: float
    sd_mm: float
    inverse: FloatArray
    trend_columns: int
    weights: FloatArray
    centre_mm: FloatArray

    def __call__(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Where the points (N, 3) go, in mm."""
        points = as_points(points_mm)
        moved: FloatArray = points + self._design(points) @ self.weights
        return moved

    def spread_mm(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Standard deviation per axis (N,) of the predicted places, in mm; it grows with the distance from the pairs."""
        design = self._design(as_points(points_mm))
        variance = -np.einsum("ni,ij,nj->n", design, self.inverse, design)
        spread: FloatArray = self.sd_mm * np.sqrt(np.maximum(variance, 0.0))
        return spread

    @cached_property
    def left_out_mm(self) -> FloatArray:
        """For each pair, its moving point less what all other pairs predict for it: (N, 3) in mm."""
        return _left_out(self.inverse, self.moving_mm - self.fixed_mm)[0]

    @cached_property
    def left_out_spread_mm(self) -> FloatArray:
        """Standard deviation per axis (N,) that the left-out residuals should have, in mm."""
        diagonal = np.diag(self.inverse)[: len(self.fixed_mm)]
        spread: FloatArray = self.sd_mm / np.sqrt(np.maximum(diagonal, TINY))
        return spread

    @cached_property
    def left_out_place_spread_mm(self) -> FloatArray:
        """Standard deviation per axis (N,) of the places that all others predict, without the error of the mark itself."""
        place: FloatArray = np.sqrt(np.maximum(self.left_out_spread_mm**2 - self.click_mm**2, TINY))
        return place

    def left_out_with_neighbours(self, count: int) -> tuple[FloatArray, FloatArray]:
        """For each pair what `left_out_mm` (N, 3) and its spread (N,) are if its `count` nearest pairs are left out too."""
        pairs = len(self.fixed_mm)
        block, shift = self.inverse[:pairs, :pairs], self.moving_mm - self.fixed_mm
        apart = np.linalg.norm(self.fixed_mm[:, None] - self.fixed_mm[None], axis=2)
        residual, spread = np.empty((pairs, 3)), np.empty(pairs)
        for n, near in enumerate(np.argsort(apart, axis=1)[:, : count + 1]):
            together = np.linalg.pinv(block[np.ix_(near, near)], hermitian=True)
            own = int(np.flatnonzero(near == n)[0])
            residual[n] = together[own] @ (block[near] @ shift)
            spread[n] = self.sd_mm * np.sqrt(max(float(together[own, own]), TINY))
        return residual, spread

    @property
    def click_mm(self) -> float:
        """What the model takes for the error of a mark, per axis, in mm."""
        return float(self.sd_mm * np.sqrt(self.nugget))

    def jacobian(self, point_mm: npt.ArrayLike, reach_mm: float = 3.0) -> FloatArray:
        """(3, 3) matrix by which small steps around a fixed point are turned and stretched on the way."""
        steps = reach_mm * np.vstack([np.eye(3), -np.eye(3)])
        moved = self(np.asarray(point_mm, np.float64) + steps)
        matrix: FloatArray = ((moved[:3] - moved[3:]) / (2 * reach_mm)).T
        return matrix

    def _design(self, points: FloatArray) -> FloatArray:
        away = np.linalg.norm(points[:, None] - self.fixed_mm[None], axis=2) / UNIT_MM
        return np.hstack([-away, _trend(points, self.centre_mm, self.trend_columns)])


def fit_pairs(fixed_mm: npt.ArrayLike, moving_mm: npt.ArrayLike) -> PairModel:
    """Fit a smooth map to pairs (N, 3), N at least 1; how smooth is chosen by the left-out residuals.

    Two pairs at the same place are no obstacle: marks are taken to be a little wrong.
    """
    fixed, moving = as_points(fixed_mm), as_points(moving_mm)
    if len(fixed) == 0 or fixed.shape != moving.shape:
        raise InvalidInput("A map needs at least one pair, got {f} fixed and {m} moving points.",
                           f=len(fixed), m=len(moving))  # fmt: skip
    fits = [_fitted(fixed, moving, nugget) for nugget in NUGGETS]
    return max(fits, key=lambda fit: fit[0])[1]


def without(model: PairModel, outliers: npt.NDArray[np.bool_]) -> PairModel:
    """The same kind of map, fitted to the pairs that are no outliers (N,)."""
    keep = ~outliers
    return fit_pairs(model.fixed_mm[keep], model.moving_mm[keep])


def _fitted(fixed: FloatArray, moving: FloatArray, nugget: float) -> tuple[float, PairModel]:
    """The model for one choice, and how probable the left-out residuals are under it."""
    count, centre = len(fixed), fixed.mean(axis=0)
    columns = 4 if count >= FEWEST_FOR_TREND else 1
    trend = _trend(fixed, centre, columns)
    away = np.linalg.norm(fixed[:, None] - fixed[None], axis=2) / UNIT_MM
    matrix = np.zeros((count + columns, count + columns))
    matrix[:count, :count] = nugget * np.eye(count) - away
    matrix[:count, count:], matrix[count:, :count] = trend, trend.T
    inverse = np.asarray(np.linalg.pinv(matrix, hermitian=True) if count <= columns else np.linalg.inv(matrix))
    shift = moving - fixed
    residual, diagonal = _left_out(inverse, shift)
    score, sd = _judged(residual, diagonal, nugget)
    weights = inverse[:, :count] @ shift
    return score, PairModel(fixed, moving, nugget, sd, inverse, columns, weights, centre)


def _judged(residual: FloatArray, diagonal: FloatArray, nugget: float) -> tuple[float, float]:
    """Log-likelihood of left-out residuals with outliers clipped, and the scale (mm) that makes them standard normal."""
    squares = (residual**2 * diagonal[:, None]).ravel()
    middle = max(float(np.median(squares)) / 0.455, TINY)  # 0.455: median of a squared standard normal
    squares = np.minimum(squares, CLIP**2 * middle)
    count = len(squares)
    variance = (squares.sum() + PRIOR_COUNT * PRIOR_MM**2) / (count + PRIOR_COUNT)
    variance = max(variance, CLICK_MM**2 / nugget * 1e-2)
    score = 1.5 * float(np.log(np.maximum(diagonal, TINY)).sum()) - 0.5 * count * np.log(variance)
    return float(score - 0.5 * (squares / variance).sum()), float(np.sqrt(variance))


def _left_out(inverse: FloatArray, shift: FloatArray) -> tuple[FloatArray, FloatArray]:
    count = len(shift)
    block = inverse[:count, :count]
    diagonal = np.maximum(np.diag(block), TINY)
    residual: FloatArray = block @ shift / diagonal[:, None]
    return residual, diagonal


def _trend(points: FloatArray, centre: FloatArray, columns: int) -> FloatArray:
    ones = np.ones((len(points), 1))
    return ones if columns == 1 else np.hstack([ones, (points - centre) / UNIT_MM])
