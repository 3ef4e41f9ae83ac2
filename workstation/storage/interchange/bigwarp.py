"""BigWarp's landmark table ``.csv``: no header, every cell quoted, moving before fixed.

Columns: name, active (true or false), moving x, y, z, fixed x, y, z; in two dimensions moving x, y, fixed x, y. A side
that is not set holds Infinity. Positions are in the calibrated units of the image, counted from its first voxel: voxel
index times spacing, whatever origin and direction the header states ("scaled").
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from workstation.core.errors import UnreadableFile
from workstation.core.geometry import Grid, Side, Vector
from workstation.storage.atomic import write_bytes
from workstation.storage.interchange.points import PointRow, PointTable
from workstation.storage.interchange.text import bad_line, csv_rows, csv_text, point_of

_UNSET = ("Infinity", "Infinity", "Infinity")


def write_bigwarp(path: str | os.PathLike[str], table: PointTable, grids: Mapping[Side, Grid]) -> None:
    """Write pairs as BigWarp reads them; a landmark is active where it is placed in both volumes."""
    rows: list[tuple[object, ...]] = []
    for row in table.in_frame("scaled", grids).rows:
        is_active = row.fixed is not None and row.moving is not None
        rows.append((row.name, str(is_active).lower(), *(row.moving or _UNSET), *(row.fixed or _UNSET)))
    write_bytes(path, csv_text(rows, quote_all=True))


def read_bigwarp(path: str | os.PathLike[str]) -> PointTable:
    """The pairs of a landmark table of BigWarp, in its own frame."""
    name = Path(path).name
    rows = [_row(name, line, cells) for line, cells in csv_rows(path)]
    if not rows:
        raise UnreadableFile("{name} holds no landmarks.", name=name)
    return PointTable(tuple(rows), "scaled")


def _row(name: str, line: int, cells: list[str]) -> PointRow:
    if len(cells) == 6:
        raise bad_line(name, line, "has 6 cells, as landmarks of flat pictures have; this program needs 8")
    if len(cells) != 8 or cells[1].strip().lower() not in ("true", "false"):
        raise bad_line(
            name, line, "is not a row of BigWarp (name, true or false, three moving and three fixed numbers)"
        )
    return PointRow(cells[0], fixed=_place(name, line, cells[5:8]), moving=_place(name, line, cells[2:5]))


def _place(name: str, line: int, cells: list[str]) -> Vector | None:
    words = {cell.strip().lower().lstrip("+-") for cell in cells}
    return None if words <= {"infinity", "inf"} else point_of(name, line, cells)
