"""What the header of a NIfTI, NRRD or MetaImage file says, read before any voxel and without trusting it.

We read headers and voxels ourselves and leave only the geometry to ITK, which gets a copy of the header and never the
file: ITK reads a NIfTI file that was cut short as if nothing were missing, opens ``scan.nii`` instead of ``scan.nii.gz``
where both lie side by side, takes a spacing of 0 for 1 mm, and follows detached data files anywhere on the disk.
"""

from __future__ import annotations

import gzip
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, cast

import numpy as np

from workstation.core.errors import InvalidInput, UnreadableFile
from workstation.core.geometry import Shape

Packing = Literal["raw", "gzip", "gzip file", "zlib"]

SUFFIXES = (".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd")
_MAX_HEADER = 1 << 20
_NIFTI_TYPES = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4", 1024: "i8", 1280: "u8"}
_META_TYPES = {
    "CHAR": "i1", "UCHAR": "u1", "SHORT": "i2", "USHORT": "u2", "INT": "i4", "UINT": "u4", "LONG": "i4", "ULONG": "u4",
    "LONG_LONG": "i8", "ULONG_LONG": "u8", "FLOAT": "f4", "DOUBLE": "f8",
}  # fmt: skip
NRRD_TYPES = {
    "i1": "signed char|int8", "u1": "uchar|unsigned char|uint8", "i2": "short|short int|signed short|signed short int|int16",
    "u2": "ushort|unsigned short|unsigned short int|uint16", "i4": "int|signed int|int32", "u4": "uint|unsigned int|uint32",
    "i8": "longlong|long long|long long int|signed long long|signed long long int|int64",
    "u8": "ulonglong|unsigned long long|unsigned long long int|uint64", "f4": "float", "f8": "double",
}  # fmt: skip

_NRRD_GEOMETRY = {
    "type", "endian", "dimension", "sizes", "space", "spacedimension", "spaceunits", "spacedirections", "spaceorigin",
    "spacings", "axismins", "axismaxs", "axismaxes", "centers", "centerings", "units",
}  # fmt: skip
_META_GEOMETRY = {
    "ObjectType", "NDims", "DimSize", "ElementType", "ElementNumberOfChannels", "BinaryData", "BinaryDataByteOrderMSB",
    "ElementByteOrderMSB", "ElementSpacing", "ElementSize", "TransformMatrix", "Rotation", "Orientation", "Offset",
    "Position", "Origin", "CenterOfRotation", "AnatomicalOrientation", "DistanceUnits",
}  # fmt: skip
_MAX_LINE = 500  # characters of a header line that go to ITK; its NRRD reader writes longer ones over its own memory
_MAX_NUMBER = 1e9  # of a NIfTI matrix; with infinite ones ITK never ends


@dataclass(frozen=True, eq=False)
class ImageHeader:
    """One volume as its header declares it.

    Parameters
    ----------
    kind : "NIfTI", "NRRD" or "MetaImage"
    dtype : type of the stored values, with byte order
    data_file, offset, packing : where the voxels start, and how they are packed; "gzip file" counts the offset in the
        unpacked file
    slope, intercept : stored values times slope plus intercept are the real ones (1 and 0 where nothing is to be done)
    spacing_source : what states the spacing
    doubt : why the geometry is doubtful, "" otherwise
    for_itk, suffix : the header alone, and the suffix by which ITK knows it, for the geometry
    """

    kind: str
    shape_zyx: Shape
    dtype: np.dtype[Any]
    data_file: Path
    offset: int
    packing: Packing
    spacing_source: str
    doubt: str
    for_itk: bytes
    suffix: str
    slope: float = 1.0
    intercept: float = 0.0


