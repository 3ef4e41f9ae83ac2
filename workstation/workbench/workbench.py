"""The workbench: the one object that a window or a command holds. It opens, edits, looks and runs by delegating.

Signals are emitted in the calling thread unless noted. Widgets never touch a study; they call `do` and redraw on
`changed`, call `look` and redraw on `view_changed`.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from psygnal import Signal

from workstation import paths
from workstation.core.commands import Command
from workstation.core.errors import InvalidInput, Message, NotSaved, ReadOnly, UserError
from workstation.core.geometry import SIDES, Side, Vector
from workstation.core.planes import Orientation
from workstation.core.study import Case, CaseEntry, GeometryDecision, Study
from workstation.core.study_commands import AddCase
from workstation.core.volume import Volume
from workstation.storage.atomic import not_saved
from workstation.storage.study_folder import StudyFolder
from workstation.workbench import importing
from workstation.workbench.case_view import ViewMemory
from workstation.workbench.confirming import case_concerned, check_free, confirm_command
from workstation.workbench.history import History
from workstation.workbench.import_plan import ImportPlan, now, read_plan
from workstation.workbench.oblique import step_through
from workstation.workbench.open_case import OpenCase
from workstation.workbench.privacy import Privacy, check_neutral
from workstation.workbench.view import ViewState, first_view, move_cursor, step_slice

Scope = Literal["case", "study"]


class Workbench:
    """Everything the program does, without a window."""

    study_changed = Signal()  # another study is open, or none
    case_changed = Signal()  # another case is open, or none
    changed = Signal(object)  # a command was applied, to the case or to the study
    view_changed = Signal(object)  # the new ViewState
    noticed = Signal(object)  # a UserError or Message that a person should read
    saved = Signal(int)  # edits are on disk; emitted in the journal's thread
    save_failed = Signal(NotSaved)  # the disk refuses; emitted in the journal's thread

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.folder: StudyFolder | None = None
        self.study: History[Study] | None = None
        self.open_case: OpenCase | None = None
        self.view = ViewState()
        self.memory = ViewMemory()
        self._views: dict[str, ViewState] = {}
        self._writers: list[threading.Thread] = []

    # ---- studies

    def new_study(self, path: Path, title: str = "") -> None:
        """Make a study with the shipped protocol in an empty folder, and open it."""
        self.open_study(StudyFolder.create(path, title or path.name, importing.shipped_protocol()).path)

    def open_study(self, path: Path) -> None:
        """Open a study folder; the one that was open is closed first."""
        folder = StudyFolder.at(path)
        if self.folder is not None and self.folder.path.resolve() == folder.path.resolve():
            self.close()  # our own lock would make us read-only
        study = History(folder.open_study())
        try:
            self.close()
        except UserError:
            study.close()
            raise
        self.folder, self.study = folder, study
        self._watch(study)
        self.study_changed.emit()
        self._announce(study.document.notices)
        if study.document.read_only:
            self.noticed.emit(
                ReadOnly("The case list is open for editing in another window; cases cannot be added here.")
            )

    def new_unnamed_study(self) -> None:
        """Make and open an empty study in the user's folder, kept there until it is given a place."""
        stamp = datetime.now().strftime("%Y-%m-%d %H-%M-%S")
        path = paths.unsaved_studies() / f"{stamp} {importing.new_id()[:4]}"
        self.open_study(StudyFolder.create(path, stamp[:16], importing.shipped_protocol()).path)

    def show_pair(self, fixed: Volume, moving: Volume) -> None:
        """Open two volumes as a study without a name; their voxels are written in the background."""
        self.new_unnamed_study()
        folder, entry = self.folder, CaseEntry("pair")
        assert folder is not None
        self._show(Case(entry.id, fixed, moving, entry.title))
        self._in_background(lambda: self._list_case(folder, entry, fixed, moving))

    @property
    def is_unnamed(self) -> bool:
        """Whether the open study still lies among the unsaved ones."""
        return self.folder is not None and self.folder.path.parent == paths.unsaved_studies()

    def save_study_as(self, path: Path) -> None:
        """Move the open study (one without a name), or copy it, to an empty folder, and go on there."""
        if self.folder is None:
            raise InvalidInput("There is no open study to save.")
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise InvalidInput("{path} is not an empty folder; choose another place.", path=path)
        source, case_id, was_unnamed = self.folder.path, self.open_case.id if self.open_case else "", self.is_unnamed
        view = self.view
        self.close()
        try:
            shutil.copytree(source, path, ignore=shutil.ignore_patterns("*.lock"), dirs_exist_ok=True)
        except (OSError, shutil.Error) as error:
            shutil.rmtree(path, ignore_errors=True)
            self._reopen(source, case_id, view)
            raise not_saved(path, error) from error
        self._reopen(path, case_id, view)
        if was_unnamed:
            shutil.rmtree(source, ignore_errors=True)

    def close(self) -> None:
        """Close the case and the study; everything is saved first, or NotSaved is raised and they stay open."""
        self.wait_for_writers()
        self.close_case()
        if self.study is not None:
            self.study.flush()
            self.study.close()
            self.study = self.folder = None
            self._views.clear()
            self.study_changed.emit()

    # ---- cases

    def import_case(
        self,
        case_id: str,
        fixed: Path,
        moving: Path,
        labels: dict[Side, Path | None] | None = None,
        title: str = "",
    ) -> None:
        """Read a pair (and its label files) into the open study and list it; nothing is written if anything is wrong."""
        self._writable_study(case_id)
        self.import_plan(CaseEntry(case_id, title), read_plan([fixed], [moving]), labels)

    def import_plan(
        self, entry: CaseEntry, plan: ImportPlan, labels: dict[Side, Path | None] | None = None,
        report: Callable[[float, str], None] | None = None,
    ) -> None:  # fmt: skip
        """Bring a pair into the open study as it was planned, with what was decided about its geometry and its patient."""
        folder, study = self._writable_study(entry.id)
        check_neutral(entry, plan)
        entry = replace(entry, privacy=entry.privacy or Privacy().records(plan, self.reader, now()))
        arrays = importing.read_label_files(labels or {}, {side: plan.planned(side).volume for side in SIDES})
        applied = plan.apply(report)
        self.add_case(replace(entry, decisions=applied.decisions), applied.fixed, applied.moving)
        if not (arrays or applied.nipples_mm):
            return
        opened = OpenCase(folder, folder.open_case(study.state.case(entry.id)), self.reader)
        try:
            self._apply_protocol(opened)
            marks = {side: opened.mark_at(side, mm, origin="imported") for side, mm in applied.nipples_mm.items()}
            for group in (
                importing.label_commands(opened.reading, arrays),
                importing.nipple_commands(opened.reading, marks),
            ):
                if group is not None:
                    opened.history.do(group)
        finally:
            opened.close()

    def confirm_geometry(self, decisions: Sequence[GeometryDecision]) -> None:
        """Record what the reader decided about the geometry of the open case; its millimetres count from now on."""
        opened = self._opened()
        if self.study is None or opened.id not in self.study.state.cases:
            raise InvalidInput("The volumes are still being written; try again in a moment.")
        self.do(confirm_command(opened.id, decisions), "study")

    def add_case(self, entry: CaseEntry, fixed: Volume, moving: Volume) -> None:
        """Write a pair of volumes into the open study and list it."""
        folder, _ = self._writable_study(entry.id)
        self._list_case(folder, entry, fixed, moving)

    def show_case(self, case_id: str) -> None:
        """Open a case of the study; the one that was open is closed (and saved) first."""
        if self.folder is None or self.study is None:
            raise InvalidInput("Open a study first.")
        entry = self.study.state.case(case_id)
        if self.open_case is not None and self.open_case.id == case_id:
            return
        self._show(self.folder.open_case(entry))
        if any(each.needs_review and not each.is_reviewed for each in entry.privacy):
            self.noticed.emit(Message("Nobody has looked for names in the pictures of this case; do not pass it on."))

    def close_case(self) -> None:
        """Close the open case; NotSaved leaves it open, so that no edit is lost."""
        if self.open_case is None:
            return
        self.open_case.history.flush()
        self._views[self.open_case.id] = self.view
        self.memory.write(self.open_case, self.memory.due(self.open_case, self.view))
        closing, self.open_case = self.open_case, None
        try:
            closing.close()
        finally:
            self.case_changed.emit()

    # ---- edits

    def do(self, command: Command, scope: Scope = "case") -> None:
        """Carry out an edit of the open case, or of the study."""
        history = self._history(scope)
        self._check_geometry(command)
        history.do(command)

    def undo(self, scope: Scope = "case") -> Message | None:
        """Take the last edit back; returns its name."""
        history = self._history(scope)
        self._check_geometry(history.undo_command)
        return history.undo()

    def redo(self, scope: Scope = "case") -> Message | None:
        """Do the edit that was taken back last again; returns its name."""
        history = self._history(scope)
        self._check_geometry(history.redo_command)
        return history.redo()

    def history(self, scope: Scope = "case") -> History[Any] | None:
        """The history behind undo and redo, None while nothing is open."""
        return self.study if scope == "study" else self.open_case.history if self.open_case else None

    def checkpoint(self) -> None:
        """Write snapshots now; may raise NotSaved."""
        for history in (self.history("case"), self.study):
            if history is not None:
                history.checkpoint()

    def checkpoint_in_background(self) -> None:
        """Write snapshots without making anybody wait; problems are announced."""
        opened = self.open_case
        if opened is not None and (kept := self.memory.due(opened, self.view)) is not None:
            self._in_background(lambda: self.memory.write(opened, kept))
        for history in (self.history("case"), self.study):
            frozen = history.freeze() if history is not None else None
            if history is not None and frozen is not None:
                self._in_background(lambda h=history, f=frozen: h.write_checkpoint(*f))  # type: ignore[misc]

    # ---- looking

    def look(self, view: ViewState) -> None:
        """Replace the view; equal views change nothing."""
        if view != self.view:
            self.view = view
            self.view_changed.emit(view)

    def look_at(self, side: Side, point_mm: Vector) -> None:
        """Put a volume's cursor at a point; the other volume follows through the active transform while linked."""
        opened = self._opened()
        forward = opened.fixed_to_moving if self.view.overlay.warped else None
        inverse = opened.moving_to_fixed if self.view.overlay.warped else None
        self.look(move_cursor(self.view, opened.case, side, point_mm, forward, inverse))

    def scroll(self, side: Side, orientation: Orientation, count: int) -> None:
        """Move a pane by some slices."""
        opened = self._opened()
        if self.view.is_oblique:
            self.look_at(side, step_through(self.view, opened, side, orientation, count))
        else:
            self.look_at(side, step_slice(self.view, opened.case, side, orientation, count))

    # ---- inside

    def _show(self, case: Case) -> None:
        self.close_case()
        assert self.folder is not None
        opened = OpenCase(self.folder, case, self.reader)
        self.open_case = opened
        self._watch(opened.history)
        self._apply_protocol(opened)
        if self.study is not None:
            protocol = self.study.state.protocol
            opened.hide_share, opened.tolerance = protocol.hide_share, protocol.tolerance
        remembered, notice = self.memory.recall(opened, self.view)
        self.view = self._views.get(case.id) or remembered or self._first_view(opened)
        self.case_changed.emit()
        if notice is not None:
            self.noticed.emit(notice)
        self._announce(opened.history.document.notices)
        if opened.history.document.read_only:
            self.noticed.emit(
                ReadOnly("This case is open for editing in another window; here it can only be looked at.")
            )

    def _first_view(self, opened: OpenCase) -> ViewState:
        view = replace(first_view(opened.case), brush=self.view.brush, tool=self.view.tool)
        transform = opened.fixed_to_moving
        if transform is None:
            return view
        return move_cursor(view, opened.case, "fixed", view.fixed_cursor_mm, transform, None)

    def _apply_protocol(self, opened: OpenCase) -> None:
        """Give a reading in which nothing was ever done the rows of the protocol."""
        history = opened.history
        if self.study is None or history.document.read_only or history.undo_depth or history.redo_title:
            return
        group = importing.protocol_commands(opened.reading, self.study.state.protocol)
        if group is not None:
            history.do(group)

    def _list_case(self, folder: StudyFolder, entry: CaseEntry, fixed: Volume, moving: Volume) -> None:
        folder.write_case(entry.id, fixed, moving)
        assert self.study is not None
        self.study.do(AddCase(entry))

    def _writable_study(self, case_id: str) -> tuple[StudyFolder, History[Study]]:
        if self.folder is None or self.study is None:
            raise InvalidInput("Open or create a study first.")
        if self.study.document.read_only:
            raise ReadOnly("The case list is open for editing in another window; cases cannot be added here.")
        if case_id in self.study.state.cases or self.folder.volumes_file(case_id).exists():
            raise InvalidInput("The study already has a case {id}; choose another id.", id=case_id)
        return self.folder, self.study

    def _watch(self, history: History[Any]) -> None:
        history.changed.connect(self._pass_on_change)
        history.saved.connect(self._pass_on_saved)
        history.failed.connect(self._pass_on_failure)

    def _check_geometry(self, command: Command | None) -> None:
        if command is not None and self.study is not None and self.folder is not None and case_concerned(command):
            check_free(command, self.study.state, self.folder, self.open_case)

    def _pass_on_change(self, command: Command) -> None:
        if self.open_case is not None and self.study is not None:
            self.open_case.tolerance = self.study.state.protocol.tolerance
        concerned = case_concerned(command)
        if concerned and self.open_case is not None and self.open_case.id == concerned:
            self._decide_again(self.open_case)
        self.changed.emit(command)

    def _decide_again(self, opened: OpenCase) -> None:
        """Give the open case the geometry that is decided now; its voxels stay in memory, the view unless they moved."""
        assert self.study is not None
        before = opened.case
        opened.case = before.decided(self.study.state.case(opened.id).decisions)
        if any(opened.case.volume(side).grid != before.volume(side).grid for side in SIDES):
            self.view = self._first_view(opened)
        self.case_changed.emit()

    def _pass_on_saved(self, count: int) -> None:
        self.saved.emit(count)

    def _pass_on_failure(self, problem: NotSaved) -> None:
        self.save_failed.emit(problem)

    def _announce(self, notices: list[UserError]) -> None:
        for notice in notices:
            self.noticed.emit(notice)

    def _history(self, scope: Scope) -> History[Any]:
        history = self.history(scope)
        if history is None:
            raise InvalidInput("Open a case first." if scope == "case" else "Open a study first.")
        return history

    def _opened(self) -> OpenCase:
        if self.open_case is None:
            raise InvalidInput("Open a case first.")
        return self.open_case

    def _reopen(self, path: Path, case_id: str, view: ViewState) -> None:
        self.open_study(path)
        if case_id:
            self._views[case_id] = view
            self.show_case(case_id)

    def _in_background(self, work: Callable[[], None]) -> None:
        def run() -> None:
            try:
                work()
            except UserError as error:
                self.noticed.emit(error)

        self._writers = [thread for thread in self._writers if thread.is_alive()]
        thread = threading.Thread(target=run, name="writer", daemon=False)
        self._writers.append(thread)
        thread.start()

    def wait_for_writers(self) -> None:
        """Wait until volumes and snapshots that are being written in the background are on disk."""
        for thread in self._writers:
            thread.join()
        self._writers.clear()
