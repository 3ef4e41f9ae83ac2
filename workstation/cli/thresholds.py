"""The command about thresholds: what a study holds its verdicts to, who says so, and changing that."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workstation.cli.console import JsonOption, ReaderOption, print_json, reader_name, say, show_table
from workstation.cli.studies import StudyArgument, open_study
from workstation.core.errors import InvalidInput

if TYPE_CHECKING:
    from workstation.core.tolerance import Tolerance


def thresholds(
    study: StudyArgument,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Another value, in the unit shown; may be given several times."
        ),
    ] = None,
    default: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Back to the default; may be given several times.")
    ] = None,
    as_json: JsonOption = False,
    reader: ReaderOption = "",
) -> None:
    """Show the thresholds that verdicts of a study are held to, with their sources, or change them under your name."""
    from workstation.core.tolerance import LIMITS
    from workstation.workbench.study_figures import facts_of, thresholds_of

    wanted = dict(_named(text) for text in values or [])
    wanted |= {name: LIMITS[_known(name)].default for name in default or []}
    facts = thresholds_of(study)
    if wanted:
        facts = facts_of(_set(study, wanted, reader))
    if as_json:
        print_json(facts)
        return
    rows = [(name, each["title"], each["text"], LIMITS[name].text(each["default"]), each["source"])
            for name, each in facts.items()]  # fmt: skip
    show_table(("name", "threshold", "value", "default", "source"), rows)


def _set(study: Path, wanted: dict[str, float], reader: str) -> Tolerance:
    from workstation.core.study_commands import SetTolerance

    with open_study(study, reader) as bench:
        assert bench.study is not None
        now = bench.study.state.protocol.tolerance
        changed = now.changed(wanted, reader_name(reader), datetime.now().astimezone().isoformat(timespec="seconds"))
        if changed == now:
            say("These are the values already; nothing was changed.")
        else:
            bench.do(SetTolerance(changed), "study")
            say("Changed; verdicts of results that are there already follow. Undo in the list of cases takes it back.")
        return changed


def _named(text: str) -> tuple[str, float]:
    """A threshold and its value from what was typed, such as mean_mm=3 or overlap_check=60 for 60 %."""
    from workstation.core.tolerance import LIMITS

    name, equals, number = text.partition("=")
    try:
        value = float(number.strip().removesuffix("%").removesuffix("mm"))
    except ValueError:
        equals = ""
    if not equals:
        raise InvalidInput("--set expects NAME=NUMBER, got {text}.", text=text)
    limit = LIMITS[_known(name.strip())]
    return limit.name, limit.kept(value)


def _known(name: str) -> str:
    from workstation.core.tolerance import Tolerance

    Tolerance().value(name)  # raises, with the known names, if there is no such threshold
    return name
