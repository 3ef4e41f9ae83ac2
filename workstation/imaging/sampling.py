"""Pictures of volumes and label maps on planes, straight or through a transform.

A plane that follows the voxels of a volume is cut out as it is; any other is sampled at the continuous voxel index of
every pixel. No warped volume is ever computed in order to look.

What is outside: a pixel is inside if its index lies within [-0.5, n - 0.5) on every axis, and between the border
centre and the border the value of the centre goes on. This is ITK's rule. Whole-number volumes are rounded to the
nearest value (ITK cuts off).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, Vector
from workstation.core.labels import BLOCK, Box, LabelArray, LabelMap
from workstation.core.planes import Plane
from workstation.core.transform import Affine, Composite, DisplacementField, Transform
from workstation.core.volume import AnyArray, ArrayVoxels, Voxels
from workstation.imaging.mapping import WORTH_COMPILED, in_bands, index_lattice, map_points
from workstation.imaging.painting import stamp

Interpolation = Literal["linear", "nearest"]
SlabMode = Literal["mean", "max", "min"]
Mask = npt.NDArray[np.bool_]

ON_LATTICE = 1e-3  # voxels by which a plane may miss the voxel centres and still be cut out without sampling


class PlaneSample(NamedTuple):
    """A picture (rows, columns) in the volume's own type, and which of its pixels lie inside the volume."""

    pixels: AnyArray
    inside: Mask


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a plane follows a grid: the voxel under its first pixel, and the grid axis and sign of right and down."""

    first_xyz: tuple[int, int, int]
    right: tuple[int, int]
    down: tuple[int, int]

    @property
    def through(self) -> int:
        """The grid axis (0 x, 1 y, 2 z) through the picture."""
        return 3 - self.right[0] - self.down[0]

    def neighbour(self, grid: Grid, plane: Plane, slices: int) -> Plane:
        """The plane some slices further along the grid axis through the picture."""
        index = np.array(self.first_xyz, dtype=np.float64)
        index[self.through] += slices
        return replace(plane, origin_mm=grid.point_of(index))


def alignment(grid: Grid, plane: Plane) -> Alignment | None:
    """How a plane's pixels coincide with voxel centres of a grid, one pixel a voxel; None where they do not."""
    first = grid.to_index(plane.origin_mm)
    if not np.isfinite(first).all() or np.abs(first - np.round(first)).max() > ON_LATTICE:
        return None
    right = _axis_of(grid, plane.right_mm, plane.columns)
    down = _axis_of(grid, plane.down_mm, plane.rows)
    if right is None or down is None or right[0] == down[0]:
        return None
    x, y, z = np.round(first).astype(int).tolist()
    return Alignment((x, y, z), right, down)


def _axis_of(grid: Grid, step_mm: Vector, count: int) -> tuple[int, int] | None:
    step = grid.world_to_index[:3, :3] @ np.asarray(step_mm)
    axis = int(np.argmax(np.abs(step)))
    sign = 1 if step[axis] > 0 else -1
    step[axis] -= sign
    return (axis, sign) if np.abs(step).max() * count <= ON_LATTICE else None


def sample_plane(
    voxels: Voxels, grid: Grid, plane: Plane, transform: Transform | None = None,
    interpolation: Interpolation = "linear", step: int = 1, outside: float = 0,
    slab_mm: float = 0.0, slab_mode: SlabMode = "mean",
) -> AnyArray:  # fmt: skip
    """The picture of a volume on a plane, (rows, columns) in the volume's own type; see `sample_plane_masked`."""
    return sample_plane_masked(
        voxels, grid, plane, transform, interpolation, step, outside, slab_mm, slab_mode
    ).pixels  # fmt: skip


