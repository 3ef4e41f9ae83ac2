"""The self-test of files from elsewhere: in which frame and direction do their numbers make sense for this pair?

A transform or a landmark file is tried in every frame and in both directions. What each reading would mean is told in
figures: the share of points that land inside the scans, the median distance of landmarks, or how alike the pictures
are. The best reading is proposed, a person decides, and `decision` puts the choice into a sentence for the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import Message
from workstation.core.geometry import FloatArray, Grid, Side
from workstation.core.landmarks import Correspondence
from workstation.core.transform import Transform, trilinear
from workstation.core.volume import Volume
from workstation.storage.interchange.points import FRAMES, Frame, PointTable
from workstation.storage.interchange.transform_file import DIRECTIONS, Direction, TransformFile, fixed_to_moving

Report = Callable[[float, str], None]

SAMPLES = 4000
ENOUGH_PAIRS = 3
ENOUGH_INSIDE = 0.25  # share of points below which likeness says nothing
CLEAR_RATIO, CLEAR_MM, CLEAR_LIKENESS = 1.5, 0.1, 0.05
_PATCH = 5
_COUNT = len(DIRECTIONS) * len(FRAMES)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read a file.

    Parameters
    ----------
    direction : of a transform; for landmarks "moving to fixed" means that the two columns are exchanged
    inside : share of the points that lie inside the scans, 0 to 1
    error_mm : median distance of landmark pairs; None where there are too few pairs or no transform
    likeness : correlation of the grey values, -1 to 1; None where too little overlaps
    is_stated : whether this is what the file or its format says
    """

    frame: Frame
    direction: Direction
    inside: float
    error_mm: float | None
    likeness: float | None
    is_stated: bool

    @property
    def message(self) -> Message:
        """The reading and its figures in one line."""
        values: dict[str, object] = {"frame": self.frame, "direction": self.direction, "inside": f"{self.inside:.0%}"}
        if self.error_mm is not None:
            template = "{frame}, {direction}: median landmark distance {error} mm, {inside} of the points inside"
            return Message(template, {**values, "error": f"{self.error_mm:.2f}"})
        if self.likeness is not None:
            template = "{frame}, {direction}: likeness {likeness}, {inside} of the points inside"
            return Message(template, {**values, "likeness": f"{self.likeness:.2f}"})
        return Message("{frame}, {direction}: {inside} of the points inside", values)


@dataclass(frozen=True, slots=True)
class SelfTest:
    """All readings, best first, and whether the first is clearly better than every reading that means something else."""

    candidates: tuple[Candidate, ...]
    is_clear: bool

    @property
    def proposal(self) -> Candidate:
        """The reading to suggest."""
        return self.candidates[0]

    @property
    def stated(self) -> Candidate:
        """The reading that the file itself states."""
        return next(each for each in self.candidates if each.is_stated)


def try_transform(
    file: TransformFile,
    fixed: Volume,
    moving: Volume,
    pairs: Sequence[Correspondence] = (),
    report: Report = lambda share, note: None,
) -> SelfTest:
    """Try every reading of a transform file against landmarks (three pairs or more), else against the pictures."""
    grids: dict[Side, Grid] = {"fixed": fixed.grid, "moving": moving.grid}
    points = _sample_points(fixed.grid)
    here, known = _values(fixed, points)
    found: list[Candidate] = []
    results: list[FloatArray] = []
    for direction in DIRECTIONS:
        for frame in FRAMES:
            report(len(found) / _COUNT, "trying every way to read it")
            read = fixed_to_moving(file.transform, frame, direction, grids)
            there = read(points)
            error = _error(read, pairs)
            inside = float(moving.grid.contains(there).mean())
            is_stated = (frame, direction) == (file.frame, file.direction)
            found.append(Candidate(frame, direction, inside, error, _likeness(here, known, moving, there), is_stated))
            results.append(there)
    return _ranked(found, results)


def try_landmarks(
    table: PointTable,
    fixed: Volume,
    moving: Volume,
    transform: Transform | None = None,
    report: Report = lambda share, note: None,
) -> SelfTest:
    """Try every reading of a landmark table: against a transform that is trusted, else against the pictures."""
    grids: dict[Side, Grid] = {"fixed": fixed.grid, "moving": moving.grid}
    found: list[Candidate] = []
    results: list[FloatArray] = []
    for direction in DIRECTIONS:
        for frame in FRAMES:
            report(len(found) / _COUNT, "trying every way to read it")
            read = landmarks_as(table, frame, direction, grids)
            places = _places(read)
            is_stated = (frame, direction) == (table.frame, "fixed to moving")
            both = [(row.fixed, row.moving) for row in read.rows if row.fixed is not None and row.moving is not None]
            pairs = [Correspondence(str(n), "", *each) for n, each in enumerate(both)]
            error = None if transform is None else _error(transform, pairs)
            found.append(
                Candidate(frame, direction, _inside(places, grids), error, _patches(pairs, fixed, moving), is_stated)
            )
            results.append(np.concatenate([places["fixed"], places["moving"]]))
    return _ranked(found, results)


