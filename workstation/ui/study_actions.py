"""What the shell does with studies: make, open, drop, save under a name, and remember the recent ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workstation import paths
from workstation.core.errors import Message, NotSaved, UserError
from workstation.core.volume import Volume
from workstation.ui import dialogs
from workstation.ui.background import Background
from workstation.ui.notices import NoticeBar
from workstation.ui.text import tr
from workstation.workbench import importing
from workstation.workbench.import_plan import is_dicom_place
from workstation.workbench.settings import UserSettings, save_settings
from workstation.workbench.workbench import Workbench

DEMO = "demo"


class StudyActions(QObject):
    """Carries out the `study.` actions.

    Signals: `opened` says that something is open now and whether a case is; `import_wanted` gives two places that have to
    go through the import wizard.
    """

    opened = Signal(bool)
    import_wanted = Signal(object)

    def __init__(
        self, window: QWidget, workbench: Workbench, background: Background, notices: NoticeBar, settings: UserSettings
    ) -> None:
        super().__init__(window)
        self.settings = settings
        self._window = window
        self._workbench = workbench
        self._background = background
        self._notices = notices
        self._first: Path | None = None  # of a pair whose second file is still to come

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {
            "study.new": self._new,
            "study.open": self._open,
            "study.open_pair": self._open_pair,
            "study.open_demo": self.open_demo,
            "study.save_as": self._ask_and_save,
            "study.checkpoint": self._checkpoint,
            "app.reader": self._change_reader,
        }

    def why_disabled(self, action_id: str) -> Message | None:
        """Why one of these cannot be carried out now."""
        if action_id == "study.checkpoint":
            return None if self._workbench.folder is not None else Message("No study is open.")
        if self._background.is_busy:
            return Message("Wait until this has ended: {work}.", {"work": self._background.title})
        if action_id == "study.save_as" and self._workbench.folder is None:
            return Message("No study is open.")
        return None

    # ---- opening

    def open_study(self, path: Path, case_id: str = "") -> bool:
        """Open a study folder, perhaps with one of its cases; says whether it worked."""
        kept = self._workbench.is_unnamed
        try:
            self._workbench.open_study(path)
            if case_id:
                self._workbench.show_case(case_id)
        except UserError as error:
            self._notices.tell(error)
            return False
        if kept:
            self._notices.show_text("info", tr("The unnamed study was kept; it is among the recent studies."))
        self._remember()
        self.opened.emit(bool(case_id))
        return True

    def open_pair(self, fixed: Path, moving: Path) -> None:
        """Read two image files in the background and show them as a study without a name.

        DICOM goes through the import wizard, because a person has to look for names in the pictures first.
        """
        if self._refused("study.open_pair"):
            return
        if is_dicom_place(fixed) or is_dicom_place(moving):
            self._import([fixed, moving])
            return
        title = tr("Reading {fixed} and {moving}", fixed=fixed.name, moving=moving.name)
        self._background.start(title, lambda: importing.read_pair(fixed, moving), self._show_pair, self._notices.tell)

    def open_demo(self) -> None:
        """Open the demo study; the first time it is simulated, which takes a while."""
        if self._refused("study.open_demo"):
            return
        path = paths.unsaved_studies().parent / DEMO
        if (path / "study.json").is_file():
            self.open_study(path, DEMO)
            return
        self._background.start(
            tr("Simulating the demo pair"), lambda: self._make_demo(path),
            lambda _: self._show_demo(path), self._notices.tell, can_cancel=True,
        )  # fmt: skip

    def take_files(self, files: Sequence[Path]) -> None:
        """Open what was dropped on the window: a study folder, or two volumes or DICOM folders (one may follow)."""
        if len(files) == 1 and _is_study(files[0]):
            self.open_study(files[0])
            return
        volumes = ([self._first] if self._first and len(files) == 1 else []) + list(files)
        self._first = None
        if len(volumes) == 2 and all(path.exists() and not _is_study(path) for path in volumes):
            self.open_pair(volumes[0], volumes[1])
        elif len(volumes) == 1 and (dialogs.is_volume(volumes[0]) or is_dicom_place(volumes[0])):
            self._ask_for_second(volumes[0])
        else:
            self._notices.show_text("warning", tr("Drop two volume files or DICOM folders, or one study folder."))

    def recent(self) -> list[Path]:
        """Studies that were open before and are still there, newest first."""
        return [path for path in map(Path, self.settings.recent) if (path / "study.json").is_file()]

    # ---- leaving

    def settle_unnamed(self) -> bool:
        """Ask where an unnamed study should go; False if the person would rather stay."""
        if not self._workbench.is_unnamed:
            return True
        choice = dialogs.ask_unnamed(self._window)
        if choice is dialogs.UnnamedChoice.SAVE_AS:
            return self._save_as()
        return choice is dialogs.UnnamedChoice.KEEP

    # ---- inside

    def _new(self) -> None:
        path = dialogs.choose_new_folder(self._window, tr("New study: name of its folder"))
        if path is not None:
            self._workbench.new_study(path)
            self._remember()
            self.opened.emit(False)

    def _open(self) -> None:
        path = dialogs.choose_study(self._window)
        if path is not None:
            self.open_study(path)

    def _open_pair(self) -> None:
        files = dialogs.choose_volumes(self._window)
        if files:
            self.take_files(files)

    def _import(self, places: list[Path]) -> None:
        study = self._workbench.study
        if study is None or study.document.read_only:
            self._workbench.new_unnamed_study()
            self._remember()
        self.import_wanted.emit(places)

    def _ask_for_second(self, first: Path) -> None:
        self._first = first
        words = tr("{name} will be the fixed volume. Drop the moving volume too, or choose it.", name=first.name)
        self._notices.show_text("info", words, (tr("Choose…"), self._choose_second))

    def _choose_second(self) -> None:
        path = dialogs.choose_volume(self._window, tr("Choose the moving volume"))
        if path is not None:
            self.take_files([path])

    def _show_pair(self, volumes: tuple[Volume, Volume]) -> None:
        try:
            self._workbench.show_pair(*volumes)
        except UserError as error:
            self._notices.tell(error)
            return
        self._remember()
        self.opened.emit(True)

    def _make_demo(self, path: Path) -> None:
        from workstation.workbench.demo import make_demo

        making = path.with_name(f"{path.name}.making")
        shutil.rmtree(making, ignore_errors=True)  # what an interrupted attempt left
        make_demo(making, self._workbench.reader, report=self._background.report)
        making.rename(path)

    def _ask_and_save(self) -> None:
        self._save_as()

    def _show_demo(self, path: Path) -> None:
        self.open_study(path, DEMO)

    def _save_as(self) -> bool:
        path = dialogs.choose_new_folder(self._window, tr("Save study as: name of its folder"))
        if path is None:
            return False
        try:
            self._workbench.save_study_as(path)
        except UserError as error:
            self._notices.tell(error)
            return False
        self._remember()
        return True

    def _checkpoint(self) -> None:
        self._workbench.checkpoint_in_background()

    def _change_reader(self) -> None:
        name = dialogs.ask_reader(self._window, self._workbench.reader)
        if not name:
            return
        opened = self._workbench.open_case
        self._workbench.close_case()
        self._workbench.reader = name
        if opened is not None:
            self._workbench.show_case(opened.id)
        self.keep_settings(replace(self.settings, reader=name))
        self.opened.emit(opened is not None)

    def _remember(self) -> None:
        if self._workbench.folder is not None:
            self.keep_settings(self.settings.with_recent(self._workbench.folder.path))

    def keep_settings(self, settings: UserSettings) -> None:
        """Remember other settings, also for the next start."""
        self.settings = settings
        try:
            save_settings(settings)
        except NotSaved as error:
            self._notices.tell(error)

    def _refused(self, action_id: str) -> bool:
        why = self.why_disabled(action_id)
        if why is not None:
            self._notices.tell(why)
        return why is not None


def _is_study(path: Path) -> bool:
    return path.name == "study.json" or (path / "study.json").is_file()
