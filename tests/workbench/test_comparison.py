from dataclasses import replace

import numpy as np
import pytest

from phantoms import shifted_blobs
from workstation.core.planes import plane_through
from workstation.core.transform import Affine
from workstation.imaging import compare
from workstation.workbench.comparison import COARSE_STEP, compose, first_step, is_exact, pixels_long
from workstation.workbench.slices import SliceRequest, render
from workstation.workbench.view import Overlay, ViewState, Window


@pytest.fixture
def pictures():
    fixed, moving, *_ = pair()
    plane = plane_through(fixed.grid, "coronal", fixed.grid.centre_mm)
    volumes = {"fixed": fixed, "moving": moving}
    below = render(SliceRequest("fixed", "case", plane), volumes, {})
    above = render(
        SliceRequest("moving", "case", plane, transform_id="t"), volumes, {"t": Affine.translation((3, 0, 0))}
    )
    return below, above


def pair():
    made = shifted_blobs((3.0, 0.0, 0.0))
    return made.fixed, made.moving


def shown(mode, **more):
    return ViewState(fixed_window=Window(0, 255), moving_window=Window(0, 255), overlay=Overlay(mode, **more))


def test_full_opacity_shows_the_moving_picture_and_none_the_fixed(pictures):
    fixed, moving = pictures
    both = moving.inside & fixed.inside
    np.testing.assert_array_equal(compose(*pictures, shown("blend", opacity=1.0))[both][:, 0], moving.pixels[both])
    np.testing.assert_array_equal(compose(*pictures, shown("blend", opacity=0.0))[both][:, 0], fixed.pixels[both])


def test_a_pair_that_corresponds_is_grey_in_two_colours(pictures):
    picture = compose(*pictures, shown("two colours"))[pictures[1].inside].astype(int)
    assert np.abs(picture[:, 0] - picture[:, 1]).mean() < 6  # interpolation and noise, but no coloured edges


def test_the_moving_volume_alone_ignores_the_mode(pictures):
    alone = compose(*pictures, shown("checkerboard"), moving_alone=True)
    np.testing.assert_array_equal(alone, compare.single(pictures[1].pixels, pictures[1].inside))


def test_flicker_shows_the_fixed_picture_between(pictures):
    np.testing.assert_array_equal(compose(*pictures, shown("flicker")), compare.single(pictures[0].pixels))


def test_tiles_are_square_in_millimetres(pictures):
    plane = pictures[0].request.plane
    rows, columns = pixels_long(plane, 10.0)
    assert rows * np.linalg.norm(plane.down_mm) == pytest.approx(10)
    assert columns * np.linalg.norm(plane.right_mm) == pytest.approx(10)


def test_large_planes_are_drawn_coarsely_first_and_only_through_a_transform(pictures):
    plane = pictures[0].request.plane
    assert first_step(plane) == 1
    large = replace(plane, rows=546, columns=843)
    assert first_step(large) == COARSE_STEP
    assert is_exact(SliceRequest("moving", "case", large, step=COARSE_STEP))
    assert not is_exact(SliceRequest("moving", "case", large, transform_id="t", step=COARSE_STEP))
