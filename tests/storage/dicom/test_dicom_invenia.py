import struct

import h5py
import numpy as np
import pytest
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from dicom_phantoms import GE, INVENIA, U_SYSTEMS, invenia_file, save, speckle
from workstation.core.errors import UserError
from workstation.core.geometry import Grid
from workstation.core.volume import Volume
from workstation.storage.dicom.series import read_series
from workstation.storage.volume_store import close_volumes, open_volumes, write_volumes

SHAPE = (30, 60, 90)
POINTS = np.array([(0, 0, 0), (89, 0, 0), (0, 59, 29), (44.5, 30.25, 11), (89, 59, 29), (3.3, 41.7, 8.9)])


def expected_point(index, mirrored=False, radius=INVENIA["radius"], spacing=(0.2, 0.073), step=0.4757):
    """From the description of the tags, in LPS: x = -r sin a and y = r cos a - R are RAS."""
    lateral, depth = (index[0] - (SHAPE[2] - 1) / 2) * spacing[0], index[1] * spacing[1]
    r, a = radius - depth, lateral / radius
    x = -r * np.sin(a)
    return np.array([x if mirrored else -x, -(r * np.cos(a) - radius), (index[2] - (SHAPE[0] - 1) / 2) * step])


@pytest.mark.parametrize("creator", [GE, U_SYSTEMS])
@pytest.mark.parametrize("block", [0x10, 0x11, 0x20, 0xFE])
@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_an_invenia_is_recognised_whoever_wrote_the_private_elements_and_where(tmp_path, creator, block, syntax):
    path = save(invenia_file(speckle(SHAPE), creator, block), tmp_path / "scan", syntax)
    read = read_series([path], "fixed")
    assert read.raster is not None
    assert read.raster.radius_mm == INVENIA["radius"]
    assert read.raster.spacing_mm == (0.2, 0.073, 0.4757)
    assert np.array_equal(read.raw.voxels.whole(), speckle(SHAPE))
    assert read.volume.voxels.dtype == np.uint8
    assert read.geometry["curvature"].light == "green"


@pytest.mark.parametrize("value", [b"120.0 ", struct.pack("<f", 120), struct.pack("<d", 120)])
def test_a_radius_whose_type_got_lost_is_still_read(tmp_path, value):
    dataset = invenia_file(speckle(SHAPE))
    dataset.add_new((0x0021, 0x1040), "UN", value)
    assert read_series([save(dataset, tmp_path / "scan")], "fixed").raster.radius_mm == 120.0


@pytest.mark.parametrize("value", [b"abc ", b"\xff\xfe\xfd", struct.pack("<f", float("nan"))])
def test_a_radius_that_is_no_number_is_not_read(tmp_path, value):
    dataset = invenia_file(speckle(SHAPE))
    dataset.add_new((0x0021, 0x1040), "UN", value)
    read = read_series([save(dataset, tmp_path / "scan")], "fixed")
    assert read.geometry["curvature"].light == "red"


def test_another_owner_of_a_block_is_not_taken_for_the_scanner(tmp_path):
    dataset = invenia_file(speckle(SHAPE), GE, 0x12)
    dataset.add_new((0x0021, 0x10), "LO", "SOMEONE ELSE")
    dataset.add_new((0x0021, 0x1040), "DS", "77")
    assert read_series([save(dataset, tmp_path / "scan")], "fixed").raster.radius_mm == INVENIA["radius"]


@pytest.mark.parametrize("mirrored", [False, True])
def test_voxel_to_millimetres_to_voxel_is_exact_in_the_raw_and_the_converted_grid(tmp_path, mirrored):
    path = save(invenia_file(speckle(SHAPE)), tmp_path / "scan")
    read = read_series([path], "fixed", mirrored=mirrored)
    assert read.raster.mirrored == mirrored
    world = read.raster.to_world(POINTS)
    assert np.abs(world - [expected_point(p, mirrored) for p in POINTS]).max() < 1e-9
    assert np.abs(read.raster.to_index(world) - POINTS).max() < 1e-6
    voxels = read.volume.grid.to_index(world)
    assert read.volume.grid.contains(world).all()
    assert np.abs(read.raster.to_index(read.volume.grid.to_world(voxels)) - POINTS).max() < 1e-6
    assert np.abs(read.raw.grid.to_index(read.raw.grid.to_world(POINTS)) - POINTS).max() < 1e-6


@pytest.mark.parametrize("mirrored", [False, True])
def test_distances_between_spots_in_the_picture_are_right_to_a_hundredth_of_a_millimetre(tmp_path, mirrored):
    """Spots drawn at known places in mm, sampled along the scan lines, are measured in the converted volume."""
    spots = [expected_point(p, mirrored) for p in ((12, 20, 6), (78, 20, 6), (12, 40, 23), (78, 40, 23), (45, 30, 14))]
    width = np.array([0.4, 0.25, 0.8])
    z, y, x = np.indices(SHAPE)
    samples = np.apply_along_axis(expected_point, -1, np.stack([x, y, z], axis=-1), mirrored)
    values = sum(60000 * np.exp(-(((samples - spot) / width) ** 2).sum(axis=-1) / 2) for spot in spots)
    path = save(invenia_file(values.astype(np.uint16)), tmp_path / "scan")
    volume = read_series([path], "fixed", mirrored=mirrored).volume
    z, y, x = np.indices(volume.grid.shape_zyx)
    places, weights = volume.grid.to_world(np.stack([x, y, z], axis=-1)), volume.voxels.whole().astype(float)
    found = []
    for spot in spots:
        near = (np.abs(places - spot) < 4 * width).all(axis=-1)
        found.append((places[near] * weights[near][:, None]).sum(axis=0) / weights[near].sum())
    for i in range(len(spots)):
        for j in range(i):
            length = np.linalg.norm(spots[i] - spots[j])
            assert np.linalg.norm(found[i] - found[j]) == pytest.approx(length, abs=0.01)


