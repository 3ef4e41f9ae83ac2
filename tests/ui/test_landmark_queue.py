"""Suggestions before anything is known, kept with the case, decided and taken back: by the keys of the window."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from hands import open_blobs
from phantoms import grid_of
from suggested import PLACES, some_suggestions
from workstation.core.study import Case
from workstation.core.volume import Volume
from workstation.ui import landmark_queue
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.ui.early_suggestions import EarlySuggestions
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmark_suggesting import why_not_suggest


@pytest.fixture
def bench(tmp_path):
    bench = open_blobs(tmp_path, "Li")
    yield bench
    bench.close()


@pytest.fixture
def searches(monkeypatch):
    """How often points were searched, which takes no time here and waits until `go` is set."""
    asked = Searches()
    monkeypatch.setattr(landmark_queue, "suggest", asked)
    yield asked
    asked.go.set()


class Searches:
    def __init__(self):
        self.count, self.go = 0, threading.Event()

    def __call__(self, knowledge, tell, unwanted_mm=()):
        self.count += 1
        tell(0.1, "looking")
        self.go.wait(60)
        tell(1.0, "looking")
        return some_suggestions()


@pytest.fixture
def workspace(shown, bench):
    return shown(AnnotateWorkspace(bench), 1400, 900)


def why_not(workspace, action_id):
    return workspace.why_disabled(action_id)


def run(workspace, action_id):
    assert why_not(workspace, action_id) is None, str(why_not(workspace, action_id))
    workspace.handlers()[action_id]()


def test_points_are_offered_before_any_pair_and_are_there_again_when_the_case_is_opened_again(qtbot, workspace, bench):
    queue, notices = workspace.landmark_help.queue, []
    bench.noticed.connect(lambda notice: notices.append(str(notice)))
    early = EarlySuggestions(bench, workspace, queue, workspace, quiet_ms=1)
    early._on_case()
    qtbot.waitUntil(lambda: queue.suggestions is not None)
    assert notices == []  # nobody asked
    assert guide_of(bench.open_case).start is not None
    found = [each.position_mm for each in queue.suggestions.queue]
    assert found
    assert workspace.landmarks.foot.left.text().startswith(str(len(found)))
    run(workspace, "landmark.next_unsure")
    run(workspace, "landmark.confirm")
    assert [row.moving is not None for row in bench.open_case.reading.landmarks] == [False, True]  # the nipple first
    run(workspace, "landmark.delete")
    refused = bench.open_case.reading.landmarks.refused
    assert len(refused) == 1
    qtbot.waitUntil(lambda: not queue.busy)
    bench.close_case()
    assert queue.suggestions is None
    bench.show_case("case")
    qtbot.waitUntil(lambda: queue.is_recalled)
    left = [each.position_mm for each in queue.suggestions.queue]
    assert left
    assert set(left) < set(found)
    assert refused[0] not in left
    bench.undo()
    assert refused[0] in [each.position_mm for each in queue.suggestions.queue]


def test_asking_while_points_are_found_unasked_only_makes_it_known(qtbot, workspace, bench, searches):
    queue, notices = workspace.landmark_help.queue, []
    bench.noticed.connect(lambda notice: notices.append(str(notice)))
    queue.find(quietly=True)
    run(workspace, "landmark.suggest")
    assert queue.busy
    searches.go.set()
    qtbot.waitUntil(lambda: queue.suggestions is not None)
    assert "3 pairs are proposed" in notices[0]
    assert searches.count == 1


def test_asking_twice_stops_it(qtbot, workspace, bench, searches):
    queue = workspace.landmark_help.queue
    run(workspace, "landmark.suggest")
    run(workspace, "landmark.suggest")
    searches.go.set()
    qtbot.waitUntil(lambda: not queue.busy)
    assert queue.suggestions is None


def test_the_suggestion_at_hand_stays_in_its_place_of_the_queue(qtbot, workspace, bench, searches):
    searches.go.set()
    queue = workspace.landmark_help.queue
    run(workspace, "landmark.suggest")
    qtbot.waitUntil(lambda: queue.suggestions is not None)
    run(workspace, "landmark.next_unsure")
    run(workspace, "landmark.next_unsure")
    assert queue.current.position_mm == PLACES[1]
    run(workspace, "landmark.delete")
    assert queue.current.position_mm == PLACES[2]
    run(workspace, "landmark.confirm")
    assert queue.current.position_mm == PLACES[0]
    run(workspace, "landmark.confirm")
    assert queue.current is None
    assert why_not(workspace, "landmark.next_unsure") is not None
    bench.undo()
    assert why_not(workspace, "landmark.next_unsure") is None


def test_a_search_that_ends_after_the_case_was_left_changes_nothing(qtbot, workspace, bench, searches):
    queue = workspace.landmark_help.queue
    run(workspace, "landmark.suggest")
    bench.close_case()
    searches.go.set()
    bench.show_case("case")
    qtbot.waitUntil(lambda: queue.is_recalled)
    assert queue.suggestions is None


def test_a_pair_of_single_slices_is_told_why_nothing_is_suggested():
    thin = Volume.from_array(np.zeros((1, 20, 20), np.uint8), grid_of((1, 20, 20)), id="thin")
    assert "slices" in str(why_not_suggest(Case("flat", thin, thin)))
