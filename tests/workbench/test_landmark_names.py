from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hands import open_blobs, use_transform
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.transform import Affine
from workstation.imaging.landmarks.consistency import Doubt, Findings
from workstation.workbench.landmark_mending import (
    EXCHANGE_MARKS,
    EXCHANGE_NAMES,
    GIVE_MARK,
    TAKE_MARK,
    all_findings,
    mending,
)
from workstation.workbench.landmark_names import Claim, claim_of, name_doubts

SHIFT = np.array([3.0, 0.0, 0.0])


@pytest.fixture
def bench(tmp_path):
    bench = open_blobs(tmp_path)
    put(bench, "nipple", (0.0, -14.0, 0.0), kind="nipple")
    yield bench
    bench.close()


def put(bench, name, place, moving=None, kind="", state="placed", half=False):
    there = np.add(place, SHIFT) if moving is None else moving
    marks = {"fixed": Mark(tuple(place), (0, 0, 0))}
    if not half:
        marks["moving"] = Mark(tuple(map(float, there)), (0, 0, 0))
    bench.do(AddLandmark(Landmark(name, name, kind, "unplaced" if half else state, **marks)))


def shows(bench, breast, views=("", "")):
    bench.open_case.case = replace(bench.open_case.case, breasts=(breast, ""), views=views)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("UOQ cyst", Claim("upper", "outer")), ("OLQ", Claim("lower", "outer")), ("liq 2", Claim("lower", "inner")),
        ("upper inner quadrant", Claim("upper", "inner")), ("lateral", Claim("", "outer")),
        ("外上象限囊肿", Claim("upper", "outer")),
        ("内下", Claim("lower", "inner")), ("cyst 2 o'clock", Claim(hour=2.0)), ("lesion 10:30", Claim(hour=10.5)),
        ("12 o'clock", Claim(hour=0.0)), ("10点", Claim(hour=10.0)), ("2点半 囊肿", Claim(hour=2.5)),
        ("left breast cyst", Claim(breast="left")), ("右乳结节", Claim(breast="right")),
        ("L12", Claim()), ("lesion 2", Claim()),
        ("upper and lower duct", Claim()), ("calcification", Claim()), ("20:00", Claim()), ("Cooper 1", Claim()),
    ],
)  # fmt: skip
def test_what_a_name_claims(text, claim):
    assert claim_of(text) == claim


@pytest.mark.parametrize(
    ("name", "place", "breast", "words"),
    [
        ("UOQ", (10, 0, 10), "left", None), ("UOQ", (-10, 0, 10), "right", None),
        ("UOQ", (-10, 0, 10), "left", "left and right"),
        ("UOQ", (10, 0, 10), "right", "left and right"), ("UOQ", (-10, 0, 10), "", None),
        ("LOQ", (10, 0, 10), "left", "upper half"),
        ("2 o'clock", (10, 0, 6), "", None), ("2 o'clock", (-10, 0, 6), "", "left and right"),
        ("6 o'clock", (0, 0, 12), "", "12 o'clock"), ("10点", (-10, 0, 6), "right", None), ("UOQ", (2, 0, 2), "right", None),
        ("right breast cyst", (10, 0, 10), "left", "right breast"), ("left breast cyst", (10, 0, 10), "left", None),
        ("cyst", (10, 0, 10), "left", None),
    ],
)  # fmt: skip
def test_a_name_that_contradicts_its_place_is_told(bench, name, place, breast, words):
    shows(bench, breast)
    put(bench, name, place)
    found = name_doubts(bench.open_case)
    assert list(found) == ([] if words is None else [name])
    if words is not None:
        assert words in str(found[name].reason)


def test_two_names_that_fit_crosswise_mean_one_another_and_are_exchanged_by_one_edit(bench):
    put(bench, "cyst 2 o'clock", (-10, 0, 6), kind="cyst")
    put(bench, "duct 10 o'clock", (10, 0, 6), kind="duct")
    opened = bench.open_case
    found = all_findings(opened, Findings())
    assert {each.meant for each in found.doubts.values()} == {"cyst 2 o'clock", "duct 10 o'clock"}
    change = mending(opened, found.doubts, "cyst 2 o'clock")
    assert change.template == EXCHANGE_NAMES
    bench.do(change)
    rows = opened.reading.landmarks
    assert (rows["cyst 2 o'clock"].name, rows["cyst 2 o'clock"].kind) == ("duct 10 o'clock", "duct")
    assert name_doubts(opened) == {}
    bench.undo()
    assert rows["cyst 2 o'clock"].name == "cyst 2 o'clock"


