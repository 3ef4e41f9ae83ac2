import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from strategies import affines, fields
from workstation.core.errors import InvalidInput, NewerFormat, UnreadableFile
from workstation.core.geometry import Grid
from workstation.core.transform import (
    Affine,
    Composite,
    DisplacementField,
    NumericInverse,
    displacement_on,
    trilinear,
)
from workstation.core.volume import Volume
from workstation.storage.images import write_displacement, write_volume
from workstation.storage.transforms import MAX_DEPTH, read_transform, same_transform, write_transform

simple = st.one_of(affines(), fields())
transforms = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: Composite(tuple(parts))),
        st.builds(NumericInverse, inner, st.floats(1e-6, 1), st.integers(0, 50), st.integers(0, 50)),
    ),
    max_leaves=4,
)


@given(transform=transforms)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_transform_comes_back_to_the_last_bit(tmp_path, transform):
    record = {"method": "弹性", "settings": {"iterations": 3, "grid_mm": [8.0, 8.0]}, "seed": None}
    write_transform(tmp_path / "transform.h5", transform, record)
    again, known = read_transform(tmp_path / "transform.h5")
    assert same_transform(again, transform)
    assert known == record


def test_transforms_that_differ_in_anything_are_not_the_same():
    field = random_field()
    nudged = field.displacement_mm.copy()
    nudged[0, 0, 0, 0] += 1e-3
    different = [
        Affine.identity(),
        Affine.translation((0, 0, 1e-9)),
        field,
        DisplacementField(field.grid, nudged),
        Composite((field,)),
        Composite((field, field)),
        NumericInverse(field),
        NumericInverse(field, 1e-4),
    ]
    same = [[same_transform(a, b) for b in different] for a in different]
    assert np.array_equal(same, np.eye(len(different)))


def test_a_transform_nested_too_deeply_is_not_written(tmp_path):
    transform = Affine.identity()
    for _ in range(MAX_DEPTH + 1):
        transform = Composite((transform,))
    with pytest.raises(InvalidInput, match="nested"):
        write_transform(tmp_path / "transform.h5", transform, {})
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_stored_kind_of_transform_or_record_is_not_written(tmp_path):
    class Magic:
        def __call__(self, points_mm):
            return points_mm

        def inverse(self):
            return self

    with pytest.raises(InvalidInput, match="Magic cannot be stored"):
        write_transform(tmp_path / "transform.h5", Magic(), {})
    for record in ({"curve": float("nan")}, {"grid": np.zeros(3)}):
        with pytest.raises(InvalidInput, match="JSON"):
            write_transform(tmp_path / "transform.h5", Affine.identity(), record)
    assert list(tmp_path.iterdir()) == []


def put(group, name, values):
    del group[name]
    group[name] = values


def nest(file):
    group = file["transform"]
    for _ in range(MAX_DEPTH + 2):
        group.attrs["kind"], group.attrs["count"] = "composite", 1
        group = group.create_group("0")


@pytest.mark.parametrize(
    "edit",
    [
        lambda file: file.attrs.update(format="letter"),
        lambda file: file["transform"].attrs.update(kind="pickle"),
        lambda file: file["transform"].attrs.update(kind="composite", count=10**9),
        lambda file: file["transform"].attrs.update(kind="inverse", tolerance_mm=0.0, fixed_point_steps=1, newton_steps=1),
        lambda file: file["transform"].attrs.update(kind="inverse", tolerance_mm=1, fixed_point_steps=10**9, newton_steps=1),
        lambda file: file["transform"].__delitem__("matrix"),
        lambda file: put(file["transform"], "matrix", np.eye(4)),
        lambda file: put(file["transform"], "matrix", np.zeros((3, 3))),
        lambda file: put(file["transform"], "offset_mm", np.array([0, 0, np.nan])),
        lambda file: put(file, "metadata", np.frombuffer(b"{not json", np.uint8)),
        lambda file: put(file, "metadata", np.frombuffer(b"[1, 2]", np.uint8)),
        lambda file: file["transform"].__setitem__("more", h5py.ExternalLink("other.h5", "/x")),
        nest,
    ],
)  # fmt: skip
def test_a_damaged_or_hostile_file_is_refused_in_a_sentence(tmp_path, edit):
    path = tmp_path / "transform.h5"
    write_transform(path, Affine.identity(), {})
    with h5py.File(path, "r+") as file:
        edit(file)
    with pytest.raises((UnreadableFile, InvalidInput)):
        read_transform(path)


def test_a_field_that_does_not_fit_its_grid_is_refused(tmp_path):
    path = tmp_path / "transform.h5"
    write_transform(path, random_field(), {})
    with h5py.File(path, "r+") as file:
        put(file["transform"], "displacement_mm", np.zeros((4, 4, 4, 2), np.float32))
    with pytest.raises(UnreadableFile, match="displacement field of shape"):
        read_transform(path)


