"""The skin as an ultrasound scan shows it: a bright band along one border, at whose inner edge brightness falls.

Nobody has to say which axis is the depth: it is the border below which most lines of voxels fall at one depth. A fan, a
head, or whatever else is no flat scan of skin shows no such plane, and nothing is told then.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.plugin import RunContext
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.preprocess import FloatVoxels, block_mean
from workstation.imaging.registration.known import Known
from workstation.imaging.registration.surfaces import Surface, SurfacePair, off_plane

DEEPEST_MM, EDGE_MM = 8.0, 1.5  # of the skin's inner edge under the border; depth averaged to either side of it
STEP_MM, LINE_MM = 0.4, 4.0  # of averaged voxels along and across the lines
LEAST_FALL = 0.08  # of the brightness above the edge
LEAST_SHARE, INLIER_MM = 0.5, 1.0  # of the lines that fall so near to one plane
LEAST_LINES = 40
FURTHEST_DEG = 100.0  # between the directions to the probe: further apart, one of the scans is stored upside down
SAMPLES = 200_000  # of a scan, for its usual brightness


def known_of(run: RunContext, fixed: Volume, moving: Volume) -> Known:
    """What a run and both pictures tell of how the scans lie; nothing where a start is given, so that nobody asks."""
    if run.initial is not None:
        return Known()
    return with_skin_seen(Known.of(run, fixed.grid, moving.grid), fixed, moving)


def with_skin_seen(known: Known, fixed: Volume, moving: Volume) -> Known:
    """What is known, and the skin of both scans if both show it and nobody drew a surface.

    Scans of which one lies upside down are left as they are: to turn one about would make the wrong pair look right.
    """
    if known.surfaces or not (fixed.modality == moving.modality == "US"):
        return known
    here, there = skin_line(fixed), skin_line(moving)
    if here is None or there is None or here.facing @ there.facing < math.cos(math.radians(FURTHEST_DEG)):
        return known
    return replace(known, surfaces=(SurfacePair(here, there),))


def skin_line(volume: Volume) -> Surface | None:
    """The inner edge of the skin, None where no border shows one for certain."""
    voxels, best = volume.voxels.whole(), None
    thin = max(1, round((voxels.size / SAMPLES) ** (1 / 3)))
    usual = float(voxels[::thin, ::thin, ::thin].mean())
    for axis in range(3):
        for is_last in (False, True):
            found = _along(voxels, volume.grid, axis, is_last, usual)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
    return None if best is None else best[1]


def _along(voxels: AnyArray, grid: Grid, axis: int, is_last: bool, usual: float) -> tuple[float, Surface] | None:
    """How many lines are brighter than usual and fall at one depth below a border, and the surface there."""
    spacing = grid.spacing_mm[::-1]
    count = math.ceil((DEEPEST_MM + EDGE_MM) / spacing[axis])
    length = voxels.shape[axis]
    if length < 2 * count:
        return None
    chosen = [slice(None)] * 3
    chosen[axis] = slice(length - 1, length - 1 - count, -1) if is_last else slice(0, count)
    across = [n for n in range(3) if n != axis]
    factors = [max(1, round((STEP_MM if n == axis else LINE_MM) / spacing[n])) for n in range(3)]
    lines = np.moveaxis(block_mean(voxels[tuple(chosen)], (factors[0], factors[1], factors[2])), axis, 0)
    step = factors[axis] * spacing[axis]
    depth, above, fall = _falls(lines, step)
    used = (fall > LEAST_FALL) & (above > usual)
    if used.sum() < max(LEAST_LINES, LEAST_SHARE * used.size):
        return None
    hit = np.argwhere(used)
    places = np.zeros((len(hit), 3))
    down = depth[used] / spacing[axis] - 0.5
    places[:, axis] = length - 1 - down if is_last else down
    for column, n in enumerate(across):
        places[:, n] = (hit[:, column] + 0.5) * factors[n] - 0.5
    towards = grid.axes[:, 2 - axis] * (1.0 if is_last else -1.0)
    return _on_one_plane(grid.to_world(places[:, ::-1]), towards, used.size)


def _falls(lines: FloatVoxels, step_mm: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Where each line (depth, …) falls most, in mm below the border, how bright it is above, and the share it loses."""
    width = max(1, round(EDGE_MM / step_mm))
    sums = np.concatenate([np.zeros((1, *lines.shape[1:])), np.cumsum(lines, axis=0)])
    n = len(lines)
    edges = np.arange(width, n - width + 1)
    above = (sums[edges] - sums[edges - width]) / width
    below = (sums[edges + width] - sums[edges]) / width
    fall = (above - below) / np.maximum(above, 1e-6)
    place = fall.argmax(axis=0)
    above, fall = (np.take_along_axis(each, place[None], axis=0)[0] for each in (above, fall))
    return edges[place] * step_mm, above, fall


def _on_one_plane(points_mm: FloatArray, towards: FloatArray, lines: int) -> tuple[float, Surface] | None:
    """The share of all lines that lie on one plane, and the surface there; None for too few."""
    kept = points_mm
    for reach in (3 * INLIER_MM, 1.5 * INLIER_MM, INLIER_MM, INLIER_MM):
        normal, off = off_plane(kept, points_mm)
        kept = points_mm[off <= reach]
        if len(kept) < max(LEAST_LINES, LEAST_SHARE * lines):
            return None
    facing: FloatArray = normal if normal @ towards > 0 else -normal
    return len(kept) / lines, Surface.of(kept, facing)
