"""The box of one volume to which the drawing tools keep while it is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, Shape, Vector
from workstation.core.labels import Box


@dataclass(frozen=True, slots=True)
class RegionBox:
    """A box along the axes of a volume: voxels from `low_zyx` up to, but without, `high_zyx`."""

    low_zyx: Shape
    high_zyx: Shape

    def __post_init__(self) -> None:
        if any(a < 0 or a >= b for a, b in zip(self.low_zyx, self.high_zyx, strict=True)):
            raise InvalidInput("A region needs at least one voxel, got {low} to {high}.",
                               low=self.low_zyx, high=self.high_zyx)  # fmt: skip

    @classmethod
    def around(cls, grid: Grid, centre_mm: Vector, size_mm: Vector) -> Self:
        """The box of about a size (along the grid's x, y, z) around a point, moved and cut so that it lies in the grid."""
        low, high = [0, 0, 0], [0, 0, 0]
        for axis, (at, size, spacing, count) in enumerate(
            zip(grid.to_index(centre_mm).tolist(), size_mm, grid.spacing_mm, grid.size_xyz, strict=True)
        ):
            voxels = min(max(1, round(size / spacing)), count)
            start = min(max(0, round(at - (voxels - 1) / 2)), count - voxels)
            low[2 - axis], high[2 - axis] = start, start + voxels
        return cls((low[0], low[1], low[2]), (high[0], high[1], high[2]))

    @property
    def box(self) -> Box:
        """The voxels as slices (z, y, x)."""
        z, y, x = (slice(a, b) for a, b in zip(self.low_zyx, self.high_zyx, strict=True))
        return z, y, x

    def within(self, grid: Grid) -> Self | None:
        """The part of the box that lies in a grid, None if nothing of it does."""
        low, high = self.low_zyx, self.high_zyx
        (z, y, x), (c, b, a) = low, (min(end, size) for end, size in zip(high, grid.shape_zyx, strict=True))
        return type(self)(low, (c, b, a)) if z < c and y < b and x < a else None

    def size_mm(self, grid: Grid) -> Vector:
        """The size along the grid's x, y, z in mm."""
        x, y, z = (
            (b - a) * s for a, b, s in zip(self.low_zyx[::-1], self.high_zyx[::-1], grid.spacing_mm, strict=True)
        )
        return x, y, z

    def centre_mm(self, grid: Grid) -> Vector:
        """The middle as a world point."""
        x, y, z = ((a + b - 1) / 2 for a, b in zip(self.low_zyx[::-1], self.high_zyx[::-1], strict=True))
        return grid.point_of((x, y, z))

    def with_extent(self, axis_xyz: int, low: int, high: int) -> Self:
        """The box with other ends along one axis of the grid."""
        lows, highs = list(self.low_zyx), list(self.high_zyx)
        lows[2 - axis_xyz], highs[2 - axis_xyz] = low, high
        return type(self)((lows[0], lows[1], lows[2]), (highs[0], highs[1], highs[2]))

    def extent(self, axis_xyz: int) -> tuple[int, int]:
        """Its first voxel, and the one after its last, along one axis of the grid."""
        return self.low_zyx[2 - axis_xyz], self.high_zyx[2 - axis_xyz]
