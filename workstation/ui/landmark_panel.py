"""The paired landmark table beside the pictures: choose, jump, edit in place, and everything a right click offers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from workstation.core.commands import Command, Group
from workstation.core.errors import UserError
from workstation.core.geometry import SIDES
from workstation.core.landmark_commands import AddLandmark, DeleteLandmark, EditLandmark, MoveLandmark, RestoreLandmark
from workstation.core.landmarks import Landmark
from workstation.ui.annotate_actions import placed_state
from workstation.ui.column_choice import ColumnChoice
from workstation.ui.edit_table import CellEditor, ChoiceEditor, EditTable
from workstation.ui.follow import follow
from workstation.ui.landmark_foot import LandmarkFoot
from workstation.ui.landmark_help import LandmarkHelp
from workstation.ui.landmark_model import COLUMNS, ROLES, Column, LandmarkModel, states_for
from workstation.ui.pane_text import side_name
from workstation.ui.strip import ActionStrip
from workstation.ui.text import tr
from workstation.workbench.importing import new_id
from workstation.workbench.landmarks import jumped
from workstation.workbench.touches import touches
from workstation.workbench.view import ViewState
from workstation.workbench.workbench import Workbench

_WIDTHS: dict[Column, int] = {  # in average characters
    "name": 11, "fixed": 4, "moving": 4, "state": 11, "off": 8, "residual": 8, "confidence": 7, "role": 10, "kind": 12,
    "comment": 16, "by": 10, "at": 17,
}  # fmt: skip
_USUAL: tuple[Column, ...] = ("name", "fixed", "moving", "state", "off", "residual")


class LandmarkPanel(QWidget):
    """A title with a count, the buttons of the `strip`, the table, and below it what comes next (`assist`)."""

    def __init__(
        self, workbench: Workbench, strip: ActionStrip, assist: LandmarkHelp, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workbench, self._strip = workbench, strip
        self.foot = LandmarkFoot(workbench, strip, assist)
        self._help = assist
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.model = LandmarkModel(workbench)
        self.table = EditTable()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Landmarks"))
        self.table.setSelectionMode(EditTable.SelectionMode.ExtendedSelection)
        self.filter = QLineEdit(placeholderText=tr("Filter"), clearButtonEnabled=True)
        self.filter.setToolTip(tr("Show only landmarks with these words in name, type, state, role, comment or doubt."))
        self.filter.setAccessibleName(tr("Filter landmarks"))
        self._lay_out()
        self._make_editors()
        self.filter.textChanged.connect(self.model.set_filter)
        assist.changed.connect(self._on_help_changed)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.model.modelReset.connect(self._on_rows_changed)
        self.model.dataChanged.connect(self._show_count)
        follow(self, workbench.view_changed, self._on_view_changed)
        follow(self, workbench.changed, self._on_changed)
        self._on_rows_changed()

    def menu(self) -> QMenu:
        """What can be done with the chosen landmark, and with those in the trash."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        chosen, several = self._chosen(), self._selected()
        if len(several) > 1:
            self._add_for_several(menu, several)
        elif chosen is not None:
            for action_id in ("landmark.confirm", "landmark.flag"):
                self._strip.add_to(menu, action_id)
            if chosen.state == "confirmed":
                self._add(menu, tr("Unlock"), EditLandmark(chosen.id, "state", placed_state(chosen)))
            if chosen.state != "skipped":
                self._add(menu, tr("Skip"), EditLandmark(chosen.id, "state", "skipped"))
            else:
                self._add(menu, tr("Do not skip"), EditLandmark(chosen.id, "state", placed_state(chosen)))
            menu.addSeparator()
            for side in SIDES:
                if chosen.mark(side) is not None and chosen.state != "confirmed":
                    text = tr("Remove mark in {side}", side=side_name(side))
                    self._add(menu, text, MoveLandmark(chosen.id, side, None, "remove"))
            self._strip.add_to(menu, "landmark.delete")
            menu.addSeparator()
        menu.addAction(tr("New landmark"), self.add_landmark)
        menu.addAction(tr("Columns…"), self.columns.pop_up)
        self._add_trash(menu)
        return menu

    def add_landmark(self) -> None:
        """Add a landmark that is placed nowhere yet, and choose it."""
        opened = self._workbench.open_case
        if opened is not None:
            landmark = Landmark(new_id(), opened.reading.landmarks.next_name())
            if self._do(AddLandmark(landmark)):
                self._workbench.look(jumped(self._workbench.view, opened, landmark.id))

    # ---- making

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 4, 2)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.filter, 1)
        for action_id in ("landmark.next", "landmark.confirm", "landmark.flag", "landmark.delete"):
            head.addWidget(self._strip.button(action_id))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.foot)
        header = self.table.horizontalHeader()
        for number, column in enumerate(COLUMNS):
            header.resizeSection(number, _WIDTHS[column] * self.fontMetrics().averageCharWidth())
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.columns = ColumnChoice(self.table, "landmarks", COLUMNS, _USUAL, self._workbench.noticed.emit)

    def _make_editors(self) -> None:
        self._editors = {
            "name": CellEditor(self),
            "kind": CellEditor(self),
            "state": ChoiceEditor(lambda row: states_for(self.model.landmark(row)), self),
            "role": ChoiceEditor(lambda row: ROLES, self),
            "confidence": ChoiceEditor(lambda row: (1, 2, 3), self),
        }
        for name, editor in self._editors.items():
            self.table.setItemDelegateForColumn(COLUMNS.index(name), editor)

    def _selected(self) -> list[Landmark]:
        """The landmarks of all selected rows."""
        return [self.model.landmark(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _add_for_several(self, menu: QMenu, rows: list[Landmark]) -> None:
        """What can be done to several landmarks at once; each entry says to how many."""
        placed = [row for row in rows if row.fixed and row.moving and row.state == "placed"]
        sound = [row for row in rows if row.state != "flagged"]
        confirm = Group(
            "Confirm {count} landmarks", tuple(EditLandmark(row.id, "state", "confirmed") for row in placed)
        )
        flag = Group("Flag {count} landmarks", tuple(EditLandmark(row.id, "state", "flagged") for row in sound))
        delete = Group("Delete {count} landmarks", tuple(DeleteLandmark(row.id) for row in rows))
        for group in (confirm, flag, delete):
            action = menu.addAction(tr(group.template, count=len(group.commands)))
            action.triggered.connect(partial(self._do, group))
            action.setEnabled(bool(group.commands))
        menu.addSeparator()

    def _add_trash(self, menu: QMenu) -> None:
        opened = self._workbench.open_case
        trash = menu.addMenu(tr("Restore from trash"))
        deleted = list(opened.reading.landmarks.trash.values()) if opened is not None else []
        trash.setEnabled(bool(deleted))
        for landmark in deleted:
            self._add(trash, tr(landmark.name), RestoreLandmark(landmark.id))

    def _add(self, menu: QMenu, text: str, command: Command) -> None:
        menu.addAction(text, lambda: self._do(command))

    # ---- following

    def _on_help_changed(self) -> None:
        self.model.judge(self._help.findings)

    def _on_rows_changed(self) -> None:
        self._show_count()
        self._choose_row(self._workbench.view.landmark_id)

    def _show_count(self) -> None:
        opened = self._workbench.open_case
        rows = list(opened.reading.landmarks) if opened is not None else []
        placed = sum(1 for row in rows if row.fixed and row.moving)
        self.title.setText(tr("Landmarks {n}/{all}", n=placed, all=len(rows)) if rows else tr("Landmarks"))
        self.title.setToolTip(tr("{n} of {all} landmarks are placed in both volumes.", n=placed, all=len(rows)))

    def _on_view_changed(self, view: ViewState) -> None:
        if self.model.id_at(self.table.currentIndex().row()) != view.landmark_id:
            self._choose_row(view.landmark_id)

    def _on_changed(self, command: Command) -> None:
        """Undo may take away or bring back what is chosen."""
        if "landmarks" in touches(command):
            self._choose_row(self._workbench.view.landmark_id)

    def _choose_row(self, landmark_id: str) -> None:
        """Mark the row of the chosen landmark without telling the workbench what it told us."""
        selection = self.table.selectionModel()
        blocked = selection.blockSignals(True)
        row = self.model.row_of(landmark_id)
        flag = QItemSelectionModel.SelectionFlag
        if row < 0:
            selection.clear()
        elif row != self.table.currentIndex().row() or not selection.isRowSelected(row, QModelIndex()):
            column = max(self.table.currentIndex().column(), 0)
            selection.setCurrentIndex(self.model.index(row, column), flag.ClearAndSelect | flag.Rows)
            self.table.scrollTo(self.model.index(row, column))
        selection.blockSignals(blocked)
        self.table.viewport().update()

    def _on_row_chosen(self, current: QModelIndex) -> None:
        opened, landmark_id = self._workbench.open_case, self.model.id_at(current.row())
        if opened is not None and landmark_id and landmark_id != self._workbench.view.landmark_id:
            self._workbench.look(jumped(self._workbench.view, opened, landmark_id))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        """A double click on what cannot be edited jumps there, even if the row is chosen already."""
        opened, landmark_id = self._workbench.open_case, self.model.id_at(index.row())
        if opened is not None and landmark_id:
            self._workbench.look(jumped(self._workbench.view, opened, landmark_id))

    def _show_menu(self, position: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(position))

    def _chosen(self) -> Landmark | None:
        row = self.model.row_of(self._workbench.view.landmark_id)
        return self.model.landmark(row) if row >= 0 else None

    def _do(self, command: Command, *_: object) -> bool:
        try:
            self._workbench.do(command)
        except UserError as error:
            self._workbench.noticed.emit(error)
            return False
        return True
