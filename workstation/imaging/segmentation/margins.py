"""Margins in mm: grow, shrink, hollow."""

from __future__ import annotations

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.imaging.segmentation.distance import within
from workstation.imaging.segmentation.region import Mask, Spacing


def grown(mask: Mask, spacing: Spacing, margin_mm: float) -> Mask:
    """The mask and every voxel whose centre lies within a margin of one of the mask."""
    _check(margin_mm)
    return within(mask, spacing, margin_mm)


def shrunk(mask: Mask, spacing: Spacing, margin_mm: float) -> Mask:
    """The voxels of a mask that lie farther than a margin from every voxel outside it; the array's border is no outside.

    The region must reach beyond the mask wherever the volume does.
    """
    _check(margin_mm)
    return ~within(~mask, spacing, margin_mm) if not mask.all() else mask.copy()


def hollow(mask: Mask, spacing: Spacing, wall_mm: float) -> Mask:
    """The wall of a mask: its voxels within a thickness of the outside."""
    _check(wall_mm)
    wall: Mask = mask & ~shrunk(mask, spacing, wall_mm)
    return wall


def opened(mask: Mask, spacing: Spacing, radius_mm: float) -> Mask:
    """What a ball of a radius can reach inside a mask: bridges and spikes thinner than it vanish."""
    return grown(shrunk(mask, spacing, radius_mm), spacing, radius_mm) & mask


def closed(mask: Mask, spacing: Spacing, radius_mm: float) -> Mask:
    """A mask with the gaps filled that a ball of a radius outside cannot enter; needs a margin of twice the radius."""
    return shrunk(grown(mask, spacing, radius_mm), spacing, radius_mm) | mask


def _check(distance_mm: float) -> None:
    if not 0 < distance_mm <= 100 or not np.isfinite(distance_mm):
        raise InvalidInput("A margin lies between 0 and 100 mm, got {mm}.", mm=distance_mm)
