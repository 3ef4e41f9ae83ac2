"""What makes landmarks trustworthy: the draw of held-out pairs, blind repeats, and the check for anchoring.

Chance is always seeded, so that a draw can be repeated and nobody can draw until they like the outcome: the journal keeps
every draw, and a sealed role cannot be chosen by hand. A reader is not told which marks will come back.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Side, Vector
from workstation.core.landmark_commands import AddRepeat, SealRoles
from workstation.core.landmarks import Landmark, LandmarkSet, Repeat, Role, Seal
from workstation.workbench.importing import new_id

FEWEST_DRAWN = 4
STRATUM = 4  # neighbouring pairs from which the lot chooses
REPEAT_SHARE = 0.15
REPEAT_AFTER_H = 24.0 * 14
FEWEST_REPEATS, LEAST_ERROR_MM = 5, 0.05  # from which a reader's own error is stated, and its least value per axis
OFFSET_MM = (6.0, 12.0)  # how far from the mark a reader is sent to begin anew


@dataclass(frozen=True, slots=True)
class LocalisationError:
    """How well a reader finds places again: standard deviation of one mark per axis x, y, z, in mm.

    From marks that were put twice: the spread of the differences over √2.
    """

    reader: str
    kind: str
    count: int
    per_axis_mm: Vector

    @property
    def total_mm(self) -> float:
        """Length of the error in three dimensions (root of the summed squares)."""
        return math.hypot(*self.per_axis_mm)


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Whether seeing the expected place draws a reader to it.

    Parameters
    ----------
    shown, hidden : number of marks put with the expectation in sight, and kept from the reader
    shown_mm, hidden_mm : median distance of those marks from what was expected
    """

    shown: int
    hidden: int
    shown_mm: float
    hidden_mm: float


def draw_roles(marks: LandmarkSet, share: float, seed: int, by: str = "", at: str = "") -> SealRoles:
    """Draw which pairs are held out, spread over the volume, and seal them all; pairs drawn before stay as they are.

    Pairs are put in order along a path through the volume and drawn in groups of neighbours, so that the held-out ones
    cover what the driving ones cover. Pairs that were set to drive by hand are not drawn: they may have driven already.

    Raises
    ------
    InvalidInput : too few pairs to draw from.
    """
    if not 0 < share < 1:
        raise InvalidInput("The share of held-out pairs lies between 0 and 1, got {share}.", share=share)
    rows = [marks[pair.id] for pair in marks.correspondences()]
    free = [row for row in rows if row.role != "drive" and not marks.is_sealed(row.id)]
    if len(free) < FEWEST_DRAWN:
        raise InvalidInput(
            "A draw needs at least {least} placed pairs whose role is still open, there are {count}.",
            least=FEWEST_DRAWN, count=len(free),
        )  # fmt: skip
    points = np.array([row.fixed.position_mm for row in free if row.fixed])
    order, rng = neighbourly(points), np.random.default_rng(seed)
    roles: list[tuple[str, Role]] = []
    owed = rng.random()
    for start in range(0, len(order), STRATUM):
        group = [free[n] for n in order[start : start + STRATUM]]
        owed += share * len(group)
        chosen = set(rng.permutation(len(group))[: int(owed)].tolist())
        owed -= len(chosen)
        roles += [(row.id, "held out" if n in chosen else "drive") for n, row in enumerate(group)]
    return SealRoles(Seal(seed, share, tuple(row_id for row_id, _ in roles), by, at), tuple(roles))


def neighbourly(points_mm: FloatArray) -> list[int]:
    """An order of points (N, 3) in which neighbours follow one another: always on to the nearest that is left."""
    left, order = set(range(len(points_mm))), []
    here = int(points_mm[:, 0].argmin())
    while left:
        left.discard(here)
        order.append(here)
        if left:
            rest = sorted(left)
            here = rest[int(np.linalg.norm(points_mm[rest] - points_mm[here], axis=1).argmin())]
    return order


def hides(landmark_id: str, share: float) -> bool:
    """Whether the expected place of a landmark is kept from its reader: by lot, the same whenever asked."""
    return _lot("hide", landmark_id) < share


