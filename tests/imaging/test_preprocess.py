"""Checks, working copies and local normalisation of scans."""

import numpy as np
import pytest

import phantoms
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.volume import Volume
from workstation.imaging.preprocess import (
    block_mean,
    check_mask,
    check_volume,
    level_spacings,
    normalise_locally,
    shrink_factors,
    shrunk_grid,
    working_picture,
    working_spacing,
)

GRID = Grid((12, 20, 30), (1.0, 0.5, 2.0), (5.0, 6.0, 7.0), (0.6, -0.8, 0.0, 0.8, 0.6, 0.0, 0.0, 0.0, 1.0))


def volume_of(values, grid=GRID):
    return Volume.from_array(values, grid)


def ramp(grid):
    """A picture whose value is the world x coordinate."""
    return phantoms.centres_of(grid)[:, 0].reshape(grid.shape_zyx).astype(np.float32)


def test_thin_axes_are_shrunk_more():
    assert shrink_factors(GRID, 2.0) == (1, 4, 2)
    assert shrink_factors(GRID, 0.1) == (1, 1, 1)


def test_a_block_mean_lies_where_its_voxels_lie():
    factors = (2, 3, 4)
    small = shrunk_grid(GRID, factors)
    np.testing.assert_allclose(block_mean(ramp(GRID), factors), ramp(small), atol=1e-5)


def test_an_axis_keeps_enough_voxels():
    assert min(working_picture(volume_of(ramp(GRID)), None, 50.0, "fixed").grid.shape_zyx) >= 5


def test_masked_out_voxels_do_not_enter_a_working_copy():
    values = np.random.default_rng(0).normal(size=GRID.shape_zyx).astype(np.float32)
    mask = np.ones(GRID.shape_zyx, dtype=bool)
    mask[:, :, ::2] = False
    values[~mask] = 1000
    picture = working_picture(volume_of(values), mask, 0.1, "fixed").shrunk(2.0)
    assert picture.values.max() < 10
    assert picture.mask.all()


def test_gain_and_offset_disappear_by_local_normalisation():
    grid = phantoms.grid_of()
    values = np.random.default_rng(0).normal(50, 10, grid.shape_zyx).astype(np.float32)
    depth = np.linspace(1, 3, grid.shape_zyx[1], dtype=np.float32)[None, :, None]
    plain, gained = (normalise_locally(v, grid, 10.0) for v in (values, values * depth + 40))
    assert np.corrcoef(plain.ravel(), gained.ravel())[0, 1] > 0.95
    assert abs(plain.mean()) < 0.2
    assert plain.std() == pytest.approx(1.0, abs=0.1)


def test_normalisation_does_not_depend_on_the_grid():
    """A window of an even number of voxels must not shift anything by half a voxel."""
    texture = phantoms.Texture.over(phantoms.grid_of())
    fine = Grid((40, 40, 40), (1.0, 1.0, 1.0), (-20.0, -20.0, -20.0))
    for spacing in (1.1, 1.35, 1.7):
        count = int(39 / spacing) + 1
        coarse = Grid((count,) * 3, (spacing,) * 3, (-20.0, -20.0, -20.0))
        pictures = [texture.at(phantoms.centres_of(g)).reshape(g.shape_zyx).astype(np.float32) for g in (fine, coarse)]
        one, other = (normalise_locally(p, g, 9.0) for p, g in zip(pictures, (fine, coarse), strict=True))
        index = np.clip(np.rint(fine.to_index(phantoms.centres_of(coarse))).astype(int), 0, 39)
        middle = (np.abs(phantoms.centres_of(coarse)) < 12).all(axis=1)
        difference = (one[index[:, 2], index[:, 1], index[:, 0]] - other.ravel())[middle]
        assert abs(difference.mean()) < 0.03


def test_a_flat_region_becomes_zero_and_not_noise():
    values = np.random.default_rng(0).normal(scale=30, size=(20, 20, 40)).astype(np.float32)
    values[:, :, 20:] = 100 + np.random.default_rng(1).normal(scale=0.01, size=(20, 20, 20))
    normal = normalise_locally(values, Grid((20, 20, 40), (1.0, 1.0, 1.0)), 5.0)
    assert np.abs(normal[:, :, 32:]).max() < 0.1


def test_what_the_mask_hides_leaves_no_trace():
    grid = Grid((16, 16, 16), (1.0, 1.0, 1.0))
    values = np.random.default_rng(0).normal(size=grid.shape_zyx).astype(np.float32)
    mask = np.zeros(grid.shape_zyx, dtype=bool)
    mask[:, :, :8] = True
    spoilt = np.where(mask, values, np.float32(500))
    np.testing.assert_allclose(
        normalise_locally(spoilt, grid, 4.0, mask), normalise_locally(values * mask, grid, 4.0, mask), atol=1e-5
    )


def test_levels_run_from_coarse_to_fine_and_never_below_the_finest():
    assert level_spacings(4.0, 1.0, 3) == pytest.approx((4.0, 2.0, 1.0))
    assert level_spacings(4.0, 1.5, 1) == (1.5,)
    assert level_spacings(1.0, 2.0, 2) == (2.0, 2.0)


def test_a_large_volume_is_worked_on_more_coarsely():
    assert working_spacing(GRID, 1.0, 10**9) == 1.0
    assert working_spacing(GRID, 0.1, GRID.voxel_count) == 0.1
    coarser = working_spacing(GRID, 0.1, 1000)
    assert shrunk_grid(GRID, shrink_factors(GRID, coarser)).voxel_count <= 1000
    assert shrunk_grid(GRID, shrink_factors(GRID, coarser / 1.05)).voxel_count > 1000
    assert working_spacing(GRID, 0.1, 1) >= max(GRID.extent_mm)  # as coarse as it gets


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (np.full(GRID.shape_zyx, 3, np.uint8), "same value 3 everywhere"),
        (np.full(GRID.shape_zyx, np.nan, np.float32), "not numbers"),
        (np.full(GRID.shape_zyx, np.inf, np.float32), "not numbers"),
    ],
)
def test_a_volume_with_nothing_to_align_is_refused(values, problem):
    with pytest.raises(InvalidInput, match=problem):
        check_volume(volume_of(values), "fixed")


def test_a_slice_and_wrong_masks_are_refused():
    flat = Grid((1, 20, 20), (1.0, 1.0, 1.0))
    with pytest.raises(InvalidInput, match="20, 20, 1"):
        check_volume(volume_of(ramp(flat), flat), "moving")
    with pytest.raises(InvalidInput, match="on the volume's grid"):
        check_mask(np.ones((3, 3, 3), bool), GRID, "fixed")
    with pytest.raises(InvalidInput, match="empty"):
        check_mask(np.zeros(GRID.shape_zyx, bool), GRID, "fixed")
