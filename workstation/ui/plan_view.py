"""Both volumes of a pair with their geometry, side by side or one above the other; for imports and for an open case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workstation.core.errors import UserError
from workstation.core.geometry import SIDES, Side
from workstation.ui.follow import follow
from workstation.ui.geometry_panel import GeometryPanel
from workstation.ui.text import say, tr
from workstation.workbench.import_plan import ImportPlan, PlannedVolume, plan_of_case
from workstation.workbench.workbench import Workbench

_NARROW = 110  # characters; two panels need more to stand side by side


class PlanView(QScrollArea):
    """A plan. Signals: `changed` with the new plan, `mirror_wanted` with a side and yes or no."""

    changed = Signal(object)
    mirror_wanted = Signal(str, bool)

    def __init__(self, reader: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: ImportPlan | None = None
        titles: dict[Side, str] = {"fixed": tr("Fixed volume"), "moving": tr("Moving volume")}
        self.panels = {side: GeometryPanel(titles[side], reader) for side in SIDES}
        inner = QWidget()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.setSpacing(24)
        for side, panel in self.panels.items():
            self._layout.addWidget(panel, 1)
            panel.changed.connect(lambda planned, s=side: self._on_changed(s, planned))
            panel.mirror_wanted.connect(lambda yes, s=side: self.mirror_wanted.emit(s, yes))
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show another plan."""
        self.plan = plan
        for side, panel in self.panels.items():
            panel.show_planned(plan.planned(side))

    def first_open(self) -> QWidget | None:
        """What still has to be confirmed first, None if nothing can be."""
        buttons = (panel.confirm_button for panel in self.panels.values())
        return next((button for button in buttons if button.isEnabled()), None)

    def forget(self) -> None:
        """Let go of the volumes."""
        self.plan = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where two panels do not fit side by side, one stands above the other."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(way)

    def _on_changed(self, side: Side, planned: PlannedVolume) -> None:
        assert self.plan is not None
        self.plan = self.plan.with_planned(side, planned)
        self.changed.emit(self.plan)


class CaseGeometry(QFrame):
    """The geometry of the open case: looked at, settled, and stored with the reader's name and the time."""

    closed = Signal()
    stored = Signal(str)  # the id of the case

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._workbench = workbench
        self._before: ImportPlan | None = None
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.view = PlanView(lambda: workbench.reader)
        for panel in self.view.panels.values():
            panel.why_not_mirror = tr("The pictures are in the study already; import the pair again to turn one over.")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "bad")
        self.store_button = QPushButton(tr("Store decisions"))
        self.store_button.setProperty("primary", True)
        self.close_button = QPushButton(tr("Close"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.store_button)
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        self.view.changed.connect(self._refresh)
        self.store_button.clicked.connect(self._store)
        self.close_button.clicked.connect(self.leave)
        follow(self, workbench.case_changed, self._on_case_changed)

    def begin(self) -> None:
        """Show the open case as it stands."""
        opened, study = self._workbench.open_case, self._workbench.study
        if opened is None or study is None:
            return
        entry = study.state.cases.get(opened.id)
        known = (entry.decisions, entry.privacy) if entry is not None else ((), ())
        self._before = plan_of_case(opened.case, *known)
        self.heading.setText(tr("Geometry of {case}", case=opened.case.title or opened.id))
        self.problem.clear()
        self.view.show_plan(self._before)
        self._refresh()
        self.show()
        (self.view.first_open() or self.close_button).setFocus()

    def leave(self) -> None:
        """Forget what was not stored."""
        self._before = None
        self.view.forget()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, Enter presses the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            press_focused(self)
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _changed_sides(self) -> list[Side]:
        before, plan = self._before, self.view.plan
        if before is None or plan is None:
            return []
        return [side for side in SIDES if plan.planned(side) != before.planned(side)]

    def _why_not(self) -> str:
        study = self._workbench.study
        if study is None or study.document.read_only:
            return tr("The case list is open for editing in another window.")
        return "" if self._changed_sides() else tr("Confirm, type or measure something first.")

    def _refresh(self) -> None:
        why = self._why_not()
        self.store_button.setEnabled(not why)
        self.store_button.setToolTip(why or tr("Keep what was decided in the study; it can be undone in Cases."))

    def _store(self) -> None:
        plan, opened = self.view.plan, self._workbench.open_case
        assert plan is not None
        assert opened is not None
        sides = self._changed_sides()
        decisions = [made for side in sides if (made := plan.planned(side).decision(side)) is not None]
        try:
            self._workbench.confirm_geometry(decisions)
        except UserError as error:
            self.problem.setText(say(error))
            return
        self.leave()
        self.stored.emit(opened.id)

    def _on_case_changed(self) -> None:
        if self.isVisible():
            self.leave()


def press_focused(card: QWidget) -> bool:
    """Enter within a card: press the button that has the focus; says whether the key was meant for what has the focus.

    A field of a geometry panel has used its Enter already.
    """
    focused = card.focusWidget()
    if isinstance(focused, QPushButton):
        focused.click()
        return True
    return any(panel.isAncestorOf(focused) for panel in card.findChildren(GeometryPanel)) if focused else False
