"""The questions a registration result must answer before it may be called done, and their verdicts.

A registration never fails silently: each gate gives a figure, PASS, CHECK or FAIL, and a plain sentence. Everything is
found on coarse grids and sample points, so that it takes a second or two and little memory for a full ABUS volume.

The hardest question is whether a result means anything: a deformable method makes any two pictures somewhat alike, even
noise. So the gate "match" looks at the smooth part of the transform only (what is left after smoothing away details
finer than `SMOOTH_MM`) and asks whether the pictures fit better there than a few millimetres aside. Measured on
simulated ABUS and CT pairs, on which the limits were also chosen (lead in local correlation over shifts of 8 mm):
true transforms 0.16 to 0.41; results of the shipped methods with a mean landmark error below 3 mm at least 0.17; wrong
pairs and noise, registered by the same methods, at most 0.05.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import Report
from workstation.core.study import Gate, Value, Verdict
from workstation.core.transform import Affine, Composite, DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.imaging.metrics import driving, held_out, target_registration_error
from workstation.imaging.preprocess import Picture, smoothed, working_picture
from workstation.imaging.progress import part_of
from workstation.imaging.regularity import inverse_residual, regularity, sample_points
from workstation.imaging.sampling import map_points
from workstation.imaging.similarity import local_correlation, taken_through

# Own choices, unless a source is named.
FOLDED_CHECK, FOLDED_FAIL = 0.0, 0.001  # share; above 0 the map cannot be undone there, 0.1 % is more than stray voxels
OVERLAP_CHECK, OVERLAP_FAIL = 0.5, 0.2  # share of fixed voxels; neighbouring views of a breast share about half
SD_LOG_CHECK, SD_LOG_FAIL = 0.5, 1.0  # 1.0: volume changes by a factor of e either way at typical places
DEFORMED_CHECK, DEFORMED_FAIL = 0.15, 0.35  # of the volume's diagonal, after taking out the common shift
INVERSE_CHECK_MM, INVERSE_FAIL_MM = 0.5, 5.0  # 95th percentile
TRE_MEAN_MM, TRE_LARGEST_MM = 2.0, 5.0  # TG-132 (Brock et al. 2017), landmark tolerance of deformable registration
STILL_VOXELS = 0.05  # a transform that moves nothing by more than this is the identity
ALIKE = 0.9  # local correlation above which a pair needs no registration
RISE_FAIL = -0.01  # a result must not make the pictures less alike
AHEAD_CHECK, AHEAD_FAIL = 0.14, 0.07  # see above

SPACING_MM, WINDOW_MM, SHIFT_MM, SMOOTH_MM = 2.0, 4.0, 8.0, 16.0  # for volumes of the size of a breast …
USUAL_SIZE_MM = 100.0  # … that is, this cube root of the volume; smaller ones are judged on a smaller scale
FIELD_POINTS, INVERSE_POINTS = 60_000, 1_500


def judge(
    fixed: Volume,
    moving: Volume,
    transform: Transform,
    *,
    used_landmarks: Collection[str] = (),
    pairs: Sequence[Correspondence] = (),
    report: Report | None = None,
) -> tuple[Gate, ...]:
    """Ask a registration result everything it must answer.

    Parameters
    ----------
    used_landmarks : ids of the pairs that drove the result; their distance is stated as a fit and never as an error
    pairs : corresponding points, those that drove it and others
    report : told how far the work is; may raise `Cancelled`

    Returns
    -------
    The gates; if the transform is not finite, that one alone.
    """
    tell = report or _silent
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
        _moves(points, mapped, fixed.grid, likeness),
        _overlap(mapped, moving.grid),
        _similarity(likeness),
        _match(likeness),
        *_regularity(transform, points),
        _inverse(transform, fixed.grid, moving.grid),
        _deformation(points, mapped, fixed.grid),
        *_landmarks(fixed, moving, transform, pairs, used_landmarks),
    ]
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


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike fixed and moving picture are, as mean local correlation from -1 to 1, NaN where nothing overlaps.

    Parameters
    ----------
    before, after : with the transform left out, and with it
    smooth : with the smooth part of the transform
    aside : the same shifted by `shift_mm` along the axis where that costs least
    """

    before: float
    after: float
    smooth: float
    aside: float
    shift_mm: float

    @property
    def ahead(self) -> float:
        """By how much the smooth part fits better than its shifted copies."""
        return self.smooth - self.aside


