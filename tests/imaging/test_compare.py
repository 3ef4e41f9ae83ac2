"""Compositions of two pictures: equal pictures stay grey, each rule shows known values, and what is missing shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput
from workstation.imaging.compare import (
    HATCH,
    blend,
    checkerboard,
    difference,
    edges_over,
    single,
    two_colour,
    window,
    wipe,
)

RNG = np.random.default_rng(0)
FIXED = RNG.integers(0, 256, (12, 17)).astype(np.uint8)
MOVING = RNG.integers(0, 256, (12, 17)).astype(np.uint8)
RAMP = np.arange(256, dtype=np.uint8)[None, :]


def grey(picture):
    return np.repeat(picture[..., None], 3, axis=-1)


@given(st.floats(0, 1))
def test_equal_pictures_blend_into_themselves(opacity):
    np.testing.assert_array_equal(blend(RAMP, RAMP, opacity), grey(RAMP))


@pytest.mark.parametrize("colours", ["green-magenta", "orange-blue"])
def test_equal_pictures_in_two_colours_are_grey(colours):
    np.testing.assert_array_equal(two_colour(RAMP, RAMP, colours), grey(RAMP))


def test_opacity_goes_from_fixed_to_moving():
    np.testing.assert_array_equal(blend(FIXED, MOVING, 0.0), grey(FIXED))
    np.testing.assert_array_equal(blend(FIXED, MOVING, 1.0), grey(MOVING))
    half = blend(FIXED, MOVING, 0.5)[..., 0].astype(float)
    assert np.abs(half - (FIXED.astype(float) + MOVING) / 2).max() <= 0.5


def test_colours_belong_to_their_picture():
    nothing = np.zeros_like(FIXED)
    assert two_colour(FIXED, nothing, "green-magenta")[..., 1].tolist() == FIXED.tolist()
    assert not two_colour(FIXED, nothing, "green-magenta")[..., [0, 2]].any()
    assert two_colour(nothing, MOVING, "green-magenta")[..., 0].tolist() == MOVING.tolist()
    assert two_colour(FIXED, nothing, "orange-blue")[..., 0].tolist() == FIXED.tolist()
    assert not two_colour(FIXED, nothing, "orange-blue")[..., 2].any()


def test_a_checkerboard_takes_fields_in_turn():
    board = checkerboard(np.zeros((6, 9), np.uint8), np.full((6, 9), 255, np.uint8), 3)[..., 0]
    assert [board[r, c] for r, c in ((0, 0), (2, 2), (0, 3), (3, 0), (3, 3), (5, 8))] == [0, 0, 255, 255, 0, 255]


def test_a_checkerboard_can_be_moved_and_have_oblong_fields():
    black, white = np.zeros((6, 9), np.uint8), np.full((6, 9), 255, np.uint8)
    board = checkerboard(black, white, (2, 4.5), (0, 1))[..., 0]
    assert board[0].tolist() == [255] + [0] * 5 + [255] * 3
    assert board[2].tolist() == [0] + [255] * 5 + [0] * 3


def test_outside_the_moving_volume_the_fixed_picture_stands_alone():
    inside = np.ones(FIXED.shape, bool)
    inside[:, 5:] = False
    for picture in (
        blend(FIXED, MOVING, 1.0, None, inside),
        two_colour(FIXED, MOVING, "orange-blue", None, inside),
        checkerboard(FIXED, MOVING, 2, (0, 0), None, inside),
    ):
        np.testing.assert_array_equal(picture[:, 5:], grey(FIXED)[:, 5:])
        assert (picture[:, :5] != grey(FIXED)[:, :5]).any()


def test_outside_the_fixed_volume_a_dark_hatching_is_shown():
    inside = np.ones(FIXED.shape, bool)
    inside[3:, :] = False
    for picture in (blend(FIXED, MOVING, 0.3, inside), single(FIXED, inside)):
        assert {tuple(p) for p in picture[3:].reshape(-1, 3).tolist()} == {tuple(h) for h in HATCH.tolist()}
    np.testing.assert_array_equal(single(FIXED, inside)[:3], grey(FIXED)[:3])


@given(st.integers(0, 254), st.integers(1, 255))
def test_a_window_of_bytes_equals_that_of_other_types(low, width):
    np.testing.assert_array_equal(window(RAMP, low, low + width), window(RAMP.astype(np.float64), low, low + width))


def test_a_window_runs_from_black_to_white():
    values = np.array([[-50, 100, 150, 200, 900]], np.int16)
    assert window(values, 100, 200).tolist() == [[0, 0, 128, 255, 255]]
    assert window(values.astype(np.float32) * np.nan, 100, 200).tolist() == [[0] * 5]
    assert window(RAMP, 100, 100)[0, 98:102].tolist() == [0, 0, 255, 255]


def test_pictures_that_do_not_fit_are_refused():
    with pytest.raises(InvalidInput, match="one size"):
        blend(FIXED, MOVING[:, 1:], 0.5)
    with pytest.raises(InvalidInput, match="one size"):
        blend(FIXED, MOVING, 0.5, np.ones((2, 2), bool))
    with pytest.raises(InvalidInput, match="8 bit"):
        two_colour(FIXED, MOVING.astype(np.float32))
    with pytest.raises(InvalidInput, match="larger than 0"):
        checkerboard(FIXED, MOVING, 0)


@pytest.mark.parametrize(
    ("shape", "moving_at"),
    [
        ("upright", lambda row, column: column >= 6),
        ("level", lambda row, column: row >= 4),
        ("cross", lambda row, column: (row < 4) == (column >= 6)),
        ("loupe", lambda row, column: ((row - 4) / 3) ** 2 + ((column - 6) / 5) ** 2 <= 1),
    ],
)
def test_a_wipe_shows_each_picture_exactly_on_its_side(shape, moving_at):
    seen = wipe(FIXED, MOVING, (4, 6), shape, (3, 5))[..., 0]
    for row in range(FIXED.shape[0]):
        for column in range(FIXED.shape[1]):
            expected = MOVING if moving_at(row, column) else FIXED
            assert seen[row, column] == expected[row, column]


def test_edges_lie_in_the_colour_of_the_moving_volume_over_an_untouched_fixed_picture():
    lines = RNG.random(FIXED.shape) > 0.8
    inside = np.ones(FIXED.shape, bool)
    inside[:, :4] = False
    seen = edges_over(FIXED, lines, "green-magenta", None, inside)
    shown = lines & inside
    assert {tuple(p) for p in seen[shown].tolist()} == {(255, 0, 255)}
    np.testing.assert_array_equal(seen[~shown], grey(FIXED)[~shown])


def test_a_difference_is_dark_where_both_agree_and_in_the_colour_of_the_brighter_one():
    nothing = np.zeros(FIXED.shape, np.float32)
    np.testing.assert_array_equal(difference(FIXED, nothing, nothing)[..., 1], np.rint(0.4 * FIXED.astype(np.float32)))
    brighter = difference(FIXED, nothing, nothing + 9)
    assert (brighter == [255, 0, 255]).all()
    assert (difference(FIXED, nothing + 9, nothing) == [0, 255, 0]).all()
    missing = difference(FIXED, nothing, np.full_like(nothing, np.nan))
    np.testing.assert_array_equal(missing[..., 1], np.rint(0.4 * FIXED.astype(np.float32)))


@pytest.mark.parametrize("colours", ["green-magenta", "orange-blue"])
def test_a_difference_is_mixed_as_the_definition_says(colours):
    normals = [RNG.normal(0, 2, FIXED.shape).astype(np.float32) for _ in range(2)]
    inside = RNG.random(FIXED.shape) > 0.2
    apart = normals[1] - normals[0]
    strength = np.where(inside, np.clip((np.abs(apart) - 0.5) / 2.0, 0, 1), 0)[..., None]
    full = {
        side: two_colour(*pair, colours)[0, 0]
        for side, pair in enumerate(((RAMP[:, -1:], RAMP[:, :1]), (RAMP[:, :1], RAMP[:, -1:])))
    }
    colour = np.where((apart > 0)[..., None], full[1].astype(float), full[0].astype(float))
    dark = 0.4 * FIXED[..., None].astype(float)
    seen = difference(FIXED, *normals, colours, None, inside)
    assert np.abs(seen - (dark + strength * (colour - dark))).max() <= 1.0
