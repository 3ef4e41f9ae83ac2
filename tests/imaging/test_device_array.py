"""Arrays on a device: NumPy's functions give what NumPy gives, there; whatever torch lacks is carried to and fro."""

import numpy as np
import pytest

from workstation.imaging import device_array
from workstation.imaging.device_array import DeviceArray

A = np.random.default_rng(0).normal(size=(3, 4, 5)).astype(np.float32)
B = np.random.default_rng(1).normal(size=(4, 5))

FORMULAS = {
    "numbers do not widen": lambda a: 2.5 * a - 1 / (a * a + np.float32(1)),
    "small arrays do": lambda a: a + B,
    "roots and limits": lambda a: np.minimum(1, 0.5 / np.maximum(np.sqrt((a * a).sum(axis=0)), 1e-6)),
    "comparisons": lambda a: (a > 0.2) & ~(a == a.max()),
    "matrix product": lambda a: np.moveaxis(a, 0, -1) @ np.eye(3),
    "choice": lambda a: np.where(a > 0, a, np.float32(-1)),
    "parts in steps and turned round": lambda a: a[::2, ::-1, 1:],
    "parts by mask": lambda a: a[a > 0],
    "places": lambda a: np.take(a, np.array([3, 0, 1]), 1),
    "axes": lambda a: a.transpose(2, 0, 1).reshape(5, -1).T,
    "stacked": lambda a: np.stack([a[0], a[1] + 1]),
    "joined": lambda a: np.concatenate([a, a[:1]], axis=0),
    "spread": lambda a: np.broadcast_to(a[:, :1], (3, 4, 5)),
    "clipped": lambda a: np.clip(a, -0.5, 0.5),
    "double sums": lambda a: a.sum(dtype=np.float64),
    "weighted mean": lambda a: np.average(a, weights=a * a),
    "counted": lambda a: np.count_nonzero(a > 0),
    "products": lambda a: np.einsum("abc,bc->a", a, B),
    "carried to the processor": lambda a: np.median(a, axis=0),
    "as another type": lambda a: (10 * a).astype(np.int32),
}


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_formulas_give_what_numpy_gives(formula):
    wanted, found = formula(A), formula(DeviceArray.of(A, "cpu"))
    assert np.shape(found) == np.shape(wanted)
    np.testing.assert_allclose(np.asarray(found), wanted, rtol=1e-5, atol=1e-6)
    if np.ndim(wanted):
        assert type(found) is DeviceArray
        assert found.dtype == wanted.dtype


@pytest.mark.parametrize("make", [np.zeros, np.ones, np.empty])
def test_new_arrays_are_made_beside_another(make):
    found = make((2, 3), np.float32, like=DeviceArray.of(A, "cpu"))
    assert type(found) is DeviceArray
    assert (found.shape, found.dtype) == ((2, 3), np.float32)


def test_views_write_into_the_whole():
    found, wanted = DeviceArray.of(A, "cpu"), A.copy()
    for each in (found, wanted):
        each[1, 2:] = 7
        each[0] += 1
        part = each[2]
        part *= np.float32(2)
        np.add.at(each[1], (np.array([0, 0]), np.array([1, 1])), np.array([1.0, 2.0], np.float32))
    np.testing.assert_allclose(np.asarray(found), wanted, rtol=1e-6)


def test_what_was_carried_is_counted(monkeypatch):
    monkeypatch.setattr(device_array, "trips", {})
    np.median(DeviceArray.of(A, "cpu"))
    assert device_array.trips == {"median": 1}
