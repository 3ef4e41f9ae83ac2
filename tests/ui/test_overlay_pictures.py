"""Overlays of large slices: fewer pixels at once while the view moves, and every pixel right when it rests."""

import numpy as np
import pytest

from hands import SHIFT_MM, open_blobs
from workstation.core.study import TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.ui import overlay_pictures
from workstation.ui.check_workspace import CheckWorkspace
from workstation.workbench import comparison
from workstation.workbench.comparison import compose
from workstation.workbench.slices import render
from workstation.workbench.view import resolve, resolve_warped

HOUR_MS = 3_600_000
MODES = ("blend", "two_colours", "checkerboard", "wipe", "edges", "difference", "flicker")


@pytest.fixture
def bench(tmp_path):
    bench = open_blobs(tmp_path)
    bench.folder.write_transform("case", "t1", Affine.translation(SHIFT_MM), {})
    bench.do(AddTransform(TransformRecord("t1", "shift", "Shift")))
    bench.do(UseTransform("t1"))
    yield bench
    bench.close()


@pytest.fixture
def workspace(shown, bench, monkeypatch):
    monkeypatch.setattr(comparison, "FINE_PIXELS", 100)  # so that slices of a small phantom count as large
    monkeypatch.setattr(overlay_pictures, "MOST_PIXELS", 300)
    monkeypatch.setattr(overlay_pictures, "LEAST_PIXELS", 300)
    return shown(CheckWorkspace(bench), 1200, 800)


@pytest.mark.parametrize("mode", MODES)
def test_a_large_slice_comes_coarsely_first_and_then_exactly_as_the_reference_composition(
    qtbot, workspace, bench, mode
):
    pane, shapes = workspace.overlay.panes["fixed", "coronal"], []
    workspace.pictures.composed.connect(lambda name: name == "coronal" and shapes.append(pane.canvas.pixels.shape[:2]))
    workspace.handlers()[f"overlay.{mode}"]()
    qtbot.waitUntil(workspace.pictures.is_at_rest)
    rest, shapes[:] = workspace.pictures._rest, []
    rest.setInterval(HOUR_MS)  # the view does not rest before the first picture was there
    bench.look_at("fixed", (2.0, 6.0, 3.0))
    qtbot.waitUntil(lambda: bool(shapes))
    plane = pane.plane
    assert all(rows * columns <= 300 for rows, columns in shapes)
    assert plane.rows * plane.columns > 300
    rest.start(0)
    qtbot.waitUntil(workspace.pictures.is_at_rest)
    case, view = bench.open_case.case, bench.view
    fixed = render(resolve(view, case, "fixed", "coronal"), {"fixed": case.fixed}, {})
    request = resolve_warped(view, case, bench.open_case.reading, "coronal")
    moving = render(request, {"moving": case.moving}, {"t1": bench.open_case.transform("t1")})
    spot = plane.pixel_of(view.fixed_cursor_mm) if mode == "wipe" else None
    expected = compose(fixed, moving, view, workspace.pictures.moving_alone, spot)
    np.testing.assert_array_equal(pane.canvas.pixels, expected)


def test_pictures_that_come_late_get_fewer_pixels_and_early_ones_more(workspace, monkeypatch):
    monkeypatch.setattr(overlay_pictures, "MOST_PIXELS", 90_000)
    monkeypatch.setattr(overlay_pictures, "LEAST_PIXELS", 15_000)
    pictures = workspace.pictures
    pictures._most_pixels = 50_000
    pictures._keep_pace(0.2)
    assert pictures._most_pixels == 40_000
    for _ in range(20):
        pictures._keep_pace(0.2)
    assert pictures._most_pixels == 15_000
    for _ in range(40):
        pictures._keep_pace(0.001)
    assert pictures._most_pixels == 90_000
