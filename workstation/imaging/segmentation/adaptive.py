"""The adaptive brush: paints the part of the brush that is like its middle and hangs together with it.

The scan under the brush is blurred a little, so that speckle does not count; what the middle third looks like sets the
reference; the brush then fills outwards until brightness differs by more than the middle itself varies.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Vector
from workstation.core.labels import Box, LabelMap, LabelPatch
from workstation.core.planes import Plane
from workstation.core.volume import Voxels
from workstation.imaging.painting import BrushShape, brush_mask
from workstation.imaging.segmentation.blur import blurred
from workstation.imaging.segmentation.fill import connected_to
from workstation.imaging.segmentation.region import Mask, put, spacing_zyx

CORE = 0.34  # of the radius: what is looked at to know what the middle is like
SPREADS = 2.0  # standard deviations of the middle that still count as alike
LEAST_SHARE = 0.06  # of the scan's range under the brush, by which voxels may always differ
MOST_VOXELS = 4_000_000  # under the brush; more would not follow the hand


@dataclass(frozen=True, slots=True)
class AdaptiveBrush:
    """What an adaptive brush is like; `speckle_mm` is the standard deviation of the blur."""

    radius_mm: float
    shape: BrushShape = "disc"
    speckle_mm: float = 0.3


def adaptive_mask(
    voxels: Voxels, grid: Grid, centre_mm: Vector, brush: AdaptiveBrush, plane: Plane | None = None
) -> tuple[Box, Mask] | None:
    """The box of the brush and the voxels it paints; None where its middle lies outside the volume."""
    found = brush_mask(grid, centre_mm, brush.radius_mm, brush.shape, plane)
    if found is None or not grid.contains(centre_mm):
        return None
    box, under = found
    if under.size > MOST_VOXELS:
        raise InvalidInput("The adaptive brush is too large to follow the hand; make it smaller.")
    x, y, z = np.rint(grid.to_index(centre_mm)).astype(int).tolist()
    seed = (z - box[0].start, y - box[1].start, x - box[2].start)
    inside = all(0 <= n < size for n, size in zip(seed, under.shape, strict=True))
    if not inside or not under[seed]:  # smaller than a voxel: the brush is that voxel or nothing
        return box, under
    soft = blurred(np.asarray(voxels.read(box), np.float32), spacing_zyx(grid), brush.speckle_mm)
    core = brush_mask(grid, centre_mm, brush.radius_mm * CORE, brush.shape, plane)
    middle = soft[_within(box, core[0])][core[1]] if core is not None and core[1].any() else soft[seed][None]
    low, high = np.percentile(soft[under], [2, 98])
    tolerance = max(SPREADS * float(middle.std()), LEAST_SHARE * float(high - low))
    alike = under & (np.abs(soft - np.median(middle)) <= tolerance)
    alike[seed] = True
    return box, connected_to(alike, seed)


class AdaptiveStroke:
    """One gesture of the adaptive brush, with the interface of `painting.Stroke`."""

    def __init__(
        self, label_map: LabelMap, grid: Grid, voxels: Voxels, brush: AdaptiveBrush, value: int,
        plane: Plane | None = None, over: Collection[int] | None = None,
    ) -> None:  # fmt: skip
        self._map, self._before = label_map, label_map.copy()
        self._grid, self._voxels, self._brush, self._plane = grid, voxels, brush, plane
        self._value, self._over = value, over
        self._position_mm: Vector | None = None

    def move(self, position_mm: Vector) -> Box | None:
        """Paint at a world point, and on the way there at every third of a radius; returns the last box."""
        box = None
        for place in self._places(position_mm):
            found = adaptive_mask(self._voxels, self._grid, place, self._brush, self._plane)
            if found is not None:
                box = found[0]
                put(self._map, *found, self._value, self._over)
        self._position_mm = position_mm
        return box

    def finish(self) -> LabelPatch:
        """End the gesture: the map goes back to the state before, and the patch leads to what was painted."""
        return self._map.taken_back_to(self._before)

    def _places(self, position_mm: Vector) -> list[Vector]:
        if self._position_mm is None:
            return [position_mm]
        start, way = np.array(self._position_mm), np.subtract(position_mm, self._position_mm)
        steps = max(1, int(np.linalg.norm(way) / (self._brush.radius_mm / 3)))
        points = [start + way * n / steps for n in range(1, steps + 1)]
        return [(float(p[0]), float(p[1]), float(p[2])) for p in points]


def _within(box: Box, part: Box) -> Box:
    """A part of a box counted from the box's first voxel."""
    z, y, x = (slice(p.start - b.start, p.stop - b.start) for b, p in zip(box, part, strict=True))
    return z, y, x
