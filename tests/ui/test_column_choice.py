from __future__ import annotations

import pytest

from workstation.core.errors import NotSaved
from workstation.ui import column_choice
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.ui.landmark_model import COLUMNS
from workstation.workbench.viewing_settings import load_viewing

USUAL = ("name", "fixed", "moving", "state", "off", "residual")


@pytest.fixture
def panel(shown, bench):
    return shown(AnnotateWorkspace(bench), 1400, 900).landmarks


def entry(panel, words):
    return next(each for each in panel.columns.menu().actions() if words in each.text())


def test_a_narrow_table_shows_what_is_needed_most(panel):
    assert panel.columns.shown == USUAL
    widths = sum(panel.table.columnWidth(n) for n in range(len(COLUMNS)) if not panel.table.isColumnHidden(n))
    assert widths <= panel.table.viewport().width() + 2


def test_a_column_is_shown_by_the_menu_and_remembered_by_the_next_table(panel, shown, bench):
    entry(panel, "Comment").trigger()
    entry(panel, "Residual").trigger()
    wanted = ("name", "fixed", "moving", "state", "off", "comment")
    assert panel.columns.shown == wanted
    assert load_viewing().columns["landmarks"] == wanted
    again = shown(AnnotateWorkspace(bench), 1400, 900).landmarks
    assert again.columns.shown == wanted
    entry(again, "Usual columns").trigger()
    assert again.columns.shown == USUAL


def test_the_name_is_always_there_and_unknown_columns_are_left_out(panel):
    panel.columns.choose(["comment", "a column of another version"])
    assert panel.columns.shown == ("name", "comment")


def test_every_entry_says_what_the_column_means(panel):
    menu = panel.columns.menu()
    assert all(each.toolTip() for each in menu.actions() if each.isCheckable())
    assert menu.actions()[0].text() == "F – Placed in the fixed volume"


def test_a_disk_that_refuses_is_told_and_the_choice_holds_all_the_same(panel, bench, monkeypatch):
    notices = []
    bench.noticed.connect(notices.append)

    def refuse(settings):
        raise NotSaved("full")

    monkeypatch.setattr(column_choice, "save_viewing", refuse)
    panel.columns.choose(["comment"])
    assert panel.columns.shown == ("name", "comment")
    assert len(notices) == 1
