"""What is said at a place: agreement, another place with its direction, nothing to see, or nothing there."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from workstation.core.geometry import Grid
from workstation.core.transform import Affine
from workstation.core.volume import ArrayVoxels, Volume
from workstation.workbench.here import look_here

GRID = Grid((60, 60, 60), (0.8, 0.8, 0.8))
PLACE = GRID.centre_mm


def scan(name, shift_voxels=(0, 0, 0)):
    """Blurred noise, the same for all scans; content at p lies at p + shift (z, y, x in voxels) in a shifted one."""
    values = gaussian_filter(np.random.default_rng(1).normal(size=(80, 80, 80)), 2.0)
    values = np.roll(values, shift_voxels, (0, 1, 2))[10:70, 10:70, 10:70]
    grey = np.clip(120 + 400 * values, 0, 255).astype(np.uint8)
    return Volume(name, name, GRID, ArrayVoxels(grey), "US")


def said(here):
    return " ".join(map(str, here.sentences))


def test_the_right_transform_agrees():
    right = Affine.translation((3.2, 0, 0))
    here = look_here(scan("f"), scan("m", (0, 0, 4)), right, right.inverse(), PLACE)
    assert here.finding == "agrees"
    assert here.apart_mm < 0.3
    assert "agrees within" in said(here)
    assert "3.2 mm to the left" in said(here)
    assert "100 % of its room" in said(here)


def test_a_wrong_transform_is_told_where_the_content_lies():
    wrong = Affine.translation((0, 0, 0))
    here = look_here(scan("f"), scan("m", (0, 4, 0)), wrong, wrong.inverse(), PLACE)
    assert here.finding == "elsewhere"
    assert here.apart_mm == pytest.approx(3.2, abs=0.3)
    np.testing.assert_allclose(np.subtract(here.suggested_mm, here.mapped_mm), (0, 3.2, 0), atol=0.3)
    assert "suggests a place" in said(here)
    assert "mm deeper" in said(here)


def test_flat_ground_says_nothing():
    flat = Volume("flat", "flat", GRID, ArrayVoxels(np.full(GRID.shape_zyx, 90, np.uint8)), "US")
    still = Affine.identity()
    here = look_here(flat, scan("m"), still, still, PLACE)
    assert here.finding == "unclear"
    assert here.suggested_mm is None
    assert "says nothing here" in said(here)


def test_outside_the_moving_volume_there_is_nothing_to_compare():
    away = Affine.translation((0, 0, 200.0))
    here = look_here(scan("f"), scan("m"), away, away.inverse(), PLACE)
    assert here.finding == "outside"
    assert "outside the moving volume" in said(here)
    assert "200.0 mm toward the head" in said(here)


def test_a_map_that_does_not_come_back_is_said():
    forward, not_its_inverse = Affine.translation((1.6, 0, 0)), Affine.translation((0, 0, 0))
    here = look_here(scan("f"), scan("m", (0, 0, 2)), forward, not_its_inverse, PLACE)
    assert here.gap_mm == pytest.approx(1.6)
    assert "misses itself by 1.6 mm" in said(here)


def test_a_fold_is_said():
    mirrored = Affine.about(PLACE, np.diag([-1.0, 1, 1]))
    assert "folds here" in said(look_here(scan("f"), scan("m"), mirrored, mirrored.inverse(), PLACE))


def test_a_place_outside_the_fixed_volume_is_told():
    here = look_here(scan("fixed"), scan("moving"), Affine.identity(), Affine.identity(), (1e3, 0.0, 0.0))
    assert here.finding == "outside"


def test_shadow_and_lost_contact_are_told_with_the_volume_that_has_them():
    fixed, moving = scan("fixed"), scan("moving")
    shadowed, lifted = np.array(fixed.voxels.whole()), np.array(moving.voxels.whole())
    shadowed[:, 25:, 22:36] = 3  # dark from 20 mm on
    lifted[:, :, 22:36] = 3
    fixed, moving = (Volume(each.id, each.id, GRID, ArrayVoxels(values), "US")
                     for each, values in ((fixed, shadowed), (moving, lifted)))  # fmt: skip
    place = GRID.point_of((29, 40, 30))
    here = look_here(fixed, moving, Affine.identity(), Affine.identity(), place)
    assert "In the fixed volume this place lies in a shadow" in said(here)
    assert "In the moving volume the probe had no contact" in said(here)
    beside = look_here(fixed, moving, Affine.identity(), Affine.identity(), GRID.point_of((50, 20, 30)))
    assert "shadow" not in said(beside)
    assert "contact" not in said(beside)
