"""What a reader decides about a pair, signed: who, when, about which result, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workstation.core.errors import InvalidInput, Message, listed
from workstation.core.study import Decision, Progress, Reading, Review
from workstation.core.study_commands import SetReview


def deciding(
    reading: Reading, decision: Decision, comment: str, at: datetime, gaps: Sequence[Message] = ()
) -> SetReview:
    """The command that decides about the result in use; deciding the same again takes the decision back.

    A decision that was taken back is signed by nobody; the journal keeps both. `gaps` is what the protocol still asks
    for (`landmark_coverage.gaps_of`).

    Raises
    ------
    InvalidInput : the decision completes a case with gaps, and the comment does not say why.
    """
    before, active = reading.review, reading.active_transform
    if before.decision == decision and before.transform_id == active and before.comment == comment:
        return SetReview(Review("in progress", comment=comment))
    progress: Progress = "done" if decision in ("accepted", "rejected") else "in progress"
    if progress == "done" and gaps and not comment.strip():
        raise InvalidInput(
            "The protocol asks for more landmarks ({gaps}); say in the comment why the case is complete without them.",
            gaps=listed(gaps),
        )
    moment = at.isoformat(timespec="seconds")
    return SetReview(Review(progress, decision, active, comment, reading.reader, moment))
