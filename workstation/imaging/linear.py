"""Linear registration with SimpleITK: a robust start, then rigid, similarity or affine alignment from coarse to fine.

The start tries every shift at once: masked normalised cross-correlation by FFT (Padfield, IEEE TIP 2012;21:2706) of the
locally normalised pictures on a coarse lattice, for a few rotations. The best few are refined on the coarsest level and
the winner goes on to the finer ones. All transforms are fixed → moving, LPS mm.

Two things decide whether it ends near the best affine map: a window that narrows with the voxels (a wide one on the last
level sees nothing but shades where speckle has changed), and a short first step, as one of two voxels now and then leaps
from a good start to nowhere. More samples, steps or levels below 1.5 mm gain nothing.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid
from workstation.core.plugin import Report
from workstation.core.transform import Affine, Transform
from workstation.imaging.itk import affine_from_itk, execute, resample, to_image, to_itk, values_of
from workstation.imaging.preprocess import FloatVoxels, Picture, level_pair, smoothed
from workstation.imaging.progress import part_of
from workstation.imaging.shifts import Shifts

if TYPE_CHECKING:
    import SimpleITK as sitk

LinearKind = Literal["translation", "rigid", "similarity", "affine"]
Metric = Literal["correlation", "mutual information"]
Start = Literal["search", "centres", "as placed"]

SEARCH_VOXELS = 60_000  # of the lattice on which shifts are searched
SEARCH_ANGLE_DEG = 12.0
CANDIDATES = 3
LEAST_START_OVERLAP = 0.02
WINDOW_GROWTH = 4.0  # mm of window per mm that a level is coarser than the last one
FIRST_STEP = 0.5  # voxels


@dataclass(frozen=True)
class LinearOptions:
    """How to align linearly.

    Parameters
    ----------
    kind : degrees of freedom of the result
    levels_mm : voxel spacings to work at, coarse to fine
    window_mm : window of local normalisation on the last level, 0 for none; coarser levels use more
    samples : voxels that enter the metric, at most
    """

    kind: LinearKind = "affine"
    metric: Metric = "correlation"
    start: Start = "search"
    levels_mm: tuple[float, ...] = (4.0, 2.0)
    window_mm: float = 12.0
    iterations: int = 60
    samples: int = 50_000
    bins: int = 32

    def window_at(self, spacing_mm: float) -> float:
        """The window in mm on the level of a voxel size."""
        return self.window_mm and self.window_mm + WINDOW_GROWTH * (spacing_mm - self.levels_mm[-1])


def align_linear(
    fixed: Picture, moving: Picture, options: LinearOptions, report: Report, *,
    initial: Transform | None = None, threads: int = 2, seed: int = 0,
) -> Affine:  # fmt: skip
    """Find the linear map that takes points of the fixed picture to points of the moving picture.

    Raises
    ------
    UserError : the pictures do not overlap, or the optimiser cannot work with them.
    """
    search = part_of(report, 0.0, 0.3)
    coarse = level_pair(fixed, moving, options.levels_mm[0], options.window_at(options.levels_mm[0]), search)
    if initial is not None:
        starts = [nearest_affine(initial, fixed.grid)]
    elif options.start == "search":
        starts = search_starts(*coarse, search, threads)
    elif options.start == "centres":
        starts = [Affine.translation(np.subtract(mask_centre(moving), mask_centre(fixed)))]
    else:
        starts = [Affine.identity()]
    check_overlap(fixed, moving, starts[0])
    first = part_of(report, 0.3, 0.5)
    results = [
        _optimise(*coarse, options, start, part_of(first, n / len(starts), (n + 1) / len(starts)), threads, seed)
        for n, start in enumerate(starts)
    ]
    _, best = min(results, key=lambda result: result[0])
    finer = options.levels_mm[1:]
    for level, spacing in enumerate(finer):
        part = part_of(report, 0.5 + 0.5 * level / len(finer), 0.5 + 0.5 * (level + 1) / len(finer))
        part(0.0, f"linear, {spacing:g} mm")
        pair = level_pair(fixed, moving, spacing, options.window_at(spacing), part)
        _, best = _optimise(*pair, options, best, part, threads, seed)
    check_overlap(fixed, moving, best)
    return best


def nearest_affine(transform: Transform, grid: Grid) -> Affine:
    """The affine map that is nearest to a transform in the least-squares sense over the box of a grid."""
    if isinstance(transform, Affine):
        return transform
    axes = [np.linspace(0, n - 1, 6) for n in grid.size_xyz]
    points = grid.to_world(np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3))
    design = np.c_[points, np.ones(len(points))]
    solution = np.linalg.lstsq(design, transform(points), rcond=None)[0].astype(np.float64)
    return Affine(solution[:3].T, solution[3])


def mask_centre(picture: Picture) -> FloatArray:
    """The middle of what counts, in world mm."""
    places = np.argwhere(picture.mask).mean(axis=0)
    return picture.grid.to_world(places[::-1])


def overlap_share(fixed: Picture, moving: Picture, fixed_to_moving: Transform) -> float:
    """Which share of what counts in the fixed picture lands on what counts in the moving one, from 2000 places."""
    places = np.argwhere(fixed.mask)
    chosen = places[np.random.default_rng(0).integers(len(places), size=2000)]
    landed = fixed_to_moving(fixed.grid.to_world(chosen[:, ::-1]))
    inside = moving.grid.contains(landed)
    index = np.clip(np.rint(moving.grid.to_index(landed[inside])).astype(int), 0, np.array(moving.grid.size_xyz) - 1)
    return float(moving.mask[index[:, 2], index[:, 1], index[:, 0]].sum() / len(chosen))


def check_overlap(fixed: Picture, moving: Picture, start: Transform) -> None:
    """Refuse two pictures of which less than a fiftieth of the fixed one meets the moving one."""
    share = overlap_share(fixed, moving, start)
    if share < LEAST_START_OVERLAP:
        raise InvalidInput(
            "The two volumes do not overlap: only {share:.0%} of the fixed one meets the moving one. "
            "Check their geometry and masks, or start from landmarks.",
            share=share,
        )


def _optimise(
    fixed: Picture, moving: Picture, options: LinearOptions, start: Affine, report: Report, threads: int, seed: int
) -> tuple[float, Affine]:
    """Improve a start on one level; gives metric times overlap (lower is better) and the transform."""
    import SimpleITK as sitk

    transform = _parametrised(options.kind, start, mask_centre(fixed))
    method = sitk.ImageRegistrationMethod()
    if options.metric == "correlation":
        method.SetMetricAsCorrelation()
    else:
        method.SetMetricAsMattesMutualInformation(options.bins)
    share = options.samples / fixed.grid.voxel_count
    if share < 1:
        method.SetMetricSamplingStrategy(method.RANDOM)
        method.SetMetricSamplingPercentage(share, seed % (2**31 - 2) + 1)  # 0 would mean the clock
    if not fixed.mask.all():
        method.SetMetricFixedMask(to_image(fixed.mask, fixed.grid))
    if not moving.mask.all():
        method.SetMetricMovingMask(to_image(moving.mask, moving.grid))
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsRegularStepGradientDescent(
        learningRate=FIRST_STEP * min(fixed.grid.spacing_mm),
        minStep=0.005 * min(fixed.grid.spacing_mm),
        numberOfIterations=options.iterations,
        relaxationFactor=0.6,
        gradientMagnitudeTolerance=1e-7,
    )
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetInitialTransform(transform, inPlace=True)

    def step() -> None:
        done = (method.GetOptimizerIteration() + 1) / options.iterations
        report(done, f"linear, {min(fixed.grid.spacing_mm):.1f} mm", similarity=-method.GetMetricValue())

    images = to_image(fixed.values, fixed.grid), to_image(moving.values, moving.grid)
    execute(method, *images, on_iteration=step, threads=threads)
    result = affine_from_itk(transform)
    return float(method.GetMetricValue()) * overlap_share(fixed, moving, result), result


def _parametrised(kind: LinearKind, start: Affine, centre_mm: FloatArray) -> sitk.Transform:
    """A SimpleITK transform of the wanted kind that is nearest to `start`, turning about the middle of the fixed picture."""
    import SimpleITK as sitk

    shift = (start([centre_mm])[0] - centre_mm).tolist()
    if kind == "translation":
        return sitk.TranslationTransform(3, shift)
    rotation, scale = nearest_rotation(start.matrix)
    if kind == "rigid":
        result = sitk.Euler3DTransform()
        result.SetMatrix(rotation.ravel().tolist(), 1e-6)
    elif kind == "similarity":
        result = sitk.Similarity3DTransform()
        result.SetMatrix((scale * rotation).ravel().tolist(), 1e-6)
    else:
        result = sitk.AffineTransform(3)
        result.SetMatrix(start.matrix.ravel().tolist())
    result.SetCenter(centre_mm.tolist())
    result.SetTranslation(shift)
    return result


def nearest_rotation(matrix: FloatArray) -> tuple[FloatArray, float]:
    """The rotation nearest to a (3, 3) matrix, and the scale that goes with it (Umeyama, IEEE TPAMI 1991;13:376)."""
    u, s, vt = np.linalg.svd(matrix)
    sign = np.array([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    return (u * sign) @ vt, float((s * sign).mean())


def search_starts(fixed: Picture, moving: Picture, report: Report, threads: int = 2) -> list[Affine]:
    """The few most promising rigid starts, best first: every shift for no rotation and for ±12° about each axis."""
    spacing = _search_spacing(fixed, moving)
    fixed, moving = fixed.shrunk(spacing), moving.shrunk(spacing)
    half = math.radians(SEARCH_ANGLE_DEG)
    turns = [np.zeros(3)] + [sign * half * axis for axis, sign in itertools.product(np.eye(3), (1, -1))]
    centre_fixed, centre_moving = np.array(fixed.grid.centre_mm), np.array(moving.grid.centre_mm)
    lattice = _lattice(fixed.grid, fixed.grid, Affine.identity(), spacing)
    shifts = Shifts(*_on_lattice(fixed, lattice, Affine.identity(), threads))
    found = []
    for n, turn in enumerate(turns):
        report(n / len(turns), "searching the start")
        rotation = rotation_about(turn)
        turned = Affine(rotation, centre_moving - rotation @ centre_fixed)
        other = _lattice(fixed.grid, moving.grid, turned.inverse(), spacing)
        for value, lag_xyz in shifts.best(*_on_lattice(moving, other, turned, threads), threads):
            step = other.to_world([lag_xyz])[0] - lattice.to_world([[0, 0, 0]])[0]
            found.append((value, turned.after(Affine.translation(step))))
    found.sort(key=lambda pair: -pair[0])
    if not found:
        raise InvalidInput("The two volumes do not overlap enough to find a start; check their geometry and masks.")
    return [start for _, start in found[:CANDIDATES]]


def rotation_about(axis_angle: FloatArray) -> FloatArray:
    """The (3, 3) rotation about an axis by its length in radians (Rodrigues)."""
    angle = float(np.linalg.norm(axis_angle))
    if angle == 0:
        return np.eye(3)
    x, y, z = axis_angle / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    rotation: FloatArray = np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross
    return rotation


def _search_spacing(fixed: Picture, moving: Picture) -> float:
    """Fine enough for structures of a centimetre, coarse enough to stay quick."""
    volume = max(math.prod(fixed.grid.extent_mm), math.prod(moving.grid.extent_mm))
    return max(4.0, float(np.cbrt(volume / SEARCH_VOXELS)))


def _lattice(frame: Grid, box: Grid, to_fixed: Affine, spacing: float) -> Grid:
    """A cubic lattice with the axes of `frame` around the corners of `box` after `to_fixed`."""
    corners = np.array(list(itertools.product(*[(-0.5, n - 0.5) for n in box.size_xyz])))
    along = to_fixed(box.to_world(corners)) @ frame.axes
    low, high = along.min(axis=0), along.max(axis=0)
    counts = np.maximum(1, np.ceil((high - low) / spacing).astype(int))
    first = frame.axes @ ((low + high) / 2 - (counts - 1) / 2 * spacing)
    return Grid(tuple(counts[::-1].tolist()), (spacing,) * 3, tuple(first.tolist()), frame.direction)


def _on_lattice(picture: Picture, lattice: Grid, to_picture: Affine, threads: int) -> tuple[FloatVoxels, FloatVoxels]:
    width = smoothed(np.where(picture.mask, picture.values, np.float32(0)), picture.grid, 0.5 * lattice.spacing_mm[0])
    through = to_itk(to_picture)
    values = values_of(resample(to_image(width, picture.grid), lattice, through, threads=threads))
    inside = to_image(picture.mask.astype(np.float32), picture.grid)
    mask = values_of(resample(inside, lattice, through, threads=threads)) > 0.5
    return (values * mask).astype(np.float32), mask.astype(np.float32)
