"""Label files: voxel-exact on oblique grids, cropped, layered and empty ones too, read back by SimpleITK and highdicom."""

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pydicom
import pytest
import SimpleITK
from hypothesis import given, settings
from hypothesis import strategies as st

from interchange_strategies import damaged, oblique_grid
from workstation.core.errors import UserError
from workstation.core.geometry import Grid
from workstation.core.labels import LAYERS, Segment
from workstation.core.volume import Volume
from workstation.storage.interchange import dicom_seg
from workstation.storage.interchange.dicom_objects import Subject, frame_of_reference
from workstation.storage.interchange.dicom_seg import read_dicom_seg, write_dicom_seg
from workstation.storage.interchange.itksnap import (
    description_of,
    read_label_description,
    read_nifti_labels,
    write_nifti_labels,
)
from workstation.storage.interchange.labels import LabelFile, Packing
from workstation.storage.interchange.nrrd import NrrdImage, write_nrrd
from workstation.storage.interchange.seg_nrrd import read_seg_nrrd, write_seg_nrrd

GRIDS = {
    "straight": Grid((5, 6, 7), (0.5, 0.2, 1.25)),
    "oblique": oblique_grid(),
    "mirrored": oblique_grid(mirrored=True),
}
SEGMENTS = (Segment(1, "囊肿", "#4a7de8"), Segment(3, "lesion, left", "#e0533d", "SCT 108369006 Neoplasm"),
            Segment(200, "rib", "#d9d9d9", "our own code"))  # fmt: skip


@pytest.fixture
def labels():
    values = np.random.default_rng(3).choice([0, 0, 0, 1, 3, 200], (5, 6, 7)).astype(np.uint8)
    values[0, 0, 0], values[-1, -1, -1] = 1, 200
    return values


def by_itk(path):
    image = SimpleITK.ReadImage(str(path))
    at = (4, 2, 3)
    return SimpleITK.GetArrayFromImage(image), np.array(image.TransformIndexToPhysicalPoint(at)), at


@pytest.mark.parametrize("kind", GRIDS)
def test_seg_nrrd_is_voxel_exact(tmp_path, labels, kind):
    grid = GRIDS[kind]
    write_seg_nrrd(tmp_path / "a.seg.nrrd", labels, grid, SEGMENTS)
    values, point, at = by_itk(tmp_path / "a.seg.nrrd")
    np.testing.assert_array_equal(values, labels)
    np.testing.assert_allclose(point, grid.to_world(at), atol=1e-9)
    read = read_seg_nrrd(tmp_path / "a.seg.nrrd")
    np.testing.assert_array_equal(read.on(grid), labels)
    assert read.segments == SEGMENTS
    assert read.notes == ()


def test_the_table_stands_in_the_header_as_slicer_writes_it(tmp_path, labels):
    write_seg_nrrd(tmp_path / "a.seg.nrrd", labels, GRIDS["oblique"], SEGMENTS)
    reader = SimpleITK.ImageFileReader()
    reader.SetFileName(str(tmp_path / "a.seg.nrrd"))
    reader.ReadImageInformation()
    said = {key: reader.GetMetaData(key) for key in reader.GetMetaDataKeys()}
    assert (said["Segment1_Name"], said["Segment1_LabelValue"], said["Segment1_Layer"]) == ("lesion, left", "3", "0")
    assert said["Segment0_Color"] == "0.290196 0.490196 0.909804"
    assert "SCT^108369006^Neoplasm" in said["Segment1_Tags"]
    assert said["Segment0_Extent"] == "0 6 0 5 0 4"
    assert said["Segmentation_ReferenceImageExtentOffset"] == "0 0 0"


def test_a_cropped_segmentation_lands_where_it_was_cut_out(tmp_path, labels):
    grid = GRIDS["oblique"]
    labels[:2], labels[:, :1], labels[..., 5:] = 0, 0, 0
    part = replace(grid, shape_zyx=(3, 5, 5), origin_mm=grid.point_of((0, 1, 2)))
    pairs = {"Segment0_ID": "a", "Segment0_LabelValue": "3", "Segmentation_ReferenceImageExtentOffset": "0 1 2"}
    write_nrrd(tmp_path / "c.seg.nrrd", NrrdImage(labels[2:, 1:, :5], part, "", pairs))
    np.testing.assert_array_equal(read_seg_nrrd(tmp_path / "c.seg.nrrd").on(grid), labels)


