"""The wizard with DICOM folders: made-up Invenia scans, because they have everything that must be confirmed."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from dicom_phantoms import invenia_file, save
from workstation.ui.cases_workspace import CasesWorkspace
from workstation.ui.help_pages import HelpWindow
from workstation.ui.import_wizard import CHOOSE, LOOK, PRIVACY

LEFT = Qt.MouseButton.LeftButton


def scan(seed, series):
    values = np.random.default_rng(seed).integers(1, 100, (8, 60, 90)).astype(np.uint8)
    values[:, :, :45] += 100  # the side of the first scan lines is the bright one
    made = invenia_file(values, spacing=(0.8, 0.3))
    made.PatientName, made.PatientID = "Zhang^San", "HOSP-4711"
    made.SeriesInstanceUID, made.SeriesNumber = f"1.2.3.4.{series}", series
    made.SeriesDescription, made.ImageLaterality = "LAP Zhang San", "L"
    return made


@pytest.fixture
def folder(tmp_path):
    for number in (1, 2):
        save(scan(number, number), tmp_path / "张三 CD" / f"{number}.dcm")
    return tmp_path / "张三 CD"


@pytest.fixture
def workspace(qtbot, study, folder):
    workspace = CasesWorkspace(study)
    qtbot.addWidget(workspace)
    workspace.resize(1100, 760)
    workspace.show()
    qtbot.waitExposed(workspace)
    workspace.show_form()
    wizard = workspace.wizard
    assert wizard.take_files([folder, folder])
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.choice.series["moving"].count() == 2, timeout=20_000)
    return workspace


def looked(qtbot, wizard):
    qtbot.waitUntil(wizard.next_button.isEnabled)
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.step == LOOK, timeout=30_000)
    return wizard.view.panels["fixed"]


def brighter_side(panel):
    values = panel.planned.volume.voxels.whole().astype(float)
    half = values.shape[2] // 2
    return "first" if values[:, :, :half].mean() > values[:, :, half:].mean() else "last"


def test_a_folder_with_two_volumes_gives_one_to_each_side_and_says_that_they_can_be_changed(workspace):
    wizard = workspace.wizard
    assert wizard.step == CHOOSE
    assert "Choose the volumes" in wizard.problem.text()
    assert [wizard.choice.series[side].currentIndex() for side in ("fixed", "moving")] == [0, 1]


def test_side_and_view_come_from_the_files_and_are_confirmed_into_the_study(qtbot, study, workspace):
    wizard = workspace.wizard
    panel = looked(qtbot, wizard)
    assert (panel.laterality.currentData(), panel.view.currentData()) == ("left", "AP")
    assert panel.mirrored.isVisible()
    qtbot.mouseClick(panel.scan_button, LEFT)
    if panel.confirm_button.isEnabled():
        qtbot.mouseClick(panel.confirm_button, LEFT)
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert wizard.step == PRIVACY
    while wizard.privacy.review.following_button.isEnabled():
        qtbot.mouseClick(wizard.privacy.review.following_button, LEFT)
    wizard.privacy.review.clean_box.click()
    qtbot.mouseClick(wizard.next_button, LEFT)
    case_id = wizard.naming.id_field.text()
    assert case_id.startswith("P")  # a pseudonym: a folder may be called after the patient
    with qtbot.waitSignal(wizard.imported, timeout=30_000):
        qtbot.mouseClick(wizard.next_button, LEFT)
    (made,) = study.study.state.cases[case_id].decisions
    assert (made.side, made.laterality, made.view, made.by) == ("fixed", "left", "AP", study.reader)
    study.show_case(case_id)
    assert study.open_case.case.fixed.millimetres_trusted
    study.close_case()
    study.checkpoint()
    for path in study.folder.path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for word in ("Zhang", "HOSP-4711", "张三"):
                assert word.encode() not in content, path


def test_a_mirrored_picture_is_read_again_turned_over(qtbot, workspace):
    panel = looked(qtbot, workspace.wizard)
    assert brighter_side(panel) == "first"
    panel.mirrored.click()
    qtbot.waitUntil(lambda: panel.planned.mirrored, timeout=30_000)
    assert brighter_side(panel) == "last"
    assert panel.planned.is_bent


def test_two_dropped_dicom_folders_go_through_the_wizard_because_names_may_be_burned_in(qtbot, window, bench, tmp_path):
    folders = [tmp_path / "系列 1", tmp_path / "系列 2"]
    for number, folder in enumerate(folders, 1):
        save(scan(number, number), folder / "scan.dcm")
    window.studies.take_files(folders[:1])
    assert "will be the fixed volume" in window.notices.shown[-1].text
    window.studies.take_files(folders[1:])
    wizard = window.case_page.wizard
    assert bench.is_unnamed
    assert wizard.isVisible()
    assert list(wizard.choice.places.values()) == folders
    looked(qtbot, wizard)
    assert bench.study.state.cases == {}


def test_a_dropped_pair_goes_into_the_study_that_is_open(window, study, tmp_path):
    folders = [tmp_path / "a", tmp_path / "b"]
    for number, folder in enumerate(folders, 1):
        save(scan(number, number), folder / "scan.dcm")
    window.studies.take_files(folders)
    assert not study.is_unnamed
    assert window.case_page.wizard.isVisible()
    assert len(study.study.state.cases) == 3


def test_f1_shows_the_page_about_importing_while_one_imports(window, study):
    window.actions_.run("case.import")
    window.actions_.run("help.page")
    assert "Text in the pictures" in window.findChild(HelpWindow).browser.toPlainText()
    window.case_page.wizard.leave()
    window.actions_.run("help.page")
    assert "Open a case" in window.findChild(HelpWindow).browser.toPlainText()
