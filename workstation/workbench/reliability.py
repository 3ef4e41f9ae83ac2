"""Whether predicted errors can be believed: the measured curves, and how the prediction did at this case's own landmarks.

Only held-out pairs count: those that neither drove the result nor were learnt from it (`core.lineage`). A handful of
landmarks cannot calibrate anything; they show whether this case looks like those the curves were measured on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workstation.core.errors import Message, listed
from workstation.core.geometry import FloatArray
from workstation.core.lineage import lineage_of
from workstation.core.study import Reading, TransformRecord
from workstation.core.transform import Transform
from workstation.imaging.metrics import target_registration_error
from workstation.imaging.uncertainty import ErrorMap
from workstation.imaging.uncertainty.reliability import Reliability, reliabilities

LEAST_MARK_ERROR_MM = 0.05  # nothing is shown or compared finer than this


@dataclass(frozen=True, eq=False, slots=True)
class OwnPoints:
    """The held-out landmarks of a case: what was predicted at each, its 95 % bound, and what was measured, (N,) in mm."""

    names: tuple[str, ...]
    predicted_mm: FloatArray
    bound_mm: FloatArray
    measured_mm: FloatArray

    @property
    def covered(self) -> int:
        """How many were measured to lie below their bound."""
        return int(np.count_nonzero(self.measured_mm <= np.maximum(self.bound_mm, LEAST_MARK_ERROR_MM)))


@dataclass(frozen=True, eq=False, slots=True)
class ReliabilityReport:
    """The measured curves, and this case's own points; None without a prediction or held-out landmarks."""

    curves: tuple[Reliability, ...]
    points: OwnPoints | None = None

    def sentences(self) -> Iterator[Message]:
        """What it says, and on what it was measured."""
        if not self.curves:
            yield Message("The predictions of this version have not been measured against known truth.")
        else:
            yield Message(
                "Measured on simulated pairs that it was not fitted to, because only there the truth is known everywhere: "
                "{list}. On scans of patients nothing has been measured.",
                {"list": listed(_measured_on(curve) for curve in self.curves)},
            )
        yield self._about_points()

    def _about_points(self) -> Message:
        points = self.points
        if points is None:
            return Message("This case has no held-out landmarks inside the predicted map to compare with.")
        return Message(
            "This case: {covered} of {n} held-out landmarks lie below their 95 % bound; predicted {predicted:.2f} mm on "
            "average, measured {measured:.2f} mm (the error of the marks themselves included).",
            {
                "covered": points.covered, "n": len(points.names), "predicted": float(points.predicted_mm.mean()),
                "measured": float(points.measured_mm.mean()),
            },
        )  # fmt: skip


def _measured_on(curve: Reliability) -> Message:
    return Message(
        "{title} results ({n} places of {m} registrations; {covered:.0%} of the errors lay below their 95 % bound)",
        {"title": Message(curve.title), "n": curve.places, "m": curve.registrations, "covered": curve.covered},
    )


def reliability_of(
    reading: Reading, record: TransformRecord, transform: Transform, error_map: ErrorMap | None, in_mm: bool = True
) -> ReliabilityReport:  # fmt: skip
    """The measured curves with the points of one result of a reading; `in_mm` is false while millimetres are doubtful."""
    points = own_points(reading, record, transform, error_map) if error_map is not None and in_mm else None
    return ReliabilityReport(reliabilities(), points)


def own_points(
    reading: Reading, record: TransformRecord, transform: Transform, error_map: ErrorMap
) -> OwnPoints | None:  # fmt: skip
    """Predicted and measured errors at the pairs on which a result may be scored; None if none lies inside the map."""
    lineage = lineage_of(record, reading.transforms)
    pairs = [pair for pair in reading.landmarks.correspondences() if lineage.may_score(pair)]
    if not pairs:
        return None
    predicted, bound = error_map.at(np.array([pair.fixed_mm for pair in pairs]))
    known = np.isfinite(predicted)
    if not known.any():
        return None
    measured = target_registration_error(pairs, transform)
    names = tuple(pair.name for pair, inside in zip(pairs, known, strict=True) if inside)
    return OwnPoints(names, predicted[known], bound[known], measured[known])
