"""Proposals for artefact masks of a breast ultrasound scan: where the probe had no contact, and what lies in shadow.

Sound runs along the depth axis (y in LPS, from the skin backwards). Without contact a whole line is dark from its first
millimetres on; a shadow begins somewhere and stays dark to the end of the line. Both are proposals for a person to judge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from workstation.core.geometry import Grid, Vector
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.preprocess import block_mean
from workstation.imaging.segmentation.blur import blurred
from workstation.imaging.segmentation.region import Mask

WORKING_MM = 0.8
CONTACT_DEPTH_MM = 6.0  # a line that is dark so far down from the skin has no contact
DARK_SHARE = 0.25  # of the median brightness at the same depth
SHADOW_LEAST_MM = 8.0  # shorter dark ends of lines are no shadows
NARROWEST_MM = 1.5  # of a shadow or gap, across the lines
SLAB_MM = 4.0  # of slices that are looked at to judge one place

Artefact = Literal["", "no contact", "shadow"]


@dataclass(frozen=True, eq=False, slots=True)
class Artefacts:
    """Masks on a coarse lattice over the scan: voxel (z, y, x) of the scan is cell (z, y, x) // factors."""

    no_contact: Mask
    shadow: Mask
    factors: tuple[int, int, int]

    def layer(self, mask: Mask, z: int, shape: tuple[int, int]) -> Mask:
        """A coarse mask voxel by voxel of the scan, for one of its slices (rows y, columns x)."""
        rows, columns = (
            np.minimum(np.arange(n) // f, m - 1)
            for n, f, m in zip(shape, self.factors[1:], mask.shape[1:], strict=True)
        )
        coarse: Mask = mask[min(z // self.factors[0], mask.shape[0] - 1)]
        return coarse[np.ix_(rows, columns)]


def find_artefacts(grey: AnyArray, grid: Grid) -> Artefacts:
    """Where a scan (z, y, x) has no contact, and where it lies in shadow."""
    x, y, z = (max(1, int(WORKING_MM / each)) for each in grid.spacing_mm)
    factors = (z, y, x)
    coarse = block_mean(grey, factors)
    spacing = tuple(f * s for f, s in zip(factors, grid.spacing_mm[::-1], strict=True))
    soft = blurred(coarse, (spacing[0], spacing[1], spacing[2]), WORKING_MM)
    depth = 2 - grid.axis_nearest(1)  # the array axis along which sound runs
    lines = np.moveaxis(soft, depth, 0)
    if grid.axes[1, 2 - depth] < 0:
        lines = lines[::-1]
    no_contact, shadow = _along_lines(lines, spacing[depth])
    back = [mask[::-1] if grid.axes[1, 2 - depth] < 0 else mask for mask in (no_contact, shadow)]
    masks = [_without_specks(np.moveaxis(mask, 0, depth), depth, spacing) for mask in back]
    return Artefacts(masks[0], masks[1], factors)


def artefact_at(volume: Volume, point_mm: Vector) -> Artefact:
    """Which artefact of a scan a world point inside it lies in, "" if in none; judged from the slices around it alone.

    About 30 ms for a full ABUS volume; a lazy one is only read around the point.
    """
    grid = volume.grid
    axis = 2 - grid.axis_nearest(2)  # the array axis along which the probe was moved
    place = np.clip(np.rint(grid.to_index(point_mm)).astype(int), 0, np.array(grid.size_xyz) - 1)[::-1]
    reach = math.ceil(SLAB_MM / 2 / grid.spacing_mm[2 - axis])
    first, last = max(place[axis] - reach, 0), min(place[axis] + reach + 1, grid.shape_zyx[axis])
    box = [slice(0, n) for n in grid.shape_zyx]
    box[axis] = slice(first, last)
    corner = np.zeros(3)
    corner[2 - axis] = first
    values = volume.voxels.read((box[0], box[1], box[2]))
    found = find_artefacts(values, replace(grid, shape_zyx=values.shape, origin_mm=grid.point_of(corner)))
    place[axis] -= first
    cell = tuple(np.minimum(place // np.array(found.factors), np.array(found.shadow.shape) - 1))
    return "no contact" if found.no_contact[cell] else "shadow" if found.shadow[cell] else ""


def _along_lines(lines: AnyArray, step_mm: float) -> tuple[Mask, Mask]:
    """For values (depth, …) both masks of the same shape."""
    usual = np.median(lines.reshape(len(lines), -1), axis=1)
    dark = lines < DARK_SHARE * usual.reshape(-1, *[1] * (lines.ndim - 1))
    top = max(1, round(CONTACT_DEPTH_MM / step_mm))
    lost = np.broadcast_to(dark[:top].mean(axis=0) > 0.8, lines.shape)
    to_the_end = np.flip(np.logical_and.accumulate(np.flip(dark, 0), axis=0), 0)
    long_enough = to_the_end.sum(axis=0) * step_mm >= SHADOW_LEAST_MM
    return lost.copy(), to_the_end & long_enough & ~lost


def _without_specks(mask: Mask, depth: int, spacing: tuple[float, ...]) -> Mask:
    """Without what is narrower than a shadow can be, across the lines."""
    from scipy import ndimage

    size = [1 if axis == depth else max(1, round(NARROWEST_MM / each)) for axis, each in enumerate(spacing)]
    opened: Mask = ndimage.binary_opening(mask, np.ones(size, bool))
    return opened
