"""Corresponding anatomical points of a pair, as one reader marked them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, Self, get_args

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Side, Vector, point

State = Literal["unplaced", "placed", "confirmed", "skipped", "flagged"]
Role = Literal["open", "drive", "held out"]
Origin = Literal["hand", "predicted", "refined", "imported", "simulated"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a landmark was put in one volume: the world point, and the native voxel it was clicked at."""

    position_mm: Vector
    voxel_xyz: Vector
    origin: Origin = "hand"

    def __post_init__(self) -> None:
        object.__setattr__(self, "position_mm", point(self.position_mm))
        object.__setattr__(self, "voxel_xyz", point(self.voxel_xyz))


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

    def with_mark(self, side: Side, mark: Mark | None) -> Self:
        """The landmark with another mark in one volume; its state follows ("placed" once both are there)."""
        moved = replace(self, fixed=mark) if side == "fixed" else replace(self, moving=mark)
        placed: State = "placed" if moved.fixed and moved.moving else "unplaced"
        return moved if self.state in ("flagged", "skipped") else replace(moved, state=placed)


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The same anatomical point in both volumes."""

    id: str
    name: str
    fixed_mm: Vector
    moving_mm: Vector
    role: Role = "open"


@dataclass
class LandmarkSet:
    """The landmarks of a reading in table order, found by id; deleted ones wait in the trash."""

    rows: dict[str, Landmark] = field(default_factory=dict)
    trash: dict[str, Landmark] = field(default_factory=dict)

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
        return [
            Correspondence(row.id, row.name, row.fixed.position_mm, row.moving.position_mm, row.role)
            for row in self
            if row.fixed and row.moving and row.state in ("placed", "confirmed")
        ]

    def next_name(self) -> str:
        """The first free name L1, L2, …"""
        taken = {row.name for row in (*self.rows.values(), *self.trash.values())}
        return next(name for n in range(1, len(taken) + 2) if (name := f"L{n}") not in taken)
