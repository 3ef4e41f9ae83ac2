import pytest
from PySide6.QtCore import QPointF, Qt

from misbehaviour import misbehave
from workstation.core.errors import Message
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Gate, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.ui import method_panel
from workstation.ui.job_panel import JobPanel, time_left
from workstation.ui.register_workspace import RegisterWorkspace
from workstation.workbench.jobs import JobState
from workstation.workbench.plugins import find_plugins

WAIT_MS = 60_000


@pytest.fixture
def workspace(shown, study, monkeypatch):
    monkeypatch.setattr(method_panel, "find_plugins", lambda: [*find_plugins(), misbehave()])
    study.show_case("case1")
    workspace = RegisterWorkspace(study)
    workspace.asked.connect(lambda action_id: run(workspace, action_id))
    return shown(workspace, 1200, 800)


def run(workspace, action_id):
    assert workspace.why_disabled(action_id) is None
    workspace.handlers()[action_id]()


def choose(qtbot, workspace, method):
    names = list(workspace.method.plugins)
    workspace.method.methods.setCurrentRow(names.index(method))
    qtbot.waitUntil(lambda: workspace.why_disabled("register.run") is None, timeout=WAIT_MS)


def click(qtbot, workspace, action_id):
    qtbot.mouseClick(workspace.buttons[action_id], Qt.MouseButton.LeftButton)


def ended(qtbot, workspace):
    qtbot.waitUntil(lambda: not workspace.registrations.unfinished, timeout=WAIT_MS)


def record(id, verdict="PASS", **more):
    return TransformRecord(id, "m", f"Method {id}", gates=(Gate("match", verdict, "They match."),), **more)


def test_devices_that_are_not_there_are_greyed_with_the_reason(qtbot, study, monkeypatch):
    monkeypatch.setattr(method_panel, "why_not", lambda name: Message("No such card.") if name == "cuda" else None)
    panel = method_panel.MethodPanel()
    qtbot.addWidget(panel)
    row = panel.device.findData("cuda")
    flags = panel.device.model().index(row, 0).flags()
    assert not flags & Qt.ItemFlag.ItemIsEnabled
    assert "No such card." in panel.device.itemData(row, Qt.ItemDataRole.ToolTipRole)
    assert panel.device.model().index(panel.device.findData("mps"), 0).flags() & Qt.ItemFlag.ItemIsEnabled


def test_our_own_method_lets_one_choose_the_device(qtbot, workspace):
    choose(qtbot, workspace, "sonolign")
    assert workspace.method.device.isEnabled()
    assert workspace.method.choices().device == "auto"
    choose(qtbot, workspace, "linear_sitk")
    assert not workspace.method.device.isEnabled()


def test_a_registration_runs_and_its_result_is_listed_and_used(qtbot, study, workspace):
    for number, place in enumerate(((0, 0, 0), (9, 0, 0), (0, 9, 0), (0, 0, 9))):
        fixed, moving = Mark(place, (0, 0, 0)), Mark((place[0] + 3, *place[1:]), (0, 0, 0))
        study.do(AddLandmark(Landmark(f"i{number}", f"L{number}", state="placed", fixed=fixed, moving=moving)))
    choose(qtbot, workspace, "landmarks")
    assert "4 pairs" in workspace.method.use_landmarks.text()
    click(qtbot, workspace, "register.run")
    assert workspace.panel.job is not None
    ended(qtbot, workspace)
    item = workspace.runs.list.topLevelItem(0)
    assert item.text(0) == "From landmarks"
    assert "0.00 mm (n = 4)" in item.text(4)
    assert workspace.panel.message.text().startswith("Done:")
    assert str(study.open_case.history.undo_title) == "Register with From landmarks" or item.text(2) == "✕ FAIL"


def test_the_cancel_button_ends_a_run_and_nothing_is_listed(qtbot, workspace):
    choose(qtbot, workspace, "misbehave")
    workspace.method.form.fields["how"].setCurrentText("steps")
    click(qtbot, workspace, "register.run")
    qtbot.waitUntil(lambda: workspace.panel.bar.value() > 0, timeout=WAIT_MS)
    assert workspace.panel.plot.isVisible()
    qtbot.mouseClick(workspace.panel.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.panel.message.text() == JobState.CANCELLED, timeout=WAIT_MS)
    ended(qtbot, workspace)
    assert workspace.runs.list.topLevelItemCount() == 0


def test_a_method_that_crashes_leaves_a_plain_message(qtbot, workspace):
    choose(qtbot, workspace, "misbehave")
    workspace.method.form.fields["how"].setCurrentText("exit")
    click(qtbot, workspace, "register.run")
    ended(qtbot, workspace)
    assert "crashed" in workspace.panel.message.text()
    assert workspace.panel.message.property("role") == "bad"
    assert workspace.panel.details_button.isVisible() == bool(workspace.panel.job.details)


def test_the_form_follows_the_preset_and_the_preset_the_form(qtbot, workspace):
    choose(qtbot, workspace, "misbehave")
    method = workspace.method
    assert method.preset.currentText() == "custom"
    method.preset.setCurrentText("fast")
    assert method.form.values()["shift_mm"] == 1.0
    assert method.choices().preset == "fast"
    method.form.fields["shift_mm"].setText("2")
    assert method.preset.currentText() == "custom"
    assert method.choices().preset == ""


