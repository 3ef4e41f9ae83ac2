import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.geometry import Grid
from workstation.core.landmarks import Correspondence
from workstation.core.transform import Affine
from workstation.imaging.metrics import (
    bootstrap_interval,
    dice,
    driving,
    held_out,
    summary,
    surface,
    surface_distances,
    target_registration_error,
)

GRID = Grid((20, 22, 24), (0.5, 1.0, 2.0))


def pair(id, fixed_mm=(0, 0, 0), moving_mm=(3, 4, 0), role="open"):
    return Correspondence(id, id, fixed_mm, moving_mm, role)


def box(z, y, x):
    mask = np.zeros(GRID.shape_zyx, bool)
    mask[slice(*z), slice(*y), slice(*x)] = True
    return mask


def test_the_error_is_the_distance_between_the_moving_mark_and_the_mapped_fixed_mark():
    pairs = [pair("a"), pair("b", (1, 1, 1), (1, 1, 1))]
    np.testing.assert_allclose(target_registration_error(pairs, Affine.identity()), [5, 0])
    np.testing.assert_allclose(target_registration_error(pairs, Affine.translation((3, 4, 0))), [0, 5])
    assert target_registration_error([], Affine.identity()).shape == (0,)


def test_pairs_that_drove_a_result_or_were_meant_to_never_score_it():
    pairs = [pair("a"), pair("b", role="held out"), pair("c", role="drive"), pair("d")]
    assert [p.id for p in held_out(pairs, {"a"})] == ["b", "d"]
    assert [p.id for p in driving(pairs, {"a"})] == ["a"]


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["open", "drive", "held out"])), unique_by=lambda t: t[0]),
       st.sets(st.integers(0, 30)))  # fmt: skip
def test_no_pair_is_both_a_fit_and_an_error(rows, used):
    pairs, names = [pair(str(n), role=role) for n, role in rows], {str(n) for n in used}
    assert not {p.id for p in held_out(pairs, names)} & {p.id for p in driving(pairs, names)}


def test_figures_of_known_distances():
    found = summary(np.arange(101.0))
    assert (found.count, found.mean, found.median, found.p95, found.largest) == (101, 50, 50, 95, 100)
    assert found.low < 50 < found.high


def test_two_distances_have_no_interval():
    assert summary(np.array([1.0, 2.0])).low is None


def test_the_bootstrap_agrees_with_the_normal_interval_of_a_large_sample():
    values = np.random.default_rng(1).normal(10, 2, 400)
    low, high = bootstrap_interval(values)
    half = 1.96 * values.std(ddof=1) / math.sqrt(len(values))
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.05)
    assert bootstrap_interval(values) == (low, high)
    lower, upper = bootstrap_interval(values, np.median, rounds=500)
    assert lower < np.median(values) < upper


def test_dice_of_known_overlaps():
    a, b = box((0, 4), (0, 4), (0, 4)), box((2, 6), (0, 4), (0, 4))
    assert dice(a, a) == 1
    assert dice(a, b) == 0.5
    assert dice(a, ~a & ~b) == 0
    assert math.isnan(dice(a & ~a, b & ~b))


def test_surfaces_of_shifted_boxes_lie_the_shift_apart_in_mm():
    a, b = box((5, 6), (5, 15), (5, 15)), box((9, 10), (5, 15), (5, 15))
    found = surface_distances(a, b, GRID)
    assert (found.mean, found.p95, found.largest) == (8, 8, 8)
    c = box((5, 6), (5, 15), (6, 16))
    assert surface_distances(a, c, GRID).largest == 0.5


def test_equal_masks_are_no_distance_apart_and_empty_ones_have_none():
    a = box((5, 9), (5, 9), (5, 9))
    assert surface_distances(a, a, GRID).largest == 0
    assert surface_distances(a, a & ~a, GRID) is None


def test_the_surface_of_a_box_is_its_shell():
    a = box((0, 5), (0, 5), (0, 5))
    assert surface(a).sum() == 5**3 - 3**3


def test_the_hausdorff_distance_is_that_of_itk():
    sitk = pytest.importorskip("SimpleITK")
    from workstation.imaging.itk import to_image

    z, y, x = np.ogrid[:20, :22, :24]
    a = ((z - 10) * 2.0) ** 2 + (y - 10.0) ** 2 + ((x - 12) * 0.5) ** 2 < 25
    b = ((z - 10) * 2.0) ** 2 + (y - 12.0) ** 2 + ((x - 11) * 0.5) ** 2 < 30
    judge = sitk.HausdorffDistanceImageFilter()
    judge.SetNumberOfThreads(1)
    judge.Execute(to_image(a, GRID), to_image(b, GRID))
    assert surface_distances(a, b, GRID).largest == pytest.approx(judge.GetHausdorffDistance(), rel=1e-5)
    overlap = sitk.LabelOverlapMeasuresImageFilter()
    overlap.Execute(to_image(a, GRID), to_image(b, GRID))
    assert dice(a, b) == pytest.approx(overlap.GetDiceCoefficient())
