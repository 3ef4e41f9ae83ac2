"""Whether local content finds its counterpart at all, beyond what it would find by chance.

A place is recognised if the shifts at which its surroundings fit lie close together, be it here or a little aside; where
they fit everywhere alike, nothing was recognised. Some places are recognised by chance in any two scans, the more the
richer their texture is. So the same is measured where it is known to be wrong: with the moving scan turned half round
about the middle of the overlap, which keeps texture and layers. It needs no limits that belong to one kind of scanner.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import Affine, Composite, Transform
from workstation.imaging.preprocess import FloatVoxels, Picture
from workstation.imaging.uncertainty.matching import Search, coarse_copy, points_of, search

RECOGNISED_SHARE = 0.5  # of the reach: likely shifts that lie less far apart point somewhere; all together have 0.77
PART = 3  # chance is measured on this part of the overlap, in the middle
FEWEST_PLANES = 6

Nodes = npt.NDArray[np.bool_]


def beyond_chance(
    found: Search, seen: Nodes, overlap: Nodes, pictures: tuple[Picture, Picture], transform: Transform, reach_mm: float,
    threads: int,
) -> float:  # fmt: skip
    """The share of recognised places beyond that by chance: 1 if all are, 0 if no more than by chance.

    NaN where no place can be searched all around. `pictures` are normalised locally; `seen` and `overlap` as in `Features`.
    """
    chosen = seen & (depth_in(overlap, found.grid) > reach_mm)
    if not chosen.any():
        return math.nan
    share = recognised_share(found, chosen, reach_mm)
    wrong, part = turned_half_round(transform, found.grid, chosen), middle_part(found.grid, chosen)
    elsewhere = search(
        *pictures, coarse_copy(wrong, part, round(2 * reach_mm / part.spacing_mm[0])), part, reach_mm, threads
    )
    compared = elsewhere.here > -1
    chance = recognised_share(elsewhere, compared, reach_mm) if compared.any() else 0.0
    return max(0.0, (share - chance) / (1 - chance)) if chance < 1 else 0.0


def recognised_share(found: Search, chosen: Nodes, reach_mm: float) -> float:
    """The share of the chosen places that are recognised."""
    return float((found.spread_mm[chosen] < RECOGNISED_SHARE * reach_mm).mean())


def depth_in(overlap: Nodes, nodes: Grid) -> FloatVoxels:
    """How deep (z, y, x), in mm, each node lies within the overlap; the end of the nodes is no border."""
    depth: FloatVoxels = (ndimage.distance_transform_edt(overlap) * nodes.spacing_mm[0]).astype(np.float32)
    return depth


def turned_half_round(transform: Transform, nodes: Grid, chosen: Nodes) -> Transform:
    """The transform after half a turn about the second axis of the nodes, through the middle of the chosen ones."""
    middle: FloatArray = np.median(points_of(nodes)[chosen.ravel()], axis=0)
    turn = nodes.axes @ np.diag([-1.0, 1.0, -1.0]) @ nodes.axes.T
    return Composite((Affine.about(middle, turn), transform))


def middle_part(nodes: Grid, chosen: Nodes) -> Grid:
    """The planes of the nodes in the middle of the chosen ones."""
    planes = np.flatnonzero(chosen.any(axis=(1, 2)))
    count = min(max(FEWEST_PLANES, len(planes) // PART), nodes.shape_zyx[0])
    start = int(np.clip((planes[0] + planes[-1] + 1 - count) // 2, 0, nodes.shape_zyx[0] - count))
    x, y, z = nodes.to_world([[0, 0, start]])[0].tolist()
    return Grid((count, *nodes.shape_zyx[1:]), nodes.spacing_mm, (x, y, z), nodes.direction)
