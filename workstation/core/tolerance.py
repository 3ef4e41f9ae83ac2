"""How exact is enough: every threshold that verdicts are held to, its default, who recommends it, and who changed it.

    Tolerance().mean_mm                                   2.0, the default
    Tolerance().changed({"mean_mm": 3.0}, "Li", now)      another value, signed
    LIMITS["mean_mm"].source                              who recommends the default

The gates of a result, the lights of its zones, `evaluate` and the report all read this one value; a study keeps it in
its protocol. A verdict that rests on a changed threshold carries a `ChangedLimit`, which says so wherever it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, Self

from workstation.core.errors import InvalidInput, Message

TG132 = "AAPM TG-132, Brock et al. 2017"
OWN = "Sonolign's own choice"
Unit = Literal["mm", "%", ""]


@dataclass(frozen=True, slots=True)
class Limit:
    """What one threshold is about.

    Parameters
    ----------
    name : as a field of `Tolerance`
    group : the heading under which it stands
    unit : in which people see it; a share is kept from 0 to 1 and seen in %
    lowest, highest : between which it may be set
    source : who recommends the default
    """

    name: str
    group: str
    title: str
    hint: str
    unit: Unit
    default: float
    lowest: float
    highest: float
    source: str

    def shown(self, value: float) -> float:
        """A value as people see it: shares in %."""
        return 100 * value if self.unit == "%" else value

    def kept(self, shown: float) -> float:
        """The value to keep, from the one that people see; the inverse of `shown`."""
        return round(shown / 100, 12) if self.unit == "%" else shown

    def text(self, value: float) -> str:
        """A value with its unit, such as "2 mm" or "0.1 %"."""
        return f"{self.shown(value):.6g} {self.unit}".strip()


_ERROR, _LABELS, _SHAPE, _MATCH = "Errors", "Segmentations", "Regularity", "Overlap and match"
_HIGH = "More than this asks for a look."
_WORSE = "More than this is a FAIL."
# fmt: off
_ALL = (
    Limit("mean_mm", _ERROR, "Landmark error, mean",
          "Mean error over held-out landmarks, and the predicted error beyond which a place counts as off.",
          "mm", 2.0, 0.05, 100.0, TG132),
    Limit("largest_mm", _ERROR, "Landmark error, largest", "The largest error of a single landmark or place.",
          "mm", 5.0, 0.05, 100.0, TG132),
    Limit("predicted_check", _ERROR, "Places predicted to be off: look",
          "Share of places whose predicted error is beyond the mean; more than this asks for a look.",
          "%", 0.05, 0.0, 1.0, OWN),
    Limit("predicted_fail", _ERROR, "Places predicted to be off: fail",
          "Share of places whose predicted error is beyond the mean; more than this is no alignment.",
          "%", 0.7, 0.0, 1.0, OWN),
    Limit("dice", _LABELS, "Dice, at least", "Overlap of a segmentation in both scans, inside what both scans show.",
          "", 0.8, 0.0, 1.0, TG132),
    Limit("surface_mm", _LABELS, "Mean surface distance", "Mean distance between the surfaces of a segmentation.",
          "mm", 3.0, 0.05, 100.0, TG132),
    Limit("folded_check", _SHAPE, "Folded places: look", _HIGH, "%", 0.0, 0.0, 1.0, TG132),
    Limit("folded_fail", _SHAPE, "Folded places: fail", _WORSE, "%", 0.001, 0.00001, 1.0, OWN),
    Limit("inverse_check_mm", _SHAPE, "There and back: look",
          "Distance to which 95 % of the points return; more than this asks for a look. TG-132 tolerates 2 to 3 mm.",
          "mm", 0.5, 0.01, 100.0, OWN),
    Limit("inverse_fail_mm", _SHAPE, "There and back: fail", _WORSE, "mm", 5.0, 0.01, 100.0, OWN),
    Limit("volume_check", _SHAPE, "Spread of local volume change: look",
          "Standard deviation of the logarithm of local volume change; more than this asks for a look.",
          "", 0.5, 0.0, 10.0, OWN),
    Limit("volume_fail", _SHAPE, "Spread of local volume change: fail", _WORSE, "", 1.0, 0.0, 10.0, OWN),
    Limit("bent_check", _SHAPE, "Movement within the scan: look",
          "How far points move against each other, as a share of the scan's diagonal; more than this asks for a look.",
          "%", 0.15, 0.0, 1.0, OWN),
    Limit("bent_fail", _SHAPE, "Movement within the scan: fail", _WORSE, "%", 0.35, 0.0, 1.0, OWN),
    Limit("overlap_check", _MATCH, "Overlap: look",
          "Share of the fixed scan that comes to lie inside the moving one; less than this asks for a look.",
          "%", 0.5, 0.0, 1.0, OWN),
    Limit("overlap_fail", _MATCH, "Overlap: fail", "Less than this is a FAIL.", "%", 0.2, 0.0, 1.0, OWN),
    Limit("match_check", _MATCH, "Match: look",
          "By how much the pictures must fit better here than some mm aside (local correlation); less asks for a look.",
          "", 0.16, 0.0, 1.0, OWN),
    Limit("match_fail", _MATCH, "Match: fail", "Less than this is a FAIL.", "", 0.13, 0.0, 1.0, OWN),
    Limit("recognised_check", _MATCH, "Recognised places: look",
          "Share of places whose content finds its counterpart near by, beyond that by chance; less asks for a look.",
          "%", 0.3, 0.0, 1.0, OWN),
    Limit("recognised_fail", _MATCH, "Recognised places: fail", "Less than this is a FAIL.", "%", 0.2, 0.0, 1.0, OWN),
)
# fmt: on
LIMITS: dict[str, Limit] = {limit.name: limit for limit in _ALL}
# the first of a pair must not be above the second
_ORDERED = (
    ("mean_mm", "largest_mm"), ("predicted_check", "predicted_fail"), ("folded_check", "folded_fail"),
    ("inverse_check_mm", "inverse_fail_mm"), ("volume_check", "volume_fail"), ("bent_check", "bent_fail"),
    ("overlap_fail", "overlap_check"), ("match_fail", "match_check"),
    ("recognised_fail", "recognised_check"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangedLimit:
    """A threshold that is not the default one: its value, and who set it when ("" where only the protocol says so)."""

    name: str
    value: float
    by: str = ""
    at: str = ""

    @property
    def message(self) -> Message:
        """Such as "Threshold “Landmark error, mean”: 3 mm, set by Li on 2026-11-23; default 2 mm (AAPM TG-132 …)."."""
        limit = LIMITS.get(self.name)
        if limit is None:
            return Message("Threshold {name}: {value:g}.", {"name": self.name, "value": self.value})
        values: dict[str, object] = {
            "title": Message(limit.title), "value": limit.text(self.value), "default": limit.text(limit.default),
            "source": Message(limit.source), "by": self.by, "day": self.at[:10],
        }  # fmt: skip
        if self.by:
            return Message("Threshold “{title}”: {value}, set by {by} on {day}; default {default} ({source}).", values)
        return Message("Threshold “{title}”: {value}, by the study's protocol; default {default} ({source}).", values)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """All thresholds of a study; what each is about stands in `LIMITS`.

    Parameters
    ----------
    source : who recommends `mean_mm` and `largest_mm` as they stand in a protocol
    signed : who changed which of them
    """

    mean_mm: float = LIMITS["mean_mm"].default
    largest_mm: float = LIMITS["largest_mm"].default
    source: str = TG132
    predicted_check: float = LIMITS["predicted_check"].default
    predicted_fail: float = LIMITS["predicted_fail"].default
    dice: float = LIMITS["dice"].default
    surface_mm: float = LIMITS["surface_mm"].default
    folded_check: float = LIMITS["folded_check"].default
    folded_fail: float = LIMITS["folded_fail"].default
    inverse_check_mm: float = LIMITS["inverse_check_mm"].default
    inverse_fail_mm: float = LIMITS["inverse_fail_mm"].default
    volume_check: float = LIMITS["volume_check"].default
    volume_fail: float = LIMITS["volume_fail"].default
    bent_check: float = LIMITS["bent_check"].default
    bent_fail: float = LIMITS["bent_fail"].default
    overlap_check: float = LIMITS["overlap_check"].default
    overlap_fail: float = LIMITS["overlap_fail"].default
    match_check: float = LIMITS["match_check"].default
    match_fail: float = LIMITS["match_fail"].default
    recognised_check: float = LIMITS["recognised_check"].default
    recognised_fail: float = LIMITS["recognised_fail"].default
    signed: tuple[ChangedLimit, ...] = ()

    def __post_init__(self) -> None:
        for limit in LIMITS.values():
            value = self.value(limit.name)
            if not (math.isfinite(value) and limit.lowest <= value <= limit.highest):
                raise InvalidInput(
                    "The threshold “{title}” must lie between {low} and {high}, got {value}.",
                    title=Message(limit.title), low=limit.text(limit.lowest), high=limit.text(limit.highest),
                    value=limit.text(value),
                )  # fmt: skip
        for low, high in _ORDERED:
            if self.value(low) > self.value(high):
                raise InvalidInput(
                    "The threshold “{low}” ({a}) must not be above “{high}” ({b}).",
                    low=Message(LIMITS[low].title), a=LIMITS[low].text(self.value(low)),
                    high=Message(LIMITS[high].title), b=LIMITS[high].text(self.value(high)),
                )  # fmt: skip

    def value(self, name: str) -> float:
        """One threshold by name; an unknown name is an error that lists the known ones."""
        if name not in LIMITS:
            raise InvalidInput("There is no threshold {name}; there are: {known}.", name=name, known=", ".join(LIMITS))
        found: float = getattr(self, name)
        return found

    def changed(self, values: Mapping[str, float], by: str, at: str) -> Self:
        """The same with other values; those that differ from now are signed, those at their default need no name.

        Raises
        ------
        InvalidInput : a name is unknown, a value out of its bounds, or a pair the wrong way round.
        """
        news = {name: float(value) for name, value in values.items() if value != self.value(name)}
        kept = [each for each in self.signed if each.name not in news]
        signed = [ChangedLimit(name, value, by, at) for name, value in news.items() if value != LIMITS[name].default]
        source = TG132 if {"mean_mm", "largest_mm"} & set(news) else self.source
        return replace(self, **news, source=source, signed=(*kept, *signed))

    def not_default(self, names: Collection[str] | None = None) -> tuple[ChangedLimit, ...]:
        """Those thresholds (of the given ones) that are not the default ones, with who set them."""
        signed = {each.name: each for each in self.signed}
        wanted: Iterable[str] = LIMITS if names is None else names
        return tuple(
            signed.get(name, ChangedLimit(name, self.value(name)))
            for name in wanted
            if self.value(name) != LIMITS[name].default
        )

    def who(self, name: str) -> Message:
        """Where the value of one threshold comes from."""
        changed = self.not_default((name,))
        if not changed:
            return Message(LIMITS[name].source)
        (limit,) = changed
        if limit.by:
            return Message("set by {by} on {day}", {"by": limit.by, "day": limit.at[:10]})
        return Message("the study's protocol")


assert set(LIMITS) == {field.name for field in fields(Tolerance)} - {"source", "signed"}
