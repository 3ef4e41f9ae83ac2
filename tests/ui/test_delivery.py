"""What other threads left for the window's thread: signals of the layers below, and calls."""

import threading

import pytest
import shiboken6
from psygnal import Signal
from PySide6.QtCore import QObject

from workstation.ui.delivery import deliver_now, post


class Sender:
    told = Signal(str)


class Listener:
    def __init__(self, heard):
        self.heard = heard

    def hear(self, words):
        self.heard.append(words)


def test_what_was_left_for_somebody_who_is_gone_is_dropped_and_the_others_get_theirs():
    sender, heard = Sender(), []
    gone, alive = Listener(heard), Listener(heard)
    sender.told.connect(gone.hear, thread="main")
    sender.told.connect(alive.hear, thread="main")
    in_a_thread(lambda: sender.told.emit("done"))
    del gone
    deliver_now()
    assert alive.heard is heard
    assert heard == ["done"]


class Widget(QObject):
    def __init__(self, heard):
        super().__init__()
        self.heard = heard

    def hear(self, words):
        self.heard.append((words, threading.current_thread()))

    def fail(self):
        raise ZeroDivisionError("by nothing")


def in_a_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_what_threads_leave_is_heard_in_the_windows_thread_and_in_order(qtbot):
    heard = []
    widget = Widget(heard)
    in_a_thread(lambda: [post(widget.hear, n) for n in range(100)])
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 100)
    assert heard == [(n, threading.main_thread()) for n in range(100)]


@pytest.mark.parametrize("end", ["deleted by Qt", "forgotten by Python"])
def test_what_is_left_for_a_widget_that_ends_meanwhile_is_dropped(qtbot, end):
    heard, last = [], []
    widget, other = Widget(heard), Widget(last)

    def leave(to):
        post(to.hear, "too late")
        post(other.hear, "last")

    in_a_thread(lambda: leave(widget))
    if end == "deleted by Qt":
        shiboken6.delete(widget)
    else:
        del widget
    qtbot.waitUntil(lambda: bool(last))
    assert heard == []


def test_threads_may_speak_while_what_they_speak_to_is_destroyed(qtbot):
    """A signal of a dying object, emitted in another thread, ended the program now and then."""
    target = [Widget([])]

    def speak():
        for n in range(2000):
            post(target[0].hear, n)

    threads = [threading.Thread(target=speak) for _ in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        shiboken6.delete(target[0])
        target[0] = Widget([])
        qtbot.wait(1)
    post(target[0].hear, "last")
    qtbot.waitUntil(lambda: ("last", threading.main_thread()) in target[0].heard)


def test_a_call_that_fails_is_told_and_the_next_ones_are_made(qtbot):
    heard = []
    widget = Widget(heard)
    with qtbot.captureExceptions() as failures:
        in_a_thread(lambda: (post(widget.fail), post(widget.hear, "after")))
        qtbot.waitUntil(lambda: bool(heard))
    assert [kind for kind, *_ in failures] == [ZeroDivisionError]
