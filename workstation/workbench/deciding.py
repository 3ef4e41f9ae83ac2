"""What a reader decides about a pair, signed: who, when, about which result, and why."""

from __future__ import annotations

from datetime import datetime

from workstation.core.study import Decision, Progress, Reading, Review
from workstation.core.study_commands import SetReview


def deciding(reading: Reading, decision: Decision, comment: str, at: datetime) -> SetReview:
    """The command that decides about the result in use; deciding the same again takes the decision back.

    A decision that was taken back is signed by nobody; the journal keeps both.
    """
    before, active = reading.review, reading.active_transform
    if before.decision == decision and before.transform_id == active and before.comment == comment:
        return SetReview(Review("in progress", comment=comment))
    progress: Progress = "done" if decision in ("accepted", "rejected") else "in progress"
    moment = at.isoformat(timespec="seconds")
    return SetReview(Review(progress, decision, active, comment, reading.reader, moment))
