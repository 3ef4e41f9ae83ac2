"""The robust start: every shift for a set of rotations, then an affine alignment of the best few.

The search correlates both pictures, normalised locally and masked, by FFT on a coarse lattice (Padfield, IEEE TIP
2012;21:2706). The refinement is Gauss–Newton on twelve numbers with the same weighted cells as the fine stage.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from scipy import fft

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid
from workstation.core.plugin import Report
from workstation.core.transform import Affine
from workstation.imaging.linear import rotation_about
from workstation.imaging.registration import kernels
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration.gauss_newton import LevelPair, Measured
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.lattice import Lattice
from workstation.imaging.registration.parallel import Threads

LEAST_OVERLAP = 0.3  # of the smaller picture; below that a few agreeing voxels look like a match
CANDIDATES = 4


def search(
    fixed: Floats, fixed_grid: Grid, moving: Floats, moving_grid: Grid, angles_deg: tuple[float, ...],
    report: Report, threads: Threads,
) -> list[tuple[float, Affine]]:  # fmt: skip
    """The most promising rigid starts, best first, with their correlation: every shift for each rotation.

    Raises
    ------
    InvalidInput : nothing overlaps well for any rotation.
    """
    spacing = float(np.prod(fixed_grid.spacing_mm) ** (1 / 3))
    lattice = _cube(fixed_grid, fixed_grid.axes, np.eye(3), spacing)
    shifts = Shifts(*_on(fixed, fixed_grid, lattice, Affine.identity(), threads))
    turns = rotations(angles_deg)
    found: list[tuple[float, Affine]] = []
    centre = np.array(fixed_grid.centre_mm)
    for n, turn in enumerate(turns):
        report(n / len(turns), "searching the start")
        turned = Affine(turn, np.array(moving_grid.centre_mm) - turn @ centre)
        other = _cube(moving_grid, fixed_grid.axes, turned.inverse().matrix, spacing, turned.inverse())
        values, mask = _on(moving, moving_grid, other, turned, threads)
        for value, lag_xyz in shifts.best(values, mask, threads.count):
            step = other.to_world([lag_xyz])[0] - lattice.to_world([[0, 0, 0]])[0]
            found.append((value, turned.after(Affine.translation(step))))
    found.sort(key=lambda pair: -pair[0])
    if not found:
        raise InvalidInput("The two volumes do not overlap enough to find a start; check their geometry and masks.")
    return found[:CANDIDATES]


def rotations(angles_deg: tuple[float, ...]) -> list[FloatArray]:
    """No rotation, and each angle about each axis in both directions."""
    turns = [np.eye(3)]
    for angle, axis, sign in itertools.product(angles_deg, np.eye(3), (1, -1)):
        turns.append(rotation_about(sign * math.radians(angle) * axis))
    return turns


class Shifts:
    """Masked correlation of one array with others for every shift."""

    def __init__(self, values: Floats, mask: Floats) -> None:
        self._shape, self._count = values.shape, float(mask.sum())
        self._parts = (values, mask, values * values)
        self._ready: dict[tuple[int, ...], list[np.ndarray]] = {}

    def best(self, values: Floats, mask: Floats, workers: int) -> list[tuple[float, tuple[int, int, int]]]:
        """The best shift: correlation times overlap, and which voxel (x, y, z) of the other lies on the first's first."""
        full = tuple(n + m - 1 for n, m in zip(self._shape, values.shape, strict=True))
        size = tuple(fft.next_fast_len(n, real=True) for n in full)
        if size not in self._ready:
            self._ready[size] = [fft.rfftn(part, size, workers=workers) for part in self._parts]
        fa, fam, fa2 = self._ready[size]
        flip = (slice(None, None, -1),) * 3
        fb, fbm, fb2 = (fft.rfftn(each[flip], size, workers=workers) for each in (values, mask, values * values))
        inside = tuple(slice(0, n) for n in full)

        def product(left: np.ndarray, right: np.ndarray) -> Floats:
            result: Floats = fft.irfftn(left * right, size, workers=workers)[inside]
            return result

        count = np.maximum(product(fam, fbm), 1)
        sum_a, sum_b = product(fa, fbm), product(fam, fb)
        spread = (product(fa2, fbm) - sum_a**2 / count) * (product(fam, fb2) - sum_b**2 / count)
        scale = np.sqrt(np.maximum(spread, 0))
        overlap = count / min(self._count, float(mask.sum()))
        usable = (overlap >= LEAST_OVERLAP) & (scale > 1e-3 * scale.max())
        score = np.where(
            usable,
            (product(fa, fb) - sum_a * sum_b / count) / np.where(usable, scale, 1) * np.minimum(np.sqrt(overlap), 1),
            0,
        )
        place = np.unravel_index(int(np.argmax(score)), score.shape)
        value = float(score[place])
        z, y, x = (int(m) - 1 - int(s) for m, s in zip(values.shape, place, strict=True))
        return [(value, (x, y, z))] if value > 0 else []


