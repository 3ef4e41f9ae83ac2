"""True size: a millimetre of tissue is a millimetre on the screen, and where the screen's own size is known from.

Screens tell their size to the program, but projectors, remote desktops and cheap monitors tell it wrong. So true size says
what it goes by, and a person may hold a ruler to the screen; that is remembered for the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workstation.core.errors import Message, NotSaved
from workstation.ui import theme
from workstation.ui.pair_view import PaneGroup
from workstation.ui.text import tr
from workstation.workbench.viewing_settings import load_viewing, save_viewing
from workstation.workbench.workbench import Workbench

SHOW, CALIBRATE = "view.true_size", "view.true_size_calibrate"
INCH_MM = 25.4
LIKELY_MM_PER_PX = (0.05, 1.0)  # outside, the screen's own word cannot be right
USUAL_MM_PER_PX = INCH_MM / 96
BAR_PX = 400


@dataclass(frozen=True, slots=True)
class ScreenScale:
    """How large a pixel of a screen is, and who says so."""

    mm_per_px: float
    source: str

    @property
    def message(self) -> Message:
        """What a person is told."""
        values = {"n": f"{1 / self.mm_per_px:.2f}", "dpi": f"{INCH_MM / self.mm_per_px:.0f}"}
        return Message(SENTENCES[self.source], values)


SENTENCES = {
    "measured": "True size: {n} pixels to a millimetre, as you measured on this screen.",
    "screen": "True size: {n} pixels to a millimetre ({dpi} to an inch), as the screen says; View, Calibrate true size "
    "checks it with a ruler.",
    "guess": "True size: this screen does not say how large it is, so {dpi} pixels to an inch are assumed; View, "
    "Calibrate true size measures it with a ruler.",
}


def screen_key(screen: QScreen) -> str:
    """By what a screen is known again: its make, its name, and how many pixels it is set to."""
    size = screen.size()
    return f"{screen.manufacturer()} {screen.model()} {screen.name()} {size.width()}x{size.height()}".strip()


def scale_of(screen: QScreen) -> ScreenScale:
    """What is known of a screen; pixels are those of the window system, which are larger than dots at 150 %."""
    measured = load_viewing().mm_per_px.get(screen_key(screen))
    if measured:
        return ScreenScale(measured, "measured")
    told = screen.physicalSize().width() / max(1, screen.size().width())
    if LIKELY_MM_PER_PX[0] <= told <= LIKELY_MM_PER_PX[1]:
        return ScreenScale(told, "screen")
    return ScreenScale(USUAL_MM_PER_PX, "guess")


class TrueSizeActions:
    """Carries out `view.true_size` and its calibration."""

    def __init__(self, workbench: Workbench, panes: PaneGroup) -> None:
        self._workbench, self._panes = workbench, panes
        self.dialog: CalibrationDialog | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        return {SHOW: self.show, CALIBRATE: self.calibrate}

    def why_disabled(self, action_id: str) -> Message | None:
        """Nothing speaks against it while a case is open."""
        return None

    def show(self) -> None:
        """Show all panes in true size, and say by what."""
        scale = scale_of(self._panes.active.screen())
        for pane in self._panes:
            if pane.canvas.plane is not None:
                pane.set_camera(replace(pane.camera, mm_per_px=scale_of(pane.screen()).mm_per_px))
        self._workbench.noticed.emit(scale.message)

    def calibrate(self) -> None:
        """Let a ruler be held to the screen."""
        self.dialog = CalibrationDialog(self._workbench, cast(QWidget, self._panes))
        self.dialog.accepted.connect(self.show)
        self.dialog.open()


class CalibrationDialog(QDialog):
    """A bar to be measured with a ruler; its length in mm makes the size of a pixel."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.setWindowTitle(tr("Calibrate true size"))
        words = QLabel(tr("Hold a ruler to the screen and enter how long the bar is."))
        words.setWordWrap(True)
        self.length = QDoubleSpinBox()
        self.length.setRange(BAR_PX * LIKELY_MM_PER_PX[0], BAR_PX * LIKELY_MM_PER_PX[1])
        self.length.setDecimals(1)
        self.length.setSingleStep(0.5)
        self.length.setSuffix(tr(" mm"))
        self.length.setToolTip(tr("The length of the bar between its end strokes"))
        self.length.setValue(BAR_PX * scale_of(parent.screen()).mm_per_px)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("The bar is")))
        row.addWidget(self.length)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(Bar())
        column.addLayout(row)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Remember it for this screen."""
        key = screen_key(self.screen())
        settings = load_viewing()
        try:
            save_viewing(replace(settings, mm_per_px=settings.mm_per_px | {key: self.length.value() / BAR_PX}))
        except NotSaved as error:
            self._workbench.noticed.emit(error)
        super().accept()


class Bar(QWidget):
    """A bar of so many pixels with a stroke at either end."""

    def sizeHint(self) -> QSize:
        """Room for the bar and a margin."""
        return QSize(BAR_PX + 40, 46)

    def minimumSizeHint(self) -> QSize:
        """It is never cut off, for then it would be measured wrong."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        painter = QPainter(self)
        left, middle = (self.width() - BAR_PX) / 2, self.height() / 2
        colour = QColor(theme.DARK.accent)
        painter.fillRect(QRectF(left, middle - 2, BAR_PX, 4), colour)
        for x in (left, left + BAR_PX - 1):
            painter.fillRect(QRectF(x, middle - 16, 1, 32), colour)
        painter.end()
