"""Choosing how to register: the method with its preset and settings, and what may help it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workstation.core.errors import Message, UserError
from workstation.core.study import Reading
from workstation.imaging.devices import why_not
from workstation.ui.background import Background
from workstation.ui.settings_form import SettingsForm
from workstation.ui.text import say, tr
from workstation.workbench.plugins import DEFAULT_METHOD, PluginInfo, find_plugins, load_plugin
from workstation.workbench.presets import presets_of
from workstation.workbench.registration import Choices
from workstation.workbench.settings_schema import FieldSpec, describe, to_json

DEVICES = {
    "auto": "automatic",
    "cpu": "processor",
    "cuda": "graphics card (NVIDIA)",
    "mps": "graphics card (Apple)",
}
CUSTOM = ""


@dataclass(frozen=True)
class LoadedMethod:
    """What the form needs to know of a method: its settings, and values by preset ("" is the method's default)."""

    specs: tuple[FieldSpec, ...]
    presets: dict[str, dict[str, Any]]


class MethodPanel(QWidget):
    """Lists the methods and shows the settings of the chosen one; `changed` when anything was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plugins = {info.id: info for info in find_plugins()}
        self._loaded: dict[str, LoadedMethod] = {}
        self._problems: dict[str, UserError] = {}
        self._background = Background(self)  # importing a method may bring a large library with it
        self.methods = QListWidget()
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.cites = QLabel()
        self.cites.setWordWrap(True)
        self.cites.setProperty("role", "faint")
        self.preset = QComboBox()
        self.form = SettingsForm()
        self.use_landmarks = QCheckBox(tr("Let landmarks drive it"))
        self.use_labels = QCheckBox(tr("Let segmentations drive it"))
        self.region = QComboBox()
        self.initial = QComboBox()
        self.device = QComboBox()
        self.threads = QSpinBox()
        self.seed = QSpinBox()
        self._lay_out()
        self._listen()
        self._fill_methods()

    # ---- what others ask

    @property
    def plugin(self) -> PluginInfo | None:
        """The chosen method."""
        item = self.methods.currentItem()
        return self.plugins[item.data(Qt.ItemDataRole.UserRole)] if item is not None else None

    def why_not(self) -> Message | None:
        """Why the chosen method cannot run; None if it can."""
        plugin = self.plugin
        if plugin is None:
            return Message("Choose a method first.")
        if not plugin.is_usable:
            return Message(plugin.reason)
        if plugin.id in self._problems:
            return self._problems[plugin.id].message
        return None if plugin.id in self._loaded else Message("The method is being loaded.")

    def choices(self) -> Choices:
        """Everything that was chosen."""
        return Choices(
            preset=self.preset.currentData() or "",
            settings=self.form.values(),
            device=self.device.currentData(),
            threads=self.threads.value(),
            seed=self.seed.value(),
            use_landmarks=self.use_landmarks.isChecked(),
            use_labels=self.use_labels.isChecked(),
            mask_value=self.region.currentData() or 0,
            initial_id=self.initial.currentData() or "",
        )

    def show_reading(self, reading: Reading | None) -> None:
        """Offer the labels and results of a case."""
        segments = reading.segments.values() if reading is not None else ()
        results = reversed(reading.transforms.values()) if reading is not None else ()
        _refill(self.region, [(tr("everywhere"), 0), *((tr(each.name), each.value) for each in segments)])
        _refill(self.initial, [(tr("the method's own start"), ""), *((tr(each.title), each.id) for each in results)])
        pairs = reading.landmarks.correspondences() if reading is not None else []
        driving = sum(pair.role != "held out" for pair in pairs)
        words = tr("Let landmarks drive it ({n} pairs, {held} held out)", n=driving, held=len(pairs) - driving)
        self.use_landmarks.setText(words)

    # ---- putting together

    def _lay_out(self) -> None:
        self.threads.setRange(0, 256)
        self.threads.setSpecialValueText(tr("automatic"))
        self.threads.setToolTip(tr("How many processor threads the method may use."))
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setToolTip(tr("Start of all random numbers; the same seed gives the same result."))
        for name, title in DEVICES.items():
            self.device.addItem(tr(title), name)
        _grey_missing(self.device)
        for box in (self.preset, self.region, self.initial, self.device):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for each in (_heading(tr("Method")), self.methods, self.summary, self.cites):
            column.addWidget(each)
        top = _form()
        top.addRow(tr("Preset"), self.preset)
        column.addLayout(top)
        column.addWidget(self.form)
        column.addWidget(_heading(tr("Help for the method")))
        column.addWidget(self.use_landmarks)
        column.addWidget(self.use_labels)
        options = _form()
        fields: tuple[tuple[str, QWidget], ...] = (
            (tr("Only inside label"), self.region), (tr("Start from"), self.initial), (tr("Device"), self.device),
            (tr("Threads"), self.threads), (tr("Seed"), self.seed),
        )  # fmt: skip
        for title, field in fields:
            options.addRow(title, field)
        column.addLayout(options)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _listen(self) -> None:
        self.methods.currentItemChanged.connect(self._on_method)
        self.preset.currentIndexChanged.connect(self._on_preset)
        self.form.changed.connect(self._on_setting)

    def _fill_methods(self) -> None:
        for info in self.plugins.values():
            item = QListWidgetItem(tr(info.title))
            item.setData(Qt.ItemDataRole.UserRole, info.id)
            item.setToolTip(tr(info.summary) if info.is_usable else tr("Not now: {why}", why=info.reason))
            if not info.is_usable:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.methods.addItem(item)
        rows = max(self.methods.count(), 1) + 0.5
        self.methods.setMaximumHeight(round(self.methods.sizeHintForRow(0) * rows) if self.methods.count() else 60)
        usable = [n for n, info in enumerate(self.plugins.values()) if info.is_usable]
        names = list(self.plugins)
        if usable:
            wanted = names.index(DEFAULT_METHOD) if DEFAULT_METHOD in names else usable[0]
            self.methods.setCurrentRow(wanted if wanted in usable else usable[0])

    # ---- what happens

    def _on_method(self) -> None:
        plugin = self.plugin
        if plugin is None:
            return
        self.summary.setText(tr(plugin.summary))
        self.cites.setText("\n".join(plugin.cites))
        self._show_supported(plugin)
        if plugin.id in self._loaded:
            self._show_loaded(plugin.id)
        elif plugin.is_usable and not self._background.is_busy:
            self._background.start(
                plugin.title, lambda: _load(plugin), lambda loaded: self._on_loaded(plugin.id, loaded),
                lambda error: self._on_load_failed(plugin.id, error),
            )  # fmt: skip
        self.form.setVisible(plugin.id in self._loaded)
        self.changed.emit()

    def _on_loaded(self, plugin_id: str, loaded: LoadedMethod) -> None:
        self._loaded[plugin_id] = loaded
        self._on_method()  # perhaps another one was chosen meanwhile and waits to be loaded

    def _on_load_failed(self, plugin_id: str, error: UserError) -> None:
        self._problems[plugin_id] = error
        if self.plugin is not None and self.plugin.id == plugin_id:
            self.summary.setText(say(error))
            self.changed.emit()
        else:
            self._on_method()

    def _show_loaded(self, plugin_id: str) -> None:
        loaded = self._loaded[plugin_id]
        default = {spec.name: spec.default for spec in loaded.specs}
        names = [name for name in loaded.presets if name]
        _refill(self.preset, [*((tr(name), name) for name in names), (tr("custom"), CUSTOM)])
        self.form.show_settings(loaded.specs, loaded.presets.get("", default))
        self._name_preset()

    def _show_supported(self, plugin: PluginInfo) -> None:
        wants: dict[str, QWidget] = {
            "landmarks": self.use_landmarks, "labels": self.use_labels, "masks": self.region,
            "initial transform": self.initial, "gpu": self.device,
        }  # fmt: skip
        tips = {
            "landmarks": tr("Placed pairs help the method; they then give no landmark error. Held-out ones never do."),
            "labels": tr("Segmentations of both volumes drive the registration."),
            "masks": tr("Only voxels with this label count."),
            "initial transform": tr("Start from an earlier result of this case."),
            "gpu": tr("Where the method computes. Automatic takes the graphics card if there is one."),
        }
        for name, field in wants.items():
            supported = name in plugin.supports
            field.setEnabled(supported)
            field.setToolTip(tips[name] if supported else tr("This method makes no use of it."))
        if plugin.kind == "landmark":
            self.use_landmarks.setEnabled(False)
            self.use_landmarks.setToolTip(tr("This method works from landmarks alone."))
        self.use_landmarks.setChecked(plugin.kind == "landmark")

    def _on_preset(self) -> None:
        plugin, name = self.plugin, self.preset.currentData()
        if plugin is not None and name and plugin.id in self._loaded:
            self.form.set_values(self._loaded[plugin.id].presets[name])
            self.changed.emit()

    def _on_setting(self) -> None:
        self._name_preset()
        self.changed.emit()

    def _name_preset(self) -> None:
        """Choose the preset whose values the form shows, or "custom"."""
        plugin = self.plugin
        assert plugin is not None
        values = self.form.values()
        presets = self._loaded[plugin.id].presets
        name = next((name for name, each in presets.items() if name and each == values), CUSTOM)
        blocked = self.preset.blockSignals(True)
        self.preset.setCurrentIndex(self.preset.findData(name))
        self.preset.blockSignals(blocked)


def _load(info: PluginInfo) -> LoadedMethod:
    """Import a method and describe its settings; runs in a thread."""
    plugin = load_plugin(info)
    presets = {"": to_json(plugin.Settings())}
    presets.update({name: to_json(each) for name, each in presets_of(info, plugin).items()})
    return LoadedMethod(describe(plugin.Settings), presets)


def _grey_missing(devices: QComboBox) -> None:
    """Grey the devices that this computer does not have, with the reason."""
    model = devices.model()
    assert isinstance(model, QStandardItemModel)
    for row in range(devices.count()):
        name = devices.itemData(row)
        reason = None if name in ("auto", "cpu") else why_not(name)
        if reason is not None:
            model.item(row).setEnabled(False)
            devices.setItemData(row, tr("Not now: {why}", why=say(reason)), Qt.ItemDataRole.ToolTipRole)


def _refill(box: QComboBox, items: list[tuple[str, Any]]) -> None:
    """Other items in a box; what was chosen stays if it is still there."""
    now = [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
    if now == items:
        return
    chosen = box.currentData()
    blocked = box.blockSignals(True)
    box.clear()
    for title, data in items:
        box.addItem(title, data)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(blocked)


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label
