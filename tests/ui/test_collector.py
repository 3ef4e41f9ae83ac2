"""Garbage that other threads leave is collected in the window's thread, where widgets may be destroyed."""

import gc
import threading
import weakref

from workstation.ui.collector import COLLECT_MS, collect_due, start_collecting


class Dropped:
    """Something that only the collector can free."""

    def __init__(self):
        self.itself = self


def test_what_a_busy_thread_leaves_is_destroyed_in_the_window_s_thread(qapp):
    timer, ended_in = start_collecting(qapp), []
    weakref.finalize(Dropped(), lambda: ended_in.append(threading.current_thread()))
    most = gc.get_threshold()[0]
    thread = threading.Thread(target=lambda: [Dropped() for _ in range(20 * most)])
    thread.start()
    thread.join()
    assert ended_in == []
    collect_due()
    assert ended_in == [threading.main_thread()]
    timer.deleteLater()


def test_nothing_is_done_before_its_turn(monkeypatch):
    monkeypatch.setattr(gc, "get_count", lambda: (gc.get_threshold()[0], 0, 0))
    monkeypatch.setattr(gc, "collect", lambda generation: 1 / 0)
    collect_due()


def test_the_oldest_generation_that_is_due_is_collected_with_the_younger_ones(monkeypatch):
    collected = []
    monkeypatch.setattr(gc, "get_count", lambda: tuple(most + 1 for most in gc.get_threshold()))
    monkeypatch.setattr(gc, "collect", collected.append)
    collect_due()
    assert collected == [2]


def test_the_timer_runs_in_the_window(qtbot, qapp, monkeypatch):
    collected = []
    monkeypatch.setattr(gc, "get_count", lambda: (10**6, 0, 0))
    monkeypatch.setattr(gc, "collect", collected.append)
    timer = start_collecting(qapp)
    assert timer.interval() == COLLECT_MS
    qtbot.waitUntil(lambda: collected != [])
    timer.stop()
    timer.deleteLater()
    assert set(collected) == {0}
