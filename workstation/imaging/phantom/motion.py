"""How the breast lies differently in the second scan: a smooth invertible motion, as a dense field.

The probe lies on the skin in both scans, so the skin stays at the probe: rotation is about the probe's axis, tilt and
local shifts fade towards the surface, and compression flattens the breast while it gives way to the sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid, as_points
from workstation.core.transform import DisplacementField, NumericInverse, displacement_on

FIELD_SPACING_MM = 2.0
FIELD_MARGIN_MM = 30.0
FULL_WIDTH_MM = 130.0  # smaller boxes move by proportionally less


@dataclass(frozen=True)
class MotionAmounts:
    """How strongly the second scan differs: degrees, mm, share of the depth, mm."""

    rotation_deg: float
    tilt_deg: float
    shift_mm: float
    compression: float
    local_mm: float


@dataclass(frozen=True)
class Motion:
    """The drawn motion; called with points (N, 3) of the fixed frame it gives points of the moving frame, in mm."""

    centre_mm: FloatArray
    top_mm: float
    depth_mm: float
    rotation_rad: float
    tilt_rad: FloatArray
    shift_mm: FloatArray
    compression: float
    bump_centres_mm: FloatArray
    bump_shifts_mm: FloatArray
    bump_widths_mm: FloatArray

    def __call__(self, points_mm: npt.ArrayLike) -> FloatArray:
        """Where points (N, 3) of the fixed frame lie in the moving frame, in mm."""
        points = as_points(points_mm)
        x, below, z = points[:, 0] - self.centre_mm[0], points[:, 1] - self.top_mm, points[:, 2] - self.centre_mm[2]
        inner = np.maximum(below, 0.0)
        freedom = inner**2 / (inner**2 + 12.0**2)
        cos, sin, spread = np.cos(self.rotation_rad), np.sin(self.rotation_rad), 1 + 0.35 * self.compression
        follow = 0.8 + 0.4 * np.clip(below / self.depth_mm, -0.5, 1.5)
        moved = np.empty_like(points)
        moved[:, 0] = self.centre_mm[0] + spread * (cos * x + sin * z) + follow * self.shift_mm[0]
        moved[:, 2] = self.centre_mm[2] + spread * (cos * z - sin * x) + follow * self.shift_mm[2]
        tilt = freedom * (self.tilt_rad[0] * x + self.tilt_rad[1] * z)
        moved[:, 1] = points[:, 1] - self.compression * below + tilt
        for centre, shift, width in zip(self.bump_centres_mm, self.bump_shifts_mm, self.bump_widths_mm, strict=True):
            near = np.exp(-((points - centre) ** 2).sum(axis=1) / (2 * width**2))
            moved[:, (0, 2)] += near[:, None] * shift[[0, 2]]
            moved[:, 1] += near * freedom * shift[1]
        return moved

    def inverse(self) -> NumericInverse:
        """The numeric inverse."""
        return NumericInverse(self)


def draw_motion(rng: np.random.Generator, grid: Grid, amounts: MotionAmounts) -> Motion:
    """A random motion of the given strength for a breast that fills the box of a grid."""
    extent = np.array(grid.extent_mm)
    scale = min(1.0, float(min(extent[0], extent[2])) / FULL_WIDTH_MM)
    azimuth = rng.uniform(0, 2 * np.pi)
    centres = np.array(grid.centre_mm) + rng.uniform(-0.45, 0.45, (6, 3)) * extent
    shifts = rng.standard_normal((6, 3))
    shifts *= amounts.local_mm * scale / np.linalg.norm(shifts, axis=1, keepdims=True)
    return Motion(
        centre_mm=np.array(grid.centre_mm), top_mm=grid.origin_mm[1], depth_mm=float(extent[1]),
        rotation_rad=float(np.deg2rad(amounts.rotation_deg) * rng.choice([-1, 1])),
        tilt_rad=np.deg2rad(amounts.tilt_deg) * rng.choice([-1.0, 1.0], 2) * rng.uniform(0.5, 1.0, 2),
        shift_mm=amounts.shift_mm * scale * np.array([np.cos(azimuth), 0, np.sin(azimuth)]),
        compression=amounts.compression, bump_centres_mm=centres, bump_shifts_mm=shifts,
        bump_widths_mm=rng.uniform(14, 24, 6) * scale,
    )  # fmt: skip


def sampled(motion: Motion, grid: Grid) -> DisplacementField:
    """The motion on a 2 mm lattice that reaches 30 mm beyond a grid; this field, not the formula, moves the scatterers."""
    origin = np.array(grid.origin_mm) - FIELD_MARGIN_MM
    counts = np.ceil((np.array(grid.extent_mm) + 2 * FIELD_MARGIN_MM) / FIELD_SPACING_MM).astype(int) + 1
    lattice = Grid((counts[2], counts[1], counts[0]), (FIELD_SPACING_MM,) * 3, (origin[0], origin[1], origin[2]))
    return displacement_on(motion, lattice)
