"""How well landmarks cover a case: distance to the nearest, counts per zone, and what the protocol still asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.spatial import cKDTree

from workstation.core.errors import Message, listed
from workstation.core.geometry import FloatArray, Grid, Vector
from workstation.core.landmarks import LandmarkSet
from workstation.core.planes import Plane
from workstation.core.study import StudyProtocol
from workstation.workbench.breast_frame import nipple_of
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmark_knowledge import Knowledge
from workstation.workbench.open_case import OpenCase

STEP_MM = 6.0
MAP_STEP_MM = 1.5  # of the map over a slice
COVERED_MM = 15.0  # a place with a landmark nearer than this is covered
DEPTHS = 2
SHALLOW, DEEP = "shallow", "deep"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well some points cover the part of the fixed volume that the moving one shows too.

    Parameters
    ----------
    count : pairs that count
    share : of the overlap that lies within `COVERED_MM` of a landmark, from 0 to 1
    farthest_mm, gap_mm : the place farthest from all landmarks, and how far that is
    zones : number of pairs by quadrant and depth, such as "left upper, deep"
    """

    count: int
    share: float
    farthest_mm: Vector
    gap_mm: float
    zones: dict[str, int]


def coverage(knowledge: Knowledge, fixed_mm: FloatArray, nipple_mm: Vector | None = None) -> Coverage:
    """Measure the coverage by points (N, 3) of the fixed volume; quadrants lie around the nipple, else the middle."""
    grid = knowledge.case.fixed.grid
    places = _overlap(knowledge, _lattice(grid))
    centre = np.array(nipple_mm if nipple_mm is not None else grid.centre_mm)
    middle_depth = float(np.array(grid.centre_mm)[1])
    zones = dict.fromkeys(ZONES, 0)
    for point in fixed_mm:
        zones[zone_of(point, centre, middle_depth)] += 1
    if len(fixed_mm) == 0:
        return Coverage(0, 0.0, grid.centre_mm, float(np.linalg.norm(grid.extent_mm)), zones)
    nearest = np.asarray(cKDTree(fixed_mm).query(places)[0], np.float64)
    worst = int(nearest.argmax())
    x, y, z = places[worst].tolist()
    return Coverage(len(fixed_mm), float((nearest <= COVERED_MM).mean()), (x, y, z), float(nearest[worst]), zones)


def distances_on(plane: Plane, points_mm: FloatArray) -> tuple[FloatArray, tuple[float, float]]:
    """Distance in mm (rows, columns) from places on a slice to the nearest of some points (N, 3), and the places' spacing.

    The places begin at the slice's first pixel; without points all are infinitely far.
    """
    steps = [max(1, round(MAP_STEP_MM / float(np.linalg.norm(v)))) for v in (plane.right_mm, plane.down_mm)]
    across, down = (np.arange(0, n, s) for n, s in zip((plane.columns, plane.rows), steps, strict=True))
    right, below = np.asarray(plane.right_mm), np.asarray(plane.down_mm)
    places = np.asarray(plane.origin_mm) + across[None, :, None] * right + down[:, None, None] * below
    size_mm = steps[0] * float(np.linalg.norm(right)), steps[1] * float(np.linalg.norm(below))
    if len(points_mm) == 0:
        return np.full(places.shape[:2], np.inf), size_mm
    return np.asarray(cKDTree(points_mm).query(places)[0], np.float64), size_mm


def zone_of(point_mm: FloatArray, centre_mm: FloatArray, middle_depth_mm: float) -> str:
    """Quadrant (patient's left or right, upper or lower) and depth of a point."""
    left = "left" if point_mm[0] >= centre_mm[0] else "right"
    upper = "upper" if point_mm[2] >= centre_mm[2] else "lower"
    return f"{left} {upper}, {SHALLOW if point_mm[1] < middle_depth_mm else DEEP}"


ZONES = tuple(
    str(each)
    for each in (
        Message("left upper, shallow"), Message("left upper, deep"), Message("left lower, shallow"),
        Message("left lower, deep"), Message("right upper, shallow"), Message("right upper, deep"),
        Message("right lower, shallow"), Message("right lower, deep"),
    )
)  # fmt: skip


def missing(protocol: StudyProtocol, marks: LandmarkSet, found: Coverage) -> list[Message]:
    """What the protocol asks for and the case does not have yet; a case with gaps is completed only with a reason."""
    gaps = []
    names = {row.name for row in marks if row.state == "skipped" or (row.fixed and row.moving)}
    open_names = [each.name for each in protocol.landmarks if each.name not in names]
    if open_names:
        gaps.append(Message("not placed: {names}", {"names": listed(open_names, ", ")}))
    if found.count < protocol.quota:
        gaps.append(Message("{count} of {quota} pairs", {"count": found.count, "quota": protocol.quota}))
    empty = [zone for zone, count in found.zones.items() if count < protocol.zone_quota]
    if empty:
        gaps.append(Message("too few pairs in: {zones}", {"zones": listed(empty)}))
    return gaps


def coverage_of(opened: OpenCase) -> Coverage:
    """The coverage of an open case by the pairs that count."""
    return coverage_work(opened)()


def coverage_work(opened: OpenCase) -> Callable[[], Coverage]:
    """Measures the coverage of an open case as it is at this moment; may be called in any thread and at any time later."""
    marks = opened.reading.landmarks
    nipple = nipple_of(marks)
    points = np.array([pair.fixed_mm for pair in marks.correspondences()]).reshape(-1, 3)
    centre = nipple.fixed.position_mm if nipple and nipple.fixed else None
    return partial(coverage, guide_of(opened).knowledge(), points, centre)


def gaps_of(protocol: StudyProtocol, opened: OpenCase) -> list[Message]:
    """What a protocol with a quota still asks for in an open case; one without asks for nothing."""
    if not (protocol.quota or protocol.zone_quota):
        return []
    return missing(protocol, opened.reading.landmarks, coverage_of(opened))


def next_of(protocol: StudyProtocol, marks: LandmarkSet) -> tuple[int, int, str, str] | None:
    """The next landmark of the protocol: its number, how many there are, name and hint; None when all are dealt with."""
    states = {row.name: row for row in marks}
    for number, each in enumerate(protocol.landmarks, start=1):
        row = states.get(each.name)
        if row is None or (row.state != "skipped" and not (row.fixed and row.moving)):
            return number, len(protocol.landmarks), each.name, each.hint
    return None


def _lattice(grid: Grid) -> FloatArray:
    counts = [max(2, round(extent / STEP_MM)) for extent in grid.extent_mm]
    axes = [np.linspace(0.04, 0.96, n) * (size - 1) for n, size in zip(counts, grid.size_xyz, strict=True)]
    index = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    return grid.to_world(index)


def _overlap(knowledge: Knowledge, places: FloatArray) -> FloatArray:
    """The places that the moving volume shows too, as far as that is known."""
    through = knowledge.transform or knowledge.forward
    if through is None:
        return places
    seen: Sequence[bool] = knowledge.case.moving.grid.contains(through(places)).tolist()
    return places[seen] if any(seen) else places
