"""Fixed and moving in one picture: which one a view asks for, composed from the two slices of the same plane."""

from __future__ import annotations

import numpy as np

from workstation.core.planes import Plane
from workstation.imaging import compare
from workstation.imaging.compare import ColourPicture
from workstation.workbench.slices import SlicePicture, SliceRequest
from workstation.workbench.view import ViewState

FINE_PIXELS = 150_000  # planes up to this size are sampled exactly at once
COARSE_STEP = 8  # larger ones first with the transform evaluated at every eighth pixel


def compose(fixed: SlicePicture, moving: SlicePicture, view: ViewState, moving_alone: bool = False) -> ColourPicture:
    """The picture of an overlay as RGB (rows, columns, 3); `moving_alone` shows the moving volume and nothing else."""
    overlay = view.overlay
    below = compare.window(fixed.pixels, view.fixed_window.low, view.fixed_window.high)
    above = compare.window(moving.pixels, view.moving_window.low, view.moving_window.high)
    if moving_alone:
        return compare.single(above, moving.inside)
    if overlay.mode == "two colours":
        return compare.two_colour(below, above, overlay.colours, fixed.inside, moving.inside)
    if overlay.mode == "checkerboard":
        size = tile_pixels(fixed.request.plane, overlay.tile_mm)
        return compare.checkerboard(below, above, size, (0, 0), fixed.inside, moving.inside)
    if overlay.mode == "blend":
        return compare.blend(below, above, overlay.opacity, fixed.inside, moving.inside)
    return compare.single(below, fixed.inside)


def tile_pixels(plane: Plane, tile_mm: float) -> tuple[float, float]:
    """Rows and columns of a checkerboard tile that is square in mm."""
    return tile_mm / float(np.linalg.norm(plane.down_mm)), tile_mm / float(np.linalg.norm(plane.right_mm))


def first_step(plane: Plane) -> int:
    """How coarsely a transform is evaluated while the view moves; 1 where exact is fast enough."""
    return 1 if plane.rows * plane.columns <= FINE_PIXELS else COARSE_STEP


def is_exact(request: SliceRequest) -> bool:
    """Whether a picture needs no refinement at rest."""
    return request.step == 1 or not request.transform_id