def sample_plane_masked(
    voxels: Voxels, grid: Grid, plane: Plane, transform: Transform | None = None,
    interpolation: Interpolation = "linear", step: int = 1, outside: float = 0,
    slab_mm: float = 0.0, slab_mode: SlabMode = "mean",
) -> PlaneSample:  # fmt: skip
    """The picture of a volume on a plane, and which of its pixels lie inside the volume.

    Parameters
    ----------
    voxels, grid : the volume that is sampled; of a lazy one only the needed box is read where that is small
    plane : pixel centres in the world; with a transform, in the frame the transform maps from
    transform : takes points of the plane to points of the volume; None for a plane in the volume's own frame
    step : the transform is evaluated at every `step`-th pixel and the voxel index interpolated between; 1 is exact
    outside : the value of pixels that lie outside
    slab_mm : thickness, centred on the plane along its normal, over which voxels are combined by `slab_mode`; the
        distance between samples is the volume's spacing along the normal, and what lies outside is left out
    """
    if step < 1:
        raise InvalidInput("step must be at least 1, got {step}.", step=step)
    aligned = alignment(grid, plane) if transform is None else None
    if aligned is not None:
        reach = int(slab_mm / 2 / grid.spacing_mm[aligned.through] + 1e-6)
        return _cut_out(voxels.read, voxels.dtype, grid, plane, aligned, outside, reach, slab_mode)
    normal = plane.normal
    axis = int(np.argmax(np.abs(normal @ grid.axes)))
    reach = int(slab_mm / 2 / grid.spacing_mm[axis] + 1e-6)
    offsets = [n * grid.spacing_mm[axis] * normal for n in range(-reach, reach + 1)]
    planes = [replace(plane, origin_mm=_vector(np.asarray(plane.origin_mm) + offset)) for offset in offsets]
    layers = [_interpolated(voxels, grid, each, transform, interpolation, step, outside) for each in planes]
    return layers[0] if reach == 0 else _combined(layers, outside, slab_mode)


def _cut_out(
    read: Callable[[Box], AnyArray], dtype: np.dtype[Any], grid: Grid, plane: Plane, aligned: Alignment,
    outside: float, reach: int = 0, slab_mode: SlabMode = "mean",
) -> PlaneSample:  # fmt: skip
    """Voxels as they are, from one box that is `reach` slices thick to both sides."""
    shape = (plane.rows, plane.columns)
    size, through = grid.size_xyz, aligned.through
    layer = aligned.first_xyz[through]
    spans = {
        aligned.right[0]: _span(
            aligned.first_xyz[aligned.right[0]], aligned.right[1], plane.columns, size[aligned.right[0]]
        ),
        aligned.down[0]: _span(aligned.first_xyz[aligned.down[0]], aligned.down[1], plane.rows, size[aligned.down[0]]),
        through: (slice(0), slice(max(layer - reach, 0), max(min(layer + reach + 1, size[through]), 0))),
    }
    box = (spans[2][1], spans[1][1], spans[0][1])
    if any(s.stop <= s.start for s in box):
        return PlaneSample(np.full(shape, outside, dtype), np.zeros(shape, bool))
    layers = read(box).transpose(2 - through, 2 - aligned.down[0], 2 - aligned.right[0])
    part = _reduced(layers[:, :: aligned.down[1], :: aligned.right[1]], slab_mode)
    if part.shape == shape:
        return PlaneSample(np.array(part, dtype, order="C"), np.broadcast_to(np.True_, shape))
    pixels, inside = np.full(shape, outside, dtype), np.zeros(shape, bool)
    target = (spans[aligned.down[0]][0], spans[aligned.right[0]][0])
    pixels[target], inside[target] = part, True
    return PlaneSample(pixels, inside)


def _span(first: int, sign: int, count: int, size: int) -> tuple[slice, slice]:
    """Which of `count` pixels lie on voxels 0 … size - 1 of an axis, and on which voxels."""
    low, high = sorted((first, first + sign * (count - 1)))
    low, high = max(low, 0), min(high, size - 1)
    start = low - first if sign > 0 else first - high
    return slice(start, start + high - low + 1), slice(low, high + 1)


