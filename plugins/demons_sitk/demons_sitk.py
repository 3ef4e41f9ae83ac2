"""Diffeomorphic demons on locally normalised pictures, from coarse to fine.

On every level the moving picture is seen through the present field, ITK's diffeomorphic demons (Vercauteren et al.,
NeuroImage 2009;45:S61) find a small smooth update, and field and update are composed; a few such rounds per level. Every
update is the exponential of a smooth velocity field, so their composition does not fold. Local normalisation takes away
gain, depth and shadow; its window shrinks with the voxels, as does the smoothing, so that large shapes lead.
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
    level_pair,
    level_spacings,
    linear_start,
    part_of,
    to_image,
    unfolded,
    working_picture,
    working_spacing,
)

START_SHARE = 0.2  # of the progress bar


@dataclass(frozen=True)
class DemonsSettings:
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
    rounds: Annotated[int, Interval(ge=1, le=10), Hint("How often per level the field is composed and begun anew.")] = 3
    iterations: Annotated[int, Interval(ge=1, le=100), Hint("Demons iterations per round.")] = 10
    smoothing_mm: Annotated[
        float,
        Interval(ge=0.5, le=20),
        Hint("How far neighbouring tissue moves together on the last level; coarser levels use more.", unit="mm"),
    ] = 4.0
    window_mm: Annotated[
        float,
        Interval(ge=0, le=40),
        Hint("Window of local normalisation on the last level; coarser levels use more. 0 switches it off.", unit="mm"),
    ] = 5.0
    step_voxels: Annotated[
        float, Interval(ge=0.05, le=2), Hint("The most a point may move in one iteration.", unit="voxels")
    ] = 0.5
    most_voxels: Annotated[
        int,
        Interval(ge=10_000, le=50_000_000),
        Hint("The last level is coarsened until it has no more voxels than this."),
    ] = 1_000_000


@dataclass(frozen=True)
class Level:
    """One level: lengths in mm."""

    spacing_mm: float
    smoothing_mm: float
    window_mm: float


def levels_of(settings: DemonsSettings, finest_mm: float) -> list[Level]:
    """The levels from coarse to fine: spacings in a geometric row; smoothing and window grow along with them."""
    return [
        Level(
            spacing,
            settings.smoothing_mm + 1.5 * (spacing - finest_mm),
            settings.window_mm + 2.5 * (spacing - finest_mm) if settings.window_mm else 0.0,
        )
        for spacing in level_spacings(settings.coarsest_mm, finest_mm, settings.levels)
    ]


class Demons:
    """Deformable registration by diffeomorphic demons."""

    Settings = DemonsSettings
    PRESETS: ClassVar[dict[str, DemonsSettings]] = {
        "fast": DemonsSettings(),
        "accurate": DemonsSettings(finest_mm=1.0, levels=4, smoothing_mm=3.0, window_mm=4.5, most_voxels=4_000_000),
    }

    def register(self, fixed: Volume, moving: Volume, settings: DemonsSettings, run: RunContext) -> DisplacementField:
        """Find the smooth map of fixed points to moving points under which both scans look alike locally."""
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
        costs = [level.spacing_mm**-3 for level in levels]
        field = WorkingField(begin, pair[0].shrunk(levels[0].spacing_mm).grid, run.threads)
        for number, level in enumerate(levels):
            before, after = (
                START_SHARE + (1 - START_SHARE) * sum(costs[:n]) / sum(costs) for n in (number, number + 1)
            )
            part = part_of(run.report, before, after)
            near = level_pair(*pair, level.spacing_mm, level.window_mm, part)
            field.move_to(near[0].grid)
            self._refine(*near, field, level, settings, part, f"level {number + 1} of {len(levels)}", run.threads)
        run.report(1.0, "done")
        return unfolded(field.result())

    def _refine(
        self, fixed: Picture, moving: Picture, field: WorkingField, level: Level, settings: DemonsSettings,
        report: Report, message: str, threads: int,
    ) -> None:  # fmt: skip
        """Improve the field on one level."""
        image = to_image(fixed.values, fixed.grid)
        for number in range(settings.rounds):
            part = part_of(report, number / settings.rounds, (number + 1) / settings.rounds)
            part(0.0, message, preview=field.result())
            seen = to_image(field.moving_seen(fixed, moving), fixed.grid)
            field.improve(_demons(image, seen, level, settings, part, message, threads))


def _demons(
    fixed: sitk.Image,
    seen: sitk.Image,
    level: Level,
    settings: DemonsSettings,
    report: Report,
    message: str,
    threads: int,
) -> sitk.Image:
    """One run of ITK's filter: the update field in mm that makes `seen` look more like `fixed`."""
    method = sitk.DiffeomorphicDemonsRegistrationFilter()
    method.SetNumberOfIterations(settings.iterations)
    method.SetMaximumUpdateStepLength(settings.step_voxels)
    method.SetSmoothDisplacementField(True)
    method.SetStandardDeviations([level.smoothing_mm / s for s in fixed.GetSpacing()])
    method.SetSmoothUpdateField(True)
    method.SetUpdateFieldStandardDeviations([level.spacing_mm / s for s in fixed.GetSpacing()])

    def step() -> None:
        report((method.GetElapsedIterations() + 1) / settings.iterations, message, difference=method.GetMetric())

    return execute(method, fixed, seen, on_iteration=step, threads=threads)
