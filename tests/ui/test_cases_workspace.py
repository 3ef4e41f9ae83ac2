import pytest
from PySide6.QtCore import Qt

from workstation import paths
from workstation.core.errors import UserError
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import Gate, Review, TransformRecord
from workstation.core.study_commands import AddTransform, SetReview
from workstation.ui.cases_workspace import CasesWorkspace
from workstation.ui.file_field import FileField
from workstation.workbench.case_list import CaseList, summary_of


@pytest.fixture
def workspace(shown, bench):
    return shown(CasesWorkspace(bench), 1000, 700)


def cells(workspace, row):
    model = workspace.model
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def settled(qtbot, workspace):
    qtbot.waitUntil(lambda: not workspace.model._timer.isActive())


def test_with_nothing_open_it_invites_to_drop_files(qtbot, workspace):
    assert workspace.pages.currentWidget() is workspace.welcome
    asked = []
    workspace.asked.connect(asked.append)
    for button in workspace.welcome.findChildren(type(workspace.wizard.next_button)):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert set(asked) == {"study.open_demo", "study.new", "study.open", "study.open_pair"}


def test_recent_studies_open_with_a_click(qtbot, workspace, tmp_path):
    chosen = []
    workspace.recent_chosen.connect(chosen.append)
    workspace.welcome.set_recent([tmp_path / "乳腺"])
    button = workspace.welcome.findChildren(type(workspace.wizard.next_button))[-1]
    assert "乳腺" in button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == [tmp_path / "乳腺"]


def test_the_table_shows_every_case_and_how_far_it_is(qtbot, study, workspace):
    study.show_case("case2")
    opened, mark = study.open_case, Mark((0, 0, 0), (0, 0, 0))
    study.do(AddLandmark(Landmark("a", "L1", state="placed", fixed=mark, moving=mark)))
    gates = (Gate("error", "CHECK", "{before}", {"before": 7.0, "after": 0.2, "count": 12}),)
    study.do(AddTransform(TransformRecord("t", "demons", "Demons", gates=gates)))
    settled(qtbot, workspace)
    assert cells(workspace, 0)[:2] == ["case1", "new"]
    assert cells(workspace, 1) == ["case2", "in progress", "", "1 of 2", "! CHECK  Demons", "7.0 → 0.2 mm (n = 12)"]
    study.do(SetReview(Review("done", "rejected")))
    settled(qtbot, workspace)
    assert cells(workspace, 1)[1:3] == ["done", "rejected"]
    assert workspace.progress.text() == "1 of 3 done"
    assert opened is study.open_case


def test_a_closed_case_is_summarised_from_its_snapshot(study):
    study.show_case("case1")
    study.do(SetReview(Review("done", "accepted")))
    study.close_case()
    cases = CaseList(study)
    assert cases.summary(cases.entries[0]).decision == "accepted"
    assert cases.summary(cases.entries[1]).progress == "new"
    assert cases.next_unfinished().id == "case2"


def test_a_damaged_snapshot_is_said_in_its_row(qtbot, study, workspace):
    study.show_case("case1")
    study.close_case()
    study.folder.snapshot_file("case1", study.reader).write_bytes(b"rubbish")
    workspace.model.reload()
    settled(qtbot, workspace)
    assert cells(workspace, 0)[1] == "cannot be read"


def test_neighbours_end_at_the_ends(study):
    cases = CaseList(study)
    assert cases.neighbour(1).id == "case1"
    study.show_case("case3")
    assert cases.neighbour(1) is None
    assert cases.neighbour(-1).id == "case2"


def test_a_blank_reading_is_new(study):
    study.show_case("case1")
    assert summary_of(CaseList(study).entries[0], study.open_case.reading).progress == "new"


@pytest.mark.parametrize("how", ["double-click", "enter"])
def test_a_case_opens_by_double_click_and_by_enter(qtbot, study, workspace, how):
    table = workspace.table
    spot = table.visualRect(workspace.model.index(1, 0)).center()
    with qtbot.waitSignal(workspace.case_opened):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        if how == "enter":
            qtbot.keyClick(table, Qt.Key.Key_Return)
        else:
            qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert study.open_case.id == "case2"


def test_a_pasted_path_may_have_quotes(qtbot):
    field = FileField("Fixed volume")
    qtbot.addWidget(field)
    field.field.setText('"/data/a b.nii"')
    assert field.path.name == "a b.nii"


def test_a_case_that_cannot_be_opened_is_said(study, workspace):
    told = []
    workspace.told.connect(told.append)
    study.folder.volumes_file("case1").write_bytes(b"rubbish")
    workspace._open("case1")
    assert isinstance(told[0], UserError)
    assert study.open_case is None


def test_the_demo_is_made_once_in_the_background_and_opened(qtbot, window, bench, monkeypatch):
    from workstation.imaging.phantom import simulate_pair
    from workstation.workbench import demo

    def small(difficulty, seed, report=None):
        return simulate_pair(difficulty, seed, (24, 24, 28), (4.0, 2.0, 6.0), report)

    monkeypatch.setattr(demo, "simulate_pair", small)
    window.actions_.run("study.open_demo")
    assert window.background.is_busy
    assert not window.actions_.actions["study.open"].isEnabled()
    qtbot.waitUntil(lambda: bench.open_case is not None, timeout=60_000)
    assert window.workspace_id == "annotate"
    assert len(bench.open_case.reading.landmarks) > 3
    bench.close()
    monkeypatch.setattr(demo, "simulate_pair", None)
    window.actions_.run("study.open_demo")
    assert bench.open_case is not None
    assert (paths.unsaved_studies().parent / "demo" / "study.json").is_file()
