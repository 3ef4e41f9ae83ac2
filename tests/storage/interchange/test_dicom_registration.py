"""DICOM registrations and fiducials: what pydicom reads back is what PS3.3 says it should mean."""

from contextlib import suppress

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from interchange_strategies import damaged, oblique_grid, tables
from workstation.core.errors import UserError
from workstation.core.transform import Affine, DisplacementField
from workstation.core.volume import Volume
from workstation.storage.interchange.dicom_objects import Subject, frame_of_reference
from workstation.storage.interchange.dicom_registration import (
    read_dicom_fiducials,
    read_dicom_registration,
    write_dicom_fiducials,
    write_dicom_registration,
)
from workstation.storage.interchange.points import PointRow, PointTable

GRID = oblique_grid()
FIXED, MOVING = (Volume.from_array(np.full(GRID.shape_zyx, value, np.uint8), GRID) for value in (1, 2))
AFFINE = Affine.about(GRID.centre_mm, [[1.02, 0.1, 0.0], [-0.08, 0.97, 0.05], [0.02, 0.0, 1.01]], (1.0, -2.0, 0.5))
POINTS = np.random.default_rng(0).uniform(-50, 50, (20, 3))


def field_on(grid):
    vectors = np.random.default_rng(1).uniform(-2, 2, (*grid.shape_zyx, 3))
    return DisplacementField(grid, vectors.astype(np.float32))


def test_a_spatial_registration_maps_moving_points_to_fixed_ones(tmp_path):
    write_dicom_registration(tmp_path / "r.dcm", AFFINE, FIXED, MOVING, Subject("case 7"))
    dataset = pydicom.dcmread(tmp_path / "r.dcm")
    assert (dataset.Modality, dataset.SOPClassUID.name) == ("REG", "Spatial Registration Storage")
    assert dataset.FrameOfReferenceUID == frame_of_reference(FIXED)
    first, second = dataset.RegistrationSequence
    assert (first.FrameOfReferenceUID, second.FrameOfReferenceUID) == (
        frame_of_reference(FIXED),
        frame_of_reference(MOVING),
    )
    matrices = [
        np.array(each.MatrixRegistrationSequence[0].MatrixSequence[0].FrameOfReferenceTransformationMatrix, float)
        for each in (first, second)
    ]
    np.testing.assert_array_equal(matrices[0].reshape(4, 4), np.eye(4))
    moving = AFFINE(POINTS)
    back = moving @ matrices[1].reshape(4, 4)[:3, :3].T + matrices[1].reshape(4, 4)[:3, 3]
    np.testing.assert_allclose(back, POINTS, atol=1e-9)
    np.testing.assert_allclose(read_dicom_registration(tmp_path / "r.dcm").transform(POINTS), moving, atol=1e-9)


@pytest.mark.parametrize(
    ("matrix", "kind"),
    [(np.eye(3), "RIGID"), (np.diag([1, 2, 3]), "RIGID_SCALE"), (np.diag([1, 1, -1]), "RIGID_SCALE"),
     ([[1, 0.2, 0], [0, 1, 0], [0, 0, 1]], "AFFINE")],
)  # fmt: skip
def test_the_type_of_the_matrix_is_stated(tmp_path, matrix, kind):
    write_dicom_registration(tmp_path / "r.dcm", Affine(matrix, np.ones(3)), FIXED, MOVING, Subject("x"))
    item = pydicom.dcmread(tmp_path / "r.dcm").RegistrationSequence[1].MatrixRegistrationSequence[0].MatrixSequence[0]
    assert item.FrameOfReferenceTransformationMatrixType == kind


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_deformable_registration_gives_the_place_in_the_source(tmp_path, mirrored):
    grid = oblique_grid(mirrored=mirrored)
    field = field_on(grid)
    write_dicom_registration(tmp_path / "d.dcm", field, FIXED, MOVING, Subject("case 7"))
    item = pydicom.dcmread(tmp_path / "d.dcm").DeformableRegistrationSequence[0]
    assert item.SourceFrameOfReferenceUID == frame_of_reference(MOVING)
    lattice = item.DeformableRegistrationGridSequence[0]
    nx, ny, nz = lattice.GridDimensions
    vectors = np.frombuffer(lattice.VectorGridData, "<f4").reshape(nz, ny, nx, 3)
    row, column = (
        np.array(lattice.ImageOrientationPatient[:3], float),
        np.array(lattice.ImageOrientationPatient[3:], float),
    )
    i, j, k = 2, 3, 1
    dx, dy, dz = lattice.GridResolution
    start = np.array(lattice.ImagePositionPatient, float)
    point = start + row * dx * i + column * dy * j + np.cross(row, column) * dz * k
    np.testing.assert_allclose(point + vectors[k, j, i], field(point[None])[0], atol=1e-4)
    read = read_dicom_registration(tmp_path / "d.dcm").transform
    inner = grid.to_world(np.random.default_rng(5).uniform(0.5, 3.5, (30, 3)))
    np.testing.assert_allclose(read(inner), field(inner), atol=1e-5)


