from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workstation.ui.warm_up import WarmUp


class Counted:
    def __init__(self):
        self.times = 0

    def warm_up(self):
        self.times += 1


def test_the_worker_gets_ready_once_a_case_is_open(qtbot, study):
    registrations = Counted()
    warm_up = WarmUp(study, registrations, quiet_ms=20)
    study.show_case("case1")
    qtbot.waitUntil(lambda: registrations.times == 1)
    warm_up.deleteLater()


def test_it_waits_while_a_mouse_button_is_pressed(qtbot, study, monkeypatch):
    pressed = [Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton]
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: pressed.pop(0))
    registrations = Counted()
    warm_up = WarmUp(study, registrations, quiet_ms=20)
    study.show_case("case1")
    qtbot.waitUntil(lambda: registrations.times == 1)
    assert not pressed
    warm_up.deleteLater()
