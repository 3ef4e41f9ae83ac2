"""Every torch loop against its compiled twin, on random pictures with voxels of different lengths, whole and in parts."""

import inspect
from types import SimpleNamespace

import numpy as np
import pytest

from phantoms import noise
from workstation.core.geometry import Grid
from workstation.imaging.device_array import DeviceArray
from workstation.imaging.registration import kernels, solver_kernels, torch_kernels, torch_solver_kernels
from workstation.imaging.registration import lattice as lattices
from workstation.imaging.registration.lattice import Lattice
from workstation.imaging.registration.solver import TAPS, coarse_shape

SHAPE = (9, 17, 23)
GRID = Grid(SHAPE, (0.7, 1.9, 0.4))
NODES = (6, 7, 8)
COARSE = coarse_shape(NODES)
PER_MM = np.array([1.4, 0.5, 2.5], np.float32)


def zeros(*shape, dtype=np.float32):
    return np.zeros(shape, dtype)


def positive(*shape, seed=0):
    return np.abs(noise(*shape, seed=seed)) + np.float32(0.1)


def holed(seed):
    values = noise(*SHAPE, seed=seed)
    values[2:4, 5:9, 3:7] = kernels.HOLE
    return values


def masked():
    return (noise(*SHAPE, seed=9) > -0.8).astype(np.float32)


def comparison():
    """Arguments of `compare` for a small turn, a shift, and a field that leaves the picture in places."""
    lattice = Lattice(GRID, (2, 3, 4))
    field = 0.6 * noise(3, *lattice.grid.shape_zyx, seed=3)
    to_moving = np.c_[np.eye(3) + 0.02 * noise(3, 3), (0.3, -0.4, 0.2)].astype(np.float64)
    vectors = GRID.world_to_index[:3, :3] @ GRID.axes
    return holed(1), holed(2), to_moving, field, vectors, lattice.from_voxels, zeros(*SHAPE), zeros(*SHAPE)


def seen():
    """Mean and difference pictures with holes."""
    fixed, moving = holed(4), holed(5)
    return 0.5 * (fixed + moving), fixed - moving


def weighable():
    cells, window = noise(13, *NODES), positive(4, *NODES, seed=1)
    window[2] = 0.5 * window[2] * np.sign(noise(*NODES, seed=2))
    window[3, :2] = 0
    return cells, window


def tensors():
    data = noise(9, *NODES)
    data[[0, 3, 5]] = np.abs(data[[0, 3, 5]]) + 4
    return data


# name: (planes to work on, arguments before them); arrays that are written to come out the same from both
CASES = {
    "block_mean": lambda: (4, ((255 * noise(*SHAPE)).astype(np.int16), 2, 3, 4, zeros(4, 5, 5))),
    "square": lambda: (9, (noise(*SHAPE), masked(), 0.3, zeros(*SHAPE), zeros(*SHAPE))),
    "standardise": lambda: (
        9, (noise(*SHAPE), masked(), 0.3, 0.1 * noise(*SHAPE, seed=1), positive(*SHAPE), positive(*SHAPE), 0.01, 3.0),
    ),
    "compare": lambda: (9, comparison()),
    "gather_cells": lambda: (7, (*seen(), (2, 3, 4), 1, PER_MM, zeros(13, 7, 8, 8))),
    "weigh": lambda: (6, (*weighable(), 0.05, zeros(9, *NODES), zeros(*NODES))),
    "curvature": lambda: (6, (noise(3, *NODES), PER_MM, zeros(3, *NODES))),
    "stiffen": lambda: (
        6, (noise(3, *NODES), noise(3, *NODES, seed=1), tensors(), PER_MM, 0.7, 0.2, zeros(3, *NODES),
            zeros(6, dtype=np.float64)),
    ),
    "advance": lambda: (
        6, (tensors(), 0.5, 0.3, *(noise(3, *NODES, seed=n) for n in range(1, 5)), zeros(3, *NODES)),
    ),
    "gather_coarse": lambda: (5, (noise(6, *NODES), TAPS, zeros(6, *COARSE))),
    "solve_blocks": lambda: (6, (tensors(), 0.5, noise(3, *NODES), zeros(3, *NODES))),
    "spread_coarse": lambda: (
        6, (noise(3, *COARSE), TAPS, noise(3, *NODES, seed=1), noise(3, *NODES, seed=2), zeros(6, dtype=np.float64)),
    ),
    "compose": lambda: (6, (noise(3, *NODES), noise(3, *NODES, seed=1), PER_MM, zeros(3, *NODES))),
    "least_growth": lambda: (6, (0.3 * noise(3, *NODES), PER_MM, zeros(*NODES))),
    "box": lambda: (3, (noise(3, 17, 23), zeros(3, 17, 23), 4)),
    "box_rows": lambda: (20, (noise(20, 23), zeros(20, 23), 5)),
}  # fmt: skip


