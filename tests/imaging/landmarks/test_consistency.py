from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.core.landmarks import Correspondence
from workstation.imaging.landmarks.consistency import find_doubts, is_mirrored


def pairs_of(fixed: np.ndarray, moving: np.ndarray) -> list[Correspondence]:
    return [
        Correspondence(f"id{n}", f"L{n + 1}", tuple(a), tuple(b))
        for n, (a, b) in enumerate(zip(fixed.tolist(), moving.tolist(), strict=True))
    ]


def sound(count: int = 40, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    fixed = rng.uniform(-40, 40, (count, 3))
    moving = fixed + [5, -3, 2] + 2 * np.sin(fixed[:, ::-1] / 25) + rng.normal(0, 0.5, (count, 3))
    return fixed, moving


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 500), which=st.integers(0, 39), far=st.floats(6, 20))
def test_a_gross_mistake_is_found_and_its_neighbours_are_not_blamed(seed, which, far):
    fixed, moving = sound(seed=seed)
    moving[which] += far * np.array([0.6, 0.0, 0.8])
    doubts = find_doubts(pairs_of(fixed, moving)).doubts
    assert f"id{which}" in doubts
    assert len(doubts) <= 3


def test_sound_pairs_are_not_doubted():
    assert len(find_doubts(pairs_of(*sound())).doubts) == 0


def test_swapped_points_are_said_to_be_swapped():
    fixed, moving = sound()
    moving[[3, 9]] = moving[[9, 3]]
    doubts = find_doubts(pairs_of(fixed, moving)).doubts
    assert doubts["id3"].kind == "swapped"
    assert doubts["id3"].meant == "id9"
    assert "L10" in str(doubts["id3"].reason)


def test_a_point_put_at_the_place_of_another_names_it():
    fixed, moving = sound()
    moving[7] = moving[11] + [1.2, 0.5, 0]
    doubts = find_doubts(pairs_of(fixed, moving)).doubts
    assert doubts["id7"].meant == "id11"
    assert "L12?" in str(doubts["id7"].reason)


def test_the_same_point_twice_and_the_same_name_twice_are_told():
    fixed, moving = sound(8)
    fixed[5], moving[5] = fixed[2], moving[2]
    rows = pairs_of(fixed, moving)
    rows[7] = Correspondence("id7", "l 1", rows[7].fixed_mm, rows[7].moving_mm)
    doubts = find_doubts(rows).doubts
    assert doubts["id5"].kind == "duplicate"
    assert doubts["id7"].kind == "name"


def test_exchanged_sides_are_noticed():
    fixed, moving = sound()
    assert not is_mirrored(fixed, moving)
    assert is_mirrored(fixed, moving * [-1, 1, 1])
    assert {doubt.kind for doubt in find_doubts(pairs_of(fixed, moving * [-1, 1, 1])).doubts.values()} == {"mirrored"}


def test_what_the_pictures_say_counts_for_more_than_the_neighbours():
    fixed, moving = sound()
    moving[4] += [3.5, 0, 0]
    rows = pairs_of(fixed, moving)
    assert "id4" not in find_doubts(rows, seen={"id4": 0.3}).doubts
    assert "id5" in find_doubts(rows, seen={"id5": 5.0}).doubts
