"""What maps in mm Check has beside the registration's own: their sources, and what they say of the crosshair's place."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from workstation.core.errors import Message
from workstation.ui.check_panel import CheckPanel
from workstation.ui.here_follower import HereFollower
from workstation.ui.loop_source import LoopSource
from workstation.ui.map_sources import MapSource, PredictedErrorSource, RoundTripSource
from workstation.workbench.here import Here
from workstation.workbench.view import DeformationLook
from workstation.workbench.workbench import Workbench

IDLE_MS = 3000  # how long the crosshair must rest before the round trip is found without being asked for


class CheckMaps(QObject):
    """Holds the sources, and adds to what was found at the crosshair what loops and the round trip say of it."""

    def __init__(self, workbench: Workbench, panel: CheckPanel, here: HereFollower, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench, self._panel = workbench, panel
        self._here: Here | None = None
        self.round_trip, self.loops = RoundTripSource(self), LoopSource(workbench, self)
        self.sources: dict[DeformationLook, MapSource] = {
            "predicted error": PredictedErrorSource(self),
            "round trip": self.round_trip,
            "loop closure": self.loops,
        }
        self.idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self.idle.timeout.connect(self._on_idle)
        here.found.connect(self._on_here)
        for source in (self.round_trip, self.loops):
            source.changed.connect(self._say)

    def why_no_next_loop(self) -> Message | None:
        """Why there is no other loop to show, None if there is one."""
        if self.loops.count == 0:
            return Message("There is no loop: no three registered pairs of this study share their scans.")
        return Message("There is one loop only.") if self.loops.count == 1 else None

    def close(self) -> None:
        """End what runs in the background."""
        self.idle.stop()
        for source in self.sources.values():
            source.close()

    # ---- inside

    def _on_here(self, here: Here | None) -> None:
        self._here = here
        self._say()
        if here is not None:
            self.idle.start()

    def _on_idle(self) -> None:
        """Nobody has moved for a while: find the way back, so that the gap can be told from now on."""
        opened = self._workbench.open_case
        if self._here is not None and opened is not None and opened.reading.active_transform:
            self.round_trip.finding(opened, opened.reading.active_transform)

    def _say(self) -> None:
        opened = self._workbench.open_case
        more: list[Message] = []
        if self._here is not None and opened is not None and opened.reading.active_transform:
            question = opened, opened.reading.active_transform, self._here.point_mm
            more = [*self.round_trip.sentences_at(*question), *self.loops.sentences_at(*question)]
        self._panel.show_here(self._here, more)
