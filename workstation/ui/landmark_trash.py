"""The trash of a case: deleted landmarks, listed with what is known of them, and brought back by a key or a click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.core.commands import Command, Group
from workstation.core.errors import UserError
from workstation.core.landmark_commands import RestoreLandmark
from workstation.core.landmarks import Landmark
from workstation.ui.follow import follow
from workstation.ui.text import tr
from workstation.workbench.touches import touches
from workstation.workbench.workbench import Workbench


class LandmarkTrash(QDialog):
    """A list that follows the case; Enter restores what is chosen, as one edit, and Undo takes it back."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Deleted landmarks"))
        self._workbench = workbench
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Deleted landmarks"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.restore_button = QPushButton(tr("Restore"))
        self.restore_button.setDefault(True)
        self.restore_button.clicked.connect(self.restore)
        self.list.itemDoubleClicked.connect(self.restore)
        self.list.itemSelectionChanged.connect(self._show_button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.restore_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        self.resize(60 * self.fontMetrics().averageCharWidth(), 16 * self.fontMetrics().height())
        follow(self, workbench.changed, self._on_changed)
        follow(self, workbench.case_changed, self._fill)
        self._fill()

    def restore(self, *_: object) -> None:
        """Bring back what is chosen."""
        commands = tuple(RestoreLandmark(item.data(Qt.ItemDataRole.UserRole)) for item in self.list.selectedItems())
        if not commands:
            return
        try:
            self._workbench.do(commands[0] if len(commands) == 1 else Group("Restore {count} landmarks", commands))
        except UserError as error:
            self._workbench.noticed.emit(error)

    def _on_changed(self, command: Command) -> None:
        if "landmarks" in touches(command):
            self._fill()

    def _fill(self) -> None:
        opened = self._workbench.open_case
        deleted = list(opened.reading.landmarks.trash.values()) if opened is not None else []
        self.list.clear()
        for landmark in deleted:
            item = QListWidgetItem(_told(landmark))
            item.setData(Qt.ItemDataRole.UserRole, landmark.id)
            self.list.addItem(item)
        if deleted:
            self.list.setCurrentRow(0)
        self._show_button()

    def _show_button(self) -> None:
        opened = self._workbench.open_case
        locked = opened is None or opened.history.document.read_only
        self.restore_button.setEnabled(bool(self.list.selectedItems()) and not locked)
        why = tr("This case is open for editing in another window.") if locked else tr("Choose a landmark to restore.")
        self.restore_button.setToolTip("" if self.restore_button.isEnabled() else why)


def _told(landmark: Landmark) -> str:
    """Name, type, where it is placed, and comment."""
    sides = {(True, True): tr("placed in both volumes"), (True, False): tr("placed in the fixed volume"),
             (False, True): tr("placed in the moving volume"), (False, False): tr("not placed")}  # fmt: skip
    where = sides[landmark.fixed is not None, landmark.moving is not None]
    return " – ".join(part for part in (_known(landmark.name), _known(landmark.kind), where, landmark.comment) if part)


def _known(text: str) -> str:
    """A name or type in the user's language, if it is one of the protocol's."""
    return tr(text) if text else ""