def test_a_second_nipple_a_deep_one_and_one_on_the_wrong_side_of_its_view_are_told(bench):
    put(bench, "Nipple", (3, -14, 3), half=True)
    assert "another nipple: nipple" in str(name_doubts(bench.open_case)["Nipple"].reason)


def test_a_nipple_deep_in_the_scan_is_doubted(tmp_path):
    bench = open_blobs(tmp_path)
    put(bench, "deep", (0.0, 14.0, 0.0), kind="nipple")
    assert "under the skin" in str(name_doubts(bench.open_case)["deep"].reason)
    bench.close()


@pytest.mark.parametrize(
    ("breast", "view", "x", "is_doubted"),
    [("left", "LAT", 18, True), ("left", "MED", -18, True), ("left", "LAT", -18, False), ("right", "LAT", -18, True),
     ("right", "LAT", 18, False), ("left", "AP", 18, False), ("", "LAT", 18, False)],
)  # fmt: skip
def test_the_nipple_of_a_lateral_scan_lies_on_its_inner_side(tmp_path, breast, view, x, is_doubted):
    bench = open_blobs(tmp_path)
    middle = np.array(bench.open_case.case.fixed.grid.centre_mm)
    put(bench, "nipple", tuple(np.add(middle, (x, -14, 0)).tolist()), half=True)
    shows(bench, breast, (view, ""))
    assert bool(name_doubts(bench.open_case)) == is_doubted
    bench.close()


def doubt(kind, one, other):
    return {one: Doubt(one, kind, None, 9.0, other)}


def test_swapped_marks_are_exchanged_and_confirmed_landmarks_unlocked_for_it(bench):
    put(bench, "L3", (-8, 0, 0), moving=(12, 0, 1), state="confirmed")
    put(bench, "L7", (9, 0, 1), moving=(-5, 0, 0))
    opened = bench.open_case
    change = mending(opened, doubt("swapped", "L3", "L7"), "L3")
    assert change.template == EXCHANGE_MARKS
    bench.do(change)
    rows = opened.reading.landmarks
    assert rows["L3"].moving.position_mm == (-5, 0, 0)
    assert rows["L7"].moving.position_mm == (12, 0, 1)
    assert rows["L3"].state == "placed"
    bench.undo()
    assert rows["L3"].state == "confirmed"
    assert rows["L3"].moving.position_mm == (12, 0, 1)


def test_a_mark_put_at_the_place_of_another_is_taken_away(bench):
    put(bench, "L3", (-8, 0, 0), moving=(12, 0, 1))
    put(bench, "L7", (9, 0, 1))
    change = mending(bench.open_case, doubt("mistaken", "L3", "L7"), "L3")
    assert change.template == TAKE_MARK
    bench.do(change)
    assert bench.open_case.reading.landmarks["L3"].moving is None


def test_a_mark_meant_for_a_half_placed_landmark_is_given_to_it(bench):
    use_transform(bench, Affine.translation(SHIFT))
    put(bench, "L3", (-8, 0, 0), moving=(12, 0, 1))
    put(bench, "L7", (9, 0, 1), half=True)
    found = all_findings(bench.open_case, Findings({"L3": Doubt("L3", "outlier", None, 17.0)}))
    assert found.doubts["L3"].meant == "L7"
    assert "did you mean L7?" in str(found.doubts["L3"].reason)
    change = mending(bench.open_case, found.doubts, "L3")
    assert change.template == GIVE_MARK
    bench.do(change)
    rows = bench.open_case.reading.landmarks
    assert rows["L3"].moving is None
    assert rows["L7"].moving.position_mm == (12, 0, 1)


def test_nothing_is_mended_where_nothing_was_mixed_up(bench):
    put(bench, "L3", (-8, 0, 0))
    opened = bench.open_case
    assert mending(opened, {}, "L3") is None
    assert mending(opened, doubt("outlier", "L3", ""), "L3") is None
    assert mending(opened, doubt("duplicate", "L3", "nipple"), "L3") is None
    assert mending(opened, doubt("swapped", "L3", "gone"), "L3") is None


def test_what_was_moved_since_it_was_judged_is_not_doubted_until_it_is_judged_again(bench):
    put(bench, "L3", (-8, 0, 0), moving=(12, 0, 1))
    put(bench, "L7", (9, 0, 1), moving=(-5, 0, 0))
    opened = bench.open_case
    found = Findings({"L3": doubt("swapped", "L3", "L7")["L3"]}, {"L3": 17.0, "L7": 17.0, "nipple": 0.2})
    judged = opened.reading.landmarks.correspondences()
    assert "L3" in all_findings(opened, found, judged).doubts
    bench.do(mending(opened, found.doubts, "L3"))
    after = all_findings(opened, found, judged)
    assert after.doubts == {}
    assert after.residual_mm == {"nipple": 0.2}
