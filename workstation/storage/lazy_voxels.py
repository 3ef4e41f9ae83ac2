"""Voxels that are fetched from disk as they are looked at, while the rest follows in the background.

A `ChunkLoader` holds one open HDF5 file's chunks as a table of places in the file and reads them without HDF5: raw
bytes, inflated by a few threads (which frees the interpreter meanwhile). What somebody waits for comes first; after
that come the chunks around the three centre planes, outwards. When all is loaded the threads end and the file is
closed.

What is needed first is kept as loose tiles, and moved into the volume's one array at the end: a plane across the rows
would touch every page of that array, and getting all that memory from the system takes longer than the reading.
"""

from __future__ import annotations

import math
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from isal import igzip_lib, isal_zlib  # zlib's interface, but inflates speckle about twice as fast

from workstation.core.errors import InvalidInput, UnreadableFile
from workstation.core.geometry import Shape
from workstation.core.volume import AnyArray

Box = tuple[slice, slice, slice]
IntArray = npt.NDArray[np.int64]

_TODO, _BUSY, _DONE, _BAD = range(4)
_BATCH = 8  # chunks a thread takes at once: long enough to be worth the lock, short enough (1 ms) to wait for


@dataclass(frozen=True, eq=False)
class ChunkTable:
    """Where the compressed chunks of one dataset lie in its file.

    Parameters
    ----------
    shape, chunk : voxels along z, y, x of the dataset and of one chunk
    dtype : type of the values as stored
    offsets, sizes : (nz, ny, nx) place and length in bytes of each chunk in the file
    shuffled : whether the bytes of each chunk went through HDF5's shuffle filter
    """

    shape: Shape
    chunk: Shape
    dtype: np.dtype[Any]
    offsets: IntArray
    sizes: IntArray
    shuffled: bool = False

    @property
    def chunk_bytes(self) -> int:
        """Length of one inflated chunk; HDF5 pads those at the far borders."""
        return math.prod(self.chunk) * self.dtype.itemsize

    def box(self, number: int) -> Box:
        """The voxels that chunk `number` (in file order z, y, x) covers, cut at the far borders."""
        corner = [int(i) * c for i, c in zip(np.unravel_index(number, self.offsets.shape), self.chunk, strict=True)]
        z, y, x = (slice(a, min(a + c, n)) for a, c, n in zip(corner, self.chunk, self.shape, strict=True))
        return z, y, x

    def touched_by(self, box: Box) -> IntArray:
        """Numbers of the chunks that hold some voxel of a box."""
        ranges = [
            np.arange(s.start // c, -(-s.stop // c) if s.stop > s.start else s.start // c)
            for s, c in zip(box, self.chunk, strict=True)
        ]
        numbers: IntArray = np.ravel_multi_index(np.ix_(*ranges), self.offsets.shape).ravel().astype(np.int64)
        return numbers

    def planes_outwards(self) -> IntArray:
        """For each chunk its distance, in chunks, from the nearest of the three centre planes."""
        away = [
            np.abs(np.arange(n) - (size // 2) // c)
            for n, size, c in zip(self.offsets.shape, self.shape, self.chunk, strict=True)
        ]
        distance: IntArray = np.minimum(np.minimum(away[0][:, None, None], away[1][:, None]), away[2])
        return distance.ravel()

    def decode(self, data: memoryview) -> AnyArray:
        """The values of one chunk, of shape `chunk`; raises `ValueError` or `igzip_lib.IsalError` if it is damaged."""
        raw = isal_zlib.decompress(data, bufsize=self.chunk_bytes)
        if len(raw) != self.chunk_bytes:
            raise ValueError(f"expected {self.chunk_bytes} bytes, got {len(raw)}")
        if not self.shuffled:
            return np.frombuffer(raw, self.dtype).reshape(self.chunk)
        planes = np.frombuffer(raw, np.uint8).reshape(self.dtype.itemsize, -1)
        return np.ascontiguousarray(planes.T).view(self.dtype).reshape(self.chunk)


class ChunkLoader:
    """Loads the volumes of one file; see the module's text. Made by `volume_store.open_volumes`."""

    def __init__(self, path: Path, tables: Sequence[ChunkTable], threads: int | None = None) -> None:
        self._name = path.name
        self._changed = threading.Condition()
        self._file = path.open("rb", buffering=0)
        self._file_lock = threading.Lock()
        self.voxels = tuple(LazyVoxels(self, table) for table in tables)
        self._urgent: deque[tuple[LazyVoxels, IntArray]] = deque()
        self._queue = self._background_order()
        self._threads = [
            threading.Thread(target=self._work, name=f"load {self._name}", daemon=True)
            for _ in range(threads or max(1, min(4, (os.cpu_count() or 1) - 1)))
        ]
        self._running = len(self._threads)
        for thread in self._threads:
            thread.start()

    def fetch(self, voxels: LazyVoxels, numbers: IntArray) -> None:
        """Return when these chunks are loaded; the caller's thread helps."""
        with self._changed:
            numbers = numbers[voxels.state[numbers] != _DONE]
            if len(numbers) == 0:
                return
            voxels.loose[numbers] = True
            self._urgent.append((voxels, numbers))
        while mine := self._claim(voxels, numbers):
            self._load(voxels, mine)
        with self._changed:
            self._changed.wait_for(lambda: not (voxels.state[numbers] == _BUSY).any())
            if (voxels.state[numbers] == _BAD).any():
                raise voxels.error or self._closed_error()

    def drop(self, voxels: LazyVoxels) -> None:
        """Stop loading a volume; the file is closed when nobody needs it any more."""
        with self._changed:
            voxels.state[voxels.state == _TODO] = _BAD
            self._changed.wait_for(lambda: not (voxels.state == _BUSY).any())
            if any((other.state == _TODO).any() for other in self.voxels):
                return
        for thread in self._threads:
            thread.join()

    def _background_order(self) -> deque[tuple[LazyVoxels, IntArray]]:
        """Batches of both volumes in turn, those around the centre planes first."""
        batches: list[tuple[int, int, LazyVoxels, IntArray]] = []
        for voxels in self.voxels:
            distance = voxels.table.planes_outwards()
            order = np.argsort(distance, kind="stable").astype(np.int64)
            for start in range(0, len(order), _BATCH):
                numbers = order[start : start + _BATCH]
                batches.append((int(distance[numbers[0]]), start, voxels, numbers))
        batches.sort(key=lambda batch: batch[:2])
        return deque((voxels, numbers) for _, _, voxels, numbers in batches)

    def _work(self) -> None:
        while (task := self._next()) is not None:
            self._load(*task)
        with self._changed:
            self._running -= 1
            if self._running > 0:
                return
            # the last one closes, after those that help themselves have finished
            self._changed.wait_for(lambda: not any((voxels.state == _BUSY).any() for voxels in self.voxels))
            self._file.close()
        for voxels in self.voxels:
            if (voxels.state == _DONE).all():
                voxels.gather()

    def _next(self) -> tuple[LazyVoxels, list[int]] | None:
        """What to load next: a part of what somebody waits for, else of the background; None when all is done."""
        with self._changed:
            while line := self._urgent or self._queue:
                voxels, numbers = line[0]
                if mine := self._claim(voxels, numbers):
                    return voxels, mine
                line.popleft()
        return None

    def _claim(self, voxels: LazyVoxels, numbers: IntArray) -> list[int]:
        with self._changed:
            free = numbers[voxels.state[numbers] == _TODO][:_BATCH]
            voxels.state[free] = _BUSY
        chosen: list[int] = free.tolist()
        return chosen

    def _load(self, voxels: LazyVoxels, numbers: list[int]) -> None:
        """Load chunks that this thread has claimed; a failure is kept for whoever asks for the chunk."""
        for number, data in self._packed(voxels.table, numbers):
            try:
                voxels.put(number, data)
            except (ValueError, MemoryError, igzip_lib.IsalError) as error:  # type: ignore[misc]  # its stub says Any
                voxels.error = UnreadableFile("{name} is damaged: part of its voxels cannot be read ({detail}).",
                                              name=self._name, detail=error)  # fmt: skip
                voxels.state[number] = _BAD
        with self._changed:
            self._changed.notify_all()

    def _packed(self, table: ChunkTable, numbers: list[int]) -> Iterator[tuple[int, memoryview]]:
        """The packed bytes of chunks; neighbours in the file are read at once. What is missing comes back shorter."""
        offsets, sizes = (places.ravel()[numbers].tolist() for places in (table.offsets, table.sizes))
        first = 0
        for last in range(len(numbers)):
            end = offsets[last] + sizes[last]
            if last + 1 < len(numbers) and offsets[last + 1] == end:
                continue
            block = memoryview(self._read(offsets[first], end - offsets[first]))
            for i in range(first, last + 1):
                start = offsets[i] - offsets[first]
                yield numbers[i], block[start : start + sizes[i]]
            first = last + 1

    def _read(self, offset: int, size: int) -> bytes:
        try:
            if hasattr(os, "pread"):
                return os.pread(self._file.fileno(), size, offset)
            with self._file_lock:  # Windows has one place in the file at a time
                self._file.seek(offset)
                return self._file.read(size) or b""
        except OSError:
            return b""

    def _closed_error(self) -> UnreadableFile:
        return UnreadableFile("{name} was closed before all of it was loaded.", name=self._name)


class LazyVoxels:
    """Voxels of one volume of a file, loaded as they are asked for; implements `core.volume.Voxels`, thread safe."""

    def __init__(self, loader: ChunkLoader, table: ChunkTable) -> None:
        self.table = table
        self.state = np.full(table.offsets.size, _TODO, dtype=np.uint8)
        self.loose = table.planes_outwards() == 0  # which chunks become tiles
        self.error: UnreadableFile | None = None
        self._loader = loader
        self._array: AnyArray = np.empty(table.shape, dtype=table.dtype.newbyteorder("="))
        self._tiles: dict[int, AnyArray] = {}
        self._gathering = threading.Lock()
        self._gathered = False

    @property
    def shape(self) -> Shape:
        """Number of voxels along z, y, x."""
        return self.table.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """The native type of the values."""
        return self._array.dtype

    @property
    def loaded(self) -> float:
        """Share of the volume that is in memory, from 0 to 1."""
        return float((self.state == _DONE).mean())

    def read(self, box: Box) -> AnyArray:
        """The values of a box (slices along z, y, x with step 1), read-only; waits for what is not loaded yet.

        Raises
        ------
        UnreadableFile
            A part of the box is damaged, or was not loaded before `close`.
        """
        z, y, x = (_bounded(s, n) for s, n in zip(box, self.shape, strict=True))
        if not self._gathered:
            numbers = self.table.touched_by((z, y, x))
            self._loader.fetch(self, numbers)
            if not self._gathered:
                return self._pieced_together((z, y, x), numbers)
        return _read_only(self._array[z, y, x])

    def whole(self) -> AnyArray:
        """All values as one read-only (z, y, x) array; waits until everything is loaded."""
        if not self._gathered:
            self._loader.fetch(self, np.arange(self.state.size, dtype=np.int64))
            self.gather()
        return _read_only(self._array)

    def put(self, number: int, packed: memoryview) -> None:
        """Unpack one chunk; raises `ValueError` or `igzip_lib.IsalError` if it is damaged."""
        box = self.table.box(number)
        values = self.table.decode(packed)[tuple(slice(0, s.stop - s.start) for s in box)]
        if self.loose[number]:
            self._tiles[number] = values
        else:
            self._array[box] = values
        self.state[number] = _DONE

    def gather(self) -> None:
        """Move the tiles to where they belong, once everything is loaded."""
        with self._gathering:
            if not self._gathered:
                for number, values in self._tiles.items():
                    self._array[self.table.box(number)] = values
                self._gathered = True  # only now: until here readers look at the tiles
                self._tiles = {}

    def _pieced_together(self, box: Box, numbers: IntArray) -> AnyArray:
        result = np.empty([s.stop - s.start for s in box], dtype=self.dtype)
        for number in numbers.tolist():
            own = self.table.box(number)
            common = [slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(own, box, strict=True)]
            tile = self._tiles.get(number)
            place = tuple(slice(c.start - b.start, c.stop - b.start) for c, b in zip(common, box, strict=True))
            inside = tuple(slice(c.start - a.start, c.stop - a.start) for c, a in zip(common, own, strict=True))
            result[place] = self._array[tuple(common)] if tile is None else tile[inside]
        return _read_only(result)

    def close(self) -> None:
        """Stop loading; what is in memory stays readable. The file is closed once both volumes are."""
        self._loader.drop(self)


def _read_only(values: AnyArray) -> AnyArray:
    view = values.view()
    view.setflags(write=False)
    return view


def _bounded(wanted: slice, size: int) -> slice:
    start, stop, step = wanted.indices(size)
    if step != 1:
        raise InvalidInput("Voxels are read in boxes with step 1, got step {step}.", step=step)
    return slice(start, max(start, stop))
