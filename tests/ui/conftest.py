"""Shared by the tests of the window: the program's look, and the timer that brings signals of other threads in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent

from hands import open_blobs
from phantoms import shifted_blobs
from workstation.core.study import CaseEntry
from workstation.ui import theme
from workstation.ui.background import start_delivery
from workstation.ui.main_window import MainWindow
from workstation.workbench.workbench import Workbench


@pytest.fixture(autouse=True)
def delivery(qapp):
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # windows of the test before: no event loop ran since
    if not qapp.styleSheet():
        theme.apply(qapp)
    timer = start_delivery(qapp)
    yield
    timer.stop()
    timer.deleteLater()


@pytest.fixture
def bench():
    bench = Workbench("王医生")
    yield bench
    bench.close()


@pytest.fixture
def study(bench, tmp_path):
    """A study of three cases, none of them open."""
    bench.new_study(tmp_path / "study", "Follow-up")
    pair = shifted_blobs()
    for number in (1, 2, 3):
        bench.add_case(CaseEntry(f"case{number}"), pair.fixed, pair.moving)
    return bench


@pytest.fixture
def blobs(tmp_path):
    """A workbench with a small pair open, 3 mm apart."""
    bench = open_blobs(tmp_path)
    yield bench
    bench.close()


@pytest.fixture
def shown(qtbot):
    """Shows a widget that has threads to shut down, at a size."""

    def show(widget, width, height):
        qtbot.addWidget(widget, before_close_func=lambda each: each.shut_down())
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show


@pytest.fixture
def window(shown, bench):
    """The whole window, nothing open."""
    return shown(MainWindow(bench), 1200, 800)


@pytest.fixture
def show_window(shown):
    """Shows the whole window on a workbench, with a workspace in front."""

    def show(bench, workspace="check"):
        window = shown(MainWindow(bench), 1200, 800)
        window.show_workspace(workspace)
        return window

    return show
