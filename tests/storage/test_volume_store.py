import threading
from dataclasses import replace

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput, NewerFormat, NotSaved, UnreadableFile
from workstation.core.geometry import Grid
from workstation.core.volume import Provenance, Volume
from workstation.storage.volume_store import (
    close_volumes,
    open_overviews,
    open_volumes,
    verify_volumes,
    write_volumes,
)

SHAPE = (70, 45, 101)
TURNED = (0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def speckle(dtype="uint8", shape=SHAPE, seed=0):
    return np.random.default_rng(seed).normal(100, 30, shape).clip(0, 255).astype(dtype)


def scan(values, **more):
    return Volume.from_array(values, Grid(values.shape, (0.2, 0.073, 0.4757), (5, -6, 7), TURNED), **more)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    path = tmp_path_factory.mktemp("病例") / "volumes.h5"
    write_volumes(path, scan(speckle()), scan(speckle(seed=1)))
    return path


def loading(before):
    """The threads that load volumes and were not there before."""
    return [each for each in threading.enumerate() if each.name.startswith("load") and each not in before]


@pytest.fixture
def opened(stored):
    before = threading.enumerate()
    volumes = open_volumes(stored)
    yield volumes
    close_volumes(*volumes)
    assert not loading(before)


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "int32", "float32", "float64", ">i2"])
def test_voxels_come_back_in_their_own_type_and_to_the_last_bit(tmp_path, dtype):
    values = speckle(dtype, (33, 20, 40))
    write_volumes(tmp_path / "volumes.h5", scan(values), scan(values[::-1].copy()))
    fixed, moving = open_volumes(tmp_path / "volumes.h5")
    assert np.array_equal(fixed.voxels.whole(), values)
    assert np.array_equal(moving.voxels.whole(), values[::-1])
    assert fixed.voxels.dtype == np.dtype(dtype).newbyteorder("=")
    close_volumes(fixed, moving)
    assert verify_volumes(tmp_path / "volumes.h5") == []


def test_everything_known_about_a_volume_comes_back(tmp_path):
    source = Provenance("左乳.nii.gz", "ab" * 32, "NIfTI pixdim", "doubtful", "No sform and no qform.")
    fixed = scan(speckle(), id="x", name="AP 2024", modality="MR", grid_kind="raw", provenance=source)
    write_volumes(tmp_path / "volumes.h5", fixed, scan(speckle(seed=1)))
    volumes = open_volumes(tmp_path / "volumes.h5")
    close_volumes(*volumes)
    assert [volume.id for volume in volumes] == ["fixed", "moving"]
    assert volumes[0].grid == fixed.grid
    assert (volumes[0].name, volumes[0].modality, volumes[0].grid_kind) == ("AP 2024", "MR", "raw")
    assert volumes[0].provenance == source


def test_any_hdf5_program_can_read_the_voxels(stored):
    with h5py.File(stored) as file:
        assert np.array_equal(file["fixed/voxels"][()], speckle())
        assert file["moving/voxels"].compression == "gzip"


@given(data=st.data())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_box_can_be_read_while_the_rest_is_still_loading(stored, data):
    volumes = open_volumes(stored, threads=1)
    for side in (1, 0):
        ends = [sorted(data.draw(st.tuples(st.integers(0, n), st.integers(0, n)))) for n in SHAPE]
        box = tuple(slice(a, b) for a, b in ends)
        assert np.array_equal(volumes[side].voxels.read(box), speckle(seed=side)[box])
    close_volumes(*volumes)


