"""Segmentations: label maps kept in blocks, and the patches by which they change.

A label map of a full ABUS volume has 125 to 200 million voxels, nearly all of them 0. It is kept as blocks of 64³
voxels, where a block that is missing is all 0. A copy shares its blocks until one of both writes to them, so that
the state before a stroke costs no memory, and an edit costs the blocks it touches.

Structures that overlap lie on different layers, each a label map of its own (`Reading.layer`): the labels of one layer
exclude one another, those of two do not. A label value stands for one structure whatever its layer.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Shape

BLOCK = 64
LAYERS = 8  # label maps of one volume; one that nobody draws on has no blocks
Box = tuple[slice, slice, slice]
BlockKey = tuple[int, int, int]
LabelArray = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Segment:
    """One row of the label table: the voxel value, its name, colour ("#rrggbb"), code, and whether it is protected.

    `opacity` (0 to 1) is that of this label times that of all labels; an `outlined` one is drawn as a line. Labels of
    different layers (counted from 0) may have the same voxels; higher ones are drawn over lower ones.
    """

    value: int
    name: str
    colour: str
    code: str = ""
    locked: bool = False
    opacity: float = 1.0
    outlined: bool = False
    layer: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.layer < LAYERS:
            raise InvalidInput("A label lies on one of {count} layers, got {n}.", count=LAYERS, n=self.layer + 1)
        if not 0 <= self.opacity <= 1:
            raise InvalidInput("The opacity of a label lies between 0 and 1, got {o}.", o=self.opacity)
        if not 1 <= self.value <= 255:
            raise InvalidInput("A label value lies between 1 and 255, got {v}.", v=self.value)
        if not self.name.strip():
            raise InvalidInput("A label needs a name.")
        hexadecimal = self.colour.removeprefix("#")
        if len(hexadecimal) != 6 or any(c not in "0123456789abcdefABCDEF" for c in hexadecimal):
            raise InvalidInput("A colour is written like #40c0a0, got {c}.", c=self.colour)


@dataclass(frozen=True, slots=True)
class BlockChange:
    """The voxels of one box before and after an edit, run-length encoded (see `encode_runs`)."""

    start_zyx: Shape
    shape_zyx: Shape
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class LabelPatch:
    """An edit of a label map as the boxes it changed; reversible."""

    changes: tuple[BlockChange, ...]

    def reversed(self) -> LabelPatch:
        """The patch that takes the edit back."""
        return LabelPatch(tuple(replace(c, before=c.after, after=c.before) for c in self.changes))

    @property
    def byte_count(self) -> int:
        """Memory the patch holds, in bytes."""
        return sum(len(change.before) + len(change.after) for change in self.changes)


class LabelMap:
    """Label values (z, y, x) on a volume's grid; 0 is background. Not safe for writing from several threads."""

    def __init__(self, shape_zyx: Shape) -> None:
        self.shape = shape_zyx
        self.revision = 0
        self._blocks: dict[BlockKey, LabelArray] = {}
        self._owned: set[BlockKey] = set()

    @classmethod
    def from_array(cls, array: npt.NDArray[Any]) -> Self:
        """A label map with the values of an integer array (z, y, x) from 0 to 255."""
        if array.ndim != 3 or array.dtype.kind not in "uib":
            raise InvalidInput("Labels must be whole numbers in three dimensions, got {t} {s}.",
                               t=array.dtype, s=array.shape)  # fmt: skip
        labels = cls((array.shape[0], array.shape[1], array.shape[2]))
        labels.write(labels.everything, array)
        return labels

    @property
    def everything(self) -> Box:
        """The box of the whole map."""
        z, y, x = self.shape
        return slice(0, z), slice(0, y), slice(0, x)

    def copy(self) -> LabelMap:
        """The same labels, sharing every block until one of both is written to."""
        twin = LabelMap(self.shape)
        twin.revision = self.revision
        twin._blocks = dict(self._blocks)
        self._owned.clear()
        return twin

    def restore(self, copy: LabelMap) -> None:
        """Go back to an earlier copy, by sharing its blocks again; the revision rises, as with any edit."""
        self._blocks = dict(copy._blocks)
        self._owned.clear()
        copy._owned.clear()
        self.touch()

    def taken_back_to(self, copy: LabelMap) -> LabelPatch:
        """Go back to an earlier copy; the patch leads from there to what has been drawn since."""
        patch = self.difference_from(copy)
        self.restore(copy)
        return patch

    def block_keys(self) -> list[BlockKey]:
        """The (z, y, x) numbers of the blocks that hold anything."""
        return list(self._blocks)

    def block(self, key: BlockKey) -> LabelArray | None:
        """The values of a block for reading, None where all are 0; border blocks are cut to the map's shape."""
        return self._blocks.get(key)

    def block_for_writing(self, key: BlockKey) -> LabelArray:
        """The values of a block for writing in place; call `touch` when the edit is complete."""
        block = self._blocks.get(key)
        if block is None:
            block = np.zeros(self.block_shape(key), np.uint8)
        elif key not in self._owned:
            block = block.copy()
        self._blocks[key] = block
        self._owned.add(key)
        return block

    def block_shape(self, key: BlockKey) -> Shape:
        """The size of a block (z, y, x), smaller than 64 at the far borders."""
        z, y, x = (min(BLOCK, n - k * BLOCK) for k, n in zip(key, self.shape, strict=True))
        return z, y, x

    def touch(self) -> None:
        """Say that an edit is complete: raises the revision, by which pictures know they are outdated."""
        self.revision += 1

    def blocks_in(self, box: Box, only_stored: bool = False) -> Iterator[tuple[BlockKey, Box, Box]]:
        """For each block that a box meets: its key, the part inside the block, and the part inside the box.

        `only_stored` leaves out those that hold nothing.
        """
        spans = [range(s.start // BLOCK, (s.stop - 1) // BLOCK + 1) if s.stop > s.start else range(0) for s in box]
        for bz in spans[0]:
            for by in spans[1]:
                for bx in spans[2]:
                    key = (bz, by, bx)
                    if only_stored and key not in self._blocks:
                        continue
                    low = [max(s.start, k * BLOCK) for s, k in zip(box, key, strict=True)]
                    high = [min(s.stop, (k + 1) * BLOCK) for s, k in zip(box, key, strict=True)]
                    inner = [slice(a - k * BLOCK, b - k * BLOCK) for a, b, k in zip(low, high, key, strict=True)]
                    outer = [slice(a - s.start, b - s.start) for a, b, s in zip(low, high, box, strict=True)]
                    yield key, (inner[0], inner[1], inner[2]), (outer[0], outer[1], outer[2])

    def read(self, box: Box) -> LabelArray:
        """The values of a box (slices with start, stop and step 1) as a new array."""
        values = np.zeros(tuple(s.stop - s.start for s in box), np.uint8)
        for key, inner, outer in self.blocks_in(box, only_stored=True):
            values[outer] = self._blocks[key][inner]
        return values

    def write(self, box: Box, values: npt.NDArray[Any]) -> None:
        """Set the values of a box; blocks that hold and get only 0 stay missing."""
        if values.size and (values.min() < 0 or values.max() > 255):
            raise InvalidInput("Label values must lie between 0 and 255, got {low} to {high}.",
                               low=values.min(), high=values.max())  # fmt: skip
        for key, inner, outer in self.blocks_in(box):
            part = values[outer]
            if key in self._blocks or part.any():
                self.block_for_writing(key)[inner] = part
        self.touch()

    def whole(self) -> LabelArray:
        """All values as one new (z, y, x) array: for exports and computations, never for an edit or a picture."""
        return self.read(self.everything)

    def values(self) -> set[int]:
        """The label values that occur, without 0."""
        found: set[int] = set()
        for block in self._blocks.values():
            found.update(np.unique(block).tolist())
        return found - {0}

    def holds(self, value: int) -> bool:
        """Whether any voxel has a label value."""
        return any(bool((block == value).any()) for block in self._blocks.values())

    def bounds(self, values: Collection[int] | None = None) -> Box | None:
        """The smallest box that holds every voxel of some labels (of any label, for None); None if there is none."""
        wanted = np.zeros(256, bool)
        wanted[list(values) if values is not None else slice(1, None)] = True
        low, high = np.full(3, np.iinfo(np.int64).max), np.full(3, -1)
        for key, block in self._blocks.items():
            start = np.array(key) * BLOCK
            if (start >= low).all() and (start + block.shape <= high).all():
                continue  # lies within what was found
            hit = wanted[block]
            for axis, others in enumerate(((1, 2), (0, 2), (0, 1))):
                found = np.flatnonzero(hit.any(axis=others))
                if found.size:
                    low[axis] = min(low[axis], start[axis] + found[0])
                    high[axis] = max(high[axis], start[axis] + found[-1] + 1)
        if high[0] < 0:
            return None
        z, y, x = (slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
        return z, y, x

    def difference_from(self, before: LabelMap) -> LabelPatch:
        """The patch that leads from an earlier copy to this map; compares only blocks that are no longer shared."""
        changes = []
        for key in sorted(self._blocks.keys() | before._blocks.keys()):
            old, new = before._blocks.get(key), self._blocks.get(key)
            if old is new:
                continue
            old = np.zeros(self.block_shape(key), np.uint8) if old is None else old
            new = np.zeros(self.block_shape(key), np.uint8) if new is None else new
            change = _block_change(key, old, new)
            if change is not None:
                changes.append(change)
        return LabelPatch(tuple(changes))

    def apply(self, patch: LabelPatch) -> None:
        """Carry out a patch; raises InvalidInput, and changes nothing, if the map is not what the patch expects."""
        planned = []
        for change in patch.changes:
            box = self._checked_box(change)
            count = int(np.prod(change.shape_zyx))
            if not np.array_equal(self.read(box).ravel(), decode_runs(change.before, count)):
                raise InvalidInput("This label edit does not fit the current labels; the edits are out of order.")
            planned.append((box, decode_runs(change.after, count).reshape(change.shape_zyx)))
        for box, values in planned:
            for key, inner, outer in self.blocks_in(box):
                self.block_for_writing(key)[inner] = values[outer]
        self.touch()

    def _checked_box(self, change: BlockChange) -> Box:
        ends = [a + n for a, n in zip(change.start_zyx, change.shape_zyx, strict=True)]
        if min(change.start_zyx) < 0 or min(change.shape_zyx) < 1 or any(
            e > n for e, n in zip(ends, self.shape, strict=True)
        ):  # fmt: skip
            raise InvalidInput("A label edit reaches outside the volume of {shape} voxels.", shape=self.shape)
        z, y, x = (slice(a, b) for a, b in zip(change.start_zyx, ends, strict=True))
        return z, y, x

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LabelMap) or self.shape != other.shape:
            return False
        empty = np.zeros(1, np.uint8)
        return all(
            bool((self._blocks.get(k, empty) == other._blocks.get(k, empty)).all())
            for k in self._blocks.keys() | other._blocks.keys()
        )

    __hash__ = None  # type: ignore[assignment]


def _block_change(key: BlockKey, old: LabelArray, new: LabelArray) -> BlockChange | None:
    changed = old != new
    if not changed.any():
        return None
    bounds = []
    for axis in range(3):
        hit = np.flatnonzero(changed.any(axis=tuple(a for a in range(3) if a != axis)))
        bounds.append(slice(int(hit[0]), int(hit[-1]) + 1))
    box = (bounds[0], bounds[1], bounds[2])
    z, y, x = (k * BLOCK + s.start for k, s in zip(key, box, strict=True))
    part = new[box]
    return BlockChange((z, y, x), part.shape, encode_runs(old[box]), encode_runs(part))


def encode_runs(values: npt.NDArray[np.uint8]) -> bytes:
    """Run-length encoding of an array in C order: run count, run ends, run values, deflated."""
    flat = np.ascontiguousarray(values).ravel()
    ends = np.append(np.flatnonzero(flat[1:] != flat[:-1]) + 1, flat.size).astype("<u4")
    return zlib.compress(struct.pack("<I", ends.size) + ends.tobytes() + flat[ends - 1].tobytes(), 1)


def decode_runs(data: bytes, count: int) -> npt.NDArray[np.uint8]:
    """The `count` values that `encode_runs` packed; raises InvalidInput for data that does not decode to just that."""
    limit = 4 + 5 * count
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(data, limit + 1)
    except zlib.error:
        raise InvalidInput("A label edit is damaged: its voxels cannot be decoded.") from None
    runs = struct.unpack_from("<I", raw)[0] if len(raw) >= 4 else 0
    if runs == 0 or len(raw) != 4 + 5 * runs:
        raise InvalidInput("A label edit is damaged: its voxels cannot be decoded.")
    ends = np.frombuffer(raw, "<u4", runs, 4).astype(np.int64)
    lengths = np.diff(ends, prepend=0)
    if (lengths <= 0).any() or ends[-1] != count:
        raise InvalidInput(
            "A label edit is damaged: it holds {n} voxels instead of {want}.", n=int(ends[-1]), want=count
        )
    return np.repeat(np.frombuffer(raw, np.uint8, runs, 4 + 4 * runs), lengths)
