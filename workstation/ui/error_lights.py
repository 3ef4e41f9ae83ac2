"""Is it right here? A light for the whole overlap and every zone of the breast; a click goes to the worst place there."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from workstation.core.errors import UserError
from workstation.core.study import Verdict
from workstation.imaging.uncertainty import ErrorMap
from workstation.ui.follow import follow
from workstation.ui.text import say, tr
from workstation.ui.theme import DARK, VERDICT_COLOURS
from workstation.workbench.breast_frame import nipple_of
from workstation.workbench.grading import PREDICTED
from workstation.workbench.open_case import OpenCase
from workstation.workbench.predicted_error import ZoneLight, lights_of, stored_error_map
from workstation.workbench.workbench import Workbench

CALM = "calm"  # the link that folds and unfolds
BELIEVE, LIMITS = "case.reliability", "study.thresholds"  # links to the actions of these ids
_WORST_FIRST: dict[Verdict | None, int] = {"FAIL": 0, "CHECK": 1, "PASS": 2, None: 3}


class ErrorLights(QLabel):
    """Sentences with lights for the result in use, the worst zones first; empty while nothing is known.

    `asked` names an action for the shell.
    """

    asked = Signal(str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._known: tuple[object, ...] = ()
        self.lights: list[ZoneLight] = []
        self._shows_calm = False
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setToolTip(tr("Predicted from the pictures, calibrated on simulated scans; only held-out landmarks measure an "
                           "error. Click a zone to go to its worst place."))  # fmt: skip
        self.linkActivated.connect(self._on_link)
        follow(self, workbench.case_changed, self.refresh)
        follow(self, workbench.changed, self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show the lights of the result that is in use."""
        opened = self._workbench.open_case
        key = self._key(opened)
        if key == self._known:
            return
        self._known = key
        self.lights = self._found(opened) if opened is not None else []
        self.setText(self._html(opened))

    # ---- inside

    def _key(self, opened: OpenCase | None) -> tuple[object, ...]:
        """What the lights depend on."""
        if opened is None:
            return (None,)
        nipple = nipple_of(opened.reading.landmarks)
        mark = nipple.mark("fixed") if nipple is not None else None
        return opened, opened.reading.active_transform, mark, opened.case.breast("fixed"), opened.tolerance

    def _found(self, opened: OpenCase) -> list[ZoneLight]:
        error_map = self._error_map(opened)
        if error_map is None:
            return []
        whole, *zones = lights_of(opened, error_map, opened.tolerance)
        return [whole, *sorted(zones, key=lambda light: (_WORST_FIRST[light.verdict], -_number(light.mean_mm)))]

    def _error_map(self, opened: OpenCase) -> ErrorMap | None:
        active = opened.reading.active_transform
        try:
            return stored_error_map(opened, active) if active else None
        except UserError as error:
            self._workbench.noticed.emit(error)
            return None

    def _html(self, opened: OpenCase | None) -> str:
        if opened is None or not opened.reading.active_transform:
            return ""
        if not self.lights:
            return f'<p style="color: {DARK.faint}">{escape(tr("The error of this result was not predicted."))}</p>'
        return "".join(self._lines())

    def _lines(self) -> Iterator[str]:
        """The whole, the zones that need a look, and the others folded into one line until they are asked for."""
        calm = [n for n, light in enumerate(self.lights) if n and light.verdict in ("PASS", None)]
        for number, light in enumerate(self.lights):
            if number not in calm or self._shows_calm:
                yield _line(number, light)
        if calm:
            words = tr("Hide the calm zones") if self._shows_calm else tr("{n} zones need no look: show", n=len(calm))
            yield f'<p style="margin:2px 0"><a href="{CALM}" style="color:{DARK.accent}">{escape(words)}</a></p>'
        words = tr("Can this be believed?")
        yield f'<p style="margin:2px 0"><a href="{BELIEVE}" style="color:{DARK.accent}">{escape(words)}</a></p>'
        link = f'<a href="{LIMITS}" style="color:{DARK.accent}">{escape(tr("Thresholds…"))}</a>'
        for words in self._held_to():
            yield f'<p style="margin:2px 0; color:{DARK.muted}">{escape(words)}</p>'
        yield f'<p style="margin:2px 0">{link}</p>'

    def _held_to(self) -> Iterator[str]:
        """What the lights are held to and who says so; thresholds that somebody changed by themselves."""
        opened = self._workbench.open_case
        assert opened is not None  # there are lights
        changed = opened.tolerance.not_default(PREDICTED)
        if {"mean_mm", "largest_mm"}.isdisjoint(each.name for each in changed):
            yield tr("Held to {mean:g} mm mean, {largest:g} mm largest ({source}).", mean=opened.tolerance.mean_mm,
                     largest=opened.tolerance.largest_mm, source=tr(opened.tolerance.source))  # fmt: skip
        yield from (say(each.message) for each in changed)

    def _on_link(self, link: str) -> None:
        """Go to the worst place of a zone, or fold and unfold the calm ones."""
        if link in (BELIEVE, LIMITS):
            self.asked.emit(link)
            return
        if link == CALM:
            self._shows_calm = not self._shows_calm
            self.setText(self._html(self._workbench.open_case))
            return
        light = self.lights[int(link)]
        self._workbench.look_at("fixed", light.worst_mm)


def _line(number: int, light: ZoneLight) -> str:
    colour = VERDICT_COLOURS[light.verdict] if light.verdict else DARK.faint
    words = escape(say(light.message))
    text = (
        words
        if light.verdict is None
        else f'<a href="{number}" style="color: {DARK.text}; text-decoration: none">{words}</a>'
    )
    return f'<p style="margin: 2px 0 4px 0"><span style="color: {colour}">●</span> {text}</p>'


def _number(value: float) -> float:
    return value if value == value else 0.0
