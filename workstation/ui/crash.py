"""What happens when something went wrong that nobody foresaw: a plain sentence, the details to copy, and work goes on.

Every unhandled exception of the window, of Qt slots and of threads ends here. It is written to the log file, and shown
once: the dialog does not pile up if an error repeats. No edit depends on it: each is in its journal already.
"""

from __future__ import annotations

import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from psygnal import EmitLoopError
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from workstation import __version__, paths
from workstation.core.errors import UserError
from workstation.ui import theme
from workstation.ui.delivery import post
from workstation.ui.icons import pixmap
from workstation.ui.text import say, tr

log = logging.getLogger("sonolign")


class CrashReporter(QObject):
    """Catches unhandled exceptions of every thread and shows them in the window's thread."""

    understood = Signal(object)  # a UserError that nobody caught: it belongs in a notice, not in a dialog

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._before = (sys.excepthook, threading.excepthook)
        self.dialog: CrashDialog | None = None

    def install(self) -> None:
        """Become the one who is told about unhandled exceptions."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Give the place back."""
        sys.excepthook, threading.excepthook = self._before

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unhandled exception", exc_info=(kind, error, trace))
        cause = error.__cause__ if isinstance(error, EmitLoopError) else error
        post(self._tell, cause or error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.understood.emit(error)
        else:
            self._show(error)

    def _show(self, error: BaseException) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.add(error)
            return
        self.dialog = CrashDialog(error)
        self.dialog.open()


class CrashDialog(QDialog):
    """Says that something went wrong, that nothing is lost, and offers the details."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        head = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(pixmap("error", 32, theme.DARK.bad, self.devicePixelRatio()))
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QLabel(
            tr(
                "The program met an error it did not expect. Your edits are saved and you can go on. "
                "If it happens again, copy the details and send them to whoever looks after the program."
            )
        )
        words.setWordWrap(True)
        head.addWidget(words, 1)
        self.details = QPlainTextEdit(details_of(error))
        self.details.setReadOnly(True)
        self.copy_button = QPushButton(tr("Copy details"))
        self.copy_button.clicked.connect(self._copy)
        self.continue_button = QPushButton(tr("Go on"))
        self.continue_button.setProperty("primary", True)
        self.continue_button.setDefault(True)
        self.continue_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(QLabel(tr("Also in {file}", file=log_file())), 1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.continue_button)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.details, 1)
        column.addLayout(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 100, self.fontMetrics().height() * 24)

    def add(self, error: BaseException) -> None:
        """Another error came while this one was shown."""
        self.details.appendPlainText("\n" + details_of(error))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy_button.setText(tr("Copied"))


def details_of(error: BaseException) -> str:
    """What a developer needs: versions and the traceback."""
    system = f"Sonolign {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    sentence = say(error) if isinstance(error, UserError) else str(error)
    return f"{system}\n{sentence}\n\n{''.join(traceback.format_exception(error))}"


def log_file() -> Path:
    """The file in which the window keeps its log."""
    return paths.log_folder() / "sonolign.log"


def start_log() -> None:
    """Write the log to its file, of which a few old ones are kept; without a place for it, work goes on."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            log_file(), maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
