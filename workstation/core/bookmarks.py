"""Bookmarks: views of a case that a reader gave a name, kept with the case, and the edits of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workstation.core.commands import Command, command
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import Side, Vector
from workstation.core.planes import Orientation

if TYPE_CHECKING:
    from workstation.core.study import Reading

Levels = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place and how it was looked at.

    Parameters
    ----------
    fixed_mm, moving_mm : the crosshair in either volume, LPS
    side, orientation : the pane that it was made in
    mm_per_px : its magnification, 0 for the whole slice
    fixed_levels, moving_levels : which values were black and white
    turn_deg : how the planes were turned (see `core.rotation`)
    slab_mm, slab_mode : the slices that were combined
    overlay : mode, and whatever else is worth keeping of how both volumes were compared, as plain values
    by, at : the reader, and the moment as ISO 8601
    """

    id: str
    name: str
    fixed_mm: Vector
    moving_mm: Vector
    side: Side = "fixed"
    orientation: Orientation = "coronal"
    mm_per_px: float = 0.0
    fixed_levels: Levels = (0.0, 255.0)
    moving_levels: Levels = (0.0, 255.0)
    turn_deg: Vector = (0.0, 0.0, 0.0)
    slab_mm: float = 0.0
    slab_mode: str = "mean"
    overlay: dict[str, str | bool | float] = field(default_factory=dict)
    by: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        numbers = (*self.fixed_mm, *self.moving_mm, *self.fixed_levels, *self.moving_levels, *self.turn_deg,
                   self.mm_per_px, self.slab_mm)  # fmt: skip
        if not all(math.isfinite(each) for each in numbers) or self.mm_per_px < 0:
            raise InvalidInput("A bookmark needs finite numbers and a magnification that is not negative.")


@command
@dataclass(frozen=True, slots=True)
class AddBookmark:
    """Keep a view under a name."""

    bookmark: Bookmark

    def apply(self, target: Reading) -> Command:
        """Add it; an id that is in use is refused."""
        if self.bookmark.id in target.bookmarks:
            raise InvalidInput("There is a bookmark with id {id} already.", id=self.bookmark.id)
        target.bookmarks[self.bookmark.id] = self.bookmark
        return RemoveBookmark(self.bookmark.id)

    def title(self, target: Reading) -> Message:
        """Such as "Bookmark lesion 1"."""
        return Message("Bookmark {name}", {"name": self.bookmark.name})


@command
@dataclass(frozen=True, slots=True)
class RemoveBookmark:
    """Forget a view."""

    bookmark_id: str

    def apply(self, target: Reading) -> Command:
        """Remove it; an unknown id is refused."""
        bookmark = _bookmark(target, self.bookmark_id)
        del target.bookmarks[self.bookmark_id]
        return AddBookmark(bookmark)

    def title(self, target: Reading) -> Message:
        """Such as "Delete bookmark lesion 1"."""
        return Message("Delete bookmark {name}", {"name": _bookmark(target, self.bookmark_id).name})


@command
@dataclass(frozen=True, slots=True)
class RenameBookmark:
    """Give a view another name."""

    bookmark_id: str
    name: str

    def apply(self, target: Reading) -> Command:
        """Rename it; an empty name is refused."""
        before = _bookmark(target, self.bookmark_id)
        if not self.name.strip():
            raise InvalidInput("A bookmark needs a name.")
        target.bookmarks[before.id] = replace(before, name=self.name)
        return RenameBookmark(before.id, before.name)

    def title(self, target: Reading) -> Message:
        """Such as "Rename bookmark lesion 1"."""
        return Message("Rename bookmark {name}", {"name": _bookmark(target, self.bookmark_id).name})


def _bookmark(target: Reading, bookmark_id: str) -> Bookmark:
    try:
        return target.bookmarks[bookmark_id]
    except KeyError:
        raise InvalidInput("There is no bookmark with id {id}.", id=bookmark_id) from None
