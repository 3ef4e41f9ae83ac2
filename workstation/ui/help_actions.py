"""What the shell does to help: pages, keys, the palette, the log, and what this program is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from workstation import __version__, paths
from workstation.ui.action_set import ActionSet
from workstation.ui.actions import BY_ID, WorkspaceId
from workstation.ui.command_palette import CommandPalette
from workstation.ui.help_pages import HelpWindow, KeySheet
from workstation.ui.notices import NoticeBar
from workstation.ui.study_actions import StudyActions
from workstation.ui.text import tr
from workstation.workbench.workbench import Workbench


class Shell(Protocol):
    """What the help needs to know of the window."""

    workbench: Workbench
    notices: NoticeBar
    studies: StudyActions
    actions_: ActionSet

    workspaces: dict[WorkspaceId, QWidget]

    @property
    def workspace_id(self) -> WorkspaceId:
        """Which workspace is in front."""
        ...


class HelpActions:
    """Carries out the `help.` actions."""

    def __init__(self, window: QWidget, shell: Shell) -> None:
        self._window = window
        self._shell = shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {
            "help.page": self._show_page,
            "help.keys": self._show_keys,
            "help.palette": self._show_palette,
            "help.log": self._show_log,
            "help.about": self._show_about,
        }

    def _show_page(self) -> None:
        workspace = self._shell.workspace_id
        tool = self._shell.workbench.view.tool if workspace == "annotate" else "navigate"
        row = BY_ID[f"workspace.{workspace}" if tool == "navigate" else f"tool.{tool}"]
        HelpWindow.show_page(self._window, getattr(self._shell.workspaces[workspace], "help_page", row.help))

    def _show_keys(self) -> None:
        KeySheet(self._window, self._shell.workspace_id, self._shell.studies.settings.mouse).open()

    def _show_palette(self) -> None:
        CommandPalette(self._window, self._shell.actions_).open()

    def _show_log(self) -> None:
        paths.log_folder().mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_folder())))

    def _show_about(self) -> None:
        words = tr("Sonolign {version}, Apache License 2.0. For research use.", version=__version__)
        self._shell.notices.show_text("info", words)
