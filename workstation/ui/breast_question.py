"""Asks which breast the scans of the open case show, and keeps the answer with the case: an edit that can be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from workstation.core.errors import UserError
from workstation.storage.study_folder import now
from workstation.ui.text import tr
from workstation.workbench.breast_frame import said_breast
from workstation.workbench.workbench import Workbench

_SAID = {
    "": "Nobody has said so yet; until then no quadrant is named.",
    "left": "They are said to show the left breast now.",
    "right": "They are said to show the right breast now.",
}


class BreastQuestion(QMessageBox):
    """Two buttons, chosen by a click, by Tab and Enter, or by the keys L and R."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        opened = workbench.open_case
        assert opened is not None
        breast = opened.case.breast("fixed")
        words = f"{tr('Which breast do these scans show?')} {tr(_SAID[breast])}"
        super().__init__(QMessageBox.Icon.Question, tr("Left or right breast"), words, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workbench = workbench
        self.buttons_ = {
            side: self.addButton(text, QMessageBox.ButtonRole.AcceptRole)
            for side, text in (("left", tr("&Left breast")), ("right", tr("&Right breast")))
        }
        self.addButton(QMessageBox.StandardButton.Cancel)
        if breast in self.buttons_:
            self.setDefaultButton(self.buttons_[breast])
        self.buttonClicked.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter presses its button."""
        side = {Qt.Key.Key_L: "left", Qt.Key.Key_R: "right"}.get(Qt.Key(event.key()))
        if side is None:
            super().keyPressEvent(event)
        else:
            self.buttons_[side].click()

    def _take(self, button: object) -> None:
        breast = next((side for side, each in self.buttons_.items() if each == button), "")
        opened, study = self._workbench.open_case, self._workbench.study
        if not breast or opened is None or study is None or opened.id not in study.state.cases:
            return
        try:
            entry = study.state.case(opened.id)
            self._workbench.confirm_geometry(said_breast(opened, entry, breast, self._workbench.reader, now()))
        except UserError as error:
            self._workbench.noticed.emit(error)
