"""Handing volumes, masks and transforms from one process to another without copying their arrays through a pipe.

A value is pickled with its arrays left aside (pickle protocol 5, out of band); the arrays lie one after another in a
file that the other process maps into its memory, in their own type: a uint8 scan stays uint8. Only our own processes
read these files: they lie in a folder that only the user may enter and are deleted as soon as they have been read.
"""

from __future__ import annotations

import contextlib
import mmap
import pickle
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workstation.core.errors import UserError

ALIGNMENT = 64  # bytes; arrays must start where processors like to read
ROOM = 1.5  # memory-backed folders are used only if they hold this many times what is asked for


@dataclass(frozen=True, slots=True)
class Parcel:
    """A value on its way: the pickled rest, and where its arrays lie in the file."""

    path: Path
    rest: bytes
    places: tuple[tuple[int, int], ...]


@contextlib.contextmanager
def exchange_folder(need_bytes: int) -> Iterator[Path]:
    """A new folder for parcels, in memory where there is room (Linux), else on disk; deleted afterwards."""
    memory = Path("/dev/shm")
    base = None
    with contextlib.suppress(OSError):
        base = memory if shutil.disk_usage(memory).free > ROOM * need_bytes else None
    try:
        folder = Path(tempfile.mkdtemp(prefix="sonolign-", dir=base))
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="sonolign-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def send(value: Any, path: Path) -> Parcel:
    """Write the arrays of a value to a new file; what comes back is small and can go through a pipe.

    Raises
    ------
    UserError : the folder is full.
    """
    buffers: list[pickle.PickleBuffer] = []
    rest = pickle.dumps(value, protocol=5, buffer_callback=buffers.append)
    places = []
    try:
        with path.open("wb") as file:
            for buffer in buffers:
                raw = buffer.raw()
                file.seek(-file.tell() % ALIGNMENT, 1)
                places.append((file.tell(), raw.nbytes))
                file.write(raw)
            file.truncate(max(file.tell(), 1))
    except OSError as error:
        raise UserError(
            "The volumes cannot be handed to the method: {reason}. Make room in the folder {folder}.",
            reason=error.strerror or str(error), folder=str(path.parent),
        ) from None  # fmt: skip
    return Parcel(path, rest, tuple(places))


def receive_mapped(parcel: Parcel) -> Any:
    """The value, its arrays mapped from the file and read-only; the file may be deleted afterwards, except on Windows."""
    with parcel.path.open("rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return pickle.loads(parcel.rest, buffers=[whole[start : start + size] for start, size in parcel.places])


def receive_copied(parcel: Parcel) -> Any:
    """The value, its arrays read into memory; the file is no longer needed."""
    buffers = [np.fromfile(parcel.path, np.uint8, count=size, offset=start) for start, size in parcel.places]
    return pickle.loads(parcel.rest, buffers=buffers)
