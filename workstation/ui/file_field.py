"""A field for one file or folder: type, paste, drop or choose it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from workstation.ui import dialogs
from workstation.ui.text import tr

Ask = Callable[[QWidget, str], Path | None]


class FileField(QWidget):
    """The path as text, with buttons to choose a file, or also a folder."""

    changed = Signal()

    def __init__(
        self, title: str, parent: QWidget | None = None, with_folder: bool = False, ask: Ask | None = None
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._ask = ask or dialogs.choose_volume
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)
        self.field.setAccessibleName(title)
        self.field.textChanged.connect(lambda _: self.changed.emit())
        self.browse_button = QPushButton(tr("Choose…"))
        self.browse_button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.browse_button)
        if with_folder:
            self.folder_button = QPushButton(tr("DICOM folder…"))
            self.folder_button.clicked.connect(self._choose_folder)
            row.addWidget(self.folder_button)
        self.setFocusProxy(self.field)
        self.setAcceptDrops(True)

    @property
    def path(self) -> Path | None:
        """The file or folder, None while the field is empty."""
        text = self.field.text().strip().strip('"')
        return Path(text) if text else None

    def take(self, path: Path) -> None:
        """Put a file in."""
        self.field.setText(str(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file fits."""
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dropped file in."""
        self.take(Path(event.mimeData().urls()[0].toLocalFile()))
        event.acceptProposedAction()

    def _choose(self) -> None:
        self._take_if(self._ask(self, self._title))

    def _choose_folder(self) -> None:
        self._take_if(dialogs.choose_folder(self, self._title))

    def _take_if(self, path: Path | None) -> None:
        if path is not None:
            self.take(path)
