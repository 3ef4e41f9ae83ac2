from dataclasses import replace

import h5py
import numpy as np
import pytest

from workstation.core.errors import UnreadableFile
from workstation.core.geometry import Grid
from workstation.core.transform import Affine
from workstation.imaging.uncertainty import OUTSIDE, ErrorMap
from workstation.storage.error_maps import same_error_map
from workstation.storage.transforms import read_predicted_error, read_transform, write_transform


def some_map() -> ErrorMap:
    rng = np.random.default_rng(1)
    grid = Grid((4, 5, 6), (2.4, 2.4, 2.4), (1.0, -2.0, 3.0))
    error = rng.uniform(0, 5, grid.shape_zyx).astype(np.float32)
    zone = rng.integers(0, 3, grid.shape_zyx).astype(np.uint8)
    error[zone == OUTSIDE] = np.nan
    return ErrorMap(grid, error, error * 2, zone)


def test_a_map_comes_back_to_the_last_bit_beside_its_transform(tmp_path):
    path, before = tmp_path / "t.h5", some_map()
    write_transform(path, Affine.translation((1, 2, 3)), {"method": "弹性"}, before)
    assert same_error_map(read_predicted_error(path), before)
    assert read_transform(path)[1] == {"method": "弹性"}


def test_the_share_of_recognised_places_comes_back_and_older_files_do_not_know_it(tmp_path):
    path, before = tmp_path / "t.h5", replace(some_map(), recognised=0.75)
    write_transform(path, Affine.identity(), {}, before)
    assert same_error_map(read_predicted_error(path), before)
    assert not same_error_map(some_map(), before)
    with h5py.File(path, "r+") as file:
        del file["predicted_error"].attrs["recognised"]
    assert same_error_map(read_predicted_error(path), some_map())


def test_a_result_without_a_map_has_none(tmp_path):
    write_transform(tmp_path / "t.h5", Affine.identity(), {})
    assert read_predicted_error(tmp_path / "t.h5") is None
    assert same_error_map(None, None)
    assert not same_error_map(None, some_map())


@pytest.mark.parametrize("damage", ["shape", "type", "zone", "missing"])
def test_a_damaged_map_is_one_sentence(tmp_path, damage):
    path = tmp_path / "t.h5"
    write_transform(path, Affine.identity(), {}, some_map())
    with h5py.File(path, "r+") as file:
        group = file["predicted_error"]
        if damage == "zone":
            group["zone"][0, 0, 0] = 7
        else:
            values = group["error_mm"][()]
            del group["error_mm"]
            if damage != "missing":
                group["error_mm"] = values[:2] if damage == "shape" else values.astype(np.float64)
    with pytest.raises(UnreadableFile, match=r"t\.h5 cannot be read"):
        read_predicted_error(path)
    read_transform(path)  # the result itself is still there
