"""Labels of one volume as the other sees them: through a transform onto the other's grid, only where they come to lie."""

from __future__ import annotations

from typing import Literal

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid, point
from workstation.core.labels import Box, LabelMap
from workstation.core.planes import Plane
from workstation.core.transform import Transform
from workstation.core.volume import ArrayVoxels
from workstation.imaging.mapping import map_points
from workstation.imaging.sampling import sample_labels, sample_plane
from workstation.imaging.segmentation.distance import signed_distance
from workstation.imaging.segmentation.region import Mask, Report, box_of, reach_voxels, spacing_zyx, widened

Method = Literal["nearest", "distance"]
COARSE = 6  # voxels between the points at which the target is first asked whether it sees the label
MARGIN_MM = 4.0  # around the label in its own volume, beyond what the coarse points can miss


def propagated(
    labels: LabelMap, source: Grid, target: Grid, target_to_source: Transform, value: int, method: Method = "nearest",
    report: Report | None = None,
) -> tuple[Box, Mask]:  # fmt: skip
    """Where a label lies in the other volume: a box of the target grid and a mask.

    Parameters
    ----------
    target_to_source : takes points of the target volume to points of the volume that is labelled
    method : "nearest" takes the label of the nearest voxel, as ITK's resampler does; "distance" samples the signed
        distance to the border linearly, so that steps between voxels do not show

    Raises
    ------
    InvalidInput
        Nothing is drawn with the label, or all of it comes to lie outside the target.
    """
    box = box_of(labels, (value,))
    place = target_box(box, source, target, target_to_source)
    if place is None:
        raise InvalidInput("Through this registration the label lies outside the other volume.")
    mask = np.zeros(tuple(s.stop - s.start for s in place), bool)
    distances = _distances(labels, source, box, value) if method == "distance" else None
    for n in range(place[0].start, place[0].stop):
        plane = part_of_slice(target, n, place)
        if distances is None:
            mask[n - place[0].start] = sample_labels(labels, source, plane, target_to_source) == value
        else:
            values, grid = distances
            mask[n - place[0].start] = sample_plane(values, grid, plane, target_to_source, outside=-1.0) > 0
        if report is not None:
            report((n + 1 - place[0].start) / mask.shape[0])
    return place, mask


def target_box(box: Box, source: Grid, target: Grid, target_to_source: Transform) -> Box | None:
    """The box of the target whose points may come to lie in a box of the source; None if there are none."""
    axes = [np.unique(np.append(np.arange(0, n, COARSE), n - 1)) for n in target.size_xyz]
    x, y, z = np.meshgrid(*axes, indexing="ij")
    lattice = np.stack([x.ravel(), y.ravel(), z.ravel()], axis=1)
    found = source.to_index(map_points(target_to_source, target.to_world(lattice)))
    gap = MARGIN_MM + COARSE * float(np.linalg.norm(target.spacing_mm))
    reach = gap / np.array(source.spacing_mm)
    low = np.array([box[2].start, box[1].start, box[0].start]) - reach
    high = np.array([box[2].stop, box[1].stop, box[0].stop]) + reach
    hit = lattice[((found >= low) & (found <= high)).all(axis=1)]
    if not len(hit):
        return None
    first = np.maximum(hit.min(axis=0) - COARSE, 0)
    last = np.minimum(hit.max(axis=0) + COARSE + 1, target.size_xyz)
    zs, ys, xs = (slice(int(first[n]), int(last[n])) for n in (2, 1, 0))
    return zs, ys, xs


def part_of_slice(grid: Grid, z: int, box: Box) -> Plane:
    """The plane of the part of a grid's z-th slice that lies in a box, rows along y and columns along x."""
    right, down = (point(grid.axes[:, axis] * grid.spacing_mm[axis]) for axis in (0, 1))
    origin = grid.point_of((box[2].start, box[1].start, z))
    return Plane(origin, right, down, box[1].stop - box[1].start, box[2].stop - box[2].start)


def _distances(labels: LabelMap, source: Grid, box: Box, value: int) -> tuple[ArrayVoxels, Grid]:
    """The signed distance around a label, and the grid of that region."""
    from dataclasses import replace

    spacing = spacing_zyx(source)
    region = widened(box, labels.shape, reach_voxels(spacing, MARGIN_MM))
    values = signed_distance(labels.read(region) == value, spacing)
    origin = source.point_of((region[2].start, region[1].start, region[0].start))
    z, y, x = values.shape
    return ArrayVoxels(values), replace(source, shape_zyx=(z, y, x), origin_mm=origin)
