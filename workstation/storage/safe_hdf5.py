"""Open HDF5 files that may come from anywhere without being led elsewhere or out of memory.

HDF5 files can point to other files (external links, external storage, virtual datasets), ask for decoding plug-ins, and
declare datasets of any size in a few bytes. Everything in a file is looked at before any value of it is read; a file
that holds something the program never writes is refused with the name of the object.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from workstation.core.errors import UnreadableFile, UserError

MAX_OBJECTS = 100_000
MAX_DEPTH = 32
MAX_RATIO = 1100  # deflate cannot pack more than 1032:1
MAX_TEXT_BYTES = 16 << 20
_FILTERS = {h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32}
_SIMPLE_KINDS = "biufcS"
_TEXT_ENTRY = np.dtype([("length", "<u4"), ("place", "V12")])  # how HDF5 stores an entry of free length


@contextmanager
def open_untrusted(path: str | os.PathLike[str]) -> Iterator[h5py.File]:
    """Open an HDF5 file for reading after looking through all of it for anything hostile.

    Raises
    ------
    UnreadableFile
        The file is missing, not HDF5, damaged, or holds links to other files, unknown filters, or datasets that are
        larger than the file or this computer's memory can hold. HDF5's own errors inside the block become this too.
    """
    name = Path(path).name
    check_is_file(Path(path))
    try:
        with _Watched(path) as watched, h5py.File(watched, "r") as file:
            _check_all(file, Path(path))
            yield file
    except UserError:
        raise
    except (OSError, RuntimeError, LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        # the last two: a group or a text where numbers are expected, an infinite number where a count is
        raise UnreadableFile("{name} cannot be read: it is damaged or not of the expected kind ({detail}).",
                             name=name, detail=first_line(error)) from error  # fmt: skip


def check_is_file(path: Path) -> None:
    """Raise a plain sentence if the path is missing, a folder, empty or may not be read."""
    if path.is_dir():
        raise UnreadableFile("{name} is a folder; choose a file.", name=path.name)
    if not path.exists():
        raise UnreadableFile("{name} does not exist; was it moved or renamed?", name=path.name)
    if not path.is_file():
        raise UnreadableFile("{name} is not a regular file.", name=path.name)
    if path.stat().st_size == 0:
        raise UnreadableFile("{name} is empty; copy it again.", name=path.name)
    if not os.access(path, os.R_OK):
        raise UnreadableFile("{name} may not be read with your permissions.", name=path.name)


def available_memory() -> int:
    """Bytes of memory that can be taken now, as far as the system says; else a careful guess."""
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:
            for line in lines:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return _windows_memory() or 8 << 30


def first_line(error: BaseException) -> str:
    """The first line of a library's error text, without file paths' worth of detail."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


def _windows_memory() -> int:
    if os.name != "nt":
        return 0
    import ctypes

    class MemoryStatus(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
            (field, ctypes.c_ulonglong) for field in ("total", "available", "a", "b", "c", "d", "e")
        ]

    status = MemoryStatus()
    status.length = ctypes.sizeof(status)
    windows: Any = ctypes
    return int(status.available) if windows.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else 0


