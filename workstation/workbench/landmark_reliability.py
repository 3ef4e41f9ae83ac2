"""Whether 95 % means 95 %: what share of marks really lies within the rings that were stated for them.

Two kinds of marks can tell. Every pair that was put by eye is predicted from all others once it is known (*left out*). And
a mark that was put by eye after a ring had been shown or kept hidden says what that ring was worth (*at the time*).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import FloatArray
from workstation.core.landmarks import Landmark
from workstation.imaging.landmarks.prediction import RADII_PER_SD, radius_in_sds
from workstation.workbench.landmark_judging import Sample
from workstation.workbench.landmark_knowledge import Knowledge

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
SURE_SDS = 1.96  # of the interval around an observed share


@dataclass(frozen=True, slots=True)
class Reliability:
    """For one stated share, what share of `count` marks lay that far within, and its 95 % interval (Wilson)."""

    stated: float
    seen: float
    low: float
    high: float
    count: int


def left_out_errors(samples: Sequence[Sample], knowledge: Knowledge) -> FloatArray:
    """How far the marks put by eye lie from where all others expected them, in standard deviations per axis (N,).

    A mark's own error widens the ring it is looked for in.
    """
    found = []
    for each in samples:
        if each.pair_id in knowledge.by_eye:
            expected = each.weighed(knowledge.scales)
            away = math.dist(expected.position_mm, each.moving_mm)
            found.append(_in_sds(away, expected.radius_mm, knowledge.click_mm))
    return np.array(found)


def errors_at_the_time(rows: Iterable[Landmark], click_mm: float) -> FloatArray:
    """The same for marks that were put by eye while a ring said where to expect them, shown or hidden (N,)."""
    marks = [mark for row in rows for mark in (row.fixed, row.moving)]
    return np.array([
        _in_sds(math.dist(mark.position_mm, mark.predicted_mm), mark.radius_mm, click_mm)
        for mark in marks
        if mark is not None and mark.predicted_mm is not None and mark.origin == "hand" and mark.radius_mm > 0
    ])  # fmt: skip


def reliability(errors_sds: FloatArray) -> list[Reliability]:
    """The curve of stated and seen shares for errors (N,) in standard deviations per axis; empty without any."""
    count = len(errors_sds)
    found = []
    for share in SHARES if count else ():
        seen = float((errors_sds <= radius_in_sds(share)).mean())
        middle = (seen + SURE_SDS**2 / (2 * count)) / (1 + SURE_SDS**2 / count)
        half = (
            SURE_SDS / (1 + SURE_SDS**2 / count) * math.sqrt(seen * (1 - seen) / count + (SURE_SDS / (2 * count)) ** 2)
        )
        found.append(Reliability(share, seen, max(middle - half, 0.0), min(middle + half, 1.0), count))
    return found


def _in_sds(away_mm: float, radius_mm: float, click_mm: float) -> float:
    return away_mm / math.hypot(radius_mm / RADII_PER_SD, click_mm)
