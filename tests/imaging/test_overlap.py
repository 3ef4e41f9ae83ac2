"""Overlap and surface distances against their definitions, against ITK, and what the unseen part must not do to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from scipy.spatial.distance import cdist

from workstation.core.geometry import Grid
from workstation.imaging.metrics import dice, surface_distances
from workstation.imaging.overlap import between, label_overlaps, spread_voxels

GRID = Grid((18, 22, 26), (0.4, 0.7, 1.1))
SCALE = np.array(GRID.spacing_mm[::-1])


def blobs(seed, values=2):
    """A label map of smooth random regions."""
    rng = np.random.default_rng(seed)
    fields = [ndimage.gaussian_filter(rng.normal(size=GRID.shape_zyx), 2.5) for _ in range(values + 1)]
    return np.argmax(fields, axis=0).astype(np.uint8)


def everywhere():
    return np.ones(GRID.shape_zyx, bool)


def direct_surface(mask, known):
    """The definition, voxel by voxel."""
    found = []
    for at in np.argwhere(mask & known):
        for axis in range(3):
            for step in (-1, 1):
                near = at.copy()
                near[axis] += step
                inside = 0 <= near[axis] < mask.shape[axis]
                if inside and known[tuple(near)] and not mask[tuple(near)]:
                    found.append(tuple(at))
    return np.array(sorted(set(found)), float).reshape(-1, 3)


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_overlap_and_distances_are_those_of_the_definition_inside_what_both_show(seed):
    a, b = blobs(seed), blobs(seed + 1)
    known = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=GRID.shape_zyx), 4) > -0.01
    for value, found in label_overlaps(a, b, known, GRID, (1, 2)).items():
        mine, other = (a == value) & known, (b == value) & known
        total = mine.sum() + other.sum()
        assert found.dice == pytest.approx(dice(mine, other) if total else 0.0)
        assert found.share == pytest.approx(mine.sum() / max(1, (a == value).sum()))
        surfaces = [direct_surface(each == value, known) * SCALE for each in (a, b)]
        if not (len(surfaces[0]) and len(surfaces[1]) and mine.any() and other.any()):
            assert found.surface is None
            continue
        gaps = cdist(*surfaces)
        there, back = gaps.min(axis=1), gaps.min(axis=0)
        assert found.surface.mean == pytest.approx(np.concatenate([there, back]).mean())
        assert found.surface.p95 == pytest.approx(max(np.percentile(there, 95), np.percentile(back, 95)))
        assert found.surface.largest == pytest.approx(max(there.max(), back.max()))


def test_labels_wholly_inside_give_the_same_as_the_measure_of_masks_and_itk():
    sitk = pytest.importorskip("SimpleITK")
    from workstation.imaging.itk import to_image

    z, y, x = np.ogrid[:18, :22, :26]
    a = (((z - 9) * 1.1) ** 2 + ((y - 10) * 0.7) ** 2 + ((x - 12) * 0.4) ** 2 < 16).astype(np.uint8)
    b = (((z - 9) * 1.1) ** 2 + ((y - 12) * 0.7) ** 2 + ((x - 11) * 0.4) ** 2 < 14).astype(np.uint8)
    found = label_overlaps(a, b, everywhere(), GRID, (1,))[1]
    masks = surface_distances(a == 1, b == 1, GRID)
    assert (found.surface.mean, found.surface.p95) == pytest.approx((masks.mean, masks.p95))
    judge = sitk.HausdorffDistanceImageFilter()
    judge.SetNumberOfThreads(1)
    judge.Execute(to_image(a, GRID), to_image(b, GRID))
    assert found.surface.largest == pytest.approx(judge.GetHausdorffDistance(), rel=1e-5)
    overlap = sitk.LabelOverlapMeasuresImageFilter()
    overlap.Execute(to_image(a, GRID), to_image(b, GRID))
    assert found.dice == pytest.approx(overlap.GetDiceCoefficient())


def test_what_goes_on_beyond_the_common_part_changes_nothing():
    """The case of the skin: the same sheet in both, of which one scan shows less."""
    a = np.zeros(GRID.shape_zyx, np.uint8)
    a[8:10] = 1
    known = everywhere()
    known[..., 16:] = False
    b = np.where(known, a, 0).astype(np.uint8)
    found = label_overlaps(a, b, known, GRID, (1,))[1]
    assert (found.dice, found.surface.largest) == (1.0, 0.0)
    assert found.share == pytest.approx(16 / 26)
    cut_off = surface_distances(a == 1, b == 1, GRID)
    assert cut_off.largest > 3


def test_a_label_outside_the_common_part_has_no_figures():
    a = np.zeros(GRID.shape_zyx, np.uint8)
    a[8:10, 5:9, 20:24] = 1
    known = everywhere()
    known[..., 16:] = False
    found = label_overlaps(a, np.zeros_like(a), known, GRID, (1,))[1]
    assert (found.dice, found.share, found.surface) == (0.0, 0.0, None)


@pytest.mark.parametrize("most", [200, 700])
def test_of_a_large_surface_a_part_counts_but_the_largest_distance_is_exact(most):
    rng = np.random.default_rng(3)
    a = rng.integers(0, (40, 60, 80), (6000, 3)).astype(np.int32)
    b = (a + rng.integers(-4, 5, a.shape)).astype(np.int32)
    a, b = (np.unique(each, axis=0).astype(np.int32) for each in (a, b))
    exact, some = between(a, b, SCALE), between(a, b, SCALE, most)
    assert some.largest == pytest.approx(exact.largest)
    assert some.mean == pytest.approx(exact.mean, rel=0.1)
    assert some != exact


def test_nearest_points_are_right_however_far_apart_and_on_both_sides():
    rng = np.random.default_rng(5)
    a = rng.integers(0, 9, (60, 3)).astype(np.int32)
    b = (rng.integers(0, 9, (50, 3)) + np.array([70, -40, 55])).astype(np.int32)
    gaps = cdist(a * SCALE, b * SCALE)
    found = between(a, b, SCALE)
    assert found.largest == pytest.approx(max(gaps.min(axis=0).max(), gaps.min(axis=1).max()))
    assert found.mean == pytest.approx(np.concatenate([gaps.min(axis=0), gaps.min(axis=1)]).mean())


def test_voxels_are_spread_over_the_whole_label():
    labels = blobs(1, 3)
    spread = spread_voxels(labels, (1, 2), 300)
    for value, points in spread.items():
        assert (labels[tuple(points.T)] == value).all()
        assert 150 <= len(points) <= 300
        np.testing.assert_allclose(points.mean(axis=0), np.argwhere(labels == value).mean(axis=0), atol=1.0)
