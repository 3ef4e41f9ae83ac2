"""Where a place lies in the breast, as radiologists say it: clock face, distance from the nipple, depth under the skin.

The clock is seen from in front of the patient: 12 is towards the head, 3 towards the patient's left. So the upper outer
quadrant is at 2 o'clock in the left breast and at 10 in the right one; whichever it is, is said by the file or by a person,
and as long as nobody has said so, no quadrant is named. It needs the nipple, marked as a landmark of that type or name.
Depth counts from the upper edge of the scan, where the probe lay on the skin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import SIDES, Grid, Side, Vector
from workstation.core.landmarks import Landmark, LandmarkSet
from workstation.core.lineage import points_of
from workstation.core.study import CaseEntry, GeometryDecision, TransformRecord
from workstation.core.transform import Affine
from workstation.storage.schema import to_json
from workstation.workbench.importing import new_id
from workstation.workbench.open_case import OpenCase
from workstation.workbench.registration import list_result

NIPPLE = "nipple"
METHOD = "nipple"
AT_NIPPLE_MM = 3.0  # nearer, no direction is stated
OUTER = {"left": 1, "right": -1}  # the sign of the way to the outer side along the patient's left


@dataclass(frozen=True, slots=True)
class BreastPlace:
    """Where a point lies.

    Parameters
    ----------
    clock : "12:00" to "11:30" in half hours, "" within a few mm of the nipple
    height, side : "upper" or "lower", "outer" or "inner"; "" near the nipple, or where it is not known which breast it is
    from_nipple_mm : in the plane of the skin (left-right and head-foot)
    depth_mm : from the upper edge of the scan
    """

    clock: str
    from_nipple_mm: float
    depth_mm: float
    height: str = ""
    side: str = ""


def nipple_of(marks: LandmarkSet) -> Landmark | None:
    """The landmark of the nipple, by type or name; one that is placed before one that is not."""
    rows = [row for row in marks if NIPPLE in (row.kind.casefold(), row.name.casefold())]
    return max(rows, key=lambda row: (row.fixed is not None) + (row.moving is not None), default=None)


def place_in_breast(grid: Grid, nipple_mm: Vector, point_mm: Vector, breast: str = "") -> BreastPlace:
    """The place of a point in a scan whose nipple is known; `breast` is "left" or "right", "" if nobody said."""
    left, head = point_mm[0] - nipple_mm[0], point_mm[2] - nipple_mm[2]
    away, deep = math.hypot(left, head), depth_under_skin(grid, point_mm)
    if away < AT_NIPPLE_MM:
        return BreastPlace("", away, deep)
    if breast not in OUTER:
        return BreastPlace(clock_of(left, head), away, deep)
    side = "outer" if left * OUTER[breast] >= 0 else "inner"
    return BreastPlace(clock_of(left, head), away, deep, "upper" if head >= 0 else "lower", side)


def depth_under_skin(grid: Grid, point_mm: Vector) -> float:
    """Distance in mm from the most anterior edge of the scan, along its own depth axis."""
    axis = grid.axis_nearest(1)
    index = float(grid.to_index(point_mm)[axis])
    from_front = index if grid.axes[1, axis] > 0 else grid.size_xyz[axis] - 1 - index
    return max(0.0, (from_front + 0.5) * grid.spacing_mm[axis])


def read_out_in_breast(opened: OpenCase, side: Side, point_mm: Vector) -> Message | None:
    """Such as "L 2:30 upper outer, 41 mm, ↓18 mm"; None while the nipple of that volume is not marked.

    None also where millimetres are not certain. As long as nobody said which breast it is, it asks.
    """
    volume, nipple = opened.case.volume(side), nipple_of(opened.reading.landmarks)
    mark = nipple.mark(side) if nipple is not None else None
    if mark is None or not volume.millimetres_trusted or not volume.grid.contains(point_mm):
        return None
    breast = opened.case.breast(side)
    place = place_in_breast(volume.grid, mark.position_mm, point_mm, breast)
    values = {
        "clock": place.clock, "mm": f"{place.from_nipple_mm:.0f}", "deep": f"{place.depth_mm:.0f}",
        "height": Message(place.height), "across": Message(place.side),
    }  # fmt: skip
    if not place.clock:
        return Message("at the nipple, ↓{deep} mm", values)
    return Message(_READ_OUTS[breast], values)


_READ_OUTS = {
    "": "{clock} – left or right breast? {mm} mm, ↓{deep} mm",
    "left": "L {clock} {height} {across}, {mm} mm, ↓{deep} mm",
    "right": "R {clock} {height} {across}, {mm} mm, ↓{deep} mm",
}


def said_breast(opened: OpenCase, entry: CaseEntry, breast: str, by: str, at: str) -> tuple[GeometryDecision, ...]:
    """The decisions that keep which breast both scans show; whatever else was decided about them stays.

    Raises
    ------
    InvalidInput : `breast` is neither "left" nor "right".
    """
    if breast not in OUTER:
        raise InvalidInput("A breast is left or right, not {breast}.", breast=breast)
    found = []
    for side in SIDES:
        volume = opened.case.volume(side)
        plain = GeometryDecision(side, "", by, at, is_trusted=volume.millimetres_trusted)
        last = next((each for each in reversed(entry.decisions) if each.side == side), plain)
        found.append(replace(last, how=f"said that it is the {breast} breast", by=by, at=at, laterality=breast))
    return tuple(found)


def align_nipples(opened: OpenCase) -> TransformRecord:
    """Link both volumes by the shift that brings the nipples together: a result like any other, undoable.

    Raises
    ------
    InvalidInput : the nipple is not marked in both volumes.
    """
    nipple = nipple_of(opened.reading.landmarks)
    if nipple is None or nipple.fixed is None or nipple.moving is None:
        raise InvalidInput("Mark the nipple in both volumes first (a landmark of type or name “nipple”).")
    shift = np.subtract(nipple.moving.position_mm, nipple.fixed.position_mm)
    moment = datetime.now(UTC)
    record = TransformRecord(
        f"{METHOD}-{moment:%Y%m%d-%H%M%S}-{new_id()[:6]}", METHOD, "Nipple alignment",
        created=moment.isoformat(timespec="seconds"), used_landmarks=(nipple.id,),
        sources=nipple.sources, used_points_mm=points_of([nipple.as_pair()]),
    )  # fmt: skip
    opened.folder.write_transform(opened.id, record.id, Affine.translation(shift), to_json(record))
    list_result(opened, record)
    return record


def clock_of(left_mm: float, head_mm: float) -> str:
    """The hour towards a direction, to the nearest half."""
    halves = round(math.degrees(math.atan2(left_mm, head_mm)) / 15) % 24
    hour, half = divmod(halves, 2)
    return f"{hour or 12}:{'30' if half else '00'}"
