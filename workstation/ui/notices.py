"""Messages in place: a bar under the title for what a person should read, never a dialog that must be clicked away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from workstation.core.errors import Message, NotSaved, ReadOnly, UnreadableFile, UserError
from workstation.ui import theme
from workstation.ui.icons import icon, pixmap
from workstation.ui.text import say, tr

Kind = Literal["info", "warning", "error"]
MAX_SHOWN = 4
INFO_MS = 12_000  # a piece of information goes away by itself; warnings and errors wait for the person
_ICONS: dict[Kind, tuple[str, str]] = {
    "info": ("info", theme.DARK.accent),
    "warning": ("warning", theme.DARK.warn),
    "error": ("error", theme.DARK.bad),
}


class Notice(QFrame):
    """One message with an optional button."""

    def __init__(self, kind: Kind, text: str, button: tuple[str, Callable[[], None]] | None = None) -> None:
        super().__init__()
        self.kind, self.text = kind, text
        self.is_dismissed = False
        self.setProperty("notice", kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 4, 4)
        sign = QLabel()
        sign.setPixmap(pixmap(_ICONS[kind][0], 18, _ICONS[kind][1], self.devicePixelRatio()))
        row.addWidget(sign)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(label, 1)
        if button is not None:
            self.button = QPushButton(button[0])
            self.button.clicked.connect(lambda *_: self._act(button[1]))
            row.addWidget(self.button)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close"))
        self.close_button.setIconSize(QSize(14, 14))
        self.close_button.setProperty("flat", True)
        self.close_button.setToolTip(tr("Dismiss"))
        self.close_button.clicked.connect(self.dismiss)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def dismiss(self) -> None:
        """Take the message away."""
        self.is_dismissed = True
        self.hide()
        self.deleteLater()

    def _act(self, do: Callable[[], None]) -> None:
        self.dismiss()
        do()


class NoticeBar(QWidget):
    """The messages that are shown now, newest at the bottom; equal ones are shown once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    @property
    def shown(self) -> list[Notice]:
        """The messages that have not been dismissed."""
        items = (self._column.itemAt(n) for n in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [each for each in widgets if isinstance(each, Notice) and not each.is_dismissed]

    def tell(self, problem: UserError | Message) -> None:
        """Show what came from the layers below, in the colour that fits."""
        self.show_text(kind_of(problem), say(problem))

    def show_text(self, kind: Kind, text: str, button: tuple[str, Callable[[], None]] | None = None) -> Notice:
        """Show a message; the oldest goes if there are too many."""
        for each in self.shown:
            if each.text == text:
                each.dismiss()
        notice = Notice(kind, text, button)
        self._column.addWidget(notice)
        for oldest in self.shown[:-MAX_SHOWN]:
            oldest.dismiss()
        if kind == "info" and button is None:
            QTimer.singleShot(INFO_MS, notice, notice.dismiss)
        return notice

    def clear(self) -> None:
        """Take all messages away."""
        for each in self.shown:
            each.dismiss()


def kind_of(problem: UserError | Message) -> Kind:
    """How serious a message is."""
    if isinstance(problem, Message):
        return "info"
    if isinstance(problem, (NotSaved, UnreadableFile)):
        return "error"
    return "warning" if isinstance(problem, ReadOnly) else "error"
