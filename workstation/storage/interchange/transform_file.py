"""A transform as a file holds it, and what it means for a pair once its frame and direction are settled.

`TransformFile.transform` takes the numbers of the file as if they were LPS mm and fixed → moving. `frame` and
`direction` say what the format states they are; `fixed_to_moving` makes our transform of it for one reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import FloatArray, Grid, Side
from workstation.core.transform import Affine, Composite, DisplacementField, Float32Array, Transform
from workstation.storage.interchange.points import TURN, Frame

Direction = Literal["fixed to moving", "moving to fixed"]
DIRECTIONS: tuple[Direction, Direction] = ("fixed to moving", "moving to fixed")


@dataclass(frozen=True, eq=False)
class TransformFile:
    """What a transform file holds; `notes` say what a person should know about it."""

    transform: Transform
    frame: Frame = "LPS"
    direction: Direction = "fixed to moving"
    notes: tuple[Message, ...] = ()

    def stated(self, grids: Mapping[Side, Grid]) -> Transform:
        """Our transform if the file is right about its frame and direction."""
        return fixed_to_moving(self.transform, self.frame, self.direction, grids)


def fixed_to_moving(transform: Transform, frame: Frame, direction: Direction, grids: Mapping[Side, Grid]) -> Transform:
    """Our transform of one whose numbers are in a frame and go in a direction.

    A displacement field keeps its grid (whose place its header states in the world) and only its vectors are turned: in
    "RAS" their x and y change sign; in a voxel frame they lead from a voxel index of its own scan to one of the other.
    Any other transform is taken from frame to frame as a whole.
    """
    here, there = _sides(direction)
    if isinstance(transform, DisplacementField):
        read: Transform = _field(transform, frame, grids.get(there))
    else:
        read = _conjugated(transform, _to_frame(frame, grids.get(here)), _to_frame(frame, grids.get(there)).inverse())
    return read if direction == "fixed to moving" else read.inverse()


def collapsed(transform: Transform) -> Transform:
    """The same map as one `Affine` where all its parts are."""
    if not isinstance(transform, Composite):
        return transform
    whole = Affine.identity()
    for part in transform.transforms:
        part = collapsed(part)
        if not isinstance(part, Affine):
            return transform
        whole = part.after(whole)
    return whole


def voxel_vectors(field: DisplacementField, there: Grid) -> Float32Array:
    """A field's vectors (z, y, x, 3) in voxels: index in the other scan's grid minus index in the field's own."""
    vectors = np.empty_like(field.displacement_mm)
    for z, moved_mm in enumerate(field.displacement_mm):  # slab by slab, as float64 of a whole field takes much memory
        index = _indices(field.grid, z)
        vectors[z] = there.to_index(field.grid.to_world(index) + moved_mm) - index
    return vectors


def _sides(direction: Direction) -> tuple[Side, Side]:
    return ("fixed", "moving") if direction == "fixed to moving" else ("moving", "fixed")


def _field(field: DisplacementField, frame: Frame, there: Grid | None) -> DisplacementField:
    if frame == "LPS":
        return field
    if frame == "RAS":
        return DisplacementField(field.grid, field.displacement_mm * TURN.astype(np.float32))
    grid = field.grid
    other = there or grid
    scale = np.array(grid.spacing_mm) if frame == "scaled" else np.ones(3)
    moved = np.empty_like(field.displacement_mm)
    for z, vectors in enumerate(field.displacement_mm):
        index = _indices(grid, z)
        turned = vectors[..., ::-1] if frame == "voxel zyx" else vectors / scale
        moved[z] = other.to_world(index + turned) - grid.to_world(index)
    return DisplacementField(grid, moved)


def _indices(grid: Grid, z: int) -> FloatArray:
    """Voxel indices (y, x, 3) of one slice."""
    _, ny, nx = grid.shape_zyx
    yy, xx = np.meshgrid(np.arange(ny, dtype=np.float64), np.arange(nx, dtype=np.float64), indexing="ij")
    return np.stack([xx, yy, np.full(xx.shape, float(z))], axis=-1)


def _to_frame(frame: Frame, grid: Grid | None) -> Affine:
    """The map of world points in LPS mm to a frame."""
    if frame in ("LPS", "RAS"):
        return Affine(np.diag(TURN) if frame == "RAS" else np.eye(3), np.zeros(3))
    if grid is None:
        raise InvalidInput("This transform counts in voxels; give both scans as well.")
    matrix, offset = grid.world_to_index[:3, :3], grid.world_to_index[:3, 3]
    if frame == "voxel zyx":
        return Affine(matrix[::-1], offset[::-1])
    scale = np.array(grid.spacing_mm) if frame == "scaled" else np.ones(3)
    return Affine(scale[:, None] * matrix, scale * offset)


def _conjugated(transform: Transform, before: Affine, after: Affine) -> Transform:
    parts = transform.transforms if isinstance(transform, Composite) else (transform,)
    is_same = np.array_equal(before.matrix, np.eye(3)) and np.array_equal(after.matrix, np.eye(3))
    return transform if is_same and not before.offset_mm.any() else collapsed(Composite((before, *parts, after)))
