"""Discrete registration on MIND features with coupled convex optimisation, refined by Adam: the discrete reference.

Written after the published description of ConvexAdam (Siebert, Hansen and Heinrich, MICCAI challenges 2021; Siebert et
al., IEEE TMI 2025;44:738), in float32 on the processor, from their text and not from their program:

1. a linear alignment (`linear_start`), or the initial transform; the moving picture is seen through it;
2. MIND-SSC features of both pictures: twelve distances between patches around a voxel, relative to the local noise
   (Heinrich et al., MICCAI 2013, eq. 3 and 4);
3. a cost for every displacement of a cube at every node of a coarse grid, and a field that is smooth and cheap at once,
   by turns: cheapest displacement near the smooth field, smooth field near the cheapest displacements, ever closer
   together (Heinrich, Papiez, Schnabel and Handels, WBIR 2014, eq. 5);
4. the same the other way round, and both fields made inverses of each other;
5. Adam on a field at twice the voxel size with a diffusion penalty, smoothed like a B-spline in every iteration.

Where we differ from the description: lengths are as near as voxels allow the same in mm along all axes (patches one and
two sides of the finest voxel, as published for cubes), masks weigh every comparison, what leaves the moving picture has
a neutral cost, and the result is smoothed where it folds. How much folded before is reported as `folded_percent`.
Tensors are (channels, z, y, x); displacements are in voxels, in the order x, y, z.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
import torch
from annotated_types import Interval
from torch import Tensor
from torch.nn import functional

from workstation.api import (
    Composite,
    DisplacementField,
    Grid,
    Hint,
    Picture,
    Report,
    RunContext,
    Transform,
    Volume,
    displacement_on,
    jacobian_determinant,
    linear_start,
    part_of,
    resample,
    to_image,
    to_itk,
    unfolded,
    values_of,
    working_picture,
    working_spacing,
)

COUPLINGS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # how closely the cheapest and the smooth field are tied, round by round
INVERSE_ROUNDS = 15
DECAYS = (0.9, 0.999)  # of Adam's running means of the gradient and of its square
ADAM_VOXELS = 2  # size of the voxels on which Adam works
WORTH_SHARING = 200_000  # voxels; below, torch's threads wait for each other longer than they compute
LEAST_SHARE = 0.05  # of a node's voxels that must be seen for its cost to count


@dataclass(frozen=True)
class MindSettings:
    """What a person can choose."""

    start: Annotated[
        Literal["affine", "rigid", "none"],
        Hint("Linear alignment before deforming. None: start from the initial transform, or as the scans are placed."),
    ] = "affine"
    finest_mm: Annotated[
        float, Interval(ge=0.4, le=6), Hint("Voxel size of the features. Smaller is more exact and slower.", unit="mm")
    ] = 0.5
    most_voxels: Annotated[
        int,
        Interval(ge=10_000, le=20_000_000),
        Hint("The features are coarsened until there are no more voxels than this; four million need 1.6 GB."),
    ] = 4_000_000
    node_mm: Annotated[
        float, Interval(ge=1.5, le=20), Hint("Distance of the nodes and of the displacements searched.", unit="mm")
    ] = 4.0
    reach_mm: Annotated[
        float,
        Interval(ge=2, le=60),
        Hint("Farthest displacement searched after the linear alignment. Time grows with its third power.", unit="mm"),
    ] = 12.0
    patch: Annotated[
        float, Interval(ge=0.5, le=10), Hint("Radius of the patches that are compared, in finest voxel sides.")
    ] = 1.0
    distance: Annotated[
        float, Interval(ge=0.5, le=10), Hint("From a voxel to the patches around it, in finest voxel sides.")
    ] = 2.0
    iterations: Annotated[int, Interval(ge=0, le=1000), Hint("Iterations of the refinement.")] = 80
    smoothness: Annotated[
        float, Interval(ge=0, le=20), Hint("How much the refinement resists differences between neighbours.")
    ] = 1.25


class MindConvex:
    """Discrete deformable registration."""

    Settings = MindSettings
    PRESETS: ClassVar[dict[str, MindSettings]] = {
        "standard": MindSettings(),
        "quick": MindSettings(finest_mm=1.5, iterations=50),
        "far": MindSettings(node_mm=6.0, reach_mm=24.0),
    }

    def register(self, fixed: Volume, moving: Volume, settings: MindSettings, run: RunContext) -> DisplacementField:
        """Find the map of fixed points to moving points under which both scans have the same neighbourhoods."""
        run.report(0.0, "preparing")
        finest = working_spacing(fixed.grid, settings.finest_mm, settings.most_voxels)
        here = working_picture(fixed, run.fixed_mask, finest, "fixed")
        there = working_picture(moving, run.moving_mask, finest, "moving")
        begin = linear_start(
            here, there, settings.start, part_of(run.report, 0.01, 0.3),
            initial=run.initial, threads=run.threads, seed=run.seed,
        )  # fmt: skip
        seen = seen_through(begin, here, there, run.threads)
        with threads_of_torch(run.threads if here.values.size >= WORTH_SHARING else 1):
            pair = features_of(here, seen, settings, part_of(run.report, 0.3, 0.45))
            node = node_voxels(here.grid, settings.node_mm)
            field = searched(pair, node, settings, part_of(run.report, 0.45, 0.6), here.grid)
            field = refined(pair, field, settings, part_of(run.report, 0.6, 0.95))
        found = as_transform(field, begin, here.grid)
        folded = 100 * float((jacobian_determinant(found) <= 0).mean())
        run.report(0.96, "smoothing folds", folded_percent=folded)
        result = unfolded(found)
        run.report(1.0, "done")
        return result


@contextmanager
def threads_of_torch(count: int) -> Iterator[None]:
    """So many threads in a block of work, and as many as before afterwards."""
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@dataclass(frozen=True)
class Features:
    """Features (12, z, y, x) of one picture and which voxels count (1, z, y, x), as 1 and 0."""

    values: Tensor
    weight: Tensor

    def pooled(self, block: tuple[int, int, int]) -> Features:
        """Means over blocks of voxels that count, and the share of a block that does."""
        weight = _pooled(self.weight, block)
        return Features(_pooled(self.values * self.weight, block) / weight.clamp(min=1e-6), weight)


def seen_through(begin: Transform, fixed: Picture, moving: Picture, threads: int) -> Picture:
    """The moving picture on the fixed grid through the first alignment."""
    through = to_itk(displacement_on(begin, fixed.grid))
    values = values_of(resample(to_image(moving.values, moving.grid), fixed.grid, through, threads=threads))
    inside = to_image(moving.mask.astype(np.float32), moving.grid)
    share = values_of(resample(inside, fixed.grid, through, threads=threads))
    return Picture(np.ascontiguousarray(values, dtype=np.float32), fixed.grid, share > 0.99)


def features_of(
    fixed: Picture, moving: Picture, settings: MindSettings, report: Report
) -> tuple[Features, Features]:  # fmt: skip
    """MIND-SSC features of both pictures."""
    pair = []
    for number, picture in enumerate((fixed, moving)):
        report(number / 2, "describing neighbourhoods")
        side = min(picture.grid.spacing_mm)
        filled = np.where(picture.mask, picture.values, picture.values[picture.mask].mean())
        values = torch.from_numpy(filled.astype(np.float32))
        weight = torch.from_numpy(picture.mask.astype(np.float32))[None]
        pair.append(Features(mind_ssc(values, picture.grid, settings.patch * side, settings.distance * side), weight))
    return pair[0], pair[1]


def mind_ssc(values: Tensor, grid: Grid, patch_mm: float, distance_mm: float) -> Tensor:
    """Twelve features (12, z, y, x) in 0 to 1 that tell how alike the patches around each voxel are.

    Of the six patches at a distance along the axes, all pairs but the opposite ones are compared (self-similarity
    context); distances are divided by their mean, an estimate of the local noise.
    """
    radius = [max(1, round(patch_mm / s)) for s in grid.spacing_mm[::-1]]
    step = [max(1, round(distance_mm / s)) for s in grid.spacing_mm[::-1]]
    places = [tuple(sign * step[n] if n == axis else 0 for n in range(3)) for axis in range(3) for sign in (-1, 1)]
    pairs = [(a, b) for a, b in itertools.combinations(range(6), 2) if a // 2 != b // 2]
    margin = [n for s in reversed(step) for n in (s, s)]
    padded = functional.pad(values[None, None], margin, mode="replicate")[0, 0]
    shifted = [
        padded[tuple(slice(s + p, s + p + n) for s, p, n in zip(step, place, values.shape, strict=True))]
        for place in places
    ]
    distances = torch.stack([_box_mean((shifted[a] - shifted[b]).square(), radius) for a, b in pairs])
    distances -= distances.amin(0, keepdim=True)
    noise = distances.mean(0, keepdim=True)
    typical = float(noise.mean()) + 1e-12
    return torch.exp(-distances / noise.clamp(1e-3 * typical, 1e3 * typical))


def node_voxels(grid: Grid, node_mm: float) -> tuple[int, int, int]:
    """Voxels from node to node along z, y, x, at most half the picture."""
    z, y, x = (
        min(max(1, round(node_mm / s)), max(1, n // 3))
        for s, n in zip(grid.spacing_mm[::-1], grid.shape_zyx, strict=True)
    )
    return z, y, x


def searched(
    pair: tuple[Features, Features], node: tuple[int, int, int], settings: MindSettings, report: Report, grid: Grid
) -> Tensor:
    """The discrete stage: displacements (3, z, y, x) in voxels at every voxel pair of Adam's grid."""
    fixed, moving = (each.pooled(node) for each in pair)
    reach = [max(1, round(settings.reach_mm / (s * n))) for s, n in zip(grid.spacing_mm[::-1], node, strict=True)]
    forth = coupled_convex(fixed, moving, reach, part_of(report, 0.0, 0.5))
    back = coupled_convex(moving, fixed, reach, part_of(report, 0.5, 1.0))
    field = inverse_consistent(forth, back)
    scale = torch.tensor(node[::-1], dtype=torch.float32)[:, None, None, None]
    lines = [  # where the middles of Adam's voxels lie between those of the nodes
        (ADAM_VOXELS * torch.arange(n, dtype=torch.float32) + (ADAM_VOXELS - size) / 2) / size
        for n, size in zip(_pooled(pair[0].weight, (ADAM_VOXELS,) * 3).shape[1:], node, strict=True)
    ]
    z, y, x = torch.meshgrid(*lines, indexing="ij")
    return _sampled(field * scale, [x, y, z])


