"""One file into another format: `sonolign convert IN OUT`, for landmarks, transforms, label maps, scans and bundles.

What a file is follows from its name and, where names are shared, from its content; what is written follows from the
name of the target. Formats that count in voxels need the scans they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workstation.core.errors import InvalidInput, Message, UnreadableFile, UserError
from workstation.core.geometry import Grid, Side
from workstation.core.transform import DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.storage.interchange.points import Frame, PointTable, landmarks_of, table_of
from workstation.storage.interchange.transform_file import Direction, TransformFile
from workstation.workbench.bundles import read_bundle
from workstation.workbench.importing import new_id

Kind = Literal["bundle", "landmarks", "transform", "labels", "scan"]
LANDMARK_SUFFIXES = (".mrk.json", ".fcsv", ".csv", ".annot")
TRANSFORM_SUFFIXES = (".tfm", ".txt", ".mat", ".h5", ".hdf5", ".npy", ".npz")
_IMAGES = (".nii", ".nii.gz", ".nrrd", ".mha", ".mhd", ".nhdr")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What to convert.

    Parameters
    ----------
    fixed, moving : scans, for formats that count in voxels or belong to a scan; None where not needed
    side : which scan a file of one volume's landmarks belongs to
    frame, direction : how to read the source where it does not say it rightly; None for what it states
    """

    source: Path
    target: Path
    fixed: Path | None = None
    moving: Path | None = None
    side: Side = "fixed"
    frame: Frame | None = None
    direction: Direction | None = None


def convert(task: Conversion) -> list[Message]:
    """Convert one file; returns what a person should know about the source.

    Raises
    ------
    UserError : the source cannot be read, the target's format cannot hold it, or the disk refused.
    """
    steps = {"bundle": _bundle, "landmarks": _landmarks, "transform": _transform, "labels": _labels, "scan": _scan}
    return steps[kind_of(task.source)](task)


def kind_of(path: Path) -> Kind:
    """What a file holds."""
    from workstation.storage.safe_hdf5 import check_is_file

    check_is_file(path)
    name = path.name.lower()
    if name.endswith(".zip"):
        return "bundle"
    if name.endswith(LANDMARK_SUFFIXES):
        return "landmarks"
    if name.endswith(TRANSFORM_SUFFIXES):
        return "transform"
    if name.endswith(".seg.nrrd"):
        return "labels"
    return _image_kind(path) if name.endswith(_IMAGES) else _dicom_kind(path)


def read_points(path: Path, side: Side) -> PointTable:
    """Landmarks of any format that keeps them in one file."""
    from workstation.storage.interchange import (
        bigwarp,
        control_points_csv,
        dicom_registration,
        itksnap_points,
        our_csv,
        slicer_markups,
    )

    name = path.name.lower()
    if name.endswith(".mrk.json"):
        return slicer_markups.read_mrk_json(path, side)
    if name.endswith(".fcsv"):
        return slicer_markups.read_fcsv(path, side)
    if name.endswith(itksnap_points.SUFFIX):
        return itksnap_points.read_annot(path, side)
    if not name.endswith(".csv"):
        return dicom_registration.read_dicom_fiducials(path)
    from workstation.storage.interchange.text import csv_rows

    rows = csv_rows(path)
    header = {cell.strip().lower() for cell in rows[0][1]} if rows else set()
    if "fixed_x_mm" in header:
        return table_of(our_csv.read_our_csv(path))
    return control_points_csv.read_control_points(path, side) if "label" in header else bigwarp.read_bigwarp(path)


