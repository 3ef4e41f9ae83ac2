"""Exports, read back by other programs' libraries, and scored as they would score them."""

import json
from dataclasses import replace

import numpy as np
import pytest
import SimpleITK

from small_study import GRIDS, MOTION, READER, make_study, pair_of
from workstation.core.errors import Cancelled, UserError
from workstation.core.label_commands import AddSegment, PaintLabels
from workstation.core.labels import Segment
from workstation.core.landmarks import Correspondence
from workstation.core.study import CaseEntry
from workstation.core.study_commands import AddCase
from workstation.core.volume import Provenance
from workstation.imaging.metrics import target_registration_error
from workstation.storage.images import read_labels, read_volume
from workstation.storage.interchange.bigwarp import read_bigwarp
from workstation.storage.interchange.dicom_registration import read_dicom_fiducials, read_dicom_registration
from workstation.storage.interchange.dicom_seg import read_dicom_seg
from workstation.storage.interchange.displacement import read_displacement
from workstation.storage.interchange.learn2reg import read_learn2reg_points
from workstation.storage.interchange.our_csv import read_our_csv
from workstation.storage.interchange.seg_nrrd import read_seg_nrrd
from workstation.storage.interchange.slicer_markups import read_mrk_json
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.exporting import FORMATS, ExportRequest, export
from workstation.workbench.history import History
from workstation.workbench.open_case import OpenCase


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_study(tmp_path_factory.mktemp("s") / "study")


def files_of(folder):
    return {path.relative_to(folder.path): path.read_bytes() for path in folder.path.rglob("*")
            if path.is_file() and path.suffix != ".lock"}  # fmt: skip


