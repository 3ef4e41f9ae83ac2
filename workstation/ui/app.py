"""Starting the window: look, language, log, error reports, and the timer that brings signals of other threads in.

`run` is what the command line calls; `write_pictures` draws the same window without a screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workstation import __version__
from workstation.core.errors import UserError
from workstation.ui import crash, theme, translation
from workstation.ui.actions import WorkspaceId
from workstation.ui.annotate_workspace import AnnotateWorkspace
from workstation.ui.collector import start_collecting
from workstation.ui.delivery import start_delivery
from workstation.ui.early_suggestions import EarlySuggestions
from workstation.ui.icons import icon
from workstation.ui.language_choice import Place
from workstation.ui.main_window import MainWindow
from workstation.ui.register_workspace import RegisterWorkspace
from workstation.ui.warm_up import WarmUp
from workstation.workbench.settings import UserSettings, load_settings
from workstation.workbench.workbench import Workbench

PICTURE_SIZE = (1600, 1000)
PICTURED: tuple[WorkspaceId, ...] = ("annotate", "check")
SETTLED_MS = 250  # a picture counts as drawn when nothing has asked to be painted for so long


def make_application(settings: UserSettings) -> QApplication:
    """The Qt application with the program's look, language and error reports."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Sonolign")
    app.setApplicationVersion(__version__)
    translation.install(app, settings.language)
    theme.apply(app)
    app.setWindowIcon(icon("sonolign", theme.DARK.accent))
    start_delivery(app)
    start_collecting(app)
    return app


def run(study: Path | None = None, pair: tuple[Path, Path] | None = None, case: str | None = None) -> int:
    """Show the window, perhaps with a study, one of its cases, or two image files; returns the exit status."""
    settings = load_settings()
    app = make_application(settings)
    crash.start_log()
    reporter = crash.CrashReporter(app)
    reporter.install()
    try:
        window = _new_window(app, reporter, settings)
        if study is not None:
            QTimer.singleShot(0, window, lambda: window.studies.open_study(study, case or ""))
        elif pair is not None:
            QTimer.singleShot(0, window, lambda: window.studies.open_pair(*pair))
        status = app.exec()
        while window.language.again is not None:
            window = _window_again(app, reporter, window, window.language.again)
            status = app.exec()
        return status
    finally:
        reporter.uninstall()


def _new_window(app: QApplication, reporter: crash.CrashReporter, settings: UserSettings) -> MainWindow:
    window = MainWindow(Workbench(settings.reader), settings)
    reporter.understood.connect(window.notices.tell)
    register = window.workspaces["register"]
    if isinstance(register, RegisterWorkspace):
        WarmUp(window.workbench, register.registrations, window)
    annotate = window.workspaces["annotate"]
    if isinstance(annotate, AnnotateWorkspace):
        EarlySuggestions(window.workbench, annotate, annotate.landmark_help.queue, window)
    screen = app.primaryScreen().availableSize()
    window.resize(screen * 0.9)
    window.showMaximized()
    return window


def _window_again(app: QApplication, reporter: crash.CrashReporter, closed: MainWindow, place: Place) -> MainWindow:
    """A window in the language that was chosen meanwhile, which begins where the closed one was left."""
    closed.deleteLater()
    settings = closed.studies.settings
    translation.install(app, settings.language)
    window = _new_window(app, reporter, settings)
    if place.study is not None and window.studies.open_study(place.study, place.case_id):
        window.show_workspace(place.workspace)
    return window


def write_pictures(study: Path, case_id: str, out: Path, reader: str) -> list[Path]:
    """Draw the Annotate and Check workspaces of a case without a screen; returns the PNG files that were written.

    Raises
    ------
    UserError : the study or case cannot be opened.
    """
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    settings = UserSettings(reader=reader)
    make_application(settings)
    with _shown(MainWindow(Workbench(reader), settings)) as window:
        window.workbench.open_study(study)
        window.workbench.show_case(case_id)
        out.mkdir(parents=True, exist_ok=True)
        return [_picture(window, name, out / f"{name}.png") for name in PICTURED]


def write_case_report(study: Path, case_id: str, reader: str, html: Path) -> tuple[Path, Path]:
    """Write the report about the result that a reader uses in a case, as HTML and PDF; nothing is changed or locked.

    Raises
    ------
    UserError : the study, the case or a registration in use is missing, or the disk refuses.
    """
    from workstation.ui.report_page import write_report
    from workstation.workbench.case_report import report_of_study

    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application(load_settings())
    pdf = html.with_suffix(".pdf")
    write_report(report_of_study(study, case_id, reader), html, pdf)
    return html, pdf


@contextmanager
def _shown(window: MainWindow) -> Iterator[MainWindow]:
    window.resize(*PICTURE_SIZE)
    window.show()
    try:
        yield window
    finally:
        try:
            window.shut_down()
        finally:
            window.hide()
            window.deleteLater()


def _picture(window: MainWindow, workspace: WorkspaceId, path: Path) -> Path:
    window.show_workspace(workspace)
    window.notices.clear()
    wait_until_drawn(window)
    if not window.grab().save(str(path)):
        raise UserError("{path} cannot be written.", path=path)
    return path


def wait_until_drawn(window: MainWindow, at_most_ms: int = 60_000) -> None:
    """Let the window work until its workspace has all its pictures and nothing was painted for a moment."""
    loop, quiet = QEventLoop(), QTimer(interval=SETTLED_MS)
    watch = _PaintWatch(window, quiet)
    quiet.timeout.connect(lambda: loop.quit() if watch.is_drawn() else None)
    quiet.start()
    QTimer.singleShot(at_most_ms, loop, loop.quit)
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    loop.exec()
    quiet.stop()
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]


class _PaintWatch(QObject):
    """Starts a timer again whenever something in a window is painted."""

    def __init__(self, window: MainWindow, quiet: QTimer) -> None:
        super().__init__()
        self._window = window
        self._quiet = quiet

    def is_drawn(self) -> bool:
        """Whether the workspace in front says that it has all its pictures; one that does not say has."""
        workspace = self._window.workspaces[self._window.workspace_id]
        return bool(getattr(workspace, "is_drawn", lambda: True)())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew."""
        if event.type() == QEvent.Type.Paint:
            self._quiet.start()
        return False