def _reduced(layers: AnyArray, mode: SlabMode) -> AnyArray:
    if len(layers) == 1:
        first: AnyArray = layers[0]
        return first
    if mode == "max":
        return np.asarray(layers.max(axis=0))
    if mode == "min":
        return np.asarray(layers.min(axis=0))
    return _rounded(layers.mean(axis=0, dtype=np.float32), layers.dtype)


def _combined(layers: Sequence[PlaneSample], outside: float, mode: SlabMode) -> PlaneSample:
    """Several layers as one, counting only pixels that are inside; several masks become their union."""
    dtype = layers[0].pixels.dtype
    inside = np.logical_or.reduce([layer.inside for layer in layers])
    start, combine = {"mean": (0.0, np.add), "max": (-np.inf, np.maximum), "min": (np.inf, np.minimum)}[mode]
    total = np.full(inside.shape, start)
    for layer in layers:
        combine(total, layer.pixels, out=total, where=layer.inside)
    if mode == "mean":
        total /= np.maximum(np.sum([layer.inside for layer in layers], axis=0), 1)
    total[~inside] = outside
    return PlaneSample(_rounded(total, dtype), inside)


def _rounded(values: npt.NDArray[np.floating], dtype: np.dtype[Any]) -> AnyArray:
    return (np.floor(values + 0.5) if dtype.kind in "iu" else values).astype(dtype)


def _interpolated(
    voxels: Voxels, grid: Grid, plane: Plane, transform: Transform | None,
    interpolation: Interpolation, step: int, outside: float,
) -> PlaneSample:  # fmt: skip
    from workstation.imaging import kernels

    lattice = index_lattice(grid, plane, transform, step)
    values, corner = _needed(voxels, grid, lattice)
    pixels = np.empty((plane.rows, plane.columns), values.dtype)
    inside = np.empty(pixels.shape, bool)
    linear, rounded = interpolation == "linear", values.dtype.kind in "iu"

    def fill(start: int, stop: int) -> None:
        kernels.gather(values, corner, grid.size_xyz, lattice, step, start, linear, rounded, float(outside),
                       pixels[start:stop], inside[start:stop])  # fmt: skip

    in_bands(plane.rows, plane.columns, fill)
    return PlaneSample(pixels.astype(voxels.dtype, copy=False), inside)


def _needed(voxels: Voxels, grid: Grid, lattice: FloatArray) -> tuple[AnyArray, tuple[int, int, int]]:
    """The voxels a lattice of indices meets, and the voxel (x, y, z) they begin at; of a lazy volume only that box."""
    if isinstance(voxels, ArrayVoxels):
        return _compilable(voxels.whole()), (0, 0, 0)
    from workstation.imaging import kernels

    low, high = kernels.bounds(lattice)
    last = np.array(grid.size_xyz) - 1
    margin = 1e-6  # what adding up from pixel to pixel may lose
    x, y, z = np.clip(np.floor(np.nan_to_num(low) - margin), 0, last).astype(int).tolist()
    stop = (np.clip(np.ceil(np.nan_to_num(high) + margin), 0, last).astype(int) + 1).tolist()
    return _compilable(voxels.read((slice(z, stop[2]), slice(y, stop[1]), slice(x, stop[0])))), (x, y, z)


def _compilable(values: AnyArray) -> AnyArray:
    """The same values, as a type that compiled code knows."""
    wide = values.astype(np.float32) if values.dtype == np.float16 else values
    return wide.astype(wide.dtype.newbyteorder("="), copy=False)


