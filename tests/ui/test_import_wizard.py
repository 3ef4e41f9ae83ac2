from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from phantoms import shifted_blobs
from workstation.core.geometry import Grid
from workstation.core.study import CaseEntry
from workstation.imaging.itk import to_image
from workstation.ui.cases_workspace import CasesWorkspace
from workstation.ui.import_wizard import CHOOSE, LOOK, NAME
from workstation.workbench.evaluate import why_no_millimetres

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def workspace(shown, study):
    workspace = shown(CasesWorkspace(study), 1100, 760)
    workspace.show_form()
    return workspace


@pytest.fixture
def files(tmp_path):
    """A pair whose headers have lost their geometry, and one that has it, with labels; in a folder with a Chinese name."""
    pair = shifted_blobs()
    folder = tmp_path / "左乳 随访"
    folder.mkdir()
    lost = Grid(pair.fixed.grid.shape_zyx, (1, 1, 1))
    images = {
        "fixed.nrrd": to_image(np.array(pair.fixed.voxels.whole()), pair.fixed.grid),
        "moving.nrrd": to_image(np.array(pair.moving.voxels.whole()), pair.moving.grid),
        "labels.nrrd": to_image(pair.fixed_labels, pair.fixed.grid),
        "lost fixed.nii.gz": to_image(np.array(pair.fixed.voxels.whole()), lost),
        "lost moving.nii.gz": to_image(np.array(pair.moving.voxels.whole()), lost),
    }
    for name, image in images.items():
        sitk.WriteImage(image, str(folder / name))
    return {name.split(".")[0]: folder / name for name in images}


def idle(qtbot, workspace):
    qtbot.waitUntil(lambda: not workspace._background.is_busy, timeout=30_000)


def looked(qtbot, workspace, fixed, moving):
    wizard = workspace.wizard
    wizard.choice.fields["fixed"].take(fixed)
    wizard.choice.fields["moving"].take(moving)
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.step == LOOK, timeout=30_000)
    return wizard


def everything_in(study):
    return sorted(str(path) for path in Path(study.folder.path).rglob("*") if not path.name.endswith(".lock"))


def test_a_pair_with_labels_is_imported_step_by_step(qtbot, study, workspace, files):
    wizard = workspace.wizard
    assert "Choose a fixed and a moving volume" in wizard.next_button.toolTip()
    assert not wizard.next_button.isEnabled()
    looked(qtbot, workspace, files["fixed"], files["moving"])
    assert "millimetres count" in wizard.view.panels["fixed"].state.text()
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert wizard.step == NAME
    assert wizard.naming.id_field.text() == "case-1"  # a file may be called after the patient
    assert wizard.naming.summary.text() == ""
    wizard.naming.labels["fixed"].take(files["labels"])
    wizard.naming.id_field.setText("P7")
    with qtbot.waitSignal(wizard.imported, timeout=30_000) as done:
        qtbot.mouseClick(wizard.next_button, LEFT)
        assert not wizard.close_button.isEnabled()
    assert done.args == ["P7"]
    assert wizard.isHidden()
    assert workspace.table.isVisible()
    study.show_case("P7")
    assert study.open_case.reading.labels["fixed"].values()
    assert wizard.choice.fields["fixed"].path is None
    assert study.study.state.cases["P7"].decisions == ()


def test_a_pair_without_spacing_is_amber_until_a_ruler_and_a_person_say_otherwise(qtbot, study, workspace, files):
    wizard = looked(qtbot, workspace, files["lost fixed"], files["lost moving"])
    panel = wizard.view.panels["fixed"]
    assert "no millimetres yet" in panel.state.text()
    assert "placeholder" in panel.doubt.text()
    picture = panel.pictures["coronal"]
    picture.setFocus()
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    panel.length_field.setText("70")
    qtbot.mouseClick(panel.ruler_button, LEFT)
    assert panel.planned.grid.spacing_mm[0] == pytest.approx(2.0)
    assert "no millimetres yet" in panel.state.text()
    qtbot.mouseClick(panel.confirm_button, LEFT)
    assert "millimetres count" in panel.state.text()
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert "not confirmed" in wizard.naming.summary.text()  # the moving volume
    wizard.naming.id_field.setText("lost")
    with qtbot.waitSignal(wizard.imported, timeout=30_000):
        qtbot.mouseClick(wizard.next_button, LEFT)
    (made,) = study.study.state.cases["lost"].decisions
    assert (made.side, made.by, made.is_trusted) == ("fixed", study.reader, True)
    assert "ruler: 70 mm over 35 voxels" in made.how
    study.show_case("lost")
    assert study.open_case.case.fixed.millimetres_trusted
    assert "moving" in why_no_millimetres(study.open_case.case)


