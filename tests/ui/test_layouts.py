import pytest
from PySide6.QtCore import Qt

from hands import open_blobs
from workstation.ui.annotate_workspace import AnnotateWorkspace


@pytest.fixture
def window(show_window, tmp_path):
    return show_window(open_blobs(tmp_path), "annotate")


def shown(pair):
    return {key for key, pane in pair.panes.items() if pane.isVisible()}


def press(qtbot, window, key, keys):
    pair = window.workspaces[window.workspace_id]
    qtbot.keyClick(pair, key, keys)


def test_keys_choose_how_many_panes_are_shown(qtbot, window):
    pair = window.workspaces["annotate"].pair
    pair.activate(pair.panes["moving", "sagittal"])
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    press(qtbot, window, Qt.Key.Key_1, both)
    assert shown(pair) == {("moving", "sagittal")}
    press(qtbot, window, Qt.Key.Key_2, both)
    assert shown(pair) == {("fixed", "sagittal"), ("moving", "sagittal")}
    press(qtbot, window, Qt.Key.Key_3, both)
    assert shown(pair) == {(s, o) for s in ("fixed", "moving") for o in ("coronal", "sagittal")}
    press(qtbot, window, Qt.Key.Key_4, both)
    assert len(shown(pair)) == 6
    heights = {pane.height() for pane in pair}
    assert max(heights) - min(heights) <= 4
    press(qtbot, window, Qt.Key.Key_6, both)
    assert {side for side, _ in shown(pair)} == {"moving"}
    press(qtbot, window, Qt.Key.Key_Y, Qt.KeyboardModifier.NoModifier)
    assert pair.arrangement.kind == "1x1"
    press(qtbot, window, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    assert pair.arrangement.kind == "1x3"


def test_a_layout_is_remembered_for_its_workspace(qtbot, window):
    run = window.actions_.run
    pair = window.workspaces["annotate"].pair
    pair.activate(pair.panes["fixed", "transverse"])
    run("view.layout_1x2")
    window.show_workspace("check")
    run("view.layout_2x3")
    later = AnnotateWorkspace(window.workbench)
    qtbot.addWidget(later)
    assert later.pair.arrangement.kind == "1x2"
    assert later.pair.arrangement.orientation == "transverse"
    assert pair.arrangement.kind == "1x2"
    later.shut_down()


def test_a_pane_is_maximised_and_the_layout_comes_back(window):
    pair = window.workspaces["annotate"].pair
    window.actions_.run("view.layout_2x2")
    pair.activate(pair.panes["moving", "transverse"])
    window.actions_.run("view.maximise")
    assert shown(pair) == {("moving", "transverse")}
    window.actions_.run("view.maximise")
    assert len(shown(pair)) == 4


def test_keys_never_reach_a_pane_that_is_hidden(window):
    pair = window.workspaces["annotate"].pair
    pair.activate(pair.panes["moving", "sagittal"])
    pair.arrange(type(pair.arrangement)("1x1", "coronal", "fixed"))
    assert pair.active is pair.panes["fixed", "coronal"]


def test_the_menu_of_the_bar_shows_the_layout_and_chooses_another(window):
    window.show_workspace("check")
    window.actions_.run("view.layout_2x2")
    button = window.workspaces["check"].bar.viewing
    button.fill()
    entries = {action.text().split("\t")[0]: action for action in button.menu().actions()}
    assert entries["Layout: two planes of both"].isChecked()
    entries["Layout: one pane"].trigger()
    assert window.workspaces["check"].native.arrangement.kind == "1x1"


def test_choosing_a_layout_leaves_the_comparison_of_results(window):
    check = window.workspaces["check"]
    window.show_workspace("check")
    check._comparing = True
    window.actions_.run("view.layout_1x2")
    assert not check.is_on("overlay.results")


@pytest.mark.parametrize("mode", ["native", "blend"])
def test_keys_go_from_pane_to_pane_in_check_too(qtbot, window, mode):
    window.show_workspace("check")
    check = window.workspaces["check"]
    window.actions_.run(f"overlay.{mode}")
    before = check.active
    qtbot.waitUntil(window.actions_.actions["view.pane_next"].isEnabled)
    qtbot.keyClick(check, Qt.Key.Key_F3)
    assert check.active is not before
    assert (check.active.side, check.active.isVisible()) == (before.side, True)