def test_segments_that_overlap_come_in_on_layers_and_it_is_said(tmp_path):
    grid, layers = GRIDS["oblique"], np.zeros((5, 6, 7, 2), np.uint8)
    layers[1, 1, 1:4, 0], layers[1, 1, 3:6, 1] = 1, 1
    pairs = {f"Segment{n}_{key}": value for n in (0, 1)
             for key, value in (("ID", f"s{n}"), ("Name", f"s{n}"), ("LabelValue", "1"), ("Layer", str(n)))}  # fmt: skip
    write_nrrd(tmp_path / "l.seg.nrrd", NrrdImage(layers, grid, "list", pairs))
    read = read_seg_nrrd(tmp_path / "l.seg.nrrd")
    assert [each[1, 1].tolist() for each in read.layers] == [[0, 1, 1, 1, 0, 0, 0], [0, 0, 0, 2, 2, 2, 0]]
    assert [(segment.name, segment.layer) for segment in read.segments] == [("s0", 0), ("s1", 1)]
    assert "they lie on 2 layers" in str(read.notes[0])


def overlapping(labels):
    """A second layer that overlaps with the first, and the rows of both."""
    upper = np.zeros_like(labels)
    upper[1:4, 2:5, 1:6] = 9
    return upper, (*SEGMENTS, Segment(9, "core", "#123456", layer=1))


@pytest.mark.parametrize("kind", GRIDS)
@pytest.mark.parametrize("suffix", [".seg.nrrd", ".dcm"])
def test_overlapping_labels_are_written_and_read_voxel_for_voxel(tmp_path, labels, kind, suffix):
    grid, path = GRIDS[kind], tmp_path / f"a{suffix}"
    upper, segments = overlapping(labels)
    if suffix == ".dcm":
        write_dicom_seg(path, labels, Volume.from_array(labels, grid, id="fixed"), segments, Subject("case 7"), [upper])
        read = read_dicom_seg(path)
    else:
        write_seg_nrrd(path, labels, grid, segments, [upper])
        read = read_seg_nrrd(path)
    drawn = [each for each in segments if each.value in (labels, upper)[each.layer]]
    assert [(each.value, each.name) for each in read.segments if each.value in {d.value for d in drawn}] == [
        (each.value, each.name) for each in drawn
    ]
    placed = [read.on(grid, n) for n in range(len(read.layers))]
    for segment in drawn:
        here = next(each.layer for each in read.segments if each.value == segment.value)
        np.testing.assert_array_equal(placed[here] == segment.value, (labels, upper)[segment.layer] == segment.value)


def test_more_structures_in_one_place_than_layers_leave_the_rest_to_the_later_one():
    packing = Packing((2, 2, 2))
    mask = np.ones((2, 2, 2), bool)
    assert [packing.put(value, mask) for value in range(1, LAYERS + 2)] == [*range(LAYERS), LAYERS - 1]
    assert (packing.layers[-1] == LAYERS + 1).all()
    assert "8 voxels were left to the later one" in str(packing.notes[0])


def test_structures_that_do_not_overlap_share_a_layer():
    packing = Packing((1, 1, 4))
    for value, span in ((1, slice(0, 2)), (2, slice(1, 3)), (3, slice(2, 4))):
        mask = np.zeros((1, 1, 4), bool)
        mask[..., span] = True
        packing.put(value, mask)
    assert [each[0, 0].tolist() for each in packing.layers] == [[1, 1, 3, 3], [0, 2, 2, 0]]


def test_a_segmentation_of_a_single_voxel_is_empty(tmp_path):
    pairs = {"Segment0_ID": "a", "Segment0_Name": "n", "Segment0_LabelValue": "1"}
    write_nrrd(tmp_path / "e.seg.nrrd", NrrdImage(np.ones((1, 1, 1), np.uint8), Grid((1, 1, 1), (1, 1, 1)), "", pairs))
    read = read_seg_nrrd(tmp_path / "e.seg.nrrd")
    assert not read.on(GRIDS["oblique"]).any()
    assert read.segments[0].name == "n"


def test_labels_beside_the_voxels_of_the_scan_are_refused(tmp_path, labels):
    write_seg_nrrd(tmp_path / "a.seg.nrrd", labels, GRIDS["oblique"], SEGMENTS)
    read = read_seg_nrrd(tmp_path / "a.seg.nrrd")
    for other in (replace(GRIDS["oblique"], origin_mm=GRIDS["oblique"].point_of((0.3, 0, 0))), GRIDS["straight"],
                  replace(GRIDS["oblique"], spacing_mm=(0.6, 0.2, 1.25))):  # fmt: skip
        with pytest.raises(UserError, match="resample"):
            read.on(other)


