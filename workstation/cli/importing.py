"""Command that brings a pair of scans into a study: import. Of DICOM files the patient stays outside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workstation.cli.console import ReaderOption, bar, reader_name, say, warn
from workstation.cli.export import FrameName, SideName
from workstation.cli.studies import StudyArgument, open_study
from workstation.cli.work import HowToRead, KeepName, import_files
from workstation.core.errors import InvalidInput

if TYPE_CHECKING:
    from workstation.core.geometry import Side
    from workstation.workbench.import_plan import ImportPlan, PlannedVolume
    from workstation.workbench.privacy import Privacy

RectanglesOption = Annotated[
    list[str] | None,
    typer.Option(metavar="LEFT,TOP,WIDTH,HEIGHT", help="Replace these pixels of every DICOM picture; may be repeated."),
]


def import_pair(
    study: StudyArgument,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Landmarks, labels or a transform for a case that is there; or a bundle.", show_default=False
        ),
    ] = None,
    case: Annotated[str, typer.Option("--case", help="Id of the new case, or of the one the files belong to.")] = "",
    fixed: Annotated[
        Path | None, typer.Option("--fixed", help="Scan that stays (NIfTI, NRRD, MetaImage, DICOM).")
    ] = None,
    moving: Annotated[Path | None, typer.Option("--moving", help="Scan that is aligned to it.")] = None,
    fixed_labels: Annotated[Path | None, typer.Option(help="Label map on the grid of the fixed scan.")] = None,
    moving_labels: Annotated[Path | None, typer.Option(help="Label map on the grid of the moving scan.")] = None,
    title: Annotated[str, typer.Option(help="What the work-list shows.")] = "",
    pseudonym: Annotated[
        str, typer.Option(help="What the patient of DICOM files is called; made up if left out.")
    ] = "",
    key_file: Annotated[
        Path | None, typer.Option(help="File outside the study that leads back to the patient.")
    ] = None,
    black_out_fixed: RectanglesOption = None,
    black_out_moving: RectanglesOption = None,
    reviewed: Annotated[
        bool | None,
        typer.Option(
            "--pixels-reviewed/--pixels-not-reviewed",
            help="Say that you found no name or date in the DICOM pictures besides what is blacked out, or that nobody "
            "has looked. “sonolign dicom pages” writes the pictures to look at.",
        ),
    ] = None,
    labels_of: Annotated[
        SideName | None,
        typer.Option("--side", help="Of label files: their scan; found by its grid if left out."),
    ] = None,
    frame: Annotated[
        FrameName | None, typer.Option(help="What the numbers of a file count in; found by trying if left out.")
    ] = None,
    inverse: Annotated[
        bool | None, typer.Option("--inverse/--no-inverse", help="Whether a transform, or landmarks, go the other way.")
    ] = None,
    keep: Annotated[
        KeepName,
        typer.Option(help="Of label files: who has a voxel that both have drawn; layer: both, on other layers."),
    ] = KeepName.FILE,
    same_names: Annotated[
        bool, typer.Option("--same-names/--new-names", help="Whether landmarks of the same name are the same.")
    ] = True,
    driven: Annotated[
        bool, typer.Option("--driven", help="A transform was made from landmarks of the case; their distance is a fit.")
    ] = False,
    reader: ReaderOption = "",
) -> None:
    """Bring a pair of scans into a study as a new case, or colleagues' files into a case, or a bundle into a study."""
    if files and fixed is None and moving is None:
        how = HowToRead(
            labels_of.value if labels_of else "", frame.value if frame else "", inverse, keep.value, same_names
        )
        import_files(study, files, case, how, reader)
        return
    if files or fixed is None or moving is None or not case:
        raise typer.BadParameter("Give --case, --fixed and --moving for a new case; or files for a case that is there.")
    from workstation.core.geometry import SIDES
    from workstation.core.study import CaseEntry
    from workstation.workbench.import_plan import now, read_plan
    from workstation.workbench.privacy import Privacy

    privacy, who = Privacy(), reader_name(reader)
    privacy.use_key_file(key_file)
    with open_study(study, reader) as bench:
        with bar("Reading") as advance:
            plan = read_plan([fixed], [moving], advance)
        hidden = {"fixed": black_out_fixed, "moving": black_out_moving}
        for side in SIDES:
            planned = _prepared(plan.planned(side), side, hidden[side] or [], reviewed, who)
            plan = plan.with_planned(side, planned)
        if pseudonym:
            _rename(plan, privacy, pseudonym)
        records = privacy.records(plan, who, now())
        privacy.save_key(records)
        labels: dict[Side, Path | None] = {"fixed": fixed_labels, "moving": moving_labels}
        bench.import_plan(CaseEntry(case, title, privacy=records), plan, labels)
    say(f"Imported case {case} into {study}")
    for each in records:
        known = ", ".join(filter(None, (each.pseudonym, each.age)))
        say(f"The {each.side} scan is of {known}; no name, number or true date is kept.")
    if records and len({each.pseudonym for each in records}) > 1:
        warn("The files name two different patients: is this the right pair?")
    if reviewed is False:
        warn("Nobody has looked for names in the pictures; the study says so. Do not pass it on.")


def _prepared(planned: PlannedVolume, side: Side, hidden: list[str], reviewed: bool | None, who: str) -> PlannedVolume:
    from workstation.workbench.import_plan import NO_TEXT, NOT_LOOKED, now
    from workstation.workbench.importing import rectangle_of

    if planned.subject is None:
        if hidden:
            raise InvalidInput("The {side} scan is not DICOM; only pictures of DICOM files are blacked out.", side=side)
        return planned
    if planned.needs_review and reviewed is None:
        raise InvalidInput(
            "The pictures of the {side} scan may show the patient's name. Look at them (sonolign dicom pages) and say "
            "--pixels-reviewed, with --black-out-{side} where there is text; or say --pixels-not-reviewed.", side=side,
        )  # fmt: skip
    planned = replace(planned, hide=tuple(rectangle_of(each) for each in hidden))
    return planned if reviewed is None else planned.looked_through(who, now(), NO_TEXT if reviewed else NOT_LOOKED)


def _rename(plan: ImportPlan, privacy: Privacy, pseudonym: str) -> None:
    from workstation.core.geometry import SIDES

    known = {facts.pseudonym for side in SIDES if (facts := privacy.facts(plan.planned(side))) is not None}
    if len(known) != 1:
        raise InvalidInput("A pseudonym is for one patient, but the files name {count}.", count=len(known))
    for side in SIDES:
        privacy.rename(plan.planned(side), pseudonym)