def test_swapping_exchanges_files_volumes_and_decisions(qtbot, workspace, files):
    wizard = looked(qtbot, workspace, files["lost fixed"], files["moving"])
    panels = wizard.view.panels
    qtbot.mouseClick(panels["fixed"].confirm_button, LEFT)
    before = panels["fixed"].planned
    qtbot.mouseClick(wizard.swap_button, LEFT)
    assert panels["moving"].planned == before
    assert (wizard.choice.fields["fixed"].path, wizard.choice.fields["moving"].path) == (
        files["moving"],
        files["lost fixed"],
    )
    qtbot.mouseClick(wizard.back_button, LEFT)
    assert wizard.step == CHOOSE
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: wizard.step == LOOK)
    assert panels["moving"].planned == before  # nothing was read again, nothing forgotten


@pytest.mark.parametrize("step", [CHOOSE, LOOK, NAME])
def test_leaving_at_any_step_leaves_nothing_on_disk(qtbot, study, workspace, files, step):
    before = everything_in(study)
    wizard = workspace.wizard
    if step == CHOOSE:
        wizard.choice.fields["fixed"].take(files["fixed"])
    else:
        looked(qtbot, workspace, files["lost fixed"], files["lost moving"])
        qtbot.mouseClick(wizard.view.panels["fixed"].confirm_button, LEFT)
        if step == NAME:
            qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.isHidden()
    assert workspace.table.isVisible()
    assert everything_in(study) == before
    assert len(study.study.state.cases) == 3
    workspace.show_form()
    assert (wizard.step, wizard.choice.fields["fixed"].path, wizard.view.plan) == (CHOOSE, None, None)


def test_leaving_while_files_are_read_drops_what_arrives(qtbot, workspace, files):
    wizard = workspace.wizard
    wizard.choice.fields["fixed"].take(files["fixed"])
    wizard.choice.fields["moving"].take(files["moving"])
    qtbot.mouseClick(wizard.next_button, LEFT)
    wizard.leave()
    idle(qtbot, workspace)
    assert wizard.step == CHOOSE
    assert wizard.view.plan is None


def test_what_is_wrong_with_a_file_is_said_in_place(qtbot, study, workspace, files, tmp_path):
    wizard = workspace.wizard
    wizard.choice.fields["fixed"].take(files["fixed"])
    wizard.choice.fields["moving"].take(tmp_path / "gone.nrrd")
    qtbot.mouseClick(wizard.next_button, LEFT)
    qtbot.waitUntil(lambda: "gone.nrrd" in wizard.problem.text(), timeout=20_000)
    assert wizard.step == CHOOSE
    assert wizard.choice.fields["fixed"].path == files["fixed"]


def test_labels_are_compared_with_the_grid_the_file_had_before_it_was_calibrated(qtbot, study, workspace, files):
    wizard = looked(qtbot, workspace, files["fixed"], files["moving"])
    panel = wizard.view.panels["fixed"]
    panel.fields["dx"].setText("3")
    qtbot.mouseClick(panel.type_button, LEFT)
    qtbot.mouseClick(wizard.next_button, LEFT)
    wizard.naming.labels["fixed"].take(files["labels"])
    with qtbot.waitSignal(wizard.imported, timeout=30_000):
        qtbot.mouseClick(wizard.next_button, LEFT)
    study.show_case("case-1")
    assert study.open_case.case.fixed.grid.spacing_mm[0] == 3
    assert study.open_case.reading.labels["fixed"].values()


