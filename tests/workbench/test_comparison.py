from dataclasses import replace

import numpy as np
import pytest

from phantoms import shifted_blobs
from workstation.core.planes import plane_through
from workstation.core.transform import Affine
from workstation.imaging import compare
from workstation.workbench.comparison import coarse_picture, coarse_request, compose, pixels_long
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


def test_a_large_slice_is_asked_for_in_few_pixels_first_and_a_small_one_exactly_at_once(pictures):
    exact = pictures[1].request
    assert coarse_request(exact, 5.0, 20_000) == exact
    large = replace(exact, plane=replace(exact.plane, rows=546, columns=843))
    first = coarse_request(large, 0.1, 20_000)
    assert 0.8 * 20_000 < first.plane.rows * first.plane.columns <= 20_000
    row_mm, column_mm = np.linalg.norm(first.plane.down_mm), np.linalg.norm(first.plane.right_mm)
    assert row_mm == pytest.approx(column_mm, rel=0.02)
    corners = [large.plane.point_at(-0.5, -0.5), large.plane.point_at(545.5, 842.5)]
    np.testing.assert_allclose([first.plane.pixel_of(each) for each in corners],
                               [(-0.5, -0.5), (first.plane.rows - 0.5, first.plane.columns - 0.5)], atol=1e-9)  # fmt: skip
    assert coarse_request(large, 0.1, 10_000_000) == large


def test_the_fixed_picture_is_thinned_out_to_the_pixels_of_the_coarse_moving_one(pictures):
    fixed = pictures[0]
    plane = fixed.request.plane.in_raster(fixed.request.plane.rows // 3, fixed.request.plane.columns // 2)
    coarse = coarse_picture(fixed, plane)
    assert coarse.request.plane == plane
    for row, column in ((0, 0), (4, 7)):
        there = fixed.request.plane.pixel_of(plane.point_at(row, column))
        nearest = tuple(int(np.floor(each + 0.5)) for each in there)
        assert coarse.pixels[row, column] in (fixed.pixels[nearest], fixed.pixels[tuple(np.round(there).astype(int))])
