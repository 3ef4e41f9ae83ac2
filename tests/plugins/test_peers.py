"""Engines of other people: their results in our direction, exactly, and silence about those that are not installed."""

import dataclasses
import os
import sys

import numpy as np
import pytest
from scipy import ndimage

import phantoms
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine, Composite
from workstation.core.volume import ArrayVoxels
from workstation.imaging.itk import to_field_image, to_image, values_of
from workstation.imaging.peers import peer_pair, quietly
from workstation.imaging.warping import warped_volume
from workstation.workbench.plugins import load_plugin, plugin_by_id, read_manifest
from workstation.workbench.settings_schema import from_json

PEERS = {
    "greedy": {"coarse_iterations": 0, "middle_iterations": 0, "fine_iterations": 0},
    "ants": dict.fromkeys(("coarse_iterations", "second_iterations", "third_iterations", "fine_iterations"), 0),
    "elastix": {"iterations": 1, "levels": 1, "knots_mm": 40.0},
}
MOTION = Affine.about(
    (3.0, 5.0, -2.0), phantoms.affine_pair(rotation_deg=25.0, scale=1.1).fixed_to_moving.matrix, (4, -3, 2)
)


def context(**more):
    return RunContext(lambda *_args, **_curves: None, threads=2, **more)


def loaded(name):
    info = plugin_by_id(name)
    if not info.is_usable:
        pytest.skip(info.reason)
    return load_plugin(info)


def oblique(pair):
    """The same pair with the fixed volume cut to an oblique, anisotropic grid of its own."""
    grid = dataclasses.replace(phantoms.grid_of((24, 30, 34), (1.4, 1.3, 2.1)), direction=turned(20.0))
    return phantoms.moved_pair(pair.fixed_to_moving, grid, pair.moving.grid)


def turned(degrees):
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    return tuple(turn.ravel().tolist())