def test_several_threads_may_read_at_once(stored, opened):
    expected, wrong = speckle(), []

    def look(axis):
        for i in range(0, SHAPE[axis], 3):
            box = tuple(slice(i, i + 1) if a == axis else slice(None) for a in range(3))
            if not np.array_equal(opened[0].voxels.read(box), expected[box]):
                wrong.append((axis, i))

    threads = [threading.Thread(target=look, args=(axis,)) for axis in (0, 1, 2, 0)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_voxels_cannot_be_changed(opened):
    with pytest.raises(ValueError, match="read-only"):
        opened[0].voxels.whole()[0, 0, 0] = 1
    with pytest.raises(InvalidInput, match="step 1"):
        opened[0].voxels.read((slice(0, 9, 2), slice(None), slice(None)))


def test_when_all_is_loaded_the_file_is_closed(stored):
    before = threading.enumerate()
    volumes = open_volumes(stored)
    for volume in volumes:
        volume.voxels.whole()
        assert volume.voxels.loaded == 1
    for thread in loading(before):
        thread.join(60)
    assert not loading(before)


def test_after_closing_what_was_loaded_stays_and_the_rest_is_refused(tmp_path):
    values = speckle(shape=(64, 256, 256))
    write_volumes(tmp_path / "volumes.h5", scan(values), scan(values))
    volumes = open_volumes(tmp_path / "volumes.h5", threads=1)
    plane = (slice(32, 33), slice(None), slice(None))
    shown = volumes[0].voxels.read(plane)
    close_volumes(*volumes)
    close_volumes(*volumes)
    assert np.array_equal(volumes[0].voxels.read(plane), shown)
    if volumes[1].voxels.loaded < 1:
        with pytest.raises(UnreadableFile, match="closed before"):
            volumes[1].voxels.whole()


def test_a_file_of_volumes_is_written_once(stored):
    before = stored.read_bytes()
    with pytest.raises(NotSaved, match="never written twice"):
        write_volumes(stored, scan(speckle()), scan(speckle()))
    assert stored.read_bytes() == before


def chunk_of(path, side="fixed", number=0):
    with h5py.File(path) as file:
        return file[side]["voxels"].id.get_chunk_info(number)


def test_a_flipped_byte_is_noticed_where_it_lies_and_nowhere_else(stored, tmp_path):
    damaged, chunk = tmp_path / "volumes.h5", chunk_of(stored)
    raw = bytearray(stored.read_bytes())
    raw[chunk.byte_offset + chunk.size // 2] ^= 255
    damaged.write_bytes(raw)
    fixed, moving = open_volumes(damaged)
    with pytest.raises(UnreadableFile, match="damaged"):
        fixed.voxels.read((slice(0, 1), slice(0, 1), slice(0, 1)))
    with pytest.raises(UnreadableFile, match="damaged"):
        fixed.voxels.whole()
    last = (slice(69, 70), slice(0, 45), slice(0, 101))
    assert np.array_equal(fixed.voxels.read(last), speckle()[last])
    assert np.array_equal(moving.voxels.whole(), speckle(seed=1))
    close_volumes(fixed, moving)
    assert len(verify_volumes(damaged)) == 1


def edited(stored, tmp_path, edit):
    path = tmp_path / "volumes.h5"
    path.write_bytes(stored.read_bytes())
    with h5py.File(path, "r+") as file:
        edit(file)
    return path


def test_voxels_that_are_not_those_that_were_written_are_noticed(stored, tmp_path):
    def change(file):
        file["moving/voxels"][3, 4, 5] ^= 1

    (problem,) = verify_volumes(edited(stored, tmp_path, change))
    assert "moving" in problem


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda file: file.attrs.update(format="something"), "not a file of volumes"),
        (lambda file: file["fixed"].attrs.update(modality="telepathy"), "telepathy"),
        (lambda file: file["fixed"].attrs.__delitem__("spacing_mm"), "damaged"),
        (lambda file: file["fixed"].attrs.update(spacing_mm=[0.0, 1.0, 1.0]), "positive"),
        (lambda file: file.__delitem__("moving"), "damaged"),
        (lambda file: file["fixed"].move("overview", "voxels2") or file["fixed"].move("voxels", "overview"), "damaged"),
    ],
)  # fmt: skip
def test_a_file_with_a_wrong_header_is_refused_in_a_sentence(stored, tmp_path, edit, words):
    path = edited(stored, tmp_path, edit)
    with pytest.raises((UnreadableFile, InvalidInput), match=words):
        open_volumes(path)
    assert len(verify_volumes(path)) == 1


def test_a_file_of_a_newer_version_says_so(stored, tmp_path):
    path = edited(stored, tmp_path, lambda file: file.attrs.update(format_version=99))
    with pytest.raises(NewerFormat, match="99"):
        open_volumes(path)


def test_voxels_that_are_not_all_there_are_refused(stored, tmp_path):
    def leave_out(file):
        group = file["fixed"]
        del group["voxels"]
        data = group.create_dataset("voxels", SHAPE, "u1", chunks=(32, 32, 32), compression="gzip")
        data[:32] = speckle()[:32]

    with pytest.raises(UnreadableFile, match="missing"):
        open_volumes(edited(stored, tmp_path, leave_out))


def test_a_chunk_that_unpacks_to_more_than_it_may_is_refused(tmp_path):
    import zlib

    def inflate(file):
        file["fixed/voxels"].id.write_direct_chunk((0, 0, 0), zlib.compress(bytes(10_000_000)))

    write_volumes(tmp_path / "good.h5", scan(speckle()), scan(speckle()))
    fixed, moving = open_volumes(edited(tmp_path / "good.h5", tmp_path, inflate))
    with pytest.raises(UnreadableFile, match="damaged"):
        fixed.voxels.whole()
    close_volumes(fixed, moving)


@pytest.mark.parametrize("keep", [0.02, 0.5, 0.98])
def test_a_file_that_was_cut_short_is_refused(stored, tmp_path, keep):
    whole = stored.read_bytes()
    path = tmp_path / "volumes.h5"
    path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(UnreadableFile):
        open_volumes(path)


def test_an_overview_shows_the_means_of_blocks_at_their_centres(tmp_path):
    z, y, x = np.meshgrid(*(np.arange(n) for n in (9, 16, 40)), indexing="ij")
    values = (4 * x + 2 * y + z).astype(np.float32)
    grid = Grid(values.shape, (1, 2, 3), (10, 20, 30))
    write_volumes(tmp_path / "volumes.h5", Volume.from_array(values, grid), scan(speckle()))
    overview, other = open_overviews(tmp_path / "volumes.h5")
    assert overview.grid == Grid((2, 4, 10), (4, 8, 12), (11.5, 23, 34.5))
    index = grid.to_index(overview.grid.point_of((3, 2, 1)))
    assert overview.voxels.whole()[1, 2, 3] == pytest.approx(index @ (4, 2, 1))
    assert other.voxels.dtype == np.uint8


def test_a_volume_thinner_than_a_block_has_an_overview_too(tmp_path):
    thin = scan(speckle(shape=(2, 3, 40)))
    write_volumes(tmp_path / "volumes.h5", thin, replace(thin, id="b"))
    assert open_overviews(tmp_path / "volumes.h5")[0].grid.shape_zyx == (1, 1, 10)
