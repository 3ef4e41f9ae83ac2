"""What is known of a pair of volumes at one moment, as one frozen value that any thread may ask for twins of points."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from workstation.core.geometry import FloatArray, Side, Vector
from workstation.core.landmarks import Correspondence
from workstation.core.study import Case
from workstation.core.transform import Transform
from workstation.imaging.landmarks.calibration import widened
from workstation.imaging.landmarks.prediction import RADII_PER_SD, Prediction, Scales, Witness, predict
from workstation.imaging.landmarks.spline import PairModel, fit_pairs
from workstation.imaging.uncertainty import ErrorMap

CLICK_MM = 0.7  # error of a mark per axis, until repeats have shown the reader's own
GUESS_MM = 5.0  # spread of a place that is only assumed, because both cursors stand at such a distance
UNKNOWN_FIT_MM = 2.0  # spread of a registration that no pair has judged
LEAST_FIT_MM = 0.1  # spread per axis of the best registration
FEWEST_JUDGES = 3  # pairs that say how good a registration is


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What is known of a pair of volumes at one moment.

    Parameters
    ----------
    pairs : accepted pairs, those that are doubted left out
    by_eye : ids of the pairs that a person placed without the program's help
    transform, transform_spread_mm, sources : the registration in use, its error per axis, and what it learnt from
    error_map : its predicted error place by place, which then takes the place of the one figure; None if not predicted
    scales : what the case has taught about the radii
    click_mm : error of the reader's marks, per axis
    """

    case: Case
    pairs: tuple[Correspondence, ...] = ()
    by_eye: frozenset[str] = frozenset()
    transform: Transform | None = None
    transform_spread_mm: float = UNKNOWN_FIT_MM
    error_map: ErrorMap | None = None
    sources: tuple[str, ...] = ()
    scales: Scales = field(default_factory=Scales)
    click_mm: float = CLICK_MM

    @cached_property
    def forward(self) -> PairModel | None:
        """The smooth map from fixed to moving through the pairs, None without any."""
        return fit_pairs(self._points("fixed"), self._points("moving")) if self.pairs else None

    @cached_property
    def backward(self) -> PairModel | None:
        """The same from moving to fixed."""
        return fit_pairs(self._points("moving"), self._points("fixed")) if self.pairs else None

    @cached_property
    def inverse(self) -> Transform | None:
        """The registration from moving to fixed."""
        return self.transform.inverse() if self.transform is not None else None

    @property
    def mark_sources(self) -> tuple[str, ...]:
        """What a mark at a predicted place is learnt from."""
        return tuple(sorted({*self.sources, *(f"landmark:{pair.id}" for pair in self.pairs), "image"}))

    def witnesses(self, side: Side, point_mm: Vector) -> tuple[Witness | None, Witness | None]:
        """What the pairs and the registration report about the twin of a point of `side`."""
        model = self.forward if side == "fixed" else self.backward
        through = self.transform if side == "fixed" else self.inverse
        place = np.array([point_mm])
        pairs = registration = None
        if model is not None:
            pairs = Witness(vector_of(model(place)[0]), self._widened(float(model.spread_mm(place)[0])))
        if through is not None:
            there = vector_of(through(place)[0])
            registration = Witness(there, self._registration_spread_mm(point_mm if side == "fixed" else there))
        return pairs, registration

    def _widened(self, spread_mm: float) -> float:
        return widened(spread_mm, self.scales.growth, self.scales.usual_mm)

    def _registration_spread_mm(self, fixed_mm: Vector) -> float:
        """Error per axis of the registration at a fixed point: what was predicted there, else the one figure."""
        bound = float(self.error_map.at(np.array([fixed_mm]))[1][0]) if self.error_map is not None else math.nan
        return max(bound / RADII_PER_SD, LEAST_FIT_MM) if math.isfinite(bound) else self.transform_spread_mm

    def predict(
        self, side: Side, point_mm: Vector, looks: bool = True, guess_mm: Vector | None = None
    ) -> Prediction | None:
        """Where the twin of a point of `side` lies in the other volume; None while nothing is known.

        Parameters
        ----------
        looks : let the pictures be searched, which takes some 10 to 30 ms
        guess_mm : where to begin while there are neither pairs nor a registration
        """
        pairs, registration = self.witnesses(side, point_mm)
        if pairs is None and registration is None:
            if guess_mm is None:
                return None
            pairs = Witness(guess_mm, GUESS_MM)
        return self._predict(side, point_mm, pairs, registration, looks, self.scales)

    def jacobian(self, side: Side, point_mm: Vector) -> FloatArray:
        """(3, 3), how small steps around a point of `side` are turned and stretched on the way to the other volume."""
        model = self.forward if side == "fixed" else self.backward
        through = self.transform if side == "fixed" else self.inverse
        if model is not None and (through is None or len(self.pairs) > FEWEST_JUDGES):
            return model.jacobian(point_mm)
        if through is None:
            return np.eye(3)
        steps = 3.0 * np.vstack([np.eye(3), -np.eye(3)])
        moved = through(np.asarray(point_mm) + steps)
        matrix: FloatArray = ((moved[:3] - moved[3:]) / 6.0).T
        return matrix

    def _predict(
        self, side: Side, point_mm: Vector, pairs: Witness | None, registration: Witness | None, looks: bool,
        scales: Scales,
    ) -> Prediction:  # fmt: skip
        source, target = self.case.volume(side), self.case.volume("moving" if side == "fixed" else "fixed")
        return predict(
            source, target, point_mm, pairs, registration, self.jacobian(side, point_mm), scales,
            looks and bool(source.grid.contains(point_mm)),
        )  # fmt: skip

    def left_out(self, index: int) -> tuple[Witness, Witness | None]:
        """What all other pairs and the registration report about the twin of a pair, at factor 1."""
        assert self.forward is not None
        pair, model = self.pairs[index], self.forward
        place = np.subtract(pair.moving_mm, model.left_out_mm[index])
        others = Witness(vector_of(place), self._widened(float(model.left_out_place_spread_mm[index])))
        return others, self.witnesses("fixed", pair.fixed_mm)[1]

    def _points(self, side: Side) -> FloatArray:
        return np.array([pair.fixed_mm if side == "fixed" else pair.moving_mm for pair in self.pairs])

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known, so that a place can only be assumed."""
        return not self.pairs and self.transform is None


def spread_of(covariance_mm2: FloatArray) -> float:
    """Root mean square over the axes of a (3, 3) covariance, in mm."""
    return math.sqrt(float(np.trace(covariance_mm2)) / 3)


def vector_of(values: FloatArray) -> Vector:
    """A point as the plain numbers that values keep."""
    x, y, z = (float(v) for v in values)
    return x, y, z
