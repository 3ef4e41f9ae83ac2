"""Where an alignment may be wrong, in words: a traffic light for each zone of the breast and for the whole pair.

    error_map = stored_error_map(opened, transform_id)        # None where the error was not predicted
    error_mm, bound_mm = error_map.at(points_mm)
    zones = zone_lights(error_map, tolerance, nipple_mm, laterality)

The map is found when a result is judged (`map_for`) and stored beside the transform. Predictions come from what the
pictures show and are calibrated on simulated breast ultrasound; for other scans nothing is predicted, and the sentence
says so. The tolerance is the study's, by default that of AAPM TG-132.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import Message
from workstation.core.geometry import FloatArray, Vector
from workstation.core.plugin import Report
from workstation.core.study import Gate, Tolerance, Value, Verdict
from workstation.core.transform import Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.regularity import sample_points
from workstation.imaging.sampling import map_points
from workstation.imaging.uncertainty import OUTSIDE, UNSEEN, ErrorMap, not_calibrated, predict
from workstation.workbench.open_case import OpenCase

BEYOND_CHECK = 0.05  # share of places that may be off by more than the tolerated mean before somebody should look
BEYOND_FAIL = 0.6  # … and before the result is of no use
FEWEST_PLACES = 20  # of a zone; fewer say nothing about it
UNSEEN_SHARE = 0.5  # of a zone that may show nothing before that is said first
FINITE_POINTS = 2_000


@dataclass(frozen=True, slots=True)
class ZoneLight:
    """One zone of the fixed volume and whether the alignment can be trusted there.

    Parameters
    ----------
    name : such as "upper outer quadrant, deep"
    verdict : None where too little of the zone is in both scans to tell
    mean_mm, bound_mm : mean expected error, and what 95 % of its places stay below; NaN without verdict
    beyond : share of its places that are expected to be off by more than the tolerated mean
    centre_mm : its middle, to go there or to write the name
    worst_mm : the place with the largest expected error
    """

    name: Message
    verdict: Verdict | None
    message: Message
    mean_mm: float
    bound_mm: float
    beyond: float
    centre_mm: Vector
    worst_mm: Vector


def stored_error_map(opened: OpenCase, transform_id: str) -> ErrorMap | None:
    """The predicted error of a result of the open case; None where it was not predicted.

    Raises
    ------
    InvalidInput : there is no such result.
    UnreadableFile : its file is damaged.
    """
    opened.reading.transform(transform_id)
    return opened.folder.read_predicted_error(opened.id, transform_id)


def map_for(
    fixed: Volume, moving: Volume, transform: Transform, report: Report, threads: int,
    fixed_mask: AnyArray | None = None, moving_mask: AnyArray | None = None,
) -> ErrorMap | None:  # fmt: skip
    """The predicted-error map of a transform; None for scans it is not calibrated for, or a transform that has gaps."""
    if not_calibrated(fixed, moving) is not None:
        return None
    if not np.isfinite(map_points(transform, sample_points(fixed.grid, FINITE_POINTS))).all():
        return None
    return predict(fixed, moving, transform, report, threads, fixed_mask, moving_mask)


def error_gate(error_map: ErrorMap | None, fixed: Volume, moving: Volume, tolerance: Tolerance) -> Gate | None:
    """What the predicted error says of the whole result; None if it could be predicted but was not."""
    why = not_calibrated(fixed, moving)
    if why is not None:
        return Gate("predicted error", "PASS", why.template, {key: str(value) for key, value in why.values.items()})
    if error_map is None:
        return None
    places = error_map.zone != OUTSIDE
    if not places.any():
        return Gate(
            "predicted error", "FAIL", "No place of the fixed scan comes to lie where the moving scan shows it."
        )
    figures = _figures(error_map.error_mm[places], error_map.bound_mm[places], tolerance)
    values: dict[str, Value] = {
        "mean": figures.mean_mm, "bound": figures.bound_mm, "beyond": figures.beyond, "limit": tolerance.mean_mm,
        "largest": tolerance.largest_mm, "source": tolerance.source,
    }  # fmt: skip
    sentence = {
        "PASS": "The predicted error is {mean:.1f} mm on average, and below {bound:.1f} mm nearly everywhere. "
                "Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).",
        "CHECK": "The predicted error is {mean:.1f} mm on average, but more than {limit:g} mm at {beyond:.0%} of the "
                 "places. Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).",
        "FAIL": "The predicted error is {mean:.1f} mm on average, and more than {limit:g} mm at {beyond:.0%} of the "
                "places: this is no alignment. Tolerated: {limit:g} mm mean, {largest:g} mm largest ({source}).",
    }  # fmt: skip
    return Gate("predicted error", figures.verdict, sentence[figures.verdict], values)


@dataclass(frozen=True, slots=True)
class _Figures:
    verdict: Verdict
    mean_mm: float
    bound_mm: float
    beyond: float


def _figures(error_mm: AnyArray, bound_mm: AnyArray, tolerance: Tolerance) -> _Figures:
    """The verdict over some places, and what it rests on."""
    mean, beyond = float(error_mm.mean()), float((error_mm > tolerance.mean_mm).mean())
    bound = float(np.percentile(bound_mm, 95))
    verdict: Verdict = "PASS"
    if beyond > BEYOND_CHECK or float(error_mm.max()) > tolerance.largest_mm:
        verdict = "CHECK"
    if beyond > BEYOND_FAIL:
        verdict = "FAIL"
    return _Figures(verdict, mean, bound, beyond)


def zone_lights(
    error_map: ErrorMap, tolerance: Tolerance | None = None, nipple_mm: Vector | None = None, laterality: str = ""
) -> list[ZoneLight]:
    """A light for each zone of the fixed volume.

    With a nipple the zones are quadrants around it, in three depths; with `laterality` ("left" or "right") they are
    called inner and outer. Without, they are a grid of three by three in two depths.
    """
    grid = error_map.grid
    z, y, x = np.indices(grid.shape_zyx)
    points = grid.to_world(np.stack([x, y, z], axis=-1)).reshape(-1, 3)
    zones = _around(points, nipple_mm, laterality) if nipple_mm is not None else _in_a_grid(points)
    return [_light(error_map, points, inside, name, tolerance or Tolerance()) for name, inside in zones if inside.any()]


Inside = npt.NDArray[np.bool_]


def _light(error_map: ErrorMap, points: FloatArray, inside: Inside, name: Message, tolerance: Tolerance) -> ZoneLight:
    cx, cy, cz = ((points[inside].min(axis=0) + points[inside].max(axis=0)) / 2).tolist()
    zone = error_map.zone.ravel()
    known = inside & (zone != OUTSIDE)
    if known.sum() < FEWEST_PLACES:
        nan = float("nan")
        message = Message("{zone}: not in both scans.", {"zone": name})
        return ZoneLight(name, None, message, nan, nan, nan, (cx, cy, cz), (cx, cy, cz))
    error = error_map.error_mm.ravel()
    figures = _figures(error[known], error_map.bound_mm.ravel()[known], tolerance)
    wx, wy, wz = points[np.flatnonzero(known)[int(np.argmax(error[known]))]].tolist()
    dark = float((zone[known] == UNSEEN).mean()) > UNSEEN_SHARE
    message = Message(
        _DARK if dark else _SENTENCES[figures.verdict],
        {"zone": name, "mean": figures.mean_mm, "bound": figures.bound_mm, "beyond": figures.beyond,
         "limit": tolerance.mean_mm},
    )  # fmt: skip
    return ZoneLight(
        name, figures.verdict, message, figures.mean_mm, figures.bound_mm, figures.beyond, (cx, cy, cz), (wx, wy, wz)
    )


_DARK = "{zone}: there is little to compare here; the scans may be off by {mean:.1f} mm."
_SENTENCES: dict[Verdict, str] = {
    "PASS": "{zone}: agrees; off by {mean:.1f} mm on average, nearly everywhere by less than {bound:.1f} mm.",
    "CHECK": "{zone}: look closely; {beyond:.0%} of it may be off by more than {limit:g} mm.",
    "FAIL": "{zone}: do not trust; off by {mean:.1f} mm on average.",
}


def _around(points: FloatArray, nipple_mm: Vector, laterality: str) -> Iterable[tuple[Message, Inside]]:
    """Quadrants around the nipple in three depths below it."""
    offset = points - np.array(nipple_mm)
    left, upper, deep = offset[:, 0] >= 0, offset[:, 2] >= 0, offset[:, 1]
    edges = np.array([deep.min(), *(deep.max() * np.array([1, 2]) / 3), np.inf])
    sides = {"left": ("outer", "inner"), "right": ("inner", "outer")}.get(laterality, ("left", "right"))
    for depth, low, high in zip(_DEPTHS, edges[:-1], edges[1:], strict=True):
        for height, above in (("upper", upper), ("lower", ~upper)):
            for side, there in zip(sides, (left, ~left), strict=True):
                name = Message(
                    "{height} {side} quadrant, {depth}",
                    {"height": Message(height), "side": Message(side), "depth": Message(depth)},
                )
                yield name, above & there & (deep >= low) & (deep < high)


_DEPTHS = ("near the skin", "middle depth", "deep")


def _in_a_grid(points: FloatArray) -> Iterable[tuple[Message, Inside]]:
    """Three by three across the breast, in two depths, in world axes (LPS: left, back, head)."""
    low, high = points.min(axis=0), points.max(axis=0)
    share = (points - low) / np.maximum(high - low, 1e-6)
    column, row = (np.minimum((3 * share[:, axis]).astype(int), 2) for axis in (0, 2))
    back = share[:, 1] >= 0.5
    for depth, inside in (("front", ~back), ("back", back)):
        for r, height in ((2, "head side"), (1, "middle"), (0, "foot side")):
            for c, side in ((0, "right"), (1, "middle"), (2, "left")):
                name = Message(
                    "{height}, {side}, {depth}",
                    {"height": Message(height), "side": Message(side), "depth": Message(depth)},
                )
                yield name, inside & (row == r) & (column == c)
