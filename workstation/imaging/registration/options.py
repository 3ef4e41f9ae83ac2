"""What can be chosen about a registration with our own engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EngineOptions:
    """How to register; lengths in mm.

    Parameters
    ----------
    coarsest_mm, finest_mm, levels : voxel sizes, in a geometric row
    coarsest_window_mm, finest_window_mm : windows of local normalisation
    coarse_steps, fine_steps : Gauss–Newton steps of the first and last level
    solver_rounds : conjugate-gradient rounds a step
    bending, stretching : in node distances of the level
    angles_deg : rotations that are tried about each axis
    """

    coarsest_mm: float = 6.0
    finest_mm: float = 0.9
    levels: int = 5
    coarsest_window_mm: float = 12.0
    finest_window_mm: float = 2.3
    coarse_steps: int = 10
    fine_steps: int = 8
    solver_rounds: int = 10
    bending: float = 1.0
    stretching: float = 0.5
    floor: float = 0.05
    window_cells: int = 2
    blur: bool = True
    angles_deg: tuple[float, ...] = (10.0,)
    start_mm: float = 4.0
    start_window_mm: float = 16.0
