"""Fixed and moving in one picture: which one a view asks for, composed from the two slices of the same plane."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from workstation.core.planes import Plane
from workstation.imaging import compare, local_contrast
from workstation.imaging.compare import ColourPicture
from workstation.workbench.slices import SlicePicture, SliceRequest
from workstation.workbench.view import ViewState

FINE_PIXELS = 50_000  # planes up to this size are shown exactly at once
COARSE_SHARE = 0.7  # of the pixels; a first picture that has more of them is not worth drawing
COARSE_STEP = 4  # of larger ones the first picture has fewer pixels, and the transform at every fourth of them
REMEMBERED = 24  # prepared pictures

Prepared = Literal["normal", "edges"]
Spot = tuple[float, float]  # (row, column) of a plane


class Preparation:
    """Remembers what edges and differences are made of, which takes 10 to 40 ms a picture; for any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[SliceRequest, Prepared], npt.NDArray[Any]] = OrderedDict()

    def of(self, picture: SlicePicture, kind: Prepared) -> npt.NDArray[Any]:
        """The locally normalised picture, NaN outside, or where its edges are; (rows, columns)."""
        key = picture.request, kind
        with self._lock:
            found = self._known.get(key)
        if found is None:
            make: Callable[..., npt.NDArray[Any]] = (
                local_contrast.edges if kind == "edges" else local_contrast.local_normalised
            )
            found = make(picture.pixels, picture.inside, row_and_column_mm(picture.request.plane))
            with self._lock:
                self._known[key] = found
                while len(self._known) > REMEMBERED:
                    self._known.popitem(last=False)
        return found

    def clear(self) -> None:
        """Forget everything: another case is open."""
        with self._lock:
            self._known.clear()


def compose(
    fixed: SlicePicture, moving: SlicePicture, view: ViewState, moving_alone: bool = False, spot: Spot | None = None,
    preparation: Preparation | None = None,
) -> ColourPicture:  # fmt: skip
    """The picture of an overlay as RGB (rows, columns, 3).

    Parameters
    ----------
    moving_alone : show the moving volume and nothing else
    spot : (row, column) where a wipe is; the middle of the plane if none is given
    preparation : remembers what is costly
    """
    overlay, plane = view.overlay, fixed.request.plane
    below = compare.window(fixed.pixels, view.fixed_window.low, view.fixed_window.high)
    above = compare.window(moving.pixels, view.moving_window.low, view.moving_window.high)
    prepared = preparation or Preparation()
    if moving_alone:
        return compare.single(above, moving.inside)
    match overlay.mode:
        case "two colours":
            return compare.two_colour(below, above, overlay.colours, fixed.inside, moving.inside)
        case "checkerboard":
            size = pixels_long(plane, overlay.tile_mm)
            return compare.checkerboard(below, above, size, (0, 0), fixed.inside, moving.inside)
        case "wipe":
            at = spot or ((plane.rows - 1) / 2, (plane.columns - 1) / 2)
            radius = pixels_long(plane, overlay.loupe_mm)
            return compare.wipe(below, above, at, overlay.wipe, radius, fixed.inside, moving.inside)
        case "edges":
            lines = prepared.of(moving, "edges")
            return compare.edges_over(below, lines, overlay.colours, fixed.inside, moving.inside)
        case "difference":
            normals = prepared.of(fixed, "normal"), prepared.of(moving, "normal")
            return compare.difference(below, *normals, overlay.colours, fixed.inside, moving.inside)
        case "blend":
            return compare.blend(below, above, overlay.opacity, fixed.inside, moving.inside)
    return compare.single(below, fixed.inside)


def row_and_column_mm(plane: Plane) -> tuple[float, float]:
    """How far apart the rows and the columns of a plane are."""
    return float(np.linalg.norm(plane.down_mm)), float(np.linalg.norm(plane.right_mm))


def pixels_long(plane: Plane, length_mm: float) -> tuple[float, float]:
    """A length in rows and in columns of a plane."""
    row_mm, column_mm = row_and_column_mm(plane)
    return length_mm / row_mm, length_mm / column_mm


def coarse_request(exact: SliceRequest, pixel_mm: float, most_pixels: int) -> SliceRequest:
    """What is asked for first while the view moves: the same slice in larger pixels; itself where that is fast enough.

    Parameters
    ----------
    pixel_mm : finer than this the screen does not show
    most_pixels : the picture has no more pixels than this, however far it is magnified
    """
    plane = exact.plane
    if plane.rows * plane.columns <= FINE_PIXELS:
        return exact
    row_mm, column_mm = row_and_column_mm(plane)
    wanted_mm = max(pixel_mm, math.sqrt(plane.rows * row_mm * plane.columns * column_mm / most_pixels))
    rows, columns = (
        max(2, min(count, int(count * mm / wanted_mm)))
        for count, mm in ((plane.rows, row_mm), (plane.columns, column_mm))
    )
    if rows * columns > COARSE_SHARE * plane.rows * plane.columns:
        return exact
    return replace(exact, plane=plane.in_raster(rows, columns), step=COARSE_STEP)


def coarse_picture(picture: SlicePicture, plane: Plane) -> SlicePicture:
    """A picture in the fewer pixels of a plane that covers the same rectangle; each takes the value at its middle."""
    rows, columns = (
        ((np.arange(few) + 0.5) * many / few).astype(np.intp)
        for few, many in ((plane.rows, picture.pixels.shape[0]), (plane.columns, picture.pixels.shape[1]))
    )
    chosen = np.ix_(rows, columns)
    request = replace(picture.request, plane=plane)
    return SlicePicture(request, picture.pixels[chosen], picture.inside[chosen], picture.seconds)
