"""Registering two files into a folder, without a study: what `sonolign register --fixed --moving --out` does.

The folder gets `displacement.nii.gz` (one vector in mm, LPS, for every voxel of the fixed grid, fixed→moving, as ITK
and ANTs read it), `transform.h5` (ours), `warped.nii.gz` (the moving scan on the fixed grid) and, last, `result.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workstation.core.volume import AnyArray, Volume
from workstation.imaging.warping import dense_displacement, warped_volume
from workstation.storage.atomic import not_saved, write_bytes
from workstation.storage.images import read_labels, write_displacement, write_volume
from workstation.storage.schema import to_json
from workstation.storage.transforms import write_transform
from workstation.workbench.importing import read_pair
from workstation.workbench.jobs import RegistrationRequest, RegistrationResult

RESULT_KEYS = ("method", "settings", "versions", "seconds", "peak_memory_mb", "device", "gates", "verdict")


@dataclass(frozen=True, slots=True)
class PairFiles:
    """The files of a pair; a mask is a label map on its scan's grid, of which every voxel but 0 counts."""

    fixed: Path
    moving: Path
    fixed_mask: Path | None = None
    moving_mask: Path | None = None


def file_request(files: PairFiles, **how: Any) -> RegistrationRequest:
    """Read the files and make a request of them; `how` are the other fields of `RegistrationRequest`."""
    fixed, moving = read_pair(files.fixed, files.moving)
    fixed_mask, moving_mask = read_mask(files.fixed_mask, fixed), read_mask(files.moving_mask, moving)
    return RegistrationRequest(fixed, moving, fixed_mask=fixed_mask, moving_mask=moving_mask, **how)


def read_mask(path: Path | None, volume: Volume) -> AnyArray | None:
    """A mask file as a boolean (z, y, x) array on a volume's grid, None without a file."""
    return None if path is None else read_labels(path, volume.grid) > 0


def write_result(folder: Path, request: RegistrationRequest, result: RegistrationResult) -> None:
    """Write a result's files; `result.json` comes last, so that it never stands beside files of another result."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "result.json").unlink(missing_ok=True)
    except OSError as error:
        raise not_saved(folder, error) from error
    grid, record = request.fixed.grid, to_json(result.record)
    write_transform(folder / "transform.h5", result.transform, record, result.error_map)
    write_displacement(folder / "displacement.nii.gz", dense_displacement(result.transform, grid))
    write_volume(folder / "warped.nii.gz", warped_volume(request.moving, grid, result.transform))
    text = json.dumps(summary(result), indent=2, ensure_ascii=False)
    write_bytes(folder / "result.json", text.encode("utf-8"))


def summary(result: RegistrationResult) -> dict[str, Any]:
    """What `result.json` says: how the result came about, what it was asked, and the verdict."""
    record = to_json(result.record)
    for gate, stored in zip(result.gates, record["gates"], strict=True):
        stored["message"] = str(gate.message)
    chosen = {key: record[key] for key in RESULT_KEYS if key in record}
    return {**chosen, "verdict": result.record.verdict, "ignored": list(result.ignored), "record": record["id"]}
