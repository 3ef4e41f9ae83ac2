"""Mending a mix-up with one edit: marks or names exchanged, a mark given to the landmark that was meant, or taken away."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workstation.core.commands import Command, Group
from workstation.core.errors import Message
from workstation.core.landmark_commands import EditLandmark, MoveLandmark
from workstation.core.landmarks import Correspondence, Landmark
from workstation.imaging.landmarks.consistency import LEAST_DOUBT_MM, Doubt, Findings
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmark_names import name_doubts
from workstation.workbench.open_case import OpenCase

EXCHANGE_MARKS = "Exchange two moving marks"
EXCHANGE_NAMES = "Exchange two names"
GIVE_MARK = "Give the moving mark to the landmark that was meant"
TAKE_MARK = "Take the moving mark away"


def all_findings(opened: OpenCase, found: Findings, judged: Iterable[Correspondence] = ()) -> Findings:
    """What is wrong with the pairs, and with names beside it; a misplaced mark may have been meant for a half-placed one.

    `judged` are the pairs as they were when `found` was found out: what has been moved since is not spoken of until it is
    judged again.
    """
    now = {pair.id: pair for pair in opened.reading.landmarks.correspondences()}
    moved = {pair.id for pair in judged if not _is_same(pair, now.get(pair.id))}
    doubts = {
        each: _for_a_half(opened, doubt) for each, doubt in found.doubts.items()
        if each in opened.reading.landmarks and not {each, doubt.meant} & moved
    }  # fmt: skip
    residuals = {each: value for each, value in found.residual_mm.items() if each not in moved}
    return replace(found, doubts=name_doubts(opened) | doubts, residual_mm=residuals)


def _is_same(pair: Correspondence, other: Correspondence | None) -> bool:
    return other is not None and (pair.fixed_mm, pair.moving_mm) == (other.fixed_mm, other.moving_mm)


def _for_a_half(opened: OpenCase, doubt: Doubt) -> Doubt:
    """The same doubt, or that the mark lies where a landmark without one is expected."""
    mark = opened.reading.landmarks[doubt.pair_id].moving
    if doubt.kind != "outlier" or mark is None:
        return doubt
    for row in opened.reading.landmarks:
        if row.fixed is None or row.moving is not None or row.state in ("skipped", "flagged"):
            continue
        expected = guide_of(opened).twin("fixed", row.fixed.position_mm, looks=False)
        away = math.dist(expected.position_mm, mark.position_mm) if expected is not None else math.inf
        if expected is not None and away < max(expected.radius_mm, LEAST_DOUBT_MM) and away < 0.5 * doubt.by_mm:
            reason = Message("off by {mm} mm; did you mean {other}?", {"mm": f"{doubt.by_mm:.1f}", "other": row.name})
            return Doubt(doubt.pair_id, "mistaken", reason, doubt.by_mm, row.id)
    return doubt


def mending(opened: OpenCase, doubts: Mapping[str, Doubt], landmark_id: str) -> Group | None:
    """The edit that mends what is wrong with a landmark, if it was mixed up with another one; None otherwise.

    Landmarks that were confirmed are unlocked by it: what they show afterwards is to be looked at again.
    """
    rows, doubt = opened.reading.landmarks, doubts.get(landmark_id)
    if doubt is None or landmark_id not in rows or doubt.meant not in rows:
        return None
    one, other = rows[landmark_id], rows[doubt.meant]
    if doubt.kind == "names":
        return Group(EXCHANGE_NAMES, (EditLandmark(one.id, "name", other.name), EditLandmark(other.id, "name", one.name),
                                      *_types_exchanged(one, other)))  # fmt: skip
    if doubt.kind == "swapped" and one.moving is not None and other.moving is not None:
        moves = MoveLandmark(one.id, "moving", other.moving), MoveLandmark(other.id, "moving", one.moving)
        return Group(EXCHANGE_MARKS, (*_unlocked(one), *_unlocked(other), *moves))
    if doubt.kind != "mistaken" or one.moving is None:
        return None
    away = MoveLandmark(one.id, "moving", None, "remove")
    if other.moving is None:
        return Group(GIVE_MARK, (*_unlocked(one), away, MoveLandmark(other.id, "moving", one.moving)))
    return Group(TAKE_MARK, (*_unlocked(one), away))


def _types_exchanged(one: Landmark, other: Landmark) -> tuple[Command, ...]:
    if one.kind == other.kind:
        return ()
    return EditLandmark(one.id, "kind", other.kind), EditLandmark(other.id, "kind", one.kind)


def _unlocked(landmark: Landmark) -> tuple[Command, ...]:
    return (EditLandmark(landmark.id, "state", "placed"),) if landmark.state == "confirmed" else ()
