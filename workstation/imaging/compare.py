"""Two pictures in one: blend, checkerboard, wipe, two colours, edges and difference, from pictures of the same plane.

`fixed` and `moving` are (rows, columns) uint8 pictures after `window`, the masks say where each lies inside its volume
(None: everywhere), and every composition is (rows, columns, 3) uint8 RGB. Where only the fixed volume is, it is shown
alone; where it is not, there is nothing to compare with, and a dark hatching says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.volume import AnyArray

GreyPicture = npt.NDArray[np.uint8]
ColourPicture = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Colours = Literal["green-magenta", "orange-blue"]
WipeShape = Literal["upright", "level", "cross", "loupe"]

HATCH = np.array([[24, 24, 24], [40, 40, 44]], np.uint8)  # dark in the reading room, and not a tissue value
HATCH_PIXELS = 8  # from one hatching line to the next

# how much of fixed and of moving goes into red, green, blue; the two add up to white, so that equal pictures are grey
_WEIGHTS: dict[Colours, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "green-magenta": ((0.0, 1.0), (1.0, 0.0), (0.0, 1.0)),
    "orange-blue": ((1.0, 0.0), (0.5, 0.5), (0.0, 1.0)),
}
DIM = 0.4  # brightness of the fixed picture under a difference
SAME, OPPOSITE = 0.5, 2.5  # differences of locally normalised pictures that are not shown, and shown in full colour


def window(pixels: AnyArray, low: float, high: float) -> GreyPicture:
    """Grey levels for a window: `low` and below is black, `high` and above is white, NaN is black.

    A window of no width is a threshold: white from `high` on.
    """
    if pixels.dtype == np.uint8:
        grey: GreyPicture = np.take(_windowed(np.arange(256, dtype=np.float32), low, high), pixels)
        return grey
    return _windowed(pixels.astype(np.float32), low, high)


def _windowed(values: npt.NDArray[np.float32], low: float, high: float) -> GreyPicture:
    if high <= low:
        return np.where(values >= high, 255, 0).astype(np.uint8)
    levels = np.clip(np.rint((values - low) * (255.0 / (high - low))), 0, 255)
    grey: GreyPicture = np.where(np.isnan(levels), 0, levels).astype(np.uint8)
    return grey


def blend(
    fixed: GreyPicture, moving: GreyPicture, opacity: float,
    fixed_inside: Mask | None = None, moving_inside: Mask | None = None,
) -> ColourPicture:  # fmt: skip
    """The moving picture laid over the fixed one: opacity 0 shows the fixed picture, 1 the moving one."""
    _check(fixed, moving, fixed_inside, moving_inside)
    share = round(256 * min(max(opacity, 0.0), 1.0))
    return _finished([_mixed(fixed, moving, 256 - share, share)], fixed, fixed_inside, moving_inside)


def checkerboard(
    fixed: GreyPicture, moving: GreyPicture, size_px: float | tuple[float, float], offset: tuple[float, float] = (0, 0),
    fixed_inside: Mask | None = None, moving_inside: Mask | None = None,
) -> ColourPicture:  # fmt: skip
    """Fields of both pictures in turn; the field at the corner is fixed.

    `size_px` is the size of a field in pixels, or its (rows, columns), so that fields can be square in mm on
    anisotropic voxels; `offset` moves the board by (rows, columns).
    """
    _check(fixed, moving, fixed_inside, moving_inside)
    sizes = size_px if isinstance(size_px, tuple) else (size_px, size_px)
    if min(sizes) <= 0:
        raise InvalidInput("A field of the checkerboard must be larger than 0 pixels, got {size}.", size=size_px)
    row, column = (
        np.floor((np.arange(count) - shift) / size) % 2 == 1
        for count, shift, size in zip(fixed.shape, offset, sizes, strict=True)
    )
    is_moving = row[:, None] ^ column[None, :]
    return _finished([np.where(is_moving, moving, fixed)], fixed, fixed_inside, moving_inside)


def wipe(
    fixed: GreyPicture, moving: GreyPicture, at: tuple[float, float], shape: WipeShape = "upright",
    radius_px: tuple[float, float] = (0.0, 0.0),
    fixed_inside: Mask | None = None, moving_inside: Mask | None = None,
) -> ColourPicture:  # fmt: skip
    """Fixed on one side of a place and moving on the other.

    `at` is a (row, column). The moving picture is shown from that column on ("upright"), from that row on ("level"),
    to the upper right and the lower left of it ("cross"), or in an ellipse of `radius_px` (rows, columns) about it
    ("loupe"), which is a circle in mm.
    """
    _check(fixed, moving, fixed_inside, moving_inside)
    is_moving = wiped(fixed.shape, at, shape, radius_px)
    return _finished([np.where(is_moving, moving, fixed)], fixed, fixed_inside, moving_inside)


def wiped(
    shape_px: tuple[int, ...], at: tuple[float, float], shape: WipeShape, radius_px: tuple[float, float]
) -> Mask:  # fmt: skip
    """Which pixels (rows, columns) of a wipe show the moving picture."""
    row, column = np.arange(shape_px[0])[:, None] - at[0], np.arange(shape_px[1])[None, :] - at[1]
    match shape:
        case "upright":
            found = np.broadcast_to(column >= 0, shape_px)
        case "level":
            found = np.broadcast_to(row >= 0, shape_px)
        case "cross":
            found = (row < 0) == (column >= 0)
        case "loupe":
            high, wide = (max(radius, 1e-9) for radius in radius_px)
            found = np.square(row / high) + np.square(column / wide) <= 1
    return np.asarray(found, dtype=bool)


def edges_over(
    fixed: GreyPicture, moving_edges: Mask, colours: Colours = "green-magenta",
    fixed_inside: Mask | None = None, moving_inside: Mask | None = None,
) -> ColourPicture:  # fmt: skip
    """The fixed picture with the edges of the moving one over it, in the moving volume's colour."""
    _check(fixed, fixed, moving_edges, fixed_inside, moving_inside)
    shown = moving_edges if moving_inside is None else moving_edges & moving_inside
    channels = [np.where(shown, np.uint8(round(255 * m)), fixed) for _, m in _WEIGHTS[colours]]
    return _finished(channels, fixed, fixed_inside, None)


