import numpy as np
import pytest
import SimpleITK as sitk
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from phantoms import shifted_blobs
from workstation.core.errors import NotSaved, ReadOnly
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.imaging.itk import to_image
from workstation.ui import app, dialogs
from workstation.ui.actions import WORKSPACES
from workstation.ui.help_pages import sheet_rows
from workstation.workbench.settings import load_settings
from workstation.workbench.workbench import Workbench


@pytest.fixture
def opened(study, window):
    """The window with the first case of a study open."""
    study.show_case("case1")
    window.show_workspace("annotate")
    return window


@pytest.fixture
def files(tmp_path):
    pair = shifted_blobs()
    paths = [tmp_path / "左乳 A.nii.gz", tmp_path / "左乳 B.nii.gz"]
    for path, volume in zip(paths, (pair.fixed, pair.moving), strict=True):
        sitk.WriteImage(to_image(np.array(volume.voxels.whole()), volume.grid), str(path))
    return paths


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), action, data, button, none))


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.ControlModifier):
    qtbot.keyClick(window, key, modifier)


def test_an_empty_window_invites_and_says_why_the_rest_is_grey(window):
    assert window.workspace_id == "cases"
    assert window.case_page.pages.currentWidget() is window.case_page.welcome
    for name in WORKSPACES[1:]:
        assert not window.bar.segments[name].isEnabled()
        assert "Open a case first" in window.bar.segments[name].toolTip()


def test_every_disabled_action_says_why(window):
    for action_id, action in window.actions_.actions.items():
        assert action.isEnabled() or "Not now: " in action.toolTip(), action_id


def test_workspaces_change_by_click_and_by_key(qtbot, opened):
    qtbot.mouseClick(opened.bar.segments["check"], Qt.MouseButton.LeftButton)
    assert opened.workspace_id == "check"
    press(qtbot, opened, Qt.Key.Key_3)
    assert opened.workspace_id == "register"
    press(qtbot, opened, Qt.Key.Key_1)
    assert opened.bar.segments["cases"].isChecked()


def test_undo_is_named_and_done_by_key(qtbot, opened, study):
    study.do(AddLandmark(Landmark("a", "L17")))
    undo = opened.actions_.actions["edit.undo"]
    qtbot.waitUntil(lambda: undo.text() == "Undo Add L17")
    press(qtbot, opened, Qt.Key.Key_Z)
    assert "a" not in study.open_case.reading.landmarks
    qtbot.waitUntil(lambda: opened.actions_.actions["edit.redo"].text() == "Redo Add L17")
    press(qtbot, opened, Qt.Key.Key_Y)
    assert "a" in study.open_case.reading.landmarks


def test_in_cases_undo_concerns_the_work_list(qtbot, opened, study):
    press(qtbot, opened, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: opened.actions_.actions["edit.undo"].text() == "Undo Import case case3")
    study.close_case()
    press(qtbot, opened, Qt.Key.Key_Z)
    assert list(study.study.state.cases) == ["case1", "case2"]


def test_two_dropped_files_open_as_an_unnamed_study(qtbot, window, bench, files):
    drop(window, *files)
    qtbot.waitUntil(lambda: bench.open_case is not None, timeout=20_000)
    assert bench.is_unnamed
    assert bench.open_case.case.fixed.name == "fixed US volume"  # a file may be called after the patient
    assert window.workspace_id == "annotate"
    assert "Unnamed study" in window.windowTitle()
    bench.wait_for_writers()


def test_one_dropped_file_asks_for_the_second_in_place(qtbot, window, bench, files):
    drop(window, files[0])
    assert "will be the fixed volume" in window.notices.shown[-1].text
    drop(window, files[1])
    qtbot.waitUntil(lambda: bench.open_case is not None, timeout=20_000)
    bench.wait_for_writers()


def test_a_dropped_folder_opens_its_study_and_is_remembered(window, bench, tmp_path):
    other = Workbench("other")
    other.new_study(tmp_path / "theirs", "Theirs")
    other.close()
    drop(window, tmp_path / "theirs")
    assert bench.study.state.title == "Theirs"
    assert window.studies.recent() == [tmp_path / "theirs"]
    assert load_settings().recent == (str(tmp_path / "theirs"),)


@pytest.mark.parametrize("names", [("picture.jpg",), ("a.nii", "b.nii", "c.nii"), ("missing folder",)])
def test_other_things_are_refused_with_a_sentence(window, bench, tmp_path, names):
    drop(window, *(tmp_path / name for name in names))
    assert window.notices.shown[-1].text == "Drop two volume files or DICOM folders, or one study folder."
    assert bench.study is None


def test_a_file_that_cannot_be_read_is_said_in_place(qtbot, window, bench, tmp_path, files):
    bad = tmp_path / "bad.nii.gz"
    bad.write_bytes(b"not an image")
    drop(window, files[0], bad)
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=20_000)
    assert window.notices.shown[0].kind == "error"
    assert bench.study is None


def test_a_message_of_the_workbench_is_shown_under_the_bar(window, bench):
    bench.noticed.emit(ReadOnly("Open elsewhere."))
    assert [(each.kind, each.text) for each in window.notices.shown] == [("warning", "Open elsewhere.")]


def test_the_status_bar_says_when_the_work_was_saved(qtbot, opened, study):
    study.do(AddLandmark(Landmark("a", "L1")))
    qtbot.waitUntil(lambda: opened.saved_label.text().startswith("Saved"), timeout=10_000)


