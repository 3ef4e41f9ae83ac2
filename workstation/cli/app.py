"""All commands of `sonolign` in one place, and how they end: status 0, 1 for failures, 2 for a wrong call."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from workstation import __version__
from workstation.cli import bench, dicom, export, importing, looking, loops, registering, studies, thresholds
from workstation.cli.console import tell_failure
from workstation.core.errors import UserError

app = typer.Typer(
    name="sonolign",
    help="Align, mark and check pairs of 3D breast ultrasound volumes, offline. For research use; not for diagnosis.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

WINDOW, STUDIES, REGISTRATION = "In the window", "Studies and files", "Registration"
for command, name, panel in (
    (looking.demo, "demo", WINDOW),
    (looking.open_window, "open", WINDOW),
    (studies.new, "new", STUDIES),
    (importing.import_pair, "import", STUDIES),
    (export.export, "export", STUDIES),
    (export.convert, "convert", STUDIES),
    (studies.evaluate, "evaluate", STUDIES),
    (looking.report, "report", STUDIES),
    (loops.loops, "loops", STUDIES),
    (thresholds.thresholds, "thresholds", STUDIES),
    (studies.verify, "verify", STUDIES),
    (studies.info, "info", STUDIES),
    (registering.methods, "methods", REGISTRATION),
    (registering.register, "register", REGISTRATION),
    (bench.batch, "batch", REGISTRATION),
    (bench.bench, "bench", REGISTRATION),
    (bench.tune, "tune", REGISTRATION),
):
    app.command(name, rich_help_panel=panel)(command)
app.add_typer(dicom.app, name="dicom", rich_help_panel=STUDIES)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"sonolign {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Version.")] = False,
) -> None:
    pass


def main(arguments: list[str] | None = None) -> int:
    """Run one command; what a person can cure ends as one line on stderr. Exits with the command's own status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a Windows code page lacks many characters; none is worth a crash
    try:
        app(arguments, prog_name="sonolign")
    except UserError as error:
        tell_failure(str(error))
        return 1
    return 0
