"""Which part of a plane a pane shows: pure arithmetic between plane millimetres and screen pixels.

A point of a plane is (u, v): mm to the right of, and below, the centre of the picture's first pixel. A point of the screen
is (x, y) in logical pixels from the top left of the pane. Millimetres are equally long both ways, so that anisotropic
voxels never distort a picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from workstation.core.geometry import FloatArray, Vector
from workstation.core.planes import Plane

NEAREST_MM_PER_PX = 0.004
FARTHEST_MM_PER_PX = 5.0
MARGIN = 0.02  # of the picture, left free around it when it is fitted

Point2 = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Camera:
    """The plane point in the middle of a pane, mm per pixel, and the pane's size in pixels."""

    centre: Point2 = (0.0, 0.0)
    mm_per_px: float = 1.0
    size: tuple[int, int] = (1, 1)

    def to_screen(self, u: float, v: float) -> Point2:
        """Screen point of a plane point."""
        return (
            (u - self.centre[0]) / self.mm_per_px + self.size[0] / 2,
            (v - self.centre[1]) / self.mm_per_px + self.size[1] / 2,
        )

    def to_plane(self, x: float, y: float) -> Point2:
        """Plane point of a screen point."""
        return (
            self.centre[0] + (x - self.size[0] / 2) * self.mm_per_px,
            self.centre[1] + (y - self.size[1] / 2) * self.mm_per_px,
        )

    def zoomed(self, factor: float, x: float, y: float) -> Self:
        """Magnified by a factor about a screen point, which stays where it is."""
        u, v = self.to_plane(x, y)
        scale = min(max(self.mm_per_px / factor, NEAREST_MM_PER_PX), FARTHEST_MM_PER_PX)
        share = scale / self.mm_per_px
        centre = (u + (self.centre[0] - u) * share, v + (self.centre[1] - v) * share)
        return replace(self, centre=centre, mm_per_px=scale)

    def panned(self, dx: float, dy: float) -> Self:
        """Moved so that the picture follows a drag by (dx, dy) pixels."""
        return replace(self, centre=(self.centre[0] - dx * self.mm_per_px, self.centre[1] - dy * self.mm_per_px))

    def centred(self, u: float, v: float) -> Self:
        """With a plane point in the middle."""
        return replace(self, centre=(u, v))

    def shows(self, u: float, v: float) -> bool:
        """Whether a plane point is on screen."""
        x, y = self.to_screen(u, v)
        return 0 <= x <= self.size[0] and 0 <= y <= self.size[1]


def fitted(plane: Plane, size: tuple[int, int]) -> Camera:
    """The camera that shows a whole plane in a pane of some size."""
    du, dv = pixel_mm(plane)
    width, height = plane.columns * du, plane.rows * dv
    scale = max(width / max(size[0], 1), height / max(size[1], 1)) * (1 + 2 * MARGIN)
    return Camera(((plane.columns - 1) * du / 2, (plane.rows - 1) * dv / 2), scale, size)


def pixel_mm(plane: Plane) -> Point2:
    """Width and height of a plane's pixels in mm."""
    return math.hypot(*plane.right_mm), math.hypot(*plane.down_mm)


def plane_point(plane: Plane, point_mm: Vector) -> Point2:
    """(u, v) of the foot of a world point on a plane."""
    row, column = plane.pixel_of(point_mm)
    du, dv = pixel_mm(plane)
    return column * du, row * dv


def plane_points(plane: Plane, points_mm: FloatArray) -> FloatArray:
    """(u, v) of the feet of world points (N, 3) on a plane: shape (N, 2)."""
    du, dv = pixel_mm(plane)
    axes = np.column_stack([np.asarray(plane.right_mm) / du, np.asarray(plane.down_mm) / dv])
    feet: FloatArray = (points_mm - np.asarray(plane.origin_mm)) @ axes
    return feet


def world_point(plane: Plane, u: float, v: float) -> Vector:
    """World point in mm of a plane point."""
    du, dv = pixel_mm(plane)
    return plane.point_at(v / dv, u / du)
