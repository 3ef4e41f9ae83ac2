import contextlib
import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategies import grids
from workstation.core.errors import InvalidInput, UnreadableFile, UserError
from workstation.core.geometry import Grid
from workstation.core.transform import DisplacementField
from workstation.core.volume import Volume
from workstation.storage import images
from workstation.storage.describe import describe_file
from workstation.storage.images import (
    WRITABLE,
    read_labels,
    read_volume,
    write_displacement,
    write_labels,
    write_volume,
)
from workstation.storage.transforms import write_transform
from workstation.storage.volume_store import write_volumes

DATA = Path(__file__).parents[3] / "shared" / "data"
TURNED = (0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
GRID = Grid((6, 7, 8), (0.2, 0.073, 0.4757), (5, -6, 7), TURNED)


def speckle(dtype="uint8", shape=GRID.shape_zyx, seed=0):
    return np.random.default_rng(seed).normal(100, 30, shape).clip(0, 255).astype(dtype)


def scan(values, grid=GRID):
    return Volume.from_array(values, grid)


def itk_write(path, values, *, vector=False, compress=False, **geometry):
    """Write a file by SimpleITK, as other programs do."""
    import SimpleITK

    image = SimpleITK.GetImageFromArray(values, isVector=vector)
    if image.GetDimension() == 3:
        for what, value in ({"Origin": (1, 2, 3)} | geometry).items():
            getattr(image, f"Set{what}")(value)
    SimpleITK.WriteImage(image, str(path), useCompression=compress)
    return path


def patched(path, offset, form, *values):
    """An uncompressed NIfTI file with some bytes of its header replaced."""
    raw = bytearray(path.read_bytes())
    struct.pack_into("<" + form, raw, offset, *values)
    path.write_bytes(raw)
    return path


@pytest.fixture
def nifti(tmp_path):
    return itk_write(tmp_path / "scan.nii", speckle(), Spacing=(0.2, 0.3, 0.4))


def refused(path, words, error=UserError):
    with pytest.raises(error, match=words) as caught:
        read_volume(path, "fixed")
    assert Path(path).name in str(caught.value)


# What is read ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd"])
@pytest.mark.parametrize("dtype", ["uint8", "int16", "float32"])
@pytest.mark.parametrize("compress", [False, True])
def test_voxels_keep_their_type_and_place(tmp_path, suffix, dtype, compress):
    values = speckle(dtype)
    geometry = {"Spacing": GRID.spacing_mm, "Origin": GRID.origin_mm, "Direction": TURNED}
    path = itk_write(tmp_path / f"左乳 扫描{suffix}", values, compress=compress, **geometry)
    volume = read_volume(path, "moving")
    assert volume.voxels.dtype == np.dtype(dtype)
    assert np.array_equal(volume.voxels.whole(), values)
    assert volume.grid.nearly_equals(GRID, 1e-4)
    assert (volume.id, volume.name, volume.modality, volume.millimetres_trusted) == ("moving", "左乳 扫描", "US", True)


@given(grid=grids(largest=6), seed=st.integers(0, 99), suffix=st.sampled_from(WRITABLE))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_volume_written_by_us_comes_back(tmp_path, grid, seed, suffix):
    grid = Grid(tuple(n + 1 for n in grid.shape_zyx), grid.spacing_mm, grid.origin_mm, grid.direction)
    values = speckle("int16", grid.shape_zyx, seed)
    values[0, 0, 0] = -values[-1, -1, -1] - 1
    write_volume(tmp_path / f"a{suffix}", scan(values, grid))
    again = read_volume(tmp_path / f"a{suffix}", "fixed", "CT")
    assert np.array_equal(again.voxels.whole(), values)
    assert again.grid.nearly_equals(grid, 0.001)
    assert again.modality == "CT"


def test_simpleitk_reads_what_we_write_in_the_same_place(tmp_path):
    import SimpleITK

    for suffix in WRITABLE:
        write_volume(tmp_path / f"a{suffix}", scan(speckle()))
        image = SimpleITK.ReadImage(str(tmp_path / f"a{suffix}"))
        assert np.array_equal(SimpleITK.GetArrayFromImage(image), speckle())
        assert Grid(GRID.shape_zyx, image.GetSpacing(), image.GetOrigin(), image.GetDirection()).nearly_equals(GRID)


def test_a_big_volume_is_written_in_several_pieces_that_any_reader_takes_for_one(tmp_path):
    import SimpleITK

    values = speckle(shape=(40, 256, 256))
    write_volume(tmp_path / "a.nii.gz", scan(values, Grid(values.shape, (1, 1, 2))))
    assert (tmp_path / "a.nii.gz").read_bytes().count(b"\x1f\x8b\x08\x00") > 2
    assert np.array_equal(SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(tmp_path / "a.nii.gz"))), values)
    assert np.array_equal(read_volume(tmp_path / "a.nii.gz", "fixed").voxels.whole(), values)


