from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from workstation.core.label_commands import AddSegment, EditSegment, PaintLabels, RemoveSegment
from workstation.core.labels import LAYERS, LabelMap, Segment
from workstation.ui import layer_menu as layer_menu_module
from workstation.ui.label_model import COLUMNS
from workstation.ui.label_panel import LabelPanel
from workstation.ui.layer_menu import layer_menu
from workstation.ui.slice_glyphs import label_colours


@pytest.fixture
def bench(blobs):
    return blobs


@pytest.fixture
def panel(shown, bench):
    return shown(LabelPanel(bench), 320, 500)


def cell(panel, value, column):
    return panel.model.index(panel.model.row_of(value), COLUMNS.index(column))


def click(qtbot, panel, value, column):
    place = panel.table.visualRect(cell(panel, value, column)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def segments(bench):
    return bench.open_case.reading.segments


def test_the_rows_are_those_of_the_protocol(panel, bench):
    assert [cell(panel, value, "name").data() for value in segments(bench)] == [
        s.name for s in segments(bench).values()
    ]


def test_a_click_on_the_eye_hides_a_label_and_the_lock_locks_it(qtbot, panel, bench):
    click(qtbot, panel, 4, "shown")
    assert bench.view.hidden.segments == {4}
    click(qtbot, panel, 4, "shown")
    assert bench.view.hidden.segments == frozenset()
    click(qtbot, panel, 4, "locked")
    assert segments(bench)[4].locked
    bench.undo()
    assert not segments(bench)[4].locked


def test_space_switches_too(qtbot, panel, bench):
    panel.table.setCurrentIndex(cell(panel, 3, "locked"))
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert segments(bench)[3].locked


def test_the_chosen_row_is_what_the_brush_paints_with(qtbot, panel, bench):
    click(qtbot, panel, 5, "name")
    assert bench.view.brush.value == 5
    bench.look(replace(bench.view, brush=replace(bench.view.brush, value=2)))
    assert panel.table.currentIndex().row() == panel.model.row_of(2)


def test_a_new_label_gets_a_free_value_and_its_name_is_edited_at_once(qtbot, panel, bench):
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    value = max(segments(bench))
    assert bench.view.brush.value == value
    editor = panel.table.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "scar")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: segments(bench)[value].name == "scar")
    qtbot.mouseClick(panel.remove_button, Qt.MouseButton.LeftButton)
    assert value not in segments(bench)


def test_a_label_that_is_drawn_is_not_removed_but_says_why(panel, bench):
    labels = LabelMap(bench.open_case.case.fixed.grid.shape_zyx)
    labels.write((slice(3, 5), slice(3, 5), slice(3, 5)), np.full((2, 2, 2), 4, np.uint8))
    bench.do(PaintLabels("fixed", labels.difference_from(LabelMap(labels.shape))))
    told = []
    bench.noticed.connect(told.append)
    panel.table.setCurrentIndex(cell(panel, 4, "name"))
    panel.remove_label()
    assert 4 in segments(bench)
    assert "still drawn" in str(told[-1])


def test_the_palette_recolours_a_label(panel, bench):
    panel.colour_menu(panel.model.row_of(4)).actions()[1].trigger()
    assert segments(bench)[4].colour == "#56b4e9"
    bench.undo()
    assert segments(bench)[4].colour != "#56b4e9"


def test_the_slider_is_the_opacity_of_the_view(panel, bench):
    panel.opacity.setValue(80)
    assert bench.view.label_opacity == 0.8
    bench.look(replace(bench.view, label_opacity=0.25))
    assert panel.opacity.value() == 25


def test_hidden_labels_and_background_are_transparent(bench):
    colours = label_colours(segments(bench), frozenset({2}), 0.5)
    assert colours[0, 3] == colours[2, 3] == 0
    assert colours[4].tolist() == [0xD5, 0x5E, 0x00, 128]
    assert colours[200, 3] == 128  # drawn, but without a row of the table


def test_everything_is_grey_while_nothing_is_open(panel, bench):
    bench.close_case()
    assert panel.model.rowCount() == 0
    assert not panel.add_button.isEnabled()
    assert "Open a case first." in panel.remove_button.toolTip()


