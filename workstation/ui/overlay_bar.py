"""The bar above the pictures of Check: which overlay, what can be chosen about it, and what shows of the registration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from workstation.core.errors import Message
from workstation.imaging.compare import WipeShape
from workstation.ui.actions import BY_ID
from workstation.ui.follow import follow
from workstation.ui.strip import ActionStrip
from workstation.ui.text import tr
from workstation.ui.viewing_button import ViewingButton
from workstation.workbench.view import DeformationLook, OverlayMode, ViewState
from workstation.workbench.workbench import Workbench

MODES: dict[str, OverlayMode] = {
    "overlay.native": "native",
    "overlay.blend": "blend",
    "overlay.two_colours": "two colours",
    "overlay.checkerboard": "checkerboard",
    "overlay.wipe": "wipe",
    "overlay.edges": "edges",
    "overlay.difference": "difference",
    "overlay.flicker": "flicker",
}
HINTS: dict[OverlayMode, Message] = {
    "native": Message("Move or click in one volume; the other follows."),
    "blend": Message("Hold ` to see the moving volume alone; [ and ] change the mixture."),
    "two colours": Message("Grey where both agree; colour where only one is bright."),
    "checkerboard": Message("Look for steps along the edges of the tiles; + and - change their size."),
    "wipe": Message("The wipe follows the mouse; does anything break where it passes?"),
    "edges": Message("Coloured lines are borders in the moving volume; they should lie on those of the fixed one."),
    "difference": Message(
        "Coloured where one volume is brighter for its surroundings; speckle and gain are taken out."
    ),
    "flicker": Message("What jumps does not correspond; + and - change how fast."),
}
WIPES: dict[WipeShape, str] = {"upright": "Upright", "level": "Level", "cross": "Cross", "loupe": "Loupe"}
DEFORMATIONS: dict[DeformationLook, tuple[str, str]] = {
    "none": ("No map", ""),
    "grid": ("Grid", "A square grid as the registration bends it."),
    "arrows": ("Arrows", "Where tissue goes from the fixed to the moving volume."),
    "distance": ("Distance moved", "How far tissue moved, in mm, with lines of equal distance."),
    "volume change": ("Volume change", "Where tissue takes more or less room in the moving volume; folds in red."),
    "predicted error": ("Predicted error", "How far the registration may be off at every place, in mm."),
    "strain": ("Strain", "The strongest stretch or squeeze at every place."),
    "round trip": (
        "Round trip",
        "There by this result, back by a separate quick registration; where they disagree, one is wrong.",
    ),
    "loop closure": (
        "Loop",
        "A large gap proves an error in one of the pairs; a small one does not prove that there is none.",
    ),
}
SHORT = {  # words on the bar that differ from the titles in the menu
    "overlay.native": "Native",
    "overlay.two_colours": "Colours",
    "overlay.checkerboard": "Checker",
    "overlay.results": "Results",
    "overlay.warped": "Aligned",
}
BY_SIZE = ("overlay.smaller_tiles", "overlay.larger_tiles")
_WORDS, _ICONS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
_SIZED: tuple[OverlayMode, ...] = ("checkerboard", "flicker", "wipe")


class OverlayBar(QWidget):
    """A mirror of `view.overlay` that can be changed; buttons come from the workspace's strip."""

    def __init__(self, workbench: Workbench, strip: ActionStrip, comparing: Callable[[], bool]) -> None:
        super().__init__()
        self._workbench, self._strip, self._comparing = workbench, strip, comparing
        self.opacity = self._slider(tr("Share of the moving volume in the blend. Keys: [ and ]"), "opacity")
        self.wipe = QComboBox()
        self.wipe.setToolTip(tr("How the wipe divides the picture. Key: Shift+F8"))
        for shape, title in WIPES.items():
            self.wipe.addItem(tr(title), shape)
        self.wipe.activated.connect(lambda row: self._look(wipe=self.wipe.itemData(row)))
        self.deformation = QComboBox()
        self.deformation.setToolTip(tr("What is shown of the registration itself. Key: Shift+G goes through them"))
        for look, (title, _) in DEFORMATIONS.items():
            self.deformation.addItem(tr(title), look)
        self.deformation.activated.connect(lambda row: self._look(deformation=self.deformation.itemData(row)))
        self.strength = self._slider(tr("How strongly the deformation is drawn"), "deformation_opacity")
        self.viewing = ViewingButton(strip, ("overlay.results",))
        self.hint = QLabel()
        self.hint.setProperty("role", "muted")
        self.hint.setContentsMargins(10, 0, 0, 4)
        self._titled_buttons: list[QToolButton] = []
        self._lay_out()
        self._measure()
        follow(self, workbench.view_changed, self._on_view_changed)
        self._on_view_changed(workbench.view)

    # ---- inside

    def _slider(self, tip: str, name: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100)
        slider.setToolTip(tip)
        slider.setAccessibleName(tip)
        slider.setFixedWidth(self.fontMetrics().averageCharWidth() * 8)
        slider.valueChanged.connect(lambda percent: self._look(**{name: percent / 100}))
        return slider

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 4)
        bar.setSpacing(3)
        for name in MODES:
            bar.addWidget(self._titled(name, checkable=True))
        bar.addSpacing(8)
        bar.addWidget(self.opacity)
        bar.addWidget(self.wipe)
        for name in (*BY_SIZE, "overlay.colours"):
            bar.addWidget(self._strip.button(name))
        bar.addStretch(1)
        bar.addWidget(self.viewing)
        bar.addWidget(self._titled("overlay.results", checkable=True))
        bar.addWidget(self.deformation)
        bar.addWidget(self.strength)
        bar.addWidget(self._titled("overlay.warped", checkable=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for words the icons stand alone; with still less, Results is in the View menu only."""
        super().resizeEvent(event)
        self._strip.buttons["overlay.results"].setVisible(self.width() >= self._width_with_icons)
        style = _WORDS if self.width() >= self._width_with_words else _ICONS
        if style != self._titled_buttons[0].toolButtonStyle():
            for button in self._titled_buttons:
                button.setToolButtonStyle(style)

    def _measure(self) -> None:
        """How wide the bar is at most, with words and with icons alone."""
        extras = max(self.opacity.minimumWidth(), self.wipe.sizeHint().width())
        extras += (
            self.deformation.sizeHint().width()
            + self.strength.minimumWidth()
            + 4 * self.fontMetrics().height()
            + self.viewing.sizeHint().width()
        )
        words = sum(button.sizeHint().width() + 3 for button in self._titled_buttons)
        for button in self._titled_buttons:
            button.setToolButtonStyle(_ICONS)
        icons = sum(button.sizeHint().width() + 3 for button in self._titled_buttons)
        self._width_with_words, self._width_with_icons = words + extras, icons + extras
        self.setMinimumWidth(icons + extras - self._strip.buttons["overlay.results"].sizeHint().width() - 3)

    def _titled(self, action_id: str, checkable: bool) -> QToolButton:
        button = self._strip.button(action_id, checkable)
        button.setText(tr(SHORT.get(action_id, BY_ID[action_id].title)))
        button.setToolButtonStyle(_WORDS)
        self._titled_buttons.append(button)
        return button

    def refresh(self) -> None:
        """Bring everything up to date."""
        self._on_view_changed(self._workbench.view)

    def _on_view_changed(self, view: ViewState) -> None:
        overlay = view.overlay
        self.hint.setText(tr("The same place through each result; choose an overlay above.") if self._comparing()
                          else tr(DEFORMATIONS[overlay.deformation][1] or HINTS[overlay.mode].template))  # fmt: skip
        for slider, value in ((self.opacity, overlay.opacity), (self.strength, overlay.deformation_opacity)):
            blocked = slider.blockSignals(True)
            slider.setValue(round(100 * value))
            slider.blockSignals(blocked)
        self.wipe.setCurrentIndex(self.wipe.findData(overlay.wipe))
        self.deformation.setCurrentIndex(self.deformation.findData(overlay.deformation))
        self.opacity.setVisible(overlay.mode == "blend")
        self.wipe.setVisible(overlay.mode == "wipe")
        self.strength.setVisible(overlay.deformation != "none")
        for name in BY_SIZE:
            self._strip.buttons[name].setVisible(overlay.mode in _SIZED)
        self._strip.buttons["overlay.colours"].setVisible(overlay.mode in ("two colours", "edges", "difference"))

    def _look(self, **changes: Any) -> None:
        view = self._workbench.view
        self._workbench.look(replace(view, overlay=replace(view.overlay, **changes)))