@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not beside this checkout")
@pytest.mark.parametrize("name", ["liver-us/liver_compound_all", "echo/phase1", "echo/phase5_labels"])
def test_real_ultrasound_is_read_as_simpleitk_reads_it(name):
    import SimpleITK

    path = DATA / f"{name}.nii.gz"
    volume, image = read_volume(path, "fixed"), SimpleITK.ReadImage(str(path))
    assert np.array_equal(volume.voxels.whole(), SimpleITK.GetArrayFromImage(image))
    assert volume.grid.spacing_mm == image.GetSpacing()
    assert (volume.grid.origin_mm, volume.grid.direction) == (image.GetOrigin(), image.GetDirection())


def test_a_big_endian_file_is_read_in_native_order(tmp_path):
    values = speckle("int16")
    header = "NRRD0004\ntype: short\ndimension: 3\nsizes: 8 7 6\nspacings: 1 2 3\nencoding: raw\nendian: big\n\n"
    path = tmp_path / "a.nrrd"
    path.write_bytes(header.encode() + values.astype(">i2").tobytes())
    volume = read_volume(path, "fixed")
    assert volume.voxels.dtype == np.int16
    assert volume.voxels.dtype.isnative
    assert np.array_equal(volume.voxels.whole(), values)
    assert volume.grid.spacing_mm == (1, 2, 3)


def test_slope_and_intercept_are_applied_only_where_they_say_something(nifti):
    for slope, intercept in ((1.0, 0.0), (0.0, 0.0), (0.0, 7.0), (float("nan"), 0.0)):
        patched(nifti, 112, "2f", slope, intercept)
        assert read_volume(nifti, "fixed").voxels.dtype == np.uint8
    patched(nifti, 112, "2f", 2.0, -5.0)
    assert np.array_equal(read_volume(nifti, "fixed").voxels.whole(), speckle().astype("f4") * 2 - 5)


def test_a_fourth_dimension_of_one_is_no_time_series(nifti):
    patched(nifti, 40, "h", 4)
    assert read_volume(nifti, "fixed").voxels.shape == GRID.shape_zyx


def test_the_packed_file_is_read_even_where_an_unpacked_one_lies_beside_it(tmp_path):
    itk_write(tmp_path / "scan.nii.gz", speckle())
    itk_write(tmp_path / "scan.nii", speckle(seed=1))
    assert np.array_equal(read_volume(tmp_path / "scan.nii.gz", "fixed").voxels.whole(), speckle())


def test_a_very_long_path_is_read(tmp_path):
    folder = tmp_path.joinpath(*["病" * 60] * 3)
    folder.mkdir(parents=True)
    write_volume(folder / "扫描.nii.gz", scan(speckle()))
    assert np.array_equal(read_volume(folder / "扫描.nii.gz", "fixed").voxels.whole(), speckle())


# Where it came from ---------------------------------------------------------------------------------------------


def test_provenance_names_the_file_but_never_its_folder(tmp_path):
    folder = tmp_path / "Zhang San 1970-01-01"
    folder.mkdir()
    path = itk_write(folder / "scan.nii.gz", speckle(), Spacing=(0.2, 0.3, 0.4))
    source = read_volume(path, "fixed").provenance
    assert source.source_name == "scan.nii.gz"
    assert source.source_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (source.spacing_source, source.state, source.doubt) == ("NIfTI sform", "stated", "")
    assert "Zhang" not in repr(source)


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_a_placeholder_header_is_doubtful(tmp_path, suffix):
    for direction in ((1, 0, 0, 0, 1, 0, 0, 0, 1), (-1, 0, 0, 0, -1, 0, 0, 0, 1)):
        path = itk_write(tmp_path / f"DATA_000{suffix}", speckle(), Origin=(0, 0, 0), Direction=direction)
        volume = read_volume(path, "fixed")
        assert "placeholder" in volume.provenance.doubt
        assert not volume.millimetres_trusted
    one_mm = read_volume(itk_write(tmp_path / f"b{suffix}", speckle(), Origin=(0, 0, 1)), "fixed")
    assert one_mm.millimetres_trusted


