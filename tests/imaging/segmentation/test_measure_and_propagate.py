"""Numbers of labels against their definitions, and propagation against SimpleITK, on oblique grids."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from phantoms import grid_of, smooth_field, textured_volume
from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.labels import LabelMap
from workstation.core.planes import ORIENTATIONS, plane_axes
from workstation.core.transform import Affine, Composite
from workstation.core.volume import Volume
from workstation.imaging.itk import to_image, to_itk
from workstation.imaging.metrics import dice
from workstation.imaging.segmentation.artefacts import find_artefacts
from workstation.imaging.segmentation.measure import label_numbers
from workstation.imaging.segmentation.propagate import propagated
from workstation.storage.images import read_volume

few = settings(max_examples=25, deadline=None)


def oblique(seed, shape=(12, 15, 14), spacing=(0.2, 0.476, 0.9)):
    axes, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return Grid(shape, spacing, (5.0, -3.0, 8.0), tuple(axes.ravel()))


def blob(seed, shape):
    from scipy import ndimage

    noise = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=shape), 1.5)
    return noise > np.quantile(noise, 0.85)


@few
@given(seed=st.integers(0, 99))
def test_the_numbers_of_a_label_follow_from_its_voxels(seed):
    grid = oblique(seed)
    mask = blob(seed, grid.shape_zyx)
    volume = textured_volume(grid, seed)
    numbers = label_numbers(LabelMap.from_array(mask.astype(np.uint8) * 7), volume, 7)
    points = grid.to_world(np.argwhere(mask)[:, ::-1])
    grey = volume.voxels.whole()[mask].astype(float)
    assert numbers.volume_mm3 == pytest.approx(mask.sum() * np.prod(grid.spacing_mm))
    assert numbers.diameter.length_mm == pytest.approx(pdist(points).max())
    ends = np.array([numbers.diameter.start_mm, numbers.diameter.end_mm])
    assert np.linalg.norm(ends[0] - ends[1]) == pytest.approx(numbers.diameter.length_mm)
    np.testing.assert_allclose(numbers.centre_mm, points.mean(axis=0))
    assert (numbers.mean, numbers.spread) == (pytest.approx(grey.mean()), pytest.approx(grey.std()))
    for each in ORIENTATIONS:
        axis = 2 - plane_axes(grid, each)[2]
        layers = [np.argwhere(np.take(mask, n, axis)) for n in range(mask.shape[axis])]
        spacing = np.delete(np.array(grid.spacing_mm)[::-1], axis)
        widest = max(pdist(layer * spacing).max() for layer in layers if len(layer) > 1)
        assert numbers.in_plane[each].length_mm == pytest.approx(widest)


def test_the_long_axis_of_a_rod_is_the_rod():
    grid = oblique(3, (30, 9, 9), (0.5, 0.5, 0.5))
    mask = np.zeros(grid.shape_zyx, np.uint8)
    mask[2:28, 4, 4] = 1
    numbers = label_numbers(LabelMap.from_array(mask), textured_volume(grid), 1)
    assert abs(np.dot(numbers.long_axis, grid.axes[:, 2])) == pytest.approx(1)
    assert numbers.diameter.length_mm == pytest.approx(25 * 0.5)


def test_a_single_voxel_and_no_voxel():
    grid = oblique(1)
    labels = LabelMap(grid.shape_zyx)
    assert label_numbers(labels, textured_volume(grid), 1) is None
    labels.write((slice(3, 4), slice(4, 5), slice(5, 6)), np.ones((1, 1, 1), np.uint8))
    numbers = label_numbers(labels, textured_volume(grid), 1)
    assert (numbers.voxels, numbers.diameter.length_mm) == (1, 0.0)


@few
@given(seed=st.integers(0, 99), bent=st.booleans())
def test_propagation_equals_simpleitks_nearest_neighbour_voxel_for_voxel(seed, bent):
    import SimpleITK as sitk

    rng = np.random.default_rng(seed)
    source = grid_of((28, 32, 36), (1.5, 1.2, 2.0))
    target = Grid((25, 30, 33), (1.3, 1.4, 1.9), tuple(np.add(source.origin_mm, rng.uniform(-3, 3, 3)).tolist()))
    turn, _ = np.linalg.qr(np.eye(3) + 0.1 * rng.normal(size=(3, 3)))
    turn *= np.sign(np.diag(turn))
    transform = Affine.about(source.centre_mm, turn, tuple(rng.uniform(-2, 2, 3).tolist()))
    if bent:
        transform = Composite((transform, smooth_field(source, 2.0, seed)))
    labels = np.zeros(source.shape_zyx, np.uint8)
    labels[6:22, 8:25, 9:28][blob(seed, (16, 17, 19))] = 3
    labels[8:10] *= 2
    box, mask = propagated(LabelMap.from_array(labels), source, target, transform, 3)
    found = np.zeros(target.shape_zyx, bool)
    found[box] = mask
    image = to_image(labels, source)
    reference = to_image(np.zeros(target.shape_zyx, np.uint8), target)
    theirs = sitk.Resample(image, reference, to_itk(transform, target), sitk.sitkNearestNeighbor, 0.0, sitk.sitkUInt8)
    np.testing.assert_array_equal(found, sitk.GetArrayFromImage(theirs) == 3)


@few
@given(seed=st.integers(0, 99))
def test_propagation_equals_simpleitk_in_both_directions_between_oblique_grids(seed):
    """There through a transform, back through its inverse: each as SimpleITK resamples with that same transform."""
    import SimpleITK as sitk

    rng = np.random.default_rng(seed)
    grids = []
    for spacing, shape in (((0.5, 0.3, 0.9), (14, 24, 20)), ((0.4, 0.45, 0.7), (16, 18, 22))):
        axes, _ = np.linalg.qr(np.eye(3) + 0.3 * rng.normal(size=(3, 3)))
        axes *= np.sign(np.diag(axes))
        grids.append(Grid(shape, spacing, tuple(rng.uniform(-1, 1, 3).tolist()), tuple(axes.ravel())))
    turn, _ = np.linalg.qr(np.eye(3) + 0.1 * rng.normal(size=(3, 3)))
    turn *= np.sign(np.diag(turn))
    there = Affine.about(grids[0].centre_mm, turn, tuple(rng.uniform(-1, 1, 3).tolist()))
    for (source, target), transform in ((grids[::-1], there), (grids, there.inverse())):
        labels = (blob(seed, source.shape_zyx) * 5).astype(np.uint8)
        theirs = sitk.GetArrayFromImage(
            sitk.Resample(
                to_image(labels, source), to_image(np.zeros(target.shape_zyx, np.uint8), target),
                to_itk(transform, target), sitk.sitkNearestNeighbor, 0.0, sitk.sitkUInt8,
            )
        )  # fmt: skip
        found = np.zeros(target.shape_zyx, bool)
        box, mask = propagated(LabelMap.from_array(labels), source, target, transform, 5)
        found[box] = mask
        np.testing.assert_array_equal(found, theirs == 5)


def test_the_smooth_way_stays_near_the_nearest_one_and_outside_is_refused():
    grid = grid_of((30, 30, 30), (0.5, 0.5, 0.5))
    z, y, x = np.indices(grid.shape_zyx)
    ball = ((z - 15) ** 2 + (y - 15) ** 2 + (x - 15) ** 2 < 64).astype(np.uint8)
    labels = LabelMap.from_array(ball)
    shift = Affine.translation((0.8, 0.3, -0.6))
    found = []
    for method in ("nearest", "distance"):
        box, mask = propagated(labels, grid, grid, shift, 1, method)
        whole = np.zeros(grid.shape_zyx, bool)
        whole[box] = mask
        found.append(whole)
    both = (found[0] & found[1]).sum()
    assert 2 * both / (found[0].sum() + found[1].sum()) > 0.95
    with pytest.raises(InvalidInput, match="outside"):
        propagated(labels, grid, grid, Affine.translation((500.0, 0, 0)), 1)
    with pytest.raises(InvalidInput, match="Nothing is drawn"):
        propagated(labels, grid, grid, shift, 9)


def test_around_a_fan_nothing_is_an_artefact_and_its_shadow_is_found():
    grid = Grid((40, 60, 60), (0.8, 0.8, 0.8))
    grey = np.clip(120 + 20 * np.random.default_rng(0).normal(size=grid.shape_zyx), 1, 255)
    depth, across = np.arange(60)[:, None], np.arange(60)[None, :]
    fan = np.abs(across - 30) <= 4 + depth * 0.4
    grey[:, 25:, 28:34] = 8
    grey[:, ~fan] = 0
    found = find_artefacts(grey.astype(np.uint8), grid)
    shadow, lost = (
        np.stack([found.layer(mask, z, (60, 60)) for z in range(40)]) for mask in (found.shadow, found.no_contact)
    )
    assert not lost.any()
    assert shadow[:, 30:, 29:33].mean() > 0.9
    assert not shadow[:, ~fan].any()
    assert shadow[:, :, :24].mean() < 0.01


def test_a_shadow_in_a_tilted_fan_follows_the_sound_through_the_slices():
    depth, sweep, across = (each * 1.0 for each in np.indices((90, 70, 100)))
    distance = np.hypot(depth + 20, sweep - 34)  # slices turn about a line 20 mm behind the volume
    turn, slope = (sweep - 34) / (depth + 20), (across - 48) / (distance + 8)
    scanned = (distance > 22) & (distance < 105) & (abs(turn) < 0.35) & (abs(slope) < 0.5)
    behind = (distance > 60) & (turn > 0.05) & (turn < 0.25) & (slope > -0.3) & (slope < -0.1)
    grey = np.where(behind, 12, 150 - distance) + np.random.default_rng(0).normal(size=depth.shape) * 5
    grey = np.where(scanned, np.clip(grey, 1, 255), 0).transpose(1, 0, 2).astype(np.uint8)
    found = find_artefacts(grey, Grid(grey.shape, (1.0, 1.0, 1.0)))
    shadow = found.shadow.transpose(1, 0, 2)
    assert dice(shadow, behind & scanned) > 0.9
    assert not shadow[~scanned].any()
    assert not found.no_contact.any()


def test_in_a_real_liver_the_shadows_at_the_edge_and_behind_the_reflector_are_found():
    path = Path(__file__).parents[4] / "shared" / "data" / "liver-us" / "liver_compound_all.nii.gz"
    if not path.is_file():
        pytest.skip("the liver scan beside the checkout is not there")
    volume = read_volume(path, "liver")
    shadow = find_artefacts(volume.voxels.whole(), volume.grid).shadow
    assert shadow[50, 120:150, 110:116].mean() > 0.8  # behind the reflector; beside it tissue answers from as deep
    assert not shadow[50, 60:150, 135:190].any()
    assert shadow[75, 110:150, 35:50].mean() > 0.95  # the left edge of the fan had no sound
    assert not shadow[75, 50:120, 90:180].any()


def test_shadows_and_missing_contact_are_found_where_they_are():
    grid = Grid((40, 60, 50), (0.8, 0.5, 0.8))
    rng = np.random.default_rng(0)
    grey = np.clip(120 + 25 * rng.normal(size=grid.shape_zyx), 1, 255)
    grey[5:15, 30:, 10:22] = 5  # a shadow from half the depth on
    grey[:, :, 44:] = 4  # no contact
    found = find_artefacts(grey.astype(np.uint8), Volume.from_array(grey, grid).grid)
    shadow, lost = (
        np.stack([found.layer(mask, z, (60, 50)) for z in range(40)]) for mask in (found.shadow, found.no_contact)
    )
    assert shadow[6:14, 40:, 12:20].mean() > 0.9
    assert not shadow[20:].any()
    assert lost[:, :, 46:].mean() > 0.9
    assert lost[:, :, :42].mean() < 0.02
