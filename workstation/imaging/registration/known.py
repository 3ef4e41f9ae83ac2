"""What is known of how two scans lie before their pictures are compared: marks, outlines, and the views they were taken in.

Known places (landmark pairs that may drive; without any, the middles of labels that both scans have) give further starts.
Landmarks also weigh the alignments that come out, so that one far from the marks needs much better pictures to win. So do
surfaces, which are labels named skin or chest wall: they tell tilt and depth, and the search keeps to what they tell.
Another view (AP, LAT, MED) means that the probe was tilted about the patient's long axis; to which side is left to the
pictures, so that nothing hangs on how a scanner counts left and right.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from workstation.core.geometry import FloatArray, Grid
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.core.volume import AnyArray
from workstation.imaging.linear import nearest_rotation, rotation_about
from workstation.imaging.registration.middle import Middle
from workstation.imaging.registration.surfaces import SurfacePair, belief_in, surface_values, surfaces_of

REACH_MM = 15.0  # by which an affine map may miss marks undoubted: tissue bends, and few marks must not tilt the whole
SPREAD_MM = 10.0  # of marks across their longest extent, above which they tell a rotation
VIEW_TURNS_DEG = (-40.0, -20.0, 20.0, 40.0)
COUNTED_VOXELS = 200_000  # of a label map, for the middles of its labels


def nowhere() -> FloatArray:
    """No places."""
    return np.zeros((0, 3))


@dataclass(frozen=True, eq=False)
class Known:
    """Places (N, 3) in world mm of both scans, whether they were marked, whether the views differ, and shared surfaces."""

    fixed_mm: FloatArray = field(default_factory=nowhere)
    moving_mm: FloatArray = field(default_factory=nowhere)
    marked: bool = False
    other_view: bool = False
    surfaces: tuple[SurfacePair, ...] = ()

    @classmethod
    def of(cls, run: RunContext, fixed: Grid, moving: Grid) -> Known:
        """What a run tells of two scans."""
        one, two = (view.strip().casefold() for view in run.views)
        other_view = bool(one and two and one != two)
        surfaces = surfaces_of(run, fixed, moving)
        if run.landmarks:
            here, there = (
                np.array([getattr(pair, f"{side}_mm") for pair in run.landmarks]) for side in ("fixed", "moving")
            )
            return cls(here, there, True, other_view, surfaces)
        if run.fixed_labels is None or run.moving_labels is None:
            return cls(other_view=other_view)
        left, right = _middles(np.asarray(run.fixed_labels), fixed), _middles(np.asarray(run.moving_labels), moving)
        shared = sorted((left.keys() & right.keys()) - surface_values(run.label_names))
        here, there = (np.array([middles[value] for value in shared]).reshape(-1, 3) for middles in (left, right))
        return cls(here, there, False, other_view, surfaces)

    def view_turns(self) -> list[FloatArray]:
        """Rotations that another view suggests."""
        angles = VIEW_TURNS_DEG if self.other_view else ()
        return [rotation_about(np.array([0.0, 0.0, math.radians(angle)])) for angle in angles]

    def levelled(self, turns: list[FloatArray]) -> list[FloatArray]:
        """Some rotations, and each of them after the one that makes the surfaces parallel, if they are not."""
        levellings = [pair.levelling() for pair in self.surfaces[:1]]
        return turns + [turn @ level for level in levellings if level is not None for turn in turns]

    def seeds(self, turns: list[FloatArray]) -> list[Middle]:
        """Starts that bring the known places together: one turn if they tell it, otherwise each of some turns."""
        if not len(self.fixed_mm):
            return []
        here, there = self.fixed_mm.mean(axis=0), self.moving_mm.mean(axis=0)
        one, two = self.fixed_mm - here, self.moving_mm - there
        spread = np.linalg.svd(one, compute_uv=False) if len(one) > 2 else np.zeros(2)
        if spread[1] >= SPREAD_MM:
            turns = [nearest_rotation(two.T @ one)[0]]
        return [Middle.of(Affine(turn, there - turn @ here)) for turn in turns]

    def shift_belief(self, middle: Middle) -> Callable[[FloatArray], FloatArray]:
        """How well further shifts (..., 3) in mm in a frame go with the surfaces, from 1 to nearly 0."""
        told = [pair.depth_of(middle) for pair in self.surfaces]
        return lambda shifts: math.prod(
            (belief_in(shifts @ facing + gap) for facing, gap in told), start=np.ones(shifts.shape[:-1])
        )

    def belief(self, middle: Middle) -> float:
        """How well an alignment goes with marks and surfaces, from 1 to nearly 0; 1 within reach, or without any."""
        believed = math.prod(float(belief_in(pair.gap_mm(middle.fixed_to_moving))) for pair in self.surfaces)
        return believed * self._marked_belief(middle)

    def _marked_belief(self, middle: Middle) -> float:
        if not self.marked:
            return 1.0
        missed = np.linalg.norm(middle.fixed_to_moving(self.fixed_mm) - self.moving_mm, axis=1)
        beyond = max(0.0, float(np.median(missed)) / REACH_MM - 1)
        return math.exp(-0.5 * beyond**2)


def _middles(labels: AnyArray, grid: Grid) -> dict[int, FloatArray]:
    """The middle in world mm of every label, from a coarse copy of the map."""
    step = max(1, round((labels.size / COUNTED_VOXELS) ** (1 / 3)))
    coarse = labels[::step, ::step, ::step]
    places = np.argwhere(coarse)
    values = coarse[tuple(places.T)]
    return {
        int(value): grid.to_world(step * places[values == value][:, ::-1].mean(axis=0)[None])[0]
        for value in np.unique(values)
    }
