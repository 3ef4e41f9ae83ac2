"""Commands about studies and files: new, import, evaluate, verify, info."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workstation.cli.console import (
    JsonOption,
    ReaderOption,
    bar,
    cell_text,
    print_json,
    reader_name,
    say,
    show_table,
    tell_failure,
    warn,
)

if TYPE_CHECKING:
    from workstation.imaging.metrics import Summary
    from workstation.workbench.evaluate import CaseFigures, ResultFigures
    from workstation.workbench.workbench import Workbench

StudyArgument = Annotated[Path, typer.Argument(help="Folder of the study.", show_default=False)]


def new(study: StudyArgument, title: Annotated[str, typer.Option(help="Title; the folder's name if left out.")] = "",
        reader: ReaderOption = "") -> None:  # fmt: skip
    """Make an empty study in a new or empty folder."""
    from workstation.workbench.workbench import Workbench

    bench = Workbench(reader_name(reader))
    bench.new_study(study, title)
    bench.close()
    say(f"Made the study {study}")


def evaluate(
    study: StudyArgument,
    case: Annotated[str, typer.Option(help="Only this case.")] = "",
    reader: Annotated[str, typer.Option(help="Only this reader's work.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Compare the results of a study with its landmarks and labels; only pairs that drove nothing count as errors."""
    from workstation.workbench.study_figures import study_figures, thresholds_of

    with bar("Evaluating") as advance:
        figures = study_figures(study, case, reader, report=advance)
    limits = thresholds_of(study)
    if as_json:
        print_json({"thresholds": limits, "cases": [asdict(each) for each in figures]})
        return
    rows = [(each.case, each.reader, *result_row(result)) for each in figures for result in each.results]
    columns = ("method", "verdict", "pairs", "error before", "error after", "largest", "Dice before", "Dice after",
               "folded", "seconds")  # fmt: skip
    show_table(("case", "reader", *columns), rows)
    for each in figures:
        if each.no_millimetres:
            warn(f"Case {each.case}: no distances are stated, because {each.no_millimetres}.")
        if each.error_floor_mm is not None:
            say(
                f"Case {each.case}, {each.reader}: the marks themselves are off by {each.error_floor_mm:.2f} mm together."
            )
    for line in _partly_seen(figures):
        say(line)
    say("Errors are means in mm with a 95 % interval, over pairs that drove nothing.")
    for name in ("mean_mm", "largest_mm", "dice", "surface_mm"):
        say(f"{limits[name]['title']}: {limits[name]['text']} ({limits[name]['source']})")
    say_changed_thresholds(study)


def _partly_seen(figures: Sequence[CaseFigures]) -> Iterator[str]:
    """Which labels lie in both scans only in part: what lies beyond does not count in their overlap."""
    from workstation.workbench.case_report import WHOLE_SHARE

    for each in figures:
        for result in each.results:
            shares = {label.name: min(label.fixed_share, label.moving_share) for label in result.labels}
            partly = ", ".join(f"{name} {share:.0%}" for name, share in shares.items() if share < WHOLE_SHARE)
            if partly:
                yield f"Case {each.case}, {result.method}: in both scans lie, and count, {partly}"


def say_changed_thresholds(study: Path) -> None:
    """Name the thresholds of a study that are not the default ones: they stand behind every verdict that was printed."""
    from workstation.workbench.study_figures import tolerance_of

    for limit in tolerance_of(study).not_default():
        warn(str(limit.message))


def result_row(result: ResultFigures) -> tuple[object, ...]:
    """A result as cells of a table; what is not known is a dash."""
    before, after, dices = result.error_before, result.error, mean_dice(result)
    return (
        f"{result.method} {result.preset}".strip(),
        result.verdict,
        after.count if after else 0,
        interval_text(before),
        interval_text(after),
        f"{after.largest:.2f}" if after else "–",
        *(("–", "–") if dices is None else (f"{value:.3f}" for value in dices)),
        f"{result.folded_share:.3%}",
        f"{result.seconds:.1f}",
    )


def mean_dice(result: ResultFigures) -> tuple[float, float] | None:
    """Overlap before and after, as mean over the labels that are drawn in both scans; None if there are none."""
    count = len(result.labels)
    if not count:
        return None
    return sum(each.dice_before for each in result.labels) / count, sum(each.dice for each in result.labels) / count


def interval_text(errors: Summary | None) -> str:
    """A mean with its confidence interval, such as "0.42 (0.31–0.55)"."""
    if errors is None:
        return "–"
    known = errors.low is not None and errors.high is not None
    return f"{errors.mean:.2f} ({errors.low:.2f}–{errors.high:.2f})" if known else f"{errors.mean:.2f}"


def verify(study: StudyArgument) -> None:
    """Check every hash, journal, snapshot and result of a study; nothing is changed."""
    from workstation.workbench.verify import verify_study

    with bar("Checking") as advance:
        findings = verify_study(study, advance)
    show_table(("part", "state", "what"), [(each.part, each.state, each.message) for each in findings])
    damaged = [each for each in findings if each.state == "damaged"]
    if damaged:
        tell_failure(f"{len(damaged)} of {len(findings)} parts of {study} are damaged.")
        raise typer.Exit(1)
    say(f"All {len(findings)} parts of {study} are whole.", "green")


def info(
    file: Annotated[Path, typer.Argument(help="Image, DICOM file or folder, study, or .h5 file.", show_default=False)],
    names: Annotated[bool, typer.Option("--names", help="Of DICOM, show who the patient is.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell what a file is: its size, its geometry, and where that comes from."""
    from workstation.workbench.describe import describe

    facts = describe(file, names)
    if as_json:
        print_json(facts)
    else:
        for line in fact_lines(facts):
            say(line)


def fact_lines(facts: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Named facts as lines; those inside a fact are indented under its name."""
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}"
            yield from fact_lines(value, f"{indent}  ")
        else:
            text = ", ".join(cell_text(each) for each in value) if isinstance(value, list | tuple) else cell_text(value)
            yield f"{indent}{name:<{20 - len(indent)}} {text}"


@contextmanager
def open_study(study: Path, reader: str) -> Iterator[Workbench]:
    """A workbench with this study open; what it notices goes to stderr, and it is closed at the end."""
    from workstation.workbench.workbench import Workbench

    bench = Workbench(reader_name(reader))
    bench.noticed.connect(_notice)
    bench.open_study(study)
    try:
        yield bench
    finally:
        bench.close()


def _notice(what: object) -> None:
    warn(str(what))
