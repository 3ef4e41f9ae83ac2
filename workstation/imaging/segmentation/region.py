"""Regions of a label map: from labels to masks of a box, and from masks back to an edit of the blocks they meet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Shape
from workstation.core.labels import Box, LabelMap

Mask = npt.NDArray[np.bool_]
Report = Callable[[float], None]
Spacing = tuple[float, float, float]
THREADS = 2
_WORTH_SPLITTING = 200_000  # voxels; below, handing work to threads costs more than it saves


def spacing_zyx(grid: Grid) -> Spacing:
    """Distance of neighbouring voxels along the axes of an array, in mm."""
    x, y, z = grid.spacing_mm
    return z, y, x


def box_of(labels: LabelMap, values: Collection[int]) -> Box:
    """The smallest box that holds all voxels of some labels; InvalidInput if there are none."""
    box = labels.bounds(values)
    if box is None:
        raise InvalidInput("Nothing is drawn with this label yet.")
    return box


def widened(box: Box, shape: Shape, voxels: Iterable[int]) -> Box:
    """A box with a margin of some voxels along z, y, x, cut off at the borders of the map."""
    z, y, x = (slice(max(s.start - n, 0), min(s.stop + n, size)) for s, n, size in zip(box, voxels, shape, strict=True))
    return z, y, x


def reach_voxels(spacing: Spacing, margin_mm: float) -> Shape:
    """How many voxels along z, y, x a distance in mm reaches, and one more."""
    z, y, x = (int(np.ceil(margin_mm / each)) + 1 for each in spacing)
    return z, y, x


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds some boxes."""
    z, y, x = (slice(min(s.start for s in axis), max(s.stop for s in axis)) for axis in zip(*boxes, strict=True))
    return z, y, x


def may_change(over: Collection[int] | None) -> Mask:
    """Which label values (256) an edit may overwrite; None for all."""
    if over is None:
        return np.ones(256, bool)
    table = np.zeros(256, bool)
    table[list(over)] = True
    return table


def put(labels: LabelMap, box: Box, mask: Mask, value: int, over: Collection[int] | None = None) -> None:
    """Write a value where a mask of a box is set and what lies there may be overwritten."""
    table = may_change(over)
    for key, inner, outer in labels.blocks_in(box):
        part = mask[outer]
        block = labels.block(key)
        if not part.any() or (block is None and (value == 0 or not table[0])):
            continue
        if block is not None:
            part = part & table[block[inner]] & (block[inner] != value)
            if not part.any():
                continue
        labels.block_for_writing(key)[inner][part] = value
    labels.touch()


def put_as(labels: LabelMap, box: Box, mask: Mask, value: int, over: Collection[int] | None = None) -> None:
    """Make a label be just the mask within a box: voxels of it outside the mask become background."""
    if value in (over if over is not None else (value,)):
        put(labels, box, ~mask & (labels.read(box) == value), 0)
    put(labels, box, mask, value, over)


def share_out(count: int, size: int, work: Callable[[int, int], None]) -> None:
    """Call work(start, stop) on ranges of `count` planes in a few threads; `size` voxels in all."""
    parts = min(THREADS, count) if size >= _WORTH_SPLITTING else 1
    edges = [count * n // parts for n in range(parts + 1)]
    if parts == 1:
        work(0, count)
        return
    with ThreadPoolExecutor(parts - 1, "segmentation") as pool:
        others = [pool.submit(work, edges[n], edges[n + 1]) for n in range(1, parts)]
        work(edges[0], edges[1])
        for each in others:
            each.result()


def keep_outside(labels: LabelMap, before: LabelMap, region: Box, within: Box | None = None) -> None:
    """Take back whatever has changed outside a region since a copy was made; `within` bounds where to look."""
    for part in _around(region, within if within is not None else labels.everything):
        for key, inner, _ in labels.blocks_in(part):
            now, then = labels.block(key), before.block(key)
            if now is not then:
                labels.block_for_writing(key)[inner] = 0 if then is None else then[inner]
    labels.touch()


def _around(hole: Box, whole: Box) -> list[Box]:
    """The boxes that a box consists of without the part that lies in a hole."""
    parts, rest = [], list(whole)
    for axis in range(3):
        low, high = (min(max(end, rest[axis].start), rest[axis].stop) for end in (hole[axis].start, hole[axis].stop))
        for start, stop in ((rest[axis].start, low), (high, rest[axis].stop)):
            if start < stop:
                box = [*rest[:axis], slice(start, stop), *rest[axis + 1 :]]
                parts.append((box[0], box[1], box[2]))
        rest[axis] = slice(low, max(low, high))
    return parts