@pytest.mark.parametrize("name", PEERS)
def test_a_given_affine_map_comes_back_as_it_is_when_nothing_is_deformed(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plugin = loaded(name)
    pair = oblique(phantoms.moved_pair(MOTION, phantoms.grid_of()))
    settings = from_json(plugin.Settings, PEERS[name])
    found = plugin.register(pair.fixed, pair.moving, settings, context(initial=MOTION))
    points = np.array([each.fixed_mm for each in pair.landmarks])
    np.testing.assert_allclose(
        found(points), MOTION(points), atol=2e-3 if name != "elastix" else 0.5
    )  # elastix takes one step
    assert not list(tmp_path.iterdir())  # nothing is left in the current folder


def bent_and_moved():
    """A pair with a deformation before a strong affine motion, on different grids."""
    grid = phantoms.grid_of((48, 52, 56), (1.0, 1.0, 1.0))
    truth = Composite((phantoms.smooth_field(grid, 3.0, seed=4), MOTION))
    return phantoms.moved_pair(truth, grid, grid.resampled((1.2, 0.9, 1.1)))


@pytest.mark.parametrize("name", PEERS)
def test_a_deformation_before_an_affine_map_is_found(name):
    plugin, pair = loaded(name), bent_and_moved()
    found = plugin.register(pair.fixed, pair.moving, next(iter(plugin.PRESETS.values())), context(initial=MOTION))
    points = np.array([each.fixed_mm for each in pair.landmarks])

    def miss(transform):
        return np.linalg.norm(transform(points) - pair.fixed_to_moving(points), axis=1).mean()

    assert miss(found) < 0.85 * miss(MOTION)
    if isinstance(found, Composite):
        assert miss(found) < 0.7 * miss(Composite(found.transforms[::-1]))  # the order matters here


def assert_same_picture(pair, transform, theirs):
    """The moving volume through our transform is the picture that the engine makes itself (away from the border)."""
    moving = dataclasses.replace(pair.moving, voxels=ArrayVoxels(pair.moving.voxels.whole().astype(np.float32)))
    ours = warped_volume(moving, pair.fixed.grid, transform, outside=np.nan).voxels.whole()
    inside = ndimage.binary_erosion(np.isfinite(ours), iterations=2)
    assert inside.mean() > 0.3
    assert np.abs(ours - theirs)[inside].max() < 0.5  # of 255 grey levels


def test_our_transform_of_greedy_makes_the_picture_that_greedy_makes(tmp_path):
    plugin, pair = loaded("greedy"), bent_and_moved()
    warp, affine = plugin.register(pair.fixed, pair.moving, plugin.Settings(), context(initial=MOTION)).transforms
    import SimpleITK as sitk
    from picsl_greedy import Greedy3D

    matrix, flip = np.eye(4), np.diag([-1.0, -1.0, 1.0, 1.0])
    matrix[:3, :3], matrix[:3, 3] = affine.matrix, affine.offset_mm
    np.savetxt(tmp_path / "affine.mat", flip @ matrix @ flip)
    sitk.WriteImage(to_field_image(warp), str(tmp_path / "warp.nii.gz"))
    pictures = [to_image(each.voxels.whole().astype(np.float32), each.grid) for each in (pair.fixed, pair.moving)]
    greedy = Greedy3D()
    with quietly():
        greedy.execute(
            f"-rf fixed -rm moving made -r {tmp_path / 'warp.nii.gz'} {tmp_path / 'affine.mat'}",
            fixed=pictures[0], moving=pictures[1], made=None,
        )  # fmt: skip
    assert_same_picture(pair, Composite((warp, affine)), values_of(greedy["made"]))


def test_our_transform_of_ants_makes_the_picture_that_ants_makes(tmp_path):
    plugin, pair = loaded("ants"), bent_and_moved()
    module = sys.modules[type(plugin).__module__]
    import ants

    given = peer_pair(pair.fixed, pair.moving, context(initial=MOTION))
    fixed, moving = module.image_of(given.fixed), module.image_of(given.moving)
    start = module.written(MOTION, tmp_path / "start.mat")
    with quietly():
        found = ants.registration(
            fixed, moving, "SyNOnly", initial_transform=[start], outprefix=str(tmp_path / "o"), reg_iterations=(30, 20)
        )
    theirs = ants.apply_transforms(fixed, moving, found["fwdtransforms"]).numpy().T
    assert_same_picture(pair, module.transform_of(found["fwdtransforms"], pair.fixed.grid), theirs)


def test_a_deformed_start_is_seen_through_and_put_behind_what_the_engine_finds():
    grid = phantoms.grid_of()
    pair = phantoms.moved_pair(MOTION, grid)
    bend = phantoms.smooth_field(grid, 2.0)
    given = peer_pair(pair.fixed, pair.moving, context(initial=Composite((bend, MOTION))))
    assert given.moving.grid == grid
    found = given.whole(Affine.translation((1, 0, 0)))
    points = phantoms.centres_of(grid)[::501]
    np.testing.assert_allclose(found(points), MOTION(bend(points + np.array([1, 0, 0]))))
    straight = peer_pair(pair.fixed, pair.moving, context(initial=MOTION))
    assert (straight.affine, straight.deformed) == (MOTION, None)
    assert straight.moving.grid == pair.moving.grid


def test_nothing_that_native_code_prints_gets_through(capfd):
    with quietly():
        os.write(1, b"noise")
        os.write(2, b"noise")
    os.write(1, b"word")
    assert capfd.readouterr() == ("word", "")


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_that_is_not_installed_says_what_is_missing(name):
    info = plugin_by_id(name)
    greyed = dataclasses.replace(info, missing=info.needs)
    assert not greyed.is_usable
    assert greyed.reason == f"Not installed: {info.needs[0]}."
    assert read_manifest(info.folder).needs == info.needs


def test_elastix_compares_cubes_in_ultrasound_only_and_takes_short_sides_whole():
    plugin = loaded("elastix")
    region_of = type(plugin).register.__globals__["region_of"]
    settings = plugin.Settings(region_mm=30.0)
    echoes = phantoms.textured_volume(phantoms.grid_of((21, 11, 31), (4.0, 5.0, 3.0)))
    assert region_of(settings, echoes) == [30.0, 50.0, 30.0]
    assert region_of(dataclasses.replace(settings, region_mm=70.0), echoes) == []
    ct = dataclasses.replace(echoes, voxels=ArrayVoxels(echoes.voxels.whole().astype(np.int16) - 1000))
    assert region_of(settings, ct) == []
