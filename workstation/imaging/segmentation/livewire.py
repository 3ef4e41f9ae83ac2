"""Live-wire: the way along edges of a slice from the last corner of an outline to the pointer.

Cheapest ways over a picture in which edges cost little (Mortensen & Barrett 1995). All ways from a corner are found once,
so that the wire then follows the pointer at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.volume import AnyArray
from workstation.imaging.segmentation.blur import blurred

MOST_COST = 60  # of a pixel without any edge; an edge costs 1
SHARPNESS = 12.0  # how soon the cost rises away from an edge
Pixel = tuple[int, int]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class EdgeCosts:
    """A slice as the wire sees it: what being on each pixel costs, and the lengths of steps as whole numbers."""

    cost: Ints
    straight: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Wire:
    """All cheapest ways from one pixel."""

    came_from: Ints

    def to(self, pixel: Pixel) -> list[Pixel]:
        """The pixels (row, column) from the start of the wire to a pixel, both included."""
        rows, columns = self.came_from.shape
        at = int(np.clip(pixel[0], 0, rows - 1)) * columns + int(np.clip(pixel[1], 0, columns - 1))
        way = [at]
        back = self.came_from.ravel()
        while back[at] >= 0:
            at = int(back[at])
            way.append(at)
        return [(place // columns, place % columns) for place in reversed(way)]


def edge_costs(picture: AnyArray, spacing: tuple[float, float], blur_mm: float = 0.4) -> EdgeCosts:
    """What the pixels of a slice cost: little on the strongest edges, `MOST_COST` where nothing changes.

    Parameters
    ----------
    picture : (rows, columns)
    spacing : mm between rows and between columns
    blur_mm : how far speckle is blurred before edges are looked for
    """
    thin = (max(spacing), *spacing)
    soft = blurred(picture[None].astype(np.float32), thin, blur_mm)[0]
    down, right = np.gradient(soft, *spacing)
    slope = np.hypot(down, right)
    strongest = float(np.percentile(slope, 98)) or 1.0
    cost = np.maximum(MOST_COST * np.exp(-SHARPNESS / 4 * np.minimum(slope / strongest, 1.0)), 1).astype(np.int32)
    unit = 8.0 / min(spacing)
    straight = [round(unit * each) for each in (*spacing, float(np.hypot(*spacing)))]
    return EdgeCosts(cost, np.array(straight, np.int32))


def wire_from(costs: EdgeCosts, start: Pixel) -> Wire:
    """Find all cheapest ways from a pixel (row, column)."""
    from workstation.imaging.segmentation.path_kernels import ways

    came_from, distance = np.empty_like(costs.cost), np.empty_like(costs.cost)
    ways(costs.cost, costs.straight, start[0] * costs.cost.shape[1] + start[1], came_from, distance)
    return Wire(came_from)
