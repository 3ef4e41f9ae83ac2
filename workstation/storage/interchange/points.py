"""Landmarks as files hold them: named rows with a place in one or both volumes, in a frame that the format states.

Frames are "LPS" and "RAS" (world, mm), "voxel" (index x, y, z of the array, voxel centres), "voxel zyx" (the same in
array order) and "scaled" (voxel index times spacing, from the first voxel's centre: programs that ignore origin and
direction). `to_world` and `from_world` lead between them and ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, FloatArray, Grid, Side, Vector, point
from workstation.core.landmarks import Landmark, Mark

Frame = Literal["LPS", "RAS", "voxel", "voxel zyx", "scaled"]
FRAMES: tuple[Frame, ...] = get_args(Frame)
TURN = np.array([-1.0, -1.0, 1.0])  # from RAS to LPS and back


@dataclass(frozen=True, slots=True)
class PointRow:
    """One row: where a landmark lies in each volume (None: not there), in the frame of its table.

    `sources` say what its places were learnt from, where a format can (see `Mark.sources`).
    """

    name: str
    fixed: Vector | None = None
    moving: Vector | None = None
    id: str = ""
    comment: str = ""
    sources: tuple[str, ...] = ()

    def at(self, side: Side) -> Vector | None:
        """Where it lies in one volume."""
        return self.fixed if side == "fixed" else self.moving


@dataclass(frozen=True, slots=True)
class PointTable:
    """The landmarks of a file, the frame it states, and what a person should know about the way it was read."""

    rows: tuple[PointRow, ...]
    frame: Frame = "LPS"
    notes: tuple[Message, ...] = ()

    def swapped(self) -> PointTable:
        """The same with fixed and moving exchanged."""
        return replace(self, rows=tuple(replace(row, fixed=row.moving, moving=row.fixed) for row in self.rows))

    def in_frame(self, frame: Frame, grids: Mapping[Side, Grid]) -> PointTable:
        """The same landmarks in another frame; LPS and RAS lead into each other without grids."""
        if frame == self.frame:
            return self
        rows = []
        for row in self.rows:
            fixed, moving = (_moved(row.at(side), self.frame, frame, grids.get(side)) for side in SIDES)
            rows.append(replace(row, fixed=fixed, moving=moving))
        return replace(self, rows=tuple(rows), frame=frame)


def to_world(points: npt.ArrayLike, frame: Frame, grid: Grid | None) -> FloatArray:
    """World points (N, 3) in LPS mm of points in a frame; voxel frames need the grid."""
    values = np.asarray(points, dtype=np.float64)
    if frame == "LPS":
        return values
    if frame == "RAS":
        return np.asarray(values * TURN)
    return _needed(grid).to_world(_index_of(values, frame, _needed(grid)))


def from_world(points_mm: npt.ArrayLike, frame: Frame, grid: Grid | None) -> FloatArray:
    """World points (N, 3) in LPS mm as a frame has them."""
    values = np.asarray(points_mm, dtype=np.float64)
    if frame == "LPS":
        return values
    if frame == "RAS":
        return np.asarray(values * TURN)
    index = _needed(grid).to_index(values)
    if frame == "voxel zyx":
        return index[..., ::-1]
    return index * np.array(_needed(grid).spacing_mm) if frame == "scaled" else index


def table_of(landmarks: Iterable[Landmark]) -> PointTable:
    """Landmarks of a reading as a table in LPS mm."""
    rows = []
    for each in landmarks:
        fixed, moving = (mark.position_mm if (mark := each.mark(side)) else None for side in SIDES)
        rows.append(PointRow(each.name, fixed, moving, each.id, each.comment, each.sources))
    return PointTable(tuple(rows))


def landmarks_of(table: PointTable, grids: Mapping[Side, Grid], new_id: Callable[[], str]) -> list[Landmark]:
    """The rows of a table as landmarks marked "imported"; ids of the file are kept where there are any."""
    made = []
    for number, row in enumerate(table.in_frame("LPS", grids).rows, 1):
        landmark = Landmark(row.id or new_id(), row.name.strip() or f"L{number}", comment=row.comment)
        for side in SIDES:
            place = row.at(side)
            if place is not None:
                voxel = point(grids[side].to_index(place))
                landmark = landmark.with_mark(side, Mark(place, voxel, "imported", sources=row.sources))
        made.append(landmark)
    return made


def merged(fixed: PointTable, moving: PointTable) -> PointTable:
    """Two tables of one volume each as pairs, matched by id, else by a name that both hold once.

    A row without a partner stays, placed in its own volume only. Both tables must be in the same frame.
    """
    if fixed.frame != moving.frame:
        raise InvalidInput("The two landmark files are in different frames ({a}, {b}); convert one of them first.",
                           a=fixed.frame, b=moving.frame)  # fmt: skip
    rest = dict(enumerate(moving.rows))
    by_id = _once({number: row.id for number, row in rest.items()})
    by_name = _once({number: row.name for number, row in rest.items()})
    own_names = _once({number: row.name for number, row in enumerate(fixed.rows)})
    rows = []
    for number, row in enumerate(fixed.rows):
        partner = by_id.get(row.id) if row.id else None
        if partner is None and own_names.get(row.name) == number:
            partner = by_name.get(row.name)
        twin = rest.pop(partner, None) if partner is not None else None
        rows.append(replace(row, moving=None if twin is None else _only_place(twin)))
    rows += [replace(row, fixed=None, moving=_only_place(row)) for row in rest.values()]
    return PointTable(tuple(rows), fixed.frame, (*fixed.notes, *moving.notes))


def _once(words: Mapping[int, str]) -> dict[str, int]:
    """Words that occur once, with the number of their row."""
    counts: dict[str, list[int]] = {}
    for number, word in words.items():
        counts.setdefault(word, []).append(number)
    return {word: numbers[0] for word, numbers in counts.items() if word and len(numbers) == 1}


def _only_place(row: PointRow) -> Vector | None:
    return row.fixed if row.fixed is not None else row.moving


def _moved(place: Vector | None, here: Frame, there: Frame, grid: Grid | None) -> Vector | None:
    if place is None:
        return None
    return point(from_world(to_world(np.array([place]), here, grid), there, grid)[0])


def _index_of(values: FloatArray, frame: Frame, grid: Grid) -> FloatArray:
    if frame == "voxel zyx":
        return values[..., ::-1]
    return values / np.array(grid.spacing_mm) if frame == "scaled" else values


def _needed(grid: Grid | None) -> Grid:
    if grid is None:
        raise InvalidInput("This file counts in voxels; give the scan it belongs to as well.")
    return grid
