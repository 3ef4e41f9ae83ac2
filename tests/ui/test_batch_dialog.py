"""One method on many cases, by hand: tick, run, watch, stop, go on, see why something failed."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from small_study import READER, make_study
from workstation.core.errors import UserError
from workstation.ui.batch_dialog import BatchDialog
from workstation.ui.help_pages import HelpWindow
from workstation.ui.main_window import MainWindow
from workstation.workbench import batch
from workstation.workbench.workbench import Workbench

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(show_window, tmp_path):
    make_study(tmp_path / "study", ("a", "b", "c"))
    bench = Workbench(READER)
    bench.open_study(tmp_path / "study")
    return show_window(bench, "cases")


@pytest.fixture
def inline(monkeypatch):
    """Registrations in this process: what the worker does is tested elsewhere."""

    def run(job, workers):
        job.run(inline=True)
        return batch._result_of(job)

    monkeypatch.setattr(batch, "_run", run)


def shown(qtbot, window, method="landmarks"):
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL_SHIFT)
    (dialog,) = (each for each in window.findChildren(BatchDialog) if each.isVisible())
    qtbot.waitExposed(dialog)
    dialog.methods.setCurrentIndex(dialog.methods.findData(method))
    qtbot.waitUntil(lambda: method in dialog._presets, timeout=30_000)
    return dialog


def run_to_the_end(qtbot, window, dialog):
    qtbot.mouseClick(dialog.run_button, LEFT)
    qtbot.waitUntil(lambda: not window.judging.runner.is_running, timeout=60_000)


def column(dialog, number):
    return [dialog._cell(row, number) for row in range(dialog.table.rowCount())]


def methods_of(window, case):
    window.workbench.show_case(case)
    return [each.method for each in window.workbench.open_case.reading.transforms.values()]


def test_every_ticked_case_is_registered_also_the_open_one_and_none_twice(qtbot, window, inline):
    window.workbench.show_case("b")
    dialog = shown(qtbot, window)
    assert dialog.checked() == ["a", "b", "c"]
    assert dialog.count.text() == "3 of 3 cases ticked"
    run_to_the_end(qtbot, window, dialog)
    assert column(dialog, 0) == ["case a", "case b", "case c"]
    assert all(words.split()[-1] in ("PASS", "CHECK", "FAIL") for words in column(dialog, 2))
    assert "landmarks" in [each.method for each in window.workbench.open_case.reading.transforms.values()]
    assert "3 registrations ended" in dialog.message.text()
    run_to_the_end(qtbot, window, dialog)
    assert all("was there already" in words for words in column(dialog, 2))
    for case in ("a", "b", "c"):
        assert methods_of(window, case).count("landmarks") == 1


def test_cases_are_found_by_a_filter_and_ticked_many_at_once(qtbot, window):
    dialog = shown(qtbot, window)
    qtbot.mouseClick(dialog.picks["none"], LEFT)
    assert dialog.checked() == []
    assert "Tick at least one case" in dialog.run_button.toolTip()
    assert not dialog.run_button.isEnabled()
    qtbot.keyClicks(dialog.filter, "case b")
    qtbot.mouseClick(dialog.picks["all"], LEFT)
    assert dialog.checked() == ["b"]
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert not window.judging.runner.is_running
    dialog.filter.clear()
    qtbot.mouseClick(dialog.picks["without"], LEFT)
    assert dialog.checked() == []  # all have results
    qtbot.mouseClick(dialog.picks["unfinished"], LEFT)
    assert dialog.checked() == ["a", "b", "c"]


def test_what_is_selected_in_the_work_list_is_ticked(qtbot, window):
    table = window.case_page.table
    for row in (0, 2):
        spot = table.visualRect(table.model().index(row, 0)).center()
        qtbot.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, spot)
    assert table.selected_ids() == ["a", "c"]
    assert shown(qtbot, window).checked() == ["a", "c"]


def test_a_case_that_fails_is_listed_with_its_reason_and_the_others_go_on(qtbot, window, monkeypatch, inline):
    fine = batch._run

    def run(job, workers):
        if job.request.fixed.id == "fixed" and not failed:
            failed.append(job)
            raise UserError("It broke.")
        return fine(job, workers)

    failed = []
    monkeypatch.setattr(batch, "_run", run)
    dialog = shown(qtbot, window)
    run_to_the_end(qtbot, window, dialog)
    assert column(dialog, 5)[0] == "It broke."
    assert "failed" in column(dialog, 2)[0]
    assert "3 registrations ended: 1 without a result" in dialog.message.text()
    assert "landmarks" in methods_of(window, "c")
    qtbot.mouseClick(dialog.copy_button, LEFT)


def test_a_stopped_batch_keeps_what_had_ended_and_goes_on_from_there(qtbot, window, inline, monkeypatch):
    dialog, runner = shown(qtbot, window), window.judging.runner
    fine, begun, stopped = batch._run, [], threading.Event()

    def run(job, workers):
        begun.append(job)
        assert len(begun) == 1 or stopped.wait(120)  # the second does not end before the person has stopped it
        return fine(job, workers)

    def stop(row):
        runner.cancel()
        stopped.set()

    monkeypatch.setattr(batch, "_run", run)
    runner.row_came.connect(stop)
    qtbot.mouseClick(dialog.run_button, LEFT)
    qtbot.waitUntil(lambda: not runner.is_running, timeout=60_000)
    assert "goes on from here" in dialog.message.text()
    ended = dialog.table.rowCount()
    assert 1 <= ended < 3
    runner.row_came.disconnect()
    runner.row_came.connect(dialog._add_row)
    run_to_the_end(qtbot, window, dialog)
    assert sum("was there already" in words for words in column(dialog, 2)) == ended


def test_it_goes_on_while_its_window_is_closed_and_says_so_in_the_end(qtbot, window, inline):
    dialog = shown(qtbot, window)
    qtbot.mouseClick(dialog.run_button, LEFT)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.judging.why_stay() is not None or not window.judging.runner.is_running
    qtbot.waitUntil(lambda: not window.judging.runner.is_running, timeout=60_000)
    (told,) = (each for each in window.notices.shown if "registrations ended" in each.text)
    qtbot.mouseClick(told.button, LEFT)
    (again,) = (each for each in window.findChildren(BatchDialog) if each.isVisible())
    assert again.table.rowCount() == 3


def test_a_row_leads_to_its_case_and_f1_explains(qtbot, window, inline):
    dialog = shown(qtbot, window)
    run_to_the_end(qtbot, window, dialog)
    dialog.table.cellActivated.emit(1, 0)
    assert window.workbench.open_case.id == "b"
    assert window.workspace_id == "check"
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    (page,) = dialog.findChildren(HelpWindow)
    assert "Tick the cases" in page.browser.toPlainText()
    page.close()


def test_without_cases_there_is_nothing_to_run(qtbot, tmp_path):
    bench = Workbench("Li")
    bench.new_study(tmp_path / "empty")
    window = MainWindow(bench)
    qtbot.addWidget(window, before_close_func=lambda each: each.shut_down())
    assert "no case" in str(window.why_disabled("study.run_several"))


def test_closing_the_window_ends_a_batch_in_a_moment_and_keeps_what_had_ended(qtbot, window):
    place = window.workbench.folder.path
    dialog = shown(qtbot, window, "affine")
    qtbot.mouseClick(dialog.run_button, LEFT)
    qtbot.waitUntil(lambda: bool(window.judging.runner.rows))
    window.shut_down()
    assert not window.judging.runner.background.is_alive
    with_results = Workbench(READER)
    with_results.open_study(place)
    with_results.show_case("a")
    assert [each.method for each in with_results.open_case.reading.transforms.values()].count("affine") == 1
    with_results.close()