@pytest.mark.parametrize("kind", GRIDS)
@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_nifti_labels_are_voxel_exact_and_keep_their_names(tmp_path, labels, kind, suffix):
    path, grid = tmp_path / f"labels{suffix}", GRIDS[kind]
    write_nifti_labels(path, labels, grid, SEGMENTS)
    values, point, at = by_itk(path)
    np.testing.assert_array_equal(values, labels)
    np.testing.assert_allclose(point, grid.to_world(at), atol=1e-5)
    read = read_nifti_labels(path, grid)
    np.testing.assert_array_equal(read.on(grid), labels)
    assert [(s.value, s.name, s.colour) for s in read.segments] == [(s.value, s.name, s.colour) for s in SEGMENTS]


def test_the_header_of_nifti_labels_says_orientation_twice_and_no_slope(tmp_path, labels):
    nibabel = pytest.importorskip("nibabel")
    write_nifti_labels(tmp_path / "a.nii.gz", labels, GRIDS["oblique"], SEGMENTS)
    image = nibabel.load(tmp_path / "a.nii.gz")
    np.testing.assert_allclose(image.get_qform(), image.get_sform(), atol=1e-4)
    assert image.get_data_dtype() == np.uint8
    assert int(image.header["qform_code"]) > 0
    assert int(image.header["sform_code"]) > 0
    assert image.dataobj.slope in (0, 1) or np.isnan(image.dataobj.slope)


def test_a_label_description_reads_as_itk_snap_writes_it(tmp_path):
    (tmp_path / "d.txt").write_text(
        '# comment\n    0     0    0    0        0  0  0    "Clear Label"\n    2   255   16    0      0.5  1  0    "a  b"\n'
    )
    assert read_label_description(tmp_path / "d.txt") == [Segment(2, "a  b", "#ff1000")]
    for wrong in ("x\n", '300 1 1 1 1 1 1 "n"\n', '1 256 1 1 1 1 1 "n"\n', ""):
        (tmp_path / "d.txt").write_text(wrong)
        with pytest.raises(UserError):
            read_label_description(tmp_path / "d.txt")


@pytest.mark.parametrize("kind", GRIDS)
def test_dicom_seg_is_voxel_exact_and_read_by_highdicom(tmp_path, labels, kind):
    highdicom = pytest.importorskip("highdicom")
    grid = GRIDS[kind]
    volume = Volume.from_array(labels, grid, id="fixed")
    write_dicom_seg(tmp_path / "s.dcm", labels, volume, SEGMENTS, Subject("case 7"))
    read = read_dicom_seg(tmp_path / "s.dcm")
    np.testing.assert_array_equal(read.on(grid), labels)
    assert [(s.value, s.name, s.code) for s in read.segments] == [
        (1, "囊肿", ""), (3, "lesion, left", "SCT 108369006 Neoplasm"), (200, "rib", "")
    ]  # fmt: skip
    theirs = highdicom.seg.segread(tmp_path / "s.dcm")
    assert (theirs.SegmentationType, theirs.FrameOfReferenceUID) == ("BINARY", frame_of_reference(volume))
    assert theirs.PatientID == "case 7"
    picture = theirs.get_volume(segment_numbers=[2], combine_segments=False)
    where = np.argwhere(picture.array[..., 0])
    points = where @ picture.affine[:3, :3].T + picture.affine[:3, 3]
    expected = grid.to_world(np.argwhere(labels == 3)[:, ::-1])
    order = [np.lexsort(np.round(each, 6).T) for each in (points, expected)]
    np.testing.assert_allclose(points[order[0]], expected[order[1]], atol=1e-6)


