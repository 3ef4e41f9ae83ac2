"""What part of its slice a pane shows, remembered with the case (see `workbench.case_view`) and shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.ui.camera import Camera, plane_point, world_point
from workstation.workbench.case_view import Zoom

if TYPE_CHECKING:
    from workstation.ui.slice_view import SliceView


def keep_zoom(pane: SliceView) -> None:
    """Remember what part of the slice is shown, because the person wanted it so; nothing while all of it is."""
    if pane.name and pane.canvas.plane is not None:
        middle = world_point(pane.plane, *pane.camera.centre)
        zoom = None if pane.canvas.is_fitted else Zoom(middle, pane.camera.mm_per_px)
        pane.workbench.memory.keep_zoom(pane.name, zoom)


def recall_zoom(pane: SliceView) -> None:
    """Show the part that was shown when the case was last looked at here, moved if the cursor does not lie in it."""
    zoom = pane.workbench.memory.zooms.get(pane.name)
    if zoom is not None:
        camera = Camera(plane_point(pane.plane, zoom.middle_mm), zoom.mm_per_px, pane.camera.size)
        at = pane.cursor_on_plane()
        pane.canvas.set_camera(camera if camera.shows(*at) else camera.centred(*at))
