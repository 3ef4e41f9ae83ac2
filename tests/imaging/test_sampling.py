"""Pictures agree with SimpleITK to a grey level, points to far below a micrometre."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.labels import LabelMap
from workstation.core.planes import ORIENTATIONS, Plane, plane_through
from workstation.core.transform import Affine, Composite, DisplacementField, NumericInverse
from workstation.core.volume import ArrayVoxels
from workstation.imaging import itk, mapping
from workstation.imaging.mapping import map_points
from workstation.imaging.sampling import sample_labels, sample_plane, sample_plane_masked, warm_up


def rotation(seed: int) -> np.ndarray:
    q, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return q * np.sign(np.linalg.det(q))


def oblique_grid(seed: int = 1, shape=(22, 40, 31)) -> Grid:
    return Grid(shape, (0.7, 0.21, 1.3), (-12.0, 5.0, 30.0), tuple(rotation(seed).ravel()))


def values(shape, dtype=np.uint8, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, shape).astype(dtype)


def oblique_plane(grid: Grid, seed: int = 7, rows: int = 60, columns: int = 50) -> Plane:
    """A plane through the middle of a grid, reaching beyond it."""
    axes = rotation(seed)
    right, down = 0.37 * axes[:, 0], 0.53 * axes[:, 1]
    origin = (
        np.asarray(grid.centre_mm) - right * columns / 2.03 - down * rows / 2.03
    )  # no pixel half-way between voxels
    return Plane(tuple(origin.tolist()), tuple(right.tolist()), tuple(down.tolist()), rows, columns)


def grid_of(plane: Plane) -> Grid:
    """The same lattice as a grid of one layer."""
    right, down = np.asarray(plane.right_mm), np.asarray(plane.down_mm)
    spacing = (float(np.linalg.norm(right)), float(np.linalg.norm(down)), 1.0)
    axes = np.stack([right / spacing[0], down / spacing[1], plane.normal], axis=1)
    return Grid((1, plane.rows, plane.columns), spacing, plane.origin_mm, tuple(axes.ravel()))


def wide_field(grid: Grid, seed: int = 5) -> DisplacementField:
    """A smooth random field that covers the grid and its surroundings."""
    spacing = (4.0, 3.0, 5.0)
    corner = np.asarray(grid.centre_mm) - 48.0
    rough = np.random.default_rng(seed).normal(0, 1.5, (20, 32, 24, 3)).astype(np.float32)
    return DisplacementField(Grid((20, 32, 24), spacing, tuple(corner.tolist())), rough)


def affine_about(grid: Grid) -> Affine:
    return Affine.about(
        grid.centre_mm, np.eye(3) + np.array([[0, 0.05, 0], [-0.04, 0.02, 0], [0.03, 0, -0.05]]), (1, 0.4, -0.7)
    )


TRANSFORMS = {
    "none": lambda grid: None,
    "affine": affine_about,
    "field": wide_field,
    "both": lambda grid: Composite((affine_about(grid), wide_field(grid))),
    "nested": lambda grid: Composite((wide_field(grid), Composite((affine_about(grid), affine_about(grid).inverse())))),
}


def by_itk(array, grid, plane, transform, interpolator="linear"):
    image = itk.to_image(array, grid)
    mapped = itk.to_itk(transform) if transform is not None else None
    return itk.values_of(itk.resample(image, grid_of(plane), mapped, interpolator=interpolator))[0]


@pytest.mark.parametrize("kind", TRANSFORMS)
@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float32])
def test_a_picture_equals_simpleitk_to_one_grey_level(kind, dtype):
    grid = oblique_grid()
    plane, transform, array = oblique_plane(grid), TRANSFORMS[kind](grid), values(grid.shape_zyx, dtype)
    ours = sample_plane(ArrayVoxels(array), grid, plane, transform)
    theirs = by_itk(array, grid, plane, transform)
    assert ours.dtype == dtype
    assert (theirs != 0).mean() > 0.2
    assert np.abs(ours.astype(float) - theirs).max() <= (1 if dtype != np.float32 else 1e-2)


@pytest.mark.parametrize("kind", TRANSFORMS)
def test_labels_equal_simpleitk_nearest_neighbour_voxel_for_voxel(kind):
    grid = oblique_grid(shape=(70, 130, 67))
    plane = oblique_plane(grid, rows=150, columns=140)
    transform, array = TRANSFORMS[kind](grid), values(grid.shape_zyx)
    array[:64, :64, :64] = 0
    ours = sample_labels(LabelMap.from_array(array), grid, plane, transform)
    theirs = by_itk(array, grid, plane, transform, "nearest")
    assert theirs.any()
    np.testing.assert_array_equal(ours, theirs)
    nearest = sample_plane(ArrayVoxels(array), grid, plane, transform, "nearest")
    np.testing.assert_array_equal(nearest, theirs)


@pytest.mark.parametrize("kind", ["affine", "field", "both", "nested"])
def test_points_equal_simpleitk_and_the_transform_itself(kind):
    grid = oblique_grid()
    transform = TRANSFORMS[kind](grid)
    points = np.random.default_rng(2).uniform(-20, 20, (2500, 3)) + grid.centre_mm
    theirs = itk.to_itk(transform)
    ours = map_points(transform, points)
    np.testing.assert_allclose(ours, transform(points), rtol=0, atol=1e-9)
    np.testing.assert_allclose(ours[:300], [theirs.TransformPoint(p) for p in points[:300].tolist()], atol=1e-4)


def test_points_far_outside_a_field_keep_its_border_value():
    field = wide_field(oblique_grid())
    points = np.random.default_rng(2).uniform(-500, 500, (5000, 3))
    np.testing.assert_allclose(map_points(field, points), field(points), rtol=0, atol=1e-9)


def test_a_numeric_inverse_and_a_foreign_transform_are_carried_out_too():
    class Foreign:
        def __call__(self, points_mm):
            return np.asarray(points_mm) * 1.01

        def inverse(self):
            raise NotImplementedError

    grid = oblique_grid()
    smooth = replace(wide_field(grid), displacement_mm=wide_field(grid).displacement_mm * 0.1)
    transform = Composite((Foreign(), NumericInverse(smooth), affine_about(grid)))
    points = np.random.default_rng(2).uniform(-8, 8, (2500, 3)) + grid.centre_mm
    np.testing.assert_allclose(map_points(transform, points), transform(points), rtol=0, atol=1e-9)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_plane_of_the_volume_is_cut_out_as_it_is_and_equals_interpolation(orientation, seed):
    grid, array = oblique_grid(seed), values((22, 40, 31))
    plane = plane_through(grid, orientation, grid.centre_mm)
    cut, inside = sample_plane_masked(ArrayVoxels(array), grid, plane)
    np.testing.assert_array_equal(cut, sample_plane(ArrayVoxels(array), grid, plane, Affine.identity()))
    assert inside.all()
    assert cut.flags.c_contiguous


@settings(max_examples=60, deadline=None)
@given(
    axes=st.permutations([0, 1, 2]), signs=st.tuples(*[st.sampled_from([-1, 1])] * 2),
    first=st.tuples(*[st.integers(-9, 12)] * 3), rows=st.integers(1, 14), columns=st.integers(1, 14),
    slab=st.sampled_from([0.0, 5.0]), mode=st.sampled_from(["mean", "max", "min"]),
)  # fmt: skip
def test_planes_that_reach_over_the_border_are_cut_out_as_they_would_be_sampled(
    axes, signs, first, rows, columns, slab, mode
):
    grid, array = Grid((6, 7, 8), (1.0, 1.0, 1.0)), values((6, 7, 8))
    right, down = (signs[n] * grid.axes[:, axes[n]] for n in range(2))
    plane = Plane(grid.point_of(first), tuple(right.tolist()), tuple(down.tolist()), rows, columns)
    more = {"outside": 9, "slab_mm": slab, "slab_mode": mode}
    cut = sample_plane_masked(ArrayVoxels(array), grid, plane, **more)
    sampled = sample_plane_masked(ArrayVoxels(array), grid, plane, Affine.identity(), **more)
    np.testing.assert_array_equal(cut.pixels, sampled.pixels)
    np.testing.assert_array_equal(cut.inside, sampled.inside)


class Recording(ArrayVoxels):
    """Voxels that note what is asked of them, and hand out copies as a file would."""

    def __init__(self, array):
        super().__init__(array)
        self.boxes = []

    def read(self, box):
        self.boxes.append(box)
        return super().read(box).copy()

    def whole(self):
        raise AssertionError("the whole volume was asked for")


def test_a_slice_of_a_lazy_volume_asks_for_that_slice_only():
    grid = Grid((22, 40, 31), (0.2, 0.07, 0.5))
    voxels = Recording(values(grid.shape_zyx))
    sample_plane(voxels, grid, plane_through(grid, "coronal", grid.centre_mm))
    assert voxels.boxes == [(slice(0, 22), slice(20, 21), slice(0, 31))]


def test_a_small_warped_picture_of_a_lazy_volume_reads_a_box_and_equals_the_whole(monkeypatch):
    class Lazy:
        def __init__(self, array):
            self._inner = Recording(array)
            self.shape, self.dtype, self.read, self.whole = (
                array.shape,
                array.dtype,
                self._inner.read,
                self._inner.whole,
            )

    grid, array = oblique_grid(), values((22, 40, 31))
    plane = replace(oblique_plane(grid), rows=6, columns=6, origin_mm=grid.centre_mm)
    lazy = sample_plane(Lazy(array), grid, plane, affine_about(grid))
    np.testing.assert_array_equal(lazy, sample_plane(ArrayVoxels(array), grid, plane, affine_about(grid)))


@pytest.mark.parametrize("step", [2, 5, 8, 100])
def test_a_coarse_lattice_is_exact_for_an_affine_map(step):
    grid, array = oblique_grid(), values((22, 40, 31), np.float32)
    plane = oblique_plane(grid)
    fine = sample_plane_masked(ArrayVoxels(array), grid, plane, affine_about(grid))
    coarse = sample_plane_masked(ArrayVoxels(array), grid, plane, affine_about(grid), step=step)
    np.testing.assert_array_equal(coarse.inside, fine.inside)
    np.testing.assert_allclose(coarse.pixels, fine.pixels, atol=1e-2)


def test_a_coarse_lattice_is_close_for_a_smooth_field():
    grid = oblique_grid()
    z = np.arange(22)[:, None, None] + np.zeros((22, 40, 31))
    plane, field = oblique_plane(grid), wide_field(grid)
    fine, inside = sample_plane_masked(ArrayVoxels(z * 10), grid, plane, field)
    coarse = sample_plane(ArrayVoxels(z * 10), grid, plane, field, step=4)
    assert np.median(np.abs(coarse - fine)[inside]) < 0.5


def test_a_pixel_is_inside_up_to_half_a_voxel_beyond_the_last_centre():
    grid, array = Grid((1, 1, 3), (1.0, 1.0, 1.0)), np.array([[[10, 20, 30]]], np.uint8)
    plane = Plane((-0.75, 0.0, 0.0), (0.25, 0.0, 0.0), (0.0, 1.0, 0.0), 1, 14)
    pixels, inside = sample_plane_masked(ArrayVoxels(array), grid, plane, outside=7)
    assert inside[0].tolist() == [False] + [True] * 12 + [False]
    assert pixels[0].tolist() == [7, 10, 10, 10, 13, 15, 18, 20, 23, 25, 28, 30, 30, 7]


def test_slab_modes_combine_known_layers():
    array = np.zeros((9, 4, 5), np.uint8) + (np.arange(9, dtype=np.uint8) * 10)[:, None, None]
    grid = Grid(array.shape, (1.0, 1.0, 0.5))
    plane = plane_through(grid, "transverse", grid.point_of((0, 0, 4)))
    for mode, want in {"mean": 40, "max": 60, "min": 20}.items():
        for transform in (None, Affine.identity()):
            picture = sample_plane(ArrayVoxels(array), grid, plane, transform, slab_mm=2.0, slab_mode=mode)
            assert (picture == want).all(), (mode, transform)


@pytest.mark.parametrize("dtype", [np.float16, ">i2", np.uint32, np.float64])
def test_unusual_voxel_types_keep_their_type(dtype):
    grid, array = oblique_grid(), values((22, 40, 31), dtype)
    picture = sample_plane(ArrayVoxels(array), grid, oblique_plane(grid), affine_about(grid))
    assert picture.dtype == np.dtype(dtype)
    assert picture.max() > 100


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_labels_on_planes_of_the_volume_are_the_voxels(orientation):
    array = np.zeros((70, 80, 90), np.uint8)
    array[20:66, 30:70, 10:80] = 5
    labels, grid = LabelMap.from_array(array), oblique_grid(2, array.shape)
    plane = plane_through(grid, orientation, grid.centre_mm)
    np.testing.assert_array_equal(sample_labels(labels, grid, plane), sample_plane(ArrayVoxels(array), grid, plane))
    assert not sample_labels(LabelMap(array.shape), grid, plane, affine_about(grid)).any()


def test_large_pictures_are_made_in_bands_without_a_seam():
    grid, array = oblique_grid(), values((22, 40, 31))
    plane = oblique_plane(grid, rows=1, columns=1)
    right, down = np.asarray(plane.right_mm) / 20, np.asarray(plane.down_mm) / 20
    origin = np.asarray(grid.centre_mm) - 100 * right - 150 * down
    big = Plane(tuple(origin.tolist()), tuple(right.tolist()), tuple(down.tolist()), 300, 200)
    transform = TRANSFORMS["both"](grid)
    whole = sample_plane(ArrayVoxels(array), grid, big, transform)
    for row in (0, 99, 149, 150, 151, 299):
        one = replace(big, origin_mm=big.point_at(row, 0), rows=1)
        assert np.abs(whole[row].astype(int) - sample_plane(ArrayVoxels(array), grid, one, transform)[0]).max() <= 1
    assert mapping.THREADS >= 2


def test_warming_up_ends_and_a_step_below_one_is_refused():
    thread = warm_up((np.uint8, np.float32))
    thread.join()
    assert not thread.is_alive()
    grid = oblique_grid()
    with pytest.raises(InvalidInput, match="at least 1"):
        sample_plane(ArrayVoxels(values(grid.shape_zyx)), grid, oblique_plane(grid), step=0)


def test_not_a_number_points_are_outside_and_do_no_harm():
    class Nowhere:
        def __call__(self, points_mm):
            return np.full((len(points_mm), 3), np.nan)

        def inverse(self):
            raise NotImplementedError

    grid = oblique_grid()
    for transform, step in itertools.product((Nowhere(), Composite((Nowhere(), wide_field(grid)))), (1, 3)):
        _, inside = sample_plane_masked(
            ArrayVoxels(values(grid.shape_zyx)), grid, oblique_plane(grid), transform, step=step
        )
        assert not inside.any()
