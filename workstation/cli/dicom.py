"""Commands about DICOM files: dicom scan, dicom pages, dicom raw, dicom clean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workstation.cli.console import JsonOption, bar, print_json, say, show_table, warn
from workstation.core.errors import InvalidInput

if TYPE_CHECKING:
    from workstation.storage.dicom.scan import PatientEntry, ScanResult, SeriesEntry, StudyEntry

app = typer.Typer(help="Look at DICOM files.", no_args_is_help=True)


@app.command()
def scan(
    folder: Annotated[Path, typer.Argument(help="Folder, DICOMDIR or file.", show_default=False)],
    names: Annotated[bool, typer.Option("--names", help="Show who the patients are, and descriptions.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the volumes in a folder by patient, study and series, and why the rest is none; patients are numbered."""
    from workstation.storage.dicom.scan import scan as scan_folder

    with bar("Looking through the files") as advance:
        result = scan_folder(folder, advance)
    if as_json:
        print_json(_facts(result, folder, names))
        return
    columns = ("patient", "study", "series", "modality", "pictures", "size", "files", "first file", "why not")
    show_table(columns, list(_rows(result, folder, names)))
    for path, reason in result.unreadable:
        warn(f"{_relative(path, folder)}: {reason}")
    say(f"Volumes: {len(result.volumes)}. Files that are not DICOM: {result.other_files}.")


@app.command()
def pages(
    place: Annotated[Path, typer.Argument(help="Folder or file of one volume.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder for the pictures; new or empty.")],
) -> None:
    """Write pictures in which burned-in text shows, pixel by pixel as stored; look at them before importing."""
    from workstation.storage.pictures import write_png
    from workstation.workbench.import_plan import read_planned

    with bar("Reading") as advance:
        found = read_planned([place], "fixed", report=advance).pages
    _make_empty(out)
    for number, page in enumerate(found, 1):
        write_png(out / f"{number}.png", page.pixels)
        say(f"{number}.png: {page.title}")
    if not found:
        warn("This is no DICOM volume; it has no pictures of its own to look at.")


@app.command()
def raw(
    image: Annotated[Path, typer.Argument(help="Image or label map on a straight grid in mm.", show_default=False)],
    scan: Annotated[Path, typer.Option("--scan", help="DICOM file of the curved probe (GE Invenia).")],
    out: Annotated[Path, typer.Option("--out", help="File to write: .nrrd, .nii.gz, .mha.")],
    labels: Annotated[
        bool, typer.Option("--labels", help="Values are labels: take the nearest, never a mixture.")
    ] = False,
    mirrored: Annotated[
        bool, typer.Option("--mirrored", help="The scan was turned over when it was imported.")
    ] = False,
) -> None:
    """Bend an image back to the scanner's own pictures, sample by sample as its file stores them."""
    from workstation.workbench.bending import bend_back

    bend_back(image, scan, out, labels, mirrored)
    say(f"Wrote {out}: scan lines, samples and steps of {scan.name}; distances on it are wrong across the lines.")


@app.command()
def clean(
    place: Annotated[Path, typer.Argument(help="Folder, DICOMDIR or file.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder for the new files; new or empty.")],
    key_file: Annotated[Path | None, typer.Option(help="File that leads back to the patients, kept elsewhere.")] = None,
    black_out: Annotated[
        list[str] | None,
        typer.Option(metavar="LEFT,TOP,WIDTH,HEIGHT", help="Replace these pixels of every picture; may be repeated."),
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--pixels-reviewed", help="You looked: no text is left that tells who the patient is.")
    ] = False,
) -> None:
    """Write DICOM files again without the patient (PS3.15 Annex E); sizes, places and pixels stay."""
    from workstation.storage.dicom.deidentify import deidentified, write_deidentified
    from workstation.storage.dicom.pseudonyms import Pseudonyms, check_outside_study
    from workstation.storage.dicom.scan import scan as scan_folder
    from workstation.workbench.importing import rectangle_of

    hide = [rectangle_of(each) for each in black_out or []]
    if key_file is not None:
        check_outside_study(key_file)
    pseudonyms = Pseudonyms.load(key_file) if key_file is not None and key_file.exists() else Pseudonyms()
    _make_empty(out)
    with bar("Writing") as advance:
        files = [path for volume in scan_folder(place).volumes for path in volume.files]
        for number, path in enumerate(files, 1):
            write_deidentified(
                deidentified(path, pseudonyms, hide=hide, pixels_reviewed=reviewed), out / f"{number:05}.dcm"
            )
            advance(number / len(files), f"{number} of {len(files)}")
    if key_file is not None:
        pseudonyms.save(key_file)
    say(f"Wrote {len(files)} files of {len(pseudonyms.patients)} patients to {out}")
    if files and not reviewed:
        warn("Nobody has looked for names in the pictures (sonolign dicom pages); do not pass the files on.")


def _make_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput("{path} is not an empty folder; choose another place.", path=folder)
    folder.mkdir(parents=True, exist_ok=True)


def _rows(result: ScanResult, folder: Path, names: bool) -> Iterator[tuple[object, ...]]:
    for patient, study, series in _series(result):
        person = f"{patient[1].name} ({patient[1].id})" if names else str(patient[0])
        title = f"{series.number if series.number is not None else ''} {series.description if names else ''}".strip()
        for each in series.volumes:
            size = f"{each.columns}×{each.rows}" if each.rows else "–"
            yield (person, study[1].date if names else str(study[0]), title, series.modality, each.pictures, size,
                   len(each.files), _relative(each.files[0], folder), each.reason)  # fmt: skip


def _series(result: ScanResult) -> Iterator[tuple[tuple[int, PatientEntry], tuple[int, StudyEntry], SeriesEntry]]:
    for number, patient in enumerate(result.patients, 1):
        for count, study in enumerate(patient.studies, 1):
            for series in study.series:
                yield (number, patient), (count, study), series


def _facts(result: ScanResult, folder: Path, names: bool) -> dict[str, Any]:
    """The result as JSON; names, dates and descriptions only if asked for."""
    volumes = []
    for (number, patient), (count, study), series in _series(result):
        person = {"patient_name": patient.name, "patient_id": patient.id, "study_date": study.date,
                  "study_description": study.description, "series_description": series.description}  # fmt: skip
        for each in series.volumes:
            volumes.append({
                "patient": number, "study": count, "series": series.number, "modality": series.modality,
                **(person if names else {}), "kind": each.kind, "pictures": each.pictures,
                "columns": each.columns, "rows": each.rows, "transfer_syntax": each.transfer_syntax,
                "files": [_relative(path, folder) for path in each.files], "reason": each.reason,
            })  # fmt: skip
    unreadable = [{"file": _relative(path, folder), "reason": reason} for path, reason in result.unreadable]
    return {"volumes": volumes, "unreadable": unreadable, "other_files": result.other_files}


def _relative(path: Path, folder: Path) -> str:
    inside = folder.is_dir() and path.is_relative_to(folder)
    return str(path.relative_to(folder)) if inside else path.name
