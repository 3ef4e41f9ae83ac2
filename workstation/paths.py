"""Where the program finds its own files and keeps the user's."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder that lies beside the package in a checkout and inside it in a wheel or a built program."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def shipped_plugins() -> Path:
    """The registration methods that come with the program."""
    return _shipped("plugins")


def resources() -> Path:
    """Icons, themes, translations and templates."""
    return _shipped("resources")


def user_plugins() -> Path:
    """Where a user puts methods of their own."""
    from platformdirs import user_data_path

    return user_data_path("sonolign", appauthor=False) / "plugins"


def user_presets() -> Path:
    """Where presets are kept that a user has tuned, one folder for each method."""
    from platformdirs import user_data_path

    return user_data_path("sonolign", appauthor=False) / "presets"


def unsaved_studies() -> Path:
    """Where studies live that were opened from two files and not saved under a name yet."""
    from platformdirs import user_data_path

    return user_data_path("sonolign", appauthor=False) / "unsaved"


def settings_file() -> Path:
    """The user's settings."""
    from platformdirs import user_config_path

    return user_config_path("sonolign", appauthor=False) / "settings.json"


def log_folder() -> Path:
    """Where the program writes its log files."""
    from platformdirs import user_log_path

    return user_log_path("sonolign", appauthor=False)


def cache_folder() -> Path:
    """Compiled kernels and other things that can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("sonolign", appauthor=False)
