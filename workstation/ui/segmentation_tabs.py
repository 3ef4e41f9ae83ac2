"""Everything about segmentation beside the pictures: the label table, the region tools, the numbers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabWidget, QWidget

from workstation.ui.label_panel import LabelPanel
from workstation.ui.numbers_panel import NumbersPanel
from workstation.ui.pair_view import PairView
from workstation.ui.segmentation_actions import SegmentationActions
from workstation.ui.segmentation_panel import SegmentationPanel
from workstation.ui.surface_window import SurfaceWindow
from workstation.ui.text import tr
from workstation.ui.tools import Draft
from workstation.workbench.workbench import Workbench


class SegmentationTabs(QTabWidget):
    """The three pages, and the actions that belong to them."""

    def __init__(
        self, workbench: Workbench, pair: PairView, draft: Draft, labels: LabelPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workbench, self._pair = workbench, pair
        self.labels = labels
        self.tools = SegmentationPanel(workbench, pair, draft)
        self.numbers = NumbersPanel(workbench, pair)
        self.surface: SurfaceWindow | None = None
        self.addTab(self.labels, tr("Labels"))
        self.addTab(self.tools, tr("Tools"))
        self.addTab(self.numbers, tr("Numbers"))
        self.setDocumentMode(True)
        self.currentChanged.connect(lambda *_: self.updateGeometry())
        show: dict[str, Callable[[], None]] = {
            "tools": lambda: self.setCurrentWidget(self.tools),
            "numbers": lambda: self.setCurrentWidget(self.numbers),
            "surface": self._show_surface,
        }
        self.actions_ = SegmentationActions(workbench, pair, self.tools, show, labels)

    def minimumSizeHint(self) -> QSize:
        """As high as the page in front needs: on a low screen the highest page would take the landmark table's room."""
        page = self.currentWidget()
        height = self.tabBar().sizeHint().height() + (page.minimumSizeHint().height() if page is not None else 0)
        return QSize(super().minimumSizeHint().width(), height)

    def shut_down(self) -> None:
        """Stop what runs in the background."""
        self.tools.shut_down()
        self.numbers.shut_down()
        if self.surface is not None:
            self.surface.shut_down()

    def _show_surface(self) -> None:
        """Open the 3D window, or bring it forward."""
        if self.surface is None:
            self.surface = SurfaceWindow(self._workbench, self._pair, self.window())
        self.surface.show()
        self.surface.raise_()
        self.surface.activateWindow()
