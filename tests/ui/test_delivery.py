"""Signals that other threads left for the window's thread."""

import threading

from psygnal import Signal

from workstation.ui.background import deliver_now


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
    thread = threading.Thread(target=lambda: sender.told.emit("done"))
    thread.start()
    thread.join()
    del gone
    deliver_now()
    assert alive.heard is heard
    assert heard == ["done"]