def due_repeats(
    marks: LandmarkSet, now: str, share: float = REPEAT_SHARE, after_h: float = REPEAT_AFTER_H
) -> list[tuple[Landmark, Side]]:
    """The marks that a reader should put again now: chosen by lot, put by eye, and old enough; each once."""
    done = {(each.landmark_id, each.side) for each in marks.repeats.values()}
    found = []
    for row in marks:
        side: Side = "fixed" if _lot("side", row.id) < 0.5 else "moving"
        mark = row.mark(side)
        if mark is None or mark.origin != "hand" or (row.id, side) in done or row.state not in ("placed", "confirmed"):
            continue
        if _lot("repeat", row.id) < share and hours_between(mark.at, now) >= after_h:
            found.append((row, side))
    return found


def hours_between(earlier: str, later: str) -> float:
    """Hours between two moments (ISO 8601); 0 if one is not known."""
    try:
        return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds() / 3600
    except (ValueError, TypeError):
        return 0.0


def blind_start(landmark_id: str, side: Side, point_mm: Vector) -> Vector:
    """Where a reader is sent to begin: some mm away in a direction that says nothing."""
    rng = np.random.default_rng(int(_lot("start " + side, landmark_id) * 2**32))
    way = rng.standard_normal(3)
    x, y, z = (np.array(point_mm) + way / np.linalg.norm(way) * rng.uniform(*OFFSET_MM)).tolist()
    return x, y, z


def repeating(landmark: Landmark, side: Side, again_mm: Vector, start_mm: Vector, by: str, at: str) -> AddRepeat:
    """The edit that keeps a repeated mark."""
    mark = landmark.mark(side)
    assert mark is not None
    return AddRepeat(Repeat(new_id(), landmark.id, side, landmark.kind, mark.position_mm, again_mm, start_mm, by, at))


def localisation_errors(repeats: Sequence[Repeat]) -> list[LocalisationError]:
    """The error of each reader over all types, and of each type, per axis; needs two repeats at least."""
    groups: dict[tuple[str, str], list[Repeat]] = {}
    for each in repeats:
        groups.setdefault((each.by, ""), []).append(each)
        if each.kind:
            groups.setdefault((each.by, each.kind), []).append(each)
    found = []
    for (reader, kind), members in groups.items():
        if len(members) >= 2:
            gaps = np.array([np.subtract(each.again_mm, each.first_mm) for each in members])
            x, y, z = np.sqrt((gaps**2).mean(axis=0) / 2).tolist()
            found.append(LocalisationError(reader, kind, len(members), (x, y, z)))
    return found


def own_spread(repeats: Sequence[Repeat], reader: str) -> tuple[float, ...]:
    """The uncertainty of a mark that a reader puts by eye, as a mark keeps it; empty while too few were put twice."""
    found = next((each for each in localisation_errors(repeats) if each.reader == reader and not each.kind), None)
    if found is None or found.count < FEWEST_REPEATS:
        return ()
    x, y, z = (max(each, LEAST_ERROR_MM) ** 2 for each in found.per_axis_mm)
    return (x, 0.0, 0.0, y, 0.0, z)


def error_floor_mm(repeats: Sequence[Repeat]) -> float | None:
    """What a perfect registration would still show as error of a pair: the error of both marks, None if not measured."""
    measured = [each for each in localisation_errors(repeats) if not each.kind]
    if not measured:
        return None
    counts = np.array([each.count for each in measured])
    squares = np.array([each.total_mm**2 for each in measured])
    return float(np.sqrt(2 * (counts @ squares) / counts.sum()))


def anchoring(marks: LandmarkSet) -> Anchoring | None:
    """Marks that were put by eye near an expected place, with and without seeing it; None without both kinds."""
    away: dict[bool, list[float]] = {False: [], True: []}
    for row in marks:
        for mark in (row.fixed, row.moving):
            if mark is not None and mark.predicted_mm is not None and mark.origin == "hand":
                away[mark.hidden].append(math.dist(mark.position_mm, mark.predicted_mm))
    if not away[False] or not away[True]:
        return None
    return Anchoring(len(away[False]), len(away[True]), float(np.median(away[False])), float(np.median(away[True])))


def _lot(purpose: str, landmark_id: str) -> float:
    """A number from 0 to 1 that follows from an id, the same on every machine."""
    digest = hashlib.sha256(f"{purpose} {landmark_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
