"""Commands about DICOM files: dicom scan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workstation.cli.console import JsonOption, bar, print_json, say, show_table, warn

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