class _Watched(io.FileIO):
    """The file as HDF5 reads it; stops it at a heap of texts with an entry of no length, in which it would go round for
    ever.
    """

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with the next bytes."""
        got = super().readinto(buffer) or 0
        view = memoryview(buffer).cast("B")[:got]
        if bytes(view[:4]) == b"GCOL":
            _check_heap(view)
        return got


def _check_heap(heap: memoryview) -> None:
    """Walk the entries of a global heap (HDF5 file format, III.E) as far as they are there."""
    at, end = 16, min(len(heap), int.from_bytes(heap[8:16], "little"))
    while at + 16 <= end:
        number, size = int.from_bytes(heap[at : at + 2], "little"), int.from_bytes(heap[at + 8 : at + 16], "little")
        step = size if number == 0 else 16 + (size + 7 & ~7)  # entry 0 is the free room, with its own head
        if step == 0:
            raise OSError("its texts are damaged")
        at += step


def _check_all(file: h5py.File, path: Path) -> None:
    """Walk every object once; one that is met again is refused, so that a loop of groups ends."""
    name = path.name
    waiting: list[tuple[h5py.Group, int]] = [(file, 0)]
    seen: set[int] = set()
    declared = 0
    while waiting:
        group, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise UnreadableFile("{name} is refused: its groups are nested too deeply.", name=name)
        for key in group:
            if not isinstance(group.get(key, getlink=True), h5py.HardLink):
                raise UnreadableFile("{name} is refused: {key} is a link to another place or file.", name=name, key=key)
            item = group[key]
            address = h5py.h5o.get_info(item.id).addr
            if address in seen:
                raise UnreadableFile("{name} is refused: {key} appears in it twice.", name=name, key=key)
            seen.add(address)
            if len(seen) > MAX_OBJECTS:
                raise UnreadableFile("{name} is refused: it holds too many objects.", name=name)
            _check_attributes(item, name)
            if isinstance(item, h5py.Dataset):
                declared += _check_dataset(item, path)
            elif isinstance(item, h5py.Group):
                waiting.append((item, depth + 1))
            else:
                raise UnreadableFile("{name} is refused: {key} is neither data nor a group.", name=name, key=key)
    _check_attributes(file, name)
    _check_memory(declared, name)


def _check_dataset(dataset: h5py.Dataset, path: Path) -> int:
    """Refuse foreign storage, filters and absurd sizes; returns the bytes the dataset fills in memory."""
    key, name, file_bytes = dataset.name, path.name, path.stat().st_size
    created = dataset.id.get_create_plist()
    if created.get_layout() == h5py.h5d.VIRTUAL or created.get_external_count():
        raise UnreadableFile("{name} is refused: {key} keeps its values in another file.", name=name, key=key)
    for i in range(created.get_nfilters()):
        if created.get_filter(i)[0] not in _FILTERS:
            raise UnreadableFile("{name} is refused: {key} needs an unknown filter.", name=name, key=key)
    if h5py.check_string_dtype(dataset.dtype) is not None and dataset.dtype.kind == "O":
        return _check_text(dataset, path)
    if not _is_plain(dataset.dtype):
        raise UnreadableFile("{name} is refused: {key} holds values of type {t}.", name=name, key=key, t=dataset.dtype)
    if dataset.shape is None:
        raise UnreadableFile("{name} is refused: {key} holds no values.", name=name, key=key)
    size = math.prod(dataset.shape) * dataset.dtype.itemsize
    stored = dataset.id.get_storage_size()
    if stored > file_bytes or size > max(stored, 1) * MAX_RATIO:
        raise UnreadableFile("{name} is refused: {key} declares {mb} MB but the file is too small for it.",
                             name=name, key=key, mb=size >> 20)  # fmt: skip
    if dataset.chunks is not None and math.prod(dataset.chunks) * dataset.dtype.itemsize > max(size, 1) * 64 + (
        1 << 20
    ):
        raise UnreadableFile("{name} is refused: {key} is stored in pieces larger than itself.", name=name, key=key)
    return int(size)


def _check_text(dataset: h5py.Dataset, path: Path) -> int:
    """Refuse texts of free length that are longer together than the file, as when many entries share one text."""
    key, count, offset = dataset.name, int(dataset.size or 0), dataset.id.get_offset()
    name, file_bytes = path.name, path.stat().st_size
    if count == 0:
        return 0
    if offset is None or offset + count * _TEXT_ENTRY.itemsize > file_bytes:
        raise UnreadableFile("{name} is refused: {key} is not stored as plain text.", name=name, key=key)
    with path.open("rb") as file:
        file.seek(offset)
        entries = np.frombuffer(file.read(count * _TEXT_ENTRY.itemsize), _TEXT_ENTRY)
    needed = int(entries["length"].sum(dtype=np.int64))
    if needed > file_bytes:
        raise UnreadableFile("{name} is refused: {key} declares more text than the file holds.", name=name, key=key)
    return needed


def _check_attributes(item: h5py.Group | h5py.Dataset, name: str) -> None:
    for key in item.attrs:
        identifier = item.attrs.get_id(key)
        if identifier.get_storage_size() > MAX_TEXT_BYTES:
            raise UnreadableFile("{name} is refused: the attribute {key} is too large.", name=name, key=key)
        is_text = h5py.check_string_dtype(identifier.dtype) is not None and identifier.shape == ()
        if not is_text and not _is_plain(identifier.dtype):
            raise UnreadableFile("{name} is refused: the attribute {key} is of an unknown type.", name=name, key=key)


def _is_plain(dtype: Any) -> bool:
    """Numbers and fixed-length text, also as fields of a record; variable length could hide any size."""
    if dtype.fields is not None:
        return all(_is_plain(field[0]) for field in dtype.fields.values())
    return dtype.base.kind in _SIMPLE_KINDS


def _check_memory(needed_bytes: int, name: str) -> None:
    if needed_bytes > available_memory():
        raise UnreadableFile("{name} needs {need} MB of memory but only {have} MB are free; close other programs.",
                             name=name, need=needed_bytes >> 20, have=available_memory() >> 20)  # fmt: skip
