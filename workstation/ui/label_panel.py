"""The label table beside the pictures: choose what to paint with, colour, name, hide, lock, add and remove."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QColorDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QMenu,
    QSlider,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workstation.core.commands import Command
from workstation.core.errors import UserError
from workstation.core.label_commands import AddSegment, RemoveSegment
from workstation.core.labels import Segment
from workstation.ui.colour_chip import colour_chip, paint_chip
from workstation.ui.edit_table import CellEditor, EditTable
from workstation.ui.follow import follow
from workstation.ui.icons import icon
from workstation.ui.label_model import COLUMNS, LabelModel
from workstation.ui.layer_menu import layer_menu
from workstation.ui.text import tr
from workstation.workbench.importing import PALETTE, shipped_protocol
from workstation.workbench.label_layers import free_layer
from workstation.workbench.touches import touches
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench

Index = QModelIndex | QPersistentModelIndex
_SWITCHES = (COLUMNS.index("shown"), COLUMNS.index("outlined"), COLUMNS.index("locked"))
_OPACITIES = (100, 75, 50, 25, 0)  # %


class LabelPanel(QWidget):
    """A title with opacity and the buttons to add and remove, and the table."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.model = LabelModel(workbench)
        self.table = EditTable()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Labels"))
        self._editors = (_Swatch(self), CellEditor(self))
        self.table.setItemDelegateForColumn(COLUMNS.index("colour"), self._editors[0])
        self.table.setItemDelegateForColumn(COLUMNS.index("name"), self._editors[1])
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.add_button = self._button("plus", tr("Add a label"), lambda: self.add_label())
        self.remove_button = self._button("minus", "", self.remove_label)
        self._lay_out()
        self.opacity.valueChanged.connect(self._set_opacity)
        self.table.installEventFilter(self)
        self.table.clicked.connect(self._on_clicked)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.model.modelReset.connect(self.refresh)
        follow(self, workbench.view_changed, self._on_view_changed)
        follow(self, workbench.changed, self._on_changed)
        self.refresh()

    def add_label(self, on_own_layer: bool = False) -> None:
        """Add a label with the next free value, choose it, and begin to edit its name.

        On a layer of its own it may overlap with all others.
        """
        opened = self._workbench.open_case
        if opened is None:
            return
        try:
            layer = free_layer(opened.reading) if on_own_layer else 0
        except UserError as error:
            self._workbench.noticed.emit(error)
            return
        value = next((n for n in range(1, 256) if n not in opened.reading.segments), 0)
        if value and self._do(AddSegment(Segment(value, tr("label {n}", n=value), _free_colour(value), layer=layer))):
            self._choose(value)
            self.table.edit(self.model.index(self.model.row_of(value), COLUMNS.index("name")))

    def show_layers(self) -> None:
        """Offer the layers for the chosen label, below its row."""
        row = self.table.currentIndex().row()
        menu = layer_menu(self._workbench, self.model.value_at(row), self, self)
        self._popup(menu, self.table.visualRect(self.model.index(row, COLUMNS.index("name"))).bottomLeft())

    def remove_label(self) -> None:
        """Remove the chosen label if nothing is drawn with it."""
        value = self.model.value_at(self.table.currentIndex().row())
        if value and self._do(RemoveSegment(value)):
            opened = self._workbench.open_case
            if opened is not None and opened.reading.segments:
                self._choose(next(iter(opened.reading.segments)))

    def colour_menu(self, row: int) -> QMenu:
        """The palette, whose colours people with any colour vision tell apart, and a way to any other colour."""
        menu = QMenu(self)
        for colour in PALETTE:
            menu.addAction(colour_chip(colour), colour, lambda c=colour: self.model.recolour(row, c))
        menu.addSeparator()
        menu.addAction(tr("Other colour…"), lambda: self._ask_colour(row))
        return menu

    def template_menu(self, parent: QWidget) -> QMenu:
        """The labels of the protocol that the table does not have."""
        menu = QMenu(tr("Add from the protocol"), parent)
        opened = self._workbench.open_case
        known = opened.reading.segments if opened is not None else {}
        names = {each.name for each in known.values()}
        for row in shipped_protocol().segments:
            if row.name not in names:
                value = row.value if row.value not in known else next((n for n in range(1, 256) if n not in known), 0)
                entry = menu.addAction(colour_chip(row.colour), row.name)
                entry.setEnabled(value > 0)
                entry.triggered.connect(partial(self._add, replace(row, value=value or row.value)))
        menu.setEnabled(not menu.isEmpty())
        return menu

    def refresh(self) -> None:
        """Bring the chosen row, the opacity and the buttons up to date."""
        view, opened = self._workbench.view, self._workbench.open_case
        self._mark_row(view.brush.value)
        blocked = self.opacity.blockSignals(True)
        self.opacity.setValue(round(100 * view.label_opacity))
        self.opacity.blockSignals(blocked)
        read_only = opened is None or opened.history.document.read_only
        self.add_button.setEnabled(not read_only)
        why = self._why_not_remove()
        self.remove_button.setEnabled(not why)
        self.remove_button.setToolTip(tr("Remove the chosen label") + (f"\n{why}" if why else ""))
        self.opacity.setEnabled(opened is not None)
        self.table.setColumnHidden(COLUMNS.index("layer"), not self.model.has_layers)

    # ---- making

    def _lay_out(self) -> None:
        title = QLabel(tr("Labels"))
        title.setProperty("role", "heading")
        self.opacity.setRange(5, 100)
        self.opacity.setFixedWidth(90)
        self.opacity.setToolTip(tr("Opacity of the segmentation"))
        self.opacity.setAccessibleName(tr("Opacity of the segmentation"))
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 4, 2)
        head.setSpacing(2)
        head.addWidget(title, 1)
        head.addWidget(self.opacity)
        head.addSpacing(6)
        head.addWidget(self.add_button)
        head.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.table)
        header = self.table.horizontalHeader()
        for number, column in enumerate(COLUMNS):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(number, mode.Stretch if column == "name" else mode.ResizeToContents)

    def _button(self, icon_name: str, tip: str, run: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(icon_name))
        button.setToolTip(tip)
        button.setProperty("flat", True)
        button.clicked.connect(run)
        return button

    # ---- following

    def _on_view_changed(self, view: ViewState) -> None:
        if self.model.value_at(self.table.currentIndex().row()) != view.brush.value or (
            self.opacity.value() != round(100 * view.label_opacity)
        ):
            self.refresh()

    def _on_changed(self, command: Command) -> None:
        if touches(command) & {"segments", "fixed labels", "moving labels"}:
            self.refresh()

    def _mark_row(self, value: int) -> None:
        """Mark the row of the active label without telling the workbench what it told us."""
        selection, row = self.table.selectionModel(), self.model.row_of(value)
        if row < 0 or row == self.table.currentIndex().row():
            return
        blocked = selection.blockSignals(True)
        flag = QItemSelectionModel.SelectionFlag
        column = max(self.table.currentIndex().column(), COLUMNS.index("name"))
        selection.setCurrentIndex(self.model.index(row, column), flag.ClearAndSelect | flag.Rows)
        selection.blockSignals(blocked)
        self.table.scrollTo(self.model.index(row, column))
        self.table.viewport().update()

    # ---- the hand

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space switches a sign, so that the table can be used without a mouse."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            index = self.table.currentIndex()
            if event.key() == Qt.Key.Key_Space and index.isValid() and index.column() in _SWITCHES:
                self.model.switch(index)
                return True
        return super().eventFilter(watched, event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() in _SWITCHES:
            self.model.switch(index)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not self.add_button.isEnabled():
            return
        if COLUMNS[index.column()] == "colour":
            self._popup(self.colour_menu(index.row()), self.table.visualRect(index).bottomLeft())
        elif COLUMNS[index.column()] == "layer":
            self.show_layers()

    def _on_row_chosen(self, current: QModelIndex) -> None:
        value = self.model.value_at(current.row())
        if value and value != self._workbench.view.brush.value:
            self._choose(value)

    def _show_menu(self, position: QPoint) -> None:
        index = self.table.indexAt(position)
        if index.isValid() and self.add_button.isEnabled():
            menu = QMenu(self)
            colours = self.colour_menu(index.row())
            colours.setTitle(tr("Colour"))
            menu.addMenu(colours)
            menu.addMenu(self._opacity_menu(index.row(), menu))
            menu.addMenu(layer_menu(self._workbench, self.model.value_at(index.row()), self, menu))
            menu.addAction(tr("Terminology code…"), lambda: self._ask_code(index.row()))
            menu.addMenu(self.template_menu(menu))
            menu.addAction(tr("New label on its own layer"), lambda: self.add_label(on_own_layer=True))
            menu.addSeparator()
            menu.addAction(tr("Rename"), lambda: self.table.edit(self.model.index(index.row(), COLUMNS.index("name"))))
            remove = menu.addAction(tr("Remove"), self.remove_label)
            remove.setEnabled(self.remove_button.isEnabled())
            self._popup(menu, position)

    def _add(self, segment: Segment, *_: bool) -> None:
        if self._do(AddSegment(segment)):
            self._choose(segment.value)

    def _opacity_menu(self, row: int, parent: QWidget) -> QMenu:
        menu = QMenu(tr("Opacity"), parent)
        for percent in _OPACITIES:
            entry = menu.addAction(f"{percent} %", partial(self.model.set_opacity, row, percent / 100))
            entry.setCheckable(True)
            entry.setChecked(round(100 * self.model.segment(row).opacity) == percent)
        return menu

    def _ask_code(self, row: int) -> None:
        text, ok = QInputDialog.getText(
            self, tr("Terminology code"), tr("Scheme, code and meaning, such as SCT 52988006 Lesion"),
            text=self.model.segment(row).code,
        )  # fmt: skip
        if ok:
            self.model.set_code(row, text)

    def _popup(self, menu: QMenu, position: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(position))

    def _ask_colour(self, row: int) -> None:
        colour = QColorDialog.getColor(QColor(self.model.segment(row).colour), self, tr("Colour of the label"))
        if colour.isValid():
            self.model.recolour(row, colour.name())

    def _choose(self, value: int) -> None:
        view = self._workbench.view
        self._workbench.look(replace(view, brush=replace(view.brush, value=value)))

    def _set_opacity(self, percent: int) -> None:
        self._workbench.look(replace(self._workbench.view, label_opacity=percent / 100))

    def _why_not_remove(self) -> str:
        opened = self._workbench.open_case
        if opened is None:
            return tr("Open a case first.")
        if opened.history.document.read_only:
            return tr("This case is open for editing in another window; here it can only be looked at.")
        return "" if self.table.currentIndex().isValid() else tr("Choose a label first.")

    def _do(self, command: Command) -> bool:
        try:
            self._workbench.do(command)
        except UserError as error:
            self._workbench.noticed.emit(error)
            return False
        return True


class _Swatch(QStyledItemDelegate):
    """Paints a label's colour as a rounded square."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell's background, and the square on it."""
        super().paint(painter, option, index)
        model = index.model()
        assert isinstance(model, LabelModel)
        square = QRectF(0, 0, 14, 14)
        square.moveCenter(QRectF(option.rect).center())
        paint_chip(painter, square, model.segment(index.row()).colour)


def _free_colour(value: int) -> str:
    return PALETTE[(value - 1) % len(PALETTE)]
