"""Black and white that the user keeps under a name: keep, use by key, rename and forget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from workstation.core.errors import Message, NotSaved
from workstation.core.geometry import SIDES, Side
from workstation.ui import dialogs
from workstation.ui.named_list import NamedList
from workstation.ui.pair_view import PaneGroup
from workstation.ui.text import tr
from workstation.workbench.viewing_settings import ViewingSettings, WindowPreset, load_viewing, save_viewing
from workstation.workbench.workbench import Workbench

KEEP, LIST = "view.window_keep", "view.window_list"
OWN = tuple(f"view.window_own{number}" for number in range(1, 6))  # those that have keys


class WindowPresets:
    """Carries out the `view.window_` actions that concern the user's own presets."""

    def __init__(self, workbench: Workbench, panes: PaneGroup) -> None:
        self._workbench, self._panes = workbench, panes
        self.list: NamedList | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What to call, by action id."""
        found = {name: partial(self._use_number, number) for number, name in enumerate(OWN)}
        return {**found, KEEP: self._ask_and_keep, LIST: self.show_list}

    def why_disabled(self, action_id: str) -> Message | None:
        """Why an action cannot be carried out now, None if it can."""
        if action_id != LIST and action_id not in OWN:  # every button asks at every move
            return None
        count = len(self.presets)
        if action_id == LIST and not count:
            return Message("You have no presets yet; keep one with Alt+W.")
        if action_id in OWN and OWN.index(action_id) >= count:
            return Message("You have {count} presets of your own; keep one more with Alt+W.", {"count": count})
        return None

    @property
    def presets(self) -> tuple[WindowPreset, ...]:
        """What the user keeps, in the order of the keys."""
        return load_viewing().presets

    def use(self, preset: WindowPreset) -> None:
        """Set black and white of both volumes; only the active pane's while the volumes are not linked."""
        view = self._workbench.view
        sides: tuple[Side, ...] = SIDES if view.linked else (self._panes.active.side,)
        for side in sides:
            view = view.with_window(side, preset.window(side))
        self._workbench.look(view)

    def keep(self, name: str) -> None:
        """Keep black and white as they are now under a name; the same name again replaces it."""
        view = self._workbench.view
        self._save(load_viewing().with_preset(WindowPreset(name, view.fixed_window, view.moving_window)))
        self._workbench.noticed.emit(Message("Kept black and white as {name}.", {"name": name}))

    def forget(self, name: str) -> None:
        """Forget a preset."""
        self._save(load_viewing().without_preset(name))

    def rename(self, name: str, to: str) -> None:
        """Give a preset another name, unless another one has it."""
        settings = load_viewing()
        if to and all(each.name != to for each in settings.presets):
            renamed = tuple(replace(each, name=to) if each.name == name else each for each in settings.presets)
            self._save(replace(settings, presets=renamed))

    def show_list(self) -> None:
        """The list of all presets, beside the work."""
        if self.list is None:
            self.list = NamedList(
                tr("Window presets"), tr("Black and white that you keep; the first five have the keys Alt+5 to Alt+9."),
                cast(QWidget, self._panes),
            )  # fmt: skip
            self.list.chosen.connect(lambda name: self._use_named(name))
            self.list.renamed.connect(self.rename)
            self.list.deleted.connect(self.forget)
        self._refresh()
        self.list.show()
        self.list.raise_()

    # ---- inside

    def _use_number(self, number: int) -> None:
        self.use(self.presets[number])

    def _use_named(self, name: str) -> None:
        for each in self.presets:
            if each.name == name:
                self.use(each)

    def _ask_and_keep(self) -> None:
        words = tr("Keep black and white as they are now, under the name:")
        proposed = tr("Preset {n}", n=len(self.presets) + 1)
        name = dialogs.ask_text(cast(QWidget, self._panes), tr("Window preset"), words, proposed)
        if name:
            self.keep(name)

    def _save(self, settings: ViewingSettings) -> None:
        try:
            save_viewing(settings)
        except NotSaved as error:
            self._workbench.noticed.emit(error)
        self._refresh()

    def _refresh(self) -> None:
        if self.list is not None:
            self.list.fill([(each.name, each.name, "") for each in self.presets])
