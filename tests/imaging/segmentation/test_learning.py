"""Networks and a forest learn tissues from strokes, repeat themselves, and give every voxel the label of its kind."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from workstation.core.errors import InvalidInput
from workstation.imaging.metrics import dice
from workstation.imaging.segmentation.learning import learn, look_at, strokes_in_cells

SPACING = (0.6, 0.3, 0.5)


def tissues(seed=0, shape=(40, 60, 50)):
    """A bright grainy body in a darker smooth ground, and strokes of both in three slices."""
    rng = np.random.default_rng(seed)
    z, y, x = np.indices(shape)
    body = ((z - 20) * 0.6) ** 2 + ((y - 30) * 0.3) ** 2 + ((x - 25) * 0.5) ** 2 < 36
    speckle = ndimage.gaussian_filter(rng.normal(size=shape), 0.7) * 2
    grey = np.clip(np.where(body, 130, 80) + np.where(body, 30, 14) * speckle, 0, 255).astype(np.uint8)
    strokes = np.zeros(shape, np.uint8)
    for plane in (10, 20, 30):
        strokes[plane, 27:32, 18:32][body[plane, 27:32, 18:32]] = 3
        strokes[plane, 3:6, 5:45] = strokes[plane, 55:58, 5:45] = 7
    return grey, body, strokes


@pytest.fixture(scope="module")
def learnt():
    """What the strokes taught, where the body is, and the same learnt once more; learning takes seconds."""
    grey, body, strokes = tissues()
    looks = look_at(grey, SPACING)
    found, again = (learn(looks, strokes, grey.shape) for _ in range(2))
    return found, body, again


def test_strokes_in_three_slices_find_the_body(learnt):
    found, body, _ = learnt
    assert set(np.unique(found).tolist()) == {3, 7}
    assert dice(found == 3, body) > 0.85


def test_the_same_strokes_give_the_same_labels(learnt):
    first, _, second = learnt
    np.testing.assert_array_equal(first, second)


def test_two_labels_are_needed():
    grey, _, strokes = tissues()
    strokes[strokes == 7] = 0
    with pytest.raises(InvalidInput, match="at least two labels"):
        learn(look_at(grey, SPACING), strokes, grey.shape)


def test_strokes_reach_the_cells_they_pass_through():
    grey, _, strokes = tissues()
    looks = look_at(grey, SPACING)
    cells = strokes_in_cells(strokes, looks)
    z, y, x = looks.factors
    for place in np.argwhere(cells)[::50]:
        a, b, c = place * (z, y, x)
        assert strokes[a : a + z, b : b + y, c : c + x].max() == cells[tuple(place)]
