from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantoms import grid_of, moved_pair
from workstation.core.transform import Affine
from workstation.imaging.landmarks.prediction import (
    RADII_PER_SD,
    Witness,
    agreed,
    learn_image_scale,
    learn_scale,
    mixture_radius,
    predict,
)

PAIR = moved_pair(Affine.translation((1.3, -0.7, 0.45)), grid_of((64, 60, 56), (0.8, 0.8, 0.8)))


def test_witnesses_that_agree_are_more_certain_together():
    both = agreed([Witness((1, 2, 3), 2.0), Witness((1, 2, 3), 2.0)])
    assert both.position_mm == pytest.approx((1, 2, 3))
    assert both.spread_mm == pytest.approx(math.sqrt(2))


def test_witnesses_that_contradict_each_other_are_less_certain_together():
    assert agreed([Witness((0, 0, 0), 1.0), Witness((8, 0, 0), 1.0)]).spread_mm > 2.0


def test_the_pictures_correct_a_poor_guess_and_shrink_the_ring():
    guess = Witness((0.0, 1.0, 0.0), 1.5)
    blind = predict(PAIR.fixed, PAIR.moving, (0, 0, 0), guess, None, looks=False)
    seen = predict(PAIR.fixed, PAIR.moving, (0, 0, 0), guess, None)
    assert blind.position_mm == pytest.approx(guess.position_mm)
    assert blind.radius_mm > 1.5 * RADII_PER_SD  # now and then a place lies much further off
    assert seen.position_mm == pytest.approx((1.3, -0.7, 0.45), abs=0.2)
    assert seen.radius_mm < blind.radius_mm
    assert seen.image_trust > 0.5


@given(share=st.floats(0, 1), near=st.floats(0.1, 3), far=st.floats(0.1, 30))
def test_the_radius_of_a_mixture_lies_between_those_of_its_parts(share, near, far):
    low, high = sorted((RADII_PER_SD * near, RADII_PER_SD * far))
    assert low * 0.999 <= mixture_radius(share, near, far) <= high * 1.001


@given(true=st.sampled_from([1.0, 1.5, 2.0]), seed=st.integers(0, 50))
def test_the_scale_of_the_radii_is_learnt_from_errors(true, seed):
    rng = np.random.default_rng(seed)
    radii = rng.uniform(2, 6, 200)
    vectors = rng.standard_normal((200, 3)) * (true * radii / RADII_PER_SD)[:, None] + rng.normal(0, 0.7, (200, 3))
    errors = np.linalg.norm(vectors, axis=1)
    errors[:5] = 12.0  # gross mistakes
    assert learn_scale(errors, radii / RADII_PER_SD, np.full(200, 0.7)) == pytest.approx(true, rel=0.3)


def test_without_pairs_the_radii_stay():
    assert learn_scale(np.zeros(0), np.zeros(0), np.zeros(0)) == 1.0


def test_round_trips_that_miss_their_beginning_widen_the_error_of_the_pictures():
    places = np.random.default_rng(1).uniform(-40, 40, (30, 3))
    found = places + np.random.default_rng(2).normal(0, 0.3, places.shape)
    stated, none = np.full(30, 0.1), np.full(30, np.nan)
    assert learn_image_scale(places, found, stated, none) == 1.0
    assert learn_image_scale(places, found, stated, np.full(30, 0.02)) == 1.0
    assert 1.5 < learn_image_scale(places, found, stated, np.full(30, 0.25)) < 4


def test_a_smooth_map_says_how_bad_the_pictures_can_be_at_most_and_never_narrows_a_ring():
    places = np.random.default_rng(1).uniform(-40, 40, (30, 3))
    trips = np.full(30, 0.4)  # would widen, did not a smooth map go through all places
    assert learn_image_scale(places, places + 2.0, np.full(30, 0.1), trips) == 1.0


def test_few_round_trips_change_little():
    place, trip = np.zeros((1, 3)), np.full(1, 0.5)
    assert learn_image_scale(place, place, np.full(1, 0.1), trip) < 1.5
