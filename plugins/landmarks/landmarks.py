"""Transforms through landmark pairs alone: rigid, similarity, affine, and thin-plate spline.

Rigid and similarity are Umeyama's closed form (IEEE TPAMI 1991;13:376), affine is linear least squares, the spline is
Bookstein's (IEEE TPAMI 1989;11:567) with the kernel |r| of three dimensions. The spline is returned as a displacement
field followed by its affine part; the grid is refined until it reproduces the exact spline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
import numpy.typing as npt
from annotated_types import Interval
from scipy.interpolate import RBFInterpolator

from workstation.api import (
    Affine,
    Composite,
    Correspondence,
    DisplacementField,
    Grid,
    Hint,
    InvalidInput,
    Report,
    RunContext,
    Transform,
    Volume,
    nearest_rotation,
    part_of,
)

Points = npt.NDArray[np.float64]

FEWEST_PAIRS = {"rigid": 3, "similarity": 3, "affine": 4, "thin-plate spline": 4}
THINNEST_SHARE = 0.01  # of the largest extent: below that points lie on a line or in a plane for all we can tell
SAME_PLACE_MM = 1e-3
FIRST_SPACING_MM = 8.0
FINEST_SPACING_MM = 1.0
GRID_TOLERANCE_MM = 0.05
MOST_NODES = 400_000
CHUNK = 20_000  # points between two reports


@dataclass(frozen=True)
class LandmarkSettings:
    """What a person can choose."""

    transform: Annotated[
        Literal["rigid", "similarity", "affine", "thin-plate spline"],
        Hint("Rigid needs 3 pairs, affine 4 that are not in one plane; the spline passes through every pair."),
    ] = "rigid"
    tolerance_mm: Annotated[
        float,
        Interval(ge=0, le=10),
        Hint("How far on average the spline may miss the landmarks to stay smooth; 0: it passes through.", unit="mm"),
    ] = 0.0


class Landmarks:
    """Registration by landmark pairs; the images are not looked at."""

    Settings = LandmarkSettings
    PRESETS: ClassVar[dict[str, LandmarkSettings]] = {
        "fast": LandmarkSettings("rigid"),
        "accurate": LandmarkSettings("thin-plate spline"),
    }

    def register(self, fixed: Volume, moving: Volume, settings: LandmarkSettings, run: RunContext) -> Transform:
        """Find the transform that takes the fixed landmarks nearest to the moving ones."""
        run.report(0.0, "fitting")
        points, targets = checked_points(run.landmarks, settings.transform)
        if settings.transform == "thin-plate spline":
            result: Transform = _spline(points, targets, settings.tolerance_mm, fixed.grid, run.report)
        elif settings.transform == "affine":
            result = fit_affine(points, targets)
        else:
            result = fit_similarity(points, targets, with_scale=settings.transform == "similarity")
        residual = float(np.linalg.norm(result(points) - targets, axis=1).mean())
        run.report(1.0, "done", landmark_fit_mm=residual)
        return result


def checked_points(pairs: Sequence[Correspondence], kind: str) -> tuple[Points, Points]:
    """The pairs as two arrays (N, 3), if they suffice for the kind of transform.

    Raises
    ------
    InvalidInput : too few pairs, on one line, in one plane, or two of them at the same fixed point.
    """
    least = FEWEST_PAIRS[kind]
    if len(pairs) < least:
        raise InvalidInput(
            "A {kind} transform needs at least {least} landmark pairs, there are {count}; place more, or choose a "
            "simpler transform.",
            kind=kind, least=least, count=len(pairs),
        )  # fmt: skip
    points = np.array([pair.fixed_mm for pair in pairs], dtype=np.float64)
    targets = np.array([pair.moving_mm for pair in pairs], dtype=np.float64)
    flat = least == 4
    for values, side in ((points, "fixed"), (targets, "moving")):
        extent = np.linalg.svd(values - values.mean(axis=0), compute_uv=False)
        if extent[1] <= max(THINNEST_SHARE * extent[0], SAME_PLACE_MM):
            raise InvalidInput(
                "The landmarks lie on one line in the {side} volume, so the turn about it stays unknown; "
                "place one more well beside that line.",
                side=side,
            )
        if flat and extent[2] <= max(THINNEST_SHARE * extent[0], SAME_PLACE_MM):
            raise InvalidInput(
                "The landmarks lie in one plane in the {side} volume, but a {kind} transform needs depth; "
                "place one more well outside that plane, or choose a rigid transform.",
                side=side, kind=kind,
            )  # fmt: skip
    if kind == "thin-plate spline":
        _check_apart(pairs, points)
    return points, targets


def fit_similarity(points: Points, targets: Points, with_scale: bool) -> Affine:
    """The rotation, shift and (if wanted) scale with the least squared distance to the targets (N, 3)."""
    centre, aim = points.mean(axis=0), targets.mean(axis=0)
    left, right = points - centre, targets - aim
    rotation, strength = nearest_rotation(right.T @ left)
    scale = 3 * strength / float((left**2).sum()) if with_scale else 1.0  # strength is a mean of three singular values
    return Affine.about(centre, scale * rotation, aim - centre)


def fit_affine(points: Points, targets: Points) -> Affine:
    """The affine map with the least squared distance to the targets (N, 3)."""
    centre = points.mean(axis=0)
    design = np.c_[points - centre, np.ones(len(points))]
    solution = np.linalg.lstsq(design, targets, rcond=None)[0].astype(np.float64)
    return Affine(solution[:3].T, solution[3] - solution[:3].T @ centre)


def fit_spline(points: Points, targets: Points, tolerance_mm: float) -> RBFInterpolator:
    """The thin-plate spline through the targets, or the smoothest that misses them by about `tolerance_mm` (RMS)."""

    def fitted(smoothing: float) -> RBFInterpolator:
        return RBFInterpolator(points, targets, kernel="linear", degree=1, smoothing=smoothing)

    if tolerance_mm == 0:
        return fitted(0.0)
    low, high = -6.0, 8.0  # powers of ten between a spline that passes through and one that is an affine map
    for _ in range(30):
        middle = (low + high) / 2
        miss = fitted(10**middle)(points) - targets
        if np.sqrt((miss**2).sum(axis=1).mean()) > tolerance_mm:
            high = middle
        else:
            low = middle
    return fitted(10**low)


def _check_apart(pairs: Sequence[Correspondence], points: Points) -> None:
    """Refuse two pairs at the same fixed point: no function can take it to two places."""
    for n in range(1, len(points)):
        near = np.flatnonzero(np.linalg.norm(points[:n] - points[n], axis=1) < SAME_PLACE_MM)
        if near.size:
            raise InvalidInput(
                "The landmarks {one} and {other} are at the same point of the fixed volume; delete one of them.",
                one=pairs[int(near[0])].name, other=pairs[n].name,
            )  # fmt: skip


def _spline(points: Points, targets: Points, tolerance_mm: float, grid: Grid, report: Report) -> Composite:
    """The spline as field and affine part, on the coarsest grid that reproduces it, or the finest that is affordable."""
    spline, affine = fit_spline(points, targets, tolerance_mm), fit_affine(points, targets)
    back = affine.inverse()
    box = _box_around(grid, points)
    spacing, start = FIRST_SPACING_MM, 0.0
    while True:
        nodes = box.resampled((spacing, spacing, spacing))
        last = spacing / 2 < FINEST_SPACING_MM or box.resampled((spacing / 2,) * 3).voxel_count > MOST_NODES
        part = part_of(report, start, 1.0 if last else start + 0.3 * (1 - start))
        result = Composite((_sampled(spline, back, nodes, part), affine))
        gap = float(np.linalg.norm(result(points) - spline(points), axis=1).max())
        part(1.0, f"spline on a grid of {spacing:g} mm", grid_error_mm=gap)
        if last or gap <= GRID_TOLERANCE_MM:
            return result
        spacing, start = spacing / 2, start + 0.3 * (1 - start)


def _box_around(grid: Grid, points: Points) -> Grid:
    """A grid of 1 mm with the axes of the volume's that holds the volume and all points."""
    corners = np.stack(np.meshgrid(*[(0, n - 1) for n in grid.size_xyz]), axis=-1).reshape(-1, 3)
    along = np.vstack([grid.to_world(corners), points]) @ grid.axes
    low, high = along.min(axis=0), along.max(axis=0)
    counts = np.ceil(high - low).astype(int) + 1
    first = grid.axes @ low
    return Grid(
        (int(counts[2]), int(counts[1]), int(counts[0])), (1.0, 1.0, 1.0), tuple(first.tolist()), grid.direction
    )


def _sampled(spline: RBFInterpolator, back: Affine, nodes: Grid, report: Report) -> DisplacementField:
    """The field d with affine(p + d(p)) = spline(p) at every node."""
    index = np.stack(np.unravel_index(np.arange(nodes.voxel_count), nodes.shape_zyx), axis=1)[:, ::-1]
    vectors = np.empty((nodes.voxel_count, 3), dtype=np.float32)
    for first in range(0, len(index), CHUNK):
        report(first / len(index), "sampling the spline")
        places = nodes.to_world(index[first : first + CHUNK])
        vectors[first : first + CHUNK] = back(spline(places)) - places
    return DisplacementField(nodes, vectors.reshape(*nodes.shape_zyx, 3))
