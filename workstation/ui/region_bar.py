"""The region in numbers, in the tool strip: its size in mm, where it lies, put it at the crosshair, take it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QPushButton, QWidget

from workstation.core.geometry import Vector
from workstation.core.region_box import RegionBox
from workstation.ui.follow import follow
from workstation.ui.pair_view import PaneGroup
from workstation.ui.text import tr
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench


class RegionBar(QWidget):
    """A mirror of the active volume's region that can be changed by numbers."""

    def __init__(
        self, workbench: Workbench, panes: PaneGroup, run: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        """`run` carries an action out by its id."""
        super().__init__(parent)
        self._workbench, self._panes, self._run = workbench, panes, run
        self.sizes = (QDoubleSpinBox(), QDoubleSpinBox(), QDoubleSpinBox())
        self.here, self.clear = QPushButton(tr("At the crosshair")), QPushButton(tr("No region"))
        self._lay_out()
        follow(self, workbench.view_changed, self._on_view_changed)
        follow(self, workbench.case_changed, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the region as it is."""
        opened, view = self._workbench.open_case, self._workbench.view
        side = self._panes.active.side
        region = view.region(side)
        size = region.size_mm(opened.case.volume(side).grid) if opened is not None and region is not None else None
        for axis, spin in enumerate(self.sizes):
            blocked = spin.blockSignals(True)
            spin.setEnabled(size is not None)
            spin.setValue(size[axis] if size is not None else 0.0)
            spin.blockSignals(blocked)
        self.here.setEnabled(opened is not None)
        self.clear.setEnabled(region is not None)
        self.setVisible(view.tool == "region")

    def _lay_out(self) -> None:
        caption = QLabel(tr("Region"))
        caption.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(caption)
        for spin, name in zip(self.sizes, (tr("Width"), tr("Depth"), tr("Length")), strict=True):
            spin.setRange(0.0, 1000.0)
            spin.setDecimals(1)
            spin.setSuffix(tr(" mm"))
            spin.setKeyboardTracking(False)
            spin.setToolTip(tr("{name} of the region; its middle stays where it is", name=name))
            spin.setAccessibleName(name)
            spin.valueChanged.connect(self._resize)
            spin.editingFinished.connect(spin.clearFocus)
            row.addWidget(spin)
        self.here.setToolTip(tr("Put the region where the crosshair is"))
        self.clear.setToolTip(tr("Draw everywhere again"))
        self.here.clicked.connect(lambda: self._run("region.here"))
        self.clear.clicked.connect(lambda: self._run("region.clear"))
        row.addWidget(self.here)
        row.addWidget(self.clear)

    def _on_view_changed(self, view: ViewState) -> None:
        self.refresh()

    def _resize(self) -> None:
        opened, view, side = self._workbench.open_case, self._workbench.view, self._panes.active.side
        region = view.region(side)
        if opened is not None and region is not None:
            grid = opened.case.volume(side).grid
            x, y, z = (spin.value() for spin in self.sizes)
            size: Vector = (x, y, z)
            self._workbench.look(view.with_region(side, RegionBox.around(grid, region.centre_mm(grid), size)))
