import numpy as np
import pytest

from hands import SHIFT_MM, open_blobs
from loop_study import GRID, TRUTH, list_pair, make_loops, register, scan
from workstation.core.study import TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine, Composite
from workstation.ui.check_workspace import CheckWorkspace
from workstation.ui.deformation_layers import ColourBar, ColourMap, Legend
from workstation.ui.deformation_pictures import DEFORMATION

SPOILT = Composite((TRUTH[1], Affine.translation((0.0, 0.0, 5.0))))


@pytest.fixture
def show(shown):
    """Opens Check on a workbench; ends everything afterwards."""
    open_ = []

    def open_check(bench):
        open_.append(bench)
        return shown(CheckWorkspace(bench), 1200, 800)

    yield open_check
    for bench in open_:
        bench.close()


@pytest.fixture
def loops(tmp_path):
    bench = make_loops(tmp_path)
    register(bench, "lat-med", SPOILT)
    return bench


def choose(workspace, title):
    """Choose a look from the list as a person does."""
    box = workspace.bar.deformation
    row = box.findText(title)
    assert row >= 0
    box.setCurrentIndex(row)
    box.activated.emit(row)


def layers(workspace, kind):
    pane = workspace.native.panes["fixed", "coronal"]
    return [each for each in pane.under(DEFORMATION) if isinstance(each, kind)]


def test_the_crosshair_is_told_by_how_much_a_loop_misses_itself(qtbot, show, loops):
    workspace = show(loops)
    loops.look_at("fixed", GRID.centre_mm)
    qtbot.waitUntil(lambda: "LAT → MED → AP → LAT comes back" in workspace.panel.here.text(), timeout=20_000)
    assert "5." in workspace.panel.here.text().split("comes back")[1][:6] or "4.9" in workspace.panel.here.text()


def test_the_loop_s_closure_error_lies_over_the_fixed_volume_in_mm(qtbot, show, loops):
    workspace = show(loops)
    choose(workspace, "Loop")
    qtbot.waitUntil(lambda: bool(layers(workspace, ColourMap)), timeout=20_000)
    (shown,), (bar,), (legend,) = (layers(workspace, kind) for kind in (ColourMap, ColourBar, Legend))
    known = shown.values[np.isfinite(shown.values)]
    assert np.median(known) == pytest.approx(5.0, abs=0.4)
    assert bar.title == "misses itself, mm"
    assert legend.text == "LAT → MED → AP → LAT"
    assert "does not prove" in workspace.bar.hint.text()


def test_a_pair_without_a_loop_says_what_to_do(qtbot, show, tmp_path):
    bench = make_loops(tmp_path)
    list_pair(bench, "alone", scan(7), scan(8), ("AP", "LAT"))
    register(bench, "alone", Affine.identity())
    workspace = show(bench)
    choose(workspace, "Loop")
    qtbot.waitUntil(
        lambda: any("import the same scans" in each.text for each in layers(workspace, Legend)), timeout=20_000
    )
    assert "no loop" in str(workspace.why_disabled("overlay.next_loop"))


def test_the_next_loop_is_another_map(qtbot, show, loops):
    loops.close_case()
    list_pair(loops, "second", scan(2), scan(3), ("LAT", "MED"))
    register(loops, "second", TRUTH[1])
    workspace = show(loops)
    choose(workspace, "Loop")
    qtbot.waitUntil(lambda: bool(layers(workspace, ColourMap)), timeout=20_000)
    first = layers(workspace, Legend)[0].text
    assert workspace.why_disabled("overlay.next_loop") is None
    workspace.handlers()["overlay.next_loop"]()
    qtbot.waitUntil(
        lambda: bool(layers(workspace, ColourMap)) and layers(workspace, Legend)[0].text != first, timeout=20_000
    )
    assert "LAT → MED → LAT" in first


def test_the_round_trip_with_a_separate_registration_is_a_map_and_then_said_at_the_crosshair(qtbot, show, tmp_path):
    bench = open_blobs(tmp_path)
    wrong = Affine.translation(np.add(SHIFT_MM, (0.0, 4.0, 0.0)))
    bench.folder.write_transform("case", "t1", wrong, {})
    bench.do(AddTransform(TransformRecord("t1", "m", "M")))
    bench.do(UseTransform("t1"))
    workspace = show(bench)
    choose(workspace, "Round trip")
    qtbot.waitUntil(lambda: bool(layers(workspace, ColourMap)), timeout=60_000)
    values = layers(workspace, ColourMap)[0].values
    assert np.nanmedian(values) == pytest.approx(4.0, abs=0.6)
    assert "knows nothing of this one" in layers(workspace, Legend)[0].text
    qtbot.waitUntil(lambda: "A separate quick registration" in workspace.panel.here.text(), timeout=20_000)


def test_the_round_trip_gap_is_told_after_a_while_without_asking_for_the_map(qtbot, show, tmp_path):
    bench = open_blobs(tmp_path)
    bench.folder.write_transform("case", "t1", Affine.translation(SHIFT_MM), {})
    bench.do(AddTransform(TransformRecord("t1", "sonolign", "M")))
    bench.do(UseTransform("t1"))
    workspace = show(bench)
    workspace.maps.idle.setInterval(10)
    qtbot.waitUntil(lambda: "A separate quick registration" in workspace.panel.here.text(), timeout=60_000)
    choose(workspace, "Round trip")
    qtbot.waitUntil(lambda: bool(layers(workspace, ColourMap)), timeout=20_000)
    assert "may share its mistakes" in layers(workspace, Legend)[0].text
