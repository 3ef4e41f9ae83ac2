"""Rectangles of a picture whose pixels are replaced: text burned into ultrasound, such as a name or a date of birth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.core.errors import InvalidInput
from workstation.core.volume import AnyArray


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of every picture, in pixels from its upper left corner as it is stored."""

    left: int
    top: int
    width: int
    height: int

    def __post_init__(self) -> None:
        if min(self.left, self.top) < 0 or min(self.width, self.height) < 1:
            raise InvalidInput("A rectangle needs a place within the picture and a size of at least one pixel.")


def black_out(pictures: AnyArray, rectangles: Sequence[Rectangle]) -> None:
    """Replace the pixels (…, rows, columns) within rectangles by the lowest value of the pictures, in place."""
    if not rectangles:
        return
    black = pictures.min()
    for each in rectangles:
        pictures[..., each.top : each.top + each.height, each.left : each.left + each.width] = black
