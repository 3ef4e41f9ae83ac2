"""What a folder or a DICOMDIR holds: patients, their studies, series and the volumes in them.

Only headers are read. A series holds one volume for each file of many pictures, and one for the files of single
pictures that share size, direction and echo. What cannot become a volume is listed with its reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydicom.dataset import Dataset

from workstation.core.errors import InvalidInput, UnreadableFile, UserError
from workstation.storage.dicom.files import (
    Report,
    items,
    looks_like_dicom,
    number,
    numbers,
    open_header,
    text,
    value_of,
    whole_number,
)
from workstation.storage.dicom.pixels import is_scan, kind_name, layout_of, transfer_syntax

K = TypeVar("K", bound=Hashable)

MAX_FILES = 500_000
DICOMDIR = "1.2.840.10008.1.3.10"
_TAGS = (
    "SOPClassUID", "SOPInstanceUID", "PatientName", "PatientID", "StudyInstanceUID", "StudyDate", "StudyDescription",
    "SeriesInstanceUID", "SeriesNumber", "SeriesDescription", "Modality", "InstanceNumber", "NumberOfFrames", "Rows",
    "Columns", "SamplesPerPixel", "BitsAllocated", "BitsStored", "PixelRepresentation", "PhotometricInterpretation",
    "ImageOrientationPatient", "EchoNumbers", "DirectoryRecordSequence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VolumeEntry:
    """Files that make up one volume, or the reason why they do not."""

    files: tuple[Path, ...]
    kind: str
    pictures: int
    columns: int
    rows: int
    transfer_syntax: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """A series and its volumes."""

    uid: str
    number: int | None
    modality: str
    description: str
    volumes: tuple[VolumeEntry, ...]


@dataclass(frozen=True, slots=True)
class StudyEntry:
    """An examination and its series."""

    uid: str
    date: str
    description: str
    series: tuple[SeriesEntry, ...]


@dataclass(frozen=True, slots=True)
class PatientEntry:
    """A patient and the examinations found; the name and id are for the screen and never enter a study."""

    id: str
    name: str
    studies: tuple[StudyEntry, ...]


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What was found, and files that say they are DICOM but cannot be read, each with its reason."""

    patients: tuple[PatientEntry, ...]
    unreadable: tuple[tuple[Path, str], ...]
    other_files: int

    @property
    def volumes(self) -> list[VolumeEntry]:
        """All volumes that can be read, in order."""
        found = [v for p in self.patients for study in p.studies for series in study.series for v in series.volumes]
        return [each for each in found if not each.reason]


@dataclass(slots=True)
class _Found:
    path: Path
    header: Dataset


@dataclass(slots=True)
class _Collected:
    found: list[_Found] = field(default_factory=list)
    unreadable: list[tuple[Path, str]] = field(default_factory=list)
    other_files: int = 0


def scan(place: Path, report: Report | None = None) -> ScanResult:
    """Look through a folder with all folders below it, a DICOMDIR, or a single file.

    Parameters
    ----------
    place : links to other folders are not followed; a DICOMDIR leads to files beside and below it only
    report : is told the share done and may raise `Cancelled`

    Raises
    ------
    UnreadableFile
        There is no such file or folder, or the DICOMDIR is damaged.
    """
    if not place.exists():
        raise UnreadableFile("{name} does not exist; was it moved or renamed?", name=place.name)
    paths = list(_files_of(place, report))
    collected = _Collected()
    for n, path in enumerate(paths):
        if report is not None:
            report(n / len(paths), f"{n} of {len(paths)} files")
        _look_at(path, collected)
    return ScanResult(_patients(collected.found), tuple(collected.unreadable), collected.other_files)


def files_of_volume(place: Path) -> list[Path]:
    """The files of the one volume that a person means by a file or a folder.

    A file of a single picture stands for the volume it belongs to, with the files of its series in the same folder.

    Raises
    ------
    InvalidInput
        The folder holds no volume, or several; the error names them.
    UnreadableFile
        As for `scan`.
    """
    if place.is_file():
        layout = layout_of(header := open_header(place), place)
        if layout.frames > 1:
            return [place]
        uid = text(header, "SeriesInstanceUID")
        beside = scan_files([path for path in sorted(place.parent.iterdir()) if path.is_file()], uid)
        mine = next((each for each in beside.volumes if place in each.files), None)
        return list(mine.files) if mine is not None else [place]
    volumes = (result := scan(place)).volumes
    if len(volumes) == 1:
        return list(volumes[0].files)
    if not volumes:
        raise InvalidInput("{name} holds no DICOM volume{why}; choose another folder.",
                           name=place.name, why=_why_nothing(result))  # fmt: skip
    listed = ", ".join(f"{each.pictures} pictures in {each.files[0].parent.name}" for each in volumes[:4])
    raise InvalidInput("{name} holds {count} volumes ({listed}); choose a folder or file with one.",
                       name=place.name, count=len(volumes), listed=listed)  # fmt: skip


def scan_files(paths: Sequence[Path], series_uid: str = "") -> ScanResult:
    """Look at some files, only those of one series if its UID is given."""
    collected = _Collected()
    for path in paths:
        _look_at(path, collected)
    wanted = [
        each for each in collected.found if not series_uid or text(each.header, "SeriesInstanceUID") == series_uid
    ]
    return ScanResult(_patients(wanted), tuple(collected.unreadable), collected.other_files)


def _why_nothing(result: ScanResult) -> str:
    reasons = [v.reason for p in result.patients for s in p.studies for series in s.series for v in series.volumes]
    reasons += [reason for _, reason in result.unreadable]
    return f" ({reasons[0]})" if reasons else ""


