"""Names that do not fit their place: a quadrant, an hour or a breast that a landmark speaks of and does not lie in.

What a name or type claims ("UOQ cyst", "2 o'clock", "外上象限") is compared with where the mark lies around the nipple. Only
clear contradictions are told, because names are written in a hurry; left and right are told apart only where it is known
which breast the scans show.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from workstation.core.errors import Message
from workstation.core.geometry import SIDES, Side
from workstation.core.landmarks import Landmark
from workstation.imaging.landmarks.consistency import Doubt
from workstation.workbench.breast_frame import AT_NIPPLE_MM, NIPPLE, OUTER, depth_under_skin, nipple_of
from workstation.workbench.open_case import OpenCase

CLEAR_MM = 5.0  # a mark this far beyond the line between two quadrants lies in the other one
CLEAR_HOURS = 1.5
NIPPLE_DEPTH_MM = 20.0  # of a mark that can still be the nipple, with a cushion of gel above it
VIEW_MM = 15.0  # the nipple of a lateral or medial scan lies at most so far on the wrong side of its middle
BREASTS = {"left": Message("left breast"), "right": Message("right breast")}
_QUADRANTS = {
    "u": "upper",
    "l": "lower",
    "o": "outer",
    "i": "inner",
    "上": "upper",
    "下": "lower",
    "外": "outer",
    "内": "inner",
}
_SHORT = re.compile(r"(?<![a-z])(?:([ul])([oi])|([oi])([ul]))q(?![a-z])")
_CHINESE = re.compile("([上下])([外内])|([外内])([上下])")
_WORDS = re.compile(r"(?<![a-z])(upper|lower|outer|inner|lateral|medial)(?![a-z])")
_SAME = {"lateral": "outer", "medial": "inner"}
_CLOCK = re.compile(r"(?<!\d)(1[0-2]|[1-9])(?:\s*:\s*(00|30)|\s*点(半)?|\s*o['’]?\s*clock)")
_BREAST = re.compile(r"(?<![a-z])(left|right)\s+breast|([左右])(?:侧)?乳")
_SIDES = {"左": "left", "右": "right"}
_VIEWS = {"LAT": 1, "MED": -1}  # on which side of the nipple the scan lies


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says about a place in the breast; "" and None where it says nothing."""

    height: str = ""
    across: str = ""
    hour: float | None = None
    breast: str = ""


@lru_cache(2048)
def claim_of(text: str) -> Claim:
    """What a name or type says about its place."""
    plain = text.casefold()
    words = {_QUADRANTS[each] for found in (*_SHORT.findall(plain), *_CHINESE.findall(plain)) for each in found if each}
    words |= {_SAME.get(each, each) for each in _WORDS.findall(plain)}
    clock, breast = _CLOCK.search(plain), _BREAST.search(plain)
    hour = None if clock is None else int(clock[1]) % 12 + (0.5 if clock[2] == "30" or clock[3] else 0.0)
    side = "" if breast is None else breast[1] or _SIDES[breast[2]]
    return Claim(_only(words, ("upper", "lower")), _only(words, ("outer", "inner")), hour, side)


def name_doubts(opened: OpenCase) -> dict[str, Doubt]:
    """Landmarks whose name or type contradicts their place, by id; two whose names fit crosswise mean one another."""
    nipple = nipple_of(opened.reading.landmarks)
    claims = {row.id: claim_of(f"{row.name} {row.kind}") for row in opened.reading.landmarks}
    found: dict[str, Doubt] = dict(_of_nipples(opened, nipple))
    for row in opened.reading.landmarks:
        if row.state != "flagged" and row is not nipple and row.id not in found and claims[row.id] != Claim():
            reason = _contradiction(opened, nipple, row, claims[row.id])
            if reason is not None:
                found[row.id] = Doubt(row.id, "place", reason, 0.0)
    return found | dict(_crosswise(opened, nipple, found, claims))


def _contradiction(opened: OpenCase, nipple: Landmark | None, row: Landmark, claim: Claim) -> Message | None:
    """Why a claim cannot be true of a landmark, None if it can."""
    for side in SIDES:
        breast = opened.case.breast(side)
        if claim.breast and breast and claim.breast != breast and row.mark(side) is not None:
            values = {"said": BREASTS[claim.breast], "shown": BREASTS[breast]}
            return Message("its name says {said}, but the scans are said to show the {shown}", values)
        why = _off_place(opened, nipple, row, claim, side)
        if why is not None:
            return why
    return None


