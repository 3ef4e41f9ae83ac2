"""B-spline free-form deformation on locally normalised pictures, from coarse to fine.

On every level the moving picture is seen through the present field, and ITK descends along the mean squared difference
of the locally normalised pictures with the gradient projected onto a cubic B-spline lattice in every step (directly
manipulated free-form deformation: Tustison and Avants, Front Neuroinform 2013;7:39). That is the deformation model of
Rueckert et al. (IEEE TMI 1999;18:712) without ITK's dense B-spline Jacobian, which makes each step as slow as the
lattice is large. Field and update are composed; control points move closer together from level to level. An update that
folds is smoothed until it does not.
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
    working_spacing,
)

START_SHARE = 0.2  # of the progress bar
SPLINE_ORDER = 3


@dataclass(frozen=True)
class BSplineSettings:
    """What a person can choose."""

    start: Annotated[
        Literal["affine", "rigid", "none"],
        Hint("Linear alignment before deforming. None: start from the initial transform, or as the scans are placed."),
    ] = "affine"
    coarsest_mm: Annotated[
        float, Interval(ge=1, le=12), Hint("Voxel size of the first level. Larger finds larger motion.", unit="mm")
    ] = 4.0
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
    iterations: Annotated[
        int, Interval(ge=1, le=200), Hint("Steps on the last level; coarser levels take more, being cheap.")
    ] = 15
    step: Annotated[
        float, Interval(ge=0.05, le=10), Hint("How far one step goes along the gradient. Large ones may overshoot.")
    ] = 3.0
    window_mm: Annotated[
        float,
        Interval(ge=0, le=40),
        Hint("Window of local normalisation on the last level; coarser levels use more. 0 switches it off.", unit="mm"),
    ] = 5.0
    most_voxels: Annotated[
        int,
        Interval(ge=10_000, le=50_000_000),
        Hint("The last level is coarsened until it has no more voxels than this."),
    ] = 1_000_000


@dataclass(frozen=True)
class Level:
    """One level: lengths in mm."""

    spacing_mm: float
    knots_mm: float
    window_mm: float
    iterations: int


def levels_of(settings: BSplineSettings, finest_mm: float) -> list[Level]:
    """The levels from coarse to fine: control points, window and number of steps grow along with the voxels."""
    return [
        Level(
            spacing,
            settings.knots_mm * spacing / finest_mm,
            settings.window_mm + 2.5 * (spacing - finest_mm) if settings.window_mm else 0.0,
            round(settings.iterations * spacing / finest_mm),
        )
        for spacing in level_spacings(settings.coarsest_mm, finest_mm, settings.levels)
    ]


class BSpline:
    """Deformable registration by cubic B-splines."""

    Settings = BSplineSettings
    PRESETS: ClassVar[dict[str, BSplineSettings]] = {
        "fast": BSplineSettings(),
        "accurate": BSplineSettings(
            finest_mm=1.25, levels=4, iterations=20, knots_mm=6.0, window_mm=4.5, most_voxels=700_000
        ),
    }

    def register(self, fixed: Volume, moving: Volume, settings: BSplineSettings, run: RunContext) -> DisplacementField:
        """Find the spline map of fixed points to moving points under which both scans look alike locally."""
        run.report(0.0, "preparing")
        finest = working_spacing(fixed.grid, settings.finest_mm, settings.most_voxels)
        pair = (
            working_picture(fixed, run.fixed_mask, finest, "fixed"),
            working_picture(moving, run.moving_mask, finest, "moving"),
        )
        begin = linear_start(
            *pair, settings.start, part_of(run.report, 0.01, START_SHARE),
            initial=run.initial, threads=run.threads, seed=run.seed,
        )  # fmt: skip
        levels = levels_of(settings, finest)
        costs = [level.iterations * level.spacing_mm**-3 for level in levels]
        field = WorkingField(begin, pair[0].shrunk(levels[0].spacing_mm).grid, run.threads)
        for number, level in enumerate(levels):
            before, after = (
                START_SHARE + (1 - START_SHARE) * sum(costs[:n]) / sum(costs) for n in (number, number + 1)
            )
            part = part_of(run.report, before, after)
            near = level_pair(*pair, level.spacing_mm, level.window_mm, part)
            field.move_to(near[0].grid)
            message = f"level {number + 1} of {len(levels)}"
            part(0.0, message, preview=field.result())
            field.improve(
                to_field_image(unfolded(_update(*near, field, level, settings.step, part, message, run.threads)))
            )
        run.report(1.0, "done")
        return unfolded(field.result())


def _update(
    fixed: Picture,
    moving: Picture,
    field: WorkingField,
    level: Level,
    step: float,
    report: Report,
    message: str,
    threads: int,
) -> DisplacementField:
    """The spline deformation in mm that makes the moving picture, seen through the field, look more like the fixed."""
    images = to_image(fixed.values, fixed.grid), to_image(field.moving_seen(fixed, moving), fixed.grid)
    nothing = sitk.Image(images[0].GetSize(), sitk.sitkVectorFloat64)
    nothing.CopyInformation(images[0])
    update = sitk.DisplacementFieldTransform(nothing)
    lattice = [max(1, round(extent / level.knots_mm)) + SPLINE_ORDER for extent in fixed.grid.extent_mm]
    update.SetSmoothingBSplineOnUpdate(lattice, [0, 0, 0], False, SPLINE_ORDER)
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMeanSquares()
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsGradientDescent(
        learningRate=step,
        numberOfIterations=level.iterations,
        convergenceMinimumValue=1e-6,
        convergenceWindowSize=10,
        estimateLearningRate=method.Never,  # its estimate takes seconds in which no cancel gets through
    )
    method.SetInitialTransform(update, inPlace=True)

    def tick() -> None:
        report((method.GetOptimizerIteration() + 1) / level.iterations, message, difference=method.GetMetricValue())

    execute(method, *images, on_iteration=tick, threads=threads)
    return from_field_image(update.GetDisplacementField())
