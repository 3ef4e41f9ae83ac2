"""Learning from strokes: a small forest that tells tissues apart in one volume, trained in a second from a few strokes.

What it looks at is the scan at several blurs, how much it varies there, how steep it is, and where in the volume the voxel
lies. It works on cells of about half a millimetre; votes are smoothed and interpolated back to voxels. Nothing is
downloaded and nothing is kept: the strokes are the model.
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
from workstation.imaging.segmentation.region import Report, Spacing, share_out

Floats = npt.NDArray[np.float32]
CELL_MM = 0.5
MOST_CELLS = 1_200_000
BLURS_MM = (0.8, 1.6, 3.2, 6.4)
TREES, DEPTH, LEAST = 30, 14, 4
MOST_SAMPLES = 4_000  # of each label
SMOOTH_MM = 0.8  # of the votes


@dataclass(frozen=True, eq=False, slots=True)
class Looks:
    """What the forest knows of each cell: features (F, z, y, x), and the size of cells in voxels and mm."""

    features: Floats
    factors: tuple[int, int, int]
    spacing: Spacing


@dataclass(frozen=True, eq=False, slots=True)
class Forest:
    """Trees one after another (see `forest_kernels`), and the label of each class."""

    roots: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int32]
    threshold: Floats
    left: npt.NDArray[np.int32]
    shares: Floats
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
    for number, sigma in enumerate(BLURS_MM):
        soft = blurred(cells, step, sigma)
        spread = np.sqrt(np.maximum(blurred(cells * cells, step, sigma) - soft * soft, 0))
        slopes = [np.gradient(soft, step[n], axis=n) if soft.shape[n] > 1 else np.zeros_like(soft) for n in range(3)]
        layers += [soft, spread, np.sqrt(sum(each * each for each in slopes)), slopes[1]]
        if report is not None:
            report((number + 1) / len(BLURS_MM))
    for n in range(3):
        place = np.arange(cells.shape[n], dtype=np.float32) * step[n]
        layers.append(np.broadcast_to(place.reshape([-1 if n == k else 1 for k in range(3)]), cells.shape))
    return Looks(np.stack(layers).astype(np.float32, copy=False), factors, step)


def train(looks: Looks, strokes: LabelArray, seed: int = 0) -> Forest:
    """Train a forest on the cells that strokes (z, y, x of the full grid) pass through; the same strokes, the same forest.

    Raises
    ------
    InvalidInput
        Fewer than two labels have strokes.
    """
    from workstation.imaging.segmentation import forest_kernels as kernels

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
    weights = (1.0 / np.array([len(each) for each in chosen], np.float32))[classes] * np.float32(len(classes))
    trees: list[Any] = []
    for tree in range(TREES):
        room = 2 * len(classes) + 2
        arrays = (np.empty(room, np.int32), np.empty(room, np.float32), np.empty(room, np.int32),
                  np.empty((room, len(values)), np.float32))  # fmt: skip
        tries = max(4, int(np.sqrt(samples.shape[1])) * 2)
        count = kernels.train_tree(samples, classes, weights, tries, DEPTH, LEAST, seed * 1000 + tree, *arrays)
        trees.append([each[:count] for each in arrays])
    return _planted(trees, values)


def _planted(trees: list[Any], values: npt.NDArray[np.uint8]) -> Forest:
    """Trees one after another in single arrays."""
    counts = np.array([len(tree[0]) for tree in trees])
    roots = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32)
    left = np.concatenate([np.where(tree[2] >= 0, tree[2] + root, -1) for tree, root in zip(trees, roots, strict=True)])
    feature, threshold, shares = (np.concatenate([tree[n] for tree in trees]) for n in (0, 1, 3))
    return Forest(roots, feature, threshold, left.astype(np.int32), shares, values)


def predict(forest: Forest, looks: Looks, shape: tuple[int, int, int], report: Report | None = None) -> LabelArray:
    """The label of every voxel of the full grid of a shape (z, y, x)."""
    from workstation.imaging.segmentation import forest_kernels as kernels

    flat = looks.features.reshape(len(looks.features), -1)
    votes = np.empty((len(forest.values), flat.shape[1]), np.float32)
    share_out(flat.shape[1], flat.size, lambda a, b: kernels.vote(
        flat, forest.roots, forest.feature, forest.threshold, forest.left, forest.shares, votes, a, b
    ))  # fmt: skip
    if report is not None:
        report(0.7)
    soft = np.stack([blurred(each.reshape(looks.features.shape[1:]), looks.spacing, SMOOTH_MM) for each in votes])
    labels = np.empty(shape, np.uint8)
    factors = np.array(looks.factors, np.int32)
    share_out(shape[0], labels.size, lambda a, b: kernels.settle(soft, factors, forest.values, labels, a, b))
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
