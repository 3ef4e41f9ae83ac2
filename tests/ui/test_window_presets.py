from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from hands import CTRL, open_blobs, wheel
from workstation.ui import dialogs
from workstation.workbench.view import Window
from workstation.workbench.viewing_settings import load_viewing
from workstation.workbench.workbench import Workbench

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(show_window, tmp_path):
    return show_window(open_blobs(tmp_path))


def look(window, low, high):
    bench = window.workbench
    bench.look(replace(bench.view, fixed_window=Window(low, high), moving_window=Window(low + 1, high + 1)))


def test_black_and_white_are_kept_under_a_name_and_used_by_key(qtbot, window, monkeypatch):
    monkeypatch.setattr(dialogs, "ask_text", lambda *_: "cysts")
    page = window.workspaces["check"]
    assert "keep one more" in str(window.actions_.why_disabled("view.window_own1"))
    look(window, 10, 40)
    qtbot.keyClick(page, Qt.Key.Key_W, ALT)
    look(window, 0, 255)
    qtbot.waitUntil(window.actions_.actions["view.window_own1"].isEnabled)
    qtbot.keyClick(page, Qt.Key.Key_5, ALT)
    assert window.workbench.view.fixed_window == Window(10, 40)
    assert window.workbench.view.moving_window == Window(11, 41)
    page.bar.viewing.fill()
    menu = next(each.menu() for each in page.bar.viewing.menu().actions() if each.text() == "Black and white")
    assert "cysts\tAlt+5" in [each.text() for each in menu.actions()]


def test_while_the_volumes_are_not_linked_a_preset_is_for_the_active_one_only(window):
    presets = window.workspaces["check"]._viewer.presets
    look(window, 10, 40)
    presets.keep("x")
    look(window, 0, 255)
    window.workbench.look(replace(window.workbench.view, linked=False))
    native = window.workspaces["check"].native
    native.activate(native.panes["moving", "coronal"])
    window.actions_.run("view.window_own1")
    assert window.workbench.view.fixed_window == Window(0, 255)
    assert window.workbench.view.moving_window == Window(11, 41)


def test_the_list_uses_renames_and_deletes_presets(qtbot, window):
    presets = window.workspaces["check"]._viewer.presets
    for number, name in enumerate(("one", "two")):
        look(window, number, 100)
        presets.keep(name)
    window.actions_.run("view.window_list")
    tree = presets.list.tree
    tree.setCurrentItem(tree.topLevelItem(0))
    qtbot.keyClick(presets.list, Qt.Key.Key_Return)
    assert window.workbench.view.fixed_window == Window(0, 100)
    tree.topLevelItem(0).setText(0, "first")
    tree.topLevelItem(0).setText(0, "two")  # taken: it stays what it is
    assert [each.name for each in load_viewing().presets] == ["first", "two"]
    qtbot.mouseClick(presets.list.delete, Qt.MouseButton.LeftButton)
    assert [each.name for each in load_viewing().presets] == ["two"]


def test_a_case_opens_as_large_as_it_was_left(show_window, window):
    bench = window.workbench
    native = window.workspaces["check"].native
    pane, other = native.panes["fixed", "coronal"], native.panes["moving", "coronal"]
    wheel(pane, 4, CTRL)
    cameras = [each.camera for each in (pane, other)]
    folder = bench.folder.path
    window.show_workspace("cases")
    bench.close()
    later = Workbench("reader")
    later.open_study(folder)
    later.show_case("case")
    again = show_window(later).workspaces["check"].native
    for before, each in zip(cameras, (again.panes["fixed", "coronal"], again.panes["moving", "coronal"]), strict=True):
        assert each.camera.mm_per_px == pytest.approx(before.mm_per_px)
        assert each.camera.centre == pytest.approx(before.centre)


def test_going_to_another_workspace_and_back_keeps_the_magnification(window):
    pane = window.workspaces["check"].native.panes["fixed", "coronal"]
    wheel(pane, 3, CTRL)
    scale = pane.camera.mm_per_px
    window.show_workspace("annotate")
    window.workbench.scroll("fixed", "coronal", 1)
    window.show_workspace("check")
    assert pane.camera.mm_per_px == pytest.approx(scale)
    pane.fit()
    assert pane.canvas.is_fitted
