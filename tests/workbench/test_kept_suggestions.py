from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hands import open_blobs, use_transform
from suggested import PLACES, some_suggestions
from workstation.core.errors import InvalidInput
from workstation.core.landmark_commands import RecallSuggestion, RefuseSuggestion
from workstation.core.lineage import lineage_of
from workstation.core.transform import Affine
from workstation.workbench.kept_suggestions import keep_suggestions, recall_suggestions, suggestion_file, waiting
from workstation.workbench.landmark_guide import guide_of, knowledge_of
from workstation.workbench.landmark_suggesting import accepting_offer, rough_start, suggest
from workstation.workbench.landmarks import guessed_twin
from workstation.workbench.workbench import Workbench


@pytest.fixture
def bench(tmp_path):
    bench = open_blobs(tmp_path)
    yield bench
    bench.close()


def reopened(bench):
    """The same case in a new program."""
    path, reader = bench.folder.path, bench.reader
    bench.close()
    again = Workbench(reader)
    again.open_study(path)
    again.show_case("case")
    return again


def places_of(found):
    return [each.position_mm for each in found.queue]


def test_a_queue_outlives_the_program_with_what_was_accepted_refused_and_taken_back(bench):
    found = some_suggestions()
    keep_suggestions(bench.open_case, found)
    bench.do(accepting_offer(bench.open_case, found.offer(found.queue[0]))[1])
    bench.do(RefuseSuggestion(PLACES[1]))
    again = reopened(bench)
    kept, notice = recall_suggestions(again.open_case)
    assert notice is None
    assert places_of(kept) == list(PLACES)
    marks = again.open_case.reading.landmarks
    assert places_of(waiting(kept, marks)) == [PLACES[2]]
    assert again.undo().template == "Refuse suggestion"
    assert places_of(waiting(kept, marks)) == [PLACES[1], PLACES[2]]
    again.undo()
    assert places_of(waiting(kept, marks)) == list(PLACES)
    again.redo()
    again.redo()
    assert places_of(waiting(kept, marks)) == [PLACES[2]]
    again.close()


def test_refused_places_survive_without_a_snapshot_and_with_one(bench):
    bench.do(RefuseSuggestion(PLACES[1]))
    assert bench.open_case.reading.copy().landmarks.refused == (PLACES[1],)
    bench.checkpoint()
    again = reopened(bench)
    assert again.open_case.reading.landmarks.refused == (PLACES[1],)
    with pytest.raises(InvalidInput, match="refused"):
        again.do(RecallSuggestion(PLACES[0]))
    again.close()


def test_a_place_is_refused_only_once_so_that_every_step_can_be_undone(bench):
    bench.do(RefuseSuggestion(PLACES[0]))
    with pytest.raises(InvalidInput, match="refused already"):
        bench.do(RefuseSuggestion(PLACES[0]))
    assert bench.open_case.reading.landmarks.refused == (PLACES[0],)
    bench.do(RefuseSuggestion(PLACES[1]))
    bench.undo()
    bench.undo()
    assert bench.open_case.reading.landmarks.refused == ()
    bench.redo()
    assert bench.open_case.reading.landmarks.refused == (PLACES[0],)


def test_a_case_without_suggestions_has_none_and_says_nothing(bench):
    assert recall_suggestions(bench.open_case) == (None, None)


def test_a_damaged_file_is_told_and_costs_only_another_search(bench):
    keep_suggestions(bench.open_case, some_suggestions())
    suggestion_file(bench.open_case).write_bytes(b"not a file of ours")
    found, notice = recall_suggestions(bench.open_case)
    assert found is None
    assert "Ctrl+G" in str(notice)


def test_suggestions_of_another_geometry_do_not_come_back(bench):
    opened = bench.open_case
    keep_suggestions(opened, some_suggestions())
    fixed = opened.case.fixed
    other = replace(fixed, grid=replace(fixed.grid, spacing_mm=(0.5, 0.5, 0.5)))
    opened.case = replace(opened.case, fixed=other)
    found, notice = recall_suggestions(opened)
    assert found is None
    assert "geometry" in str(notice)


def test_a_window_that_may_only_look_writes_nothing(bench):
    second = Workbench(bench.reader)
    second.open_study(bench.folder.path)
    second.show_case("case")
    keep_suggestions(second.open_case, some_suggestions())
    assert not suggestion_file(second.open_case).exists()
    second.close()


def test_what_was_learnt_from_a_result_never_scores_it_not_even_after_reopening(bench):
    use_transform(bench, Affine.translation((3.0, 0.0, 0.0)))
    known = knowledge_of(bench.open_case)
    keep_suggestions(bench.open_case, some_suggestions(known.mark_sources))
    again = reopened(bench)
    opened = again.open_case
    kept, _ = recall_suggestions(opened)
    _, command = accepting_offer(opened, kept.offer(kept.queue[0]))
    again.do(command)
    lineage = lineage_of(opened.reading.transform("t1"), opened.reading.transforms)
    assert not lineage.may_score(opened.reading.landmarks.correspondences()[0])
    again.close()


def test_those_of_two_searches_together_count_as_learnt_from_both():
    old, new = some_suggestions(("transform:t1",)), some_suggestions(("image",), places=PLACES[:1])
    both = new.joined(old)
    assert places_of(both) == list(PLACES)
    assert both.sources == ("image", "transform:t1")


def test_where_nothing_is_known_the_pictures_are_aligned_first(bench):
    opened = bench.open_case
    known = knowledge_of(opened)
    assert known.is_blank
    start = rough_start(known)
    assert start(np.array([[0.0, 0.0, 0.0]]))[0] == pytest.approx((3.0, 0.0, 0.0), abs=0.5)
    guide_of(opened).start = start
    assert guessed_twin(bench.view, opened, "fixed", (1.0, 2.0, 3.0)) == pytest.approx((4.0, 2.0, 3.0), abs=0.5)
    assert guessed_twin(bench.view, opened, "moving", (4.0, 2.0, 3.0)) == pytest.approx((1.0, 2.0, 3.0), abs=0.5)
    told = []
    found = suggest(known, 6, lambda share, text: told.append((share, text)))
    assert found.start is not None
    assert found.sources == ("image",)
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    away = [np.linalg.norm(np.subtract(each.prediction.position_mm, np.add(each.position_mm, (3, 0, 0))))
            for each in found.queue]  # fmt: skip
    assert found.queue
    assert max(away) < 2.0


def test_nothing_is_suggested_where_it_was_refused(bench):
    known = knowledge_of(bench.open_case)
    first = suggest(known, 6)
    refused = [each.position_mm for each in first.queue[:2]]
    again = suggest(known, 6, unwanted_mm=refused)
    apart = [np.linalg.norm(np.subtract(each.position_mm, place)) for each in again.queue for place in refused]
    assert min(apart, default=9.0) > 2.9
