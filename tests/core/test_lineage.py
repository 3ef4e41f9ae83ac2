from __future__ import annotations

from dataclasses import replace

from workstation.core.landmarks import Correspondence
from workstation.core.lineage import Lineage, learnt_from, lineage_of, points_of, sources_of
from workstation.core.study import TransformRecord


def pair(id: str, *sources: str, at: float = 0.0, role="open") -> Correspondence:
    number = sum(map(ord, id)) + at
    return Correspondence(id, id, (number, 0.0, 0.0), (number, 5.0, 0.0), role, sources)


def listed(*records: TransformRecord) -> dict[str, TransformRecord]:
    return {record.id: record for record in records}


FIRST = TransformRecord("first", "m", "M", used_landmarks=("a",), used_points_mm=points_of([pair("a")]))
SECOND = TransformRecord("second", "m", "M", initial_transform="first")


def test_a_pair_that_drove_a_result_or_was_meant_to_does_not_score_it():
    lineage = lineage_of(FIRST, listed(FIRST))
    assert not lineage.may_score(pair("a"))
    assert not lineage.may_score(pair("b", role="drive"))
    assert lineage.may_score(pair("b", role="held out"))


def test_a_pair_that_drove_the_result_from_which_another_began_does_not_score_that_one():
    assert not lineage_of(SECOND, listed(FIRST, SECOND)).may_score(pair("a"))


def test_a_result_remembers_what_its_start_learnt_from_even_when_that_is_gone():
    kept = replace(SECOND, sources=learnt_from([], lineage_of(FIRST, listed(FIRST))))
    assert not lineage_of(kept, listed(kept)).may_score(pair("a"))


def test_a_pair_whose_place_was_learnt_from_a_result_does_not_score_it_nor_its_kin():
    suggested = pair("x", *sources_of([], FIRST, listed(FIRST)))
    assert not lineage_of(FIRST, listed(FIRST)).may_score(suggested)
    assert not lineage_of(SECOND, listed(FIRST, SECOND)).may_score(suggested)
    other = TransformRecord("other", "m", "M")
    assert lineage_of(other, listed(other)).may_score(suggested)


def test_a_pair_that_was_predicted_from_driving_pairs_does_not_score_what_they_drove():
    assert not lineage_of(FIRST, listed(FIRST)).may_score(pair("x", *sources_of(["a", "b"], None, {})))


def test_a_pair_from_which_a_driving_pair_was_learnt_does_not_score_the_result():
    driver = pair("d", "landmark:h", "image")
    record = TransformRecord("r", "m", "M", used_landmarks=("d",), sources=learnt_from([driver]))
    lineage = lineage_of(record, listed(record))
    assert not lineage.may_score(pair("h"))
    assert lineage.may_score(pair("free", "image"))


def test_a_copy_under_another_id_is_known_by_its_place():
    lineage = lineage_of(FIRST, listed(FIRST))
    assert not lineage.may_score(replace(pair("a", at=0.01), id="copy"))
    assert lineage.may_score(replace(pair("a", at=0.5), id="near"))


def test_segmentations_are_remembered_through_every_start():
    first = replace(FIRST, used_labels=True)
    assert lineage_of(SECOND, listed(first, SECOND)).used_labels
    assert not lineage_of(SECOND, listed(FIRST, SECOND)).used_labels


def test_results_that_name_each_other_as_start_do_not_hang():
    a, b = TransformRecord("a", "m", "M", initial_transform="b"), TransformRecord("b", "m", "M", initial_transform="a")
    assert "transform:b" in lineage_of(a, listed(a, b)).sources
    assert Lineage().may_score(pair("x"))
