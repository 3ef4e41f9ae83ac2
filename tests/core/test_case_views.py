"""From which side a scan was taken, as files and people say it."""

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.study import Case, CaseEntry, GeometryDecision, PrivacyRecord
from workstation.core.volume import Volume


def case_of(entry):
    volumes = [Volume.from_array(np.zeros((2, 2, 2), np.uint8), Grid((2, 2, 2), (1.0, 1.0, 1.0))) for _ in range(2)]
    return Case(entry.id, *volumes, views=entry.stated_views).decided(entry.decisions)


def said(side, view):
    return GeometryDecision(side, "confirmed", "Ann", "2026-11-23", view=view)


def test_views_are_those_that_the_files_state():
    stated = (PrivacyRecord("moving", "Ann", "t", view="LAT"), PrivacyRecord("fixed", "Ann", "t", view="AP"))
    assert case_of(CaseEntry("a", privacy=stated)).views == ("AP", "LAT")


def test_what_a_person_says_counts_more_and_the_last_word_counts_most():
    entry = CaseEntry("a", privacy=(PrivacyRecord("fixed", "Ann", "t", view="AP"),))
    case = case_of(entry).decided(
        [said("fixed", "MED"), said("moving", "AP"), said("fixed", "LAT"), said("moving", "")]
    )
    assert case.views == ("LAT", "AP")
    assert case.decided([]).views == ("AP", "")
