"""Slices of the moving volume that are turned as the registration turns the tissue, so that both panes look alike.

While `view.turned` is set and a registration is in use, a pane of the moving volume shows the oblique slice that
corresponds to the fixed volume's own slice of the same orientation; else it shows its native slice.
"""

from __future__ import annotations

import numpy as np

from workstation.core.errors import UserError
from workstation.core.planes import Plane
from workstation.core.transform import Transform
from workstation.imaging.deformation import gradient_at
from workstation.ui.picture_source import NativePictures
from workstation.ui.slice_view import SliceView
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState, pane_plane, turned_plane


class TurnedPictures(NativePictures):
    """A source for panes of the Check workspace; each pane has its own."""

    def plane(self, pane: SliceView, view: ViewState, opened: OpenCase) -> Plane:
        """The native slice, or the one that is turned with the tissue."""
        transform = _in_use(view, opened) if pane.side == "moving" else None
        if transform is None:
            return super().plane(pane, view, opened)
        fixed = pane_plane(view, opened.case, "fixed", pane.orientation)
        here = np.array([view.fixed_cursor_mm])
        gradient = gradient_at(transform, here)[0]
        cursor, mapped = view.fixed_cursor_mm, view.moving_cursor_mm
        return turned_plane(fixed, opened.case.moving.grid, cursor, mapped, gradient)


def _in_use(view: ViewState, opened: OpenCase) -> Transform | None:
    """The registration by which slices are turned, None where they are shown as they are."""
    if not (view.turned and view.linked and view.overlay.warped):
        return None
    try:
        return opened.fixed_to_moving
    except UserError:
        return None  # following the crosshair says so
