"""Transform files: SimpleITK takes the same points to the same places, and every kind is read in its own units and axes."""

import gzip
import struct
from contextlib import suppress

import h5py
import numpy as np
import pytest
import SimpleITK
from hypothesis import given, settings
from hypothesis import strategies as st

from interchange_strategies import damaged, oblique_grid
from workstation.core.errors import UserError
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse
from workstation.storage.images import write_displacement
from workstation.storage.interchange.displacement import (
    read_displacement,
    write_learn2reg,
    write_slicer_nrrd,
    write_voxel_field,
)
from workstation.storage.interchange.itk_transforms import read_itk, write_itk
from workstation.storage.interchange.points import from_world, to_world
from workstation.storage.interchange.transform_file import fixed_to_moving

FIXED = oblique_grid((14, 12, 10), (1.5, 1.1, 2.0))
MOVING = oblique_grid((12, 13, 11), (1.2, 1.4, 1.8), (-10.0, 38.0, 9.0), mirrored=True)
GRIDS = {"fixed": FIXED, "moving": MOVING}
AFFINE = Affine.about(FIXED.centre_mm, [[1.02, 0.1, 0.0], [-0.08, 0.97, 0.05], [0.02, 0.0, 1.01]], (1.0, -2.0, 0.5))


def inner_points(grid, count=200):
    rng = np.random.default_rng(4)
    return grid.to_world(rng.uniform(1, np.array(grid.size_xyz) - 2, (count, 3)))


def wavy(grid=FIXED):
    """A field of its own vector at every voxel, so that a wrong axis or order shows."""
    vectors = np.random.default_rng(1).uniform(-2, 2, (*grid.shape_zyx, 3))
    return DisplacementField(grid, vectors.astype(np.float32))


def by_itk(transform, points):
    return np.array([transform.TransformPoint(point) for point in points.tolist()])


TRANSFORMS = {
    "affine.tfm": AFFINE,
    "affine.txt": AFFINE,
    "affine.h5": AFFINE,
    "two.tfm": Composite((AFFINE, Affine.translation((3, 4, 5)))),
    "field.h5": wavy(),
    "both.h5": Composite((Affine.translation((0.2, 0.1, -0.3)), wavy())),
    "other.h5": Composite((wavy(), AFFINE)),
}


@pytest.mark.parametrize("name", TRANSFORMS)
def test_simpleitk_takes_points_where_we_do(tmp_path, name):
    write_itk(tmp_path / name, TRANSFORMS[name])
    points = inner_points(FIXED)
    there = by_itk(SimpleITK.ReadTransform(str(tmp_path / name)), points)
    np.testing.assert_allclose(there, TRANSFORMS[name](points), atol=1e-4)


@pytest.mark.parametrize("name", TRANSFORMS)
def test_what_simpleitk_writes_is_read_as_it_means_it(tmp_path, name):
    write_itk(tmp_path / name, TRANSFORMS[name])
    theirs = SimpleITK.ReadTransform(str(tmp_path / name))
    SimpleITK.WriteTransform(theirs, str(tmp_path / f"again-{name}"))
    points = inner_points(FIXED)
    np.testing.assert_allclose(
        read_itk(tmp_path / f"again-{name}").stated({})(points), by_itk(theirs, points), atol=1e-4
    )


@pytest.mark.parametrize(
    "kind", ["Euler3DTransform", "VersorRigid3DTransform", "Similarity3DTransform", "ScaleTransform"]
)
@pytest.mark.parametrize("suffix", [".tfm", ".h5"])
def test_linear_transforms_of_every_class_become_affine_maps(tmp_path, kind, suffix):
    made = SimpleITK.ScaleTransform(3) if kind == "ScaleTransform" else getattr(SimpleITK, kind)()
    parameters = np.array(made.GetParameters())
    made.SetParameters((parameters + np.linspace(0.02, 0.05, parameters.size)).tolist())
    made.SetCenter((4.0, 5.0, 6.0))
    SimpleITK.WriteTransform(made, str(tmp_path / f"t{suffix}"))
    read = read_itk(tmp_path / f"t{suffix}").transform
    assert isinstance(read, Affine)
    np.testing.assert_allclose(read(inner_points(FIXED)), by_itk(made, inner_points(FIXED)), atol=1e-9)


