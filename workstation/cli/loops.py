"""The command about loops of registered pairs: how far points miss themselves after going round several scans."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from workstation.cli.console import JsonOption, ReaderOption, bar, print_json, reader_name, say, show_table, warn


def loops(
    study: Annotated[Path, typer.Argument(help="Folder of the study.", show_default=False)],
    case: Annotated[str, typer.Option(help="Only the loops that begin with this case.")] = "",
    reader: ReaderOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check pairs against one another: AP→LAT→MED→AP should come back to where it began."""
    from workstation.workbench.loops import NO_ACCURACY, loops_of_study

    with bar("Going round the loops"):
        found = loops_of_study(study, case, reader_name(reader))
    if as_json:
        print_json({"loops": [asdict(each) for each in found], "note": str(NO_ACCURACY)})
        return
    if not found:
        warn("No three registered pairs share their scans. Import the same scan in several pairs, and register each.")
        return
    rows = [
        (each.title, ", ".join(each.cases), _mm(each.median_mm), _mm(each.p95_mm), f"{each.share:.0%}")
        for each in found
    ]
    show_table(("loop", "cases", "median gap, mm", "95 % below, mm", "of the fixed scan"), rows)
    for each in found:
        if each.in_doubt:
            warn(str(each.message))
    say(str(NO_ACCURACY))


def _mm(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
