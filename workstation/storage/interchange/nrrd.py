"""NRRD files with more than a scalar volume: vectors, layers, and ``key:=value`` pairs (Slicer keeps much in those).

Written is version 4 in one piece, gzip, little endian, ``space: left-posterior-superior``. Read are raw and gzip
files in one piece; scalar volumes go through `storage.images` instead.
"""

from __future__ import annotations

import math
import os
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from workstation.core.errors import UnreadableFile
from workstation.core.geometry import Grid
from workstation.core.volume import AnyArray
from workstation.storage.atomic import write_file
from workstation.storage.image_headers import NRRD_TYPES
from workstation.storage.safe_hdf5 import MAX_RATIO, available_memory, check_is_file, first_line

_MAX_HEADER = 4 << 20
_BLOCK = 1 << 20
_SPACES = {
    "left-posterior-superior": (1, 1, 1), "lps": (1, 1, 1),
    "right-anterior-superior": (-1, -1, 1), "ras": (-1, -1, 1),
    "left-anterior-superior": (1, -1, 1), "las": (1, -1, 1),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class NrrdImage:
    """A NRRD file.

    Parameters
    ----------
    values : (z, y, x), or (z, y, x, c) where the file has a leading axis of vectors, layers or lists
    kind : of that leading axis: "vector", "list", …; "" for a scalar volume
    pairs : the key:=value pairs
    """

    values: AnyArray
    grid: Grid
    kind: str
    pairs: Mapping[str, str]


def write_nrrd(path: str | os.PathLike[str], image: NrrdImage) -> None:
    """Write an image; it is read again before it gets its name."""

    def write(temporary: Path) -> None:
        packer = zlib.compressobj(1, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        with temporary.open("wb") as file:
            file.write(_header(image))
            for plane in image.values:
                file.write(packer.compress(np.ascontiguousarray(plane, plane.dtype.newbyteorder("<")).tobytes()))
            file.write(packer.flush())

    def verify(temporary: Path) -> None:
        again = read_nrrd(temporary)
        if not (np.array_equal(again.values, image.values) and dict(again.pairs) == dict(image.pairs)):
            raise OSError("what was read back differs from what was written")

    write_file(path, write, verify=verify)


def read_nrrd(path: str | os.PathLike[str]) -> NrrdImage:
    """Read a file of three dimensions, or of four whose first is no direction in space.

    Raises
    ------
    UnreadableFile
        The file is missing, cut short, damaged, larger than the memory, or laid out in a way that is not read.
    """
    path = Path(path)
    check_is_file(path)
    try:
        with path.open("rb") as file:
            fields, pairs = _parsed(path.name, _header_text(path.name, file))
            shape, kind, grid = _layout(path.name, fields)
            dtype = _dtype(path.name, fields)
            values = _values(path, file, fields, shape, dtype)
        return NrrdImage(values.astype(dtype.newbyteorder("="), copy=False), grid, kind, pairs)
    except (ValueError, KeyError, OSError, zlib.error, EOFError) as error:
        raise UnreadableFile("{name} cannot be read ({detail}); copy it again.",
                             name=path.name, detail=first_line(error)) from error  # fmt: skip


def _header(image: NrrdImage) -> bytes:
    grid, extra = image.grid, image.values.ndim == 4
    columns = [grid.axes[:, axis] * grid.spacing_mm[axis] for axis in range(3)]
    sizes = [*([image.values.shape[3]] if extra else []), *grid.size_xyz]
    code = next(names for key, names in NRRD_TYPES.items() if np.dtype(key) == image.values.dtype.newbyteorder("="))
    lines = [
        "NRRD0004",
        f"type: {code.split('|')[0]}",
        f"dimension: {len(sizes)}",
        "space: left-posterior-superior",
        f"sizes: {' '.join(map(str, sizes))}",
        f"space directions: {'none ' if extra else ''}{' '.join(_vector(column) for column in columns)}",
        f"kinds: {image.kind + ' ' if extra else ''}domain domain domain",
        "endian: little",
        "encoding: gzip",
        f"space origin: {_vector(grid.origin_mm)}",
        *(f"{key}:={_escaped(value)}" for key, value in image.pairs.items()),
    ]
    return "\n".join([*lines, "", ""]).encode("utf-8")


def _vector(values: Any) -> str:
    return "(" + ",".join(repr(float(value)) for value in values) + ")"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n")


def _header_text(name: str, file: IO[bytes]) -> str:
    """The text of the header; the file is left at the first byte after it."""
    block = file.read(_MAX_HEADER)
    found = re.search(rb"\r?\n\r?\n", block)
    if not block.startswith(b"NRRD000") or found is None:
        raise UnreadableFile("{name} is not a NRRD file in one piece.", name=name)
    file.seek(found.end())
    return block[: found.start()].decode("utf-8")


def _parsed(name: str, text: str) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    pairs: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        key, found, value = line.partition(":")
        if line.startswith("#") or not line:
            continue
        if not found or key in pairs or (not value.startswith("=") and re.sub(r"\s", "", key).lower() in fields):
            raise ValueError(f"the header line {line[:40]!r} is not understood")
        if value.startswith("="):
            pairs[key] = re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m.group(1), m.group(1)), value[1:])
        else:
            fields[re.sub(r"\s", "", key).lower()] = value.strip()
    if "datafile" in fields:
        raise UnreadableFile("{name} keeps its values in another file; save it in one piece.", name=name)
    return fields, pairs


