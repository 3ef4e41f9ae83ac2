"""How exact a registration of a bench case is, in figures; the only place where the bench scores anything.

The figures are those of the public bench's `score.py`: landmark errors, error of the whole field inside the mask at up
to 200 000 places, overlap of the labels carried over where the true partner lies inside the moving volume, and the
Jacobian on the grid of the field itself. HD95 is added, on the same places as the overlap.
"""

from __future__ import annotations

import math

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.transform import DisplacementField, Transform
from workstation.core.volume import AnyArray
from workstation.imaging.deformable import jacobian_determinant
from workstation.imaging.mapping import map_points
from workstation.imaging.metrics import dice, surface_distances
from workstation.imaging.warping import dense_displacement
from workstation.workbench.bench_cases import BenchCase

DENSE_POINTS = 200_000
LABEL_POINTS = 4_000_000
FEWEST_LABEL_POINTS = 20
SLAB_SLICES = 24
LOG_RANGE = (1e-3, 1e3)

FIGURES = (
    "tre_mean",
    "tre_median",
    "tre_p95",
    "tre_max",
    "dense_mean",
    "dense_p95",
    "dice",
    "hd95",
    "fold_pct",
    "sdlogj",
)


def score(case: BenchCase, transform: Transform) -> dict[str, float]:
    """Every figure of a result: distances in mm, folding in percent; NaN for what the case does not tell.

    tre: distance at the landmarks. dense: distance from the true field. dice, hd95: mean over the labels. fold_pct:
    share of places with a Jacobian of 0 or less. sdlogj: standard deviation of ln of the Jacobian.
    """
    figures = dict.fromkeys(FIGURES, math.nan)
    if len(case.fixed_mm):
        errors = np.linalg.norm(transform(case.fixed_mm) - case.moving_mm, axis=1)
        figures.update(
            tre_mean=float(errors.mean()), tre_median=float(np.median(errors)),
            tre_p95=float(np.percentile(errors, 95)), tre_max=float(errors.max()),
        )  # fmt: skip
    if case.truth is not None and case.mask is not None:
        points = _places(case.mask, case.fixed.grid)
        dense = np.linalg.norm(map_points(transform, points) - map_points(case.truth, points), axis=1)
        figures.update(dense_mean=float(dense.mean()), dense_p95=float(np.percentile(dense, 95)))
    if case.labels:
        figures["dice"], figures["hd95"] = _overlap(case, transform)
    figures["fold_pct"], figures["sdlogj"] = _regularity(case, transform)
    return figures


def _places(mask: AnyArray, grid: Grid) -> FloatArray:
    """World points of voxels inside a mask, a random choice of at most `DENSE_POINTS`."""
    places = np.argwhere(mask)
    if len(places) > DENSE_POINTS:
        places = places[np.random.default_rng(0).choice(len(places), DENSE_POINTS, replace=False)]
    return grid.to_world(places[:, ::-1])


def _overlap(case: BenchCase, transform: Transform) -> tuple[float, float]:
    """Mean Dice and mean HD95 in mm of the labels carried over."""
    labels, grid = case.labels["fixed"], case.fixed.grid
    step = max(1, round((labels.size / LABEL_POINTS) ** (1 / 3)))
    thin = labels[::step, ::step, ::step]
    points = grid.to_world(step * np.indices(thin.shape).reshape(3, -1).T[:, ::-1])
    known = np.ones(len(points), bool)
    if case.truth is not None:
        known = case.moving.grid.contains(map_points(case.truth, points))
    landed: AnyArray = np.zeros(thin.size, case.labels["moving"].dtype)
    landed[known] = _label_at(case.labels["moving"], case.moving.grid, map_points(transform, points[known]))
    mine, carried = np.where(known, thin.ravel(), 0).reshape(thin.shape), landed.reshape(thin.shape)
    sx, sy, sz = (step * each for each in grid.spacing_mm)
    coarse = Grid(thin.shape, (sx, sy, sz), grid.origin_mm, grid.direction)
    shares, distances = [], []
    for value in case.eval_labels or sorted(set(np.unique(mine).tolist()) - {0}):
        a, b = mine == value, carried == value
        if np.count_nonzero(a) < FEWEST_LABEL_POINTS:
            continue
        shares.append(dice(a, b))
        surface = surface_distances(a, b, coarse)
        distances.append(surface.p95 if surface else math.nan)
    if not shares:
        return math.nan, math.nan
    return float(np.mean(shares)), float(np.mean(distances))


def _label_at(labels: AnyArray, grid: Grid, points_mm: FloatArray) -> AnyArray:
    """The label of the nearest voxel at world points, 0 outside."""
    x, y, z = np.rint(grid.to_index(points_mm)).astype(np.int64).T
    nz, ny, nx = labels.shape
    inside = (x >= 0) & (x < nx) & (y >= 0) & (y < ny) & (z >= 0) & (z < nz)
    found = np.zeros(len(points_mm), labels.dtype)
    found[inside] = labels[z[inside], y[inside], x[inside]]
    return found


def _regularity(case: BenchCase, transform: Transform) -> tuple[float, float]:
    """Share of folded places in percent, and the standard deviation of the log Jacobian, inside the mask.

    On the grid of the field; other transforms are sampled on the fixed grid first. Goes slab by slab.
    """
    field = transform if isinstance(transform, DisplacementField) else dense_displacement(transform, case.fixed.grid)
    count, folded, total, squares = 0, 0, 0.0, 0.0
    for start in range(0, field.grid.shape_zyx[0], SLAB_SLICES):
        values = _jacobians(field, start, case)
        logs = np.log(np.clip(values, *LOG_RANGE)).astype(np.float64)
        count, folded = count + values.size, folded + int((values <= 0).sum())
        total, squares = total + float(logs.sum()), squares + float((logs**2).sum())
    if count == 0:
        return math.nan, math.nan
    return 100 * folded / count, math.sqrt(max(0.0, squares / count - (total / count) ** 2))


def _jacobians(field: DisplacementField, start: int, case: BenchCase) -> FloatArray:
    """The Jacobians of some slices of a field, where the mask counts: (N,)."""
    nz, ny, nx = field.grid.shape_zyx
    stop = min(start + SLAB_SLICES, nz)
    low, high = max(0, min(start - 1, nz - 2)), min(stop + 1, nz)
    origin = field.grid.point_of((0, 0, low))
    slab = Grid((high - low, ny, nx), field.grid.spacing_mm, origin, field.grid.direction)
    values = jacobian_determinant(DisplacementField(slab, field.displacement_mm[low:high]))[start - low : stop - low]
    if case.mask is None:
        return values.ravel().astype(np.float64)
    index = np.indices(values.shape).reshape(3, -1).T[:, ::-1] + [0, 0, start]
    inside = _label_at(case.mask, case.fixed.grid, field.grid.to_world(index))
    return values.ravel()[inside > 0].astype(np.float64)
