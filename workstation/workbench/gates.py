"""The questions a registration result must answer before it may be called done, and their verdicts.

A registration never fails silently: each gate gives a figure, PASS, CHECK or FAIL, and a plain sentence. Everything is
found on coarse grids and sample points, so that it takes a second or two and little memory for a full ABUS volume.

The hardest question is whether a result means anything: a deformable method makes any two pictures somewhat alike, even
noise. So the gate "match" looks at the smooth part of the transform only (see `likeness`) and asks whether the pictures
fit better there than a few millimetres aside. Measured on simulated ABUS and CT pairs, on which the limits were also
chosen (lead in local correlation over shifts of 8 mm): true transforms 0.16 to 0.41; results of the shipped methods with
a mean landmark error below 3 mm at least 0.16; wrong pairs and noise, registered by the same methods, at most 0.11, but
scans turned upside down up to 0.19 where few places overlap. The gate "recognition" tells those (see `error_gate`); the gate
"predicted error" asks how much of the overlap may be off.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import Report
from workstation.core.study import Gate, Value, Verdict
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Affine, Transform
from workstation.core.volume import Volume
from workstation.imaging.mapping import map_points
from workstation.imaging.metrics import driving, held_out, target_registration_error
from workstation.imaging.progress import part_of
from workstation.imaging.regularity import inverse_residual, regularity, sample_points
from workstation.imaging.uncertainty import ErrorMap
from workstation.workbench import grading
from workstation.workbench.error_gate import error_gate, recognition_gate
from workstation.workbench.likeness import Likeness, measure_likeness

# What words mean; the thresholds of quality are in `core.tolerance`.
STILL_VOXELS = 0.05  # a transform that moves nothing by more than this is the identity
ALIKE = 0.9  # local correlation above which a pair needs no registration
RISE_FAIL = -0.01  # a result must not make the pictures less alike

FIELD_POINTS, INVERSE_POINTS = 60_000, 1_500


def judge(
    fixed: Volume,
    moving: Volume,
    transform: Transform,
    *,
    used_landmarks: Collection[str] = (),
    pairs: Sequence[Correspondence] = (),
    error_map: ErrorMap | None = None,
    tolerance: Tolerance | None = None,
    report: Report | None = None,
) -> tuple[Gate, ...]:
    """Ask a registration result everything it must answer.

    Parameters
    ----------
    used_landmarks : ids of the pairs that drove the result; their distance is stated as a fit and never as an error
    pairs : corresponding points, those that drove it and others
    error_map : the predicted error of the result, where one could be predicted
    tolerance : the thresholds of the study; None for the default ones
    report : told how far the work is; may raise `Cancelled`

    Returns
    -------
    The gates; if the transform is not finite, that one alone.
    """
    tell, tolerated = report or _silent, tolerance or Tolerance()
    points = sample_points(fixed.grid, FIELD_POINTS)
    mapped = map_points(transform, points)
    finite = _finite(mapped)
    if finite.verdict == "FAIL":
        return (finite,)
    likeness = measure_likeness(fixed, moving, transform, part_of(tell, 0.1, 0.7))
    tell(0.7, "checking the result: regularity")
    gates = [
        finite,
        *_geometry(fixed, moving),
        _moves(points, mapped, fixed.grid, likeness, tolerated),
        grading.overlap({"share": float(moving.grid.contains(mapped).mean())}, tolerated),
        _similarity(likeness),
        _match(likeness, tolerated),
        *_regularity(transform, points, tolerated),
        _inverse(transform, fixed.grid, moving.grid, tolerated),
        _deformation(points, mapped, fixed.grid, tolerated),
        *_landmarks(fixed, moving, transform, pairs, used_landmarks, tolerated),
    ]
    of_map = recognition_gate(error_map, tolerated), error_gate(error_map, fixed, moving, tolerated)
    gates += [gate for gate in of_map if gate is not None]
    tell(1.0, "checking the result: done")
    return tuple(gates)


def _geometry(fixed: Volume, moving: Volume) -> list[Gate]:
    """A word of caution where millimetres are not confirmed; a result on such scans never passes unasked."""
    doubtful = _doubtful(fixed, moving)
    if not doubtful:
        return []
    words = "The millimetres of {name} are not confirmed; take every distance here as provisional."
    return [Gate("geometry", "CHECK", words, {"name": doubtful})]


def _doubtful(fixed: Volume, moving: Volume) -> str:
    """The names of the volumes whose millimetres are not confirmed, "" if there are none."""
    return ", ".join(volume.name for volume in (fixed, moving) if not volume.millimetres_trusted)


def _finite(mapped: FloatArray) -> Gate:
    bad = int(np.count_nonzero(~np.isfinite(mapped).all(axis=1)))
    if bad:
        return Gate(
            "finite", "FAIL", "The transform gives no place for {count} of {total} points.",
            {"count": bad, "total": len(mapped)},
        )  # fmt: skip
    return Gate("finite", "PASS", "The transform gives every point a place.")


def _moves(points: FloatArray, mapped: FloatArray, grid: Grid, likeness: Likeness, tolerance: Tolerance) -> Gate:
    furthest = float(np.linalg.norm(mapped - points, axis=1).max())
    if furthest > STILL_VOXELS * min(grid.spacing_mm):
        return Gate("moves", "PASS", "The transform moves points by up to {mm:.1f} mm.", {"mm": furthest})
    if not np.isfinite(likeness.before):
        return Gate("moves", "FAIL", "The transform moves nothing, and the scans do not overlap.", {"mm": furthest})
    values: dict[str, Value] = {"mm": furthest, "before": likeness.before}
    if likeness.before >= ALIKE:
        return Gate(
            "moves", "PASS", "The transform moves nothing, and the scans agree as they are ({before:.2f}).", values
        )
    if likeness.ahead >= tolerance.match_check:
        return Gate(
            "moves",
            "CHECK",
            "The transform moves nothing, although the scans do not quite agree ({before:.2f}).",
            values,
        )
    return Gate("moves", "FAIL", "The transform moves nothing, and the scans do not agree ({before:.2f}).", values)


def _similarity(likeness: Likeness) -> Gate:
    values: dict[str, Value] = {"before": likeness.before, "after": likeness.after}
    if not np.isfinite(likeness.after):
        return Gate("similarity", "FAIL", "The scans have nothing in common after registration that could be compared.")
    if not np.isfinite(likeness.before):
        return Gate(
            "similarity", "PASS", "Local correlation is {after:.2f}; before, the scans did not overlap.",
            {"after": likeness.after},
        )  # fmt: skip
    rise = likeness.after - likeness.before
    if rise < RISE_FAIL:
        return Gate(
            "similarity", "FAIL", "The scans are less alike than before: local correlation {before:.2f} → {after:.2f}.",
            values,
        )  # fmt: skip
    verdict: Verdict = "PASS" if rise > 0 or likeness.before >= ALIKE else "CHECK"
    return Gate("similarity", verdict, "Local correlation of the scans: {before:.2f} → {after:.2f}.", values)


def _match(likeness: Likeness, tolerance: Tolerance) -> Gate:
    if not np.isfinite(likeness.ahead):
        return Gate("match", "FAIL", "There is too little structure in the overlap to tell whether the scans match.")
    return grading.match({"ahead": likeness.ahead, "shift": likeness.shift_mm}, tolerance)


def _regularity(transform: Transform, points: FloatArray, tolerance: Tolerance) -> list[Gate]:
    found = regularity(transform, points)
    gates = [grading.folding({"share": found.folded_share, "count": found.count}, tolerance)]
    if np.isfinite(found.sd_log):
        change = {"low": found.lowest, "high": found.highest, "sd": found.sd_log}
        gates.append(grading.volume_change(change, tolerance))
    return gates


def _inverse(transform: Transform, fixed: Grid, moving: Grid, tolerance: Tolerance) -> Gate:
    points = sample_points(fixed, INVERSE_POINTS)
    points = points[moving.contains(map_points(transform, points))]
    if not len(points):
        return Gate("inverse", "FAIL", "No point of the fixed scan comes to lie inside the moving scan.")
    return grading.inverse({"mm": float(np.percentile(inverse_residual(transform, points), 95))}, tolerance)


def _deformation(points: FloatArray, mapped: FloatArray, grid: Grid, tolerance: Tolerance) -> Gate:
    shift = mapped - points
    common = np.median(shift, axis=0)
    local = float(np.median(np.linalg.norm(shift - common, axis=1)))
    share = local / float(np.linalg.norm(grid.extent_mm))
    return grading.displacement(
        {"common": float(np.linalg.norm(common)), "local": local, "share": share}, tolerance
    )  # fmt: skip


def _landmarks(
    fixed: Volume, moving: Volume, transform: Transform, pairs: Sequence[Correspondence], used: Collection[str],
    tolerance: Tolerance,
) -> list[Gate]:  # fmt: skip
    """The error on pairs that did not drive the result, and the fit of those that did."""
    if not pairs:
        return []
    doubtful = _doubtful(fixed, moving)
    if doubtful:
        return [Gate("error", "CHECK", "The landmark error is not stated: the millimetres of {name} are not confirmed.",
                     {"name": doubtful})]  # fmt: skip
    gates = []
    scored, fitted = held_out(pairs, used), driving(pairs, used)
    if scored:
        gates.append(_error(scored, transform, tolerance))
    if fitted:
        residual = float(target_registration_error(fitted, transform).mean())
        gates.append(
            Gate("fit", "PASS", "The {count} pairs that drove it are met to {mm:.2f} mm; this is a fit, not an accuracy.",
                 {"count": len(fitted), "mm": residual})
        )  # fmt: skip
    return gates


def _error(pairs: Sequence[Correspondence], transform: Transform, tolerance: Tolerance) -> Gate:
    before = target_registration_error(pairs, Affine.identity())
    after = target_registration_error(pairs, transform)
    return grading.landmark_error(
        {"before": float(before.mean()), "after": float(after.mean()), "largest": float(after.max()), "count": len(pairs)},
        tolerance,
    )  # fmt: skip


def _silent(fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
    """A report that nobody reads."""
