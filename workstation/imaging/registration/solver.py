"""Conjugate gradients for one Gauss–Newton step: (tensor + stiffness) · v = right-hand side, on the nodes of a level.

Bending is a fourth-order operator, which 3 × 3 blocks alone precondition badly: long waves settle last. A second, coarser
lattice of cubic B-splines, itself preconditioned by its blocks, is added to them (two-level additive Schwarz: Dryja and
Widlund, 1987; Bramble, Pasciak and Xu, Math Comp 1990;55:1). Splines and not hats, because hats have no bending energy of
their own. On hard pairs ten rounds then come as near to the solution as fifty without it.
"""

from __future__ import annotations

import itertools

import numpy as np

from workstation.core.geometry import FloatArray
from workstation.imaging.registration import solver_kernels as kernels
from workstation.imaging.registration.kernels import Floats
from workstation.imaging.registration.parallel import Threads

TAPS: Floats = np.array([0.125, 0.5, 0.75, 0.5, 0.125], np.float32)  # of a cubic B-spline on nodes twice as near
COARSE_SHARE = 0.6  # of the coarse answer that is taken: blocks overrate it, because splines overlap
LEAST_DAMPING = 1e-6


def coarse_shape(nodes: tuple[int, ...]) -> tuple[int, ...]:
    """Nodes of the coarse lattice along z, y, x: over every second node, and one more beyond either end."""
    return tuple((n + 1) // 2 + 2 for n in nodes)


class Solver:
    """Solves (tensor + stiffness) · v = r for one set of tensors (6 or more, z, y, x).

    Parameters
    ----------
    per_axis : (3) relative strength of second differences along x, y, z
    bend, stretch : strength of the bending and the stretching force
    """

    def __init__(self, data: Floats, per_axis: Floats, bend: float, stretch: float, threads: Threads) -> None:
        self._data, self._per_axis, self._bend, self._stretch, self._threads = data, per_axis, bend, stretch, threads
        self._damping, self._coarse_damping = (self._diagonal(wave) for wave in (np.ones(1), TAPS.astype(np.float64)))
        self._sums = np.zeros(data.shape[1])
        self._g = np.empty((3, *data.shape[1:]), np.float32, like=data)
        coarse = coarse_shape(data.shape[1:])
        self._coarse = np.empty((6, *coarse), np.float32, like=data)
        self._coarse_right, self._coarse_v = (np.empty((3, *coarse), np.float32, like=data) for _ in range(2))

    def _diagonal(self, wave: FloatArray) -> float:
        """What stiffness adds to the diagonal for a field that is `wave` along every axis: its energy."""
        held, stretched, bent = (float((np.diff(np.pad(wave, 2), order) ** 2).sum()) for order in range(3))
        squares = bent * held**2 * float((self._per_axis**2).sum())
        products = stretched**2 * held * sum(float(a * b) for a, b in itertools.combinations(self._per_axis, 2))
        stretching = stretched * held**2 * float(self._per_axis.sum())
        return self._bend * (squares + 2 * products) + self._stretch * stretching + LEAST_DAMPING

    def stiffness(self, u: Floats) -> Floats:
        """The stiffness alone times a field."""
        out = np.empty_like(u)
        self._force(u, out, np.zeros_like(self._data))
        return out

    def _force(self, u: Floats, out: Floats, data: Floats | None = None) -> None:
        """(Tensor + stiffness) · u into `out`, and its products with u into the sums."""
        t = self._data if data is None else data
        self._threads.planes(u.shape[1], u.size, lambda a, b: kernels.curvature(u, self._per_axis, self._g, a, b))
        self._threads.planes(
            u.shape[1], u.size,
            lambda a, b: kernels.stiffen(
                self._g, u, t, self._per_axis, self._bend, self._stretch, out, self._sums, a, b
            ),
        )  # fmt: skip

    def solve(self, right: Floats, rounds: int) -> Floats:
        """The solution after some rounds from zero."""
        self._gather(self._data[:6], TAPS**2, self._coarse)
        r = right.copy()
        v, z, p, q = np.zeros_like(r), np.empty_like(r), np.zeros_like(r), np.zeros_like(r)
        before = self._advance(0.0, p, q, v, r, z)
        p += z
        for n in range(rounds):
            if before <= 0:
                break
            self._force(p, q)
            alpha = before / max(float(self._sums.sum()), 1e-30)
            now = self._advance(alpha, p, q, v, r, z)
            if n + 1 < rounds:
                self._turn(p, z, now / before)
            before = now
        return v

    def _turn(self, p: Floats, z: Floats, share: float) -> None:
        """The next direction p: z and a share of the last one."""

        def work(start: int, stop: int) -> None:
            part = p[:, start:stop]
            part *= np.float32(share)
            part += z[:, start:stop]

        self._threads.planes(p.shape[1], p.size, work)

    def _advance(self, alpha: float, p: Floats, q: Floats, v: Floats, r: Floats, z: Floats) -> float:
        """Go α along p, precondition what is left into z, and give the product of the two."""
        self._threads.planes(
            r.shape[1], r.size, lambda a, b: kernels.advance(self._data, self._damping, alpha, p, q, v, r, z, a, b)
        )
        right, answer = self._coarse_right, self._coarse_v
        self._gather(r, TAPS, right)
        self._threads.planes(
            right.shape[1], right.size,
            lambda a, b: kernels.solve_blocks(self._coarse, self._coarse_damping, right, answer, a, b),
        )  # fmt: skip
        answer *= np.float32(COARSE_SHARE)
        self._threads.planes(
            r.shape[1], r.size, lambda a, b: kernels.spread_coarse(answer, TAPS, r, z, self._sums, a, b)
        )
        return float(self._sums.sum())

    def _gather(self, values: Floats, taps: Floats, out: Floats) -> None:
        """What the nodes add up to on the coarse ones."""
        self._threads.planes(out.shape[1], values.size, lambda a, b: kernels.gather_coarse(values, taps, out, a, b))
