"""Rasters of curved ultrasound probes: where a sample of the untouched picture lies in millimetres, and back.

A GE Invenia sweeps a concave probe along a straight track and stores scan lines side by side, as if they were parallel.
In truth they converge on the axis of a cylinder of radius R. With the angle a = lateral / R of a scan line and the
radius r = R - depth of a sample on it, 3D Slicer's plug-in DICOMGeAbusPlugin places it at

    x = -r · sin a,    y = r · cos a - R,    z = step · k        (x to the right, y to the front: RAS)

In LPS, which this program uses, the first two change their sign. The zero is the middle of the probe's surface in the
middle of the sweep; the files state no place in the patient.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, Shape, Vector


@dataclass(frozen=True, slots=True)
class CurvedRaster:
    """A raster whose axes are scan line (x), depth (y) and step of the sweep (z), bent around a cylinder.

    Parameters
    ----------
    shape_zyx : steps, samples along a scan line, scan lines; each at least 1
    spacing_mm : distance of scan lines on the probe's surface, of samples along a line, of steps
    radius_mm : radius of the concave probe; larger than the deepest sample
    mirrored : whether the first scan line lies on the patient's left instead of the right
    """

    shape_zyx: Shape
    spacing_mm: Vector
    radius_mm: float
    mirrored: bool = False

    def __post_init__(self) -> None:
        straight = self.straight_grid  # checks shape and spacing
        _, depth, _ = straight.extent_mm
        if not (math.isfinite(self.radius_mm) and self.radius_mm > depth):
            raise InvalidInput(
                "A probe's radius must be larger than the depth of its picture ({depth} mm), got {radius} mm.",
                depth=round(depth, 2), radius=self.radius_mm,
            )  # fmt: skip
        if self._half_angle >= math.pi / 2:
            raise InvalidInput(
                "{count} scan lines every {gap} mm do not fit on half a cylinder of {radius} mm radius.",
                count=self.shape_zyx[2], gap=self.spacing_mm[0], radius=self.radius_mm,
            )  # fmt: skip

    @property
    def straight_grid(self) -> Grid:
        """The raster as if its scan lines were parallel: right along a scan line, wrong across."""
        dx, dy, dz = self.spacing_mm
        return Grid(self.shape_zyx, (dx, dy, dz), (-self._middle[0] * dx, 0.0, -self._middle[2] * dz))

    def to_world(self, index_xyz: npt.ArrayLike) -> FloatArray:
        """LPS points (..., 3) in mm of continuous raster indices (..., 3) in x, y, z order."""
        lateral, depth, along = np.moveaxis((np.asarray(index_xyz, np.float64) - self._middle) * self.spacing_mm, -1, 0)
        radius, angle = self.radius_mm - depth, lateral / self.radius_mm * self._sign
        return np.stack([radius * np.sin(angle), self.radius_mm - radius * np.cos(angle), along], axis=-1)

    def to_index(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Continuous raster indices (..., 3) in x, y, z order of LPS points (..., 3) in mm; undoes `to_world`."""
        x, y, z = np.moveaxis(np.asarray(points_mm, np.float64), -1, 0)
        below_axis = self.radius_mm - y
        lateral = np.arctan2(x, below_axis) * self.radius_mm * self._sign
        depth = self.radius_mm - np.hypot(x, below_axis)
        index: FloatArray = np.stack([lateral, depth, z], axis=-1) / self.spacing_mm + self._middle
        return index

    def cartesian_grid(self, spacing_mm: Vector | None = None) -> Grid:
        """The smallest straight grid that holds the whole raster, with the raster's own spacing if none is given."""
        spacing = spacing_mm or self.spacing_mm
        low, high = self._bounds()
        last = np.array(self.shape_zyx[::-1]) - 1
        counts = np.ceil((high - low) / spacing - 1e-9).astype(int) + 1
        if spacing[2] == self.spacing_mm[2]:
            counts[2] = last[2] + 1  # the sweep is straight: its steps stay as they are
        x, y, z = counts.tolist()
        return Grid((z, y, x), spacing, (float(low[0]), float(low[1]), float(low[2])))

    def flipped(self) -> Self:
        """The same raster with its first scan line on the other side of the patient."""
        return replace(self, mirrored=not self.mirrored)

    @property
    def _middle(self) -> FloatArray:
        """Raster index of the world's zero."""
        return np.array([(self.shape_zyx[2] - 1) / 2, 0.0, (self.shape_zyx[0] - 1) / 2])

    @property
    def _sign(self) -> float:
        return -1.0 if self.mirrored else 1.0

    @property
    def _half_angle(self) -> float:
        return float(self._middle[0]) * self.spacing_mm[0] / self.radius_mm

    def _bounds(self) -> tuple[FloatArray, FloatArray]:
        """Corners of the box around all samples; the widest place is the surface, the deepest the middle line."""
        half = self._half_angle
        deepest = (self.shape_zyx[1] - 1) * self.spacing_mm[1]
        rise = self.radius_mm * (1 - math.cos(half))
        side = self.radius_mm * math.sin(half)
        bottom = max(deepest, self.radius_mm - (self.radius_mm - deepest) * math.cos(half))
        along = float(self._middle[2]) * self.spacing_mm[2]
        return np.array([-side, min(0.0, rise), -along]), np.array([side, bottom, along])
