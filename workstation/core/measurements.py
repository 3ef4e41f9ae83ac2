"""Measurements that stay with a case: distances and angles that a reader drew in one volume, and the edits of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from workstation.core.commands import Command, command
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import Side, Vector

if TYPE_CHECKING:
    from workstation.core.study import Reading

Kind = Literal["ruler", "angle"]
POINTS: dict[Kind, int] = {"ruler": 2, "angle": 3}


@dataclass(frozen=True, slots=True)
class Measurement:
    """A ruler between two points of one volume, or an angle of three, the middle one its corner. Points in mm, LPS."""

    id: str
    kind: Kind
    side: Side
    points_mm: tuple[Vector, ...]
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.points_mm) != POINTS[self.kind]:
            raise InvalidInput("A {kind} needs {n} points, got {got}.", kind=self.kind, n=POINTS[self.kind],
                               got=len(self.points_mm))  # fmt: skip

    @property
    def value(self) -> float:
        """The length in mm of a ruler, the angle in degrees between the arms of an angle."""
        if self.kind == "ruler":
            return math.dist(*self.points_mm)
        a, corner, b = (np.asarray(p) for p in self.points_mm)
        cross, dot = np.linalg.norm(np.cross(a - corner, b - corner)), float((a - corner) @ (b - corner))
        return math.degrees(math.atan2(float(cross), dot))

    @property
    def text(self) -> str:
        """The value as it is shown."""
        return f"{self.value:.1f} mm" if self.kind == "ruler" else f"{self.value:.1f}°"


@command
@dataclass(frozen=True, slots=True)
class AddMeasurement:
    """Add a ruler or an angle."""

    measurement: Measurement

    def apply(self, target: Reading) -> Command:
        """Add it; an id that is in use is refused."""
        if self.measurement.id in target.measurements:
            raise InvalidInput("There is a measurement with id {id} already.", id=self.measurement.id)
        target.measurements[self.measurement.id] = self.measurement
        return RemoveMeasurement(self.measurement.id)

    def title(self, target: Reading) -> Message:
        """Such as "Measure 12.3 mm"."""
        return Message("Measure {value}", {"value": self.measurement.text})


@command
@dataclass(frozen=True, slots=True)
class RemoveMeasurement:
    """Remove a ruler or an angle."""

    measurement_id: str

    def apply(self, target: Reading) -> Command:
        """Remove it; an unknown id is refused."""
        measurement = _measurement(target, self.measurement_id)
        del target.measurements[self.measurement_id]
        return AddMeasurement(measurement)

    def title(self, target: Reading) -> Message:
        """Such as "Remove measurement 12.3 mm"."""
        return Message("Remove measurement {value}", {"value": _measurement(target, self.measurement_id).text})


@command
@dataclass(frozen=True, slots=True)
class MoveMeasurement:
    """Move the points of a ruler or an angle."""

    measurement_id: str
    points_mm: tuple[Vector, ...]

    def apply(self, target: Reading) -> Command:
        """Move them; a wrong number of points is refused."""
        before = _measurement(target, self.measurement_id)
        target.measurements[before.id] = replace(before, points_mm=self.points_mm)
        return MoveMeasurement(before.id, before.points_mm)

    def title(self, target: Reading) -> Message:
        """Such as "Move measurement 12.3 mm"."""
        return Message("Move measurement {value}", {"value": _measurement(target, self.measurement_id).text})


def _measurement(target: Reading, measurement_id: str) -> Measurement:
    try:
        return target.measurements[measurement_id]
    except KeyError:
        raise InvalidInput("There is no measurement with id {id}.", id=measurement_id) from None
