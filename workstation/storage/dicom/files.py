"""DICOM files opened without trusting them: bounded reading, values that are what the standard says or nothing.

A DICOM file can declare elements of 4 GB, millions of tiny ones, sequences nested without end, or pack gigabytes into
a few bytes (Deflated). All of that ends here as one sentence. What the standard calls a value is asked for by `number`,
`numbers` and `text`, which give None or "" for anything else.
"""

from __future__ import annotations

import logging
import math
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from pydicom import config, dcmread
from pydicom.dataset import Dataset, FileDataset
from pydicom.multival import MultiValue
from pydicom.uid import UID

from workstation.core.errors import UnreadableFile, UserError
from workstation.storage.safe_hdf5 import available_memory, check_is_file

Report = Callable[[float, str], None]

MAX_READS = 2_000_000  # each element takes two or three; the largest real headers have some hundred thousand
MAX_INFLATED = 1 << 30
_DEFLATED = b"1.2.840.10008.1.2.1.99"
_BLOCK = 1 << 20
logging.getLogger("pydicom").setLevel(logging.CRITICAL)  # its warnings quote values, which may name the patient
_VALUE_TYPES = {b"UL", b"UI", b"OB", b"CS", b"DA", b"SH", b"LO", b"IS", b"DS", b"US", b"SQ", b"TM", b"PN", b"ST", b"LT"}


def looks_like_dicom(path: Path) -> bool:
    """Whether a file begins as DICOM files do, with or without the usual 128 bytes before; its name plays no part."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(132)
    if head[128:132] == b"DICM":
        return True
    if len(head) < 12:
        return False
    for order in "<>":
        group, _, length = struct.unpack_from(order + "HHI", head)
        if group in (0x0002, 0x0008) and (head[4:6] in _VALUE_TYPES or length < 256):
            return True
    return False


def open_header(path: Path, tags: Sequence[str | int] | None = None) -> FileDataset:
    """Everything in a file up to its pixels, or only the named elements; errors are `UnreadableFile`."""
    return _open(path, stop_before_pixels=True, specific_tags=None if tags is None else list(tags))


def open_whole(path: Path) -> FileDataset:
    """A file with its packed pixels in memory; errors are `UnreadableFile`."""
    size = path.stat().st_size
    if size * 2 > available_memory():
        raise UnreadableFile("{name} needs {want} MB of memory, {have} MB are free; close other programs.",
                             name=path.name, want=size * 2 >> 20, have=available_memory() >> 20)  # fmt: skip
    return _open(path)


def value_of(dataset: Dataset, keyword: str) -> Any:
    """An element's value as pydicom gives it, None if it is missing or damaged."""
    try:
        with quiet():
            return dataset.get(keyword)
    except Exception:  # noqa: BLE001 - pydicom reads values when asked and raises anything for a damaged one
        return None


def number(dataset: Dataset, keyword: str) -> float | None:
    """A finite number, the first if there are several; None if there is none."""
    found = numbers(dataset, keyword)
    return found[0] if found else None


def whole_number(dataset: Dataset, keyword: str) -> int | None:
    """A number without decimals, None if there is none."""
    found = number(dataset, keyword)
    return int(found) if found is not None and found == int(found) else None


def numbers(dataset: Dataset, keyword: str, count: int | None = None) -> tuple[float, ...]:
    """Finite numbers, as many as asked for; empty if the element is missing, damaged or of another length."""
    return as_numbers(value_of(dataset, keyword), count)


def as_numbers(value: Any, count: int | None = None) -> tuple[float, ...]:
    """The finite numbers of an element's value; empty if it holds anything else or another number of them."""
    if value is None or isinstance(value, Dataset):
        return ()
    parts = [value] if isinstance(value, str | bytes | int | float) or not hasattr(value, "__iter__") else list(value)
    try:
        found = tuple(float(part) for part in parts)
    except (TypeError, ValueError, OverflowError):
        return ()
    right_count = count is None or len(found) == count
    return found if right_count and all(math.isfinite(v) for v in found) else ()


def text(dataset: Dataset, keyword: str) -> str:
    """Text without blanks around it, the first value if there are several; "" if there is none."""
    value = value_of(dataset, keyword)
    if isinstance(value, list | tuple | MultiValue):
        value = value[0] if len(value) else None
    return "" if value is None else str(value).strip(" \0")


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence; none if it is missing or damaged."""
    value = value_of(dataset, keyword)
    return [item for item in value if isinstance(item, Dataset)] if isinstance(value, Sequence) else []


def as_uid(value: str) -> UID:
    """A UID as pydicom knows it; one that is none is no error but belongs to nothing."""
    return UID(value, config.IGNORE)


def damaged(path: Path) -> UnreadableFile:
    """The error for a file that is DICOM but broken; what pydicom says of it stays out, as it may quote the patient."""
    return UnreadableFile("{name} is a damaged DICOM file; copy it again.", name=path.name)


@contextmanager
def quiet() -> Iterator[None]:
    """Without pydicom's warnings: what it would warn of is either checked by us or does not matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _open(path: Path, **options: Any) -> FileDataset:
    check_is_file(path)
    try:
        _check_inflated_size(path)
        with path.open("rb") as file, quiet():
            dataset = dcmread(_Bounded(file, path), force=looks_like_dicom(path), **options)
        if not len(dataset) and options.get("specific_tags") is None:
            raise damaged(path)
        return dataset
    except UserError:
        raise
    except Exception as error:
        if not looks_like_dicom(path):
            raise UnreadableFile("{name} is not a DICOM file.", name=path.name) from error
        raise damaged(path) from error


class _Bounded:
    """A file that never hands out, or reserves memory for, more than it holds, and not in too many pieces."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file, self._path = file, path
        self._size = path.stat().st_size
        self._reads = 0
        self.tell, self.name = file.tell, str(path)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as many as there are."""
        self._reads += 1
        if self._reads > MAX_READS:
            raise UnreadableFile("{name} is refused: it holds too many elements.", name=self._path.name)
        left = max(self._size - self._file.tell(), 0)
        return self._file.read(left if size is None or size < 0 else min(size, left))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def close(self) -> None:
        """Nothing: who opened the file closes it."""


def _check_inflated_size(path: Path) -> None:
    """Refuse a Deflated file that would unpack to more than a limit, without keeping what is unpacked."""
    with path.open("rb") as file:
        head = file.read(2048)
        if head[128:132] != b"DICM" or _DEFLATED not in head[:1024]:
            return
        if head[132:136] != b"\2\0\0\0":
            raise damaged(path)
        file.seek(144 + int.from_bytes(head[140:144], "little"))
        stream, done = zlib.decompressobj(-zlib.MAX_WBITS), 0
        while not stream.eof:
            block = stream.unconsumed_tail or file.read(_BLOCK)
            if not block:
                raise damaged(path)
            done += len(stream.decompress(block, _BLOCK))
            if done > min(MAX_INFLATED, available_memory() // 2):
                raise UnreadableFile("{name} is refused: it would unpack to more than {limit} MB.",
                                     name=path.name, limit=MAX_INFLATED >> 20)  # fmt: skip
