"""The drawing tools in the tool strip: radius, shape and kind of the brush, the label, and what may be drawn over."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QWidget,
    QWidgetAction,
)

from workstation.core.commands import Command
from workstation.ui.colour_chip import colour_chip
from workstation.ui.follow import follow
from workstation.ui.text import tr
from workstation.ui.tools import LARGEST_BRUSH_MM, SMALLEST_BRUSH_MM
from workstation.workbench.touches import touches
from workstation.workbench.view import BRUSHES, BrushShape, Tool, ViewState
from workstation.workbench.workbench import Workbench

_SHAPE_WORDS: tuple[tuple[BrushShape, str], ...] = (("disc", "Disc"), ("sphere", "Sphere"))
_DRAWING: frozenset[Tool] = BRUSHES | {"fill", "polygon", "livewire", "scissors"}
_INSIDE = "Inside {name}"
_ALL, _SEVERAL = -1, -2  # rows of what may be drawn over, beside the label values


class BrushBar(QWidget):
    """A mirror of `view.brush` that can be changed; only what the tool in the hand needs is shown."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.radius = QDoubleSpinBox()
        self.shape = QComboBox()
        self.label = QComboBox()
        self.over = QComboBox()
        self.low, self.high, self.tolerance = QDoubleSpinBox(), QDoubleSpinBox(), QDoubleSpinBox()
        self.from_press = QCheckBox(tr("From press"))
        self.in_space = QCheckBox(tr("3D"))
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Bring the lists of labels and all values up to date."""
        opened = self._workbench.open_case
        segments = list(opened.reading.segments.values()) if opened is not None else []
        self.label.clear()
        self.over.clear()
        self.over.addItem(tr("Over all"), _ALL)
        self.over.addItem(tr("Over nothing"), 0)
        for segment in segments:
            self.label.addItem(colour_chip(segment.colour), tr(segment.name), segment.value)
            self.over.addItem(colour_chip(segment.colour), tr(_INSIDE, name=tr(segment.name)), segment.value)
        self.over.addItem(tr("Inside several…"), _SEVERAL)
        self._on_view_changed(self._workbench.view)

    # ---- making

    def _lay_out(self) -> None:
        self._spin(self.radius, SMALLEST_BRUSH_MM, LARGEST_BRUSH_MM, 0.5, tr(" mm"), "00.0 mm")
        for spin in (self.low, self.high, self.tolerance):
            self._spin(spin, -1e6, 1e6, 1.0, "", "0000.0")
        for value, text in _SHAPE_WORDS:
            self.shape.addItem(tr(text), value)
        for box, characters in ((self.label, 9), (self.over, 10)):
            box.setMinimumContentsLength(characters)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        caption = QLabel(tr("Brush"))
        caption.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(caption)
        for widget, name, _, _ in self._parts():
            widget.setAccessibleName(name)
            layout.addWidget(widget)

    def _parts(self) -> tuple[tuple[QWidget, str, str, frozenset[Tool]], ...]:
        """Each control: its name, its tool tip, and the tools it is shown with."""
        return (
            (self.radius, tr("Brush radius"), tr("Radius of the brush; Shift+wheel, + and - change it too"), BRUSHES),
            (self.shape, tr("Brush shape"), tr("A disc paints one slice, a sphere paints in depth too"), BRUSHES),
            (self.from_press, tr("Range from press"),
             tr("The range of brightness follows each press; without it, it stays as it is set"),
             frozenset(("threshold",))),
            (self.low, tr("Darkest"), tr("The darkest grey value that is painted"), frozenset(("threshold",))),
            (self.high, tr("Brightest"), tr("The brightest grey value that is painted"), frozenset(("threshold",))),
            (self.tolerance, tr("Tolerance"),
             tr("By how many grey values a filled place may differ; drag right or left while filling changes it"),
             frozenset(("fill",))),
            (self.in_space, tr("Fill in space"), tr("Fill through the slices, up to 25 mm around; else this slice"),
             frozenset(("fill",))),
            (self.label, tr("Label to paint with"), tr("The label to paint with; , and . go through the table"),
             _DRAWING),
            (self.over, tr("What may be drawn over"),
             tr("Draw over everything, only where nothing is drawn, or only inside chosen labels; locked labels stay"),
             _DRAWING - {"scissors"}),
        )  # fmt: skip

    def _spin(self, spin: QDoubleSpinBox, low: float, high: float, step: float, suffix: str, widest: str) -> None:
        spin.setRange(low, high)
        spin.setDecimals(1)
        spin.setSingleStep(step)
        spin.setSuffix(suffix)
        spin.setKeyboardTracking(False)
        spin.setMinimumWidth(spin.fontMetrics().horizontalAdvance(widest) + 48)
        spin.editingFinished.connect(spin.clearFocus)

    def _connect(self) -> None:
        self.radius.valueChanged.connect(lambda mm: self._change(radius_mm=mm))
        self.shape.activated.connect(lambda row: self._change(shape=self.shape.itemData(row)))
        self.label.activated.connect(lambda row: self._change(value=self.label.itemData(row)))
        self.over.activated.connect(self._choose_over)
        self.low.valueChanged.connect(lambda value: self._change(low=value, range_from_press=False))
        self.high.valueChanged.connect(lambda value: self._change(high=value, range_from_press=False))
        self.tolerance.valueChanged.connect(lambda value: self._change(tolerance=max(0.0, value)))
        self.from_press.clicked.connect(lambda on: self._change(range_from_press=on))
        self.in_space.clicked.connect(lambda on: self._change(fill_in_space=on))
        follow(self, self._workbench.view_changed, self._on_view_changed)
        follow(self, self._workbench.changed, self._on_changed)
        follow(self, self._workbench.case_changed, self.refresh)

    # ---- following

    def _on_view_changed(self, view: ViewState) -> None:
        brush, opened = view.brush, self._workbench.open_case
        shown = view.tool if view.tool in _DRAWING else "paint"
        enabled = opened is not None and view.tool in _DRAWING
        why = "" if enabled else tr("Not now: {why}", why=_why_not(opened is None))
        for widget, _, tip, tools in self._parts():
            widget.setVisible(shown in tools)
            widget.setEnabled(enabled)
            text = f"{tip}\n{why}" if why else tip
            if widget.toolTip() != text:
                widget.setToolTip(text)
        for spin, value in ((self.radius, brush.radius_mm), (self.low, brush.low), (self.high, brush.high),
                            (self.tolerance, brush.tolerance)):  # fmt: skip
            blocked = spin.blockSignals(True)
            if round(value, 1) != round(spin.value(), 1):
                spin.setValue(value)
            spin.blockSignals(blocked)
        self.shape.setCurrentIndex(self.shape.findData(brush.shape))
        self.label.setCurrentIndex(self.label.findData(brush.value))
        self._show_over(brush.over)
        self.from_press.setChecked(brush.range_from_press)
        self.in_space.setChecked(brush.fill_in_space)

    def _on_changed(self, command: Command) -> None:
        if "segments" in touches(command):
            self.refresh()

    # ---- changing

    def _choose_over(self, row: int) -> None:
        value = self.over.itemData(row)
        if value == _SEVERAL:
            self._show_over(self._workbench.view.brush.over)
            self.several_menu().popup(self.over.mapToGlobal(self.over.rect().bottomLeft()))
        else:
            self._change(over=None if value == _ALL else frozenset((value,)))

    def several_menu(self) -> QMenu:
        """A box to tick for each label, and for what is empty; it stays open while they are ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        opened, over = self._workbench.open_case, self._workbench.view.brush.over
        segments = opened.reading.segments.values() if opened is not None else ()
        for value, name in ((0, tr("Where nothing is drawn")), *((each.value, tr(each.name)) for each in segments)):
            tick = QCheckBox(name)
            tick.setChecked(over is not None and value in over)
            tick.toggled.connect(partial(self._tick, value))
            holder = QWidgetAction(menu)
            holder.setDefaultWidget(tick)
            menu.addAction(holder)
        return menu

    def _tick(self, value: int, on: bool) -> None:
        """Without any tick, everything may be drawn over again."""
        over = (self._workbench.view.brush.over or frozenset()) - {value} | ({value} if on else set())
        self._change(over=over or None)

    def _show_over(self, over: frozenset[int] | None) -> None:
        several = over is not None and len(over) > 1
        row = self.over.findData(_SEVERAL)
        self.over.setItemText(row, tr("Inside {n} chosen", n=len(over or ())) if several else tr("Inside several…"))
        self.over.setCurrentIndex(row if several else max(0, self.over.findData(next(iter(over or (_ALL,))))))

    def _change(self, **changes: Any) -> None:
        view = self._workbench.view
        self._workbench.look(replace(view, brush=replace(view.brush, **changes)))


def _why_not(nothing_open: bool) -> str:
    return tr("Open a case first.") if nothing_open else tr("choose Paint or another drawing tool first.")
