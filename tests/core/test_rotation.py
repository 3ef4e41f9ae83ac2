import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.rotation import NONE, onto, rotation_of, turn_of, turned_by

ANGLES = st.floats(-179.0, 179.0)
AXES = st.tuples(*[st.floats(-1, 1)] * 3).filter(lambda v: math.hypot(*v) > 0.1)


def about(axis, degrees):
    return tuple((np.asarray(axis) / np.linalg.norm(axis) * degrees).tolist())


@given(AXES, ANGLES)
def test_a_turn_is_a_rotation_that_keeps_its_axis_and_says_its_angle(axis, degrees):
    turn = about(axis, degrees)
    rotation = rotation_of(turn)
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(rotation) > 0
    np.testing.assert_allclose(rotation @ axis, axis, atol=1e-12)
    assert math.degrees(math.acos(np.clip((np.trace(rotation) - 1) / 2, -1, 1))) == abs(degrees) or np.isclose(
        math.cos(math.radians(degrees)), (np.trace(rotation) - 1) / 2, atol=1e-9
    )


@given(AXES, ANGLES)
def test_the_turn_of_a_rotation_is_the_one_it_was_made_of(axis, degrees):
    turn = about(axis, degrees)
    np.testing.assert_allclose(turn_of(rotation_of(turn)), turn if abs(degrees) > 1e-3 else NONE, atol=1e-3)
    np.testing.assert_allclose(rotation_of(turn_of(rotation_of(turn))), rotation_of(turn), atol=2e-6)


def test_half_a_turn_is_found_about_every_axis():
    for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, -2, 3)):
        rotation = rotation_of(about(axis, 180.0))
        np.testing.assert_allclose(rotation_of(turn_of(rotation)), rotation, atol=1e-9)


@given(AXES, ANGLES, AXES, ANGLES)
def test_one_turn_after_another_is_the_product(first, a, second, b):
    both = turned_by(about(first, a), np.asarray(second), b)
    np.testing.assert_allclose(
        rotation_of(both), rotation_of(about(second, b)) @ rotation_of(about(first, a)), atol=2e-6
    )


def test_turning_there_and_back_leaves_nothing():
    turn = turned_by(turned_by(NONE, np.array([1.0, 2.0, 3.0]), 25.0), np.array([1.0, 2.0, 3.0]), -25.0)
    assert math.hypot(*turn) < 1e-4


@given(AXES, AXES)
def test_the_smallest_rotation_takes_one_direction_to_the_other(start, end):
    start, end = (np.asarray(v) / np.linalg.norm(v) for v in (start, end))
    np.testing.assert_allclose(onto(start, end) @ start, end, atol=1e-7)
    np.testing.assert_allclose(onto(start, -start) @ start, -start, atol=1e-9)