def read_transform_of_any_kind(path: Path, grid: Grid | None) -> TransformFile:
    """A transform or displacement field of any format; ours included."""
    from workstation.storage import transforms
    from workstation.storage.interchange import dicom_registration, displacement, itk_transforms, mat_files
    from workstation.storage.safe_hdf5 import open_untrusted

    name = path.name.lower()
    if name.endswith((".h5", ".hdf5")):
        with open_untrusted(path) as file:
            is_ours = file.attrs.get("format") == transforms.FORMAT
        if is_ours:
            return TransformFile(transforms.read_transform(path)[0])
    if name.endswith(mat_files.SUFFIX) and mat_files.is_matrix_text(path):
        return mat_files.read_matrix_text(path)
    if name.endswith((".h5", ".hdf5", ".tfm", ".txt", ".mat")):
        return itk_transforms.read_itk(path, grid)
    if name.endswith((".npy", ".npz", *_IMAGES)):
        return displacement.read_displacement(path, grid)
    return dicom_registration.read_dicom_registration(path)


def _image_kind(path: Path) -> Kind:
    from workstation.storage.images import check_is_volume

    try:
        check_is_volume(path)
    except InvalidInput as error:
        if "vector" in str(error):
            return "transform"
        raise
    return "scan"


def _dicom_kind(path: Path) -> Kind:
    from workstation.storage.dicom.files import looks_like_dicom, open_header, text
    from workstation.storage.interchange import dicom_registration, dicom_seg

    if looks_like_dicom(path):
        kind = text(open_header(path), "SOPClassUID")
        if kind in dicom_seg.SOP_CLASSES:
            return "labels"
        if kind == dicom_registration.SPATIAL_FIDUCIALS:
            return "landmarks"
        if kind in (dicom_registration.SPATIAL_REGISTRATION, dicom_registration.DEFORMABLE_REGISTRATION):
            return "transform"
    raise UnreadableFile("{name} is of no kind that can be converted.", name=path.name)


def _bundle(task: Conversion) -> list[Message]:
    read_bundle(task.source, task.target)
    return []


def _grids(task: Conversion) -> dict[Side, Grid]:
    from workstation.storage.images import read_geometry

    paths: dict[Side, Path | None] = {"fixed": task.fixed, "moving": task.moving}
    return {side: read_geometry(path)[1] for side, path in paths.items() if path is not None}


def _landmarks(task: Conversion) -> list[Message]:
    from workstation.storage.interchange.bigwarp import write_bigwarp
    from workstation.storage.interchange.control_points_csv import write_control_points
    from workstation.storage.interchange.itksnap_points import SUFFIX as ANNOT
    from workstation.storage.interchange.itksnap_points import write_annot
    from workstation.storage.interchange.our_csv import write_our_csv
    from workstation.storage.interchange.slicer_markups import write_mrk_json

    grids, table = _grids(task), read_points(task.source, task.side)
    world = PointTable(table.rows, task.frame or table.frame).in_frame("LPS", grids)
    world = world.swapped() if task.direction == "moving to fixed" else world
    name = task.target.name.lower()
    if name.endswith(".mrk.json"):
        write_mrk_json(task.target, world, task.side)
    elif name.endswith(".points.csv"):
        write_control_points(task.target, world, task.side)
    elif name.endswith(".bigwarp.csv"):
        write_bigwarp(task.target, world, _both(grids))
    elif name.endswith(ANNOT):
        write_annot(task.target, world, task.side, _both(grids))
    elif name.endswith(".csv"):
        write_our_csv(task.target, landmarks_of(world, _both(grids), new_id))
    else:
        raise _no_target(task.target, "landmarks", (".mrk.json", ".points.csv", ".bigwarp.csv", ANNOT, ".csv"))
    return list(table.notes)


