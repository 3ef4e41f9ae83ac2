"""Numbers of one label: volume, largest diameters, orientation, and the brightness under it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.geometry import FloatArray, Grid, Vector
from workstation.core.labels import LabelMap
from workstation.core.planes import ORIENTATIONS, Orientation, plane_axes
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.segmentation.region import Mask


@dataclass(frozen=True, slots=True)
class Diameter:
    """The largest distance between two voxel centres of a label, and the world points it runs between."""

    length_mm: float
    start_mm: Vector
    end_mm: Vector


@dataclass(frozen=True, slots=True)
class LabelNumbers:
    """One label of one volume in numbers.

    Parameters
    ----------
    volume_mm3 : voxels times their volume
    diameter : the largest in space; None for an empty label
    in_plane : the largest within any one slice of each orientation
    centre_mm : mean of the voxel centres
    long_axis : unit vector (x, y, z) along which the label reaches farthest (first principal axis), pointing up the axis
        it is nearest to
    axes_mm : standard deviations along the three principal axes, longest first
    mean, spread : of the scan's values under the label
    """

    value: int
    voxels: int
    volume_mm3: float
    diameter: Diameter | None
    in_plane: dict[Orientation, Diameter]
    centre_mm: Vector
    long_axis: Vector
    axes_mm: Vector
    mean: float
    spread: float


def label_numbers(labels: LabelMap, volume: Volume, value: int) -> LabelNumbers | None:
    """The numbers of a label; None if nothing is drawn with it."""
    box = labels.bounds((value,))
    if box is None:
        return None
    mask = labels.read(box) == value
    corner = (box[0].start, box[1].start, box[2].start)
    return numbers_of(mask, corner, volume.grid, volume.voxels.read(box), value)


def numbers_of(mask: Mask, corner: tuple[int, int, int], grid: Grid, grey: AnyArray, value: int = 0) -> LabelNumbers:
    """The numbers of a mask, not empty, whose first voxel lies at `corner` (z, y, x) of a grid."""
    z, y, x = np.nonzero(mask)
    indices = np.stack([x + corner[2], y + corner[1], z + corner[0]], axis=1)
    points = grid.to_world(indices)
    centre = points.mean(axis=0)
    spread, axes = np.linalg.eigh(np.cov(points.T) if len(points) > 1 else np.zeros((3, 3)))
    axis = axes[:, -1] * (1 if axes[np.argmax(np.abs(axes[:, -1])), -1] >= 0 else -1)
    under = grey[mask].astype(np.float64)
    surface = _border(mask)
    outer = grid.to_world(indices[surface[z, y, x]])
    return LabelNumbers(
        value, len(points), len(points) * float(np.prod(grid.spacing_mm)), farthest(outer),
        {each: _in_plane(mask, corner, grid, each) for each in ORIENTATIONS}, _vector(centre), _vector(axis),
        _vector(np.sqrt(np.maximum(spread[::-1], 0))), float(under.mean()), float(under.std()),
    )  # fmt: skip


def farthest(points_mm: FloatArray) -> Diameter:
    """The two points (of N, 3) that lie farthest apart."""
    from scipy.spatial import ConvexHull, QhullError

    corners = points_mm
    if len(points_mm) > 32:
        flat = points_mm - points_mm[0]
        _, sizes, turned = np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)
        rank = int((sizes > 1e-6 * max(sizes[0], 1e-12)).sum())
        try:
            if rank > 1:
                corners = points_mm[ConvexHull((flat @ turned.T)[:, :rank]).vertices]
            else:
                along = flat @ turned[0]
                corners = points_mm[[int(along.argmin()), int(along.argmax())]]
        except QhullError:
            corners = points_mm
    best, ends = -1.0, (0, 0)
    for n in range(len(corners)):
        gaps = ((corners[n:] - corners[n]) ** 2).sum(axis=1)
        far = int(gaps.argmax())
        if gaps[far] > best:
            best, ends = float(gaps[far]), (n, n + far)
    return Diameter(float(np.sqrt(best)), _vector(corners[ends[0]]), _vector(corners[ends[1]]))


def _in_plane(mask: Mask, corner: tuple[int, int, int], grid: Grid, orientation: Orientation) -> Diameter:
    """The largest diameter within one slice; slices whose bounding box is smaller than the best are not looked at."""
    axis = 2 - plane_axes(grid, orientation)[2]  # of the array
    layers = np.moveaxis(mask, axis, 0)
    spacing = np.delete(np.array(grid.spacing_mm)[::-1], axis)
    sizes = [_box_diagonal(layer, spacing) for layer in layers]
    best: Diameter | None = None
    for n in np.argsort(sizes)[::-1].tolist():
        if best is not None and sizes[n] <= best.length_mm:
            break
        rows, columns = np.nonzero(_border(layers[n][None])[0])
        place = np.insert(np.stack([rows, columns], axis=1), axis, n, axis=1) + corner
        found = farthest(grid.to_world(place[:, ::-1]))
        if best is None or found.length_mm > best.length_mm:
            best = found
    assert best is not None
    return best


def _box_diagonal(layer: npt.NDArray[np.bool_], spacing: FloatArray) -> float:
    rows, columns = np.flatnonzero(layer.any(axis=1)), np.flatnonzero(layer.any(axis=0))
    if not rows.size:
        return -1.0
    return float(np.hypot(*(np.array([rows[-1] - rows[0], columns[-1] - columns[0]]) * spacing)))


def _border(mask: Mask) -> Mask:
    """Voxels of a mask that touch its outside by a face: no others can be ends of a diameter."""
    from workstation.imaging.metrics import surface

    return surface(mask)


def _vector(values: FloatArray) -> Vector:
    x, y, z = values.tolist()
    return x, y, z