def read_header(path: Path) -> ImageHeader:
    """The header of a volume, checked to be one 3D volume of plain numbers; errors are sentences."""
    name = path.name.lower()
    if name.endswith((".nii", ".nii.gz")):
        return _nifti(path)
    if name.endswith((".nrrd", ".nhdr")):
        return _nrrd(path)
    if name.endswith((".mha", ".mhd")):
        return _meta(path)
    raise UnreadableFile("{name} is not an image this program reads; it reads NIfTI, NRRD and MetaImage ({kinds}).",
                         name=path.name, kinds=", ".join(SUFFIXES))  # fmt: skip


def _nifti(path: Path) -> ImageHeader:
    packed = _starts_with(path, b"\x1f\x8b")
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            raw = cast(IO[bytes], file).read(348)
    except (OSError, EOFError, zlib.error) as error:
        raise _damaged(path) from error
    order = next((o for o in "<>" if len(raw) == 348 and struct.unpack_from(o + "i", raw)[0] == 348), "")
    if not order or raw[344:348] != b"n+1\0":
        raise UnreadableFile("{name} is not a NIfTI-1 file in one piece; convert it to .nii.gz.", name=path.name)
    dims = struct.unpack_from(order + "8h", raw, 40)
    sizes = list(dims[1 : dims[0] + 1]) if 1 <= dims[0] <= 7 else []
    while len(sizes) > 3 and sizes[-1] == 1:
        sizes.pop()
    code = struct.unpack_from(order + "h", raw, 70)[0]
    if len(sizes) > 4:
        raise _not_scalar(path)
    dtype = _dtype(
        path, _NIFTI_TYPES.get(code), order, colour=code in (128, 2304, 511), complex_=code in (32, 1792, 2048)
    )
    offset, slope, intercept = struct.unpack_from(order + "3f", raw, 108)
    if not 348 <= offset <= _MAX_HEADER * 64:
        raise _damaged(path)
    if slope == 0 or not np.isfinite([slope, intercept]).all():
        slope, intercept = 1.0, 0.0
    _check_nifti_matrices(path, raw, order)
    source, doubt = _nifti_geometry(raw, order)
    copy = raw[:108] + struct.pack(order + "f", 352.0) + raw[112:] + bytes(4)
    return ImageHeader("NIfTI", _shape(path, sizes), dtype, path, int(offset), "gzip file" if packed else "raw",
                       source, doubt, copy, ".nii", slope, intercept)  # fmt: skip


def _check_nifti_matrices(path: Path, raw: bytes, order: str) -> None:
    """Refuse a qform or sform that is in use and holds numbers no scan has."""
    qform, sform = struct.unpack_from(order + "2h", raw, 252)
    for code, form, at in ((qform, "6f", 256), (sform, "12f", 280)):
        values = np.array(struct.unpack_from(order + form, raw, at))
        if code > 0 and not (np.abs(values) < _MAX_NUMBER).all():
            raise _damaged(path)


def _nifti_geometry(raw: bytes, order: str) -> tuple[str, str]:
    pixdim = np.array(struct.unpack_from(order + "3f", raw, 80))
    qform, sform = struct.unpack_from(order + "2h", raw, 252)
    rows = np.array(struct.unpack_from(order + "12f", raw, 280)).reshape(3, 4)
    if not (np.isfinite(pixdim).all() and (pixdim > 0).all()):
        return "none", "The header states no voxel size along at least one axis; 1 mm was assumed there."
    if sform <= 0 and qform <= 0:
        return "NIfTI pixdim", "The header has neither sform nor qform, so position and orientation are unknown."
    if sform > 0 and not np.allclose(np.linalg.norm(rows[:, :3], axis=0), pixdim, rtol=0.01):
        return "NIfTI pixdim", "The two places of the header that state the voxel size (pixdim, sform) disagree."
    return ("NIfTI sform" if sform > 0 else "NIfTI qform"), ""


