"""Which columns of a table are shown: the first always, others by a menu of the header, remembered for the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QTableView

from workstation.core.errors import NotSaved
from workstation.ui.text import tr
from workstation.workbench.viewing_settings import load_viewing, save_viewing


class ColumnChoice(QObject):
    """Shows and hides the columns of a table, which are known by their `ids` and under the `name` of the table."""

    def __init__(
        self,
        table: QTableView,
        name: str,
        ids: Sequence[str],
        default: Sequence[str],
        failed: Callable[[NotSaved], None],
    ) -> None:
        super().__init__(table)
        self._table, self._name, self._ids, self._default, self._failed = table, name, ids, default, failed
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_up)
        self._show(load_viewing().columns.get(name, tuple(default)))

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that are shown, in the order of the table."""
        return tuple(each for n, each in enumerate(self._ids) if not self._table.isColumnHidden(n))

    def choose(self, shown: Sequence[str]) -> None:
        """Show these columns, and again whenever the table is made."""
        self._show(shown)
        try:
            save_viewing(load_viewing().with_columns(self._name, self.shown))
        except NotSaved as error:
            self._failed(error)

    def menu(self) -> QMenu:
        """An entry with a tick for each column but the first, and the way back to the usual ones."""
        menu = QMenu(self._table)
        menu.setToolTipsVisible(True)
        model = self._table.model()
        for number, each in enumerate(self._ids[1:], 1):
            role = Qt.ItemDataRole.ToolTipRole
            tip = model.headerData(number, Qt.Orientation.Horizontal, role)
            title = model.headerData(number, Qt.Orientation.Horizontal)
            entry = menu.addAction(title if len(title) > 1 else f"{title} – {tip}")
            entry.setToolTip(tip)
            entry.setCheckable(True)
            entry.setChecked(each in self.shown)
            entry.toggled.connect(lambda is_on, column=each: self._switch(column, is_on))
        menu.addSeparator()
        menu.addAction(tr("Usual columns"), lambda: self.choose(self._default))
        return menu

    def pop_up(self) -> None:
        """Open the menu below the header, for keys; the first entry is chosen."""
        header = self._table.horizontalHeader()
        self._pop_up(QPoint(0, header.height()), first=True)

    def _pop_up(self, position: QPoint, first: bool = False) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._table.horizontalHeader().mapToGlobal(position))
        if first:
            menu.setActiveAction(menu.actions()[0])

    def _switch(self, column: str, is_on: bool) -> None:
        self.choose([*self.shown, column] if is_on else [each for each in self.shown if each != column])

    def _show(self, shown: Sequence[str]) -> None:
        for number, each in enumerate(self._ids):
            self._table.setColumnHidden(number, number > 0 and each not in shown)
