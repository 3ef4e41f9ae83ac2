"""The program's own deformable registration, as a method with settings and presets.

The engine is `imaging.registration`; here stands only what a person can choose and which presets there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Interval

from workstation.api import DisplacementField, EngineOptions, Hint, RunContext, Volume, register_pair


@dataclass(frozen=True)
class SonolignSettings:
    """What a person can choose."""

    coarsest_mm: Annotated[
        float, Interval(ge=2, le=20), Hint("Voxel size of the first level. Larger finds larger motion.", unit="mm")
    ] = 6.0
    finest_mm: Annotated[
        float,
        Interval(ge=0.3, le=6),
        Hint("Voxel size of the last level. Smaller is more exact and slower.", unit="mm"),
    ] = 0.9
    most_voxels: Annotated[
        int,
        Interval(ge=50_000, le=50_000_000),
        Hint("At most so many voxels on the last level; large scans are coarsened."),
    ] = 3_000_000
    levels: Annotated[int, Interval(ge=1, le=8), Hint("How many levels from coarsest to finest.")] = 5
    coarse_steps: Annotated[int, Interval(ge=1, le=50), Hint("Steps on the first level.")] = 10
    fine_steps: Annotated[int, Interval(ge=1, le=50), Hint("Steps on the last level.")] = 8
    bending: Annotated[
        float,
        Interval(ge=0.1, le=10),
        Hint("How far neighbouring tissue moves together. Larger is smoother.", unit="node distances"),
    ] = 0.8
    landmark_spread_mm: Annotated[
        float,
        Interval(ge=0.05, le=20),
        Hint("How exactly landmarks were placed. Smaller pulls harder towards the landmarks.", unit="mm"),
    ] = 0.5


class Sonolign:
    """Deformable registration by the program's own engine."""

    Settings = SonolignSettings
    PRESETS: ClassVar[dict[str, SonolignSettings]] = {
        "instant": SonolignSettings(finest_mm=1.6, most_voxels=800_000, levels=4, coarse_steps=8, fine_steps=5),
        "standard": SonolignSettings(),
        "best": SonolignSettings(finest_mm=0.6, most_voxels=6_000_000, levels=6, coarse_steps=14, fine_steps=10),
    }

    def register(self, fixed: Volume, moving: Volume, settings: SonolignSettings, run: RunContext) -> DisplacementField:
        """Find the smooth, invertible map of fixed points to moving points under which both scans look alike."""
        options = EngineOptions(
            coarsest_mm=max(settings.coarsest_mm, settings.finest_mm),
            finest_mm=settings.finest_mm,
            most_voxels=settings.most_voxels,
            levels=settings.levels,
            coarse_steps=settings.coarse_steps,
            fine_steps=settings.fine_steps,
            bending=settings.bending,
            landmark_spread_mm=settings.landmark_spread_mm,
        )
        return register_pair(fixed, moving, options, run)
