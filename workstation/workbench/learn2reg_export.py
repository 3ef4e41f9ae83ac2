"""A study as a Learn2Reg data set: images, labels, landmarks, displacement fields, and the JSON file that lists them.

Cases are numbered 1, 2, 3, … in the order of the work-list; ``cases.csv`` keeps which is which. Only landmarks that
are placed in both scans are written; fields count voxels, on the grid of the fixed scan (see
`interchange.displacement`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Shape, Side
from workstation.imaging.warping import dense_displacement
from workstation.storage.atomic import write_bytes
from workstation.storage.images import write_labels, write_volume
from workstation.storage.interchange.displacement import write_learn2reg
from workstation.storage.interchange.learn2reg import (
    DatasetCase,
    file_name,
    write_dataset_json,
    write_learn2reg_points,
)
from workstation.storage.interchange.points import PointTable, table_of
from workstation.storage.interchange.text import csv_text
from workstation.workbench.bundles import Report
from workstation.workbench.case_export import CONTENTS, CaseExport
from workstation.workbench.exporting import Exported, ExportRequest, opened_cases
from workstation.workbench.label_layers import flattened

LANDMARKS = "landmarksTr"


def export_learn2reg(request: ExportRequest, report: Report) -> Exported:
    """Write the data set into the folder `out`; the JSON file comes last."""
    listed: list[DatasetCase] = []
    names: list[tuple[object, ...]] = [("number", "case")]
    written: list[Path] = []
    notes: list[Message] = []
    shape: Shape = (0, 0, 0)
    modality = "US"
    for number, each in enumerate(opened_cases(request, report), 1):
        target = replace(each, folder=request.out, warp_grid=each.case.fixed.grid, contents=frozenset(CONTENTS))
        listed.append(_write_case(target, request.task, number))
        names.append((number, each.case.id))
        shape, modality = each.case.fixed.grid.shape_zyx, each.case.fixed.modality
        written += target.written
        notes += [*target.doubts, *target.notes]
    if not listed:
        raise InvalidInput("The study has no cases to export.")
    write_bytes(request.out / "cases.csv", csv_text(names))
    summary = request.out / f"{request.task}_dataset.json"
    write_dataset_json(summary, request.task, listed, shape, modality, LANDMARKS)
    return Exported((*written, request.out / "cases.csv", summary), tuple(notes))


def _write_case(each: CaseExport, task: str, number: int) -> DatasetCase:
    images: dict[Side, str] = {}
    labels: dict[Side, str] = {}
    for side in SIDES:
        images[side] = f"imagesTr/{file_name(task, number, side, '.nii.gz')}"
        write_volume(each.file(images[side]), each.case.volume(side))
        drawn = flattened(each.reading, side)
        if drawn.values():
            labels[side] = f"labelsTr/{file_name(task, number, side, '.nii.gz')}"
            write_labels(each.file(labels[side]), drawn.whole(), each.grids[side])
        if any(layer for layer, _ in each.reading.layers(side)):
            text = "Case {case}: the data set holds one label a voxel; where labels overlap, it is that of the higher layer."
            each.notes.append(Message(text, {"case": each.case.id}))
    if each.transform is not None:
        dense = dense_displacement(each.transform, each.case.fixed.grid)
        name = f"displacements/disp_{number:04d}_{number:04d}.nii.gz"
        write_learn2reg(each.file(name), dense, each.case.moving.grid)
    return DatasetCase(number, images, labels, _write_landmarks(each, task, number))


def _write_landmarks(each: CaseExport, task: str, number: int) -> dict[Side, str]:
    kept = {pair.id for pair in each.reading.landmarks.correspondences()}
    table = table_of(each.reading.landmarks)
    table = PointTable(tuple(row for row in table.rows if row.id in kept), table.frame)
    if not table.rows:
        return {}
    names: dict[Side, str] = {side: f"{LANDMARKS}/{file_name(task, number, side, '.csv')}" for side in SIDES}
    write_learn2reg_points(each.file(names["fixed"]), each.file(names["moving"]), table, each.grids)
    return names
