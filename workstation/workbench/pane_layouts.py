"""Which panes of a workspace are shown, and how they lie: pure values and the functions that decide.

A layout is chosen by a person and remembered for each workspace. It names the plane and the volume it is about, because
"one plane of both volumes" has to say which plane.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from workstation.core.geometry import SIDES, Side
from workstation.core.planes import ORIENTATIONS, Orientation

LayoutKind = Literal["1x1", "1x2", "2x2", "2x3", "large", "1x3"]
KINDS: tuple[LayoutKind, ...] = get_args(LayoutKind)
PaneKey = tuple[Side, Orientation]


@dataclass(frozen=True, slots=True)
class PaneLayout:
    """What is shown at once.

    Parameters
    ----------
    kind : "1x1" one pane; "1x2" one plane of both volumes; "2x2" coronal and another plane of both; "2x3" all planes of
        both, equally large; "large" all of them, the coronal ones largest; "1x3" all planes of one volume
    orientation, side : the plane and the volume that the first three and the last are about
    """

    kind: LayoutKind = "large"
    orientation: Orientation = "coronal"
    side: Side = "fixed"


def panes_shown(layout: PaneLayout, sides: tuple[Side, ...] = SIDES) -> frozenset[PaneKey]:
    """The panes that a layout shows, of a view that has panes for these volumes."""
    side = layout.side if layout.side in sides else sides[0]
    if layout.kind == "1x1":
        return frozenset({(side, layout.orientation)})
    if layout.kind == "1x3":
        return frozenset((side, orientation) for orientation in ORIENTATIONS)
    if layout.kind == "1x2":
        planes: tuple[Orientation, ...] = (layout.orientation,)
    elif layout.kind == "2x2":
        planes = ("coronal", "transverse" if layout.orientation == "coronal" else layout.orientation)
    else:
        planes = ORIENTATIONS
    return frozenset((each, orientation) for each in sides for orientation in planes)


def next_kind(kind: LayoutKind, step: int = 1) -> LayoutKind:
    """The layout after a layout, round and round."""
    return KINDS[(KINDS.index(kind) + step) % len(KINDS)]
