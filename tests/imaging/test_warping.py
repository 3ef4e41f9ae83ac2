import numpy as np

from phantoms import bent_pair, centres_of, grid_of, shifted_blobs
from workstation.core.transform import Affine, Composite, displacement_on
from workstation.imaging.warping import dense_displacement, warped_volume


def test_the_warped_moving_volume_looks_like_the_fixed_one():
    pair = bent_pair()
    warped = warped_volume(pair.moving, pair.fixed.grid, pair.fixed_to_moving)
    assert (warped.grid, warped.voxels.dtype) == (pair.fixed.grid, pair.moving.voxels.dtype)
    inside = pair.moving.grid.contains(pair.fixed_to_moving(centres_of(pair.fixed.grid)))
    gap = np.abs(warped.voxels.whole().astype(float) - pair.fixed.voxels.whole()).ravel()[inside]
    assert gap.mean() < 2
    assert gap.mean() < 0.2 * np.abs(pair.moving.voxels.whole().astype(float) - pair.fixed.voxels.whole()).mean()


def test_the_identity_leaves_every_voxel_as_it_is():
    moving = shifted_blobs().moving
    assert np.array_equal(warped_volume(moving, moving.grid, Affine.identity()).voxels.whole(), moving.voxels.whole())


def test_what_lies_outside_the_moving_volume_gets_the_outside_value():
    moving = shifted_blobs().moving
    far = Affine.translation((1000, 0, 0))
    assert (warped_volume(moving, moving.grid, far, outside=7).voxels.whole() == 7).all()


def test_the_dense_field_has_the_transforms_vector_at_every_voxel():
    bend = bent_pair().fixed_to_moving
    transform, grid = Composite((Affine.translation((1, 2, 3)), bend)), grid_of((20, 30, 40), (1.1, 0.9, 1.4))
    field = dense_displacement(transform, grid)
    assert np.abs(field.displacement_mm - displacement_on(transform, grid).displacement_mm).max() < 1e-5
