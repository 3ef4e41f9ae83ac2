import numpy as np
import pytest
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

from dicom_phantoms import (
    MR,
    SECONDARY,
    SECONDARY_MULTIFRAME,
    US_MULTIFRAME,
    US_MULTIFRAME_RETIRED,
    US_SINGLE,
    ct_slices,
    enhanced_us,
    picture_file,
    regions,
    save,
    speckle,
)
from workstation.core.errors import Cancelled, InvalidInput
from workstation.storage.dicom.scan import files_of_volume, scan
from workstation.storage.dicom.series import read_series
from workstation.workbench import importing

SHAPE = (6, 10, 12)
OBLIQUE = (0.8, 0.6, 0.0, -0.36, 0.48, 0.8)


def saved(datasets, folder, names=None):
    datasets = list(datasets)
    return [save(each, folder / (names[n] if names else f"{n}")) for n, each in enumerate(datasets)]


def lights(read):
    return {each.name: each.light for each in read.geometry.quantities}


# Many files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [(1, 0, 0, 0, 1, 0), OBLIQUE])
def test_slices_are_sorted_by_their_place_along_the_normal(tmp_path, turned):
    values = speckle(SHAPE, "int16")
    paths = saved(ct_slices(values, turned=turned), tmp_path, names=["c", "a", "f", "b", "e", "d"])
    read = read_series(paths[::-1], "fixed")
    assert np.array_equal(read.volume.voxels.whole(), values)
    assert read.volume.grid.spacing_mm == pytest.approx((0.7, 0.8, 2.0))
    assert read.volume.grid.origin_mm == pytest.approx((10, -20, 30))
    assert read.volume.grid.axes.T[:2].ravel() == pytest.approx(np.array(turned), abs=1e-6)
    assert np.linalg.det(read.volume.grid.axes) == pytest.approx(1)
    assert (read.volume.modality, read.volume.name) == ("CT", "CT series 3, 6 pictures")
    assert read.volume.millimetres_trusted


def test_slope_and_intercept_give_real_values_in_a_small_type(tmp_path):
    values = speckle(SHAPE, "uint16")
    whole = saved(ct_slices(values, RescaleSlope=2, RescaleIntercept=-1024), tmp_path / "whole")
    read = read_series(whole, "fixed").volume.voxels.whole()
    assert read.dtype == np.int32
    assert np.array_equal(read, values.astype(int) * 2 - 1024)
    broken = saved(ct_slices(values, RescaleSlope=0.5, RescaleIntercept=1), tmp_path / "broken")
    read = read_series(broken, "fixed").volume.voxels.whole()
    assert read.dtype == np.float32
    assert np.allclose(read, values * 0.5 + 1)


def test_slopes_that_differ_from_picture_to_picture_are_each_applied(tmp_path):
    values = speckle(SHAPE, "uint16")
    datasets = list(ct_slices(values))
    for n, each in enumerate(datasets):
        each.RescaleSlope, each.RescaleIntercept = n + 1, 0
    read = read_series(saved(datasets, tmp_path), "fixed").volume.voxels.whole()
    assert np.array_equal(read, values * np.arange(1, 7)[:, None, None])


def test_a_missing_slice_is_told_and_the_others_stay_where_they_are(tmp_path):
    values = np.repeat(np.arange(6, dtype=np.uint8)[:, None, None] * 10 + 5, 10, axis=1).repeat(12, axis=2)
    values[:, 0, 0] = 200
    datasets = [each for n, each in enumerate(ct_slices(values)) if n != 3]
    read = read_series(saved(datasets, tmp_path), "fixed")
    assert read.volume.grid.shape_zyx == SHAPE
    assert np.array_equal(read.volume.voxels.whole()[[0, 1, 2, 4, 5]], values[[0, 1, 2, 4, 5]])
    assert read.volume.voxels.whole()[3, 5, 5] == 35
    assert lights(read)["dz"] == "amber"
    assert "missing between 3–4" in read.volume.provenance.doubt
    assert not read.volume.millimetres_trusted


def test_uneven_distances_are_brought_to_equal_ones_and_told(tmp_path):
    datasets = list(ct_slices(speckle(SHAPE)))
    for each, z in zip(datasets, (0, 2, 4.05, 6, 8, 10), strict=True):
        each.ImagePositionPatient = [0, 0, z]
    read = read_series(saved(datasets, tmp_path), "fixed")
    assert read.volume.grid.spacing_mm[2] == pytest.approx(2, abs=0.01)
    assert "vary from" in read.volume.provenance.doubt