def test_the_keyboard_is_enough(qtbot, study, workspace, files):
    wizard = workspace.wizard
    wizard.choice.fields["fixed"].field.setText(str(files["fixed"]))
    wizard.choice.fields["moving"].field.setText(str(files["moving"]))
    qtbot.keyClick(wizard.choice.fields["moving"].field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.step == LOOK, timeout=30_000)
    qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.step == NAME
    with qtbot.waitSignal(wizard.imported, timeout=30_000):
        qtbot.keyClick(wizard.naming.id_field, Qt.Key.Key_Return)
    assert "case-1" in study.study.state.cases


def test_enter_in_the_geometry_presses_what_has_the_focus_and_does_not_run_ahead(qtbot, workspace, files):
    wizard = looked(qtbot, workspace, files["lost fixed"], files["lost moving"])
    panel = wizard.view.panels["fixed"]
    panel.fields["dx"].setFocus()
    panel.fields["dx"].setText("0.5")
    qtbot.keyClick(panel.fields["dx"], Qt.Key.Key_Return)
    assert wizard.step == LOOK
    assert panel.planned.grid.spacing_mm == (0.5, 1, 1)
    panel.confirm_button.setFocus()
    qtbot.keyClick(panel.confirm_button, Qt.Key.Key_Return)
    assert wizard.step == LOOK
    assert panel.planned.light == "green"
    wizard.next_button.setFocus()
    qtbot.keyClick(wizard.next_button, Qt.Key.Key_Return)
    assert wizard.step == NAME


def test_dropped_files_and_folders_fill_the_wizard(workspace, files, tmp_path):
    wizard = workspace.wizard
    assert workspace.take_files([files["fixed"]])
    assert workspace.take_files([files["moving"]])
    assert (wizard.choice.fields["fixed"].path, wizard.choice.fields["moving"].path) == (
        files["fixed"],
        files["moving"],
    )
    folders = [tmp_path / "系列 1", tmp_path / "系列 2"]
    for folder in folders:
        folder.mkdir()
    assert workspace.take_files(folders)
    assert (wizard.choice.fields["fixed"].path, wizard.choice.fields["moving"].path) == tuple(folders)
    assert not workspace.take_files([files["fixed"]] * 3)
    wizard.leave()
    assert not workspace.take_files([files["fixed"]])


def test_a_file_dropped_on_a_field_goes_there(workspace, files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files["moving"]))])
    action, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    workspace.wizard.choice.fields["moving"].dropEvent(QDropEvent(QPointF(1, 1), action, data, LEFT, keys))
    assert workspace.wizard.choice.fields["moving"].path == files["moving"]


def test_a_proposed_id_is_free_and_says_nothing_about_the_files(qtbot, study, workspace, files):
    pair = shifted_blobs()
    study.add_case(CaseEntry("case-1"), pair.fixed, pair.moving)
    wizard = looked(qtbot, workspace, files["fixed"], files["moving"])
    qtbot.mouseClick(wizard.next_button, LEFT)
    assert wizard.naming.id_field.text() == "case-2"
    wizard.naming.id_field.setText("")
    assert "Give the case an id" in wizard.next_button.toolTip()


def test_what_a_file_is_called_does_not_enter_the_study(qtbot, study, workspace, files):
    named = {name: files[name].with_name(f"Zhang Wei {name}.nrrd") for name in ("fixed", "moving")}
    for name, path in named.items():
        files[name].rename(path)
    wizard = looked(qtbot, workspace, named["fixed"], named["moving"])
    assert "Zhang Wei fixed" in wizard.view.panels["fixed"].name.text()  # on the screen one must know which is which
    qtbot.mouseClick(wizard.next_button, LEFT)
    with qtbot.waitSignal(wizard.imported, timeout=30_000):
        qtbot.mouseClick(wizard.next_button, LEFT)
    study.show_case("case-1")
    assert study.open_case.case.fixed.name == "fixed US volume"
    assert study.open_case.case.fixed.provenance.source_name == "fixed.nrrd"
    study.close_case()
    study.checkpoint()
    found = [path.name for path in study.folder.path.rglob("*") if path.is_file() and b"Zhang" in path.read_bytes()]
    assert found == []
