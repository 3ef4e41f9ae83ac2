"""Shared by the tests of the window: the program's look, and the timer that brings signals of other threads in."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QEvent, QObject, SignalInstance
from pytestqt.qtbot import QtBot

from hands import open_blobs
from phantoms import shifted_blobs
from workstation.core.study import CaseEntry
from workstation.ui import theme
from workstation.ui.collector import collect_due
from workstation.ui.delivery import post, start_delivery
from workstation.ui.main_window import MainWindow
from workstation.workbench.workbench import Workbench

PATIENCE_MS = 120_000  # a wait that succeeds takes no longer for it, and a busy machine may compile kernels meanwhile
LASTING = ("sampling", "brush-warm-up")  # threads that touch no Qt object and belong to nobody


class PatientBot(QtBot):
    """Waits for what a person would see however slow the machine is; shorter waits that a test asks for are lengthened."""

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **more):
        patient = max(timeout, PATIENCE_MS) if timeout else 0  # what must not come is not waited for
        return super().waitSignal(signal, timeout=patient, **more)

    def waitExposed(self, widget, *, timeout=PATIENCE_MS):
        return super().waitExposed(widget, timeout=max(timeout, PATIENCE_MS))


@pytest.fixture
def qtbot(qapp, request):
    return PatientBot(request)


@pytest.fixture(scope="module", autouse=True)
def collected_here():
    """Windows that tests dropped are destroyed in this thread, as in the program, and not in one of a later test."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def threads_behave():
    """No thread but the window's touches a Qt object, and whatever a test opened is closed with its threads.

    A thread that goes on may meet a window that is being destroyed, which ends the program now and then.
    """
    before, touched = set(threading.enumerate()), []

    def watch(frame, event, called):
        of = getattr(called, "__self__", None) if event == "c_call" else None
        if isinstance(of, (QObject, SignalInstance)) and frame.f_code is not post.__code__:
            touched.append(f"{called.__name__} in {frame.f_code.co_filename}:{frame.f_lineno}")

    threading.setprofile(watch)
    yield
    threading.setprofile(None)
    begun = [each for each in set(threading.enumerate()) - before if not each.name.startswith(LASTING)]
    for thread in begun:
        thread.join(5)
    assert [each.name for each in begun if each.is_alive()] == []
    assert touched == []


@pytest.fixture(autouse=True)
def delivery(qapp):
    collect_due()
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
    """Shows a widget at a size; its threads, if it has any, end with it."""

    def show(widget, width, height):
        qtbot.addWidget(widget, before_close_func=lambda each: getattr(each, "shut_down", lambda: None)())
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
