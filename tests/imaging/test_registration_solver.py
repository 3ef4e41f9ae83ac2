"""The solver of a Gauss–Newton step: it solves, stiffness resists, and the coarse lattice lets long waves settle quickly."""

import numpy as np
import pytest

from phantoms import noise
from workstation.core.geometry import Grid
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration import solver as solving
from workstation.imaging.registration import solver_kernels
from workstation.imaging.registration.solver import TAPS, Solver, coarse_shape

GRID = Grid((14, 16, 18), (1.0, 1.2, 0.9))


def tensors_of(factors):
    """Symmetric positive tensors (3, 3, z, y, x) and the array (9, z, y, x) that holds them."""
    tensor = np.einsum("ab...,cb...->ac...", factors, factors)
    data = np.zeros((9, *factors.shape[2:]), np.float32)
    data[:6] = tensor[[0, 0, 0, 1, 1, 2], [0, 1, 2, 1, 2, 2]]
    return tensor, data


def test_an_affine_field_is_not_bent(threads):
    rng = np.random.default_rng(0)
    u = lattices.affine_field(0.05 * rng.normal(size=(3, 3)), rng.normal(size=3), GRID)
    solver = Solver(np.zeros((9, *GRID.shape_zyx), np.float32), np.ones(3, np.float32), 1.0, 0.0, threads)
    np.testing.assert_allclose(solver.stiffness(u), 0, atol=1e-4)


def test_stiffness_is_symmetric_and_resists(threads):
    solver = Solver(
        np.zeros((9, *GRID.shape_zyx), np.float32), np.array([1.0, 0.7, 1.4], np.float32), 1.0, 0.3, threads
    )
    a, b = noise(3, *GRID.shape_zyx, seed=1), noise(3, *GRID.shape_zyx, seed=2)
    assert np.vdot(a, solver.stiffness(b)) == pytest.approx(np.vdot(solver.stiffness(a), b), rel=1e-3)
    assert np.vdot(a, solver.stiffness(a)) > 0


def test_the_solver_solves(threads):
    tensor, data = tensors_of(noise(3, 3, *GRID.shape_zyx))
    tensor = tensor + 0.5 * np.eye(3, dtype=np.float32)[..., None, None, None]
    data[[0, 3, 5]] += 0.5
    wanted = noise(3, *GRID.shape_zyx, seed=3)
    solver = Solver(data, np.ones(3, np.float32), 0.05, 0.02, threads)
    right = np.einsum("ab...,b...->a...", tensor, wanted).astype(np.float32) + solver.stiffness(wanted)
    np.testing.assert_allclose(solver.solve(right, 150), wanted, atol=2e-2)


def test_gathering_is_the_transpose_of_spreading():
    u, coarse = noise(3, 9, 10, 13), noise(3, *coarse_shape((9, 10, 13)), seed=1)
    gathered, spread, sums = np.empty_like(coarse), np.zeros_like(u), np.zeros(9)
    solver_kernels.gather_coarse(u, TAPS, gathered, 0, coarse.shape[1])
    solver_kernels.spread_coarse(coarse, TAPS, u, spread, sums, 0, 9)
    assert np.vdot(gathered, coarse) == pytest.approx(np.vdot(u, spread), rel=1e-4)
    assert sums.sum() == pytest.approx(np.vdot(u, spread), rel=1e-4)


@pytest.mark.parametrize("count", [5, 8])
def test_splines_on_coarse_nodes_hold_every_straight_field_up_to_the_border(count):
    shape = (3, 4, count)
    coarse, u = np.zeros((3, *coarse_shape(shape)), np.float32), np.zeros((3, *shape), np.float32)
    coarse[0] = 2 * (np.arange(coarse.shape[3]) - 1)
    solver_kernels.spread_coarse(coarse, TAPS, u.copy(), u, np.zeros(3), 0, 3)
    np.testing.assert_allclose(u[0], np.broadcast_to(np.arange(count), shape), atol=1e-5)


def energy_left(solver, right, rounds, solution):
    """Of the error after some rounds, as a share of the solution's."""
    found = solver.solve(right, rounds)
    off, forced, whole = found - solution, np.empty_like(right), np.empty_like(right)
    solver._force(off, forced)
    solver._force(solution, whole)
    return np.sqrt(np.vdot(off, forced) / np.vdot(solution, whole))


def test_ten_rounds_with_the_coarse_lattice_come_nearer_than_thirty_without(threads, monkeypatch):
    shape = (24, 26, 28)
    factors = noise(3, 3, *shape)
    factors[..., 8:20] = 0  # something unseen, where stiffness alone goes on
    _, data = tensors_of(factors)
    right = np.zeros((3, *shape), np.float32)
    right[..., :8] = noise(3, 24, 26, 8, seed=2) + 1
    solver = Solver(data, np.ones(3, np.float32), 2.0, 0.2, threads)
    solution = solver.solve(right, 400)
    with_it = energy_left(solver, right, 10, solution)
    monkeypatch.setattr(solving, "COARSE_SHARE", 0.0)
    assert with_it < energy_left(solver, right, 30, solution)