def _off_place(
    opened: OpenCase, nipple: Landmark | None, row: Landmark, claim: Claim, side: Side
) -> Message | None:  # fmt: skip
    mark, middle = row.mark(side), nipple.mark(side) if nipple is not None else None
    if mark is None or middle is None:
        return None
    left, head = mark.position_mm[0] - middle.position_mm[0], mark.position_mm[2] - middle.position_mm[2]
    if math.hypot(left, head) < max(CLEAR_MM, AT_NIPPLE_MM):
        return None
    breast, values = claim.breast or opened.case.breast(side), {"side": side}
    outward = left * OUTER[breast] if breast else 0.0
    if (claim.height == "upper" and head < -CLEAR_MM) or (claim.height == "lower" and head > CLEAR_MM):
        where = Message("upper" if head > 0 else "lower")
        return Message(
            "its name does not fit: in the {side} volume it lies in the {where} half", {**values, "where": where}
        )
    if (claim.across == "outer" and outward < -CLEAR_MM) or (claim.across == "inner" and outward > CLEAR_MM):
        where = Message("outer" if outward > 0 else "inner")
        return Message(
            "left and right mixed up? in the {side} volume it lies in the {where} half", {**values, "where": where}
        )
    return _off_hour(left, head, claim, side)


def _off_hour(left: float, head: float, claim: Claim, side: Side) -> Message | None:
    if claim.hour is None:
        return None
    hour = math.degrees(math.atan2(left, head)) / 30 % 12
    if _hours_apart(hour, claim.hour) <= CLEAR_HOURS:
        return None
    values = {"side": side, "hour": f"{round(hour) or 12}"}
    if _hours_apart(-hour, claim.hour) <= CLEAR_HOURS:
        return Message("left and right mixed up? in the {side} volume it lies at {hour} o'clock", values)
    return Message("its name does not fit: in the {side} volume it lies at {hour} o'clock", values)


def _of_nipples(opened: OpenCase, nipple: Landmark | None) -> Iterator[tuple[str, Doubt]]:
    """What is wrong with marks that are called the nipple."""
    for row in opened.reading.landmarks:
        is_second = row is not nipple and NIPPLE in (row.kind.casefold(), row.name.casefold())
        if is_second and (row.fixed or row.moving) and nipple is not None:
            reason = Message("there is another nipple: {other}", {"other": nipple.name})
            yield row.id, Doubt(row.id, "place", reason, 0.0, nipple.id)
    for side in SIDES:
        mark = nipple.mark(side) if nipple is not None else None
        if nipple is None or mark is None or not opened.case.volume(side).millimetres_trusted:
            continue
        grid = opened.case.volume(side).grid
        deep = depth_under_skin(grid, mark.position_mm)
        if deep > NIPPLE_DEPTH_MM:
            reason = Message("is called a nipple, but lies {mm} mm under the skin of the {side} volume",
                             {"mm": f"{deep:.0f}", "side": side})  # fmt: skip
            yield nipple.id, Doubt(nipple.id, "place", reason, deep)
        breast, view = opened.case.breast(side), opened.case.views[0 if side == "fixed" else 1]
        if breast and view in _VIEWS:
            beside = (grid.centre_mm[0] - mark.position_mm[0]) * OUTER[breast] * _VIEWS[view]
            if beside < -VIEW_MM:
                reason = Message("left and right mixed up? the {view} scan of a {breast} lies on the other side of its "
                                 "nipple", {"view": view, "breast": BREASTS[breast]})  # fmt: skip
                yield nipple.id, Doubt(nipple.id, "place", reason, -beside)


def _crosswise(
    opened: OpenCase, nipple: Landmark | None, found: Mapping[str, Doubt], claims: Mapping[str, Claim]
) -> Iterator[tuple[str, Doubt]]:  # fmt: skip
    """Pairs of doubted landmarks each of whose names fits the place of the other."""
    rows = opened.reading.landmarks
    doubted = [each for each, doubt in found.items() if doubt.kind == "place" and claims[each] != Claim()]
    for one in doubted:
        for other in doubted:
            fits = one != other and all(
                _contradiction(opened, nipple, rows[at], claims[of]) is None for at, of in ((one, other), (other, one))
            )
            if fits:
                reason = Message("its name and that of {other} look exchanged", {"other": rows[other].name})
                yield one, Doubt(one, "names", reason, 0.0, other)
                break


def _hours_apart(one: float, other: float) -> float:
    apart = abs(one - other) % 12
    return min(apart, 12 - apart)


def _only(words: Iterable[str], choices: tuple[str, str]) -> str:
    """The one of two words that is there, "" if none or both are."""
    there = [each for each in choices if each in words]
    return there[0] if len(there) == 1 else ""
