"""Who learnt from whom: which landmark pairs may say how accurate a registration result is.

A pair may not score a result that it drove, nor one that learnt from it by way of another result or another pair; nor may
it score a result from which its own place was learnt. Sources are words: "landmark:<id>", "transform:<id>", "labels",
"image" (the pictures themselves, which bind nobody). A pair that was copied under another id is known by its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workstation.core.landmarks import Correspondence
from workstation.core.study import TransformRecord

SAME_PLACE_MM = 0.05  # a copy through a text file with two decimals comes this near
FREE_SOURCES = frozenset({"image"})


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a registration result learnt from.

    Parameters
    ----------
    landmarks : ids of the pairs that drove it, or a result that it began from
    sources : all else, in words
    points_mm : places of the pairs that drove it, (fx, fy, fz, mx, my, mz) each
    """

    landmarks: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    points_mm: tuple[tuple[float, ...], ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """Everything in words."""
        return self.sources | {f"landmark:{each}" for each in self.landmarks}

    @property
    def used_labels(self) -> bool:
        """Whether segmentations drove it, or a result that it began from."""
        return "labels" in self.sources

    def may_score(self, pair: Correspondence) -> bool:
        """Whether a pair says how accurate the result is."""
        if pair.role == "drive" or pair.id in self.landmarks or f"landmark:{pair.id}" in self.sources:
            return False
        if (self.words & set(pair.sources)) - FREE_SOURCES:
            return False
        return not _is_copy(pair, self.points_mm)


def lineage_of(record: TransformRecord, records: Mapping[str, TransformRecord]) -> Lineage:
    """What a listed result learnt from, through all results that it began from as far as they are listed."""
    sources = {f"transform:{record.id}", *record.sources}
    landmarks, points = set(record.used_landmarks), list(record.used_points_mm)
    if record.used_labels:
        sources.add("labels")
    seen, start = {record.id}, record.initial_transform
    while start and start not in seen:
        seen.add(start)
        sources.add(f"transform:{start}")
        before = records.get(start)
        if before is None:
            break
        sources.update(before.sources)
        landmarks.update(before.used_landmarks)
        points += before.used_points_mm
        if before.used_labels:
            sources.add("labels")
        start = before.initial_transform
    return Lineage(frozenset(landmarks), frozenset(sources), tuple(points))


def learnt_from(pairs: Iterable[Correspondence], before: Lineage | None = None) -> tuple[str, ...]:
    """The words for a new result: what its pairs were learnt from, and all that the result it began from had learnt."""
    words = {source for pair in pairs for source in pair.sources} - FREE_SOURCES
    return tuple(sorted(words | (before.words if before is not None else set())))


def points_of(pairs: Sequence[Correspondence]) -> tuple[tuple[float, ...], ...]:
    """The places of pairs, as a result keeps them."""
    return tuple((*pair.fixed_mm, *pair.moving_mm) for pair in pairs)


def sources_of(
    landmarks: Collection[str], record: TransformRecord | None, records: Mapping[str, TransformRecord]
) -> tuple[str, ...]:
    """The words for a mark whose place was learnt from pairs, or through a result and all that this had learnt from."""
    words = {f"landmark:{each}" for each in landmarks}
    if record is not None:
        words |= lineage_of(record, records).words
    return tuple(sorted(words))


def _is_copy(pair: Correspondence, points_mm: Sequence[Sequence[float]]) -> bool:
    """Whether a pair lies at the very place of one that drove the result, in either volume."""
    if not points_mm:
        return False
    places = np.array(points_mm)
    here = np.linalg.norm(places[:, :3] - pair.fixed_mm, axis=1)
    there = np.linalg.norm(places[:, 3:] - pair.moving_mm, axis=1)
    return bool((np.minimum(here, there) <= SAME_PLACE_MM).any())
