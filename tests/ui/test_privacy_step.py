"""The privacy step of the wizard, driven by mouse and keys: what a person sees, decides, and finds in the study."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from dicom_phantoms import ct_slices, invenia_file, picture_file, save
from said import words_found
from workstation.storage.dicom.blackout import Rectangle
from workstation.storage.dicom.pseudonyms import Pseudonyms
from workstation.ui.cases_workspace import CasesWorkspace
from workstation.ui.import_wizard import LOOK, NAME, PRIVACY

LEFT = Qt.MouseButton.LeftButton
SHAPE = (8, 60, 90)
TEXT_AREA = (slice(4, 10), slice(10, 50))  # rows and columns where a "name" is burned in


def scan(seed, **tags):
    """An Invenia scan with a white bar burned into all pictures, that names its patient in many places."""
    values = np.random.default_rng(seed).integers(1, 100, SHAPE).astype(np.uint8)
    values[:, *TEXT_AREA] = 255
    made = invenia_file(values, spacing=(0.8, 0.3))
    named = {
        "PatientName": "Zhang^San", "PatientID": "HOSP-4711", "PatientBirthDate": "19700203", "PatientAge": "050Y",
        "StudyDate": "20200618", "SeriesDate": "20200618", "InstitutionName": "Xijing Hospital", "StudyID": "ST9931",
        "ReferringPhysicianName": "Doctor^Who", "AccessionNumber": "ACC77123", "SeriesDescription": "LAP Zhang San",
        "StudyInstanceUID": "1.2.840.99.1", "SeriesInstanceUID": f"1.2.840.99.1.{seed}", "ImageLaterality": "L",
        "SOPInstanceUID": f"1.2.840.99.1.{seed}.77", "DeviceSerialNumber": "SN-880123",
    }  # fmt: skip
    for keyword, value in (named | tags).items():
        setattr(made, keyword, value)
    return made


NAMES = ["Zhang", "HOSP-4711", "19700203", "20200618", "2020-06-18", "Xijing", "Doctor", "Who^", "ACC77123", "ST9931",
         "1.2.840.99.1", "SN-880123", "张三", "left breast of", "第一次"]  # fmt: skip


@pytest.fixture
def places(tmp_path):
    """Two scans of one patient in files and folders that name the patient."""
    folder = tmp_path / "张三 CD" / "Zhang San 20200618"
    return [save(scan(n), folder / f"left breast of Zhang San 第一次 {n}.dcm") for n in (1, 2)]


@pytest.fixture
def workspace(shown, study):
    workspace = shown(CasesWorkspace(study), 1200, 800)
    workspace.show_form()
    return workspace


def at_privacy(qtbot, workspace, places):
    wizard = workspace.wizard
    assert wizard.take_files(places)
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.step == LOOK, timeout=30_000)
    qtbot.waitUntil(wizard.next_button.isEnabled)
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert wizard.step == PRIVACY
    return wizard


def look_at_all(qtbot, wizard):
    """Page through with the keyboard and say that no text is left."""
    review = wizard.privacy.review
    review.picture.setFocus()
    while review.following_button.isEnabled():
        qtbot.keyClick(review.picture, Qt.Key.Key_PageDown)
    review.clean_box.setFocus()
    qtbot.keyClick(review.clean_box, Qt.Key.Key_Space)


def drag_over(qtbot, picture, left, top, right, bottom):
    area = picture.area_of(Rectangle(left, top, right - left + 1, bottom - top + 1))
    inside = area.adjusted(1, 1, -1, -1)
    qtbot.mousePress(picture, LEFT, pos=inside.topLeft().toPoint())
    qtbot.mouseMove(picture, inside.center().toPoint())
    qtbot.mouseMove(picture, inside.bottomRight().toPoint())
    qtbot.mouseRelease(picture, LEFT, pos=inside.bottomRight().toPoint())


def imported(qtbot, wizard):
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert wizard.step == NAME
    case_id = wizard.naming.id_field.text()
    with qtbot.waitSignal(wizard.imported, timeout=30_000):
        qtbot.mouseClick(wizard.next_button, LEFT)
    return case_id


def rows_of(table):
    return {
        table.item(n, 0).text(): (table.item(n, 1).text(), table.item(n, 2).text()) for n in range(table.rowCount())
    }


def test_nothing_that_tells_who_the_patient_is_is_in_the_study_afterwards(qtbot, study, workspace, places):
    wizard = at_privacy(qtbot, workspace, places)
    drag_over(qtbot, wizard.privacy.review.picture, 10, 4, 49, 9)
    wizard.privacy.review.same_button.click()
    look_at_all(qtbot, wizard)
    case_id = imported(qtbot, wizard)
    study.show_case(case_id)
    study.open_case.history.checkpoint()
    study.close()
    folder = Path(workspace.wizard._workbench.folder.path) if study.folder else places[0].parents[2] / "study"
    assert words_found(places[0].parents[2] / "张三 CD", NAMES)  # the test would see them
    assert words_found(folder, NAMES) == []


def test_the_person_sees_what_is_kept_and_what_is_removed(qtbot, workspace, places):
    page = at_privacy(qtbot, workspace, places).privacy
    rows, pseudonym = rows_of(page.table), page.pseudonyms["fixed"].text()
    assert "Zhang^San   HOSP-4711   19700203" in page.patients["fixed"].text()
    assert rows["PatientName"] == ("Zhang^San", f"replaced by {pseudonym}")
    assert rows["PatientAge"] == ("050Y", "kept")
    assert rows["StudyDate"][1].startswith("moved to ")
    assert rows["SeriesDescription"] == ("LAP Zhang San", "kept as a word: AP")
    assert rows["PixelSpacing"][1] == "its numbers"
    removed = [name for name, (_, what) in rows.items() if what == "removed"]
    assert {"InstitutionName", "AccessionNumber", "StudyInstanceUID", "PatientBirthDate", "SeriesDate"} <= set(removed)
    assert f"{len(removed)} are removed" in page.counts.text()
    assert page.warning.isHidden()


def test_every_picture_must_be_looked_at_before_a_person_can_say_that_no_text_is_left(qtbot, workspace, places):
    wizard = at_privacy(qtbot, workspace, places)
    review = wizard.privacy.review
    assert not review.clean_box.isEnabled()
    assert "17 are left" in review.clean_box.toolTip()
    assert not wizard.next_button.isEnabled()
    assert "Look at all pictures" in wizard.next_button.toolTip()
    assert review.page_text.text() == "1 of 18: Fixed volume, darkest value of all 8 pictures"
    look_at_all(qtbot, wizard)
    assert "Moving volume, picture 8 of 8" in review.page_text.text()
    assert wizard.next_button.isEnabled()
    review.picture.setFocus()
    qtbot.keyClick(review.picture, Qt.Key.Key_Insert)
    assert not wizard.next_button.isEnabled()  # whoever changes the rectangles says so again
    qtbot.keyClick(review.picture, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.hidden["moving"] == ()


def test_black_rectangles_replace_pixels_and_are_recorded_with_who_and_when(qtbot, study, workspace, places):
    wizard = at_privacy(qtbot, workspace, places)
    drag_over(qtbot, wizard.privacy.review.picture, 10, 4, 49, 9)
    (drawn,) = wizard.privacy.review.hidden["fixed"]
    assert (drawn.left, drawn.top) == pytest.approx((10, 4), abs=1)
    assert (drawn.left + drawn.width, drawn.top + drawn.height) == pytest.approx((50, 10), abs=1)
    wizard.privacy.review.same_button.click()
    look_at_all(qtbot, wizard)
    case_id = imported(qtbot, wizard)
    fixed, moving = study.study.state.cases[case_id].privacy
    assert (fixed.side, moving.side) == ("fixed", "moving")
    assert (fixed.by, fixed.is_reviewed, fixed.age) == (study.reader, True, "050Y")
    assert fixed.at.startswith("20")
    assert fixed.pseudonym == moving.pseudonym == case_id.removesuffix("-1")
    assert fixed.blacked_out == moving.blacked_out == ((drawn.left, drawn.top, drawn.width, drawn.height),)
    assert "113101" in fixed.methods
    study.show_case(case_id)
    assert study.open_case.case.fixed.voxels.whole().max() < 255
    assert study.open_case.case.moving.voxels.whole().max() < 255


def test_rectangles_are_added_moved_sized_and_removed_with_the_keys(qtbot, workspace, places):
    review = at_privacy(qtbot, workspace, places).privacy.review
    picture = review.picture
    qtbot.keyClick(picture, Qt.Key.Key_Insert)
    (first,) = review.hidden["fixed"]
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    qtbot.keyClick(picture, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(picture, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert review.hidden["fixed"] == (Rectangle(first.left + 1, first.top + 10, first.width + 1, first.height),)
    qtbot.keyClick(picture, Qt.Key.Key_Insert)
    assert picture.chosen == 1
    qtbot.keyClick(picture, Qt.Key.Key_Space)
    assert picture.chosen == 0
    qtbot.keyClick(picture, Qt.Key.Key_Delete)
    assert review.hidden["fixed"] == (first,)
    for _ in range(6):
        qtbot.keyClick(picture, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.hidden["fixed"] == ()
    assert not review.undo_button.isEnabled()


def test_a_rectangle_is_dragged_elsewhere_and_escape_lets_go_of_one_being_drawn(qtbot, workspace, places):
    wizard = at_privacy(qtbot, workspace, places)
    picture = wizard.privacy.review.picture
    drag_over(qtbot, picture, 10, 4, 49, 9)
    (before,) = picture.rectangles
    start = picture.area_of(before).center().toPoint()
    qtbot.mousePress(picture, LEFT, pos=start)
    qtbot.mouseMove(picture, start + QPoint(0, 60))
    qtbot.mouseRelease(picture, LEFT, pos=start + QPoint(0, 60))
    (after,) = picture.rectangles
    assert (after.left, after.width, after.height) == (before.left, before.width, before.height)
    assert after.top > before.top
    qtbot.mousePress(picture, LEFT, pos=QPoint(picture.width() // 2, picture.height() - 30))
    qtbot.mouseMove(picture, QPoint(picture.width() // 2 + 50, picture.height() - 10))
    qtbot.keyClick(picture, Qt.Key.Key_Escape)
    assert picture.rectangles == (after,)
    assert wizard.isVisible()


def test_what_was_drawn_is_still_there_after_going_back_and_after_swapping(qtbot, workspace, places):
    wizard = at_privacy(qtbot, workspace, places)
    drag_over(qtbot, wizard.privacy.review.picture, 10, 4, 49, 9)
    drawn = wizard.privacy.review.hidden["fixed"]
    qtbot.mouseClick(wizard.back_button, LEFT)
    assert wizard.step == LOOK
    qtbot.mouseClick(wizard.swap_button, LEFT)
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert wizard.privacy.review.hidden == {"fixed": (), "moving": drawn}


def test_a_pseudonym_can_be_chosen_but_not_one_that_names_the_patient(qtbot, study, workspace, places):
    wizard = at_privacy(qtbot, workspace, places)
    look_at_all(qtbot, wizard)
    field = wizard.privacy.pseudonyms["fixed"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "left zhang")
    assert not wizard.next_button.isEnabled()
    assert "name or number" in wizard.next_button.toolTip()
    assert wizard.privacy.problem.isVisible()
    field.selectAll()
    qtbot.keyClicks(field, "ABUS-07")
    assert wizard.next_button.isEnabled()
    case_id = imported(qtbot, wizard)
    assert case_id == "ABUS-07-1"
    assert {each.pseudonym for each in study.study.state.cases[case_id].privacy} == {"ABUS-07"}


def test_a_case_id_that_names_the_patient_is_refused(qtbot, study, workspace, places):
    wizard = at_privacy(qtbot, workspace, places)
    look_at_all(qtbot, wizard)
    qtbot.mouseClick(wizard.next_button, LEFT)
    wizard.naming.id_field.setText("Zhang-1")
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: "name or number" in wizard.problem.text(), timeout=20_000)
    assert len(study.study.state.cases) == 3


def test_a_key_file_outside_the_study_leads_back_and_one_inside_is_refused(qtbot, study, workspace, places, tmp_path):
    wizard = at_privacy(qtbot, workspace, places)
    look_at_all(qtbot, wizard)
    wizard.privacy.key_file.take(study.folder.path / "key.json")
    assert "must not lie in a study" in wizard.next_button.toolTip()
    wizard.privacy.key_file.take(tmp_path / "钥匙.json")
    pseudonym = wizard.privacy.pseudonyms["fixed"].text()
    imported(qtbot, wizard)
    key = Pseudonyms.load(tmp_path / "钥匙.json")
    assert {(each["name"], each["id"]) for each in key.patients.values()} == {("Zhang^San", "HOSP-4711")}
    assert list(key.patients) == [pseudonym]
    assert (tmp_path / "钥匙.json").stat().st_mode & 0o077 == 0 or Path("C:/").exists()
    workspace.show_form()
    again = at_privacy(qtbot, workspace, places)
    assert again.privacy.pseudonyms["fixed"].text() == pseudonym


def test_two_patients_in_one_pair_are_told(qtbot, workspace, tmp_path):
    places = [
        save(scan(1), tmp_path / "1.dcm"),
        save(scan(2, PatientName="Li^Si", PatientID="X-2"), tmp_path / "2.dcm"),
    ]
    page = at_privacy(qtbot, workspace, places).privacy
    assert "two different patients" in page.warning.text()
    assert page.warning.isVisible()
    assert page.pseudonyms["fixed"].text() != page.pseudonyms["moving"].text()


def test_ct_needs_no_look_at_its_pictures_unless_it_says_that_text_is_burned_in(qtbot, workspace, tmp_path):
    values = np.random.default_rng(1).integers(0, 900, (5, 20, 24)).astype(np.int16)
    for name in ("a", "b"):
        for n, each in enumerate(ct_slices(values)):
            save(each, tmp_path / name / f"{n}")
    wizard = at_privacy(qtbot, workspace, [tmp_path / "a", tmp_path / "b"])
    assert not wizard.privacy.review.clean_box.isVisible()
    assert wizard.next_button.isEnabled()
    assert wizard.privacy.review.same_button.toolTip() == "Draw a rectangle first."


def test_a_file_that_says_that_text_is_burned_in_needs_a_look_whatever_it_is(tmp_path):
    from workstation.storage.dicom.kept import may_carry_text

    bare = picture_file(np.ones((2, 3), np.uint8), "1.2.840.10008.5.1.4.1.1.2")
    assert not may_carry_text(bare)
    bare.BurnedInAnnotation = "YES"
    assert may_carry_text(bare)
    assert may_carry_text(picture_file(np.ones((2, 3), np.uint8), "1.2.840.10008.5.1.4.1.1.7"))


def test_a_left_and_a_right_breast_are_no_pair_without_a_word(qtbot, workspace, tmp_path):
    places = [save(scan(n, ImageLaterality=side), tmp_path / f"{n}.dcm") for n, side in ((1, "L"), (2, "R"))]
    wizard = at_privacy(qtbot, workspace, places)
    look_at_all(qtbot, wizard)
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert "left breast and the other of the right" in wizard.naming.summary.text()
