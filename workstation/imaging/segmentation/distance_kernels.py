"""The compiled loops of exact distance maps: Felzenszwalb & Huttenlocher 2012, one axis after the other, in mm².

Each works on planes start … stop - 1 of its outermost axis, so that several threads share the work.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray
from workstation.imaging.kernels import compiled

Distances = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
FAR = 1e12  # mm²: no mask anywhere


@compiled
def along_x(mask: Mask, spacing: float, out: Distances, start: int, stop: int) -> None:
    """Squared distance from every voxel to the nearest voxel of the mask in its own row; FAR where there is none."""
    width = mask.shape[2]
    for z in range(start, stop):
        for y in range(mask.shape[1]):
            gap = -1
            for x in range(width):
                gap = 0 if mask[z, y, x] else (gap + 1 if gap >= 0 else -1)
                out[z, y, x] = (gap * spacing) ** 2 if gap >= 0 else FAR
            gap = -1
            for x in range(width - 1, -1, -1):
                gap = 0 if mask[z, y, x] else (gap + 1 if gap >= 0 else -1)
                if gap >= 0 and (gap * spacing) ** 2 < out[z, y, x]:
                    out[z, y, x] = (gap * spacing) ** 2


@compiled
def _lower_envelope(line: FloatArray, count: int, square: float, feet: npt.NDArray[np.int32], ends: FloatArray) -> int:
    """The parabolas square · (x - foot)² + line[foot] that are lowest somewhere; returns their number, 0 for none."""
    found = 0
    for x in range(count):
        if line[x] >= FAR:
            continue
        while found > 0:
            foot = feet[found - 1]
            meet = ((line[x] - line[foot]) / square + x * x - foot * foot) / (2.0 * (x - foot))
            if meet > ends[found - 1]:
                break
            found -= 1
        ends[found] = -np.inf if found == 0 else meet
        feet[found] = x
        found += 1
    return found


@compiled
def along_y(out: Distances, spacing: float, start: int, stop: int) -> None:
    """Let distances pass from row to row of each plane, in place; with the first two axes swapped, from plane to plane."""
    count = out.shape[1]
    line, ends, feet = np.empty(count), np.empty(count + 1), np.empty(count, np.int32)
    for z in range(start, stop):
        for x in range(out.shape[2]):
            for y in range(count):
                line[y] = out[z, y, x]
            found = _lower_envelope(line, count, spacing * spacing, feet, ends)
            part = 0
            for y in range(count):
                while part + 1 < found and ends[part + 1] <= y:
                    part += 1
                if found:
                    step = (y - feet[part]) * spacing
                    out[z, y, x] = step * step + line[feet[part]]
