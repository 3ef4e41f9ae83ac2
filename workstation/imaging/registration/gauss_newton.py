"""One level of the fine stage: Gauss–Newton steps on the picture difference, with a bending and stretching force.

Efficient second-order minimisation (Benhimane and Malis, IROS 2004): the gradient is the mean of those of both pictures
as seen now from the frame between them (`middle`), towards which each moves by half of every step. Each cell's
structure tensor and right-hand side are weighted by the local correlation around it; the update solves
(tensor + stiffness) · v = right-hand side − stiffness · u by conjugate gradients, and half of it is composed with the
field to either side. Where nothing is seen, stiffness alone continues the field smoothly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workstation.core.geometry import Grid
from workstation.core.transform import Affine
from workstation.imaging.registration import kernels
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.lattice import Lattice
from workstation.imaging.registration.middle import Halves, Middle
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.registration.pyramid import smoothed
from workstation.imaging.registration.solver import Solver

RESIDUE = 1e-6  # of the largest value: what running means leave behind where there is nothing


@dataclass(frozen=True)
class Stiffness:
    """How a field may bend.

    Parameters
    ----------
    bending_mm : motions much shorter than this are damped where the pictures are of ordinary clarity
    stretching_mm : the same for every deviation from an affine map; keeps unseen parts from being thrown far out
    """

    bending_mm: float
    stretching_mm: float


@dataclass(frozen=True, eq=False)
class Measured:
    """What the pictures say about the next step, on the nodes.

    Parameters
    ----------
    data : (9, z, y, x) weighted tensor and right-hand side
    weights : (z, y, x) trust
    typical : tensor of a node about which the pictures say something, per axis: what stiffness is measured by
    correlation : mean local correlation where pictures overlap
    overlap : share of the smaller picture that is seen in the other
    """

    data: Floats
    weights: Floats
    typical: float
    correlation: float
    overlap: float

    @property
    def agreement(self) -> float:
        """Correlation, less where little overlaps."""
        return self.correlation * math.sqrt(min(1.0, self.overlap))


@dataclass(frozen=True, eq=False)
class Pictures:
    """Two normalised pictures (z, y, x), each on its own grid."""

    fixed: Floats
    fixed_grid: Grid
    moving: Floats
    moving_grid: Grid

    @property
    def spacing_mm(self) -> float:
        """The geometric mean of all voxel sizes."""
        return float(np.prod([*self.fixed_grid.spacing_mm, *self.moving_grid.spacing_mm]) ** (1 / 6))


class LevelPair:
    """Two pictures of one level, seen from the frame between them, and the buffers to compare them."""

    def __init__(self, pictures: Pictures, middle: Middle, lattice: Lattice, threads: Threads) -> None:
        self.pictures, self.middle, self.lattice, self.threads = pictures, middle, lattice, threads
        self.grid = lattice.grid
        voxels, nodes = lattice.voxels.shape_zyx, self.grid.shape_zyx
        self._per_voxel_mm = (1 / np.array(lattice.voxels.spacing_mm)).astype(np.float32)
        like = pictures.fixed
        self._seen, self._mean, self._difference = (np.empty(voxels, np.float32, like=like) for _ in range(3))
        self._cells = np.zeros((kernels.CHANNELS, *nodes), np.float32, like=like)
        self._data = np.zeros((9, *nodes), np.float32, like=like)
        self._weights = np.zeros(nodes, np.float32, like=like)

    @classmethod
    def over_both(cls, pictures: Pictures, middle: Middle, spacing_mm: float, threads: Threads) -> LevelPair:
        """On a lattice around both pictures."""
        grid = middle.grid(pictures.fixed_grid, pictures.moving_grid, spacing_mm)
        return cls(pictures, middle, Lattice.over(grid), threads)

    def still(self) -> Halves:
        """Halves that move nothing."""
        shape = (3, *self.grid.shape_zyx)
        return Halves(*(np.zeros(shape, np.float32, like=self._weights) for _ in range(2)))

    def difference(self, halves: Halves) -> Floats:
        """Fixed picture minus the moving one, both seen through their halves; larger than any value where none counts."""
        self._seen[...] = 0
        self._look(self._seen, self.pictures.fixed, self.pictures.fixed_grid, self.middle.to_fixed, halves.fixed)
        self.threads.planes(len(self._seen), self._seen.size, self._keep_seen)
        self._look(self._seen, self.pictures.moving, self.pictures.moving_grid, self.middle.to_moving, halves.moving)
        return self._difference

    def _keep_seen(self, start: int, stop: int) -> None:
        np.negative(self._difference[start:stop], out=self._seen[start:stop])

    def _look(self, other: Floats, picture: Floats, grid: Grid, to: Affine, u: Floats) -> None:
        """Mean and difference of a picture of the frame and another one seen through its half."""
        voxels, to_index = self.lattice.voxels, grid.world_to_index
        matrix = (to_index @ lattices.homogeneous(to) @ voxels.index_to_world)[:3].astype(np.float64)
        vector = (to_index[:3, :3] @ to.matrix @ voxels.axes).astype(np.float64)
        self.threads.planes(
            len(other), other.size,
            lambda a, b: kernels.compare(
                other, picture, matrix, u, vector, self.lattice.from_voxels, self._mean, self._difference, a, b
            ),
        )  # fmt: skip

    def compared(self, halves: Halves) -> Floats:
        """What both pictures, seen through their halves, add up to in each node's cell (see `kernels.gather_cells`)."""
        self.difference(halves)
        self.threads.planes(
            len(self._weights), self._mean.size,
            lambda a, b: kernels.gather_cells(
                self._mean, self._difference, self.lattice.factors, lattices.PAD, self._per_voxel_mm, self._cells, a, b
            ),
        )  # fmt: skip
        return self._cells

    def measure(self, halves: Halves, floor: float, window_cells: int, blur: bool) -> Measured:
        """Compare the pictures through both halves."""
        t = self.threads
        self.compared(halves)
        window = smoothed(self._cells[9:].copy(), (window_cells,) * 3, t)
        correlation = _mean_correlation(window)
        t.planes(
            len(self._weights), self._data.size,
            lambda a, b: kernels.weigh(self._cells, window, floor, self._data, self._weights, a, b),
        )  # fmt: skip
        data = smoothed(self._data, (1, 1, 1), t, passes=2) if blur else self._data
        return Measured(data, self._weights, _typical(data), correlation, self._overlap())

    def _overlap(self) -> float:
        """Share of the smaller picture that is seen in the other one."""
        volume = float(self._cells[12].sum(dtype=np.float64)) * math.prod(self.lattice.voxels.spacing_mm)
        return volume / self._smaller_mm3

    @cached_property
    def _smaller_mm3(self) -> float:
        """The volume of the voxels that count in the picture that has fewer."""
        p = self.pictures
        return min(_counted_mm3(p.fixed, p.fixed_grid), _counted_mm3(p.moving, p.moving_grid))

    def step(self, halves: Halves, measured: Measured, stiffness: Stiffness, rounds: int) -> Floats:
        """The update of the displacement between the two, in mm along the axes of the frame."""
        h = np.array(self.grid.spacing_mm)
        scale = float(np.prod(h) ** (1 / 3))
        bend = measured.typical * (stiffness.bending_mm / scale) ** 4
        stretch = measured.typical * (stiffness.stretching_mm / scale) ** 2
        per_axis = ((scale / h) ** 2).astype(np.float32)
        solver = Solver(measured.data, per_axis, bend, stretch, self.threads)
        u = halves.moving - halves.fixed
        u -= lattices.affine_field(*lattices.fitted_affine(u, self.grid, measured.weights), self.grid)
        return solver.solve(measured.data[6:] - solver.stiffness(u), rounds)


def _counted_mm3(picture: Floats, grid: Grid) -> float:
    """The volume of the voxels that count."""
    return max(1, int(np.count_nonzero(picture < kernels.LARGEST))) * math.prod(grid.spacing_mm)


def _typical(data: Floats) -> float:
    """The mean of the tensors' diagonals where they are not nothing."""
    diagonal = data[0] + data[3] + data[5]
    told = np.count_nonzero(diagonal > RESIDUE * diagonal.max())
    return float(diagonal.sum(dtype=np.float64) / max(3.0 * told, 1.0))


def _mean_correlation(window: Floats) -> float:
    """Local correlation averaged over where both pictures are."""
    seen = window[3] > 1e-3
    if not seen.any():
        return 0.0
    c = window[2][seen] / np.sqrt(np.maximum(window[0][seen] * window[1][seen], 1e-12))
    return float(c.mean(dtype=np.float64))
