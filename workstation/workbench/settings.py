"""What the program remembers about its user: the reader's name, the language, recent studies, and looks."""

from __future__ import annotations

import getpass
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from workstation import paths
from workstation.core.errors import NotSaved, UnreadableFile
from workstation.storage.atomic import write_bytes
from workstation.storage.schema import from_json, to_json

MAX_RECENT = 12


@dataclass(frozen=True, slots=True)
class UserSettings:
    """The user's settings; a missing or damaged settings file gives the defaults."""

    reader: str = ""
    language: Literal["system", "en", "zh_CN"] = "system"
    mouse: Literal["annotator", "reader"] = "annotator"
    recent: tuple[str, ...] = ()

    def with_recent(self, study: Path) -> UserSettings:
        """The settings with a study at the top of the recent ones."""
        name = str(study)
        return replace(self, recent=(name, *(each for each in self.recent if each != name))[:MAX_RECENT])


def load_settings(path: Path | None = None) -> UserSettings:
    """The settings of this user; the reader's name is the account's until it is changed."""
    path = path or paths.settings_file()
    try:
        settings = from_json(UserSettings, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, UnreadableFile):
        settings = UserSettings()
    return settings if settings.reader else replace(settings, reader=account_name())


def save_settings(settings: UserSettings, path: Path | None = None) -> None:
    """Keep the settings; may raise NotSaved."""
    path = path or paths.settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(
            "The settings folder {path} cannot be made: {why}.", path=path.parent, why=error.strerror
        ) from error
    write_bytes(path, json.dumps(to_json(settings), ensure_ascii=False, indent=2).encode("utf-8"))


def account_name() -> str:
    """The account's name, or "reader" where the system does not tell."""
    try:
        return getpass.getuser() or "reader"
    except (OSError, KeyError, ImportError):
        return "reader"
