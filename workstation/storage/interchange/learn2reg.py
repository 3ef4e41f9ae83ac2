"""Learn2Reg: landmark tables, and the layout of its data sets.

A landmark table ``.csv`` has no header and one row "x,y,z" a landmark, in voxels of the array as nibabel loads it
(first axis first), which is our voxel index x, y, z. The files of the fixed and of the moving scan have the same
number of rows, which correspond. A data set is ``<Task>_dataset.json`` beside ``imagesTr``, ``labelsTr``,
``landmarksTr`` and so on, with files named ``<Task>_<case>_0000`` (fixed) and ``_0001`` (moving). Displacements:
`displacement.write_learn2reg`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workstation.core.errors import InvalidInput, UnreadableFile
from workstation.core.geometry import SIDES, Grid, Shape, Side
from workstation.storage.atomic import write_bytes
from workstation.storage.interchange.points import PointRow, PointTable
from workstation.storage.interchange.text import bad_line, csv_rows, csv_text, point_of

NUMBERS: dict[Side, str] = {"fixed": "0000", "moving": "0001"}


@dataclass(frozen=True, slots=True)
class DatasetCase:
    """One pair of a data set: the file names, relative to its folder, of what there is for either scan."""

    number: int
    images: Mapping[Side, str]
    labels: Mapping[Side, str]
    landmarks: Mapping[Side, str]


def write_learn2reg_points(
    fixed_path: str | os.PathLike[str], moving_path: str | os.PathLike[str], table: PointTable,
    grids: Mapping[Side, Grid],
) -> int:  # fmt: skip
    """Write the landmarks that are placed in both volumes; returns how many there are."""
    rows = [row for row in table.in_frame("voxel", grids).rows if row.fixed is not None and row.moving is not None]
    for side, path in zip(SIDES, (fixed_path, moving_path), strict=True):
        write_bytes(path, csv_text(row.at(side) or () for row in rows))
    return len(rows)


def read_learn2reg_points(
    fixed_path: str | os.PathLike[str], moving_path: str | os.PathLike[str]
) -> PointTable:  # fmt: skip
    """The pairs of two landmark tables, in voxels, named L1, L2, … in their order."""
    fixed, moving = (_places(path) for path in (fixed_path, moving_path))
    if len(fixed) != len(moving):
        raise UnreadableFile("{a} has {n} rows and {b} has {m}; both must list the same landmarks in the same order.",
                             a=Path(fixed_path).name, n=len(fixed), b=Path(moving_path).name, m=len(moving))  # fmt: skip
    rows = tuple(PointRow(f"L{n}", f, m) for n, (f, m) in enumerate(zip(fixed, moving, strict=True), 1))
    return PointTable(rows, "voxel")


def is_learn2reg_table(path: str | os.PathLike[str]) -> bool:
    """Whether a table looks like one of Learn2Reg: its first row is three numbers."""
    rows = csv_rows(path)
    try:
        return bool(rows) and len([float(cell) for cell in rows[0][1]]) == 3
    except ValueError:
        return False


def file_name(task: str, number: int, side: Side, suffix: str) -> str:
    """A file name of a data set, such as ``Breast_0007_0001.nii.gz`` for the moving scan of case 7."""
    return f"{task}_{number:04d}_{NUMBERS[side]}{suffix}"


def write_dataset_json(path: str | os.PathLike[str], task: str, cases: Sequence[DatasetCase], shape_zyx: Shape,
                       modality: str, landmark_folder: str) -> None:  # fmt: skip
    """Write ``<Task>_dataset.json``; all pairs are listed for validation, as training pairs are for the user to choose."""
    if not task.isidentifier() or not task.isascii():
        raise InvalidInput("The name of a Learn2Reg task consists of letters and digits, got {task}.", task=task)
    entries = [_entry(each, side) for each in cases for side in SIDES]
    pairs = [{side: f"./{each.images[side]}" for side in SIDES} for each in cases]
    data: dict[str, Any] = {
        "name": task,
        "release": "1.0",
        "description": "Pairs of one breast, written by Sonolign",
        "licence": "",
        "reference": "",
        "pairings": "paired",
        "provided_data": {"0": ["image", "label", landmark_folder]},
        "registration_direction": {"fixed": 0, "moving": 1},
        "modality": {"0": modality, "1": modality},
        "img_shift": {"fixed": "0000", "moving": "0001"},
        "tensorImageSize": {"0": "3D"},
        "tensorImageShape": {"0": [shape_zyx[2], shape_zyx[1], shape_zyx[0]]},
        "numTraining": len(entries),
        "numTest": 0,
        "training": entries,
        "test": [],
        "numPairedTraining": len(pairs),
        "training_paired_images": pairs,
        "numRegistration_val": len(pairs),
        "registration_val": pairs,
        "numRegistration_test": 0,
        "registration_test": [],
    }
    write_bytes(path, json.dumps(data, indent=2, ensure_ascii=False).encode("utf-8"))


def _entry(case: DatasetCase, side: Side) -> dict[str, str]:
    entry = {"image": f"./{case.images[side]}"}
    if side in case.labels:
        entry["label"] = f"./{case.labels[side]}"
    if side in case.landmarks:
        entry["keypoints"] = f"./{case.landmarks[side]}"
    return entry


def _places(path: str | os.PathLike[str]) -> list[tuple[float, float, float]]:
    name = Path(path).name
    places = []
    for line, cells in csv_rows(path):
        if len(cells) != 3:
            raise bad_line(name, line, f"has {len(cells)} cells where x, y and z are expected")
        places.append(point_of(name, line, cells))
    return places
