"""Corresponding anatomical points of a pair, as one reader marked them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal, Self, get_args

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Side, Vector, point

State = Literal["unplaced", "placed", "confirmed", "skipped", "flagged"]
Role = Literal["open", "drive", "held out"]
Origin = Literal["hand", "predicted", "refined", "imported", "simulated"]


def six_of(covariance_mm2: FloatArray) -> tuple[float, ...]:
    """A (3, 3) covariance as the six figures that a mark keeps: xx, xy, xz, yy, yz, zz."""
    return tuple(float(covariance_mm2[i, j]) for i, j in ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)))


def covariance_of(six: Sequence[float]) -> FloatArray:
    """The (3, 3) covariance of the six figures that a mark keeps."""
    xx, xy, xz, yy, yz, zz = six
    return np.array([[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]])


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a landmark was put in one volume: the world point, and the native voxel it was clicked at.

    Parameters
    ----------
    by, at : the reader, and the moment as ISO 8601; "" in files from before this was kept
    sources : what the place was learnt from, if not by eye alone: "transform:<id>", "landmark:<id>", "image"
    predicted_mm, radius_mm : where the program expected the mark when it was put, and its 95 % radius
    hidden : whether that expectation was kept from the reader, to see whether it sways them
    spread_mm2 : uncertainty of the place as the covariances xx, xy, xz, yy, yz, zz; empty if not known
    """

    position_mm: Vector
    voxel_xyz: Vector
    origin: Origin = "hand"
    by: str = ""
    at: str = ""
    sources: tuple[str, ...] = ()
    predicted_mm: Vector | None = None
    radius_mm: float = 0.0
    hidden: bool = False
    spread_mm2: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "position_mm", point(self.position_mm))
        object.__setattr__(self, "voxel_xyz", point(self.voxel_xyz))
        if self.predicted_mm is not None:
            object.__setattr__(self, "predicted_mm", point(self.predicted_mm))
        if len(self.spread_mm2) not in (0, 6):
            raise InvalidInput("The uncertainty of a mark is six covariances, got {n}.", n=len(self.spread_mm2))


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The same anatomical point in both volumes."""

    id: str
    name: str
    fixed_mm: Vector
    moving_mm: Vector
    role: Role = "open"
    sources: tuple[str, ...] = ()  # what its places were learnt from (see `Mark.sources`)
    spread_mm2: tuple[float, ...] = ()  # of both marks together, as far as it is known (see `Mark.spread_mm2`)


@dataclass(frozen=True, slots=True)
class Landmark:
    """An anatomical point that one reader marked in the fixed volume, the moving volume, or both.

    Parameters
    ----------
    id : never changes and is never used again
    name : as the protocol calls it: "nipple", "lesion 1"
    kind : type of structure, such as "cyst" or "duct branch"
    confidence : 1 (guess) to 3 (certain)
    role : "open" may drive a registration, "drive" is meant to, "held out" never may; a transform is only ever scored
        on pairs that did not drive it
    """

    id: str
    name: str
    kind: str = ""
    state: State = "unplaced"
    confidence: int = 2
    comment: str = ""
    role: Role = "open"
    fixed: Mark | None = None
    moving: Mark | None = None

    def __post_init__(self) -> None:
        if not self.id or not self.name.strip():
            raise InvalidInput("A landmark needs an id and a name.")
        if self.state not in get_args(State) or self.role not in get_args(Role):
            raise InvalidInput("A landmark has no state {state} or role {role}.", state=self.state, role=self.role)
        if self.confidence not in (1, 2, 3):
            raise InvalidInput("Confidence is 1, 2 or 3, got {c}.", c=self.confidence)

    def mark(self, side: Side) -> Mark | None:
        """The mark in one volume, None where it is not placed yet."""
        return self.fixed if side == "fixed" else self.moving

    def as_pair(self) -> Correspondence:
        """The pair of its two marks, which must both be there."""
        assert self.fixed is not None
        assert self.moving is not None
        known = [mark.spread_mm2 for mark in (self.fixed, self.moving) if mark.spread_mm2]
        spread = tuple(sum(each) for each in zip(*known, strict=True))
        return Correspondence(
            self.id, self.name, self.fixed.position_mm, self.moving.position_mm, self.role, self.sources, spread
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """What the places of its marks were learnt from, if not by eye alone."""
        marks = [mark for mark in (self.fixed, self.moving) if mark is not None]
        return tuple(sorted({source for mark in marks for source in mark.sources}))

    def with_mark(self, side: Side, mark: Mark | None) -> Self:
        """The landmark with another mark in one volume; its state follows ("placed" once both are there)."""
        moved = replace(self, fixed=mark) if side == "fixed" else replace(self, moving=mark)
        placed: State = "placed" if moved.fixed and moved.moving else "unplaced"
        return moved if self.state in ("flagged", "skipped") else replace(moved, state=placed)


@dataclass(frozen=True, slots=True)
class Repeat:
    """One mark put a second time, blind, to learn how well the reader finds a place again.

    Parameters
    ----------
    landmark_id, side, kind : what was repeated; the type as it was then
    first_mm, again_mm : where the reader put it, and where again
    start_mm : where the reader was sent to begin, at random
    by, at : the reader, and the moment as ISO 8601
    """

    id: str
    landmark_id: str
    side: Side
    kind: str
    first_mm: Vector
    again_mm: Vector
    start_mm: Vector
    by: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        for name in ("first_mm", "again_mm", "start_mm"):
            object.__setattr__(self, name, point(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Seal:
    """That pairs were drawn by lot into driving and held-out ones; from then on their roles are fixed.

    Parameters
    ----------
    seed, share : of the draw; share is that of the held-out pairs
    landmark_ids : the pairs that were drawn
    by, at : the reader, and the moment as ISO 8601
    """

    seed: int
    share: float
    landmark_ids: tuple[str, ...]
    by: str = ""
    at: str = ""


@dataclass
class LandmarkSet:
    """The landmarks of a reading in table order, found by id; deleted ones wait in the trash.

    `repeats` are marks put a second time, by id; `seals` the draws that fixed the roles of pairs, oldest first;
    `refused` the places of the fixed volume at which the reader did not want a suggested landmark.
    """

    rows: dict[str, Landmark] = field(default_factory=dict)
    trash: dict[str, Landmark] = field(default_factory=dict)
    repeats: dict[str, Repeat] = field(default_factory=dict)
    seals: tuple[Seal, ...] = ()
    refused: tuple[Vector, ...] = ()

    def __getitem__(self, landmark_id: str) -> Landmark:
        try:
            return self.rows[landmark_id]
        except KeyError:
            raise InvalidInput("There is no landmark with id {id}; it may have been deleted.", id=landmark_id) from None

    def __contains__(self, landmark_id: object) -> bool:
        return landmark_id in self.rows

    def __iter__(self) -> Iterator[Landmark]:
        return iter(self.rows.values())

    def __len__(self) -> int:
        return len(self.rows)

    def correspondences(self) -> list[Correspondence]:
        """The pairs that are placed in both volumes and neither skipped nor flagged, in table order."""
        return [row.as_pair() for row in self if row.fixed and row.moving and row.state in ("placed", "confirmed")]

    def is_sealed(self, landmark_id: str) -> bool:
        """Whether the role of a pair was drawn by lot and may no longer be chosen."""
        return any(landmark_id in seal.landmark_ids for seal in self.seals)

    def copy(self) -> LandmarkSet:
        """The same state, independent of this one."""
        return LandmarkSet(dict(self.rows), dict(self.trash), dict(self.repeats), self.seals, self.refused)

    def next_name(self, after: int = 0) -> str:
        """The first free name L1, L2, …, or one that comes some free names `after` it."""
        taken = {row.name for row in (*self.rows.values(), *self.trash.values())}
        free = (name for n in range(1, len(taken) + after + 2) if (name := f"L{n}") not in taken)
        return next(islice(free, after, None))
