"""From landmarks and label tables to what a pane draws: the glyphs near a slice, and the colours of labels."""

from __future__ import annotations

from collections.abc import Mapping, Set

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from workstation.core.geometry import Side, Vector
from workstation.core.labels import Segment
from workstation.core.landmarks import Landmark
from workstation.core.planes import Plane
from workstation.imaging.compare import outlines
from workstation.ui.camera import plane_points
from workstation.ui.slice_items import DEPTH_MM, SIDE_COLOURS, Glyph
from workstation.ui.text import tr
from workstation.ui.tools import DraftMark
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmarks import predicted_twin
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState

OUTLINE_OPACITY = 0.8  # at least: a thin line must be seen


def glyphs_near(view: ViewState, opened: OpenCase, side: Side, plane: Plane, draft: DraftMark | None) -> list[Glyph]:
    """The glyphs of a pane: marks up to 3 mm from its slice, the predicted twin of the chosen landmark, and a draft."""
    places: list[tuple[Landmark, Vector, bool]] = []
    again = guide_of(opened).repeat
    unseen = again.landmark_id if again is not None and again.side == side else None
    drafted = draft.landmark_id if draft is not None and draft.side == side else None
    for landmark in opened.reading.landmarks:
        mark = landmark.mark(side)
        if landmark.id == unseen:
            continue  # to be put again without seeing where it was
        if draft is not None and landmark.id == drafted:
            places.append((landmark, draft.position_mm, False))
        elif mark is not None:
            places.append((landmark, mark.position_mm, False))
        elif landmark.id == view.landmark_id:
            twin = predicted_twin(view, opened, landmark)
            if twin is not None:
                places.append((landmark, twin[1], True))
    if draft is not None and draft.side == side and not draft.landmark_id:
        new = Landmark("draft", opened.reading.landmarks.next_name())
        places.append((new, draft.position_mm, False))
    return _glyphs(places, view, side, plane, _half_slice_mm(opened, side, plane))


def _glyphs(
    places: list[tuple[Landmark, Vector, bool]], view: ViewState, side: Side, plane: Plane, half_slice_mm: float
) -> list[Glyph]:
    """Far ones first, so that near ones are drawn over them."""
    if not places:
        return []
    points = np.array([place[1] for place in places])
    distances = plane.distance_of(points)
    near = np.flatnonzero(np.abs(distances) <= max(DEPTH_MM, half_slice_mm))
    found = []
    for n, distance, (u, v) in zip(
        near, distances[near].tolist(), plane_points(plane, points[near]).tolist(), strict=True
    ):
        landmark, _, predicted = places[n]
        found.append(
            Glyph(
                landmark.id, tr(landmark.name), (u, v), distance, abs(distance) <= half_slice_mm, SIDE_COLOURS[side],
                landmark.state, landmark.id in (view.landmark_id, "draft"), predicted, not view.hidden.names,
            )
        )  # fmt: skip
    return sorted(found, key=lambda glyph: (glyph.selected, -abs(glyph.distance_mm)))


def _half_slice_mm(opened: OpenCase, side: Side, plane: Plane) -> float:
    """Half the distance of neighbouring slices along the plane's normal; a little more, against rounding."""
    grid = opened.case.volume(side).grid
    return float(np.abs(plane.normal @ grid.index_to_world[:3, :3]).max()) / 2 + 1e-3


def with_outlines(values: npt.NDArray[np.uint8], segments: Mapping[int, Segment]) -> npt.NDArray[np.uint8]:
    """The labels of a slice (rows, columns) with those that are drawn as outlines reduced to their borders."""
    lined = np.zeros(256, bool)
    lined[[value for value, segment in segments.items() if segment.outlined]] = True
    return np.where(lined[values], outlines(values), values) if lined.any() else values


def label_colours(
    segments: Mapping[int, Segment], hidden: Set[int], opacity: float
) -> npt.NDArray[np.uint8]:  # fmt: skip
    """The colour of every label value: (256, 4) RGBA, transparent for background and hidden labels."""
    colours = np.zeros((256, 4), np.uint8)
    colours[1:] = (200, 200, 200, round(255 * opacity))  # values without a row of the table
    for value, segment in segments.items():
        colour = QColor(segment.colour)
        share = segment.opacity * (max(opacity, OUTLINE_OPACITY) if segment.outlined else opacity)
        colours[value] = (colour.red(), colour.green(), colour.blue(), round(255 * share))
    for value in hidden:
        colours[value, 3] = 0
    colours[0] = 0
    return colours
