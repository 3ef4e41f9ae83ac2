"""Ways to damage a file, from flipped bits to fields that lie, each drawn from a seeded random generator.

`mutated` takes a file's bytes and gives hostile ones. What kind of file it is shows in its bytes: packed files are also
damaged inside their packing, text by its words and numbers, HDF5 and NIfTI by their structure. `bait` stands for the
folder of canary files that no reader may open.
"""

from __future__ import annotations

import gzip
import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import h5py
import numpy as np

from benchmarks import hostile_bundles

Chance = random.Random
INTEGERS = (0, 1, -1, 2, 7, 127, 128, 255, 256, 32767, -32768, 65535, 0x7FFFFFFF, -0x80000000, 0xFFFFFFFF,
            1 << 40, (1 << 63) - 1, -(1 << 63), (1 << 64) - 1)  # fmt: skip
FLOATS = (0.0, -0.0, -1.0, 1e-45, 1e-300, 1e30, -1e30, 1e308, float("nan"), float("inf"), float("-inf"))
WORDS = ("0", "-1", "1", "", "nan", "inf", "-Infinity", "1e999", "1e308", "1e-320", "99999999999999999999", "2147483648",
         "9" * 5000, "3.5", "0x10", "null", "true", "[]", "{}", "[[", '"', "\\u0000", "乳房", "\x00", "\r", ",,,", ";",
         "${HOME}", "%s%n", "__import__('os')", "1_0")  # fmt: skip
BOMB_BYTES = 300 << 20
MAX_BYTES = 4 << 20


def mutated(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """Hostile bytes made of a valid file's, up to three damages on top of each other."""
    data = chance.choice(_suited(data))(data, chance, others, bait)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):  # HDF5 itself is only trusted with a file that is still whole
        data = chance.choice([way for way in _suited(data) if way is not _hdf5])(data, chance, others, bait)
    return data[:MAX_BYTES]


