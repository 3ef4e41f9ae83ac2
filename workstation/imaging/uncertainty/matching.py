"""Where local picture content would rather lie: a search around every place for the shift at which both scans agree best.

Both scans are brought to one cubic lattice, normalised locally so that gain and shadow drop out, the moving one seen
through the transform under test. Around each node the correlation of a window (about 6 mm wide) is found for every shift
of up to 6 mm. It needs no knowledge of how the transform came about.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import DisplacementField, Transform, displacement_on
from workstation.imaging.mapping import map_points
from workstation.imaging.preprocess import FloatVoxels, Picture

BINOMIAL = np.array([1, 4, 6, 4, 1], np.float32) / 16


@dataclass(frozen=True, eq=False)
class Search:
    """What a local search found, on nodes (z, y, x); lengths in mm.

    Parameters
    ----------
    here, best : correlation of the windows as the transform places them, and at the best shift; -1 where nothing is
        there to compare
    best_shift_mm : (z, y, x, 3) the best shift, along the axes of the grid
    mean_shift_mm : (z, y, x, 3) the likely shift: mean over all shifts, weighted by their likelihood
    expected_mm : root mean square length of a shift under the same weights: large where content would rather lie
        elsewhere, and where it could lie anywhere
    """

    grid: Grid
    here: FloatVoxels
    best: FloatVoxels
    best_shift_mm: FloatVoxels
    mean_shift_mm: FloatVoxels
    expected_mm: FloatVoxels

    @property
    def spread_mm(self) -> FloatVoxels:
        """How far (z, y, x), in mm, the likely shifts lie apart: small where content knows its counterpart, be it here or
        aside; nearly that of all shifts together where it fits everywhere alike."""
        drift = self.mean_shift_mm
        variance = self.expected_mm * self.expected_mm - (drift * drift).sum(axis=-1)
        spread: FloatVoxels = np.sqrt(np.maximum(variance, np.float32(0)))
        return spread


def node_grid(grid: Grid, spacing_mm: float) -> Grid:
    """Nodes over the box of a volume, `spacing_mm` apart along each of its axes, centred in it."""
    counts = [max(3, math.ceil(length / spacing_mm)) for length in grid.extent_mm]
    offset = (np.array(counts) - 1) / 2 * spacing_mm
    origin = np.array(grid.centre_mm) - grid.axes @ offset
    x, y, z = origin.tolist()
    return Grid((counts[2], counts[1], counts[0]), (spacing_mm,) * 3, (x, y, z), grid.direction)


def voxel_grid(nodes: Grid, pad: int) -> Grid:
    """The lattice of which each node owns 2 × 2 × 2 voxels, with `pad` more voxels around it."""
    spacing = nodes.spacing_mm[0] / 2
    z, y, x = (2 * n + 2 * pad for n in nodes.shape_zyx)
    origin = np.array(nodes.origin_mm) - nodes.axes @ np.full(3, (pad + 0.5) * spacing)
    ox, oy, oz = origin.tolist()
    return Grid((z, y, x), (spacing,) * 3, (ox, oy, oz), nodes.direction)


def seen_on(picture: Picture, grid: Grid, through: Transform | None, threads: int) -> tuple[FloatVoxels, FloatVoxels]:
    """A picture on a lattice, through a transform if one is given: values, and 1 where it counts."""
    from workstation.imaging.uncertainty import kernels

    out, counts = np.zeros(grid.voxel_count, np.float32), np.zeros(grid.voxel_count, np.float32)
    weight = picture.mask.astype(np.float32)
    index = picture.grid.to_index(points_of(grid) if through is None else map_points(through, points_of(grid)))
    in_parts(
        len(out), threads, lambda start, stop: kernels.sample(picture.values, weight, index, out, counts, start, stop)
    )
    return out.reshape(grid.shape_zyx), counts.reshape(grid.shape_zyx)


def in_parts(count: int, threads: int, work: Callable[[int, int], None]) -> None:
    """Call work(start, stop) for as many equal ranges as there are threads, each in a thread of its own."""
    edges = [count * n // threads for n in range(threads + 1)]
    with ThreadPoolExecutor(threads, "uncertainty") as pool:
        list(pool.map(work, edges[:-1], edges[1:]))


def points_of(grid: Grid) -> FloatArray:
    """World points (N, 3) of all centres of a grid, in the order of a raveled array."""
    z, y, x = (np.arange(n, dtype=np.float64) for n in grid.shape_zyx)
    index = np.empty((*grid.shape_zyx, 3))
    index[..., 0], index[..., 1], index[..., 2] = x, y[:, None], z[:, None, None]
    return grid.to_world(index.reshape(-1, 3))


def coarse_copy(transform: Transform, nodes: Grid, pad: int) -> DisplacementField:
    """The transform on the nodes and as far around them as the search looks, so that any kind is quick to evaluate."""
    more = pad // 2 + 1
    z, y, x = (n + 2 * more for n in nodes.shape_zyx)
    ox, oy, oz = nodes.to_world([-more] * 3).tolist()
    return displacement_on(
        lambda points: map_points(transform, points),
        Grid((z, y, x), nodes.spacing_mm, (ox, oy, oz), nodes.direction),
    )


def search(fixed: Picture, moving: Picture, transform: Transform, nodes: Grid, reach_mm: float, threads: int) -> Search:
    """Look around every node for the shift at which both pictures, normalised locally, agree best."""
    from workstation.imaging.uncertainty import kernels

    step = nodes.spacing_mm[0] / 2
    reach = round(reach_mm / step)
    left, left_weight = seen_on(fixed, voxel_grid(nodes, 0), None, threads)
    right, right_weight = seen_on(moving, voxel_grid(nodes, reach), transform, threads)
    energy, count = _node_sums(left * left), _node_sums(left_weight)
    energies, counts = _window_at_every_voxel(right * right), _window_at_every_voxel(right_weight)
    kept = np.empty((kernels.KEPT, *nodes.shape_zyx), np.float32)
    here = np.empty(nodes.shape_zyx, np.float32)
    in_parts(
        len(here), threads,
        lambda a, b: kernels.search(left, energy, count, right, energies, counts, reach, kept, here, a, b),
    )  # fmt: skip
    total = np.maximum(kept[4], 1e-9)
    return Search(
        nodes, here, kept[0], np.moveaxis(kept[1:4], 0, -1) * np.float32(step),
        np.moveaxis(kept[5:8] / total, 0, -1) * np.float32(step), np.sqrt(kept[8] / total) * np.float32(step),
    )  # fmt: skip


def _node_sums(values: FloatVoxels) -> FloatVoxels:
    from workstation.imaging.uncertainty import kernels

    out = np.empty(tuple(n // 2 for n in values.shape), np.float32)
    kernels.window_sums(values, out)
    return out


def _window_at_every_voxel(values: FloatVoxels) -> FloatVoxels:
    """The window sum of a node whose block starts at each voxel, nothing beyond the ends."""
    from scipy import ndimage

    profile = np.zeros(11, np.float32)
    profile[1:10:2] += BINOMIAL
    profile[2:11:2] += BINOMIAL  # both voxels of each block; centred so that the block's first voxel is the place
    for axis in range(3):
        values = ndimage.correlate1d(values, profile, axis=axis, mode="constant")
    return values
