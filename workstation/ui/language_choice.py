"""The choice of the window's language: kept in the settings, and shown at once by closing the window and making it anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtWidgets import QInputDialog, QWidget

from workstation.ui.actions import WorkspaceId
from workstation.ui.notices import NoticeBar
from workstation.ui.study_actions import StudyActions
from workstation.ui.text import tr
from workstation.workbench.workbench import Workbench

Language = Literal["system", "en", "zh_CN"]
NAMES: dict[Language, str] = {
    "en": "English",
    "zh_CN": "中文（简体）",
}  # in their own words, to be found by who needs it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person was when the window closed, so that the next one begins there."""

    study: Path | None
    case_id: str
    workspace: WorkspaceId


class Shell(Protocol):
    """What the choice needs to know of the window."""

    workbench: Workbench
    notices: NoticeBar
    studies: StudyActions

    @property
    def workspace_id(self) -> WorkspaceId:
        """Which workspace is in front."""
        ...


class LanguageChoice:
    """Carries out `app.language`.

    `again` is the place for which another window is to be made once this one has closed; None if it is not to be.
    """

    def __init__(self, window: QWidget, shell: Shell) -> None:
        self.again: Place | None = None
        self._window = window
        self._shell = shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {"app.language": self._choose}

    def _choose(self) -> None:
        studies, bench = self._shell.studies, self._shell.workbench
        chosen = ask_language(self._window, studies.settings.language)
        if chosen == studies.settings.language:
            return
        studies.keep_settings(replace(studies.settings, language=chosen))
        folder = bench.folder.path if bench.folder is not None else None
        case_id = bench.open_case.id if bench.open_case is not None else ""
        self.again = Place(folder, case_id, self._shell.workspace_id)
        if not self._window.close():
            self.again = None
            self._shell.notices.show_text("info", tr("The language changes when the program starts again."))


def ask_language(parent: QWidget, now: Language) -> Language:
    """The language a person picks; the one that is in use if they think better of it."""
    names: dict[Language, str] = {"system": tr("As the computer's"), **NAMES}
    codes = list(names)
    words = tr("Language of the window; everything is saved, and the window opens again where you are:")
    title = tr("Language / 语言")
    name, said_yes = QInputDialog.getItem(parent, title, words, list(names.values()), codes.index(now), False)
    return next(code for code in codes if names[code] == name) if said_yes else now
