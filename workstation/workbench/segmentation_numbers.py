"""The numbers of all labels of a pair: both volumes, the change between them, and how a warped label fits the drawn one.

A `Desk` takes what it needs when it is made, so that the counting may run in another thread.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.labels import LabelMap
from workstation.core.planes import ORIENTATIONS
from workstation.core.study import Case, Reading
from workstation.core.transform import Transform
from workstation.imaging.metrics import SurfaceDistances, dice, surface_distances
from workstation.imaging.segmentation.measure import LabelNumbers, label_numbers
from workstation.imaging.segmentation.region import union
from workstation.workbench.evaluate import why_no_millimetres
from workstation.workbench.open_case import OpenCase

Report = Callable[[float, str], None]
_BODY_AXES = ("R–L", "A–P", "F–H")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a label of the moving volume, taken through the registration in use, fits the one drawn in the fixed volume.

    Parameters
    ----------
    surface : distances in mm; None where millimetres are not certain
    volume_difference_mm3 : warped minus drawn
    """

    dice: float
    surface: SurfaceDistances | None
    volume_difference_mm3: float


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """One label in numbers; a side is None where nothing is drawn with it."""

    value: int
    name: str
    sides: dict[Side, LabelNumbers | None]
    fit: Fit | None

    @property
    def change_mm3(self) -> float | None:
        """Volume in the moving scan minus that in the fixed one."""
        fixed, moving = self.sides["fixed"], self.sides["moving"]
        return None if fixed is None or moving is None else moving.volume_mm3 - fixed.volume_mm3


@dataclass(frozen=True, eq=False)
class Desk:
    """What the numbers are taken from, at one moment."""

    case: Case
    reading: Reading
    fixed_to_moving: Transform | None
    no_millimetres: str

    @classmethod
    def of(cls, opened: OpenCase) -> Desk:
        """The desk of an open case as it is now."""
        return cls(opened.case, opened.reading.copy(), opened.fixed_to_moving, why_no_millimetres(opened.case))

    def rows(self, report: Report) -> list[NumbersRow]:
        """The numbers of every label that is drawn, by value."""
        drawn = sorted(self.reading.drawn("fixed") | self.reading.drawn("moving"))
        rows = []
        for place, value in enumerate(drawn):
            report(place / len(drawn), "")
            sides = {side: label_numbers(self._drawn(side, value), self.case.volume(side), value) for side in SIDES}
            segment = self.reading.segments.get(value)
            name = segment.name if segment is not None else str(value)
            rows.append(NumbersRow(value, name, sides, self._fit(value, sides)))
        return rows

    def _drawn(self, side: Side, value: int) -> LabelMap:
        return self.reading.labels_with(side, value)

    def _fit(self, value: int, sides: dict[Side, LabelNumbers | None]) -> Fit | None:
        from workstation.imaging.segmentation.propagate import propagated

        if self.fixed_to_moving is None or None in sides.values():
            return None
        fixed, moving = self.case.fixed.grid, self.case.moving.grid
        own = self._drawn("fixed", value).bounds((value,))
        assert own is not None  # it has numbers
        try:
            box, mask = propagated(self._drawn("moving", value), moving, fixed, self.fixed_to_moving, value)
        except InvalidInput:  # it lies outside: nothing to compare
            return None
        whole = union((own, box))
        warped = LabelMap(fixed.shape_zyx)
        warped.write(box, mask)
        a, b = self._drawn("fixed", value).read(whole) == value, warped.read(whole) > 0
        surface = None if self.no_millimetres else surface_distances(a, b, fixed)
        voxel = float(fixed.spacing_mm[0] * fixed.spacing_mm[1] * fixed.spacing_mm[2])
        return Fit(dice(a, b), surface, float(int(b.sum()) - int(a.sum())) * voxel)


def axis_text(axis: Vector) -> str:
    """A direction (x, y, z) in words: the axis of the body it is nearest to, and by how much it leans away from it."""
    nearest = int(np.argmax(np.abs(axis)))
    lean = np.degrees(np.arccos(min(1.0, abs(axis[nearest]) / float(np.linalg.norm(axis)))))
    return f"{_BODY_AXES[nearest]} {lean:.0f}°"


def as_csv(rows: list[NumbersRow]) -> str:
    """The numbers as comma-separated text: one line for each label and volume."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    planes = [f"diameter_{each}_mm" for each in ORIENTATIONS]
    writer.writerow([
        "value", "label", "volume", "voxels", "volume_mm3", "diameter_3d_mm", *planes, "centre_x_mm", "centre_y_mm",
        "centre_z_mm", "axis_x", "axis_y", "axis_z", "mean", "spread", "change_mm3", "dice_warped", "hd95_mm",
        "mean_surface_mm", "warped_minus_drawn_mm3",
    ])  # fmt: skip
    for row in rows:
        for side in SIDES:
            numbers = row.sides[side]
            if numbers is not None:
                writer.writerow([row.value, row.name, side, *_cells(numbers), *_pair_cells(row)])
    return text.getvalue()


def _cells(numbers: LabelNumbers) -> list[object]:
    planes = [round(numbers.in_plane[each].length_mm, 3) for each in ORIENTATIONS]
    largest = "" if numbers.diameter is None else round(numbers.diameter.length_mm, 3)
    centre, axis = ([round(v, 4) for v in vector] for vector in (numbers.centre_mm, numbers.long_axis))
    return [
        numbers.voxels, round(numbers.volume_mm3, 3), largest, *planes, *centre, *axis, round(numbers.mean, 3),
        round(numbers.spread, 3),
    ]  # fmt: skip


def _pair_cells(row: NumbersRow) -> list[object]:
    change = "" if row.change_mm3 is None else round(row.change_mm3, 3)
    if row.fit is None:
        return [change, "", "", "", ""]
    surface = row.fit.surface
    distances = ["", ""] if surface is None else [round(surface.p95, 3), round(surface.mean, 3)]
    return [change, round(row.fit.dice, 4), *distances, round(row.fit.volume_difference_mm3, 3)]
