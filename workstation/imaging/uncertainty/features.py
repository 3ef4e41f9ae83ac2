"""What can be measured about an alignment at every place, for any transform of a pair, to tell how wrong it may be.

Each measure is a number on coarse nodes over the fixed volume, larger where an error is more likely: how alike the scans
are here, whether local content would rather lie elsewhere (`matching`), how far a quick registration in the opposite
direction disagrees, how strongly the volume changes, how little there is to see, how near the border of what both scans
show, and the same for the surroundings and for the whole pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid
from workstation.core.plugin import Report, RunContext
from workstation.core.transform import DisplacementField, Transform
from workstation.core.volume import AnyArray, Volume
from workstation.imaging.mapping import map_points
from workstation.imaging.preprocess import FloatVoxels, Picture, working_picture
from workstation.imaging.progress import part_of
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.imaging.uncertainty.matching import Search, coarse_copy, node_grid, points_of, search
from workstation.imaging.uncertainty.recognition import beyond_chance, depth_in

NODE_MM = 2.4
REACH_MM = 6.0
WINDOW_MM = 8.0  # of local normalisation
NEAR_MM = 5.0  # standard deviation of what counts as surroundings
BORDER_MM = 10.0  # further inside than this, the border of the overlap does not matter
FARTHEST_MM = 12.0  # larger disagreements say no more than this
OPPOSITE = EngineOptions(finest_mm=1.6, most_voxels=800_000, levels=4, coarse_steps=8, fine_steps=5)

NAMES = (
    "unlike", "gain", "shift", "expected", "unlike near", "shift near", "expected near", "opposite", "opposite near",
    "opposite and near", "volume change", "flat", "border", "unlike case", "expected case", "opposite case",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Features:
    """Measures of an alignment on nodes over the fixed volume.

    Parameters
    ----------
    values : (measures in the order of `NAMES`, z, y, x) float32
    seen : (z, y, x) True where both scans show something to compare
    overlap : (z, y, x) True where the node comes to lie inside the moving volume and both masks
    recognised : see `recognition.beyond_chance`
    """

    grid: Grid
    values: FloatVoxels
    seen: npt.NDArray[np.bool_]
    overlap: npt.NDArray[np.bool_]
    recognised: float


def measure(
    fixed: Volume, moving: Volume, transform: Transform, report: Report, threads: int = 2,
    fixed_mask: AnyArray | None = None, moving_mask: AnyArray | None = None, opposite: Transform | None = None,
) -> Features:  # fmt: skip
    """Measure an alignment everywhere; takes two to three seconds of processor time for a full ABUS volume.

    `opposite` is an independent moving→fixed registration to compare with; a quick one is made if there is none.

    Raises
    ------
    InvalidInput : a volume or mask holds nothing to compare.
    Cancelled : by `report`.
    """
    report(0.0, "predicting the error: preparing")
    nodes = node_grid(fixed.grid, NODE_MM)
    copy = coarse_copy(transform, nodes, round(2 * REACH_MM / NODE_MM))
    pictures = (
        working_picture(fixed, fixed_mask, NODE_MM / 2, "fixed"),
        working_picture(moving, moving_mask, NODE_MM / 2, "moving"),
    )
    left, right = (picture.normalised(WINDOW_MM) for picture in pictures)
    report(0.15, "predicting the error: looking around every place")
    found = search(left, right, copy, nodes, REACH_MM, threads)
    points = points_of(nodes)
    mapped = map_points(copy, points)
    run = RunContext(part_of(report, 0.6, 0.95), threads=threads, fixed_mask=moving_mask, moving_mask=fixed_mask)
    back = opposite or second_opinion(fixed, moving, run)
    gap = gap_after(back, points, mapped).reshape(nodes.shape_zyx)
    report(0.95, "predicting the error: weighing")
    overlap = (counted(pictures[0], points) & counted(pictures[1], mapped)).reshape(nodes.shape_zyx)
    seen = overlap & (found.here > -1)
    values = assembled(found, gap, copy, pictures, mapped, overlap, seen)
    recognised = beyond_chance(found, seen, overlap, (left, right), copy, REACH_MM, threads)
    report(1.0, "predicting the error: weighing")
    return Features(nodes, values, seen, overlap, recognised)


def second_opinion(fixed: Volume, moving: Volume, run: RunContext) -> Transform | None:
    """A quick registration of moving to fixed that knows nothing of any other; None where it finds nothing at all."""
    try:
        return register_pair(moving, fixed, OPPOSITE, run)
    except (InvalidInput, np.linalg.LinAlgError):  # no overlap; no structure that could be followed
        return None


def gap_after(back: Transform | None, points: FloatArray, mapped: FloatArray) -> FloatVoxels:
    """How far (N,), in mm, points come back from where they were by a moving→fixed registration."""
    if back is None:
        return np.full(len(points), FARTHEST_MM, np.float32)
    gap: FloatVoxels = np.linalg.norm(map_points(back, mapped) - points, axis=1).astype(np.float32)
    return gap


def counted(picture: Picture, points_mm: FloatArray) -> npt.NDArray[np.bool_]:
    """Whether points (N, 3) lie in voxels of a scan that count."""
    index = np.clip(np.rint(picture.grid.to_index(points_mm)).astype(np.intp), 0, np.array(picture.grid.size_xyz) - 1)
    counts: npt.NDArray[np.bool_] = picture.grid.contains(points_mm)
    return counts & picture.mask[index[:, 2], index[:, 1], index[:, 0]]


def assembled(
    found: Search, gap: FloatVoxels, copy: DisplacementField, pictures: tuple[Picture, Picture],
    mapped: FloatArray, overlap: npt.NDArray[np.bool_], seen: npt.NDArray[np.bool_],
) -> FloatVoxels:  # fmt: skip
    """All measures in the order of `NAMES`."""
    nodes = found.grid
    unlike = 1 - np.maximum(found.here, 0)
    expected = np.where(seen, found.expected_mm, np.float32(REACH_MM))
    drift = found.mean_shift_mm
    sigma = NEAR_MM / NODE_MM
    near_drift = np.stack([nearby(drift[..., n], seen, sigma) for n in range(3)], axis=-1)
    gap = np.minimum(gap, FARTHEST_MM)
    case = [float(np.median(each[seen])) if seen.any() else FARTHEST_MM for each in (unlike, expected, gap)]
    flat = np.maximum(flatness(pictures[0], points_of(nodes), nodes), flatness(pictures[1], mapped, nodes))
    values = [
        unlike, found.best - found.here, np.linalg.norm(drift, axis=-1), expected,
        nearby(unlike, overlap, sigma), np.linalg.norm(near_drift, axis=-1), nearby(expected, overlap, sigma),
        gap, nearby(gap, overlap, sigma), supported(gap, unlike, overlap, sigma),
        np.abs(np.log(np.clip(growth(copy, nodes), 0.1, 10))), flat,
        np.maximum(BORDER_MM - depth_in(overlap, nodes), 0), *(np.full(nodes.shape_zyx, value) for value in case),
    ]  # fmt: skip
    return np.stack(values).astype(np.float32)


def nearby(values: FloatVoxels, mask: npt.NDArray[np.bool_], sigma: float) -> FloatVoxels:
    """Mean over the surroundings of each node, of those nodes that count; the node itself where none does."""
    weight = ndimage.gaussian_filter(mask.astype(np.float32), sigma, mode="constant")
    total = ndimage.gaussian_filter(np.where(mask, values, np.float32(0)), sigma, mode="constant")
    mean: FloatVoxels = np.where(weight > 1e-3, total / np.maximum(weight, 1e-3), values)
    return mean


def supported(gap: FloatVoxels, unlike: FloatVoxels, overlap: npt.NDArray[np.bool_], sigma: float) -> FloatVoxels:
    """The gap to the second opinion as far as the pictures support it: less where they agree well as they are.

    The second opinion may itself be wrong; then the scans are alike here nevertheless.
    """
    around = nearby(unlike, overlap, sigma)
    share: FloatVoxels = gap * np.clip((around - 0.1) / 0.4, 0, 1)
    return share


def growth(copy: DisplacementField, nodes: Grid) -> FloatVoxels:
    """The Jacobian determinant at the nodes, from differences over two node distances."""
    vectors, h = copy.displacement_mm @ copy.grid.axes, copy.grid.spacing_mm[0]
    columns = [np.gradient(vectors, h, axis=axis) for axis in (2, 1, 0)]
    jacobian = np.stack(columns, axis=-1) + np.eye(3, dtype=np.float32)
    margin = [(have - want) // 2 for have, want in zip(copy.grid.shape_zyx, nodes.shape_zyx, strict=True)]
    inner = tuple(slice(m, m + n) for m, n in zip(margin, nodes.shape_zyx, strict=True))
    determinant: FloatVoxels = np.linalg.det(jacobian[inner])
    return determinant


def flatness(picture: Picture, points_mm: FloatArray, nodes: Grid) -> FloatVoxels:
    """How little a scan shows around points (N, 3): minus the logarithm of local to overall standard deviation."""
    step = [max(1, round(NODE_MM / s)) for s in picture.grid.spacing_mm[::-1]]
    mean = ndimage.uniform_filter(picture.values, [2 * n + 1 for n in step], mode="nearest")
    square = ndimage.uniform_filter(picture.values * picture.values, [2 * n + 1 for n in step], mode="nearest")
    spread = np.sqrt(np.maximum(square - mean * mean, 0)) / max(float(picture.values.std()), 1e-6)
    index = np.clip(np.rint(picture.grid.to_index(points_mm)).astype(np.intp), 0, np.array(picture.grid.size_xyz) - 1)
    local = spread[index[:, 2], index[:, 1], index[:, 0]]
    flat: FloatVoxels = -np.log(np.clip(local, 0.02, 2.0)).reshape(nodes.shape_zyx).astype(np.float32)
    return flat
