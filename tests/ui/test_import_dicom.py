"""The wizard with DICOM folders: made-up Invenia scans, because they have everything that must be confirmed."""

import threading

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from PySide6.QtCore import Qt

from dicom_phantoms import ct_slices, invenia_file, save
from workstation.storage.dicom import scan as scanning
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
def empty(shown, study):
    """The import wizard with nothing in it."""
    workspace = shown(CasesWorkspace(study), 1100, 760)
    workspace.show_form()
    return workspace


@pytest.fixture
def workspace(qtbot, empty, folder):
    """The wizard with a folder of two volumes on both sides, looked into."""
    wizard = empty.wizard
    assert wizard.take_files([folder, folder])
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.choice.series["moving"].count() == 2, timeout=20_000)
    return empty


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
    assert "Choose the volumes" in wizard.choice.hint.text()
    assert wizard.problem.text() == ""
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


def test_a_dicomdir_lists_its_volumes(qtbot, empty, tmp_path):
    disk, records = tmp_path / "光盘", []
    for number in (1, 2):
        save(scan(number, number), disk / "IMAGES" / f"IM{number}")
        records.append(Dataset())
        records[-1].DirectoryRecordType, records[-1].ReferencedFileID = "IMAGE", ["IMAGES", f"IM{number}"]
    directory = Dataset()
    directory.DirectoryRecordSequence = Sequence(records)
    directory.SOPClassUID, directory.SOPInstanceUID = "1.2.840.10008.1.3.10", "1.2.3"
    directory.file_meta = scan(1, 1).file_meta
    save(directory, disk / "DICOMDIR")
    wizard = empty.wizard
    assert wizard.take_files([disk / "DICOMDIR"] * 2)
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.choice.series["moving"].count() == 2, timeout=20_000)
    looked(qtbot, wizard)


def test_missing_and_doubled_pictures_are_told_in_the_geometry_step(qtbot, empty, tmp_path):
    values = np.random.default_rng(0).integers(1, 900, (7, 20, 24)).astype(np.int16)
    for name in ("a", "b"):
        files = [save(each, tmp_path / name / f"{n}") for n, each in enumerate(ct_slices(values))]
        files[3].unlink()
        files[5].with_name("copy").write_bytes(files[5].read_bytes())
    wizard = empty.wizard
    wizard.take_files([tmp_path / "a", tmp_path / "b"])
    qtbot.mouseClick(wizard.next_button, LEFT)
    panel = looked_at(qtbot, wizard)
    assert "Pictures are missing between 3–4" in panel.doubt.text()
    assert "1 files are copies" in panel.doubt.text()
    assert "no millimetres yet" in panel.state.text()


def test_folders_with_chinese_names_and_paths_of_hundreds_of_characters_are_read(qtbot, empty, tmp_path):
    deep = tmp_path.joinpath(*(f"第{n}次检查 " + "乳腺 ABUS 右侧 " * 4 for n in range(6)))
    assert len(str(deep)) > 300
    for number in (1, 2):
        save(scan(number, number), deep / f"{number}" / "扫描.dcm")
    wizard = empty.wizard
    wizard.take_files([deep / "1", deep / "2"])
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert looked_at(qtbot, wizard).planned.is_bent


def test_looking_through_a_folder_tells_how_far_it_is_and_can_be_stopped(qtbot, window, study, tmp_path, monkeypatch):
    for n in range(12):
        save(scan(n, n), tmp_path / "disk" / f"{n}.dcm")
    window.case_page.begin_import([tmp_path / "disk"] * 2)
    shown = []
    window.background.progressed.connect(lambda share, words: shown.append((share, words)))
    stop_at = 5
    look_at, begun, stopped = scanning._look_at, threading.Event(), threading.Event()

    def slowly(path, collected):
        look_at(path, collected)
        if len(collected.found) == stop_at:
            begun.set()
            stopped.wait()

    monkeypatch.setattr(scanning, "_look_at", slowly)
    wizard = window.case_page.wizard
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(begun.is_set)
    qtbot.mouseClick(window.busy.cancel_button, LEFT)
    stopped.set()
    qtbot.waitUntil(lambda: not window.background.is_busy, timeout=20_000)
    assert wizard.step == CHOOSE
    assert wizard.choice.series["fixed"].count() == 0
    assert (4 / 12, "4 of 12 files") in shown
    assert "12 of 12 files" not in [words for _, words in shown]


def looked_at(qtbot, wizard):
    qtbot.waitUntil(lambda: wizard.step == LOOK, timeout=30_000)
    return wizard.view.panels["fixed"]
