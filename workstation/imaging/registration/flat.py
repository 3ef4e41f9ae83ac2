"""Single slices: a picture without thickness is registered within its plane, as a slab of equal slices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.core.volume import AnyArray, Volume

SLICES = 8  # of the slab


def flat_axis(fixed: Grid, moving: Grid) -> int | None:
    """The axis (0, 1, 2 for z, y, x) along which both volumes have one slice; None if there is none."""
    both = [n for n in range(3) if fixed.shape_zyx[n] == moving.shape_zyx[n] == 1]
    return both[0] if len(both) == 1 else None


def thickened(volume: Volume, axis: int) -> Volume:
    """A slab of equal slices, as far apart as the voxels of the slice, with the slice in its middle."""
    grid = volume.grid
    spacing, shape = list(grid.spacing_mm), list(grid.shape_zyx)
    within = [s for n, s in enumerate(spacing) if n != 2 - axis]
    spacing[2 - axis], shape[axis] = float(np.sqrt(within[0] * within[1])), SLICES
    first = np.array(grid.origin_mm) - grid.axes[:, 2 - axis] * spacing[2 - axis] * (SLICES - 1) / 2
    z, y, x = shape
    sx, sy, sz = spacing
    slab = Grid((z, y, x), (sx, sy, sz), tuple(first.tolist()), grid.direction)
    return Volume.from_array(repeated(volume.voxels.whole(), axis), slab, id=volume.id, modality=volume.modality)


def thickened_run(run: RunContext, axis: int) -> RunContext:
    """The masks and label maps of a run for slabs."""
    given = (run.fixed_mask, run.moving_mask, run.fixed_labels, run.moving_labels)
    masks = [None if each is None else repeated(np.asarray(each), axis) for each in given]
    return replace(run, fixed_mask=masks[0], moving_mask=masks[1], fixed_labels=masks[2], moving_labels=masks[3])


def repeated(array: AnyArray, axis: int) -> AnyArray:
    """The slice of an array (z, y, x) as often as a slab has slices."""
    return np.repeat(array, SLICES, axis)
