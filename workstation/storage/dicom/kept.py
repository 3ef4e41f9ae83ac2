"""What a study keeps of a DICOM file and what it does not, element by element, for a person to look at before importing.

A study keeps the pixels, the numbers of the geometry, side and view as known words, the age, a moved date and a pseudonym;
see `deidentify` for files that are written as DICOM again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from workstation.core.errors import Message
from workstation.storage.dicom import invenia
from workstation.storage.dicom.deidentify import NUMBERS, SEQUENCES, SafeFacts
from workstation.storage.dicom.files import open_header, quiet, text, whole_number
from workstation.storage.dicom.pixels import kind_name
from workstation.storage.dicom.series import LARGEST_SERIES_NUMBER, view_of

LONGEST_VALUE = 60
MOST_ELEMENTS = 5000  # a real header has some hundred
_NO_TEXT = ("CT Image", "MR Image", "Positron Emission", "Nuclear Medicine")  # kinds whose pictures are bare
_PICTURES = ("Rows", "Columns", "NumberOfFrames", "SamplesPerPixel", "BitsAllocated", "BitsStored", "HighBit",
             "PixelRepresentation", "PhotometricInterpretation", "PlanarConfiguration")  # fmt: skip
_SIDES = ("Laterality", "ImageLaterality", "FrameLaterality")
_VIEWS = ("ViewCodeSequence", "ViewName", "SeriesDescription", "ProtocolName")
REMOVED = Message("removed")


@dataclass(frozen=True, eq=False, slots=True)
class Subject:
    """Whom a DICOM volume shows, as its files say it: for the screen and the key file, never for a study."""

    header: Dataset
    may_carry_text: bool

    @classmethod
    def of(cls, path: Path) -> Self:
        """The subject of a file; errors as of `files.open_header`."""
        header = open_header(path)
        return cls(header, may_carry_text(header))


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of an element: its name, its value (for the screen only), and what a study knows of it."""

    name: str
    value: str
    kept: bool
    what: Message


def may_carry_text(dataset: Dataset) -> bool:
    """Whether text may be burned into the pictures: of ultrasound, secondary captures, and whatever is not known for
    bare pictures; also of any file that says so itself."""
    if text(dataset, "BurnedInAnnotation").upper() == "YES":
        return True
    kind = kind_name(dataset)
    return "Secondary Capture" in kind or not any(word in kind for word in _NO_TEXT)


def fates(dataset: Dataset, facts: SafeFacts) -> list[Fate]:
    """Every element of a file up to its pixels (the first thousands), those that leave a trace in a study first."""
    with quiet():
        found = [_fate(element, dataset, facts) for element in _elements(dataset)]
    return sorted(found, key=lambda each: not each.kept)


def _elements(dataset: Dataset) -> Iterator[DataElement]:
    for tag in sorted(dataset.keys())[:MOST_ELEMENTS]:
        try:
            yield dataset[tag]
        except Exception:  # noqa: BLE001 - pydicom raises anything for a damaged value; nothing of it is kept
            continue


def _fate(element: DataElement, dataset: Dataset, facts: SafeFacts) -> Fate:
    keyword, what = element.keyword, _trace(element, dataset, facts)
    name = keyword or invenia.NAMES.get(element.tag.element & 0xFF if what else -1, str(element.tag))
    return Fate(name, _shown(element), what is not None, what or REMOVED)


def _shown(element: DataElement) -> str:
    """The value for the screen, short."""
    value = element.value
    if element.VR == "SQ" or isinstance(value, bytes):
        return f"({len(value or ())} {'items' if element.VR == 'SQ' else 'bytes'})"
    if element.VM > 1:
        value = " \\ ".join(str(each) for each in value[:LONGEST_VALUE])
    words = str(value)
    return words if len(words) <= LONGEST_VALUE else words[: LONGEST_VALUE - 1] + "…"


def _trace(element: DataElement, dataset: Dataset, facts: SafeFacts) -> Message | None:
    """What of an element a study knows, None if nothing."""
    keyword = element.keyword
    if keyword in ("PatientName", "PatientID"):
        return Message("replaced by {what}", {"what": facts.pseudonym})
    if keyword == "StudyDate" and facts.study_date:
        return Message("moved to {what}", {"what": facts.study_date})
    if keyword == "PatientAge" and facts.age:
        return Message("kept")
    if keyword == "PatientBirthDate" and facts.age and not text(dataset, "PatientAge"):
        return Message("only the age: {what}", {"what": facts.age})
    if keyword in _SIDES and facts.laterality:
        return Message("kept as a word: {what}", {"what": facts.laterality})
    if keyword in _VIEWS and facts.view and view_of(_only(dataset, element)):
        return Message("kept as a word: {what}", {"what": facts.view})
    if keyword in NUMBERS or keyword in SEQUENCES or _is_safe_private(element, dataset):
        return Message("its numbers")
    if keyword in _PICTURES:
        return Message("with the pixels")
    number = whole_number(dataset, keyword) if keyword == "SeriesNumber" else None
    if keyword == "Modality" or (number is not None and 0 <= number <= LARGEST_SERIES_NUMBER):
        return Message("kept")
    return None


def _only(dataset: Dataset, element: DataElement) -> Dataset:
    alone = Dataset()
    alone[element.tag] = element
    return alone


def _is_safe_private(element: DataElement, dataset: Dataset) -> bool:
    tag = element.tag
    return (
        tag.group == invenia.GROUP and (tag.element & 0xFF) in invenia.ELEMENTS and invenia.is_invenia(dataset)
        and tag.element >> 8 in invenia.private_blocks(dataset)
    )  # fmt: skip
