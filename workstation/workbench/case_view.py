"""How a case was last looked at, kept with it for each reader: crosshair, windows, magnification, layout, region.

    cases/<case>/views/<reader>.json      {"format_version": 1, "view": …, "zooms": …, "layouts": …}

Nothing in this file is work: it is not journalled, a broken one is set aside with a notice, and one that cannot be written
is not missed. What was hidden and which tool was in the hand are not kept, because a reader must see at once what is there;
nor which overlay or map was on (only how it was set up), because the volumes as they were scanned come first.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workstation.core.errors import Message, NotSaved, UserError
from workstation.core.geometry import SIDES, Vector
from workstation.storage.atomic import write_bytes
from workstation.storage.schema import FORMAT_VERSION, from_json, to_json
from workstation.storage.study_folder import safe_name
from workstation.workbench.open_case import OpenCase
from workstation.workbench.pane_layouts import PaneLayout
from workstation.workbench.view import Hidden, ViewState


@dataclass(frozen=True, slots=True)
class Zoom:
    """What part of a slice a pane shows: the world point in its middle, and mm per pixel."""

    middle_mm: Vector
    mm_per_px: float


@dataclass(frozen=True, slots=True)
class CaseView:
    """How a case is looked at; zooms by pane, layouts by workspace."""

    view: ViewState
    zooms: dict[str, Zoom] = field(default_factory=dict)
    layouts: dict[str, PaneLayout] = field(default_factory=dict)


class ViewMemory:
    """How the open case is looked at, beside the view itself; panes and workspaces write into it as the person looks."""

    def __init__(self) -> None:
        self.zooms: dict[str, Zoom] = {}
        self.layouts: dict[str, PaneLayout] = {}
        self._written: CaseView | None = None

    def keep_zoom(self, pane: str, zoom: Zoom | None) -> None:
        """A pane shows another part of its slice; None for all of it."""
        if zoom is None:
            self.zooms.pop(pane, None)
        else:
            self.zooms[pane] = zoom

    def recall(self, opened: OpenCase, now: ViewState) -> tuple[ViewState | None, Message | None]:
        """How a case that is being opened was last looked at, with the tools of the present view; and a notice."""
        self.zooms, self.layouts, self._written = {}, {}, None
        path = view_file(opened)
        if not path.is_file():
            return None, None
        try:
            kept = read_view(path)
        except (OSError, ValueError, KeyError, TypeError, UserError):
            return None, Message("How this case was last looked at could not be read; it opens as if it were new.")
        self.zooms, self.layouts, self._written = dict(kept.zooms), dict(kept.layouts), kept
        return _fitting(kept.view, opened, now), None

    def due(self, opened: OpenCase, view: ViewState) -> CaseView | None:
        """What there is to write about the open case, None if another window has it or nothing is new."""
        kept = CaseView(_worth_keeping(view), dict(self.zooms), dict(self.layouts))
        return None if kept == self._written or opened.history.document.read_only else kept

    def write(self, opened: OpenCase, kept: CaseView | None) -> None:
        """Write it beside the case; the disk's refusal is told by the journal, and a view is not missed."""
        if kept is not None:
            self._written = kept
            with suppress(NotSaved, OSError):
                write_view(view_file(opened), kept)


def view_file(opened: OpenCase) -> Path:
    """Where a reader's view of a case lies."""
    return opened.folder.case_folder(opened.id) / "views" / f"{safe_name(opened.reading.reader)}.json"


def write_view(path: Path, kept: CaseView) -> None:
    """Write a view; may raise NotSaved or OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"format_version": FORMAT_VERSION, **to_json(kept)}
    write_bytes(path, json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8"))


def read_view(path: Path) -> CaseView:
    """Read a view; whatever does not fit raises ValueError or UserError."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if not all(math.isfinite(each) for each in _numbers(data)):
        raise ValueError("a number is not finite")
    kept = from_json(CaseView, data)
    if any(zoom.mm_per_px <= 0 for zoom in kept.zooms.values()):
        raise ValueError("a magnification is not positive")
    return kept


def _worth_keeping(view: ViewState) -> ViewState:
    fresh = ViewState()
    overlay = replace(view.overlay, mode=fresh.overlay.mode, deformation=fresh.overlay.deformation,
                      warped=fresh.overlay.warped)  # fmt: skip
    return replace(
        view, overlay=overlay, tool=fresh.tool, brush=fresh.brush, hidden=Hidden(), landmark_id="", loupe=False
    )


def _fitting(view: ViewState, opened: OpenCase, now: ViewState) -> ViewState:
    """The view for the volumes as they are now, which may have another spacing than when it was kept."""
    for side in SIDES:
        grid, point = opened.case.volume(side).grid, view.cursor_mm(side)
        follows = view.linked and view.overlay.warped and bool(opened.reading.active_transform)
        if not grid.contains(point) and not (side == "moving" and follows):
            view = replace(view, **{f"{side}_cursor_mm": grid.clamped(point)})  # type: ignore[arg-type]
        region = view.region(side)
        view = view.with_region(side, None if region is None else region.within(grid))
    return replace(view, tool=now.tool, brush=now.brush)


def _numbers(data: Any) -> Iterator[float]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from _numbers(each)
    elif isinstance(data, float):
        yield data
