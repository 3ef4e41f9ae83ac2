from __future__ import annotations

import numpy as np
import pytest

from phantoms import grid_of, moved_pair
from workstation.core.landmarks import Correspondence
from workstation.core.study import Case
from workstation.core.transform import Affine
from workstation.imaging.landmarks.prediction import RADII_PER_SD, Scales
from workstation.imaging.uncertainty import OUTSIDE, SEEN, ErrorMap
from workstation.workbench.landmark_judging import judged
from workstation.workbench.landmark_knowledge import Knowledge

SHIFT = np.array([1.3, -0.7, 0.45])
PAIR = moved_pair(Affine.translation(tuple(SHIFT)), grid_of((64, 60, 56), (0.8, 0.8, 0.8)), noise=2)
CASE = Case("case", PAIR.fixed, PAIR.moving)
POINTS = np.random.default_rng(4).uniform(-14, 14, (12, 3))


def pairs(off: dict[int, tuple[float, float, float]]) -> list[Correspondence]:
    return [
        Correspondence(f"P{n}", f"P{n}", tuple(here), tuple(here + SHIFT + off.get(n, np.zeros(3))))
        for n, here in enumerate(POINTS)
    ]


def test_a_mark_four_millimetres_off_is_doubted_where_the_pictures_show_it():
    rng = np.random.default_rng(1)
    clicks = {n: rng.normal(0, 0.5, 3) for n in range(12)}
    marked = pairs({**clicks, 5: (0.0, 4.2, 0.0)})
    found = judged(Knowledge(CASE, by_eye=frozenset(p.id for p in marked)), marked, {}).findings
    assert set(found.doubts) == {"P5"}


def test_a_pair_that_only_its_neighbours_doubt_is_confirmed_by_the_pictures(monkeypatch):
    marked = pairs({})
    first = {"P3": "a doubt"}
    calls = []

    def doubting(some, click_mm, seen=None):
        from workstation.imaging.landmarks.consistency import Findings

        calls.append(seen)
        return Findings(first if seen is None else {})  # type: ignore[arg-type]

    monkeypatch.setattr("workstation.workbench.landmark_judging.find_doubts", doubting)
    judged(Knowledge(CASE), marked, {})
    assert calls[0] is None
    assert calls[1]["P3"] < 0.3


def test_what_was_seen_at_a_doubted_mark_is_remembered():
    marked, seen = pairs({2: (9.0, 0.0, 0.0)}), {}
    judged(Knowledge(CASE), marked, seen)
    known = dict(seen)
    judged(Knowledge(CASE), marked, seen)
    assert any(key[0] == "mark" for key in known)
    assert all(seen[key] is value for key, value in known.items())


def test_pairs_that_agree_make_no_ring_wider_than_simulated_ones_do():
    marked = pairs({})
    scales = judged(Knowledge(CASE), marked, {}).knowledge.scales
    assert scales.image >= 1.0
    assert scales.ring <= 1.0


def error_map(bound_mm: float) -> ErrorMap:
    grid = PAIR.fixed.grid.resampled((8.0, 8.0, 8.0))
    zone = np.full(grid.shape_zyx, SEEN, np.uint8)
    zone[:, :, -1] = OUTSIDE
    values = np.where(zone == SEEN, bound_mm, np.nan).astype(np.float32)
    return ErrorMap(grid, values / 2, values, zone)


def test_a_registration_is_trusted_as_far_as_its_error_was_predicted_there():
    known = Knowledge(CASE, transform=PAIR.fixed_to_moving, error_map=error_map(1.4))
    _, said = known.witnesses("fixed", (0.0, 0.0, 0.0))
    assert said is not None
    assert said.spread_mm == pytest.approx(1.4 / RADII_PER_SD, rel=0.01)
    _, back = known.witnesses("moving", tuple(SHIFT))
    assert back is not None
    assert back.spread_mm == pytest.approx(said.spread_mm)
    far = tuple(PAIR.fixed.grid.to_world((500.0, 0.0, 0.0)).tolist())
    _, outside = known.witnesses("fixed", far)
    assert outside is not None
    assert outside.spread_mm == known.transform_spread_mm


def test_far_from_pairs_smooth_motion_is_less_certain_than_close_ones_say():
    marked = tuple(pairs({}))
    plain = Knowledge(CASE, marked)
    usual = float(np.median(plain.forward.left_out_place_spread_mm))  # type: ignore[union-attr]
    taught = Knowledge(CASE, marked, scales=Scales(growth=2.0, usual_mm=usual))
    near, far = (0.0, 0.0, 0.0), (90.0, 0.0, 0.0)
    for place, factor in ((near, 1.0), (far, 1.2)):
        before, after = (known.witnesses("fixed", place)[0] for known in (plain, taught))
        assert after.spread_mm >= factor * before.spread_mm  # type: ignore[union-attr]