def measure_likeness(fixed: Volume, moving: Volume, transform: Transform, report: Report) -> Likeness:
    """How alike the two volumes are before, through the transform, and aside of it; speckle is smoothed away first."""
    report(0.0, "checking the result: alikeness")
    scale = min(1.0, float(np.prod(fixed.grid.extent_mm)) ** (1 / 3) / USUAL_SIZE_MM)
    left, right = _picture(fixed, scale, "fixed"), _picture(moving, scale, "moving")
    unlike_kinds = fixed.modality != moving.modality

    def alike(through: Transform, share_done: float) -> float:
        report(share_done, "checking the result: alikeness")
        values, inside = taken_through(right, left.grid, through)
        mask = inside & left.mask
        if not mask.any():
            return float("nan")
        sigma = WINDOW_MM * scale / np.array(left.grid.spacing_mm)[::-1]
        local, counts = local_correlation(left.values, values, mask, sigma)
        found = np.abs(local[counts]) if unlike_kinds else local[counts]  # bright in one kind may be dark in the other
        return float(found.mean()) if found.size else float("nan")

    before, after = alike(Affine.identity(), 0.2), alike(transform, 0.3)
    smooth = smooth_part(transform, left.grid, SMOOTH_MM * scale)
    steps = SHIFT_MM * scale * np.concatenate([np.eye(3), -np.eye(3)])
    aside = [alike(Composite((Affine.translation(step), smooth)), 0.5 + n / 12) for n, step in enumerate(steps)]
    known = [value for value in aside if np.isfinite(value)]
    return Likeness(
        before=before, after=after, smooth=alike(smooth, 1.0),
        aside=max(known, default=float("nan")), shift_mm=SHIFT_MM * scale,
    )  # fmt: skip


def smooth_part(transform: Transform, grid: Grid, sigma_mm: float) -> Transform:
    """What a transform does on a large scale: its best affine map, and the rest smoothed by a Gaussian of `sigma_mm`."""
    if isinstance(transform, Affine):
        return transform
    z, y, x = (np.arange(n, dtype=np.float64) for n in grid.shape_zyx)
    index = np.stack(np.meshgrid(z, y, x, indexing="ij"), axis=-1)[..., ::-1].reshape(-1, 3)
    points = grid.to_world(index)
    shift = map_points(transform, points) - points
    design = np.column_stack([points - points.mean(axis=0), np.ones(len(points))])
    linear = design @ np.linalg.lstsq(design, shift, rcond=None)[0]
    rest = (shift - linear).astype(np.float32).reshape(*grid.shape_zyx, 3)
    for axis in range(3):
        rest[..., axis] = smoothed(rest[..., axis], grid, sigma_mm)
    return DisplacementField(grid, rest + linear.reshape(rest.shape).astype(np.float32))


def _picture(volume: Volume, scale: float, what: str) -> Picture:
    picture = working_picture(volume, None, SPACING_MM * scale, what)
    blurred = smoothed(picture.values, picture.grid, 0.75 * SPACING_MM * scale)
    return Picture(blurred, picture.grid, picture.mask)


def _finite(mapped: FloatArray) -> Gate:
    bad = int(np.count_nonzero(~np.isfinite(mapped).all(axis=1)))
    if bad:
        return Gate(
            "finite", "FAIL", "The transform gives no place for {count} of {total} points.",
            {"count": bad, "total": len(mapped)},
        )  # fmt: skip
    return Gate("finite", "PASS", "The transform gives every point a place.")


def _moves(points: FloatArray, mapped: FloatArray, grid: Grid, likeness: Likeness) -> Gate:
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
    if likeness.ahead >= AHEAD_CHECK:
        return Gate(
            "moves",
            "CHECK",
            "The transform moves nothing, although the scans do not quite agree ({before:.2f}).",
            values,
        )
    return Gate("moves", "FAIL", "The transform moves nothing, and the scans do not agree ({before:.2f}).", values)


def _overlap(mapped: FloatArray, moving: Grid) -> Gate:
    share = float(moving.contains(mapped).mean())
    verdict = _graded(-share, -OVERLAP_CHECK, -OVERLAP_FAIL)
    return Gate(
        "overlap", verdict, "{share:.0%} of the fixed scan comes to lie inside the moving scan.", {"share": share}
    )


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


