"""Diffeomorphic demons on locally normalised pictures, from coarse to fine.

On every level the moving picture is seen through the present field, ITK's diffeomorphic demons (Vercauteren et al.,
NeuroImage 2009;45:S61) find a small smooth update, and field and update are composed; a few such rounds per level. Every
update is the exponential of a smooth velocity field, so their composition does not fold. Local normalisation takes away
gain, depth and shadow; its window shrinks with the voxels, as does the smoothing, so that large shapes lead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import SimpleITK as sitk
from annotated_types import Interval

from workstation.api import (
    DisplacementField,
    Hint,
    Level,
    LevelSettings,
    Picture,
    Report,
    RunContext,
    Volume,
    WorkingField,
    coarse_to_fine,
    execute,
    part_of,
    to_image,
)

SMOOTHING_GROWTH = 1.0  # mm of smoothing per mm that a level is coarser than the last one


@dataclass(frozen=True)
class DemonsSettings(LevelSettings):
    """What a person can choose."""

    rounds: Annotated[int, Interval(ge=1, le=10), Hint("How often per level the field is composed and begun anew.")] = 2
    iterations: Annotated[int, Interval(ge=1, le=100), Hint("Demons iterations per round.")] = 30
    smoothing_mm: Annotated[
        float,
        Interval(ge=0.5, le=20),
        Hint("How far neighbouring tissue moves together on the last level; coarser levels use more.", unit="mm"),
    ] = 3.0
    step_voxels: Annotated[
        float, Interval(ge=0.05, le=2), Hint("The most a point may move in one iteration.", unit="voxels")
    ] = 0.5


class Demons:
    """Deformable registration by diffeomorphic demons."""

    Settings = DemonsSettings
    PRESETS: ClassVar[dict[str, DemonsSettings]] = {
        "fast": DemonsSettings(),
        "accurate": DemonsSettings(
            finest_mm=1.0, levels=4, iterations=40, smoothing_mm=2.5, window_mm=4.0, most_voxels=4_000_000
        ),
    }

    def register(self, fixed: Volume, moving: Volume, settings: DemonsSettings, run: RunContext) -> DisplacementField:
        """Find the smooth map of fixed points to moving points under which both scans look alike locally."""

        def refine(
            here: Picture, there: Picture, field: WorkingField, level: Level, report: Report, message: str
        ) -> None:
            image = to_image(here.values, here.grid)
            for number in range(settings.rounds):
                part = part_of(report, number / settings.rounds, (number + 1) / settings.rounds)
                part(0.0, message, preview=field.result())
                seen = to_image(field.moving_seen(here, there), here.grid)
                field.improve(_demons(image, seen, level, settings, part, message, run.threads))

        return coarse_to_fine(fixed, moving, settings, run, refine)


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
    smoothing = settings.smoothing_mm + SMOOTHING_GROWTH * (level.spacing_mm - level.finest_mm)
    method = sitk.DiffeomorphicDemonsRegistrationFilter()
    method.SetNumberOfIterations(settings.iterations)
    method.SetMaximumUpdateStepLength(settings.step_voxels)
    method.SetSmoothDisplacementField(True)
    method.SetStandardDeviations([smoothing / s for s in fixed.GetSpacing()])
    method.SetSmoothUpdateField(True)
    method.SetUpdateFieldStandardDeviations([level.spacing_mm / s for s in fixed.GetSpacing()])

    def step() -> None:
        report((method.GetElapsedIterations() + 1) / settings.iterations, message, difference=method.GetMetric())

    return execute(method, fixed, seen, on_iteration=step, threads=threads)
