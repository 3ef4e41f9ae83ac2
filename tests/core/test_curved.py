import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.curved import CurvedRaster
from workstation.core.errors import InvalidInput

INVENIA = CurvedRaster((318, 600, 850), (0.2, 0.073, 0.4757), 500.0)


@st.composite
def rasters(draw):
    shape = draw(st.tuples(st.integers(1, 400), st.integers(1, 700), st.integers(1, 900)))
    spacing = draw(st.tuples(st.floats(0.05, 0.3), st.floats(0.03, 0.2), st.floats(0.1, 2)))
    least = max(shape[1] * spacing[1], shape[2] * spacing[0] / math.pi) + 1
    return CurvedRaster(shape, spacing, draw(st.floats(least, 2000)), draw(st.booleans()))


@given(raster=rasters(), share=st.tuples(*[st.floats(0, 1)] * 3))
def test_raster_to_millimetres_and_back_is_exact(raster, share):
    index = np.array(share) * (np.array(raster.shape_zyx[::-1]) - 1)
    assert np.abs(raster.to_index(raster.to_world(index)) - index).max() < 1e-6


@given(raster=rasters(), share=st.tuples(*[st.floats(0, 1)] * 3))
def test_the_point_is_where_the_formula_of_the_description_puts_it(raster, share):
    """x = -r sin a, y = r cos a - R in RAS, with r = R - depth and a = lateral / R; LPS turns both signs."""
    i, j, k = np.array(share) * (np.array(raster.shape_zyx[::-1]) - 1)
    dx, dy, dz = raster.spacing_mm
    r, a = raster.radius_mm - j * dy, (i - (raster.shape_zyx[2] - 1) / 2) * dx / raster.radius_mm
    x, y = -r * math.sin(a), r * math.cos(a) - raster.radius_mm
    expected = (x if raster.mirrored else -x, -y, (k - (raster.shape_zyx[0] - 1) / 2) * dz)
    assert raster.to_world((i, j, k)) == pytest.approx(expected, abs=1e-9)


@given(raster=rasters(), share=st.tuples(*[st.floats(0, 1)] * 3))
def test_the_straight_grid_holds_the_whole_raster_and_agrees_with_it(raster, share):
    index = np.array(share) * (np.array(raster.shape_zyx[::-1]) - 1)
    point = raster.to_world(index)
    grid = raster.cartesian_grid()
    assert grid.contains(point)
    voxel = grid.to_index(point)
    assert np.abs(raster.to_index(grid.to_world(voxel)) - index).max() < 1e-6


def test_distances_are_those_on_the_cylinder():
    along_a_line = INVENIA.to_world([(100, 0, 7), (100, 500, 7)])
    assert np.linalg.norm(along_a_line[1] - along_a_line[0]) == pytest.approx(500 * 0.073, abs=1e-9)
    on_the_surface = INVENIA.to_world([(0, 0, 7), (849, 0, 7)])
    chord = 2 * 500 * math.sin(849 * 0.2 / 2 / 500)
    assert np.linalg.norm(on_the_surface[1] - on_the_surface[0]) == pytest.approx(chord, abs=1e-9)
    deep = INVENIA.to_world([(0, 599, 7), (849, 599, 7)])
    assert np.linalg.norm(deep[1] - deep[0]) == pytest.approx(chord * (500 - 599 * 0.073) / 500, abs=1e-9)
    sweep = INVENIA.to_world([(3, 4, 0), (3, 4, 317)])
    assert np.linalg.norm(sweep[1] - sweep[0]) == pytest.approx(317 * 0.4757, abs=1e-9)


def test_a_mirrored_raster_changes_left_and_right_only():
    index = [(0, 10, 3), (400, 200, 100)]
    assert INVENIA.flipped().to_world(index) == pytest.approx(INVENIA.to_world(index) * (-1, 1, 1))
    assert INVENIA.flipped().flipped() == INVENIA


def test_a_huge_radius_is_a_straight_raster():
    flat = CurvedRaster((5, 20, 30), (0.2, 0.1, 0.5), 1e7)
    index = [(0, 0, 0), (29, 19, 4), (3, 7, 2)]
    assert flat.to_world(index) == pytest.approx(flat.straight_grid.to_world(index), abs=1e-5)


@pytest.mark.parametrize("radius", [0, -100, 5, math.nan, math.inf])
def test_a_radius_that_cannot_be_is_refused(radius):
    with pytest.raises(InvalidInput, match="radius"):
        CurvedRaster((5, 100, 30), (0.2, 0.1, 0.5), radius)


def test_more_scan_lines_than_fit_are_refused():
    with pytest.raises(InvalidInput, match="do not fit"):
        CurvedRaster((5, 10, 1000), (0.2, 0.1, 0.5), 20)
