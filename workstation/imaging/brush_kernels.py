"""The compiled inner loops of the brush: which voxels it covers, row by row, and writing them into a block.

What a brush covers of a row of voxels along x is one interval, because a swept sphere is convex, and so is the layer
of a disc. The interval is solved for, a little too wide, and its ends are settled voxel by voxel with the definition:
the centre lies within the radius of the segment. Vectors are (x, y, z) in mm from where the brush was.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Vector
from workstation.core.labels import LabelArray
from workstation.imaging.kernels import Size, compiled, inlined

Interval = tuple[float, float]
IntArray = npt.NDArray[np.int32]

_SLACK = 1e-6  # voxels by which solved intervals are wider than exact ones
_FLAT = 1e-12  # below, a coefficient is rounding


@inlined
def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@inlined
def _plus(a: Vector, factor: float, b: Vector) -> Vector:
    return a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]


@inlined
def _below_zero(a: float, b: float, c: float) -> Interval:
    """Where a·x² + 2·b·x + c ≤ 0 with a ≥ 0; first > last where it never is."""
    if a < _FLAT:
        return (-math.inf, math.inf) if c <= 0.0 else (math.inf, -math.inf)
    square = b * b - a * c
    if square < 0.0:
        return math.inf, -math.inf
    root = math.sqrt(square)
    return (-b - root) / a, (-b + root) / a


@inlined
def _between(offset: float, slope: float, low: float, high: float) -> Interval:
    """Where low ≤ offset + slope · x ≤ high."""
    if abs(slope) < _FLAT:
        return (-math.inf, math.inf) if low <= offset <= high else (math.inf, -math.inf)
    ends = (low - offset) / slope, (high - offset) / slope
    return min(ends), max(ends)


@inlined
def _ball(start: Vector, step: Vector, radius: float) -> Interval:
    """Where start + x · step lies within the radius of 0."""
    return _below_zero(_dot(step, step), _dot(start, step), _dot(start, start) - radius * radius)


@inlined
def _tube(start: Vector, step: Vector, travel: Vector, radius: float) -> Interval:
    """Where start + x · step lies beside the segment 0 … travel and within the radius of it."""
    length = _dot(travel, travel)
    reach, along = _dot(start, travel), _dot(step, travel)
    a, b = _dot(step, step) - along * along / length, _dot(start, step) - reach * along / length
    inside = _below_zero(a, b, _dot(start, start) - reach * reach / length - radius * radius)
    beside = _between(reach, along, 0.0, length)
    return max(inside[0], beside[0]), min(inside[1], beside[1])


@inlined
def _swept(start: Vector, step: Vector, travel: Vector, radius: float) -> Interval:
    low, high = _ball(start, step, radius)
    if _dot(travel, travel) > 0.0:
        for each in (_ball(_plus(start, -1.0, travel), step, radius), _tube(start, step, travel, radius)):
            if each[0] <= each[1]:
                low, high = min(low, each[0]), max(high, each[1])
    return low, high


@inlined
def _is_covered(point: Vector, travel: Vector, radius: float, depth: float) -> bool:
    """The definition: within the radius of the segment 0 … travel, and less than half a layer off the disc's plane."""
    length = _dot(travel, travel)
    part = min(max(_dot(point, travel) / length, 0.0), 1.0) if length > 0.0 else 0.0
    gap = _plus(point, -part, travel)
    return _dot(gap, gap) <= radius * radius and -0.5 <= depth < 0.5


@compiled
def cover_rows(
    to_brush: FloatArray, travel: Vector, radius: float, layer: Vector, depth: float,
    corner: Size, width: int, first: IntArray, last: IntArray,
) -> None:  # fmt: skip
    """Find what a brush covers of each row of a box: voxels first … last - 1, counted from the box's first.

    `to_brush` (4, 4) takes a voxel index to mm from where the brush was, and `travel` is how far it has gone since.
    `layer` · index + `depth` is the distance from the disc's plane in voxel layers; all 0 for a sphere. `first` and
    `last` (z, y) belong to a box `width` voxels wide that begins at voxel `corner` (x, y, z).
    """
    step = (to_brush[0, 0], to_brush[1, 0], to_brush[2, 0])
    for k in range(first.shape[0]):
        for j in range(first.shape[1]):
            x, y, z = corner[0], corner[1] + j, corner[2] + k
            start = (
                to_brush[0, 0] * x + to_brush[0, 1] * y + to_brush[0, 2] * z + to_brush[0, 3],
                to_brush[1, 0] * x + to_brush[1, 1] * y + to_brush[1, 2] * z + to_brush[1, 3],
                to_brush[2, 0] * x + to_brush[2, 1] * y + to_brush[2, 2] * z + to_brush[2, 3],
            )
            deep = layer[0] * x + layer[1] * y + layer[2] * z + depth
            low, high = _swept(start, step, travel, radius)
            near, far = _between(deep, layer[0], -0.5 - _SLACK, 0.5 + _SLACK)
            low, high = max(low, near) - _SLACK, min(high, far) + _SLACK
            begin = end = 0
            if low <= high and low < width and high >= 0.0:
                begin, end = math.ceil(max(low, 0.0)), math.floor(min(high, width - 1.0)) + 1
            while begin < end and not _is_covered(_plus(start, begin, step), travel, radius, deep + layer[0] * begin):
                begin += 1
            while begin < end and not _is_covered(
                _plus(start, end - 1, step), travel, radius, deep + layer[0] * (end - 1)
            ):
                end -= 1
            first[k, j], last[k, j] = begin, max(begin, end)


@compiled
def covers(first: IntArray, last: IntArray, low: Size, high: Size) -> bool:
    """Whether a brush covers any voxel of a part low … high - 1 (z, y, x) of its box."""
    for k in range(low[0], high[0]):
        for j in range(low[1], high[1]):
            if max(first[k, j], low[2]) < min(last[k, j], high[2]):
                return True
    return False


@compiled
def fill_rows(
    block: LabelArray, shift: Size, first: IntArray, last: IntArray, low: Size, high: Size,
    value: int, may_change: npt.NDArray[np.bool_], everything: bool,
) -> None:  # fmt: skip
    """Write a value into what a brush covers of a part low … high - 1 (z, y, x) of its box.

    Voxel (z, y, x) of the box is voxel (z, y, x) - `shift` of the block. Only labels that `may_change` (256) are
    overwritten; `everything` says that all may.
    """
    for k in range(low[0], high[0]):
        for j in range(low[1], high[1]):
            row = block[k - shift[0], j - shift[1]]
            begin, end = max(first[k, j], low[2]) - shift[2], min(last[k, j], high[2]) - shift[2]
            for i in range(begin, end):
                if everything or may_change[row[i]]:
                    row[i] = value


@compiled
def fill_rows_between(
    block: LabelArray, shift: Size, first: IntArray, last: IntArray, low: Size, high: Size,
    value: int, may_change: npt.NDArray[np.bool_], grey: npt.NDArray[np.float32], darkest: float, brightest: float,
) -> None:  # fmt: skip
    """As `fill_rows`, only where the scan lies from `darkest` to `brightest`; `grey` is the scan of the part alone."""
    for k in range(low[0], high[0]):
        for j in range(low[1], high[1]):
            row = block[k - shift[0], j - shift[1]]
            begin, end = max(first[k, j], low[2]), min(last[k, j], high[2])
            for i in range(begin, end):
                bright = grey[k - low[0], j - low[1], i - low[2]]
                if darkest <= bright <= brightest and may_change[row[i - shift[2]]]:
                    row[i - shift[2]] = value
