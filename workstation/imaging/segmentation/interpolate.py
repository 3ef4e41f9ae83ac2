"""Interpolation between drawn slices: the outline of a slice between two drawn ones, from signed distances.

In each drawn slice the distance to the outline is positive inside and negative outside (Raya & Udupa 1990). In between,
the distances follow a cubic through up to four drawn slices, so that round structures stay round. Where two outlines do
not overlap at all they are first brought over one another by the movement of their centres, so that a thin structure
that runs aslant does not vanish half-way.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.imaging.segmentation.distance import Distances, signed_distance
from workstation.imaging.segmentation.region import Mask, Report, Spacing

Pair = tuple[float, float]
Plain = npt.NDArray[np.bool_]  # a slice of a mask: (rows, columns)
HARDLY = 0.1  # of a part's pixels: with less in common with the other slice it is brought there by its centre
NEAR = 1.5  # times the sum of both radii: parts of two slices that do not overlap and are still one structure


def drawn_slices(mask: Mask) -> list[int]:
    """The slices along the first axis in which anything is drawn."""
    found: list[int] = np.flatnonzero(mask.any(axis=(1, 2))).tolist()
    return found


def between_slices(mask: Mask, spacing: Spacing, report: Report | None = None) -> Mask:
    """A mask with the gaps between its drawn slices filled; slices are those along the first axis.

    Drawn slices stay as they are, and nothing is added before the first or after the last.

    Raises
    ------
    InvalidInput
        Fewer than two slices are drawn, or no gap lies between them.
    """
    drawn = drawn_slices(mask)
    if len(drawn) < 2 or drawn[-1] - drawn[0] + 1 == len(drawn):
        raise InvalidInput("Outline the label in at least two slices with a gap between them; the gap is filled.")
    flat = (1.0, spacing[1], spacing[2])
    maps = {n: signed_distance(mask[n : n + 1], flat)[0] for n in drawn}
    filled = mask.copy()
    for place, (low, high) in enumerate(itertools.pairwise(drawn)):
        around = [drawn[k] for k in range(max(place - 1, 0), min(place + 3, len(drawn)))]
        for n in range(low + 1, high):
            weights = cubic_weights([float(k) for k in around], around.index(low), float(n))
            filled[n] = sum(np.float32(w) * maps[k] for k, w in zip(around, weights, strict=True)) > 0
        for pair in _aslant(mask[low], mask[high], flat) if high - low > 1 else ():
            for n in range(low + 1, high):
                filled[n] |= _travelling(*pair, (n - low) / (high - low), flat)
        if report is not None:
            report((place + 1) / (len(drawn) - 1))
    return filled


def _aslant(low: Plain, high: Plain, spacing: Spacing) -> list[tuple[Plain, Plain]]:
    """Parts of two slices that hardly overlap with the other slice, but lie so near that they are one structure."""
    from scipy import ndimage

    loose = []
    for here, there in ((low, high), (high, low)):
        numbers, count = ndimage.label(here)
        parts = [numbers == k for k in range(1, count + 1)]
        loose.append([part for part in parts if np.count_nonzero(part & there) < HARDLY * np.count_nonzero(part)])
    pairs = []
    for part in loose[0]:
        gaps = [_gap_mm(part, other, spacing) for other in loose[1]]
        nearest = int(np.argmin(gaps)) if gaps else 0
        if gaps and gaps[nearest] <= NEAR * (_radius_mm(part, spacing) + _radius_mm(loose[1][nearest], spacing)):
            pairs.append((part, loose[1][nearest]))
    return pairs


def _travelling(low: Plain, high: Plain, share: float, spacing: Spacing) -> Plain:
    """A part of a slice on its way to a part of another one, with which it hardly overlaps."""
    start, end = np.array(_centre(low)), np.array(_centre(high))
    here = (1 - share) * start + share * end
    total = np.zeros(low.shape, np.float32)
    for part, weight, centre in ((low, 1 - share, start), (high, share, end)):
        rows, columns = (centre - here).tolist()
        total += np.float32(weight) * moved(signed_distance(part[None], spacing)[0], (rows, columns))
    inside: Plain = total > 0
    return inside


def cubic_weights(places: Sequence[float], first: int, at: float) -> list[float]:
    """Weights of values at some places for the value at a place between places[first] and the next.

    Cubic Hermite (Catmull & Rom 1974) with slopes from the neighbours on either side; at an end, from one side.
    """
    a, b = places[first], places[first + 1]
    gap, t = b - a, (at - a) / (b - a)
    weights = [0.0] * len(places)
    weights[first] += 2 * t**3 - 3 * t**2 + 1
    weights[first + 1] += 3 * t**2 - 2 * t**3
    for place, factor in ((first, t**3 - 2 * t**2 + t), (first + 1, t**3 - t**2)):
        before, after = max(place - 1, 0), min(place + 1, len(places) - 1)
        slope = factor * gap / (places[after] - places[before])
        weights[after] += slope
        weights[before] -= slope
    return weights


def moved(values: Distances, shift: Pair) -> Distances:
    """A picture read `shift` pixels (rows, columns) further on, linearly; its border goes on outwards."""
    out = values
    for axis, each in enumerate(shift):
        whole = int(np.floor(each))
        part = np.float32(each - whole)
        count = values.shape[axis]
        index = np.clip(np.arange(count) + whole, 0, count - 1)
        further = np.clip(index + 1, 0, count - 1)
        out = (1 - part) * out.take(index, axis) + part * out.take(further, axis)
    return np.asarray(out, np.float32)


def _gap_mm(a: Plain, b: Plain, spacing: Spacing) -> float:
    return float(np.hypot(*(np.subtract(_centre(a), _centre(b)) * spacing[1:])))


def _radius_mm(part: Plain, spacing: Spacing) -> float:
    """The radius of a circle of the same area."""
    return float(np.sqrt(np.count_nonzero(part) * spacing[1] * spacing[2] / np.pi))


def _centre(mask: Plain) -> Pair:
    rows, columns = np.nonzero(mask)
    return float(rows.mean()), float(columns.mean())
