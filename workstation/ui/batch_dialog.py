"""Running a method on several cases: which cases, which method and preset; progress, and a table of what came of each.

The window stays open beside the work, and the batch goes on when it is closed. What has a result with the same settings
already is left out, so that starting again after a stop goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import Message, UserError
from workstation.ui import theme
from workstation.ui.background import Background
from workstation.ui.batch_runner import BatchRunner
from workstation.ui.help_pages import HelpWindow
from workstation.ui.icons import icon
from workstation.ui.text import say, tr
from workstation.ui.verdicts import VERDICT_ROLE, ChipDelegate, duration_text, error_text, verdict_tip, verdict_word
from workstation.workbench.batch import BatchRow
from workstation.workbench.case_list import CaseList, CaseSummary
from workstation.workbench.plugins import DEFAULT_METHOD, find_plugins, load_plugin
from workstation.workbench.presets import presets_of

COLUMNS = ("Case", "Method", "Result", "Error before → after", "Time", "Why")
HELP = "several"
STEPS = 1000
_ID = Qt.ItemDataRole.UserRole


class BatchDialog(QDialog):
    """Chooses cases and a method, and follows the batch. `case_wanted` names a case that should be shown."""

    case_wanted = Signal(str)

    def __init__(
        self, cases: CaseList, runner: BatchRunner, chosen: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cases, self.runner = cases, runner
        self._loader = Background(self)  # importing a method may bring a large library with it
        self._presets: dict[str, list[str]] = {}
        self.setWindowTitle(tr("Run on several cases"))
        self._make_choice()
        self._make_progress()
        self._lay_out()
        self._fill_cases(chosen)
        self._fill_methods()
        for row in runner.rows:
            self._add_row(row)
        runner.row_came.connect(self._add_row)
        runner.changed.connect(self.refresh)
        wide, high = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(wide * 150, high * 38)
        self.refresh()

    # ---- what others ask

    def checked(self) -> list[str]:
        """Ids of the cases that are ticked, in the order of the list, also those that the filter hides."""
        return [item.data(_ID) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def why_not(self) -> Message | UserError | None:
        """Why the batch cannot be started now."""
        if self.runner.is_running:
            return Message("A batch is running; stop it first.")
        if self.methods.currentData() not in self._presets:
            return Message("The method is being loaded.")
        return None if self.checked() else Message("Tick at least one case.")

    def start(self) -> None:
        """Run the batch that is chosen."""
        if self.why_not() is not None:
            return
        preset = self.preset.currentData()
        name = self.methods.currentData() + (f":{preset}" if preset else "")
        self.table.setRowCount(0)
        try:
            self.runner.start(self.checked(), [name], self.threads.value())
        except UserError as error:
            self.message.setText(say(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 explains; Enter in the filter must not start anything."""
        if event.key() == Qt.Key.Key_F1:
            HelpWindow.show_page(self, HELP)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.filter.hasFocus():
            event.accept()
        else:
            super().keyPressEvent(event)

    # ---- putting together

    def _make_choice(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter: part of a name, state or note"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._apply_filter)
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemChanged.connect(self._on_ticked)
        self.picks = {
            name: _flat(title, tip)
            for name, title, tip in (
                ("all", tr("All shown"), tr("Tick all cases that the filter shows.")),
                ("none", tr("None"), tr("Tick no case.")),
                ("without", tr("Without a result"), tr("Tick the shown cases that have no registration yet.")),
                ("unfinished", tr("Unfinished"), tr("Tick the shown cases that are not done.")),
            )
        }
        for name, button in self.picks.items():
            button.clicked.connect(lambda *_, which=name: self._pick(which))
        self.methods, self.preset, self.threads = QComboBox(), QComboBox(), QSpinBox()
        self.methods.currentIndexChanged.connect(self._on_method)
        self.preset.setToolTip(tr("Named settings of the method."))
        self.threads.setRange(0, 256)
        self.threads.setSpecialValueText(tr("automatic"))
        self.threads.setToolTip(tr("How many processor threads the method may use."))
        self.count = QLabel()
        self.count.setProperty("role", "muted")

    def _make_progress(self) -> None:
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.run_button = QPushButton(icon("run", theme.DARK.on_accent), tr("Run"))
        self.run_button.setProperty("primary", True)
        self.run_button.setIconSize(QSize(18, 18))
        self.run_button.clicked.connect(self.start)
        self.cancel_button = QPushButton(icon("cancel"), tr("Stop"))
        self.cancel_button.clicked.connect(self.runner.cancel)
        self.copy_button = QPushButton(tr("Copy table"))
        self.copy_button.setToolTip(tr("Put the table on the clipboard, for a spreadsheet."))
        self.copy_button.clicked.connect(self._copy)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(self.reject)
        for button in (self.run_button, self.cancel_button, self.copy_button, self.close_button):
            button.setAutoDefault(False)
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setHorizontalHeaderLabels([tr(title) for title in COLUMNS])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setItemDelegateForColumn(2, ChipDelegate(self.table))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setMinimumSectionSize(round(self.fontMetrics().height() * 1.9))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        self.table.setToolTip(tr("Double-click or Enter shows the case."))
        self.table.cellActivated.connect(lambda row, _column: self.case_wanted.emit(self._cell(row, 0, _ID)))

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        ticks = QHBoxLayout()
        for button in self.picks.values():
            ticks.addWidget(button)
        ticks.addStretch(1)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in ((tr("Method"), self.methods), (tr("Preset"), self.preset), (tr("Threads"), self.threads)):
            form.addRow(title, field)
        column.addWidget(_heading(tr("Cases")))
        column.addWidget(self.filter)
        column.addLayout(ticks)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        column.addLayout(form)
        column.addWidget(self.run_button)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        column.addWidget(_heading(tr("Results")))
        column.addLayout(row)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        wide = self.fontMetrics().averageCharWidth()
        split.setSizes([wide * 52, wide * 98])
        QVBoxLayout(self).addWidget(split)

    def _fill_cases(self, chosen: Sequence[str]) -> None:
        """The work-list with ticks: at what was chosen there, at all cases if that was not more than one."""
        ticked = set(chosen) if len(chosen) > 1 else {entry.id for entry in self._cases.entries}
        self._summaries = {entry.id: self._cases.summary(entry) for entry in self._cases.entries}
        blocked = self.list.blockSignals(True)
        for case_id, summary in self._summaries.items():
            item = QListWidgetItem(_case_words(summary))
            item.setData(_ID, case_id)
            item.setToolTip(summary.problem or summary.entry.note)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if case_id in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(blocked)

    def _fill_methods(self) -> None:
        plugins = [info for info in find_plugins() if info.is_usable]
        for info in plugins:
            self.methods.addItem(tr(info.title), info.id)
            self.methods.setItemData(self.methods.count() - 1, info.summary, Qt.ItemDataRole.ToolTipRole)
        self.methods.setCurrentIndex(max(0, self.methods.findData(DEFAULT_METHOD)))
        self._on_method()

    # ---- what happens

    def refresh(self) -> None:
        """Show how far the batch is, and whether one can be started."""
        runner, why = self.runner, self.why_not()
        self.run_button.setEnabled(why is None)
        self.run_button.setToolTip(tr("Register the ticked cases, one after another.") if why is None else say(why))
        self.cancel_button.setEnabled(runner.is_running)
        self.cancel_button.setToolTip(
            tr("Stop the batch; what has ended is kept.") if runner.is_running else tr("Nothing is running.")
        )
        self.copy_button.setEnabled(self.table.rowCount() > 0)
        self.count.setText(tr("{n} of {all} cases ticked", n=len(self.checked()), all=self.list.count()))
        self.bar.setVisible(runner.is_running)
        self.cancel_button.setVisible(runner.is_running)
        self.bar.setValue(round(runner.fraction * STEPS))
        self.bar.setFormat(tr("{n} of {all}", n=len(runner.rows), all=runner.total))
        if runner.is_running:
            self.message.setText(tr("Stopping…") if runner.background.is_cancelled else runner.message)
        else:
            self.message.setText(say(runner.outcome) if runner.outcome is not None else tr(
                "Nothing has run yet. A case that has a result with the same settings already is left out."))  # fmt: skip

    def _add_row(self, row: BatchRow) -> None:
        place = self.table.rowCount()
        self.table.insertRow(place)
        record, entry = row.record, self._summaries.get(row.case)
        words = verdict_word(record) if record is not None else tr("✕ failed")
        if row.was_there:
            words = tr("{verdict}, was there already", verdict=words)
        texts = (
            entry.entry.title or row.case if entry is not None else row.case, row.method, words,
            error_text(record) if record is not None else "",
            duration_text(record.seconds) if record is not None else "", _reason(row),
        )  # fmt: skip
        items = [QTableWidgetItem(text) for text in texts]
        items[0].setData(_ID, row.case)
        items[2].setData(VERDICT_ROLE, record.verdict if record is not None else "FAIL")
        if row.problem:
            items[-1].setForeground(QColor(theme.DARK.bad))
        for column, item in enumerate(items):
            item.setToolTip(item.text() if record is None else verdict_tip(record))
            self.table.setItem(place, column, item)
        self.table.resizeRowToContents(place)
        self.table.scrollToBottom()

    def _on_method(self) -> None:
        plugin_id = self.methods.currentData()
        self.preset.clear()
        if plugin_id in self._presets:
            for name in self._presets[plugin_id]:
                self.preset.addItem(tr(name) if name else tr("default"), name)
        elif plugin_id is not None and not self._loader.is_busy:
            info = next(each for each in find_plugins() if each.id == plugin_id)
            self._loader.start(
                info.title, lambda: ["", *(name for name in presets_of(info, load_plugin(info)) if name)],
                lambda names: self._on_loaded(info.id, names), lambda error: self.message.setText(say(error)),
            )  # fmt: skip
        self.refresh()

    def _on_loaded(self, plugin_id: str, presets: list[str]) -> None:
        self._presets[plugin_id] = presets
        self._on_method()  # perhaps another one was chosen meanwhile and waits to be loaded

    def _on_ticked(self, item: QListWidgetItem) -> None:
        """A tick at one of several selected cases counts for all of them."""
        selected = self.list.selectedItems()
        if item in selected and len(selected) > 1:
            self._tick(selected, item.checkState())
        self.refresh()

    def _pick(self, which: str) -> None:
        self._tick(self._items(), Qt.CheckState.Unchecked)
        wanted = [item for item in self._items() if not item.isHidden() and self._counts(which, item.data(_ID))]
        self._tick(wanted, Qt.CheckState.Checked)
        self.refresh()

    def _counts(self, which: str, case_id: str) -> bool:
        summary = self._summaries[case_id]
        return which == "all" or (which == "without" and summary.result is None) or (
            which == "unfinished" and not summary.is_done
        )  # fmt: skip

    def _tick(self, items: Sequence[QListWidgetItem], state: Qt.CheckState) -> None:
        blocked = self.list.blockSignals(True)
        for item in items:
            item.setCheckState(state)
        self.list.blockSignals(blocked)
        self.list.viewport().update()

    def _apply_filter(self, text: str) -> None:
        words = text.lower().split()
        for item in self._items():
            note = self._summaries[item.data(_ID)].entry.note
            shown = f"{item.text()} {item.data(_ID)} {note}".lower()
            item.setHidden(not all(word in shown for word in words))
        self.list.selectionModel().select(self.list.currentIndex(), QItemSelectionModel.SelectionFlag.Clear)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _cell(self, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> str:
        text: str = self.table.model().index(row, column).data(role)
        return text

    def _copy(self) -> None:
        lines = ["\t".join(tr(title) for title in COLUMNS)]
        for row in range(self.table.rowCount()):
            lines.append("\t".join(self._cell(row, column) for column in range(len(COLUMNS))))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.message.setText(tr("Copied"))


def _case_words(summary: CaseSummary) -> str:
    name = summary.entry.title or summary.entry.id
    state = tr(summary.progress)
    result = verdict_word(summary.result) if summary.result is not None else tr("no registration")
    return tr("{name}  ·  {state}  ·  {result}", name=name, state=state, result=result)


def _reason(row: BatchRow) -> str:
    """Why a case failed, or what asks for a look."""
    if row.problem:
        return row.problem
    gates = row.record.gates if row.record is not None else ()
    for verdict in ("FAIL", "CHECK"):
        found = next((gate for gate in gates if gate.verdict == verdict), None)
        if found is not None:
            return say(found.message)
    return ""


def _flat(title: str, tip: str) -> QPushButton:
    button = QPushButton(title)
    button.setToolTip(tip)
    button.setProperty("flat", True)
    button.setAutoDefault(False)
    return button


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label
