"""Registrations that lead round several volumes and back: how far from its start a point ends.

If every transform of a loop were right, each point would come back to where it was; what is missing is the loop-closure
error (Christensen & Johnson 2003, "transitivity error"). A large one proves that at least one transform is wrong there.
A small one proves nothing: errors may cancel, and methods that look at the same structures may agree on the same mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid, as_points
from workstation.core.transform import Affine, Composite, Transform
from workstation.imaging.mapping import map_points
from workstation.imaging.node_map import NodeMap
from workstation.imaging.uncertainty.matching import node_grid, points_of

NODE_MM = 2.4
CHUNK = 65_536  # points at a time; keeps memory flat
NOWHERE = -1


@dataclass(frozen=True, eq=False, slots=True)
class Leg:
    """The way from one volume of a loop to the next: a transform of points, and the grid of the volume it leads to."""

    transform: Transform
    end: Grid


@dataclass(frozen=True, eq=False, slots=True)
class Closure:
    """What became of points that went round a loop.

    Parameters
    ----------
    error_mm : (N,) distance from the start, NaN where a point left a volume on the way
    left_at : (N,) number of the leg behind which it lay outside the volume, `NOWHERE` if it never did
    """

    error_mm: FloatArray
    left_at: npt.NDArray[np.intp]


def closure(legs: Sequence[Leg], points_mm: npt.ArrayLike) -> Closure:
    """Take world points (N, 3) of the volume where a loop begins round it, and see where they end."""
    points = as_points(points_mm)
    error, left_at = np.empty(len(points)), np.empty(len(points), np.intp)
    for start in range(0, len(points), CHUNK):
        part = slice(start, start + CHUNK)
        error[part], left_at[part] = _round(legs, points[part])
    return Closure(error, left_at)


def closure_map(legs: Sequence[Leg], grid: Grid, spacing_mm: float = NODE_MM) -> NodeMap:
    """The loop-closure error in mm all over the volume where a loop begins; about a second for a full ABUS volume."""
    nodes = node_grid(grid, spacing_mm)
    return NodeMap(nodes, closure(legs, points_of(nodes)).error_mm.reshape(nodes.shape_zyx).astype(np.float32))


def same_voxel(grid: Grid, other: Grid) -> Affine:
    """The map from a volume's world to that of the same voxels where their millimetres were decided otherwise."""
    matrix = other.index_to_world @ grid.world_to_index
    return Affine(matrix[:3, :3], matrix[:3, 3])


def leg_between(before: Grid, start: Grid, transform: Transform, end: Grid, after: Grid | None = None) -> Leg:
    """A leg whose pair may know the same volumes in other millimetres than its neighbours.

    Parameters
    ----------
    before, start : grid of the volume it starts from, in the pair before and in its own
    end, after : grid of the volume it leads to, in its own pair and where the loop ends; None if the loop goes on
    """
    parts = [transform]
    if before != start:
        parts.insert(0, same_voxel(before, start))
    if after is not None and after != end:
        parts.append(same_voxel(end, after))
    return Leg(parts[0] if len(parts) == 1 else Composite(tuple(parts)), after or end)


def _round(legs: Sequence[Leg], points: FloatArray) -> tuple[FloatArray, npt.NDArray[np.intp]]:
    at, left_at = points, np.full(len(points), NOWHERE, np.intp)
    for number, leg in enumerate(legs):
        at = map_points(leg.transform, at)
        if number < len(legs) - 1:
            left_at[(left_at == NOWHERE) & ~leg.end.contains(at)] = number
    error: FloatArray = np.linalg.norm(at - points, axis=1)
    error[left_at != NOWHERE] = np.nan
    return error, left_at