@pytest.mark.parametrize(
    ("offset", "form", "values", "words"),
    [
        (252, "2h", (0, 0), "neither sform nor qform"),
        (80, "f", (0.0,), "no voxel size"),
        (88, "f", (float("nan"),), "no voxel size"),
        (84, "f", (0.6,), "disagree"),
    ],
)
def test_a_nifti_header_that_does_not_say_enough_is_doubtful(nifti, offset, form, values, words):
    source = read_volume(patched(nifti, offset, form, *values), "fixed").provenance
    assert source.state == "doubtful"
    assert words in source.doubt


def nrrd(path, *fields, values=None):
    lines = ["NRRD0004", "type: uint8", "dimension: 3", "sizes: 8 7 6", "encoding: raw", *fields, "", ""]
    path.write_bytes("\n".join(lines).encode() + (speckle() if values is None else values).tobytes())
    return path


def test_an_nrrd_header_without_spacings_or_in_other_units_is_doubtful(tmp_path):
    source = read_volume(nrrd(tmp_path / "a.nrrd"), "fixed").provenance
    assert (source.state, source.spacing_source) == ("doubtful", "none")
    source = read_volume(nrrd(tmp_path / "b.nrrd", "spacings: 2 2 3", 'units: "cm" "cm" "cm"'), "fixed").provenance
    assert "cm" in source.doubt
    source = read_volume(nrrd(tmp_path / "c.nrrd", "spacings: 2 2 3"), "fixed").provenance
    assert (source.state, source.spacing_source) == ("stated", "NRRD spacings")


def test_an_nrrd_in_ras_is_turned_to_lps(tmp_path):
    path = nrrd(tmp_path / "a.nrrd", "space: right-anterior-superior",
                "space directions: (2,0,0) (0,3,0) (0,0,4)", "space origin: (10,20,30)")  # fmt: skip
    grid = read_volume(path, "fixed").grid
    assert (grid.origin_mm, grid.spacing_mm) == ((-10, -20, 30), (2, 3, 4))
    assert np.allclose(grid.axes, np.diag([-1, -1, 1]))


def meta(path, *fields, data="LOCAL", values=None):
    lines = ["ObjectType = Image", "NDims = 3", "DimSize = 8 7 6", *fields, "ElementType = MET_UCHAR"]
    text = "\n".join([*lines, f"ElementDataFile = {data}", ""])
    content = (speckle() if values is None else values).tobytes() if data == "LOCAL" else b""
    path.write_bytes(text.encode() + content)
    return path


def test_a_metaimage_without_spacing_is_doubtful(tmp_path):
    assert read_volume(meta(tmp_path / "a.mha"), "fixed").provenance.state == "doubtful"
    stated = read_volume(meta(tmp_path / "b.mha", "ElementSpacing = 1 1 2"), "fixed").provenance
    assert (stated.state, stated.spacing_source) == ("stated", "MetaImage ElementSpacing")


