"""What can be chosen about a registration with our own engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EngineOptions:
    """How to register; lengths in mm.

    Parameters
    ----------
    coarsest_mm, finest_mm, levels : voxel sizes, in a geometric row
    most_voxels : of the fixed picture on the last level; more make that level coarser
    coarsest_window_mm, finest_window_mm : windows of local normalisation
    coarse_steps, fine_steps : Gauss–Newton steps of the first and last level
    coarse_rounds, fine_rounds : conjugate-gradient rounds a step, of the first and last level
    bending, stretching : in node distances of the level
    floor : local correlation below which a place is not trusted at all
    window_cells : radius in nodes of the window of that correlation
    blur : whether tensors are smoothed over neighbouring nodes
    angles_deg : rings of rotations that are tried, the next one only while no alignment is clear
    clear : agreement of an affine alignment above which no further rotations are tried
    landmark_spread_mm : standard deviation of a mark, for landmarks that may drive the registration
    label_weight : how much the outlines of labels count beside brightness, for labels that may drive the registration
    least_shared : correlation of neighbouring voxels below which a place of an ultrasound scan is mere noise (no contact,
        deep shadow) and does not count; 0 counts all
    start_mm, start_window_mm : voxel size of the start, coarser for large volumes, and its window
    """

    coarsest_mm: float = 6.0
    finest_mm: float = 0.8
    levels: int = 5
    most_voxels: int = 3_000_000
    coarsest_window_mm: float = 12.0
    finest_window_mm: float = 2.3
    coarse_steps: int = 20
    fine_steps: int = 3
    coarse_rounds: int = 12
    fine_rounds: int = 8
    bending: float = 0.8
    stretching: float = 0.25
    floor: float = 0.05
    window_cells: int = 2
    blur: bool = True
    angles_deg: tuple[float, ...] = (10.0, 20.0)
    clear: float = 0.3
    landmark_spread_mm: float = 0.5
    label_weight: float = 100.0
    least_shared: float = 0.35
    start_mm: float = 4.0
    start_window_mm: float = 16.0
