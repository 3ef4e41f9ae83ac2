import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from workstation import paths
from workstation.ui import icons
from workstation.ui.action_set import key_text, tool_tip
from workstation.ui.actions import ACTIONS, BY_ID, GESTURES, SWITCHES, WORKSPACES, actions_in, conflicts
from workstation.ui.command_palette import CommandPalette, fits
from workstation.ui.help_pages import page_text, sheet_html, sheet_rows


def test_no_key_means_two_things_within_a_workspace():
    assert conflicts() == []


def test_every_action_has_an_id_of_its_own_a_title_a_tool_tip_and_a_help_page():
    assert len(BY_ID) == len(ACTIONS)
    for row in ACTIONS:
        assert row.title
        assert row.tooltip.endswith(".")
        assert (paths.resources() / "help" / f"{row.help}.md").is_file(), row.id


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)
def test_every_key_is_one_that_qt_knows(row):
    for key in row.keys:
        sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
        assert sequence.count() == 1
        assert sequence.toString(QKeySequence.SequenceFormat.PortableText) == key


def test_every_icon_can_be_drawn_and_none_is_left_over(qapp):
    folder = paths.resources() / "icons"
    for path in folder.glob("*.svg"):
        assert icons._renderer(path.stem, "#ffffff").isValid(), path.name
    for row in ACTIONS:
        assert not row.icon or (folder / f"{row.icon}.svg").is_file(), row.id


def test_every_handler_belongs_to_an_action_that_is_valid_in_its_workspace(window):
    for name, workspace in window.workspaces.items():
        for action_id in workspace.handlers():
            assert name in BY_ID[action_id].workspaces, action_id


@pytest.mark.parametrize("name", WORKSPACES)
def test_every_action_of_a_workspace_is_carried_out_by_somebody(window, name):
    known = window.handlers().keys() | window.workspaces[name].handlers().keys()
    orphans = {row.id for row in actions_in(name)} - known
    assert orphans <= {"overlay.show_moving", "case.import"}, orphans  # held keys; importing is done in Cases


def test_every_switch_is_an_action():
    assert BY_ID.keys() >= SWITCHES


def test_a_tool_tip_names_the_key_and_what_speaks_against_it(window):
    text = window.actions_.actions["edit.undo"].toolTip()
    assert key_text(BY_ID["edit.undo"]) in text
    assert "Nothing to undo" in text
    assert "Not now" not in tool_tip("study.open")


def test_the_sheet_lists_every_key_of_a_workspace_and_the_mouse(qapp):
    rows = sheet_rows("annotate", "annotator")
    listed = {words for group in rows.values() for words, _ in group}
    assert {row.title for row in actions_in("annotate") if row.keys} <= listed
    assert ("Window and level", "W+left-drag") in rows["Mouse"]
    assert ("Window and level", "Left-drag") in sheet_rows("annotate", "reader")["Mouse"]
    assert "Paint" not in sheet_html("cases", "annotator")


def test_the_palette_finds_a_command_by_parts_of_its_name_and_runs_it(qtbot, window):
    palette = CommandPalette(window, window.actions_)
    palette.show()
    qtbot.keyClicks(palette.field, "keys mou")
    assert palette.list.topLevelItemCount() == 1
    ran = []
    window.actions_.triggered.connect(ran.append)
    palette.field.clear()
    qtbot.keyClicks(palette.field, "about")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["help.about"]
    assert "Apache" in window.notices.shown[-1].text


def test_the_palette_says_why_a_command_cannot_be_carried_out(qtbot, window):
    palette = CommandPalette(window, window.actions_)
    qtbot.keyClicks(palette.field, "next unfinished")
    item = palette.list.topLevelItem(0)
    assert item.isDisabled()
    assert item.text(1) == "No study is open."


def test_words_may_be_typed_in_any_order():
    assert fits(BY_ID["case.next_unfinished"], "unfin next")
    assert not fits(BY_ID["case.next_unfinished"], "previous")


def test_help_pages_link_only_to_pages_that_exist():
    for path in (paths.resources() / "help").glob("*.md"):
        for part in page_text(path.stem).split("](")[1:]:
            assert (path.parent / part.split(")")[0]).is_file(), f"{path.name}: {part[:30]}"


def test_gestures_are_described_for_both_presets():
    assert all(each.annotator and each.reader for each in GESTURES)


SHOWS_TEXT = {
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "setText", "setToolTip", "setWindowTitle",
    "setTitle", "setPlaceholderText", "setStatusTip", "setAccessibleName", "setSuffix", "setPrefix", "addRow",
    "setSpecialValueText", "addMenu", "showMessage", "show_text", "setInformativeText", "addButton", "addItem",
}  # fmt: skip


def literal_texts(path):
    """Literals with letters in them that go into a widget without passing through tr."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in SHOWS_TEXT:
            continue
        values = node.args[1:] if name == "show_text" else node.args
        for each in values:
            is_text = isinstance(each, ast.Constant) and isinstance(each.value, str)
            if is_text and any(map(str.isalpha, each.value.replace("100%", ""))):
                yield f"{path.name}:{each.lineno}: {each.value!r}"


def test_no_literal_reaches_a_widget_without_translation():
    folder = Path(icons.__file__).parent
    found = [text for path in sorted(folder.glob("*.py")) for text in literal_texts(path)]
    assert found == []
