"""A form made from a method's settings: one row per setting, with its bounds, unit and explanation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from workstation.ui.text import tr
from workstation.workbench.settings_schema import FieldSpec

LARGEST_INT = 2**31 - 1


class SettingsForm(QWidget):
    """Shows settings and gives them back; `changed` is emitted when a person has changed one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QWidget] = {}
        self._specs: dict[str, FieldSpec] = {}
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_settings(self, specs: Sequence[FieldSpec], values: Mapping[str, Any]) -> None:
        """Make the rows anew and fill them in."""
        while self._layout.rowCount():
            self._layout.removeRow(0)
        self._specs = {spec.name: spec for spec in specs}
        self.fields = {spec.name: self._field(spec) for spec in specs}
        for spec in specs:
            label = QLabel(_label(spec))
            for each in (label, self.fields[spec.name]):
                each.setToolTip(_tip(spec))
            self._layout.addRow(label, self.fields[spec.name])
        self.set_values(values)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the rows in, without counting that as a change by the person."""
        for name, field in self.fields.items():
            blocked = field.blockSignals(True)
            _set(field, values.get(name, self._specs[name].default))
            field.blockSignals(blocked)

    def values(self) -> dict[str, Any]:
        """What the form says, by name of the setting."""
        return {name: _value(field) for name, field in self.fields.items()}

    def _field(self, spec: FieldSpec) -> QWidget:
        field: QWidget
        match spec.kind:
            case "choice":
                field = QComboBox()
                for choice in spec.choices:
                    field.addItem(tr(str(choice)), choice)
                field.currentIndexChanged.connect(self._on_change)
            case "bool":
                field = QCheckBox()
                field.toggled.connect(self._on_change)
            case "int":
                field = _whole(spec)
                field.valueChanged.connect(self._on_change)
            case "float":
                field = NumberField(spec)
                field.textChanged.connect(self._on_change)
            case _:
                field = QLineEdit()
                field.textChanged.connect(self._on_change)
        field.setAccessibleName(tr(spec.title))
        return field

    def _on_change(self, *_: object) -> None:
        self.changed.emit()


class NumberField(QLineEdit):
    """A number with bounds that is shown as people write it: 0.001 and 1e-6 keep their digits."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        low = -math.inf if spec.minimum is None else spec.minimum
        high = math.inf if spec.maximum is None else spec.maximum
        self._low, self._high = low, high
        validator = QDoubleValidator(max(low, -1e300), min(high, 1e300), 12, self)
        validator.setLocale(QLocale.c())
        self.setValidator(validator)
        self._last = 0.0
        self.editingFinished.connect(lambda: self.show_number(self.number))
        self.textChanged.connect(self._mark)

    @property
    def number(self) -> float:
        """The number; while the text is none, or out of bounds, the last good one."""
        if self.hasAcceptableInput():
            self._last = float(self.text())
        return self._last

    def show_number(self, number: float) -> None:
        """Show a number."""
        self._last = float(number)
        self.setText(f"{number:.12g}")

    def focusOutEvent(self, event: Any) -> None:
        """A text that is no number gives way to the last good one."""
        self.show_number(self.number)
        super().focusOutEvent(event)

    def _mark(self) -> None:
        state = self.validator().validate(self.text(), 0)[0]  # type: ignore[index]
        wrong = state != QValidator.State.Acceptable
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)


def _whole(spec: FieldSpec) -> QSpinBox:
    field = QSpinBox()
    low = -LARGEST_INT if spec.minimum is None else math.ceil(spec.minimum)
    high = LARGEST_INT if spec.maximum is None else math.floor(spec.maximum)
    field.setRange(max(low, -LARGEST_INT), min(high, LARGEST_INT))
    field.setSuffix(f" {tr(spec.unit)}" if spec.unit else "")
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return field


def _set(field: QWidget, value: Any) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findData(value), 0))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QSpinBox):
        field.setValue(int(value or 0))
    elif isinstance(field, NumberField):
        field.show_number(float(value or 0.0))
    elif isinstance(field, QLineEdit):
        field.setText(str(value or ""))


def _value(field: QWidget) -> Any:
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QSpinBox):
        return field.value()
    if isinstance(field, NumberField):
        return field.number
    assert isinstance(field, QLineEdit)
    return field.text()


def _label(spec: FieldSpec) -> str:
    """The title, with the unit where the field itself does not show it."""
    shows_unit = spec.kind == "float" and spec.unit
    return tr("{title} ({unit})", title=tr(spec.title), unit=tr(spec.unit)) if shows_unit else tr(spec.title)


def _tip(spec: FieldSpec) -> str:
    """What the setting means, and what it may be."""
    low, high = spec.minimum, spec.maximum
    unit = f" {tr(spec.unit)}" if spec.unit else ""
    bounds = ""
    if low is not None and high is not None:
        bounds = tr("From {low:g} to {high:g}{unit}", low=low, high=high, unit=unit)
    elif low is not None:
        bounds = tr("At least {low:g}{unit}", low=low, unit=unit)
    elif high is not None:
        bounds = tr("At most {high:g}{unit}", high=high, unit=unit)
    return "\n".join(part for part in (tr(spec.help) if spec.help else "", bounds) if part)
