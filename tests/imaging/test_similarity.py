import math

import numpy as np
import pytest

from phantoms import grid_of, textured_volume
from workstation.core.geometry import Grid
from workstation.core.transform import Affine
from workstation.imaging.preprocess import Picture
from workstation.imaging.similarity import correlation, local_correlation, mutual_information, taken_through

RNG = np.random.default_rng(0)
PICTURE = RNG.normal(size=(16, 17, 18))
EVERYWHERE = np.ones(PICTURE.shape, bool)


def test_a_picture_is_like_itself_whatever_its_gain():
    assert correlation(PICTURE, 3 * PICTURE + 7, EVERYWHERE) == pytest.approx(1)
    assert correlation(PICTURE, -PICTURE, EVERYWHERE) == pytest.approx(-1)
    assert math.isnan(correlation(PICTURE, np.ones_like(PICTURE), EVERYWHERE))


def test_local_correlation_does_not_mind_gain_that_changes_slowly():
    ramp = np.linspace(1, 4, PICTURE.shape[2])
    local, counts = local_correlation(PICTURE, ramp * PICTURE + 50, EVERYWHERE, 1.5)
    assert counts.mean() > 0.7
    assert local[counts].mean() > 0.97


def test_local_correlation_of_unrelated_noise_is_about_zero():
    local, counts = local_correlation(PICTURE, RNG.normal(size=PICTURE.shape), EVERYWHERE, 2.0)
    assert abs(local[counts].mean()) < 0.05


def test_what_is_masked_out_has_no_influence():
    mask = EVERYWHERE.copy()
    mask[:, :, 9:] = False
    spoiled = PICTURE.copy()
    spoiled[~mask] = 1e3
    local, counts = local_correlation(PICTURE, spoiled, mask, 1.5)
    np.testing.assert_allclose(local[counts], 1, atol=1e-6)
    assert not counts[~mask].any()


def test_flat_places_are_not_compared():
    flat = PICTURE.copy()
    flat[:, :, :9] = 0
    _, counts = local_correlation(PICTURE, flat, EVERYWHERE, 0.5)
    assert not counts[:, :, :6].any()
    assert counts[:, :, 12:].all()


def test_mutual_information_sees_a_relation_that_correlation_does_not():
    assert mutual_information(PICTURE, PICTURE, EVERYWHERE) == pytest.approx(2)
    folded = np.abs(PICTURE)
    unrelated = mutual_information(PICTURE, RNG.normal(size=PICTURE.shape), EVERYWHERE, bins=8)
    assert abs(correlation(PICTURE, folded, EVERYWHERE)) < 0.1
    assert mutual_information(PICTURE, folded, EVERYWHERE, bins=8) > unrelated + 0.2
    assert unrelated == pytest.approx(1, abs=0.02)


def test_a_picture_taken_through_a_shift_lies_shifted_and_knows_its_border():
    grid = grid_of()
    volume = textured_volume(grid)
    picture = Picture(volume.voxels.whole().astype(np.float32), grid, np.ones(grid.shape_zyx, bool))
    values, inside = taken_through(picture, grid, Affine.translation((2 * grid.spacing_mm[0], 0, 0)))
    np.testing.assert_allclose(values[:, :, :-2], picture.values[:, :, 2:], atol=1e-3)
    assert inside[:, :, :-2].all()
    assert not inside[:, :, -2:].any()


def test_taking_through_the_identity_onto_another_grid_samples_there():
    grid = Grid((6, 6, 6), (2, 2, 2))
    z, y, x = np.meshgrid(*[np.arange(12.0)] * 3, indexing="ij")
    picture = Picture(
        (x + 2 * y + 4 * z).astype(np.float32), Grid((12, 12, 12), (1, 1, 1)), np.ones((12, 12, 12), bool)
    )
    values, _ = taken_through(picture, grid, Affine.identity())
    np.testing.assert_allclose(values, picture.values[::2, ::2, ::2])
