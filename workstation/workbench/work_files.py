"""From a colleague's file to an edit of an open case: look into it, test its readings, preview, import.

    arrival = look_into([path], opened)          what the file holds, and every way to read it with its figures
    plan_landmarks / plan_labels                 what would change
    landmark_edit / label_edit / transform_edit  the edit, one step to undo, with the note who decided what

Looking and editing may run in a background thread: nothing here changes the reading, the caller does the edit.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np

from workstation import __version__
from workstation.core.commands import Command, Group
from workstation.core.errors import InvalidInput, Message, UserError
from workstation.core.geometry import SIDES, Grid, Side
from workstation.core.labels import LabelArray, LabelMap, Segment
from workstation.core.landmarks import Landmark
from workstation.core.plugin import Report as Judging
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine, Transform
from workstation.storage.interchange.labels import LabelFile
from workstation.storage.interchange.points import PointRow, PointTable, landmarks_of, merged
from workstation.storage.interchange.transform_file import TransformFile
from workstation.workbench import imported_work
from workstation.workbench.bundles import Report
from workstation.workbench.converting import kind_of, read_points, read_transform_of_any_kind
from workstation.workbench.imported_work import Keep, LandmarkPlan
from workstation.workbench.importing import new_id
from workstation.workbench.open_case import OpenCase
from workstation.workbench.readings_of_files import (
    Candidate,
    SelfTest,
    decision,
    landmarks_as,
    transform_as,
    try_landmarks,
    try_transform,
)

Kind = Literal["landmarks", "labels", "transform"]
Fit = Literal["same grid", "same voxels", "resampled"]
LABEL_WORDS = ("label", "seg", "mask")  # a plain image whose name holds one of these is dropped as labels
_BLOCK = 1 << 20
_SUFFIXES = (".mrk.json", ".seg.nrrd", ".nii.gz", ".nii", ".nrrd", ".nhdr", ".mha", ".mhd", ".fcsv", ".annot", ".csv",
             ".tfm", ".txt", ".mat", ".h5", ".hdf5", ".npy", ".npz", ".dcm")  # fmt: skip
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Arrival:
    """What a colleague's file holds.

    Parameters
    ----------
    name : of the file, to be shown; a study keeps `kept_name`, as the names of files may name patients
    one_sided : whether it is a landmark table of a single scan
    tested : every way to read its numbers; None for labels, whose place the file states
    """

    name: str
    kind: Kind
    content: PointTable | LabelFile | TransformFile
    sha256: str
    tested: SelfTest | None = None
    one_sided: bool = False

    @property
    def notes(self) -> tuple[Message, ...]:
        """What a person should know about the way it was read."""
        return self.content.notes

    @property
    def kept_name(self) -> str:
        """What kind of file it was, such as "landmarks (.mrk.json)"."""
        suffixes = dict.fromkeys(_suffix(name) for name in self.name.split(", "))
        return f"{self.kind} ({', '.join(filter(None, suffixes))})"


@dataclass(frozen=True, eq=False)
class LabelPlan:
    """The labels of a file as they would lie on one scan.

    Parameters
    ----------
    labels : all layers of the file, lowest first
    fit : whether the file has the scan's grid, voxels that coincide with the scan's, or had to be resampled
    counts : voxels on the scan by label value of the file
    lost : drawn voxels that lie outside the scan
    proposed : the value here for each value of the file
    """

    side: Side
    labels: tuple[LabelArray, ...]
    segments: tuple[Segment, ...]
    fit: Fit
    counts: Mapping[int, int]
    lost: int
    proposed: Mapping[int, int]


def is_work(path: Path) -> bool:
    """Whether a file looks like landmarks, labels or a transform rather than a scan; never raises."""
    with contextlib.suppress(UserError):
        kind = kind_of(path)
        return kind in ("landmarks", "labels", "transform") or (kind == "scan" and _is_named_as_labels(path))
    return False


def look_into(paths: Sequence[Path], opened: OpenCase, report: Report = lambda share, note: None) -> Arrival:
    """Read one file, or the landmark files of both scans, and try every way in which it may be meant.

    Raises
    ------
    UserError : a file cannot be read, or these files are not one piece of work.
    """
    report(0.0, "reading")
    kinds = {kind_of(path) for path in paths}
    if len(kinds) != 1 or len(paths) > 2 or (len(paths) == 2 and kinds != {"landmarks"}):
        raise InvalidInput(
            "Import one file at a time, or the landmark files of the fixed and the moving scan together."
        )
    kind, name = kinds.pop(), ", ".join(path.name for path in paths)
    if kind == "bundle":
        raise InvalidInput("{name} is a bundle; it is added to a study, not to a case.", name=name)
    digest = _sha256(paths)
    if kind == "landmarks":
        return _landmarks(paths, name, digest, opened, report)
    if kind == "transform":
        return _transform(paths[0], name, digest, opened, report)
    return Arrival(name, "labels", _read_labels(paths[0]), digest)


# ---- what would change


def plan_landmarks(arrival: Arrival, chosen: Candidate, opened: OpenCase, by_name: bool = True) -> LandmarkPlan:
    """What importing the landmarks in a reading of the file would do; those without a name get names that are free."""
    grids = _grids(opened)
    content = _content(arrival, PointTable)
    table = landmarks_as(replace(content, rows=tuple(_named(content, opened))), chosen.frame, chosen.direction, grids)
    arriving = [_signed(each, opened) for each in landmarks_of(table, grids, new_id)]
    return imported_work.landmark_plan(opened.reading, arriving, grids, by_name)


def proposed_side(arrival: Arrival, opened: OpenCase) -> Side:
    """The scan that labels belong to: the one whose grid they have; by the file's name where that is both or none."""
    file = _content(arrival, LabelFile)
    fits = [side for side in SIDES if file.grid.nearly_equals(opened.case.volume(side).grid)]
    return fits[0] if len(fits) == 1 else "moving" if _is_named_as_moving(Path(arrival.name)) else "fixed"


