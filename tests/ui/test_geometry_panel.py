from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from phantoms import shifted_blobs
from workstation.core.geometry import Grid
from workstation.core.landmark_commands import AddLandmark
from workstation.core.landmarks import Landmark
from workstation.core.study import CaseEntry, Gate, GeometryDecision, TransformRecord
from workstation.core.study_commands import AddTransform, UseTransform
from workstation.core.transform import Affine
from workstation.core.volume import Provenance, Volume
from workstation.ui.geometry_panel import GeometryPanel, number
from workstation.ui.landmark_model import COLUMNS as LANDMARK_COLUMNS
from workstation.ui.pane_text import read_out
from workstation.ui.ruler_picture import RulerPicture
from workstation.ui.slice_items import ScaleBar
from workstation.ui.verdicts import error_text
from workstation.workbench.case_list import CaseList
from workstation.workbench.evaluate import why_no_millimetres
from workstation.workbench.import_plan import ImportPlan, middle_slice, plan_of, plan_of_case
from workstation.workbench.landmarks import residuals

LEFT = Qt.MouseButton.LeftButton
LOST = Provenance("scan.nii", "0" * 64, "NIfTI pixdim", "doubtful", "The header looks like a placeholder.")


def lost(side="fixed"):
    volume = getattr(shifted_blobs(), side)
    return replace(volume, grid=Grid(volume.grid.shape_zyx, (1, 1, 1)), provenance=LOST)


@pytest.fixture
def panel(shown):
    return shown(GeometryPanel("Fixed volume", lambda: "王医生"), 560, 620)


@pytest.fixture
def picture(qtbot):
    volume = Volume.from_array(
        np.arange(40 * 30 * 20, dtype=np.float32).reshape(20, 30, 40), Grid((20, 30, 40), (1, 1, 1))
    )
    picture = RulerPicture("transverse")
    qtbot.addWidget(picture)
    picture.resize(400, 300)
    picture.show_slice(middle_slice(volume, volume.grid, "transverse"), volume.grid)
    picture.show()
    qtbot.waitExposed(picture)
    return picture


def drag(qtbot, picture, begin, end):
    start, stop = (picture.point_of(*place).toPoint() for place in (begin, end))
    qtbot.mousePress(picture, LEFT, pos=start)
    qtbot.mouseMove(picture, stop)
    qtbot.mouseRelease(picture, LEFT, pos=stop)


@pytest.mark.parametrize(("end", "axis", "voxels"), [((35, 12), "dx", 30), ((8, 27), "dy", 17)])
def test_a_dragged_ruler_lies_along_the_nearer_axis(qtbot, picture, end, axis, voxels):
    drag(qtbot, picture, (5, 10), end)
    name, length = picture.measured
    assert name == axis
    assert length == pytest.approx(voxels, abs=0.2)


def test_a_ruler_stays_within_the_picture(picture):
    picture.lay((-50, 3), (500, 3))
    assert picture.measured == ("dx", 39)


