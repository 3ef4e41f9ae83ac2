"""The brush: a sphere, or a disc in one layer of voxels, that writes into a label map as it is dragged.

A brush covers the voxels whose centre lies, in mm, within its radius of the segment along which it was moved. A disc
covers only the layer of voxels nearest to its plane, and distances within the plane count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, Vector
from workstation.core.labels import Box, LabelMap, LabelPatch
from workstation.core.planes import Plane
from workstation.core.volume import Voxels

BrushShape = Literal["sphere", "disc"]


@dataclass(frozen=True, eq=False, slots=True)
class Brightness:
    """Paint only where the scan's value lies from `low` to `high`, both included."""

    voxels: Voxels
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Sweep:
    """One move of a brush on a grid: a map from voxel index to mm from where it was, its travel, and its layer."""

    to_brush: FloatArray
    travel_mm: Vector
    radius_mm: float
    layer: Vector
    depth: float
    box: Box


def stamp(
    label_map: LabelMap, grid: Grid, centre_mm: Vector, radius_mm: float, value: int,
    shape: BrushShape = "sphere", plane: Plane | None = None, previous_mm: Vector | None = None,
    over: Collection[int] | None = None, where: Brightness | None = None,
) -> Box | None:  # fmt: skip
    """Paint where the brush is, and all the way since `previous_mm`; returns the box that may have changed.

    Parameters
    ----------
    label_map, grid : what is painted on, and where it lies
    centre_mm, previous_mm : world points where the brush is and where it was (None: nowhere)
    value : the label, 0 to erase
    plane : the plane a disc lies in
    over : the labels that may be overwritten (0 for background), None for all
    where : paint only there, None for everywhere

    Raises
    ------
    InvalidInput
        The value or radius is out of range, the map is not on the grid, or a disc came without a plane.
    """
    _check(label_map, grid, radius_mm, value, shape, plane)
    sweep = _sweep(grid, centre_mm, previous_mm or centre_mm, radius_mm, plane if shape == "disc" else None)
    if any(s.stop <= s.start for s in sweep.box):
        return None
    may_change = np.ones(256, bool)
    if over is not None:
        may_change[:] = False
        may_change[list(over)] = True
    _fill(label_map, sweep, value, may_change, where)
    label_map.touch()
    return sweep.box


def brush_mask(
    grid: Grid, centre_mm: Vector, radius_mm: float, shape: BrushShape = "sphere", plane: Plane | None = None
) -> tuple[Box, npt.NDArray[np.bool_]] | None:
    """The box of a brush at a point and the voxels of it that the brush covers; None outside the volume."""
    sweep = _sweep(grid, centre_mm, centre_mm, radius_mm, plane if shape == "disc" else None)
    if any(s.stop <= s.start for s in sweep.box):
        return None
    first, last = _covered_rows(sweep)
    columns = np.arange(sweep.box[2].stop - sweep.box[2].start)
    return sweep.box, (columns >= first[..., None]) & (columns < last[..., None])


def _check(
    label_map: LabelMap, grid: Grid, radius_mm: float, value: int, shape: BrushShape, plane: Plane | None
) -> None:
    if not 0 <= value <= 255:
        raise InvalidInput("A label value lies between 0 and 255, got {v}.", v=value)
    if not 0 < radius_mm < float("inf"):
        raise InvalidInput("The radius of a brush must be more than 0 mm, got {r}.", r=radius_mm)
    if tuple(label_map.shape) != grid.shape_zyx:
        raise InvalidInput("The labels have shape {labels} but the grid says {grid} (z, y, x).",
                           labels=tuple(label_map.shape), grid=grid.shape_zyx)  # fmt: skip
    if shape == "disc" and plane is None:
        raise InvalidInput("A disc brush needs the plane it lies in.")