def test_matrices_before_and_after_the_deformation_are_applied_in_that_order(tmp_path):
    field, before, after = field_on(GRID), Affine.translation((0.1, 0.2, 0.3)), AFFINE
    write_dicom_registration(tmp_path / "d.dcm", field, FIXED, MOVING, Subject("x"))
    dataset = pydicom.dcmread(tmp_path / "d.dcm")
    for keyword, affine in (("Pre", before), ("Post", after)):
        item = Dataset()
        item.FrameOfReferenceTransformationMatrix = [
            *np.c_[affine.matrix, affine.offset_mm].ravel().round(9),
            0,
            0,
            0,
            1,
        ]
        item.FrameOfReferenceTransformationMatrixType = "AFFINE"
        setattr(dataset.DeformableRegistrationSequence[0], f"{keyword}DeformationMatrixRegistrationSequence", [item])
    dataset.save_as(tmp_path / "e.dcm")
    inner = GRID.to_world(np.random.default_rng(5).uniform(0.5, 3.5, (30, 3)))
    expected = after(field(before(inner)))
    np.testing.assert_allclose(read_dicom_registration(tmp_path / "e.dcm").transform(inner), expected, atol=1e-6)


def test_several_matrices_multiply_from_left_to_right(tmp_path):
    write_dicom_registration(tmp_path / "r.dcm", Affine.identity(), FIXED, MOVING, Subject("x"))
    dataset = pydicom.dcmread(tmp_path / "r.dcm")
    one, two = Affine(np.diag([2.0, 1, 1]), np.zeros(3)), Affine.translation((1, 0, 0))
    made = []
    for affine in (one, two):
        item = Dataset()
        item.FrameOfReferenceTransformationMatrix = [*np.c_[affine.matrix, affine.offset_mm].ravel(), 0, 0, 0, 1]
        item.FrameOfReferenceTransformationMatrixType = "AFFINE"
        made.append(item)
    dataset.RegistrationSequence[1].MatrixRegistrationSequence[0].MatrixSequence = made
    dataset.save_as(tmp_path / "m.dcm")
    to_fixed = read_dicom_registration(tmp_path / "m.dcm").transform.inverse()
    np.testing.assert_allclose(to_fixed(POINTS), one(two(POINTS)), atol=1e-9)


