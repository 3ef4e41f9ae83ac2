"""Where an alignment may be wrong, in words: a traffic light for each zone of the breast and for the whole pair.

    error_map = stored_error_map(opened, transform_id)        # None where the error was not predicted
    error_mm, bound_mm = error_map.at(points_mm)
    whole, *zones = lights_of(opened, error_map, tolerance)

The map is found when a result is judged and stored beside the transform. Where there is none,
`imaging.uncertainty.not_calibrated(fixed, moving)` says why; if it has nothing to say, the result is older or was not made
by a method, and `error_gate.map_for` makes one. The tolerance is that of the study's protocol.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import Message
from workstation.core.geometry import FloatArray, Vector
from workstation.core.study import Verdict
from workstation.core.tolerance import Tolerance
from workstation.imaging.uncertainty import OUTSIDE, UNSEEN, ErrorMap
from workstation.workbench.breast_frame import nipple_of
from workstation.workbench.error_gate import figures_of
from workstation.workbench.open_case import OpenCase

FEWEST_PLACES = 20  # of a zone; fewer say nothing about it
UNSEEN_SHARE = 0.5  # of a zone that may show nothing before that is said first


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


def lights_of(opened: OpenCase, error_map: ErrorMap, tolerance: Tolerance | None = None) -> list[ZoneLight]:
    """The light of the whole overlap, then one for each zone; around the nipple if the reader has marked it.

    Zones are inner and outer where a person or a file says which breast it is.
    """
    nipple = nipple_of(opened.reading.landmarks)
    mark = nipple.mark("fixed") if nipple is not None else None
    nipple_mm = mark.position_mm if mark is not None else None
    zones = zone_lights(error_map, tolerance, nipple_mm, opened.case.breast("fixed"))
    return [whole_light(error_map, tolerance), *zones]


def whole_light(error_map: ErrorMap, tolerance: Tolerance | None = None) -> ZoneLight:
    """One light for everything that both scans cover."""
    everywhere = np.ones(error_map.zone.size, dtype=np.bool_)
    return _light(error_map, _places(error_map), everywhere, Message("Whole overlap"), tolerance or Tolerance())


def zone_lights(
    error_map: ErrorMap, tolerance: Tolerance | None = None, nipple_mm: Vector | None = None, laterality: str = ""
) -> list[ZoneLight]:
    """A light for each zone of the fixed volume.

    With a nipple the zones are quadrants around it, in three depths; with `laterality` ("left" or "right") they are
    called inner and outer. Without, they are a grid of three by three in two depths.
    """
    points = _places(error_map)
    zones = _around(points, nipple_mm, laterality) if nipple_mm is not None else _in_a_grid(points)
    return [_light(error_map, points, inside, name, tolerance or Tolerance()) for name, inside in zones if inside.any()]


def _places(error_map: ErrorMap) -> FloatArray:
    z, y, x = np.indices(error_map.grid.shape_zyx)
    return error_map.grid.to_world(np.stack([x, y, z], axis=-1)).reshape(-1, 3)


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
    found = figures_of(error[known], error_map.bound_mm.ravel()[known], tolerance)
    wx, wy, wz = points[np.flatnonzero(known)[int(np.argmax(error[known]))]].tolist()
    dark = float((zone[known] == UNSEEN).mean()) > UNSEEN_SHARE
    message = Message(
        DARK_SENTENCE if dark else SENTENCES[found.verdict],
        {"zone": name, "mean": found.mean_mm, "bound": found.bound_mm, "beyond": found.beyond,
         "limit": tolerance.mean_mm},
    )  # fmt: skip
    return ZoneLight(
        name, found.verdict, message, found.mean_mm, found.bound_mm, found.beyond, (cx, cy, cz), (wx, wy, wz)
    )


DARK_SENTENCE = "{zone}: there is little to compare here; the scans may be off by {mean:.1f} mm."
SENTENCES: dict[Verdict, str] = {
    "PASS": "{zone}: agrees; off by {mean:.1f} mm on average, nearly everywhere by less than {bound:.1f} mm.",
    "CHECK": "{zone}: look closely; {beyond:.0%} of it may be off by more than {limit:g} mm.",
    "FAIL": "{zone}: do not trust; off by {mean:.1f} mm on average.",
}


def _around(points: FloatArray, nipple_mm: Vector, laterality: str) -> Iterable[tuple[Message, Inside]]:
    """Quadrants around the nipple in three depths below it."""
    offset = points - np.array(nipple_mm)
    left, upper, deep = offset[:, 0] >= 0, offset[:, 2] >= 0, offset[:, 1]
    edges = np.array([deep.min(), *(deep.max() * np.array([1, 2]) / 3), np.inf])
    sides = SIDE_WORDS.get(laterality, SIDE_WORDS[""])
    for depth, low, high in zip(DEPTH_WORDS, edges[:-1], edges[1:], strict=True):
        for height, above in zip(HEIGHT_WORDS, (upper, ~upper), strict=True):
            for side, there in zip(sides, (left, ~left), strict=True):
                name = Message(
                    "{height} {side} quadrant, {depth}",
                    {"height": Message(height), "side": Message(side), "depth": Message(depth)},
                )
                yield name, above & there & (deep >= low) & (deep < high)


DEPTH_WORDS = ("near the skin", "middle depth", "deep")
HEIGHT_WORDS = ("upper", "lower")
SIDE_WORDS = {
    "": ("left", "right"),
    "left": ("outer", "inner"),
    "right": ("inner", "outer"),
}  # of the patient's left, right
ROW_WORDS = ("foot side", "middle", "head side")
COLUMN_WORDS = ("right", "middle", "left")
HALF_WORDS = ("front", "back")


def _in_a_grid(points: FloatArray) -> Iterable[tuple[Message, Inside]]:
    """Three by three across the breast, in two depths, in world axes (LPS: left, back, head)."""
    low, high = points.min(axis=0), points.max(axis=0)
    share = (points - low) / np.maximum(high - low, 1e-6)
    column, row = (np.minimum((3 * share[:, axis]).astype(int), 2) for axis in (0, 2))
    back = share[:, 1] >= 0.5
    for depth, inside in zip(HALF_WORDS, (~back, back), strict=True):
        for r, height in reversed(list(enumerate(ROW_WORDS))):
            for c, side in enumerate(COLUMN_WORDS):
                name = Message(
                    "{height}, {side}, {depth}",
                    {"height": Message(height), "side": Message(side), "depth": Message(depth)},
                )
                yield name, inside & (row == r) & (column == c)
