"""Point lists of 3D Slicer: ``.mrk.json`` in and out, legacy ``.fcsv`` in.

``.mrk.json`` follows the published schema ``markups-schema-v1.0.3.json#`` (1.0.0 to 1.0.3 are read). A file belongs
to one volume; partners in the two files of a pair have the same id. Positions are LPS unless `coordinateSystem` says
RAS; Slicer *shows* RAS whatever the file holds. Units "mm", "um" or a code such as ["mm", "UCUM", "millimeter"].

``.fcsv`` has three header lines; ``# CoordinateSystem = `` is followed by LPS, RAS or IJK, or in old files by 0 (RAS),
1 (LPS) or 2 (IJK). Without that line Slicer takes RAS.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from workstation.core.errors import Message, UnreadableFile
from workstation.core.geometry import Side, Vector
from workstation.storage.atomic import write_bytes
from workstation.storage.interchange.points import Frame, PointRow, PointTable
from workstation.storage.interchange.text import (
    MAX_POINTS,
    bad_line,
    csv_rows,
    one_line,
    point_of,
    read_json,
    read_text,
)

SCHEMA = "https://raw.githubusercontent.com/slicer/slicer/master/Modules/Loadable/Markups/Resources/Schema/markups-schema-v1.0.3.json#"
KNOWN_VERSIONS = ("1.0.0", "1.0.1", "1.0.2", "1.0.3")
_UNITS = {"mm": 1.0, "um": 1e-3, "µm": 1e-3, "cm": 10.0, "m": 1000.0}
_FCSV_FRAMES: dict[str, Frame] = {"0": "RAS", "RAS": "RAS", "1": "LPS", "LPS": "LPS", "2": "voxel", "IJK": "voxel"}
_FCSV_COLUMNS = ("id", "x", "y", "z", "ow", "ox", "oy", "oz", "vis", "sel", "lock", "label", "desc", "associatedNodeID")
_AXES = [-1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, 1.0]  # Slicer's default orientation, which is the unit matrix in RAS


def write_mrk_json(
    path: str | os.PathLike[str], table: PointTable, side: Side, colour: Vector = (0.4, 1.0, 1.0)
) -> None:
    """Write the points of one volume; those that are not placed in it are listed as "undefined"."""
    world = table.in_frame("LPS", {})
    markup = {
        "type": "Fiducial",
        "coordinateSystem": "LPS",
        "coordinateUnits": "mm",
        "locked": False,
        "fixedNumberOfControlPoints": False,
        "labelFormat": "%N-%d",
        "lastUsedControlPointNumber": len(world.rows),
        "controlPoints": [_control_point(number, row, side) for number, row in enumerate(world.rows, 1)],
        "measurements": [],
        "display": {"visibility": True, "opacity": 1.0, "color": list(colour), "selectedColor": list(colour)},
    }
    text = json.dumps({"@schema": SCHEMA, "markups": [markup]}, indent=2, ensure_ascii=False, allow_nan=False)
    write_bytes(path, text.encode("utf-8"))


def read_mrk_json(path: str | os.PathLike[str], side: Side = "fixed") -> PointTable:
    """The points of a markups file as points of one volume.

    Raises
    ------
    UnreadableFile
        The file is not such a file, is damaged, holds too many points, or states a unit or frame that is unknown.
    """
    name = Path(path).name
    data = read_json(path)
    lists = data.get("markups")
    if not isinstance(lists, list) or not lists or not all(isinstance(each, dict) for each in lists):
        raise UnreadableFile("{name} holds no list of markups; save it from Slicer as .mrk.json.", name=name)
    frames = {_frame(name, each) for each in lists}
    if len(frames) > 1:
        raise UnreadableFile("{name} mixes LPS and RAS lists; save each list in a file of its own.", name=name)
    rows = [_row(name, number, entry, scale, side) for number, (entry, scale) in enumerate(_entries(name, lists), 1)]
    return PointTable(tuple(rows), frames.pop(), _notes(data, lists))


def read_fcsv(path: str | os.PathLike[str], side: Side = "fixed") -> PointTable:
    """The points of a legacy fiducial file as points of one volume; errors as for `read_mrk_json`."""
    name, text = Path(path).name, read_text(path)
    columns: tuple[str, ...] = _FCSV_COLUMNS
    frame, notes = "", []
    if not text.startswith("#"):
        raise UnreadableFile("{name} does not begin with the header of a Slicer .fcsv file.", name=name)
    for line in text.splitlines()[:20]:
        if found := re.fullmatch(r"#\s*CoordinateSystem\s*=\s*(\S+)\s*", line):
            frame = found.group(1)
        elif found := re.fullmatch(r"#\s*columns\s*=\s*(.+)", line):
            columns = tuple(column.strip() for column in found.group(1).split(","))
    if frame and frame not in _FCSV_FRAMES:
        raise UnreadableFile("{name} states the unknown coordinate system {frame}; expected LPS or RAS.",
                             name=name, frame=frame)  # fmt: skip
    if not frame:
        notes.append(Message("{name} states no coordinate system; RAS is assumed, as Slicer does.", {"name": name}))
    if not {"x", "y", "z"} <= set(columns):
        raise UnreadableFile("{name} has no columns x, y and z; save it again from Slicer.", name=name)
    body = "\n".join("" if line.startswith("#") else line for line in text.splitlines())
    rows = [
        _fcsv_row(name, line, dict(zip(columns, cells, strict=False)), side) for line, cells in csv_rows(path, body)
    ]
    return PointTable(tuple(rows), _FCSV_FRAMES[frame or "RAS"], tuple(notes))


def _fcsv_row(name: str, line: int, cells: dict[str, str], side: Side) -> PointRow:
    if not {"x", "y", "z"} <= set(cells):
        raise bad_line(name, line, "has fewer cells than x, y and z need")
    place = point_of(name, line, [cells[axis] for axis in "xyz"])
    label = cells.get("label") or cells.get("id") or f"F-{line}"
    return _placed(label, place, side, cells.get("id", "") if "label" in cells else "", cells.get("desc", ""))


def _control_point(number: int, row: PointRow, side: Side) -> dict[str, Any]:
    place = row.at(side)
    return {
        "id": row.id or str(number),
        "label": one_line(row.name),
        "description": one_line(row.comment),
        "associatedNodeID": "",
        "position": [0.0, 0.0, 0.0] if place is None else list(place),
        "orientation": _AXES,
        "selected": True,
        "locked": False,
        "visibility": True,
        "positionStatus": "undefined" if place is None else "defined",
    }


def _frame(name: str, markup: dict[str, Any]) -> Frame:
    stated = markup.get("coordinateSystem", "LPS")
    if stated == "LPS":
        return "LPS"
    if stated == "RAS":
        return "RAS"
    raise UnreadableFile("{name} states the unknown coordinate system {frame}; expected LPS or RAS.",
                         name=name, frame=repr(stated)[:40])  # fmt: skip


def _entries(name: str, lists: list[dict[str, Any]]) -> list[tuple[Any, float]]:
    entries = []
    for markup in lists:
        unit = markup.get("coordinateUnits", "mm")
        word = unit[0] if isinstance(unit, list) and unit else unit
        if not isinstance(word, str) or word not in _UNITS:
            raise UnreadableFile("{name} states its positions in {unit}; expected mm or um.",
                                 name=name, unit=repr(unit)[:40])  # fmt: skip
        points = markup.get("controlPoints", [])
        if not isinstance(points, list):
            raise UnreadableFile("{name} holds no list of control points; save it again from Slicer.", name=name)
        entries += [(each, _UNITS[word]) for each in points]
    if len(entries) > MAX_POINTS:
        raise UnreadableFile("{name} holds more than {most} points; split it.", name=name, most=MAX_POINTS)
    return entries


def _row(name: str, number: int, entry: Any, scale: float, side: Side) -> PointRow:
    where = f"of control point {number}"
    if not isinstance(entry, dict):
        raise bad_line(name, where, "is not a control point")
    status, place = entry.get("positionStatus", "defined"), None
    if status == "defined" and entry.get("position") is not None:
        if not isinstance(entry["position"], list) or any(isinstance(each, str | bool) for each in entry["position"]):
            raise bad_line(name, where, "holds a position that is not three numbers")
        x, y, z = point_of(name, where, entry["position"])
        place = point_of(name, where, (x * scale, y * scale, z * scale))
    words = [entry.get(key) or "" for key in ("label", "id", "description")]
    if not all(isinstance(word, str) for word in words):
        raise bad_line(name, where, "holds a label, id or description that is not text")
    return _placed(words[0] or f"F-{number}", place, side, words[1], words[2])


def _placed(name: str, place: Vector | None, side: Side, id: str, comment: str) -> PointRow:
    return PointRow(name, place, None, id, comment) if side == "fixed" else PointRow(name, None, place, id, comment)


def _notes(data: dict[str, Any], lists: list[dict[str, Any]]) -> tuple[Message, ...]:
    notes = []
    version = re.search(r"v(\d+\.\d+\.\d+)", str(data.get("@schema", "")))
    if version is None or version.group(1) not in KNOWN_VERSIONS:
        notes.append(Message("The file follows an unknown version of Slicer's schema; check the points."))
    kinds = sorted({str(each.get("type", "Fiducial")) for each in lists} - {"Fiducial"})
    if kinds:
        notes.append(Message("Control points of {kinds} were taken as landmarks.", {"kinds": ", ".join(kinds)[:80]}))
    if len(lists) > 1:
        notes.append(Message("The file holds {n} lists; all their points were read.", {"n": len(lists)}))
    return tuple(notes)
