"""Verdicts: what the figure of a gate is worth, held to the thresholds of a study.

A gate keeps the figures behind its verdict, so that results are graded anew, without measuring anything, when somebody
changes a threshold: `regraded`. Thresholds that are not the default ones stand in the gate's `limits`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from workstation.core.study import Gate, Value, Verdict
from workstation.core.tolerance import Tolerance

Values = Mapping[str, Value]
Grader = Callable[[Values, Tolerance], Gate]


def regraded(gate: Gate, tolerance: Tolerance) -> Gate:
    """A gate as its figures are worth under the present thresholds; one without figures stays as it is."""
    grader, needed = GRADERS.get(gate.name, (None, ()))
    if grader is None or not all(isinstance(gate.values.get(key), int | float) for key in needed):
        return gate
    if grader is predicted_error and "errors" not in gate.values:  # of before 2026-11-23
        changed = tolerance.not_default(PREDICTED)
        return Gate(gate.name, "CHECK", OTHER_LIMITS, dict(gate.values), changed) if changed else gate
    now = grader(gate.values, tolerance)
    is_same = (now.verdict, now.limits, now.values) == (gate.verdict, gate.limits, gate.values)
    return gate if is_same else now


def overlap(values: Values, tolerance: Tolerance) -> Gate:
    """How much of the fixed scan (`share`) lies inside the moving one."""
    verdict = _graded(-number(values, "share"), -tolerance.overlap_check, -tolerance.overlap_fail)
    return _gate("overlap", verdict, "{share:.0%} of the fixed scan comes to lie inside the moving scan.", values,
                 tolerance, "overlap_check", "overlap_fail")  # fmt: skip


MATCH_SENTENCES: dict[Verdict, str] = {
    "PASS": "The scans match here clearly better than {shift:.0f} mm aside (by {ahead:.2f}).",
    "CHECK": "The scans match here only a little better than {shift:.0f} mm aside (by {ahead:.2f}).",
    "FAIL": "The scans match here no better than {shift:.0f} mm aside (by {ahead:.2f}): nothing was found, "
                "or they do not belong together.",
}  # fmt: skip


def match(values: Values, tolerance: Tolerance) -> Gate:
    """How far the fit here leads (`ahead`) over the best fit some way aside (`shift` in mm)."""
    verdict = _graded(-number(values, "ahead"), -tolerance.match_check, -tolerance.match_fail, inclusive=True)
    return _gate("match", verdict, MATCH_SENTENCES[verdict], values, tolerance, "match_check", "match_fail")


RECOGNITION_SENTENCES: dict[Verdict, str] = {
    "PASS": "Local structure finds its counterpart near by at {share:.0%} of the places beyond those by chance.",
    "CHECK": "Local structure finds its counterpart near by at only {share:.0%} of the places beyond those by chance; "
             "look closely.",
    "FAIL": "Local structure finds its counterpart near by at only {share:.0%} of the places beyond those by chance: "
            "nothing was found, or the scans do not belong together.",
}  # fmt: skip


def recognition(values: Values, tolerance: Tolerance) -> Gate:
    """At which `share` of the places, beyond those by chance, local content finds its counterpart near by."""
    verdict = _graded(-number(values, "share"), -tolerance.recognised_check, -tolerance.recognised_fail)
    words = RECOGNITION_SENTENCES[verdict]
    return _gate("recognition", verdict, words, values, tolerance, "recognised_check", "recognised_fail")


def folding(values: Values, tolerance: Tolerance) -> Gate:
    """At which `share` of the points the transform folds."""
    share = number(values, "share")
    verdict = _graded(share, tolerance.folded_check, tolerance.folded_fail, inclusive=True)
    words = "The transform folds at {share:.3%} of the points." if share else "The transform folds nowhere."
    return _gate("folding", verdict, words, values, tolerance, "folded_check", "folded_fail")


def volume_change(values: Values, tolerance: Tolerance) -> Gate:
    """How much local volume changes: factors from `low` to `high`, standard deviation of the logarithm `sd`."""
    words = "Local volume changes by factors of {low:.2f} to {high:.2f} (standard deviation of the logarithm {sd:.2f})."
    verdict = _graded(number(values, "sd"), tolerance.volume_check, tolerance.volume_fail)
    return _gate("volume change", verdict, words, values, tolerance, "volume_check", "volume_fail")


def inverse(values: Values, tolerance: Tolerance) -> Gate:
    """To within how many `mm` 95 % of the points return there and back."""
    verdict = _graded(number(values, "mm"), tolerance.inverse_check_mm, tolerance.inverse_fail_mm)
    return _gate("inverse", verdict, "There and back again, 95 % of the points return to within {mm:.2f} mm.", values,
                 tolerance, "inverse_check_mm", "inverse_fail_mm")  # fmt: skip


def displacement(values: Values, tolerance: Tolerance) -> Gate:
    """How far points move together (`common`, mm) and against each other (`local`, mm; `share` of the diagonal)."""
    words = "Points move by {common:.1f} mm together and by {local:.1f} mm (median) against each other."
    verdict = _graded(number(values, "share"), tolerance.bent_check, tolerance.bent_fail)
    return _gate("displacement", verdict, words, values, tolerance, "bent_check", "bent_fail")


def landmark_error(values: Values, tolerance: Tolerance) -> Gate:
    """Mean error `before` and `after`, the `largest` one, over `count` held-out pairs, in mm."""
    before, after, largest = (number(values, key) for key in ("before", "after", "largest"))
    within = after <= tolerance.mean_mm and largest <= tolerance.largest_mm
    verdict: Verdict = "PASS" if within else "FAIL" if after > before else "CHECK"
    words = (
        "Landmark error: mean {before:.1f} → {after:.1f} mm, largest {largest:.1f} mm, over {count} pairs that did not "
        "drive it."
    )
    return _gate("error", verdict, words, values, tolerance, "mean_mm", "largest_mm")


PREDICTED_SENTENCES: dict[Verdict, str] = {
    "PASS": "The predicted error is {mean:.1f} mm on average, and below {bound:.1f} mm nearly everywhere. "
            "Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).",
    "CHECK": "The predicted error is {mean:.1f} mm on average, but more than {limit:g} mm at {beyond:.0%} of the "
             "places. Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).",
    "FAIL": "The predicted error is {mean:.1f} mm on average, and more than {limit:g} mm at {beyond:.0%} of the "
            "places: this is no alignment. Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).",
}  # fmt: skip
OTHER_LIMITS = ("The predicted error is {mean:.1f} mm on average. It was judged by other thresholds ({limit:g} mm mean, "
                "{largest:g} mm largest); run the registration again to have it judged by those of today.")  # fmt: skip
STUDY_LIMITS = "thresholds of this study"
PREDICTED = ("mean_mm", "largest_mm", "predicted_check", "predicted_fail")  # its thresholds
PERCENTS = np.arange(101)  # percentiles of the predicted error that a gate keeps


def predicted_error(values: Values, tolerance: Tolerance) -> Gate:
    """The predicted error over all places: `mean`, 95 % `bound`, the share `beyond` the `limit`, percentiles `errors`."""
    now = dict(values)
    if (number(values, "limit"), number(values, "largest")) != (tolerance.mean_mm, tolerance.largest_mm):
        now["beyond"] = share_beyond(str(values["errors"]), tolerance.mean_mm)
    changed = tolerance.not_default(("mean_mm", "largest_mm"))
    source = STUDY_LIMITS if changed else tolerance.source
    now |= {"limit": tolerance.mean_mm, "largest": tolerance.largest_mm, "source": source}
    verdict = predicted_verdict(number(now, "beyond"), number(now, "high"), tolerance)
    return _gate("predicted error", verdict, PREDICTED_SENTENCES[verdict], now, tolerance, *PREDICTED)


def predicted_verdict(beyond: float, high_mm: float, tolerance: Tolerance) -> Verdict:
    """What a share of places beyond the tolerated mean, and the error of the worst places, are worth."""
    verdict = _graded(beyond, tolerance.predicted_check, tolerance.predicted_fail)
    return "CHECK" if verdict == "PASS" and high_mm > tolerance.largest_mm else verdict


def share_beyond(errors: str, limit_mm: float) -> float:
    """The share of places beyond a limit, from the percentiles that a gate keeps."""
    at = np.array([float(word) for word in errors.split()])
    return float(1 - np.interp(limit_mm, at, PERCENTS / 100))


def number(values: Values, key: str) -> float:
    """A figure of a gate."""
    return float(values[key])


GRADERS: dict[str, tuple[Grader | None, tuple[str, ...]]] = {
    "overlap": (overlap, ("share",)),
    "match": (match, ("ahead", "shift")),
    "recognition": (recognition, ("share",)),
    "folding": (folding, ("share",)),
    "volume change": (volume_change, ("low", "high", "sd")),
    "inverse": (inverse, ("mm",)),
    "displacement": (displacement, ("common", "local", "share")),
    "error": (landmark_error, ("before", "after", "largest", "count")),
    "predicted error": (predicted_error, ("mean", "bound", "beyond", "limit", "largest")),
}


def _gate(name: str, verdict: Verdict, words: str, values: Values, tolerance: Tolerance, *limits: str) -> Gate:
    return Gate(name, verdict, words, dict(values), tolerance.not_default(limits))


def _graded(value: float, check: float, fail: float, inclusive: bool = False) -> Verdict:
    """PASS up to `check`, CHECK up to `fail`, FAIL beyond; `inclusive` lets `fail` itself fail."""
    if value > fail or (inclusive and value >= fail):
        return "FAIL"
    return "CHECK" if value > check else "PASS"
