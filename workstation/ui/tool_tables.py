"""The tables beside the pictures: the one that belongs to the chosen tool has the larger share of the height."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from workstation.workbench.view import BRUSHES, Tool, ViewState

Kind = Literal["landmarks", "labels"]
_LABEL_TOOLS: frozenset[Tool] = BRUSHES | {"fill", "polygon", "livewire", "scissors", "region"}


class ToolTables(QSplitter):
    """Landmarks above labels. How a person divides the height is kept for the kind of tool that is in the hand."""

    def __init__(self, landmarks: QWidget, labels: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._kind: Kind = "landmarks"
        self._sizes: dict[Kind, list[int]] = {"landmarks": [700, 300], "labels": [400, 600]}
        for table in (landmarks, labels):
            self.addWidget(table)
        self.setChildrenCollapsible(False)
        self.setSizes(self._sizes[self._kind])
        self.splitterMoved.connect(self._on_moved)

    def follow_tool(self, view: ViewState) -> None:
        """Give the table of the tool its share; tools that belong to neither table change nothing."""
        kind: Kind | None = "landmarks" if view.tool == "landmark" else "labels" if view.tool in _LABEL_TOOLS else None
        if kind is not None and kind != self._kind:
            self._kind = kind
            self.setSizes(self._sizes[kind])

    def _on_moved(self, *_: int) -> None:
        self._sizes[self._kind] = self.sizes()