def test_a_label_is_drawn_as_an_outline_or_more_see_through_by_an_edit(panel, bench):
    model, row = panel.model, panel.model.row_of(4)
    model.switch(model.index(row, COLUMNS.index("outlined")))
    model.set_opacity(row, 0.5)
    model.set_code(row, " SCT 1 Something ")
    segment = bench.open_case.reading.segments[4]
    assert (segment.outlined, segment.opacity, segment.code) == (True, 0.5, "SCT 1 Something")
    for _ in range(3):
        bench.undo()
    segment = bench.open_case.reading.segments[4]
    assert (segment.outlined, segment.opacity) == (False, 1.0)


def test_labels_of_the_protocol_that_are_missing_can_be_added_again(panel, bench):
    assert panel.template_menu(panel).isEmpty()
    bench.do(RemoveSegment(9))
    menu = panel.template_menu(panel)
    assert [each.text() for each in menu.actions()] == ["no contact"]
    menu.actions()[0].trigger()
    assert bench.open_case.reading.segments[9].name == "no contact"
    assert bench.view.brush.value == 9


def test_a_label_of_the_protocol_whose_value_is_taken_gets_a_free_one(panel, bench):
    bench.do(RemoveSegment(9))
    bench.do(AddSegment(Segment(9, "vessel", "#a6d8f5")))
    menu = panel.template_menu(panel)
    assert [each.text() for each in menu.actions()] == ["no contact"]
    menu.actions()[0].trigger()
    assert bench.open_case.reading.segments[11].name == "no contact"
    assert bench.view.brush.value == 11


def layer_entries(menu):
    return [entry for entry in menu.actions() if not entry.isSeparator()]


def draw(bench, value, box):
    reading = bench.open_case.reading
    labels = reading.labels_with("fixed", value)
    after = labels.copy()
    after.write(box, np.full([s.stop - s.start for s in box], value, np.uint8))
    bench.do(PaintLabels("fixed", after.difference_from(labels), value=value, layer=reading.layer_of(value)))


def test_a_label_moves_to_a_layer_of_its_own_and_back_by_undo(panel, bench):
    draw(bench, 4, (slice(0, 3),) * 3)
    assert panel.table.isColumnHidden(COLUMNS.index("layer"))
    before = bench.open_case.reading.copy()
    layer_entries(layer_menu(bench, 4, panel, panel))[-1].trigger()
    assert segments(bench)[4].layer == 1
    assert bench.open_case.reading.layer("fixed", 1).holds(4)
    assert not panel.table.isColumnHidden(COLUMNS.index("layer"))
    assert cell(panel, 4, "layer").data() == 2
    bench.undo()
    assert bench.open_case.reading == before
    assert panel.table.isColumnHidden(COLUMNS.index("layer"))


@pytest.mark.parametrize("agrees", [True, False])
def test_moving_a_label_onto_others_asks_first(panel, bench, monkeypatch, agrees):
    bench.do(AddSegment(Segment(90, "core", "#112233", layer=2)))
    draw(bench, 4, (slice(0, 3),) * 3)
    draw(bench, 90, (slice(1, 3),) * 3)
    said = []
    monkeypatch.setattr(layer_menu_module, "_agreed", lambda doubt, parent: said.append(str(doubt)) or agrees)
    before = bench.open_case.reading.copy()
    layer_entries(layer_menu(bench, 90, panel, panel))[0].trigger()
    assert said[0].startswith("8 voxels of core belong to")
    assert segments(bench)[90].layer == (0 if agrees else 2)
    if agrees:
        bench.undo()
    assert bench.open_case.reading == before


def test_a_new_label_may_get_a_layer_of_its_own_until_none_is_left(panel, bench):
    said = []
    bench.noticed.connect(said.append)
    for layer in range(1, LAYERS):
        panel.add_label(on_own_layer=True)
        assert segments(bench)[bench.view.brush.value].layer == layer
    panel.add_label(on_own_layer=True)
    assert "layers are in use" in str(said[-1])


def test_the_layers_are_offered_below_the_chosen_row(qtbot, panel, bench):
    panel.table.setCurrentIndex(cell(panel, 4, "name"))
    panel.show_layers()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [entry.isChecked() for entry in layer_entries(menu)] == [True, False]
    menu.close()


def test_a_locked_label_stays_on_its_layer_and_it_is_said_why(panel, bench):
    said = []
    bench.noticed.connect(said.append)
    bench.do(EditSegment(4, "locked", True))
    layer_entries(layer_menu(bench, 4, panel, panel))[-1].trigger()
    assert "is locked" in str(said[-1])
    assert segments(bench)[4].layer == 0
