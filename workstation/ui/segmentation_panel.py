"""The tools that work on regions: choose one, look at its proposal in the pictures, keep or drop it.

A proposal is shown in place of the labels while it waits; Enter keeps it as one edit, Esc drops it. Proposals that follow
what is drawn are made anew after every stroke. The work runs in a thread, and whoever draws does not wait for it.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.core.commands import Command
from workstation.core.errors import InvalidInput, Message, UserError
from workstation.core.geometry import Side
from workstation.ui.background import Background
from workstation.ui.colour_chip import colour_chip
from workstation.ui.follow import follow
from workstation.ui.paint_gestures import label_painted, overwritable
from workstation.ui.pair_view import PaneGroup
from workstation.ui.segmentation_tasks import BY_TASK, TASKS
from workstation.ui.text import tr
from workstation.ui.tools import Draft, Pane, Pointer
from workstation.workbench.open_case import OpenCase
from workstation.workbench.segmentation import Proposal
from workstation.workbench.segmentation_jobs import Job, Order, Task, job_for
from workstation.workbench.touches import touches
from workstation.workbench.workbench import Workbench

AGAIN_MS = 350  # after a stroke, before the proposal is made anew: the hand may go on


class Waiting:
    """A proposal that is shown and waits for Enter or Esc (see pending.Pending)."""

    def __init__(self, panel: SegmentationPanel, proposal: Proposal) -> None:
        self._panel, self.proposal = panel, proposal

    def accept(self) -> None:
        """Make it one edit."""
        self._panel.accept()

    def discard(self) -> None:
        """Drop it."""
        self._panel.discard()

    def step_back(self) -> None:
        """There is nothing to take back but all of it."""
        self._panel.discard()

    def hover(self, pane: Pane, pointer: Pointer) -> None:
        """Nothing follows the mouse."""


class SegmentationPanel(QWidget):
    """A list of tools, their fields, the buttons, and how far the work is."""

    def __init__(self, workbench: Workbench, panes: PaneGroup, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._panes, self._draft = workbench, panes, draft
        self.background = Background(self)
        self.tool, self.amount, self.other = QComboBox(), QDoubleSpinBox(), QComboBox()
        self.help, self.status, self.bar = QLabel(), QLabel(), QProgressBar()
        self.preview, self.keep, self.drop = QPushButton(), QPushButton(), QPushButton()
        self._side: Side = "fixed"
        self._is_stale = False
        self._again = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def task(self) -> Task:
        """The tool that is chosen."""
        task: Task = self.tool.currentData()
        return task

    @property
    def waiting(self) -> Waiting | None:
        """The proposal that is shown, None if there is none."""
        pending = self._draft.pending
        return pending if isinstance(pending, Waiting) else None

    def choose(self, task: Task) -> None:
        """Put a tool into the hand without running it."""
        self.tool.setCurrentIndex(self.tool.findData(task))

    def run(self, task: Task) -> None:
        """Choose a tool and propose what it makes of the labels of the active volume; a UserError if it cannot."""
        if self._draft.pending is not None and self.waiting is None:
            raise InvalidInput("Finish the outline first: Enter fills it, Esc drops it.")
        self.choose(task)
        self._side = self._panes.active.side
        self._start()

    def propose(self) -> None:
        """Run the chosen tool; what speaks against it goes to the notice bar."""
        try:
            self.run(self.task)
        except UserError as error:
            self._workbench.noticed.emit(error)

    def accept(self) -> None:
        """Keep the proposal as one edit."""
        waiting = self.waiting
        if waiting is None:
            return
        self.discard()
        command = waiting.proposal.command
        if command is None:
            self._workbench.noticed.emit(Message("The proposal changes nothing."))
        else:
            self._workbench.do(command)

    def discard(self) -> None:
        """Drop the proposal, and stop one that is being made."""
        self._again.stop()
        self._is_stale = False
        self.background.cancel()
        if self.waiting is not None:
            self._draft.labels.pop(self._side, None)
            self._draft.show_pending(None, self._side)
        self.refresh()

    def shut_down(self) -> None:
        """Stop the work."""
        self._again.stop()
        self.background.cancel()

    # ---- making

    def _lay_out(self) -> None:
        for row in TASKS:
            self.tool.addItem(tr(row.title), row.task)
        self.tool.setMaxVisibleItems(len(TASKS))
        self.tool.setAccessibleName(tr("Segmentation tool"))
        self.amount.setAccessibleName(tr("Size"))
        self.other.setAccessibleName(tr("Other label"))
        self.amount.setDecimals(1)
        self.amount.setSingleStep(0.2)
        self.help.setWordWrap(True)
        self.help.setProperty("role", "muted")
        self.status.setWordWrap(True)
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.preview.setText(tr("Preview"))
        self.keep.setText(tr("Keep (Enter)"))
        self.drop.setText(tr("Drop (Esc)"))
        self.preview.setToolTip(tr("Show what the tool makes of the labels; nothing is changed yet"))
        self.keep.setToolTip(tr("Make what is shown one edit"))
        self.drop.setToolTip(tr("Leave the labels as they are"))
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._size_caption, self._other_caption = QLabel(), QLabel(tr("Other label"))
        self._form.addRow(self._size_caption, self.amount)
        self._form.addRow(self._other_caption, self.other)
        buttons = QHBoxLayout()
        for button in (self.preview, self.keep, self.drop):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.tool)
        column.addWidget(self.help)
        column.addLayout(self._form)
        column.addLayout(buttons)
        column.addWidget(self.bar)
        column.addWidget(self.status)
        column.addStretch(1)

    def _connect(self) -> None:
        bench = self._workbench
        self.tool.currentIndexChanged.connect(self._on_tool_chosen)
        self.amount.editingFinished.connect(self._on_field_changed)
        self.other.activated.connect(self._on_field_changed)
        self.preview.clicked.connect(self.propose)
        self.keep.clicked.connect(self.accept)
        self.drop.clicked.connect(self.discard)
        self.background.progressed.connect(self._show_progress)
        self.background.ended.connect(self._on_ended)
        self._again.timeout.connect(self._restart)
        follow(self, bench.changed, self._on_changed)
        follow(self, bench.case_changed, self._on_case_changed)
        follow(self, self._draft.changed, self._on_draft_changed)
        self._on_tool_chosen()

    # ---- running

    def _start(self) -> None:
        """Begin the work, or say that it must begin anew when what runs has stopped."""
        opened = self._workbench.open_case
        if opened is None:
            raise InvalidInput("Open a case first.")
        job = self._job(opened)
        if self.background.is_busy:
            self._is_stale = True
            self.background.cancel()
            return
        self._is_stale = False
        row = BY_TASK[self.task]
        self.background.start(
            tr(row.title), partial(job, self.background.report), self._show, self._fail, can_cancel=True
        )
        self.refresh()

    def _job(self, opened: OpenCase) -> Job:
        view, task = self._workbench.view, self.task
        value = view.brush.value if task in ("learn", "grow") else label_painted(opened, view.brush)
        over = overwritable(opened.reading, view.hidden, view.brush)
        allowed = None if over is None else frozenset(over)
        order = Order(
            task, value, self.other.currentData() or 0, self.amount.value(), over=allowed,
            region=view.region(self._side), picked_mm=view.cursor_mm(self._side),
        )  # fmt: skip
        if BY_TASK[task].needs_other and order.other in (0, value):
            raise InvalidInput("Choose another label to combine this one with.")
        return job_for(order, opened, self._side)

    def _show(self, proposal: Proposal) -> None:
        """The proposal is there: show it, unless something newer is wanted."""
        opened = self._workbench.open_case
        if opened is None or self._is_stale:
            return
        if proposal.command is None:
            self._workbench.noticed.emit(Message("The proposal changes nothing."))
            self.discard()
            return
        self._draft.pending = Waiting(self, proposal)
        self._draft.show_labels(proposal.side, proposal.after, proposal.layer)
        self.refresh()

    def _fail(self, error: UserError) -> None:
        self._workbench.noticed.emit(error)
        self.discard()

    def _on_ended(self) -> None:
        if self._is_stale:
            self._again.start(0)
        self.refresh()

    def _restart(self) -> None:
        try:
            self._start()
        except UserError as error:
            self._fail(error)

    # ---- following

    def refresh(self) -> None:
        """Bring the buttons and the sentence below them up to date."""
        opened, busy = self._workbench.open_case, self.background.is_busy
        read_only = opened is not None and opened.history.document.read_only
        why = tr("Open a case first.") if opened is None else ""
        if read_only:
            why = tr("This case is open for editing in another window; here it can only be looked at.")
        self.preview.setEnabled(not why and not busy)
        self.preview.setToolTip(why or tr("Show what the tool makes of the labels; nothing is changed yet"))
        self.keep.setEnabled(self.waiting is not None)
        self.drop.setEnabled(self.waiting is not None or busy)
        self.bar.setVisible(busy)
        self.status.setText(self._status(busy))

    def _status(self, busy: bool) -> str:
        if busy:
            return tr("Working…")
        if self.waiting is None:
            return ""
        side = tr("fixed volume") if self._side == "fixed" else tr("moving volume")
        more = " " + tr("Draw on; it follows.") if BY_TASK[self.task].is_live else ""
        return tr("A proposal for the {side} is shown: Enter keeps it, Esc drops it.", side=side) + more

    def _on_tool_chosen(self) -> None:
        row = BY_TASK[self.task]
        self.help.setText(tr(row.help))
        self._form.setRowVisible(self.amount, bool(row.size))
        self._form.setRowVisible(self.other, row.needs_other)
        self._size_caption.setText(tr(row.size))
        self.amount.setRange(0.1, row.largest)
        self.amount.setSuffix(tr(row.unit))
        self.amount.setValue(row.default)
        self._fill_labels()
        if self.waiting is not None:
            self.discard()

    def _fill_labels(self) -> None:
        opened, chosen = self._workbench.open_case, self.other.currentData()
        self.other.clear()
        for segment in opened.reading.segments.values() if opened is not None else ():
            self.other.addItem(colour_chip(segment.colour), tr(segment.name), segment.value)
        self.other.setCurrentIndex(max(0, self.other.findData(chosen)))

    def _on_field_changed(self) -> None:
        if self.waiting is not None:
            self._again.start()

    def _on_changed(self, command: Command) -> None:
        """What is drawn has changed: a proposal that is shown was made of something else."""
        touched = touches(command)
        if "segments" in touched:
            self._fill_labels()
        if f"{self._side} labels" in touched and (self.waiting is not None or self.background.is_busy):
            if BY_TASK[self.task].is_live:
                self._again.start()
            else:
                self.discard()

    def _on_case_changed(self) -> None:
        self.discard()
        self._fill_labels()

    def _on_draft_changed(self, side: Side) -> None:
        """A stroke that was given up has taken the proposal off the pictures: show it again."""
        waiting = self.waiting
        if waiting is not None and side == self._side and side not in self._draft.labels and not self._again.isActive():
            self._draft.show_labels(side, waiting.proposal.after, waiting.proposal.layer)

    def _show_progress(self, fraction: float, message: str) -> None:
        self.bar.setValue(round(100 * fraction))


def why_no_label(opened: OpenCase, value: int) -> Message | None:
    """Why the chosen label cannot be worked on, None if it can."""
    segment = opened.reading.segments.get(value)
    if segment is None:
        return Message("The label table is empty; add a label first.")
    return Message("{name} is locked.", {"name": segment.name}) if segment.locked else None