def test_an_undefined_vector_is_refused(tmp_path):
    write_dicom_registration(tmp_path / "d.dcm", field_on(GRID), FIXED, MOVING, Subject("x"))
    dataset = pydicom.dcmread(tmp_path / "d.dcm")
    lattice = dataset.DeformableRegistrationSequence[0].DeformableRegistrationGridSequence[0]
    lattice.VectorGridData = np.full(len(lattice.VectorGridData) // 4, np.nan, "<f4").tobytes()
    dataset.save_as(tmp_path / "n.dcm")
    with pytest.raises(UserError, match="undefined"):
        read_dicom_registration(tmp_path / "n.dcm")


@given(table=tables())
@settings(max_examples=20)
def test_fiducials_come_back_as_pairs(tmp_path_factory, table):
    path = tmp_path_factory.mktemp("f") / "f.dcm"
    placed = [row for row in table.rows if row.fixed or row.moving]
    if not placed:
        with pytest.raises(UserError, match="No landmark"):
            write_dicom_fiducials(path, table, FIXED, MOVING, Subject("x"))
        return
    write_dicom_fiducials(path, table, FIXED, MOVING, Subject("x"))
    back = {row.name: row for row in read_dicom_fiducials(path, frame_of_reference(FIXED)).rows}
    has_fixed = any(row.fixed for row in placed)
    assert len(back) == len(placed)
    for row in placed:
        found = back[row.name]
        pairs = ((row.fixed, found.fixed), (row.moving, found.moving)) if has_fixed else ((row.moving, found.fixed),)
        for wanted, got in pairs:
            assert (wanted is None) == (got is None)
            if wanted is not None:
                np.testing.assert_allclose(got, wanted, atol=1e-6)


def test_fiducials_correspond_by_identifier_and_lie_in_their_own_frames(tmp_path):
    table = PointTable((PointRow("nipple", (1, 2, 3), (4, 5, 6)), PointRow("cyst", (7, 8, 9))))
    write_dicom_fiducials(tmp_path / "f.dcm", table, FIXED, MOVING, Subject("case 7"))
    dataset = pydicom.dcmread(tmp_path / "f.dcm")
    assert dataset.SOPClassUID.name == "Spatial Fiducials Storage"
    first, second = dataset.FiducialSetSequence
    assert (first.FrameOfReferenceUID, second.FrameOfReferenceUID) == (
        frame_of_reference(FIXED),
        frame_of_reference(MOVING),
    )
    assert [each.FiducialIdentifier for each in first.FiducialSequence] == ["L0001", "L0002"]
    assert [each.FiducialIdentifier for each in second.FiducialSequence] == ["L0001"]
    point = second.FiducialSequence[0]
    assert (point.ShapeType, point.NumberOfContourPoints, list(point.ContourData)) == ("POINT", 1, [4, 5, 6])


@pytest.mark.parametrize("by", ["code", "uid", "nothing"])
def test_fiducials_of_others_correspond_by_code_else_by_uid_and_else_not_at_all(tmp_path, by):
    table = PointTable((PointRow("nipple", (1, 2, 3), (4, 5, 6)), PointRow("cyst", (7, 8, 9), (6, 6, 6))))
    write_dicom_fiducials(tmp_path / "f.dcm", table, FIXED, MOVING, Subject("case 7"))
    dataset = pydicom.dcmread(tmp_path / "f.dcm")
    for which, each in enumerate(dataset.FiducialSetSequence):
        for number, item in enumerate(each.FiducialSequence):
            item.FiducialIdentifier = f"set {which} point {number}"
            if by == "code":
                code = pydicom.Dataset()
                code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = f"{number}", "99X", "a point"
                item.FiducialIdentifierCodeSequence = [code]
            elif by == "uid":
                item.FiducialUID = f"1.2.3.{number}"
    dataset.save_as(tmp_path / "g.dcm")
    rows = read_dicom_fiducials(tmp_path / "g.dcm").rows
    if by == "nothing":
        assert [(row.fixed is None, row.moving is None) for row in rows] == [(False, True)] * 2 + [(True, False)] * 2
    else:
        assert [(row.name, row.fixed, row.moving) for row in rows] == [
            ("nipple", (1, 2, 3), (4, 5, 6)),
            ("cyst", (7, 8, 9), (6, 6, 6)),
        ]


def test_a_scan_has_one_frame_of_reference_wherever_it_is_used():
    again = Volume.from_array(FIXED.voxels.whole().copy(), GRID, id="used as moving elsewhere")
    assert frame_of_reference(again) == frame_of_reference(FIXED) != frame_of_reference(MOVING)
    assert Subject("1", "here").study_uid == Subject("1", "here").study_uid != Subject("1", "elsewhere").study_uid


def test_another_object_is_refused_by_its_name(tmp_path):
    write_dicom_registration(tmp_path / "r.dcm", AFFINE, FIXED, MOVING, Subject("x"))
    with pytest.raises(UserError, match="Spatial Registration Storage"):
        read_dicom_fiducials(tmp_path / "r.dcm")


@given(seed=st.integers(0, 100_000))
@settings(max_examples=30)
def test_damage_anywhere_ends_in_a_registration_or_one_sentence(tmp_path_factory, seed):
    folder = tmp_path_factory.mktemp("damage")
    write_dicom_registration(folder / "r.dcm", AFFINE, FIXED, MOVING, Subject("x"))
    write_dicom_registration(folder / "d.dcm", field_on(oblique_grid((2, 2, 3))), FIXED, MOVING, Subject("x"))
    write_dicom_fiducials(
        folder / "f.dcm", PointTable((PointRow("a", (1, 2, 3), (4, 5, 6)),)), FIXED, MOVING, Subject("x")
    )
    for name, read in (("r", read_dicom_registration), ("d", read_dicom_registration), ("f", read_dicom_fiducials)):
        path = folder / f"{name}.dcm"
        path.write_bytes(damaged(path.read_bytes(), seed))
        with suppress(UserError):
            read(path)
