"""The robust start: every shift for a set of rotations, then an affine alignment of the best few.

The search correlates both pictures, normalised locally and masked, by FFT on a coarse lattice (Padfield, IEEE TIP
2012;21:2706). The refinement is Gauss–Newton on twelve numbers with the same weighted cells as the fine stage. Both are
done in the frame half-way between the scans. Rotations are tried in rings of growing angle; a ring is opened only while
no alignment is clear, so that ordinary pairs do not pay for difficult ones.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace

import numpy as np

from workstation.core.errors import InvalidInput
from workstation.core.geometry import FloatArray, Grid, Side
from workstation.core.plugin import Report
from workstation.core.transform import Affine
from workstation.imaging.linear import rotation_about
from workstation.imaging.progress import part_of
from workstation.imaging.registration import kernels
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration.gauss_newton import LevelPair, Measured, Pictures
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.known import Known
from workstation.imaging.registration.lattice import Lattice
from workstation.imaging.registration.middle import Middle, corners_of, cubic
from workstation.imaging.registration.parallel import Threads
from workstation.imaging.shifts import Shifts

CANDIDATES = 4  # of a ring that are refined
LEAD = 1.1  # by which a start from what is known must agree better: marks of one place know little of the others
FIRST_ROUNDS, ROUNDS = 4, 12  # for all candidates, and for the best two of them


def find_affine(
    pictures: Pictures, rings: list[list[FloatArray]], clear: float, known: Known, report: Report, threads: Threads
) -> Fit:
    """The best affine alignment from a search over rotations and what is known; stops at the first ring with a clear one.

    Middles of labels give starts only while the pictures give none that is clear, because they are rough; marks always do.

    Raises
    ------
    InvalidInput : nothing overlaps well for any rotation.
    """
    best: Fit | None = None
    for n, turns in enumerate(rings):
        part = part_of(report, n / len(rings), (n + 1) / len(rings))
        found = search(pictures, known.levelled(turns), known, part_of(part, 0.0, 0.4), threads)
        best = better(best, refine_best(pictures, found, known, part_of(part, 0.4, 0.7), threads))
        if known.marked or best is None or best.agreement < clear:
            led = refine_best(pictures, known.seeds(turns), known, part_of(part, 0.7, 1.0), threads)
            best = better(best, led, LEAD)
        if best is not None and best.agreement >= clear:
            break
    if best is None:
        raise InvalidInput("The two volumes do not overlap enough to find a start; check their geometry and masks.")
    return best


def rotation_rings(angles_deg: tuple[float, ...], about: FloatArray) -> list[list[FloatArray]]:
    """Rings of rotations by growing angles: none and the first angle about each axis, then twelve of each further angle.

    From the second ring on also about the diagonals between two axes. `about` has the axes as rows: three, or one.
    """
    axes = [sign * axis for axis, sign in itertools.product(about, (1, -1))]
    between = [(one + other) / math.sqrt(2) for one, other in itertools.combinations(axes, 2) if abs(one @ other) < 0.5]
    rings = []
    for n, angle in enumerate(angles_deg):
        chosen = axes if n == 0 else [*axes, *between]
        rings.append([rotation_about(math.radians(angle) * axis) for axis in chosen])
    rings[0].insert(0, np.eye(3))
    return rings


def search(
    pictures: Pictures, turns: list[FloatArray], known: Known, report: Report, threads: Threads
) -> list[Middle]:  # fmt: skip
    """The most promising rigid starts, best first by correlation: every shift that surfaces allow, for each rotation."""
    found: list[tuple[float, Middle]] = []
    for n, turn in enumerate(turns):
        report(n / len(turns), "searching the start")
        found += _best_shift(pictures, turn, known, threads)
    found.sort(key=lambda pair: -pair[0])
    return [middle for _, middle in found[:CANDIDATES]]


def _best_shift(
    pictures: Pictures, turn: FloatArray, known: Known, threads: Threads
) -> list[tuple[float, Middle]]:  # fmt: skip
    """The best shift after one rotation and its correlation; none where nothing overlaps."""
    fixed_centre, moving_centre = np.array(pictures.fixed_grid.centre_mm), np.array(pictures.moving_grid.centre_mm)
    middle = Middle.of(Affine(turn, moving_centre - turn @ fixed_centre))
    one, two = _lattice(pictures, middle, "fixed"), _lattice(pictures, middle, "moving")
    shifts = Shifts(*_on(pictures.fixed, pictures.fixed_grid, one, middle.to_fixed, threads))
    values, mask = _on(pictures.moving, pictures.moving_grid, two, middle.to_moving, threads)
    first = np.array(two.origin_mm) - np.array(one.origin_mm)

    def step_of(lag_xyz: FloatArray) -> FloatArray:
        step: FloatArray = first + pictures.spacing_mm * lag_xyz @ two.axes.T
        return step

    believed = known.shift_belief(middle) if known.surfaces else None
    belief = None if believed is None else lambda lag_xyz: believed(step_of(lag_xyz))
    return [
        (value, middle.drawn_together(np.zeros((3, 3)), step_of(np.array(lag_xyz)), np.zeros(3)))
        for value, lag_xyz in shifts.best(values, mask, threads.count, belief)
    ]


def _lattice(pictures: Pictures, middle: Middle, side: Side) -> Grid:
    """A cubic lattice of the frame around one picture, along the axes both have in the mean."""
    axes = middle.grid(pictures.fixed_grid, pictures.moving_grid, pictures.spacing_mm).axes
    grid = pictures.fixed_grid if side == "fixed" else pictures.moving_grid
    to = middle.to_fixed if side == "fixed" else middle.to_moving
    along = to.inverse()(corners_of(grid)) @ axes
    return cubic(axes, along.min(axis=0), along.max(axis=0), pictures.spacing_mm)


def _on(values: Floats, grid: Grid, lattice: Grid, through: Affine, threads: Threads) -> tuple[Floats, Floats]:
    """A normalised picture on a lattice through a transform, 0 where nothing counts, and where something does."""
    blank = np.zeros(lattice.shape_zyx, np.float32, like=values)
    middle = Middle(Affine.identity(), through)
    pair = LevelPair(Pictures(blank, lattice, values, grid), middle, Lattice(lattice, lattice.shape_zyx), threads)
    seen = -np.asarray(pair.difference(pair.still()))
    mask = (np.abs(seen) < kernels.LARGEST).astype(np.float32)
    return np.where(mask > 0, seen, np.float32(0)), mask


@dataclass(frozen=True)
class Fit:
    """An affine alignment and how well the pictures agree under it, less where marks that are known are missed."""

    middle: Middle
    agreement: float


def better(one: Fit | None, other: Fit | None, lead: float = 1.0) -> Fit | None:
    """One of two fits, either of which may be missing: the other one if it agrees `lead` times better."""
    if one is None or other is None:
        return one or other
    return other if other.agreement > lead * one.agreement else one


def refine_best(
    pictures: Pictures, found: list[Middle], known: Known, report: Report, threads: Threads
) -> Fit | None:  # fmt: skip
    """The best of some starts after refinement: all a little, then the two that are ahead; None without starts."""
    count = len(found) + 2
    parts = iter([part_of(report, n / count, (n + 1) / count) for n in range(count)])

    def refined(start: Middle, rounds: int) -> Fit:
        fit = refine_affine(pictures, start, rounds, next(parts), threads)
        return replace(fit, agreement=fit.agreement * known.belief(fit.middle))

    fits = [refined(each, FIRST_ROUNDS) for each in found]
    fits.sort(key=lambda fit: -fit.agreement)
    return max((refined(fit.middle, ROUNDS) for fit in fits[:2]), key=lambda fit: fit.agreement, default=None)


def refine_affine(pictures: Pictures, start: Middle, rounds: int, report: Report, threads: Threads) -> Fit:
    """Improve an affine alignment by Gauss–Newton steps on its twelve numbers, half of each step to either side."""
    pair = LevelPair.over_both(pictures, start, pictures.spacing_mm, threads)
    grid, still, best = pair.grid, pair.still(), Fit(start, -1.0)
    cap = 1.5 * pictures.spacing_mm
    for n in range(rounds):
        report(n / rounds, "aligning")
        measured = pair.measure(still, floor=0.0, window_cells=2, blur=False)
        if measured.agreement > best.agreement:
            best = Fit(pair.middle, measured.agreement)
        matrix, offset = _affine_step(measured, grid)
        reach = float(np.linalg.norm(np.abs(matrix) @ (np.array(grid.extent_mm) / 2) + np.abs(offset)))
        if reach < 0.02 * min(grid.spacing_mm):
            break
        shrink, axes = min(1.0, cap / max(reach, 1e-9)), grid.axes
        pair.middle = pair.middle.drawn_together(
            shrink * axes @ matrix @ axes.T, shrink * axes @ offset, np.array(grid.centre_mm)
        )
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