def coupled_convex(fixed: Features, moving: Features, reach: list[int], report: Report) -> Tensor:
    """Displacements (3, z, y, x) in nodes that are smooth and have a low cost."""
    steps = [torch.arange(-n, n + 1) for n in reach]
    cube = torch.stack(torch.meshgrid(*steps, indexing="ij")).reshape(3, -1).flip(0).to(torch.float32)  # x, y, z
    costs = all_costs(fixed, moving, reach, report)
    shape = costs.shape[1:]
    flat = costs.reshape(len(costs), -1)

    def cheapest(smooth: Tensor | None, coupling: float) -> Tensor:
        chosen = torch.empty(flat.shape[1], dtype=torch.int64)
        for first in range(0, flat.shape[1], 4096):
            part = slice(first, first + 4096)
            total = flat[:, part]
            if smooth is not None:
                away = (cube[:, :, None] - smooth.reshape(3, 1, -1)[:, :, part]).square().sum(0)
                total = total + coupling * away
            chosen[part] = total.argmin(0)
        return cube[:, chosen].reshape(3, *shape)

    smooth = _smooth(cheapest(None, 0.0))
    for coupling in COUPLINGS:
        report(0.9, "choosing displacements")
        smooth = _smooth(cheapest(smooth, coupling))
    return smooth


