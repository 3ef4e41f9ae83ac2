"""What the shell does about judging: thresholds, one method on several cases, and whether predictions can be believed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workstation.core.errors import Message, UserError
from workstation.ui.batch_dialog import BatchDialog
from workstation.ui.batch_runner import BatchRunner
from workstation.ui.notices import NoticeBar, kind_of
from workstation.ui.reliability_dialog import ReliabilityDialog
from workstation.ui.text import say, tr
from workstation.ui.thresholds_dialog import ThresholdsDialog
from workstation.workbench.case_list import CaseList
from workstation.workbench.evaluate import why_no_millimetres
from workstation.workbench.predicted_error import stored_error_map
from workstation.workbench.reliability import reliability_of
from workstation.workbench.workbench import Workbench


class JudgingActions(QObject):
    """Carries out `study.thresholds`, `study.run_several` and `case.reliability`.

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
        return {
            "study.thresholds": self._show_thresholds,
            "study.run_several": self._show_batch,
            "case.reliability": self._show_reliability,
        }

    def why_disabled(self, action_id: str) -> Message | None:
        """Why one of these cannot be carried out now."""
        study, opened = self._workbench.study, self._workbench.open_case
        if action_id == "case.reliability":
            if opened is None:
                return Message("Open a case first.")
            return None if opened.reading.active_transform else Message("No registration is in use.")
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

    def _show_reliability(self) -> None:
        opened = self._workbench.open_case
        assert opened is not None  # the action is disabled otherwise
        record = opened.reading.transform(opened.reading.active_transform)
        report = reliability_of(
            opened.reading, record, opened.transform(record.id), stored_error_map(opened, record.id),
            in_mm=not why_no_millimetres(opened.case),
        )  # fmt: skip
        dialog = ReliabilityDialog(report, record.title, self._window)
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
