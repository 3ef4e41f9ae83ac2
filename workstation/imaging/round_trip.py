"""There by a result and back by another registration that knows nothing of it: how far points come back from their start.

A result and its own inverse always agree, and a method that treats both scans alike is its own inverse; neither says
anything. So a quick registration is made in the opposite direction. Where the two disagree at least one of them is wrong;
where they agree, both may still be.
"""

from __future__ import annotations

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.plugin import Report, RunContext
from workstation.core.transform import Transform
from workstation.core.volume import Volume
from workstation.imaging.mapping import map_points
from workstation.imaging.node_map import NodeMap


def round_trip_map(fixed: Volume, moving: Volume, transform: Transform, report: Report, threads: int = 1) -> NodeMap:
    """How far, in mm, places of the fixed volume come back from themselves; NaN where they leave the moving volume.

    Takes about two seconds of processor time for a full ABUS volume.

    Raises
    ------
    InvalidInput : nothing was found in the opposite direction.
    Cancelled : by `report`.
    """
    from workstation.imaging.uncertainty.features import NODE_MM, gap_after, second_opinion
    from workstation.imaging.uncertainty.matching import node_grid, points_of

    back = second_opinion(fixed, moving, RunContext(report, threads=threads))
    if back is None:
        raise InvalidInput("No registration from the moving to the fixed volume was found to compare with.")
    nodes = node_grid(fixed.grid, NODE_MM)
    points = points_of(nodes)
    mapped = map_points(transform, points)
    gap = gap_after(back, points, mapped)
    gap[~moving.grid.contains(mapped)] = np.nan
    return NodeMap(nodes, gap.reshape(nodes.shape_zyx))
