"""DICOM files without the patient: what PS3.15 Annex E asks for, done by keeping little instead of removing much.

Basic Application Level Confidentiality Profile with the options Clean Pixel Data (if a person has looked at the
pictures), Clean Descriptors, Retain Longitudinal Temporal Information with Modified Dates, Retain Patient Characteristics
(only the age) and Retain Safe Private (only the geometry of a GE Invenia). An element survives only if it is on the
lists below and holds nothing but numbers or words that the standard defines; everything else is gone, whatever it is.
The pictures come out unpacked, as grey values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import ExplicitVRLittleEndian

from workstation.storage.atomic import write_file
from workstation.storage.dicom import invenia
from workstation.storage.dicom.blackout import Rectangle, black_out
from workstation.storage.dicom.files import as_uid, items, numbers, open_whole, text, whole_number
from workstation.storage.dicom.geometry import laterality_of
from workstation.storage.dicom.pixels import grey_frames, layout_of
from workstation.storage.dicom.pseudonyms import Pseudonyms, age_of, shifted
from workstation.storage.dicom.series import LARGEST_SERIES_NUMBER, view_of

COUNTERS = ("SeriesNumber", "InstanceNumber")
NUMBERS = (
    "PixelSpacing", "SpacingBetweenSlices", "SliceThickness", "ImagerPixelSpacing",
    "NominalScannedPixelSpacing", "ImagePositionPatient", "ImageOrientationPatient", "ImagePositionVolume",
    "ImageOrientationVolume", "GantryDetectorTilt", "EchoNumbers", "RescaleSlope", "RescaleIntercept", "FrameTime",
    "PhysicalUnitsXDirection", "PhysicalUnitsYDirection", "PhysicalDeltaX", "PhysicalDeltaY", "RegionDataType",
    "RegionSpatialFormat", "RegionFlags", "RegionLocationMinX0", "RegionLocationMinY0", "RegionLocationMaxX1",
    "RegionLocationMaxY1", "ReferencePixelX0", "ReferencePixelY0", "ApexPosition", "VolumeToTransducerMappingMatrix",
)  # fmt: skip
WORDS = {
    "Modality": {"US", "IVUS", "CT", "MR", "OT", "NM", "PT", "CR", "DX", "MG"},
    "Laterality": {"L", "R", "B"},
    "ImageLaterality": {"L", "R", "B", "U"},
    "FrameLaterality": {"L", "R", "B", "U"},
    "UltrasoundAcquisitionGeometry": {"APEX"},
    "LossyImageCompression": {"00", "01"},
    "RescaleType": {"HU", "US"},
}
DATES = ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate", "InstanceCreationDate", "AcquisitionDateTime")
TIMES = ("StudyTime", "SeriesTime", "AcquisitionTime", "ContentTime")
UIDS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "FrameOfReferenceUID", "VolumeFrameOfReferenceUID")
SEQUENCES = (
    "SequenceOfUltrasoundRegions", "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence",
    "PixelMeasuresSequence", "PlanePositionSequence", "PlaneOrientationSequence", "PlanePositionVolumeSequence",
    "PlaneOrientationVolumeSequence", "PixelValueTransformationSequence",
)  # fmt: skip
EMPTY = ("PatientBirthDate", "PatientSex", "StudyID", "AccessionNumber", "ReferringPhysicianName")
METHODS = {
    "113100": "Basic Application Confidentiality Profile", "113105": "Clean Descriptors Option",
    "113107": "Retain Longitudinal Temporal Information Modified Dates Option",
    "113108": "Retain Patient Characteristics Option", "113111": "Retain Safe Private Option",
}  # fmt: skip
CLEAN_PIXELS = ("113101", "Clean Pixel Data Option")


@dataclass(frozen=True, slots=True)
class SafeFacts:
    """What may be known of a scan in a study: no value of it leads to the patient without the key file."""

    pseudonym: str
    age: str
    study_date: str
    laterality: str
    view: str


def safe_facts(dataset: Dataset, pseudonyms: Pseudonyms) -> SafeFacts:
    """What a study may say about where a volume comes from; the date is moved."""
    identity = pseudonyms.of(dataset)
    date = shifted(text(dataset, "StudyDate"), identity.shift_days)
    return SafeFacts(identity.pseudonym, age_of(dataset), date, laterality_of(dataset), view_of(dataset))


def deidentified(
    path: Path, pseudonyms: Pseudonyms, *, hide: Sequence[Rectangle] = (), pixels_reviewed: bool = False
) -> Dataset:
    """A DICOM file as a data set without anything that leads to the patient.

    Parameters
    ----------
    hide : rectangles of every picture whose pixels are replaced
    pixels_reviewed : whether a person has looked at the pictures and found no text in them besides `hide`; only then does
        the result say that nothing is burned in

    Raises
    ------
    UnreadableFile, InvalidInput
        As for `series.read_series`.
    """
    source = open_whole(path)
    layout = layout_of(source, path)
    pictures = np.stack(list(grey_frames(source, path)))
    black_out(pictures, hide)
    identity = pseudonyms.of(source)
    result = _kept(source)
    _keep_private(source, result)
    for keyword in UIDS:
        if text(source, keyword):
            setattr(result, keyword, pseudonyms.uid(text(source, keyword)))
    for keyword in DATES:
        if moved := shifted(text(source, keyword), identity.shift_days):
            setattr(result, keyword, moved)
    for keyword in TIMES:
        if re.fullmatch(r"\d{2,6}(\.\d{1,6})?", text(source, keyword)):
            setattr(result, keyword, text(source, keyword))
    for keyword in EMPTY:
        setattr(result, keyword, "")
    result.PatientName = result.PatientID = identity.pseudonym
    if age := age_of(source):
        result.PatientAge = age
    if view := view_of(source):
        result.SeriesDescription = view
    _put_pictures(result, pictures, layout.frames > 1 or bool(text(source, "NumberOfFrames")))
    _state_method(result, pixels_reviewed)
    _put_meta(source, result)
    return result


def write_deidentified(dataset: Dataset, path: Path) -> None:
    """Write a data set that `deidentified` made; may raise NotSaved."""
    write_file(path, lambda temporary: dataset.save_as(temporary, enforce_file_format=True))


def _kept(source: Dataset) -> Dataset:
    """Numbers, defined words and the sequences that hold such, to any depth a geometry has."""
    result = Dataset()
    for keyword in NUMBERS:
        if values := numbers(source, keyword):
            _put(result, keyword, values)
    for keyword in COUNTERS:
        counter = whole_number(source, keyword)
        if counter is not None and 0 <= counter <= LARGEST_SERIES_NUMBER:
            setattr(result, keyword, counter)
    for keyword, allowed in WORDS.items():
        if text(source, keyword) in allowed:
            setattr(result, keyword, text(source, keyword))
    for keyword in SEQUENCES:
        if found := items(source, keyword):
            setattr(result, keyword, DicomSequence([_kept(item) for item in found]))
    return result


def _put(result: Dataset, keyword: str, values: tuple[float, ...]) -> None:
    plain: list[Any] = [int(v) if v == int(v) else float(f"{v:.10g}") for v in values]
    setattr(result, keyword, plain if len(plain) > 1 else plain[0])


def _keep_private(source: Dataset, result: Dataset) -> None:
    """The geometry of a GE Invenia, numbers only, in a block of its own."""
    if not invenia.is_invenia(source):
        return
    result.ManufacturerModelName = "Invenia"
    block = result.private_block(invenia.GROUP, invenia.CREATORS[1], create=True)
    for element in invenia.ELEMENTS:
        if values := invenia.private_numbers(source, element):
            block.add_new(element, "DS", [f"{v:.10g}" for v in values])


def _put_pictures(result: Dataset, pictures: np.ndarray[Any, Any], is_multiframe: bool) -> None:
    if is_multiframe:
        result.NumberOfFrames = len(pictures)
    result.Rows, result.Columns = pictures.shape[1:]
    result.SamplesPerPixel, result.PhotometricInterpretation = 1, "MONOCHROME2"
    result.BitsAllocated = result.BitsStored = pictures.dtype.itemsize * 8
    result.HighBit, result.PixelRepresentation = result.BitsStored - 1, int(pictures.dtype.kind == "i")
    stored = pictures.astype(pictures.dtype.newbyteorder("<"), copy=False).tobytes()
    result.add_new("PixelData", "OB" if result.BitsAllocated == 8 else "OW", stored + bytes(len(stored) % 2))


def method_codes(pixels_reviewed: bool) -> dict[str, str]:
    """The profile and options that were applied: codes of DICOM PS3.16 CID 7050 with their meanings."""
    return METHODS | (dict([CLEAN_PIXELS]) if pixels_reviewed else {})


def _state_method(result: Dataset, pixels_reviewed: bool) -> None:
    codes = method_codes(pixels_reviewed)
    result.PatientIdentityRemoved = "YES"
    result.DeidentificationMethod = "Sonolign: elements on a list are kept, all others removed"
    result.LongitudinalTemporalInformationModified = "MODIFIED"
    if pixels_reviewed:
        result.BurnedInAnnotation = "NO"
    method = []
    for value, meaning in codes.items():
        code = Dataset()
        code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, "DCM", meaning
        method.append(code)
    result.DeidentificationMethodCodeSequence = DicomSequence(method)


def _put_meta(source: Dataset, result: Dataset) -> None:
    uid = as_uid(text(source, "SOPClassUID"))
    result.SOPClassUID = uid if uid.type == "SOP Class" else "1.2.840.10008.5.1.4.1.1.7"
    result.file_meta = FileMetaDataset()
    result.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    result.file_meta.MediaStorageSOPClassUID = result.SOPClassUID
    result.file_meta.MediaStorageSOPInstanceUID = result.get("SOPInstanceUID", "2.25.0")
