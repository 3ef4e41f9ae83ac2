"""How far predicted errors have turned out right: reliability curves that were measured, and on what.

A reliability curve sorts places by their predicted error into parts of equal size and compares, in each, the mean
prediction with the mean true error. It is measured where the truth is known, on pairs that the coefficients never saw
(`tests/benchmarks/error_map.py --keep` writes the file); figures of other coefficients than those that are in use are not
shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from workstation.imaging.uncertainty.model import error_model
from workstation.paths import resources

FILE = "error_reliability.json"


@dataclass(frozen=True, slots=True)
class Reliability:
    """One measured curve.

    Parameters
    ----------
    name, title : a short id, and in words what it was measured on
    places, registrations : how many places of how many registrations
    covered : share of the places whose true error lay below the 95 % bound
    auc_over_2mm : probability that a place off by more than 2 mm was given a larger prediction than one that is not
    predicted_mm, true_mm, true_p95_mm : for each part, mean prediction, mean true error and its 95th percentile
    """

    name: str
    title: str
    places: int
    registrations: int
    covered: float
    auc_over_2mm: float
    predicted_mm: tuple[float, ...]
    true_mm: tuple[float, ...]
    true_p95_mm: tuple[float, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """One curve of the file."""
        lists = {key: tuple(map(float, data[key])) for key in ("predicted_mm", "true_mm", "true_p95_mm")}
        return cls(
            data["name"], data["title"], int(data["places"]), int(data["registrations"]), float(data["covered"]),
            float(data["auc_over_2mm"]), **lists,
        )  # fmt: skip


@cache
def reliabilities() -> tuple[Reliability, ...]:
    """The curves of the coefficients in use; none if those have not been measured."""
    try:
        data = json.loads((resources() / FILE).read_text(encoding="utf-8"))
    except OSError:
        return ()
    if data["model"] != error_model().fingerprint:
        return ()
    return tuple(Reliability.from_json(each) for each in data["curves"])
