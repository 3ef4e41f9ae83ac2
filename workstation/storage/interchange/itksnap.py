"""Label maps for ITK-SNAP and others: NIfTI voxels, and beside them a label description ``.txt``.

A description has one line for each label: index, red, green, blue (0 to 255), opacity, visible, mesh visible, "name";
lines that begin with # are remarks. Index 0 is the clear label.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from workstation.core.errors import UnreadableFile
from workstation.core.geometry import Grid
from workstation.core.labels import LabelArray, Segment
from workstation.storage.atomic import write_bytes
from workstation.storage.images import read_label_image, read_labels, write_labels
from workstation.storage.interchange.labels import LabelFile, plain_segment, values_in
from workstation.storage.interchange.text import bad_line, one_line, read_text

_HEADER = """################################################
# ITK-SnAP Label Description File
# File format:
# IDX   -R-  -G-  -B-  -A--  VIS MSH  LABEL
################################################
    0     0    0    0        0  0  0    "Clear Label"
"""
_LINE = re.compile(r'\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+([\d.]+)\s+(\d)\s+(\d)\s+"(.*)"\s*')


def description_of(labels: Path) -> Path:
    """Where the description of a NIfTI label map lies."""
    stem = labels.name.removesuffix(".gz").removesuffix(".nii")
    return labels.with_name(f"{stem}.label.txt")


def write_nifti_labels(
    path: str | os.PathLike[str], labels: LabelArray, grid: Grid, segments: Iterable[Segment]
) -> None:
    """Write voxels as whole numbers in NIfTI, and the description beside them."""
    write_labels(path, labels, grid)
    write_label_description(description_of(Path(path)), segments)


def read_nifti_labels(path: str | os.PathLike[str], grid: Grid | None = None) -> LabelFile:
    """Labels on a scan's grid (without one: on their own); names come from the description beside the file."""
    path = Path(path)
    values, own = read_label_image(path) if grid is None else (read_labels(path, grid), grid)
    if values.max() > 255:
        raise UnreadableFile("{name} holds label values above 255; number its labels anew.", name=path.name)
    beside = description_of(path)
    named = {each.value: each for each in read_label_description(beside)} if beside.is_file() else {}
    drawn = values_in(values)
    segments = tuple(named.get(value) or plain_segment(value) for value in sorted(drawn | named.keys()))
    return LabelFile(values.astype("uint8", copy=False), own, segments)


def write_label_description(path: str | os.PathLike[str], segments: Iterable[Segment]) -> None:
    """Write the table of segments."""
    lines = []
    for each in segments:
        red, green, blue = (int(each.colour.lstrip("#")[i : i + 2], 16) for i in (0, 2, 4))
        name = one_line(each.name).replace('"', "'")
        lines.append(f'{each.value:5d} {red:5d}{green:5d}{blue:5d}        1  1  1    "{name}"\n')
    write_bytes(path, (_HEADER + "".join(lines)).encode("utf-8"))


def read_label_description(path: str | os.PathLike[str]) -> list[Segment]:
    """The segments of a description, in order of value; the clear label is left out."""
    name = Path(path).name
    segments: dict[int, Segment] = {}
    for number, line in enumerate(read_text(path, 1 << 20).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise bad_line(name, number, "is not a label (index, three colours, opacity, two flags, name in quotes)")
        value, red, green, blue = (int(found.group(i)[:9]) for i in range(1, 5))
        if value > 255 or max(red, green, blue) > 255:
            raise bad_line(name, number, "has an index or colour above 255")
        if value:
            colour = f"#{red:02x}{green:02x}{blue:02x}"
            segments[value] = Segment(value, found.group(8).strip() or f"label {value}", colour)
    return [segments[value] for value in sorted(segments)]