def test_options_that_the_method_cannot_use_are_grey_and_say_so(qtbot, workspace):
    choose(qtbot, workspace, "demons_sitk")
    method = workspace.method
    assert not method.use_landmarks.isEnabled()
    assert method.use_landmarks.toolTip() == "This method makes no use of it."
    assert method.region.isEnabled()
    assert [method.region.itemText(n) for n in range(3)] == ["everywhere", "skin", "fat"]


def test_a_method_whose_library_is_missing_is_grey_with_the_reason(qtbot, study, monkeypatch):
    from dataclasses import replace

    lame = [replace(each, missing=("nonesuch",)) for each in find_plugins()]
    monkeypatch.setattr(method_panel, "find_plugins", lambda: lame)
    workspace = RegisterWorkspace(study)
    qtbot.addWidget(workspace)
    item = workspace.method.methods.item(0)
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled
    assert "nonesuch" in item.toolTip()
    study.show_case("case1")
    assert not workspace.buttons["register.run"].isEnabled()
    assert "Choose a method first" in workspace.buttons["register.run"].toolTip()
    workspace.shut_down()


def test_a_result_is_put_in_use_out_of_use_and_removed(qtbot, study, workspace):
    for name in ("a", "b"):
        study.folder.write_transform("case1", name, Affine.identity(), {})
        study.do(AddTransform(record(name, preset="fast", seconds=12.0)))
    assert [workspace.runs.list.topLevelItem(n).text(0) for n in range(2)] == ["Method b", "Method a"]
    assert workspace.runs.chosen_id == "b"
    click(qtbot, workspace, "register.use")
    assert study.open_case.reading.active_transform == "b"
    assert not workspace.buttons["register.remove"].isEnabled()
    assert "in use" in workspace.buttons["register.remove"].toolTip()
    click(qtbot, workspace, "register.use")
    assert study.open_case.reading.active_transform == ""
    click(qtbot, workspace, "register.remove")
    assert list(study.open_case.reading.transforms) == ["a"]
    study.undo()
    assert list(study.open_case.reading.transforms) == ["a", "b"]


def test_a_new_result_is_the_chosen_one_and_its_reasons_are_shown(study, workspace):
    study.do(AddTransform(record("a")))
    study.do(AddTransform(record("b", "FAIL")))
    assert workspace.runs.chosen_id == "b"
    assert "They match." in workspace.runs.details.toPlainText()
    assert workspace.runs.list.topLevelItem(0).text(2) == "✕ FAIL"


def test_errors_and_fits_are_told_apart(study, workspace):
    gates = (
        Gate("error", "PASS", "", {"before": 7.04, "after": 0.21, "largest": 1.0, "count": 12}),
        Gate("fit", "PASS", "", {"mm": 0.05, "count": 30}),
    )
    study.do(AddTransform(TransformRecord("t", "m", "M", gates=gates)))
    item = workspace.runs.list.topLevelItem(0)
    assert item.text(3) == "7.0 → 0.2 mm (n = 12)"
    assert item.text(4) == "0.05 mm (n = 30)"
    assert "not an accuracy" in workspace.runs.list.headerItem().toolTip(4)


def test_without_a_case_every_button_says_so(study, workspace):
    study.close_case()
    for button in workspace.buttons.values():
        assert not button.isEnabled()
        assert "Open a case first" in button.toolTip()


def test_the_result_in_use_is_marked(study, workspace):
    study.folder.write_transform("case1", "a", Affine.identity(), {})
    study.do(AddTransform(record("a")))
    study.do(UseTransform("a"))
    assert "In use" in workspace.runs.list.topLevelItem(0).toolTip(0)
    assert workspace.buttons["register.use"].text() == "Put out of use"


def test_an_idle_panel_says_that_nothing_runs(qtbot):
    panel = JobPanel()
    qtbot.addWidget(panel)
    assert panel.title.text() == "No registration is running."
    assert not panel.cancel_button.isEnabled()


def test_the_names_of_the_curves_stand_above_them_in_the_lowest_plot(qtbot):
    panel = JobPanel()
    qtbot.addWidget(panel)
    for name in ("difference", "step"):
        for fraction in (0.0, 0.5, 1.0):
            panel._add_point(name, fraction, 1 - fraction)
    panel.plot.setFixedHeight(panel.plot.minimumHeight())
    panel.show()
    qtbot.waitExposed(panel)
    item = panel.plot.getPlotItem()
    top = item.vb.mapViewToScene(QPointF(0.0, 1.0)).y()
    label = item.legend.getLabel(panel._lines["step"])
    assert label.sceneBoundingRect().bottom() <= top


@pytest.mark.parametrize(
    ("seconds", "words"), [(3, "a few seconds left"), (42, "about 40 s left"), (200, "about 3 min left")]
)
def test_the_time_left_is_no_finer_than_it_deserves(seconds, words):
    assert time_left(seconds) == words
