"""The geometry of one volume before a person's eyes: each part with its value, source and colour, and ways to settle it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import Message, UserError
from workstation.core.geometry_report import QUANTITIES, Quantity, QuantityName
from workstation.core.planes import ORIENTATIONS
from workstation.ui import theme
from workstation.ui.ruler_picture import RulerPicture
from workstation.ui.text import say, tr
from workstation.workbench.import_plan import (
    BENT,
    LATERALITIES,
    SPACINGS,
    VIEWS,
    PlannedVolume,
    middle_slice,
    now,
)

COLUMNS = ("dx, mm", "dy, mm", "dz, mm", "Origin, mm", "Direction", "Curvature")
_NAMES = dict(zip(QUANTITIES, COLUMNS, strict=True))
_COLOURS = {"green": theme.DARK.good, "amber": theme.DARK.warn, "red": theme.DARK.bad}
DOT = "●"


class GeometryPanel(QWidget):
    """Shows a planned volume and changes it. Signals: `changed` with the new one, `mirror_wanted` with yes or no."""

    changed = Signal(object)
    mirror_wanted = Signal(bool)

    def __init__(self, title: str, reader: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._planned: PlannedVolume | None = None
        self.why_not_mirror = ""
        self.title = QLabel(title)
        self.title.setProperty("role", "heading")
        self.state = QLabel()
        self.name = _wrapped("muted")
        self.doubt = _wrapped("warn")
        self.problem = _wrapped("bad")
        self.pictures = {each: RulerPicture(tr(each)) for each in ORIENTATIONS}
        self.lights: dict[QuantityName, QLabel] = {name: QLabel() for name in QUANTITIES}
        self.values: dict[QuantityName, QLabel] = {name: QLabel() for name in QUANTITIES if name not in SPACINGS}
        self.sources: dict[QuantityName, QLabel] = {name: _wrapped("muted") for name in QUANTITIES}
        self.fields: dict[QuantityName, QLineEdit] = {name: _number_field(_NAMES[name]) for name in SPACINGS}
        self.type_button = QPushButton(tr("Use typed numbers"))
        self.length_field = _number_field(tr("Length of the ruler in mm"))
        self.ruler_text = _wrapped("muted")
        self.ruler_button = QPushButton(tr("Use ruler"))
        self.confirm_button = QPushButton(tr("Confirm as shown"))
        self.laterality = _choice(tr("Breast"), LATERALITIES)
        self.view = _choice(tr("View"), VIEWS)
        self.mirrored = QCheckBox(tr("Mirrored"))
        self.scan_button = QPushButton(tr("Confirm side and view"))
        self._scan_row = QWidget()
        self._assemble()
        self._connect()

    # ---- what is shown

    @property
    def planned(self) -> PlannedVolume | None:
        """The volume that is shown."""
        return self._planned

    def show_planned(self, planned: PlannedVolume) -> None:
        """Show a volume as it stands."""
        before, self._planned = self._planned, planned
        words = (planned.shown_as, planned.volume.name, " × ".join(map(str, planned.grid.size_xyz)))
        self.name.setText("   ".join(filter(None, words)))
        for name in QUANTITIES:
            self._show_quantity(planned.report[name])
        if before is None or before.volume is not planned.volume or before.grid != planned.grid:
            for orientation, picture in self.pictures.items():
                picture.show_slice(middle_slice(planned.volume, planned.grid, orientation), planned.grid)
        self._show_words(planned)
        self._show_scan(planned)
        self._refresh()

    def _show_quantity(self, quantity: Quantity) -> None:
        light = self.lights[quantity.name]
        light.setText(f'<span style="color:{_COLOURS[quantity.light]}">{DOT}</span> {light_word(quantity)}')
        light.setToolTip(say(quantity.sentence))
        source = self.sources[quantity.name]
        source.setText(decided_text(quantity) or tr(quantity.source))
        source.setToolTip(say(quantity.sentence))
        text = value_text(quantity)
        if quantity.name in self.fields:
            self.fields[quantity.name].setText(text)
        else:
            self.values[quantity.name].setText(text)

    def _show_words(self, planned: PlannedVolume) -> None:
        if planned.light == "green":
            self.state.setText(f'<span style="color:{theme.DARK.good}">{DOT}</span> {tr("millimetres count")}')
        else:
            self.state.setText(f'<span style="color:{_COLOURS[planned.light]}">{DOT}</span> {tr("no millimetres yet")}')
        sentences = [say(each.sentence) for each in planned.report.quantities if each.light != "green"]
        words = list(dict.fromkeys([*sentences, *map(say, planned.notices)]))
        self.doubt.setText(" ".join(words))
        self.doubt.setVisible(bool(words))

    def _show_scan(self, planned: PlannedVolume) -> None:
        is_scan = bool(planned.files or planned.laterality or planned.view) or planned.volume.modality == "US"
        self._scan_row.setVisible(is_scan)
        for box, value in ((self.laterality, planned.laterality), (self.view, planned.view)):
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(value)))
            box.blockSignals(False)
        self.mirrored.blockSignals(True)
        self.mirrored.setChecked(planned.mirrored)
        self.mirrored.blockSignals(False)
        self.mirrored.setVisible(planned.is_bent)
        self.mirrored.setEnabled(not self.why_not_mirror)
        self.mirrored.setToolTip(self.why_not_mirror or tr("Turn the picture over, left for right; it is read again."))

    # ---- putting together

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.state)
        pictures = QHBoxLayout()
        pictures.setSpacing(4)
        for picture in self.pictures.values():
            pictures.addWidget(picture, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.name)
        column.addLayout(pictures, 1)
        column.addLayout(self._table())
        column.addWidget(self.doubt)
        column.addLayout(self._ruler_row())
        column.addWidget(self._scan_row)
        column.addWidget(self.problem)
        column.addLayout(_row(self.type_button, self.confirm_button))
        scan = _row(self.laterality, self.view, self.mirrored, self.scan_button)
        scan.setContentsMargins(0, 0, 0, 0)
        self._scan_row.setLayout(scan)
        self._scan_row.hide()
        self.problem.hide()

    def _table(self) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(10)
        table.setVerticalSpacing(3)
        for place, name in enumerate(QUANTITIES):
            value: QWidget = self.fields[name] if name in self.fields else self.values[name]
            for column, widget in enumerate((QLabel(tr(_NAMES[name])), value, self.lights[name], self.sources[name])):
                table.addWidget(widget, place, column)
        table.setColumnStretch(3, 1)
        return table

    def _ruler_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.length_field.setPlaceholderText(tr("mm"))
        row.addWidget(self.ruler_text, 1)
        row.addWidget(self.length_field)
        row.addWidget(self.ruler_button)
        return row

    def _connect(self) -> None:
        for picture in self.pictures.values():
            picture.ruler_changed.connect(self._on_ruler)
        for field in self.fields.values():
            field.textChanged.connect(self._refresh)
            field.returnPressed.connect(self.type_button.click)
        self.length_field.textChanged.connect(self._refresh)
        self.length_field.returnPressed.connect(self.ruler_button.click)
        for box in (self.laterality, self.view):
            box.currentIndexChanged.connect(self._refresh)
        self.type_button.clicked.connect(self._use_typed)
        self.ruler_button.clicked.connect(self._use_ruler)
        self.confirm_button.clicked.connect(self._confirm)
        self.scan_button.clicked.connect(self._confirm_scan)
        self.mirrored.toggled.connect(self.mirror_wanted)

    # ---- what happens

    def _on_ruler(self, laid: RulerPicture) -> None:
        if laid.ruler is not None:  # one ruler at a time
            for picture in self.pictures.values():
                if picture is not laid:
                    picture.lift()
        self._refresh()

    @property
    def _measured(self) -> tuple[QuantityName, float] | None:
        return next((each.measured for each in self.pictures.values() if each.measured), None)

    def _use_typed(self) -> None:
        x, y, z = (self._typed(name) for name in SPACINGS)
        self._change(lambda planned: planned.typed((x, y, z), self._reader(), now()))

    def _typed(self, name: QuantityName) -> float:
        """The number in a field; one that nobody touched keeps all its digits."""
        assert self._planned is not None
        known, text = self._planned.report[name], self.fields[name].text()
        return known.value[0] if known.value and text == value_text(known) else number(text)

    def _use_ruler(self) -> None:
        measured, length = self._measured, number(self.length_field.text())
        if measured is not None:
            self._change(lambda planned: planned.measured(*measured, length, self._reader(), now()))

    def _confirm(self) -> None:
        self._change(lambda planned: planned.confirmed(self._reader(), now()))

    def _confirm_scan(self) -> None:
        side, view = self.laterality.currentData(), self.view.currentData()
        self._change(lambda planned: planned.with_scan(side, view, self._reader(), now()))

    def _change(self, step: Callable[[PlannedVolume], PlannedVolume]) -> None:
        assert self._planned is not None
        try:
            changed = step(self._planned)
        except UserError as error:
            self.problem.setText(say(error))
            self.problem.show()
            return
        self.problem.hide()
        self.show_planned(changed)
        self.changed.emit(changed)

    # ---- what can be done

    def _refresh(self) -> None:
        planned = self._planned
        if planned is None:
            return
        measured = self._measured
        self.ruler_text.setText(
            tr("{voxels:.1f} voxels along {axis}", voxels=measured[1], axis=measured[0])
            if measured
            else tr("Ruler: drag over a known distance")
        )
        why = planned.why_not_confirm()
        _allow(self.confirm_button, why, tr("Say that the values shown are right; your name and the time are kept."))
        _allow(self.type_button, self._why_not_typed(planned), tr("Take the typed spacing instead of the file's."))
        _allow(
            self.ruler_button, self._why_not_ruler(planned), tr("Work out the spacing from the ruler and its length.")
        )
        _allow(self.scan_button, self._why_not_scan(planned), tr("Say that breast, view and mirroring are right."))
        for field in self.fields.values():
            field.setReadOnly(planned.is_bent)
            field.setToolTip(tr(BENT) if planned.is_bent else tr("Distance of neighbouring voxels in mm"))

    def _why_not_typed(self, planned: PlannedVolume) -> Message | None:
        if planned.is_bent:
            return Message(BENT)
        typed = [number(self.fields[name].text()) for name in SPACINGS]
        if min(typed) <= 0:
            return Message("Type three spacings in mm, each more than 0.")
        shown = [value_text(planned.report[name]) for name in SPACINGS]
        if shown == [self.fields[name].text() for name in SPACINGS]:
            return Message("Type other numbers first.")
        return None

    def _why_not_ruler(self, planned: PlannedVolume) -> Message | None:
        if planned.is_bent:
            return Message(BENT)
        if self._measured is None:
            return Message("Drag over a known distance in one of the pictures first.")
        return None if number(self.length_field.text()) > 0 else Message("Type how long the ruler is in mm.")

    def _why_not_scan(self, planned: PlannedVolume) -> Message | None:
        chosen = self.laterality.currentData(), self.view.currentData()
        if not chosen[0]:
            return Message("Choose which breast this is first.")
        if planned.scan_confirmed is not None and chosen == (planned.laterality, planned.view):
            return Message("{who} has confirmed this.", {"who": planned.scan_confirmed.who})
        return None


def light_word(quantity: Quantity) -> str:
    """The colour in a word."""
    if quantity.decision is not None:
        return tr("confirmed")
    return {"green": tr("stated"), "amber": tr("to confirm"), "red": tr("unknown")}[quantity.light]


def decided_text(quantity: Quantity) -> str:
    """Who decided about a quantity, when and how; "" if nobody did."""
    made = quantity.decision
    return "" if made is None else f"{made.who}, {made.when[:16].replace('T', ' ')}: {made.how}"


def value_text(quantity: Quantity) -> str:
    """A value as a person reads it: mm to four significant places, a direction as one row of axes."""
    if quantity.value is None:
        return ""
    if quantity.name == "curvature":
        return tr("none") if quantity.value == (0.0,) else tr("radius {mm} mm", mm=f"{quantity.value[0]:.4g}")
    if quantity.name == "direction":
        rows = [quantity.value[n : n + 3] for n in (0, 3, 6)]
        return "   ".join(" ".join(f"{v + 0.0:.3g}" for v in row) for row in rows)
    return ", ".join(f"{v + 0.0:.6g}" for v in quantity.value)  # adding 0 makes -0 a plain 0


def number(text: str) -> float:
    """A typed number, with a point or a comma; 0 for anything else."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return 0.0


def _allow(button: QPushButton, why: Message | None, tip: str) -> None:
    button.setEnabled(why is None)
    button.setToolTip(tip if why is None else say(why))


def _wrapped(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setMinimumWidth(label.fontMetrics().averageCharWidth() * 12)
    return label


def _number_field(title: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(title)
    field.setToolTip(title)
    validator = QDoubleValidator(0.0, 1e6, 8, field)
    validator.setLocale(QLocale.c())
    validator.setNotation(QDoubleValidator.Notation.StandardNotation)
    field.setValidator(validator)
    field.setFixedWidth(field.fontMetrics().averageCharWidth() * 12)
    return field


def _choice(title: str, words: tuple[str, ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(title)
    box.setToolTip(title)
    box.addItem(tr("not stated"), "")
    for word in words:
        box.addItem(tr(word), word)
    return box


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
