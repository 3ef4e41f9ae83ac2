"""The labels of a pane: every layer cut out on its slice, in its colours, and where structures overlap the lines of both."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from workstation.core.geometry import Side
from workstation.core.labels import LabelArray, LabelMap
from workstation.core.planes import Plane
from workstation.imaging.compare import outlines
from workstation.imaging.sampling import sample_labels
from workstation.ui.slice_glyphs import OUTLINE_OPACITY, label_colours, with_outlines
from workstation.ui.slice_pixels import label_image
from workstation.ui.tools import Draft
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState

Colours = npt.NDArray[np.uint8]


class LabelLook:
    """Label values (rows, columns) of a slice in colours (256, 4) RGBA, and lines that are laid over them."""

    def __init__(
        self, pixels: LabelArray, colours: Colours, lines: LabelArray | None = None, strong: Colours | None = None
    ) -> None:  # fmt: skip
        self.pixels, self.colours, self.lines, self._strong = pixels, colours, lines, strong

    @cached_property
    def image(self) -> tuple[QImage, tuple[int, int]]:
        """The part of it that has anything, and its first (row, column)."""
        return label_image(self.pixels, self.colours, self.lines, self._strong)


class PaneLabels:
    """Remembers what the layers look like on the slice of one pane, so that a stroke costs its own layer only."""

    def __init__(self, side: Side, outlined: bool) -> None:
        self._side, self._outlined = side, outlined
        self._cut: dict[int, tuple[LabelMap, int, Plane, LabelArray]] = {}
        self._looks: dict[int, tuple[tuple[object, ...], LabelLook]] = {}
        self._edges: list[tuple[LabelArray, LabelArray]] = []

    def looks(self, opened: OpenCase, view: ViewState, plane: Plane, draft: Draft) -> tuple[LabelLook, ...]:
        """The layers with anything on a slice, in the order in which they are drawn."""
        if view.hidden.labels:
            return ()
        segments = opened.reading.segments
        opacity = OUTLINE_OPACITY if self._outlined else view.label_opacity
        look = (tuple(segments.values()), view.hidden.segments, opacity)
        colours = label_colours(segments, view.hidden.segments, opacity)
        shown = []
        for number, labels in shown_layers(draft, opened, self._side):
            values = self._values(number, labels, opened, plane)
            if values.any():
                drawn = outlines(values) if self._outlined else with_outlines(values, segments)
                shown.append(self._kept(number, (values, *look), drawn, colours))
        if len(shown) < 2 or self._outlined:
            return tuple(shown)
        lines = self._lines([each.pixels for each in shown])
        if lines is None:
            return tuple(shown)
        strong = label_colours(segments, view.hidden.segments, max(opacity, OUTLINE_OPACITY))
        return (*shown[:-1], LabelLook(shown[-1].pixels, colours, lines, strong))

    def _values(self, number: int, labels: LabelMap, opened: OpenCase, plane: Plane) -> LabelArray:
        known = self._cut.get(number)
        if known is not None and known[0] is labels and known[1:3] == (labels.revision, plane):
            return known[3]
        values = sample_labels(labels, opened.case.volume(self._side).grid, plane)
        self._cut[number] = labels, labels.revision, plane, values
        return values

    def _lines(self, layers: list[LabelArray]) -> LabelArray | None:
        """The lines where layers overlap; those of a layer that has not changed are known."""
        known = {id(values): (values, edges) for values, edges in self._edges}
        self._edges = [known.get(id(values)) or (values, outlines(values)) for values in layers]
        return lines_of_overlap(layers, [edges for _, edges in self._edges])

    def _kept(self, number: int, key: tuple[object, ...], drawn: LabelArray, colours: Colours) -> LabelLook:
        known = self._looks.get(number)
        if known is not None and known[0][0] is key[0] and known[0][1:] == key[1:]:
            return known[1]
        look = LabelLook(drawn, colours)
        self._looks[number] = key, look
        return look


def shown_layers(draft: Draft, opened: OpenCase, side: Side) -> list[tuple[int, LabelMap]]:
    """The layers of a volume that hold anything, lowest first, as an unfinished gesture shows them."""
    layers = dict(opened.reading.layers(side))
    if side in draft.labels:
        number, labels = draft.labels[side]
        layers[number] = labels
    return [(number, layers[number]) for number in sorted(layers)]


def lines_of_overlap(layers: list[LabelArray], edges: list[LabelArray]) -> LabelArray | None:
    """The borders of labels (rows, columns) where another layer has a label too, higher layers first; None without any.

    `edges` holds the borders of each layer, wherever they are.
    """
    once, twice = layers[0] > 0, np.zeros(layers[0].shape, bool)
    for values in layers[1:]:
        twice |= once & (values > 0)
        once |= values > 0
    if not twice.any():
        return None
    lines = np.zeros_like(layers[0])
    for each in edges:
        np.copyto(lines, each, where=twice & (each > 0))
    return lines
