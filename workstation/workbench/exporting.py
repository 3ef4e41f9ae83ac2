"""Export of a case or study to files that other programs read, one folder for each case.

A format names what the receiver can read; `FORMATS` lists them. Label maps are warped by nearest neighbour, always.
Nothing of the study is changed or locked. Bundles, which keep everything, are made by `workbench.bundles`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Grid, Side
from workstation.core.labels import LabelArray, Segment
from workstation.core.study import Case, Reading
from workstation.core.transform import Affine, DisplacementField, Transform
from workstation.storage.atomic import not_saved
from workstation.storage.study_folder import StudyFolder, safe_name
from workstation.workbench.bundles import Report, write_bundle
from workstation.workbench.importing import PALETTE
from workstation.workbench.open_case import OpenCase


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export.

    Parameters
    ----------
    cases : ids; empty for all
    reader : whose landmarks, labels and results
    result : id of the registration result; "" for the one in use
    warp_spacing_mm : of the grid on which warped scans are written; 0 for the fixed scan's own grid
    task : name of a Learn2Reg data set
    """

    study: Path
    format: str
    out: Path
    cases: tuple[str, ...] = ()
    reader: str = ""
    result: str = ""
    warp_spacing_mm: float = 0.0
    task: str = "Breast"


@dataclass(frozen=True, eq=False)
class CaseExport:
    """One case on its way out: what there is, where it goes, and what has been written."""

    case: Case
    reading: Reading
    transform: Transform | None
    folder: Path
    warp_grid: Grid
    study_id: str = ""
    written: list[Path] = field(default_factory=list)

    def file(self, name: str) -> Path:
        """A file of this export; its folder is made."""
        path = self.folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_saved(path, error) from error
        self.written.append(path)
        return path

    def labels(self, side: Side) -> LabelArray | None:
        """The labels of one volume, None where nothing is drawn."""
        found = self.reading.labels[side]
        return found.whole() if found.values() else None

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The label table, with a row for every value that is drawn."""
        known = dict(self.reading.segments)
        for side in SIDES:
            for value in self.reading.labels[side].values() - known.keys():
                known[value] = Segment(value, f"label {value}", PALETTE[(value - 1) % len(PALETTE)])
        return tuple(known[value] for value in sorted(known))

    @property
    def doubts(self) -> list[Message]:
        """What whoever gets the files must know about their millimetres."""
        from workstation.workbench.evaluate import why_no_millimetres

        why = why_no_millimetres(self.case)
        text = "Case {case}: the millimetres in these files are not to be trusted, because {why}."
        return [Message(text, {"case": self.case.id, "why": why})] if why else []

    @property
    def grids(self) -> dict[Side, Grid]:
        """The grids of both volumes."""
        return {side: self.case.volume(side).grid for side in SIDES}


Writer = Callable[[CaseExport], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of an export in the order they were written, and what is to be said about them."""

    files: tuple[Path, ...]
    notes: tuple[Message, ...] = ()


def export(request: ExportRequest, report: Report = lambda share, note: None) -> Exported:
    """Write what was asked for.

    Raises
    ------
    UserError : there is no such study, case, result or format, there is nothing to write, or the disk refused.
    """
    if request.format == "bundle":
        target = request.out if request.out.suffix == ".zip" else request.out / f"{request.study.name}.sonolign.zip"
        _make_folder(target.parent)
        write_bundle(request.study, target, request.cases, report)
        return Exported((target,))
    if request.format == "learn2reg":
        from workstation.workbench.learn2reg_export import export_learn2reg

        return export_learn2reg(request, report)
    if request.format not in FORMATS:
        raise InvalidInput("There is no format {format}; choose one of {known}.",
                           format=request.format, known=", ".join(FORMATS))  # fmt: skip
    written: list[Path] = []
    notes: list[Message] = []
    for each in opened_cases(request, report):
        _WRITERS[request.format](each)
        written += each.written
        notes += each.doubts if each.written else []
    if not written:
        raise InvalidInput("There is nothing to export as {format}: no landmarks, labels or result by {reader}.",
                           format=request.format, reader=request.reader or "this reader")  # fmt: skip
    return Exported(tuple(written), tuple(notes))


