from __future__ import annotations

import numpy as np
import pytest

from phantoms import grid_of, moved_pair
from workstation.core.transform import Affine
from workstation.core.volume import Volume
from workstation.imaging.landmarks.bending import bent
from workstation.imaging.landmarks.patches import FINE, match_point
from workstation.imaging.landmarks.pieces import surroundings

GRID = grid_of((64, 60, 56), (0.8, 0.8, 0.8))
STRETCH = np.array([[1.06, 0.05, 0.0], [-0.04, 0.93, 0.03], [0.02, 0.0, 1.05]])
PLACES = np.random.default_rng(4).uniform(-9, 9, (12, 3))


def squeezed():
    return moved_pair(Affine.about((0.0, 0.0, 0.0), STRETCH), GRID)


def test_the_bend_of_the_tissue_is_found():
    pair, errors = squeezed(), []
    for place in PLACES:
        there = pair.fixed_to_moving([place])[0]
        found = bent(pair.fixed, pair.moving, place, np.add(there, (0.2, -0.2, 0.1)), np.eye(3), FINE)
        if found is not None:
            errors.append((np.linalg.norm(found.place_mm - there), np.abs(found.jacobian - STRETCH).max()))
    assert len(errors) >= 10
    off_mm, off_bend = np.median(errors, axis=0)
    assert off_mm < 0.06
    assert off_bend < 0.03


def test_squeezed_tissue_is_matched_better_than_by_a_stiff_piece(monkeypatch):
    pair = squeezed()

    def error():
        there = pair.fixed_to_moving(PLACES)
        found = [match_point(pair.fixed, pair.moving, a, b, 3.0) for a, b in zip(PLACES, there, strict=True)]
        return np.median(
            [np.linalg.norm(np.subtract(f.position_mm, b)) for f, b in zip(found, there, strict=True) if f]
        )

    soft = error()
    monkeypatch.setattr("workstation.imaging.landmarks.patches.bent", lambda *_args: None)
    assert soft < 0.7 * error()


def test_a_piece_that_gets_no_better_stays_where_it_was():
    flat = Volume.from_array(np.full(GRID.shape_zyx, 80, np.uint8), GRID)
    assert bent(flat, flat, (0.0, 0.0, 0.0), np.zeros(3), np.eye(3), FINE) is None


def test_surroundings_that_were_read_once_are_sampled_anywhere_inside():
    pair = squeezed()
    around = surroundings(pair.fixed, np.zeros(3), np.eye(3), FINE.half, FINE, 1.0)
    assert around is not None
    aside = np.array([0.7, -0.4, 0.3])
    directly = surroundings(pair.fixed, aside, np.eye(3), FINE.half, FINE)
    assert directly is not None
    here, there = (each.cube(aside, np.eye(3), FINE.half, FINE.step_mm) for each in (around, directly))
    assert here[2:-2, 2:-2, 2:-2] == pytest.approx(there[2:-2, 2:-2, 2:-2], abs=0.5)