def plan_labels(arrival: Arrival, side: Side, opened: OpenCase) -> LabelPlan:
    """How the labels would lie on a scan; where their voxels are others, they are taken over by nearest neighbour."""
    file, grid = _content(arrival, LabelFile), opened.case.volume(side).grid
    if file.grid.nearly_equals(grid):
        fit: Fit = "same grid"
        labels = file.layers
    else:
        fit, labels = _placed(file, grid)
    counts = _counts(labels)
    drawn = _counts(file.layers)
    lost = sum(drawn.values()) - sum(counts.values()) if fit != "resampled" else _outside(file, grid)
    segments = tuple(each for each in file.segments if each.value in drawn)
    proposed = imported_work.proposed_values(opened.reading, segments)
    return LabelPlan(side, labels, segments, fit, counts, lost, proposed)


# ---- the edits


def landmark_edit(arrival: Arrival, chosen: Candidate, opened: OpenCase, by_name: bool = True) -> Group | None:
    """The edit that imports landmarks; None if all of them are there already."""
    edit = plan_landmarks(arrival, chosen, opened, by_name).command
    return None if edit is None else _noted(edit, arrival, _decision(arrival, chosen, opened), opened)


def label_edit(
    arrival: Arrival, plan: LabelPlan, values: Mapping[int, int], keep: Keep, opened: OpenCase
) -> Group | None:  # fmt: skip
    """The edit that imports labels with the chosen values; None if they are there already."""
    reading = opened.reading
    edit = imported_work.label_import(reading, plan.side, plan.labels, plan.segments, values, keep)
    if edit is None:
        return None
    mapping = ", ".join(f"{theirs} as {ours or 'nothing'}" for theirs, ours in sorted(values.items()))
    text = "{file} was taken as labels of the {side} scan by {who}: {fit}, {mapping}; where both had drawn: {keep}"
    told = Message(text, {"file": arrival.kept_name, "side": plan.side, "who": reading.reader, "fit": plan.fit,
                          "mapping": mapping, "keep": keep})  # fmt: skip
    return _noted(edit, arrival, told, opened)


