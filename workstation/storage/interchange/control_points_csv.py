"""Slicer's control-point table ``.csv``: header ``label,l,p,s,defined,selected,visible,locked,description`` (or
``r,a,s``).

One file per volume. The columns of the position say the frame: l, p, s for LPS and r, a, s for RAS. There are no ids,
so the two files of a pair are matched by label.
"""

from __future__ import annotations

import os
from pathlib import Path

from workstation.core.errors import UnreadableFile
from workstation.core.geometry import Side
from workstation.storage.atomic import write_bytes
from workstation.storage.interchange.points import Frame, PointRow, PointTable
from workstation.storage.interchange.text import bad_line, csv_rows, csv_text, point_of

_COLUMNS = ("label", "l", "p", "s", "defined", "selected", "visible", "locked", "description")
_FRAMES: dict[str, Frame] = {"lps": "LPS", "ras": "RAS"}


def write_control_points(path: str | os.PathLike[str], table: PointTable, side: Side) -> None:
    """Write the points of one volume; those that are not placed in it have `defined` 0."""
    rows: list[tuple[object, ...]] = [_COLUMNS]
    for row in table.in_frame("LPS", {}).rows:
        place = row.at(side)
        rows.append((row.name, *(place or (0.0, 0.0, 0.0)), int(place is not None), 1, 1, 0, row.comment))
    write_bytes(path, csv_text(rows))


def read_control_points(path: str | os.PathLike[str], side: Side = "fixed") -> PointTable:
    """The points of a control-point table as points of one volume."""
    name = Path(path).name
    rows = csv_rows(path)
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    frame = next((frame for axes, frame in _FRAMES.items() if set(axes) <= set(header)), None)
    if frame is None or "label" not in header:
        raise UnreadableFile("{name} has no columns label and l, p, s (or r, a, s); export it from Slicer's Markups.",
                             name=name)  # fmt: skip
    table = [_row(name, line, header, cells, frame.lower(), side) for line, cells in rows[1:]]
    return PointTable(tuple(table), frame)


def _row(name: str, line: int, header: list[str], cells: list[str], axes: str, side: Side) -> PointRow:
    if len(cells) != len(header):
        raise bad_line(name, line, f"has {len(cells)} cells where the header has {len(header)}")
    named = dict(zip(header, cells, strict=True))
    is_defined = named.get("defined", "1").strip().lower() in ("1", "true")
    place = point_of(name, line, [named[axis] for axis in axes]) if is_defined else None
    fixed, moving = (place, None) if side == "fixed" else (None, place)
    return PointRow(named["label"] or f"F-{line}", fixed, moving, "", named.get("description", ""))
