"""Commands that end in the window: open and demo. Without a display, demo runs headless."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from workstation.cli.console import ReaderOption, bar, reader_name, say
from workstation.core.errors import InvalidInput, UserError

DEMO_FOLDER = Path("demo-study")


def open_window(
    study: Annotated[Path | None, typer.Argument(help="Folder of the study.", show_default=False)] = None,
    fixed: Annotated[Path | None, typer.Option(help="Scan that stays; opens a pair without a study.")] = None,
    moving: Annotated[Path | None, typer.Option(help="Scan that is aligned to it.")] = None,
    case: Annotated[str | None, typer.Option(help="Case to begin with.")] = None,
) -> None:
    """Open the window: on a study, on a pair of scans, or empty."""
    if (fixed is None) != (moving is None) or (study is not None and fixed is not None):
        raise typer.BadParameter("give either a study, or both --fixed and --moving")
    pair = (fixed, moving) if fixed is not None and moving is not None else None
    for path in (study, fixed, moving):
        if path is not None and not path.exists():
            raise InvalidInput("{path} does not exist; check the name.", path=path)
    raise typer.Exit(run_window(study, pair, case))


def demo(
    folder: Annotated[Path, typer.Argument(help="Where the demo study is or will be made.")] = DEMO_FOLDER,
    pictures: Annotated[Path | None, typer.Option(help="Without a display: where pictures go.")] = None,
    headless: Annotated[bool, typer.Option("--headless", help="Register and print figures, open no window.")] = False,
    reader: ReaderOption = "",
) -> None:
    """Show the main job on a simulated pair: in the window, or in figures and pictures where there is no display."""
    from workstation.workbench.demo import CASE_ID, make_demo

    name = reader_name(reader)
    if not (folder / "study.json").exists():
        with bar("Simulating two scans") as advance:
            make_demo(folder, name, report=advance)
        say(f"Made the demo study {folder}")
    if has_display() and not headless:
        raise typer.Exit(run_window(folder, None, CASE_ID))
    from workstation.cli.headless_demo import run_demo

    raise typer.Exit(run_demo(folder, CASE_ID, name, pictures or folder.parent / "demo-pictures"))


def report(
    study: Annotated[Path, typer.Argument(help="Folder of the study.", show_default=False)],
    case: Annotated[str, typer.Option(help="Case to report on.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Name of the HTML file; a PDF of the same name is written beside it.")],
    reader: ReaderOption = "",
) -> None:
    """Write one page about a case: pictures before and after, figures, checks, the reader's decision."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from workstation.ui.app import write_case_report
    except ImportError as error:
        raise UserError("The report cannot be drawn: {why}. Install what is missing.", why=error) from error
    with bar("Making the report"):
        written = write_case_report(study, case, reader_name(reader), out.with_suffix(".html"))
    for path in written:
        say(f"Wrote {path}")


def has_display() -> bool:
    """Whether a window could be seen by anybody."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_window(study: Path | None, pair: tuple[Path, Path] | None, case: str | None) -> int:
    """Open the window and wait until it is closed; returns its exit status."""
    if not (has_display() or os.environ.get("QT_QPA_PLATFORM")):
        raise UserError("There is no display here to open a window on; start this on a desktop.")
    try:
        from workstation.ui.app import run
    except ImportError as error:
        raise UserError("The window cannot be opened: {why}. Install what is missing.", why=error) from error
    return run(study, pair, case)
