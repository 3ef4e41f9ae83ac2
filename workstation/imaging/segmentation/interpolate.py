"""Interpolation between drawn slices: the outline of a slice between two drawn ones, from signed distances.

In each drawn slice the distance to the outline is positive inside and negative outside (Raya & Udupa 1990). In between,
the distances follow a cubic through up to four drawn slices, so that round structures stay round. Where two outlines do
not overlap at all they are first brought over one another by the movement of their centres, so that a thin structure
that runs aslant does not vanish half-way.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray
from workstation.imaging.segmentation.distance import Distances, signed_distance
from workstation.imaging.segmentation.region import Mask, Report, Spacing

Pair = tuple[float, float]
Plain = npt.NDArray[np.bool_]  # a slice of a mask: (rows, columns)
HARDLY = 0.1  # of a part's pixels: with less in common with the other slice it is brought there by its centre
TEMPER = np.float32(3.0)  # times the change across a gap: no more change counts beyond either of its ends
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
        levels = _tempered([maps[k] for k in around], around.index(low)) if high - low > 1 else []
        for n in range(low + 1, high):
            weights = cubic_weights([float(k) for k in around], around.index(low), float(n))
            filled[n] = sum(np.float32(w) * each for each, w in zip(levels, weights, strict=True)) > 0
        for pair in _aslant(mask[low], mask[high], flat) if high - low > 1 else ():
            for n in range(low + 1, high):
                pair.draw(filled[n], (n - low) / (high - low))
        if report is not None:
            report((place + 1) / (len(drawn) - 1))
    return filled


def _tempered(levels: list[Distances], first: int) -> list[Distances]:
    """Distances of drawn slices around a gap, those beyond its two ends brought near to what happens within.

    A structure that ends, or another one that begins, just beyond the gap would bend the cubic out of the range of the
    two slices between which it runs; so limited, it stays monotone (Fritsch & Carlson 1980).
    """
    most = TEMPER * np.abs(levels[first + 1] - levels[first])
    tempered = list(levels)
    for outer, end in ((first - 1, first), (first + 2, first + 1)):
        if 0 <= outer < len(levels):
            tempered[outer] = np.clip(levels[outer], levels[end] - most, levels[end] + most)
    return tempered


@dataclass(frozen=True, eq=False, slots=True)
class _Part:
    """A part of a slice that hangs together: its number there, its box, centre in pixels, and the radius of its area."""

    mask: Plain
    box: tuple[slice, slice]
    centre: FloatArray
    radius_mm: float


@dataclass(frozen=True, eq=False, slots=True)
class _Journey:
    """A part of one slice on its way to a part of another one, with which it hardly overlaps, within a common window."""

    window: tuple[slice, slice]
    distances: tuple[Distances, Distances]
    centres: tuple[FloatArray, FloatArray]

    def draw(self, onto: Plain, share: float) -> None:
        """Draw it into a slice when a share of the way is done."""
        weights = (1 - share, share)
        here = weights[0] * self.centres[0] + weights[1] * self.centres[1]
        total = np.zeros_like(self.distances[0])
        for values, weight, centre in zip(self.distances, weights, self.centres, strict=True):
            rows, columns = (centre - here).tolist()
            total += np.float32(weight) * moved(values, (rows, columns))
        onto[self.window] |= total > 0


def _aslant(low: Plain, high: Plain, spacing: Spacing) -> list[_Journey]:
    """Parts of two slices that hardly overlap with the other slice, but lie so near that they are one structure."""
    loose = [_loose_parts(here, there, spacing) for here, there in ((low, high), (high, low))]
    if not (loose[0] and loose[1]):
        return []
    scale = np.array(spacing[1:])
    ends = np.array([part.centre for part in loose[1]])
    journeys = []
    for part in loose[0]:
        gaps = np.linalg.norm((ends - part.centre) * scale, axis=1)
        other = loose[1][int(np.argmin(gaps))]
        if gaps.min() <= NEAR * (part.radius_mm + other.radius_mm):
            journeys.append(_journey(part, other, low.shape, spacing))
    return journeys


def _loose_parts(here: Plain, there: Plain, spacing: Spacing) -> list[_Part]:
    from scipy import ndimage

    numbers, count = ndimage.label(here)
    sizes = np.bincount(numbers.ravel(), minlength=count + 1)
    shared = np.bincount(numbers[there], minlength=count + 1)
    parts = []
    for number, box in enumerate(ndimage.find_objects(numbers), start=1):
        if box is None or shared[number] >= HARDLY * sizes[number]:
            continue
        mask = numbers[box] == number
        centre = np.argwhere(mask).mean(axis=0) + np.array([box[0].start, box[1].start])
        radius = float(np.sqrt(sizes[number] * spacing[1] * spacing[2] / np.pi))
        parts.append(_Part(mask, (box[0], box[1]), centre, radius))
    return parts


def _journey(low: _Part, high: _Part, shape: tuple[int, ...], spacing: Spacing) -> _Journey:
    window = tuple(
        slice(max(min(a.start, b.start) - 2, 0), min(max(a.stop, b.stop) + 2, n))
        for a, b, n in zip(low.box, high.box, shape, strict=True)
    )
    maps = []
    for part in (low, high):
        mask = np.zeros([s.stop - s.start for s in window], bool)
        rows, columns = (slice(p.start - w.start, p.stop - w.start) for p, w in zip(part.box, window, strict=True))
        mask[rows, columns] = part.mask
        maps.append(signed_distance(mask[None], spacing)[0])
    return _Journey((window[0], window[1]), (maps[0], maps[1]), (low.centre, high.centre))


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
