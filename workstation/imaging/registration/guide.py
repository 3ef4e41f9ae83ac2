"""Label maps of both scans as further pictures: where outlines differ, they pull the field as brightness does.

Every label that both scans have becomes the share of it in blocks as large as the nodes lie apart, softened so that its
border has a slope. (Hu et al., Med Image Anal 2018;49:1 train networks with labels softened in the same way.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.plugin import RunContext
from workstation.core.volume import AnyArray
from workstation.imaging.preprocess import shrink_factors, shrunk_grid
from workstation.imaging.registration.gauss_newton import LevelPair, Pictures
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.lattice import PAD, Lattice
from workstation.imaging.registration.middle import Halves
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.registration.pyramid import averaged, smoothed


@dataclass(frozen=True, eq=False)
class Guide:
    """Label maps (z, y, x) of both scans, the labels both have, and how much an outline counts."""

    fixed: AnyArray
    fixed_grid: Grid
    moving: AnyArray
    moving_grid: Grid
    values: tuple[int, ...]
    weight: float

    @classmethod
    def of(cls, run: RunContext, fixed: Grid, moving: Grid, weight: float) -> Guide | None:
        """The labels of a run; None if it has none that both scans share."""
        if run.fixed_labels is None or run.moving_labels is None:
            return None
        left, right = np.asarray(run.fixed_labels), np.asarray(run.moving_labels)
        shared = np.intersect1d(np.unique(left), np.unique(right))
        values = tuple(int(value) for value in shared if value != 0)
        return cls(left, fixed, right, moving, values, weight) if values and weight > 0 else None

    def at(self, pair: LevelPair, strength: float) -> Outlines:
        """The outlines for one level, on its nodes, at a share of their weight."""
        nodes, like = pair.grid, pair.pictures.fixed
        z, y, x = (n - 2 * PAD for n in nodes.shape_zyx)
        lattice = Lattice(replace(nodes, shape_zyx=(z, y, x), origin_mm=nodes.point_of((PAD,) * 3)), (1, 1, 1))
        pairs = []
        for value in self.values:
            one, grid = _share(self.fixed, self.fixed_grid, value, nodes.spacing_mm[0], pair.threads)
            two, other = _share(self.moving, self.moving_grid, value, nodes.spacing_mm[0], pair.threads)
            pictures = Pictures(np.asarray(one, like=like), grid, np.asarray(two, like=like), other)
            pairs.append(LevelPair(pictures, pair.middle, lattice, pair.threads))
        return Outlines(tuple(pairs), strength * self.weight)


@dataclass(frozen=True, eq=False)
class Outlines:
    """The labels' pictures of one level, and how much they count."""

    pairs: tuple[LevelPair, ...]
    weight: float

    def pull(self, data: Floats, halves: Halves) -> None:
        """Add what the outlines say to tensors and right-hand sides (9, z, y, x) of the level's nodes."""
        for pair in self.pairs:
            data += np.float32(self.weight) * pair.compared(halves)[:9]


def _share(labels: AnyArray, grid: Grid, value: int, spacing_mm: float, threads: Threads) -> tuple[Floats, Grid]:
    """The share of a label in blocks about `spacing_mm` wide, softened over the neighbours, and the blocks' grid."""
    factors = shrink_factors(grid, spacing_mm)
    blocks = shrunk_grid(grid, factors)
    share = averaged((labels == value).astype(np.uint8), factors, blocks, threads)
    border = smoothed(np.ones_like(share), (1, 1, 1), threads)
    return smoothed(share, (1, 1, 1), threads) / border, blocks
