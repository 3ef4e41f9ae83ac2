"""The engine's compiled loops: what they compute on arrays whose answer is known."""

import numpy as np
import pytest
from scipy import ndimage

from phantoms import noise
from workstation.core.geometry import Grid
from workstation.core.transform import Affine
from workstation.imaging.registration import kernels
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration.gauss_newton import LevelPair, Pictures
from workstation.imaging.registration.lattice import PAD, Lattice
from workstation.imaging.registration.middle import Middle
from workstation.imaging.registration.pyramid import Scan, averaged, smoothed

GRID = Grid((14, 16, 18), (1.0, 1.2, 0.9))
STILL = Middle.of(Affine.identity())


def affine_displacement(grid, seed=0):
    rng = np.random.default_rng(seed)
    return lattices.affine_field(0.05 * rng.normal(size=(3, 3)), rng.normal(size=3), grid)


def test_block_means_are_those_of_the_blocks(threads):
    values = np.arange(4 * 6 * 8, dtype=np.uint8).reshape(4, 6, 8)
    grid = Grid((2, 2, 2), (4.0, 3.0, 2.0))
    wanted = values.reshape(2, 2, 2, 3, 2, 4).mean(axis=(1, 3, 5))
    np.testing.assert_allclose(averaged(values, (2, 3, 4), grid, threads), wanted, rtol=1e-6)


@pytest.mark.parametrize("channels", [(), (3,)])
def test_smoothing_is_a_double_running_mean_with_zeros_beyond(threads, channels):
    values = noise(*channels, 9, 10, 11)
    wanted = values.astype(np.float64)
    for axis, radius in ((-3, 1), (-2, 2), (-1, 3)):
        for _ in range(2):
            wanted = ndimage.uniform_filter1d(wanted, 2 * radius + 1, axis=axis, mode="constant")
    np.testing.assert_allclose(smoothed(values.copy(), (1, 2, 3), threads), wanted, atol=1e-5)


def test_normalised_pictures_ignore_gain_and_offset(threads):
    values, ones = noise(12, 13, 14), np.ones((12, 13, 14), np.float32)
    one = Scan(values, ones, GRID).normalised(5.0, threads)
    other = Scan(40 + 7 * values, ones, GRID).normalised(5.0, threads)
    np.testing.assert_allclose(one, other, atol=1e-3)
    assert abs(float(one.mean())) < 0.1
    assert 0.7 < float(one.std()) < 1.3


def test_masked_voxels_are_holes_and_do_not_touch_others(threads):
    weight = np.ones(GRID.shape_zyx, np.float32)
    weight[:, :, :4] = 0
    values = noise(*GRID.shape_zyx)
    spoilt = np.where(weight > 0, values, np.float32(1e3))
    one, other = (Scan(each, weight, GRID).normalised(4.0, threads) for each in (values, spoilt))
    assert (one[..., :4] == kernels.HOLE).all()
    np.testing.assert_allclose(one[..., 4:], other[..., 4:], atol=1e-2)


def test_seen_through_the_true_field_nothing_differs_inside(threads):
    z, y, x = np.indices(GRID.shape_zyx)
    fixed = (0.1 * x - 0.05 * y + 0.2 * z).astype(np.float32)
    step_mm = np.array(GRID.spacing_mm) * (2, 1, -1)
    moving = (0.1 * (x - 2) - 0.05 * (y - 1) + 0.2 * (z + 1)).astype(np.float32)
    pair = LevelPair(Pictures(fixed, GRID, moving, GRID), STILL, Lattice.over(GRID), threads)
    step = lattices.field_of(Affine.translation(step_mm), pair.grid)
    difference = pair.difference(pair.still()._replace(moving=step))
    seen = np.abs(difference) < kernels.LARGEST
    assert seen.sum() == 13 * 15 * 16
    np.testing.assert_allclose(difference[seen], 0, atol=1e-4)


def test_cells_gather_gradients_and_products_of_their_voxels(threads):
    fixed = (0.1 * np.indices(GRID.shape_zyx)[2]).astype(np.float32)
    pair = LevelPair(Pictures(fixed, GRID, fixed + np.float32(0.5), GRID), STILL, Lattice(GRID, (2, 2, 2)), threads)
    measured = pair.measure(pair.still(), -2.0, 1, blur=False)
    slope = 0.1 / GRID.spacing_mm[0]
    centre = (slice(None), 4, 4, 4)
    ratio = measured.data[centre][6] / measured.data[centre][0]
    assert ratio * slope == pytest.approx(-0.5 / max(measured.correlation, 0.3), rel=0.05)
    assert measured.data[centre][3] == measured.data[centre][5] == 0


def test_composing_affine_fields_composes_the_maps(threads):
    u, v = affine_displacement(GRID, 1), 0.3 * affine_displacement(GRID, 2)
    found = lattices.to_transform(lattices.composed(u, v, GRID, threads), GRID)
    points = np.array([GRID.centre_mm, GRID.point_of((5, 6, 7))])
    first, then = lattices.to_transform(v, GRID), lattices.to_transform(u, GRID)
    np.testing.assert_allclose(found(points), then(first(points)), atol=1e-4)


def test_a_field_carried_to_other_nodes_is_the_same_map(threads):
    coarse, fine = Lattice(GRID, (4, 4, 4)).grid, Lattice(GRID, (2, 2, 2)).grid
    u = lattices.carried(affine_displacement(coarse), coarse, fine)
    points = np.array([GRID.centre_mm, GRID.point_of((1, 2, 3))])
    here, there = lattices.to_transform(affine_displacement(coarse), coarse), lattices.to_transform(u, fine)
    np.testing.assert_allclose(there(points), here(points), atol=1e-4)


def test_the_lattice_reaches_beyond_every_voxel():
    lattice = Lattice.over(GRID)
    slope, offset = lattice.from_voxels.T
    last = slope * (np.array(GRID.size_xyz) - 1) + offset
    assert (offset > 0).all()
    assert (last < np.array(lattice.grid.size_xyz) - 1).all()
    np.testing.assert_allclose(lattice.grid.to_index(GRID.point_of((3, 4, 5))), slope * (3, 4, 5) + offset, atol=1e-5)
    assert PAD >= 1


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("turned_over", [False, True])
def test_no_field_whatsoever_is_left_folding(threads, seed, turned_over):
    rng = np.random.default_rng(seed)
    grid = Grid((9, 8, 10), (2.0, 1.5, 2.5))
    wild = rng.normal(0, 60, (3, *grid.shape_zyx)).astype(np.float32)
    if turned_over:
        wild += lattices.affine_field(np.diag([-2.0, 0.0, 0.0]), np.array([3.0, 0, 0]), grid)
    mended = lattices.mended(wild, grid, threads)
    assert lattices.growth(mended, grid, threads).min() >= lattices.LEAST_GROWTH
    assert np.isfinite(mended).all()


def test_folds_are_mended_and_nothing_else_is_touched(threads):
    u = np.zeros((3, 20, 20, 20), np.float32)
    grid = Grid((20, 20, 20), (1.0, 1.0, 1.0))
    u[0, 10, 10, 10] = 3.0
    assert lattices.growth(u, grid, threads).min() < 0
    mended = lattices.mended(u, grid, threads)
    assert lattices.growth(mended, grid, threads).min() >= lattices.LEAST_GROWTH
    np.testing.assert_allclose(mended[:, :2], 0, atol=0.02)
