"""The window: it assembles the workspaces, the bar above them, the menus and the status bar, and decides nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import Message, UserError
from workstation.ui.action_set import ActionSet, Handles
from workstation.ui.actions import MousePreset, WorkspaceId
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.ui.background import Background
from workstation.ui.case_actions import CaseActions
from workstation.ui.cases_workspace import CasesWorkspace
from workstation.ui.check_workspace import CheckWorkspace
from workstation.ui.delivery import deliver_now
from workstation.ui.help_actions import HelpActions
from workstation.ui.interchange_actions import InterchangeActions
from workstation.ui.judging_actions import JudgingActions
from workstation.ui.language_choice import LanguageChoice
from workstation.ui.notices import NoticeBar
from workstation.ui.output_actions import OutputActions
from workstation.ui.register_workspace import RegisterWorkspace
from workstation.ui.second_window import SecondWindowActions
from workstation.ui.slice_view import SliceView
from workstation.ui.status import BusyPanel, SavedLabel
from workstation.ui.study_actions import StudyActions
from workstation.ui.text import tr
from workstation.ui.top_bar import TopBar
from workstation.workbench.case_list import CaseList
from workstation.workbench.settings import UserSettings
from workstation.workbench.workbench import Workbench

CHECKPOINT_MS = 60_000


class MainWindow(QMainWindow):
    """Sonolign's window."""

    def __init__(self, workbench: Workbench, settings: UserSettings | None = None) -> None:
        super().__init__()
        self.workbench = workbench
        self.notices = NoticeBar()
        self.background = Background(self)
        case_list = CaseList(workbench)
        settings = settings or UserSettings(reader=workbench.reader)
        self.studies = StudyActions(self, workbench, self.background, self.notices, settings)
        self.cases = CaseActions(self, workbench, case_list, self.notices)
        self.interchange = InterchangeActions(self, workbench, self.background, self.notices)
        self.interchange.study_arrived.connect(self.studies.open_study)
        self.output = OutputActions(self, workbench, self.background, self.notices, self._panes)
        self.judging = JudgingActions(
            self, workbench, case_list, self.notices, lambda: self.case_page.table.selected_ids()
        )
        self.judging.case_wanted.connect(self._show_case)
        self.language = LanguageChoice(self, self)
        self._abandoned = False
        self.second = SecondWindowActions(workbench, self, settings.mouse)
        self.workspaces = self._made_workspaces()
        self._own = self._own_handlers()
        self.actions_ = self.second.actions = ActionSet(self, self)
        self.actions_.name_with("edit.undo", self.cases.undo_title)
        self.actions_.name_with("edit.redo", self.cases.redo_title)
        self.actions_.name_with("app.reader", lambda: tr("Reader: {name}", name=workbench.reader))
        self._recent_menu = QMenu(tr("Recent studies"), self)
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        self.actions_.fill(self.menuBar(), {"study.open_demo": self._recent_menu})
        self._assemble()
        self._listen()
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 420)
        self.show_workspace("cases")
        self._on_study_changed()

    # ---- what others ask

    @property
    def workspace_id(self) -> WorkspaceId:
        """Which workspace is in front."""
        return list(self.workspaces)[self.stack.currentIndex()]

    def show_workspace(self, workspace_id: WorkspaceId) -> None:
        """Bring a workspace to the front."""
        widget = self.workspaces[workspace_id]
        self.stack.setCurrentWidget(widget)
        self.bar.segments[workspace_id].setChecked(True)
        self.cases.scope = "study" if workspace_id == "cases" else "case"
        self.actions_.show_workspace(workspace_id, cast(Handles, widget))
        widget.setFocus()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the shell carries out itself, by action id."""
        return self._own

    def why_disabled(self, action_id: str) -> Message | None:
        """Why the shell cannot carry an action out now."""
        if action_id in self.studies.handlers():
            return self.studies.why_disabled(action_id)
        if action_id in self.cases.handlers():
            return self.cases.why_disabled(action_id)
        if action_id in self.interchange.handlers():
            return self.interchange.why_disabled(action_id)
        if action_id in self.output.handlers():
            return self.output.why_disabled(action_id)
        if action_id in self.second.handlers():
            return self.second.why_disabled()
        if action_id in self.judging.handlers():
            return self.judging.why_disabled(action_id)
        if action_id == "case.geometry":
            return None if self.workbench.open_case is not None else Message("Open a case first.")
        if action_id.startswith("workspace.") and action_id != "workspace.cases" and self.workbench.open_case is None:
            return Message("Open a case first.")
        return None

    def is_on(self, action_id: str) -> bool:
        """Whether a switch of the shell is on: the second window, or the reader's mouse."""
        if action_id in self.second.handlers():
            return self.second.is_on()
        return action_id == "app.mouse" and self.studies.settings.mouse == "reader"

    def shut_down(self) -> None:
        """End what runs and close the study; UserError if something could not be saved, and nothing has ended."""
        self.workbench.checkpoint()
        self.second.shut_down()
        for each in (*self.workspaces.values(), self.judging):
            getattr(each, "shut_down", lambda: None)()
        self.workbench.close()
        deliver_now()  # while there are still widgets to hear it

    # ---- putting together

    def _made_workspaces(self) -> dict[WorkspaceId, QWidget]:
        self.case_page = CasesWorkspace(self.workbench, background=self.background)
        self.case_page.case_opened.connect(lambda: self._on_opened(True))
        self.case_page.recent_chosen.connect(self.studies.open_study)
        return {
            "cases": self.case_page,
            "annotate": AnnotateWorkspace(self.workbench),
            "register": RegisterWorkspace(self.workbench),
            "check": CheckWorkspace(self.workbench),
        }

    def _own_handlers(self) -> dict[str, Callable[[], None]]:
        handlers = self.studies.handlers() | self.cases.handlers() | self.output.handlers()
        handlers |= HelpActions(self, self).handlers() | self.language.handlers()
        handlers |= self.interchange.handlers() | self.judging.handlers() | self.second.handlers()
        for name in self.workspaces:
            handlers[f"workspace.{name}"] = partial(self.show_workspace, name)
        return handlers | {
            "app.quit": self._quit,
            "app.mouse": self._switch_mouse,
            "case.geometry": self._show_geometry,
        }

    def _panes(self) -> Iterable[SliceView]:
        """The panes of the workspace in front."""
        return cast(Iterable[SliceView], getattr(self.workspaces[self.workspace_id], "panes", ()))

    def _assemble(self) -> None:
        self.bar = TopBar(self.workspaces, self.actions_)
        self.stack = QStackedWidget()
        for widget in self.workspaces.values():
            self.stack.addWidget(widget)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.notices)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(body)
        self.saved_label = SavedLabel(self.workbench)
        self.busy, self.batch_busy = BusyPanel(self.background), BusyPanel(self.judging.runner.background)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.saved_label)
        self.statusBar().addWidget(self.busy)
        self.statusBar().addWidget(self.batch_busy)
        purpose = QLabel(tr("For research use; not for diagnosis"))
        purpose.setProperty("role", "faint")
        self.statusBar().addPermanentWidget(purpose)

    def _listen(self) -> None:
        bench = self.workbench
        bench.study_changed.connect(self._on_study_changed, thread="main")
        bench.case_changed.connect(self._on_case_changed, thread="main")
        bench.changed.connect(self._on_changed, thread="main")
        bench.view_changed.connect(self._on_changed, thread="main")
        bench.noticed.connect(self.notices.tell, thread="main")
        self.judging.runner.row_came.connect(self.case_page.reload_case)
        self.studies.opened.connect(self._on_opened)
        self.studies.import_wanted.connect(self._on_import_wanted)
        self.actions_.failed.connect(self.notices.tell)
        self.background.started.connect(self.actions_.refresh)
        self.background.ended.connect(self.actions_.refresh)
        for widget in self.workspaces.values():
            refresh = self.actions_.refresh_soon
            for signal, slot in (("asked", self.actions_.run), ("told", self.notices.tell), ("stirred", refresh)):
                if hasattr(widget, signal):
                    getattr(widget, signal).connect(slot)
        timer = QTimer(self, interval=CHECKPOINT_MS)
        timer.timeout.connect(bench.checkpoint_in_background)
        timer.start()

    # ---- what happens

    def _on_opened(self, with_case: bool) -> None:
        self.show_workspace("annotate" if with_case else "cases")

    def _on_import_wanted(self, places: list[Path]) -> None:
        self.show_workspace("cases")
        self.case_page.begin_import(places)

    def _on_study_changed(self) -> None:
        self._show_place()
        if self.workbench.study is None:
            self.case_page.welcome.set_recent(self.studies.recent())
            self.show_workspace("cases")

    def _on_case_changed(self) -> None:
        self._show_place()
        if self.workbench.open_case is None and self.workspace_id != "cases":
            QTimer.singleShot(0, self, self._leave_closed_case)

    def _leave_closed_case(self) -> None:
        if self.workbench.open_case is None:  # stepping to another case closes one and opens the next at once
            self.show_workspace("cases")

    def _on_changed(self, what: object) -> None:
        self.actions_.refresh_soon()

    def _show_place(self) -> None:
        study, opened = self.workbench.study, self.workbench.open_case
        title = "" if study is None else tr("Unnamed study") if self.workbench.is_unnamed else study.state.title
        case = "" if opened is None else opened.case.title or opened.id
        self.bar.show_place(title, case)
        self.setWindowTitle(tr("{place} – Sonolign", place=title) if title else tr("Sonolign"))
        self.actions_.refresh()

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for path in self.studies.recent():
            self._recent_menu.addAction(path.name).triggered.connect(lambda *_, p=path: self.studies.open_study(p))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction(tr("None yet")).setEnabled(False)

    def _switch_mouse(self) -> None:
        preset: MousePreset = "annotator" if self.studies.settings.mouse == "reader" else "reader"
        self.studies.keep_settings(replace(self.studies.settings, mouse=preset))
        for each in (self.workspaces["annotate"], self.workspaces["check"], self.second):
            if hasattr(each, "set_mouse_preset"):
                each.set_mouse_preset(preset)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the widget with the focus did not want; a field being typed into keeps even those."""
        typing = isinstance(self.focusWidget(), (QLineEdit, QAbstractSpinBox, QComboBox))
        if typing or not self.actions_.press(event):
            super().keyPressEvent(event)

    # ---- dropping and leaving

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped, or fill the import form if it is in front."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if not (self.case_page.take_files(files) or self.interchange.take_files(files)):
            self.studies.take_files(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save everything and leave; stay if something speaks against it."""
        if self._abandoned or (self._may_leave() and self._has_closed_all()):
            event.accept()
        else:
            event.ignore()

    def _may_leave(self) -> bool:
        if self.background.is_busy:
            self.notices.tell(Message("Wait until this has ended: {work}.", {"work": self.background.title}))
            return False
        busy = (*self.workspaces.values(), self.judging)
        running = [why for each in busy if (why := getattr(each, "why_stay", lambda: None)())]
        if running:
            self.notices.show_text(
                "warning", tr("A registration is running."), (tr("Cancel it and quit"), self._quit_now)
            )
            return False
        return self.language.again is not None or self.studies.settle_unnamed()

    def _quit_now(self) -> None:
        for each in (*self.workspaces.values(), self.judging):
            getattr(each, "stop_work", lambda: None)()
        self.close()

    def _has_closed_all(self) -> bool:
        try:
            self.shut_down()
        except UserError as error:
            self.notices.tell(error)
            words = tr("Some edits could not be saved. Free the disk and try again, or quit and lose them.")
            self.notices.show_text("error", words, (tr("Quit and lose them"), self._abandon))
            return False
        return True

    def _abandon(self) -> None:
        self._abandoned = True
        self.close()

    def _show_case(self, case_id: str) -> None:
        """Show a case of a batch's table, in Check."""
        self.workbench.show_case(case_id)
        self.show_workspace("check")

    def _show_geometry(self) -> None:
        self.show_workspace("cases")
        self.case_page.show_geometry()

    def _quit(self) -> None:
        self.close()
