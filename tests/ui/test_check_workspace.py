import numpy as np
import pytest
from PySide6.QtCore import Qt

from phantoms import shifted_blobs
from workstation.core.study import CaseEntry, Gate, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.imaging.sampling import sample_plane_masked
from workstation.ui.check_workspace import CheckWorkspace
from workstation.workbench.workbench import Workbench

SHIFT_MM = (3.0, 0.0, 0.0)


@pytest.fixture
def bench(tmp_path):
    bench = Workbench("reader")
    bench.new_study(tmp_path / "study")
    pair = shifted_blobs(SHIFT_MM)
    bench.add_case(CaseEntry("case"), pair.fixed, pair.moving)
    bench.show_case("case")
    bench.folder.write_transform("case", "t1", Affine.translation(SHIFT_MM), {})
    gates = (Gate("overlap", "PASS", "All of it overlaps."), Gate("similarity", "CHECK", "Rose from {a}.", {"a": 0.1}))
    bench.do(AddTransform(TransformRecord("t1", "shift", "Shift", gates=gates)))
    bench.do(UseTransform("t1"))
    yield bench
    bench.close()


@pytest.fixture
def workspace(qtbot, bench):
    workspace = CheckWorkspace(bench)
    qtbot.addWidget(workspace)
    workspace.resize(1200, 800)
    workspace.show()
    qtbot.waitExposed(workspace)
    yield workspace
    workspace.shut_down()


def run(workspace, action_id):
    assert workspace.why_disabled(action_id) is None
    workspace.handlers()[action_id]()


def pane(workspace, orientation="coronal"):
    return workspace.overlay.panes["fixed", orientation]


def test_both_native_volumes_come_first_and_the_cursor_follows_through_the_registration(workspace, bench):
    assert workspace.stack.currentWidget() is workspace.native
    bench.look_at("fixed", (1.0, 2.0, 3.0))
    np.testing.assert_allclose(bench.view.moving_cursor_mm, (4.0, 2.0, 3.0), atol=1e-6)
    bench.look_at("moving", (1.0, 2.0, 3.0))
    np.testing.assert_allclose(bench.view.fixed_cursor_mm, (-2.0, 2.0, 3.0), atol=1e-2)


def test_a_blend_of_full_opacity_shows_exactly_the_warped_slice(qtbot, workspace, bench):
    run(workspace, "overlay.blend")
    workspace.bar.opacity.setValue(100)
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    case, plane = bench.open_case.case, pane(workspace).plane
    expected = sample_plane_masked(case.moving.voxels, case.moving.grid, plane, Affine.translation(SHIFT_MM))
    window = bench.view.moving_window
    levels = np.clip(np.rint((expected.pixels.astype(float) - window.low) * 255 / (window.high - window.low)), 0, 255)
    qtbot.waitUntil(lambda: pane(workspace).canvas.pixels.ndim == 3)
    seen = pane(workspace).canvas.pixels[expected.inside][:, 0].astype(float)
    assert np.abs(seen - levels[expected.inside]).max() <= 1


def test_holding_the_key_shows_the_moving_volume_and_letting_go_both(qtbot, workspace):
    run(workspace, "overlay.two_colours")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    qtbot.waitUntil(lambda: pane(workspace).canvas.pixels.ndim == 3)
    both = pane(workspace).canvas.pixels.copy()
    qtbot.keyPress(workspace, Qt.Key.Key_QuoteLeft)
    alone = pane(workspace).canvas.pixels
    assert (alone[..., 0] == alone[..., 1]).all()
    assert (alone != both).any()
    qtbot.keyRelease(workspace, Qt.Key.Key_QuoteLeft)
    np.testing.assert_array_equal(pane(workspace).canvas.pixels, both)


def test_flicker_shows_fixed_and_moving_in_turn_and_stops_with_the_mode(qtbot, workspace):
    run(workspace, "overlay.flicker")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    qtbot.waitUntil(lambda: workspace.pictures.moving_alone)
    qtbot.waitUntil(lambda: not workspace.pictures.moving_alone)
    run(workspace, "overlay.blend")
    assert not workspace._flicker.isActive()


def test_switching_the_registration_off_shows_the_volumes_as_scanned(qtbot, workspace, bench):
    run(workspace, "overlay.checkerboard")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    run(workspace, "overlay.warped")
    qtbot.waitUntil(workspace.pictures.is_at_rest, timeout=30_000)
    assert workspace.pictures._wanted["coronal"].transform_id == ""


def test_a_control_that_does_nothing_now_says_why(workspace):
    assert "blend" in str(workspace.why_disabled("overlay.more_opaque"))
    run(workspace, "overlay.blend")
    assert workspace.why_disabled("overlay.more_opaque") is None


def test_gates_are_shown_worst_first_and_the_verdict_is_that_of_the_worst(workspace):
    assert workspace.panel.verdict.text() == "CHECK"
    text = workspace.panel.gates.text()
    assert text.index("Rose from 0.1.") < text.index("All of it overlaps.")


def test_a_decision_is_saved_with_its_comment_and_can_be_undone(qtbot, workspace, bench):
    workspace.panel.comment.setPlainText("lesion fits")
    qtbot.mouseClick(workspace.panel.buttons["accepted"], Qt.MouseButton.LeftButton)
    review = bench.open_case.reading.review
    assert (review.decision, review.progress, review.transform_id) == ("accepted", "done", "t1")
    assert review.comment == "lesion fits"
    assert str(bench.open_case.history.undo_title) == "Decide: accepted"
    bench.undo()
    assert not workspace.panel.buttons["accepted"].isChecked()


def test_choosing_another_result_is_an_edit(qtbot, workspace, bench):
    workspace.panel.results.activated.emit(0)
    assert bench.open_case.reading.active_transform == ""
    bench.undo()
    assert workspace.panel.results.currentData() == "t1"


def test_the_readers_mouse_reaches_every_pane(workspace):
    workspace.set_mouse_preset("reader")
    assert {each.hand.mouse_preset for page in (workspace.native, workspace.overlay) for each in page} == {"reader"}