def difference(
    fixed: GreyPicture, fixed_normal: npt.NDArray[np.float32], moving_normal: npt.NDArray[np.float32],
    colours: Colours = "green-magenta",
    fixed_inside: Mask | None = None, moving_inside: Mask | None = None,
) -> ColourPicture:  # fmt: skip
    """Where one picture is brighter than the other for its surroundings, in that one's colour over the dimmed fixed one.

    `fixed_normal`, `moving_normal` are locally normalised (see `local_contrast`), NaN where there is nothing to compare.
    Differences up to `SAME` leave the dimmed picture as it is; from `OPPOSITE` on the colour is full.
    """
    _check(fixed, fixed, fixed_inside, moving_inside)
    from workstation.imaging import contrast_kernels

    weights = np.array(_WEIGHTS[colours], np.float32).T.copy()
    limits = np.array([DIM, SAME, OPPOSITE], np.float32)
    known = np.ones(fixed.shape, bool) if moving_inside is None else moving_inside
    rgb = np.empty((*fixed.shape, 3), np.uint8)
    contrast_kernels.over_dimmed(fixed, fixed_normal, moving_normal, weights, limits, known, rgb)
    return _hatched(rgb, fixed_inside)


def two_colour(
    fixed: GreyPicture, moving: GreyPicture, colours: Colours = "green-magenta",
    fixed_inside: Mask | None = None, moving_inside: Mask | None = None,
) -> ColourPicture:  # fmt: skip
    """Both pictures at once, the fixed one in the first colour, the moving one in the second; what agrees is grey."""
    _check(fixed, moving, fixed_inside, moving_inside)
    channels = [_mixed(fixed, moving, round(256 * f), round(256 * m)) for f, m in _WEIGHTS[colours]]
    return _finished(channels, fixed, fixed_inside, moving_inside)


def single(picture: GreyPicture, inside: Mask | None = None) -> ColourPicture:
    """One picture as grey RGB, hatched where its volume is not: for flicker, and beside the compositions."""
    return _finished([picture], picture, inside, None)


def outlines(labels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The labels (rows, columns) that touch another value or none above, below, left or right; the rest is 0."""
    padded = np.pad(labels, 1, mode="edge")
    inside = labels == padded[:-2, 1:-1]
    for neighbour in (padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]):
        inside &= labels == neighbour
    edges = labels.copy()
    edges[inside] = 0
    return edges


def _mixed(fixed: GreyPicture, moving: GreyPicture, of_fixed: int, of_moving: int) -> GreyPicture:
    """A sum weighted by 256ths, rounded; weights that add up to 256 keep equal pictures as they are."""
    if of_moving == 0:
        return fixed
    if of_fixed == 0:
        return moving
    total = fixed.astype(np.uint16) * np.uint16(of_fixed)
    total += moving.astype(np.uint16) * np.uint16(of_moving)
    return ((total + np.uint16(128)) >> 8).astype(np.uint8)


def _finished(
    channels: Sequence[GreyPicture], fixed: GreyPicture, fixed_inside: Mask | None, moving_inside: Mask | None
) -> ColourPicture:
    """One grey or three colour channels as RGB, with fixed alone where moving is not, hatched where fixed is not."""
    if moving_inside is not None and not moving_inside.all():
        channels = [np.where(moving_inside, channel, fixed) for channel in channels]
    rgb = np.empty((*fixed.shape, 3), np.uint8)
    for n in range(3):
        rgb[..., n] = channels[n % len(channels)]
    return _hatched(rgb, fixed_inside)


def _hatched(rgb: ColourPicture, inside: Mask | None) -> ColourPicture:
    """The same picture, hatched where its volume is not."""
    if inside is not None and not inside.all():
        rows, columns = np.nonzero(~inside)
        rgb[rows, columns] = HATCH[((rows + columns) % HATCH_PIXELS == 0).astype(np.intp)]
    return rgb


def _check(fixed: GreyPicture, moving: GreyPicture, *masks: Mask | None) -> None:
    for other in (moving, *masks):
        if other is not None and other.shape != fixed.shape:
            raise InvalidInput("Pictures to be compared must be of one size, got {fixed} and {other}.",
                               fixed=fixed.shape, other=other.shape)  # fmt: skip
    if fixed.dtype != np.uint8 or moving.dtype != np.uint8:
        raise InvalidInput("Pictures to be compared must have been windowed to 8 bit, got {fixed} and {moving}.",
                           fixed=fixed.dtype, moving=moving.dtype)  # fmt: skip
