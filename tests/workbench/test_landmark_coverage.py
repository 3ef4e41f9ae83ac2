from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from hands import open_blobs
from phantoms import grid_of
from workstation.core.errors import InvalidInput
from workstation.core.landmarks import Landmark, LandmarkSet, Mark
from workstation.core.planes import plane_through
from workstation.core.study import Case, LandmarkTemplate, StudyProtocol
from workstation.core.volume import Volume
from workstation.workbench.deciding import deciding
from workstation.workbench.landmark_coverage import ZONES, coverage, distances_on, gaps_of, missing, next_of
from workstation.workbench.landmark_knowledge import Knowledge

GRID = grid_of((40, 20, 40), (2.0, 2.0, 2.0))
CASE = Case("c", *(Volume.from_array(np.zeros(GRID.shape_zyx, np.uint8), GRID, id=side) for side in ("f", "m")))
PROTOCOL = StudyProtocol("p", (LandmarkTemplate("nipple", "nipple", "at the skin"), LandmarkTemplate("rib")), quota=3)


def row(name, state="placed", both=True):
    mark = Mark((0, 0, 0), (0, 0, 0))
    return Landmark(name, name, state=state, fixed=mark, moving=mark if both else None)


def marks(*rows):
    return LandmarkSet({each.id: each for each in rows})


def test_more_points_cover_more_and_the_farthest_place_is_far():
    few = coverage(Knowledge(CASE), np.array([(0.0, 0, 0)]))
    many = coverage(Knowledge(CASE), np.random.default_rng(0).uniform(-38, 38, (60, 3)) * [1, 0.5, 1])
    assert few.share < many.share
    assert few.gap_mm > many.gap_mm
    assert np.linalg.norm(few.farthest_mm) > 40
    assert sum(many.zones.values()) == 60


def test_nothing_is_covered_without_landmarks():
    assert coverage(Knowledge(CASE), np.zeros((0, 3))).share == 0


def test_zones_lie_around_the_nipple():
    found = coverage(Knowledge(CASE), np.array([(10.0, 5, 10)]), (20.0, 0, 20))
    assert found.zones["right lower, deep"] == 1
    assert len(ZONES) == 8


def test_the_next_landmark_of_the_protocol_is_said_with_its_hint():
    assert next_of(PROTOCOL, marks()) == (1, 2, "nipple", "at the skin")
    assert next_of(PROTOCOL, marks(row("nipple", both=False)))[2] == "nipple"
    assert next_of(PROTOCOL, marks(row("nipple")))[2] == "rib"
    assert next_of(PROTOCOL, marks(row("nipple"), row("rib", "skipped", both=False))) is None


def test_what_is_missing_is_said_in_words():
    found = coverage(Knowledge(CASE), np.array([(0.0, 0, 0)]))
    assert [str(gap) for gap in missing(PROTOCOL, marks(row("nipple")), found)] == ["not placed: rib", "1 of 3 pairs"]


def test_a_case_below_its_quota_is_completed_only_with_a_reason(tmp_path):
    bench = open_blobs(tmp_path)
    opened, now = bench.open_case, datetime(2026, 11, 23, tzinfo=UTC)
    assert gaps_of(StudyProtocol("p"), opened) == []
    gaps = gaps_of(StudyProtocol("p", quota=3), opened)
    assert [str(gap) for gap in gaps] == ["0 of 3 pairs"]
    with pytest.raises(InvalidInput, match="0 of 3 pairs"):
        deciding(opened.reading, "accepted", "", now, gaps)
    assert deciding(opened.reading, "accepted", "a small overlap", now, gaps).review.progress == "done"
    assert deciding(opened.reading, "needs work", "", now, gaps).review.progress == "in progress"
    bench.close()


def test_the_map_over_a_slice_says_how_far_the_nearest_point_is():
    plane = plane_through(GRID, "coronal", GRID.centre_mm)
    point = np.asarray(plane.origin_mm) + 4 * np.asarray(plane.right_mm)
    found, size_mm = distances_on(plane, point[None])
    assert found[0, 0] == pytest.approx(4 * np.linalg.norm(plane.right_mm))
    assert size_mm[0] >= np.linalg.norm(plane.right_mm)
    assert np.isinf(distances_on(plane, np.zeros((0, 3)))[0]).all()
