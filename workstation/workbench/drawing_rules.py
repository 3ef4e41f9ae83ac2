"""What an edit of labels must leave alone: labels that may not be overwritten, and places where it may not draw.

"Inside a label" means to draw over it where it lies on the layer that is drawn on, and to draw only where it is where it
lies on another.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from workstation.core.geometry import Side
from workstation.core.labels import Box, LabelMap
from workstation.core.region_box import RegionBox
from workstation.core.study import Reading
from workstation.imaging.segmentation.region import keep_outside, may_change


@dataclass(frozen=True, eq=False, slots=True)
class DrawingRules:
    """The rules for one edit of one layer of a volume.

    Parameters
    ----------
    over : label values of the layer that may be overwritten, None for all
    region : the box to which the edit keeps, None for everywhere
    inside : labels of other layers: empty places may be drawn on only where any of them is; none for everywhere
    maps : the layers on which those labels lie
    """

    over: frozenset[int] | None
    region: RegionBox | None = None
    inside: frozenset[int] = frozenset()
    maps: tuple[LabelMap, ...] = ()

    def enforce(self, labels: LabelMap, before: LabelMap, within: Box | None = None) -> None:
        """Take back what has changed against the rules since a copy was made; `within` bounds where to look."""
        if self.region is not None:
            keep_outside(labels, before, self.region.box)
        if self.inside:
            self._keep_inside(labels, before, within if within is not None else labels.everything)

    def _keep_inside(self, labels: LabelMap, before: LabelMap, within: Box) -> None:
        table = may_change(self.inside)
        for key, inner, _ in labels.blocks_in(within, only_stored=True):
            now, then = labels.block(key), before.block(key)
            if now is None or now is then:
                continue
            fresh = now[inner] > 0
            if then is not None:
                fresh &= then[inner] == 0
            if not fresh.any():
                continue
            for each in self.maps:
                block = each.block(key)
                if block is not None:
                    fresh &= ~table[block[inner]]
            if fresh.any():
                part = labels.block_for_writing(key)[inner]
                np.copyto(part, 0, where=fresh)
        labels.touch()


def rules_for(
    reading: Reading, side: Side, layer: int, over: Collection[int] | None, region: RegionBox | None = None
) -> DrawingRules:  # fmt: skip
    """The rules for an edit on one layer, from the labels of all layers that may be drawn over (0 for empty places)."""
    if over is None or 0 in over:
        return DrawingRules(None if over is None else frozenset(over), region)
    inside = frozenset(value for value in over if reading.layer_of(value) != layer)
    if not inside:
        return DrawingRules(frozenset(over), region)
    maps = tuple(reading.layer(side, n).copy() for n in sorted({reading.layer_of(value) for value in inside}))
    return DrawingRules(frozenset(over) | {0}, region, inside, maps)