def transform_as(file: TransformFile, chosen: Candidate, grids: Mapping[Side, Grid]) -> Transform:
    """The fixed → moving transform of a file in the reading that was decided on."""
    return fixed_to_moving(file.transform, chosen.frame, chosen.direction, grids)


def landmarks_as(table: PointTable, frame: Frame, direction: Direction, grids: Mapping[Side, Grid]) -> PointTable:
    """A table's numbers taken for another frame and order, in LPS mm."""
    ordered = table if direction == "fixed to moving" else table.swapped()
    return PointTable(ordered.rows, frame, table.notes).in_frame("LPS", grids)


def decision(file_name: str, chosen: Candidate, tested: SelfTest, who: str) -> Message:
    """The sentence that is stored with what was imported: how the file was read, on what figures, and who decided."""
    followed = "as proposed" if chosen == tested.proposal else "against the proposal {proposal}"
    return Message(
        "{file} was read as {reading}; decided by {who}, " + followed,
        {"file": file_name, "reading": str(chosen.message), "who": who, "proposal": str(tested.proposal.message)},
    )


def _sample_points(grid: Grid) -> FloatArray:
    """World points spread evenly over a scan, the same for every call."""
    rng = np.random.default_rng(0)
    return grid.to_world(rng.integers(0, grid.size_xyz, (SAMPLES, 3)))


def _values(volume: Volume, points_mm: FloatArray) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Grey values (N,) at world points, and which of the points lie in the scan."""
    values = volume.voxels.whole()[..., None]
    return trilinear(values, volume.grid.to_index(points_mm))[:, 0], volume.grid.contains(points_mm)


def _likeness(here: FloatArray, known: npt.NDArray[np.bool_], moving: Volume, there: FloatArray) -> float | None:
    values, inside = _values(moving, there)
    both = known & inside
    return _correlation(here[both], values[both]) if both.mean() >= ENOUGH_INSIDE else None


def _correlation(a: FloatArray, b: FloatArray) -> float | None:
    if len(a) < 2 or a.std() == 0 or b.std() == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def _error(transform: Transform, pairs: Sequence[Correspondence]) -> float | None:
    if len(pairs) < ENOUGH_PAIRS:
        return None
    from workstation.imaging.metrics import target_registration_error

    return float(np.median(target_registration_error(pairs, transform)))  # one wrong pair must not decide


def _places(table: PointTable) -> dict[Side, FloatArray]:
    sides: tuple[Side, Side] = ("fixed", "moving")
    return {
        side: np.array([p for row in table.rows if (p := row.at(side)) is not None]).reshape(-1, 3) for side in sides
    }


def _inside(places: Mapping[Side, FloatArray], grids: Mapping[Side, Grid]) -> float:
    hits = np.concatenate([grids[side].contains(points) for side, points in places.items()])
    return float(hits.mean()) if len(hits) else 0.0


def _patches(pairs: Sequence[Correspondence], fixed: Volume, moving: Volume) -> float | None:
    """Median likeness of the surroundings of the two points of each pair, cubes of 5 × 5 × 5 samples."""
    step = 2 * max(*fixed.grid.spacing_mm, *moving.grid.spacing_mm)
    offsets = (np.indices((_PATCH,) * 3).reshape(3, -1).T - _PATCH // 2) * step
    found = []
    for pair in pairs:
        a, in_fixed = _values(fixed, np.array(pair.fixed_mm) + offsets)
        b, in_moving = _values(moving, np.array(pair.moving_mm) + offsets)
        both = in_fixed & in_moving
        likeness = _correlation(a[both], b[both]) if both.mean() >= ENOUGH_INSIDE else None
        found.append(-1.0 if likeness is None else likeness)
    return float(np.median(found)) if found else None


def _score(candidate: Candidate) -> tuple[float, float]:
    """Larger is better: first by landmarks or likeness, then by the share inside."""
    if candidate.error_mm is not None:
        return -candidate.error_mm, candidate.inside
    if candidate.likeness is not None:
        return candidate.likeness, candidate.inside
    return -2.0 + candidate.inside, candidate.inside


def _ranked(found: Sequence[Candidate], results: Sequence[FloatArray]) -> SelfTest:
    """Best first; of readings that mean the same, the stated one comes first."""
    order = sorted(range(len(found)), key=lambda n: (*(-round(s, 6) for s in _score(found[n])), not found[n].is_stated))
    best = order[0]
    rivals = [n for n in order[1:] if not np.allclose(results[n], results[best], atol=0.05)]
    return SelfTest(tuple(found[n] for n in order), not rivals or _is_clear(found[best], found[rivals[0]]))


def _is_clear(best: Candidate, rival: Candidate) -> bool:
    if best.error_mm is not None and rival.error_mm is not None:
        return rival.error_mm > CLEAR_RATIO * best.error_mm + CLEAR_MM
    if best.likeness is not None:
        return rival.likeness is None or best.likeness - rival.likeness > CLEAR_LIKENESS
    return best.inside - rival.inside > 0.5
