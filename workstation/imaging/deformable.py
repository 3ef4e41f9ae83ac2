"""What deformable methods built on SimpleITK share: settings, levels, a start, fields that are carried and composed.

While a method works, its fixed → moving field is a SimpleITK vector image (float64, mm, LPS) on the grid of the present
level. Beyond its border a field goes on with its border value, as `DisplacementField` has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
import numpy.typing as npt
from annotated_types import Interval
from scipy import ndimage

from workstation.core.geometry import Grid
from workstation.core.plugin import Hint, Report, RunContext
from workstation.core.transform import Affine, DisplacementField, Transform, displacement_on
from workstation.core.volume import Volume
from workstation.imaging.itk import from_field_image, resample, to_field_image, to_image, values_of
from workstation.imaging.linear import LinearOptions, align_linear, check_overlap, nearest_affine
from workstation.imaging.preprocess import (
    FloatVoxels,
    Picture,
    level_pair,
    level_spacings,
    smoothed,
    working_picture,
    working_spacing,
)
from workstation.imaging.progress import part_of
from workstation.imaging.registration import align_affine

if TYPE_CHECKING:
    import SimpleITK as sitk

LinearStart = Literal["affine", "rigid", "none"]

LEAST_JACOBIAN = 0.05  # a voxel may shrink to a twentieth, never to nothing
SMOOTHING_ROUNDS = 40
LOCAL_ROUNDS = 20  # of these, around the folds alone


START_SHARE = 0.2  # of the progress bar
START_MM = 4.0
WINDOW_GROWTH = 1.0  # mm of window per mm that a level is coarser than the last one


@dataclass(frozen=True)
class LevelSettings:
    """What a person can choose about any method that goes from coarse to fine; its own settings come after these."""

    start: Annotated[
        LinearStart,
        Hint("Linear alignment before deforming. None: start from the initial transform, or as the scans are placed."),
    ] = "affine"
    coarsest_mm: Annotated[
        float, Interval(ge=1, le=12), Hint("Voxel size of the first level. Larger finds larger motion.", unit="mm")
    ] = 4.0
    finest_mm: Annotated[
        float,
        Interval(ge=0.4, le=6),
        Hint("Voxel size of the last level. Smaller is more exact and slower.", unit="mm"),
    ] = 1.5
    levels: Annotated[int, Interval(ge=1, le=6), Hint("How many levels from coarsest to finest.")] = 3
    window_mm: Annotated[
        float,
        Interval(ge=0, le=40),
        Hint("Window of local normalisation on the last level; coarser levels use more. 0 switches it off.", unit="mm"),
    ] = 5.0
    most_voxels: Annotated[
        int,
        Interval(ge=10_000, le=50_000_000),
        Hint("The last level is coarsened until it has no more voxels than this."),
    ] = 1_000_000


@dataclass(frozen=True)
class Level:
    """One level: its voxel size, that of the last level, and its window, in mm."""

    spacing_mm: float
    finest_mm: float
    window_mm: float

    @property
    def coarseness(self) -> float:
        """How many times coarser than the last level."""
        return self.spacing_mm / self.finest_mm


def levels_of(settings: LevelSettings, finest_mm: float) -> list[Level]:
    """The levels from coarse to fine: spacings in a geometric row; windows grow along with them."""
    window = settings.window_mm
    return [
        Level(spacing, finest_mm, window + WINDOW_GROWTH * (spacing - finest_mm) if window else 0.0)
        for spacing in level_spacings(settings.coarsest_mm, finest_mm, settings.levels)
    ]


Refine = Callable[[Picture, Picture, "WorkingField", Level, Report, str], None]


def coarse_to_fine(
    fixed: Volume, moving: Volume, settings: LevelSettings, run: RunContext, refine: Refine
) -> DisplacementField:
    """A deformable registration from its start to a field without folds; `refine` improves the field on one level.

    `refine` gets both pictures of the level, the field on the fixed picture's grid, the level, a report of its own, and
    what to say in it.
    """
    run.report(0.0, "preparing")
    finest = working_spacing(fixed.grid, settings.finest_mm, settings.most_voxels)
    pair = (
        working_picture(fixed, run.fixed_mask, finest, "fixed"),
        working_picture(moving, run.moving_mask, finest, "moving"),
    )
    begin = linear_start(
        *pair, settings.start, part_of(run.report, 0.01, START_SHARE),
        initial=run.initial, threads=run.threads, seed=run.seed,
    )  # fmt: skip
    levels = levels_of(settings, finest)
    costs = [level.spacing_mm**-3 for level in levels]
    field = WorkingField(begin, pair[0].shrunk(levels[0].spacing_mm).grid, run.threads)
    for number, level in enumerate(levels):
        before, after = (START_SHARE + (1 - START_SHARE) * sum(costs[:n]) / sum(costs) for n in (number, number + 1))
        part = part_of(run.report, before, after)
        near = level_pair(*pair, level.spacing_mm, level.window_mm, part)
        field.move_to(near[0].grid)
        refine(*near, field, level, part, f"level {number + 1} of {len(levels)}")
    run.report(1.0, "done")
    return unfolded(field.result())


def linear_start(
    fixed: Picture, moving: Picture, start: LinearStart, report: Report, *,
    initial: Transform | None = None, threads: int = 2, seed: int = 0,
) -> Transform:  # fmt: skip
    """Where a deformable method begins.

    A deformed `initial` is taken as it is; a linear one, or none, is improved by a linear alignment unless `start` is
    "none": an affine one by the start of our own engine, a rigid one with SimpleITK.

    Raises
    ------
    InvalidInput : the pictures do not overlap.
    """
    if start == "none" or not (initial is None or isinstance(initial, Affine)):
        begin = initial if initial is not None else Affine.identity()
        check_overlap(fixed, moving, nearest_affine(begin, fixed.grid))
        return begin
    if start == "affine":
        volumes = [Volume.from_array(each.values, each.grid, id="working copy") for each in (fixed, moving)]
        run = RunContext(report, threads=threads, initial=initial, fixed_mask=fixed.mask, moving_mask=moving.mask)
        return align_affine(volumes[0], volumes[1], START_MM, run)
    options = LinearOptions(kind=start)
    return align_linear(fixed, moving, options, report, initial=initial, threads=threads, seed=seed)


class WorkingField:
    """The fixed → moving field of a running method, carried from level to level."""

    def __init__(self, start: Transform, grid: Grid, threads: int) -> None:
        self.grid, self._threads = grid, threads
        self.image = to_field_image(displacement_on(start, grid))

    def move_to(self, grid: Grid) -> None:
        """Go on with another grid."""
        self.image, self.grid = resample(self.image, grid, outside=None, threads=self._threads), grid

    def as_itk(self) -> sitk.Transform:
        """The field as a SimpleITK transform."""
        import SimpleITK as sitk

        return sitk.DisplacementFieldTransform(sitk.Image(self.image))  # the transform empties the image it is given

    def moving_seen(self, fixed: Picture, moving: Picture) -> FloatVoxels:
        """The moving picture as it looks on the fixed grid; where either does not count, the fixed picture itself.

        There the two then agree, so that nothing pulls on the field.
        """
        through = self.as_itk()
        values = values_of(resample(to_image(moving.values, moving.grid), fixed.grid, through, threads=self._threads))
        inside = to_image(moving.mask.astype(np.float32), moving.grid)
        share = values_of(resample(inside, fixed.grid, through, threads=self._threads)) * fixed.mask
        seen: FloatVoxels = (values * share + fixed.values * (1 - share)).astype(np.float32)
        return seen

    def improve(self, update: sitk.Image) -> None:
        """Put an update before the field: p ↦ field(p + update(p))."""
        import SimpleITK as sitk

        through = sitk.DisplacementFieldTransform(sitk.Image(update))
        rest = resample(self.image, self.grid, through, outside=None, threads=self._threads)
        self.image = sitk.Add(update, rest)

    def result(self) -> DisplacementField:
        """The field as it stands."""
        return from_field_image(self.image)


def jacobian_determinant(field: DisplacementField) -> npt.NDArray[np.float32]:
    """How much each place grows (> 1), shrinks (< 1) or folds (≤ 0): (z, y, x), by differences on the field's grid."""
    along_xyz = [
        np.gradient(field.displacement_mm, spacing, axis=axis)
        for axis, spacing in zip((2, 1, 0), field.grid.spacing_mm, strict=True)
    ]
    rows = np.stack(along_xyz, axis=-1)  # component of the displacement, axis of the grid
    jacobian = rows @ field.grid.axes.T.astype(np.float32) + np.eye(3, dtype=np.float32)
    determinant: npt.NDArray[np.float32] = np.linalg.det(jacobian)
    return determinant


def unfolded(field: DisplacementField) -> DisplacementField:
    """The field itself if it folds nowhere, else a copy that is smoothed around its folds until they are gone.

    Where nothing folds the field stays as it is; what still folds after many rounds is smoothed as a whole.
    """
    bad = np.zeros(field.grid.shape_zyx, bool)
    for number in range(SMOOTHING_ROUNDS):
        folds = jacobian_determinant(field) < LEAST_JACOBIAN
        if not folds.any():
            return field
        bad |= folds
        around = ndimage.binary_dilation(bad, iterations=2 + number // 4).astype(np.float32)
        field = _smoother(field, ndimage.gaussian_filter(around, 1.0) if number < LOCAL_ROUNDS else np.float32(1))
    return field


def _smoother(field: DisplacementField, share: npt.NDArray[np.float32] | np.float32) -> DisplacementField:
    """A field moved towards its smoothed self, by a share (z, y, x) or everywhere alike."""
    width = 1.5 * max(field.grid.spacing_mm)
    parts = [
        values + share * (smoothed(values, field.grid, width) - values)
        for values in np.moveaxis(field.displacement_mm, -1, 0)
    ]
    return DisplacementField(field.grid, np.stack(parts, axis=-1))
