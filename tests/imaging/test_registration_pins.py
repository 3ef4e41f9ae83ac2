"""Landmarks that pull a registration: how hard, and in which directions."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import phantoms
from workstation.core.geometry import Grid
from workstation.core.landmarks import Correspondence
from workstation.core.plugin import RunContext
from workstation.core.transform import Affine
from workstation.imaging.registration import EngineOptions, register_pair
from workstation.imaging.registration.middle import Halves, Middle
from workstation.imaging.registration.pins import LEAST_SPREAD_MM, Pins

STILL = Middle.of(Affine.identity())
OPTIONS = EngineOptions(finest_mm=1.8, levels=3)
UPPER = np.triu_indices(3)


def pair_of(here, there, covariance=None):
    spread = () if covariance is None else tuple(np.asarray(covariance, float)[UPPER].tolist())
    return Correspondence("L1", "duct", tuple(here), tuple(there), spread_mm2=spread)


def pulled(pins, grid):
    """What the pins add up to over all nodes: the (3, 3) tensor and right-hand side, in the patient's axes."""
    data = np.zeros((9, *grid.shape_zyx), np.float32)
    still = np.zeros((3, *grid.shape_zyx), np.float32)
    pins.pull(data, Halves(still, still), STILL, grid)
    sums = data.sum(axis=(1, 2, 3)).astype(float)
    tensor = np.empty((3, 3))
    tensor[UPPER] = sums[:6]
    tensor.T[UPPER] = sums[:6]
    return grid.axes @ tensor @ grid.axes.T / 8, grid.axes @ sums[6:] / 8


numbers = st.floats(-1, 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(numbers, min_size=9, max_size=9), st.floats(0.1, 2.0))
def test_a_pin_is_the_inverse_of_its_covariance_on_any_grid(values, least):
    shape = np.array(values).reshape(3, 3)
    covariance = shape @ shape.T + least**2 * np.eye(3)
    turned = Grid((8, 9, 10), (2.0, 2.0, 2.0), direction=(0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0))
    here = turned.point_of((4.3, 4.6, 3.2))
    there = np.add(here, (0.5, -0.25, 1.0))
    tensor, pull = pulled(Pins.of([pair_of(here, there, covariance)], 0.5), turned)
    wanted = np.linalg.inv(covariance)
    np.testing.assert_allclose(tensor, wanted, rtol=1e-3, atol=1e-3 * np.abs(wanted).max())
    np.testing.assert_allclose(pull, wanted @ (0.5, -0.25, 1.0), rtol=1e-3, atol=1e-3 * np.abs(wanted).max())


def test_a_pin_without_a_covariance_pulls_alike_every_way():
    grid = Grid((8, 9, 10), (2.0, 2.0, 2.0))
    tensor, _ = pulled(Pins.of([pair_of((8, 8, 8), (9, 8, 8))], 0.5), grid)
    np.testing.assert_allclose(tensor, np.eye(3) / 0.25, atol=1e-3)


def test_no_mark_is_believed_to_be_exact():
    grid = Grid((8, 9, 10), (2.0, 2.0, 2.0))
    tensor, _ = pulled(Pins.of([pair_of((8, 8, 8), (9, 8, 8), np.zeros((3, 3)))], 0.5), grid)
    np.testing.assert_allclose(tensor, np.eye(3) / LEAST_SPREAD_MM**2, rtol=1e-3)


def test_the_precise_direction_is_followed_and_the_loose_one_left_to_the_pictures():
    volume = phantoms.textured_volume()
    here = volume.grid.point_of((18, 16, 14))
    there = np.add(here, (2.5, 2.5, 0.0))
    moved = {}
    for loose, spread in ((1, (0.01, 100.0, 0.01)), (0, (100.0, 0.01, 0.01))):
        run = RunContext(
            lambda *_args, **_curves: None,
            initial=Affine.identity(),
            landmarks=(pair_of(here, there, np.diag(spread)),),
        )
        moved[loose] = register_pair(volume, volume, OPTIONS, run)([here])[0] - here
    for loose, shift in moved.items():
        assert shift[1 - loose] > 1.5
        assert abs(shift[loose]) < 0.4
