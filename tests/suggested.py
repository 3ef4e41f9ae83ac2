"""Suggestions that nobody had to search for: sure ones, whose twins lie 3 mm to the patient's left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hands import SHIFT_MM
from phantoms import grid_of
from workstation.core.geometry import Vector
from workstation.imaging.landmarks.patches import Match
from workstation.imaging.landmarks.prediction import Prediction, Witness
from workstation.imaging.landmarks.suggestions import GoodPlaces, Suggestion
from workstation.workbench.landmark_suggesting import Suggestions

PLACES: tuple[Vector, ...] = ((-8.0, 1.0, 2.0), (1.0, 2.0, 3.0), (9.0, -2.0, 4.0))


def suggested_at(place: Vector) -> Suggestion:
    """A sure suggestion at a place of the fixed volume."""
    x, y, z = np.add(place, SHIFT_MM).tolist()
    twin = (x, y, z)
    seen = Prediction(twin, 1.0, Witness(twin, 2.0), None, Match(twin, 0.9, 0.4, np.eye(3)), 0.99, np.eye(3))
    return Suggestion(place, 0.7, seen, 0.2, 1.0)


def some_suggestions(sources: Sequence[str] = ("image",), places: Sequence[Vector] = PLACES) -> Suggestions:
    """What a search could have found."""
    heat = GoodPlaces(grid_of((3, 4, 5)), np.ones((3, 4, 5), np.float32))
    return Suggestions(heat, tuple(map(suggested_at, places)), (), tuple(sources))
