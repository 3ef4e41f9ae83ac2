"""Skin and chest wall of both scans, where labels are named so: an alignment should lay skin on skin and wall on wall.

A surface tells a tilt and a depth, and leaves open how far the scans are shifted or turned along it: that is left to the
pictures. Its middle tells nothing, because it ends where the scan ends. The front of a surface is the one that faces the
probe: the skin's lies away from the middle of the scan, the chest wall's towards it, so that no axis need be the depth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from workstation.core.geometry import FloatArray, Grid
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.core.volume import AnyArray
from workstation.imaging.linear import rotation_about
from workstation.imaging.registration.middle import Middle

SKIN = re.compile(r"\b(skin|cutis|epidermis|dermis)\b|皮肤|皮膚|体表", re.IGNORECASE)
CHEST_WALL = re.compile(
    r"\b(chest ?wall|thoracic wall|pectoral(is)?|(pectoral )?muscle)\b|胸壁|胸大肌|胸肌|肌肉|肌层", re.IGNORECASE
)
NO_SURFACE = re.compile(
    r"lesion|mass|tumou?r|cyst|node|nodule|calcification|thicken|mark|病|瘤|结节|囊肿|钙化|增厚|标记", re.IGNORECASE
)
REACH_MM = 4.0  # by which surfaces may miss each other undoubted: tissue bends, and nobody draws them exactly
COLUMN_MM = 2.5  # between places at which the front is looked up
LEAST_AREA_MM2 = 400.0  # seen along the axis on which it is thinnest; less tells no tilt
BULGE_SHARE = 0.06  # of a surface's extent, by which its front may usually leave a plane and still count as one
POINTS = 400  # of a surface that are compared
LEAST_TILT_DEG = 4.0  # between two surfaces for which it is worth to search anew
TRIMMED, TRIMMED_ROUNDS = 3.0, 3  # times the usual distance from the plane: further out is a slip of the brush
LEAST_USUAL_MM = 0.2  # of that distance


@dataclass(frozen=True, eq=False)
class Surface:
    """Points (N, 3) on the front of a surface in world mm, and the unit vector (3,) that leads from it to the probe."""

    points_mm: FloatArray
    facing: FloatArray

    @classmethod
    def of(cls, points_mm: FloatArray, facing: FloatArray) -> Surface:
        """A surface with no more points than are compared."""
        return cls(points_mm[:: max(1, len(points_mm) // POINTS)], facing)

    @property
    def middle_mm(self) -> FloatArray:
        """The middle of the points."""
        middle: FloatArray = self.points_mm.mean(axis=0)
        return middle

    def heights(self, points_mm: FloatArray) -> FloatArray:
        """How far points (N, 3) lie in front of the nearest place of the surface, in mm; behind it is negative."""
        nearest = self.points_mm[self._tree.query(points_mm)[1]]
        heights: FloatArray = (points_mm - nearest) @ self.facing
        return heights

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self.points_mm)


@dataclass(frozen=True, eq=False)
class SurfacePair:
    """One surface as either scan shows it."""

    fixed: Surface
    moving: Surface

    def gap_mm(self, fixed_to_moving: Affine) -> float:
        """How far the surfaces lie apart on average under an alignment, seen from both sides alike."""
        there = self.moving.heights(fixed_to_moving(self.fixed.points_mm))
        here = self.fixed.heights(fixed_to_moving.inverse()(self.moving.points_mm))
        return float((np.abs(there).mean() + np.abs(here).mean()) / 2)

    def levelling(self) -> FloatArray | None:
        """The least rotation that makes the surfaces parallel; None where they nearly are."""
        axis = np.cross(self.fixed.facing, self.moving.facing)
        angle = math.atan2(float(np.linalg.norm(axis)), float(self.fixed.facing @ self.moving.facing))
        if math.degrees(angle) < LEAST_TILT_DEG:
            return None
        if np.linalg.norm(axis) < 1e-6:  # half a turn, about any axis along the surface
            axis = np.cross(self.fixed.facing, np.eye(3)[int(np.argmin(np.abs(self.fixed.facing)))])
        return rotation_about(angle * axis / np.linalg.norm(axis))

    def depth_of(self, middle: Middle) -> tuple[FloatArray, float]:
        """What a shift in a frame changes: the gap in mm is this vector (3,) times the shift, plus this number."""
        facing = middle.to_moving.matrix.T @ self.moving.facing
        facing /= np.linalg.norm(facing)
        here = middle.to_fixed.inverse()([self.fixed.middle_mm])[0]
        there = middle.to_moving.inverse()([self.moving.middle_mm])[0]
        return facing, float(facing @ (here - there))


def belief_in(gap_mm: npt.ArrayLike) -> FloatArray:
    """How well surfaces that lie so far apart go together, from 1 to nearly 0; 1 within reach."""
    beyond = np.maximum(0.0, np.abs(np.asarray(gap_mm, float)) / REACH_MM - 1)
    belief: FloatArray = np.exp(-0.5 * beyond**2)
    return belief


def surfaces_of(run: RunContext, fixed: Grid, moving: Grid) -> tuple[SurfacePair, ...]:
    """The surfaces that labels of both scans show, by the labels' names."""
    if run.fixed_labels is None or run.moving_labels is None:
        return ()
    pairs = []
    for words in (SKIN, CHEST_WALL):
        values = values_named(run.label_names, words)
        here = surface_in(np.asarray(run.fixed_labels), values, fixed, is_skin=words is SKIN)
        there = surface_in(np.asarray(run.moving_labels), values, moving, is_skin=words is SKIN)
        if here is not None and there is not None:
            pairs.append(SurfacePair(here, there))
    return tuple(pairs)