# What is refused ------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_or_not_an_image_is_described(tmp_path):
    refused(tmp_path / "gone.nii", "does not exist", UnreadableFile)
    refused(tmp_path, "is a folder", UnreadableFile)
    for suffix in (".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd", ".png", ""):
        path = tmp_path / f"file{suffix}"
        path.write_bytes(b"")
        refused(path, "is empty", UnreadableFile)
        for junk in (b"x", b"hello world\n" * 100, bytes(2000), b"\x1f\x8b" + bytes(100), b"\xff\xfe" * 300):
            path.write_bytes(junk)
            refused(path, "not|damaged", UnreadableFile)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("lost", [1, 12, 200, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_short_is_refused(tmp_path, suffix, compress, lost):
    path = itk_write(tmp_path / f"a{suffix}", speckle(shape=(10, 20, 30)), compress=compress)
    raw = path.read_bytes()
    path.write_bytes(raw[: -(lost if lost >= 1 else int(len(raw) * lost))])
    refused(path, "cut short|damaged|not a", UnreadableFile)


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_a_flipped_byte_in_a_packed_file_is_noticed(tmp_path, suffix):
    path = itk_write(tmp_path / f"a{suffix}", speckle(shape=(10, 20, 30)), compress=True)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 255
    path.write_bytes(raw)
    refused(path, "damaged", UnreadableFile)


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
@pytest.mark.parametrize(
    ("values", "vector", "words"),
    [
        (speckle()[0], False, "2 dimensions"),
        (speckle()[:1], False, "2 dimensions"),
        (np.stack([speckle()] * 3), False, "series of 3 volumes"),
        (np.stack([speckle()] * 3, -1), True, "colour or vector"),
        (np.stack([speckle("float32")] * 3, -1), True, "colour or vector"),
        (np.full(GRID.shape_zyx, 7, np.uint8), False, "every voxel has the value 7"),
        (np.where(speckle() > 150, np.nan, 1.0).astype("f4"), False, "NaN"),
        (np.where(speckle() > 150, np.inf, speckle()).astype("f4"), False, "finite"),
    ],
)
def test_an_image_that_is_not_one_plain_volume_is_refused(tmp_path, suffix, values, vector, words):
    refused(itk_write(tmp_path / f"a{suffix}", values, vector=vector), words, InvalidInput)


def test_complex_numbers_are_refused(tmp_path):
    refused(itk_write(tmp_path / "a.nii.gz", speckle().astype(np.complex64)), "complex", InvalidInput)


def test_a_sheared_grid_is_refused(tmp_path, nifti):
    sheared = nrrd(tmp_path / "a.nrrd", "space: left-posterior-superior",
                   "space directions: (1,0,0) (0.5,1,0) (0,0,1)", "space origin: (0,0,0)")  # fmt: skip
    refused(sheared, "sheared", InvalidInput)
    patched(patched(nifti, 252, "h", 0), 284, "f", 0.15)
    refused(nifti, "sheared", InvalidInput)


@pytest.mark.parametrize("sizes", [(30_000, 30_000, 30_000), (32_767, 32_767, 1), (600, 600, 600)])
def test_a_header_that_promises_more_than_the_file_holds_is_refused_before_memory_is_taken(nifti, sizes):
    packed = nifti.with_suffix(".nii.gz")
    patched(nifti, 42, "3h", *sizes)
    packed.write_bytes(gzip.compress(nifti.read_bytes()))
    refused(nifti, "cut short|dimensions")
    refused(packed, "cut short|dimensions")


def test_a_volume_larger_than_the_memory_is_refused(nifti, monkeypatch):
    monkeypatch.setattr(images, "available_memory", lambda: 300)
    refused(nifti, "MB of memory", UnreadableFile)


@pytest.mark.parametrize(
    "data",
    ["../secret.raw", "/etc/passwd", "C:\\secret.raw", "sub/a.raw", "LIST", "a%03d.raw 1 6 1", "LIST 2", ".."],
)
def test_voxels_in_another_place_are_refused(tmp_path, data):
    folder = tmp_path / "case"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path / "secret.raw", folder / "a.raw", folder / "sub" / "a.raw"):
        place.write_bytes(speckle().tobytes())
    refused(meta(folder / "a.mhd", "ElementSpacing = 1 1 2", data=data), "same folder", UnreadableFile)
    header = nrrd(folder / "a.nhdr", "spacings: 1 1 2", f"data file: {data}", values=np.zeros(0))
    refused(header, "same folder", UnreadableFile)


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "secret.raw").write_bytes(speckle().tobytes())
    try:
        (folder / "a.raw").symlink_to(tmp_path / "secret.raw")
    except OSError:
        pytest.skip("this system does not allow links")
    refused(meta(folder / "a.mhd", data="a.raw"), "same folder", UnreadableFile)


def test_a_header_whose_data_file_is_missing_says_which(tmp_path):
    refused(meta(tmp_path / "a.mhd", data="a.raw"), r"needs a\.raw beside it", UnreadableFile)


def test_a_header_that_names_two_data_files_is_refused(tmp_path):
    (tmp_path / "a.raw").write_bytes(speckle().tobytes())
    refused(nrrd(tmp_path / "a.nhdr", "data file: a.raw", "datafile: ../b.raw"), "damaged", UnreadableFile)


@given(data=st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_whatever_is_changed_in_a_file_there_is_an_answer_or_a_sentence(tmp_path, data):
    suffix = data.draw(st.sampled_from([".nii", ".nrrd", ".mha"]))
    path = itk_write(tmp_path / f"a{suffix}", speckle())
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, min(len(raw), 400) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw)
    with contextlib.suppress(UserError):
        volume = read_volume(path, "fixed")
        assert volume.voxels.shape == volume.grid.shape_zyx


# Labels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", WRITABLE)
def test_labels_come_back_in_the_smallest_type(tmp_path, suffix):
    labels = speckle() // 50
    for values, dtype in ((labels, np.uint8), (labels.astype("u2") * 200, np.uint16), (labels.astype("i4"), np.uint8)):
        write_labels(tmp_path / f"a{suffix}", values, GRID)
        again = read_labels(tmp_path / f"a{suffix}", GRID)
        assert again.dtype == dtype
        assert np.array_equal(again, values)


