"""Whole volumes and dense fields through a transform, for files that other programs read.

The window never needs these: it samples the plane that is shown (`imaging.sampling`). Both work slice by slice, so that
memory stays near the size of the result.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from workstation.core.geometry import Grid, point
from workstation.core.planes import Plane
from workstation.core.transform import DisplacementField, Transform, displacement_on
from workstation.core.volume import ArrayVoxels, Volume
from workstation.imaging.mapping import map_points
from workstation.imaging.sampling import sample_plane


def warped_volume(moving: Volume, grid: Grid, fixed_to_moving: Transform, outside: float = 0) -> Volume:
    """The moving volume as it looks on the fixed grid, in its own type; voxels from outside get the value `outside`."""
    source = ArrayVoxels(moving.voxels.whole())
    values = np.empty(grid.shape_zyx, dtype=source.dtype)
    for z in range(grid.shape_zyx[0]):
        values[z] = sample_plane(source, moving.grid, slice_plane(grid, z), fixed_to_moving, outside=outside)
    return Volume.from_array(values, grid, id=f"{moving.id} warped", modality=moving.modality)


def dense_displacement(fixed_to_moving: Transform, grid: Grid) -> DisplacementField:
    """A transform as one vector in mm (LPS) for every voxel of a grid: `displacement_on`, fast enough for full size."""
    return displacement_on(partial(map_points, fixed_to_moving), grid)


def slice_plane(grid: Grid, z: int) -> Plane:
    """The plane of a grid's z-th slice, with rows along y and columns along x."""
    right, down = (point(grid.axes[:, axis] * grid.spacing_mm[axis]) for axis in (0, 1))
    _, ny, nx = grid.shape_zyx
    return Plane(grid.point_of((0, 0, z)), right, down, ny, nx)
