"""Bringing a pair of volumes into a study: read, check, write, list."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workstation import paths
from workstation.core.commands import Command, Group
from workstation.core.errors import InvalidInput
from workstation.core.geometry import SIDES, Side
from workstation.core.geometry_report import is_placeholder, proposed_spacing
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import LabelMap, Segment
from workstation.core.landmark_commands import AddLandmark, MoveLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Reading, StudyProtocol
from workstation.core.volume import AnyArray, Volume
from workstation.storage.schema import from_json

if TYPE_CHECKING:
    from workstation.storage.dicom.blackout import Rectangle

# Okabe & Ito's palette, which people with any colour vision tell apart, then lighter and darker turns of it
PALETTE = (
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#b3b3b3",
    "#f7c873", "#a6d8f5", "#66c9ad", "#f8f1a1", "#6aa9d6", "#f0a46b", "#e3b6cf", "#666666",
)  # fmt: skip


def read_pair(fixed: Path, moving: Path) -> tuple[Volume, Volume]:
    """Read the two volumes of a pair from image files, DICOM files or folders of a DICOM series."""
    if fixed.resolve() == moving.resolve():
        raise InvalidInput("Fixed and moving are the same file ({name}); choose two scans.", name=fixed.name)
    return read_scan(fixed, "fixed"), read_scan(moving, "moving")


def read_scan(path: Path, side: Side) -> Volume:
    """Read one volume; what a file is, its content says and not its name, which may be the patient's and is not kept.

    A volume of the public TDSC-ABUS data, whose header has lost its spacing, gets the true one as a proposal.
    """
    from workstation.storage.dicom.files import looks_like_dicom

    if path.is_dir() or looks_like_dicom(path):
        from workstation.storage.dicom.scan import files_of_volume
        from workstation.storage.dicom.series import read_series

        return read_series(files_of_volume(path), side).volume
    from workstation.storage.images import read_volume

    return _with_proposed_spacing(_without_names(read_volume(path, side), path))


def _without_names(volume: Volume, path: Path) -> Volume:
    """A volume called after its side and kind, instead of after its file."""
    from workstation.storage.image_headers import SUFFIXES

    kind = "volume" if volume.modality == "other" else f"{volume.modality} volume"
    suffix = max((each for each in SUFFIXES if path.name.lower().endswith(each)), key=len, default="")
    provenance = replace(volume.provenance, source_name=f"{volume.id}{suffix}")
    return replace(volume, name=f"{volume.id} {kind}", provenance=provenance)


def _with_proposed_spacing(volume: Volume) -> Volume:
    spacing = proposed_spacing(volume.grid.size_xyz) if is_placeholder(volume.grid) else None
    if spacing is None:
        return volume
    doubt = "The header has lost the spacing; the size is that of TDSC-ABUS data, so their spacing was taken."
    grid = replace(volume.grid, spacing_mm=spacing)
    provenance = replace(volume.provenance, spacing_source="proposed by size", state="doubtful", doubt=doubt)
    return replace(volume, grid=grid, provenance=provenance)


def read_label_files(files: dict[Side, Path | None], volumes: dict[Side, Volume]) -> dict[Side, AnyArray]:
    """Read label files and check them against the volumes they belong to."""
    from workstation.storage.images import read_labels

    return {side: read_labels(path, volumes[side].grid) for side, path in files.items() if path is not None}


def rectangle_of(words: str) -> Rectangle:
    """A rectangle written as four whole numbers: left, top, width, height."""
    from workstation.storage.dicom.blackout import Rectangle

    try:
        left, top, width, height = (int(each) for each in words.split(","))
    except ValueError:
        raise InvalidInput(
            "A rectangle is written as LEFT,TOP,WIDTH,HEIGHT in pixels, got {words}.", words=words
        ) from None
    return Rectangle(left, top, width, height)


def plain_row(value: int, layer: int = 0) -> Segment:
    """A row of the label table for a value of which nothing else is known."""
    return Segment(value, f"label {value}", PALETTE[(value - 1) % len(PALETTE)], layer=layer)


def label_commands(reading: Reading, labels: dict[Side, AnyArray], names: dict[int, str] | None = None) -> Group | None:
    """The edit that brings label arrays into a reading: missing rows of the label table, and the voxels."""
    commands: list[Command] = []
    known = dict(reading.segments)
    for side in SIDES:
        if side not in labels:
            continue
        after = LabelMap.from_array(labels[side])
        for value in sorted(after.values() - known.keys()):
            row = plain_row(value)
            known[value] = replace(row, name=(names or {}).get(value, row.name))
            commands.append(AddSegment(known[value]))
        patch = after.difference_from(reading.labels[side])
        if patch.changes:
            commands.append(PaintLabels(side, patch, "import"))
    return Group("Import labels", tuple(commands)) if commands else None


def nipple_commands(reading: Reading, marks: dict[Side, Mark]) -> Group | None:
    """The edit that takes the scanner's own marks of the nipple over as a landmark."""
    if not marks:
        return None
    known = next((row for row in reading.landmarks if row.kind == "nipple"), None)
    row = known or Landmark(new_id(), "nipple", "nipple")
    commands: list[Command] = [] if known else [AddLandmark(row)]
    commands += [MoveLandmark(row.id, side, mark, "place") for side, mark in marks.items()]
    return Group("Take over the scanner's nipple marks", tuple(commands))


def protocol_commands(reading: Reading, protocol: StudyProtocol) -> Group | None:
    """The edit that gives a blank reading the rows the protocol asks for."""
    commands: list[Command] = [AddSegment(each) for each in protocol.segments if each.value not in reading.segments]
    taken = {landmark.name for landmark in reading.landmarks}
    commands += [
        AddLandmark(Landmark(new_id(), each.name, each.kind, comment=each.hint))
        for each in protocol.landmarks
        if each.name not in taken
    ]
    return Group("Apply protocol ({count} rows)", tuple(commands)) if commands else None


def shipped_protocol(name: str = "breast_ultrasound") -> StudyProtocol:
    """A protocol that comes with the program."""
    path = paths.resources() / "templates" / f"{name}.json"
    return from_json(StudyProtocol, json.loads(path.read_text(encoding="utf-8")))


def new_id() -> str:
    """A fresh id for a landmark, result or study."""
    return secrets.token_hex(6)
