"""Looking through the pictures of DICOM volumes for burned-in text, page by page, and blacking it out.

A person says that no text is left, and can only after every page was on the screen; who draws another rectangle must
say so again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workstation.core.geometry import SIDES, Side
from workstation.storage.dicom.blackout import Rectangle
from workstation.ui.blackout_picture import BlackoutPicture
from workstation.ui.text import say, tr
from workstation.workbench.import_plan import ImportPlan
from workstation.workbench.review import ReviewPage

Hidden = dict[Side, tuple[Rectangle, ...]]


@dataclass(frozen=True, eq=False, slots=True)
class _Page:
    side: Side
    page: ReviewPage


class PicturesReview(QWidget):
    """Pages of both volumes. `changed` follows when rectangles or what the person says about them have changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[_Page] = []
        self._seen: set[int] = set()
        self._past: list[Hidden] = []
        self.hidden: Hidden = dict.fromkeys(SIDES, ())
        self.place = 0
        self.picture = BlackoutPicture()
        self.page_text = QLabel()
        self.page_text.setProperty("role", "heading")
        self.previous_button = QPushButton(tr("Previous picture"))
        self.following_button = QPushButton(tr("Next picture"))
        self.add_button = QPushButton(tr("Add rectangle"))
        self.remove_button = QPushButton(tr("Remove rectangle"))
        self.undo_button = QPushButton(tr("Undo"))
        self.same_button = QPushButton(tr("Same in the other volume"))
        self.clean_box = QCheckBox(tr("I looked at all pictures: no text is left that tells who the patient is"))
        self._assemble()
        self._connect()

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the pictures of a plan; other pictures than before have to be looked through anew."""
        pages = [_Page(side, page) for side in SIDES for page in plan.planned(side).pages]
        if [each.page for each in pages] != [each.page for each in self._pages]:
            self._pages, self._seen, self._past, self.place = pages, set(), [], 0
        self.hidden = {side: plan.planned(side).hide for side in SIDES}
        needed = [plan.planned(side) for side in SIDES if plan.planned(side).needs_review]
        self._check(bool(needed) and all(each.reviewed is not None for each in needed))
        self.clean_box.setVisible(bool(needed))
        self._turn_to(self.place)

    def forget(self) -> None:
        """Let go of the pictures."""
        self._pages, self._seen, self._past = [], set(), []

    @property
    def is_clean(self) -> bool:
        """Whether the person said that no text is left."""
        return self.clean_box.isChecked()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Down and Page Up turn the pages, Ctrl+Z takes the last change of the rectangles back."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self._turn_to(self.place + steps[key])
        elif key == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._undo()
        else:
            super().keyPressEvent(event)

    # ---- putting together

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.page_text, 1)
        head.addWidget(self.previous_button)
        head.addWidget(self.following_button)
        tools = QHBoxLayout()
        for button in (self.add_button, self.remove_button, self.undo_button, self.same_button):
            tools.addWidget(button)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.picture, 1)
        column.addLayout(tools)
        column.addWidget(self.clean_box)

    def _connect(self) -> None:
        self.picture.changed.connect(self._on_drawn)
        self.picture.chosen_changed.connect(self._refresh)
        self.previous_button.clicked.connect(lambda: self._turn_to(self.place - 1))
        self.following_button.clicked.connect(lambda: self._turn_to(self.place + 1))
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self.picture.remove)
        self.undo_button.clicked.connect(self._undo)
        self.same_button.clicked.connect(self._copy_to_other)
        self.clean_box.toggled.connect(lambda _: self.changed.emit())

    # ---- what happens

    def _turn_to(self, place: int) -> None:
        if self._pages:
            self.place = min(max(place, 0), len(self._pages) - 1)
            self._seen.add(self.place)
            own = self._pages[self.place]
            self.picture.show_picture(own.page.pixels, self.hidden[own.side])
            side = tr("Fixed volume") if own.side == "fixed" else tr("Moving volume")
            self.page_text.setText(
                tr(
                    "{n} of {all}: {side}, {what}",
                    n=self.place + 1,
                    all=len(self._pages),
                    side=side,
                    what=say(own.page.title),
                )
            )
        self._refresh()

    def _add(self) -> None:
        self.picture.add()
        self.picture.setFocus()

    def _on_drawn(self, rectangles: object) -> None:
        self._set(self.hidden | {self._side: cast(tuple[Rectangle, ...], rectangles)})

    def _copy_to_other(self) -> None:
        other: Side = "moving" if self._side == "fixed" else "fixed"
        both = dict.fromkeys((*self.hidden[other], *self.hidden[self._side]))
        self._set(self.hidden | {other: tuple(both)})

    def _undo(self) -> None:
        if self._past:
            self.hidden = self._past.pop()
            self._after_change()

    def _set(self, hidden: Hidden) -> None:
        self._past.append(self.hidden)
        self.hidden = hidden
        self._after_change()

    def _after_change(self) -> None:
        self._check(False)
        self.picture.show_rectangles(self.hidden[self._side])
        self._refresh()
        self.changed.emit()

    @property
    def _side(self) -> Side:
        return self._pages[self.place].side

    def _check(self, yes: bool) -> None:
        self.clean_box.blockSignals(True)
        self.clean_box.setChecked(yes)
        self.clean_box.blockSignals(False)

    # ---- what can be done

    def _refresh(self) -> None:
        count = len(self._pages)
        _allow(self.previous_button, self.place > 0, tr("Key: Page Up"), tr("This is the first picture."))
        _allow(self.following_button, self.place < count - 1, tr("Key: Page Down"), tr("This is the last picture."))
        _allow(
            self.add_button, count > 0, tr("Black out a part of all pictures of this volume. Key: Ins in the picture")
        )
        _allow(self.remove_button, self.picture.chosen >= 0, tr("Key: Del in the picture"),
               tr("Click on a rectangle first."))  # fmt: skip
        _allow(self.undo_button, bool(self._past), tr("Take the last change of the rectangles back. Key: Ctrl+Z"),
               tr("Nothing was changed yet."))  # fmt: skip
        own = self.hidden[self._side] if self._pages else ()
        both = len({each.side for each in self._pages}) == 2
        _allow(self.same_button, bool(own) and both, tr("Draw these rectangles in the other volume too."),
               tr("Draw a rectangle first.") if both else tr("The other volume is not DICOM."))  # fmt: skip
        left = count - len(self._seen)
        _allow(self.clean_box, not left, tr("Your name and the time are kept with the case."),
               tr("Look at all pictures first; {left} are left.", left=left))  # fmt: skip


def _allow(button: QPushButton | QCheckBox, yes: bool, tip: str, why_not: str = "") -> None:
    button.setEnabled(yes)
    button.setToolTip(tip if yes else why_not)
