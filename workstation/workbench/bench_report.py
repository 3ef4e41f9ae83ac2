"""What a bench shows: tables per case and over all cases, and a plot of accuracy against time.

The report is made from the rows alone. `table.md` holds the tables as text; `accuracy.svg` has one panel per case, error
against seconds, both logarithmic, the better the further down and to the left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from workstation.storage.atomic import write_bytes
from workstation.workbench.bench import BenchOptions, BenchRow

SHOWN = {
    "tre_mean": ("TRE mean", 2), "tre_median": ("median", 2), "tre_p95": ("p95", 2), "dense_mean": ("dense", 2),
    "dice": ("Dice", 3), "hd95": ("HD95", 2), "fold_pct": ("fold %", 3), "sdlogj": ("SD log J", 3),
    "seconds": ("seconds", 1), "cpu_seconds": ("cpu s", 1), "peak_mb": ("peak MB", 0),
}  # fmt: skip
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22")
PANEL_WIDTH, PANEL_HEIGHT, COLUMNS_OF_PANELS = 300, 220, 3
MARGIN = {"left": 52, "right": 10, "top": 26, "bottom": 34}


def write_report(folder: Path, rows: Sequence[BenchRow], options: BenchOptions) -> list[Path]:
    """Write the tables and the plot beside the results; gives their files. May raise NotSaved."""
    files = {"table.md": report_text(rows, options), "accuracy.svg": plot(rows)}
    for name, text in files.items():
        write_bytes(folder / name, text.encode("utf-8"))
    return [folder / name for name in files]


def report_text(rows: Sequence[BenchRow], options: BenchOptions) -> str:
    """All tables as text (Markdown)."""
    start = "one affine start per case, ours, given to all" if options.start == "ours" else "each method's own start"
    lines = [
        f"{options.threads} threads, seed {options.seed}, {start}. Distances in mm. Seconds and processor seconds of the "
        "method alone, after one run on a small copy; memory is the most its process held.",
        "",
    ]
    for case in dict.fromkeys(row.case for row in rows):
        lines += [f"### {case}", "", *case_table([row for row in rows if row.case == case]), ""]
    lines += ["### All cases", "", *summary_table(rows), ""]
    return "\n".join(lines)


def case_table(rows: Sequence[BenchRow]) -> list[str]:
    """The rows of one case, best mean error first, failures last."""
    heads = ["method", *(title for title, _ in SHOWN.values()), "verdict"]
    body = []
    for row in sorted(rows, key=_goodness):
        figures = [_text(row.figure(name), digits) for name, (_, digits) in SHOWN.items()]
        body.append([row.method, *figures, row.problem or row.verdict])
    return _markdown(heads, body)


def _goodness(row: BenchRow) -> tuple[bool, float, float]:
    """Sorts by mean error; by Dice where a case has no landmarks."""
    error, overlap = row.figure("tre_mean"), row.figure("dice")
    return bool(row.problem), 0.0 if math.isnan(error) else error, 0.0 if math.isnan(overlap) else -overlap


@dataclass(frozen=True, slots=True)
class Overall:
    """A method over all cases: mean of the mean errors where known, geometric mean of the seconds, failures."""

    method: str
    cases: int
    failed: int
    tre_mean: float
    worst_p95: float
    seconds: float


def overall(rows: Sequence[BenchRow]) -> list[Overall]:
    """Every method over its cases, best first; those that failed somewhere come last."""
    found = []
    for method in dict.fromkeys(row.method for row in rows):
        mine = [row for row in rows if row.method == method]
        good = [row for row in mine if not row.problem]
        seconds = [max(row.figure("seconds"), 1e-3) for row in good]
        errors = [error for row in good if not math.isnan(error := row.figure("tre_mean"))]
        mean = sum(errors) / len(errors) if errors else math.nan
        quick = math.exp(sum(map(math.log, seconds)) / len(good)) if good else math.nan
        worst = max((p95 for row in good if not math.isnan(p95 := row.figure("tre_p95"))), default=math.nan)
        found.append(Overall(method, len(mine), len(mine) - len(good), mean, worst, quick))
    return sorted(found, key=lambda each: (each.failed, math.isnan(each.tre_mean), each.tre_mean))


def summary_table(rows: Sequence[BenchRow]) -> list[str]:
    """Every method in one line."""
    heads = ["method", "cases", "failed", "TRE mean", "largest p95", "seconds (geometric mean)"]
    body = [[each.method, str(each.cases), str(each.failed), _text(each.tre_mean, 2), _text(each.worst_p95, 2),
             _text(each.seconds, 1)] for each in overall(rows)]  # fmt: skip
    return _markdown(heads, body)


def plot(rows: Sequence[BenchRow]) -> str:
    """Error against seconds as a drawing (SVG), one panel per case."""
    shown = [row for row in rows if row.figure("tre_mean") > 0 and row.figure("seconds") > 0]
    cases, methods = (list(dict.fromkeys(getattr(row, name) for row in shown)) for name in ("case", "method"))
    columns = min(COLUMNS_OF_PANELS, max(1, len(cases)))
    lines_of_panels = math.ceil(len(cases) / columns)
    legend = 24 + 18 * math.ceil(len(methods) / 3)
    width, height = columns * PANEL_WIDTH, lines_of_panels * PANEL_HEIGHT + legend
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
             f'font-size="11"><rect width="{width}" height="{height}" fill="white"/>']  # fmt: skip
    spans = _span([row.figure("seconds") for row in shown]), _span([row.figure("tre_mean") for row in shown])
    for number, case in enumerate(cases):
        x, y = number % columns * PANEL_WIDTH, number // columns * PANEL_HEIGHT
        mine = [(methods.index(row.method), row) for row in shown if row.case == case]
        parts.append(f'<g transform="translate({x},{y})">{_panel(case, mine, *spans)}</g>')
    for number, method in enumerate(methods):
        right, below = 20 + number % 3 * width / 3, lines_of_panels * PANEL_HEIGHT + 20 + number // 3 * 18
        parts.append(
            f'<g>{_mark(right, below - 4, number)}<text x="{right + 10:.0f}" y="{below}">{escape(method)}</text></g>'
        )
    return "\n".join([*parts, "</svg>\n"])


def _panel(case: str, rows: Sequence[tuple[int, BenchRow]], times: tuple[int, int], errors: tuple[int, int]) -> str:
    """One case: frame, lines at the powers of ten, and a mark for each method."""
    left, right, top = MARGIN["left"], PANEL_WIDTH - MARGIN["right"], MARGIN["top"]
    bottom = PANEL_HEIGHT - MARGIN["bottom"]

    def across(seconds: float) -> float:
        return left + (right - left) * (math.log10(seconds) - times[0]) / (times[1] - times[0])

    def down(error: float) -> float:
        return bottom - (bottom - top) * (math.log10(error) - errors[0]) / (errors[1] - errors[0])

    parts = [f'<text x="{left}" y="{top - 8}" font-weight="bold">{escape(case)}</text>',
             f'<text x="{right}" y="{bottom + 28}" text-anchor="end">seconds</text>',
             f'<text transform="translate(12 {top + 4}) rotate(-90)" text-anchor="end">mean TRE, mm</text>']  # fmt: skip
    for power in range(times[0], times[1] + 1):
        x = across(10.0**power)
        parts.append(f'<path d="M{x:.1f} {top}V{bottom}" stroke="#ddd"/>'
                     f'<text x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{10.0**power:g}</text>')  # fmt: skip
    for power in range(errors[0], errors[1] + 1):
        y = down(10.0**power)
        parts.append(f'<path d="M{left} {y:.1f}H{right}" stroke="#ddd"/>'
                     f'<text x="{left - 5}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')  # fmt: skip
    parts += [_mark(across(row.figure("seconds")), down(row.figure("tre_mean")), number) for number, row in rows]
    return "".join(parts)


def _mark(x: float, y: float, number: int) -> str:
    """A mark of a method: colours repeat with another shape."""
    colour, shape = COLOURS[number % len(COLOURS)], number // len(COLOURS)
    if shape == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'
    return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>'


def _span(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around some values."""
    if not values:
        return 0, 1
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _text(value: float, digits: int) -> str:
    return "–" if math.isnan(value) else f"{value:.{digits}f}"


def _markdown(heads: list[str], body: list[list[str]]) -> list[str]:
    rule = ["---"] * len(heads)
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in (heads, rule, *body)]
