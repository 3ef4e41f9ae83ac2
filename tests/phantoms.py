"""Small pairs of volumes with a known motion, for tests: made from formulas in milliseconds.

    pair = shifted_blobs(shift_mm=(3, 0, -2))
    pair.fixed, pair.moving, pair.fixed_to_moving, pair.landmarks, pair.fixed_labels, pair.moving_labels

The moving volume is the formula seen through the inverse motion, so nothing is interpolated and the truth is exact.
`tiny_simulated_pair` is a real simulated scan, a second to make, cached for the whole test run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid, Shape, Vector
from workstation.core.landmarks import Correspondence
from workstation.core.transform import Affine, DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.imaging.phantom import SimulatedPair, simulate_pair

SHAPE: Shape = (28, 32, 36)
SPACING: Vector = (1.5, 1.2, 2.0)
BLOBS = 60


@dataclass(frozen=True, eq=False)
class Pair:
    """Two volumes (uint8), the motion between them, and landmarks and label maps in both."""

    fixed: Volume
    moving: Volume
    fixed_to_moving: Transform
    landmarks: tuple[Correspondence, ...]
    fixed_labels: npt.NDArray[np.uint8]
    moving_labels: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Texture:
    """Soft blobs of random size and brightness, defined at every world point."""

    centres_mm: FloatArray
    widths_mm: FloatArray
    heights: FloatArray

    @classmethod
    def over(cls, grid: Grid, seed: int = 0, blobs: int = BLOBS) -> Texture:
        """Blobs over the box of a grid and a little beyond; the first is the largest and brightest, near the middle."""
        rng = np.random.default_rng(seed)
        extent, centre = np.array(grid.extent_mm), np.array(grid.centre_mm)
        centres = centre + (rng.uniform(-0.6, 0.6, (blobs, 3)) * extent) @ grid.axes.T
        widths = rng.uniform(0.05, 0.10, blobs) * float(extent.mean())
        heights = rng.uniform(-70, 90, blobs)
        centres[0], widths[0], heights[0] = centre + 0.05 * extent, 0.12 * float(extent.mean()), 150
        return cls(centres, widths, heights)

    def at(self, points_mm: FloatArray) -> FloatArray:
        """Brightness (N,) at world points (N, 3)."""
        values = np.full(len(points_mm), 90.0)
        for centre, width, height in zip(self.centres_mm, self.widths_mm, self.heights, strict=True):
            values += height * np.exp(-((points_mm - centre) ** 2).sum(axis=1) / (2 * width**2))
        return values

    def labels_at(self, points_mm: FloatArray) -> npt.NDArray[np.uint8]:
        """1 inside the first blob, 2 inside the second, 0 elsewhere."""
        labels = np.zeros(len(points_mm), dtype=np.uint8)
        for n in (2, 1):
            inside = np.linalg.norm(points_mm - self.centres_mm[n - 1], axis=1) < 1.2 * self.widths_mm[n - 1]
            labels[inside] = n
        return labels


def grid_of(shape: Shape = SHAPE, spacing: Vector = SPACING) -> Grid:
    """A grid around the world's origin."""
    origin = [-(n - 1) / 2 * s for n, s in zip(shape[::-1], spacing, strict=True)]
    return Grid(shape, spacing, (origin[0], origin[1], origin[2]))


def moved_pair(fixed_to_moving: Transform, fixed_grid: Grid, moving_grid: Grid | None = None, *, seed: int = 0,
               noise: float = 0.0) -> Pair:  # fmt: skip
    """Blobs seen in the fixed grid, and again in the moving grid after any motion; `noise` in grey levels, new in each."""
    moving_grid = moving_grid or fixed_grid
    texture, rng = Texture.over(fixed_grid, seed), np.random.default_rng(seed + 1)
    here, there = centres_of(fixed_grid), fixed_to_moving.inverse()(centres_of(moving_grid))
    return Pair(
        fixed=_picture("fixed", texture.at(here), fixed_grid, noise, rng),
        moving=_picture("moving", texture.at(there), moving_grid, noise, rng),
        fixed_to_moving=fixed_to_moving,
        landmarks=_landmarks(texture, fixed_to_moving, fixed_grid, moving_grid),
        fixed_labels=texture.labels_at(here).reshape(fixed_grid.shape_zyx),
        moving_labels=texture.labels_at(there).reshape(moving_grid.shape_zyx),
    )