def opened_cases(request: ExportRequest, report: Report) -> Iterator[CaseExport]:
    """The cases of a request one after another; each is closed when the next is asked for."""
    folder = StudyFolder.at(request.study)
    study = folder.open_study(read_only=True).state
    entries = [study.case(each) for each in request.cases] or list(study.cases.values())
    for number, entry in enumerate(entries):
        report(number / len(entries), entry.id)
        opened = OpenCase(folder, folder.open_case(entry), request.reader, read_only=True)
        try:
            chosen = request.result or opened.reading.active_transform
            transform = opened.transform(chosen) if chosen else None
            grid = warp_grid(opened.case.fixed.grid, request.warp_spacing_mm)
            yield CaseExport(opened.case, opened.reading, transform, request.out / safe_name(entry.id), grid, study.id)
        finally:
            opened.close()


def warp_grid(fixed: Grid, spacing_mm: float) -> Grid:
    """The grid for warped scans: the fixed scan's, or one over the same box with equal spacing."""
    if spacing_mm < 0:
        raise InvalidInput("The spacing of a grid must be positive, got {s} mm.", s=spacing_mm)
    return fixed.resampled((spacing_mm, spacing_mm, spacing_mm)) if spacing_mm else fixed


def linear_or_field(transform: Transform, grid: Grid) -> Affine | DisplacementField:
    """The transform itself where other programs have a form for it, else sampled at every voxel of a grid."""
    from workstation.imaging.warping import dense_displacement
    from workstation.storage.interchange.transform_file import collapsed

    simple = collapsed(transform)
    return simple if isinstance(simple, Affine | DisplacementField) else dense_displacement(simple, grid)


def write_warped(each: CaseExport, suffix: str) -> None:
    """The moving scan, and its labels by nearest neighbour, on the chosen grid."""
    from workstation.core.labels import LabelMap
    from workstation.imaging.warping import warped_volume
    from workstation.storage.images import write_labels, write_volume
    from workstation.workbench.evaluate import warped_labels

    if each.transform is None:
        return
    write_volume(each.file(f"warped{suffix}"), warped_volume(each.case.moving, each.warp_grid, each.transform))
    if each.labels("moving") is not None:
        drawn: LabelMap = each.reading.labels["moving"]
        taken = warped_labels(drawn, each.case.moving.grid, each.warp_grid, each.transform)
        write_labels(each.file(f"warped_labels{suffix}"), taken.whole(), each.warp_grid)


def _nifti(each: CaseExport) -> None:
    from workstation.storage.images import write_displacement, write_volume
    from workstation.storage.interchange.itksnap import description_of, write_nifti_labels

    for side in SIDES:
        write_volume(each.file(f"{side}.nii.gz"), each.case.volume(side))
        labels = each.labels(side)
        if labels is not None:
            path = each.file(f"{side}_labels.nii.gz")
            write_nifti_labels(path, labels, each.grids[side], each.segments)
            each.written.append(description_of(path))
    write_warped(each, ".nii.gz")
    if each.transform is not None:
        from workstation.imaging.warping import dense_displacement

        write_displacement(each.file("displacement.nii.gz"), dense_displacement(each.transform, each.warp_grid))
    _our_csv(each)


def _slicer(each: CaseExport) -> None:
    from workstation.storage.images import write_volume
    from workstation.storage.interchange.points import table_of
    from workstation.storage.interchange.seg_nrrd import write_seg_nrrd
    from workstation.storage.interchange.slicer_markups import write_mrk_json

    for side in SIDES:
        write_volume(each.file(f"{side}.nrrd"), each.case.volume(side))
        labels = each.labels(side)
        if labels is not None:
            write_seg_nrrd(each.file(f"{side}.seg.nrrd"), labels, each.grids[side], each.segments)
        if len(each.reading.landmarks):
            write_mrk_json(each.file(f"{side}.mrk.json"), table_of(each.reading.landmarks), side)
    write_warped(each, ".nrrd")
    _itk(each)


