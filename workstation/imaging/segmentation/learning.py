"""Learning from strokes: a small forest and a small network tell tissues apart in one volume, trained in a few seconds.

What they look at is the scan at several blurs, what each blur takes away, how much it varies there, how steep it is, how
bright it is beside its surroundings, and where in the volume the voxel lies. They work on cells of about half a
millimetre; votes are smoothed and interpolated back to voxels. Nothing is downloaded and nothing is kept: the strokes
are the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.labels import LabelArray
from workstation.core.volume import AnyArray
from workstation.imaging.preprocess import block_mean
from workstation.imaging.segmentation.blur import blurred
from workstation.imaging.segmentation.network import Network
from workstation.imaging.segmentation.region import Report, Spacing, share_out

Floats = npt.NDArray[np.float32]
CELL_MM = 0.5
MOST_CELLS = 1_200_000
BLURS_MM = (0.5, 1.0, 2.0, 4.0, 8.0)
WIDE_MM = 16.0  # what is bright or dark beside this neighbourhood stays so under shading
TREES, DEPTH, LEAST = 24, 20, 4
MOST_SAMPLES = 20_000  # of each label
EVENING = 0.5  # power of a label's number of samples by which its weight falls: 0 as drawn, 1 all labels alike
SMOOTH_MM = 0.5  # of the votes


@dataclass(frozen=True, eq=False, slots=True)
class Looks:
    """What is known of each cell: features (F, z, y, x), and the size of cells in voxels and mm."""

    features: Floats
    factors: tuple[int, int, int]
    spacing: Spacing


@dataclass(frozen=True, eq=False, slots=True)
class Forest:
    """Trees one after another (see `forest_kernels`)."""

    roots: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int32]
    threshold: Floats
    left: npt.NDArray[np.int32]
    shares: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Voters:
    """Who votes on every cell, and the label (K,) that each class number stands for."""

    forest: Forest
    network: Network
    values: npt.NDArray[np.uint8]


def look_at(grey: AnyArray, spacing: Spacing, report: Report | None = None) -> Looks:
    """Describe every cell of a scan (z, y, x); depends on nothing else, so that it can be kept between strokes."""
    size_mm = max(CELL_MM, (float(np.prod(spacing)) * grey.size / MOST_CELLS) ** (1 / 3))
    z, y, x = (max(1, min(n, round(size_mm / each))) for each, n in zip(spacing, grey.shape, strict=True))
    factors = (z, y, x)
    cells = block_mean(grey, factors).astype(np.float32)
    step = (spacing[0] * z, spacing[1] * y, spacing[2] * x)
    low, high = np.percentile(cells.ravel()[:: max(1, cells.size // 200_000)], [1, 99])
    cells = (cells - np.float32(low)) / np.float32(max(high - low, 1e-6))
    layers: list[Floats] = [cells]
    narrower = cells
    for number, sigma in enumerate(BLURS_MM):
        soft = blurred(cells, step, sigma)
        spread = np.sqrt(np.maximum(blurred(cells * cells, step, sigma) - soft * soft, 0))
        slopes = [np.gradient(soft, step[n], axis=n) if soft.shape[n] > 1 else np.zeros_like(soft) for n in range(3)]
        layers += [soft, spread, np.sqrt(sum(each * each for each in slopes)), slopes[1], narrower - soft]
        narrower = soft
        if report is not None:
            report((number + 1) / len(BLURS_MM))
    beside = blurred(cells, step, WIDE_MM) + np.float32(0.05)
    soft = layers[1 + 5 * BLURS_MM.index(2.0)]
    layers += [cells / beside, soft / beside, soft - cells.mean(axis=(0, 2), keepdims=True)]
    for n in range(3):
        place = np.arange(cells.shape[n], dtype=np.float32) * step[n]
        layers.append(np.broadcast_to(place.reshape([-1 if n == k else 1 for k in range(3)]), cells.shape))
    return Looks(np.stack(layers).astype(np.float32, copy=False), factors, step)


def train(looks: Looks, strokes: LabelArray, seed: int = 0) -> Voters:
    """Train on the cells that strokes (z, y, x of the full grid) pass through; the same strokes, the same voters.

    Raises
    ------
    InvalidInput
        Fewer than two labels have strokes.
    """
    from workstation.imaging.segmentation.torch_network import trained

    drawn = strokes_in_cells(strokes, looks)
    values = np.unique(drawn[drawn > 0])
    if len(values) < 2:
        raise InvalidInput("Draw strokes of at least two labels: of the structure, and of what surrounds it.")
    rng = np.random.default_rng(seed)
    flat = looks.features.reshape(len(looks.features), -1)
    chosen = []
    for value in values:
        places = np.flatnonzero(drawn.ravel() == value)
        chosen.append(rng.choice(places, MOST_SAMPLES, replace=False) if len(places) > MOST_SAMPLES else places)
    classes = np.repeat(np.arange(len(values)), [len(each) for each in chosen]).astype(np.int32)
    samples = np.ascontiguousarray(flat[:, np.concatenate(chosen)].T)
    weights = (np.array([len(each) for each in chosen], np.float32) ** -EVENING)[classes]
    weights *= len(classes) / weights.sum()
    return Voters(_planted(samples, classes, weights, seed), trained(samples, classes, weights, seed), values)


def _planted(samples: Floats, classes: npt.NDArray[np.int32], weights: Floats, seed: int) -> Forest:
    """A forest for samples (N, F)."""
    from workstation.imaging.segmentation import forest_kernels as kernels

    trees: list[Any] = []
    for tree in range(TREES):
        room = 2 * len(classes) + 2
        arrays = (np.empty(room, np.int32), np.empty(room, np.float32), np.empty(room, np.int32),
                  np.empty((room, int(classes.max()) + 1), np.float32))  # fmt: skip
        tries = max(4, int(np.sqrt(samples.shape[1])) * 2)
        count = kernels.train_tree(samples, classes, weights, tries, DEPTH, LEAST, seed * 1000 + tree, *arrays)
        trees.append([each[:count] for each in arrays])
    counts = np.array([len(tree[0]) for tree in trees])
    roots = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32)
    left = np.concatenate([np.where(tree[2] >= 0, tree[2] + root, -1) for tree, root in zip(trees, roots, strict=True)])
    feature, threshold, shares = (np.concatenate([tree[n] for tree in trees]) for n in (0, 1, 3))
    return Forest(roots, feature, threshold, left.astype(np.int32), shares)


def predict(voters: Voters, looks: Looks, shape: tuple[int, int, int], report: Report | None = None) -> LabelArray:
    """The label of every voxel of the full grid of a shape (z, y, x)."""
    from workstation.imaging.segmentation import forest_kernels as kernels

    forest, flat = voters.forest, looks.features.reshape(len(looks.features), -1)
    votes = np.empty((len(voters.values), flat.shape[1]), np.float32)
    share_out(flat.shape[1], flat.size, lambda a, b: kernels.vote(
        flat, forest.roots, forest.feature, forest.threshold, forest.left, forest.shares, votes, a, b
    ))  # fmt: skip
    if report is not None:
        report(0.6)
    votes += voters.network.shares(flat)
    if report is not None:
        report(0.8)
    soft = np.stack([blurred(each.reshape(looks.features.shape[1:]), looks.spacing, SMOOTH_MM) for each in votes])
    labels = np.empty(shape, np.uint8)
    factors = np.array(looks.factors, np.int32)
    share_out(shape[0], labels.size, lambda a, b: kernels.settle(soft, factors, voters.values, labels, a, b))
    return labels


def strokes_in_cells(strokes: LabelArray, looks: Looks) -> LabelArray:
    """The largest label value that strokes leave in each cell."""
    z, y, x = looks.factors
    depth, height, width = looks.features.shape[1:]
    padded = np.zeros((depth * z, height * y, width * x), np.uint8)
    part = strokes[: padded.shape[0], : padded.shape[1], : padded.shape[2]]
    padded[: part.shape[0], : part.shape[1], : part.shape[2]] = part
    cells: LabelArray = padded.reshape(depth, z, height, y, width, x).max(axis=(1, 3, 5))
    return cells
