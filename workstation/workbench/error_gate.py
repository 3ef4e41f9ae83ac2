"""The gate "predicted error": how much of a result may be off by more than is tolerated.

The prediction comes from what the pictures show and is calibrated on simulated breast ultrasound (`imaging.uncertainty`);
for other scans nothing is predicted, and the gate says so. Tolerance: the study's, by default that of AAPM TG-132. Shares
were chosen on simulated pairs of the training seeds: results with a mean landmark error below 0.5 mm had at most 3 % of
their places beyond 2 mm, those just below 2 mm at most 60 %, those turned by 10° or shifted by 8 mm at least 96 %; on
fresh pairs that do not belong together it is mostly 80 % and more, but 55 % was seen (`tests/benchmarks/robustness.py`).

Such pairs are caught by the gate "recognition": whether local content finds its counterpart at all, be it a little aside,
beyond what chance would do. Pairs that do not belong together, registered by the default method (seeds 100 to 103, 6000, and
6002 to 6007 upside down), have at most 8 % of such places, one of them 15 %; on the public cases there are at least 30 %,
even for affine maps that are off by 4.8 mm, 70 % for true ones, and 35 % on a real liver, of alternate frames of one sweep.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.core.plugin import Report
from workstation.core.study import Gate, Verdict
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.mapping import map_points
from workstation.imaging.regularity import sample_points
from workstation.imaging.uncertainty import OUTSIDE, ErrorMap, not_calibrated, predict
from workstation.workbench.grading import PERCENTS, predicted_error, predicted_verdict, recognition

LARGEST_PERCENTILE = 99  # of the places: the largest prediction alone hangs on a single node
FINITE_POINTS = 2_000


def map_for(
    fixed: Volume, moving: Volume, transform: Transform, report: Report, threads: int,
    fixed_mask: AnyArray | None = None, moving_mask: AnyArray | None = None,
) -> ErrorMap | None:  # fmt: skip
    """The predicted-error map of a transform; None for scans it is not calibrated for, or a transform that has gaps."""
    if not_calibrated(fixed, moving) is not None:
        return None
    if not np.isfinite(map_points(transform, sample_points(fixed.grid, FINITE_POINTS))).all():
        return None
    return predict(fixed, moving, transform, report, threads, fixed_mask, moving_mask)


def error_gate(error_map: ErrorMap | None, fixed: Volume, moving: Volume, tolerance: Tolerance) -> Gate | None:
    """What the predicted error says of the whole result; None if it could be predicted but was not."""
    why = not_calibrated(fixed, moving)
    if why is not None:
        return Gate("predicted error", "PASS", why.template, {key: str(value) for key, value in why.values.items()})
    if error_map is None:
        return None
    places = error_map.zone != OUTSIDE
    if not places.any():
        return Gate(
            "predicted error", "FAIL", "No place of the fixed scan comes to lie where the moving scan shows it."
        )
    error = error_map.error_mm[places]
    found = figures_of(error, error_map.bound_mm[places], tolerance)
    percentiles = " ".join(f"{mm:.3g}" for mm in np.percentile(error, PERCENTS))
    return predicted_error(
        {"mean": found.mean_mm, "bound": found.bound_mm, "beyond": found.beyond, "high": found.high_mm,
         "errors": percentiles, "limit": tolerance.mean_mm, "largest": tolerance.largest_mm},
        tolerance,
    )  # fmt: skip


def recognition_gate(error_map: ErrorMap | None, tolerance: Tolerance) -> Gate | None:
    """Whether local content finds its counterpart at all; None where nothing is known of that."""
    if error_map is None or not np.isfinite(error_map.recognised):
        return None
    return recognition({"share": error_map.recognised}, tolerance)


@dataclass(frozen=True, slots=True)
class Figures:
    """Some places in figures.

    Parameters
    ----------
    mean_mm, bound_mm : mean expected error, and what 95 % of the places stay below with a probability of 95 %
    beyond : share of the places that are expected to be off by more than the tolerated mean
    high_mm : error that all but the worst hundredth of the places stay below
    """

    verdict: Verdict
    mean_mm: float
    bound_mm: float
    beyond: float
    high_mm: float


def figures_of(error_mm: AnyArray, bound_mm: AnyArray, tolerance: Tolerance) -> Figures:
    """The verdict over some places, and what it rests on."""
    mean, beyond = float(error_mm.mean()), float((error_mm > tolerance.mean_mm).mean())
    bound, high = float(np.percentile(bound_mm, 95)), float(np.percentile(error_mm, LARGEST_PERCENTILE))
    return Figures(predicted_verdict(beyond, high, tolerance), mean, bound, beyond, high)
