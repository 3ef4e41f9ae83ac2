"""One page about a pair: pictures before and after, figures with intervals, gates, where the result comes from, decision.

This gathers the page as plain values; the window and the command line turn them into HTML and PDF. Sentences are
`Message`s, so that the page can be in the reader's language. Nothing is stated in millimetres while geometry is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from workstation import __version__
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.planes import ORIENTATIONS, Orientation, Plane, plane_through
from workstation.core.study import Case, Gate, Reading, Review, TransformRecord
from workstation.core.tolerance import LIMITS, Tolerance
from workstation.core.transform import Affine, Transform
from workstation.core.volume import Volume
from workstation.imaging import compare
from workstation.imaging.compare import ColourPicture
from workstation.imaging.metrics import Summary, SurfaceDistances
from workstation.imaging.sampling import PlaneSample, sample_plane_masked
from workstation.imaging.uncertainty import ErrorMap
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.evaluate import LabelFigures, ResultFigures, evaluate_case, why_no_millimetres
from workstation.workbench.judged import as_of_now
from workstation.workbench.loops import LoopFigures, loops_through
from workstation.workbench.open_case import OpenCase
from workstation.workbench.reliability import ReliabilityReport, reliability_of
from workstation.workbench.view import Window, auto_window, is_upright

WHOLE_SHARE = 0.995  # of a label in both scans; less is said
COLUMNS = ("Fixed", "Moving, as scanned", "Moving, aligned", "Both, as scanned", "Both, aligned")


@dataclass(frozen=True, eq=False, slots=True)
class PictureRow:
    """One plane through the place of the report: a picture (rows, columns, 3) for each of `COLUMNS`, and its size."""

    orientation: Orientation
    pictures: tuple[ColourPicture, ...]
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure without and with the result, and the limit that it is held against ("" if there is none).

    `is_beyond` says that the figure with the result is not within its limit.
    """

    name: Message
    before: str
    after: str
    limit: str = ""
    is_beyond: bool = False


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One threshold: what it is about, its value with unit, who recommends or set it; whether it is the default one."""

    title: Message
    value: str
    source: Message
    is_default: bool


@dataclass(frozen=True, eq=False, slots=True)
class CaseReport:
    """Everything that stands on the page.

    Parameters
    ----------
    place_mm : the place in the fixed volume through which the pictures go
    no_millimetres : why figures in mm are missing, "" where they are not
    reliability : whether the predicted error can be believed; None where no error was predicted
    limits : each threshold behind the figures and checks, with who recommends or set it
    provenance : what led to the result, as (title, value)
    """

    study: str
    case: str
    reader: str
    made: str
    place_mm: Vector
    pictures: tuple[PictureRow, ...]
    figures: tuple[FigureRow, ...]
    no_millimetres: str
    limits: tuple[LimitLine, ...]
    reliability: ReliabilityReport | None
    gates: tuple[Gate, ...]
    provenance: tuple[tuple[Message, Message | str], ...]
    review: Review
    verdict: str


def make_report(
    study: str, case: Case, reading: Reading, transform: Transform, place_mm: Vector, made: datetime,
    tolerance: Tolerance | None = None, loops: Sequence[LoopFigures] = (), error_map: ErrorMap | None = None,
) -> CaseReport:  # fmt: skip
    """The page about the result that a reading has in use; takes seconds, minutes with large segmentations.

    Parameters
    ----------
    transform : the one in use, fixed to moving
    place_mm : in the fixed volume
    tolerance : the thresholds of the study; None for the default ones
    loops : of registered pairs, through this result
    error_map : the predicted error of the result, where there is one

    Raises
    ------
    InvalidInput : no registration is in use.
    """
    record = reading.transforms.get(reading.active_transform)
    if record is None:
        raise InvalidInput("No registration is in use, so there is nothing to report on; run one, or choose one.")
    held_to = tolerance or Tolerance()
    record = as_of_now(record, case, held_to)
    (figures,) = evaluate_case(case, reading, {record.id: transform}, held_to).results
    return CaseReport(
        study=study,
        case=case.title or case.id,
        reader=reading.reader,
        made=made.isoformat(" ", "minutes"),
        place_mm=place_mm,
        pictures=tuple(_pictures(case, transform, place_mm)),
        figures=(*_figures(figures, held_to), *(_loop_row(each) for each in loops)),
        no_millimetres=why_no_millimetres(case),
        limits=tuple(limit_lines(held_to)),
        reliability=_reliability(case, reading, record, transform, error_map),
        gates=record.gates,
        provenance=tuple(_provenance(case, record)),
        review=reading.review,
        verdict=record.verdict,
    )


def report_of_study(study: Path, case_id: str, reader: str) -> CaseReport:
    """The page about a case on disk, without changing or locking anything; pictures go through its first lesion.

    Without a landmark that is a lesion they go through the middle of the fixed volume.
    """
    folder = StudyFolder.at(study)
    state = folder.open_study(read_only=True).state
    entry = state.case(case_id)
    if reader not in folder.readers(case_id):
        raise InvalidInput("{reader} has not read {case}; check both names.", reader=reader, case=case_id)
    opened = OpenCase(folder, folder.open_case(entry), reader, read_only=True)
    try:
        transform = opened.fixed_to_moving or Affine.identity()
        place = next((each.fixed.position_mm for each in opened.reading.landmarks if each.kind == "lesion" and each.fixed),
                     opened.case.fixed.grid.centre_mm)  # fmt: skip
        active = opened.reading.active_transform
        loops = loops_through(folder, state.cases.values(), reader, case_id, active)
        error_map = folder.read_predicted_error(case_id, active) if active else None
        return make_report(state.title, opened.case, opened.reading, transform, place, datetime.now(),
                           state.protocol.tolerance, loops, error_map)  # fmt: skip
    finally:
        opened.close()


def _reliability(
    case: Case, reading: Reading, record: TransformRecord, transform: Transform, error_map: ErrorMap | None
) -> ReliabilityReport | None:
    if error_map is None:
        return None
    return reliability_of(reading, record, transform, error_map, in_mm=not why_no_millimetres(case))


def _pictures(case: Case, transform: Transform, place_mm: Vector) -> Iterator[PictureRow]:
    windows: dict[Side, Window] = {side: auto_window(case.volume(side)) for side in SIDES}
    for orientation in ORIENTATIONS:
        plane = plane_through(case.fixed.grid, orientation, place_mm, is_upright(case.fixed))
        fixed = _windowed(case.fixed, plane, None, windows["fixed"])
        before = _windowed(case.moving, plane, None, windows["moving"])
        after = _windowed(case.moving, plane, transform, windows["moving"])
        row_mm, column_mm = (float(np.linalg.norm(step)) for step in (plane.down_mm, plane.right_mm))
        singles = tuple(compare.single(*each) for each in (fixed, before, after))
        both = tuple(
            compare.two_colour(fixed[0], each[0], fixed_inside=fixed[1], moving_inside=each[1])
            for each in (before, after)
        )
        yield PictureRow(orientation, (*singles, *both), plane.columns * column_mm, plane.rows * row_mm)


def _windowed(volume: Volume, plane: Plane, through: Transform | None, window: Window) -> PlaneSample:
    pixels, inside = sample_plane_masked(volume.voxels, volume.grid, plane, through)
    return PlaneSample(compare.window(pixels, window.low, window.high), inside)


def _figures(result: ResultFigures, tolerance: Tolerance) -> Iterator[FigureRow]:
    if result.error is not None and result.error_before is not None:
        name = Message("Landmark error (TRE), mean of {n} pairs [95 % interval], mm", {"n": result.error.count})
        yield FigureRow(name, _mean(result.error_before), _mean(result.error), f"≤ {tolerance.mean_mm:g}",
                        result.error.mean > tolerance.mean_mm)  # fmt: skip
        most = f"{result.error_before.largest:.2f}", f"{result.error.largest:.2f}"
        yield FigureRow(Message("Largest landmark error, mm"), *most, f"≤ {tolerance.largest_mm:g}",
                        result.error.largest > tolerance.largest_mm)  # fmt: skip
    if result.fit is not None:
        name = Message("Fit to the {n} pairs that drove it, mean, mm (no accuracy)", {"n": result.fit.count})
        yield FigureRow(name, "", _mean(result.fit))
    if result.labels:
        yield _labels_head(result.labels_drove_it, tolerance)
    for label in result.labels:
        before, after = _overlap(label.dice_before, label.surface_before), _overlap(label.dice, label.surface)
        yield FigureRow(_label_name(label), before, after, is_beyond=label.tolerance_met is False)
    yield FigureRow(Message("Folded places, %"), "", f"{100 * result.folded_share:.3f}",
                    f"≤ {100 * tolerance.folded_check:g}", result.folded_share > tolerance.folded_check)  # fmt: skip
    if result.sd_log_jacobian is not None:
        yield FigureRow(Message("Spread of local volume change (SD of ln J)"), "", f"{result.sd_log_jacobian:.3f}")
    yield FigureRow(Message("Registration, s"), "", f"{result.seconds:.1f}")


def _labels_head(is_fit: bool, tolerance: Tolerance) -> FigureRow:
    words = "Segmentations, in both scans: Dice (mean distance, HD95 in mm)"
    if is_fit:
        words = "Segmentations, which drove it (a fit): Dice (mean distance, HD95 in mm)"
    return FigureRow(Message(words), "", "", f"≥ {tolerance.dice:g} (≤ {tolerance.surface_mm:g})")


def _label_name(label: LabelFigures) -> Message:
    """The name of a label, and which part of it counts where it lies in both scans in part only."""
    share = min(label.fixed_share, label.moving_share)
    if share < WHOLE_SHARE:
        return Message("· {name}, {share:.0%} of it", {"name": label.name, "share": share})
    return Message("· {name}", {"name": label.name})


def limit_lines(tolerance: Tolerance) -> Iterator[LimitLine]:
    """All thresholds; those that somebody changed say their default as well."""
    changed = {each.name: each for each in tolerance.not_default()}
    for limit in LIMITS.values():
        source = tolerance.who(limit.name)
        if limit.name in changed:
            source = Message("{who}; default {default}, {source}", {
                "who": source, "default": limit.text(limit.default), "source": Message(limit.source)})  # fmt: skip
        yield LimitLine(
            Message(limit.title), limit.text(tolerance.value(limit.name)), source, limit.name not in changed
        )


def _loop_row(loop: LoopFigures) -> FigureRow:
    name = Message("Loop {loop}: median gap (95 % of places below), mm (no accuracy)", {"loop": loop.title})
    if loop.median_mm is None:
        return FigureRow(name, "", "–")
    return FigureRow(name, "", f"{loop.median_mm:.2f} ({loop.p95_mm:.2f})")


def _overlap(dice: float, surface: SurfaceDistances | None) -> str:
    return f"{dice:.3f}" if surface is None else f"{dice:.3f} ({surface.mean:.2f}, {surface.p95:.1f})"


def _mean(figures: Summary) -> str:
    interval = "" if figures.low is None else f" [{figures.low:.2f}–{figures.high:.2f}]"
    return f"{figures.mean:.2f}{interval}"


def _provenance(case: Case, record: TransformRecord) -> Iterator[tuple[Message, Message | str]]:
    method = f"{record.title} · {record.preset}" if record.preset else record.title
    yield Message("Method"), f"{method} ({record.method})"
    yield Message("Result"), record.id
    yield Message("Made"), made_words(record)
    yield Message("Programs"), ", ".join(f"{name} {version}" for name, version in record.versions.items())
    yield Message("Driven by"), _drivers(record)
    for side, title in (("fixed", Message("Fixed voxels")), ("moving", Message("Moving voxels"))):
        yield title, record.input_hashes.get(side, "")[:16]
    for volume, title in ((case.fixed, Message("Fixed geometry")), (case.moving, Message("Moving geometry"))):
        spacing = " × ".join(f"{mm:.4g}" for mm in volume.grid.spacing_mm)
        yield title, f"{spacing} mm, {volume.provenance.spacing_source} ({volume.provenance.state})"
    yield Message("Report"), f"Sonolign {__version__}"


def made_words(record: TransformRecord) -> Message | str:
    """When and on what a result was computed."""
    if not record.created:
        return ""
    try:
        when = datetime.fromisoformat(record.created).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:  # from somebody's file
        when = record.created
    if not record.threads:
        return when
    if record.device in ("cuda", "mps"):
        return Message("{when}, on the graphics card", {"when": when})
    if record.threads == 1:
        return Message("{when}, on the processor, one thread", {"when": when})
    return Message("{when}, on the processor, {n} threads", {"when": when, "n": record.threads})


def _drivers(record: TransformRecord) -> Message:
    """What a method looked at: the pictures, and what a person gave it as help."""
    values = {"n": len(record.used_landmarks)}
    if record.used_landmarks and record.used_labels:
        return Message("the pictures, {n} landmark pairs and the segmentations", values)
    if record.used_landmarks:
        return Message("the pictures and {n} landmark pairs", values)
    return Message("the pictures and the segmentations") if record.used_labels else Message("the pictures alone")
