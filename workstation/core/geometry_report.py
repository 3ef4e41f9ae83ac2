"""How far the millimetres of a volume can be trusted: value, source and colour of each part of its geometry.

Green is stated by the file, amber is plausible but must be confirmed by a person, red is not known at all. Anything that
is not green keeps results in millimetres back (`Provenance.state` is then "doubtful").
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Literal, Self

from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import IDENTITY_DIRECTION, Grid, Shape, Vector
from workstation.core.volume import Provenance

Light = Literal["green", "amber", "red"]
QuantityName = Literal["dx", "dy", "dz", "origin", "direction", "curvature"]
QUANTITIES: tuple[QuantityName, ...] = ("dx", "dy", "dz", "origin", "direction", "curvature")

# TDSC-ABUS 2023 (arXiv 2501.15588): GE Invenia, spacing by axis in mm, and the sizes its volumes have along each
TDSC_AXES = {0.200: range(780, 921), 0.073: range(500, 721), 0.475674: range(230, 401)}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a quantity: who, when (ISO 8601) and how, such as "confirmed" or "ruler"."""

    who: str
    when: str
    how: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One part of a geometry: its value (mm, or a vector), what states it, its colour, and a sentence about it."""

    name: QuantityName
    value: tuple[float, ...] | None
    source: str
    light: Light
    sentence: Message
    decision: Decision | None = None

    def decided(self, decision: Decision, value: tuple[float, ...] | None = None) -> Self:
        """The quantity as a person confirmed it, with another value if one was measured."""
        kept = self.value if value is None else value
        if kept is None:
            raise InvalidInput("{name} is not known; measure it on the picture first.", name=self.name)
        return replace(self, value=kept, light="green", decision=decision)


@dataclass(frozen=True, slots=True)
class GeometryReport:
    """The six quantities of a volume's geometry, in the order of `QUANTITIES`."""

    quantities: tuple[Quantity, ...]

    def __post_init__(self) -> None:
        if tuple(each.name for each in self.quantities) != QUANTITIES:
            raise ValueError(f"expected the quantities {QUANTITIES}, got {[each.name for each in self.quantities]}")

    def __getitem__(self, name: QuantityName) -> Quantity:
        return self.quantities[QUANTITIES.index(name)]

    @property
    def light(self) -> Light:
        """The worst colour among the quantities."""
        return max((each.light for each in self.quantities), key=("green", "amber", "red").index)

    @property
    def doubt(self) -> str:
        """Why millimetres are held back, one sentence for each quantity that is not green; "" if all are."""
        return " ".join(dict.fromkeys(str(each.sentence) for each in self.quantities if each.light != "green"))

    def with_quantity(self, quantity: Quantity) -> Self:
        """The report with one quantity replaced."""
        return replace(self, quantities=tuple(quantity if q.name == quantity.name else q for q in self.quantities))

    def confirmed(self, names: Iterable[QuantityName], who: str, when: str) -> Self:
        """The report after a person has confirmed some quantities as they stand."""
        report = self
        for name in names:
            report = report.with_quantity(report[name].decided(Decision(who, when, "confirmed")))
        return report

    def calibrated(self, name: QuantityName, voxels: float, length_mm: float, who: str, when: str) -> Self:
        """The report after a person has laid a ruler of known length over a number of voxels along an axis."""
        if name not in ("dx", "dy", "dz"):
            raise InvalidInput("Only dx, dy and dz can be measured with a ruler, not {name}.", name=name)
        if not (math.isfinite(voxels) and math.isfinite(length_mm) and voxels > 0 and length_mm > 0):
            raise InvalidInput("A ruler needs two positive lengths, got {voxels} voxels for {mm} mm.",
                               voxels=voxels, mm=length_mm)  # fmt: skip
        decision = Decision(who, when, f"ruler: {length_mm:g} mm over {voxels:g} voxels")
        return self.with_quantity(self[name].decided(decision, (length_mm / voxels,)))

    def provenance(self, source_name: str, source_sha256: str) -> Provenance:
        """What a volume with this geometry says about its millimetres."""
        decided = any(each.decision for each in self.quantities)
        state: Literal["stated", "doubtful", "confirmed"] = (
            "doubtful" if self.light != "green" else "confirmed" if decided else "stated"
        )
        sources = dict.fromkeys(self[name].source for name in ("dx", "dy", "dz", "curvature"))
        return Provenance(source_name, source_sha256, ", ".join(s for s in sources if s), state, self.doubt)


def stated(name: QuantityName, value: tuple[float, ...], source: str) -> Quantity:
    """A quantity that the file states."""
    return Quantity(name, value, source, "green", Message("Stated by {source}.", {"source": source}))


def doubtful(name: QuantityName, value: tuple[float, ...], source: str, why: str, /, **values: object) -> Quantity:
    """A quantity that a person must confirm."""
    return Quantity(name, value, source, "amber", Message(why, values))


def unknown(name: QuantityName, why: str, /, **values: object) -> Quantity:
    """A quantity that the file does not state."""
    return Quantity(name, None, "", "red", Message(why, values))


def no_curvature() -> Quantity:
    """The curvature of a volume that lies on a straight grid."""
    return Quantity("curvature", (0.0,), "", "green", Message("The picture lies on a straight grid."))


def proposed_spacing(size_xyz: Shape) -> Vector | None:
    """The true spacing (x, y, z) of a TDSC-ABUS volume whose header has lost it, recognised by the length of its axes.

    None if the sizes do not tell which axis is lateral (780 to 920 voxels), depth (500 to 720) and slices (230 to 400).
    """
    fits = [
        order for order in permutations(TDSC_AXES)
        if all(size in TDSC_AXES[spacing] for size, spacing in zip(size_xyz, order, strict=True))
    ]  # fmt: skip
    return (fits[0][0], fits[0][1], fits[0][2]) if len(fits) == 1 else None


def is_placeholder(grid: Grid) -> bool:
    """Whether a grid looks as if no program had ever set it: 1 mm on all axes, no origin, no rotation."""
    turned = all(abs(abs(a) - b) == 0 for a, b in zip(grid.direction, IDENTITY_DIRECTION, strict=True))
    return grid.spacing_mm == (1.0, 1.0, 1.0) and grid.origin_mm == (0.0, 0.0, 0.0) and turned
