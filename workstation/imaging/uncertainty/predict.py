"""Predicting how wrong an alignment is at every place, or saying why that cannot be predicted."""

from __future__ import annotations

import math

import numpy as np

from workstation.core.errors import Message
from workstation.core.plugin import Report
from workstation.core.transform import Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.uncertainty.error_map import OUTSIDE, SEEN, UNSEEN, ErrorMap

SMALLEST_MM = 60.0  # cube root of the box of a volume; the simulated breasts of the calibration have 80 to 105
COARSEST_MM = 1.3  # mean voxel size; a coarser scan shows too little of what was calibrated on


def not_calibrated(fixed: Volume, moving: Volume) -> Message | None:
    """Why no error can be predicted for a pair, None if it can: it is calibrated on simulated breast ultrasound only."""
    for volume in (fixed, moving):
        grid = volume.grid
        if volume.modality != "US":
            return Message("The error is not predicted: that is calibrated for ultrasound, and {name} is {kind}.",
                           {"name": volume.name, "kind": volume.modality})  # fmt: skip
        if not volume.millimetres_trusted:
            return Message("The error is not predicted: the millimetres of {name} are not confirmed.",
                           {"name": volume.name})  # fmt: skip
        if math.prod(grid.extent_mm) < SMALLEST_MM**3 or math.prod(grid.spacing_mm) > COARSEST_MM**3:
            return Message("The error is not predicted: that is calibrated for whole breast scans, and {name} is too "
                           "small or too coarse for one.", {"name": volume.name})  # fmt: skip
    return None


def predict(
    fixed: Volume, moving: Volume, transform: Transform, report: Report, threads: int = 2,
    fixed_mask: AnyArray | None = None, moving_mask: AnyArray | None = None,
) -> ErrorMap:  # fmt: skip
    """The predicted-error map of any fixed→moving transform of a pair that `not_calibrated` has nothing against.

    Raises
    ------
    InvalidInput : a volume or mask holds nothing to compare.
    Cancelled : by `report`.
    """
    from workstation.imaging.uncertainty.features import measure
    from workstation.imaging.uncertainty.model import error_model

    features = measure(fixed, moving, transform, report, threads, fixed_mask, moving_mask)
    model = error_model()
    score = model.score(features.values)
    zone = np.where(features.seen, SEEN, np.where(features.overlap, UNSEEN, OUTSIDE)).astype(np.uint8)
    hidden = zone == OUTSIDE
    error, bound = model.error(score), model.bound(score)
    error[hidden] = bound[hidden] = np.nan
    report(1.0, "predicting the error: done")
    return ErrorMap(features.grid, error, bound, zone, features.recognised)
