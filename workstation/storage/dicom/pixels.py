"""The pictures of a DICOM file as grey values, whatever they are packed in and whatever colours they have.

Sizes are compared with the file and with the memory before anything is unpacked, also those that the packed pictures
declare themselves (a JPEG inside a DICOM file may claim any size). Grey is the channel itself where red, green and
blue are equal, the luma channel of YBR pictures, else luminance (ITU-R BT.601). MONOCHROME1 is turned, so that bright is
always bright. Decoders: pylibjpeg for JPEG, JPEG-LS and JPEG 2000, pydicom for RLE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.encaps import generate_fragments, generate_frames
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless

from workstation.core.errors import InvalidInput, UnreadableFile, UserError
from workstation.core.volume import AnyArray
from workstation.storage.dicom.files import as_uid, damaged, items, number, quiet, text, value_of, whole_number
from workstation.storage.safe_hdf5 import available_memory

MAX_FRAMES = 100_000
_NO_SCAN = ("Segmentation", "RT ", "Presentation State", "Surface", "Parametric", "Real World", "Raw Data", "SR Storage",
            "Waveform", "Encapsulated")  # fmt: skip
_COLOURS = {"YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_420", "YBR_PARTIAL_422", "YBR_ICT", "YBR_RCT"}


@dataclass(frozen=True, slots=True)
class PixelLayout:
    """What a file declares about its pictures."""

    rows: int
    columns: int
    frames: int
    samples: int
    bits_allocated: int
    bits_stored: int
    signed: bool
    photometric: str
    transfer_syntax: str

    @property
    def frame_bytes(self) -> int:
        """Bytes of one unpacked picture, all colours together."""
        return -(-self.rows * self.columns * self.samples * self.bits_allocated // 8)


def layout_of(dataset: Dataset, path: Path) -> PixelLayout:
    """What a file declares about its pictures, checked to be possible; a file without pictures is `InvalidInput`."""
    kind = kind_name(dataset)
    rows, columns = whole_number(dataset, "Rows"), whole_number(dataset, "Columns")
    if rows is None and columns is None:
        raise InvalidInput("{name} holds no pictures: it is a DICOM {kind}.", name=path.name, kind=kind)
    frames = 1 if not text(dataset, "NumberOfFrames") else whole_number(dataset, "NumberOfFrames")
    samples, allocated = whole_number(dataset, "SamplesPerPixel") or 1, whole_number(dataset, "BitsAllocated")
    stored = whole_number(dataset, "BitsStored") or allocated
    possible = (
        rows and columns and frames and allocated and stored
        and min(rows, columns, frames) > 0 and samples in (1, 3)
        and allocated in (1, 8, 16, 32) and 0 < stored <= allocated
    )  # fmt: skip
    if not possible or frames is None or rows is None or columns is None or allocated is None or stored is None:
        raise UnreadableFile(
            "{name} is a damaged DICOM file: it declares {frames} pictures of {columns}×{rows} pixels, {samples} samples "
            "of {bits} bits.", name=path.name, frames=text(dataset, "NumberOfFrames") or frames, columns=columns, rows=rows,
            samples=samples, bits=allocated,
        )  # fmt: skip
    if frames > MAX_FRAMES:
        raise UnreadableFile("{name} is refused: it declares {frames} pictures.", name=path.name, frames=frames)
    signed = whole_number(dataset, "PixelRepresentation") == 1
    return PixelLayout(rows, columns, frames, samples, allocated, stored, signed,
                       text(dataset, "PhotometricInterpretation") or "MONOCHROME2", transfer_syntax(dataset))  # fmt: skip


def kind_name(dataset: Dataset) -> str:
    """The standard's name for what a file holds, such as "Ultrasound Multi-frame Image Storage"."""
    uid = text(dataset, "SOPClassUID")[:64]  # no UID is longer; a damaged one may be of any length
    return as_uid(uid).name if uid else "file of unknown kind"


def is_scan(dataset: Dataset) -> bool:
    """Whether a file is of a kind that can show a patient, not a segmentation, a dose, a report or the like."""
    return not any(word in kind_name(dataset) for word in _NO_SCAN)


def transfer_syntax(dataset: Dataset) -> str:
    """How the pixels are packed; files that do not say so use the encoding their header was found to have."""
    stated = text(getattr(dataset, "file_meta", Dataset()), "TransferSyntaxUID")
    return stated or str(ImplicitVRLittleEndian if dataset.original_encoding[0] else ExplicitVRLittleEndian)


