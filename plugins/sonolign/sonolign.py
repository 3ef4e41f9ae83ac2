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
    ] = 0.8
    most_voxels: Annotated[
        int,
        Interval(ge=50_000, le=50_000_000),
        Hint("At most so many voxels on the last level; large scans are coarsened."),
    ] = 3_000_000
    levels: Annotated[int, Interval(ge=1, le=8), Hint("How many levels from coarsest to finest.")] = 5
    coarse_steps: Annotated[int, Interval(ge=1, le=50), Hint("Most steps on the first level.")] = 20
    fine_steps: Annotated[int, Interval(ge=1, le=50), Hint("Most steps on the last level.")] = 1
    fine_rounds: Annotated[
        int,
        Interval(ge=2, le=200),
        Hint("How thoroughly each step of the last level is solved. More rounds with fewer steps are quicker."),
    ] = 8
    bending: Annotated[
        float,
        Interval(ge=0.1, le=10),
        Hint("How far neighbouring tissue moves together. Larger is smoother.", unit="node distances"),
    ] = 0.8
    stretching: Annotated[
        float,
        Interval(ge=0.05, le=10),
        Hint(
            "How strongly tissue resists being stretched. Larger keeps unseen parts nearer to the rest.",
            unit="node distances",
        ),
    ] = 0.25
    coarsest_window_mm: Annotated[
        float,
        Interval(ge=4, le=100),
        Hint(
            "First level: brightness is compared with the mean over such a window. Larger trusts brightness more.",
            unit="mm",
        ),
    ] = 12.0
    finest_window_mm: Annotated[
        float,
        Interval(ge=1, le=100),
        Hint("The same on the last level. Small windows follow speckle, wide ones the outlines of organs.", unit="mm"),
    ] = 2.3
    shared_evidence: Annotated[
        bool, Hint("Let neighbouring places share what they see. Steadier, but blurs where thin walls move apart.")
    ] = True
    widest_turn_deg: Annotated[
        float,
        Interval(ge=10, le=90),
        Hint(
            "How far the scans may be turned against each other. Wider is tried only while nothing narrower fits.",
            unit="degrees",
            title="Widest turn",
        ),
    ] = 20.0
    landmark_spread_mm: Annotated[
        float,
        Interval(ge=0.05, le=20),
        Hint("How exactly landmarks were placed. Smaller pulls harder towards the landmarks.", unit="mm"),
    ] = 0.5


def rings_to(widest_deg: float) -> tuple[float, ...]:
    """Angles of the rings of rotations that are tried, about as far apart as an alignment finds by itself."""
    return (*(angle for angle in (10.0, 20.0, 35.0, 50.0, 70.0) if angle < widest_deg), widest_deg)


class Sonolign:
    """Deformable registration by the program's own engine.

    The preset "echo" is for coarse volumes of moving organs (heart, between phases): speckle does not come back there, walls
    do. It was chosen on the few echo volumes that were at hand, and is worse than "standard" for breasts, CT and MRI.
    """

    Settings = SonolignSettings
    PRESETS: ClassVar[dict[str, SonolignSettings]] = {
        "instant": SonolignSettings(finest_mm=1.6, most_voxels=800_000, levels=4, coarse_steps=24, fine_steps=4),
        "standard": SonolignSettings(),
        "best": SonolignSettings(
            finest_mm=0.7,
            most_voxels=6_000_000,
            levels=6,
            coarse_steps=24,
            fine_steps=5,
            widest_turn_deg=50,
        ),
        "echo": SonolignSettings(
            levels=4, bending=1.0, stretching=1.0, coarsest_window_mm=60, finest_window_mm=60, shared_evidence=False
        ),
    }

    def register(self, fixed: Volume, moving: Volume, settings: SonolignSettings, run: RunContext) -> DisplacementField:
        """Find the smooth, invertible map of fixed points to moving points under which both scans look alike."""
        return register_pair(fixed, moving, self.options(settings), run)

    def options(self, settings: SonolignSettings) -> EngineOptions:
        """The engine's options for settings."""
        return EngineOptions(
            coarsest_mm=max(settings.coarsest_mm, settings.finest_mm),
            finest_mm=settings.finest_mm,
            most_voxels=settings.most_voxels,
            levels=settings.levels,
            coarse_steps=settings.coarse_steps,
            fine_steps=settings.fine_steps,
            fine_rounds=settings.fine_rounds,
            bending=settings.bending,
            stretching=settings.stretching,
            coarsest_window_mm=settings.coarsest_window_mm,
            finest_window_mm=settings.finest_window_mm,
            blur=settings.shared_evidence,
            angles_deg=rings_to(settings.widest_turn_deg),
            landmark_spread_mm=settings.landmark_spread_mm,
        )
