import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from hands import open_blobs
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.ui.landmark_model import COLUMNS

PLACES = {
    "a": ((0.0, 0.0, 0.0), (3.0, 0.0, 0.0)),
    "b": ((6.0, 2.4, 4.0), (10.0, 2.4, 4.0)),
    "c": ((-6.0, 0.0, 2.0), None),
}


@pytest.fixture
def bench(tmp_path):
    bench = open_blobs(tmp_path)
    for name, (fixed, moving) in PLACES.items():
        landmark = Landmark(name, f"point {name}").with_mark("fixed", bench.open_case.mark_at("fixed", fixed))
        if moving is not None:
            landmark = landmark.with_mark("moving", bench.open_case.mark_at("moving", moving))
        bench.do(AddLandmark(landmark))
    yield bench
    bench.close()


@pytest.fixture
def panel(shown, bench):
    return shown(AnnotateWorkspace(bench), 1400, 900).landmarks


def cell(panel, landmark_id, column):
    return panel.model.index(panel.model.row_of(landmark_id), COLUMNS.index(column))


def text(panel, landmark_id, column):
    return cell(panel, landmark_id, column).data()


def landmark(bench, landmark_id):
    return bench.open_case.reading.landmarks[landmark_id]


def test_the_table_says_what_is_placed_where(panel):
    assert [text(panel, "b", column) for column in ("name", "fixed", "moving", "state")] == [
        "point b",
        "✓",
        "✓",
        "placed",
    ]
    assert [text(panel, "c", column) for column in ("fixed", "moving", "state")] == ["✓", "–", "unplaced"]
    assert panel.title.text() == "Landmarks 2/4"


def test_choosing_a_row_jumps_in_both_volumes_and_the_view_chooses_the_row(qtbot, panel, bench):
    qtbot.mouseClick(
        panel.table.viewport(), Qt.MouseButton.LeftButton, pos=panel.table.visualRect(cell(panel, "b", "name")).center()
    )
    assert bench.view.landmark_id == "b"
    assert (bench.view.fixed_cursor_mm, bench.view.moving_cursor_mm) == PLACES["b"]
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    assert bench.view.landmark_id == "c"
    panel._strip.run("landmark.previous")
    assert panel.table.currentIndex().row() == panel.model.row_of("b")
    assert panel.table.selectionModel().isRowSelected(panel.model.row_of("b"))


def test_a_name_is_edited_in_place_and_return_does_not_confirm_the_landmark(qtbot, panel, bench):
    panel.table.setCurrentIndex(cell(panel, "a", "name"))
    panel.table.edit(cell(panel, "a", "name"))
    editor = panel.table.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "duct branch 1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: landmark(bench, "a").name == "duct branch 1")
    assert landmark(bench, "a").state == "placed"
    bench.undo()
    assert text(panel, "a", "name") == "point a"


def test_an_empty_name_is_refused_in_words(panel, bench):
    told = []
    bench.noticed.connect(told.append)
    assert not panel.model.setData(cell(panel, "a", "name"), "  ")
    assert landmark(bench, "a").name == "point a"
    assert "name" in str(told[-1])


def test_the_state_is_chosen_from_those_that_are_possible(panel, bench):
    def offered(landmark_id):
        panel.table.edit(cell(panel, landmark_id, "state"))
        box = panel.table.findChild(QComboBox)
        found = [box.itemData(n) for n in range(box.count())]
        box.setCurrentIndex(found.index("skipped"))
        box.activated.emit(box.currentIndex())
        box.setParent(None)
        return found

    assert offered("b") == ["placed", "confirmed", "skipped", "flagged"]
    assert offered("c") == ["unplaced", "skipped", "flagged"]
    assert (landmark(bench, "b").state, landmark(bench, "c").state) == ("skipped", "skipped")


def test_residuals_tell_a_fit_from_a_distance(panel, bench):
    assert text(panel, "a", "residual") == ""
    bench.folder.write_transform("case", "t", Affine.translation((3.0, 0.0, 0.0)), {})
    bench.do(AddTransform(TransformRecord("t", "landmarks", "Rigid", used_landmarks=("a",))))
    bench.do(UseTransform("t"))
    assert text(panel, "a", "residual") == "0.0 fit"
    assert text(panel, "b", "residual") == "1.0"
    assert text(panel, "c", "residual") == ""


def test_the_menu_removes_marks_deletes_and_restores(panel, bench):
    def choose(title, menu=None):
        menu = menu or panel.menu()
        next(action for action in menu.actions() if action.text().split("\t")[0] == title).trigger()

    panel.table.setCurrentIndex(cell(panel, "b", "name"))
    choose("Remove mark in Moving")
    assert landmark(bench, "b").moving is None
    choose("Delete landmark")
    assert "b" not in bench.open_case.reading.landmarks
    assert panel.model.row_of("b") == -1
    trash = next(action.menu() for action in panel.menu().actions() if action.text() == "Restore from trash")
    choose("point b", trash)
    assert "b" in bench.open_case.reading.landmarks


def test_a_confirmed_landmark_can_be_unlocked(panel, bench):
    panel.table.setCurrentIndex(cell(panel, "a", "name"))
    panel._strip.run("landmark.confirm")
    assert landmark(bench, "a").state == "confirmed"
    titles = [action.text() for action in panel.menu().actions()]
    assert not any(title.startswith("Remove mark") for title in titles)
    panel.menu().actions()[titles.index("Unlock")].trigger()
    assert landmark(bench, "a").state == "placed"


def test_new_landmarks_are_added_and_undone(panel, bench):
    before = panel.model.rowCount()
    panel.add_landmark()
    assert panel.model.rowCount() == before + 1
    assert landmark(bench, bench.view.landmark_id).name == "L1"
    bench.undo()
    assert panel.model.rowCount() == before
    assert not panel.table.selectionModel().hasSelection()