def grey_type(dataset: Dataset, layout: PixelLayout) -> np.dtype[Any]:
    """The type of the grey values that `grey_frames` gives."""
    if layout.photometric == "PALETTE COLOR":
        return _palette(dataset, layout).dtype
    size = 8 if layout.bits_allocated <= 8 else layout.bits_allocated
    return np.dtype(f"{'i' if layout.signed else 'u'}{size // 8}")


def grey_frames(dataset: Dataset, path: Path) -> Iterator[AnyArray]:
    """The pictures of an opened file one after the other, each (rows, columns) of stored grey values."""
    layout = layout_of(dataset, path)
    check_size(dataset, layout, path)
    found = 0
    try:
        dtype = grey_type(dataset, layout)
        palette = _palette(dataset, layout) if layout.photometric == "PALETTE COLOR" else None
        with quiet():
            for picture, photometric in _decoded(dataset, layout):
                if picture.shape[:2] != (layout.rows, layout.columns):
                    raise damaged(path)
                found += 1
                if found > layout.frames:
                    return
                yield _grey(picture, photometric, layout, palette).astype(dtype, copy=False)
    except UserError:
        raise
    except Exception as error:
        raise UnreadableFile(
            "The pictures of {name} cannot be unpacked ({how}): they are damaged, or of a kind the decoder does not know.",
            name=path.name, how=as_uid(layout.transfer_syntax).name,
        ) from error  # fmt: skip
    if found != layout.frames:
        raise UnreadableFile("{name} is cut short: it declares {want} pictures and holds {have}; copy it again.",
                             name=path.name, want=layout.frames, have=found)  # fmt: skip