def transform_edit(
    arrival: Arrival,
    chosen: Candidate,
    opened: OpenCase,
    report: Report = lambda share, note: None,
    driven: bool = False,
) -> Group:
    """Judge a transform as any result, write its file, and give the edit that lists it; a FAIL does not come into use.

    `driven` says that the landmarks of this case made it, so that their distance is a fit and no accuracy.
    """
    from workstation.workbench.gates import judge
    from workstation.workbench.jobs import RegistrationResult
    from workstation.workbench.registration import write

    case, pairs = opened.case, tuple(opened.reading.landmarks.correspondences())
    transform = transform_as(_content(arrival, TransformFile), chosen, _grids(opened))
    used = tuple(pair.id for pair in pairs) if driven else ()
    gates = judge(case.fixed, case.moving, transform, used_landmarks=used, pairs=pairs,
                  tolerance=opened.tolerance, report=_part(report, 0.9))  # fmt: skip
    told = _decision(arrival, chosen, opened)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    record = imported_work.imported_record(arrival.kept_name, told, now, {"sonolign": __version__})
    record = replace(record, gates=gates, used_landmarks=used, input_hashes=_hashes(opened))
    report(0.95, "writing")
    write(opened.folder, opened.id, RegistrationResult(transform, record))
    commands: list[Command] = [AddTransform(record)]
    if record.verdict != "FAIL":
        commands.append(UseTransform(record.id))
    return _noted(Group("", tuple(commands)), arrival, told, opened)


# ---- inside


def _landmarks(paths: Sequence[Path], name: str, digest: str, opened: OpenCase, report: Report) -> Arrival:
    table = _read_table(paths)
    one_sided = not any(row.fixed is not None and row.moving is not None for row in table.rows) and len(paths) == 1
    if not table.rows:
        raise InvalidInput("{name} holds no landmarks.", name=name)
    trusted = _trusted_transform(opened)
    tested = try_landmarks(table, opened.case.fixed, opened.case.moving, trusted, report)
    return Arrival(name, "landmarks", table, digest, tested, one_sided)


def _read_table(paths: Sequence[Path]) -> PointTable:
    if len(paths) == 1:
        return read_points(paths[0], "fixed")
    from workstation.storage.interchange.learn2reg import is_learn2reg_table, read_learn2reg_points

    fixed, moving = sorted(paths, key=_is_named_as_moving)
    if is_learn2reg_table(fixed) and is_learn2reg_table(moving):
        table = read_learn2reg_points(fixed, moving)
        return replace(table, rows=tuple(replace(row, name="") for row in table.rows))  # its names are only numbers
    return merged(read_points(fixed, "fixed"), read_points(moving, "moving"))


def _signed(landmark: Landmark, opened: OpenCase) -> Landmark:
    """The landmark with marks that say who brought them in, when, and which voxel of the scanner's pictures they are."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    for side in SIDES:
        mark = landmark.mark(side)
        if mark is not None:
            voxel = opened.case.volume(side).native_voxel(mark.position_mm)
            signed = replace(mark, voxel_xyz=voxel, by=opened.reading.reader, at=at)
            landmark = replace(landmark, fixed=signed) if side == "fixed" else replace(landmark, moving=signed)
    return landmark


def _is_named_as_moving(path: Path) -> bool:
    """Whether a file's name says that it belongs to the moving scan, in words or as Learn2Reg numbers them."""
    name = path.name.lower()
    return "moving" in name or name.split(".")[0].endswith("_0001")


def _named(table: PointTable, opened: OpenCase) -> Iterator[PointRow]:
    """The rows, those without a name numbered so that nobody else has their name.

    Ids count only if they are ours: Slicer, DICOM and others number their points 1, 2, … in every file.
    """
    taken = {row.name for row in opened.reading.landmarks} | {row.name for row in table.rows}
    numbers = (name for n in itertools.count(1) if (name := f"P{n}") not in taken)
    for row in table.rows:
        own_id = row.id if re.fullmatch(r"[0-9a-f]{12}", row.id) else ""
        yield replace(row, id=own_id, name=row.name if row.name.strip() else next(numbers))


