"""Bookmarks made of views, and views made of bookmarks again: pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import get_args

from workstation.core.bookmarks import Bookmark
from workstation.core.errors import UserError
from workstation.core.geometry import Side, Vector
from workstation.core.planes import Orientation
from workstation.imaging.sampling import SlabMode
from workstation.storage.schema import from_json
from workstation.workbench.oblique import in_use
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import Overlay, ViewState, Window


def bookmark_of(
    view: ViewState, side: Side, orientation: Orientation, mm_per_px: float, id: str, name: str, by: str, at: str
) -> Bookmark:  # fmt: skip
    """A bookmark of what is on screen in a pane; `mm_per_px` is 0 where it shows its whole slice."""
    levels = [(each.low, each.high) for each in (view.fixed_window, view.moving_window)]
    return Bookmark(
        id, name, view.fixed_cursor_mm, view.moving_cursor_mm, side, orientation, mm_per_px, levels[0], levels[1],
        view.turn_deg, view.slab_mm, view.slab_mode, asdict(view.overlay), by, at,
    )  # fmt: skip


def recalled(view: ViewState, bookmark: Bookmark, opened: OpenCase) -> ViewState:
    """The view with the crosshair, windows, turn, slab and overlay of a bookmark.

    The moving cursor goes where the registration that is in use now puts it; without one, where it was.
    """
    modes: tuple[SlabMode, ...] = get_args(SlabMode)
    try:
        overlay = from_json(Overlay, dict(bookmark.overlay))
    except UserError:  # made by another version of the program
        overlay = view.overlay
    view = replace(
        view, fixed_cursor_mm=_inside(opened, "fixed", bookmark.fixed_mm), moving_cursor_mm=bookmark.moving_mm,
        fixed_window=Window(*bookmark.fixed_levels), moving_window=Window(*bookmark.moving_levels),
        turn_deg=bookmark.turn_deg, slab_mm=max(0.0, bookmark.slab_mm), overlay=overlay,
        slab_mode=next((each for each in modes if each == bookmark.slab_mode), view.slab_mode),
    )  # fmt: skip
    transform = in_use(view, opened)
    if transform is None:
        return replace(view, moving_cursor_mm=_inside(opened, "moving", bookmark.moving_mm))
    x, y, z = transform([view.fixed_cursor_mm])[0].tolist()
    return replace(view, moving_cursor_mm=(x, y, z))


def in_order(bookmarks: Iterable[Bookmark]) -> list[Bookmark]:
    """Bookmarks as they were made, whatever was undone meanwhile."""
    return sorted(bookmarks, key=lambda each: (each.at, each.id))


def next_bookmark(bookmarks: Iterable[Bookmark], last: str, step: int) -> Bookmark:
    """The bookmark after the one with an id, round and round; the first or the last one after none."""
    ordered = in_order(bookmarks)
    ids = [each.id for each in ordered]
    here = ids.index(last) if last in ids else (-1 if step > 0 else 0)
    return ordered[(here + step) % len(ordered)]


def _inside(opened: OpenCase, side: Side, point_mm: Vector) -> Vector:
    grid = opened.case.volume(side).grid
    return point_mm if grid.contains(point_mm) else grid.clamped(point_mm)