def all_costs(fixed: Features, moving: Features, reach: list[int], report: Report) -> Tensor:
    """The cost of every displacement of the cube at every node (displacements, z, y, x), over 3 × 3 × 3 nodes.

    What cannot be compared costs as much as the node's other displacements do in the mean.
    """
    margin = [n for r in reversed(reach) for n in (r, r)]
    values, weight = functional.pad(moving.values, margin), functional.pad(moving.weight, margin)
    shape = fixed.values.shape[1:]
    costs, seen = [], []
    for number, first in enumerate(itertools.product(*(range(2 * r + 1) for r in reach))):
        if number % 32 == 0:
            report(0.8 * number / np.prod([2 * r + 1 for r in reach]), "searching displacements")
        window = (slice(None), *(slice(f, f + n) for f, n in zip(first, shape, strict=True)))
        both = fixed.weight * weight[window]
        cost = (fixed.values - values[window]).square().sum(0, keepdim=True) * both
        costs.append(_box_mean(cost[0], [1, 1, 1]))
        seen.append(_box_mean(both[0], [1, 1, 1]))
    cost, share = torch.stack(costs), torch.stack(seen)
    counts = share > LEAST_SHARE
    cost = cost / share.clamp(min=LEAST_SHARE)
    middle = (cost * counts).sum(0) / counts.sum(0).clamp(min=1)
    return cost.where(counts, middle)


def inverse_consistent(forth: Tensor, back: Tensor) -> Tensor:
    """The first of two fields after both were made more and more inverse to each other."""
    for _ in range(INVERSE_ROUNDS):
        forth, back = 0.5 * (forth - _at(back, forth)), 0.5 * (back - _at(forth, back))
    return forth


