"""Loops of the open case in Check: the closure error at the crosshair in words, and as a map of one loop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from workstation.core.errors import Message, UserError
from workstation.core.geometry import Vector
from workstation.imaging.loop_closure import Leg, closure, closure_map
from workstation.ui.background import Background
from workstation.ui.map_sources import MISSES, MapFinding, MapSource
from workstation.workbench.loops import (
    Loop,
    figures_of,
    find_loops,
    legs_of,
    registered_pairs,
    sentence_at,
)
from workstation.workbench.open_case import OpenCase
from workstation.workbench.workbench import Workbench

MOST_SENTENCES = 3
NO_LOOP = Message(
    "No loop: import the same scans in other pairs too (AP–LAT, LAT–MED, AP–MED) and register each of them."
)
LOOKING = Message("Looking for loops of pairs …")


class LoopSource(MapSource):
    """Finds the loops that go through the result in use, the shortest first; `chosen` says which one is the map."""

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._finder = Background(self)
        self._of: tuple[OpenCase, str] | None = None  # the case and result whose loops are known or being found
        self._loops: list[tuple[Loop, list[Leg]]] | None = None
        self._trouble: Message | None = None
        self.chosen = 0

    @property
    def is_busy(self) -> bool:
        """Whether loops or their map are being found."""
        return super().is_busy or self._finder.is_busy

    @property
    def count(self) -> int:
        """How many loops are known."""
        return len(self._loops or ())

    def close(self) -> None:
        """Find no more."""
        self._finder.close()
        super().close()

    def look_for(self, opened: OpenCase, transform_id: str) -> None:
        """Find the loops through a result in the background, unless they are known; `changed` follows."""
        if (self._of is not None and self._of[0] is opened and self._of[1] == transform_id) or self._finder.is_busy:
            return
        self._of, self._loops, self._trouble, self.chosen = (opened, transform_id), None, None, 0
        study, folder, reader = self._workbench.study, opened.folder, self._workbench.reader
        cases = list(study.state.cases.values()) if study is not None else []

        def work() -> list[tuple[Loop, list[Leg]]]:
            pairs = registered_pairs(folder, cases, reader, {opened.id: transform_id})
            found = find_loops(pairs, opened.id)
            return [(loop, [] if loop.in_doubt else legs_of(folder, loop)) for loop in found]

        self._finder.start("loops", work, self._on_found, self._on_failed)

    def choose_next(self) -> None:
        """Take the next loop for the map."""
        self.chosen = (self.chosen + 1) % max(1, self.count)
        self.changed.emit()

    def sentences_at(self, opened: OpenCase, transform_id: str, point_mm: Vector) -> list[Message]:
        """What the loops say about a place of the fixed volume, the chosen one first; nothing while they are not known."""
        self.look_for(opened, transform_id)
        if self._of != (opened, transform_id) or not self._loops:
            return []
        return [_at(*each, point_mm) for each in self._in_order()[:MOST_SENTENCES]]

    # ---- inside

    def _in_order(self) -> Sequence[tuple[Loop, list[Leg]]]:
        loops = self._loops or []
        return [*loops[self.chosen :], *loops[: self.chosen]]

    def _key(self, transform_id: str) -> object:
        return transform_id, self.chosen

    def _find(self, opened: OpenCase, transform_id: str) -> MapFinding:
        self.look_for(opened, transform_id)
        if self._of != (opened, transform_id) or self._loops is None:
            return MapFinding(None, MISSES, self._trouble or LOOKING, is_final=False)
        if not self._loops:
            return MapFinding(None, MISSES, NO_LOOP)
        loop, legs = self._loops[self.chosen]
        if loop.in_doubt:
            return MapFinding(None, MISSES, figures_of(loop, None).message)
        found = MapFinding(None, MISSES, Message("{loop}", {"loop": loop.title}))
        grid = loop.steps[0].start.grid
        meanwhile = Message("Going round {loop} …", {"loop": loop.title})
        return self._find_later(opened, transform_id, lambda: closure_map(legs, grid), found, meanwhile)

    def _on_found(self, loops: list[tuple[Loop, list[Leg]]]) -> None:
        self._loops = loops
        self.changed.emit()

    def _on_failed(self, error: UserError) -> None:
        self._trouble = error.message
        self.changed.emit()


def _at(loop: Loop, legs: Sequence[Leg], point_mm: Vector) -> Message:
    return figures_of(loop, None).message if loop.in_doubt else sentence_at(loop, closure(legs, [point_mm]))
