"""What the shell does with the open case: step through the work-list, accept, undo and redo by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from workstation.core.errors import Message
from workstation.core.study import CaseEntry
from workstation.ui.notices import NoticeBar
from workstation.ui.text import say, tr
from workstation.workbench.case_list import CaseList
from workstation.workbench.deciding import deciding
from workstation.workbench.history import History
from workstation.workbench.landmark_coverage import gaps_of
from workstation.workbench.workbench import Scope, Workbench


class CaseActions(QObject):
    """Carries out the `case.` and `edit.` actions. Undo concerns the work-list in Cases, the open case elsewhere."""

    def __init__(self, parent: QObject, workbench: Workbench, cases: CaseList, notices: NoticeBar) -> None:
        super().__init__(parent)
        self.scope: Scope = "case"
        self._workbench = workbench
        self._cases = cases
        self._notices = notices

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {
            "edit.undo": self._undo,
            "edit.redo": self._redo,
            "case.next": lambda: self._show(self._cases.neighbour(+1)),
            "case.previous": lambda: self._show(self._cases.neighbour(-1)),
            "case.next_unfinished": self._show_next_unfinished,
            "case.accept": self._accept,
        }

    def why_disabled(self, action_id: str) -> Message | None:
        """Why one of these cannot be carried out now."""
        if action_id.startswith("edit."):
            return self._why_no_history(action_id)
        if self._workbench.study is None:
            return Message("No study is open.")
        if action_id == "case.accept":
            return self._why_not_accept()
        if not self._cases.entries:
            return Message("The study has no case yet.")
        if action_id == "case.next_unfinished":
            return None
        step = 1 if action_id == "case.next" else -1
        last = Message("This is the last case.") if step > 0 else Message("This is the first case.")
        return None if self._cases.neighbour(step) is not None else last

    def undo_title(self) -> str:
        """Such as "Undo Move L17"."""
        history = self._history()
        title = history.undo_title if history is not None else None
        return tr("Undo {edit}", edit=say(title)) if title is not None else tr("Undo")

    def redo_title(self) -> str:
        """Such as "Redo Move L17"."""
        history = self._history()
        title = history.redo_title if history is not None else None
        return tr("Redo {edit}", edit=say(title)) if title is not None else tr("Redo")

    def _history(self) -> History[Any] | None:
        return self._workbench.history(self.scope)

    def _why_no_history(self, action_id: str) -> Message | None:
        history, undoing = self._history(), action_id == "edit.undo"
        if history is not None and history.document.read_only:
            return Message("This is open for editing in another window.")
        title = None if history is None else history.undo_title if undoing else history.redo_title
        if title is not None:
            return None
        return Message("Nothing to undo.") if undoing else Message("Nothing to redo.")

    def _why_not_accept(self) -> Message | None:
        opened = self._workbench.open_case
        if opened is None:
            return Message("No case is open.")
        if opened.history.document.read_only:
            return Message("This is open for editing in another window.")
        if not opened.reading.active_transform:
            return Message("No registration is in use, so there is no alignment to accept.")
        return None

    def _undo(self) -> None:
        self._workbench.undo(self.scope)

    def _redo(self) -> None:
        self._workbench.redo(self.scope)

    def _show(self, entry: CaseEntry | None) -> None:
        if entry is not None:
            self._workbench.show_case(entry.id)

    def _show_next_unfinished(self) -> None:
        entry = self._cases.next_unfinished()
        if entry is None:
            self._notices.show_text("info", tr("No other case is unfinished."))
        self._show(entry)

    def _accept(self) -> None:
        opened = self._workbench.open_case
        if opened is not None and opened.reading.review.decision != "accepted":
            comment, study = opened.reading.review.comment, self._workbench.study
            gaps = gaps_of(study.state.protocol, opened) if study is not None else []
            self._workbench.do(deciding(opened.reading, "accepted", comment, datetime.now().astimezone(), gaps))