def _files_of(place: Path, report: Report | None) -> Iterator[Path]:
    if place.is_file():
        listed = _listed_in_dicomdir(place)
        yield from (place,) if listed is None else listed
        return
    directory = place / "DICOMDIR"
    if directory.is_file():
        listed = _listed_in_dicomdir(directory)
        if listed:
            yield from listed
            return
    count = 0
    for folder, folders, names in os.walk(place):
        folders.sort()
        if report is not None:
            report(0.0, f"{count} files")
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MAX_FILES:
                raise InvalidInput("{name} holds more than {limit} files; choose a smaller folder.",
                                   name=place.name, limit=MAX_FILES)  # fmt: skip
            yield path


def _listed_in_dicomdir(path: Path) -> list[Path] | None:
    """The files a DICOMDIR names that exist and lie below its folder; None if the file is no DICOMDIR.

    The records are read in the order they stand, not along their links, so that a ring of links ends nowhere.
    """
    if not looks_like_dicom(path):
        return None
    header = open_header(path)
    meta = getattr(header, "file_meta", Dataset())
    if text(meta, "MediaStorageSOPClassUID") != DICOMDIR and "DirectoryRecordSequence" not in header:
        return None
    root = path.parent.resolve()
    found: dict[Path, None] = {}
    for record in items(header, "DirectoryRecordSequence"):
        parts = value_of(record, "ReferencedFileID") or []
        parts = [parts] if isinstance(parts, str) else [str(part) for part in parts]
        named = _beside(root, parts)
        if named is not None:
            found[named] = None
    return list(found)


def _beside(root: Path, parts: Sequence[str]) -> Path | None:
    if not parts or any(part in ("", ".", "..") or "/" in part or "\\" in part for part in parts):
        return None
    for names in (parts, [part.lower() for part in parts]):  # some systems write the names in lower case to the disk
        named = root.joinpath(*names)
        if named.is_file() and named.resolve().is_relative_to(root):
            return named
    return None


def _look_at(path: Path, collected: _Collected) -> None:
    try:
        if not looks_like_dicom(path):
            collected.other_files += 1
            return
        header = open_header(path, _TAGS)
        if _listed_kind(header) == DICOMDIR or "DirectoryRecordSequence" in header:
            collected.other_files += 1
        elif not text(header, "SOPClassUID") and "Rows" not in header:
            collected.unreadable.append((path, "It names no kind of object."))
        else:
            collected.found.append(_Found(path, header))
    except UserError as error:
        collected.unreadable.append((path, str(error)))
    except OSError as error:
        collected.unreadable.append((path, str(error.strerror or error)))


def _listed_kind(header: Dataset) -> str:
    return text(getattr(header, "file_meta", Dataset()), "MediaStorageSOPClassUID")


def _patients(found: Sequence[_Found]) -> tuple[PatientEntry, ...]:
    patients = _grouped(found, lambda each: (text(each.header, "PatientID"), text(each.header, "PatientName")))
    return tuple(
        PatientEntry(id, name, tuple(_study(uid, files) for uid, files in _by(files, "StudyInstanceUID").items()))
        for (id, name), files in patients.items()
    )


def _study(uid: str, files: Sequence[_Found]) -> StudyEntry:
    first = files[0].header
    series = [_series(own, its) for own, its in _by(files, "SeriesInstanceUID").items()]
    series.sort(key=lambda each: (each.number is None, each.number or 0))
    return StudyEntry(uid, text(first, "StudyDate"), text(first, "StudyDescription"), tuple(series))


def _series(uid: str, files: Sequence[_Found]) -> SeriesEntry:
    first = files[0].header
    return SeriesEntry(uid, whole_number(first, "SeriesNumber"), text(first, "Modality"), text(first, "SeriesDescription"),
                       tuple(_volume(each) for each in _volume_groups(files)))  # fmt: skip


def _volume_groups(files: Sequence[_Found]) -> list[list[_Found]]:
    """Files of many pictures alone, single pictures together with those that can lie in one volume with them."""

    def key(each: _Found) -> tuple[object, ...]:
        if (number(each.header, "NumberOfFrames") or 1) > 1:
            return ("alone", str(each.path))
        turned = tuple(round(v, 2) + 0.0 for v in numbers(each.header, "ImageOrientationPatient", 6))
        return (text(each.header, "SOPClassUID"), number(each.header, "Rows"), number(each.header, "Columns"), turned,
                numbers(each.header, "EchoNumbers"))  # fmt: skip

    return list(_grouped(files, key).values())


def _volume(files: Sequence[_Found]) -> VolumeEntry:
    files = sorted(files, key=lambda each: (whole_number(each.header, "InstanceNumber") or 0, str(each.path)))
    first = files[0]
    kind, reason, rows, columns, pictures = kind_name(first.header), "", 0, 0, 0
    try:
        layout = layout_of(first.header, first.path)
        rows, columns = layout.rows, layout.columns
        pictures = layout.frames if len(files) == 1 else len(files)
        if not is_scan(first.header):
            reason = f"It is no scan but a DICOM {kind}."
        elif pictures < 2:
            reason = "It is a single picture; a volume needs at least two."
    except UserError as error:
        reason = str(error)
    return VolumeEntry(
        tuple(each.path for each in files), kind, pictures, columns, rows, transfer_syntax(first.header), reason
    )


def _by(files: Sequence[_Found], keyword: str) -> dict[str, list[_Found]]:
    return _grouped(files, lambda each: text(each.header, keyword))


def _grouped(files: Sequence[_Found], key: Callable[[_Found], K]) -> dict[K, list[_Found]]:
    groups: dict[K, list[_Found]] = {}
    for each in files:
        groups.setdefault(key(each), []).append(each)
    return groups