def _itk(each: CaseExport) -> None:
    from workstation.storage.interchange.itk_transforms import write_itk

    if each.transform is not None:
        simple = linear_or_field(each.transform, each.warp_grid)
        write_itk(each.file("fixed_to_moving.h5"), simple)
        if isinstance(simple, Affine):
            write_itk(each.file("fixed_to_moving.tfm"), simple)


def _dicom(each: CaseExport) -> None:
    from workstation.storage.interchange.dicom_objects import Subject
    from workstation.storage.interchange.dicom_registration import write_dicom_fiducials, write_dicom_registration
    from workstation.storage.interchange.dicom_seg import write_dicom_seg
    from workstation.storage.interchange.points import table_of

    subject = Subject(each.case.id, each.study_id)
    for side in SIDES:
        labels = each.labels(side)
        if labels is not None:
            write_dicom_seg(each.file(f"{side}_seg.dcm"), labels, each.case.volume(side), each.segments, subject)
    if each.transform is not None:
        simple = linear_or_field(each.transform, each.warp_grid)
        write_dicom_registration(each.file("registration.dcm"), simple, each.case.fixed, each.case.moving, subject)
    if _is_placed(each):
        table = table_of(each.reading.landmarks)
        write_dicom_fiducials(each.file("fiducials.dcm"), table, each.case.fixed, each.case.moving, subject)


def _bigwarp(each: CaseExport) -> None:
    from workstation.storage.interchange.bigwarp import write_bigwarp
    from workstation.storage.interchange.points import table_of

    if _is_placed(each):
        write_bigwarp(each.file("landmarks.bigwarp.csv"), table_of(each.reading.landmarks), each.grids)


def _csv(each: CaseExport) -> None:
    from workstation.storage.interchange.control_points_csv import write_control_points
    from workstation.storage.interchange.points import table_of

    _our_csv(each)
    if len(each.reading.landmarks):
        for side in SIDES:
            write_control_points(each.file(f"{side}.points.csv"), table_of(each.reading.landmarks), side)


def _our_csv(each: CaseExport) -> None:
    from workstation.storage.interchange.our_csv import write_our_csv

    if len(each.reading.landmarks):
        write_our_csv(each.file("landmarks.csv"), each.reading.landmarks)


def _warped(each: CaseExport) -> None:
    write_warped(each, ".nii.gz")


def _voxel_field(each: CaseExport) -> None:
    from workstation.imaging.warping import dense_displacement
    from workstation.storage.interchange.displacement import write_voxel_field

    if each.transform is not None:
        dense = dense_displacement(each.transform, each.case.fixed.grid)
        write_voxel_field(each.file("displacement.npz"), dense, each.case.moving.grid)


def _is_placed(each: CaseExport) -> bool:
    return any(row.fixed or row.moving for row in each.reading.landmarks)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_saved(folder, error) from error


_WRITERS: Mapping[str, Writer] = {
    "nifti": _nifti, "slicer": _slicer, "itk": _itk, "dicom": _dicom, "bigwarp": _bigwarp, "csv": _csv, "warped": _warped,
    "voxelmorph": _voxel_field,
}  # fmt: skip

FORMATS: Mapping[str, str] = {
    "nifti": "scans, labels with names, warped scan, displacement field (.nii.gz), landmarks (.csv); for ITK-SNAP, ANTs",
    "slicer": "scans (.nrrd), labels (.seg.nrrd), landmarks (.mrk.json), transform (.h5) for 3D Slicer",
    "itk": "the transform for ITK, ANTs and elastix (.h5, and .tfm where it is linear)",
    "dicom": "Segmentation, Spatial or Deformable Registration, Spatial Fiducials (.dcm)",
    "bigwarp": "landmarks for BigWarp (.csv)",
    "csv": "landmarks for spreadsheets and Slicer (.csv)",
    "warped": "the moving scan and its labels on the fixed or a chosen grid (.nii.gz)",
    "voxelmorph": "the displacement field in voxels for VoxelMorph and MONAI (.npz)",
    "learn2reg": "a Learn2Reg data set of all cases",
    "bundle": "everything in one file that another workstation imports unchanged (.zip)",
}
