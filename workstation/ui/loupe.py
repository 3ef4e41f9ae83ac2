"""The loupe: a round magnifier at the mouse, held or switched on by a key; overlays show the moving volume in it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from workstation.ui import theme
from workstation.ui.camera import Camera
from workstation.ui.picture_source import LoupePicture
from workstation.ui.slice_canvas import SliceCanvas
from workstation.ui.slice_items import INK, SIDE_COLOURS, Layer, ink_pen, write_text

if TYPE_CHECKING:
    from workstation.ui.slice_view import SliceView

KEY = "z"
TAP_S = 0.35  # a key that is held longer was meant to be held
TIMES_PER_STEP = 1.2
LEAST_TIMES, MOST_TIMES = 1.3, 8.0
SHARE = 0.22  # of the shorter side of the pane: the radius
SMALLEST_PX, LARGEST_PX = 45.0, 150.0


@dataclass(frozen=True, eq=False, slots=True)
class LoupeLayer:
    """What lies under a point of the screen, magnified in a ring about it; the ring's colour says whose picture it is."""

    canvas: SliceCanvas
    x: float
    y: float
    times: float
    other: LoupePicture | None = None

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw picture and labels larger, clipped to the ring, and how much larger."""
        radius = min(LARGEST_PX, max(SMALLEST_PX, SHARE * min(camera.size)))
        centre, ring = QPointF(self.x, self.y), QPainterPath()
        ring.addEllipse(centre, radius, radius)
        painter.save()
        painter.setClipPath(ring)
        painter.fillPath(ring, QColor(theme.DARK.picture))
        self.canvas.draw_magnified(painter, magnified(camera, self.x, self.y, self.times), self.other)
        painter.restore()
        colour = SIDE_COLOURS["moving"] if self.other is not None else INK
        for pen in (ink_pen("#000000", 3.6, 170), ink_pen(colour, 1.6)):
            painter.strokePath(ring, pen)
        base = centre + QPointF(0, radius - 8)
        write_text(painter, base, f"{self.times:.1f}×", QColor(colour), Qt.AlignmentFlag.AlignHCenter)


def magnified(camera: Camera, x: float, y: float, times: float) -> Camera:
    """A camera that sees so much larger about a point of the screen; unlike zooming, without bounds."""
    u, v = camera.to_plane(x, y)
    centre = (u + (camera.centre[0] - u) / times, v + (camera.centre[1] - v) / times)
    return replace(camera, centre=centre, mm_per_px=camera.mm_per_px / times)


class Loupe:
    """The loupe of one pane: what its key means, and what is drawn."""

    def __init__(self, pane: SliceView) -> None:
        self._pane = pane
        self._since: float | None = None  # when the key went down
        self._was_used = False

    @property
    def is_held(self) -> bool:
        """Whether the key is down."""
        return self._since is not None

    def layers(self) -> list[Layer]:
        """The loupe where the mouse is, if it is wanted and there is something to see."""
        pane, view, pointer = self._pane, self._pane.workbench.view, self._pane.hand.pointer
        if pointer is None or not (view.loupe or self.is_held) or pane.canvas.pixels is None:
            return []
        other = pane.source.under_loupe(pane, view)
        return [LoupeLayer(pane.canvas, pointer.x, pointer.y, view.loupe_times, other)]

    def on_key(self, down: bool) -> None:
        """The key went down, or up: a tap switches the loupe on or off."""
        workbench = self._pane.workbench
        if down:
            self._since, self._was_used = monotonic(), False
        elif self._since is not None:
            is_tap = monotonic() - self._since < TAP_S and not self._was_used
            self._since = None
            if is_tap:
                workbench.look(replace(workbench.view, loupe=not workbench.view.loupe))

    def on_wheel(self, steps: float) -> None:
        """More or less, while the key is held."""
        self._was_used = True
        workbench = self._pane.workbench
        times = workbench.view.loupe_times * math.pow(TIMES_PER_STEP, steps)
        workbench.look(replace(workbench.view, loupe_times=min(MOST_TIMES, max(LEAST_TIMES, round(times, 3)))))