def test_a_translation_and_an_identity_have_no_fixed_parameters(tmp_path):
    SimpleITK.WriteTransform(SimpleITK.TranslationTransform(3, (1.0, 2.0, 3.0)), str(tmp_path / "t.tfm"))
    np.testing.assert_allclose(read_itk(tmp_path / "t.tfm").transform([[0, 0, 0]]), [[1, 2, 3]])
    (tmp_path / "i.tfm").write_text("#Insight Transform File V1.0\nTransform: IdentityTransform_double_3_3\n")
    np.testing.assert_allclose(read_itk(tmp_path / "i.tfm").transform([[1, 2, 3]]), [[1, 2, 3]])


def test_a_spline_is_sampled_close_to_itself(tmp_path):
    image = SimpleITK.Image(*FIXED.size_xyz, SimpleITK.sitkUInt8)
    image.SetSpacing(FIXED.spacing_mm)
    image.SetOrigin(FIXED.origin_mm)
    image.SetDirection(FIXED.direction)
    spline = SimpleITK.BSplineTransformInitializer(image, [3, 3, 3])
    rng = np.random.default_rng(0)
    spline.SetParameters(rng.uniform(-1, 1, len(spline.GetParameters())).tolist())
    for name in ("s.tfm", "s.h5"):
        SimpleITK.WriteTransform(spline, str(tmp_path / name))
        read = read_itk(tmp_path / name, FIXED)
        assert "B-splines" in str(read.notes[0])
        nodes = FIXED.to_world(np.argwhere(np.ones(FIXED.size_xyz))[100:400])
        np.testing.assert_allclose(read.transform(nodes), by_itk(spline, nodes), atol=1e-4)


def test_an_inverse_of_slicer_is_read_as_an_inverse(tmp_path):
    write_itk(tmp_path / "f.h5", wavy())
    with h5py.File(tmp_path / "f.h5", "r+") as file:
        del file["TransformGroup/0/TransformType"]
        kind = "InverseDisplacementFieldTransform_double_3_3"
        file.create_dataset("TransformGroup/0/TransformType", data=[kind], dtype=h5py.string_dtype("ascii"))
    read = read_itk(tmp_path / "f.h5").transform
    assert isinstance(read, NumericInverse)


def test_a_field_of_intent_1007_is_read_back_to_the_last_bit(tmp_path):
    write_displacement(tmp_path / "f.nii.gz", wavy())
    read = read_displacement(tmp_path / "f.nii.gz")
    np.testing.assert_array_equal(read.transform.displacement_mm, wavy().displacement_mm)
    assert (read.frame, read.notes) == ("LPS", ())
    theirs = SimpleITK.DisplacementFieldTransform(
        SimpleITK.ReadImage(str(tmp_path / "f.nii.gz"), SimpleITK.sitkVectorFloat64)
    )
    np.testing.assert_allclose(by_itk(theirs, inner_points(FIXED)), read.transform(inner_points(FIXED)), atol=1e-4)


def test_intent_1006_is_detected_turned_and_said_as_itk_does(tmp_path):
    write_displacement(tmp_path / "f.nii", wavy())
    data = bytearray((tmp_path / "f.nii").read_bytes())
    struct.pack_into("<h", data, 68, 1006)
    (tmp_path / "f.nii").write_bytes(data)
    read = read_displacement(tmp_path / "f.nii")
    assert "RAS" in str(read.notes[0])
    np.testing.assert_array_equal(read.transform.displacement_mm, wavy().displacement_mm * np.float32([-1, -1, 1]))
    image = SimpleITK.ReadImage(str(tmp_path / "f.nii"), SimpleITK.sitkVectorFloat64)
    np.testing.assert_allclose(SimpleITK.GetArrayFromImage(image), read.transform.displacement_mm, atol=1e-6)


