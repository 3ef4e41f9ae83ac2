"""What deformable methods built on SimpleITK share: a start, fields that are carried, warped through and composed.

While a method works, its fixed → moving field is a SimpleITK vector image (float64, mm, LPS) on the grid of the present
level. Beyond its border a field goes on with its border value, as `DisplacementField` has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import Grid
from workstation.core.plugin import Report
from workstation.core.transform import Affine, DisplacementField, Transform, displacement_on
from workstation.imaging.itk import from_field_image, resample, to_field_image, to_image, values_of
from workstation.imaging.linear import LinearOptions, align_linear, check_overlap, nearest_affine
from workstation.imaging.preprocess import FloatVoxels, Picture, smoothed

if TYPE_CHECKING:
    import SimpleITK as sitk

LinearStart = Literal["affine", "rigid", "none"]

LEAST_JACOBIAN = 0.05  # a voxel may shrink to a twentieth, never to nothing
SMOOTHING_ROUNDS = 20


def linear_start(
    fixed: Picture, moving: Picture, start: LinearStart, report: Report, *,
    initial: Transform | None = None, threads: int = 2, seed: int = 0,
) -> Transform:  # fmt: skip
    """Where a deformable method begins.

    A deformed `initial` is taken as it is; a linear one, or none, is improved by a linear alignment unless `start` is
    "none".

    Raises
    ------
    InvalidInput : the pictures do not overlap.
    """
    if start == "none" or not (initial is None or isinstance(initial, Affine)):
        begin = initial if initial is not None else Affine.identity()
        check_overlap(fixed, moving, nearest_affine(begin, fixed.grid))
        return begin
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
    """The field itself if it folds nowhere, else a copy smoothed just as often as it takes."""
    for _ in range(SMOOTHING_ROUNDS):
        if jacobian_determinant(field).min() >= LEAST_JACOBIAN:
            return field
        width = 1.5 * max(field.grid.spacing_mm)
        parts = [smoothed(field.displacement_mm[..., c], field.grid, width) for c in range(3)]
        field = DisplacementField(field.grid, np.stack(parts, axis=-1))
    return field
