"""The brush in the tool strip: radius in mm, disc or sphere, and the label to paint with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from workstation.core.commands import Command
from workstation.ui.colour_chip import colour_chip
from workstation.ui.follow import follow
from workstation.ui.text import tr
from workstation.ui.tools import LARGEST_BRUSH_MM, SMALLEST_BRUSH_MM
from workstation.workbench.touches import touches
from workstation.workbench.view import BrushShape, ViewState
from workstation.workbench.workbench import Workbench

_SHAPES: tuple[tuple[BrushShape, str], ...] = (("disc", "Disc"), ("sphere", "Sphere"))


class BrushBar(QWidget):
    """A mirror of `view.brush` that can be changed."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.radius = QDoubleSpinBox()
        self.shape = QComboBox()
        self.label = QComboBox()
        self._lay_out()
        self.radius.valueChanged.connect(lambda mm: self._change(radius_mm=mm))
        self.radius.editingFinished.connect(self.radius.clearFocus)
        self.shape.activated.connect(lambda row: self._change(shape=self.shape.itemData(row)))
        self.label.activated.connect(lambda row: self._change(value=self.label.itemData(row)))
        follow(self, workbench.view_changed, self._on_view_changed)
        follow(self, workbench.changed, self._on_changed)
        follow(self, workbench.case_changed, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Bring the list of labels and all values up to date."""
        opened = self._workbench.open_case
        self.label.clear()
        for segment in opened.reading.segments.values() if opened is not None else ():
            self.label.addItem(colour_chip(segment.colour), segment.name, segment.value)
        self._on_view_changed(self._workbench.view)

    def _lay_out(self) -> None:
        self.radius.setRange(SMALLEST_BRUSH_MM, LARGEST_BRUSH_MM)
        self.radius.setDecimals(1)
        self.radius.setSingleStep(0.5)
        self.radius.setSuffix(tr(" mm"))
        self.radius.setKeyboardTracking(False)
        self.radius.setMinimumWidth(self.radius.fontMetrics().horizontalAdvance("00.0 mm") + 48)
        for value, text in _SHAPES:
            self.shape.addItem(tr(text), value)
        self.label.setMinimumContentsLength(9)
        self.label.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        caption = QLabel(tr("Brush"))
        caption.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(caption)
        names = (tr("Brush radius"), tr("Brush shape"), tr("Label to paint with"))
        for widget, name in zip((self.radius, self.shape, self.label), names, strict=True):
            widget.setAccessibleName(name)
            layout.addWidget(widget)

    def _on_view_changed(self, view: ViewState) -> None:
        brush, opened = view.brush, self._workbench.open_case
        painting = opened is not None and view.tool in ("paint", "erase")
        why = "" if painting else tr("Not now: {why}", why=_why_not(opened is None))
        tips = (
            tr("Radius of the brush; Shift+wheel, + and - change it too"),
            tr("A disc paints one slice, a sphere paints in depth too"),
            tr("The label to paint with; , and . go through the table"),
        )
        for widget, tip in zip((self.radius, self.shape, self.label), tips, strict=True):
            widget.setEnabled(painting)
            text = f"{tip}\n{why}" if why else tip
            if widget.toolTip() != text:
                widget.setToolTip(text)
        blocked = self.radius.blockSignals(True)
        if round(brush.radius_mm, 1) != round(self.radius.value(), 1):
            self.radius.setValue(brush.radius_mm)
        self.radius.blockSignals(blocked)
        self.shape.setCurrentIndex(self.shape.findData(brush.shape))
        self.label.setCurrentIndex(self.label.findData(brush.value))

    def _on_changed(self, command: Command) -> None:
        if "segments" in touches(command):
            self.refresh()

    def _change(self, **changes: Any) -> None:
        view = self._workbench.view
        self._workbench.look(replace(view, brush=replace(view.brush, **changes)))


def _why_not(nothing_open: bool) -> str:
    return tr("Open a case first.") if nothing_open else tr("choose Paint or Erase first.")
