"""What the shell does with colleagues' files: import work into the open case, export, and bundles in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workstation.core.errors import Message
from workstation.ui import dialogs, work_dialogs
from workstation.ui.background import Background
from workstation.ui.export_dialog import ExportDialog
from workstation.ui.import_work_dialog import ImportWorkDialog
from workstation.ui.notices import Kind, NoticeBar
from workstation.ui.text import say, tr
from workstation.ui.work_dialogs import BundleUse
from workstation.workbench.bundle_merge import Merged, merge_bundle
from workstation.workbench.bundles import read_bundle
from workstation.workbench.work_files import is_work
from workstation.workbench.workbench import Workbench


class InterchangeActions(QObject):
    """Carries out import of work, export and bundles. `study_arrived` names the folder of an unpacked bundle."""

    study_arrived = Signal(object)

    def __init__(self, window: QWidget, workbench: Workbench, background: Background, notices: NoticeBar) -> None:
        super().__init__(window)
        self._window, self._workbench = window, workbench
        self._background, self._notices = background, notices

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {
            "case.import_work": self._choose_work,
            "study.export": self._export,
            "study.open_bundle": self._choose_bundle,
        }

    def why_disabled(self, action_id: str) -> Message | None:
        """Why one of these cannot be carried out now."""
        if self._background.is_busy:
            return Message("Wait until this has ended: {work}.", {"work": self._background.title})
        if action_id == "study.open_bundle":
            return None
        if action_id == "study.export":
            return self._why_no_export()
        opened = self._workbench.open_case
        if opened is None:
            return Message("Open a case first.")
        return Message("This is open for editing in another window.") if opened.history.document.read_only else None

    def take_files(self, files: Sequence[Path]) -> bool:
        """Take dropped files that are a bundle, or work for the open case; says whether they are."""
        if len(files) == 1 and files[0].suffix.lower() == ".zip" and files[0].is_file():
            self._open_bundle(files[0])
            return True
        if self._workbench.open_case is None or not 1 <= len(files) <= 2 or not all(is_work(path) for path in files):
            return False
        why = self.why_disabled("case.import_work")
        if why is not None:
            self._notices.tell(why)
        else:
            self.import_work(files)
        return True

    def import_work(self, files: Sequence[Path]) -> ImportWorkDialog:
        """Show the import of these files into the open case."""
        dialog = ImportWorkDialog(self._workbench, files, self._window)
        dialog.imported.connect(self._notices.tell)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    # ---- inside

    def _why_no_export(self) -> Message | None:
        study = self._workbench.study
        if study is None:
            return Message("No study is open.")
        return None if study.state.cases else Message("The study has no case yet.")

    def _choose_work(self) -> None:
        files = work_dialogs.choose_work(self._window)
        if files:
            self.import_work(files)

    def _export(self) -> None:
        dialog = ExportDialog(self._workbench, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_bundle(self) -> None:
        bundle = work_dialogs.choose_bundle(self._window)
        if bundle is not None:
            self._open_bundle(bundle)

    def _open_bundle(self, bundle: Path) -> None:
        why = self.why_disabled("study.open_bundle")
        if why is not None:
            self._notices.tell(why)
            return
        study = self._workbench.study
        use = BundleUse.OPEN
        if study is not None and not study.document.read_only:
            use = work_dialogs.ask_bundle_use(self._window, bundle, study.state.title)
        if use is BundleUse.ADD:
            self._add(bundle)
        elif use is BundleUse.OPEN:
            self._unpack(bundle)

    def _unpack(self, bundle: Path) -> None:
        folder = dialogs.choose_new_folder(self._window, tr("Study of the bundle: name of its folder"))
        if folder is not None:
            title = tr("Unpacking {name}", name=bundle.name)
            report = self._background.report
            self._background.start(title, lambda: read_bundle(bundle, folder, report), self.study_arrived.emit,
                                   self._notices.tell, can_cancel=True)  # fmt: skip

    def _add(self, bundle: Path) -> None:
        place, study, report = self._workbench.folder, self._workbench.study, self._background.report
        assert place is not None
        assert study is not None
        self._background.start(tr("Adding {name}", name=bundle.name), lambda: merge_bundle(bundle, place, study, report),
                               self._on_merged, self._notices.tell, can_cancel=True)  # fmt: skip

    def _on_merged(self, merged: list[Merged]) -> None:
        level: Kind = "warning" if any(each.fate == "renamed" for each in merged) else "info"
        lines = [say(each.message) for each in merged[:6]]
        if len(merged) > 6:
            lines.append(tr("{n} more cases; see the list.", n=len(merged) - 6))
        self._notices.show_text(level, " ".join(lines) or tr("The bundle holds no cases."))
