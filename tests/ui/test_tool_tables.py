"""The table of the chosen tool has the larger share of the height, and a person's own division is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from workstation.ui.tool_tables import ToolTables
from workstation.workbench.view import ViewState


@pytest.fixture
def tables(qtbot):
    tables = ToolTables(QWidget(), QWidget())
    qtbot.addWidget(tables)
    tables.resize(200, 1000)
    tables.show()
    return tables


def take(tables, tool):
    tables.follow_tool(replace(ViewState(), tool=tool))
    return tables.sizes()


def test_the_table_of_the_tool_is_the_larger_one(tables):
    landmarks, labels = take(tables, "landmark")
    assert landmarks > labels
    landmarks, labels = take(tables, "paint")
    assert landmarks < labels
    assert take(tables, "ruler") == [landmarks, labels]


def test_how_a_person_divides_the_height_is_kept_for_that_tool(tables):
    take(tables, "landmark")
    tables.moveSplitter(300, 1)
    chosen = tables.sizes()
    assert take(tables, "paint") != chosen
    assert take(tables, "landmark") == chosen
