"""A whole session at the landmark table by keys alone, on a small pair (the benchmark runs it at full size)."""

from __future__ import annotations

import pytest

from benchmarks import landmark_session
from phantoms import grid_of, moved_pair
from workstation.core.transform import Affine
from workstation.ui.main_window import MainWindow

TRUTH = Affine.translation((1.3, -0.7, 0.45))


@pytest.fixture
def bench(tmp_path):
    pair = moved_pair(TRUTH, grid_of((48, 44, 46), (1.0, 1.0, 1.0)), noise=2)
    bench = landmark_session.make_study(tmp_path / "study", pair.fixed, pair.moving)
    yield bench
    bench.close()


def test_everything_is_reached_by_keys_from_the_first_suggestion_to_the_held_out_pairs(shown, bench, tmp_path):
    window = shown(MainWindow(bench), 1400, 900)
    session = landmark_session.whole_session(window, TRUTH, points=45, repeats=2)
    seen = session.seen
    assert seen["accepted"] == 3
    assert seen["refused"] == 1
    assert (seen["corrected"], seen["refined"], seen["flagged"]) == ("hand", "refined", "flagged")
    assert {"c5", "c40"} <= set(seen["doubted"])
    assert seen["mended"]
    assert seen["deleted"]
    assert seen["restored"]
    assert seen["held_out"] > 5
    assert {"ring_p95_ms", "edit_p95_ms", "sort_p95_ms", "filter_p95_ms", "next_p95_ms"} <= set(session.figures)
