"""Where a pane gets its planes and pictures from, and the simplest such source: the pane's own volume, cut out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy.typing as npt

from workstation.core.planes import Plane
from workstation.imaging.sampling import sample_plane
from workstation.workbench.oblique import shown_plane
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import ViewState

if TYPE_CHECKING:
    from workstation.ui.slice_view import SliceView

LoupePicture = tuple[npt.NDArray[Any], tuple[float, float]]


class PictureSource(Protocol):
    """Where a pane gets its planes and pictures from."""

    def plane(self, pane: SliceView, view: ViewState, opened: OpenCase) -> Plane:
        """The plane that the pane shows."""
        ...

    def show(self, pane: SliceView, view: ViewState, opened: OpenCase, plane: Plane) -> None:
        """Bring the picture up to date, now or later; called whenever the view changed in any way."""
        ...

    def under_loupe(self, pane: SliceView, view: ViewState) -> LoupePicture | None:
        """The values and levels that a loupe shows in place of the picture, None for the picture itself."""
        ...


class NativePictures:
    """The pane's own volume, cut out at once: that takes less than a frame. Each pane has its own."""

    def __init__(self) -> None:
        self._shown: tuple[object, ...] | None = None

    def plane(self, pane: SliceView, view: ViewState, opened: OpenCase) -> Plane:
        """The slice of the pane's own volume through its cursor."""
        return shown_plane(view, opened, pane.side, pane.orientation)

    def under_loupe(self, pane: SliceView, view: ViewState) -> LoupePicture | None:
        """The picture itself."""
        return None

    def show(self, pane: SliceView, view: ViewState, opened: OpenCase, plane: Plane) -> None:
        """Cut the slice out if it is another one, and set black and white."""
        window = view.window(pane.side)
        volume = opened.case.volume(pane.side)
        shown = volume, plane, view.slab_mm, view.slab_mode
        if self._shown != shown or pane.canvas.pixels is None:
            self._shown = shown
            slab = {"slab_mm": view.slab_mm, "slab_mode": view.slab_mode}
            pixels = sample_plane(volume.voxels, volume.grid, plane, **slab)  # type: ignore[arg-type]
            pane.set_picture(pixels, (window.low, window.high))
        pane.canvas.set_levels(window.low, window.high)