def _nrrd(path: Path) -> ImageHeader:
    text, offset = _text_header(path, rb"\r?\n\r?\n")
    lines = text.splitlines()
    if not lines or not re.fullmatch(r"NRRD000\d", lines[0]):
        raise UnreadableFile("{name} is not an NRRD file.", name=path.name)
    fields: dict[str, str] = {}
    kept = [lines[0]]
    for line in lines[1:]:
        key, found, value = line.partition(":")
        key = re.sub(r"\s", "", key).lower()
        if not line or line.startswith("#") or value.startswith("="):
            continue
        if not found or key in fields:
            raise _damaged(path)
        fields[key] = value.strip()
        if key in _NRRD_GEOMETRY:
            kept.append(_plain_line(path, line))
    sizes = [int(n) for n in _need(path, fields, "sizes").split()]
    stored = _need(path, fields, "type").removesuffix("_t")
    code = next((code for code, names in NRRD_TYPES.items() if stored.lower() in names.split("|")), None)
    kinds = fields.get("kinds", "").lower()
    if re.search(r"vector|color|matrix|complex|normal|gradient|quaternion|point", kinds) and len(sizes) != 3:
        raise _not_scalar(path)
    dtype = _dtype(path, code, ">" if fields.get("endian", "little").lower() == "big" else "<")
    encoding = _need(path, fields, "encoding").lower()
    if encoding not in ("raw", "gz", "gzip") or int(fields.get("lineskip", "0")) or int(fields.get("byteskip", "0")):
        raise UnreadableFile("{name} is packed in a way this program does not read; save it as gzip or raw NRRD.",
                             name=path.name)  # fmt: skip
    data = _beside(path, fields["datafile"]) if "datafile" in fields else path
    source, doubt = _nrrd_geometry(fields)
    header = "\n".join([*kept, "encoding: raw", "", ""]).encode()
    return ImageHeader("NRRD", _shape(path, sizes), dtype, data, offset if data == path else 0,
                       "raw" if encoding == "raw" else "gzip", source, doubt, header, ".nrrd")  # fmt: skip


def _nrrd_geometry(fields: dict[str, str]) -> tuple[str, str]:
    units = set(
        re.findall(r'"([^"]*)"', fields.get("spaceunits", "")) + re.findall(r'"([^"]*)"', fields.get("units", ""))
    )
    if units - {"mm", "millimeter", "millimeters", ""}:
        return "NRRD header", f"The header states the spacing in {', '.join(sorted(units))}, not in mm."
    if "spacedirections" in fields:
        return "NRRD space directions", ""
    if "spacings" in fields and "nan" not in fields["spacings"].lower():
        return "NRRD spacings", ""
    return "none", "The header states no voxel size; 1 mm was assumed."


def _meta(path: Path) -> ImageHeader:
    text, offset = _text_header(path, rb"ElementDataFile\s*=[^\r\n]*\r?\n?", keep_end=True)
    fields: dict[str, str] = {}
    for line in text.splitlines():
        key, found, value = line.partition("=")
        key = key.strip()
        if not line.strip():
            continue
        if not found or key in fields or not re.fullmatch(r"\w+", key):
            raise UnreadableFile("{name} is not a MetaImage file, or is damaged.", name=path.name)
        fields[key] = value.strip()
    sizes = [int(n) for n in _need(path, fields, "DimSize").split()]
    if fields.get("NDims") != str(len(sizes)):  # ITK would take any number for the length of what follows
        raise _damaged(path)
    if int(fields.get("ElementNumberOfChannels", "1")) != 1:
        raise _not_scalar(path)
    big = any(
        fields.get(k, "False").lower() in ("true", "1") for k in ("BinaryDataByteOrderMSB", "ElementByteOrderMSB")
    )
    stored = _need(path, fields, "ElementType").removeprefix("MET_")
    dtype = _dtype(path, _META_TYPES.get(stored), ">" if big else "<", colour=stored.endswith("_ARRAY"))
    packed = fields.get("CompressedData", "False").lower() in ("true", "1")
    if fields.get("BinaryData", "True").lower() in ("false", "0") or int(fields.get("HeaderSize", "0")) != 0:
        raise UnreadableFile("{name} is packed in a way this program does not read; save it as binary .mha.",
                             name=path.name)  # fmt: skip
    local = _need(path, fields, "ElementDataFile") == "LOCAL"
    data = path if local else _beside(path, fields["ElementDataFile"])
    stated = "ElementSpacing" if "ElementSpacing" in fields else "ElementSize" if "ElementSize" in fields else ""
    header = "".join(_plain_line(path, f"{key} = {fields[key]}") + "\n" for key in fields if key in _META_GEOMETRY)
    return ImageHeader("MetaImage", _shape(path, sizes), dtype, data, offset if local else 0,
                       "zlib" if packed else "raw", f"MetaImage {stated}" if stated else "none",
                       "" if stated else "The header states no voxel size; 1 mm was assumed.",
                       (header + "ElementDataFile = LOCAL\n").encode(), ".mha")  # fmt: skip


