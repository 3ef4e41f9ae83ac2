"""Planes that are turned freely about the crosshair, in both volumes: where they lie, and which way a slice on is.

The three planes stay at right angles to one another. A plane's picture is not rolled: its edges are turned no more than
its normal is, so that up stays up as far as it can. Without a registration both volumes are turned alike; through one, the
moving volume's planes are those of the fixed one, turned on as the registration turns the tissue at the crosshair.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workstation.core.errors import UserError
from workstation.core.geometry import FloatArray, Side, Vector
from workstation.core.oblique_planes import steps_inside, voxel_step_mm
from workstation.core.planes import ORIENTATIONS, Orientation, Plane, plane_through, slice_step
from workstation.core.rotation import rotation_of, turned_by
from workstation.core.transform import Transform
from workstation.imaging.deformation import gradient_at
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState, is_upright, pane_plane, turned_plane

Direction2 = tuple[float, float]


def shown_plane(
    view: ViewState, opened: OpenCase, side: Side, orientation: Orientation, follows: bool = False
) -> Plane:  # fmt: skip
    """The slice of a volume that a native pane shows.

    Parameters
    ----------
    follows : whether the moving volume's slices follow the registration in orientation even while nothing is turned
    """
    transform = in_use(view, opened) if side == "moving" and (follows or view.is_oblique) else None
    if transform is None:
        return pane_plane(view, opened.case, side, orientation)
    fixed = pane_plane(view, opened.case, "fixed", orientation)
    gradient = gradient_at(transform, np.array([view.fixed_cursor_mm]))[0]
    grid = opened.case.moving.grid
    return turned_plane(fixed, grid, view.fixed_cursor_mm, view.moving_cursor_mm, gradient)


def in_use(view: ViewState, opened: OpenCase) -> Transform | None:
    """The registration through which both volumes are linked now, None where they are not."""
    if not (view.linked and view.overlay.warped):
        return None
    try:
        return opened.fixed_to_moving
    except UserError:
        return None  # following the crosshair says so


def step_through(view: ViewState, opened: OpenCase, side: Side, orientation: Orientation, count: int) -> Vector:
    """Where the cursor goes when a turned pane is scrolled by some slices: along the normal of what it shows.

    A slice is as thick as it takes to come to the next voxel. The last one is the last whole step within the volume.
    """
    volume, cursor = opened.case.volume(side), view.cursor_mm(side)
    native = plane_through(volume.grid, orientation, cursor, is_upright(volume))
    deeper = float(np.sign(native.normal @ slice_step(volume.grid, orientation, is_upright(volume))))
    normal = shown_plane(view, opened, side, orientation).normal * deeper
    step = voxel_step_mm(volume.grid, normal) * normal * np.sign(count)
    count = min(abs(count), steps_inside(volume.grid, cursor, step)) if volume.grid.contains(cursor) else abs(count)
    point = np.add(cursor, count * step)
    return volume.grid.clamped(_vector(point)) if not volume.grid.contains(point) else _vector(point)


def crosshair_lines(
    view: ViewState, opened: OpenCase, orientation: Orientation, side: Side
) -> dict[Orientation, Direction2]:  # fmt: skip
    """Directions (right, down) in a pane's picture in which the other two planes cut it; unit vectors.

    Those of the moving volume are the fixed one's wherever its planes follow the registration.
    """
    leads: Side = "fixed" if side == "moving" and in_use(view, opened) is not None else side
    volume, rotation = opened.case.volume(leads), rotation_of(view.turn_deg)
    here = pane_plane(view, opened.case, leads, orientation)
    right, down = (np.asarray(v) / np.linalg.norm(v) for v in (here.right_mm, here.down_mm))
    found: dict[Orientation, Direction2] = {}
    for each in ORIENTATIONS:
        if each != orientation:
            native = plane_through(volume.grid, each, view.cursor_mm(leads), is_upright(volume))
            line = np.cross(here.normal, rotation @ native.normal)
            line = line / np.linalg.norm(line)
            found[each] = float(line @ right), float(line @ down)
    return found


def turn_in_pane(
    view: ViewState, opened: OpenCase, side: Side, orientation: Orientation, degrees: float
) -> ViewState:  # fmt: skip
    """The view with the crosshair's lines turned in one pane, clockwise as it is seen; the other planes turn along."""
    leads: Side = "fixed" if side == "moving" and in_use(view, opened) is not None else side
    normal = pane_plane(view, opened.case, leads, orientation).normal
    return replace(view, turn_deg=turned_by(view.turn_deg, normal, degrees))


def _vector(values: FloatArray) -> Vector:
    x, y, z = (float(v) for v in values)
    return x, y, z