def _trusted_transform(opened: OpenCase) -> Transform | None:
    """The result in use, unless its gates say that it failed."""
    active = opened.reading.active_transform
    verdict = opened.reading_as_judged.transform(active).verdict if active else "FAIL"
    return None if verdict == "FAIL" else opened.fixed_to_moving


def _transform(path: Path, name: str, digest: str, opened: OpenCase, report: Report) -> Arrival:
    case = opened.case
    file = read_transform_of_any_kind(path, case.fixed.grid)
    pairs = tuple(opened.reading.landmarks.correspondences())
    return Arrival(name, "transform", file, digest, try_transform(file, case.fixed, case.moving, pairs, report))


def _read_labels(path: Path) -> LabelFile:
    from workstation.storage.dicom.files import looks_like_dicom
    from workstation.storage.interchange.dicom_seg import read_dicom_seg
    from workstation.storage.interchange.itksnap import read_nifti_labels
    from workstation.storage.interchange.seg_nrrd import read_seg_nrrd

    if path.name.lower().endswith(".seg.nrrd"):
        return read_seg_nrrd(path)
    return read_dicom_seg(path) if looks_like_dicom(path) else read_nifti_labels(path)


def _suffix(name: str) -> str:
    """The known suffix of a file's name, "" for any other ending, which may say anything."""
    return next((each for each in _SUFFIXES if name.lower().endswith(each)), "")


def _is_named_as_labels(path: Path) -> bool:
    return any(word in path.name.lower() for word in LABEL_WORDS)


def _placed(file: LabelFile, grid: Grid) -> tuple[Fit, tuple[LabelArray, ...]]:
    """The labels on a scan's grid: voxel by voxel where they coincide, else by nearest neighbour."""
    with contextlib.suppress(InvalidInput):
        return "same voxels", tuple(file.on(grid, n) for n in range(len(file.layers)))
    from workstation.workbench.evaluate import warped_labels

    maps = (LabelMap.from_array(values) for values in file.layers)
    return "resampled", tuple(warped_labels(each, file.grid, grid, Affine.identity()).whole() for each in maps)


def _counts(layers: Sequence[LabelArray]) -> dict[int, int]:
    """Voxels by label value on all layers, slice by slice."""
    total = np.zeros(256, np.int64)
    for plane in itertools.chain(*layers):
        total += np.bincount(plane.ravel(), minlength=256)
    return {value: int(total[value]) for value in range(1, 256) if total[value]}


def _outside(file: LabelFile, grid: Grid) -> int:
    """Drawn voxels of the file whose centres lie outside a scan."""
    lost = 0
    for z, plane in itertools.chain(*map(enumerate, file.layers)):
        rows, columns = np.nonzero(plane)
        index = np.column_stack([columns, rows, np.full(len(rows), z)])
        lost += int((~grid.contains(file.grid.to_world(index))).sum())
    return lost


def _decision(arrival: Arrival, chosen: Candidate, opened: OpenCase) -> Message:
    assert arrival.tested is not None  # all but labels are tested
    return decision(arrival.kept_name, chosen, arrival.tested, opened.reading.reader)


def _noted(edit: Group, arrival: Arrival, told: Message, opened: OpenCase) -> Group:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note = imported_work.import_note(arrival.kind, arrival.kept_name, arrival.sha256, told, opened.reading.reader, now)
    return imported_work.noted(edit, note)


def _hashes(opened: OpenCase) -> dict[str, str]:
    from workstation.storage.volume_store import voxels_sha256

    return {side: voxels_sha256(opened.case.volume(side).voxels.whole()) for side in SIDES}


def _grids(opened: OpenCase) -> dict[Side, Grid]:
    return {side: opened.case.volume(side).grid for side in SIDES}


def _content(arrival: Arrival, kind: type[T]) -> T:
    assert isinstance(arrival.content, kind)
    return arrival.content


def _part(report: Report, share: float) -> Judging:
    """A report of the gates as the first share of the whole."""

    def tell(fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
        report(share * fraction, message)

    return tell


def _sha256(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()
