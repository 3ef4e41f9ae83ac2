"""Skin and chest wall tell tilt and depth of the start, and nothing along them."""

from dataclasses import replace

import numpy as np
import pytest

import phantoms
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.linear import rotation_about
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.imaging.registration.known import Known
from workstation.imaging.registration.middle import Middle
from workstation.imaging.registration.surfaces import CHEST_WALL, SKIN, surface_in, surfaces_of, values_named

GRID = phantoms.grid_of((30, 40, 44), (1.5, 1.0, 2.0))
OPTIONS = EngineOptions(finest_mm=1.8, levels=3)
NAMES = {1: "skin", 2: "Pectoral muscle"}
DEPTH = GRID.axes[:, 1]


def silent(*_args, **_curves):
    return None


def layers():
    """Skin near the front of the scan (1) and muscle near its back (2), both beginning a known number of voxels down."""
    labels = np.zeros(GRID.shape_zyx, np.uint8)
    labels[:, 2:4], labels[:, 30:36] = 1, 2
    return labels


def turned(grid, degrees):
    """The same voxels, lying as if the probe had been tilted about the patient's long axis; and the turn."""
    turn = Affine.about(grid.centre_mm, rotation_about(np.radians(degrees) * np.array([0.0, 0.0, 1.0])))
    axes = tuple((turn.matrix @ grid.axes).ravel().tolist())
    return replace(grid, origin_mm=tuple(turn([grid.origin_mm])[0].tolist()), direction=axes), turn


def known(moving_grid=GRID, moving_labels=None, fixed_labels=None, names=None):
    fixed_labels = layers() if fixed_labels is None else fixed_labels
    moving_labels = layers() if moving_labels is None else moving_labels
    run = RunContext(silent, fixed_labels=fixed_labels, moving_labels=moving_labels, label_names=names or NAMES)
    return Known.of(run, GRID, moving_grid)


@pytest.mark.parametrize(
    ("name", "words"),
    [("skin", SKIN), ("Breast_Skin", SKIN), ("皮肤", SKIN), ("chest wall", CHEST_WALL), ("ChestWall", CHEST_WALL),
     ("M. pectoralis major", CHEST_WALL), ("胸大肌", CHEST_WALL), ("胸壁", CHEST_WALL)],
)  # fmt: skip
def test_surfaces_are_known_by_their_names_in_both_languages(name, words):
    assert values_named({7: name}, words) == [7]


@pytest.mark.parametrize("name", ["skin lesion", "skinny", "皮肤增厚", "nipple", "chest wall metastasis node", "gland"])
def test_a_finding_in_the_skin_is_no_surface(name):
    assert values_named({7: name}, SKIN) == values_named({7: name}, CHEST_WALL) == []


@pytest.mark.parametrize(("value", "is_skin", "front"), [(1, True, 1.5), (2, False, 29.5)])
def test_the_front_of_a_surface_faces_the_probe_whichever_way_the_scan_lies(value, is_skin, front):
    for degrees in (0, 70, 180):
        grid, turn = turned(GRID, degrees)
        surface = surface_in(layers(), [value], grid, is_skin)
        np.testing.assert_allclose(surface.facing, -turn.matrix @ DEPTH, atol=1e-6)
        depths = (surface.points_mm - np.array(grid.origin_mm)) @ grid.axes[:, 1]
        np.testing.assert_allclose(depths, front * grid.spacing_mm[1], atol=1e-6)


def test_slips_of_the_brush_do_not_tilt_a_surface():
    labels = layers()
    labels[:8, 10:20, :8] = 1
    labels[:8, 2:4, :8] = 0
    np.testing.assert_allclose(surface_in(labels, [1], GRID, True).facing, -DEPTH, atol=1e-6)


