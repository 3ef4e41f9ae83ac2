"""The Register workspace: choose a method, watch it run in the background, and compare what came of every run."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from workstation.core.errors import Message
from workstation.core.study import Reading
from workstation.core.study_commands import RemoveTransform, UseTransform
from workstation.ui import theme
from workstation.ui.action_set import tool_tip
from workstation.ui.actions import BY_ID
from workstation.ui.icons import icon
from workstation.ui.job_panel import JobPanel
from workstation.ui.method_panel import MethodPanel
from workstation.ui.runs_table import RunsTable
from workstation.ui.text import tr
from workstation.workbench.registration import Registrations
from workstation.workbench.workbench import Workbench

READ_ONLY = Message("This case is open for editing in another window.")


class RegisterWorkspace(QWidget):
    """Runs registrations of the open case and lists their results. `asked` names an action for the shell."""

    asked = Signal(str)
    told = Signal(object)

    def __init__(
        self, workbench: Workbench, parent: QWidget | None = None, registrations: Registrations | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workbench = workbench
        self.registrations = registrations or Registrations(workbench)
        self.method = MethodPanel()
        self.panel = JobPanel()
        self.runs = RunsTable()
        self.waiting = QLabel()
        self.waiting.setProperty("role", "muted")
        self.buttons = {
            name: _button(name, self.asked.emit) for name in ("register.run", "register.use", "register.remove")
        }
        self._lay_out()
        self.method.changed.connect(self._refresh)
        self.runs.chosen.connect(self._refresh)
        self.runs.use_wanted.connect(self._use)
        self.registrations.changed.connect(self._on_runs, thread="main")
        workbench.case_changed.connect(self._show_reading, thread="main")
        workbench.changed.connect(self._on_changed, thread="main")
        self._show_reading()

    # ---- the contract with the shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {
            "register.run": self._run,
            "register.cancel": self._cancel,
            "register.use": self._use,
            "register.remove": self._remove,
        }

    def why_disabled(self, action_id: str) -> Message | None:
        """Why one of these cannot be carried out now, None if it can."""
        if action_id == "register.cancel":
            return None if self.registrations.unfinished else Message("Nothing is running.")
        opened = self._workbench.open_case
        if opened is None:
            return Message("Open a case first.")
        if opened.history.document.read_only:
            return READ_ONLY
        if action_id == "register.run":
            return self.method.why_not()
        return self._why_not_result(action_id, opened.reading)

    def why_stay(self) -> Message | None:
        """Why the window should not close yet."""
        return Message("A registration is running.") if self.registrations.unfinished else None

    def stop_work(self) -> None:
        """Ask running registrations to stop."""
        self.registrations.cancel_all()

    def shut_down(self) -> None:
        """End the worker processes; takes about a second."""
        self.registrations.close()

    # ---- inside

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(14, 12, 6, 12)
        column.addWidget(self.method, 1)
        column.addWidget(self.buttons["register.run"])
        head = QHBoxLayout()
        title = QLabel(tr("Results of this case"))
        title.setProperty("role", "heading")
        head.addWidget(title)
        head.addWidget(self.waiting, 1)
        head.addWidget(self.buttons["register.use"])
        head.addWidget(self.buttons["register.remove"])
        results = QWidget()
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.runs, 1)
        high = QSplitter(Qt.Orientation.Vertical)
        high.addWidget(self.panel)
        high.addWidget(results)
        high.setStretchFactor(0, 2)
        high.setStretchFactor(1, 3)
        high.setChildrenCollapsible(False)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(6, 12, 14, 12)
        column.addWidget(high)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        wide = self.fontMetrics().averageCharWidth()
        split.setSizes([wide * 58, wide * 120])
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)

    def _why_not_result(self, action_id: str, reading: Reading) -> Message | None:
        chosen = self.runs.chosen_id
        if chosen not in reading.transforms:
            return Message("Choose a result first.")
        if action_id == "register.remove" and chosen == reading.active_transform:
            return Message("This result is in use; put it out of use first.")
        return None

    def _run(self) -> None:
        plugin = self.method.plugin
        if plugin is not None:
            job = self.registrations.start(plugin, self.method.choices())
            if len(self.registrations.unfinished) == 1:
                self.panel.watch(job)

    def _cancel(self) -> None:
        for run in self.registrations.unfinished[:1]:
            run.job.cancel()

    def _use(self) -> None:
        opened, chosen = self._workbench.open_case, self.runs.chosen_id
        if opened is None or self.why_disabled("register.use") is not None:
            return
        wanted = "" if opened.reading.active_transform == chosen else chosen
        self._workbench.do(UseTransform(wanted))

    def _remove(self) -> None:
        self._workbench.do(RemoveTransform(self.runs.chosen_id))

    def _on_runs(self) -> None:
        unfinished = self.registrations.unfinished
        jobs = [run.job for run in unfinished]
        if jobs and (self.panel.job is None or self.panel.job not in jobs):
            self.panel.watch(jobs[0])
        self.waiting.setText(tr("{n} more waiting", n=len(jobs) - 1) if len(jobs) > 1 else "")
        self._refresh()

    def _on_changed(self, command: object) -> None:
        self._show_reading()

    def _show_reading(self) -> None:
        opened = self._workbench.open_case
        reading = opened.reading_as_judged if opened is not None else None
        self.method.show_reading(reading)
        self.runs.show_reading(reading)
        self._refresh()

    def _refresh(self) -> None:
        for action_id, button in self.buttons.items():
            why = self.why_disabled(action_id)
            button.setEnabled(why is None)
            button.setToolTip(tool_tip(action_id, why))
        opened = self._workbench.open_case
        in_use = (
            opened is not None and bool(self.runs.chosen_id) and opened.reading.active_transform == self.runs.chosen_id
        )
        self.buttons["register.use"].setText(tr("Put out of use") if in_use else tr("Use this result"))


def _button(action_id: str, ask: Callable[[str], None]) -> QPushButton:
    row = BY_ID[action_id]
    primary = action_id == "register.run"
    button = QPushButton(icon(row.icon, theme.DARK.on_accent if primary else ""), tr(row.title))
    button.setIconSize(QSize(18, 18))
    button.setProperty("primary", primary)
    button.clicked.connect(lambda *_: ask(action_id))
    return button