def _layout(name: str, fields: Mapping[str, str]) -> tuple[tuple[int, ...], str, Grid]:
    sizes = [int(n) for n in fields["sizes"].split()]
    kinds = fields.get("kinds", "domain " * len(sizes)).lower().split()
    if len(sizes) not in (3, 4) or len(kinds) != len(sizes) or min(sizes) < 1:
        raise ValueError(f"it has {len(sizes)} dimensions where three or four are expected")
    directions = re.findall(r"none|\([^)]*\)", fields["spacedirections"])
    lead = len(sizes) - 3
    if len(directions) != len(sizes) or (lead and directions[0] != "none") or "none" in directions[lead:]:
        raise ValueError("its first axis must be the only one without a direction in space")
    signs = _SPACES.get(fields.get("space", "").lower())
    if signs is None:
        raise UnreadableFile("{name} states the space {space}, which is not known; expected left-posterior-superior.",
                             name=name, space=repr(fields.get("space", ""))[:40])  # fmt: skip
    columns = np.array([_numbers(each) for each in directions[lead:]]).T * np.array(signs)[:, None]
    spacing = np.linalg.norm(columns, axis=0)
    if not (np.isfinite(columns).all() and (spacing > 0).all()):
        raise ValueError("its directions in space are not finite vectors")
    origin = np.array(_numbers(fields["spaceorigin"])) * signs
    sx, sy, sz = spacing.tolist()
    ox, oy, oz = origin.tolist()
    shape = (sizes[lead + 2], sizes[lead + 1], sizes[lead])
    grid = Grid(shape, (sx, sy, sz), (ox, oy, oz), tuple((columns / spacing).ravel().tolist()))
    return (*shape, *sizes[:lead]), kinds[0] if lead else "", grid


def _numbers(text: str) -> list[float]:
    numbers = [float(word) for word in text.strip("()").split(",")]
    if len(numbers) != 3:
        raise ValueError(f"{text[:40]!r} is not three numbers")
    return numbers


def _dtype(name: str, fields: Mapping[str, str]) -> np.dtype[Any]:
    stored = fields["type"].lower().removesuffix("_t")
    code = next((code for code, names in NRRD_TYPES.items() if stored in names.split("|")), None)
    if code is None:
        raise UnreadableFile("{name} holds values of a type this program does not read.", name=name)
    return np.dtype((">" if fields.get("endian", "little").lower() == "big" else "<") + code)


def _values(path: Path, file: IO[bytes], fields: Mapping[str, str], shape: tuple[int, ...],
            dtype: np.dtype[Any]) -> AnyArray:  # fmt: skip
    encoding = fields["encoding"].lower()
    if encoding not in ("raw", "gz", "gzip") or "lineskip" in fields or "byteskip" in fields:
        raise UnreadableFile("{name} is packed in a way this program does not read; save it as gzip or raw NRRD.",
                             name=path.name)  # fmt: skip
    size = math.prod(shape) * dtype.itemsize
    stored = path.stat().st_size - file.tell()
    if size > stored * (1 if encoding == "raw" else MAX_RATIO):
        raise ValueError(f"its header declares {size} bytes of values, the file holds {stored}")
    if 2 * size > available_memory():
        raise UnreadableFile("{name} needs {want} MB of memory; close other programs.", name=path.name, want=size >> 19)
    data = file.read(size) if encoding == "raw" else _inflated(file, size)
    if len(data) != size:
        raise ValueError("it is cut short")
    return np.frombuffer(data, dtype).reshape(shape)


def _inflated(file: IO[bytes], size: int) -> bytearray:
    unpacker, data = zlib.decompressobj(16 + zlib.MAX_WBITS), bytearray()
    while len(data) < size and not unpacker.eof:
        block = unpacker.unconsumed_tail or file.read(_BLOCK)
        if not block:
            break
        data += unpacker.decompress(block, size - len(data))
    return data