def test_what_is_small_or_a_ball_is_no_surface():
    small, ball = np.zeros(GRID.shape_zyx, np.uint8), np.zeros(GRID.shape_zyx, np.uint8)
    small[:5, 2:4, :5] = 1
    places = phantoms.centres_of(GRID) - np.array(GRID.centre_mm)
    ball[(np.linalg.norm(places, axis=1) < 17).reshape(GRID.shape_zyx)] = 1
    assert surface_in(small, [1], GRID, True) is None
    assert surface_in(ball, [1], GRID, True) is None
    assert surface_in(small, [9], GRID, True) is None


def test_an_alignment_that_lays_skin_deep_into_the_other_scan_is_doubted_and_one_along_the_skin_is_not():
    beliefs = [known().belief(Middle.of(Affine.translation(shift))) for shift in ((0, 0, 0), (30, 3, 20), (0, 12, 0))]
    np.testing.assert_allclose(beliefs[:2], 1.0)
    assert beliefs[2] == pytest.approx(np.exp(-4))  # twice exp(-2): skin and muscle
    tilted = Affine.about(GRID.centre_mm, rotation_about(np.radians(40) * np.array([0.0, 0.0, 1.0])))
    assert known().belief(Middle.of(tilted)) < 0.5


def test_the_doubt_is_the_same_whichever_scan_is_fixed():
    grid, _ = turned(GRID, 15)
    run = RunContext(silent, fixed_labels=layers(), moving_labels=layers(), label_names=NAMES)
    shift = Affine.translation((1.0, 7.0, 2.0))
    there, back = surfaces_of(run, GRID, grid)[0], surfaces_of(run, grid, GRID)[0]
    assert there.gap_mm(shift) == pytest.approx(back.gap_mm(shift.inverse()))


def test_shifts_in_the_search_are_believed_as_the_alignment_they_give():
    middle = Middle.of(Affine.translation((0.0, 0.0, 0.0)))
    shifts = np.array([[0.0, 0.0, 0.0], [9.0, 3.0, 5.0], [0.0, 12.0, 0.0], [4.0, -9.0, 1.0]])
    found = known().shift_belief(middle)(shifts)
    for shift, belief in zip(shifts, found, strict=True):
        moved = middle.drawn_together(np.zeros((3, 3)), shift, np.zeros(3))
        assert known().belief(moved) == pytest.approx(float(belief))


@pytest.mark.parametrize("degrees", [0, 2, 35, 90, 180])
def test_surfaces_that_are_not_parallel_suggest_the_rotation_that_levels_them(degrees):
    grid, turn = turned(GRID, degrees)
    turns = known(grid).levelled([np.eye(3)])
    assert len(turns) == (1 if degrees < 4 else 2)
    if degrees >= 4:
        np.testing.assert_allclose(turns[1] @ DEPTH, turn.matrix @ DEPTH, atol=1e-6)


def test_the_middle_of_a_surface_gives_no_start_because_it_ends_where_the_scan_ends():
    half = layers()
    half[:, :, 20:] = 0
    assert known(moving_labels=half).seeds([np.eye(3)]) == []
    unnamed = known(moving_labels=half, names={1: "gland", 2: "fat"})
    assert len(unnamed.seeds([np.eye(3)])) == 1
    assert unnamed.surfaces == ()


def test_a_probe_tilted_by_75_degrees_is_found_when_the_skin_is_known():
    pair = phantoms.tiny_simulated_pair()
    grid, turn = turned(pair.moving.grid, 75)
    moving = Volume.from_array(pair.moving.voxels.whole(), grid, id="moving")
    points = np.array([each.fixed_mm for each in pair.landmarks])

    def error(**given):
        found = register_pair(pair.fixed, moving, OPTIONS, RunContext(silent, **given))
        return float(np.median(np.linalg.norm(found(points) - turn(pair.fixed_to_moving(points)), axis=1)))

    labels = {f"{side}_labels": (getattr(pair, f"{side}_labels") == 1).astype(np.uint8) for side in ("fixed", "moving")}
    assert error() > 10
    assert error(**labels, label_names={1: "皮肤"}) < 2