def test_copies_of_a_picture_are_left_out_and_told(tmp_path):
    datasets = list(ct_slices(speckle(SHAPE)))
    read = read_series([*saved(datasets, tmp_path / "a"), *saved(datasets[:2], tmp_path / "b")], "fixed")
    assert read.volume.grid.shape_zyx == SHAPE
    assert str(read.notices[0]).startswith("2 files are copies")


def test_two_pictures_at_one_place_are_refused(tmp_path):
    datasets = [*ct_slices(speckle(SHAPE)), *ct_slices(speckle(SHAPE, seed=1))]
    with pytest.raises(InvalidInput, match="6 places more than once"):
        read_series(saved(datasets, tmp_path), "fixed")


def test_a_tilted_gantry_is_refused_with_its_angle(tmp_path):
    datasets = list(ct_slices(speckle(SHAPE)))
    for n, each in enumerate(datasets):
        each.ImagePositionPatient = [0, n * 2 * np.tan(np.radians(15)), n * 2]
    with pytest.raises(InvalidInput, match=r"tilted gantry \(15\.0°\)"):
        read_series(saved(datasets, tmp_path), "fixed")


def test_pictures_that_do_not_belong_together_are_refused(tmp_path):
    turned = [*list(ct_slices(speckle(SHAPE)))[:3], *list(ct_slices(speckle(SHAPE), turned=OBLIQUE))[:3]]
    with pytest.raises(InvalidInput, match="different directions"):
        read_series(saved(turned, tmp_path / "a"), "fixed")
    sizes = [*list(ct_slices(speckle(SHAPE)))[:3], *list(ct_slices(speckle((6, 8, 12)), first=(0, 0, 90)))[:3]]
    with pytest.raises(InvalidInput, match="differ in size"):
        read_series(saved(sizes, tmp_path / "b"), "fixed")
    unplaced = list(ct_slices(speckle(SHAPE)))
    del unplaced[2].ImagePositionPatient
    with pytest.raises(InvalidInput, match="1 of 6 pictures"):
        read_series(saved(unplaced, tmp_path / "c"), "fixed")
    with pytest.raises(InvalidInput, match="single picture"):
        read_series(saved(list(ct_slices(speckle(SHAPE)))[:1], tmp_path / "d"), "fixed")


def test_ultrasound_pictures_without_a_place_stand_in_the_order_of_their_numbers(tmp_path):
    values = speckle(SHAPE)
    datasets = [picture_file(v, US_SINGLE, InstanceNumber=n, PixelSpacing=[0.1, 0.2]) for n, v in enumerate(values)]
    read = read_series(saved(datasets, tmp_path, names=list("fbdace")), "fixed")
    assert np.array_equal(read.volume.voxels.whole(), values)
    assert lights(read)["dz"] == "red"
    assert "InstanceNumber" in read.volume.provenance.doubt
    assert not read.volume.millimetres_trusted


# One file -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [US_MULTIFRAME, US_MULTIFRAME_RETIRED, SECONDARY_MULTIFRAME])
def test_a_file_of_many_pictures_is_a_volume(tmp_path, kind):
    values = speckle(SHAPE)
    tags = {"PixelSpacing": [0.1, 0.2], "SpacingBetweenSlices": 0.5}
    read = read_series([save(picture_file(values, kind, **tags), tmp_path / "scan")], "fixed")
    assert np.array_equal(read.volume.voxels.whole(), values)
    assert read.volume.grid.spacing_mm == (0.2, 0.1, 0.5)
    assert lights(read) == {"dx": "green", "dy": "green", "dz": "green", "origin": "green", "direction": "amber",
                            "curvature": "amber"}  # fmt: skip
    assert read.volume.provenance.spacing_source == "PixelSpacing (0028,0030), SpacingBetweenSlices (0018,0088)"


