"""The figures of several registration results against one another, row by row, and which is best in each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from workstation.core.study import TransformRecord
from workstation.workbench.evaluate import ResultFigures

PENDING = "…"
NOTHING = "–"

# title, hint, decimals, whether less is better
COLUMNS = {
    "error": ("Landmark error, mm", "Mean distance of the landmarks that did not drive the result (TRE)."),
    "largest": ("Largest error, mm", "The largest of these distances."),
    "dice": ("Dice", "Overlap of the labels drawn in both volumes, mean over the labels; 1 is perfect."),
    "hd95": ("HD95, mm", "95th percentile of the distances between the surfaces of labels, mean over the labels."),
    "loop": (
        "Loop gap, mm",
        "How far places miss themselves after the shortest loop of pairs through it (median). A large gap "
        "proves an error; a small one proves nothing.",
    ),
    "folded": ("Folded, %", "Share of places where the map folds; it should be none."),
    "spread": ("Volume change", "Standard deviation of the logarithm of local volume change; less is smoother."),
    "seconds": ("Time, s", "The method alone, without loading and checking."),
}
VERDICT = ("Verdict", "What the checks say.")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One figure of every result: its title and hint, a text for each result, and the places of the best ones."""

    title: str
    hint: str
    cells: tuple[str, ...]
    best: frozenset[int] = frozenset()


def rows_of(records: Sequence[TransformRecord], figures: Mapping[str, ResultFigures]) -> list[ResultRow]:
    """The table of some results; figures that are still being found out are shown as `PENDING`."""
    verdicts = tuple(record.verdict for record in records)
    passed = frozenset(n for n, verdict in enumerate(verdicts) if verdict == "PASS")
    rows = [ResultRow(*VERDICT, verdicts, passed if len(records) > 1 else frozenset())]
    for name, (title, hint) in COLUMNS.items():
        values = [_VALUES[name](figures[record.id]) if record.id in figures else math.inf for record in records]
        if name == "loop" and all(math.isnan(value) for value in values):
            continue  # most studies have no loops
        cells = tuple(_text(name, value) for value in values)
        rows.append(ResultRow(title, hint, cells, _best(values, cells, more=name == "dice")))
    return rows


def _best(values: Sequence[float], cells: Sequence[str], *, more: bool) -> frozenset[int]:
    """The places of those that read like the best one; none where fewer than two are known, or all are the same."""
    known = {n: value for n, value in enumerate(values) if math.isfinite(value)}
    if len({cells[n] for n in known}) < 2:
        return frozenset()
    best = (max if more else min)(known, key=lambda n: known[n])
    return frozenset(n for n in known if cells[n] == cells[best])


def _text(name: str, value: float) -> str:
    if math.isinf(value):
        return PENDING
    if math.isnan(value):
        return NOTHING
    decimals = {"dice": 3, "folded": 3, "spread": 3, "seconds": 1}.get(name, 2)
    return f"{value:.{decimals}f}"


def _dice(figures: ResultFigures) -> float:
    known = [label.dice for label in figures.labels if math.isfinite(label.dice)]
    return fmean(known) if known else math.nan


def _hd95(figures: ResultFigures) -> float:
    known = [label.surface.p95 for label in figures.labels if label.surface is not None]
    return fmean(known) if known else math.nan


_VALUES: dict[str, Callable[[ResultFigures], float]] = {
    "error": lambda figures: math.nan if figures.error is None else figures.error.mean,
    "largest": lambda figures: math.nan if figures.error is None else figures.error.largest,
    "dice": _dice,
    "hd95": _hd95,
    "loop": lambda figures: math.nan if figures.loop_mm is None else figures.loop_mm,
    "folded": lambda figures: 100 * figures.folded_share,
    "spread": lambda figures: math.nan if figures.sd_log_jacobian is None else figures.sd_log_jacobian,
    "seconds": lambda figures: figures.seconds,
}
