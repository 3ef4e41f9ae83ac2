"""What a DICOM file or folder is, in named facts; who the patient is only if somebody asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydicom.dataset import Dataset

from workstation.core.errors import InvalidInput, UserError
from workstation.core.geometry_report import GeometryReport, Quantity
from workstation.storage.dicom.files import as_uid, open_header, text, whole_number
from workstation.storage.dicom.geometry import laterality_of
from workstation.storage.dicom.kept import may_carry_text
from workstation.storage.dicom.pseudonyms import age_of
from workstation.storage.dicom.scan import ScanResult, VolumeEntry, scan
from workstation.storage.dicom.series import LARGEST_SERIES_NUMBER, geometry_of, modality_of, view_of

Facts = dict[str, Any]
IDENTIFYING = (
    "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyDescription",
    "SeriesDescription", "AccessionNumber", "InstitutionName", "ReferringPhysicianName", "OperatorsName", "StationName",
)  # fmt: skip


def dicom_facts(place: Path, names: bool = False) -> Facts:
    """Facts about a DICOM file, or the volumes of a folder or DICOMDIR; only headers are read.

    Parameters
    ----------
    names : whether to tell who the patient is, and descriptions that people typed

    Raises
    ------
    UnreadableFile
        There is no such place, or it is damaged.
    InvalidInput
        It is a folder without DICOM files.
    """
    result = scan(place)
    volumes = [v for p in result.patients for study in p.studies for series in study.series for v in series.volumes]
    if not volumes and not result.unreadable:
        raise InvalidInput("{name} holds no DICOM files.", name=place.name)
    if len(volumes) == 1:
        return {"kind": "DICOM", **_volume(volumes[0], names), **_unreadable(result, names)}
    numbered = {f"volume {number}": _volume(each, names) for number, each in enumerate(volumes, 1)}
    patients = {"patients": len(result.patients)}
    return {
        "kind": "DICOM folder",
        **patients,
        "volumes": len(result.volumes),
        **numbered,
        **_unreadable(result, names),
    }


def _volume(entry: VolumeEntry, names: bool) -> Facts:
    header = open_header(entry.files[0])
    number = whole_number(header, "SeriesNumber")
    plain = number is not None and 0 <= number <= LARGEST_SERIES_NUMBER
    optional = {"series": number if plain else None, "laterality": laterality_of(header), "view": view_of(header),
                "age": age_of(header), "no volume": entry.reason}  # fmt: skip
    return {
        "object": entry.kind, "modality": modality_of(header), "files": len(entry.files), "pictures": entry.pictures,
        "columns": entry.columns, "rows": entry.rows, "packed as": as_uid(entry.transfer_syntax).name,
        **{name: value for name, value in optional.items() if value or value == 0},
        "text in pictures": "possible" if may_carry_text(header) else "not expected",
        **({} if entry.reason else _geometry(entry)),
        **({"patient": _identity(header)} if names else {}),
    }  # fmt: skip


def _geometry(entry: VolumeEntry) -> Facts:
    try:
        told = geometry_of(entry.files)
    except UserError as error:
        return {"no volume": str(error)}
    return {"geometry": _lights(told)}


def _lights(told: GeometryReport) -> Facts:
    return {each.name: _quantity(each) for each in told.quantities}


def _quantity(each: Quantity) -> str:
    value = "unknown" if each.value is None else " ".join(f"{v:.6g}" for v in each.value)
    return f"{value} ({each.light}: {each.sentence})"


def _identity(header: Dataset) -> Facts:
    found = {keyword: text(header, keyword) for keyword in IDENTIFYING}
    return {keyword: value for keyword, value in found.items() if value}


def _unreadable(result: ScanResult, names: bool) -> Facts:
    """Files that say they are DICOM and cannot be read: by name if names may be told, else by their reasons."""
    if not result.unreadable:
        return {}
    if names:
        return {"unreadable": {path.name: reason for path, reason in result.unreadable}}
    return {"unreadable": len(result.unreadable)}
