"""The bridge to SimpleITK, in memory: volumes, grids and transforms there and back, and filters that can be cancelled.

SimpleITK is imported inside functions, so that importing this module stays cheap. World points are LPS mm on both
sides and array axes are (z, y, x) on both sides, so nothing is flipped here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from workstation.core.errors import InvalidInput, UserError
from workstation.core.geometry import Grid
from workstation.core.transform import Affine, Composite, DisplacementField, Transform, displacement_on
from workstation.core.volume import AnyArray

if TYPE_CHECKING:
    import SimpleITK as sitk


def to_image(values: AnyArray, grid: Grid) -> sitk.Image:
    """A SimpleITK image of values (z, y, x), or of vectors (z, y, x, 3); booleans become 8 bit."""
    import SimpleITK as sitk

    array = values.astype(np.uint8) if values.dtype == bool else values
    image = sitk.GetImageFromArray(np.ascontiguousarray(array), isVector=values.ndim == 4)
    return place(image, grid)


def place(image: sitk.Image, grid: Grid) -> sitk.Image:
    """Give an image the spacing, origin and direction of a grid; returns the same image."""
    image.SetSpacing(grid.spacing_mm)
    image.SetOrigin(grid.origin_mm)
    image.SetDirection(grid.direction)
    return image


def grid_of(image: sitk.Image) -> Grid:
    """Where a SimpleITK image lies."""
    return Grid(image.GetSize()[::-1], image.GetSpacing(), image.GetOrigin(), image.GetDirection())


def to_field_image(field: DisplacementField) -> sitk.Image:
    """A displacement field as a SimpleITK vector image of float64, as ITK's transforms want it."""
    return to_image(field.displacement_mm.astype(np.float64), field.grid)


def from_field_image(image: sitk.Image) -> DisplacementField:
    """The displacement field that a SimpleITK vector image (mm, LPS) holds."""
    import SimpleITK as sitk

    return DisplacementField(grid_of(image), sitk.GetArrayFromImage(image).astype(np.float32))


def to_itk(transform: Transform, grid: Grid | None = None) -> sitk.Transform:
    """The same transform for SimpleITK.

    ITK lets a displacement field jump to zero outside its grid where ours goes on with the border value; points outside
    the field's grid therefore differ. A transform of a kind that ITK does not know is sampled on `grid`.
    """
    import SimpleITK as sitk

    if isinstance(transform, Affine):
        return sitk.AffineTransform(transform.matrix.ravel().tolist(), transform.offset_mm.tolist())
    if isinstance(transform, DisplacementField):
        return sitk.DisplacementFieldTransform(to_field_image(transform))
    if isinstance(transform, Composite):
        parts = [to_itk(part, grid) for part in reversed(transform.transforms)]  # ITK applies the last one first
        return sitk.CompositeTransform(parts) if parts else sitk.Transform(3, sitk.sitkIdentity)
    if grid is None:
        raise InvalidInput(
            "A {kind} cannot be given to ITK without a grid to sample it on.", kind=type(transform).__name__
        )
    return sitk.DisplacementFieldTransform(to_field_image(displacement_on(transform, grid)))


def affine_from_itk(transform: sitk.Transform) -> Affine:
    """The affine map that a linear SimpleITK transform of any class (Euler, similarity, composite …) performs."""
    origin = np.array(transform.TransformPoint((0.0, 0.0, 0.0)))
    columns = [np.array(transform.TransformPoint(tuple(unit))) - origin for unit in np.eye(3).tolist()]
    return Affine(np.stack(columns, axis=1), origin)


def execute(process: Any, *arguments: Any, on_iteration: Callable[[], None] | None = None, threads: int = 2) -> Any:
    """Run a SimpleITK filter or registration so that a cancel gets through, and return its result.

    SimpleITK prints exceptions of callbacks and goes on; so the first one that `on_iteration` raises is kept, the
    process is told to stop, and the exception is raised again afterwards.

    Raises
    ------
    Whatever `on_iteration` raises; UserError for what ITK cannot do with the input.
    """
    import SimpleITK as sitk

    kept: list[BaseException] = []

    def step() -> None:
        if kept or on_iteration is None:
            return
        try:
            on_iteration()
        except BaseException as error:  # noqa: BLE001 - carried over SimpleITK's C++ frames and raised below
            kept.append(error)
            process.Abort()

    warnings_shown = process.GetGlobalWarningDisplay()
    process.SetGlobalWarningDisplay(False)  # ITK would print them; what matters also comes as an exception
    process.SetNumberOfThreads(threads)
    process.AddCommand(sitk.sitkIterationEvent, step)
    try:
        result = process.Execute(*arguments)
    except RuntimeError as error:
        if not kept:
            raise UserError(_plain(str(error))) from error
    finally:
        process.RemoveAllCommands()
        process.SetGlobalWarningDisplay(warnings_shown)
    if kept:
        raise kept[0]
    return result


def _plain(error: str) -> str:
    """What ITK's exception means for a person."""
    if "outside" in error or "too many" in error.lower() or "No valid points" in error:
        return (
            "The two volumes do not overlap enough to be compared; check their geometry and masks, "
            "or start from landmarks."
        )
    last = error.strip().splitlines()[-1].replace("{", "(").replace("}", ")")
    return "The ITK library stopped: " + last


def resample(
    image: sitk.Image, grid: Grid, transform: sitk.Transform | None = None, *,
    interpolator: str = "linear", outside: float | None = 0.0, threads: int = 2,
) -> sitk.Image:  # fmt: skip
    """An image sampled on another grid through a SimpleITK transform (points of `grid` → points of `image`).

    `outside` is the value beyond the image's border; None goes on with the border value. `interpolator` is "linear" or
    "nearest".
    """
    import SimpleITK as sitk

    resampler = sitk.ResampleImageFilter()
    resampler.SetSize(grid.size_xyz)
    resampler.SetOutputSpacing(grid.spacing_mm)
    resampler.SetOutputOrigin(grid.origin_mm)
    resampler.SetOutputDirection(grid.direction)
    resampler.SetInterpolator(sitk.sitkLinear if interpolator == "linear" else sitk.sitkNearestNeighbor)
    resampler.SetUseNearestNeighborExtrapolator(outside is None)
    resampler.SetDefaultPixelValue(0.0 if outside is None else outside)
    if transform is not None:
        resampler.SetTransform(transform)
    return execute(resampler, image, threads=threads)


def values_of(image: sitk.Image) -> AnyArray:
    """The voxels of a SimpleITK image as an array (z, y, x) or (z, y, x, components)."""
    import SimpleITK as sitk

    array: AnyArray = sitk.GetArrayFromImage(image)
    return array
