import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.region_box import RegionBox

GRID = Grid((20, 30, 40), (0.5, 0.2, 0.9), (3.0, -4.0, 5.0))


@given(
    at=st.tuples(*[st.floats(-30, 60)] * 3),
    size=st.tuples(*[st.floats(0, 100)] * 3),
)
def test_a_region_around_any_point_lies_in_the_grid_and_has_the_size_it_can_have(at, size):
    region = RegionBox.around(GRID, at, size)
    for axis in range(3):
        low, high = region.extent(axis)
        assert 0 <= low < high <= GRID.size_xyz[axis]
        wanted = min(max(size[axis], GRID.spacing_mm[axis]), GRID.size_xyz[axis] * GRID.spacing_mm[axis])
        assert abs(region.size_mm(GRID)[axis] - wanted) <= GRID.spacing_mm[axis] / 2 + 1e-9


def test_a_region_keeps_its_middle_and_changes_one_axis_alone():
    region = RegionBox.around(GRID, GRID.centre_mm, (5.0, 2.0, 4.5))
    np.testing.assert_allclose(region.centre_mm(GRID), GRID.centre_mm, atol=0.5)
    wider = region.with_extent(0, 3, 9)
    assert (wider.extent(0), wider.extent(1), wider.extent(2)) == ((3, 9), region.extent(1), region.extent(2))
    assert wider.box[2] == slice(3, 9)


def test_a_region_has_at_least_one_voxel():
    with pytest.raises(InvalidInput, match="at least one voxel"):
        RegionBox((0, 0, 0), (3, 0, 3))
