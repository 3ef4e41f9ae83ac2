"""From measures to millimetres: an additive model of monotone curves, small enough to be read.

    score = intercept + Σ curve(measure)          each curve piecewise linear and never falling
    expected error, 95 % bound = tables of the score

The score predicts ln(0.1 mm + error). Coefficients lie in `resources/error_model.json`; `tests/benchmarks/
fit_error_map.py` finds them from simulated pairs alone. The idea of regressing the error of a registration on measures of
it is that of Sokooti et al., Medical Image Analysis 2019;56:80 (there a random forest).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Self

import numpy as np

from workstation.imaging.preprocess import FloatVoxels
from workstation.imaging.uncertainty.features import NAMES
from workstation.paths import resources

FILE = "error_model.json"


@dataclass(frozen=True)
class Curve:
    """What a measure adds to the score: `adds` at the places `at`, straight between and constant beyond them."""

    at: tuple[float, ...]
    adds: tuple[float, ...]

    def __call__(self, values: FloatVoxels) -> FloatVoxels:
        """The addition for values of any shape."""
        added: FloatVoxels = np.interp(values, self.at, self.adds).astype(np.float32)
        return added


@dataclass(frozen=True)
class ErrorModel:
    """The coefficients.

    Parameters
    ----------
    about : where they come from
    curves : by measure; measures without a curve add nothing
    error, bound : expected error and 95 % bound in mm by score
    """

    about: str
    intercept: float
    curves: Mapping[str, Curve]
    error: Curve
    bound: Curve

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The model from the contents of its file."""
        curves = {name: _curve(curve) for name, curve in data["curves"].items()}
        return cls(data["about"], float(data["intercept"]), curves, _curve(data["error"]), _curve(data["bound"]))

    def to_json(self) -> dict[str, Any]:
        """The contents of its file."""
        return asdict(self)

    @property
    def fingerprint(self) -> str:
        """A short text that is another one as soon as any coefficient is."""
        text = json.dumps({**self.to_json(), "about": ""}, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]

    def score(self, values: FloatVoxels) -> FloatVoxels:
        """The score of measures (in the order of `NAMES`, …)."""
        total = np.full(values.shape[1:], self.intercept, np.float32)
        for name, curve in self.curves.items():
            total += curve(values[NAMES.index(name)])
        return total


@cache
def error_model() -> ErrorModel:
    """The model that comes with the program."""
    return ErrorModel.from_json(json.loads((resources() / FILE).read_text(encoding="utf-8")))


def _curve(data: Mapping[str, Any]) -> Curve:
    return Curve(tuple(map(float, data["at"])), tuple(map(float, data["adds"])))
