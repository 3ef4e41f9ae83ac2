"""Colleagues' files in the window: dropped or chosen, tried, previewed, imported as one step; bundles too."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from phantoms import shifted_blobs
from workstation.core.geometry import SIDES
from workstation.core.labels import Segment
from workstation.core.study import CaseEntry
from workstation.core.transform import Affine
from workstation.storage.interchange.itk_transforms import write_itk
from workstation.storage.interchange.points import PointRow, PointTable
from workstation.storage.interchange.seg_nrrd import write_seg_nrrd
from workstation.storage.interchange.slicer_markups import write_mrk_json
from workstation.ui import dialogs, work_dialogs
from workstation.ui.import_work_dialog import ImportWorkDialog
from workstation.ui.work_dialogs import BundleUse
from workstation.workbench.bundles import write_bundle
from workstation.workbench.workbench import Workbench

LEFT, ENTER = Qt.MouseButton.LeftButton, Qt.Key.Key_Return
SHIFT = (3.0, 1.0, -2.0)
PAIR = shifted_blobs(SHIFT)
MOTION = Affine(np.eye(3), np.array(SHIFT))


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "同事"
    folder.mkdir()
    turn = np.array([-1.0, -1.0, 1.0])
    write_itk(folder / "theirs.tfm", Affine(np.eye(3), MOTION.offset_mm * turn))
    centre = np.array(PAIR.fixed.grid.centre_mm)
    rows = tuple(PointRow(f"n{n}", tuple(centre + n), tuple(centre + n + SHIFT), f"id{n}") for n in range(4))
    for side in SIDES:
        write_mrk_json(folder / f"{side}.mrk.json", PointTable(rows), side)
    drawn = (PAIR.moving_labels > 0).astype(np.uint8) * 3
    write_seg_nrrd(folder / "moving.seg.nrrd", drawn, PAIR.moving.grid, [Segment(3, "mass", "#e0533d")])
    return folder


@pytest.fixture
def in_annotate(qtbot, window, bench, tmp_path):
    bench.new_study(tmp_path / "study")
    bench.add_case(CaseEntry("case"), PAIR.fixed, PAIR.moving)
    bench.show_case("case")
    window.show_workspace("annotate")
    return window


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier))


def dialog_of(qtbot, window):
    (dialog,) = window.findChildren(ImportWorkDialog)
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=60_000)
    return dialog


def accepted(qtbot, dialog):
    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        qtbot.keyClick(dialog, ENTER)


def notices(window):
    return " ".join(each.text for each in window.notices.shown)


def test_a_dropped_transform_is_tried_chosen_judged_and_undone_by_name(qtbot, in_annotate, bench, files):
    drop(in_annotate, files / "theirs.tfm")
    dialog = dialog_of(qtbot, in_annotate)
    assert dialog.readings.topLevelItemCount() == 10
    chosen = dialog.readings.chosen
    assert (chosen.frame, chosen.direction) == ("RAS", "fixed to moving")
    assert "proposed" in dialog.readings.currentItem().text(5)
    accepted(qtbot, dialog)
    (record,) = bench.open_case.reading.transforms.values()
    assert record.title == "Imported transform (.tfm)"
    assert record.gates
    np.testing.assert_allclose(bench.open_case.transform(record.id)([[0.0, 0, 0]]), [SHIFT], atol=1e-6)
    assert "theirs.tfm is in use" in notices(in_annotate) or "not in use" in notices(in_annotate)
    in_annotate.actions_.refresh()
    assert "Undo Import transform" in in_annotate.actions_.actions["edit.undo"].text()
    in_annotate.actions_.run("edit.undo")
    assert not bench.open_case.reading.transforms


def test_another_reading_chosen_by_key_is_warned_of_and_stored(qtbot, in_annotate, bench, files):
    drop(in_annotate, files / "theirs.tfm")
    dialog = dialog_of(qtbot, in_annotate)
    qtbot.keyClick(dialog.readings, Qt.Key.Key_Down)
    assert "not the proposed reading" in dialog.warnings.text()
    accepted(qtbot, dialog)
    (note,) = bench.open_case.reading.imports.values()
    assert "against the proposal" in note.decision
    assert note.by == "王医生"


def test_landmark_files_of_both_scans_are_previewed_and_imported_once(qtbot, in_annotate, bench, files, monkeypatch):
    paths = [files / f"{side}.mrk.json" for side in SIDES]
    monkeypatch.setattr(work_dialogs, "choose_work", lambda parent: paths)
    in_annotate.actions_.run("case.import_work")
    dialog = dialog_of(qtbot, in_annotate)
    assert "4 landmarks, 4 of them placed in both scans." in dialog.preview.text()
    assert "4 will be added" in dialog.preview.text()
    accepted(qtbot, dialog)
    assert [row.name for row in bench.open_case.reading.landmarks][-4:] == ["n0", "n1", "n2", "n3"]
    again = in_annotate.interchange.import_work(paths)
    qtbot.waitUntil(lambda: not again.is_busy, timeout=60_000)
    assert "was imported before" in again.warnings.text()
    assert "as proposed" in again.warnings.text()
    qtbot.keyClick(again, ENTER)
    qtbot.waitUntil(lambda: "in the case already" in again.told.text())
    qtbot.keyClick(again, Qt.Key.Key_Escape)


def test_labels_find_their_scan_and_become_what_is_chosen(qtbot, in_annotate, bench, files):
    drop(in_annotate, files / "moving.seg.nrrd")
    dialog = dialog_of(qtbot, in_annotate)
    qtbot.waitUntil(lambda: dialog.plan is not None and not dialog.is_busy, timeout=60_000)
    assert dialog.side.currentData() == "moving"
    assert "the scan's grid" in dialog.preview.text()
    box = dialog.values.cellWidget(0, 3)
    box.setCurrentIndex(box.findData(0))
    assert not dialog.import_button.isEnabled(), "everything is left out"
    box.setCurrentIndex(0)
    value = box.currentData()
    accepted(qtbot, dialog)
    np.testing.assert_array_equal(bench.open_case.reading.labels["moving"].whole() > 0, PAIR.moving_labels > 0)
    assert bench.open_case.reading.labels["moving"].values() == {value}


def test_a_damaged_file_is_told_in_the_dialog_and_esc_leaves(qtbot, in_annotate, bench, files):
    (files / "bad.tfm").write_text("#Insight Transform File V1.0\nTransform: nonsense\n")
    dialog = in_annotate.interchange.import_work([files / "bad.tfm"])
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=60_000)
    assert dialog.told.text()
    assert not dialog.import_button.isEnabled()
    depth = bench.open_case.history.undo_depth
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert bench.open_case.history.undo_depth == depth


def test_leaving_while_a_file_is_tried_stops_it(qtbot, in_annotate, bench, files):
    dialog = in_annotate.interchange.import_work([files / "theirs.tfm"])
    with qtbot.waitSignal(dialog.rejected, timeout=60_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not bench.open_case.reading.transforms


def test_without_a_case_the_action_says_why(window):
    assert "Open a case first" in window.actions_.actions["case.import_work"].toolTip()


@pytest.fixture
def bundle(tmp_path):
    other = Workbench("Wang")
    other.new_study(tmp_path / "their study")
    other.add_case(CaseEntry("case"), PAIR.moving, PAIR.fixed)
    other.add_case(CaseEntry("case b"), PAIR.fixed, PAIR.moving)
    other.close()
    write_bundle(tmp_path / "their study", tmp_path / "b.zip")
    return tmp_path / "b.zip"


def test_a_dropped_bundle_is_added_to_the_open_study_and_conflicts_are_said(
    qtbot, in_annotate, bench, bundle, monkeypatch
):
    monkeypatch.setattr(work_dialogs, "ask_bundle_use", lambda *_: BundleUse.ADD)
    drop(in_annotate, bundle)
    qtbot.waitUntil(lambda: "added as case-2" in notices(in_annotate), timeout=60_000)
    assert list(bench.study.state.cases) == ["case", "case-2", "case b"]
    assert bench.open_case is not None


def test_a_dropped_bundle_opens_as_a_study_of_its_own(qtbot, window, bench, bundle, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "choose_new_folder", lambda *_: tmp_path / "arrived")
    drop(window, bundle)
    qtbot.waitUntil(lambda: bench.study is not None, timeout=60_000)
    assert bench.folder.path == Path(tmp_path / "arrived")
    assert list(bench.study.state.cases) == ["case", "case b"]
