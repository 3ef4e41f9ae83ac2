"""A decision is signed, concerns one result, can be taken back and undone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from small_study import READER, make_study
from workstation.core.study import CaseEntry
from workstation.workbench.deciding import deciding
from workstation.workbench.open_case import OpenCase

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path):
    folder = make_study(tmp_path / "study", ("a",))
    opened = OpenCase(folder, folder.open_case(CaseEntry("a")), READER)
    yield opened
    opened.close()


def test_a_decision_says_who_when_what_and_why(opened):
    opened.history.do(deciding(opened.reading, "accepted", "lesion fits", NOW))
    review = opened.reading.review
    assert (review.by, review.at, review.comment) == (READER, "2026-11-23T15:30:00+00:00", "lesion fits")
    assert (review.decision, review.progress) == ("accepted", "done")
    assert review.transform_id == opened.reading.active_transform != ""


def test_needs_work_is_not_done(opened):
    opened.history.do(deciding(opened.reading, "needs work", "", NOW))
    assert opened.reading.review.progress == "in progress"


def test_the_same_again_takes_it_back_and_undo_brings_it_again(opened):
    opened.history.do(deciding(opened.reading, "rejected", "shifted", NOW))
    signed = opened.reading.review
    opened.history.do(deciding(opened.reading, "rejected", "shifted", NOW))
    assert (opened.reading.review.decision, opened.reading.review.by) == ("undecided", "")
    opened.history.undo()
    assert opened.reading.review == signed


def test_another_reason_is_another_decision(opened):
    opened.history.do(deciding(opened.reading, "rejected", "shifted", NOW))
    opened.history.do(deciding(opened.reading, "rejected", "folded", NOW))
    assert (opened.reading.review.decision, opened.reading.review.comment) == ("rejected", "folded")
