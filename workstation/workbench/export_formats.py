"""The formats in which a case leaves the program, in one table for the window and the command line.

A format names what the receiver can read. Label maps are warped by nearest neighbour, always.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workstation.core.geometry import SIDES
from workstation.core.transform import Affine
from workstation.workbench.case_export import CONTENTS, CaseExport, Content, linear_or_field


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One row of the table.

    Parameters
    ----------
    title, summary : what it is called, and what is written
    contents : what it can hold; a person may leave some out
    write : writes one case; None for formats that take all cases together
    """

    title: str
    summary: str
    contents: tuple[Content, ...]
    write: Callable[[CaseExport], None] | None = None


def write_warped(each: CaseExport, suffix: str) -> None:
    """The moving scan, and its labels by nearest neighbour, on the chosen grid."""
    from workstation.imaging.warping import warped_volume
    from workstation.storage.images import write_labels, write_volume
    from workstation.workbench.evaluate import warped_labels

    if each.transform is None or not each.wants("warped"):
        return
    write_volume(each.file(f"warped{suffix}"), warped_volume(each.case.moving, each.warp_grid, each.transform))
    for layer, drawn in each.reading.layers("moving"):
        if drawn.values():
            taken = warped_labels(drawn, each.case.moving.grid, each.warp_grid, each.transform)
            write_labels(each.file_of_layer("warped_labels", layer, suffix), taken.whole(), each.warp_grid)


def _nifti(each: CaseExport) -> None:
    from workstation.storage.images import write_displacement
    from workstation.storage.interchange.itksnap import description_of, write_nifti_labels

    _scans(each, ".nii.gz")
    for side in SIDES:
        for layer, labels in each.layers(side):
            path = each.file_of_layer(f"{side}_labels", layer, ".nii.gz")
            write_nifti_labels(path, labels, each.grids[side], each.segments_of(layer))
            each.written.append(description_of(path))
    write_warped(each, ".nii.gz")
    if each.map is not None:
        from workstation.imaging.warping import dense_displacement

        write_displacement(each.file("displacement.nii.gz"), dense_displacement(each.map, each.warp_grid))
    _our_csv(each)


def _slicer(each: CaseExport) -> None:
    from workstation.storage.interchange.points import table_of
    from workstation.storage.interchange.seg_nrrd import write_seg_nrrd
    from workstation.storage.interchange.slicer_markups import write_mrk_json

    _scans(each, ".nrrd")
    for side in SIDES:
        layers = [labels for _, labels in each.layers(side)]
        if layers:
            path = each.file(f"{side}.seg.nrrd")
            write_seg_nrrd(path, layers[0], each.grids[side], each.segments, layers[1:])
        if each.landmarks:
            write_mrk_json(each.file(f"{side}.mrk.json"), table_of(each.landmarks), side)
    write_warped(each, ".nrrd")
    _itk(each)


def _itk(each: CaseExport) -> None:
    from workstation.storage.interchange.itk_transforms import write_itk
    from workstation.storage.interchange.mat_files import write_matrix_text

    if each.map is not None:
        simple = linear_or_field(each.map, each.warp_grid)
        write_itk(each.file("fixed_to_moving.h5"), simple)
        if isinstance(simple, Affine):
            write_itk(each.file("fixed_to_moving.tfm"), simple)
            write_matrix_text(each.file("fixed_to_moving.mat"), simple)


def _dicom(each: CaseExport) -> None:
    from workstation.storage.interchange.dicom_objects import Subject
    from workstation.storage.interchange.dicom_registration import write_dicom_fiducials, write_dicom_registration
    from workstation.storage.interchange.dicom_seg import write_dicom_seg
    from workstation.storage.interchange.points import table_of

    subject = Subject(each.case.id, each.study_id)
    for side in SIDES:
        layers = [labels for _, labels in each.layers(side)]
        if layers:
            path = each.file(f"{side}_seg.dcm")
            write_dicom_seg(path, layers[0], each.case.volume(side), each.segments, subject, layers[1:])
    if each.map is not None:
        simple = linear_or_field(each.map, each.warp_grid)
        write_dicom_registration(each.file("registration.dcm"), simple, each.case.fixed, each.case.moving, subject)
    if each.placed:
        table = table_of(each.placed)
        write_dicom_fiducials(each.file("fiducials.dcm"), table, each.case.fixed, each.case.moving, subject)


