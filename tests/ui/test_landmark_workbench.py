"""The landmark workbench as a person uses it: rings, suggestions, doubts, repeats, draws, by keys."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from hands import click, move
from phantoms import grid_of, moved_pair
from workstation.core.landmark_commands import AddLandmark, DeleteLandmark, EditLandmark
from workstation.core.landmarks import Landmark, Mark
from workstation.core.study import CaseEntry
from workstation.core.transform import Affine
from workstation.ui import landmark_foot
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.ui.landmark_help import LAYER
from workstation.ui.landmark_items import ExpectedRing, SpotMark, WitnessMark
from workstation.ui.landmark_model import COLUMNS
from workstation.ui.landmark_report import LandmarkReport, report_text
from workstation.ui.landmark_tints import DistanceLegend, Tint
from workstation.ui.landmark_trash import LandmarkTrash
from workstation.workbench.landmark_coverage import coverage_work
from workstation.workbench.landmark_guide import guide_of
from workstation.workbench.landmark_trust import hides
from workstation.workbench.workbench import Workbench

SHIFT = (1.3, -0.7, 0.45)
PAIR = moved_pair(Affine.translation(SHIFT), grid_of((64, 60, 56), (0.8, 0.8, 0.8)), noise=2)
POINTS = np.random.default_rng(4).uniform(-14, 14, (9, 3))
LONG_AGO = "2026-01-01T10:00:00+00:00"


@pytest.fixture
def bench(tmp_path):
    bench = Workbench("Li")
    bench.new_study(tmp_path / "study")
    bench.add_case(CaseEntry("case"), PAIR.fixed, PAIR.moving)
    bench.show_case("case")
    yield bench
    bench.close()


@pytest.fixture
def workspace(shown, bench):
    return shown(AnnotateWorkspace(bench), 1400, 900)


def place_pairs(bench, off=(), at=LONG_AGO, start=0, until=None):
    for n, here in list(enumerate(POINTS.tolist()))[start:until]:
        there = np.add(here, SHIFT) + (np.array([9.0, 0, 0]) if n in off else 0)
        marks = [Mark(tuple(p), (0, 0, 0), by="Li", at=at) for p in (here, there)]
        bench.do(AddLandmark(Landmark(f"id{n}", f"L{n}", state="placed", fixed=marks[0], moving=marks[1])))


def run(workspace, action_id):
    assert workspace.why_disabled(action_id) is None, str(workspace.why_disabled(action_id))
    workspace.handlers()[action_id]()


def layers(workspace, side, kind, orientation="coronal"):
    return [each for each in workspace.pair.panes[side, orientation].under(LAYER) if isinstance(each, kind)]


def suggested(qtbot, workspace):
    run(workspace, "landmark.suggest")
    qtbot.waitUntil(lambda: workspace.landmark_help.queue.suggestions is not None, timeout=30_000)
    return workspace.landmark_help.queue.suggestions


def rows(bench):
    return bench.open_case.reading.landmarks


def test_the_ring_follows_the_pointer_in_the_other_volume(qtbot, workspace, bench):
    place_pairs(bench)
    run(workspace, "tool.landmark")
    bench.look(replace(bench.view, landmark_id="", fixed_cursor_mm=(0, 0, 0), moving_cursor_mm=SHIFT))
    move(workspace.pair.panes["fixed", "coronal"], (2.0, 0.0, 3.0))
    assert layers(workspace, "moving", ExpectedRing)
    qtbot.waitUntil(lambda: workspace.landmark_help.ring.prediction.image is not None, timeout=20_000)
    found = workspace.landmark_help.ring.prediction
    assert found.position_mm == pytest.approx(np.add(workspace.landmark_help.ring.of_mm, SHIFT), abs=0.5)
    assert not layers(workspace, "moving", WitnessMark)
    run(workspace, "landmark.witnesses")
    assert {mark.letter for mark in layers(workspace, "moving", WitnessMark)} == {"P", "I"}
    assert not layers(workspace, "fixed", ExpectedRing)


def test_suggestions_are_accepted_one_by_one_with_enter_and_undone(qtbot, workspace, bench):
    place_pairs(bench)
    found = suggested(qtbot, workspace)
    before = len(rows(bench))
    run(workspace, "landmark.next_unsure")
    first = workspace.landmark_help.queue.current
    assert bench.view.fixed_cursor_mm == first.position_mm
    assert layers(workspace, "moving", ExpectedRing)
    run(workspace, "landmark.confirm")
    assert len(rows(bench)) == before + 1
    assert len(workspace.landmark_help.queue.suggestions.queue) < len(found.queue)
    assert workspace.landmark_help.queue.current is not first
    bench.undo()
    assert len(rows(bench)) == before


def test_a_suggestion_is_corrected_by_a_click_and_refused_with_delete(qtbot, workspace, bench):
    place_pairs(bench)
    suggested(qtbot, workspace)
    run(workspace, "landmark.next_unsure")
    first, before = workspace.landmark_help.queue.current, len(rows(bench))
    run(workspace, "landmark.delete")
    assert len(rows(bench)) == before
    second = workspace.landmark_help.queue.current
    assert second.position_mm != first.position_mm
    run(workspace, "tool.landmark")
    pane = workspace.pair.panes["moving", "coronal"]
    there = tuple(np.add(second.prediction.position_mm, (1.0, 0, 0.5)).tolist())
    click(pane, there)
    made = rows(bench)[bench.view.landmark_id]
    assert made.fixed.position_mm == pytest.approx(second.position_mm)
    assert made.moving.position_mm == pytest.approx(there, abs=0.5)
    assert (made.moving.origin, made.moving.sources) == ("hand", ())


def test_all_proposals_are_accepted_as_one_counted_edit(qtbot, workspace, bench):
    place_pairs(bench)
    found = suggested(qtbot, workspace)
    if not found.proposed:
        pytest.skip("nothing was proposed in this small phantom")
    before = len(rows(bench))
    run(workspace, "landmark.accept_proposed")
    assert len(rows(bench)) == before + len(found.proposed)
    assert len({row.name for row in rows(bench)}) == len(rows(bench))
    assert str(bench.history().undo_title) == f"Accept {len(found.proposed)} proposed pairs"
    bench.undo()
    assert len(rows(bench)) == before


def test_good_places_tint_the_fixed_volume(qtbot, workspace, bench):
    assert "Ctrl+G" in str(workspace.why_disabled("landmark.heat"))
    place_pairs(bench)
    suggested(qtbot, workspace)
    run(workspace, "landmark.heat")
    assert layers(workspace, "fixed", Tint)
    assert not layers(workspace, "moving", Tint)
    spots = [s for o in ("coronal", "transverse", "sagittal") for s in layers(workspace, "fixed", SpotMark, o)]
    assert isinstance(spots, list)


def test_a_wrong_pair_turns_amber_with_its_reason_and_u_jumps_there(qtbot, workspace, bench):
    place_pairs(bench, off=(4,))
    assistant, model = workspace.landmark_help, workspace.landmarks.model
    qtbot.waitUntil(
        lambda: assistant.judgement is not None and bool(assistant.judgement.findings.doubts), timeout=20_000
    )
    cell = model.index(model.row_of("id4"), COLUMNS.index("off"))
    assert cell.data().startswith("⚠ 9")
    assert "by" in cell.data(Qt.ItemDataRole.ToolTipRole)
    run(workspace, "landmark.next_unsure")
    assert bench.view.landmark_id == "id4"
    assert "⚠ L4" in workspace.landmarks.foot.hint.text()
    workspace.landmarks.filter.setText("neighbours")
    assert [model.id_at(n) for n in range(model.rowCount())] == ["id4"]


def test_refining_moves_the_mark_of_the_active_volume_and_can_be_undone(workspace, bench):
    place_pairs(bench)
    bench.do(AddLandmark(Landmark("r", "R", state="placed", fixed=Mark((0, 0, 0), (0, 0, 0)),
                                  moving=Mark((2.3, -0.2, 0.2), (0, 0, 0)))))  # fmt: skip
    bench.look(replace(bench.view, landmark_id="r"))
    workspace.pair.activate(workspace.pair.panes["moving", "coronal"])
    run(workspace, "landmark.refine")
    assert rows(bench)["r"].moving.position_mm == pytest.approx(SHIFT, abs=0.3)
    assert str(bench.undo()) == "Refine R"
    bench.do(EditLandmark("r", "state", "confirmed"))
    assert "locked" in str(workspace.why_disabled("landmark.refine"))


def test_the_table_is_sorted_as_people_count_and_filtered(workspace, bench):
    place_pairs(bench)
    bench.do(AddLandmark(Landmark("ten", "L10", comment="doubtful border")))
    model, table = workspace.landmarks.model, workspace.landmarks.table
    table.sortByColumn(COLUMNS.index("name"), Qt.SortOrder.AscendingOrder)
    names = [model.landmark(n).name for n in range(model.rowCount())]
    assert names.index("L2") < names.index("L10")
    workspace.landmarks.filter.setText("border")
    assert [model.landmark(n).name for n in range(model.rowCount())] == ["L10"]
    workspace.landmarks.filter.clear()
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert [model.id_at(n) for n in range(model.rowCount())] == list(rows(bench).rows)


def test_several_rows_are_edited_at_once_and_the_menu_says_how_many(workspace, bench):
    place_pairs(bench)
    table, model = workspace.landmarks.table, workspace.landmarks.model
    table.clearSelection()
    for name in ("id1", "id3", "id5"):
        table.selectionModel().select(
            model.index(model.row_of(name), 0),
            table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
        )
    actions = {action.text(): action for action in workspace.landmarks.menu().actions()}
    actions["Delete 3 landmarks"].trigger()
    assert {"id1", "id3", "id5"} <= set(rows(bench).trash)
    bench.undo()
    assert not rows(bench).trash


def test_roles_are_drawn_and_sealed_after_a_question(qtbot, workspace, bench):
    assert "at least 4" in str(workspace.why_disabled("landmark.draw"))
    place_pairs(bench)
    run(workspace, "landmark.draw")
    box = workspace.findChild(QMessageBox)
    assert "sealed" in box.text()
    box.accept()
    assert {row.role for row in rows(bench) if row.fixed} == {"drive", "held out"}
    bench.undo()
    assert {row.role for row in rows(bench)} == {"open"}


def test_a_mark_is_put_again_without_showing_where_it_was(workspace, bench, monkeypatch):
    monkeypatch.setattr("workstation.workbench.landmark_trust.REPEAT_SHARE", 1.0)
    monkeypatch.setattr("workstation.workbench.landmark_trust.due_repeats.__defaults__", (1.0, 24.0))
    place_pairs(bench)
    run(workspace, "landmark.repeat")
    asked = guide_of(bench.open_case).repeat
    pane = workspace.pair.panes[asked.side, "coronal"]
    assert asked.landmark_id not in {glyph.landmark_id for glyph in pane.glyphs}
    click(pane, asked.start_mm)
    (repeat,) = rows(bench).repeats.values()
    assert repeat.landmark_id == asked.landmark_id
    assert repeat.by == "Li"
    assert guide_of(bench.open_case).repeat is None
    bench.undo()
    assert not rows(bench).repeats
    run(workspace, "landmark.repeat")
    run(workspace, "tool.navigate")
    assert guide_of(bench.open_case).repeat is None


def test_a_hidden_prediction_says_so_and_cannot_be_accepted(workspace, bench):
    place_pairs(bench)
    bench.open_case.hide_share = 0.5
    name = next(f"h{n}" for n in range(99) if hides(f"h{n}", 0.5))
    bench.do(AddLandmark(Landmark(name, "H", fixed=Mark((1, 1, 1), (0, 0, 0)))))
    bench.look(replace(bench.view, landmark_id=name))
    assert "hidden" in str(workspace.why_disabled("landmark.confirm"))
    assert not layers(workspace, "moving", ExpectedRing)


def test_the_next_landmark_of_the_protocol_and_the_coverage_are_said(qtbot, workspace, bench):
    foot = workspace.landmarks.foot
    assert "nipple, 1 of 1" in foot.hint.text()
    place_pairs(bench)
    qtbot.waitUntil(lambda: "9 pairs" in foot.bar.format(), timeout=30_000)
    assert foot.bar.value() > 0
    run(workspace, "landmark.gap")
    assert bench.view.fixed_cursor_mm != (0, 0, 0)


def test_coverage_is_measured_behind_the_window_and_only_the_last_measure_is_shown(
    qtbot, monkeypatch, workspace, bench
):
    """The measure of one pair is held up until that of nine was asked for."""
    bar, go_on = workspace.landmarks.foot.bar, threading.Event()
    asked, threads, shown = [], [], []

    def held_up(opened):
        count, measure = len(opened.reading.landmarks.correspondences()), coverage_work(opened)
        asked.append(count)

        def work():
            threads.append(threading.current_thread())
            if count == 1:
                go_on.wait()
            return measure()

        return work

    monkeypatch.setattr(landmark_foot, "coverage_work", held_up)
    monkeypatch.setattr(bar, "setFormat", shown.append)
    try:
        place_pairs(bench, until=1)
        qtbot.waitUntil(lambda: 1 in asked, timeout=30_000)
        place_pairs(bench, start=1)
        qtbot.waitUntil(lambda: len(POINTS) in asked, timeout=30_000)
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: any(text.startswith("9 pairs") for text in shown), timeout=30_000)
    assert not any(text.startswith("1 pairs") for text in shown)
    assert threading.main_thread() not in threads


def test_the_report_says_how_good_the_landmarks_are(qtbot, workspace, bench):
    place_pairs(bench)
    text = report_text(bench, bench.open_case, None)
    assert "9 pairs" in text
    run(workspace, "landmark.report")
    dialog = workspace.findChild(LandmarkReport)
    assert dialog.isVisible()
    dialog.quota.setValue(20)
    dialog.hidden.setValue(10)
    dialog.hidden.editingFinished.emit()
    assert bench.study.state.protocol.quota == 20
    assert bench.open_case.hide_share == 0.1
    bench.undo("study")
    assert bench.study.state.protocol.quota == 0
    dialog.reject()


def test_nipples_are_aligned_with_one_key(workspace, bench):
    assert "nipple" in str(workspace.why_disabled("landmark.align_nipples"))
    bench.do(AddLandmark(Landmark("n", "N", "nipple", "placed", fixed=Mark((1, 0, 0), (0, 0, 0)),
                                  moving=Mark((4, 0, 0), (0, 0, 0)))))  # fmt: skip
    run(workspace, "landmark.align_nipples")
    assert bench.open_case.fixed_to_moving([(0, 0, 0)])[0] == pytest.approx((3, 0, 0))


def test_a_pair_is_placed_and_confirmed_by_keys_alone(workspace, bench):
    place_pairs(bench)
    bench.look(replace(bench.view, landmark_id="", fixed_cursor_mm=(2.0, 3.0, -4.0)))
    workspace.pair.activate(workspace.pair.panes["fixed", "coronal"])
    for action in ("landmark.place_here", "landmark.confirm", "landmark.confirm"):
        run(workspace, action)
    made = rows(bench)[bench.view.landmark_id]
    assert made.state == "confirmed"
    assert made.moving.position_mm == pytest.approx(np.add((2.0, 3.0, -4.0), SHIFT), abs=0.6)
    for _ in range(3):
        bench.undo()
    assert made.id not in rows(bench)


def test_the_distance_to_the_nearest_pair_lies_over_both_volumes_with_a_legend(workspace, bench):
    place_pairs(bench)
    run(workspace, "landmark.distance")
    assert workspace.is_on("landmark.distance")
    for side in ("fixed", "moving"):
        assert layers(workspace, side, Tint)
        assert layers(workspace, side, DistanceLegend)
    first = layers(workspace, "fixed", Tint)[0]
    workspace.landmark_help.refresh()
    assert layers(workspace, "fixed", Tint)[0] is first
    bench.do(EditLandmark("id1", "state", "flagged"))
    assert layers(workspace, "fixed", Tint)[0] is not first
    run(workspace, "landmark.distance")
    assert not layers(workspace, "fixed", Tint)


def test_the_report_plots_whether_rings_hold_what_they_claim(qtbot, workspace, bench):
    place_pairs(bench)
    qtbot.waitUntil(lambda: workspace.landmark_help.judgement is not None, timeout=20_000)
    qtbot.waitUntil(lambda: len(workspace.landmark_help.judgement.samples) == 9, timeout=20_000)
    dialog = LandmarkReport(bench, bench.open_case, workspace.landmark_help.judgement)
    qtbot.addWidget(dialog)
    assert dialog.plot.isVisibleTo(dialog)
    assert "95 %" in dialog.text.text()


def test_the_pictures_alone_show_a_ring_while_nothing_is_known(qtbot, workspace, bench):
    bench.look(replace(bench.view, tool="landmark"))
    pane = workspace.pair.panes["fixed", "coronal"]
    move(pane, tuple(np.add(bench.view.fixed_cursor_mm, (3.0, 0.0, 2.0)).tolist()))
    assert layers(workspace, "moving", ExpectedRing)
    qtbot.waitUntil(lambda: workspace.landmark_help.ring.prediction.image is not None, timeout=10_000)
    found = workspace.landmark_help.ring
    assert found.prediction.position_mm == pytest.approx(np.add(found.of_mm, SHIFT), abs=0.6)


def test_deleted_landmarks_are_listed_and_come_back_as_one_edit(qtbot, workspace, bench):
    assert "deleted" in str(workspace.why_disabled("landmark.trash"))
    place_pairs(bench)
    bench.do(DeleteLandmark("id2"))
    bench.do(DeleteLandmark("id5"))
    assert workspace.why_disabled("landmark.trash") is None
    dialog = LandmarkTrash(bench)
    qtbot.addWidget(dialog)
    assert [dialog.list.item(n).text().split(" – ")[0] for n in range(2)] == ["L2", "L5"]
    dialog.list.selectAll()
    dialog.restore()
    assert {"id2", "id5"} <= set(rows(bench).rows)
    assert dialog.list.count() == 0
    assert not dialog.restore_button.isEnabled()
    bench.undo()
    assert dialog.list.count() == 2


def test_without_a_pointer_the_ring_follows_the_crosshair_of_the_active_pane(qtbot, workspace, bench):
    place_pairs(bench)
    run(workspace, "tool.landmark")
    bench.look(replace(bench.view, landmark_id=""))
    for step in (1.0, 2.0):
        bench.look_at("fixed", (step, 0.0, 3.0))
        ring = workspace.landmark_help.ring
        assert (ring.side, ring.of_mm) == ("moving", bench.view.fixed_cursor_mm)
        qtbot.waitUntil(lambda: workspace.landmark_help.ring.prediction.image is not None)
        found = workspace.landmark_help.ring.prediction.position_mm
        assert found == pytest.approx(np.add(bench.view.fixed_cursor_mm, SHIFT), abs=0.5)
    run(workspace, "tool.navigate")
    assert not layers(workspace, "moving", ExpectedRing)
