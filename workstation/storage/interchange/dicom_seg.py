"""DICOM Segmentation objects, written and read by highdicom: one bit a voxel (BINARY), in the frame of reference of
the scan.

Segments are numbered from 1 without gaps, as the standard wants it; the label value is kept in the tracking id
("label 4"). Codes are the segment's own ("SCT 108369006 Neoplasm"), else SNOMED's Tissue. The scan need not be DICOM:
what the object refers to is then an image that stands for it, with the same frame of reference, grid and no pixels.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pydicom.valuerep import DSfloat

from workstation import __version__
from workstation.core.errors import InvalidInput, Message, UnreadableFile
from workstation.core.geometry import Grid
from workstation.core.labels import LabelArray, Segment
from workstation.core.volume import AnyArray, Volume
from workstation.storage.dicom.files import items, quiet, text, whole_number
from workstation.storage.interchange.dicom_objects import (
    MAKER,
    Subject,
    data_of,
    frame_of_reference,
    new_object,
    open_object,
    right_handed,
    save,
)
from workstation.storage.interchange.labels import (
    DEFAULT_CODE,
    LabelFile,
    Packing,
    code_parts,
    layer_with,
    plain_segment,
    values_in,
)
from workstation.storage.interchange.text import one_line
from workstation.storage.safe_hdf5 import available_memory, first_line

SOP_CLASSES = {"1.2.840.10008.5.1.4.1.1.66.4": "Segmentation", "1.2.840.10008.5.1.4.1.1.66.7": "Label Map Segmentation"}
NATIVE = ("", "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2")
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"


def write_dicom_seg(path: str | os.PathLike[str], labels: LabelArray, volume: Volume, segments: Sequence[Segment],
                    subject: Subject, upper: Sequence[LabelArray] = ()) -> None:  # fmt: skip
    """Write labels (z, y, x) on a volume's grid, and those of further layers; segments without voxels are left out.

    Raises
    ------
    InvalidInput
        Nothing is drawn, which a Segmentation object cannot say; or overlapping segments need more memory than there is.
    """
    from highdicom import Volume as DicomVolume
    from highdicom.seg import Segmentation

    layers = (labels, *upper)
    present = [values_in(each) for each in layers]
    drawn = [segment for segment in segments if any(segment.value in values for values in present)]
    if not drawn:
        raise InvalidInput("Nothing is drawn; a DICOM segmentation needs at least one segment with voxels.")
    numbers = np.zeros(256, np.uint8)
    numbers[[segment.value for segment in drawn]] = range(1, len(drawn) + 1)
    grid, is_reversed = right_handed(volume.grid)
    values: AnyArray
    channels: dict[str, list[int]] | None = None
    if any(present[1:]):
        values, channels = _stacked(layers, drawn), {"SegmentNumber": list(range(1, len(drawn) + 1))}
    else:
        values = _renumbered(numbers, labels)
    source = _stand_in(volume, grid, subject)
    with quiet():
        turned = values[::-1] if is_reversed else values
        picture = DicomVolume(turned, _affine(grid), "PATIENT", source.FrameOfReferenceUID, channels)  # type: ignore[arg-type]
        made = Segmentation(
            [source], picture, "BINARY", [_description(n, each) for n, each in enumerate(drawn, 1)],
            generate_uid(), 2, generate_uid(), 1, MAKER, MAKER, __version__, "0", content_label="SEGMENTATION",
        )  # fmt: skip
        made.SpecificCharacterSet = "ISO_IR 192"
    save(path, made)


def read_dicom_seg(path: str | os.PathLike[str]) -> LabelFile:
    """The segments of a Segmentation object; those that overlap lie on layers of their own.

    Raises
    ------
    UnreadableFile
        The file is damaged, no segmentation, larger than the memory, or not a regular stack of slices.
    """
    from highdicom.seg import Segmentation

    path = Path(path)
    dataset = open_object(path, SOP_CLASSES)
    _check_size(path, dataset)
    try:
        with quiet():
            made = Segmentation.from_dataset(dataset, copy=False)
            layers, affine, notes = _combined(made)
            table = [_segment(made.get_segment_description(number)) for number in made.segment_numbers]
    except Exception as error:  # highdicom raises whatever a damaged object makes it stumble over
        raise UnreadableFile("{name} is not a segmentation that can be read as a stack of slices ({detail}).",
                             name=path.name, detail=first_line(error)) from error  # fmt: skip
    grid = _grid(affine, layers[0].shape)
    segments, numbers = _numbered(table)
    if max(int(values.max(initial=0)) for values in layers) >= len(numbers):
        raise UnreadableFile("{name} is damaged: it holds segments that it does not list.", name=path.name)
    lowest, *upper = [_renumbered(numbers, values) for values in layers]
    if upper:
        segments = [replace(each, layer=layer_with(each.value, (lowest, *upper))) for each in segments]
    return LabelFile(lowest, grid, tuple(segments), notes, tuple(upper))


def _stacked(layers: Sequence[LabelArray], drawn: Sequence[Segment]) -> AnyArray:
    """One mask for each segment (z, y, x, segment), which overlapping segments need."""
    want = layers[0].size * len(drawn)
    if 3 * want > available_memory():
        raise InvalidInput("Overlapping segments need {want} MB of memory as a DICOM object; close other programs, or "
                           "export fewer labels.", want=3 * want >> 20)  # fmt: skip
    stack = np.empty((*layers[0].shape, len(drawn)), np.uint8)
    for n, segment in enumerate(drawn):
        stack[..., n] = layers[layer_with(segment.value, layers)] == segment.value
    return stack


def _renumbered(numbers: LabelArray, values: LabelArray) -> LabelArray:
    """Another value for each voxel, slice by slice, as a whole array of indices would take eight times the memory."""
    out = np.empty(values.shape, np.uint8)
    for plane, target in zip(values, out, strict=True):
        np.take(numbers, plane, out=target)
    return out


_Combined = tuple[list[LabelArray], np.ndarray[Any, np.dtype[np.float64]], tuple[Message, ...]]


def _combined(made: Any) -> _Combined:
    """Segment numbers (z, y, x) on layers, the matrix that leads to the world, and what a person should know."""
    if str(getattr(made, "SegmentationType", "")) == "FRACTIONAL":
        return _from_shares(made)
    with contextlib.suppress(RuntimeError):  # segments overlap; while the error is handled, its table stays locked
        volume = made.get_volume(combine_segments=True, dtype=np.uint8)
        return [np.asarray(volume.array)], np.asarray(volume.affine), ()
    return _from_overlapping(made)


def _from_overlapping(made: Any) -> _Combined:
    packing: Packing | None = None
    affine = np.eye(4)
    for number in made.segment_numbers:
        part = made.get_volume(segment_numbers=[number], dtype=np.uint8)
        if packing is None:
            packing, affine = Packing(part.array.shape[:3]), np.asarray(part.affine)
        packing.put(int(number), part.array[..., 0] > 0)
    assert packing is not None  # an object without segments does not overlap
    return packing.layers, affine, packing.notes


def _from_shares(made: Any) -> _Combined:
    """A voxel belongs to the segment that has the largest share of it, if that is at least one half."""
    half = (int(made.MaximumFractionalValue) + 1) // 2
    values: LabelArray = np.zeros(0, np.uint8)
    best, affine = values, np.eye(4)
    for number in made.segment_numbers:
        part = made.get_volume(segment_numbers=[number], rescale_fractional=False, dtype=np.uint8)
        shares = part.array[..., 0]
        if not values.size:
            values, best, affine = np.zeros_like(shares), np.zeros_like(shares), np.asarray(part.affine)
        for z, share in enumerate(shares):
            is_more = (share >= half) & (share > best[z])
            values[z][is_more] = number
            best[z][is_more] = share[is_more]
    note = Message("Its segments are shares; a voxel belongs to the one with the largest, from one half on.")
    return [values], affine, (note,)


def _check_size(path: Path, dataset: Dataset) -> None:
    """Compare what the object declares with its pixel data and the memory."""
    counts = [whole_number(dataset, key) or 0 for key in ("NumberOfFrames", "Rows", "Columns")]
    bits = 1 if whole_number(dataset, "BitsAllocated") == 1 else whole_number(dataset, "BitsAllocated") or 0
    size, segments = math.prod(counts), len(items(dataset, "SegmentSequence"))
    is_native = text(dataset.file_meta, "TransferSyntaxUID") in NATIVE
    stored = len(data_of(dataset, "PixelData"))
    if (
        min(counts) < 1
        or bits not in (1, 8, 16)
        or not 1 <= segments <= 255
        or (is_native and size * bits > 8 * stored + 8)
    ):
        raise UnreadableFile("{name} is damaged: its pixels are not those it declares; copy it again.", name=path.name)
    if 4 * size > available_memory():
        raise UnreadableFile(
            "{name} needs {want} MB of memory; close other programs.", name=path.name, want=4 * size >> 20
        )


def _affine(grid: Grid) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Our grid's matrix in the axis order of highdicom: slice, row, column."""
    matrix = np.array(grid.index_to_world)
    matrix[:, :3] = matrix[:, 2::-1]
    return matrix


