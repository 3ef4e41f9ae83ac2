"""Scan conversion: the picture of a curved probe as it lies in the body, on a straight grid in millimetres, and back.

The sweep is straight, so every slice is bent alike: where each pixel comes from is computed once and used for all
slices. Values are interpolated linearly between scan lines, samples and (only if the steps differ) slices, and keep
their type.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from workstation.core.curved import CurvedRaster
from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid
from workstation.core.volume import AnyArray, Voxels

Report = Callable[[float, str], None]


def scan_converted(
    voxels: Voxels, raster: CurvedRaster, grid: Grid | None = None, outside: float = 0, report: Report | None = None
) -> AnyArray:
    """The values of a curved raster on a straight grid: (z, y, x) in the raster's own type.

    Parameters
    ----------
    grid : along the axes of the world; the raster's own `cartesian_grid` if none is given
    outside : value of voxels beyond the raster by more than half a sample
    report : is told the share done after each slab and may raise `Cancelled`
    """
    from workstation.imaging.scan_kernels import bend_slice

    target = grid or raster.cartesian_grid()
    if target.axes.tolist() != np.eye(3).tolist():
        raise InvalidInput("A scan is converted to a grid along the patient's axes, not to an oblique one.")
    if tuple(voxels.shape) != raster.shape_zyx:
        raise InvalidInput("The voxels have shape {voxels} but the raster says {raster} (z, y, x).",
                           voxels=tuple(voxels.shape), raster=raster.shape_zyx)  # fmt: skip
    where = _source_index(raster, target)
    steps = raster.to_index([[0.0, 0.0, target.origin_mm[2] + k * target.spacing_mm[2]]
                             for k in range(target.shape_zyx[0])])[:, 2]  # fmt: skip
    values = np.full(target.shape_zyx, outside, dtype=voxels.dtype)
    rounded = voxels.dtype.kind in "iu"
    for z, step in enumerate(steps.tolist()):
        first, share = _neighbours(step, raster.shape_zyx[0])
        if first < 0:
            continue
        near = voxels.read((slice(first, first + (1 if share == 0 else 2)), slice(None), slice(None)))
        bend_slice(np.ascontiguousarray(near), share, where, rounded, values[z])
        if report is not None and z % 16 == 0:
            report(z / len(steps), "straightening the picture")
    return values


def bent_back(
    values: AnyArray, grid: Grid, raster: CurvedRaster, nearest: bool = False, outside: float = 0
) -> AnyArray:  # fmt: skip
    """Values (z, y, x) on any straight grid as the raw pictures of a curved probe would show them, in the same type.

    Parameters
    ----------
    nearest : take the nearest voxel, as labels need it, instead of interpolating linearly
    outside : value of raster samples beyond the grid by more than half a voxel
    """
    from scipy.ndimage import map_coordinates

    if values.shape != grid.shape_zyx:
        raise InvalidInput("The values have shape {values} but the grid says {grid} (z, y, x).",
                           values=values.shape, grid=grid.shape_zyx)  # fmt: skip
    _, rows, columns = raster.shape_zyx
    last = np.array(grid.size_xyz) - 1
    line, sample = np.meshgrid(np.arange(columns), np.arange(rows))
    raw = np.full(raster.shape_zyx, outside, dtype=values.dtype)
    for z in range(raster.shape_zyx[0]):
        index = grid.to_index(raster.to_world(np.stack([line, sample, np.full_like(line, z)], axis=-1)))
        inside = ((index > -0.5) & (index < last + 0.5)).all(axis=-1)
        place = np.moveaxis(np.clip(index, 0, last), -1, 0)[::-1]
        found = map_coordinates(values, place, order=0 if nearest else 1, output=np.float64)
        raw[z] = np.where(inside, np.rint(found) if values.dtype.kind in "iu" else found, outside)
    return raw


def _source_index(raster: CurvedRaster, target: Grid) -> FloatArray:
    """Raster index (scan line, sample) of every pixel of a slice: (rows, columns, 2)."""
    _, rows, columns = target.shape_zyx
    points = np.zeros((rows, columns, 3))
    points[..., 0] = target.origin_mm[0] + np.arange(columns) * target.spacing_mm[0]
    points[..., 1] = (target.origin_mm[1] + np.arange(rows) * target.spacing_mm[1])[:, None]
    return np.ascontiguousarray(raster.to_index(points)[..., :2])


def _neighbours(step: float, count: int) -> tuple[int, float]:
    """The slice before a continuous slice index, and the share of the one after it; -1 if it lies outside."""
    if not -0.5 <= step < count - 0.5:
        return -1, 0.0
    inside = min(max(step, 0.0), count - 1.0)
    first = min(int(inside), max(count - 2, 0))
    share = inside - first
    if share < 1e-9:
        return first, 0.0
    return (first + 1, 0.0) if share > 1 - 1e-9 else (first, share)