def _sweep(grid: Grid, centre_mm: Vector, previous_mm: Vector, radius_mm: float, plane: Plane | None) -> _Sweep:
    """A disc is a sphere seen along the plane's normal: that direction is taken out of all distances."""
    flat, layer, depth = np.eye(3), np.zeros(3), 0.0
    ends = np.array([previous_mm, centre_mm], dtype=np.float64)
    half_mm = np.zeros(3)
    if plane is not None:
        normal = plane.normal
        flat -= np.outer(normal, normal)
        steps = normal @ grid.index_to_world[:3, :3]
        thickness = float(np.abs(steps).max())  # so that each line of voxels along the nearest axis has just one
        layer, depth = steps / thickness, float(normal @ np.subtract(grid.origin_mm, plane.origin_mm)) / thickness
        ends -= np.outer(plane.distance_of(ends), normal)
        half_mm = thickness / 2 * normal
    to_index = grid.world_to_index[:3, :3]
    reach = radius_mm * np.linalg.norm(to_index @ flat, axis=1) + np.abs(to_index @ half_mm)
    indices = grid.to_index(ends)
    low = np.maximum(np.floor(indices.min(axis=0) - reach), 0).astype(int)
    high = np.minimum(np.ceil(indices.max(axis=0) + reach), np.array(grid.size_xyz) - 1).astype(int) + 1
    to_brush = np.eye(4)
    to_brush[:3, :3] = flat @ grid.index_to_world[:3, :3]
    to_brush[:3, 3] = flat @ np.subtract(grid.origin_mm, ends[0])
    z, y, x = (slice(int(low[n]), int(high[n])) for n in (2, 1, 0))
    return _Sweep(to_brush, _vector(flat @ (ends[1] - ends[0])), radius_mm, _vector(layer), depth, (z, y, x))


def _covered_rows(sweep: _Sweep) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """What the brush covers of each row of its box: voxels first … last - 1."""
    from workstation.imaging import brush_kernels

    z, y, x = sweep.box
    first = np.empty((z.stop - z.start, y.stop - y.start), np.int32)
    last = np.empty_like(first)
    brush_kernels.cover_rows(
        sweep.to_brush, sweep.travel_mm, float(sweep.radius_mm), sweep.layer, sweep.depth,
        (x.start, y.start, z.start), x.stop - x.start, first, last,
    )  # fmt: skip
    return first, last


def _fill(
    label_map: LabelMap, sweep: _Sweep, value: int, may_change: npt.NDArray[np.bool_], where: Brightness | None
) -> None:
    from workstation.imaging import brush_kernels

    first, last = _covered_rows(sweep)
    everything, empty_stays = bool(may_change.all()), value == 0 or not may_change[0]
    for key, inner, outer in label_map.blocks_in(sweep.box):
        if label_map.block(key) is None and empty_stays:
            continue
        low, high = (outer[0].start, outer[1].start, outer[2].start), (outer[0].stop, outer[1].stop, outer[2].stop)
        if not brush_kernels.covers(first, last, low, high):
            continue
        block = label_map.block_for_writing(key)
        shift = (low[0] - inner[0].start, low[1] - inner[1].start, low[2] - inner[2].start)
        if where is None:
            brush_kernels.fill_rows(block, shift, first, last, low, high, value, may_change, everything)
        else:
            z, y, x = (slice(b.start + o.start, b.start + o.stop) for b, o in zip(sweep.box, outer, strict=True))
            grey = np.ascontiguousarray(where.voxels.read((z, y, x)), np.float32)
            brush_kernels.fill_rows_between(
                block, shift, first, last, low, high, value, may_change, grey, where.low, where.high
            )


class Stroke:
    """One gesture of the brush: painted live as it moves, and in the end a single patch, or nothing.

    The label map shows the stroke until `finish` or `cancel`; both take it back to the state before. `finish` returns
    the patch for the one `PaintLabels` command of the gesture, which carries it out anew when it is done.
    """

    def __init__(
        self, label_map: LabelMap, grid: Grid, radius_mm: float, value: int, shape: BrushShape = "sphere",
        plane: Plane | None = None, over: Collection[int] | None = None, where: Brightness | None = None,
    ) -> None:  # fmt: skip
        _check(label_map, grid, radius_mm, value, shape, plane)
        self._map = label_map
        self._before = label_map.copy()
        self._brush = (grid, radius_mm, value, shape, plane, over, where)
        self._position_mm: Vector | None = None

    def move(self, position_mm: Vector) -> Box | None:
        """Paint from where the brush was to a world point; returns the box (z, y, x) that may have changed."""
        grid, radius_mm, value, shape, plane, over, where = self._brush
        box = stamp(self._map, grid, position_mm, radius_mm, value, shape, plane, self._position_mm, over, where)
        self._position_mm = position_mm
        return box

    def finish(self) -> LabelPatch:
        """End the gesture: the map goes back to the state before, and the patch leads from there to what was painted."""
        return self._map.taken_back_to(self._before)

    def cancel(self) -> None:
        """Give the gesture up: the map goes back to the state before."""
        self._map.restore(self._before)


def _vector(values: FloatArray) -> Vector:
    x, y, z = values.tolist()
    return x, y, z
