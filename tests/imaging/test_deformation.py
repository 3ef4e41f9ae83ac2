"""Displacement, volume change and strain of maps for which they are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.geometry import Grid
from workstation.core.planes import plane_through
from workstation.core.transform import Affine, DisplacementField
from workstation.imaging.deformation import deformation_on, gradient_at, principal_strain, round_up, scale_of

GRID = Grid((40, 50, 60), (0.5, 0.3, 0.7))
PLANE = plane_through(GRID, "transverse", GRID.centre_mm)


def test_a_shift_moves_every_place_by_the_same_and_strains_nothing():
    seen = deformation_on(PLANE, Affine.translation((3.0, -2.0, 6.0)))
    np.testing.assert_allclose(seen.distance_mm, 7.0)
    np.testing.assert_allclose(seen.in_plane_mm, np.broadcast_to((3.0, -2.0), seen.in_plane_mm.shape), atol=1e-9)
    np.testing.assert_allclose(seen.volume, 1.0, atol=1e-9)
    np.testing.assert_allclose(seen.strain, 0.0, atol=1e-9)


def test_a_squeeze_says_its_volume_and_its_strain():
    seen = deformation_on(PLANE, Affine.about(GRID.centre_mm, np.diag([1.05, 0.8, 1.0])))
    np.testing.assert_allclose(seen.volume, 0.84, atol=1e-9)
    np.testing.assert_allclose(seen.strain, -0.2, atol=1e-9)


def test_a_rotation_is_no_strain():
    angle = np.radians(20)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    assert np.abs(principal_strain(gradient_at(Affine.about(GRID.centre_mm, turn), [GRID.centre_mm]))).max() < 1e-9


def test_the_lattice_runs_from_the_first_to_the_last_pixel():
    field = np.zeros((*GRID.shape_zyx, 3), np.float32)
    field[..., 0] = GRID.to_world(np.argwhere(np.ones(GRID.shape_zyx))[:, ::-1])[:, 0].reshape(GRID.shape_zyx) * 0.1
    seen = deformation_on(PLANE, DisplacementField(GRID, field))
    first, last = PLANE.point_at(0, 0)[0], PLANE.point_at(0, PLANE.columns - 1)[0]
    np.testing.assert_allclose(seen.moved_mm[0, [0, -1], 0], [0.1 * first, 0.1 * last], atol=1e-4)


def test_a_fold_has_no_volume():
    mirrored = Affine.about(GRID.centre_mm, np.diag([-1.0, 1.0, 1.0]))
    assert (deformation_on(PLANE, mirrored).volume < 0).all()


def test_the_scale_of_a_field_covers_it_with_round_numbers():
    scale = scale_of(Affine.about(GRID.centre_mm, np.diag([1.1, 1.0, 1.0]), (4.0, 0, 0)), GRID)
    assert scale.distance_mm == pytest.approx(7.0)
    assert scale.strain == pytest.approx(0.1)
    assert scale.volume == pytest.approx(0.1)


@given(st.floats(1e-6, 1e6))
def test_rounding_up_never_goes_below_and_not_far_above(value):
    assert value * (1 - 1e-9) <= round_up(value) <= 1.7 * value