def sample_labels(
    label_map: LabelMap, grid: Grid, plane: Plane, transform: Transform | None = None, step: int = 1
) -> LabelArray:
    """The label of the voxel nearest to each pixel of a plane: (rows, columns) uint8, 0 outside.

    Only the blocks that the plane meets are touched. `transform` and `step` are as in `sample_plane_masked`.
    """
    aligned = alignment(grid, plane) if transform is None else None
    if aligned is not None:
        return _cut_out(label_map.read, np.dtype(np.uint8), grid, plane, aligned, 0).pixels
    if not label_map.block_keys():
        return np.zeros((plane.rows, plane.columns), np.uint8)
    return _gathered(label_map, grid, plane, index_lattice(grid, plane, transform, step), step)


def sample_labels_masked(
    label_map: LabelMap, grid: Grid, plane: Plane, transform: Transform
) -> tuple[LabelArray, npt.NDArray[np.bool_]]:
    """The same through a transform, and which pixels (rows, columns) lie inside the grid of the labels."""
    from workstation.imaging import kernels

    lattice = index_lattice(grid, plane, transform, 1)
    inside = np.empty((plane.rows, plane.columns), np.bool_)
    kernels.mark_inside(lattice, grid.size_xyz, inside)
    return _gathered(label_map, grid, plane, lattice, 1), inside


def _gathered(label_map: LabelMap, grid: Grid, plane: Plane, lattice: FloatArray, step: int) -> LabelArray:
    """The labels nearest to the indices of a lattice."""
    from workstation.imaging import kernels

    pixels = np.zeros((plane.rows, plane.columns), np.uint8)
    met = np.zeros([-(-n // BLOCK) for n in label_map.shape], bool)
    kernels.mark_blocks(lattice, step, grid.size_xyz, pixels.shape, met)
    keys = [key for key in label_map.block_keys() if met[key]]
    if keys:
        number = np.full(met.shape, -1, np.int32)
        blocks = np.empty((len(keys), BLOCK, BLOCK, BLOCK), np.uint8)
        for n, key in enumerate(keys):
            number[key] = n
            block = label_map.block(key)
            if block is not None:
                blocks[n, : block.shape[0], : block.shape[1], : block.shape[2]] = block
        kernels.gather_labels(blocks, number, lattice, step, grid.size_xyz, pixels)
    return pixels


def warm_up(dtypes: Sequence[npt.DTypeLike] = (np.uint8,)) -> threading.Thread:
    """Compile, or load from the cache, what the brush, warped pictures of these voxel types and overlays need.

    It happens in the background: returns the running thread. It is not a daemon, because a compiler must not be cut off
    by the end of the program; it gives up by itself between two steps when the main thread has ended.
    """
    thread = threading.Thread(target=_warm_up, args=(tuple(np.dtype(d) for d in dtypes),), name="sampling-warm-up")
    thread.start()
    return thread


def _warm_up(dtypes: tuple[np.dtype[Any], ...]) -> None:
    from workstation.imaging import kernels, local_contrast

    grid = Grid((2, 2, 2), (1.0, 1.0, 1.0))
    plane = Plane((0.5, 0.5, 0.5), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 2, 2)
    bend = Composite((Affine.identity(), DisplacementField(grid, np.zeros((2, 2, 2, 3), np.float32))))
    for dtype in dtypes:
        if not threading.main_thread().is_alive():
            return
        for array in (np.zeros((2, 2, 2), dtype), np.zeros((2, 2, 4), dtype)[..., ::2]):  # a whole and a box of one
            sample_plane(ArrayVoxels(array), grid, plane, bend)
    if threading.main_thread().is_alive():
        kernels.bounds(np.zeros((1, 1, 3)))  # which only lazy volumes need
        map_points(bend, np.zeros((WORTH_COMPILED, 3)))
        labels = LabelMap((2, 2, 2))
        labels.write(labels.everything, np.ones((2, 2, 2), np.uint8))
        sample_labels(labels, grid, plane, bend)
        stamp(labels, grid, grid.centre_mm, 1.0, 1)
    if threading.main_thread().is_alive():
        local_contrast.warm_up()


def _vector(values: FloatArray) -> Vector:
    x, y, z = values.tolist()
    return x, y, z
