"""The bridge to SimpleITK: the same places and values on both sides, and filters that obey."""

import numpy as np
import pytest
import SimpleITK as sitk
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from workstation.core.errors import Cancelled, UserError
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField
from workstation.imaging.itk import (
    affine_from_itk,
    execute,
    from_field_image,
    grid_of,
    resample,
    to_field_image,
    to_image,
    to_itk,
    values_of,
)

OBLIQUE = Grid((6, 7, 8), (1.5, 0.7, 2.0), (3.0, -8.0, 20.0), (0.8, -0.6, 0.0, 0.6, 0.8, 0.0, 0.0, 0.0, 1.0))


def random_field(grid=OBLIQUE, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(*grid.shape_zyx, 3)).astype(np.float32)
    return DisplacementField(grid, vectors)


def random_affine(seed=0):
    rng = np.random.default_rng(seed)
    return Affine(np.eye(3) + 0.1 * rng.normal(size=(3, 3)), rng.normal(size=3))


def points_inside(grid, count=50):
    index = np.random.default_rng(1).uniform(0, np.array(grid.size_xyz) - 1, (count, 3))
    return grid.to_world(index)


def through(transform, points):
    return np.array([transform.TransformPoint(point) for point in points.tolist()])


@given(strategies.grids(), st.integers(0, 10_000))
@settings(max_examples=30)
def test_itk_sees_every_voxel_where_we_see_it(grid, seed):
    image = to_image(np.zeros(grid.shape_zyx, dtype=np.uint8), grid)
    index = np.random.default_rng(seed).integers(0, grid.size_xyz)
    np.testing.assert_allclose(
        image.TransformIndexToPhysicalPoint(index.tolist()), grid.to_world(index), atol=1e-3 * max(grid.extent_mm)
    )
    assert grid_of(image).nearly_equals(grid)


def test_values_and_vectors_come_back_unchanged():
    values = np.random.default_rng(0).integers(0, 255, OBLIQUE.shape_zyx).astype(np.uint8)
    np.testing.assert_array_equal(values_of(to_image(values, OBLIQUE)), values)
    assert to_image(values > 100, OBLIQUE).GetPixelID() == sitk.sitkUInt8
    field = random_field()
    back = from_field_image(to_field_image(field))
    np.testing.assert_array_equal(back.displacement_mm, field.displacement_mm)
    assert back.grid.nearly_equals(field.grid)


@pytest.mark.parametrize(
    "transform",
    [random_affine(), random_field(), Composite((random_affine(1), random_affine(2))), Composite(())],
    ids=["affine", "field", "composite", "nothing"],
)
def test_a_transform_takes_points_to_the_same_place_in_itk(transform):
    points = points_inside(OBLIQUE)
    np.testing.assert_allclose(through(to_itk(transform), points), transform(points), atol=1e-4)


def test_a_composite_keeps_its_order_in_itk():
    field = random_field()
    both = Composite((field, random_affine()))
    points = points_inside(OBLIQUE)
    np.testing.assert_allclose(through(to_itk(both), points), both(points), atol=1e-4)


def test_a_transform_of_another_kind_is_sampled():
    shift = Affine.translation((1.0, 2.0, 3.0))
    inverse = DisplacementField(OBLIQUE, np.ones((*OBLIQUE.shape_zyx, 3), np.float32)).inverse()
    points = points_inside(OBLIQUE, 5)
    np.testing.assert_allclose(through(to_itk(inverse, OBLIQUE), points), points - 1, atol=1e-2)
    with pytest.raises(UserError, match="without a grid"):
        to_itk(inverse)
    np.testing.assert_allclose(through(to_itk(shift), points), shift(points))


def test_linear_transforms_of_itk_become_affine():
    turn = sitk.Euler3DTransform((1.0, 2.0, 3.0), 0.1, -0.2, 0.3, (4.0, 5.0, 6.0))
    points = points_inside(OBLIQUE)
    np.testing.assert_allclose(affine_from_itk(turn)(points), through(turn, points), atol=1e-9)


def test_resampling_beyond_the_border_gives_the_border_or_the_outside_value():
    image = to_image(np.full((3, 3, 3), 5.0, dtype=np.float32), Grid((3, 3, 3), (1.0, 1.0, 1.0)))
    wide = Grid((3, 3, 9), (1.0, 1.0, 1.0), (-3.0, 0.0, 0.0))
    assert values_of(resample(image, wide))[1, 1, 0] == 0
    assert values_of(resample(image, wide, outside=None))[1, 1, 0] == 5


def noisy_registration():
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMeanSquares()
    method.SetOptimizerAsRegularStepGradientDescent(1e-4, 1e-12, 10_000, gradientMagnitudeTolerance=1e-12)
    method.SetInitialTransform(sitk.TranslationTransform(3))
    rng = np.random.default_rng(0)
    grid = Grid((8, 8, 8), (1.0, 1.0, 1.0))
    images = [to_image(rng.normal(size=grid.shape_zyx).astype(np.float32), grid) for _ in range(2)]
    return method, images


def test_a_cancel_in_a_callback_stops_itk_at_once_and_comes_out(capfd):
    method, images = noisy_registration()
    calls = []

    def step():
        calls.append(method.GetOptimizerIteration())
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        execute(method, *images, on_iteration=step)
    assert len(calls) == 3
    assert capfd.readouterr() == ("", "")


def test_volumes_apart_give_a_sentence_and_nothing_is_printed(capfd):
    method, (fixed, moving) = noisy_registration()
    method.SetMetricAsMattesMutualInformation(16)
    moving.SetOrigin((1000.0, 0.0, 0.0))
    with pytest.raises(UserError, match="do not overlap"):
        execute(method, fixed, moving)
    assert capfd.readouterr() == ("", "")