def _cube(grid: Grid, axes: FloatArray, turn: FloatArray, spacing: float, to_fixed: Affine | None = None) -> Grid:
    """A cubic lattice with the given axes around the corners of a grid after `to_fixed`."""
    corners = np.array(list(itertools.product(*[(-0.5, n - 0.5) for n in grid.size_xyz])))
    points = grid.to_world(corners)
    along = (to_fixed(points) if to_fixed else points) @ axes
    low, high = along.min(axis=0), along.max(axis=0)
    counts = np.maximum(2, np.ceil((high - low) / spacing).astype(int))
    first = axes @ ((low + high) / 2 - (counts - 1) / 2 * spacing)
    return Grid(tuple(counts[::-1].tolist()), (spacing,) * 3, tuple(first.tolist()), tuple(axes.ravel().tolist()))


def _on(values: Floats, grid: Grid, lattice: Grid, through: Affine, threads: Threads) -> tuple[Floats, Floats]:
    """A normalised picture on a lattice through a transform, 0 where nothing counts, and where something does."""
    blank = np.zeros(lattice.shape_zyx, np.float32, like=values)
    pair = LevelPair(blank, lattice, values, grid, Lattice(lattice, lattice.shape_zyx), threads)
    seen = -np.asarray(pair.difference(lattices.field_of(through, pair.lattice)))
    mask = (np.abs(seen) < kernels.LARGEST).astype(np.float32)
    return np.where(mask > 0, seen, np.float32(0)), mask


@dataclass(frozen=True)
class AffineFit:
    """An affine alignment and how well the pictures agree under it."""

    transform: Affine
    agreement: float


def refine_affine(pair: LevelPair, start: Affine, rounds: int, report: Report) -> AffineFit:
    """Improve a fixed→moving affine map on one level by Gauss–Newton steps on its twelve numbers."""
    grid = pair.grid
    current, best = start, AffineFit(start, -1.0)
    cap = 1.5 * max(grid.spacing_mm)
    for n in range(rounds):
        report(n / rounds, "aligning")
        measured = pair.measure(lattices.field_of(current, pair.lattice), floor=0.0, window_cells=2, blur=False)
        agreement = measured.agreement
        if agreement > best.agreement:
            best = AffineFit(current, agreement)
        matrix, offset = _affine_step(measured, grid)
        corners = np.array(grid.extent_mm) / 2
        reach = float(np.linalg.norm(np.abs(matrix) @ corners + np.abs(offset)))
        shrink = min(1.0, cap / max(reach, 1e-9))
        if reach < 0.02 * min(grid.spacing_mm):
            break
        axes, centre = grid.axes, np.array(grid.centre_mm)
        step = Affine.about(centre, np.eye(3) + shrink * axes @ matrix @ axes.T, shrink * axes @ offset)
        current = current.after(step)
    return best


def _affine_step(measured: Measured, grid: Grid) -> tuple[FloatArray, FloatArray]:
    """The affine displacement (matrix, offset about the grid's middle, grid axes) that answers the weighted cells best."""
    z, y, x = (np.broadcast_to(c, grid.shape_zyx).ravel() for c in lattices.places(grid))
    data = np.asarray(measured.data).reshape(9, -1).T
    used = data[:, 0] + data[:, 3] + data[:, 5] > 0
    scale = max(grid.extent_mm) / 2
    basis = np.stack([x[used] / scale, y[used] / scale, z[used] / scale, np.ones(int(used.sum()))], axis=1)
    t, b = data[used][:, [0, 1, 2, 1, 3, 4, 2, 4, 5]].astype(np.float64), data[used][:, 6:].astype(np.float64)
    outer = (basis[:, :, None] * basis[:, None, :]).reshape(len(basis), 16)
    normal = (outer.T @ t).reshape(4, 4, 3, 3).transpose(2, 0, 3, 1).reshape(12, 12)
    right = (basis.T @ b).T.ravel()
    damping = 1e-3 * np.trace(normal) / 12 + 1e-12
    solution = np.linalg.solve(normal + damping * np.eye(12), right).reshape(3, 4)
    return solution[:, :3] / scale, solution[:, 3]