def test_the_status_bar_says_in_red_that_the_disk_refuses(opened, study):
    history = study.open_case.history
    history.document.journal._count += 1  # as if one edit were still waiting
    try:
        study.save_failed.emit(NotSaved("the disk is full"))
        assert opened.saved_label.text() == "NOT SAVED: the disk is full"
        assert opened.saved_label.property("role") == "bad"
    finally:
        history.document.journal._count -= 1
    study.saved.emit(1)
    assert opened.saved_label.text().startswith("Saved")


def test_cases_are_stepped_through_by_key(qtbot, opened, study):
    press(qtbot, opened, Qt.Key.Key_PageDown)
    assert study.open_case.id == "case2"
    assert opened.workspace_id == "annotate"
    press(qtbot, opened, Qt.Key.Key_PageUp)
    assert study.open_case.id == "case1"
    assert opened.cases.why_disabled("case.previous").template == "This is the first case."


def test_an_accepted_case_is_done_and_the_next_unfinished_comes(qtbot, opened, study):
    assert "No registration is in use" in str(opened.cases.why_disabled("case.accept"))
    study.do(AddTransform(TransformRecord("t", "m", "M")))
    study.folder.write_transform("case1", "t", shifted_blobs().fixed_to_moving, {})
    study.do(UseTransform("t"))
    opened.actions_.refresh()
    press(qtbot, opened, Qt.Key.Key_Return)
    review = study.open_case.reading.review
    assert (review.progress, review.decision, review.transform_id) == ("done", "accepted", "t")
    opened.actions_.run("case.next_unfinished")
    assert study.open_case.id == "case2"


def test_closing_the_window_saves_and_closes_the_study(opened, bench):
    bench.do(AddLandmark(Landmark("a", "L1")))
    assert opened.close()
    assert bench.study is None


@pytest.mark.parametrize(
    ("choice", "closes"),
    [(dialogs.UnnamedChoice.KEEP, True), (dialogs.UnnamedChoice.CANCEL, False), (dialogs.UnnamedChoice.SAVE_AS, True)],
)
def test_an_unnamed_study_is_asked_about_and_never_lost(qtbot, window, bench, monkeypatch, tmp_path, choice, closes):
    pair = shifted_blobs()
    bench.show_pair(pair.fixed, pair.moving)
    bench.wait_for_writers()
    path = bench.folder.path
    monkeypatch.setattr(dialogs, "ask_unnamed", lambda *_: choice)
    monkeypatch.setattr(dialogs, "choose_new_folder", lambda *_: tmp_path / "named")
    assert window.close() == closes
    kept = tmp_path / "named" if choice is dialogs.UnnamedChoice.SAVE_AS else path
    assert (kept / "cases" / "pair" / "volumes.h5").is_file()


def test_if_the_disk_refuses_at_the_end_the_window_stays_and_offers_a_way_out(qtbot, opened, bench, monkeypatch):
    def refuse():
        raise NotSaved("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(bench, "checkpoint", refuse)
        assert not opened.close()
    assert bench.open_case is not None
    assert opened.notices.shown[-1].button.text() == "Quit and lose them"
    qtbot.mouseClick(opened.notices.shown[-1].button, Qt.MouseButton.LeftButton)
    assert not opened.isVisible()


def test_arrows_belong_to_the_table_that_has_the_focus(qtbot, opened, study):
    press(qtbot, opened, Qt.Key.Key_1)
    table = opened.case_page.table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1


def test_arrows_that_nobody_wants_move_through_the_slices_and_enter_in_a_field_confirms_nothing(qtbot, opened, study):
    before = study.view.fixed_cursor_mm
    qtbot.keyClick(opened, Qt.Key.Key_PageDown)
    assert study.view.fixed_cursor_mm != before
    ran = []
    opened.actions_.triggered.connect(ran.append)
    qtbot.keyClick(opened, Qt.Key.Key_Home)
    assert ran == ["slice.first"]
    opened.case_page.show_form()
    opened.show_workspace("cases")
    opened.case_page.wizard.choice.fields["fixed"].field.setFocus()
    qtbot.keyClick(opened.case_page.wizard.choice.fields["fixed"].field, Qt.Key.Key_End)
    assert ran == ["slice.first"]


def test_the_mouse_of_readers_is_switched_and_remembered(opened):
    switch = opened.actions_.actions["app.mouse"]
    assert not switch.isChecked()
    opened.actions_.run("app.mouse")
    opened.actions_.refresh()
    assert switch.isChecked()
    assert load_settings().mouse == "reader"
    assert ("Window and level", "Left-drag") in sheet_rows("annotate", opened.studies.settings.mouse)["Mouse"]


def test_another_reader_gets_a_reading_of_their_own(opened, study, monkeypatch):
    study.do(AddLandmark(Landmark("a", "L1")))
    monkeypatch.setattr(dialogs, "ask_reader", lambda *_: "Dr Li")
    opened.actions_.run("app.reader")
    assert study.open_case.reading.reader == "Dr Li"
    assert "a" not in study.open_case.reading.landmarks
    assert load_settings().reader == "Dr Li"
    assert opened.bar.reader_button.text() == "Reader: Dr Li"


def test_pictures_of_a_case_are_written_without_a_screen(study, tmp_path):
    path = study.folder.path
    study.close()
    written = app.write_pictures(path, "case1", tmp_path / "pictures", "somebody")
    assert [each.name for each in written] == ["annotate.png", "check.png"]
    image = sitk.GetArrayFromImage(sitk.ReadImage(str(written[0])))
    assert image.shape[:2] == (1000, 1600)
    assert len(np.unique(image)) > 50