def _text_header(path: Path, end: bytes, keep_end: bool = False) -> tuple[str, int]:
    """The text before the voxels, and where they start."""
    with path.open("rb") as file:
        block = file.read(_MAX_HEADER)
    found = re.search(end, block)
    if found is None and (keep_end or path.suffix.lower() != ".nhdr"):
        raise UnreadableFile("{name} is not an image of the kind its name says, or is damaged.", name=path.name)
    stop = len(block) if found is None else found.end() if keep_end else found.start()
    try:
        return block[:stop].decode("utf-8"), found.end() if found else len(block)
    except UnicodeDecodeError:
        raise UnreadableFile("{name} is not an image of the kind its name says, or is damaged.",
                             name=path.name) from None  # fmt: skip


def _plain_line(path: Path, line: str) -> str:
    """A line of a header that ITK may see."""
    if len(line) > _MAX_LINE or not line.isprintable():
        raise _damaged(path)
    return line


def _beside(path: Path, named: str) -> Path:
    """A detached data file, which must be one plain file in the header's own folder."""
    name = named.removeprefix("./")
    data = path.parent / name
    plain = re.fullmatch(r"[^/\\:%*?\"<>|\r\n\t\0]+", name) and not re.fullmatch(r"\.+|LIST( \d+)?", name)
    if not plain or data.resolve().parent != path.parent.resolve() or data.resolve() == path.resolve():
        raise UnreadableFile("{name} is refused: its voxels must be one file in the same folder, not {data}.",
                             name=path.name, data=named)  # fmt: skip
    if not data.is_file():
        raise UnreadableFile("{name} needs {data} beside it; copy both files.", name=path.name, data=name)
    return data


def _need(path: Path, fields: dict[str, str], key: str) -> str:
    if key not in fields:
        raise _damaged(path)
    return fields[key]


def _shape(path: Path, sizes: list[int]) -> Shape:
    while len(sizes) > 3 and sizes[-1] == 1:
        sizes.pop()
    if len(sizes) == 4:
        raise InvalidInput("{name} is a series of {n} volumes; choose a file with a single volume.",
                           name=path.name, n=sizes[3])  # fmt: skip
    if len(sizes) != 3 or sizes[2] == 1:
        raise InvalidInput("{name} has {n} dimensions, but a volume has three; choose a 3D image.",
                           name=path.name, n=2 if len(sizes) == 3 else len(sizes))  # fmt: skip
    if min(sizes) < 1:
        raise _damaged(path)
    return sizes[2], sizes[1], sizes[0]


def _dtype(path: Path, code: str | None, order: str, colour: bool = False, complex_: bool = False) -> np.dtype[Any]:
    if colour:
        raise _not_scalar(path)
    if complex_:
        raise InvalidInput("{name} holds complex numbers; a volume needs one plain number per voxel.", name=path.name)
    if code is None:
        raise UnreadableFile("{name} holds values of a type this program does not read.", name=path.name)
    return np.dtype(order + code)


def _not_scalar(path: Path) -> InvalidInput:
    return InvalidInput("{name} is a colour or vector image; a volume needs one number per voxel.", name=path.name)


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile("{name} is damaged: its header cannot be read; copy it again.", name=path.name)


def _starts_with(path: Path, start: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(start)) == start
