"""Rigid, similarity and affine registration with SimpleITK, from coarse to fine, with a start of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval

from workstation.api import (
    Affine,
    Hint,
    LinearOptions,
    RunContext,
    Volume,
    align_linear,
    level_spacings,
    part_of,
    working_picture,
)


@dataclass(frozen=True)
class LinearSettings:
    """What a person can choose."""

    transform: Annotated[
        Literal["rigid", "similarity", "affine"],
        Hint("Rigid shifts and turns; similarity also scales; affine also stretches and shears."),
    ] = "affine"
    metric: Annotated[
        Literal["correlation", "mutual information"],
        Hint("Correlation for scans of one kind; mutual information (Mattes) for different kinds, such as CT and MR."),
    ] = "correlation"
    start: Annotated[
        Literal["search", "centres", "as placed"],
        Hint("Search tries every shift and a few turns; centres lays the middles on each other. "
             "Not used with an initial transform."),
    ] = "search"  # fmt: skip
    coarsest_mm: Annotated[float, Interval(ge=1, le=12), Hint("Voxel size of the first level.", unit="mm")] = 4.0
    finest_mm: Annotated[float, Interval(ge=0.4, le=6), Hint("Voxel size of the last level.", unit="mm")] = 2.0
    levels: Annotated[int, Interval(ge=1, le=5), Hint("How many levels from coarsest to finest.")] = 2
    window_mm: Annotated[
        float,
        Interval(ge=0, le=60),
        Hint(
            "Window of local normalisation on the last level, which takes away gain, depth and shadow; "
            "coarser levels use more. 0 switches it off.",
            unit="mm",
        ),
    ] = 12.0
    iterations: Annotated[int, Interval(ge=1, le=500), Hint("Optimiser steps per level, at most.")] = 60
    samples: Annotated[int, Interval(ge=1000, le=5_000_000), Hint("Voxels compared per step, at most.")] = 50_000


class Linear:
    """Linear registration by image content."""

    Settings = LinearSettings
    PRESETS: ClassVar[dict[str, LinearSettings]] = {
        "fast": LinearSettings(),
        "accurate": LinearSettings(finest_mm=1.5, levels=3, window_mm=9.0, samples=100_000),
    }

    def register(self, fixed: Volume, moving: Volume, settings: LinearSettings, run: RunContext) -> Affine:
        """Find the linear map of fixed points to moving points under which both scans look most alike."""
        run.report(0.0, "preparing")
        options = LinearOptions(
            kind=settings.transform,
            metric=settings.metric,
            start=settings.start,
            levels_mm=level_spacings(settings.coarsest_mm, settings.finest_mm, settings.levels),
            window_mm=settings.window_mm,
            iterations=settings.iterations,
            samples=settings.samples,
        )
        pictures = (
            working_picture(fixed, run.fixed_mask, settings.finest_mm, "fixed"),
            working_picture(moving, run.moving_mask, settings.finest_mm, "moving"),
        )
        report = part_of(run.report, 0.02, 1.0)
        result = align_linear(*pictures, options, report, initial=run.initial, threads=run.threads, seed=run.seed)
        run.report(1.0, "done")
        return result
