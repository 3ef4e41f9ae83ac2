"""Loops of registered pairs: where a study holds three or more scans of a breast, its pairs can be checked against another.

    pairs = registered_pairs(folder, cases, reader)        # every case with a result that counts
    for loop in find_loops(pairs, case_id):                # AP → LAT → MED → AP, the shortest first
        figures = loop_figures(folder, loop)

Two cases share a scan if their voxels are the same, or came from the same file, whatever the cases call it. Pairs are gone
through forwards or backwards. The result that counts is the accepted one, else the one in use; a rejected pair has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from workstation.core.errors import InvalidInput, Message, UnreadableFile
from workstation.core.geometry import SIDES, Grid, Side
from workstation.core.study import CaseEntry, Reading
from workstation.imaging.loop_closure import NOWHERE, Closure, Leg, closure_map, leg_between
from workstation.imaging.node_map import NodeMap
from workstation.storage.reading_file import read_records
from workstation.storage.study_folder import StudyFolder
from workstation.storage.volume_store import StoredScan, stored_scans

MOST_PAIRS = 5  # of a loop; longer ones add up so many errors that they say little
MOST_LOOPS = 12
ARROW = " → "
FIGURES_MM = 4.0  # distance of the places that figures are taken over
NO_ACCURACY = Message(
    "A large gap proves an error; a small one does not prove that there is none, because errors may cancel."
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A volume as a pair knows it.

    Parameters
    ----------
    number : the same for the same scan in every pair
    view, date, place : what it is called, the shortest first: AP, LAT, …; its date; its case and side
    grid : as people confirmed it in that case
    trusted : whether its millimetres may be stated
    """

    number: int
    view: str
    date: str
    place: str
    grid: Grid
    trusted: bool


@dataclass(frozen=True, slots=True)
class RegisteredPair:
    """A case with the result that counts in it."""

    case_id: str
    transform_id: str
    scans: Mapping[Side, Scan]


@dataclass(frozen=True, slots=True)
class Step:
    """A pair, gone through from fixed to moving (`forward`) or back."""

    pair: RegisteredPair
    forward: bool

    @property
    def start(self) -> Scan:
        """The scan it leads from."""
        return self.pair.scans["fixed" if self.forward else "moving"]

    @property
    def end(self) -> Scan:
        """The scan it leads to."""
        return self.pair.scans["moving" if self.forward else "fixed"]


