"""One file into another format: what goes in comes out at the same places of the world."""

import numpy as np
import pytest
import SimpleITK

from interchange_strategies import oblique_grid
from workstation.core.errors import UserError
from workstation.core.labels import Segment
from workstation.core.transform import Affine, DisplacementField, NumericInverse
from workstation.core.volume import Volume
from workstation.storage.images import read_labels, read_volume, write_displacement, write_volume
from workstation.storage.interchange.dicom_objects import Subject
from workstation.storage.interchange.dicom_registration import write_dicom_fiducials, write_dicom_registration
from workstation.storage.interchange.dicom_seg import write_dicom_seg
from workstation.storage.interchange.itk_transforms import write_itk
from workstation.storage.interchange.points import PointRow, PointTable
from workstation.storage.interchange.slicer_markups import read_mrk_json, write_mrk_json
from workstation.storage.transforms import write_transform
from workstation.workbench.converting import Conversion, convert, kind_of, read_points, read_transform_of_any_kind

GRID = oblique_grid()
AFFINE = Affine.about(GRID.centre_mm, [[1.02, 0.1, 0.0], [-0.08, 0.97, 0.05], [0.02, 0.0, 1.01]], (1.0, -2.0, 0.5))
TABLE = PointTable(
    (PointRow("nipple", (1.0, 2.0, 3.0), (4.0, 5.0, 6.0), "a"), PointRow("cyst", (7.0, 8.0, 9.0), None, "b"))
)


@pytest.fixture
def scans(tmp_path):
    """A fixed and a moving scan on the same oblique grid, as files and as volumes."""
    made = {}
    for number, side in enumerate(("fixed", "moving")):
        values = np.random.default_rng(number).integers(0, 255, GRID.shape_zyx).astype(np.uint8)
        made[side] = Volume.from_array(values, GRID, id=side)
        write_volume(tmp_path / f"{side}.nii.gz", made[side])
    return made


def both(folder):
    return {"fixed": folder / "fixed.nii.gz", "moving": folder / "moving.nii.gz"}


@pytest.mark.parametrize("target", ["a.mrk.json", "a.points.csv", "a.bigwarp.csv", "a.csv"])
def test_landmarks_keep_their_place_in_every_format(tmp_path, scans, target):
    write_dicom_fiducials(tmp_path / "f.dcm", TABLE, scans["fixed"], scans["moving"], Subject("x"))
    convert(Conversion(tmp_path / "f.dcm", tmp_path / target, **both(tmp_path)))
    back = read_points(tmp_path / target, "fixed").in_frame("LPS", {"fixed": GRID, "moving": GRID})
    np.testing.assert_allclose([row.fixed for row in back.rows], [(1, 2, 3), (7, 8, 9)], atol=1e-4)


def test_a_wrong_frame_is_put_right(tmp_path):
    write_mrk_json(tmp_path / "a.mrk.json", TABLE, "fixed")
    convert(Conversion(tmp_path / "a.mrk.json", tmp_path / "b.mrk.json", frame="RAS"))
    assert read_mrk_json(tmp_path / "b.mrk.json").rows[0].fixed == (-1, -2, 3)


def test_every_linear_transform_arrives_in_simpleitk(tmp_path, scans):
    write_itk(tmp_path / "a.tfm", AFFINE)
    write_itk(tmp_path / "a.h5", AFFINE)
    write_transform(tmp_path / "ours.h5", AFFINE, {})
    write_dicom_registration(tmp_path / "a.dcm", AFFINE, scans["fixed"], scans["moving"], Subject("x"))
    for name in ("a.tfm", "a.h5", "ours.h5", "a.dcm"):
        assert kind_of(tmp_path / name) == "transform"
        for number, inverse in enumerate((None, "moving to fixed")):
            target = tmp_path / f"{name}-{number}.tfm"
            convert(Conversion(tmp_path / name, target, direction=inverse))
            expected = AFFINE.inverse() if inverse else AFFINE
            found = SimpleITK.ReadTransform(str(target)).TransformPoint((3.0, 4.0, 5.0))
            np.testing.assert_allclose(found, expected([[3, 4, 5]])[0], atol=1e-6)


