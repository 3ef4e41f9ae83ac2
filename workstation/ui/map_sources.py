"""Where the maps in mm come from that lie over the fixed volume in Check: predicted error, round trip, loops.

A source is asked for the result that is looked through. What takes long is found in the background, once for each result,
and `changed` follows; meanwhile `words` say what is being done, or why there is nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from workstation.core.errors import Message, UserError
from workstation.core.geometry import Vector
from workstation.imaging.node_map import NodeMap
from workstation.imaging.round_trip import round_trip_map
from workstation.ui.background import Background
from workstation.workbench.evaluate import why_no_millimetres
from workstation.workbench.open_case import OpenCase
from workstation.workbench.predicted_error import stored_error_map

MISSES = Message("misses itself, mm")
OWN_METHOD = "sonolign"  # the quick registration is made by the same engine
BY_THE_SAME = Message("back by a quick run of the same method, which may share its mistakes")
BY_ANOTHER = Message("back by a quick registration that knows nothing of this one")


@dataclass(frozen=True, eq=False, slots=True)
class MapFinding:
    """A map for a result, the title of its colour bar, and a line beside it; without a map the line says why.

    `is_final` is not set while more is being found out.
    """

    map: NodeMap | None
    title: Message
    words: Message | None = None
    is_final: bool = True


class MapSource(QObject):
    """Finds one kind of map for the result that is looked through; `changed` says that there is more to show."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Background(self)
        self._found: dict[object, MapFinding] = {}
        self._opened: OpenCase | None = None

    def finding(self, opened: OpenCase, transform_id: str) -> MapFinding:
        """What is known about a result of the open case; begins to find out what takes long."""
        self._turn_to(opened)
        key = self._key(transform_id)
        known = self._found.get(key)
        if known is None:
            known = self._find(opened, transform_id)
            if known.is_final:
                self._found[key] = known
        return known

    @property
    def is_busy(self) -> bool:
        """Whether more is being found out."""
        return self._work.is_busy

    def close(self) -> None:
        """Find out no more."""
        self._work.close()

    # ---- for each kind

    def _turn_to(self, opened: OpenCase) -> None:
        """Forget what was found in another case."""
        if opened is not self._opened:
            self._opened = opened
            self._found.clear()

    def _key(self, transform_id: str) -> object:
        """What a finding depends on."""
        return transform_id

    def _find(self, opened: OpenCase, transform_id: str) -> MapFinding:
        raise NotImplementedError

    def _find_later(
        self, opened: OpenCase, transform_id: str, make: Callable[[], NodeMap], found: MapFinding, meanwhile: Message
    ) -> MapFinding:  # fmt: skip
        """Make a map in the background, unless another one is being made; `found` is what there is then, but for the map."""
        key = self._key(transform_id)

        def keep(finding: MapFinding) -> None:
            if opened is self._opened:
                self._found[key] = finding
            self.changed.emit()

        if not self._work.is_busy:
            self._work.start(
                "map", make, lambda made: keep(replace(found, map=made)),
                lambda error: keep(replace(found, words=error.message)),
            )  # fmt: skip
        return replace(found, words=meanwhile, is_final=False)

    def _report(self, fraction: float, message: str = "", preview: object = None, **curves: float) -> None:
        """Called by work in the background: raises `Cancelled` once this was closed."""
        self._work.report(fraction, message)


class PredictedErrorSource(MapSource):
    """The error that was predicted when the result was judged; it lies beside the result."""

    def _find(self, opened: OpenCase, transform_id: str) -> MapFinding:
        title = Message("may be off, mm")
        try:
            error_map = stored_error_map(opened, transform_id)
        except UserError as error:
            return MapFinding(None, title, error.message)
        if error_map is None:
            return MapFinding(None, title, Message("The error of this result was not predicted."))
        return MapFinding(NodeMap(error_map.grid, error_map.error_mm), title)


class RoundTripSource(MapSource):
    """There by the result and back by a quick registration in the opposite direction, made in the background once."""

    def sentences_at(self, opened: OpenCase, transform_id: str, point_mm: Vector) -> list[Message]:
        """How far one place misses itself; nothing as long as that is not known."""
        known = self._found.get(self._key(transform_id)) if opened is self._opened else None
        if known is None or known.map is None:
            return []
        gap_mm = float(known.map.at([point_mm])[0])
        if math.isnan(gap_mm):
            return []
        return [Message("A separate quick registration brings it back to within {mm} mm.", {"mm": f"{gap_mm:.1f}"})]

    def _find(self, opened: OpenCase, transform_id: str) -> MapFinding:
        known = opened.reading.transforms.get(transform_id)
        alike = known is not None and known.method == OWN_METHOD
        found = MapFinding(None, MISSES, BY_THE_SAME if alike else BY_ANOTHER)
        doubt = why_no_millimetres(opened.case)
        if doubt:
            return replace(found, words=Message("No distance is stated, because {why}.", {"why": doubt}))
        try:
            transform = opened.transform(transform_id)
        except UserError as error:
            return replace(found, words=error.message)
        fixed, moving = opened.case.fixed, opened.case.moving
        meanwhile = Message("Registering from the moving to the fixed volume, to compare with …")
        return self._find_later(
            opened, transform_id, lambda: round_trip_map(fixed, moving, transform, self._report), found, meanwhile
        )
