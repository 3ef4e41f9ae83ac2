"""A DICOM series as a volume: which files belong together, in which order, and what is known about their millimetres.

Nothing that names the patient leaves this module: a volume is called after its modality, the number of its series and
the number of its pictures, never after a name, an id, a free text or a path.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset

from workstation.core.curved import CurvedRaster
from workstation.core.errors import InvalidInput, Message, UnreadableFile
from workstation.core.geometry import Vector
from workstation.core.geometry_report import GeometryReport
from workstation.core.volume import AnyArray, ArrayVoxels, Modality, Volume
from workstation.imaging.scan_conversion import scan_converted
from workstation.storage.dicom import geometry, invenia
from workstation.storage.dicom.blackout import Rectangle, black_out
from workstation.storage.dicom.files import Report, items, open_header, open_whole, text, whole_number
from workstation.storage.dicom.pixels import (
    grey_frames,
    grey_type,
    is_scan,
    kind_name,
    layout_of,
    real_type,
    rescale_of,
    with_modality_lut,
)
from workstation.storage.safe_hdf5 import available_memory

MAX_FILES = 20_000
LARGEST_SERIES_NUMBER = 99_999  # what is longer may be a date or a telephone number
_VIEWS = ("AP", "LAT", "MED", "SUP", "INF", "AX")
_MODALITIES: dict[str, Modality] = {"US": "US", "IVUS": "US", "CT": "CT", "MR": "MR"}


@dataclass(frozen=True, eq=False)
class DicomVolume:
    """A volume read from DICOM files, with what a person has to look at before its millimetres count.

    Parameters
    ----------
    volume : on a straight grid where the geometry is known, else the raster as it is stored ("raw")
    geometry : value, source and colour of each part of its geometry
    raster, raw : the untouched pictures of a curved probe and how they are bent; None for other scans
    laterality, view : "left", "right", "both" or ""; AP, LAT, MED, SUP, INF, AX or ""
    nipple : the scanner's own mark (LPS mm) with a sentence about it; None if there is none
    notices : what else was noticed, such as duplicate files
    """

    volume: Volume
    geometry: GeometryReport
    raster: CurvedRaster | None = None
    raw: Volume | None = None
    laterality: str = ""
    view: str = ""
    nipple: tuple[Vector, Message] | None = None
    notices: tuple[Message, ...] = ()


def read_series(
    files: Sequence[Path],
    id: str,
    *,
    mirrored: bool = False,
    hide: Sequence[Rectangle] = (),
    report: Report | None = None,
) -> DicomVolume:
    """Read one volume: a single file of many pictures, or many files of one picture each.

    Parameters
    ----------
    files : all of one series; their order does not matter
    id : what the volume is called in the program, such as "fixed"
    mirrored : whether a person found the picture of a curved probe to be mirrored
    hide : rectangles of every picture whose pixels are replaced, such as a patient's name
    report : is told the share done and may raise `Cancelled`

    Raises
    ------
    UnreadableFile
        A file is damaged, declares more than it holds, or does not fit into memory.
    InvalidInput
        The files are no volume: a single picture, a film of parallel volumes, tilted or differing pictures, no scan.
    """
    files = list(files)
    if not files:
        raise InvalidInput("There is no DICOM file to read.")
    if len(files) == 1:
        return _read_one(files[0], id, mirrored, hide, report)
    return _read_many(files, id, hide, report)


def _read_one(path: Path, id: str, mirrored: bool, hide: Sequence[Rectangle], report: Report | None) -> DicomVolume:
    dataset = open_whole(path)
    _refuse_no_scan(dataset, path)
    layout = layout_of(dataset, path)
    if layout.frames < 2:
        raise InvalidInput("{name} is a single picture ({kind}); a volume needs at least two.",
                           name=path.name, kind=kind_name(dataset))  # fmt: skip
    values = _values([(path, dataset)], layout.frames, hide, report)
    naming = _naming(dataset, layout.frames)
    sha256 = _sha256([path])
    facts = invenia.read_facts(dataset)
    if facts is not None:
        return _read_invenia(dataset, facts, values, id, naming, sha256, mirrored, report)
    told, stack = _placed_in_file(dataset, path, layout.frames)
    return _finished(dataset, values if stack is None else _on_stack(values, stack), told, id, naming, sha256)


def _placed_in_file(dataset: Dataset, path: Path, frames: int) -> tuple[GeometryReport, geometry.Stack | None]:
    """The geometry of a file of many pictures, and their places if it states them."""
    poses, in_patient = geometry.frame_poses(dataset, frames)
    if not poses:
        return geometry.unplaced(dataset, "the file"), None
    stack = geometry.stack_of(poses, path.name, geometry.POSITIONS if in_patient else geometry.VOLUME_POSITIONS)
    return geometry.placed(dataset, stack, in_patient), stack


def _read_invenia(
    dataset: Dataset, facts: invenia.InveniaFacts, values: AnyArray, id: str, naming: str, sha256: str, mirrored: bool,
    report: Report | None,
) -> DicomVolume:  # fmt: skip
    told, raster = geometry.curved(dataset, facts, len(values))
    provenance = told.provenance(naming, sha256)
    if raster is None:
        return _finished(dataset, values, told, id, naming, sha256, is_raw=True)
    if mirrored:
        raster = raster.flipped()
    raw = Volume.from_array(values, raster.straight_grid, id=id, name=naming, grid_kind="raw", provenance=provenance)
    last_part = None if report is None else lambda share, words: report(0.9 + 0.1 * share, words)
    straight = scan_converted(ArrayVoxels(values), raster, report=last_part)
    volume = Volume.from_array(
        straight, raster.cartesian_grid(), id=id, name=naming, provenance=provenance, raster=raster
    )  # fmt: skip
    return DicomVolume(volume, told, raster, raw, geometry.laterality_of(dataset), view_of(dataset),
                       invenia.nipple_mark(facts, raster))  # fmt: skip


def _read_many(files: list[Path], id: str, hide: Sequence[Rectangle], report: Report | None) -> DicomVolume:
    headers, told, stack, notices = _arranged(files, report)
    first = headers[0][1]
    values = _values([(path, None) for path, _ in headers], len(headers), hide, report)
    if stack is not None:
        values = _on_stack(values, stack, is_sorted=True)
    sha256 = _sha256([path for path, _ in headers])
    return _finished(first, values, told, id, _naming(first, len(headers)), sha256, notices)


def geometry_of(files: Sequence[Path]) -> GeometryReport:
    """What is known of the millimetres of a volume, from its headers alone; errors as of `read_series`."""
    if len(files) > 1:
        return _arranged(list(files), None)[1]
    path = files[0]
    header = open_header(path)
    _refuse_no_scan(header, path)
    frames = layout_of(header, path).frames
    facts = invenia.read_facts(header)
    return _placed_in_file(header, path, frames)[0] if facts is None else geometry.curved(header, facts, frames)[0]


def raster_of(path: Path) -> CurvedRaster:
    """How the pictures of a curved probe lie, from the header of their file; InvalidInput for any other file."""
    header = open_header(path)
    facts = invenia.read_facts(header)
    raster = None if facts is None else geometry.curved(header, facts, layout_of(header, path).frames)[1]
    if raster is None:
        raise InvalidInput("{name} is no scan of a curved probe whose geometry is known.", name=path.name)
    return raster


def _arranged(
    files: list[Path], report: Report | None
) -> tuple[list[tuple[Path, Dataset]], GeometryReport, geometry.Stack | None, list[Message]]:
    """Files of one picture each in their order, with their geometry and what was noticed."""
    if len(files) > MAX_FILES:
        raise InvalidInput("{count} files are more than one volume can have.", count=len(files))
    headers, notices = _unique(files, report)
    first_path, first = headers[0]
    name = f"series {whole_number(first, 'SeriesNumber') or ''}".strip()
    for path, header in headers:
        _refuse_no_scan(header, path)
        _refuse_difference(header, path, first, first_path)
    if len(headers) < 2:
        raise InvalidInput("{name} is a single picture ({kind}); a volume needs at least two.",
                           name=first_path.name, kind=kind_name(first))  # fmt: skip
    poses = [geometry.pose_of(header) for _, header in headers]
    placed = [pose for pose in poses if pose is not None]
    if placed and len(placed) < len(poses):
        raise InvalidInput("{count} of {all} pictures of {name} do not state where they lie; leave them out.",
                           count=len(poses) - len(placed), all=len(poses), name=name)  # fmt: skip
    if placed:
        stack = geometry.stack_of(placed, name)
        return [headers[n] for n in stack.order], geometry.placed(first, stack, in_patient=True), stack, notices
    headers.sort(key=lambda each: (whole_number(each[1], "InstanceNumber") or 0, each[0].name))
    return headers, geometry.unplaced(first, "InstanceNumber (0020,0013)"), None, notices


def _finished(
    dataset: Dataset, values: AnyArray, told: GeometryReport, id: str, naming: str, sha256: str,
    notices: Sequence[Message] = (), is_raw: bool = False,
) -> DicomVolume:  # fmt: skip
    volume = Volume.from_array(
        values, geometry.grid_of(told, values.shape), id=id, name=naming, modality=modality_of(dataset),
        grid_kind="raw" if is_raw else "cartesian", provenance=told.provenance(naming, sha256),
    )  # fmt: skip
    return DicomVolume(volume, told, laterality=geometry.laterality_of(dataset), view=view_of(dataset),
                       notices=tuple(notices))  # fmt: skip


def modality_of(dataset: Dataset) -> Modality:
    """US, CT or MR as the file says, else "other"."""
    return _MODALITIES.get(text(dataset, "Modality").upper(), "other")


def view_of(dataset: Dataset) -> str:
    """Which view of the breast: one of a few known words, so that no free text gets through; "" if none is found."""
    places = [text(each, "CodeMeaning") for each in items(dataset, "ViewCodeSequence")]
    places += [text(dataset, keyword) for keyword in ("ViewName", "SeriesDescription", "ProtocolName")]
    for place in places:
        for word in re.findall(r"[A-Z]+", place.upper()):
            for view in _VIEWS:
                if word in (view, "L" + view, "R" + view):
                    return view
            long = {"ANTEROPOSTERIOR": "AP", "LATERAL": "LAT", "MEDIAL": "MED", "SUPERIOR": "SUP", "INFERIOR": "INF",
                    "AXILLA": "AX", "AXILLARY": "AX"}.get(word)  # fmt: skip
            if long:
                return long
    return ""


def _naming(dataset: Dataset, pictures: int) -> str:
    """What a volume is called: nothing in it comes from a text that a person typed."""
    modality, number = modality_of(dataset), whole_number(dataset, "SeriesNumber")
    words = "DICOM" if modality == "other" else modality
    plain = number is not None and 0 <= number <= LARGEST_SERIES_NUMBER
    return f"{words} series{f' {number}' if plain else ''}, {pictures} pictures"


def _refuse_no_scan(dataset: Dataset, path: Path) -> None:
    if not is_scan(dataset):
        raise InvalidInput("{name} is no scan: it is a DICOM {kind}.", name=path.name, kind=kind_name(dataset))


def _refuse_difference(header: Dataset, path: Path, first: Dataset, first_path: Path) -> None:
    own, other = layout_of(header, path), layout_of(first, first_path)
    if own.frames != 1:
        raise InvalidInput("{name} holds {count} pictures by itself; read it alone.", name=path.name, count=own.frames)
    if (own.rows, own.columns) != (other.rows, other.columns):
        raise InvalidInput(
            "The pictures differ in size: {name} has {own}, {other} has {size}; choose a series of equal ones.",
            name=path.name, own=f"{own.columns}×{own.rows}", other=first_path.name, size=f"{other.columns}×{other.rows}",
        )  # fmt: skip


def _unique(files: list[Path], report: Report | None) -> tuple[list[tuple[Path, Dataset]], list[Message]]:
    """The headers of all files, copies of the same picture (by its UID) left out and told."""
    found: dict[str, tuple[Path, Dataset]] = {}
    copies = 0
    for n, path in enumerate(sorted(files)):
        if report is not None:
            report(0.1 * n / len(files), f"file {n + 1} of {len(files)}")
        header = open_header(path)
        uid = text(header, "SOPInstanceUID") or str(path)
        copies += uid in found
        found.setdefault(uid, (path, header))
    told = [Message("{count} files are copies of pictures in other files and were left out.", {"count": copies})]
    return list(found.values()), told if copies else []


def _values(
    sources: Sequence[tuple[Path, Dataset | None]], count: int, hide: Sequence[Rectangle], report: Report | None
) -> AnyArray:
    """All pictures as one (z, y, x) array of real values; each file is opened when its turn comes."""
    values: AnyArray | None = None
    scale, z = (1.0, 0.0), 0
    for path, opened in sources:
        dataset = open_whole(path) if opened is None else opened
        own = rescale_of(dataset)
        for picture in grey_frames(dataset, path):
            if values is None:
                scale = own
                dtype = real_type(with_modality_lut(picture, dataset).dtype if items(dataset, "ModalityLUTSequence")
                                  else grey_type(dataset, layout_of(dataset, path)), *scale)  # fmt: skip
                _check_memory(count, picture, dtype, path)
                values = np.empty((count, *picture.shape), dtype)
            if own != scale and values.dtype != np.float32:
                values = values.astype(np.float32)  # slopes differ from picture to picture, as in PET
            real = with_modality_lut(picture, dataset)
            values[z] = real if own == (1.0, 0.0) else real * own[0] + own[1]
            z += 1
            if report is not None:
                report(0.1 + 0.8 * z / count, f"picture {z} of {count}")
    assert values is not None
    black_out(values, hide)
    lowest = values.min()
    if lowest == values.max():
        raise InvalidInput("{name} shows nothing: every voxel has the value {v}.", name=sources[0][0].name, v=lowest)
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise InvalidInput("{name} holds NaN or infinite values; expected finite numbers everywhere.",
                           name=sources[0][0].name)  # fmt: skip
    return values


def _check_memory(count: int, picture: AnyArray, dtype: np.dtype[np.generic], path: Path) -> None:
    needed = 2 * count * picture.size * dtype.itemsize
    if needed > available_memory():
        raise UnreadableFile("{name} needs {want} MB of memory, {have} MB are free; close other programs.",
                             name=path.name, want=needed >> 20, have=available_memory() >> 20)  # fmt: skip


def _on_stack(values: AnyArray, stack: geometry.Stack, is_sorted: bool = False) -> AnyArray:
    """The pictures in their order along the normal, on equal distances; gaps are filled linearly."""
    if not is_sorted and stack.order != tuple(range(len(stack.order))):
        values = values[list(stack.order)]
    if stack.is_regular:
        return values
    along = np.array(stack.along_mm)
    steps = along[-1] / stack.step_mm
    if not steps < 4 * len(along) + 15.5:
        low, high = (round(float(end), 3) for end in (np.diff(along).min(), np.diff(along).max()))
        raise InvalidInput("The distances between the pictures are too uneven for a volume: {low} to {high} mm.",
                           low=low, high=high)  # fmt: skip
    wanted = np.arange(round(steps) + 1) * stack.step_mm
    filled = np.empty((len(wanted), *values.shape[1:]), values.dtype)
    for z, at in enumerate(np.clip(wanted, 0, along[-1])):
        upper = min(max(int(np.searchsorted(along, at)), 1), len(along) - 1)
        share = (at - along[upper - 1]) / (along[upper] - along[upper - 1])
        mixed = values[upper - 1] * (1 - share) + values[upper] * share
        filled[z] = np.rint(mixed) if values.dtype.kind in "iu" else mixed
    return filled


def _sha256(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
