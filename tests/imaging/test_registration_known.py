"""What is known before the pictures are compared helps the start, and never decides against clear pictures."""

import numpy as np
import pytest

import phantoms
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.imaging.linear import rotation_about
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.imaging.registration.known import REACH_MM, Known
from workstation.imaging.registration.middle import Middle
from workstation.imaging.registration.start import rotation_rings

OPTIONS = EngineOptions(finest_mm=1.8, levels=3)
GRID = phantoms.grid_of()


def silent(*_args, **_curves):
    return None


def turned_pair(degrees, shift=(3.0, -2.0, 2.0)):
    turn = rotation_about(np.radians(degrees) * np.array([0.0, 0.0, 1.0]))
    return phantoms.moved_pair(Affine.about(GRID.centre_mm, turn, shift), GRID)


def marks_of(pair, count):
    return tuple(pair.landmarks[:: max(1, len(pair.landmarks) // count)][:count])


def error(pair, **given):
    found = register_pair(pair.fixed, pair.moving, OPTIONS, RunContext(silent, **given))
    points = np.array([each.fixed_mm for each in pair.landmarks])
    return float(np.median(np.linalg.norm(found(points) - pair.fixed_to_moving(points), axis=1)))


def test_marks_that_tell_a_turn_give_one_start_and_that_is_it():
    pair = turned_pair(70)
    known = Known.of(RunContext(silent, landmarks=marks_of(pair, 5)), GRID, GRID)
    [seed] = known.seeds([np.eye(3)])
    points = phantoms.centres_of(GRID)[::97]
    np.testing.assert_allclose(seed.fixed_to_moving(points), pair.fixed_to_moving(points), atol=1e-6)


def test_one_mark_gives_a_start_for_every_turn_that_brings_it_onto_its_partner():
    mark = Correspondence("N", "nipple", (4.0, 5.0, 6.0), (20.0, 1.0, -9.0))
    turns = [np.eye(3), rotation_about(np.array([0.0, 0.3, 0.0]))]
    seeds = Known.of(RunContext(silent, landmarks=(mark,)), GRID, GRID).seeds(turns)
    assert len(seeds) == 2
    for seed, turn in zip(seeds, turns, strict=True):
        np.testing.assert_allclose(seed.fixed_to_moving([mark.fixed_mm])[0], mark.moving_mm, atol=1e-9)
        np.testing.assert_allclose(seed.fixed_to_moving.matrix, turn, atol=1e-9)


def test_without_marks_the_middles_of_shared_labels_lead():
    pair = turned_pair(0, (12.0, 0.0, 0.0))
    run = RunContext(silent, fixed_labels=pair.fixed_labels, moving_labels=pair.moving_labels)
    [seed] = Known.of(run, GRID, GRID).seeds([np.eye(3)])
    np.testing.assert_allclose(seed.fixed_to_moving([(0.0, 0.0, 0.0)])[0], (12.0, 0.0, 0.0), atol=1.5)


def test_an_alignment_far_from_the_marks_is_doubted():
    known = Known.of(RunContext(silent, landmarks=(Correspondence("N", "nipple", (0, 0, 0), (0, 0, 0)),)), GRID, GRID)
    beliefs = [
        known.belief(Middle.of(Affine.translation((x, 0, 0)))) for x in (0.0, REACH_MM, 2 * REACH_MM, 5 * REACH_MM)
    ]
    assert beliefs == pytest.approx([1.0, 1.0, np.exp(-0.5), np.exp(-8)])


def test_nothing_known_changes_nothing():
    known = Known.of(RunContext(silent), GRID, GRID)
    assert known.seeds([np.eye(3)]) == []
    assert known.view_turns() == []
    assert known.belief(Middle.of(Affine.translation((99, 0, 0)))) == 1.0


@pytest.mark.parametrize(("views", "count"), [(("AP", "LAT"), 4), (("AP", "ap "), 0), (("AP", ""), 0)])
def test_only_another_view_suggests_turns(views, count):
    assert len(Known.of(RunContext(silent, views=views), GRID, GRID).view_turns()) == count


def test_a_turn_beyond_the_search_is_found_with_the_marks():
    pair = turned_pair(75)
    assert error(pair) > 3
    assert error(pair, landmarks=marks_of(pair, 6)) < 0.6


def test_a_tilted_view_is_found_when_it_is_known():
    assert error(turned_pair(42), views=("AP", "LAT")) < 0.6


def test_no_rotation_that_is_tried_mirrors():
    known = Known.of(RunContext(silent, views=("AP", "LAT")), GRID, GRID)
    turns = [*known.view_turns(), *(turn for ring in rotation_rings((10.0, 20.0, 50.0), np.eye(3)) for turn in ring)]
    np.testing.assert_allclose([np.linalg.det(turn) for turn in turns], 1.0)