@pytest.mark.parametrize(("kind", "direction"), [("resampling", "fixed to moving"), ("modeling", "moving to fixed")])
def test_a_nrrd_field_of_slicer_says_its_direction(tmp_path, kind, direction):
    write_slicer_nrrd(tmp_path / "f.nrrd", wavy())
    data = (tmp_path / "f.nrrd").read_bytes()
    assert b"kinds: vector domain domain domain\n" in data
    assert b"intent_code:=1006\n" in data
    image = SimpleITK.ReadImage(str(tmp_path / "f.nrrd"))
    np.testing.assert_array_equal(SimpleITK.GetArrayFromImage(image), wavy().displacement_mm)
    np.testing.assert_allclose(image.TransformIndexToPhysicalPoint((3, 4, 5)), FIXED.to_world((3, 4, 5)), atol=1e-9)
    (tmp_path / "g.nrrd").write_bytes(data.replace(b"type:=resampling", f"type:={kind}".encode()))
    read = read_displacement(tmp_path / "g.nrrd")
    assert read.direction == direction
    np.testing.assert_array_equal(read.transform.displacement_mm, wavy().displacement_mm)


@pytest.mark.parametrize("name", ["disp_0001_0001.nii.gz", "disp.nii"])
def test_a_learn2reg_field_counts_voxels_and_comes_back(tmp_path, name):
    nibabel = pytest.importorskip("nibabel")
    write_learn2reg(tmp_path / name, wavy(), MOVING)
    array = np.asanyarray(nibabel.load(tmp_path / name).dataobj)
    assert array.shape == (*FIXED.size_xyz, 3)
    at = np.array([3, 4, 5])
    mapped = MOVING.to_world(at + array[tuple(at)])
    np.testing.assert_allclose(mapped, wavy()(FIXED.to_world(at)[None])[0], atol=1e-4)
    again = read_displacement(tmp_path / name).stated(GRIDS)
    np.testing.assert_allclose(again.displacement_mm, wavy().displacement_mm, atol=1e-4)


@pytest.mark.parametrize("layout", ["first", "last", "batch", "npy", "fortran"])
def test_voxel_fields_of_networks_come_back_whatever_their_layout(tmp_path, layout):
    write_voxel_field(tmp_path / "f.npz", wavy(), MOVING)
    with np.load(tmp_path / "f.npz") as file:
        first = file["vol"]
    assert first.shape == (3, *FIXED.size_xyz)
    path = tmp_path / ("g.npy" if layout in ("npy", "fortran") else "g.npz")
    arrays = {"first": first, "npy": first, "last": np.moveaxis(first, 0, -1), "batch": first[None],
              "fortran": np.asfortranarray(first)}  # fmt: skip
    np.save(path, arrays[layout]) if path.suffix == ".npy" else np.savez(path, arrays[layout])
    again = read_displacement(path, FIXED).stated(GRIDS)
    np.testing.assert_allclose(again.displacement_mm, wavy().displacement_mm, atol=1e-4)


@given(frame=st.sampled_from(["LPS", "RAS", "voxel", "voxel zyx", "scaled"]), seed=st.integers(0, 99))
@settings(max_examples=20)
def test_an_affine_map_of_another_frame_leads_through_that_frame(frame, seed):
    rng = np.random.default_rng(seed)
    raw = Affine(np.eye(3) + rng.uniform(-0.2, 0.2, (3, 3)), rng.uniform(-5, 5, 3))
    points = inner_points(FIXED, 20)
    expected = to_world(raw(from_world(points, frame, FIXED)), frame, MOVING)
    np.testing.assert_allclose(fixed_to_moving(raw, frame, "fixed to moving", GRIDS)(points), expected, atol=1e-8)
    back = fixed_to_moving(raw, frame, "moving to fixed", GRIDS)
    there = inner_points(MOVING, 20)
    np.testing.assert_allclose(back(to_world(raw(from_world(there, frame, MOVING)), frame, FIXED)), there, atol=1e-6)


