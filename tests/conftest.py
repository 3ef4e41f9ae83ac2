"""Shared by all tests: an offscreen window system, folders of their own for settings, and simple studies."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from workstation import paths

# A shared machine is sometimes slow, and a run that failed must fail again: time and chance are no laws.
# Other examples than those of every run: pytest --hypothesis-profile=explore
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("sonolign", settings.get_profile("explore"), derandomize=True, database=None)
settings.load_profile("sonolign")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """No test reads or writes the user's settings, studies or plugins."""
    home = tmp_path_factory.mktemp("home")
    for name in ("user_plugins", "unsaved_studies", "settings_file", "log_folder", "cache_folder"):
        monkeypatch.setattr(paths, name, lambda name=name: home / name)


@pytest.fixture
def shell(capsys, monkeypatch, tmp_path):
    """Runs a command of `sonolign` in an empty folder; gives its exit status, what it printed, and its complaints."""
    from workstation.cli import main

    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        try:
            status = main([str(each) for each in arguments])
        except SystemExit as end:
            status = end.code
        out, err = capsys.readouterr()
        return status, out, err

    return run