@pytest.mark.parametrize("target", ["b.h5", "b.nii.gz", "b.nrrd", "b.npz"])
def test_fields_keep_their_meaning_in_every_format(tmp_path, scans, target):
    vectors = np.random.default_rng(1).uniform(-1, 1, (*GRID.shape_zyx, 3)).astype(np.float32)
    write_displacement(tmp_path / "a.nii.gz", DisplacementField(GRID, vectors))
    assert kind_of(tmp_path / "a.nii.gz") == "transform"
    convert(Conversion(tmp_path / "a.nii.gz", tmp_path / target, **both(tmp_path)))
    back = read_transform_of_any_kind(tmp_path / target, GRID).stated({"fixed": GRID, "moving": GRID})
    np.testing.assert_allclose(back.displacement_mm, vectors, atol=1e-5)


def test_a_transform_without_a_form_in_itk_is_sampled_on_the_fixed_scan(tmp_path, scans):
    shift = DisplacementField(GRID, np.full((*GRID.shape_zyx, 3), 0.5, np.float32))
    write_transform(tmp_path / "a.h5", NumericInverse(shift), {})
    with pytest.raises(UserError, match="field"):
        convert(Conversion(tmp_path / "a.h5", tmp_path / "b.h5"))
    convert(Conversion(tmp_path / "a.h5", tmp_path / "b.h5", fixed=tmp_path / "fixed.nii.gz"))
    found = SimpleITK.ReadTransform(str(tmp_path / "b.h5")).TransformPoint(GRID.point_of((3, 3, 2)))
    np.testing.assert_allclose(found, np.array(GRID.point_of((3, 3, 2))) - 0.5, atol=2e-3)


@pytest.mark.parametrize("target", ["l.nii.gz", "l.seg.nrrd"])
def test_labels_of_dicom_arrive_voxel_exact(tmp_path, scans, target):
    labels = np.random.default_rng(0).choice([0, 2, 5], GRID.shape_zyx).astype(np.uint8)
    segments = (Segment(2, "a", "#102030"), Segment(5, "b", "#405060"))
    write_dicom_seg(tmp_path / "s.dcm", labels, scans["fixed"], segments, Subject("x"))
    convert(Conversion(tmp_path / "s.dcm", tmp_path / target, fixed=tmp_path / "fixed.nii.gz"))
    np.testing.assert_array_equal(read_labels(tmp_path / target, GRID), labels)


def test_a_scan_keeps_its_voxels_and_its_doubt(tmp_path, scans):
    assert convert(Conversion(tmp_path / "fixed.nii.gz", tmp_path / "b.nrrd")) == []
    np.testing.assert_array_equal(read_volume(tmp_path / "b.nrrd", "b").voxels.whole(), scans["fixed"].voxels.whole())


def test_what_does_not_fit_is_said(tmp_path, scans):
    write_mrk_json(tmp_path / "a.mrk.json", TABLE, "fixed")
    write_itk(tmp_path / "a.tfm", AFFINE)
    (tmp_path / "x.dcm").write_bytes(b"nothing of the kind")
    (tmp_path / "empty.csv").write_bytes(b"")
    for source, target in (("a.mrk.json", "b.tfm"), ("a.mrk.json", "b.bigwarp.csv"), ("a.tfm", "b.csv"),
                           ("a.tfm", "b.nii.gz"), ("fixed.nii.gz", "b.seg.nrrd"), ("fixed.nii.gz", "b.tfm"),
                           ("x.dcm", "b.nrrd"), ("empty.csv", "b.mrk.json"), ("missing.tfm", "b.tfm")):  # fmt: skip
        with pytest.raises(UserError) as error:
            convert(Conversion(tmp_path / source, tmp_path / target))
        assert "\n" not in str(error.value)
        assert not (tmp_path / target).exists()
