from psygnal import Signal
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from workstation.ui.follow import follow


class Source:
    said = Signal(str)


class Listener(QLabel):
    def show_text(self, text):
        self.setText(text)


def test_a_widget_follows_until_qt_destroys_it_even_if_python_still_holds_it(qtbot):
    source, listener = Source(), Listener()
    follow(listener, source.said, listener.show_text)
    source.said.emit("one")
    assert listener.text() == "one"
    listener.deleteLater()
    QCoreApplication.sendPostedEvents(listener, QEvent.Type.DeferredDelete)
    source.said.emit("two")  # would raise if the dead widget were still called
    assert len(source.said) == 0
