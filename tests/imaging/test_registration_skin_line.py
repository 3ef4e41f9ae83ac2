"""The skin is found where an ultrasound scan shows it, and nothing is told where it does not."""

from dataclasses import replace

import numpy as np
import pytest

import phantoms
from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.linear import rotation_about
from workstation.imaging.phantom import simulate_pair
from workstation.imaging.registration import EngineOptions, align_affine, register_pair
from workstation.imaging.registration.known import Known
from workstation.imaging.registration.skin_line import skin_line, with_skin_seen

NOTHING = Known()
SPACING = (2.0, 0.5, 2.0)  # x, y, z
EDGE_MM = 3.0


@pytest.fixture(scope="module")
def breast():
    return simulate_pair("moderate", seed=3, shape_zyx=(40, 70, 48), spacing_mm=(2.0, 0.6, 2.0))


def silent(*_args, **_curves):
    return None


def scan(order="zyx", upside_down=False, skin=160.0, seed=0):
    """A noisy scan with a bright band 3 mm thick along its first rows, its axes in any order; and its spacing."""
    values = 100 + 12 * np.random.default_rng(seed).standard_normal((34, 60, 36))
    values[:, : round(EDGE_MM / SPACING[1])] += skin - 100
    values = values[:, ::-1] if upside_down else values
    places = ["zyx".index(letter) for letter in order]
    spacing = [SPACING["xyz".index(letter)] for letter in order][::-1]
    grid = Grid(tuple(values.shape[n] for n in places), tuple(spacing))
    array = np.ascontiguousarray(values.transpose(places).clip(0, 255).astype(np.uint8))
    return Volume.from_array(array, grid, id="scan", modality="US")


def turned(volume, degrees):
    """The same picture, said to lie otherwise."""
    grid = volume.grid
    turn = Affine.about(grid.centre_mm, rotation_about(np.radians(degrees) * np.array([0.0, 0.0, 1.0])))
    axes = tuple((turn.matrix @ grid.axes).ravel().tolist())
    return replace(
        volume, grid=replace(grid, origin_mm=tuple(turn([grid.origin_mm])[0].tolist()), direction=axes)
    ), turn


@pytest.mark.parametrize("order", ["zyx", "yzx", "zxy"])
@pytest.mark.parametrize("upside_down", [False, True])
def test_the_skin_is_found_along_whichever_border_it_lies(order, upside_down):
    volume = scan(order, upside_down)
    surface, axis = skin_line(volume), order[::-1].index("y")
    np.testing.assert_allclose(surface.facing[axis], 1 if upside_down else -1, atol=1e-3)
    depth = surface.points_mm[:, axis] + volume.grid.spacing_mm[axis] / 2
    inside = volume.grid.extent_mm[axis] - depth if upside_down else depth
    np.testing.assert_allclose(inside, EDGE_MM, atol=0.5)


def test_the_skin_is_found_however_the_scan_lies():
    volume, turn = turned(scan(), 55)
    np.testing.assert_allclose(skin_line(volume).facing, turn.matrix @ (0, -1, 0), atol=1e-3)


def test_a_scan_without_a_bright_border_shows_no_skin():
    assert skin_line(scan(skin=100.0)) is None
    assert skin_line(scan(skin=60.0)) is None


def test_a_skin_that_curves_as_under_a_round_probe_is_none():
    volume = scan(skin=100.0)
    places = volume.grid.to_world(np.indices(volume.grid.shape_zyx).reshape(3, -1).T[:, ::-1])
    across = places[:, 0] - volume.grid.centre_mm[0]
    band = (np.abs(places[:, 1] - across**2 / 100) < 1.5).reshape(volume.grid.shape_zyx)
    values = np.where(band, 160, volume.voxels.whole()).astype(np.uint8)
    assert skin_line(Volume.from_array(values, volume.grid, id="scan", modality="US")) is None


def test_only_ultrasound_of_both_scans_tells_its_skin():
    one, other = scan(), scan(seed=1)
    assert len(with_skin_seen(NOTHING, one, other).surfaces) == 1
    assert with_skin_seen(NOTHING, one, replace(other, modality="CT")) is NOTHING
    assert with_skin_seen(NOTHING, one, scan(skin=100.0)) is NOTHING


def test_what_somebody_drew_counts_and_not_what_the_picture_shows():
    drawn = with_skin_seen(NOTHING, scan(), scan())
    assert with_skin_seen(drawn, scan(seed=1), scan(seed=2)) is drawn


def test_an_upside_down_scan_is_not_turned_about():
    assert with_skin_seen(NOTHING, scan(), scan(upside_down=True)) is NOTHING


@pytest.mark.parametrize("degrees", [40, 75])
def test_a_probe_tilted_far_is_found_by_the_skin_in_the_pictures(breast, degrees):
    moving, turn = turned(breast.moving, degrees)
    found = align_affine(breast.fixed, moving, 4.0, RunContext(silent))
    points = np.array([each.fixed_mm for each in breast.landmarks])
    missed = np.linalg.norm(found(points) - turn(breast.fixed_to_moving(points)), axis=1)
    assert np.median(missed) < 2


def test_a_fan_of_blobs_is_registered_as_before():
    pair = phantoms.affine_pair()
    assert with_skin_seen(NOTHING, pair.fixed, pair.moving) is NOTHING
    found = register_pair(pair.fixed, pair.moving, EngineOptions(finest_mm=1.8, levels=3), RunContext(silent))
    points = np.array([each.fixed_mm for each in pair.landmarks])
    assert np.median(np.linalg.norm(found(points) - pair.fixed_to_moving(points), axis=1)) < 0.6
