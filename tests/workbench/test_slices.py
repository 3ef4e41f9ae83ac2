"""Pictures are pure functions of requests; the renderer serves the newest wish, remembers, looks ahead, and ends."""

from __future__ import annotations

import threading
from dataclasses import replace
from time import monotonic, sleep

import numpy as np
import pytest

from workstation.core.errors import InvalidInput
from workstation.core.geometry import Grid
from workstation.core.labels import LabelMap
from workstation.core.planes import plane_through
from workstation.core.transform import Affine
from workstation.core.volume import ArrayVoxels, Volume
from workstation.workbench.slices import (
    LabelRequest,
    Scene,
    SliceRenderer,
    SliceRequest,
    neighbours,
    render,
    render_labels,
)

GRID = Grid((12, 10, 8), (1.0, 0.5, 2.0), (3.0, 4.0, 5.0))
VALUES = np.random.default_rng(0).integers(0, 255, GRID.shape_zyx).astype(np.uint8)


END_S = 120  # nothing here takes longer, however busy the computer


class Gate:
    """A transform that waits until it is let through, and says when it was reached."""

    def __init__(self):
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, points_mm):
        self.reached.set()
        assert self.open.wait(END_S)
        return points_mm

    def inverse(self):
        return self


def scene(**transforms) -> Scene:
    labels = LabelMap.from_array((VALUES > 128).astype(np.uint8))
    volume = Volume.from_array(VALUES, GRID)
    return Scene({"fixed": volume, "moving": volume}, transforms, {("fixed", 0): labels})


def wish(z: int, **more) -> SliceRequest:
    return SliceRequest("fixed", "case", plane_through(GRID, "transverse", GRID.point_of((0, 0, z))), **more)


class Pane:
    """Collects what a renderer announces."""

    def __init__(self, renderer):
        self.pictures, self.errors = [], []
        self._came = threading.Condition()
        renderer.ready.connect(self._on_ready)
        renderer.failed.connect(self._on_failed)

    def _on_ready(self, pane, picture):
        with self._came:
            self.pictures.append((pane, picture))
            self._came.notify_all()

    def _on_failed(self, pane, request, error):
        with self._came:
            self.errors.append((pane, request, error))
            self._came.notify_all()

    def wait(self, pictures=0, errors=0):
        with self._came:
            assert self._came.wait_for(lambda: len(self.pictures) >= pictures and len(self.errors) >= errors, END_S)


def wait_until(condition):
    until = monotonic() + END_S
    while not condition():
        assert monotonic() < until
        sleep(0.005)


@pytest.fixture
def renderer():
    gates = {"gate": Gate(), "other gate": Gate(), "shift": Affine.translation((0.0, 0.0, 2.0))}
    made = SliceRenderer(scene(**gates))
    yield made
    for gate in (gates["gate"], gates["other gate"]):
        gate.open.set()
    made.close()


def test_equal_requests_are_equal_and_hash_alike():
    assert wish(3) == wish(3)
    assert len({wish(3), wish(3), wish(4), wish(3, step=2), replace(wish(3), revision=1)}) == 4


def test_a_picture_holds_the_slice_and_what_it_shows_moves_with_the_transform():
    shown = scene(shift=Affine.translation((0.0, 0.0, 2.0)))
    plain = render(wish(4), shown.volumes, shown.transforms)
    warped = render(wish(4, transform_id="shift"), shown.volumes, shown.transforms)
    np.testing.assert_array_equal(plain.pixels, VALUES[4])
    np.testing.assert_array_equal(warped.pixels, VALUES[5])
    assert plain.inside.all()
    assert plain.request == wish(4)


def test_a_label_picture_holds_the_labels():
    request = LabelRequest("fixed", "case", wish(4).plane, 1)
    np.testing.assert_array_equal(render_labels(request, scene()).pixels, VALUES[4] > 128)


def test_what_is_not_there_is_named():
    with pytest.raises(InvalidInput, match="no transform T9"):
        render(wish(4, transform_id="T9"), scene().volumes, {})
    with pytest.raises(InvalidInput, match="no fixed volume"):
        render(wish(4), {}, {})
    with pytest.raises(InvalidInput, match="moving volume has no labels"):
        render_labels(LabelRequest("moving", "case", wish(4).plane, 1), scene())


def test_every_pane_gets_its_picture(renderer):
    pane = Pane(renderer)
    renderer.ask("left", wish(2))
    renderer.ask("right", LabelRequest("fixed", "case", wish(3).plane, 0))
    pane.wait(2)
    by_pane = dict(pane.pictures)
    np.testing.assert_array_equal(by_pane["left"].pixels, VALUES[2])
    np.testing.assert_array_equal(by_pane["right"].pixels, VALUES[3] > 128)


