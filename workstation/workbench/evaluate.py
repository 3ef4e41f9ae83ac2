"""How good the registration results of a case are, in figures that can be published.

Errors count only landmark pairs that neither drove a result nor were meant to, and whose own places were not learnt from
it (`core.lineage`); the residual of those that drove it is given beside them as a fit. Overlap and surface distances
compare the fixed segmentation with the moving one taken through the result. Nothing is stated in millimetres while the
geometry of a volume is doubtful. All figures are plain values, so that `dataclasses.asdict` makes JSON of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from workstation.core.geometry import SIDES, Grid
from workstation.core.labels import BLOCK, Box, LabelMap
from workstation.core.landmarks import Correspondence
from workstation.core.lineage import lineage_of
from workstation.core.study import Case, Reading, TransformRecord, Verdict
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Affine, Transform
from workstation.imaging.metrics import (
    Summary,
    SurfaceDistances,
    dice,
    driving,
    normalised_error,
    summary,
    surface_distances,
    target_registration_error,
)
from workstation.imaging.regularity import regularity, sample_points
from workstation.imaging.sampling import sample_labels
from workstation.imaging.warping import slice_plane
from workstation.workbench.judged import as_of_now
from workstation.workbench.landmark_trust import error_floor_mm

REGULARITY_POINTS = 200_000


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """How well one segment coincides.

    Parameters
    ----------
    dice_before, dice : overlap from 0 to 1, without and with the result
    surface_before, surface : distances in mm; None where one is empty or millimetres are doubtful
    """

    value: int
    name: str
    dice_before: float
    dice: float
    surface_before: SurfaceDistances | None
    surface: SurfaceDistances | None


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
    case: Case, reading: Reading, transforms: Mapping[str, Transform], tolerance: Tolerance | None = None
) -> CaseFigures:
    """The figures of every listed result of a reading.

    Parameters
    ----------
    transforms : by id, for the results that are to be evaluated; results without one are left out
    tolerance : the thresholds of the study; None for the default ones
    """
    held_to = tolerance or Tolerance()
    pairs = reading.landmarks.correspondences()
    reason = why_no_millimetres(case)
    before = _overlaps(case, reading, Affine.identity(), reason)
    results = tuple(
        _result(case, reading, as_of_now(record, case, held_to), transforms[record.id], pairs, before, reason, held_to)
        for record in reading.transforms.values()
        if record.id in transforms
    )
    floor = None if reason else error_floor_mm(list(reading.landmarks.repeats.values()))
    return CaseFigures(case.id, reading.reader, len(pairs), reason, results, floor)


def why_no_millimetres(case: Case) -> str:
    """Why no distance may be stated in mm for a case, "" if it may."""
    reasons = []
    for side in SIDES:
        volume = case.volume(side)
        if not volume.millimetres_trusted:
            doubt = volume.provenance.doubt or "its raster is not scan-converted"
            reasons.append(f"the geometry of the {side} volume is not confirmed ({doubt})")
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


def box_of(label_map: LabelMap, value: int) -> Box | None:
    """The smallest box that holds every voxel of one label, None if there is none."""
    lows, highs = [], []
    for key in label_map.block_keys():
        block = label_map.block(key)
        hit = block == value if block is not None else None
        if hit is None or not hit.any():
            continue
        spans = [hit.any(axis=others).nonzero()[0] for others in ((1, 2), (0, 2), (0, 1))]
        lows.append([k * BLOCK + int(span[0]) for k, span in zip(key, spans, strict=True)])
        highs.append([k * BLOCK + int(span[-1]) + 1 for k, span in zip(key, spans, strict=True)])
    if not lows:
        return None
    z, y, x = (slice(min(low), max(high)) for low, high in zip(zip(*lows), zip(*highs), strict=True))  # noqa: B905
    return z, y, x


@dataclass(frozen=True, slots=True)
class _Overlap:
    dice: float
    surface: SurfaceDistances | None


def _overlaps(case: Case, reading: Reading, transform: Transform, no_millimetres: str) -> dict[int, _Overlap]:
    """For each label that is drawn in both volumes: how the fixed one coincides with the moving one taken through."""
    fixed, moving = reading.labels["fixed"], reading.labels["moving"]
    drawn = sorted(fixed.values() & moving.values())
    if not drawn:
        return {}
    warped = warped_labels(moving, case.moving.grid, case.fixed.grid, transform)
    return {value: _overlap(fixed, warped, value, case.fixed.grid, no_millimetres) for value in drawn}


def _overlap(fixed: LabelMap, warped: LabelMap, value: int, grid: Grid, no_millimetres: str) -> _Overlap:
    boxes = [box for box in (box_of(fixed, value), box_of(warped, value)) if box is not None]
    z, y, x = (slice(min(s.start for s in axis), max(s.stop for s in axis)) for axis in zip(*boxes, strict=True))
    a, b = (labels.read((z, y, x)) == value for labels in (fixed, warped))
    surface = None if no_millimetres else surface_distances(a, b, grid)
    return _Overlap(dice(a, b), surface)


def _result(
    case: Case, reading: Reading, record: TransformRecord, transform: Transform,
    pairs: list[Correspondence], before: Mapping[int, _Overlap], no_millimetres: str,
    tolerance: Tolerance,
) -> ResultFigures:  # fmt: skip
    lineage = lineage_of(record, reading.transforms)
    scored = [] if no_millimetres else [pair for pair in pairs if lineage.may_score(pair)]
    fitted = [] if no_millimetres else driving(pairs, lineage.landmarks)
    error = _summary(scored, transform)
    after = _overlaps(case, reading, transform, no_millimetres)
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
        labels=tuple(_label_figures(reading, value, before[value], after[value]) for value in after),
        labels_drove_it=lineage.used_labels,
        not_counted=len(pairs) - len(scored) - len(fitted),
        normalised_error=normalised_error(scored, transform),
    )


def _within(error: Summary, tolerance: Tolerance) -> bool:
    return error.mean <= tolerance.mean_mm and error.largest <= tolerance.largest_mm


def _summary(pairs: list[Correspondence], transform: Transform) -> Summary | None:
    return summary(target_registration_error(pairs, transform)) if pairs else None


def _label_figures(reading: Reading, value: int, before: _Overlap, after: _Overlap) -> LabelFigures:
    segment = reading.segments.get(value)
    name = segment.name if segment else str(value)
    return LabelFigures(value, name, before.dice, after.dice, before.surface, after.surface)
