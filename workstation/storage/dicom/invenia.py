"""GE Invenia ABUS (formerly U-Systems somo-v): recognised by model and private elements, and what those say.

The elements stand in group 0021 in whatever block the file gives to the private creator "U-Systems" or "General Electric
Company 01": xx20 nipple position, xx21 position of the first element, xx40 radius of the probe in mm, xx41 radius of
the track (0 for a straight one), xx62 line density, xx63 depth in cm. Source: 3D Slicer, DICOMGeAbusPlugin. In which
unit the nipple is given is documented nowhere we know of, so it is proposed, never taken for granted.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from pydicom.dataset import Dataset

from workstation.core.curved import CurvedRaster
from workstation.core.errors import Message
from workstation.core.geometry import Vector
from workstation.storage.dicom.files import as_numbers, text

MODEL = "invenia"
GROUP = 0x0021
CREATORS = ("U-Systems", "General Electric Company 01")
NIPPLE, FIRST_ELEMENT, PROBE_RADIUS, TRACK_RADIUS, LINE_DENSITY, DEPTH_CM = 0x20, 0x21, 0x40, 0x41, 0x62, 0x63
NAMES = {
    NIPPLE: "NipplePosition", FIRST_ELEMENT: "FirstElementPosition", PROBE_RADIUS: "CurvatureRadiusProbe",
    TRACK_RADIUS: "CurvatureRadiusTrack", LINE_DENSITY: "LineDensity", DEPTH_CM: "ScanDepthCm",
}  # fmt: skip
ELEMENTS = tuple(NAMES)


@dataclass(frozen=True, slots=True)
class InveniaFacts:
    """What the private elements say; () or None where they are missing."""

    radius_mm: float
    track_radius_mm: float | None
    depth_cm: float | None
    line_density: float | None
    nipple: tuple[float, ...]
    first_element: tuple[float, ...]


def is_invenia(dataset: Dataset) -> bool:
    """Whether a file comes from a GE Invenia, with or without the radius that its geometry needs."""
    return text(dataset, "ManufacturerModelName").lower().startswith(MODEL)


def read_facts(dataset: Dataset) -> InveniaFacts | None:
    """The private elements of an Invenia file; None if it is none, or does not state the radius of the probe."""
    if not is_invenia(dataset):
        return None
    radius = private_numbers(dataset, PROBE_RADIUS)
    if len(radius) != 1:
        return None
    track, depth, density = (
        next(iter(private_numbers(dataset, element)), None) for element in (TRACK_RADIUS, DEPTH_CM, LINE_DENSITY)
    )
    return InveniaFacts(radius[0], track, depth, density, private_numbers(dataset, NIPPLE),
                        private_numbers(dataset, FIRST_ELEMENT))  # fmt: skip


def private_numbers(dataset: Dataset, element: int) -> tuple[float, ...]:
    """The numbers of a private element, in whatever block it stands; () if it is missing or holds something else."""
    for block in private_blocks(dataset):
        try:
            found = dataset[GROUP, block << 8 | element]
        except Exception:  # noqa: BLE001 - KeyError if it is missing, anything if it is damaged
            continue
        values = _numbers(found.value)
        if values:
            return values
    return ()


def private_blocks(dataset: Dataset) -> list[int]:
    """The blocks of group 0021 that belong to the scanner, such as 0x10."""
    return [block for block in range(0x10, 0x100) if _creator(dataset, block) in CREATORS]


def nipple_mark(facts: InveniaFacts, raster: CurvedRaster) -> tuple[Vector, Message] | None:
    """Where the device's nipple mark may lie (LPS mm) and the sentence to show with it; None if it cannot be told.

    Three numbers are taken for a voxel (scan line, sample, step), two for scan line and step on the skin, if they lie
    within the raster.
    """
    index = facts.nipple if len(facts.nipple) == 3 else (facts.nipple[0], 0.0, facts.nipple[1]) if (
        len(facts.nipple) == 2) else None  # fmt: skip
    sizes = raster.shape_zyx[::-1]
    if index is None or not all(0 <= i <= n - 1 for i, n in zip(index, sizes, strict=True)):
        return None
    x, y, z = raster.to_world(index).tolist()
    return (x, y, z), Message("The scanner's nipple mark, read as a voxel: the unit is not documented; check it.")


def _creator(dataset: Dataset, block: int) -> str:
    try:
        value = dataset[GROUP, block].value
    except Exception:  # noqa: BLE001 - KeyError if it is missing, anything if it is damaged
        return ""
    return (value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)).strip(" \0")


def _numbers(value: Any) -> tuple[float, ...]:
    """Numbers of a private element; one whose type got lost (UN) is text, or little-endian float or double."""
    if not isinstance(value, bytes):
        return as_numbers(value)
    as_text = as_numbers(value.decode("ascii", "replace").strip(" \0").split("\\"))
    kind = "<f" if len(value) == 4 else "<d" if len(value) == 8 else ""
    return as_text or (as_numbers(struct.unpack(kind, value)) if kind else ())
