"""How alike two scans are through a transform, and whether they are alike because they belong together.

A deformable method makes any two pictures somewhat alike, even noise. So the smooth part of the transform (what is left
after smoothing away details finer than `SMOOTH_MM`) is looked at alone: do the pictures fit better there than a few
millimetres aside? Everything is found on coarse grids, so that it takes half a second and little memory for a full scan.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.plugin import Report
from workstation.core.transform import Affine, Composite, DisplacementField, Transform
from workstation.core.volume import Volume
from workstation.imaging.mapping import map_points
from workstation.imaging.preprocess import Picture, smoothed, working_picture
from workstation.imaging.similarity import local_correlation, taken_through

SPACING_MM, WINDOW_MM, SHIFT_MM, SMOOTH_MM = 2.0, 4.0, 8.0, 16.0  # for volumes of the size of a breast …
USUAL_SIZE_MM = 100.0  # … that is, this cube root of the volume; smaller ones are judged on a smaller scale


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike fixed and moving picture are, as mean local correlation from -1 to 1, NaN where nothing overlaps.

    Parameters
    ----------
    before, after : with the transform left out, and with it
    smooth : with the smooth part of the transform
    aside : the same shifted by `shift_mm` along the axis where that costs least
    """

    before: float
    after: float
    smooth: float
    aside: float
    shift_mm: float

    @property
    def ahead(self) -> float:
        """By how much the smooth part fits better than its shifted copies."""
        return self.smooth - self.aside


def measure_likeness(fixed: Volume, moving: Volume, transform: Transform, report: Report) -> Likeness:
    """How alike the two volumes are before, through the transform, and aside of it; speckle is smoothed away first."""
    report(0.0, "checking the result: alikeness")
    scale = min(1.0, float(np.prod(fixed.grid.extent_mm)) ** (1 / 3) / USUAL_SIZE_MM)
    left, right = _picture(fixed, scale, "fixed"), _picture(moving, scale, "moving")
    unlike_kinds = fixed.modality != moving.modality

    def alike(through: Transform, share_done: float) -> float:
        report(share_done, "checking the result: alikeness")
        values, inside = taken_through(right, left.grid, through)
        mask = inside & left.mask
        if not mask.any():
            return float("nan")
        sigma = WINDOW_MM * scale / np.array(left.grid.spacing_mm)[::-1]
        local, counts = local_correlation(left.values, values, mask, sigma)
        found = np.abs(local[counts]) if unlike_kinds else local[counts]  # bright in one kind may be dark in the other
        return float(found.mean()) if found.size else float("nan")

    before, after = alike(Affine.identity(), 0.2), alike(transform, 0.3)
    smooth = smooth_part(transform, left.grid, SMOOTH_MM * scale)
    steps = SHIFT_MM * scale * np.concatenate([np.eye(3), -np.eye(3)])
    aside = [alike(Composite((Affine.translation(step), smooth)), 0.5 + n / 12) for n, step in enumerate(steps)]
    known = [value for value in aside if np.isfinite(value)]
    return Likeness(
        before=before, after=after, smooth=alike(smooth, 1.0),
        aside=max(known, default=float("nan")), shift_mm=SHIFT_MM * scale,
    )  # fmt: skip


def smooth_part(transform: Transform, grid: Grid, sigma_mm: float) -> Transform:
    """What a transform does on a large scale: its best affine map, and the rest smoothed by a Gaussian of `sigma_mm`."""
    if isinstance(transform, Affine):
        return transform
    z, y, x = (np.arange(n, dtype=np.float64) for n in grid.shape_zyx)
    index = np.stack(np.meshgrid(z, y, x, indexing="ij"), axis=-1)[..., ::-1].reshape(-1, 3)
    points = grid.to_world(index)
    shift = map_points(transform, points) - points
    design = np.column_stack([points - points.mean(axis=0), np.ones(len(points))])
    linear = design @ np.linalg.lstsq(design, shift, rcond=None)[0]
    rest = (shift - linear).astype(np.float32).reshape(*grid.shape_zyx, 3)
    for axis in range(3):
        rest[..., axis] = smoothed(rest[..., axis], grid, sigma_mm)
    return DisplacementField(grid, rest + linear.reshape(rest.shape).astype(np.float32))


def _picture(volume: Volume, scale: float, what: str) -> Picture:
    picture = working_picture(volume, None, SPACING_MM * scale, what)
    blurred = smoothed(picture.values, picture.grid, 0.75 * SPACING_MM * scale)
    return Picture(blurred, picture.grid, picture.mask)
