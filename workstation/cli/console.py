"""What all commands share: one clear line for a failure, tables, and a bar for work that takes a while."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

Advance = Callable[[float, str], None]
ReaderOption = Annotated[str, typer.Option("--reader", help="Whose work it is; your account's name if not given.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]

COLOURS = {"PASS": "green", "CHECK": "yellow", "FAIL": "red"}


def console(*, stderr: bool = False) -> Console:
    """The terminal, without automatic colours or line breaks inside our sentences."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def say(text: str, style: str = "") -> None:
    """One line to the person; the text is shown as it is, brackets included."""
    from rich.text import Text

    console().print(Text(text, style=style))


def tell_failure(text: str) -> None:
    """One red line on stderr."""
    from rich.text import Text

    console(stderr=True).print(Text(" ".join(text.split()), style="red"))


def warn(text: str) -> None:
    """One yellow line on stderr, for something that was noticed on the way."""
    from rich.text import Text

    console(stderr=True).print(Text(text, style="yellow"))


def show_verdict(verdict: str, text: str = "") -> None:
    """A verdict in its colour, and what it is about."""
    from rich.text import Text

    console().print(Text(f"{verdict:5}", style=COLOURS.get(verdict, "")), Text(text))


def show_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table; cells that are numbers stand to the right, as wide as they need even where there is no terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, title in enumerate(columns):
        is_figure = all(isinstance(row[number], int | float) for row in rows) and bool(rows)
        table.add_column(title, justify="right" if is_figure else "left")
    for row in rows:
        table.add_row(*(Text(cell_text(cell)) for cell in row))
    wide = None if sys.stdout.isatty() else 200
    Console(highlight=False, width=wide).print(table)


def cell_text(value: object) -> str:
    """A value as it stands in a table."""
    return f"{value + 0.0:.4g}" if isinstance(value, float) else str(value)  # + 0.0 turns -0 into 0


def print_json(value: Any) -> None:
    """A value as JSON on stdout."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


@contextmanager
def bar(title: str) -> Iterator[Advance]:
    """A bar on stderr while the block runs, if that is a terminal; call what it gives with the share done and a note."""
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    terminal = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    shown = Progress(
        *columns, TimeElapsedColumn(), TextColumn("{task.fields[note]}"),
        console=terminal, transient=True, disable=not terminal.is_terminal,
    )  # fmt: skip
    with shown:
        task = shown.add_task(escape(title), total=1.0, note="")
        yield lambda fraction, note: shown.update(task, completed=fraction, note=escape(note))


def reader_name(given: str) -> str:
    """The reader that was asked for, or the one the program knows."""
    if given:
        return given
    from workstation.workbench.settings import load_settings

    return load_settings().reader
