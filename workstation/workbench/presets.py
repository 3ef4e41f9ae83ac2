"""Named settings of a method: those its author ships, and those that were tuned or written here.

A preset of our own is a file `<folder>/<method>/<name>.json`, by default in the user's data folder:

    {"method": "demons_sitk", "settings": {"levels": 4, ...}, "made": {...how it was found...}}

A file that does not fit the method any more is left out, never an error: the method must stay usable.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

from workstation import paths
from workstation.core.errors import InvalidInput
from workstation.storage.atomic import not_saved, write_bytes
from workstation.workbench.plugins import PluginInfo
from workstation.workbench.settings_schema import from_json, to_json

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,40}")

_log = logging.getLogger(__name__)


def presets_of(info: PluginInfo, plugin: Any, folder: Path | None = None) -> dict[str, Any]:
    """The settings of every preset of a loaded method by name; a shipped one wins over a file of the same name."""
    shipped = dict(getattr(plugin, "PRESETS", None) or {})
    own = {}
    for path in sorted(((folder or paths.user_presets()) / info.id).glob("*.json")):
        try:
            settings = json.loads(path.read_text(encoding="utf-8"))["settings"]
            own[path.stem] = from_json(plugin.Settings, settings)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            _log.warning("the preset %s is left out: %s", path, error)
    return {**shipped, **{name: each for name, each in own.items() if name not in shipped}}


def write_preset(
    info: PluginInfo, plugin: Any, name: str, settings: Any, made: dict[str, Any], folder: Path | None = None
) -> Path:
    """Keep settings under a name that forms and the command line know from now on; gives the file.

    Raises
    ------
    InvalidInput : the name cannot be a file name, or is that of a shipped preset.
    NotSaved : the disk refused.
    """
    check_preset_name(plugin, name)
    path = (folder or paths.user_presets()) / info.id / f"{name}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_saved(path.parent, error) from error
    facts = {"method": info.id, "settings": to_json(settings), "made": made}
    write_bytes(path, json.dumps(facts, indent=1, ensure_ascii=False).encode("utf-8"))
    return path


def check_preset_name(plugin: Any, name: str) -> None:
    """Refuse a name that a preset of our own cannot have."""
    if not NAME.fullmatch(name):
        raise InvalidInput("A preset is named with letters, digits, - and _, got {name}.", name=name)
    if name in (getattr(plugin, "PRESETS", None) or {}):
        raise InvalidInput("The method already comes with a preset {name}; choose another name.", name=name)
