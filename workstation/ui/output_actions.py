"""What leaves the program for people to look at: the report of the open case, and the panes as a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from workstation.core.errors import Message, UserError
from workstation.core.study import Study
from workstation.ui import dialogs
from workstation.ui.background import Background
from workstation.ui.figure import write_figure
from workstation.ui.notices import NoticeBar
from workstation.ui.overlay_bar import DEFORMATIONS
from workstation.ui.report_page import write_report
from workstation.ui.slice_view import SliceView
from workstation.ui.text import tr
from workstation.workbench.case_report import CaseReport, make_report
from workstation.workbench.loops import loops_through
from workstation.workbench.open_case import OpenCase
from workstation.workbench.view import Overlay
from workstation.workbench.workbench import Workbench

Panes = Callable[[], Iterable[SliceView]]


class OutputActions(QObject):
    """Carries out `case.report` and `case.figure`; `panes` are those of the workspace in front."""

    def __init__(
        self, window: QWidget, workbench: Workbench, background: Background, notices: NoticeBar, panes: Panes
    ) -> None:
        super().__init__(window)
        self._window, self._workbench, self._background, self._notices = window, workbench, background, notices
        self._panes = panes

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {"case.report": self._report, "case.figure": self._figure}

    def why_disabled(self, action_id: str) -> Message | None:
        """Why one of these cannot be carried out now."""
        opened = self._workbench.open_case
        if opened is None:
            return Message("Open a case first.")
        if action_id == "case.figure":
            return None if any(True for _ in self._panes()) else Message("Go to Annotate or Check first.")
        if not opened.reading.active_transform:
            return Message("No registration is in use, so there is nothing to report on.")
        if self._background.is_busy:
            return Message("Wait until this has ended: {work}.", {"work": self._background.title})
        return None

    def save_report(self, html: Path) -> None:
        """Make the report in the background; a PDF of the same name lies beside the HTML."""
        opened, study = self._workbench.open_case, self._workbench.study
        if opened is None:
            return
        place, made = self._workbench.view.fixed_cursor_mm, datetime.now()
        work = _work(opened, study.state.copy() if study is not None else None, place, made)
        self._background.start(
            tr("Making the report"), work, lambda report: self._write(report, html), self._notices.tell
        )  # fmt: skip

    def save_figure(self, path: Path) -> None:
        """Save what the panes show now."""
        write_figure(list(self._panes()), self._caption(), path)
        self._notices.show_text("info", tr("Saved {name}.", name=path.name), (tr("Show"), lambda: _show(path.parent)))

    # ---- inside

    def _report(self) -> None:
        opened = self._workbench.open_case
        name = f"{opened.id if opened else 'case'} report.html"
        path = dialogs.choose_file_to_write(self._window, tr("Save the report"), name, tr("Report (*.html)"))
        if path is not None:
            self.save_report(path)

    def _figure(self) -> None:
        name = f"{self._workbench.open_case.id if self._workbench.open_case else 'case'} figure.png"
        path = dialogs.choose_file_to_write(self._window, tr("Save a figure"), name, tr("Figures (*.png *.pdf)"))
        if path is not None:
            try:
                self.save_figure(path)
            except UserError as error:
                self._notices.tell(error)

    def _write(self, report: CaseReport, html: Path) -> None:
        pdf = html.with_suffix(".pdf")
        try:
            write_report(report, html, pdf)
        except UserError as error:
            self._notices.tell(error)
            return
        words = tr("Saved the report as {html} and {pdf}.", html=html.name, pdf=pdf.name)
        self._notices.show_text("info", words, (tr("Show"), lambda: _show(html.parent)))

    def _caption(self) -> str:
        """Case, place and registration in one line."""
        opened, view = self._workbench.open_case, self._workbench.view
        assert opened is not None
        place = ", ".join(f"{mm:.1f}" for mm in view.fixed_cursor_mm)
        record = opened.reading.transforms.get(opened.reading.active_transform)
        through = record.title if record is not None and view.overlay.warped else tr("no registration")
        return tr(
            "{case} · {mode} · {place} mm (LPS) · {through} · Sonolign, for research use",
            case=opened.case.title or opened.id, mode=_mode_text(view.overlay), place=place, through=through,
        )  # fmt: skip


def _mode_text(overlay: Overlay) -> str:
    """Which overlay is shown, and which map with it."""
    map_title = tr(DEFORMATIONS[overlay.deformation][0]) if overlay.deformation != "none" else ""
    return ", ".join(filter(None, (tr(overlay.mode), map_title)))


def _work(
    opened: OpenCase, study: Study | None, place_mm: tuple[float, float, float], made: datetime
) -> Callable[[], CaseReport]:
    """What is done in the background, on a copy of the reading, so that edits meanwhile do no harm."""
    transform, reading = opened.fixed_to_moving, opened.reading.copy()
    assert transform is not None
    case, tolerance = replace(opened.case), opened.tolerance
    title, cases = (study.title, list(study.cases.values())) if study is not None else ("", [])

    def make() -> CaseReport:
        loops = loops_through(opened.folder, cases, reading.reader, case.id, reading.active_transform)
        error_map = opened.folder.read_predicted_error(case.id, reading.active_transform)
        return make_report(title, case, reading, transform, place_mm, made, tolerance, loops, error_map)

    return make


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