def _grid(affine: np.ndarray[Any, np.dtype[np.float64]], shape: tuple[int, ...]) -> Grid:
    columns = affine[:3, 2::-1]
    spacing = np.linalg.norm(columns, axis=0)
    sx, sy, sz = spacing.tolist()
    ox, oy, oz = affine[:3, 3].tolist()
    return Grid((shape[0], shape[1], shape[2]), (sx, sy, sz), (ox, oy, oz), tuple((columns / spacing).ravel().tolist()))


def _stand_in(volume: Volume, grid: Grid, subject: Subject) -> Dataset:
    """The image that the object refers to, for a volume that never was DICOM."""
    frame = frame_of_reference(volume)
    made = new_object(_SECONDARY_CAPTURE, "US", subject, frame, "IMAGE")
    made.SOPInstanceUID = generate_uid(entropy_srcs=["sonolign image", frame])
    made.SeriesInstanceUID = generate_uid(entropy_srcs=["sonolign series", frame])
    made.Rows, made.Columns = grid.shape_zyx[1], grid.shape_zyx[2]
    made.PixelSpacing, made.SliceThickness = [grid.spacing_mm[1], grid.spacing_mm[0]], grid.spacing_mm[2]
    made.ImagePositionPatient = [DSfloat(value, auto_format=True) for value in grid.origin_mm]
    columns = (*grid.axes[:, 0].tolist(), *grid.axes[:, 1].tolist())
    made.ImageOrientationPatient = [DSfloat(value, auto_format=True) for value in columns]
    return made


