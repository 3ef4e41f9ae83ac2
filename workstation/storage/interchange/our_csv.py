"""Our own landmark table ``.csv``: everything a landmark says, in columns with a header, for spreadsheets and scripts.

Columns: id, name, kind, state, role, confidence, comment, then for fixed and for moving x, y, z in LPS mm, x, y, z as
voxel index, and the origin of the mark; empty where the landmark is not placed. Then who put it when, what its place was
learnt from, where the program expected it with which radius, whether that was hidden, and its covariances; lists are
separated by spaces, and files from before 2026-11 lack these columns. Text is UTF-8; numbers read back to the last bit.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from workstation.core.errors import InvalidInput, UnreadableFile
from workstation.core.geometry import SIDES, Side
from workstation.core.landmarks import Landmark, Mark, Origin
from workstation.storage.atomic import write_bytes
from workstation.storage.interchange.text import bad_line, csv_rows, csv_text, point_of

TEXT_COLUMNS = ("id", "name", "kind", "state", "role", "confidence", "comment")
_PLACE = ("x_mm", "y_mm", "z_mm", "voxel_x", "voxel_y", "voxel_z", "origin")
_STORY = ("by", "at", "sources", "predicted_mm", "radius_mm", "hidden", "spread_mm2")
_NEEDED = (*TEXT_COLUMNS, *(f"{side}_{column}" for side in SIDES for column in _PLACE))
COLUMNS = (*_NEEDED, *(f"{side}_{column}" for side in SIDES for column in _STORY))


def write_our_csv(path: str | os.PathLike[str], landmarks: Iterable[Landmark]) -> None:
    """Write landmarks with all their properties."""
    rows: list[tuple[object, ...]] = [COLUMNS]
    for each in landmarks:
        words = [getattr(each, column) for column in TEXT_COLUMNS]
        places = (cell for side in SIDES for cell in _cells(each.mark(side)))
        rows.append((*words, *places, *(cell for side in SIDES for cell in _story(each.mark(side)))))
    write_bytes(path, csv_text(rows))


def read_our_csv(path: str | os.PathLike[str]) -> list[Landmark]:
    """The landmarks of a table written by `write_our_csv`; further columns are left aside."""
    name = Path(path).name
    rows = csv_rows(path)
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    missing = [column for column in _NEEDED if column not in header]
    if missing:
        raise UnreadableFile("{name} is not a landmark table of this program: the column {column} is missing.",
                             name=name, column=missing[0])  # fmt: skip
    landmarks = [_landmark(name, line, header, cells) for line, cells in rows[1:]]
    if len({each.id for each in landmarks}) < len(landmarks):
        raise UnreadableFile("{name} holds the same landmark id twice; correct the column id.", name=name)
    return landmarks


def _cells(mark: Mark | None) -> tuple[object, ...]:
    return ("",) * len(_PLACE) if mark is None else (*mark.position_mm, *mark.voxel_xyz, mark.origin)


def _story(mark: Mark | None) -> tuple[object, ...]:
    """How the mark came about; what says nothing is left empty."""
    if mark is None:
        return ("",) * len(_STORY)
    predicted, spread = (" ".join(map(repr, values or ())) for values in (mark.predicted_mm, mark.spread_mm2))
    hidden, radius = "yes" if mark.hidden else "", mark.radius_mm or ""
    return mark.by, mark.at, " ".join(mark.sources), predicted, radius, hidden, spread


def _landmark(name: str, line: int, header: list[str], cells: list[str]) -> Landmark:
    if len(cells) != len(header):
        raise bad_line(name, line, f"has {len(cells)} cells where the header has {len(header)}")
    named = dict(zip(header, cells, strict=True))
    words: dict[str, Any] = {column: named[column] for column in TEXT_COLUMNS}
    try:
        words["confidence"] = int(words["confidence"])
        return Landmark(**words, fixed=_mark(name, line, named, "fixed"), moving=_mark(name, line, named, "moving"))
    except (InvalidInput, ValueError) as error:
        raise bad_line(name, line, f"is no landmark ({error})") from None


def _mark(name: str, line: int, cells: dict[str, str], side: Side) -> Mark | None:
    values = [cells[f"{side}_{column}"].strip() for column in _PLACE]
    if not any(values):
        return None
    if values[6] not in get_args(Origin):
        raise bad_line(name, line, f"holds the unknown origin {values[6]!r:.40} of a mark")
    by, at, sources, predicted, radius, hidden, spread = (cells.get(f"{side}_{key}", "").strip() for key in _STORY)
    return Mark(
        point_of(name, line, values[:3]), point_of(name, line, values[3:6]), values[6], by, at,  # type: ignore[arg-type]
        tuple(sources.split()), point_of(name, line, predicted.split()) if predicted else None,
        _number(name, line, radius), hidden == "yes", tuple(_number(name, line, word) for word in spread.split()),
    )  # fmt: skip


def _number(name: str, line: int, word: str) -> float:
    try:
        value = float(word or 0)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise bad_line(name, line, f"holds {word!r:.40} where a number is expected")
    return value
