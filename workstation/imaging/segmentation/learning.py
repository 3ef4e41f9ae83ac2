"""Learning from strokes: small networks and a forest tell tissues apart in one volume, trained in a few seconds.

What they look at is the scan at several blurs, what each blur takes away, how much it varies there, how steep it is, how
bright it is beside its surroundings and a little further on, and where in the volume the voxel lies. A last network sees
besides what a first one and the forest found all around (auto-context, Tu & Bai 2010). They work on cells of about half a
millimetre; neighbours of like brightness are brought to agree (random walker with priors, Grady 2005) and the votes are
interpolated back to voxels. Nothing is downloaded and nothing is kept: the strokes are the model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Shape
from workstation.core.labels import LabelArray
from workstation.core.volume import AnyArray
from workstation.imaging.preprocess import block_mean
from workstation.imaging.segmentation.blur import blurred
from workstation.imaging.segmentation.forest import planted
from workstation.imaging.segmentation.network import mean_shares
from workstation.imaging.segmentation.region import Report, Spacing, share_out

Floats = npt.NDArray[np.float32]
CELL_MM = 0.5
MOST_CELLS = 1_200_000
BLURS_MM = (0.5, 1.0, 2.0, 4.0, 8.0)
WIDE_MM = 16.0  # what is bright or dark beside this neighbourhood stays so under shading
FURTHER_MM = ((1.0, 1.5), (2.0, 3.0), (4.0, 6.0))  # a blur, and how far to either side it is looked at
AROUND_MM = (1.0, 2.0, 4.0, 8.0)  # blurs at which the last network sees what was found at first
MOST_SAMPLES = 20_000  # of each label
EVENING = 0.5  # power of a label's number of samples by which its weight falls: 0 as drawn, 1 all labels alike
STEPS = 20  # towards agreement of neighbours
TRUST = 0.2  # of a cell in its own vote, beside its ties to neighbours
EDGE = 0.058  # of the range of brightness: cells that differ by so much have 1/e of the tie

Ties = tuple[Floats, Floats, Floats]


@dataclass(frozen=True, eq=False, slots=True)
class Looks:
    """What is known of each cell: features (F, z, y, x), and the size of cells in voxels and mm."""

    features: Floats
    factors: tuple[int, int, int]
    spacing: Spacing


@dataclass(frozen=True, eq=False, slots=True)
class Samples:
    """Drawn cells: their places in the flat volume (N,), class numbers, how often each is to be seen, and the labels."""

    places: npt.NDArray[np.intp]
    classes: npt.NDArray[np.int32]
    weights: Floats
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
    soft = layers[_blur(2.0)]
    layers += [cells / beside, soft / beside, soft - cells.mean(axis=(0, 2), keepdims=True)]
    for sigma, far in FURTHER_MM:
        for axis in range(3):
            voxels = max(1, round(far / step[axis]))
            layers += [shifted(layers[_blur(sigma)], axis, each) for each in (-voxels, voxels)]
    for n in range(3):
        place = np.arange(cells.shape[n], dtype=np.float32) * step[n]
        layers.append(np.broadcast_to(place.reshape([-1 if n == k else 1 for k in range(3)]), cells.shape))
    return Looks(np.stack(layers).astype(np.float32, copy=False), factors, step)


def learn(
    looks: Looks, strokes: LabelArray, shape: Shape, report: Report | None = None, seed: int = 0
) -> LabelArray:  # fmt: skip
    """The label of every voxel of the full grid of a shape (z, y, x) that strokes on that grid teach.

    The same strokes give the same labels. Raises InvalidInput where fewer than two labels have strokes.
    """
    from workstation.imaging.segmentation import vote_kernels as kernels
    from workstation.imaging.segmentation.torch_network import trained

    def tell(share: float) -> None:
        if report is not None:
            report(share)

    samples = _samples(strokes_in_cells(strokes, looks), seed)
    flat = looks.features.reshape(len(looks.features), -1)
    taught = _of(samples, flat), samples.classes, samples.weights, seed
    networks, forest = trained(*taught), planted(*taught)
    tell(0.3)
    around = _around((mean_shares(networks, flat) + forest.shares(flat)) * np.float32(0.5), looks)
    tell(0.5)
    second = trained(_of(samples, flat, around), samples.classes, samples.weights, seed)
    tell(0.8)
    votes = mean_shares(second, flat, around).reshape(len(samples.values), *looks.features.shape[1:])
    ties = _ties(looks)
    agreed = np.stack([_agreed(each, ties) for each in votes])
    labels, factors = np.empty(shape, np.uint8), np.array(looks.factors, np.int32)
    share_out(shape[0], labels.size, lambda a, b: kernels.settle(agreed, factors, samples.values, labels, a, b))
    return labels


def shifted(values: Floats, axis: int, cells: int) -> Floats:
    """What lies some cells further on along an axis; borders go on outwards."""
    count = values.shape[axis]
    return values.take(np.clip(np.arange(count) + cells, 0, count - 1), axis)


def _blur(sigma_mm: float) -> int:
    """Which feature is the scan at one of the blurs."""
    return 1 + 5 * BLURS_MM.index(sigma_mm)


def _samples(drawn: LabelArray, seed: int) -> Samples:
    values = np.unique(drawn[drawn > 0])
    if len(values) < 2:
        raise InvalidInput("Draw strokes of at least two labels: of the structure, and of what surrounds it.")
    rng = np.random.default_rng(seed)
    chosen = []
    for value in values:
        places = np.flatnonzero(drawn.ravel() == value)
        chosen.append(rng.choice(places, MOST_SAMPLES, replace=False) if len(places) > MOST_SAMPLES else places)
    classes = np.repeat(np.arange(len(values)), [len(each) for each in chosen]).astype(np.int32)
    weights = (np.array([len(each) for each in chosen], np.float32) ** -EVENING)[classes]
    return Samples(np.concatenate(chosen), classes, weights, values)


def _of(samples: Samples, *blocks: Floats) -> Floats:
    """The features (N, F) of drawn cells, from blocks of features of all cells."""
    return np.ascontiguousarray(np.concatenate([block[:, samples.places] for block in blocks]).T)


def _around(shares: Floats, looks: Looks) -> Floats:
    """The shares of classes (K, N) as seen from every cell at several blurs; those of the last follow from the others."""
    shape = looks.features.shape[1:]
    return np.concatenate([
        blurred(each.reshape(shape), looks.spacing, sigma).reshape(1, -1) for each in shares[:-1] for sigma in AROUND_MM
    ])  # fmt: skip


def _ties(looks: Looks) -> Ties:
    """How strongly each cell holds to the next one along each axis: less across an edge, and over a longer way."""
    soft = looks.features[_blur(BLURS_MM[0])]
    z, y, x = (
        np.exp(-((np.diff(soft, axis=axis) / EDGE) ** 2)) * np.float32((CELL_MM / step) ** 2)
        for axis, step in enumerate(looks.spacing)
    )
    return z, y, x


def _agreed(votes: Floats, ties: Ties) -> Floats:
    """The votes for one label (z, y, x) when neighbours have come to agree."""
    from workstation.imaging.segmentation import vote_kernels as kernels

    before, after = votes.copy(), np.empty_like(votes)
    for _ in range(STEPS):
        now, then = after, before
        share_out(len(votes), votes.size, lambda a, b: kernels.walk(votes, ties, TRUST, then, now, a, b))  # noqa: B023
        before, after = after, before
    return before


def strokes_in_cells(strokes: LabelArray, looks: Looks) -> LabelArray:
    """The largest label value that strokes leave in each cell."""
    z, y, x = looks.factors
    depth, height, width = looks.features.shape[1:]
    padded = np.zeros((depth * z, height * y, width * x), np.uint8)
    part = strokes[: padded.shape[0], : padded.shape[1], : padded.shape[2]]
    padded[: part.shape[0], : part.shape[1], : part.shape[2]] = part
    cells: LabelArray = padded.reshape(depth, z, height, y, width, x).max(axis=(1, 3, 5))
    return cells
