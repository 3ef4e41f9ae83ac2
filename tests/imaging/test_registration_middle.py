"""The frame half-way between two scans: it is the same from either side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.geometry import Grid
from workstation.core.transform import Affine
from workstation.imaging.linear import rotation_about
from workstation.imaging.registration.middle import Middle

FIXED = Grid((10, 12, 14), (2.0, 1.0, 3.0), (5.0, -3.0, 1.0))
numbers = st.floats(-1, 1)


@given(st.tuples(*[numbers] * 9))
def test_both_halves_make_the_whole_and_exchange_with_the_scans(n):
    stretched = rotation_about(np.array(n[:3])) @ (np.eye(3) + 0.1 * np.diag(n[3:6]))
    whole = Affine(stretched, 40 * np.array(n[6:]))
    there, back = Middle.of(whole), Middle.of(whole.inverse())
    np.testing.assert_allclose(there.fixed_to_moving.matrix, whole.matrix, atol=1e-9)
    np.testing.assert_allclose(there.fixed_to_moving.offset_mm, whole.offset_mm, atol=1e-7)
    np.testing.assert_allclose(there.to_fixed.matrix, back.to_moving.matrix, atol=1e-9)


def test_half_a_turn_and_a_mirror_image_stay_with_the_fixed_scan():
    for matrix in (np.diag([-1.0, -1.0, 1.0]), np.diag([-1.0, 1.0, 1.0])):
        np.testing.assert_array_equal(Middle.of(Affine(matrix, np.zeros(3))).to_fixed.matrix, np.eye(3))


def test_the_lattice_holds_both_volumes_whichever_is_fixed():
    axes = (0.0, 0.0, 1.0, -1.0, 0.0, 0.0, 0.0, -1.0, 0.0)
    moving = Grid((9, 20, 8), (1.5, 2.0, 2.5), (10.0, 20.0, -5.0), axes)
    middle = Middle.of(Affine.about((0, 0, 0), rotation_about(np.array([0.1, 0.2, -0.1])), (3.0, 4.0, -6.0)))
    back = Middle(middle.to_moving, middle.to_fixed)
    one, two = middle.grid(FIXED, moving, 2.0), back.grid(moving, FIXED, 2.0)
    assert sorted(one.size_xyz) == sorted(two.size_xyz)
    assert one.centre_mm == pytest.approx(two.centre_mm)
    for grid, to in ((FIXED, middle.to_fixed), (moving, middle.to_moving)):
        corners = grid.to_world([(0, 0, 0), np.array(grid.size_xyz) - 1])
        assert one.contains(to.inverse()(corners)).all()


def test_a_further_step_is_shared_by_both_sides():
    middle = Middle.of(Affine.identity()).drawn_together(np.zeros((3, 3)), np.array([2.0, 0, 0]), np.zeros(3))
    np.testing.assert_allclose(middle.to_fixed.offset_mm, (-1, 0, 0))
    np.testing.assert_allclose(middle.to_moving.offset_mm, (1, 0, 0))
