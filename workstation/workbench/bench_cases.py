"""Cases on which registration methods are compared: folders with known truth, or a study's cases with landmarks.

A case folder holds `fixed.nii.gz` and `moving.nii.gz`; `landmarks.csv` (name, kind, fx, fy, fz, mx, my, mz in mm, LPS) or
`labels_fixed.nii.gz` and `labels_moving.nii.gz`, or all three; and, where they are known, `truth.npz` (the true
displacement as disp (3, z, y, x) in mm with origin and spacing (x, y, z)), `mask_eval.nii.gz` (where the field is scored)
and `case.json` (`eval_labels`; `held_out`: true for a case that nobody may train on; `laterality`: "left" or "right", or
one for each scan: {"fixed": "left", "moving": "right"}). Of a study's case the held-out landmarks count.

A case is opened either to be scored or to train on. What is held out can be scored only: opened to train, a held-out
case is refused and the held-out landmarks of a study are left out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

from workstation.core.errors import InvalidInput, UnreadableFile
from workstation.core.geometry import SIDES, FloatArray, Grid, Side
from workstation.core.transform import DisplacementField
from workstation.core.volume import AnyArray, Volume
from workstation.storage.images import read_labels, read_volume
from workstation.workbench.breasts import BREASTS
from workstation.workbench.evaluate import why_no_millimetres
from workstation.workbench.label_layers import flattened

Purpose = Literal["score", "train"]
LANDMARK_COLUMNS = ("fx", "fy", "fz", "mx", "my", "mz")


@dataclass(frozen=True, eq=False)
class BenchCase:
    """A pair and what is known of it.

    Parameters
    ----------
    fixed_mm, moving_mm : (N, 3) landmarks that no method gets; N is 0 for a case that has labels alone
    labels : label maps by side, (z, y, x) on the volumes' grids; empty if there are none
    eval_labels : the labels that count; all that occur if empty
    truth : the motion itself, None if it is not known
    mask : (z, y, x) on the fixed grid, where the field is scored; None for everywhere
    breasts : which breast the fixed and the moving scan show, "left" or "right"; "" where nobody said
    """

    name: str
    fixed: Volume
    moving: Volume
    fixed_mm: FloatArray
    moving_mm: FloatArray
    labels: dict[Side, AnyArray] = field(default_factory=dict)
    eval_labels: tuple[int, ...] = ()
    truth: DisplacementField | None = None
    mask: AnyArray | None = None
    breasts: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class CaseSource:
    """Where a case lies: a case folder, or one case of a study as one reader marked it."""

    name: str
    path: Path
    case_id: str = ""
    reader: str = ""

    def open(self, purpose: Purpose = "score") -> BenchCase:
        """Read the case.

        Raises
        ------
        InvalidInput : it is held out and is to be trained on, or has no landmark that may count.
        UnreadableFile : a file is missing or damaged.
        """
        return _from_study(self, purpose) if self.case_id else _from_folder(self, purpose)


def find_cases(places: Sequence[Path], reader: str = "") -> list[CaseSource]:
    """The cases in some places: case folders, folders of case folders, and studies (all cases that `reader` has read).

    Raises
    ------
    InvalidInput : a place holds no case, or two cases have one name.
    """
    found = [source for place in places for source in _cases_in(place, reader)]
    names = [source.name for source in found]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise InvalidInput("Two cases are called {name}; rename one of their folders.", name=double)
    return found


def _cases_in(place: Path, reader: str) -> list[CaseSource]:
    if (place / "study.json").is_file():
        return list(_study_cases(place, reader))
    if _is_case(place):
        return [CaseSource(place.resolve().name, place)]
    inside = sorted(path for path in place.glob("*") if _is_case(path))
    if not inside:
        raise InvalidInput(
            "{place} is neither a case folder (fixed.nii.gz, moving.nii.gz, and landmarks.csv or labels_fixed.nii.gz and "
            "labels_moving.nii.gz), nor a folder of such, nor a study.", place=place,
        )  # fmt: skip
    return [CaseSource(path.name, path) for path in inside]


def _is_case(path: Path) -> bool:
    labelled = all((path / f"labels_{side}.nii.gz").is_file() for side in SIDES)
    return (path / "fixed.nii.gz").is_file() and (labelled or (path / "landmarks.csv").is_file())


def _study_cases(path: Path, reader: str) -> Iterator[CaseSource]:
    from workstation.storage.study_folder import StudyFolder

    folder = StudyFolder.at(path)
    for entry in folder.open_study(read_only=True).state.cases.values():
        readers = [name for name in folder.readers(entry.id) if reader in ("", name)]
        for name in readers:
            title = entry.id if len(readers) == 1 else f"{entry.id} {name}"
            yield CaseSource(title, path, entry.id, name)


def _from_folder(source: CaseSource, purpose: Purpose) -> BenchCase:
    facts = _facts(source.path / "case.json")
    if purpose == "train" and facts.get("held_out"):
        raise InvalidInput(
            "Case {name} is held out: it may be scored, but nothing may be tuned on it.", name=source.name
        )
    fixed, moving = (read_volume(source.path / f"{side}.nii.gz", side) for side in SIDES)
    if purpose == "train" and not (source.path / "landmarks.csv").is_file():
        raise InvalidInput("Case {name} has no landmarks (landmarks.csv) to train on.", name=source.name)
    fixed_mm, moving_mm = _landmarks(source.path / "landmarks.csv")
    files = {side: source.path / f"labels_{side}.nii.gz" for side in SIDES}
    labels: dict[Side, AnyArray] = {}
    if all(file.is_file() for file in files.values()):
        grids = {"fixed": fixed.grid, "moving": moving.grid}
        labels = {side: read_labels(files[side], grids[side]) for side in SIDES}
    mask = source.path / "mask_eval.nii.gz"
    return BenchCase(
        source.name, fixed, moving, fixed_mm, moving_mm, labels, tuple(facts.get("eval_labels") or ()),
        _truth(source.path / "truth.npz"), read_labels(mask, fixed.grid) > 0 if mask.is_file() else None,
        breasts=_breasts(facts.get("laterality", ""), source.path / "case.json"),
    )  # fmt: skip


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise UnreadableFile("{path} cannot be read: {why}.", path=path, why=str(error)) from error
    if not isinstance(facts, dict):
        raise UnreadableFile("{path} must hold one JSON object.", path=path)
    return facts


def _breasts(said: Any, path: Path) -> tuple[str, str]:
    """Which breasts a case says that its scans show: one word for both, or one by side."""
    fixed, moving = (said.get(side, "") if isinstance(said, dict) else said for side in SIDES)
    for word in (fixed, moving):
        if word not in ("", *BREASTS):
            raise UnreadableFile(
                "{path} says that a scan shows the {breast} breast; laterality is left or right.",
                path=path,
                breast=word,
            )
    return fixed, moving


def _landmarks(path: Path) -> tuple[FloatArray, FloatArray]:
    if not path.is_file():
        return np.empty((0, 3)), np.empty((0, 3))
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = [[float(row[name]) for name in LANDMARK_COLUMNS] for row in csv.DictReader(file)]
    except (OSError, KeyError, TypeError, ValueError) as error:
        wanted = ", ".join(LANDMARK_COLUMNS)
        raise UnreadableFile(
            "{path} must have the columns {wanted} with numbers in mm.", path=path, wanted=wanted
        ) from error
    if not rows:
        raise InvalidInput("{path} holds no landmark.", path=path)
    both = np.array(rows)
    return both[:, :3], both[:, 3:]


def _truth(path: Path) -> DisplacementField | None:
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as truth:
            vectors = np.moveaxis(truth["disp"], 0, -1).astype(np.float32)
            grid = Grid(vectors.shape[:3], tuple(truth["spacing"].tolist()), tuple(truth["origin"].tolist()))
    except (OSError, KeyError, ValueError) as error:
        raise UnreadableFile("{path} must hold disp, spacing and origin: {why}.", path=path, why=str(error)) from error
    return DisplacementField(grid, vectors)


def _from_study(source: CaseSource, purpose: Purpose) -> BenchCase:
    from workstation.storage.study_folder import StudyFolder
    from workstation.workbench.open_case import OpenCase

    folder = StudyFolder.at(source.path)
    entry = folder.open_study(read_only=True).state.case(source.case_id)
    opened = OpenCase(folder, folder.open_case(entry), source.reader, read_only=True)
    try:
        doubt = why_no_millimetres(opened.case)
        if doubt:
            raise InvalidInput("Case {name} cannot be scored in mm, because {why}.", name=source.name, why=doubt)
        reading = opened.reading
        pairs = [
            pair for pair in reading.landmarks.correspondences() if (pair.role == "held out") == (purpose == "score")
        ]
        if not pairs:
            kind = "held-out landmarks" if purpose == "score" else "landmarks that are not held out"
            raise InvalidInput("Case {name} has no {kind}.", name=source.name, kind=kind)
        flat = {side: flattened(reading, side) for side in SIDES}
        both = bool(flat["fixed"].values() & flat["moving"].values())
        labels: dict[Side, AnyArray] = {side: flat[side].whole() for side in SIDES} if both else {}
        fixed, moving = (_in_memory(opened.case.volume(side)) for side in SIDES)
        sides = [np.array([getattr(pair, f"{side}_mm") for pair in pairs]) for side in SIDES]
        return BenchCase(
            source.name, fixed, moving, sides[0], sides[1], labels, breasts=opened.case.breasts
        )  # fmt: skip
    finally:
        opened.close()


def _in_memory(volume: Volume) -> Volume:
    return Volume.from_array(volume.voxels.whole(), volume.grid, id=volume.id, modality=volume.modality)