def test_keys_lay_move_and_lift_the_ruler(qtbot, picture):
    qtbot.keyClick(picture, Qt.Key.Key_End)
    assert picture.measured == ("dy", 29)
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    assert picture.measured == ("dx", 39)
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    qtbot.keyClick(picture, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert picture.measured == ("dx", 28)
    qtbot.keyClick(picture, Qt.Key.Key_Delete)
    assert picture.measured is None


def test_every_part_has_a_value_a_source_and_a_colour_in_words(panel):
    panel.show_planned(plan_of(lost()))
    words = {name: light.text().split("</span> ")[1] for name, light in panel.lights.items()}
    assert words["dx"] == words["dz"] == "to confirm"
    assert words["origin"] == "stated"
    assert panel.fields["dx"].text() == "1"
    assert panel.sources["dx"].text() == "NIfTI pixdim"
    assert panel.values["curvature"].text() == "none"
    assert "placeholder" in panel.doubt.text()


def test_every_disabled_button_says_why(panel):
    panel.show_planned(plan_of(shifted_blobs().fixed))
    assert panel.confirm_button.toolTip() == "Nothing is in doubt."
    assert "Type other numbers" in panel.type_button.toolTip()
    assert "Drag over" in panel.ruler_button.toolTip()
    panel.pictures["coronal"].lay((0, 5), (10, 5))
    assert "how long the ruler is" in panel.ruler_button.toolTip()
    panel.fields["dx"].setText("0")
    assert "more than 0" in panel.type_button.toolTip()
    for button in (panel.confirm_button, panel.type_button, panel.ruler_button):
        assert not button.isEnabled()


def test_there_is_one_ruler_at_a_time(panel):
    panel.show_planned(plan_of(lost()))
    panel.pictures["coronal"].lay((0, 5), (10, 5))
    panel.pictures["transverse"].lay((0, 5), (8, 5))
    assert panel.pictures["coronal"].ruler is None
    assert "8.0 voxels along dx" in panel.ruler_text.text()


def test_typed_numbers_turn_the_light_green_and_tell_who_typed_them(qtbot, panel):
    seen = []
    panel.changed.connect(seen.append)
    panel.show_planned(plan_of(lost()))
    for name, text in (("dx", "0.2"), ("dy", "0.073"), ("dz", "0.4757")):
        panel.fields[name].setText(text)
    qtbot.keyClick(panel.fields["dz"], Qt.Key.Key_Return)
    assert seen[-1].grid.spacing_mm == (0.2, 0.073, 0.4757)
    assert "millimetres count" in panel.state.text()
    assert panel.sources["dy"].text().startswith("王医生, ")


def test_a_field_that_nobody_touched_keeps_all_its_digits(qtbot, panel):
    volume = shifted_blobs().fixed
    grid = replace(volume.grid, spacing_mm=(0.123456789, 1, 1))
    panel.show_planned(plan_of(replace(volume, grid=grid)))
    panel.fields["dy"].setText("2")
    qtbot.mouseClick(panel.type_button, LEFT)
    assert panel.planned.grid.spacing_mm == (0.123456789, 2, 1)


def test_side_and_view_of_a_dicom_scan_are_confirmed_by_a_person(qtbot, panel, tmp_path):
    planned = replace(plan_of(shifted_blobs().fixed), files=(tmp_path,), laterality="left", view="AP")
    panel.show_planned(planned)
    assert panel.scan_button.isVisible()
    assert (panel.laterality.currentData(), panel.view.currentData()) == ("left", "AP")
    assert not panel.mirrored.isVisible()
    panel.laterality.setCurrentIndex(panel.laterality.findData(""))
    assert "which breast" in panel.scan_button.toolTip()
    panel.laterality.setCurrentIndex(panel.laterality.findData("right"))
    qtbot.mouseClick(panel.scan_button, LEFT)
    assert panel.planned.laterality == "right"
    assert panel.planned.scan_confirmed.who == "王医生"
    assert "has confirmed this" in panel.scan_button.toolTip()


def test_the_picture_of_a_curved_probe_can_be_turned_over_but_not_rescaled(qtbot, panel):
    panel.show_planned(replace(plan_of(shifted_blobs().fixed), is_bent=True, laterality="left"))
    assert panel.fields["dx"].isReadOnly()
    assert "converge" in panel.type_button.toolTip()
    with qtbot.waitSignal(panel.mirror_wanted) as wanted:
        panel.mirrored.click()
    assert wanted.args == [True]


def test_numbers_may_have_a_comma():
    assert number(" 0,5 ") == 0.5
    assert number("much") == 0


# ---- the open case


@pytest.fixture
def amber(window, bench, tmp_path):
    bench.new_study(tmp_path / "study")
    bench.import_plan(CaseEntry("a"), ImportPlan(plan_of(lost()), plan_of(lost("moving"))))
    bench.show_case("a")
    window.show_workspace("annotate")
    return window


def test_a_click_on_the_badge_leads_to_the_geometry_of_the_open_case(qtbot, amber):
    pane = amber.workspaces["annotate"].pair.panes["fixed", "coronal"]
    qtbot.waitUntil(lambda: pane.canvas.plane is not None)
    qtbot.mouseClick(pane.canvas, LEFT, pos=QPoint(pane.canvas.width() - 20, 14))
    assert amber.workspace_id == "cases"
    assert amber.case_page.geometry_card.isVisible()
    assert not amber.case_page.table.isVisible()


def test_confirmed_in_the_panel_the_case_has_millimetres_and_undo_takes_them_back(qtbot, amber, bench):
    amber.actions_.run("case.geometry")
    card = amber.case_page.geometry_card
    assert "Confirm, type or measure" in card.store_button.toolTip()
    for panel in card.view.panels.values():
        qtbot.mouseClick(panel.confirm_button, LEFT)
    qtbot.mouseClick(card.store_button, LEFT)
    assert card.isHidden()
    assert why_no_millimetres(bench.open_case.case) == ""
    assert [each.by for each in bench.study.state.cases["a"].decisions] == [bench.reader] * 2
    amber.actions_.run("case.geometry")
    assert card.view.panels["fixed"].sources["dx"].text().startswith(bench.reader)
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    amber.actions_.run("edit.undo")
    assert "not confirmed" in why_no_millimetres(bench.open_case.case)
    amber.actions_.run("edit.redo")
    assert why_no_millimetres(bench.open_case.case) == ""


def test_taking_a_confirmation_back_takes_the_errors_in_millimetres_out_of_the_table(amber, bench):
    plan = plan_of_case(bench.open_case.case, ())
    when = "2026-11-23T10:00:00+00:00"
    bench.confirm_geometry([plan.planned(side).confirmed("Li", when).decision(side) for side in ("fixed", "moving")])
    figures = {"before": 8.0, "after": 1.5, "largest": 2.0, "count": 4}
    gate = Gate("error", "PASS", "Landmark error: mean {before:.1f} → {after:.1f} mm.", figures)
    bench.do(AddTransform(TransformRecord("1", "m", "M", gates=(gate,))))
    row = amber.workspaces["register"].runs.list.topLevelItem
    assert "1.5 mm" in row(0).text(3)
    bench.undo("study")
    assert row(0).text(3) == ""
    assert "CHECK" in row(0).text(2)
    assert "not confirmed any more" in row(0).toolTip(2)
    cases = CaseList(bench)
    (entry,) = cases.entries
    assert cases.summary(entry).result.verdict == "CHECK"
    bench.close_case()  # the work-list says the same of a case that is not open
    assert cases.summary(entry).result.verdict == "CHECK"
    assert error_text(cases.summary(entry).result) == ""
    bench.redo("study")
    (entry,) = cases.entries
    assert "1.5 mm" in error_text(cases.summary(entry).result)


def test_closing_the_panel_stores_nothing(qtbot, amber, bench):
    amber.actions_.run("case.geometry")
    card = amber.case_page.geometry_card
    qtbot.mouseClick(card.view.panels["fixed"].confirm_button, LEFT)
    qtbot.mouseClick(card.close_button, LEFT)
    assert bench.study.state.cases["a"].decisions == ()
    assert amber.case_page.table.isVisible()


def test_where_millimetres_are_shown_a_doubtful_case_says_so(qtbot, amber, bench):
    annotate = amber.workspaces["annotate"]
    pane = annotate.pair.panes["fixed", "coronal"]
    qtbot.waitUntil(lambda: pane.canvas.plane is not None)
    centre = bench.open_case.case.fixed.grid.centre_mm
    reading = bench.open_case.reading
    words = read_out(bench.open_case.case.fixed, centre, [reading.labels["fixed"]], reading.segments)
    assert " mm ?" in words
    assert ScaleBar(False) in pane.canvas.layers
    mark = bench.open_case.mark_at("fixed", centre), bench.open_case.mark_at("moving", centre)
    bench.do(AddLandmark(Landmark("x", "L1", fixed=mark[0], moving=mark[1])))
    model = annotate.landmarks.model
    cell = model.index(model.row_of("x"), LANDMARK_COLUMNS.index("residual"))
    assert model.data(cell) == ""
    assert "not certain" in model.data(cell, Qt.ItemDataRole.ToolTipRole)


def test_residuals_are_kept_back_as_long_as_millimetres_are_not_certain(bench, tmp_path):
    bench.new_study(tmp_path / "study")
    bench.import_plan(CaseEntry("a"), ImportPlan(plan_of(lost()), plan_of(lost("moving"))))
    bench.show_case("a")
    centre = bench.open_case.case.fixed.grid.centre_mm
    mark = bench.open_case.mark_at("fixed", centre), bench.open_case.mark_at("moving", centre)
    bench.do(AddLandmark(Landmark("x", "L1", fixed=mark[0], moving=mark[1])))
    bench.folder.write_transform("a", "t", Affine.identity(), {"id": "t"})
    bench.do(AddTransform(TransformRecord("t", "m", "M")))
    bench.do(UseTransform("t"))
    assert residuals(bench.open_case) == {}
    when = "2026-11-23T10:00:00+00:00"
    bench.confirm_geometry([GeometryDecision(side, "confirmed", "王医生", when) for side in ("fixed", "moving")])
    assert residuals(bench.open_case)["x"].millimetres == 0


def test_without_an_open_case_the_action_says_why(window):
    assert "Open a case first" in window.actions_.actions["case.geometry"].toolTip()
