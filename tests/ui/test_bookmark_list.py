from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from hands import CTRL, open_blobs, wheel
from workstation.core.bookmarks import AddBookmark, Bookmark
from workstation.workbench.view import Window
from workstation.workbench.workbench import Workbench


@pytest.fixture
def window(show_window, tmp_path):
    return show_window(open_blobs(tmp_path))


def two_views(qtbot, window):
    """A close look at one place, and another one in blend with turned planes; both are bookmarked by key."""
    page, bench = window.workspaces["check"], window.workbench
    pane = page.native.panes["moving", "transverse"]
    page.native.activate(pane)
    wheel(pane, 4, CTRL)
    bench.look_at("fixed", (3.0, 2.0, 1.0))
    qtbot.keyClick(page, Qt.Key.Key_D, CTRL)
    first = bench.view, pane.camera.mm_per_px
    pane.fit()
    bench.look_at("fixed", (-3.0, 1.0, 4.0))
    window.actions_.run("view.turn_right")
    window.actions_.run("overlay.blend")
    bench.look(replace(bench.view, fixed_window=Window(20, 90), slab_mm=2.0, slab_mode="min"))
    qtbot.keyClick(page, Qt.Key.Key_D, CTRL)
    second = bench.view
    bench.look_at("fixed", (0.0, 0.0, 0.0))
    window.actions_.run("view.straighten")
    return page, bench, first, second


def test_keys_lead_from_view_to_view_with_everything_that_belongs_to_them(qtbot, window):
    page, bench, (first, scale), second = two_views(qtbot, window)
    qtbot.waitUntil(window.actions_.actions["view.bookmark_next"].isEnabled)
    qtbot.keyClick(page, Qt.Key.Key_O)
    assert bench.view == first
    pane = page.native.panes["moving", "transverse"]
    assert page.active is pane
    assert pane.camera.mm_per_px == pytest.approx(scale)
    at = pane.screen_point(bench.view.moving_cursor_mm)
    assert (at.x(), at.y()) == pytest.approx((pane.width() / 2, pane.height() / 2), abs=1)
    qtbot.keyClick(page, Qt.Key.Key_O)
    assert bench.view == second
    qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert bench.view == first


def test_a_bookmark_is_an_edit_that_can_be_undone_and_is_there_in_the_next_session(qtbot, window):
    _, bench, _, _ = two_views(qtbot, window)
    names = [each.name for each in bench.open_case.reading.bookmarks.values()]
    assert names == ["View 1", "View 2"]
    window.actions_.run("edit.undo")
    assert [each.name for each in bench.open_case.reading.bookmarks.values()] == ["View 1"]
    window.actions_.run("edit.redo")
    kept = dict(bench.open_case.reading.bookmarks)
    folder = bench.folder.path
    window.show_workspace("cases")
    bench.close()
    later = Workbench("reader")
    later.open_study(folder)
    later.show_case("case")
    assert later.open_case.reading.bookmarks == kept
    assert str(later.undo()) == "Bookmark View 2"
    later.close()


def test_the_list_shows_renames_and_deletes_and_undo_fills_it_again(qtbot, window):
    _, bench, (first, _), _ = two_views(qtbot, window)
    window.actions_.run("view.bookmark_list")
    shown = window.workspaces["check"]._viewer.bookmarks.list
    tree = shown.tree
    assert tree.topLevelItem(0).text(1).startswith("Moving · transverse · 3.0, 2.0, 1.0 mm")
    assert tree.topLevelItem(1).text(1).endswith("blend")
    tree.topLevelItem(0).setText(0, "lesion?")
    assert "lesion?" in [each.name for each in bench.open_case.reading.bookmarks.values()]
    tree.setCurrentItem(tree.topLevelItem(0))
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert bench.view == first
    qtbot.keyClick(shown, Qt.Key.Key_Delete)
    assert [tree.topLevelItem(n).text(0) for n in range(tree.topLevelItemCount())] == ["View 2"]
    bench.undo()
    assert [tree.topLevelItem(n).text(0) for n in range(tree.topLevelItemCount())] == ["lesion?", "View 2"]


def test_a_pane_that_the_layout_hides_is_shown_for_its_bookmark(qtbot, window):
    page, bench, _, _ = two_views(qtbot, window)
    bench.look(replace(bench.view, overlay=replace(bench.view.overlay, mode="native")))
    page.native.activate(page.native.panes["fixed", "coronal"])
    window.actions_.run("view.layout_1x1")
    window.actions_.run("view.bookmark_next")
    assert page.native.panes["moving", "transverse"].isVisible()


def test_a_bookmark_of_a_place_that_is_gone_or_of_another_program_still_leads_somewhere(window):
    bench = window.workbench
    far = Bookmark("x", "far", (999.0, 0.0, 0.0), (999.0, 0.0, 0.0), overlay={"mode": "of the future"}, slab_mode="?")
    bench.do(AddBookmark(far))
    window.actions_.run("view.bookmark_next")
    assert bench.open_case.case.fixed.grid.contains(bench.view.fixed_cursor_mm)
    assert bench.open_case.case.moving.grid.contains(bench.view.moving_cursor_mm)
    assert bench.view.overlay.mode == "native"


def test_why_there_is_nothing_to_go_to_is_said(window):
    assert "Ctrl+D" in str(window.actions_.why_disabled("view.bookmark_next"))