BAD_TEXT = {
    "not ours": "hello",
    "no number": "#Insight Transform File V1.0\nTransform: AffineTransform_double_3_3\nParameters: 1 x\n",
    "NaN": "#Insight Transform File V1.0\nTransform: TranslationTransform_double_3_3\nParameters: 1 nan 3\n",
    "Infinity": "#Insight Transform File V1.0\nTransform: TranslationTransform_double_3_3\nParameters: 1 inf 3\n",
    "too few": "#Insight Transform File V1.0\nTransform: AffineTransform_double_3_3\nParameters: 1 2 3\n",
    "singular": "#Insight Transform File V1.0\nTransform: AffineTransform_double_3_3\nParameters: "
                + "0 " * 12 + "\nFixedParameters: 0 0 0\n",
    "two-dimensional": "#Insight Transform File V1.0\nTransform: AffineTransform_double_2_2\nParameters: 1\n",
    "unknown": "#Insight Transform File V1.0\nTransform: MagicTransform_double_3_3\nParameters: 1\n",
    "empty row": "#Insight Transform File V1.0\nTransform: CompositeTransform_double_3_3\n",
    "none": "#Insight Transform File V1.0\n",
    "huge lattice": "#Insight Transform File V1.0\nTransform: DisplacementFieldTransform_double_3_3\nParameters: 1\n"
                    "FixedParameters: 99999 99999 99999 0 0 0 1 1 1 1 0 0 0 1 0 0 0 1\n",
    "empty": "",
}  # fmt: skip


@pytest.mark.parametrize("text", BAD_TEXT.values(), ids=BAD_TEXT)
def test_a_wrong_text_is_refused_with_one_sentence(tmp_path, text):
    (tmp_path / "t.tfm").write_text(text)
    with pytest.raises(UserError) as error:
        read_itk(tmp_path / "t.tfm")
    assert "\n" not in str(error.value)


def test_fields_that_lie_about_themselves_are_refused(tmp_path):
    write_displacement(tmp_path / "f.nii", wavy())
    good = (tmp_path / "f.nii").read_bytes()
    lies = {
        "cut.nii": good[:-100],
        "huge.nii": good[:42] + struct.pack("<3h", 32000, 32000, 32000) + good[48:],
        "nan.nii": good[:400] + struct.pack("<f", np.nan) + good[404:],
        "cut.nii.gz": gzip.compress(good)[:-300],
        "scalar.nii": good[:40] + struct.pack("<8h", 3, *FIXED.size_xyz, 1, 1, 1, 1) + good[56:],
    }
    np.save(tmp_path / "object.npy", np.array([{}], dtype=object), allow_pickle=True)
    np.save(tmp_path / "shape.npy", np.zeros((3, 4, 5, 6), np.float32))
    np.savez(tmp_path / "two.npz", a=np.zeros((3, 4, 5, 6)), b=np.zeros(3))
    for name, data in lies.items():
        (tmp_path / name).write_bytes(data)
    for name in (*lies, "object.npy", "shape.npy", "two.npz"):
        with pytest.raises(UserError):
            read_displacement(tmp_path / name, FIXED)


def test_a_deformation_is_not_written_as_text_and_an_inverse_not_at_all(tmp_path):
    for name, transform in (("a.tfm", wavy()), ("b.h5", NumericInverse(wavy())), ("c.xyz", AFFINE)):
        with pytest.raises(UserError):
            write_itk(tmp_path / name, transform)
        assert not (tmp_path / name).exists()


@given(seed=st.integers(0, 100_000))
@settings(max_examples=40)
def test_damage_anywhere_ends_in_a_transform_or_one_sentence(tmp_path_factory, seed):
    folder = tmp_path_factory.mktemp("damage")
    small = DisplacementField(Grid((3, 4, 5), (1, 1, 1)), np.ones((3, 4, 5, 3), np.float32))
    write_itk(folder / "a.tfm", AFFINE)
    write_itk(folder / "a.h5", Composite((AFFINE, small)))
    write_slicer_nrrd(folder / "a.nrrd", small)
    write_displacement(folder / "a.nii", small)
    write_voxel_field(folder / "a.npz", small, small.grid)
    for path in sorted(folder.iterdir()):
        path.write_bytes(damaged(path.read_bytes(), seed))
        with suppress(UserError):
            read_itk(path) if path.suffix in (".tfm", ".h5") else read_displacement(path, small.grid)