def shifted_blobs(shift_mm: Vector = (3.0, 0.0, 0.0), shape: Shape = SHAPE, spacing: Vector = SPACING, *,
                  seed: int = 0, noise: float = 0.0) -> Pair:  # fmt: skip
    """A pair that differs by a shift in mm."""
    return moved_pair(Affine.translation(shift_mm), grid_of(shape, spacing), seed=seed, noise=noise)


def affine_pair(rotation_deg: float = 6.0, scale: float = 1.04, shift_mm: Vector = (2.0, -1.0, 1.5), shape: Shape = SHAPE,
                spacing: Vector = SPACING, *, seed: int = 0, noise: float = 0.0) -> Pair:  # fmt: skip
    """A pair that differs by a rotation about y, a stretch along x and a shift."""
    angle, grid = np.deg2rad(rotation_deg), grid_of(shape, spacing)
    turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    motion = Affine.about(grid.centre_mm, turn @ np.diag([scale, 1, 1]), shift_mm)
    return moved_pair(motion, grid, seed=seed, noise=noise)


def bent_pair(bend_mm: float = 2.5, shape: Shape = SHAPE, spacing: Vector = SPACING, *, seed: int = 0,
              noise: float = 0.0) -> Pair:  # fmt: skip
    """A pair that differs by a smooth invertible deformation of the given greatest length."""
    grid = grid_of(shape, spacing)
    return moved_pair(smooth_field(grid, bend_mm, seed), grid, seed=seed, noise=noise)


def smooth_field(grid: Grid, bend_mm: float = 2.5, seed: int = 0) -> DisplacementField:
    """A displacement field of long waves over the box of a grid, on a lattice of its own, invertible for small bends."""
    rng = np.random.default_rng(seed + 2)
    spacing = max(min(grid.extent_mm) / 12, 1e-3)
    lattice = grid.resampled((spacing, spacing, spacing))
    relative = (lattice.to_index(centres_of(lattice)) + 0.5) / np.array(lattice.size_xyz)
    phase = rng.uniform(0, 2 * np.pi, (3, 3))
    waves = np.stack([np.cos(np.pi * relative * (1 + n % 2) + phase[n]).prod(axis=1) for n in range(3)], axis=1)
    vectors = bend_mm * waves / np.linalg.norm(waves, axis=1).max()
    return DisplacementField(lattice, vectors.reshape(*lattice.shape_zyx, 3).astype(np.float32))


def textured_volume(grid: Grid | None = None, seed: int = 0, id: str = "volume") -> Volume:
    """One uint8 volume of blobs on any grid, also an oblique one."""
    grid = grid or grid_of()
    return _picture(id, Texture.over(grid, seed).at(centres_of(grid)), grid, 0.0, np.random.default_rng(seed))


@cache
def tiny_simulated_pair() -> SimulatedPair:
    """A simulated breast pair of a few ten thousand voxels, made once per test run."""
    return simulate_pair("moderate", seed=3, shape_zyx=(24, 40, 36), spacing_mm=(2.4, 1.2, 3.4))


def centres_of(grid: Grid) -> FloatArray:
    """World points (N, 3) of all voxel centres in the order of a raveled (z, y, x) array."""
    z, y, x = np.indices(grid.shape_zyx).reshape(3, -1)
    return grid.to_world(np.stack([x, y, z], axis=1))


def _picture(id: str, values: FloatArray, grid: Grid, noise: float, rng: np.random.Generator) -> Volume:
    values = values + noise * rng.standard_normal(len(values))
    pixels = np.clip(np.rint(values), 0, 255).astype(np.uint8).reshape(grid.shape_zyx)
    return Volume.from_array(pixels, grid, id=id, modality="US")


def _landmarks(texture: Texture, fixed_to_moving: Transform, fixed_grid: Grid,
               moving_grid: Grid) -> tuple[Correspondence, ...]:  # fmt: skip
    here = texture.centres_mm
    there = fixed_to_moving(here)
    both = np.flatnonzero(fixed_grid.contains(here) & moving_grid.contains(there))
    return tuple(
        Correspondence(f"B{n:02d}", f"blob {n}", tuple(here[n].tolist()), tuple(there[n].tolist())) for n in both
    )


def noise(*shape: int, seed: int = 0) -> npt.NDArray[np.float32]:
    """Independent normal values."""
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)
