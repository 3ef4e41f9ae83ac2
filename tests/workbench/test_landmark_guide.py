from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from phantoms import grid_of, moved_pair
from workstation.core.landmark_commands import AddLandmark, EditLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry
from workstation.core.transform import Affine
from workstation.workbench.landmark_guide import guide_of, knowledge_of
from workstation.workbench.landmark_judging import judged
from workstation.workbench.landmark_suggesting import accepting_offer, matched_again, suggest
from workstation.workbench.landmarks import accepting, placing, prediction_for, refining
from workstation.workbench.workbench import Workbench

SHIFT = (1.3, -0.7, 0.45)
PAIR = moved_pair(Affine.translation(SHIFT), grid_of((64, 60, 56), (0.8, 0.8, 0.8)), noise=2)
POINTS = np.random.default_rng(4).uniform(-14, 14, (9, 3))


@pytest.fixture
def bench(tmp_path):
    bench = Workbench("Li")
    bench.new_study(tmp_path / "study")
    bench.add_case(CaseEntry("case"), PAIR.fixed, PAIR.moving)
    bench.show_case("case")
    yield bench
    bench.close()


def place_pairs(bench, count=9, off=()):
    for n, here in enumerate(POINTS[:count].tolist()):
        there = np.add(here, SHIFT) + (np.array([9.0, 0, 0]) if n in off else 0)
        marks = [Mark(tuple(p), (0, 0, 0)) for p in (here, there)]
        bench.do(AddLandmark(Landmark(f"id{n}", f"L{n}", state="placed", fixed=marks[0], moving=marks[1])))


def half_placed(bench, point=(2.0, 3.0, -4.0)) -> Landmark:
    landmark_id, command = placing(replace(bench.view, landmark_id=""), bench.open_case, "fixed", point)
    bench.do(command)
    return bench.open_case.reading.landmarks[landmark_id]


def test_the_first_twin_is_looked_for_around_the_place_of_the_cursors(bench):
    side, found = prediction_for(bench.view, bench.open_case, half_placed(bench))
    assert side == "moving"
    assert found.position_mm == pytest.approx(np.add((2.0, 3.0, -4.0), SHIFT), abs=0.6)


def test_an_accepted_twin_says_what_it_was_learnt_from(bench):
    place_pairs(bench)
    landmark = half_placed(bench)
    bench.do(accepting(bench.view, bench.open_case, landmark))
    mark = bench.open_case.reading.landmarks[landmark.id].moving
    assert mark.origin == "predicted"
    assert "landmark:id3" in mark.sources
    assert (mark.by, len(mark.spread_mm2)) == ("Li", 6)
    assert mark.at


def test_a_twin_placed_by_eye_keeps_what_was_expected_but_learnt_nothing(bench):
    place_pairs(bench)
    landmark = half_placed(bench)
    view = replace(bench.view, landmark_id=landmark.id)
    bench.do(placing(view, bench.open_case, "moving", (4.0, 2.0, -3.0))[1])
    mark = bench.open_case.reading.landmarks[landmark.id].moving
    assert mark.sources == ()
    assert mark.predicted_mm == pytest.approx(np.add((2.0, 3.0, -4.0), SHIFT), abs=0.6)


def test_a_hidden_expectation_cannot_be_accepted_but_is_kept(bench):
    bench.open_case.hide_share = 1.0
    place_pairs(bench)
    landmark = half_placed(bench)
    assert accepting(bench.view, bench.open_case, landmark) is None
    view = replace(bench.view, landmark_id=landmark.id)
    bench.do(placing(view, bench.open_case, "moving", (4.0, 2.0, -3.0))[1])
    mark = bench.open_case.reading.landmarks[landmark.id].moving
    assert mark.hidden
    assert mark.predicted_mm is not None


def test_a_mark_is_refined_by_the_pictures_and_undo_brings_it_back(bench):
    place_pairs(bench)
    bench.do(AddLandmark(Landmark("r", "R", state="placed", fixed=Mark((0, 0, 0), (0, 0, 0)),
                                  moving=Mark((2.3, -0.2, 0.2), (0, 0, 0)))))  # fmt: skip
    bench.do(refining(bench.open_case, bench.open_case.reading.landmarks["r"], "moving"))
    mark = bench.open_case.reading.landmarks["r"].moving
    assert mark.position_mm == pytest.approx(SHIFT, abs=0.25)
    assert mark.origin == "refined"
    bench.undo()
    assert bench.open_case.reading.landmarks["r"].moving.position_mm == (2.3, -0.2, 0.2)


def test_knowledge_is_kept_until_something_changes(bench):
    place_pairs(bench)
    guide = guide_of(bench.open_case)
    known = guide.knowledge()
    assert guide.knowledge() is known
    assert guide.twin("fixed", (1.0, 2.0, 3.0)) is guide.twin("fixed", (1.0, 2.0, 3.0))
    bench.do(EditLandmark("id1", "state", "flagged"))
    assert len(guide.knowledge().pairs) == len(known.pairs) - 1


def test_a_wrong_pair_is_doubted_and_no_longer_helps(bench):
    place_pairs(bench, off=(4,))
    pairs = bench.open_case.reading.landmarks.correspondences()
    found = judged(knowledge_of(bench.open_case), pairs, {})
    assert list(found.findings.doubts) == ["id4"]
    assert "id4" not in {pair.id for pair in found.knowledge.pairs}
    guide_of(bench.open_case).judgement = found
    assert len(guide_of(bench.open_case).knowledge().pairs) == 8


def test_what_was_compared_before_is_not_compared_again(bench):
    place_pairs(bench)
    samples, told = {}, []
    judged(knowledge_of(bench.open_case), bench.open_case.reading.landmarks.correspondences(), samples)
    before = {key: id(value) for key, value in samples.items()}
    judged(knowledge_of(bench.open_case), bench.open_case.reading.landmarks.correspondences(), samples,
           lambda share, text: told.append(text))  # fmt: skip
    assert {key: id(value) for key, value in samples.items()} == before
    assert told


def test_suggestions_lie_in_both_volumes_and_become_landmarks_that_tell_their_source(bench):
    place_pairs(bench)
    knowledge = knowledge_of(bench.open_case)
    found = suggest(knowledge, 10)
    assert found.queue
    first = found.queue[0]
    landmark_id, command = accepting_offer(bench.open_case, found.offer(first))
    bench.do(command)
    landmark = bench.open_case.reading.landmarks[landmark_id]
    assert landmark.state == "placed"
    assert "landmark:id0" in landmark.sources
    again = matched_again(knowledge_of(bench.open_case), found)
    assert first.position_mm not in [each.position_mm for each in again.queue]