@pytest.mark.parametrize(
    ("tags", "spacing", "expected"),
    [
        ({}, (1.0, 1.0, 1.0), ("red", "red", "red")),
        ({"PixelSpacing": [0.1, 0.2], "SliceThickness": 0.6}, (0.2, 0.1, 0.6), ("green", "green", "amber")),
        ({"PixelSpacing": [0, 0]}, (1.0, 1.0, 1.0), ("red", "red", "red")),
        ({"SequenceOfUltrasoundRegions": regions(0.02, 0.01)}, (0.2, 0.1, 1.0), ("green", "green", "red")),
        ({"SequenceOfUltrasoundRegions": regions(0.02, 0.01, units=4)}, (1.0, 1.0, 1.0), ("red", "red", "red")),
        ({"SequenceOfUltrasoundRegions": Sequence([*regions(0.02, 0.01, RegionDataType=1), *regions(0.5, 0.5)])},
         (0.2, 0.1, 1.0), ("amber", "amber", "red")),
        ({"SequenceOfUltrasoundRegions": regions(0.03, 0.01), "PixelSpacing": [0.1, 0.2]},
         (0.2, 0.1, 1.0), ("amber", "amber", "red")),
        ({"ImagerPixelSpacing": [0.1, 0.2]}, (0.2, 0.1, 1.0), ("amber", "amber", "red")),
        ({"SpacingBetweenSlices": -0.5}, (1.0, 1.0, 0.5), ("red", "red", "green")),
        ({"FrameTime": 40, "SliceThickness": 2}, (1.0, 1.0, 1.0), ("red", "red", "red")),
    ],
)  # fmt: skip
def test_every_source_of_spacing_has_its_colour_and_nothing_is_assumed_in_silence(tmp_path, tags, spacing, expected):
    read = read_series([save(picture_file(speckle(SHAPE), **tags), tmp_path / "scan")], "fixed")
    assert read.volume.grid.spacing_mm == pytest.approx(spacing)
    assert tuple(lights(read)[name] for name in ("dx", "dy", "dz")) == expected
    assert not read.volume.millimetres_trusted
    for quantity in read.geometry.quantities[:3]:
        assert (quantity.value is None) == (quantity.light == "red")
        assert str(quantity.sentence)


def test_an_enhanced_volume_is_sorted_by_the_places_of_its_frames(tmp_path):
    values, order = speckle(SHAPE), [3, 0, 5, 1, 4, 2]
    read = read_series([save(enhanced_us(values[order], order=order), tmp_path / "scan")], "fixed")
    assert np.array_equal(read.volume.voxels.whole(), values)
    assert read.volume.grid.spacing_mm == pytest.approx((0.3, 0.2, 0.5))
    assert lights(read)["dz"] == "green"
    assert lights(read)["direction"] == "amber"


def test_an_enhanced_file_of_several_times_is_refused(tmp_path):
    values = speckle(SHAPE)
    with pytest.raises(InvalidInput, match="several volumes"):
        read_series([save(enhanced_us(values, order=[0, 1, 2, 0, 1, 2]), tmp_path / "scan")], "fixed")


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian])
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16"])
def test_the_encoding_of_a_file_does_not_change_its_pixels(tmp_path, syntax, dtype):
    values = speckle(SHAPE, dtype)
    read = read_series([save(picture_file(values), tmp_path / "scan", syntax)], "fixed")
    assert read.volume.voxels.dtype == np.dtype(dtype)
    assert np.array_equal(read.volume.voxels.whole(), values)


@pytest.mark.parametrize("syntax", [RLELossless, JPEG2000Lossless])
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16"])
def test_packed_pictures_are_unpacked_one_by_one(tmp_path, syntax, dtype):
    values = speckle((6, 64, 72), dtype)
    dataset = picture_file(values)
    dataset.compress(syntax)
    read = read_series([save(dataset, tmp_path / "scan")], "fixed")
    assert np.array_equal(read.volume.voxels.whole(), values)


def test_colours_become_grey(tmp_path):
    grey = speckle(SHAPE)
    dataset = picture_file(grey, SECONDARY_MULTIFRAME)
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation, dataset.PlanarConfiguration = 3, "RGB", 0
    dataset.PixelData = np.repeat(grey[..., None], 3, axis=-1).tobytes()
    assert np.array_equal(read_series([save(dataset, tmp_path / "a")], "fixed").volume.voxels.whole(), grey)
    colours = np.random.default_rng(1).integers(0, 256, (*SHAPE, 3)).astype(np.uint8)
    dataset.PixelData = colours.tobytes()
    luma = np.rint(colours @ np.array([0.299, 0.587, 0.114]))
    assert np.array_equal(read_series([save(dataset, tmp_path / "b")], "fixed").volume.voxels.whole(), luma)


def test_bright_is_bright_in_inverted_pictures_too(tmp_path):
    values = speckle(SHAPE)
    dataset = picture_file(values, PhotometricInterpretation="MONOCHROME1")
    assert np.array_equal(read_series([save(dataset, tmp_path / "a")], "fixed").volume.voxels.whole(), 255 - values)


