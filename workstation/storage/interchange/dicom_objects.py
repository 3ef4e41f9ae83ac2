"""What our DICOM objects have in common: whose they are, their frames of reference, and how they are written and
opened.

Ultrasound volumes often state no frame of reference. Each of our volumes therefore has one that is derived from its
source, so that every object about it names the same one. No object holds a name, birth date or any other trait of a
person.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid

from workstation import __version__
from workstation.core.errors import UnreadableFile
from workstation.core.geometry import Grid
from workstation.core.volume import Volume
from workstation.storage.atomic import write_file
from workstation.storage.dicom.files import open_whole, quiet, text
from workstation.storage.volume_store import voxels_sha256

MAKER = "Sonolign"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose object it is: the pseudonym of the case, and the id of our study, as many studies have a case 1."""

    pseudonym: str
    study_id: str = ""

    @property
    def study_uid(self) -> str:
        """The same study for every object of one case."""
        return generate_uid(entropy_srcs=["sonolign study", self.study_id, self.pseudonym])


def frame_of_reference(volume: Volume) -> str:
    """The frame of reference of a volume: always the same for the same source (without one: the same voxels) and grid."""
    source = volume.provenance.source_sha256 or voxels_sha256(volume.voxels.whole())
    return generate_uid(entropy_srcs=["sonolign frame", source, repr(volume.grid)])


def right_handed(grid: Grid) -> tuple[Grid, bool]:
    """A grid whose third axis is the cross product of the others, as DICOM takes it, and whether slices were reversed."""
    if np.linalg.det(grid.axes) > 0:
        return grid, False
    axes = grid.axes * np.array([1.0, 1.0, -1.0])
    return Grid(
        grid.shape_zyx, grid.spacing_mm, grid.point_of((0, 0, grid.shape_zyx[0] - 1)), tuple(axes.ravel())
    ), True


def new_object(sop_class: str, modality: str, subject: Subject, frame_uid: str, label: str) -> Dataset:
    """A data set with patient, study, series, equipment and content of an object about one case."""
    now = datetime.now(UTC)
    made = Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    made.SOPClassUID, made.SOPInstanceUID = UID(sop_class), generate_uid()
    made.PatientName, made.PatientID, made.PatientBirthDate, made.PatientSex = "", subject.pseudonym[:64], "", ""
    made.StudyInstanceUID, made.StudyID = subject.study_uid, ""
    made.StudyDate = made.StudyTime = made.AccessionNumber = made.ReferringPhysicianName = ""
    made.SeriesInstanceUID, made.SeriesNumber, made.Modality = generate_uid(), 1, modality
    made.FrameOfReferenceUID, made.PositionReferenceIndicator = frame_uid, ""
    made.Manufacturer = made.ManufacturerModelName = MAKER
    made.DeviceSerialNumber, made.SoftwareVersions = "0", __version__
    made.InstanceNumber, made.ContentLabel, made.ContentDescription, made.ContentCreatorName = 1, label, "", ""
    made.ContentDate, made.ContentTime = now.strftime("%Y%m%d"), now.strftime("%H%M%S")
    return made


def save(path: str | os.PathLike[str], made: Dataset) -> None:
    """Write a data set as a DICOM file; it is opened again before it gets its name."""

    def write(temporary: Path) -> None:
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = made.SOPClassUID, made.SOPInstanceUID
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        file = FileDataset(str(temporary), made, file_meta=meta, preamble=b"\0" * 128)
        with quiet():
            file.save_as(temporary, enforce_file_format=True)

    def verify(temporary: Path) -> None:
        if open_whole(temporary).SOPInstanceUID != made.SOPInstanceUID:
            raise OSError("what was read back differs from what was written")

    write_file(path, write, verify=verify)


def open_object(path: str | os.PathLike[str], sop_classes: dict[str, str]) -> FileDataset:
    """A DICOM file of one of these classes (uid to name); any other is an `UnreadableFile` that says what was expected."""
    path = Path(path)
    dataset = open_whole(path)
    found = text(dataset, "SOPClassUID")
    if found not in sop_classes:
        raise UnreadableFile("{name} is a DICOM file of another kind ({got}); expected {want}.", name=path.name,
                             got=_class_name(found), want=" or ".join(sop_classes.values()))  # fmt: skip
    return dataset


def data_of(dataset: Dataset, keyword: str) -> bytes:
    """The bytes of an element, b"" if it is missing or damaged."""
    try:
        with quiet():
            data = dataset.get(keyword)
    except Exception:  # noqa: BLE001 - pydicom reads values when asked and raises anything for a damaged one
        return b""
    return data if isinstance(data, bytes) else b""


def _class_name(uid: str) -> str:
    with quiet():
        return UID(uid).name[:60] or "unknown"
