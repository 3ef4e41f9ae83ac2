"""Proposals for artefact masks of a breast ultrasound scan: where the probe had no contact, and what lies in shadow.

Sound runs along the depth axis (y in LPS, from the skin backwards). Without contact a whole line is dark from its first
millimetres on; a shadow begins somewhere and stays dark to the end of the line. Both are proposals for a person to judge.
What is exactly 0 was not scanned, as around the fan of a curved probe: it counts for neither. In a fan, whose lines do
not begin at the border of the volume, sound is followed from where the lines come from, missing contact is not looked for,
and a shadow is what sinks to the noise of its depth where much else does not, as behind a rib.
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
from workstation.imaging.segmentation.fan import Fan
from workstation.imaging.segmentation.region import Mask, Spacing

WORKING_MM = 0.8
CONTACT_DEPTH_MM = 6.0  # a line that is dark so far down from the skin has no contact
DARK_SHARE = 0.25  # of the median brightness at the same depth: without contact
SHADOW_SHARE = 0.4  # the same, for a shadow
DARK_MOST = 0.9  # of a line from where its shadow begins: a bright speckle does not end it
USUAL, NOISE = 75, 5  # percentiles at one depth of a fan
AUDIBLE = 2.0  # times the noise: depths where the usual is less tell nothing
SUNK_SHARE = 0.25  # of the way from the noise to the usual: darker is in shadow
FAN_SHARE = 0.5  # of the lines; where fewer begin at the border, the scan is a fan
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
    scanned, soft = coarse > 0, _soft(coarse, (spacing[0], spacing[1], spacing[2]))
    depth = 2 - grid.axis_nearest(1)  # the array axis along which sound runs
    lines, seen = (np.moveaxis(each, depth, 0) for each in (soft, scanned))
    if grid.axes[1, 2 - depth] < 0:
        lines, seen = lines[::-1], seen[::-1]
    across = [each for axis, each in enumerate(spacing) if axis != depth]
    no_contact, shadow = _along_lines(lines, seen, (spacing[depth], across[0], across[1]))
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


def _soft(coarse: AnyArray, spacing: Spacing) -> AnyArray:
    """The scan without its speckle; what was not scanned has no weight."""
    values, seen = np.asarray(coarse, np.float32), np.asarray(coarse > 0, np.float32)
    soft: AnyArray = blurred(values, spacing, WORKING_MM) / np.maximum(blurred(seen, spacing, WORKING_MM), 1e-3)
    return soft


def _along_lines(lines: AnyArray, scanned: Mask, spacing: Spacing) -> tuple[Mask, Mask]:
    """For values (depth, …), and whether they were scanned, both masks of the same shape."""
    top = max(1, round(CONTACT_DEPTH_MM / spacing[0]))
    lost = np.zeros(lines.shape, bool)
    if scanned[:top].any(axis=0).mean() < FAN_SHARE:
        fan = Fan.of(scanned, spacing)
        if fan is not None:
            return lost, _in_fan(lines, scanned, spacing, fan)
    else:
        lost[:] = (lines < DARK_SHARE * _levels(lines, scanned, 50))[:top].mean(axis=0) > 0.8
    dark = scanned & (lines < SHADOW_SHARE * _levels(lines, scanned, 50)) & ~lost
    return lost, _to_the_end(dark, scanned, scanned, spacing[0])


def _in_fan(lines: AnyArray, scanned: Mask, spacing: Spacing, fan: Fan) -> Mask:
    """Shadows in a fan; a shadow is judged where its depth is not all noise, and reaches to the end of the line."""
    seen = fan.along_lines(scanned, spacing) > 0.9
    values = fan.along_lines(lines, spacing)
    usual, noise = _levels(values, seen, USUAL), _levels(values, seen, NOISE)
    audible = seen & (usual >= AUDIBLE * noise)
    dark = audible & (values < noise + SUNK_SHARE * (usual - noise))
    shadow = _to_the_end(dark, audible, seen, spacing[0])
    return scanned & fan.in_space(shadow, (lines.shape[0], lines.shape[1], lines.shape[2]), spacing)


def _levels(lines: AnyArray, seen: Mask, percentile: float) -> AnyArray:
    """A percentile of what was scanned at each depth, 0 where nothing was: (depth, 1, 1)."""
    levels: AnyArray = np.array(
        [np.percentile(layer[mask], percentile) if mask.any() else 0.0 for layer, mask in zip(lines, seen, strict=True)]
    ).reshape(-1, *[1] * (lines.ndim - 1))
    return levels


def _to_the_end(dark: Mask, judged: Mask, scanned: Mask, step_mm: float) -> Mask:
    """Where lines (depth, …) lie in shadow: dark, as far as can be judged, from where it begins to their end."""
    below, dark_below = (np.flip(np.cumsum(np.flip(each, 0), axis=0), 0) for each in (judged, dark))
    begun = np.logical_or.accumulate(dark & (dark_below >= DARK_MOST * below), axis=0)
    long_enough: Mask = (begun & judged).sum(axis=0) * step_mm >= SHADOW_LEAST_MM
    return begun & scanned & long_enough


def _without_specks(mask: Mask, depth: int, spacing: tuple[float, ...]) -> Mask:
    """Without what is narrower than a shadow can be, across the lines."""
    from scipy import ndimage

    size = [1 if axis == depth else max(1, round(NARROWEST_MM / each)) for axis, each in enumerate(spacing)]
    opened: Mask = ndimage.binary_opening(mask, np.ones(size, bool))
    return opened
