"""Where a place lies in the breast, as radiologists say it: clock face, distance from the nipple, depth under the skin.

The clock is seen from in front of the patient: 12 is towards the head, 3 towards the patient's left. It needs the nipple,
marked as a landmark of that type or name. Depth counts from the upper edge of the scan, where the probe lay on the skin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Side, Vector
from workstation.core.landmarks import Landmark, LandmarkSet
from workstation.core.lineage import points_of
from workstation.core.study import TransformRecord
from workstation.core.transform import Affine
from workstation.storage.schema import to_json
from workstation.workbench.importing import new_id
from workstation.workbench.open_case import OpenCase
from workstation.workbench.registration import list_result

NIPPLE = "nipple"
METHOD = "nipple"


@dataclass(frozen=True, slots=True)
class BreastPlace:
    """Where a point lies.

    Parameters
    ----------
    clock : "12:00" to "11:30" in half hours, "" within a few mm of the nipple
    from_nipple_mm : in the plane of the skin (left-right and head-foot)
    depth_mm : from the upper edge of the scan
    """

    clock: str
    from_nipple_mm: float
    depth_mm: float


def nipple_of(marks: LandmarkSet) -> Landmark | None:
    """The landmark of the nipple, by type or name; one that is placed before one that is not."""
    rows = [row for row in marks if NIPPLE in (row.kind.casefold(), row.name.casefold())]
    return max(rows, key=lambda row: (row.fixed is not None) + (row.moving is not None), default=None)


def place_in_breast(grid: Grid, nipple_mm: Vector, point_mm: Vector) -> BreastPlace:
    """The place of a point in a scan whose nipple is known."""
    left, head = point_mm[0] - nipple_mm[0], point_mm[2] - nipple_mm[2]
    away = math.hypot(left, head)
    return BreastPlace(_clock(left, head) if away >= 3.0 else "", away, depth_under_skin(grid, point_mm))


def depth_under_skin(grid: Grid, point_mm: Vector) -> float:
    """Distance in mm from the most anterior edge of the scan, along its own depth axis."""
    axis = grid.axis_nearest(1)
    index = float(grid.to_index(point_mm)[axis])
    from_front = index if grid.axes[1, axis] > 0 else grid.size_xyz[axis] - 1 - index
    return max(0.0, (from_front + 0.5) * grid.spacing_mm[axis])


def read_out_in_breast(opened: OpenCase, side: Side, point_mm: Vector) -> str:
    """Such as "2:30, 41 mm, 18 mm deep"; "" while the nipple of that volume is not marked or mm are not certain."""
    volume, nipple = opened.case.volume(side), nipple_of(opened.reading.landmarks)
    mark = nipple.mark(side) if nipple is not None else None
    if mark is None or not volume.millimetres_trusted or not volume.grid.contains(point_mm):
        return ""
    place = place_in_breast(volume.grid, mark.position_mm, point_mm)
    clock = f"{place.clock}, " if place.clock else ""
    return f"{clock}{place.from_nipple_mm:.0f} mm, ↓{place.depth_mm:.0f} mm"


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


def _clock(left_mm: float, head_mm: float) -> str:
    """The hour towards a direction, to the nearest half."""
    halves = round(math.degrees(math.atan2(left_mm, head_mm)) / 15) % 24
    hour, half = divmod(halves, 2)
    return f"{hour or 12}:{'30' if half else '00'}"
