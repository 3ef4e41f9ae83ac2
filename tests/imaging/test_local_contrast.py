"""Local normalisation takes gain away and keeps structure; edges lie on borders and not on speckle."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter, uniform_filter1d

from workstation.imaging.local_contrast import edges, local_normalised, window_pixels

PIXEL = (0.2, 0.4)
RNG = np.random.default_rng(3)
ROW, COLUMN = np.mgrid[:160, :120]
EVERYWHERE = np.ones(ROW.shape, bool)


def tissue(seed=0):
    return 60 + 25 * gaussian_filter(np.random.default_rng(seed).normal(size=ROW.shape), (12, 6)) * 20


@settings(max_examples=20, deadline=None)
@given(st.floats(0.2, 5), st.floats(-50, 50))
def test_gain_and_offset_do_not_change_a_normalised_picture(gain, offset):
    before = local_normalised(tissue().astype(np.float32), EVERYWHERE, PIXEL)
    after = local_normalised((gain * tissue() + offset).astype(np.float32), EVERYWHERE, PIXEL)
    np.testing.assert_allclose(after, before, atol=2e-2)


def test_what_lies_outside_changes_nothing_inside():
    inside = COLUMN < 70
    picture = tissue().astype(np.float32)
    other = np.where(inside, picture, 1000).astype(np.float32)
    seen, same = (local_normalised(each, inside, PIXEL) for each in (picture, other))
    np.testing.assert_array_equal(seen[inside], same[inside])
    assert np.isnan(seen[~inside]).all()


def test_a_flat_picture_has_no_contrast_and_no_edges():
    flat = np.full(ROW.shape, 90, np.uint8)
    assert np.abs(local_normalised(flat, EVERYWHERE, PIXEL)).max() < 1e-2
    assert not edges(flat, EVERYWHERE, PIXEL).any()


def test_edges_lie_on_the_border_of_a_disc_in_speckle():
    distance = np.hypot((ROW - 80) * PIXEL[0], (COLUMN - 60) * PIXEL[1])
    clean = np.where(distance < 9, 150.0, 60.0)
    noisy = clean * RNG.rayleigh(0.8, ROW.shape)
    found = edges(noisy, EVERYWHERE, PIXEL)
    near = np.abs(distance - 9) < 1.0
    assert found.sum() > 100
    assert (found & near).sum() > 0.6 * found.sum()
    ring = np.unique(np.round(np.degrees(np.arctan2(ROW - 80, COLUMN - 60))[found & near] / 10))
    assert len(ring) > 30  # nearly all the way round


def test_the_border_of_the_volume_is_no_edge():
    inside = COLUMN < 70
    picture = np.where(inside, 120, 0).astype(np.uint8)
    assert not edges(picture, inside, PIXEL).any()


@given(st.floats(0, 60))
def test_two_running_means_have_the_spread_that_was_asked_for(sigma):
    n = window_pixels(sigma)
    assert n % 2 == 1
    assert abs(np.sqrt((n * n - 1) / 6) - sigma) <= np.sqrt(8 / 6) / 2  # half the way from 1 pixel to 3


def mean_of(values, share, lengths):
    """A running mean twice down and twice to the right, of what counts."""
    sums = []
    for each in (values * share, share):
        for axis, length in enumerate(lengths):
            for _ in range(2):
                each = uniform_filter1d(each, length, axis=axis, mode="constant")
        sums.append(each)
    return np.divide(sums[0], sums[1], out=np.zeros(share.shape), where=sums[1] > 1e-4)


@pytest.mark.parametrize("shape", [(160, 120), (7, 120), (1, 30), (30, 1)])
def test_the_loops_do_what_the_definition_says(shape):
    pixel_mm = (0.5, 0.6)  # one pixel a cell
    picture = np.random.default_rng(5).normal(80, 20, shape).astype(np.float32)
    inside = np.add.outer(np.arange(shape[0]), np.arange(shape[1])) > min(shape) // 3
    share = inside.astype(float)
    grain, wide = (tuple(window_pixels(sigma / mm) for mm in pixel_mm) for sigma in (0.8, 8.0))
    fine = mean_of(np.where(inside, picture, 0.0), share, grain)
    mean = mean_of(fine, share, wide)
    spread = np.sqrt(mean_of(np.square(fine - mean), share, wide))
    expected = (fine - mean) / np.maximum(spread, max(0.1 * np.median(spread[inside]), 1e-4 * np.abs(fine).max()))
    found = local_normalised(picture, inside, pixel_mm)
    np.testing.assert_allclose(found[inside], expected[inside], atol=2e-3)
    np.testing.assert_array_equal(np.isnan(found), ~inside)


def test_edges_are_where_the_second_derivative_along_the_gradient_changes_sign():
    pixel_mm, share = (0.5, 0.6), np.ones((90, 70))
    picture = np.random.default_rng(6).normal(80, 20, share.shape)
    smooth = mean_of(picture, share, tuple(window_pixels(1.2 / mm) for mm in pixel_mm))
    down, right = np.gradient(smooth, *pixel_mm)
    (dd, dr), (_, rr) = np.gradient(down, *pixel_mm), np.gradient(right, *pixel_mm)
    positive = down * down * dd + 2 * down * right * dr + right * right * rr > 0
    changes = np.zeros(share.shape, bool)
    changes[:, :-1] |= positive[:, :-1] != positive[:, 1:]
    changes[:-1] |= positive[:-1] != positive[1:]
    deep = np.zeros(share.shape, bool)
    deep[3:-3, 2:-2] = True
    strength = np.hypot(down, right)
    expected = changes & deep & (strength >= np.quantile(strength[deep], 0.88))
    found = edges(picture.astype(np.float32), share > 0, pixel_mm)
    assert (found != expected).mean() < 0.001
    assert expected.sum() > 100


def test_fine_pixels_are_averaged_and_laid_out_smoothly_again():
    coarse = gaussian_filter(np.random.default_rng(7).normal(80, 20, (40, 50)), 2).astype(np.float32)
    fine = np.repeat(np.repeat(coarse, 5, axis=0), 2, axis=1)
    of_coarse = local_normalised(coarse, np.ones(coarse.shape, bool), (0.415, 0.418))
    of_fine = local_normalised(fine, np.ones(fine.shape, bool), (0.083, 0.209))
    np.testing.assert_allclose(of_fine[2::5, ::2] / 2 + of_fine[2::5, 1::2] / 2, of_coarse, atol=0.1)
