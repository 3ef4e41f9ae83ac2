"""Landmarks of ITK-SNAP: ``.annot`` in and out, an XML registry of named entries in folders.

    <registry> <entry key="Format" value="ITK-SNAP Annotation File"/>
      <folder key="Annotations"> <entry key="ArraySize" value="1"/>
        <folder key="Element[0]"> <entry key="Type" value="LandmarkAnnotation"/> <entry key="Pos" value="12.5 7 3.5"/> …

A file belongs to one volume. Positions are in voxels from the corner of the first voxel, so that its centre is 0.5; the
world is not in the file. Rulers ("LineSegmentAnnotation") are counted and left out. Entities are refused, because nothing
that the program writes needs any.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from workstation.core.errors import Message, UnreadableFile
from workstation.core.geometry import Grid, Side, Vector
from workstation.storage.atomic import write_bytes
from workstation.storage.interchange.points import PointRow, PointTable
from workstation.storage.interchange.text import MAX_POINTS, bad_line, one_line, point_of, read_text

SUFFIX = ".annot"
FORMAT, FORMAT_DATE = "ITK-SNAP Annotation File", "20150624"
LANDMARK = "LandmarkAnnotation"
CENTRE = 0.5  # of the first voxel, in the file's voxels
MAX_DEPTH = 16

Entries = dict[tuple[str, ...], str]  # folders and key → value


def read_annot(path: str | os.PathLike[str], side: Side = "fixed") -> PointTable:
    """The landmarks of one volume, in its voxels.

    Raises
    ------
    UnreadableFile : it is no annotation file of ITK-SNAP, or a position is not three numbers.
    """
    name = Path(path).name
    entries = _registry(name, read_text(path))
    if entries.get(("Format",)) != FORMAT:
        raise UnreadableFile(
            "{name} is not an annotation file of ITK-SNAP; save it there as annotations again.", name=name
        )
    folders = list(dict.fromkeys(key[:2] for key in entries if key[0] == "Annotations" and len(key) == 3))
    rows, others = [], 0
    for number, folder in enumerate(folders, 1):
        if entries.get((*folder, "Type")) != LANDMARK:
            others += 1
            continue
        x, y, z = point_of(name, f"annotation {number}", entries.get((*folder, "Pos"), "").split())
        place: Vector = (x - CENTRE, y - CENTRE, z - CENTRE)
        label = one_line(entries.get((*folder, "Text"), "")).strip()
        rows.append(PointRow(label, place, None) if side == "fixed" else PointRow(label, None, place))
    notes = (
        [Message("{n} rulers of ITK-SNAP were left out; only landmarks are taken.", {"n": others})] if others else []
    )
    return PointTable(tuple(rows), "voxel", tuple(notes))


def write_annot(path: str | os.PathLike[str], table: PointTable, side: Side, grids: Mapping[Side, Grid]) -> None:
    """Write the points that are placed in one volume; its grid turns them into voxels."""
    placed = [row for row in table.in_frame("voxel", grids).rows if row.at(side) is not None]
    lines = ['<?xml version="1.0" encoding="UTF-8" ?>', "<registry>", _entry(2, "Format", FORMAT),
             _entry(2, "FormatDate", FORMAT_DATE), '  <folder key="Annotations" >',
             _entry(4, "ArraySize", str(len(placed)))]  # fmt: skip
    for number, row in enumerate(placed):
        lines += [f'    <folder key="Element[{number}]" >', *_landmark(row, side), "    </folder>"]
    lines += ["  </folder>", "</registry>", ""]
    write_bytes(path, "\n".join(lines).encode("utf-8"))


def _landmark(row: PointRow, side: Side) -> list[str]:
    place = row.at(side)
    assert place is not None
    fields = {
        "Color": "1 0 0",
        "Offset": "10 10",
        "Plane": "2",
        "Pos": " ".join(repr(value + CENTRE) for value in place),
        "Selected": "0",
        "Text": one_line(row.name),
        "Type": LANDMARK,
        "VisibleInAllPlanes": "1",
        "VisibleInAllSlices": "0",
    }
    return [_entry(6, key, value) for key, value in fields.items()]


def _entry(indent: int, key: str, value: str) -> str:
    return f"{' ' * indent}<entry key={quoteattr(key)} value={quoteattr(value)} />"


def _registry(name: str, text: str) -> Entries:
    """Every entry of a registry by its folders and key."""
    entries: Entries = {}
    folders: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "folder":
            folders.append(attributes.get("key", ""))
            if len(folders) > MAX_DEPTH:
                raise bad_line(name, parser.CurrentLineNumber, "holds folders within folders without end")
        elif tag == "entry":
            entries[(*folders, attributes.get("key", ""))] = attributes.get("value", "")
            if len(entries) > 20 * MAX_POINTS:
                raise UnreadableFile("{name} holds more than {most} landmarks; split it.", name=name, most=MAX_POINTS)

    def end(tag: str) -> None:
        if tag == "folder" and folders:
            folders.pop()

    def refuse(*_: object) -> None:
        raise bad_line(name, parser.CurrentLineNumber, "declares an entity, which no such file needs")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, refuse
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise UnreadableFile("{name} is not valid XML (line {line}); save it in ITK-SNAP again.",
                             name=name, line=error.lineno) from None  # fmt: skip
    return entries