def test_the_side_must_be_confirmed_before_millimetres_count(tmp_path):
    read = read_series([save(invenia_file(speckle(SHAPE)), tmp_path / "scan")], "fixed")
    assert [read.geometry[name].light for name in ("dx", "dy", "dz", "curvature")] == ["green"] * 4
    assert read.geometry["direction"].light == "amber"
    assert not read.volume.millimetres_trusted
    told = read.geometry.confirmed(["direction"], "Li", "2026-11-01T10:00:00")
    assert told.provenance("", "").state == "confirmed"


@pytest.mark.parametrize(
    ("facts", "quantity", "words"),
    [
        ({"track": 300.0}, "curvature", "track"),
        ({"track": None}, "curvature", "track"),
        ({"radius": 2.0}, "curvature", "radius"),
        ({"radius": None}, "curvature", "lacks"),
    ],
)
def test_a_geometry_that_is_not_understood_stays_raw_and_without_millimetres(tmp_path, facts, quantity, words):
    read = read_series([save(invenia_file(speckle(SHAPE), **facts), tmp_path / "scan")], "fixed")
    assert read.raster is None
    assert read.geometry[quantity].light == "red"
    assert words in read.volume.provenance.doubt
    assert not read.volume.millimetres_trusted


def test_a_depth_that_contradicts_the_pixels_is_amber(tmp_path):
    read = read_series([save(invenia_file(speckle(SHAPE), depth_cm=6.0), tmp_path / "scan")], "fixed")
    assert read.geometry["dy"].light == "amber"
    assert "6.0 cm" in str(read.geometry["dy"].sentence)


def test_the_devices_nipple_mark_is_proposed_where_it_can_be_understood(tmp_path):
    read = read_series([save(invenia_file(speckle(SHAPE), nipple=(40, 3, 12)), tmp_path / "a")], "fixed")
    point, sentence = read.nipple
    assert point == pytest.approx(expected_point((40, 3, 12)))
    assert "check" in str(sentence)
    read = read_series([save(invenia_file(speckle(SHAPE), nipple=(40, 12)), tmp_path / "b")], "fixed")
    assert read.nipple[0] == pytest.approx(expected_point((40, 0, 12)))
    for nipple in ((400, 3, 12), (1,), None):
        assert read_series([save(invenia_file(speckle(SHAPE), nipple=nipple), tmp_path / "c")], "fixed").nipple is None


def test_side_and_view_are_read_as_known_words_only(tmp_path):
    dataset = invenia_file(speckle(SHAPE))
    dataset.ImageLaterality, dataset.SeriesDescription = "R", "RLAT Frau Meier"
    read = read_series([save(dataset, tmp_path / "scan")], "fixed")
    assert (read.laterality, read.view) == ("right", "LAT")
    dataset.SeriesDescription = "Lateral"
    assert read_series([save(dataset, tmp_path / "scan")], "fixed").view == "LAT"
    dataset.SeriesDescription = "Frau Meier"
    assert read_series([save(dataset, tmp_path / "scan")], "fixed").view == ""


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_study_still_knows_which_raw_voxel_a_point_was(tmp_path, mirrored):
    moving = read_series([save(invenia_file(speckle(SHAPE)), tmp_path / "scan")], "moving", mirrored=mirrored).volume
    fixed = Volume.from_array(speckle(SHAPE), Grid(SHAPE, (1, 1, 1)), id="fixed")
    write_volumes(tmp_path / "volumes.h5", fixed, moving)
    opened = open_volumes(tmp_path / "volumes.h5")
    try:
        assert [each.raster for each in opened] == [None, moving.raster]
        assert opened[1].grid == moving.grid
    finally:
        close_volumes(*opened)
    for mark in POINTS:
        assert moving.raster.to_index(expected_point(mark, mirrored)) == pytest.approx(mark, abs=1e-6)


def test_a_damaged_raster_in_a_study_is_an_error_in_words(tmp_path):
    volume = read_series([save(invenia_file(speckle(SHAPE)), tmp_path / "scan")], "fixed").volume
    write_volumes(tmp_path / "volumes.h5", volume, volume)
    with h5py.File(tmp_path / "volumes.h5", "r+") as file:
        file["fixed"].attrs["raster_radius_mm"] = -3.0
    with pytest.raises(UserError, match="radius"):
        open_volumes(tmp_path / "volumes.h5")


def test_progress_rises_to_the_end(tmp_path):
    told = []
    path = save(invenia_file(speckle(SHAPE)), tmp_path / "scan")
    read_series([path], "fixed", report=lambda share, words: told.append(share))
    assert told == sorted(told)
    assert 0 <= told[0] < 0.2 < 0.9 <= told[-1] <= 1
