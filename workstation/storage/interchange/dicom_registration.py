"""DICOM objects about a pair: Spatial Registration, Deformable Spatial Registration, Spatial Fiducials.

Directions (PS3.3 C.20.2.1.1, C.20.3.1.1): a Spatial Registration maps the *source* frame to the *registered* one, so
that the matrix of the moving scan is the inverse of our fixed → moving transform, and that of the fixed scan is the
unit matrix. A Deformable Spatial Registration is applied to *registered* coordinates, pre-deformation matrix first,
then the offset of the grid, then the post-deformation matrix, and gives the place in the source: as ours, not
inverted. The frame of reference of the object is the registered one, that of the fixed scan. Several matrices of one
registration multiply from left to right.

The grid's third axis is the cross product of row and column direction; a mirrored grid is written with its slices
reversed. Offsets of NaN mean "undefined" and are refused. Fiducials of two sets correspond by Fiducial Identifier
(C.21.2.1.1).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pydicom.valuerep import DSfloat

from workstation.core.errors import InvalidInput, Message, UnreadableFile, UserError
from workstation.core.geometry import SIDES, Grid, Side, Vector
from workstation.core.transform import Affine, Composite, DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.storage.dicom.files import items, numbers, text
from workstation.storage.interchange.dicom_objects import (
    Subject,
    data_of,
    frame_of_reference,
    new_object,
    open_object,
    right_handed,
    save,
)
from workstation.storage.interchange.points import PointRow, PointTable
from workstation.storage.interchange.text import MAX_POINTS, one_line
from workstation.storage.interchange.transform_file import TransformFile
from workstation.storage.safe_hdf5 import first_line

SPATIAL_REGISTRATION = "1.2.840.10008.5.1.4.1.1.66.1"
SPATIAL_FIDUCIALS = "1.2.840.10008.5.1.4.1.1.66.2"
DEFORMABLE_REGISTRATION = "1.2.840.10008.5.1.4.1.1.66.3"
_NAMES = {SPATIAL_REGISTRATION: "Spatial Registration", DEFORMABLE_REGISTRATION: "Deformable Spatial Registration"}


def write_dicom_registration(path: str | os.PathLike[str], transform: Affine | DisplacementField, fixed: Volume,
                             moving: Volume, subject: Subject) -> None:  # fmt: skip
    """Write a fixed → moving transform: an affine map as Spatial Registration, a field as a deformable one."""
    is_field = isinstance(transform, DisplacementField)
    kind = DEFORMABLE_REGISTRATION if is_field else SPATIAL_REGISTRATION
    made = new_object(kind, "REG", subject, frame_of_reference(fixed), "REGISTRATION")
    if isinstance(transform, DisplacementField):
        made.DeformableRegistrationSequence = [_deformable_item(transform, frame_of_reference(moving))]
    else:
        made.RegistrationSequence = [
            _matrix_item(frame_of_reference(fixed), Affine.identity()),
            _matrix_item(frame_of_reference(moving), transform.inverse()),
        ]
    save(path, made)


def read_dicom_registration(path: str | os.PathLike[str]) -> TransformFile:
    """A registration of two frames as a fixed → moving transform; the registered frame is taken for the fixed scan's.

    Raises
    ------
    UnreadableFile
        The file is damaged, no registration, or registers more or less than one other frame.
    """
    path = Path(path)
    dataset = open_object(path, _NAMES)
    registered = text(dataset, "FrameOfReferenceUID")
    try:
        if text(dataset, "SOPClassUID") == SPATIAL_REGISTRATION:
            return _rigid(path, dataset, registered)
        return _deformable(path, dataset, registered)
    except UserError:
        raise
    except (ValueError, TypeError) as error:
        raise UnreadableFile("{name} is a damaged registration ({detail}); copy it again.",
                             name=path.name, detail=first_line(error)) from error  # fmt: skip


def write_dicom_fiducials(path: str | os.PathLike[str], table: PointTable, fixed: Volume, moving: Volume,
                          subject: Subject) -> None:  # fmt: skip
    """Write landmarks as two sets of point fiducials; partners have the same identifier, L0001, L0002, …"""
    rows = table.in_frame("LPS", {}).rows
    volumes: dict[Side, Volume] = {"fixed": fixed, "moving": moving}
    sets = [_fiducial_set(rows, side, frame_of_reference(volumes[side])) for side in SIDES]
    sets = [each for each in sets if each.FiducialSequence]
    if not sets:
        raise InvalidInput("No landmark is placed; Spatial Fiducials need at least one.")
    made = new_object(SPATIAL_FIDUCIALS, "FID", subject, frame_of_reference(fixed), "FIDUCIALS")
    made.FiducialSetSequence = sets
    save(path, made)


def read_dicom_fiducials(path: str | os.PathLike[str], fixed_frame: str = "") -> PointTable:
    """Point fiducials of one or two sets as pairs in LPS mm.

    Partners have the same identifier, else the same code (PS3.3 C.21.2.1.1), else the same UID, as some programs write.

    Parameters
    ----------
    fixed_frame : frame of reference of the fixed scan; without it, the first set is taken for it
    """
    path = Path(path)
    dataset = open_object(path, {SPATIAL_FIDUCIALS: "Spatial Fiducials"})
    sets = items(dataset, "FiducialSetSequence")
    if not 1 <= len(sets) <= 2:
        raise UnreadableFile(
            "{name} holds {n} sets of fiducials; expected one for each scan.", name=path.name, n=len(sets)
        )
    if len(sets) == 2 and fixed_frame and text(sets[1], "FrameOfReferenceUID") == fixed_frame:
        sets.reverse()
    places = _matched_places(path, sets)
    names = {key: name for each in reversed(places) for key, (name, _) in each.items()}
    rows = []
    for key in dict.fromkeys(key for each in places for key in each):
        fixed, moving = (each[key][1] if key in each else None for each in (*places, {})[:2])
        rows.append(PointRow(names[key], fixed, moving, key))
    return PointTable(tuple(rows), "LPS")


# ---- matrices


def _matrix_item(frame_uid: str, to_registered: Affine) -> Dataset:
    matrix = Dataset()
    _put_matrix(matrix, to_registered)
    registration = Dataset()
    registration.RegistrationTypeCodeSequence = []
    registration.MatrixSequence = [matrix]
    item = Dataset()
    item.FrameOfReferenceUID = frame_uid
    item.MatrixRegistrationSequence = [registration]
    return item


def _put_matrix(item: Dataset, affine: Affine) -> None:
    whole = np.eye(4)
    whole[:3, :3], whole[:3, 3] = affine.matrix, affine.offset_mm
    gram = affine.matrix.T @ affine.matrix
    is_rigid = np.allclose(gram, np.eye(3), atol=1e-6) and np.linalg.det(affine.matrix) > 0
    is_scaled = np.allclose(gram - np.diag(np.diag(gram)), 0, atol=1e-6)
    item.FrameOfReferenceTransformationMatrixType = "RIGID" if is_rigid else "RIGID_SCALE" if is_scaled else "AFFINE"
    item.FrameOfReferenceTransformationMatrix = [DSfloat(float(value), auto_format=True) for value in whole.ravel()]


def _matrix(path: Path, item: Dataset) -> Affine:
    values = numbers(item, "FrameOfReferenceTransformationMatrix", 16)
    whole = np.array(values).reshape(4, 4) if values else np.zeros((4, 4))
    if not np.allclose(whole[3], [0, 0, 0, 1], atol=1e-6):
        raise UnreadableFile("{name} is damaged: a matrix of it is not one of sixteen finite numbers.", name=path.name)
    return Affine(whole[:3, :3], whole[:3, 3])


def _rigid(path: Path, dataset: Dataset, registered: str) -> TransformFile:
    to_registered = {}
    for item in items(dataset, "RegistrationSequence"):
        whole = Affine.identity()
        for part in items(item, "MatrixRegistrationSequence"):
            for matrix in items(part, "MatrixSequence"):
                whole = whole.after(_matrix(path, matrix))
        to_registered[text(item, "FrameOfReferenceUID")] = whole
    own = to_registered.pop(registered, Affine.identity())
    if len(to_registered) != 1:
        raise UnreadableFile(
            "{name} registers {n} frames to its own; expected one.", name=path.name, n=len(to_registered)
        )
    (other,) = to_registered.values()
    note = Message("A DICOM registration leads from the moving scan to the fixed one; it was inverted.")
    return TransformFile(other.inverse().after(own), notes=(note,))


# ---- grids


def _deformable_item(field: DisplacementField, source_uid: str) -> Dataset:
    grid, is_reversed = right_handed(field.grid)
    vectors = field.displacement_mm[::-1] if is_reversed else field.displacement_mm
    item = Dataset()
    item.SourceFrameOfReferenceUID = source_uid
    item.RegistrationTypeCodeSequence = []
    item.DeformableRegistrationGridSequence = [Dataset()]
    lattice = item.DeformableRegistrationGridSequence[0]
    lattice.ImagePositionPatient = [DSfloat(value, auto_format=True) for value in grid.origin_mm]
    columns = (*grid.axes[:, 0].tolist(), *grid.axes[:, 1].tolist())
    lattice.ImageOrientationPatient = [DSfloat(value, auto_format=True) for value in columns]
    lattice.GridDimensions, lattice.GridResolution = list(grid.size_xyz), list(grid.spacing_mm)
    lattice.VectorGridData = np.ascontiguousarray(vectors, "<f4").tobytes()
    if len(lattice.VectorGridData) >= 2**32 - 2:
        raise InvalidInput(
            "A field of {shape} is too large for DICOM; write it on a coarser grid.", shape=grid.size_xyz
        )
    return item


def _deformable(path: Path, dataset: Dataset, registered: str) -> TransformFile:
    found = [
        item for item in items(dataset, "DeformableRegistrationSequence")
        if text(item, "SourceFrameOfReferenceUID") != registered or items(item, "DeformableRegistrationGridSequence")
    ]  # fmt: skip
    if len(found) != 1:
        raise UnreadableFile("{name} registers {n} frames to its own; expected one.", name=path.name, n=len(found))
    parts: list[Transform] = []
    parts += [_matrix(path, each) for each in items(found[0], "PreDeformationMatrixRegistrationSequence")]
    parts += [_lattice_field(path, each) for each in items(found[0], "DeformableRegistrationGridSequence")]
    parts += [_matrix(path, each) for each in items(found[0], "PostDeformationMatrixRegistrationSequence")]
    parts = [part for part in parts if not (isinstance(part, Affine) and _is_identity(part))]
    return TransformFile(parts[0] if len(parts) == 1 else Composite(tuple(parts)))


def _lattice_field(path: Path, item: Dataset) -> DisplacementField:
    size, spacing = numbers(item, "GridDimensions", 3), numbers(item, "GridResolution", 3)
    origin, axes = numbers(item, "ImagePositionPatient", 3), numbers(item, "ImageOrientationPatient", 6)
    data = data_of(item, "VectorGridData")
    if not (size and spacing and origin and axes) or not data or min(size) < 1:
        raise UnreadableFile("{name} is damaged: its deformation grid is incomplete.", name=path.name)
    nx, ny, nz = (int(n) for n in size)
    if 12 * nx * ny * nz != len(data):
        raise UnreadableFile("{name} is damaged: its grid of {size} does not fit its {n} bytes of vectors.",
                             name=path.name, size=(nx, ny, nz), n=len(data))  # fmt: skip
    row, column = np.array(axes[:3]), np.array(axes[3:])
    direction = np.stack([row, column, np.cross(row, column)], axis=1)
    grid = Grid((nz, ny, nx), _triple(spacing), _triple(origin), tuple(direction.ravel().tolist()))
    vectors = np.frombuffer(data, "<f4").reshape(nz, ny, nx, 3)
    if not np.isfinite(vectors).all():
        raise InvalidInput("{name} leaves its deformation undefined at some places; such a field cannot be used.",
                           name=path.name)  # fmt: skip
    return DisplacementField(grid, vectors.astype(np.float32))


def _is_identity(affine: Affine) -> bool:
    return bool(np.array_equal(affine.matrix, np.eye(3)) and not affine.offset_mm.any())


def _triple(values: Sequence[float]) -> Vector:
    return values[0], values[1], values[2]


# ---- fiducials


def _fiducial_set(rows: Sequence[PointRow], side: Side, frame_uid: str) -> Dataset:
    made = Dataset()
    made.FrameOfReferenceUID = frame_uid
    fiducials = []
    for number, row in enumerate(rows, 1):
        place = row.at(side)
        if place is None:
            continue
        item = Dataset()
        item.FiducialIdentifier = f"L{number:04d}"
        item.FiducialDescription = one_line(row.name)[:1024]
        item.FiducialUID = generate_uid()
        item.ShapeType = "POINT"
        item.NumberOfContourPoints = 1
        item.ContourData = [DSfloat(value, auto_format=True) for value in place]
        fiducials.append(item)
    made.FiducialSequence = fiducials
    return made


def _matched_places(path: Path, sets: Sequence[Dataset]) -> list[dict[str, tuple[str, Vector]]]:
    """The points of each set, under keys of the first kind that both sets share."""
    found: list[dict[str, tuple[str, Vector]]] = []
    for kind in ("identifier", "code", "uid"):
        keyed = [_places(path, each, kind) for each in sets]
        found = found or keyed
        if len(keyed) < 2 or keyed[0].keys() & keyed[1].keys():
            return keyed
    apart = {f"{key} (2)" if key in found[0] else key: place for key, place in found[1].items()}
    return [found[0], apart]


def _key(item: Dataset, kind: str, number: int) -> str:
    """What names a fiducial; one that has no such name gets one of its own."""
    codes = items(item, "FiducialIdentifierCodeSequence")
    code = f"{text(codes[0], 'CodingSchemeDesignator')} {text(codes[0], 'CodeValue')}" if codes else ""
    words = {"identifier": text(item, "FiducialIdentifier"), "code": code.strip(), "uid": text(item, "FiducialUID")}
    return words[kind] or f"{id(item)} {number}"


def _places(path: Path, item: Dataset, kind: str) -> dict[str, tuple[str, Vector]]:
    """Points of one set by what names them, with their descriptions; other shapes are left out."""
    found: dict[str, tuple[str, Vector]] = {}
    fiducials = items(item, "FiducialSequence")
    if len(fiducials) > MAX_POINTS:
        raise UnreadableFile("{name} holds more than {n} fiducials.", name=path.name, n=MAX_POINTS)
    for number, each in enumerate(fiducials, 1):
        if text(each, "ShapeType") != "POINT":
            continue
        place = numbers(each, "ContourData", 3)
        key = _key(each, kind, number)
        if not place or key in found:
            raise UnreadableFile("{name} is damaged: fiducial {key} is not one point of three numbers.",
                                 name=path.name, key=key)  # fmt: skip
        name = text(each, "FiducialDescription") or text(each, "FiducialIdentifier") or f"F{number}"
        found[key] = (name, _triple(place))
    return found
