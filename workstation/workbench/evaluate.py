"""How good the registration results of a case are, in figures that can be published.

Errors count only landmark pairs that neither drove a result nor were meant to, and whose own places were not learnt from
it (`core.lineage`); the residual of those that drove it is given beside them as a fit. Overlap and surface distances
compare the fixed segmentation with the moving one taken through the result, inside the part that both volumes show: a
label that goes on beyond it says nothing about the result, so its share inside is stated. Nothing is stated in
millimetres while the geometry of a volume is doubtful. All figures are plain values, so that `dataclasses.asdict` makes
JSON of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workstation.core.errors import Message
from workstation.core.geometry import SIDES, Grid
from workstation.core.labels import LabelArray, LabelMap
from workstation.core.landmarks import Correspondence
from workstation.core.lineage import lineage_of
from workstation.core.plugin import Report
from workstation.core.study import Case, Reading, TransformRecord, Verdict
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Affine, Transform
from workstation.imaging.mapping import map_points
from workstation.imaging.metrics import (
    Mask,
    Summary,
    SurfaceDistances,
    driving,
    normalised_error,
    summary,
    target_registration_error,
)
from workstation.imaging.overlap import LabelOverlap, label_overlaps, spread_voxels
from workstation.imaging.progress import part_of
from workstation.imaging.regularity import regularity, sample_points
from workstation.imaging.sampling import sample_labels, sample_labels_masked
from workstation.imaging.warping import slice_plane
from workstation.workbench.judged import as_of_now
from workstation.workbench.landmark_trust import error_floor_mm

REGULARITY_POINTS = 200_000
SHARE_POINTS = 4_000  # of each moving label, to find its share inside the fixed volume


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """How well one segment coincides.

    Parameters
    ----------
    dice_before, dice : overlap from 0 to 1, without and with the result, inside what both volumes show
    surface_before, surface : distances in mm there; None where one is empty or millimetres are doubtful
    fixed_share, moving_share : how much of the label in either volume lies, with the result, inside the other volume
    tolerance_met : whether Dice and mean distance are within the thresholds of the study; None where they say nothing
    """

    value: int
    name: str
    dice_before: float
    dice: float
    surface_before: SurfaceDistances | None
    surface: SurfaceDistances | None
    fixed_share: float = 1.0
    moving_share: float = 1.0
    tolerance_met: bool | None = None


@dataclass(frozen=True, slots=True)
class ResultFigures:
    """One registration result in figures.

    Parameters
    ----------
    error_before, error : distances of the pairs on which it may be scored, without and with it, in mm
    fit : distances of the pairs that drove it, in mm; not an accuracy
    tolerance_met : whether `error` is within the thresholds of the study
    folded_share, sd_log_jacobian : regularity (see `imaging.regularity.Regularity`)
    labels_drove_it : then overlaps are a fit as well
    normalised_error : the error in units of the marks' own uncertainty, where that is known (`imaging.metrics`)
    loop_mm : by how much the shortest loop of pairs through it misses itself; no accuracy (see `workbench.loops`)
    not_counted : pairs that say nothing about it: meant to drive, or their place was learnt from it or its kin
    """

    id: str
    method: str
    title: str
    preset: str
    verdict: Verdict
    seconds: float
    peak_memory_mb: float
    error_before: Summary | None
    error: Summary | None
    fit: Summary | None
    tolerance_met: bool | None
    folded_share: float
    sd_log_jacobian: float | None
    labels: tuple[LabelFigures, ...]
    labels_drove_it: bool
    not_counted: int
    normalised_error: float | None = None
    loop_mm: float | None = None


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """All results of one case and reader in figures.

    Parameters
    ----------
    no_millimetres : why figures in mm are missing, "" where they are not
    error_floor_mm : what a perfect result would still show as error, because the reader's marks are only so good; from
        marks that were put twice, None without any
    """

    case: str
    reader: str
    pairs: int
    no_millimetres: str
    results: tuple[ResultFigures, ...]
    error_floor_mm: float | None = None


def evaluate_case(
    case: Case, reading: Reading, transforms: Mapping[str, Transform], tolerance: Tolerance | None = None,
    report: Report | None = None,
) -> CaseFigures:  # fmt: skip
    """The figures of every listed result of a reading.

    Parameters
    ----------
    transforms : by id, for the results that are to be evaluated; results without one are left out
    tolerance : the thresholds of the study; None for the default ones
    report : told how far the work is; may raise `Cancelled`
    """
    held_to, tell = tolerance or Tolerance(), report or _silent
    pairs = reading.landmarks.correspondences()
    reason = why_no_millimetres(case)
    records = [as_of_now(each, case, held_to) for each in reading.transforms.values() if each.id in transforms]
    share = 1 / (len(records) + 1)
    before = _overlaps(case, reading, Affine.identity(), reason, part_of(tell, 0.0, share))
    results = tuple(
        _result(case, reading, record, transforms[record.id], pairs, before, reason, held_to,
                part_of(tell, n * share, (n + 1) * share))
        for n, record in enumerate(records, start=1)
    )  # fmt: skip
    tell(1.0)
    floor = None if reason else error_floor_mm(list(reading.landmarks.repeats.values()))
    return CaseFigures(case.id, reading.reader, len(pairs), reason, results, floor)


def why_no_millimetres(case: Case) -> str:
    """Why no distance may be stated in mm for a case, "" if it may."""
    reasons = []
    for side in SIDES:
        volume = case.volume(side)
        if not volume.millimetres_trusted:
            doubt = volume.provenance.doubt or str(Message("its raster is not scan-converted"))
            words = Message(
                "the geometry of the {side} volume is not confirmed ({doubt})", {"side": side, "doubt": doubt}
            )
            reasons.append(str(words))
    return "; ".join(reasons)


def warped_labels(label_map: LabelMap, grid: Grid, fixed_grid: Grid, fixed_to_moving: Transform) -> LabelMap:
    """Labels of the moving volume (on `grid`) as the fixed volume sees them: on its grid, nearest neighbour.

    Goes through the fixed volume slice by slice, so that memory stays near the size of the result.
    """
    warped = LabelMap(fixed_grid.shape_zyx)
    if not label_map.block_keys():
        return warped
    nz, ny, nx = fixed_grid.shape_zyx
    for z in range(nz):
        pixels = sample_labels(label_map, grid, slice_plane(fixed_grid, z), fixed_to_moving)
        if pixels.any():
            warped.write((slice(z, z + 1), slice(0, ny), slice(0, nx)), pixels[None])
    return warped


def warped_with_overlap(
    label_map: LabelMap, grid: Grid, fixed_grid: Grid, fixed_to_moving: Transform, report: Report
) -> tuple[LabelArray, Mask]:  # fmt: skip
    """Labels of the moving volume (on `grid`) as the fixed volume sees them, and which of its voxels the moving one shows.

    Both (z, y, x) on the fixed grid; labels by nearest neighbour, slice by slice.
    """
    nz = fixed_grid.shape_zyx[0]
    warped, known = np.empty(fixed_grid.shape_zyx, np.uint8), np.empty(fixed_grid.shape_zyx, np.bool_)
    for z in range(nz):
        report(z / nz, "taking labels through")
        warped[z], known[z] = sample_labels_masked(label_map, grid, slice_plane(fixed_grid, z), fixed_to_moving)
    return warped, known


@dataclass(frozen=True, slots=True)
class _Overlap:
    """`LabelOverlap` with the share of the moving label that lies inside the fixed volume."""

    found: LabelOverlap
    moving_share: float


def _overlaps(
    case: Case, reading: Reading, transform: Transform, no_millimetres: str, report: Report
) -> dict[int, _Overlap]:  # fmt: skip
    """For each label that is drawn in both volumes: how the fixed one coincides with the moving one taken through."""
    layers = [number for number, _ in reading.layers("fixed")]
    overlaps: dict[int, _Overlap] = {}
    for place, number in enumerate(layers):
        part = part_of(report, place / len(layers), (place + 1) / len(layers))
        overlaps |= _overlaps_on(number, case, reading, transform, no_millimetres, part)
    return dict(sorted(overlaps.items()))


def _overlaps_on(
    layer: int, case: Case, reading: Reading, transform: Transform, no_millimetres: str, report: Report
) -> dict[int, _Overlap]:  # fmt: skip
    """The same for the labels of one layer."""
    fixed, moving = reading.layer("fixed", layer), reading.layer("moving", layer)
    drawn = sorted(fixed.values() & moving.values())
    if not drawn:
        return {}
    shares = moving_shares(moving.whole(), case.moving.grid, case.fixed.grid, drawn, transform)
    warped, known = warped_with_overlap(moving, case.moving.grid, case.fixed.grid, transform, part_of(report, 0.1, 0.4))
    names = {value: _name(reading, value) for value in drawn}
    done = iter(range(len(drawn)))
    found = label_overlaps(
        fixed.whole(), warped, known, case.fixed.grid, drawn, in_mm=not no_millimetres,
        report=lambda value: report(0.4 + 0.6 * next(done) / len(drawn), names[value]),
    )  # fmt: skip
    return {value: _Overlap(found[value], shares[value]) for value in drawn}


def moving_shares(
    labels: LabelArray, grid: Grid, fixed_grid: Grid, values: list[int], fixed_to_moving: Transform
) -> dict[int, float]:  # fmt: skip
    """Which share of each label of the moving volume (on `grid`) lies inside the fixed one, from evenly spread voxels."""
    inverse, shares = fixed_to_moving.inverse(), {}
    for value, voxels in spread_voxels(labels, values, SHARE_POINTS).items():
        shares[value] = float(fixed_grid.contains(map_points(inverse, grid.to_world(voxels[:, ::-1]))).mean())
    return shares


def _silent(fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
    """A report that nobody reads."""


def _result(
    case: Case, reading: Reading, record: TransformRecord, transform: Transform,
    pairs: list[Correspondence], before: Mapping[int, _Overlap], no_millimetres: str,
    tolerance: Tolerance, report: Report,
) -> ResultFigures:  # fmt: skip
    lineage = lineage_of(record, reading.transforms)
    scored = [] if no_millimetres else [pair for pair in pairs if lineage.may_score(pair)]
    fitted = [] if no_millimetres else driving(pairs, lineage.landmarks)
    error = _summary(scored, transform)
    after = _overlaps(case, reading, transform, no_millimetres, report)
    found = regularity(transform, sample_points(case.fixed.grid, REGULARITY_POINTS))
    return ResultFigures(
        id=record.id,
        method=record.method,
        title=record.title,
        preset=record.preset,
        verdict=record.verdict,
        seconds=record.seconds,
        peak_memory_mb=record.peak_memory_mb,
        error_before=_summary(scored, Affine.identity()),
        error=error,
        fit=_summary(fitted, transform),
        tolerance_met=None if error is None else _within(error, tolerance),
        folded_share=found.folded_share,
        sd_log_jacobian=found.sd_log if math.isfinite(found.sd_log) else None,
        labels=tuple(_label_figures(reading, value, before[value], after[value], tolerance) for value in after),
        labels_drove_it=lineage.used_labels,
        not_counted=len(pairs) - len(scored) - len(fitted),
        normalised_error=normalised_error(scored, transform),
    )


def _within(error: Summary, tolerance: Tolerance) -> bool:
    return error.mean <= tolerance.mean_mm and error.largest <= tolerance.largest_mm


def _summary(pairs: list[Correspondence], transform: Transform) -> Summary | None:
    return summary(target_registration_error(pairs, transform)) if pairs else None


def _label_figures(reading: Reading, value: int, before: _Overlap, after: _Overlap, limits: Tolerance) -> LabelFigures:
    was, now = before.found, after.found
    met = None
    if now.share > 0 and now.surface is not None:
        met = now.dice >= limits.dice and now.surface.mean <= limits.surface_mm
    return LabelFigures(
        value, _name(reading, value), was.dice, now.dice, was.surface, now.surface, now.share, after.moving_share, met
    )


def _name(reading: Reading, value: int) -> str:
    segment = reading.segments.get(value)
    return segment.name if segment else str(value)