def test_a_later_wish_of_a_pane_replaces_one_that_has_not_begun(renderer):
    pane, gates = Pane(renderer), renderer.scene.transforms
    renderer.ask("busy", wish(0, transform_id="gate"))
    renderer.ask("busy too", wish(0, transform_id="other gate"))
    assert gates["gate"].reached.wait(END_S)
    assert gates["other gate"].reached.wait(END_S)
    for z in range(1, 9):
        renderer.ask("left", wish(z))
    gates["gate"].open.set()
    gates["other gate"].open.set()
    pane.wait(3)
    assert [picture.request for name, picture in pane.pictures if name == "left"] == [wish(8)]


def test_a_remembered_picture_comes_at_once_and_is_the_same(renderer):
    pane = Pane(renderer)
    renderer.ask("left", wish(2))
    pane.wait(1)
    renderer.ask("right", wish(2))
    assert pane.pictures[1][0] == "right"
    assert pane.pictures[1][1] is pane.pictures[0][1] is renderer.peek(wish(2))


def test_neighbouring_slices_are_made_while_nothing_is_asked(renderer):
    pane = Pane(renderer)
    renderer.ask("left", wish(5))
    pane.wait(1)
    wait_until(lambda: all(renderer.peek(wish(5 + n)) for n in (-3, -2, -1, 1, 2, 3)))
    np.testing.assert_array_equal(renderer.peek(wish(8)).pixels, VALUES[8])
    assert renderer.peek(wish(9)) is None
    assert len(pane.pictures) == 1


def test_neighbours_are_the_requests_a_view_would_make_and_stay_in_the_volume():
    assert set(neighbours(wish(5), scene())) == {wish(n) for n in (2, 3, 4, 6, 7, 8)}
    assert set(neighbours(wish(0, transform_id="shift"), scene())) == {wish(n, transform_id="shift") for n in (1, 2, 3)}
    oblique = replace(wish(5).plane, right_mm=(0.7, 0.7, 0.0))
    assert neighbours(replace(wish(5), plane=oblique), scene()) == []


def test_a_failure_is_told_to_the_pane_and_the_next_wish_works(renderer):
    pane = Pane(renderer)
    renderer.ask("left", wish(2, transform_id="T9"))
    pane.wait(errors=1)
    assert pane.errors[0][:2] == ("left", wish(2, transform_id="T9"))
    assert "T9" in str(pane.errors[0][2])
    renderer.ask("left", wish(2))
    pane.wait(1)


def test_a_view_that_fails_is_reported_and_does_not_end_the_threads(renderer, monkeypatch):
    reported = []
    monkeypatch.setattr(threading, "excepthook", reported.append)

    def fail(pane, picture):
        raise RuntimeError("cannot draw")

    renderer.ready.connect(fail)
    for n, z in enumerate((1, 5, 9), start=1):
        renderer.ask("left", wish(z, step=2))
        wait_until(lambda n=n: len(reported) == n)
    renderer.ready.disconnect(fail)
    pane = Pane(renderer)
    renderer.ask("left", wish(3, transform_id="shift"))
    pane.wait(1)
    assert "cannot draw" in str(reported[0].exc_value)


def test_another_case_forgets_the_pictures_of_the_last(renderer):
    pane = Pane(renderer)
    renderer.ask("left", wish(2))
    pane.wait(1)
    flat = Volume("flat", "flat", GRID, ArrayVoxels(np.full(GRID.shape_zyx, 9, np.uint8)))
    renderer.show(Scene({"fixed": flat}))
    assert renderer.peek(wish(2)) is None
    renderer.ask("left", wish(2))
    pane.wait(2)
    assert (pane.pictures[1][1].pixels == 9).all()


def test_memory_for_pictures_is_bounded():
    renderer = SliceRenderer(scene(), cache_bytes=VALUES[0].nbytes * 2 * 2)
    try:
        pane = Pane(renderer)
        for n, z in enumerate((1, 5, 9)):
            renderer.ask("left", wish(z, step=2))
            pane.wait(n + 1)
        assert renderer.peek(wish(1, step=2)) is None
        assert renderer.peek(wish(9, step=2)) is not None
    finally:
        renderer.close()


def test_closing_ends_the_threads():
    before = set(threading.enumerate())
    renderer = SliceRenderer(scene())
    assert len(set(threading.enumerate()) - before) == 2
    renderer.ask("left", wish(2))
    renderer.close()
    assert not {t for t in set(threading.enumerate()) - before if t.name.startswith("slices")}