def check_size(dataset: Dataset, layout: PixelLayout, path: Path) -> None:
    """Refuse pictures that the file cannot hold or the memory cannot take, before any is unpacked."""
    declared = layout.frame_bytes * layout.frames
    if declared * 2 > available_memory():
        raise UnreadableFile("{name} needs {want} MB of memory, {have} MB are free; close other programs.",
                             name=path.name, want=declared * 2 >> 20, have=available_memory() >> 20)  # fmt: skip
    packed = _packed(dataset)
    if packed is None:
        raise InvalidInput("{name} holds no pictures: its pixels are missing.", name=path.name)
    if not as_uid(layout.transfer_syntax).is_transfer_syntax or as_uid(layout.transfer_syntax).is_private:
        raise InvalidInput("{name} is packed in a way this program does not read ({how}).",
                           name=path.name, how=layout.transfer_syntax)  # fmt: skip
    if not as_uid(layout.transfer_syntax).is_encapsulated:
        subsampled = layout.photometric == "YBR_FULL_422"
        if len(packed) < (declared * 2 // 3 if subsampled else declared):
            raise UnreadableFile(
                "{name} is cut short: it declares {want} bytes of pictures and holds {have}; copy it again.",
                name=path.name, want=declared, have=len(packed),
            )  # fmt: skip
        return
    try:
        if _fewer_fragments_than(packed, layout.frames):
            raise UnreadableFile("{name} is cut short: it declares {want} pictures and holds fewer; copy it again.",
                                 name=path.name, want=layout.frames)  # fmt: skip
        for frame in generate_frames(packed, number_of_frames=layout.frames):
            _check_codestream(frame, layout, path)
    except UserError:
        raise
    except Exception as error:
        raise damaged(path) from error


def rescale_of(dataset: Dataset) -> tuple[float, float]:
    """Slope and intercept from stored to real values, also where enhanced files keep them; 1 and 0 if not stated."""
    places = [dataset]
    for groups in items(dataset, "SharedFunctionalGroupsSequence")[:1]:
        places += items(groups, "PixelValueTransformationSequence")
    for groups in items(dataset, "PerFrameFunctionalGroupsSequence")[:1]:
        places += items(groups, "PixelValueTransformationSequence")
    for place in places:
        slope, intercept = number(place, "RescaleSlope"), number(place, "RescaleIntercept")
        if slope is not None and slope != 0:
            return slope, intercept or 0.0
    return 1.0, 0.0


def real_type(dtype: np.dtype[Any], slope: float, intercept: float) -> np.dtype[Any]:
    """The smallest type that holds all values after slope and intercept: whole numbers where they stay whole."""
    if (slope, intercept) == (1.0, 0.0):
        return dtype
    if dtype.kind in "iu" and slope == int(slope) and intercept == int(intercept):
        ends = [int(v) * int(slope) + int(intercept) for v in (np.iinfo(dtype).min, np.iinfo(dtype).max)]
        for kind in ("i2", "i4"):
            if np.iinfo(kind).min <= min(ends) and max(ends) <= np.iinfo(kind).max:
                return np.dtype(kind)
    return np.dtype("f4")


def with_modality_lut(picture: AnyArray, dataset: Dataset) -> AnyArray:
    """Grey values through the table from stored to real values that some files carry; others as they are."""
    if not items(dataset, "ModalityLUTSequence"):
        return picture
    return np.asarray(apply_modality_lut(picture, dataset))


def _packed(dataset: Dataset) -> bytes | None:
    value = value_of(dataset, "PixelData")
    return bytes(value) if isinstance(value, bytes | bytearray) and value else None


def _decoded(dataset: Dataset, layout: PixelLayout) -> Iterator[tuple[AnyArray, str]]:
    """Pictures as they are stored, and the colours they turned out to be in."""
    from pydicom.pixels.utils import as_pixel_options

    syntax = as_uid(layout.transfer_syntax)
    plugin = "" if not syntax.is_encapsulated else "pydicom" if syntax == RLELossless else "pylibjpeg"
    options = as_pixel_options(dataset, transfer_syntax_uid=syntax)
    options |= {"number_of_frames": layout.frames}
    for picture, facts in get_decoder(syntax).iter_array(dataset, raw=True, decoding_plugin=plugin, **options):
        yield picture, str(facts["photometric_interpretation"])


def _grey(picture: AnyArray, photometric: str, layout: PixelLayout, palette: AnyArray | None) -> AnyArray:
    if palette is not None:
        return np.asarray(palette[np.minimum(picture, len(palette) - 1)])
    if photometric in _COLOURS:
        return np.asarray(picture[..., 0])
    if picture.ndim == 3:
        return luminance(picture)
    if photometric == "MONOCHROME1":
        return (-1 - picture) if layout.signed else ((1 << layout.bits_stored) - 1 - picture)
    return picture


def luminance(colours: AnyArray) -> AnyArray:
    """Grey values of red, green and blue (..., 3), in the same type; exact where the three are equal."""
    red, green, blue = (colours[..., n] for n in range(3))
    if np.array_equal(red, green) and np.array_equal(red, blue):
        return np.asarray(red)
    return np.asarray(np.rint(colours @ np.array([0.299, 0.587, 0.114])), dtype=colours.dtype)


def _palette(dataset: Dataset, layout: PixelLayout) -> AnyArray:
    """The grey value of every index of a colour table; 8 bits where the table holds no more."""
    indices = np.arange(1 << min(layout.bits_stored, 16), dtype=np.uint16)
    table = apply_color_lut(indices, dataset)
    if table.dtype.itemsize == 2:
        low, high = table & 255, table >> 8
        if not high.any():
            table = low.astype(np.uint8)
        elif not low.any() or np.array_equal(low, high):
            table = high.astype(np.uint8)
    return luminance(table)


def _fewer_fragments_than(packed: bytes, frames: int) -> bool:
    count = -1  # the first item is the table of offsets
    for _ in generate_fragments(packed):
        count += 1
        if count >= frames:
            return False
    return True


def _check_codestream(frame: bytes, layout: PixelLayout, path: Path) -> None:
    """Refuse a packed picture that declares another size than the file, before memory is taken for it."""
    declared = codestream_size(frame)
    if declared is None:
        return
    width, height, colours = declared
    if width * height != layout.rows * layout.columns or colours > layout.samples:
        raise UnreadableFile(
            "{name} is a damaged DICOM file: it declares pictures of {columns}×{rows} pixels in {samples} colours, but "
            "holds one of {size} in {colours}.", name=path.name, columns=layout.columns, rows=layout.rows,
            samples=layout.samples, size=f"{width}×{height}", colours=colours,
        )  # fmt: skip


def codestream_size(frame: bytes) -> tuple[int, int, int] | None:
    """Width, height and number of colours that a JPEG, JPEG-LS or JPEG 2000 picture declares; None if it declares none."""
    start = frame.find(b"\xff\x4f\xff\x51", 0, 4096)
    if start >= 0:
        right, bottom, left, top = (_big_endian(frame, start + n, 4) for n in (8, 12, 16, 20))
        return max(right - left, 0), max(bottom - top, 0), _big_endian(frame, start + 40, 2)
    if frame[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 10 <= len(frame) and frame[at] == 0xFF:
        marker = frame[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == 0xF7 or (0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)):
            return _big_endian(frame, at + 7, 2), _big_endian(frame, at + 5, 2), frame[at + 9]
        elif marker == 0xDA:
            return None
        else:
            at += 2 + _big_endian(frame, at + 2, 2)
    return None


def _big_endian(frame: bytes, at: int, size: int) -> int:
    return int.from_bytes(frame[at : at + size], "big")
