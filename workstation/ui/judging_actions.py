"""What the shell does for a whole study: its thresholds, and one method on several of its cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workstation.core.errors import Message, UserError
from workstation.ui.batch_dialog import BatchDialog
from workstation.ui.batch_runner import BatchRunner
from workstation.ui.notices import NoticeBar, kind_of
from workstation.ui.text import say, tr
from workstation.ui.thresholds_dialog import ThresholdsDialog
from workstation.workbench.case_list import CaseList
from workstation.workbench.workbench import Workbench


class JudgingActions(QObject):
    """Carries out `study.thresholds` and `study.run_several`.

    `chosen` gives the ids of the cases that are selected in the work-list. `case_wanted` names a case to be shown.
    """

    case_wanted = Signal(str)

    def __init__(
        self, window: QWidget, workbench: Workbench, cases: CaseList, notices: NoticeBar,
        chosen: Callable[[], Sequence[str]],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._workbench, self._notices = window, workbench, notices
        self._cases, self._chosen = cases, chosen
        self.runner = BatchRunner(workbench, self)
        self.runner.told.connect(self._tell_outcome)
        self._dialog: BatchDialog | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {"study.thresholds": self._show_thresholds, "study.run_several": self._show_batch}

    def why_disabled(self, action_id: str) -> Message | None:
        """Why one of these cannot be carried out now."""
        study = self._workbench.study
        if study is None:
            return Message("Open or create a study first.")
        if action_id == "study.run_several" and not study.state.cases:
            return Message("The study has no case yet.")
        return None

    def why_stay(self) -> Message | None:
        """Why the window should not close yet."""
        return Message("A registration is running.") if self.runner.is_running else None

    def stop_work(self) -> None:
        """Ask a running batch to stop."""
        self.runner.cancel()

    def shut_down(self) -> None:
        """Stop a running batch and wait for it."""
        self.runner.shut_down()

    # ---- inside

    def _show_thresholds(self) -> None:
        dialog = ThresholdsDialog(self._workbench, self._window)
        dialog.told.connect(self._notices.tell)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_batch(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
        dialog = BatchDialog(self._cases, self.runner, self._chosen(), self._window)
        dialog.case_wanted.connect(self.case_wanted.emit)
        dialog.finished.connect(self._on_dialog_closed)
        self._dialog = dialog
        dialog.show()

    def _on_dialog_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _tell_outcome(self, outcome: Message | UserError) -> None:
        """Say how a batch went where nobody is looking at its table."""
        if self._dialog is None:
            self._notices.show_text(kind_of(outcome), say(outcome), (tr("Show"), self._show_batch))
