"""Local normalisation takes gain away and keeps structure; edges lie on borders and not on speckle."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter

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
