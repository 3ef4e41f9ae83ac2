"""Slices of the moving volume that are turned as the registration turns the tissue, so that both panes look alike.

While `view.turned` is set and a registration is in use, a pane of the moving volume shows the oblique slice that
corresponds to the fixed volume's own slice of the same orientation; else it shows what any pane shows.
"""

from __future__ import annotations

from workstation.core.planes import Plane
from workstation.ui.picture_source import NativePictures
from workstation.ui.slice_view import SliceView
from workstation.workbench.oblique import shown_plane
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState


class TurnedPictures(NativePictures):
    """A source for panes of the Check workspace; each pane has its own."""

    def plane(self, pane: SliceView, view: ViewState, opened: OpenCase) -> Plane:
        """The native slice, or the one that is turned with the tissue."""
        return shown_plane(view, opened, pane.side, pane.orientation, follows=view.turned)