def test_a_seg_of_shares_gives_each_voxel_to_the_largest_from_one_half_on(tmp_path):
    highdicom = pytest.importorskip("highdicom")
    grid = Grid((3, 4, 5), (0.5, 0.4, 1.5), (1.0, 2.0, 3.0))
    shares = np.zeros((3, 4, 5, 2), np.float32)
    shares[0, 0, :3, 0] = 0.4, 0.5, 0.9
    shares[0, 0, :3, 1] = 0.1, 0.3, 1.0
    shares[2, 3, 4, 1] = 0.6
    volume = Volume.from_array(np.zeros(grid.shape_zyx, np.uint8), grid, id="fixed")
    source = dicom_seg._stand_in(volume, grid, Subject("x"))
    affine = dicom_seg._affine(grid)
    picture = highdicom.Volume(shares, affine, "PATIENT", source.FrameOfReferenceUID,
                               channels={"SegmentNumber": [1, 2]})  # fmt: skip
    made = highdicom.seg.Segmentation(
        [source], picture, "FRACTIONAL", [dicom_seg._description(n, each) for n, each in enumerate(SEGMENTS[:2], 1)],
        pydicom.uid.generate_uid(), 2, pydicom.uid.generate_uid(), 1, "m", "m", "1", "0",
    )  # fmt: skip
    made.SpecificCharacterSet = "ISO_IR 192"
    made.save_as(tmp_path / "s.dcm")
    read = read_dicom_seg(tmp_path / "s.dcm")
    first, second = (segment.value for segment in read.segments)
    wanted = np.zeros(grid.shape_zyx, np.uint8)
    wanted[0, 0, :3], wanted[2, 3, 4] = (0, first, second), second
    np.testing.assert_array_equal(read.on(grid), wanted)
    assert "largest" in str(read.notes[0])


@pytest.mark.parametrize("kind", GRIDS)
def test_nibabel_finds_every_label_voxel_where_it_lies_in_the_world(tmp_path, labels, kind):
    nibabel = pytest.importorskip("nibabel")
    grid = GRIDS[kind]
    write_nifti_labels(tmp_path / "a.nii.gz", labels, grid, SEGMENTS)
    image = nibabel.load(tmp_path / "a.nii.gz")
    theirs = np.asarray(image.dataobj)
    np.testing.assert_array_equal(theirs.transpose(2, 1, 0), labels)
    where = np.argwhere(theirs > 0)
    ras = where @ image.affine[:3, :3].T + image.affine[:3, 3]
    np.testing.assert_allclose(ras * (-1, -1, 1), grid.to_world(where), atol=1e-5)


@given(
    order=st.permutations([0, 1, 2]), flips=st.tuples(*[st.booleans()] * 3), shift=st.tuples(*[st.integers(-8, 8)] * 3)
)
@settings(max_examples=60)
def test_voxels_land_by_their_place_in_the_world_whatever_the_order_of_axes(order, flips, shift):
    grid = oblique_grid()
    axes = grid.axes[:, order] * np.where(flips, -1, 1)
    spacing = tuple(grid.spacing_mm[n] for n in order)
    own = Grid((4, 3, 6), spacing, grid.point_of(shift), tuple(axes.ravel()))
    values = np.random.default_rng(0).integers(1, 4, own.shape_zyx).astype(np.uint8)
    expected = np.zeros(grid.shape_zyx, np.uint8)
    for z, y, x in np.ndindex(own.shape_zyx):
        i, j, k = np.rint(grid.to_index(own.to_world((x, y, z)))).astype(int)
        if all(0 <= n < size for n, size in zip((i, j, k), grid.size_xyz, strict=True)):
            expected[k, j, i] = values[z, y, x]
    np.testing.assert_array_equal(LabelFile(values, own, ()).on(grid), expected)


def test_a_dicom_seg_of_nothing_is_refused(tmp_path, labels):
    volume = Volume.from_array(labels, GRIDS["oblique"], id="fixed")
    with pytest.raises(UserError, match="Nothing is drawn"):
        write_dicom_seg(tmp_path / "s.dcm", labels * 0, volume, SEGMENTS, Subject("x"))


@given(seed=st.integers(0, 100_000))
@settings(max_examples=30)
def test_damage_anywhere_ends_in_labels_or_one_sentence(tmp_path_factory, seed):
    folder, grid = tmp_path_factory.mktemp("damage"), oblique_grid((2, 3, 4))
    labels = np.arange(24, dtype=np.uint8).reshape(2, 3, 4) % 3
    write_seg_nrrd(folder / "a.seg.nrrd", labels, grid, SEGMENTS)
    write_nifti_labels(folder / "a.nii", labels, grid, SEGMENTS)
    write_dicom_seg(folder / "a.dcm", labels, Volume.from_array(labels, grid), SEGMENTS, Subject("x"))
    readers = {"a.seg.nrrd": read_seg_nrrd, "a.dcm": read_dicom_seg}
    for path in (folder / "a.seg.nrrd", folder / "a.nii", folder / "a.dcm", description_of(folder / "a.nii")):
        path.write_bytes(damaged(path.read_bytes(), seed))
        with suppress(UserError):
            readers.get(path.name, lambda path: read_nifti_labels(path, grid))(path)
