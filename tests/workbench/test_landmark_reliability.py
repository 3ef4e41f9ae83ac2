from __future__ import annotations

import numpy as np
import pytest

from workstation.core.landmarks import Landmark, Mark
from workstation.workbench.landmark_reliability import errors_at_the_time, reliability


def test_where_rings_are_right_the_curve_is_the_diagonal():
    lengths = np.linalg.norm(np.random.default_rng(0).standard_normal((4000, 3)), axis=1)
    for each in reliability(lengths):
        assert each.seen == pytest.approx(each.stated, abs=0.025)
        assert each.low <= each.seen <= each.high
        assert each.count == 4000


def test_rings_that_are_too_narrow_hold_less_than_they_claim():
    lengths = 2 * np.linalg.norm(np.random.default_rng(0).standard_normal((200, 3)), axis=1)
    at_95 = next(each for each in reliability(lengths) if each.stated == 0.95)
    assert at_95.high < 0.95


def test_without_marks_there_is_no_curve():
    assert reliability(np.zeros(0)) == []


def test_only_marks_put_by_eye_where_a_ring_was_stated_tell_of_the_time():
    ring = {"predicted_mm": (3.0, 0.0, 0.0), "radius_mm": 2.795}
    by_eye = Mark((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), **ring)
    accepted = Mark((3.0, 0.0, 0.0), (0.0, 0.0, 0.0), origin="predicted", **ring)
    alone = Mark((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    rows = [Landmark("a", "A", fixed=alone, moving=by_eye), Landmark("b", "B", fixed=alone, moving=accepted)]
    assert errors_at_the_time(rows, 0.0) == pytest.approx([3.0])
