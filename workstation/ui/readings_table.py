"""The ways in which a colleague's file may be meant, as a table with figures; and its labels with what they become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QTreeWidget, QTreeWidgetItem

from workstation.core.labels import Segment
from workstation.ui import theme
from workstation.ui.colour_chip import colour_chip
from workstation.ui.icons import icon
from workstation.ui.text import tr
from workstation.workbench.readings_of_files import Candidate, SelfTest
from workstation.workbench.work_files import Arrival, LabelPlan

COLUMNS = ("Numbers are", "Meant as", "Landmark distance", "Likeness", "Points inside", "")
HINTS = {
    2: "Median distance of the landmark pairs, in mm; small is right.",
    3: "How alike the pictures are where the points lie, from -1 to 1; large is right.",
    4: "Share of the points that lie inside the scans; a wrong reading leads outside.",
}
CANDIDATE = Qt.ItemDataRole.UserRole


class ReadingsTable(QTreeWidget):
    """One row for every reading, the best first; `changed` when a person chooses another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setHeaderLabels([tr(title) if title else "" for title in COLUMNS])
        for column, hint in HINTS.items():
            self.headerItem().setToolTip(column, tr(hint))
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setAccessibleName(tr("Ways to read the file"))
        self.itemSelectionChanged.connect(self.changed.emit)

    @property
    def chosen(self) -> Candidate | None:
        """The selected reading."""
        items = self.selectedItems()
        return items[0].data(0, CANDIDATE) if items else None

    def show_test(self, arrival: Arrival, tested: SelfTest) -> None:
        """Fill the table and choose the proposal."""
        self.clear()
        for each in tested.candidates:
            self.addTopLevelItem(_reading_item(each, arrival, each == tested.proposal))
        self.setCurrentIndex(self.model().index(0, 0))


class LabelValues(QTableWidget):
    """The labels of a file, and for each which of ours it becomes; `changed` when a person chooses another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setHorizontalHeaderLabels([tr("Value"), tr("Label in the file"), tr("Voxels"), tr("Becomes")])
        self.verticalHeader().hide()
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAccessibleName(tr("Labels of the file"))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._boxes: dict[int, QComboBox] = {}

    @property
    def values(self) -> dict[int, int]:
        """The value here for each value of the file; 0 leaves it out."""
        return {value: int(box.currentData()) for value, box in self._boxes.items()}

    def show_plan(self, plan: LabelPlan, ours: Mapping[int, Segment]) -> None:
        """Fill the table with the proposal."""
        self._boxes.clear()
        self.setRowCount(len(plan.segments))
        for row, each in enumerate(plan.segments):
            name = QTableWidgetItem(each.name)
            name.setIcon(colour_chip(each.colour))
            count = QTableWidgetItem(f"{plan.counts.get(each.value, 0):,}".replace(",", "\u2009"))
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, item in enumerate((QTableWidgetItem(str(each.value)), name, count)):
                self.setItem(row, column, item)
            box = _values_box(each, plan.proposed[each.value], ours.values())
            box.currentIndexChanged.connect(self._on_choice)
            self._boxes[each.value] = box
            self.setCellWidget(row, 3, box)
            self.setRowHeight(row, box.sizeHint().height() + 6)

    def _on_choice(self) -> None:
        self.changed.emit()


def frame_words(frame: str) -> str:
    """A frame as a person knows it."""
    words = {
        "LPS": tr("mm, LPS (DICOM, ITK)"),
        "RAS": tr("mm, RAS (Slicer, NIfTI)"),
        "voxel": tr("voxels x, y, z"),
        "voxel zyx": tr("voxels z, y, x"),
        "scaled": tr("voxels × spacing (BigWarp)"),
    }
    return words.get(frame, frame)


def direction_words(each: Candidate, arrival: Arrival) -> str:
    """What a direction means for this kind of file."""
    is_forward = each.direction == "fixed to moving"
    if arrival.kind == "transform":
        return tr("fixed → moving") if is_forward else tr("moving → fixed")
    if arrival.one_sided:
        own = "fixed" if any(row.fixed for row in arrival.content.rows) else "moving"  # type: ignore[union-attr]
        return tr("of the fixed scan") if is_forward == (own == "fixed") else tr("of the moving scan")
    return tr("scans as in the file") if is_forward else tr("scans exchanged")


def _reading_item(each: Candidate, arrival: Arrival, is_proposal: bool) -> QTreeWidgetItem:
    error = "–" if each.error_mm is None else tr("{n} mm", n=f"{each.error_mm:.2f}")
    likeness = "–" if each.likeness is None else f"{round(each.likeness, 2) + 0.0:.2f}"
    words = [tr("proposed")] * is_proposal + [tr("stated by the file")] * each.is_stated
    item = QTreeWidgetItem(
        [
            frame_words(each.frame),
            direction_words(each, arrival),
            error,
            likeness,
            f"{each.inside:.0%}",
            ", ".join(words),
        ]
    )
    item.setData(0, CANDIDATE, each)
    for column in (2, 3, 4):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if is_proposal:
        for column in range(6):
            item.setFont(column, theme.bold())
        item.setIcon(5, icon("accept", theme.DARK.good))
    return item


def _values_box(theirs: Segment, proposed: int, ours: Iterable[Segment]) -> QComboBox:
    box = QComboBox()
    known = {each.value: each for each in ours}
    for each in known.values():
        box.addItem(colour_chip(each.colour), f"{each.value}  {each.name}", each.value)
    for value in dict.fromkeys((proposed, theirs.value)):
        if value not in known:
            box.addItem(colour_chip(theirs.colour), tr("{value}  {name} (new)", value=value, name=theirs.name), value)
    box.addItem(tr("Leave out"), 0)
    box.setCurrentIndex(box.findData(proposed))
    return box
