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
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from workstation.core.errors import UserError

ALIGNMENT = 64  # bytes; arrays must start where processors like to read
PREFIX, LOCK = "sonolign-exchange-", "in-use.lock"
MEMORY_FOLDER = Path("/dev/shm")
ROOM = 1.5  # memory-backed folders are used only if they hold this many times what is asked for


@dataclass(frozen=True, slots=True)
class Parcel:
    """A value on its way: the pickled rest, and where its arrays lie in the file."""

    path: Path
    rest: bytes
    places: tuple[tuple[int, int], ...]


@contextlib.contextmanager
def exchange_folder(need_bytes: int) -> Iterator[Path]:
    """A new folder for parcels, in memory where there is room (Linux), else on disk; deleted afterwards.

    What a killed program left behind, which may hold a patient's scan, is deleted by the next one.
    """
    bases = [Path(tempfile.gettempdir())]
    with contextlib.suppress(OSError):
        if shutil.disk_usage(MEMORY_FOLDER).free > ROOM * need_bytes:
            bases.insert(0, MEMORY_FOLDER)
    for base in {MEMORY_FOLDER, *bases}:
        remove_abandoned(base)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=bases[0]))
    lock = FileLock(folder / LOCK)
    lock.acquire()
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(base: Path, older_than_s: float = 60.0) -> None:
    """Delete the exchange folders whose program has ended: nobody holds their lock any more.

    Young ones are left alone, because their lock may not be taken yet.
    """
    for folder in base.glob(PREFIX + "*"):
        with contextlib.suppress(OSError, Timeout):
            if time.time() - folder.stat().st_mtime > older_than_s:
                with FileLock(folder / LOCK, timeout=0):
                    pass
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