def refined(pair: tuple[Features, Features], field: Tensor, settings: MindSettings, report: Report) -> Tensor:
    """Adam on a field (3, z, y, x) in voxels, starting from the discrete one, with steps of a voxel of its grid.

    Kingma and Ba, ICLR 2015, algorithm 1; written out, because torch's own brings seconds of imports with it.
    """
    block = (ADAM_VOXELS,) * 3
    fixed, moving = (each.pooled(block) for each in pair)
    sums = float(fixed.weight.sum().clamp(min=1))
    parameters = (field / ADAM_VOXELS).clone().requires_grad_()
    mean, squares = torch.zeros_like(field), torch.zeros_like(field)
    target = torch.cat([moving.values, moving.weight])
    for n in range(settings.iterations):
        smooth = _spline(parameters)
        seen = _at(target, smooth)
        both = fixed.weight * seen[-1:].detach()
        cost = ((seen[:-1] - fixed.values).square().sum(0, keepdim=True) * both).sum() / sums
        loss = cost + settings.smoothness * _roughness(smooth)
        (gradient,) = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            mean.lerp_(gradient, 1 - DECAYS[0])
            squares.lerp_(gradient.square(), 1 - DECAYS[1])
            trusted = squares / (1 - DECAYS[1] ** (n + 1))
            parameters -= mean / (1 - DECAYS[0] ** (n + 1)) / (trusted.sqrt() + 1e-8)
        report(n / settings.iterations, "refining", cost=float(cost.detach()))
    return _spline(parameters.detach()) * ADAM_VOXELS


def as_transform(field: Tensor, begin: Transform, grid: Grid) -> DisplacementField:
    """Displacements in voxels, followed by the first alignment, as a field in mm on Adam's grid."""
    spacing = np.array(grid.spacing_mm)
    origin = grid.point_of(((ADAM_VOXELS - 1) / 2,) * 3)
    depth, height, width = field.shape[1:]
    nodes = Grid((depth, height, width), tuple((spacing * ADAM_VOXELS).tolist()), origin, grid.direction)
    vectors = (field.movedim(0, -1).numpy() * spacing) @ grid.axes.T
    first = DisplacementField(nodes, vectors.astype(np.float32))
    return displacement_on(Composite((first, begin)), nodes)


def _box_mean(values: Tensor, radius: list[int]) -> Tensor:
    """Means over boxes of 2 · radius + 1 voxels along z, y, x; at the border over what is there."""
    result = values[None, None]
    for axis, r in enumerate(radius):
        if r:
            size, margin = ([n if a == axis else other for a in range(3)] for n, other in ((2 * r + 1, 1), (r, 0)))
            result = functional.avg_pool3d(result, size, 1, margin, count_include_pad=False)
    return result[0, 0]


def _pooled(values: Tensor, block: tuple[int, int, int]) -> Tensor:
    return functional.avg_pool3d(values[None], block, block, ceil_mode=True)[0]


def _smooth(field: Tensor) -> Tensor:
    return functional.avg_pool3d(field[None], 3, 1, 1, count_include_pad=False)[0]


def _spline(field: Tensor) -> Tensor:
    """Three running means, which come close to a cubic B-spline."""
    return _smooth(_smooth(_smooth(field)))


def _roughness(field: Tensor) -> Tensor:
    """Mean squared difference between neighbours, over all axes."""
    return sum((field.diff(dim=axis).square().mean() for axis in (1, 2, 3)), torch.zeros(()))


def _at(values: Tensor, displacement: Tensor) -> Tensor:
    """Values (c, z, y, x) at every place plus a displacement (3, z, y, x)."""
    places = []
    for n, size in enumerate(values.shape[:0:-1]):  # x, y, z
        line = torch.arange(size, dtype=torch.float32).reshape([-1 if a == 2 - n else 1 for a in range(3)])
        places.append(line + displacement[n])
    return _sampled(values, places)


def _sampled(values: Tensor, places: list[Tensor]) -> Tensor:
    """Values (c, z, y, x) at indices x, y, z, trilinear, with the border value beyond the border."""
    sizes = values.shape[:0:-1]
    grid = torch.stack([place * (2 / max(n - 1, 1)) - 1 for place, n in zip(places, sizes, strict=True)], dim=-1)
    return functional.grid_sample(values[None], grid[None], mode="bilinear", padding_mode="border", align_corners=True)[
        0
    ]
