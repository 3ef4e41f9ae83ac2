"""How two label maps of one grid coincide where both are known: overlap and surface distances, label by label.

What lies beyond the part that both scans show says nothing about an alignment, so it is left out: a label is cut to the
known part, and where that part ends the label has no surface. The surface of a label are the centres of its voxels that
touch, by a face, a known voxel of another value.

Distances are exact, to the nearest surface voxel. Of a surface of more than `MOST_POINTS` voxels every n-th counts in
mean and 95th percentile, spread evenly over it; the largest distance is that of all. On full-size simulated labels this
changed no mean by more than 0.002 mm and no percentile by more than 0.01 mm (`tests/benchmarks/overlap_speed.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid
from workstation.core.labels import LabelArray
from workstation.imaging.metrics import Mask, SurfaceDistances

MOST_POINTS = 50_000
CELL_VOXELS = 2.2  # edge of a cell in units of the longest voxel edge: a few surface voxels in each
THREADS = 2
VALUES = 256

Points = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LabelOverlap:
    """How one label of two maps coincides.

    Parameters
    ----------
    dice : where both are known; 0 where neither has it there
    share : of the first map's label that lies where both are known, from 0 to 1
    surface : None where the label has no surface there in one of them, or distances were not asked for
    """

    dice: float
    share: float
    surface: SurfaceDistances | None


def label_overlaps(
    fixed: LabelArray, warped: LabelArray, known: Mask, grid: Grid, values: Iterable[int], in_mm: bool = True,
    most_points: int = MOST_POINTS, report: Callable[[int], None] = lambda value: None,
) -> dict[int, LabelOverlap]:  # fmt: skip
    """Compare two label maps (z, y, x) of a grid label by label, where `known` is true.

    Parameters
    ----------
    in_mm : whether surface distances are wanted
    most_points : surfaces with more voxels than this are sampled, as the module says
    report : called with each value before it is looked at; may raise `Cancelled`
    """
    from workstation.imaging import overlap_kernels as kernels

    every, some, other, both = (np.zeros(VALUES, np.int64) for _ in range(4))
    boxes = np.tile(np.array([2**30, 0] * 3, np.int64), (VALUES, 1))
    kernels.count_values(fixed, warped, known, every, some, other, both, boxes)
    scale = np.array(grid.spacing_mm[::-1])
    found = {}
    for value in values:
        report(value)
        total = int(some[value] + other[value])
        distances = None
        if in_mm and some[value] and other[value]:
            surfaces = [_surface(labels, value, known, boxes[value]) for labels in (fixed, warped)]
            distances = between(surfaces[0], surfaces[1], scale, most_points)
        found[value] = LabelOverlap(
            2 * int(both[value]) / total if total else 0.0, float(some[value] / max(1, every[value])), distances
        )
    return found


def between(a: Points, b: Points, scale: FloatArray, most_points: int = MOST_POINTS) -> SurfaceDistances | None:
    """How far two surfaces are apart, given as voxel indices (N, 3) in z, y, x and mm of a voxel in that order."""
    if not (len(a) and len(b)):
        return None
    cells = [_Cells(each, scale) for each in (a, b)]
    (from_a, most_a), (from_b, most_b) = (
        _distances(mine, other, scale, most_points) for mine, other in (cells, cells[::-1])
    )
    mean = (from_a.mean() * len(a) + from_b.mean() * len(b)) / (len(a) + len(b))
    p95 = max(np.percentile(from_a, 95), np.percentile(from_b, 95))
    return SurfaceDistances(float(mean), float(p95), float(max(most_a, most_b)))


def spread_voxels(labels: LabelArray, values: Iterable[int], most: int) -> dict[int, Points]:
    """At most about `most` voxels (N, 3) in z, y, x of each value but 0, taken at even steps through the array."""
    from workstation.imaging import overlap_kernels as kernels

    count = np.zeros(VALUES, np.int64)
    for layer in labels:
        count += np.bincount(layer.ravel(), minlength=VALUES)
    every = np.zeros(VALUES, np.int64)
    for value in values:
        every[value] = -(-int(count[value]) // most)
    wanted = int(sum(-(-count[every > 0] // every[every > 0])))
    points, which = np.empty((wanted, 3), np.int32), np.empty(wanted, np.uint8)
    kernels.every_nth(labels, every, np.zeros(VALUES, np.int64), points, which)
    return {value: points[which == value] for value in values}


def _surface(labels: LabelArray, value: int, known: Mask, box: Counts) -> Points:
    from workstation.imaging import overlap_kernels as kernels

    none = np.empty((0, 3), np.int32)
    points = np.empty((kernels.surface_points(labels, value, known, box, none), 3), np.int32)
    kernels.surface_points(labels, value, known, box, points)
    return points


class _Cells:
    """Surface voxels sorted into cells of about the same edge in mm."""

    def __init__(self, points: Points, scale: FloatArray) -> None:
        from workstation.imaging import overlap_kernels as kernels

        self.edge = np.maximum(1, np.rint(CELL_VOXELS * scale.max() / scale)).astype(np.int64)
        self.low = points.min(axis=0).astype(np.int64)
        self.shape = (points.max(axis=0) - self.low) // self.edge + 1
        self.starts = np.zeros(int(np.prod(self.shape)) + 1, np.int64)
        order = np.empty(len(points), np.int64)
        kernels.sort_into_cells(points, self.low, self.edge, self.shape, self.starts, order)
        self.points = points[order]


def _distances(queries: _Cells, targets: _Cells, scale: FloatArray, most: int) -> tuple[FloatArray, float]:
    """Distances in mm from evenly spread points of one surface to the other, and the largest of all its points."""
    from workstation.imaging import overlap_kernels as kernels

    count = len(queries.points)
    every = -(-count // most)
    found = np.empty(-(-count // every))

    def part(begin: int, end: int) -> float:
        largest: float = kernels.distances(
            queries.points, begin, end, every, targets.points, targets.starts, targets.low, targets.edge, targets.shape,
            scale, found,
        )  # fmt: skip
        return largest

    edges = np.linspace(0, count, THREADS + 1).astype(int).tolist()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="surfaces") as pool:
        return found, max(pool.map(part, edges[:-1], edges[1:]))
