"""The compiled loops behind overlaps and surface distances: counting labels, finding surfaces, nearest points.

Arrays of labels are (z, y, x) uint8; a box is (z0, z1, y0, y1, x0, x1); points are voxel indices (N, 3) int32 in z, y, x
order; `scale` are the mm of a voxel in that order. Only `imaging.overlap` calls these.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray
from workstation.core.labels import LabelArray
from workstation.imaging.kernels import Mask, compiled

Points = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]
BoxArray = npt.NDArray[np.int64]


@compiled
def count_values(
    fixed: LabelArray, warped: LabelArray, known: Mask, all_fixed: Counts, some_fixed: Counts, some_warped: Counts,
    both: Counts, boxes: BoxArray,
) -> None:  # fmt: skip
    """Voxels of each value: in all of `fixed`; in `fixed`, in `warped`, and in both, where `known`; and their box there."""
    for z in range(fixed.shape[0]):
        for y in range(fixed.shape[1]):
            for x in range(fixed.shape[2]):
                a = fixed[z, y, x]
                all_fixed[a] += 1
                if not known[z, y, x]:
                    continue
                b = warped[z, y, x]
                some_fixed[a] += 1
                some_warped[b] += 1
                if a == b:
                    both[a] += 1
                for value in (a, b):
                    if value != 0:
                        box = boxes[value]
                        box[0], box[1] = min(box[0], z), max(box[1], z + 1)
                        box[2], box[3] = min(box[2], y), max(box[3], y + 1)
                        box[4], box[5] = min(box[4], x), max(box[5], x + 1)


@compiled
def every_nth(labels: LabelArray, every: Counts, seen: Counts, points: Points, values: LabelArray) -> int:
    """Put every `every[value]`-th voxel of each value but 0 into `points` and `values`; how many those are."""
    count = 0
    for z in range(labels.shape[0]):
        for y in range(labels.shape[1]):
            for x in range(labels.shape[2]):
                value = labels[z, y, x]
                if value == 0 or every[value] == 0:
                    continue
                if seen[value] % every[value] == 0 and count < len(points):
                    points[count, 0], points[count, 1], points[count, 2] = z, y, x
                    values[count] = value
                    count += 1
                seen[value] += 1
    return count


@compiled
def surface_points(labels: LabelArray, value: int, known: Mask, box: BoxArray, points: Points) -> int:
    """The voxels of a value, where known, that touch by a face a known voxel of another; with no room, only how many.

    Beyond the array, and where nothing is known, the label neither ends nor goes on.
    """
    nz, ny, nx = labels.shape
    count = 0
    for z in range(box[0], box[1]):
        for y in range(box[2], box[3]):
            for x in range(box[4], box[5]):
                if labels[z, y, x] != value or not known[z, y, x]:
                    continue
                ends = (
                    (x > 0 and known[z, y, x - 1] and labels[z, y, x - 1] != value)
                    or (x < nx - 1 and known[z, y, x + 1] and labels[z, y, x + 1] != value)
                    or (y > 0 and known[z, y - 1, x] and labels[z, y - 1, x] != value)
                    or (y < ny - 1 and known[z, y + 1, x] and labels[z, y + 1, x] != value)
                    or (z > 0 and known[z - 1, y, x] and labels[z - 1, y, x] != value)
                    or (z < nz - 1 and known[z + 1, y, x] and labels[z + 1, y, x] != value)
                )
                if ends:
                    if count < len(points):
                        points[count, 0], points[count, 1], points[count, 2] = z, y, x
                    count += 1
    return count


@compiled
def sort_into_cells(points: Points, low: Counts, edge: Counts, shape: Counts, starts: Counts, order: Counts) -> None:
    """Counting sort of points into cells of `edge` voxels from `low`: `starts` (cells + 1), `order` of the points."""
    for n in range(len(points)):
        starts[_cell(points, n, low, edge, shape) + 1] += 1
    for c in range(1, len(starts)):
        starts[c] += starts[c - 1]
    filled = starts.copy()
    for n in range(len(points)):
        c = _cell(points, n, low, edge, shape)
        order[filled[c]] = n
        filled[c] += 1


@compiled
def _cell(points: Points, n: int, low: Counts, edge: Counts, shape: Counts) -> int:
    z = (points[n, 0] - low[0]) // edge[0]
    y = (points[n, 1] - low[1]) // edge[1]
    x = (points[n, 2] - low[2]) // edge[2]
    place: int = (z * shape[1] + y) * shape[2] + x
    return place


@compiled
def distances(
    queries: Points, begin: int, end: int, every: int, targets: Points, starts: Counts, low: Counts, edge: Counts,
    shape: Counts, scale: FloatArray, found: FloatArray,
) -> float:  # fmt: skip
    """Distance in mm to the nearest target of every `every`-th query of begin to end; returns the largest of all queries.

    `targets` lie in the order of their cells. A distance changes by no more than one goes, so that queries in between
    are looked at only where they could be farther off than any other.
    """
    largest, last, last_n = -1.0, 0.0, -1
    for n in range(begin, end):
        bound = math.inf
        if last_n >= 0:
            dz = (queries[n, 0] - queries[last_n, 0]) * scale[0]
            dy = (queries[n, 1] - queries[last_n, 1]) * scale[1]
            dx = (queries[n, 2] - queries[last_n, 2]) * scale[2]
            bound = last + math.sqrt(dz * dz + dy * dy + dx * dx)
        is_sampled = n % every == 0
        if not is_sampled and bound <= largest:
            continue
        last, last_n = _nearest(queries, n, bound, targets, starts, low, edge, shape, scale), n
        largest = max(largest, last)
        if is_sampled:
            found[n // every] = last
    return largest


@compiled
def _nearest(
    queries: Points, n: int, bound: float, targets: Points, starts: Counts, low: Counts, edge: Counts, shape: Counts,
    scale: FloatArray,
) -> float:  # fmt: skip
    """Distance from query n to the nearest target, which is not farther than `bound`: cells in growing shells."""
    z, y, x = queries[n, 0], queries[n, 1], queries[n, 2]
    cz, cy, cx = (z - low[0]) // edge[0], (y - low[1]) // edge[1], (x - low[2]) // edge[2]
    best = bound * bound * (1 + 1e-9) + 1e-12
    thinnest = min(edge[0] * scale[0], edge[1] * scale[1], edge[2] * scale[2])
    most = max(
        max(abs(cz), abs(shape[0] - 1 - cz)), max(abs(cy), abs(shape[1] - 1 - cy)), max(abs(cx), abs(shape[2] - 1 - cx))
    )
    for ring in range(most + 1):
        nearest = (ring - 1) * thinnest
        if ring > 1 and nearest * nearest > best:
            break
        for kz in range(max(0, cz - ring), min(shape[0], cz + ring + 1)):
            gap = _gap(z, low[0] + kz * edge[0], edge[0]) * scale[0]
            to_z = gap * gap
            if to_z > best:
                continue
            for ky in range(max(0, cy - ring), min(shape[1], cy + ring + 1)):
                gap = _gap(y, low[1] + ky * edge[1], edge[1]) * scale[1]
                to_y = to_z + gap * gap
                if to_y > best:
                    continue
                is_side = abs(kz - cz) == ring or abs(ky - cy) == ring
                step = 1 if is_side or ring == 0 else 2 * ring
                first = cx - ring
                if first < 0:
                    first = 0 if step == 1 else cx + ring
                for kx in range(first, min(shape[2], cx + ring + 1), step):
                    gap = _gap(x, low[2] + kx * edge[2], edge[2]) * scale[2]
                    if to_y + gap * gap > best:
                        continue
                    c = (kz * shape[1] + ky) * shape[2] + kx
                    for t in range(starts[c], starts[c + 1]):
                        dz = (targets[t, 0] - z) * scale[0]
                        dy = (targets[t, 1] - y) * scale[1]
                        dx = (targets[t, 2] - x) * scale[2]
                        best = min(best, dz * dz + dy * dy + dx * dx)
    return math.sqrt(best)


@compiled
def _gap(at: int, low: int, edge: int) -> int:
    """How many voxels a place lies outside the span of a cell."""
    if at < low:
        return low - at
    return max(0, at - (low + edge - 1))