def _match(likeness: Likeness) -> Gate:
    values: dict[str, Value] = {"ahead": likeness.ahead, "shift": likeness.shift_mm}
    if not np.isfinite(likeness.ahead):
        return Gate("match", "FAIL", "There is too little structure in the overlap to tell whether the scans match.")
    verdict = _graded(-likeness.ahead, -AHEAD_CHECK, -AHEAD_FAIL, inclusive=True)
    sentence = {
        "PASS": "The scans match here clearly better than {shift:.0f} mm aside (by {ahead:.2f}).",
        "CHECK": "The scans match here only a little better than {shift:.0f} mm aside (by {ahead:.2f}).",
        "FAIL": "The scans match here no better than {shift:.0f} mm aside (by {ahead:.2f}): nothing was found, "
                "or they do not belong together.",
    }  # fmt: skip
    return Gate("match", verdict, sentence[verdict], values)


def _regularity(transform: Transform, points: FloatArray) -> list[Gate]:
    found = regularity(transform, points)
    folding = Gate(
        "folding", _graded(found.folded_share, FOLDED_CHECK, FOLDED_FAIL, inclusive=True),
        "The transform folds at {share:.3%} of the points." if found.folded_share else "The transform folds nowhere.",
        {"share": found.folded_share, "count": found.count},
    )  # fmt: skip
    if not np.isfinite(found.sd_log):
        return [folding]
    change = Gate(
        "volume change", _graded(found.sd_log, SD_LOG_CHECK, SD_LOG_FAIL),
        "Local volume changes by factors of {low:.2f} to {high:.2f} (standard deviation of the logarithm {sd:.2f}).",
        {"low": found.lowest, "high": found.highest, "sd": found.sd_log},
    )  # fmt: skip
    return [folding, change]


def _inverse(transform: Transform, fixed: Grid, moving: Grid) -> Gate:
    points = sample_points(fixed, INVERSE_POINTS)
    points = points[moving.contains(map_points(transform, points))]
    if not len(points):
        return Gate("inverse", "FAIL", "No point of the fixed scan comes to lie inside the moving scan.")
    p95 = float(np.percentile(inverse_residual(transform, points), 95))
    verdict = _graded(p95, INVERSE_CHECK_MM, INVERSE_FAIL_MM)
    sentence = "There and back again, 95 % of the points return to within {mm:.2f} mm."
    return Gate("inverse", verdict, sentence, {"mm": p95})


def _deformation(points: FloatArray, mapped: FloatArray, grid: Grid) -> Gate:
    shift = mapped - points
    common = np.median(shift, axis=0)
    local = float(np.median(np.linalg.norm(shift - common, axis=1)))
    share = local / float(np.linalg.norm(grid.extent_mm))
    return Gate(
        "displacement", _graded(share, DEFORMED_CHECK, DEFORMED_FAIL),
        "Points move by {common:.1f} mm together and by {local:.1f} mm (median) against each other.",
        {"common": float(np.linalg.norm(common)), "local": local},
    )  # fmt: skip


def _landmarks(
    fixed: Volume, moving: Volume, transform: Transform, pairs: Sequence[Correspondence], used: Collection[str]
) -> list[Gate]:
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
        gates.append(_error(scored, transform))
    if fitted:
        residual = float(target_registration_error(fitted, transform).mean())
        gates.append(
            Gate("fit", "PASS", "The {count} pairs that drove it are met to {mm:.2f} mm; this is a fit, not an accuracy.",
                 {"count": len(fitted), "mm": residual})
        )  # fmt: skip
    return gates


def _error(pairs: Sequence[Correspondence], transform: Transform) -> Gate:
    before = target_registration_error(pairs, Affine.identity())
    after = target_registration_error(pairs, transform)
    within = after.mean() <= TRE_MEAN_MM and after.max() <= TRE_LARGEST_MM
    verdict: Verdict = "PASS" if within else "CHECK"
    if after.mean() > before.mean() and not within:
        verdict = "FAIL"
    values: dict[str, Value] = {
        "before": float(before.mean()), "after": float(after.mean()), "largest": float(after.max()), "count": len(pairs)
    }  # fmt: skip
    return Gate(
        "error", verdict,
        "Landmark error: mean {before:.1f} → {after:.1f} mm, largest {largest:.1f} mm, over {count} pairs that did not "
        "drive it.",
        values,
    )  # fmt: skip


def _graded(value: float, check: float, fail: float, inclusive: bool = False) -> Verdict:
    """PASS up to `check`, CHECK up to `fail`, FAIL beyond; `inclusive` lets `fail` itself fail."""
    if value > fail or (inclusive and value >= fail):
        return "FAIL"
    return "CHECK" if value > check else "PASS"


def _silent(fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
    """A report that nobody reads."""
