"""The region tool: a drag draws the box to which the drawing tools keep, a drag of its edges or corners changes it.

A region is a way of looking and no edit: it is kept with the case and the reader's view of it, and Esc gives a drag of it
up, but undo leaves it alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from workstation.core.geometry import Grid, Vector
from workstation.core.planes import Orientation, Plane, plane_axes
from workstation.core.region_box import RegionBox
from workstation.ui.camera import Point2, plane_point
from workstation.ui.outline_gestures import HANDLE_PX
from workstation.ui.tools import Pane, Pointer, point_under
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState, is_upright

DEPTH_MM = 20.0  # of a region that is drawn anew, through the slices
SIZE_MM = 30.0  # of a region that is put at the crosshair
End = Literal["low", "high"]


@dataclass(frozen=True, slots=True)
class Section:
    """A region as one slice sees it.

    Parameters
    ----------
    axes : the grid's axes (0 x, 1 y, 2 z) to the right and down
    ends : for each of them where its low and high end lie on the plane: u in mm to the right, v in mm down
    through : the grid's axis through the slice
    number : the slice's voxel index along it
    is_cut : whether the slice lies in the region
    """

    axes: tuple[int, int]
    ends: tuple[Point2, Point2]
    through: int
    number: int
    is_cut: bool

    @property
    def corners(self) -> tuple[Point2, Point2, Point2, Point2]:
        """The four corners (u, v) in order around."""
        (u0, u1), (v0, v1) = self.ends
        return (u0, v0), (u1, v0), (u1, v1), (u0, v1)


def section_of(region: RegionBox, grid: Grid, plane: Plane, orientation: Orientation, upright: bool) -> Section:
    """What a slice of the grid's own sees of a region."""
    right, down, through, _, _ = plane_axes(grid, orientation, upright)
    number = round(float(grid.to_index(plane.origin_mm)[through]))
    ends = []
    for place, axis in enumerate((right, down)):
        index = np.zeros(3)
        index[through] = number
        both = []
        for end in region.extent(axis):
            index[axis] = end - 0.5
            both.append(plane_point(plane, grid.point_of(index))[place])
        ends.append((both[0], both[1]))
    low, high = region.extent(through)
    return Section((right, down), (ends[0], ends[1]), through, number, low <= number < high)


class RegionDrag:
    """A press of the region tool: on an edge or corner it takes hold of that, inside it moves the box, else it draws."""

    def __init__(self, pane: Pane, opened: OpenCase, pointer: Pointer) -> None:
        self._pane = pane
        self._grid = opened.case.volume(pane.side).grid
        self._upright = is_upright(opened.case.volume(pane.side))
        self._before = pane.workbench.view.region(pane.side)
        self._from = self._index(pointer)
        self._held, self._moves = self._hold(pointer)

    def move(self, pointer: Pointer) -> None:
        """Follow."""
        now, before = self._index(pointer), self._before
        if before is not None and (self._held or self._moves):
            region = self._moved(before, now) if self._moves else self._stretched(before, now)
        else:
            region = self._drawn(now)
        self._show(region)

    def release(self, pointer: Pointer) -> None:
        """Stay so."""

    def cancel(self) -> None:
        """As before the press."""
        self._show(self._before)

    # ---- inside

    def _hold(self, pointer: Pointer) -> tuple[dict[int, End], bool]:
        """Which ends of which axes the press took hold of, and whether it lies inside the box."""
        if self._before is None:
            return {}, False
        section = section_of(self._before, self._grid, self._pane.plane, self._pane.orientation, self._upright)
        if not section.is_cut:
            return {}, False
        at = self._pane.camera.to_plane(pointer.x, pointer.y)
        reach = HANDLE_PX * self._pane.camera.mm_per_px
        held: dict[int, End] = {}
        inside = True
        for axis, ends, here in zip(section.axes, section.ends, at, strict=True):
            if not min(ends) - reach <= here <= max(ends) + reach:
                return {}, False
            inside = inside and min(ends) <= here <= max(ends)
            near = min((0, 1), key=lambda n: abs(ends[n] - here))
            if abs(ends[near] - here) <= reach:
                held[axis] = "low" if near == 0 else "high"
        return held, inside and not held

    def _stretched(self, region: RegionBox, now: Vector) -> RegionBox:
        for axis, end in self._held.items():
            low, high = region.extent(axis)
            at = self._border(now, axis)
            low, high = (min(at, high - 1), high) if end == "low" else (low, max(at, low + 1))
            region = region.with_extent(axis, low, high)
        return region

    def _moved(self, region: RegionBox, now: Vector) -> RegionBox:
        for axis in range(3):
            low, high = region.extent(axis)
            step = round(now[axis] - self._from[axis])
            step = min(max(step, -low), self._grid.size_xyz[axis] - high)
            region = region.with_extent(axis, low + step, high + step)
        return region

    def _drawn(self, now: Vector) -> RegionBox:
        """From where the press was to where the mouse is; through the slices as before, or a little to either side."""
        right, down, through, _, _ = plane_axes(self._grid, self._pane.orientation, self._upright)
        middle = self._grid.point_of(self._from)
        region = RegionBox.around(self._grid, middle, (DEPTH_MM, DEPTH_MM, DEPTH_MM))
        if self._before is not None:
            low, high = self._before.extent(through)
            if low <= round(self._from[through]) < high:
                region = region.with_extent(through, low, high)
        for axis in (right, down):
            low, high = sorted(self._border(each, axis) for each in (self._from, now))
            low = min(low, self._grid.size_xyz[axis] - 1)
            region = region.with_extent(axis, low, max(high, low + 1))
        return region

    def _border(self, index: Vector, axis: int) -> int:
        """The border between voxels nearest to an index along one axis: n lies before voxel n."""
        return min(max(round(index[axis] + 0.5), 0), self._grid.size_xyz[axis])

    def _index(self, pointer: Pointer) -> Vector:
        x, y, z = self._grid.to_index(point_under(self._pane, pointer)).tolist()
        return x, y, z

    def _show(self, region: RegionBox | None) -> None:
        workbench = self._pane.workbench
        workbench.look(workbench.view.with_region(self._pane.side, region))


def region_at_cursor(view: ViewState, opened: OpenCase, pane: Pane) -> ViewState:
    """The view with the active volume's region moved to the crosshair; a new one if there is none."""
    grid, region = opened.case.volume(pane.side).grid, view.region(pane.side)
    size = (SIZE_MM, SIZE_MM, SIZE_MM) if region is None else region.size_mm(grid)
    placed = RegionBox.around(grid, view.cursor_mm(pane.side), size)
    return replace(view.with_region(pane.side, placed), tool="region")