def _description(number: int, segment: Segment) -> Any:
    from highdicom.color import CIELabColor
    from highdicom.seg import SegmentDescription
    from pydicom.sr.coding import Code

    scheme, value, meaning = code_parts(segment.code) or DEFAULT_CODE
    tissue = Code(DEFAULT_CODE[1], DEFAULT_CODE[0], DEFAULT_CODE[2])
    rgb = [int(segment.colour.lstrip("#")[i : i + 2], 16) for i in (0, 2, 4)]
    return SegmentDescription(
        number, one_line(segment.name)[:64], tissue, Code(value, scheme, meaning), "MANUAL",
        tracking_uid=generate_uid(), tracking_id=f"label {segment.value}", display_color=CIELabColor.from_rgb(*rgb),
    )  # fmt: skip


def _segment(description: Any) -> tuple[Segment, int]:
    """A segment, and the label value it wants (0: any)."""
    found = re.fullmatch(r"label (\d{1,3})", description.tracking_id or "")
    wanted = int(found.group(1)) if found and 1 <= int(found.group(1)) <= 255 else 0
    number = min(int(description.segment_number), 255)
    code = description.segmented_property_type
    text = f"{code.scheme_designator} {code.value} {code.meaning}"
    plain = plain_segment(number, str(description.segment_label).strip())
    colour = plain.colour
    if "RecommendedDisplayCIELabValue" in description:
        from highdicom.color import CIELabColor

        rgb = CIELabColor.from_dicom_value(tuple(description.RecommendedDisplayCIELabValue)).to_rgb()
        colour = "#" + "".join(f"{int(part):02x}" for part in rgb)
    return Segment(number, plain.name, colour, "" if text == " ".join(DEFAULT_CODE) else text), wanted


def _numbered(table: Sequence[tuple[Segment, int]]) -> tuple[list[Segment], LabelArray]:
    """Segments with their label values, and those values by segment number."""
    wanted = [value for _, value in table]
    keep = 0 not in wanted and len(set(wanted)) == len(wanted)
    numbers = np.zeros(max((segment.value for segment, _ in table), default=0) + 1, np.uint8)
    segments = []
    for segment, value in table:
        label = value if keep else segment.value
        numbers[segment.value] = label
        segments.append(Segment(label, segment.name, segment.colour, segment.code))
    return segments, numbers