def _suited(data: bytes) -> list[Callable[[bytes, Chance, Sequence[bytes], Path], bytes]]:
    """The ways that mean something to this kind of file; the special ones as often as all others together."""
    special: list[Callable[[bytes, Chance, Sequence[bytes], Path], bytes]] = []
    if data[:2] == b"\x1f\x8b":
        special = [_inside_gzip, _inside_gzip, _inside_gzip, _gzip_bomb]
    elif data[:4] == b"PK\3\4" and hostile_bundles.MARK in data[-65536:]:
        special = [_bundle, _bundle, _bundle, _bundle, _inside_zip, _zip_entries]
    elif data[:4] == b"PK\3\4":
        special = [_inside_zip, _inside_zip, _inside_zip, _zip_entries]
    elif data[:8] == b"\x89HDF\r\n\x1a\n":
        special = [_hdf5]
    elif data[128:132] == b"DICM":
        special = [_dicom_length, _dicom_number, _dicom_nest, _dicom_text]
        special += [_dicomdir] * 4 if hostile_bundles.DIRECTORY_UID in data[:1024] else []
    elif len(data) >= 348 and data[344:347] == b"n+1":
        special = [_nifti]
    elif _text_length(data) > 16:
        special = [_word, _word, _word, _line, _nest, _path_word]
    return special * max(1, len(_GENERAL) // max(len(special), 1)) + list(_GENERAL)


# ---- any bytes


def _flip(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    if not data:
        return data
    out = bytearray(data)
    end = len(out) if chance.random() < 0.5 else min(len(out), 512)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        out[chance.randrange(end)] ^= 1 << chance.randrange(8)
    return bytes(out)


def _number(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """An interesting number somewhere, most often in the first kilobyte."""
    end = len(data) if chance.random() < 0.5 else min(len(data), 1024)
    return _put(data, chance.randrange(max(1, end)), _packed_number(chance))


def _packed_number(chance: Chance) -> bytes:
    order = chance.choice("<>")
    if chance.random() < 0.3:
        value = chance.choice(FLOATS)
        kind = chance.choice("fd")
        with np.errstate(over="ignore"):
            return np.array(value).astype(f"{order}f{4 if kind == 'f' else 8}").tobytes()
    size = chance.choice((1, 2, 4, 8))
    return (chance.choice(INTEGERS) & ((1 << 8 * size) - 1)).to_bytes(size, "little" if order == "<" else "big")


def _put(data: bytes, at: int, piece: bytes) -> bytes:
    return data[:at] + piece + data[at + len(piece) :]


def _cut(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    return data[: chance.choice((0, 1, 8, 131, 348, chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))]


def _block(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """A piece that is doubled, zeroed, left out, made random, or moved."""
    start = chance.randrange(len(data) + 1)
    stop = min(len(data), start + chance.choice((1, 2, 4, 8, 16, 64, 512, 4096)))
    piece = data[start:stop]
    how = chance.randrange(5)
    if how == 0:
        return data[:stop] + piece * chance.choice((1, 1, 3, 200)) + data[stop:]
    if how == 1:
        return data[:start] + bytes(len(piece)) + data[stop:]
    if how == 2:
        return data[:start] + data[stop:]
    if how == 3:
        return data[:start] + chance.randbytes(len(piece)) + data[stop:]
    return _put(data, chance.randrange(len(data) + 1), piece)


def _splice(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """The beginning of this file and the end of another."""
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _foreign(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """Another file, noise, or this file with something behind it."""
    noise = chance.randbytes(chance.choice((1, 100, 5000)))
    return chance.choice(
        (chance.choice(others), noise, data + noise, data + data, bytes(chance.choice((1, 400, 100_000))))
    )


_GENERAL = (_flip, _flip, _flip, _number, _number, _number, _cut, _block, _block, _splice, _foreign)


# ---- text, also at the head of a binary file


def _text_length(data: bytes) -> int:
    found = re.match(rb"[\t\r\n\x20-\x7e\x80-\xff]*", data[:65536])
    return found.end() if found else 0


def _spot(data: bytes, pattern: bytes, chance: Chance) -> tuple[int, int]:
    places = [match.span() for match in re.finditer(pattern, data[: _text_length(data)])]
    return chance.choice(places) if places else (0, 0)


def _word(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    start, stop = _spot(data, chance.choice((rb"-?\d[\d.eE+-]*", rb"-?\d[\d.eE+-]*", rb"[\w.]+", rb'"[^"]*"')), chance)
    return data[:start] + chance.choice(WORDS).encode() + data[stop:]


def _path_word(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    start, stop = _spot(data, rb"[\w./]+", chance)
    return data[:start] + _bait_name(chance, bait).encode() + data[stop:]


def _bait_name(chance: Chance, bait: Path) -> str:
    name = chance.choice([path.name for path in bait.iterdir()])
    return chance.choice((str(bait / name), f"../{bait.name}/{name}", f"link/{name}", f"./../{bait.name}/{name}"))


def _line(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """A line that is doubled, left out or moved."""
    stop = _text_length(data)
    lines = data[:stop].split(b"\n")
    at = chance.randrange(len(lines))
    how = chance.randrange(4)
    if how == 0:
        lines.insert(at, lines[at])
    elif how == 1:
        del lines[at]
    elif how == 2:
        lines.insert(chance.randrange(len(lines)), lines.pop(at))
    else:
        lines[at] = lines[at] * chance.choice((2, 1000))
    return b"\n".join(lines) + data[stop:]


def _nest(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    start, stop = _spot(data, rb"-?\d[\d.eE+-]*", chance)
    opening, closing = chance.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"(", b")")))
    depth = chance.choice((100, 5000, 100_000))
    return data[:start] + opening * depth + b"1" + closing * depth + data[stop:]


# ---- packed files


def _inside_gzip(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    try:
        inner = zlib.decompressobj(31).decompress(data, MAX_BYTES)
    except zlib.error:
        return _flip(data, chance, others, bait)
    return gzip.compress(mutated(inner, chance, others, bait), 1, mtime=0)


def _gzip_bomb(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """Far more unpacked bytes than the header speaks of, before or after what it does."""
    try:
        inner = zlib.decompressobj(31).decompress(data, MAX_BYTES)
    except zlib.error:
        inner = b""
    return chance.choice(
        (gzip.compress(inner, 1, mtime=0) + _BOMB, _put(data, 0, _BOMB), _shifted_voxels(inner, chance))
    )


_BOMB = gzip.compress(bytes(16 << 20), 9, mtime=0) * (BOMB_BYTES >> 24)


def _shifted_voxels(inner: bytes, chance: Chance) -> bytes:
    """NIfTI voxels declared far behind the header."""
    offset = chance.choice((1e6, 6e7, 1e9, 1e30))
    return gzip.compress(_put(inner, 108, struct.pack("<f", offset)), 1, mtime=0) + _BOMB


def _inside_zip(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    entries = _entries(data)
    if not entries:
        return _flip(data, chance, others, bait)
    name = chance.choice(sorted(entries))
    entries[name] = mutated(entries[name], chance, others, bait)
    return _zipped(entries)


def _zip_entries(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """Entries with names that lead elsewhere, a bomb, or entries without end."""
    entries = _entries(data)
    inner = next(iter(entries.values()), b"")
    how = chance.randrange(4)
    if how == 0:
        entries = {_bait_name(chance, bait) + chance.choice(("", ".npy")): inner, **entries}
    elif how == 1:
        entries = {name: value + bytes(BOMB_BYTES) for name, value in entries.items()}
    elif how == 2:
        entries.update({f"{n}.npy": b"" for n in range(20_000)})
    else:
        entries = dict.fromkeys(entries, b"\x80\x04cos\nsystem\n(S'touch executed'\ntR.")
    return _zipped(entries)


def _bundle(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """A study in a zip, made hostile with a manifest that agrees."""
    return hostile_bundles.bundle(
        data, chance, _bait_name(chance, bait), lambda inner: mutated(inner, chance, others, bait)
    )


def _dicomdir(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    return hostile_bundles.dicomdir(data, chance, _bait_name(chance, bait))


def _entries(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {info.filename: file.read(info) for info in file.infolist() if info.file_size < MAX_BYTES}
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
        struct.error,
    ):
        return {}


def _zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, value in entries.items():
            file.writestr(zipfile.ZipInfo(name), value, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---- NIfTI and DICOM

_NIFTI_FIELDS = (*((40 + 2 * n, "h") for n in range(8)), (68, "h"), (70, "h"), (72, "h"),
                 *((76 + 4 * n, "f") for n in range(8)), (108, "f"), (112, "f"), (116, "f"), (123, "b"),
                 (252, "h"), (254, "h"), *((256 + 4 * n, "f") for n in range(18)), (344, "i"))  # fmt: skip


def _nifti(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """Wrong values in the fields of the header."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, kind = chance.choice(_NIFTI_FIELDS)
        size = struct.calcsize(kind)
        if kind == "f":
            with np.errstate(over="ignore"):
                piece = np.float32(chance.choice((*FLOATS, *map(float, range(8))))).tobytes()
        else:
            value = chance.choice((*INTEGERS, *range(10), 16, 64, 512, 1006, 1007, 2304))
            piece = (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")
        data = _put(data, at, piece)
    return data


def _dicom_length(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """A wrong length of an element."""
    start, _ = _element(data, rb"(?:OB|OW|SQ|UN|UT|OF|[A-Z]{2})", chance)
    value = chance.choice((0, 1, 3, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 0x10000000))
    return _put(data, start + chance.choice((2, 4)), value.to_bytes(4, "little")[: chance.choice((2, 4))])


def _element(data: bytes, value_type: bytes, chance: Chance) -> tuple[int, int]:
    places = [match.span() for match in re.finditer(value_type, data[132:65536])]
    start, stop = chance.choice(places) if places else (0, 0)
    return start + 132, stop + 132


def _dicom_number(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """A wrong number of rows, columns, bits, samples, or another kind of value."""
    start, stop = _element(data, rb"US\x02\x00..|UL\x04\x00....|FD\x08\x00.{8}|FL\x04\x00....", chance)
    size = stop - start - 4
    if size <= 0:
        return _number(data, chance, others, bait)
    value = chance.choice((*INTEGERS, *range(33))) & ((1 << 8 * size) - 1)
    return _put(data, start + 4, value.to_bytes(size, "little"))


def _dicom_text(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """A wrong number as text (such as the count of frames), with its length put right."""
    pattern = rb"(?:IS|DS|CS|UI|LO)([\x02-\x40])\x00"
    places = [m for m in re.finditer(pattern, data[:65536], re.S) if m.end() + m.group(1)[0] <= len(data)]
    if not places:
        return _number(data, chance, others, bait)
    found = chance.choice(places)
    word = chance.choice((*WORDS, "0\\0\\0", "1\\nan\\2", "-0", "2147483647", "1.2.840.10008.1.2.4.50",
                          "1.2.840.10008.1.2.4.90",
                          "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2", "RGB", "YBR_FULL_422",
                          "PALETTE COLOR")).encode()[:64]  # fmt: skip
    word += b" " * (len(word) % 2)
    length = len(word).to_bytes(2, "little")
    return data[: found.start() + 2] + length + word + data[found.end() + found.group(1)[0] :]


def _dicom_nest(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """Sequences in sequences without an end, or one that is opened again and again."""
    start, _ = _element(data, rb"(?:SQ|CS|UI|US|OB|OW)", chance)
    open_item = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    return data[: start - 4] + open_item * chance.choice((3, 60, 2000, 100_000)) + data[start - 4 :]


# ---- HDF5


def _hdf5(data: bytes, chance: Chance, others: Sequence[bytes], bait: Path) -> bytes:
    """One thing in the structure that should not be there."""
    buffer = io.BytesIO(data)
    try:
        with h5py.File(buffer, "r+") as file:
            chance.choice(_HDF5_WAYS)(file, chance, bait)
    except (OSError, RuntimeError, KeyError, TypeError, ValueError, AttributeError, MemoryError):
        return _number(data, chance, others, bait)
    return buffer.getvalue()


def _any_object(file: h5py.File, chance: Chance, kind: type = object) -> str:
    names: list[str] = []
    file.visititems(lambda name, item: names.append(name) if isinstance(item, kind) else None)
    return chance.choice(names)


def _h5_link(file: h5py.File, chance: Chance, bait: Path) -> None:
    """A link to a canary, to itself, to a parent, or to nothing, in an object's place."""
    name = _any_object(file, chance)
    target = chance.choice(("h5", "loop", "parent", "dangling", "other"))
    del file[name]
    if target == "h5":
        file[name] = h5py.ExternalLink(chance.choice((str(bait / "secret.h5"), f"../{bait.name}/secret.h5")), "/voxels")
    elif target == "parent":
        file[name] = file[name].parent if name in file else file["/"]
    elif target == "other":
        file[name] = file[_any_object(file, chance)]
    else:
        file[name] = h5py.SoftLink("/" + (name if target == "loop" else "nowhere"))


def _h5_foreign_values(file: h5py.File, chance: Chance, bait: Path) -> None:
    """A dataset whose values lie in a canary."""
    name = _any_object(file, chance, h5py.Dataset)
    shape, dtype = file[name].shape, file[name].dtype
    attributes = dict(file[name].attrs)
    del file[name]
    if chance.random() < 0.5:
        made = file.create_dataset(name, shape, dtype, external=[(str(bait / "secret.raw"), 0, h5py.h5f.UNLIMITED)])
    else:
        layout = h5py.VirtualLayout(shape, dtype)
        layout[...] = h5py.VirtualSource(str(bait / "secret.h5"), "voxels", shape)
        made = file.create_virtual_dataset(name, layout)
    made.attrs.update(attributes)


def _h5_other_shape(file: h5py.File, chance: Chance, bait: Path) -> None:
    """A dataset of another shape, type, size or packing."""
    name = _any_object(file, chance, h5py.Dataset)
    shape, dtype, attributes = file[name].shape, file[name].dtype, dict(file[name].attrs)
    del file[name]
    large = [chance.choice((0, 1, 2, 3, 64, 1000, 100_000, 1 << 31, 1 << 40)) for _ in shape or (1,)]
    shape = chance.choice((shape, tuple(large), (*shape, 1), shape[1:], (), (0,), (5,), (1 << 20, 1 << 20), None))
    dtype = chance.choice((dtype, "u1", "i8", "f8", "f4", "c16", "S1", "S100000", h5py.string_dtype(), h5py.ref_dtype,
                           h5py.vlen_dtype("i4"), [("a", "u1", (1000,))], "f2", ">i2", "?"))  # fmt: skip
    options = chance.choice(({}, {"compression": "lzf"}, {"compression": "gzip"}, {"scaleoffset": 0},
                             {"compression": 32015},
                             {"chunks": True}, {"chunks": tuple(1 for _ in shape or ())},
                             {"fillvalue": 7}, {"maxshape": None}))  # fmt: skip
    if shape is None:
        made = file.create_dataset(name, data=h5py.Empty(dtype))
    else:
        if _count(shape) > 1 << 24 and not options:
            options = {"chunks": tuple(min(n, 1000) or 1 for n in shape)} if shape else {}
        made = file.create_dataset(name, shape, dtype, **options)
        if chance.random() < 0.5 and 0 < _count(shape) < 1 << 16 and made.dtype.kind in "uif":
            made[...] = chance.choice((0, 1, 255))
    made.attrs.update(attributes)


def _count(shape: Sequence[int]) -> int:
    size = 1
    for n in shape:
        size *= int(n)
    return size


def _h5_values(file: h5py.File, chance: Chance, bait: Path) -> None:
    """Other values in a dataset."""
    made = file[_any_object(file, chance, h5py.Dataset)]
    if made.dtype.kind in "f":
        with np.errstate(over="ignore"):
            made[...] = chance.choice(FLOATS)
    elif made.dtype == np.uint8 and made.ndim == 1:  # JSON as bytes
        made[...] = np.frombuffer(chance.choice((b"[", b'{"a":', b"9")) * made.size, np.uint8)[: made.size]
    elif made.dtype.kind in "ui":
        made[...] = chance.choice((0, 1, 255))
    elif made.shape == ():
        content = made.asstr()[()]
        made[()] = _word(content.encode(), chance, (), bait).decode("utf-8", "replace")
    else:
        made[...] = chance.choice(("", "x" * 100_000, "乳房"))


def _h5_attribute(file: h5py.File, chance: Chance, bait: Path) -> None:
    """An attribute with another value, type, or none."""
    names = [""]
    file.visit(names.append)
    holders = [file[name] if name else file for name in names]
    item = chance.choice([each for each in holders if len(each.attrs)] or holders)
    key = chance.choice(sorted(item.attrs) or ["kind"])
    value = item.attrs.get(key)
    if chance.random() < 0.15:
        del item.attrs[key]
        return
    other = chance.choice((0, -1, 2, 99, 1 << 62, float("nan"), float("inf"), 1e308, "", "乳房", "x" * 60_000,
                           b"\xff\xfe", True,
                           np.zeros(3), np.full(9, np.nan), np.zeros((3, 3)), np.ones(9), np.eye(3).ravel() * 1e-200, [],
                           np.arange(5000), h5py.Empty("f8"), np.array(["a", "b"], dtype=object), "affine", "displacement",
                           "composite", "inverse", "reading", 1.5, -3))  # fmt: skip
    if isinstance(value, np.ndarray) and value.dtype.kind == "f" and chance.random() < 0.7:
        other = value.copy()
        other.ravel()[chance.randrange(max(1, other.size))] = chance.choice((*FLOATS, 1.0))
    item.attrs[key] = other


def _h5_group(file: h5py.File, chance: Chance, bait: Path) -> None:
    """A group instead of a dataset, a missing object, an unexpected one, a deep nest, or very many."""
    name = _any_object(file, chance)
    how = chance.randrange(5)
    if how == 0:
        del file[name]
        file.create_group(name)
    elif how == 1:
        del file[name]
    elif how == 2:
        file["type"] = np.dtype("f8")
    elif how == 3:
        file.create_group("/".join("g" * chance.choice((31, 40, 300))))
    else:
        for n in range(3000):
            file.create_group(f"many/{n}")


_HDF5_WAYS = (_h5_link, _h5_foreign_values, _h5_other_shape, _h5_other_shape, _h5_values, _h5_attribute, _h5_attribute,
              _h5_group)  # fmt: skip
