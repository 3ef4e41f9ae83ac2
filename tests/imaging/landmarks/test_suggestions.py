from __future__ import annotations

import numpy as np

from phantoms import tiny_simulated_pair
from workstation.core.geometry import Grid
from workstation.imaging.landmarks.prediction import Prediction, Witness
from workstation.imaging.landmarks.suggestions import (
    PEAK_MM,
    Spot,
    Suggestion,
    by_information,
    find_spots,
    good_places,
    match_spots,
    sounded,
    spread_out,
    usable,
)

NONE = np.zeros((0, 3))


def test_points_are_spread_before_they_are_good():
    line = [Spot((float(x), 0.0, 0.0), 0.5 if x else 1.0) for x in range(101)]
    chosen = spread_out(line, 3, NONE, 0.5)
    assert sorted(spot.position_mm[0] for spot in chosen) == [0.0, 50.0, 100.0]


def test_nothing_is_suggested_where_a_landmark_is_already():
    line = [Spot((float(x), 0.0, 0.0), 0.5) for x in range(101)]
    chosen = spread_out(line, 2, np.array([(100.0, 0, 0)]), 0.5)
    assert [spot.position_mm[0] for spot in chosen] == [0.0, 50.0]


def test_shadow_and_border_are_left_out():
    grid = Grid((60, 50, 60), (1.0, 1.0, 1.0))
    values = np.full(grid.shape_zyx, 100, np.float32)
    values[:, :, 40:] = 10
    seen = usable(values, grid)
    assert seen[30, 25, 20]
    assert not seen[30, 25, 52]
    assert not seen[30, 25, 1]


def test_suggestions_of_a_simulated_scan_lie_inside_and_apart():
    pair = tiny_simulated_pair()
    spots = find_spots(good_places(pair.fixed), pair.fixed, 12, NONE)
    places = np.array([spot.position_mm for spot in spots])
    assert len(places)
    assert pair.fixed.grid.contains(places).all()
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + 99 * np.eye(len(places))
    assert apart.min() >= PEAK_MM


def made(position=(0.0, 0.0, 0.0), radius=1.0, trust=0.99, trip=0.2, gain=1.0) -> Suggestion:
    twin = Prediction(position, radius, Witness(position, 1.0), None, None, trust, np.eye(3))
    return Suggestion(position, 1.0, twin, trip, gain)


def test_what_agrees_is_proposed_and_the_rest_is_asked_by_what_it_would_tell():
    proposed, asked = by_information([made(), made(trust=0.5, gain=2), made(trip=3.0, gain=5), made(trip=None, gain=1)])
    assert len(proposed) == 1
    assert [each.gain for each in asked] == [5, 2, 1]


def test_points_without_a_twin_are_left_out():
    twin = made().prediction
    found = match_spots(
        [Spot((0, 0, 0), 1.0), Spot((9, 0, 0), 1.0)], lambda p: twin if p[0] else None, lambda p: None, NONE
    )
    assert [each.position_mm for each in found] == [(9, 0, 0)]
    assert found[0].round_trip_mm is None


def test_nothing_is_suggested_in_the_shadow_under_the_nipple():
    grid = Grid((70, 50, 70), (1.0, 1.0, 1.0))
    rng = np.random.default_rng(0)
    values = rng.uniform(60, 140, grid.shape_zyx).astype(np.float32)
    values[28:42, 12:, 28:42] = 8
    heard = sounded(values, grid)
    assert heard[10, 30, 10]
    assert not heard[35, 40, 35]
