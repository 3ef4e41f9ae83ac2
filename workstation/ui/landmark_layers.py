"""What the landmark helper lays over a pane: the expected twin, the certainty of a mark, suggested points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import Side, Vector
from workstation.core.landmarks import covariance_of
from workstation.core.planes import slice_step
from workstation.imaging.landmarks.prediction import Prediction
from workstation.imaging.landmarks.suggestions import Suggestion
from workstation.ui.camera import plane_points
from workstation.ui.landmark_items import CertaintyEllipse, ExpectedRing, SpotMark, WitnessMark
from workstation.ui.slice_items import SIDE_COLOURS, Layer
from workstation.ui.slice_view import SliceView
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import is_upright

SPOT_DEPTH_MM = 4.0
WITNESSES = (("pairs", "P", (-16.0, -6.0)), ("registration", "R", (8.0, -6.0)), ("image", "I", (8.0, 16.0)))
WITNESS_COLOUR = "#f2f5f7"


@dataclass(frozen=True, slots=True)
class Ring:
    """A twin that is expected: in which volume, of which point in the other one."""

    side: Side
    of_mm: Vector
    prediction: Prediction


def ring_on(pane: SliceView, opened: OpenCase, ring: Ring, apart: bool) -> list[Layer]:
    """The ring and how far it lies from the slice; `apart` also shows what each predictor says alone."""
    found, colour = ring.prediction, SIDE_COLOURS[ring.side]
    at, away = _on(pane, found.position_mm)
    text = f"{found.radius_mm:.1f} mm{_slices(pane, opened, found.position_mm)}"
    layers: list[Layer] = [ExpectedRing(at, found.radius_mm, away, colour, text)]
    if apart:
        for name, letter, offset in WITNESSES:
            witness = getattr(found, name)
            if witness is not None:
                layers.append(WitnessMark(_on(pane, witness.position_mm)[0], letter, WITNESS_COLOUR, offset))
    return layers


def certainty_on(pane: SliceView, opened: OpenCase, chosen: str) -> list[Layer]:
    """The ellipse of the chosen landmark's mark, where its certainty is known and the mark lies near the slice."""
    rows = opened.reading.landmarks
    mark = rows[chosen].mark(pane.side) if chosen in rows else None
    if mark is None or not mark.spread_mm2:
        return []
    at, away = _on(pane, mark.position_mm)
    if abs(away) > SPOT_DEPTH_MM:
        return []
    matrix = covariance_of(mark.spread_mm2)
    right, down = (np.asarray(v) / np.linalg.norm(v) for v in (pane.plane.right_mm, pane.plane.down_mm))
    on_slice = float(right @ matrix @ right), float(right @ matrix @ down), float(down @ matrix @ down)
    return [CertaintyEllipse(at, on_slice, SIDE_COLOURS[pane.side])]


def spots_on(pane: SliceView, queue: Sequence[Suggestion]) -> list[Layer]:
    """The suggested points near the slice."""
    if not queue:
        return []
    points = np.array([each.position_mm for each in queue])
    feet, away = plane_points(pane.plane, points), pane.plane.distance_of(points)
    return [
        SpotMark((float(u), float(v)), float(d), SPOT_DEPTH_MM, each.is_proposed)
        for each, (u, v), d in zip(queue, feet, away, strict=True)
        if abs(d) < SPOT_DEPTH_MM
    ]


def _on(pane: SliceView, point_mm: Vector) -> tuple[tuple[float, float], float]:
    """The foot of a point on the slice that a pane shows, and its distance from it."""
    (u, v), away = plane_points(pane.plane, np.array([point_mm]))[0], pane.plane.distance_of(np.array([point_mm]))[0]
    return (float(u), float(v)), float(away)


def _slices(pane: SliceView, opened: OpenCase, point_mm: Vector) -> str:
    """How many slices on or back a point lies, "" for the slice itself."""
    volume = opened.case.volume(pane.side)
    step = slice_step(volume.grid, pane.orientation, is_upright(volume))
    offset = np.subtract(point_mm, pane.plane.origin_mm)
    count = round(float(offset @ step) / float(step @ step))
    return "" if count == 0 else f", {count:+d}"
