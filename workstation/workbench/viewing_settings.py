"""What the program remembers about how its user looks: layouts of workspaces, window presets, and where windows lay.

It lies in a small file of its own beside the settings; a missing or damaged one gives the defaults, because nothing in it
is work.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from workstation import paths
from workstation.core.errors import UnreadableFile
from workstation.core.geometry import Side
from workstation.storage.atomic import write_bytes
from workstation.storage.schema import from_json, to_json
from workstation.workbench.pane_layouts import PaneLayout
from workstation.workbench.view import Window

FILE = "viewing.json"
_read: dict[Path, tuple[tuple[int, int, int], ViewingSettings]] = {}  # what was read last, and of which file


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Where a window lay: its frame in pixels of the desktop, the name of its screen, and what it showed."""

    x: int
    y: int
    width: int
    height: int
    screen: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class WindowPreset:
    """Which values of the two volumes are black and white, under a name that the user gave."""

    name: str
    fixed: Window
    moving: Window

    def window(self, side: Side) -> Window:
        """The window of one volume."""
        return self.fixed if side == "fixed" else self.moving


@dataclass(frozen=True, slots=True)
class ViewingSettings:
    """How a user likes to look; layouts by workspace, places by window, presets in the order of their keys.

    `mm_per_px` is how large a pixel is on the screens that the user measured, `columns` which ones of a table are shown.
    """

    layouts: dict[str, PaneLayout] = field(default_factory=dict)
    places: dict[str, WindowPlace] = field(default_factory=dict)
    presets: tuple[WindowPreset, ...] = ()
    mm_per_px: dict[str, float] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def with_layout(self, workspace: str, layout: PaneLayout) -> ViewingSettings:
        """The settings with another layout for a workspace."""
        return replace(self, layouts=self.layouts | {workspace: layout})

    def with_place(self, window: str, place: WindowPlace) -> ViewingSettings:
        """The settings with another place for a window."""
        return replace(self, places=self.places | {window: place})

    def with_columns(self, table: str, shown: tuple[str, ...]) -> ViewingSettings:
        """The settings with other columns for a table."""
        return replace(self, columns=self.columns | {table: shown})

    def with_preset(self, preset: WindowPreset) -> ViewingSettings:
        """The settings with a preset more, or another in place of the one with its name."""
        kept = tuple(preset if each.name == preset.name else each for each in self.presets)
        return replace(self, presets=kept if preset in kept else (*kept, preset))

    def without_preset(self, name: str) -> ViewingSettings:
        """The settings without a preset."""
        return replace(self, presets=tuple(each for each in self.presets if each.name != name))


def load_viewing(path: Path | None = None) -> ViewingSettings:
    """How this user likes to look; the file is read again only when it has changed, because menus ask often."""
    path = path or paths.settings_file().with_name(FILE)
    try:
        state = path.stat()
        version = (state.st_mtime_ns, state.st_size, state.st_ino)
        if path not in _read or _read[path][0] != version:
            _read[path] = version, from_json(ViewingSettings, json.loads(path.read_text(encoding="utf-8")))
        return _read[path][1]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, UnreadableFile):
        return ViewingSettings()


def save_viewing(settings: ViewingSettings, path: Path | None = None) -> None:
    """Keep it; may raise NotSaved."""
    path = path or paths.settings_file().with_name(FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, json.dumps(to_json(settings), ensure_ascii=False, indent=2).encode("utf-8"))
