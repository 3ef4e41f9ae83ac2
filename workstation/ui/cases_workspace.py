"""The Cases workspace: the study's work-list, importing pairs, and where everything begins when nothing is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import Message, UserError
from workstation.core.study_commands import SetTolerance
from workstation.ui import theme
from workstation.ui.action_set import tool_tip
from workstation.ui.actions import BY_ID
from workstation.ui.background import Background
from workstation.ui.case_table import CaseTableModel
from workstation.ui.icons import icon, pixmap
from workstation.ui.import_wizard import ImportWizard
from workstation.ui.plan_view import CaseGeometry
from workstation.ui.text import tr
from workstation.workbench.batch import BatchRow
from workstation.workbench.case_list import CaseList
from workstation.workbench.workbench import Workbench


class CasesWorkspace(QWidget):
    """The work-list, or an invitation to open something.

    Signals: `asked` with the id of an action for the shell, `told` with a UserError or Message, `case_opened`,
    `recent_chosen` with a study's folder.
    """

    asked = Signal(str)
    told = Signal(object)
    case_opened = Signal()
    recent_chosen = Signal(object)

    def __init__(
        self, workbench: Workbench, parent: QWidget | None = None, background: Background | None = None
    ) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._background = background or Background(self)
        self.welcome = Welcome()
        self.welcome.asked.connect(self.asked.emit)
        self.welcome.recent_chosen.connect(self.recent_chosen.emit)
        self.model = CaseTableModel(CaseList(workbench), self)
        self.table = CaseTable(self.model)
        self.wizard = ImportWizard(workbench, self._background)
        self.wizard.imported.connect(self._on_imported)
        self.wizard.closed.connect(self._show_list)
        self.geometry_card = CaseGeometry(workbench)
        self.geometry_card.stored.connect(self._on_geometry_stored)
        self.geometry_card.closed.connect(self._show_list)
        for card in (self.wizard, self.geometry_card):
            card.hide()
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.progress = QLabel()
        self.progress.setProperty("role", "muted")
        self.hint = QLabel(tr("No case yet. Import two volumes to begin."))
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setProperty("role", "muted")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(self._list_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.table.chosen.connect(self._open)
        self.model.dataChanged.connect(self._show_progress)
        workbench.study_changed.connect(self._on_study_changed, thread="main")
        workbench.case_changed.connect(self._on_case_changed, thread="main")
        workbench.changed.connect(self._on_changed, thread="main")
        self._on_study_changed()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {"case.import": self.show_form}

    def why_disabled(self, action_id: str) -> Message | None:
        """Why a pair cannot be imported now."""
        study = self._workbench.study
        if study is None:
            return Message("Open or create a study first.")
        if study.document.read_only:
            return Message("The case list is open for editing in another window.")
        return None

    @property
    def help_page(self) -> str:
        """The help page of what is being done here."""
        return "cases" if self.wizard.isHidden() and self.geometry_card.isHidden() else "importing"

    def show_form(self) -> None:
        """Show the import wizard and begin with its first field."""
        self.geometry_card.hide()
        self.wizard.begin()
        self._show_list()

    def begin_import(self, places: Sequence[Path]) -> None:
        """Show the import wizard with two files or folders already in it."""
        self.show_form()
        self.wizard.take_files(places)

    def show_geometry(self) -> None:
        """Show the geometry of the open case, to be confirmed."""
        if self.wizard.isVisible():
            self.wizard.leave()
        self.geometry_card.begin()
        self._show_list()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Take dropped volumes into the import wizard if it is open; says whether it did."""
        return self.wizard.isVisible() and self.wizard.take_files(files)

    def _list_page(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addSpacing(16)
        head.addWidget(self.progress, 1)
        for action_id in ("study.run_several", "case.next_unfinished", "case.import"):
            head.addWidget(_button(action_id, self.asked.emit, primary=action_id == "case.import"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.wizard, 1)
        column.addWidget(self.geometry_card, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint, 1)
        return page

    # ---- what happens

    def _on_study_changed(self) -> None:
        study = self._workbench.study
        self.pages.setCurrentIndex(0 if study is None else 1)
        if study is None and self.wizard.isVisible():
            self.wizard.leave()
        self._reload()

    def _on_case_changed(self) -> None:
        opened = self._workbench.open_case
        self.model.open_id = opened.id if opened is not None else ""
        self.model.reload()

    def _on_changed(self, command: object) -> None:
        opened = self._workbench.open_case
        if opened is not None:
            self.model.reload_case(opened.id)
        study = self._workbench.study
        rows = [row.entry for row in self.model.rows]
        if study is not None and (isinstance(command, SetTolerance) or list(study.state.cases.values()) != rows):
            self._reload()

    def _reload(self) -> None:
        study = self._workbench.study
        self.title.setText(study.state.title if study is not None else "")
        self.model.reload()
        self._show_list()
        self._show_progress()

    def _show_list(self) -> None:
        """The work-list gives way to whatever is being done in its place."""
        is_free = self.wizard.isHidden() and self.geometry_card.isHidden()
        self.table.setVisible(is_free and bool(self.model.rows))
        self.hint.setVisible(is_free and not self.model.rows)

    def _show_progress(self) -> None:
        done = sum(row.is_done for row in self.model.rows)
        self.progress.setText(
            tr("{done} of {all} done", done=done, all=len(self.model.rows)) if self.model.rows else ""
        )

    def reload_case(self, row: BatchRow) -> None:
        """Show what a batch found for a case that is not open."""
        self.model.reload_case(row.case)

    def _on_imported(self, case_id: str) -> None:
        self._reload()
        self.told.emit(Message("Case {id} is in the study.", {"id": case_id}))

    def _on_geometry_stored(self, case_id: str) -> None:
        self.told.emit(Message("The geometry of case {id} is stored with your name.", {"id": case_id}))

    def _open(self, case_id: str) -> None:
        try:
            self._workbench.show_case(case_id)
        except UserError as error:
            self.told.emit(error)
            return
        self.case_opened.emit()


class CaseTable(QTableView):
    """The table of cases; double-click or Enter chooses one."""

    chosen = Signal(str)

    def __init__(self, model: CaseTableModel) -> None:
        super().__init__()
        self._cases = model
        self.setModel(model)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)  # for the batch
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.9))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the case."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def selected_ids(self) -> list[str]:
        """Ids of the selected cases, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._cases.entry(row).id for row in rows]

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._cases.entry(index.row()).id)


class Welcome(QWidget):
    """What is shown while nothing is open: a place to drop files, and ways to begin."""

    asked = Signal(str)
    recent_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        area = QFrame()
        area.setObjectName("dropArea")
        inside = QVBoxLayout(area)
        inside.setContentsMargins(40, 44, 40, 40)
        inside.setSpacing(14)
        sign = QLabel()
        sign.setPixmap(pixmap("drop", 56, theme.DARK.accent, self.devicePixelRatio()))
        words = QLabel(tr("Drop two volumes, DICOM folders or a study folder here"))
        words.setProperty("role", "title")
        kinds = QLabel(tr("NIfTI, NRRD, MetaImage or DICOM; the first one is the fixed volume"))
        kinds.setProperty("role", "muted")
        for each in (sign, words, kinds):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            if each is not sign:
                each.setWordWrap(True)
            inside.addWidget(each)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for action_id in ("study.open_demo", "study.new", "study.open", "study.open_pair"):
            buttons.addWidget(_button(action_id, self.asked.emit, primary=action_id == "study.open_demo"))
        buttons.addStretch(1)
        inside.addSpacing(8)
        inside.addLayout(buttons)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(48, 32, 48, 24)
        column.addStretch(1)
        column.addWidget(area, 2)
        column.addSpacing(16)
        column.addLayout(self._recent)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def set_recent(self, studies: Sequence[Path]) -> None:
        """List studies that were open before."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if studies:
            heading = QLabel(tr("Recent studies"))
            heading.setProperty("role", "heading")
            self._recent.addWidget(heading)
        for path in studies[:5]:
            button = QPushButton(icon("study_open"), f"{path.name}   {path.parent}")
            button.setProperty("flat", True)
            button.setToolTip(str(path))
            button.clicked.connect(lambda *_, p=path: self.recent_chosen.emit(p))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _button(action_id: str, ask: Callable[[str], None], primary: bool = False) -> QPushButton:
    row = BY_ID[action_id]
    button = QPushButton(icon(row.icon, theme.DARK.on_accent if primary else ""), tr(row.title))
    button.setIconSize(QSize(18, 18))
    button.setToolTip(tool_tip(action_id))
    button.setProperty("primary", primary)
    button.clicked.connect(lambda *_: ask(action_id))
    return button
