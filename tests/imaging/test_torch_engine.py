"""The engine on torch: the same result as with the compiled loops, and no detours over the processor."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

import phantoms
from workstation.core.geometry import Grid
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging import device_array
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.storage.images import read_labels, read_volume

CASES = Path(__file__).parents[3] / "shared" / "bench" / "cases"
OPTIONS = EngineOptions(finest_mm=1.8, levels=3)


@pytest.fixture(autouse=True)
def _one_thread():
    """Torch's threads wait for each other, and for whatever else runs on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def field(pair, device, **more):
    run = RunContext(lambda *_a, **_k: None, device=device, **more)
    return register_pair(pair.fixed, pair.moving, OPTIONS, run)


def difference_mm(pair, **more):
    """Largest distance in mm between both results inside the fixed volume."""
    points = phantoms.centres_of(pair.fixed.grid)[::7]
    return np.linalg.norm(
        field(pair, "cpu", **more)(points) - field(pair, "torch on cpu", **more)(points), axis=1
    ).max()


def test_both_find_the_same_field():
    assert difference_mm(phantoms.tiny_simulated_pair()) < 0.05


def test_both_find_the_same_field_on_turned_and_anisotropic_grids():
    axes = (0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    grid = Grid((20, 44, 30), (1.5, 0.9, 2.2), (10.0, -20.0, 5.0), axes)
    assert difference_mm(phantoms.moved_pair(Affine.translation((3.0, -2.0, 1.0)), grid, noise=2.0)) < 0.05


def test_both_use_masks_landmarks_and_a_start_alike():
    pair = phantoms.bent_pair(noise=2.0)
    mask = np.ones(pair.fixed.grid.shape_zyx, dtype=bool)
    mask[:, :, :9] = False
    pins = tuple(Correspondence(f"L{n}", "duct", p.fixed_mm, p.moving_mm) for n, p in enumerate(pair.landmarks[:3]))
    more = {"fixed_mask": mask, "landmarks": pins, "initial": Affine.translation((0.5, 0, 0))}
    assert difference_mm(pair, **more) < 0.05


def test_nothing_large_is_computed_on_the_processor(monkeypatch):
    sizes = []
    through = device_array._on_processor

    def watched(func, device, args, kwargs):
        sizes.extend(each.size for each in args if isinstance(each, device_array.DeviceArray))
        return through(func, device, args, kwargs)

    monkeypatch.setattr(device_array, "_on_processor", watched)
    field(phantoms.bent_pair(), "torch on cpu")
    assert max(sizes, default=0) <= 144


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float32])
def test_every_voxel_type_goes_to_the_device(dtype):
    pair = phantoms.shifted_blobs((2.0, 1.0, 0.0))
    fixed, moving = (
        Volume.from_array(each.voxels.whole().astype(dtype), each.grid, id=each.id)
        for each in (pair.fixed, pair.moving)
    )
    points = np.array([p.fixed_mm for p in pair.landmarks])
    found = field(dataclasses.replace(pair, fixed=fixed, moving=moving), "torch on cpu")
    assert np.abs(found(points) - points - (2.0, 1.0, 0.0)).mean() < 0.2


@pytest.mark.slow
@pytest.mark.parametrize("case", ["abus_mod_1", "abus_hard_1"])
def test_both_find_the_same_field_on_a_public_case(case, request):
    if "slow" not in request.config.getoption("markexpr"):
        pytest.skip("takes minutes; run with -m slow")
    folder = CASES / case
    if not folder.is_dir():
        pytest.skip("the public cases are not beside the checkout")
    volumes = [read_volume(folder / f"{side}.nii.gz", side) for side in ("fixed", "moving")]
    mask = read_labels(folder / "mask_eval.nii.gz", volumes[0].grid)
    points = volumes[0].grid.to_world(np.argwhere(mask > 0)[::37, ::-1])
    one, other = (
        register_pair(*volumes, EngineOptions(), RunContext(lambda *_a, **_k: None, device=device))(points)
        for device in ("cpu", "torch on cpu")
    )
    apart = np.linalg.norm(one - other, axis=1)
    assert apart.mean() < 0.002
    assert np.percentile(apart, 99) < 0.05