def test_what_shows_nothing_or_is_a_single_picture_or_no_scan_is_refused(tmp_path):
    for name, dataset, words in (
        ("a", picture_file(np.full(SHAPE, 7, np.uint8)), "shows nothing"),
        ("b", picture_file(speckle((10, 12)), SECONDARY), "single picture"),
        ("c", picture_file(speckle(SHAPE), "1.2.840.10008.5.1.4.1.1.481.2"), "no scan"),
    ):
        with pytest.raises(InvalidInput, match=words):
            read_series([save(dataset, tmp_path / name)], "fixed")


def test_reading_stops_when_asked(tmp_path):
    def stop(*_):
        raise Cancelled

    path = save(picture_file(speckle(SHAPE)), tmp_path / "scan")
    with pytest.raises(Cancelled):
        read_series([path], "fixed", report=stop)
    with pytest.raises(Cancelled):
        scan(tmp_path, report=stop)


# Scanning a folder ----------------------------------------------------------------------------------------------


def two_patients(folder):
    saved(ct_slices(speckle(SHAPE)), folder / "张伟" / "ct")
    mr = list(ct_slices(speckle(SHAPE, "int16"), turned=OBLIQUE))
    for each in mr:
        each.SOPClassUID, each.Modality, each.SeriesInstanceUID, each.SeriesNumber = MR, "MR", "1.2.9", 9
    saved(mr, folder / "张伟" / "mr")
    other = picture_file(speckle(SHAPE), PatientID="1", PatientName="Li^Na", SeriesNumber=None)
    save(other, folder / "b" / "US.DCM")
    (folder / "b" / "notes.txt").write_text("hello")
    (folder / "b" / "cut").write_bytes((folder / "b" / "US.DCM").read_bytes()[:200])
    return folder


def test_a_folder_is_listed_by_patient_study_and_series(tmp_path):
    told = []
    result = scan(two_patients(tmp_path), lambda share, words: told.append((share, words)))
    assert [p.name for p in result.patients] == ["Li^Na", "Nobody"]
    series = result.patients[1].studies[0].series
    assert [(s.number, s.modality, [v.pictures for v in s.volumes]) for s in series] == [(3, "CT", [6]), (9, "MR", [6])]
    assert len(result.volumes) == 3
    assert [path.name for path, _ in result.unreadable] == ["cut"]
    assert result.other_files == 1
    assert [share for share, _ in told] == sorted(share for share, _ in told)


def test_a_file_or_folder_stands_for_the_volume_a_person_means(tmp_path):
    folder = two_patients(tmp_path)
    assert len(files_of_volume(folder / "张伟" / "ct")) == 6
    assert files_of_volume(folder / "b") == [folder / "b" / "US.DCM"]
    assert len(files_of_volume(folder / "张伟" / "ct" / "4")) == 6
    with pytest.raises(InvalidInput, match="holds 3 volumes"):
        files_of_volume(folder)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput, match="no DICOM volume"):
        files_of_volume(tmp_path / "empty")


def test_links_are_not_followed_out_of_the_folder(tmp_path):
    save(picture_file(speckle(SHAPE)), tmp_path / "elsewhere" / "scan")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "file").symlink_to(tmp_path / "elsewhere" / "scan")
    (tmp_path / "here" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "here" / "ring").symlink_to(tmp_path / "here")
    assert scan(tmp_path / "here").volumes == []


# Import ---------------------------------------------------------------------------------------------------------


def test_a_pair_may_be_a_dicom_file_and_a_folder_whatever_they_are_called(tmp_path):
    moving = save(picture_file(speckle(SHAPE)), tmp_path / "scan.nii.gz")
    saved(ct_slices(speckle(SHAPE)), tmp_path / "ct")
    first, second = importing.read_pair(tmp_path / "ct", moving)
    assert (first.id, first.modality, second.id, second.modality) == ("fixed", "CT", "moving", "US")
    assert second.name == "US series 3, 6 pictures"


def test_a_public_abus_volume_gets_its_true_spacing_as_a_proposal(tmp_path, monkeypatch):
    from workstation.core.geometry import Grid
    from workstation.core.volume import Volume
    from workstation.storage import images

    voxels = np.broadcast_to(np.uint8(1), (270, 546, 843))
    monkeypatch.setattr(
        images, "read_volume", lambda path, id: Volume.from_array(voxels, Grid(voxels.shape, (1, 1, 1)))
    )
    (tmp_path / "DATA_000.nrrd").write_text("NRRD0004")
    volume = importing.read_scan(tmp_path / "DATA_000.nrrd", "fixed")
    assert volume.grid.spacing_mm == (0.2, 0.073, 0.475674)
    assert "TDSC-ABUS" in volume.provenance.doubt
    assert not volume.millimetres_trusted