@dataclass(frozen=True, slots=True)
class Loop:
    """Pairs that lead from the fixed scan of the first one round to it again."""

    steps: tuple[Step, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The scans it passes, as short as they can be told apart; the last is the first."""
        scans = [step.start for step in self.steps]
        views = Counter(scan.view for scan in scans)
        dated = Counter((scan.view, scan.date) for scan in scans)
        names = []
        for scan in scans:
            if scan.view and views[scan.view] == 1:
                names.append(scan.view)
            elif scan.view and scan.date and dated[scan.view, scan.date] == 1:
                names.append(f"{scan.view} {scan.date}")
            else:
                names.append(f"{scan.view} ({scan.place})" if scan.view else scan.place)
        return (*names, names[0])

    @property
    def title(self) -> str:
        """Such as "AP → LAT → MED → AP"."""
        return ARROW.join(self.names)

    @property
    def in_doubt(self) -> str:
        """The scans whose millimetres are not confirmed, "" if all are."""
        doubtful = [name for name, step in zip(self.names, self.steps, strict=False) if not step.start.trusted]
        return ", ".join(doubtful)


@dataclass(frozen=True, slots=True)
class LoopFigures:
    """How far points of the fixed scan miss themselves after a loop: never an accuracy.

    Parameters
    ----------
    median_mm, p95_mm : None where no place of the fixed scan stays inside all scans, or millimetres are not confirmed
    share : part of the fixed scan's places that stay inside all scans
    in_doubt : scans whose millimetres are not confirmed
    """

    title: str
    cases: tuple[str, ...]
    median_mm: float | None
    p95_mm: float | None
    share: float
    in_doubt: str = ""

    @property
    def message(self) -> Message:
        """The figures as a sentence."""
        if self.in_doubt:
            return Message("The loop {loop} is not stated in mm, because the millimetres of {names} are not confirmed.",
                           {"loop": self.title, "names": self.in_doubt})  # fmt: skip
        if self.median_mm is None:
            return Message("The loop {loop} has no place that all its scans show.", {"loop": self.title})
        values = {"loop": self.title, "median": f"{self.median_mm:.1f}", "p95": f"{self.p95_mm:.1f}",
                  "share": f"{100 * self.share:.0f}"}  # fmt: skip
        return Message("{loop} comes back {median} mm away (median; 95 % of places below {p95} mm), over the {share} % of "
                       "the fixed scan that all scans show.", values)  # fmt: skip


def registered_pairs(
    folder: StudyFolder, cases: Iterable[CaseEntry], reader: str, in_use: Mapping[str, str] | None = None
) -> list[RegisteredPair]:  # fmt: skip
    """The cases of a study in which a reader has a result that counts; those that cannot be read are left out.

    `in_use` names the result to take for some cases, by case id, such as the one of the open case that is looked at.
    """
    known = in_use or {}
    entries: list[tuple[CaseEntry, str]] = []
    stored: list[dict[Side, StoredScan]] = []
    for entry in cases:
        try:
            found = known[entry.id] if entry.id in known else _result_that_counts(folder, entry.id, reader)
            if found:
                stored.append(stored_scans(folder.volumes_file(entry.id)))
                entries.append((entry, found))
        except UnreadableFile:  # the case says so when it is opened
            continue
    numbers = same_scans([scans[side] for scans in stored for side in SIDES])
    told = _told([entry for entry, _ in entries], numbers)
    pairs = []
    for n, ((entry, transform_id), scans) in enumerate(zip(entries, stored, strict=True)):
        both: dict[Side, Scan] = {}
        for number, side in zip(numbers[2 * n : 2 * n + 2], SIDES, strict=True):
            both[side] = _scan(entry, side, scans[side], number, told[number])
        pairs.append(RegisteredPair(entry.id, transform_id, both))
    return pairs


def same_scans(scans: Sequence[StoredScan]) -> list[int]:
    """A number for each scan, the same for those with the same voxels or from the same file."""
    numbers: list[int] = []
    number_of: dict[tuple[object, ...], int] = {}
    for place, scan in enumerate(scans):
        keys: list[tuple[object, ...]] = [(scan.voxels_sha256,)]
        if scan.source_sha256:  # text may have been blacked out in other rectangles, so that voxels differ
            keys.append((scan.source_sha256, scan.grid.shape_zyx, scan.raster is not None and scan.raster.mirrored))
        known = {number_of[key] for key in keys if key in number_of}
        number = min(known, default=place)
        numbers = [number if each in known else each for each in numbers]
        number_of = {key: number if each in known else each for key, each in number_of.items()}
        number_of.update(dict.fromkeys(keys, number))
        numbers.append(number)
    return numbers


def find_loops(pairs: Sequence[RegisteredPair], case_id: str, most_pairs: int = MOST_PAIRS) -> list[Loop]:
    """The loops that begin with a case, from its fixed to its moving scan and round; the shortest first."""
    first = next((pair for pair in pairs if pair.case_id == case_id), None)
    if first is None:
        return []
    steps = [Step(pair, forward) for pair in pairs if pair is not first for forward in (True, False)]
    found = _ways_home(Step(first, True), steps, most_pairs)
    return [Loop(way) for way in sorted(found, key=len)][:MOST_LOOPS]


def all_loops(pairs: Sequence[RegisteredPair]) -> list[Loop]:
    """Every loop of a study once, from wherever it is met first."""
    seen: set[frozenset[str]] = set()
    found = []
    for pair in pairs:
        for loop in find_loops(pairs, pair.case_id):
            cases = frozenset(step.pair.case_id for step in loop.steps)
            if cases not in seen:
                seen.add(cases)
                found.append(loop)
    return found


def legs_of(folder: StudyFolder, loop: Loop) -> list[Leg]:
    """The transforms of a loop, read from its study, in the order in which points take them.

    Raises
    ------
    UnreadableFile : a result is missing or damaged.
    """
    legs: list[Leg] = []
    begin = loop.steps[0].start.grid
    before = begin
    for number, step in enumerate(loop.steps):
        transform = folder.read_transform(step.pair.case_id, step.pair.transform_id)
        after = begin if number == len(loop.steps) - 1 else None
        way = transform if step.forward else transform.inverse()
        legs.append(leg_between(before, step.start.grid, way, step.end.grid, after))
        before = step.end.grid
    return legs


def loop_figures(folder: StudyFolder, loop: Loop) -> LoopFigures:
    """A loop in figures; takes about a second."""
    if loop.in_doubt:
        return figures_of(loop, None)
    return figures_of(loop, closure_map(legs_of(folder, loop), loop.steps[0].start.grid, FIGURES_MM))


def figures_of(loop: Loop, gaps: NodeMap | None) -> LoopFigures:
    """A loop in figures, from its closure error all over the fixed scan; None where it must not be stated."""
    cases = tuple(step.pair.case_id for step in loop.steps)
    if gaps is None or loop.in_doubt:
        return LoopFigures(loop.title, cases, None, None, 0.0, loop.in_doubt)
    known = gaps.values[np.isfinite(gaps.values)]
    if not known.size:
        return LoopFigures(loop.title, cases, None, None, 0.0)
    median, p95 = np.percentile(known, [50, 95]).tolist()
    return LoopFigures(loop.title, cases, median, p95, known.size / gaps.values.size)


def sentence_at(loop: Loop, found: Closure) -> Message:
    """What a loop says about the one point that was taken round it."""
    if found.left_at[0] != NOWHERE:
        return Message("{loop}: here it leaves {name}, so that it cannot be closed.",
                       {"loop": loop.title, "name": loop.names[int(found.left_at[0]) + 1]})  # fmt: skip
    return Message("{loop} comes back {mm} mm away.", {"loop": loop.title, "mm": f"{float(found.error_mm[0]):.1f}"})


def loops_through(
    folder: StudyFolder, cases: Iterable[CaseEntry], reader: str, case_id: str, transform_id: str, most: int = MOST_LOOPS
) -> list[LoopFigures]:  # fmt: skip
    """The loops through one result of a case in figures, the shortest first; without those that cannot be read."""
    found = []
    for loop in find_loops(registered_pairs(folder, cases, reader, {case_id: transform_id}), case_id)[:most]:
        try:
            found.append(loop_figures(folder, loop))
        except UnreadableFile:  # the case whose result is damaged says so when it is opened
            continue
    return found


def loops_of_study(path: Path, case_id: str = "", reader: str = "") -> list[LoopFigures]:
    """All loops of a study on disk in figures, or those of one case; nothing is changed or locked.

    Raises
    ------
    UserError : there is no such study or case, or a file of it cannot be read.
    """
    folder = StudyFolder.at(path)
    cases = folder.open_study(read_only=True).state.cases
    if case_id and case_id not in cases:
        raise InvalidInput(
            "There is no case {id}; the study has: {known}.", id=case_id, known=", ".join(cases) or "none"
        )
    pairs = registered_pairs(folder, cases.values(), reader)
    return [loop_figures(folder, loop) for loop in (find_loops(pairs, case_id) if case_id else all_loops(pairs))]


# ---- inside


def _result_that_counts(folder: StudyFolder, case_id: str, reader: str) -> str:
    path = folder.snapshot_file(case_id, reader)
    return result_that_counts(read_records(path)) if path.exists() else ""


def result_that_counts(reading: Reading) -> str:
    """The id of the accepted result of a reading, else of the one in use, "" if there is none or it was rejected."""
    review = reading.review
    if review.decision == "rejected":
        return ""
    if review.decision == "accepted" and review.transform_id in reading.transforms:
        return review.transform_id
    return reading.active_transform


def _scan(entry: CaseEntry, side: Side, stored: StoredScan, number: int, told: tuple[str, str, str]) -> Scan:
    """A stored scan as the last decision about it left it."""
    last = next((each for each in reversed(entry.decisions) if each.side == side), None)
    grid, trusted = stored.grid, stored.millimetres_trusted
    if last is not None:
        grid = grid if last.spacing_mm is None else replace(grid, spacing_mm=last.spacing_mm)
        trusted = trusted or last.is_trusted
    return Scan(number, *told, grid, trusted)


def _told(entries: Sequence[CaseEntry], numbers: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """View, date and place of each scan, from whichever case knows them."""
    told: dict[int, tuple[str, str, str]] = {}
    for n, entry in enumerate(entries):
        for number, side in zip(numbers[2 * n : 2 * n + 2], SIDES, strict=True):
            view, date, place = told.get(number, ("", "", f"{entry.title or entry.id} {side}"))
            views = [each.view for each in reversed(entry.decisions) if each.side == side]
            views += [each.view for each in entry.privacy if each.side == side]
            dates = [each.study_date for each in entry.privacy if each.side == side]
            told[number] = (next(filter(None, views), view), next(filter(None, dates), date), place)
    return told


def _ways_home(first: Step, steps: Sequence[Step], most_pairs: int) -> Iterator[tuple[Step, ...]]:
    """Every way from the end of a step back to its start that meets no scan twice."""
    home = first.start.number
    if first.end.number == home:
        return
    open_ways: list[tuple[Step, ...]] = [(first,)]
    while open_ways:
        way = open_ways.pop(0)
        met = {step.end.number for step in way}
        for step in steps:
            if step.start.number != way[-1].end.number or step.pair.case_id in {each.pair.case_id for each in way}:
                continue
            if step.end.number == home:
                yield (*way, step)
            elif step.end.number not in met and len(way) + 1 < most_pairs:
                open_ways.append((*way, step))