def test_whole_numbers_stored_as_floats_are_labels_and_others_are_not(tmp_path):
    itk_write(tmp_path / "a.nii.gz", (speckle() // 50).astype("f4"))
    grid = read_volume(tmp_path / "a.nii.gz", "fixed").grid
    assert read_labels(tmp_path / "a.nii.gz", grid).dtype == np.uint8
    for wrong in (np.full(GRID.shape_zyx, 0.5), np.full(GRID.shape_zyx, -1.0), np.full(GRID.shape_zyx, np.nan),
                  np.full(GRID.shape_zyx, 70_000.0)):  # fmt: skip
        with pytest.raises(InvalidInput, match="no label map"):
            read_labels(itk_write(tmp_path / "b.nii.gz", wrong), grid)
    with pytest.raises(InvalidInput, match="whole numbers"):
        write_labels(tmp_path / "c.nii.gz", np.zeros(GRID.shape_zyx), GRID)


def test_an_empty_label_map_is_a_label_map(tmp_path):
    write_labels(tmp_path / "a.nrrd", np.zeros(GRID.shape_zyx, np.uint8), GRID)
    assert not read_labels(tmp_path / "a.nrrd", GRID).any()


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        (Grid((6, 7, 9), GRID.spacing_mm, GRID.origin_mm, TURNED), "8×7×6 voxels, the volume 9×7×6"),
        (Grid(GRID.shape_zyx, (0.21, 0.073, 0.4757), GRID.origin_mm, TURNED), "spacing"),
        (Grid(GRID.shape_zyx, GRID.spacing_mm, (5, -6, 7.1), TURNED), "origin"),
        (Grid(GRID.shape_zyx, GRID.spacing_mm, GRID.origin_mm), "direction"),
    ],
)
def test_labels_of_another_grid_are_refused_naming_the_difference(tmp_path, grid, words):
    write_labels(tmp_path / "a.nii.gz", speckle() // 50, GRID)
    with pytest.raises(InvalidInput, match=words) as caught:
        read_labels(tmp_path / "a.nii.gz", grid)
    assert "resample" in str(caught.value)


# What is written ------------------------------------------------------------------------------------------------


def test_what_cannot_be_written_is_said_before_anything_happens(tmp_path):
    with pytest.raises(InvalidInput, match="no suffix this program writes"):
        write_volume(tmp_path / "a.png", scan(speckle()))
    field = DisplacementField(GRID, np.zeros((*GRID.shape_zyx, 3), np.float32))
    with pytest.raises(InvalidInput, match=r"\.nii\.gz"):
        write_displacement(tmp_path / "a.nrrd", field)
    assert list(tmp_path.iterdir()) == []


def test_a_displacement_field_comes_back_as_a_vector_image(tmp_path):
    import SimpleITK

    vectors = np.random.default_rng(0).normal(0, 3, (*GRID.shape_zyx, 3)).astype(np.float32)
    for suffix in (".nii", ".nii.gz"):
        write_displacement(tmp_path / f"a{suffix}", DisplacementField(GRID, vectors))
        image = SimpleITK.ReadImage(str(tmp_path / f"a{suffix}"))
        assert image.GetPixelIDTypeAsString() == "vector of 32-bit float"
        assert np.array_equal(SimpleITK.GetArrayFromImage(image), vectors)
        assert Grid(GRID.shape_zyx, image.GetSpacing(), image.GetOrigin(), image.GetDirection()).nearly_equals(GRID)


# What a file is -------------------------------------------------------------------------------------------------


def test_any_file_of_ours_and_any_image_can_be_described(tmp_path):
    import json

    volume = scan(speckle())
    write_volume(tmp_path / "scan.nii.gz", volume)
    write_volumes(tmp_path / "volumes.h5", volume, volume)
    field = DisplacementField(GRID, np.ones((*GRID.shape_zyx, 3), np.float32))
    write_transform(tmp_path / "transform.h5", field, {"method": "demons"})
    facts = {path.name: describe_file(path) for path in tmp_path.iterdir()}
    assert facts["scan.nii.gz"]["kind"] == "NIfTI image"
    assert facts["scan.nii.gz"]["size_xyz"] == [8, 7, 6]
    assert facts["volumes.h5"]["moving"]["values"] == "uint8"
    assert facts["transform.h5"]["transform"]["largest_mm"] == pytest.approx(3**0.5)
    assert facts["transform.h5"]["record"] == {"method": "demons"}
    json.dumps(facts, allow_nan=False)


def test_a_foreign_hdf5_file_is_said_to_be_foreign(tmp_path):
    import h5py

    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["x"] = np.arange(3)
    with pytest.raises(UnreadableFile, match="not one of this program"):
        describe_file(tmp_path / "a.h5")