def test_a_flipped_byte_in_a_field_is_noticed(tmp_path):
    path = tmp_path / "transform.h5"
    write_transform(path, random_field(), {})
    with h5py.File(path) as file:
        chunk = file["transform/displacement_mm"].id.get_chunk_info(0)
    raw = bytearray(path.read_bytes())
    raw[chunk.byte_offset + chunk.size // 2] ^= 255
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_transform(path)


def test_a_transform_of_a_newer_version_says_so(tmp_path):
    path = tmp_path / "transform.h5"
    write_transform(path, Affine.identity(), {})
    with h5py.File(path, "r+") as file:
        file.attrs["format_version"] = 99
    with pytest.raises(NewerFormat, match="99"):
        read_transform(path)


# What SimpleITK makes of our files ------------------------------------------------------------------------------


def random_grid(seed=0, shape=(20, 24, 28)):
    turn = Rotation.random(random_state=seed).as_matrix()
    return Grid(shape, (0.9, 1.1, 1.3), (12, -30, 44), tuple(turn.ravel()))


def random_field(seed=0, grid=None):
    grid = grid or random_grid(seed, (6, 7, 8))
    vectors = np.random.default_rng(seed).normal(0, 1.5, (*grid.shape_zyx, 3))
    return DisplacementField(grid, vectors.astype(np.float32))


def random_affine(seed=0):
    rng = np.random.default_rng(seed)
    return Affine.about(random_grid(seed).centre_mm, np.eye(3) + rng.normal(0, 0.05, (3, 3)), rng.normal(0, 2, 3))


def as_itk(transform, tmp_path):
    """The transform as SimpleITK gets it: an affine by its numbers, a field through our displacement.nii.gz."""
    import SimpleITK

    if isinstance(transform, Affine):
        itk = SimpleITK.AffineTransform(3)
        itk.SetMatrix(transform.matrix.ravel().tolist())
        itk.SetTranslation(transform.offset_mm.tolist())
        return itk
    write_displacement(tmp_path / "displacement.nii.gz", transform)
    image = SimpleITK.ReadImage(str(tmp_path / "displacement.nii.gz"), SimpleITK.sitkVectorFloat64)
    return SimpleITK.DisplacementFieldTransform(image)


def inner_points(grid, rng, count=200):
    return grid.to_world(rng.uniform(1, np.array(grid.size_xyz) - 2, (count, 3)))


@pytest.mark.parametrize("make", [random_affine, random_field])
@pytest.mark.parametrize("seed", range(3))
def test_simpleitk_takes_points_to_the_same_places(tmp_path, make, seed):
    transform, rng = make(seed), np.random.default_rng(seed)
    points = inner_points(getattr(transform, "grid", random_grid(seed)), rng)
    itk = as_itk(transform, tmp_path)
    theirs = np.array([itk.TransformPoint(point) for point in points.tolist()])
    assert np.abs(theirs - transform(points)).max() < 1e-4


@pytest.mark.parametrize("kind", ["affine", "field"])
def test_simpleitk_warps_an_image_like_our_own_sampling(tmp_path, kind):
    import SimpleITK
    from scipy.ndimage import gaussian_filter

    fixed, moving_grid, rng = random_grid(1), random_grid(2, (30, 31, 32)), np.random.default_rng(3)
    moving_grid = Grid(moving_grid.shape_zyx, (0.8, 1.0, 1.2), (8, -34, 40), fixed.direction)
    smooth = gaussian_filter(rng.normal(size=moving_grid.shape_zyx), 1.5)
    moving = ((smooth - smooth.min()) / np.ptp(smooth) * 255).astype(np.uint8)
    coarse = random_field(4, Grid((5, 5, 5), (6, 7, 8), fixed.point_of((-1, -1, -1)), fixed.direction))
    transform = random_affine(1) if kind == "affine" else displacement_on(coarse, fixed)
    write_volume(tmp_path / "moving.nii.gz", Volume.from_array(moving, moving_grid))
    write_volume(tmp_path / "fixed.nii.gz", Volume.from_array(np.zeros(fixed.shape_zyx, np.uint8), fixed))
    image, reference = (SimpleITK.ReadImage(str(tmp_path / f"{name}.nii.gz")) for name in ("moving", "fixed"))
    warped = SimpleITK.Resample(image, reference, as_itk(transform, tmp_path), SimpleITK.sitkLinear, -1.0,
                                SimpleITK.sitkFloat64)  # fmt: skip
    theirs = SimpleITK.GetArrayFromImage(warped).ravel()

    z, y, x = np.meshgrid(*(np.arange(n) for n in fixed.shape_zyx), indexing="ij")
    points = fixed.to_world(np.stack([x, y, z], -1).reshape(-1, 3))
    index = moving_grid.to_index(transform(points))
    inside = ((index > 0.01) & (index < np.array(moving_grid.size_xyz) - 1.01)).all(axis=1)
    ours = trilinear(moving[..., None].astype(float), index)[:, 0]
    assert inside.mean() > 0.2
    assert np.abs(ours - theirs)[inside].max() < 1


def test_the_displacement_file_says_that_it_is_one(tmp_path):
    import gzip
    import struct

    field = random_field()
    write_displacement(tmp_path / "displacement.nii.gz", field)
    header = gzip.decompress((tmp_path / "displacement.nii.gz").read_bytes())
    assert struct.unpack_from("<8h", header, 40) == (5, *field.grid.size_xyz, 1, 3, 1, 1)
    assert struct.unpack_from("<h", header, 68) == (1007,)  # NIFTI_INTENT_VECTOR
    assert struct.unpack_from("<2h", header, 70) == (16, 32)  # float32
    assert header[123] & 7 == 2  # mm