def reading_of(folder, case="a"):
    entry = folder.open_study(read_only=True).state.case(case)
    opened = OpenCase(folder, folder.open_case(entry), READER, read_only=True)
    opened.close()
    return opened.reading


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_files_and_leaves_the_study_as_it_was(folder, tmp_path, name):
    before = files_of(folder)
    made = export(ExportRequest(folder.path, name, tmp_path / "out", reader=READER))
    written = made.files
    assert written
    assert not made.notes
    assert all(path.is_file() for path in written)
    on_disk = {path for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert on_disk == set(written)
    assert files_of(folder) == before


def test_nifti_export_is_read_by_simpleitk_at_the_same_places(folder, tmp_path):
    export(ExportRequest(folder.path, "nifti", tmp_path, ("a",), READER))
    out = tmp_path / "a"
    fixed = SimpleITK.ReadImage(str(out / "fixed.nii.gz"))
    np.testing.assert_allclose(
        fixed.TransformIndexToPhysicalPoint((3, 4, 5)), GRIDS["fixed"].to_world((3, 4, 5)), atol=1e-4
    )
    assert (read_labels(out / "fixed_labels.nii.gz", GRIDS["fixed"]) == 4).sum() == 3 * 4 * 4
    assert (out / "fixed_labels.label.txt").read_text().count("lesion") == 1
    moved = SimpleITK.DisplacementFieldTransform(
        SimpleITK.ReadImage(str(out / "displacement.nii.gz"), SimpleITK.sitkVectorFloat64)
    )
    point = GRIDS["fixed"].point_of((4, 5, 4))
    np.testing.assert_allclose(moved.TransformPoint(point), MOTION([point])[0], atol=1e-4)
    marks = read_our_csv(out / "landmarks.csv")
    assert marks == list(reading_of(folder).landmarks)


def test_the_warped_scan_lies_on_the_chosen_grid_and_looks_like_the_fixed_one(folder, tmp_path):
    export(ExportRequest(folder.path, "warped", tmp_path / "same", ("a",), READER))
    export(ExportRequest(folder.path, "warped", tmp_path / "two", ("a",), READER, warp_spacing_mm=2.0))
    same, two = (read_volume(tmp_path / name / "a" / "warped.nii.gz", "w") for name in ("same", "two"))
    assert same.grid.nearly_equals(GRIDS["fixed"])
    assert two.grid.spacing_mm == pytest.approx((2.0, 2.0, 2.0))
    labels = read_labels(tmp_path / "two" / "a" / "warped_labels.nii.gz", two.grid)
    assert set(np.unique(labels)) == {0, 4}, "labels are never interpolated"


def test_slicer_export_holds_pairs_by_id_labels_and_the_transform(folder, tmp_path):
    export(ExportRequest(folder.path, "slicer", tmp_path, ("a",), READER))
    fixed, moving = (read_mrk_json(tmp_path / "a" / f"{side}.mrk.json", side) for side in ("fixed", "moving"))
    assert [row.id for row in fixed.rows] == [row.id for row in moving.rows]
    assert moving.rows[0].moving is None
    assert read_seg_nrrd(tmp_path / "a" / "moving.seg.nrrd").segments[0].code == "SCT 108369006 Neoplasm"
    theirs = SimpleITK.ReadTransform(str(tmp_path / "a" / "fixed_to_moving.h5"))
    np.testing.assert_allclose(theirs.TransformPoint((1.0, 2.0, 3.0)), MOTION([[1, 2, 3]])[0], atol=1e-6)
    assert (tmp_path / "a" / "fixed_to_moving.tfm").is_file()


def test_dicom_export_is_read_back_with_the_field_as_deformable_registration(folder, tmp_path):
    export(ExportRequest(folder.path, "dicom", tmp_path, ("a",), READER, result="field0"))
    out = tmp_path / "a"
    assert read_dicom_seg(out / "fixed_seg.dcm").on(GRIDS["fixed"]).sum() == 4 * 48
    points = GRIDS["fixed"].to_world([[2.2, 3.3, 4.4], [5, 5, 5]])
    np.testing.assert_allclose(
        read_dicom_registration(out / "registration.dcm").transform(points), MOTION(points), atol=1e-5
    )
    rows = read_dicom_fiducials(out / "fiducials.dcm").rows
    assert [row.name for row in rows] == [f"点 {n}" for n in range(5)]


def test_bigwarp_export_holds_every_landmark(folder, tmp_path):
    export(ExportRequest(folder.path, "bigwarp", tmp_path, ("a",), READER))
    rows = read_bigwarp(tmp_path / "a" / "landmarks.bigwarp.csv").rows
    mark = reading_of(folder).landmarks["L10"]
    np.testing.assert_allclose(rows[1].fixed, np.array(mark.fixed.voxel_xyz) * GRIDS["fixed"].spacing_mm, atol=1e-9)


def learn2reg_tre(disp, fixed, moving, spacing_mov):
    """As described: the field at the fixed landmark, by cubic interpolation, added to it, in mm of the moving scan."""
    from scipy.ndimage import map_coordinates

    u = np.stack([map_coordinates(disp[..., axis], fixed.T, order=3, mode="nearest") for axis in range(3)], axis=1)
    return np.linalg.norm((fixed + u - moving) * spacing_mov, axis=1)


def test_a_learn2reg_data_set_is_listed_and_scored_as_by_its_description(folder, tmp_path):
    nibabel = pytest.importorskip("nibabel")
    export(ExportRequest(folder.path, "learn2reg", tmp_path, reader=READER, task="Breast"))
    listed = json.loads((tmp_path / "Breast_dataset.json").read_text(encoding="utf-8"))
    assert listed["name"] == "Breast"
    assert listed["tensorImageShape"]["0"] == list(GRIDS["fixed"].size_xyz)
    assert listed["registration_val"][1] == {"fixed": "./imagesTr/Breast_0002_0000.nii.gz",
                                             "moving": "./imagesTr/Breast_0002_0001.nii.gz"}  # fmt: skip
    for entry in listed["training"]:
        assert all((tmp_path / path).is_file() for path in entry.values())
    disp = np.asarray(nibabel.load(tmp_path / "displacements" / "disp_0001_0001.nii.gz").dataobj, dtype=np.float64)
    tables = [tmp_path / "landmarksTr" / f"Breast_0001_000{n}.csv" for n in (0, 1)]
    fixed, moving = (np.loadtxt(path, delimiter=",") for path in tables)
    assert len(fixed) == 4, "only landmarks that are placed in both scans"
    spacing = np.array(
        nibabel.load(tmp_path / "imagesTr" / "Breast_0001_0001.nii.gz").header.get_zooms()[:3], dtype=float
    )
    theirs = learn2reg_tre(disp, fixed, moving, np.round(spacing, 6))
    transform = read_displacement(tmp_path / "displacements" / "disp_0001_0001.nii.gz").stated(GRIDS)
    table = read_learn2reg_points(*tables).in_frame("LPS", GRIDS)
    ours = target_registration_error([Correspondence("", "", row.fixed, row.moving) for row in table.rows], transform)
    np.testing.assert_allclose(theirs, ours, atol=1e-6)
    np.testing.assert_allclose(ours, 0.3 * np.sqrt(3) * np.arange(1, 5), atol=1e-5)


def test_what_is_not_there_is_said_and_nothing_is_written(folder, tmp_path):
    for request in (ExportRequest(folder.path, "slidshow", tmp_path / "o"), ExportRequest(tmp_path, "nifti", tmp_path / "o"),
                    ExportRequest(folder.path, "nifti", tmp_path / "o", ("nobody",)),
                    ExportRequest(folder.path, "bigwarp", tmp_path / "o", reader="Wang"),
                    ExportRequest(folder.path, "nifti", tmp_path / "o", ("a",), READER, result="none"),
                    ExportRequest(folder.path, "warped", tmp_path / "o", ("a",), READER, warp_spacing_mm=-1)):  # fmt: skip
        with pytest.raises(UserError) as error:
            export(request)
        assert "\n" not in str(error.value)
    assert not (tmp_path / "o").exists()


def test_files_of_a_case_with_doubtful_millimetres_come_with_a_warning(tmp_path):
    other = StudyFolder.create(tmp_path / "study", "doubtful")
    fixed, moving = pair_of(0)
    doubtful = replace(fixed, provenance=Provenance(state="doubtful", doubt="The header looks like a placeholder."))
    other.write_case("a", doubtful, moving)
    listing = History(other.open_study())
    listing.do(AddCase(CaseEntry("a")))
    listing.close()
    for name in ("nifti", "learn2reg"):
        (note,) = export(ExportRequest(other.path, name, tmp_path / name, reader=READER)).notes
        assert "placeholder" in str(note)


def test_only_the_chosen_parts_are_written(folder, tmp_path):
    names = {}
    for content in ("scans", "labels", "landmarks", "transform", "warped"):
        request = ExportRequest(
            folder.path, "slicer", tmp_path / content, ("a",), READER, contents=frozenset({content})
        )
        names[content] = sorted(path.name for path in export(request).files)
    assert names == {
        "scans": ["fixed.nrrd", "moving.nrrd"],
        "labels": ["fixed.seg.nrrd", "moving.seg.nrrd"],
        "landmarks": ["fixed.mrk.json", "moving.mrk.json"],
        "transform": ["fixed_to_moving.h5", "fixed_to_moving.mat", "fixed_to_moving.tfm"],
        "warped": ["warped.nrrd", "warped_labels.nrrd"],
    }


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_is_stopped_leaves_nothing_behind_at_any_moment(folder, tmp_path, name):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("kept")
    stops = 0
    while True:
        calls = []

        def report(share, note, calls=calls, most=stops):
            assert 0 <= share <= 1
            calls.append(note)
            if len(calls) > most:
                raise Cancelled

        out = tmp_path / ("mine" if stops % 2 else "new")
        try:
            export(ExportRequest(folder.path, name, out, reader=READER), report)
        except Cancelled:
            assert [path.name for path in tmp_path.rglob("*")] == ["mine", "a.txt"]
            stops += 1
            continue
        break
    assert stops > 2


def test_files_of_the_same_names_are_replaced_and_others_stay(folder, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "landmarks.csv").write_text("old")
    (tmp_path / "a" / "notes.txt").write_text("mine")
    export(ExportRequest(folder.path, "csv", tmp_path, ("a",), READER))
    assert (tmp_path / "a" / "landmarks.csv").read_text() != "old"
    assert (tmp_path / "a" / "notes.txt").read_text() == "mine"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.fixture(scope="module")
def layered(tmp_path_factory):
    """A study in which a core lies inside the lesion, on a layer above it."""
    folder = make_study(tmp_path_factory.mktemp("l") / "study", ("a",))
    entry = folder.open_study(read_only=True).state.case("a")
    opened = OpenCase(folder, folder.open_case(entry), READER)
    opened.history.do(AddSegment(Segment(9, "core", "#123456", layer=1)))
    after = opened.reading.layer("fixed", 1).copy()
    after.write((slice(4, 6), slice(5, 7), slice(4, 6)), np.full((2, 2, 2), 9, np.uint8))
    patch = after.difference_from(opened.reading.layer("fixed", 1))
    opened.history.do(PaintLabels("fixed", patch, value=9, layer=1))
    opened.close()
    return folder


def test_formats_with_one_label_a_voxel_get_a_file_for_each_layer_and_it_is_said(layered, tmp_path):
    made = export(ExportRequest(layered.path, "nifti", tmp_path, ("a",), READER))
    lowest, upper = (
        read_labels(tmp_path / "a" / f"fixed_labels{name}.nii.gz", GRIDS["fixed"]) for name in ("", "_layer2")
    )
    assert ((lowest == 4).sum(), (upper == 9).sum(), (upper == 4).sum()) == (48, 8, 0)
    assert "core" in (tmp_path / "a" / "fixed_labels_layer2.label.txt").read_text()
    assert [str(note) for note in made.notes] == [
        "Case a: labels overlap, so fixed_labels_layer2.nii.gz holds those of layer 2."
    ]


@pytest.mark.parametrize(("name", "file", "read"), [("slicer", "fixed.seg.nrrd", read_seg_nrrd),
                                                    ("dicom", "fixed_seg.dcm", read_dicom_seg)])  # fmt: skip
def test_formats_that_know_overlap_get_all_layers_in_one_file(layered, tmp_path, name, file, read):
    assert not export(ExportRequest(layered.path, name, tmp_path, ("a",), READER)).notes
    made = read(tmp_path / "a" / file)
    lesion, core = (made.on(GRIDS["fixed"], n) for n in range(2))
    assert ((lesion == 4).sum(), (core == 9).sum()) == (48, 8)


def test_a_data_set_with_one_label_a_voxel_says_whose_it_is(layered, tmp_path):
    made = export(ExportRequest(layered.path, "learn2reg", tmp_path, ("a",), READER))
    (labels,) = (tmp_path / "labelsTr").glob("*_0000.nii.gz")
    values = read_labels(labels, GRIDS["fixed"])
    assert ((values == 4).sum(), (values == 9).sum()) == (40, 8)
    assert any("that of the higher layer" in str(note) for note in made.notes)
