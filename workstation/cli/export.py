"""Commands that hand work on: export takes cases out of a study, convert turns one file into another format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from workstation.cli.console import ReaderOption, bar, reader_name, say, warn
from workstation.cli.studies import StudyArgument
from workstation.core.errors import InvalidInput


class SideName(StrEnum):
    """Which scan of a pair."""

    FIXED = "fixed"
    MOVING = "moving"


class ContentName(StrEnum):
    """A part of what a format can hold."""

    SCANS = "scans"
    LABELS = "labels"
    LANDMARKS = "landmarks"
    TRANSFORM = "transform"
    WARPED = "warped"


class FrameName(StrEnum):
    """What the numbers of a file count in."""

    LPS = "LPS"
    RAS = "RAS"
    VOXEL = "voxel"
    VOXEL_ZYX = "voxel zyx"
    SCALED = "scaled"


def export(
    study: StudyArgument,
    out: Annotated[Path, typer.Option(help="Folder for the files, or the .zip file of a bundle.")],
    format: Annotated[str, typer.Option("--format", help="Format; a wrong name lists all.")] = "nifti",
    case: Annotated[list[str] | None, typer.Option(help="Only this case; may be given several times.")] = None,
    reader: ReaderOption = "",
    result: Annotated[str, typer.Option(help="Id of a registration result; the one in use if not given.")] = "",
    spacing: Annotated[
        float, typer.Option(help="Spacing in mm of warped scans; that of the fixed scan if not given.")
    ] = 0,
    content: Annotated[
        list[ContentName] | None, typer.Option(help="Only this part of it; may be given several times.")
    ] = None,
    task: Annotated[str, typer.Option(help="Name of a Learn2Reg data set.")] = "Breast",
) -> None:
    """Write cases of a study for other programs, or as a bundle for another workstation."""
    from workstation.workbench.exporting import ExportRequest
    from workstation.workbench.exporting import export as write

    name = reader_name(reader)
    contents = frozenset(each.value for each in content or ())
    request = ExportRequest(study, format, out, tuple(case or ()), name, result, spacing, task, contents)  # type: ignore[arg-type]
    with bar("Exporting") as advance:
        made = write(request, advance)
    for note in made.notes:
        warn(str(note))
    for path in made.files:
        say(f"Wrote {path}")


def convert(
    source: Annotated[Path, typer.Argument(help="File to read, or a bundle.", show_default=False)],
    target: Annotated[Path, typer.Argument(help="File to write, or the new study of a bundle.", show_default=False)],
    fixed: Annotated[Path | None, typer.Option(help="Fixed scan, for formats that count in voxels.")] = None,
    moving: Annotated[Path | None, typer.Option(help="Moving scan, for formats that count in voxels.")] = None,
    side: Annotated[
        SideName, typer.Option(help="Which scan landmarks or labels of one scan belong to.")
    ] = SideName.FIXED,
    frame: Annotated[
        FrameName | None, typer.Option(help="What the numbers count in, if the file says it wrongly.")
    ] = None,
    inverse: Annotated[
        bool, typer.Option("--inverse", help="Read a transform, or landmarks, the other way round.")
    ] = False,
) -> None:
    """Turn landmarks, a transform, labels or a scan into another format; unpack a bundle."""
    from workstation.workbench.converting import Conversion
    from workstation.workbench.converting import convert as write

    if target.exists() and target.resolve() == source.resolve():
        raise InvalidInput("Source and target are the same file; choose another target.")
    direction = "moving to fixed" if inverse else None
    chosen = None if frame is None else frame.value
    for note in write(Conversion(source, target, fixed, moving, side.value, chosen, direction)):  # type: ignore[arg-type]
        warn(str(note))
    say(f"Wrote {target}")