def _bigwarp(each: CaseExport) -> None:
    from workstation.storage.interchange.bigwarp import write_bigwarp
    from workstation.storage.interchange.points import table_of

    if each.placed:
        write_bigwarp(each.file("landmarks.bigwarp.csv"), table_of(each.placed), each.grids)


def _csv(each: CaseExport) -> None:
    from workstation.storage.interchange.control_points_csv import write_control_points
    from workstation.storage.interchange.points import table_of

    _our_csv(each)
    if each.landmarks:
        for side in SIDES:
            write_control_points(each.file(f"{side}.points.csv"), table_of(each.landmarks), side)


def _our_csv(each: CaseExport) -> None:
    from workstation.storage.interchange.our_csv import write_our_csv

    if each.landmarks:
        write_our_csv(each.file("landmarks.csv"), each.landmarks)


def _warped(each: CaseExport) -> None:
    write_warped(each, ".nii.gz")


def _voxel_field(each: CaseExport) -> None:
    from workstation.imaging.warping import dense_displacement
    from workstation.storage.interchange.displacement import write_voxel_field

    if each.map is not None:
        dense = dense_displacement(each.map, each.case.fixed.grid)
        write_voxel_field(each.file("displacement.npz"), dense, each.case.moving.grid)


def _scans(each: CaseExport, suffix: str) -> None:
    from workstation.storage.images import write_volume

    if each.wants("scans"):
        for side in SIDES:
            write_volume(each.file(f"{side}{suffix}"), each.case.volume(side))


FORMATS: Mapping[str, ExportFormat] = {
    "nifti": ExportFormat(
        "NIfTI (ITK-SNAP, ANTs, FSL)",
        "Scans, labels with names, warped scan and displacement field as .nii.gz, landmarks as .csv.",
        CONTENTS, _nifti,
    ),
    "slicer": ExportFormat(
        "3D Slicer",
        "Scans as .nrrd, labels as .seg.nrrd, landmarks as .mrk.json, the transform as .h5 (.tfm, .mat).",
        CONTENTS, _slicer,
    ),
    "itk": ExportFormat(
        "ITK transform (ANTs, elastix, greedy)",
        "The transform as .h5; where it is linear also as .tfm, and as .mat in RAS.",
        ("transform",), _itk,
    ),
    "dicom": ExportFormat(
        "DICOM objects",
        "Segmentation, Spatial or Deformable Registration and Spatial Fiducials as .dcm.",
        ("labels", "landmarks", "transform"), _dicom,
    ),
    "bigwarp": ExportFormat("BigWarp", "Landmarks as the .csv of BigWarp.", ("landmarks",), _bigwarp),
    "csv": ExportFormat("Tables", "Landmarks as .csv for spreadsheets and for Slicer.", ("landmarks",), _csv),
    "warped": ExportFormat(
        "Warped scan", "The moving scan and its labels on the fixed or a chosen grid as .nii.gz.", ("warped",), _warped
    ),
    "voxelmorph": ExportFormat(
        "VoxelMorph, MONAI", "The displacement field in voxels as .npz.", ("transform",), _voxel_field
    ),
    "learn2reg": ExportFormat(
        "Learn2Reg data set",
        "All chosen cases as one data set: images, labels, landmarks, displacement fields and the JSON that lists them.",
        (),
    ),
    "bundle": ExportFormat(
        "Bundle for another workstation",
        "Everything of the chosen cases in one .zip, with all readers' work and its history, to the last bit.",
        (),
    ),
}  # fmt: skip
