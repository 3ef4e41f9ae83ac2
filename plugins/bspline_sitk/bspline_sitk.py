"""B-spline free-form deformation on locally normalised pictures, from coarse to fine.

On every level the moving picture is seen through the present field, ITK finds a cubic B-spline deformation (Rueckert et
al., IEEE TMI 1999;18:712) with the correlation of the locally normalised pictures as its measure, and field and update
are composed; control points move closer together from level to level. An update that folds is smoothed until it does
not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import SimpleITK as sitk
from annotated_types import Interval

from workstation.api import (
    DisplacementField,
    Hint,
    Picture,
    Report,
    RunContext,
    Volume,
    WorkingField,
    execute,
    from_field_image,
    level_pair,
    level_spacings,
    linear_start,
    part_of,
    to_field_image,
    to_image,
    unfolded,
    working_picture,
)

START_SHARE = 0.2  # of the progress bar


@dataclass(frozen=True)
class BSplineSettings:
    """What a person can choose."""

    start: Annotated[
        Literal["affine", "rigid", "none"],
        Hint("Linear alignment before deforming. None: start from the initial transform, or as the scans are placed."),
    ] = "affine"
    metric: Annotated[
        Literal["correlation", "mutual information"],
        Hint("Correlation for scans of one kind; mutual information (Mattes) for different kinds, such as CT and MR."),
    ] = "correlation"
    coarsest_mm: Annotated[float, Interval(ge=1, le=12), Hint("Voxel size of the first level.", unit="mm")] = 4.0
    finest_mm: Annotated[
        float,
        Interval(ge=0.4, le=6),
        Hint("Voxel size of the last level. Smaller is more exact and slower.", unit="mm"),
    ] = 1.5
    levels: Annotated[int, Interval(ge=1, le=6), Hint("How many levels from coarsest to finest.")] = 3
    knots_mm: Annotated[
        float,
        Interval(ge=3, le=60),
        Hint("Distance of control points on the last level; grows with the voxels on coarser ones.", unit="mm"),
    ] = 8.0
    iterations: Annotated[int, Interval(ge=1, le=200), Hint("Optimiser steps per level, at most.")] = 20
    window_mm: Annotated[
        float,
        Interval(ge=0, le=40),
        Hint("Window of local normalisation on the last level; coarser levels use more. 0 switches it off.", unit="mm"),
    ] = 5.75


class BSpline:
    """Deformable registration by cubic B-splines."""

    Settings = BSplineSettings
    PRESETS: ClassVar[dict[str, BSplineSettings]] = {
        "fast": BSplineSettings(),
        "accurate": BSplineSettings(finest_mm=1.0, levels=4, iterations=40, knots_mm=6.0),
    }

    def register(self, fixed: Volume, moving: Volume, settings: BSplineSettings, run: RunContext) -> DisplacementField:
        """Find the spline map of fixed points to moving points under which both scans look alike locally."""
        run.report(0.0, "preparing")
        pair = (
            working_picture(fixed, run.fixed_mask, settings.finest_mm, "fixed"),
            working_picture(moving, run.moving_mask, settings.finest_mm, "moving"),
        )
        begin = linear_start(
            *pair, settings.start, part_of(run.report, 0.01, START_SHARE),
            initial=run.initial, threads=run.threads, seed=run.seed,
        )  # fmt: skip
        spacings = level_spacings(settings.coarsest_mm, settings.finest_mm, settings.levels)
        costs = [spacing**-3 for spacing in spacings]
        field: WorkingField | None = None
        done = START_SHARE
        for number, (spacing, cost) in enumerate(zip(spacings, costs, strict=True), 1):
            part = part_of(run.report, done, done + (1 - START_SHARE) * cost / sum(costs))
            done = min(1.0, done + (1 - START_SHARE) * cost / sum(costs))
            window = settings.window_mm + 2.5 * (spacing - settings.finest_mm) if settings.window_mm else 0.0
            near = level_pair(*pair, spacing, window, part)
            if field is None:
                field = WorkingField(begin, near[0].grid, run.threads)
            else:
                field.move_to(near[0].grid)
            part(0.0, f"level {number} of {len(spacings)}", preview=field.result())
            knots = settings.knots_mm * spacing / settings.finest_mm
            update = _update(*near, field, knots, settings, part, f"level {number} of {len(spacings)}", run)
            field.improve(to_field_image(unfolded(update)))
        assert field is not None  # there is at least one level
        run.report(1.0, "done")
        return unfolded(field.result())


def _update(
    fixed: Picture, moving: Picture, field: WorkingField, knots_mm: float, settings: BSplineSettings,
    report: Report, message: str, run: RunContext,
) -> DisplacementField:  # fmt: skip
    """The spline deformation in mm that makes the moving picture, seen through the field, look more like the fixed."""
    images = to_image(fixed.values, fixed.grid), to_image(field.moving_seen(fixed, moving), fixed.grid)
    mesh = [max(1, round(extent / knots_mm)) for extent in fixed.grid.extent_mm]
    spline = sitk.BSplineTransformInitializer(images[0], mesh, 3)
    method = sitk.ImageRegistrationMethod()
    if settings.metric == "correlation":
        method.SetMetricAsCorrelation()
    else:
        method.SetMetricAsMattesMutualInformation(32)
    if not fixed.mask.all():
        method.SetMetricFixedMask(to_image(fixed.mask, fixed.grid))
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsLBFGS2(
        numberOfIterations=settings.iterations, solutionAccuracy=1e-4, hessianApproximateAccuracy=6
    )
    method.SetInitialTransform(spline, inPlace=True)
    ticks = 0

    def step() -> None:
        nonlocal ticks
        ticks += 1
        report(ticks / (settings.iterations + 1), message, similarity=-method.GetMetricValue())

    execute(method, *images, on_iteration=step, threads=run.threads)
    to_field = sitk.TransformToDisplacementFieldFilter()
    to_field.SetReferenceImage(images[0])
    return from_field_image(execute(to_field, spline, threads=run.threads))