def _transform(task: Conversion) -> list[Message]:
    from workstation.storage.images import write_displacement
    from workstation.storage.interchange import displacement, itk_transforms, mat_files
    from workstation.storage.interchange.transform_file import fixed_to_moving
    from workstation.workbench.case_export import linear_or_field

    grids = _grids(task)
    file = read_transform_of_any_kind(task.source, grids.get("fixed"))
    read = fixed_to_moving(file.transform, task.frame or file.frame, task.direction or file.direction, grids)
    name, fixed = task.target.name.lower(), grids.get("fixed")
    if name.endswith(mat_files.SUFFIX):
        mat_files.write_matrix_text(task.target, read)
        return list(file.notes)
    if name.endswith((".tfm", ".txt", ".h5", ".hdf5")):
        try:
            itk_transforms.write_itk(task.target, read)
        except InvalidInput:
            if fixed is None or name.endswith((".tfm", ".txt")):
                raise
            itk_transforms.write_itk(task.target, linear_or_field(read, fixed))
        return list(file.notes)
    if not name.endswith((".nii", ".nii.gz", ".nrrd", ".npz")):
        raise _no_target(task.target, "a transform", (".tfm", ".txt", ".mat", ".h5", ".nii.gz", ".nrrd", ".npz"))
    field = read if isinstance(read, DisplacementField) else _sampled(read, fixed)
    if name.endswith(".nrrd"):
        displacement.write_slicer_nrrd(task.target, field)
    elif name.endswith(".npz"):
        displacement.write_voxel_field(task.target, field, _both(grids)["moving"])
    else:
        write_displacement(task.target, field)
    return list(file.notes)


def _labels(task: Conversion) -> list[Message]:
    from workstation.storage.interchange.dicom_seg import read_dicom_seg
    from workstation.storage.interchange.itksnap import write_nifti_labels
    from workstation.storage.interchange.seg_nrrd import read_seg_nrrd, write_seg_nrrd

    is_nrrd = task.source.name.lower().endswith(".nrrd")
    file = read_seg_nrrd(task.source) if is_nrrd else read_dicom_seg(task.source)
    grid = _grids(task).get(task.side, file.grid)
    name = task.target.name.lower()
    if name.endswith(".seg.nrrd"):
        lowest, *upper = (file.on(grid, n) for n in range(len(file.layers)))
        write_seg_nrrd(task.target, lowest, grid, file.segments, upper)
    elif name.endswith((".nii", ".nii.gz")):
        for number in range(len(file.layers)):
            rows = [each for each in file.segments if each.layer == number]
            write_nifti_labels(_of_layer(task.target, number), file.on(grid, number), grid, rows)
    else:
        raise _no_target(task.target, "labels", (".seg.nrrd", ".nii.gz"))
    return list(file.notes)


def _of_layer(target: Path, number: int) -> Path:
    """The file beside the target for a layer above the lowest, as label maps hold one label a voxel."""
    stem, dot, suffix = target.name.partition(".nii")
    return target.with_name(f"{stem}_layer{number + 1}{dot}{suffix}") if number else target


def _scan(task: Conversion) -> list[Message]:
    from workstation.storage.images import WRITABLE, read_volume, write_volume

    if not task.target.name.lower().endswith(WRITABLE) or task.target.name.lower().endswith(".seg.nrrd"):
        raise _no_target(task.target, "a scan", WRITABLE)
    volume: Volume = read_volume(task.source, "scan")
    write_volume(task.target, volume)
    doubt = volume.provenance.doubt
    return [Message("Millimetres are doubtful: {doubt}", {"doubt": doubt})] if doubt else []


def _sampled(transform: Transform, grid: Grid | None) -> DisplacementField:
    from workstation.imaging.warping import dense_displacement

    if grid is None:
        raise InvalidInput("A field needs a grid to lie on; give the fixed scan as well.")
    return dense_displacement(transform, grid)


def _both(grids: Mapping[Side, Grid]) -> Mapping[Side, Grid]:
    if len(grids) < 2:
        raise InvalidInput("This format counts in voxels; give the fixed and the moving scan as well.")
    return grids


def _no_target(target: Path, what: str, suffixes: tuple[str, ...]) -> UserError:
    return InvalidInput("{name} is no file for {what}; use one of {kinds}.",
                        name=target.name, what=what, kinds=", ".join(suffixes))  # fmt: skip
