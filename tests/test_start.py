"""What packaging/start.py decides before and after it installs; nothing is installed here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parent.parent / "packaging"


@pytest.fixture(autouse=True)
def _packaging_is_importable(monkeypatch):
    monkeypatch.syspath_prepend(PACKAGING)


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "packaging").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "p"\ndependencies = ["a==1"]\n[tool.ruff]\nx = 1\n')
    (tmp_path / "packaging" / "pins.txt").write_text("a==1\n")
    return tmp_path


def edit(path, before, after):
    path.write_text(path.read_text().replace(before, after))


def test_a_changed_pin_or_dependency_changes_the_fingerprint(checkout):
    from environment import fingerprint

    prints = [fingerprint(checkout)]
    edit(checkout / "packaging" / "pins.txt", "a==1", "a==2")
    prints.append(fingerprint(checkout))
    edit(checkout / "pyproject.toml", "a==1", "a==2")
    prints.append(fingerprint(checkout))
    assert len(set(prints)) == 3


def test_settings_of_tools_do_not_cause_a_new_installation(checkout):
    from environment import fingerprint

    before = fingerprint(checkout)
    edit(checkout / "pyproject.toml", "x = 1", "x = 2")
    assert fingerprint(checkout) == before


def test_the_interpreter_lies_where_the_system_puts_it():
    from environment import python_of

    assert python_of(Path("a b") / ".venv", "nt").parts[-3:] == (".venv", "Scripts", "python.exe")
    assert python_of(Path("a b") / ".venv", "posix").parts[-3:] == (".venv", "bin", "python")


def fake_environment(folder, **record):
    from environment import python_of, write_record

    python = python_of(folder)
    python.parent.mkdir(parents=True)
    if os.name == "posix":
        python.write_text("#!/bin/sh\nexit 0\n")
        python.chmod(0o755)
    write_record(folder, **record)


@pytest.mark.skipif(os.name != "posix", reason="the stand-in interpreter is a shell script")
def test_only_a_finished_environment_with_the_same_pins_and_tools_is_used_again(tmp_path):
    from environment import is_ready, write_record

    assert not is_ready(tmp_path / ".venv", "pins", set())
    fake_environment(tmp_path / ".venv", state="ready", fingerprint="pins", extras=["dev"])
    assert is_ready(tmp_path / ".venv", "pins", {"dev"})
    assert is_ready(tmp_path / ".venv", "pins", set())
    assert not is_ready(tmp_path / ".venv", "other pins", {"dev"})
    assert not is_ready(tmp_path / ".venv", "pins", {"dev", "more"})
    write_record(tmp_path / ".venv", state="unfinished")
    assert not is_ready(tmp_path / ".venv", "pins", set())


def test_an_environment_without_a_readable_record_is_not_trusted(tmp_path):
    from environment import RECORD, read_record

    assert read_record(tmp_path) == {}
    (tmp_path / RECORD).write_text('{"state": "rea')
    assert read_record(tmp_path) == {}


def test_what_an_interrupted_installation_left_is_cleared_away(tmp_path, monkeypatch, capsys):
    import environment

    folder = tmp_path / ".venv"
    fake_environment(folder, state="unfinished")
    (folder / "half a library").touch()
    monkeypatch.setattr(environment, "_create", lambda folder: None)
    environment.make(folder)
    assert not (folder / "half a library").exists()
    assert environment.read_record(folder) == {"state": "unfinished"}
    assert "interrupted" in capsys.readouterr().out


def test_a_folder_that_is_somebody_elses_is_not_touched(tmp_path):
    from environment import SetupProblem, make

    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "letters").touch()
    with pytest.raises(SetupProblem, match="Move or delete"):
        make(tmp_path / ".venv")
    assert [path.name for path in (tmp_path / ".venv").iterdir()] == ["letters"]


def test_a_python_without_venv_is_told_which_package_to_install():
    from environment import missing_venv_message

    assert "apt-get install python3.11-venv" in missing_venv_message((3, 11))


def test_missing_libraries_are_named_with_the_exact_command():
    from qt_libraries import missing_message

    text = missing_message(["libEGL.so.1", "libxcb-cursor.so.0"], has_apt=True)
    assert "libEGL.so.1, libxcb-cursor.so.0" in text
    assert text.endswith("apt-get install libegl1 libxcb-cursor0")


def test_a_library_of_an_unknown_package_is_named_too():
    from qt_libraries import missing_message

    text = missing_message(["libGL.so.1", "libnew.so.7"], has_apt=True)
    assert "apt-get install libgl1" in text
    assert "libnew.so.7" in text.splitlines()[-1]
    assert "apt-get" not in missing_message(["libGL.so.1"], has_apt=False)


def test_a_package_of_two_missing_libraries_is_installed_once():
    from qt_libraries import packages_of

    assert packages_of(["libgthread-2.0.so.0", "libglib-2.0.so.0", "libnew.so.7"]) == ["libglib2.0-0"]


def test_the_probe_finds_what_the_loader_misses(monkeypatch):
    import qt_libraries

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        qt_libraries, "_import_problem", lambda: "libnew.so.7: cannot open shared object file: No such file"
    )
    monkeypatch.setattr(qt_libraries, "_screen_problem", lambda: None)
    monkeypatch.setattr(qt_libraries, "_loads", lambda name: name != "libEGL.so.1")
    assert qt_libraries.missing_libraries() == ["libEGL.so.1", "libnew.so.7"]


def test_nothing_is_missing_where_qt_loads():
    probe = [sys.executable, str(PACKAGING / "qt_libraries.py")]
    assert json.loads(subprocess.run(probe, capture_output=True, check=True).stdout) == []


def test_the_demo_goes_to_the_users_folder_where_the_checkout_is_read_only(tmp_path, monkeypatch):
    import start

    assert start.demo_folder(tmp_path) == tmp_path
    monkeypatch.setattr(start.os, "access", lambda *_: False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert start.demo_folder(tmp_path / "checkout") == tmp_path / "data" / "sonolign"
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "AppData"))
    assert start.demo_folder(tmp_path / "checkout") == tmp_path / "AppData" / "sonolign"


def test_every_pin_of_the_project_is_also_a_pin_of_the_installation():
    import tomllib

    project = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["dev"]]
    pins = {line.lower() for line in (PACKAGING / "pins.txt").read_text().splitlines()}
    assert [each for each in [*wanted, *project["build-system"]["requires"]] if each.lower() not in pins] == []