def surface_values(names: Mapping[int, str]) -> set[int]:
    """The label values that stand for surfaces."""
    return {value for words in (SKIN, CHEST_WALL) for value in values_named(names, words)}


def values_named(names: Mapping[int, str], words: re.Pattern[str]) -> list[int]:
    """The label values whose name has one of some words, and none that speaks of a finding or a mark."""
    plain = {value: re.sub(r"[\W_]+", " ", name) for value, name in names.items()}
    return [value for value, name in plain.items() if words.search(name) and not NO_SURFACE.search(name)]


def surface_in(labels: AnyArray, values: list[int], grid: Grid, is_skin: bool) -> Surface | None:
    """The front of what some labels cover; None if it is not there, small, or no surface."""
    if not values:
        return None
    covered = np.isin(labels, values)
    areas = [_columns(covered, grid, axis)[1].any(axis=0).sum() * _cell_mm2(grid, axis) for axis in range(3)]
    axis = int(np.argmax(areas))
    if areas[axis] < LEAST_AREA_MM2:
        return None
    steps, columns = _columns(covered, grid, axis)
    length = len(columns)
    hit = np.argwhere(columns.any(axis=0))
    lines = columns[:, hit[:, 0], hit[:, 1]]
    first, last = lines.argmax(axis=0), length - 1 - lines[::-1].argmax(axis=0)
    lies_early = float(np.median(first + last)) < length - 1
    begins = lies_early == is_skin
    places = np.zeros((len(hit), 3))
    places[:, axis] = first - 0.5 if begins else last + 0.5
    places[:, [n for n in range(3) if n != axis]] = hit * steps
    towards = grid.axes[:, 2 - axis] * (-1.0 if begins else 1.0)
    return _flat_enough(grid.to_world(places[:, ::-1]), towards, math.sqrt(areas[axis]))


def _columns(covered: npt.NDArray[np.bool_], grid: Grid, axis: int) -> tuple[list[int], npt.NDArray[np.bool_]]:
    """Lines of voxels along an array axis, first in the result, some mm apart; and the steps across."""
    steps = [max(1, round(COLUMN_MM / s)) for n, s in enumerate(grid.spacing_mm[::-1]) if n != axis]
    return steps, np.moveaxis(covered, axis, 0)[:, :: steps[0], :: steps[1]]


def _cell_mm2(grid: Grid, axis: int) -> float:
    """The area that one line of `_columns` stands for."""
    sizes = [max(1, round(COLUMN_MM / s)) * s for n, s in enumerate(grid.spacing_mm[::-1]) if n != axis]
    return sizes[0] * sizes[1]


def off_plane(kept_mm: FloatArray, points_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The normal (3,) of the plane through some points, and how far all points (N,) lie off it, in mm."""
    normal: FloatArray = np.linalg.svd(kept_mm - kept_mm.mean(axis=0), full_matrices=False)[2][2]
    return normal, np.abs(points_mm @ normal - np.median(kept_mm @ normal))


def _flat_enough(points_mm: FloatArray, towards: FloatArray, extent_mm: float) -> Surface | None:
    """The surface through points, without those far off its plane; None if it bulges too much to be one."""
    kept = points_mm
    for _ in range(TRIMMED_ROUNDS):
        normal, off = off_plane(kept, points_mm)
        usual = float(np.median(off))
        if usual > BULGE_SHARE * extent_mm:
            return None
        kept = points_mm[off <= TRIMMED * max(usual, LEAST_USUAL_MM)]
    facing: FloatArray = normal if normal @ towards > 0 else -normal
    return Surface.of(kept, facing)