MODULES = {kernels: torch_kernels, solver_kernels: torch_solver_kernels}
LOOPS = {
    name: loop
    for module in MODULES
    for name, loop in vars(module).items()
    if hasattr(loop, "fused") and loop.__module__ == module.__name__
}


def is_large(argument):
    """Whether the engine would keep an argument on the device."""
    return isinstance(argument, np.ndarray) and argument.size > 15


def both(name, *planes):
    """The arguments after the compiled loop, and after its twin."""
    runs = []
    for device in (None, "cpu"):
        arguments = CASES[name]()[1]
        placed = [DeviceArray.of(each, device) if device and is_large(each) else each for each in arguments]
        LOOPS[name](*placed, *planes)
        runs.append([np.asarray(each) for each in placed if isinstance(each, np.ndarray | DeviceArray)])
    return runs


def assert_alike(fused, twin):
    for one, other in zip(fused, twin, strict=True):
        holes = np.abs(one) > kernels.LARGEST
        np.testing.assert_array_equal(holes, np.abs(other) > kernels.LARGEST)
        np.testing.assert_allclose(np.where(holes, 0, one), np.where(holes, 0, other), rtol=2e-5, atol=2e-5)


@pytest.mark.parametrize("name", CASES)
def test_twins_agree_on_the_whole(name):
    planes = CASES[name]()[0]
    assert_alike(*both(name, 0, planes, *((2, 20) if name == "box" else ())))


@pytest.mark.parametrize("name", CASES)
def test_twins_agree_on_a_range_of_planes(name):
    assert_alike(*both(name, 1, 3, *((0, 23) if name == "box" else ())))


@pytest.mark.parametrize("name", ["compare", "gather_cells", "compose"])
def test_working_in_chunks_changes_nothing(name, monkeypatch):
    monkeypatch.setattr(torch_kernels, "CHUNK", 100)
    assert_alike(*both(name, 0, CASES[name]()[0]))


def test_every_compiled_loop_has_a_tested_twin_with_the_same_arguments():
    assert set(CASES) == set(LOOPS)
    twins = {module.__name__: twin for module, twin in MODULES.items()}
    for name, loop in LOOPS.items():
        twin = inspect.signature(getattr(twins[loop.__module__], name)).parameters
        assert list(twin) == list(inspect.signature(loop).parameters), name


def test_a_loop_without_a_twin_runs_on_copies(monkeypatch):
    monkeypatch.delattr(torch_kernels, "compose")
    assert_alike(*both("compose", 0, 6))


def test_an_affine_field_is_the_same_map_on_a_device():
    lattice = SimpleNamespace(grid=GRID)
    matrix, offset = 0.1 * noise(3, 3), noise(3)
    u = lattices.affine_field(matrix, offset, lattice.grid)
    found = lattices.fitted_affine(DeviceArray.of(u, "cpu"), GRID)
    np.testing.assert_allclose(found[0], matrix, atol=1e-4)
    np.testing.assert_allclose(found[1], offset, atol=1e-4)
