"""The lines of sound of a curved probe that may also have been tilted: where they come from, and the scan along them.

A convex probe sends its lines from a point behind its surface, and a sweep by tilting turns the slices about a line behind
it. Both show in the borders of what was scanned, which are straight and meet there. Arrays are (depth, sweep, across), in
space as along lines; places are in mm from the first cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Shape, Vector
from workstation.core.volume import AnyArray
from workstation.imaging.segmentation.region import Mask, Spacing

FEWEST_ROWS = 8  # of a border, to fit a line to it
LEAST_OPENING = 0.15  # mm by which a fan grows wider with each mm of depth; below, lines count as parallel
FARTHEST = 1.0  # of the depth of the volume: lines do not come from farther behind it


@dataclass(frozen=True, slots=True)
class Fan:
    """Where lines come from.

    Parameters
    ----------
    tilt : (depth, sweep) about which slices are turned; None for slices side by side
    source : distance from there (or depth) at which the lines of a slice meet, and their place across
    low, high : ends of what was scanned: distance, tangent of the tilt (or place along the sweep), slope of the line
    """

    tilt: tuple[float, float] | None
    source: tuple[float, float]
    low: Vector
    high: Vector

    @classmethod
    def of(cls, scanned: Mask, spacing: Spacing) -> Self | None:
        """The fan that a scanned region has the shape of; None if it has no such shape."""
        side_on: Mask = np.asarray(scanned.any(axis=2))
        tilt = meeting_point(side_on, spacing[:2])
        depth, sweep, across = (np.argwhere(scanned) * spacing).T
        distance, turn = _turned(depth, sweep, tilt)
        step = spacing[0]
        first = int(distance.min() / step)
        seen = np.zeros((int(distance.max() / step) - first + 1, scanned.shape[2]), bool)
        seen[(distance / step).astype(int) - first, np.rint(across / spacing[2]).astype(int)] = True
        met = meeting_point(seen, (step, spacing[2]))
        if met is None:
            return None
        source = (met[0] + first * step, met[1])
        slope = (across - source[1]) / np.maximum(distance - source[0], step)
        (a, d), (b, e), (c, f) = ((float(each.min()), float(each.max())) for each in (distance, turn, slope))
        return cls(tilt, source, (a, b, c), (d, e, f))

    def along_lines(self, values: AnyArray, spacing: Spacing) -> npt.NDArray[np.float32]:
        """A scan seen along its lines, as many as the volume has cells across; 0 beyond the volume."""
        from scipy import ndimage

        counts = (int((self.high[0] - self.low[0]) / spacing[0]) + 1, *values.shape[1:])
        distance, turn, slope = np.meshgrid(
            *(np.linspace(a, b, n, dtype=np.float32) for a, b, n in zip(self.low, self.high, counts, strict=True)),
            indexing="ij", copy=False,
        )  # fmt: skip
        across = self.source[1] + slope * (distance - self.source[0])
        if self.tilt is None:
            depth, sweep = distance, turn
        else:
            depth = distance / np.sqrt(1 + turn * turn)
            depth, sweep = depth + self.tilt[0], depth * turn + self.tilt[1]
        places = np.stack([depth / spacing[0], sweep / spacing[1], across / spacing[2]])
        seen: npt.NDArray[np.float32] = ndimage.map_coordinates(values.astype(np.float32), places, order=1)
        return seen

    def in_space(self, lines: Mask, shape: Shape, spacing: Spacing) -> Mask:
        """What is marked along lines, in a scan of a shape."""
        depth, sweep, across = np.ogrid[: shape[0], : shape[1], : shape[2]]
        distance, turn = _turned(depth * spacing[0], sweep * spacing[1], self.tilt)
        slope = (across * spacing[2] - self.source[1]) / np.maximum(distance - self.source[0], spacing[0])
        inside, index = np.ones(shape, bool), []
        for each, a, b, n in zip((distance, turn, slope), self.low, self.high, lines.shape, strict=True):
            nearest = np.rint((each - a) / max(b - a, 1e-6) * (n - 1)).astype(np.int32)
            inside &= (nearest >= 0) & (nearest < n)
            index.append(np.clip(nearest, 0, n - 1))
        found: Mask = lines[index[0], index[1], index[2]] & inside
        return found


def meeting_point(scanned: Mask, spacing: tuple[float, float]) -> tuple[float, float] | None:
    """Where the two borders of a region (depth, across) meet above it, in mm; None if they do not."""
    rows = np.flatnonzero(scanned.any(axis=1))
    if len(rows) < FEWEST_ROWS:
        return None
    end = scanned.shape[1] - 1
    first, last = scanned.argmax(axis=1), end - scanned[:, ::-1].argmax(axis=1)
    widest = rows[int(np.argmax((last - first)[rows]))]
    lines = []
    for places, border in ((first, 0), (last, end)):
        free = np.array(
            [n for n in rows if n <= widest and places[n] != border]
        )  # the volume's border is not the fan's
        if len(free) < FEWEST_ROWS:
            return None
        lines.append(_line(free * spacing[0], places[free] * spacing[1]))
    (a, b), (c, d) = lines
    if d - b < LEAST_OPENING:
        return None
    depth = (a - c) / (d - b)
    highest, lowest = (rows[0] + 1) * spacing[0], -FARTHEST * len(scanned) * spacing[0]
    return (depth, a + b * depth) if lowest <= depth <= highest else None


def _turned(depth: FloatArray, sweep: FloatArray, tilt: tuple[float, float] | None) -> tuple[FloatArray, FloatArray]:
    """Distance from the axis of tilt and tangent of the angle; without one, depth and place along the sweep."""
    if tilt is None:
        return depth, sweep
    down, along = depth - tilt[0], sweep - tilt[1]
    return np.hypot(down, along), along / np.maximum(down, 1e-6)


def _line(depth: FloatArray, across: FloatArray) -> tuple[float, float]:
    """Offset and slope of a border by Theil and Sen, whom a few odd rows do not turn."""
    from scipy import stats

    slope, offset, _, _ = stats.theilslopes(across, depth)
    return float(offset), float(slope)
