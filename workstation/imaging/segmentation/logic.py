"""Logic between two labels of one volume, by the volume they fill."""

from __future__ import annotations

from typing import Literal

from workstation.imaging.segmentation.region import Mask

LogicMethod = Literal["add", "subtract", "intersect", "copy"]


def combined(mask: Mask, other: Mask, method: LogicMethod) -> Mask:
    """What a label becomes: with the other added, without it, only where both are, or a copy of the other."""
    match method:
        case "add":
            return mask | other
        case "subtract":
            return mask & ~other
        case "intersect":
            return mask & other
    return other.copy()
