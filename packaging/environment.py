"""The project's own virtual environment: where it lies, whether it is up to date, and how it is made.

Standard library only, because it runs before anything is installed. A record file inside the environment says with
which pins it was made; it is set to "unfinished" before the first change and to "ready" after the last one, so that an
installation that was interrupted is noticed and made anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

RECORD = "sonolign-installation.json"
PINS = "packaging/pins.txt"  # relative: pip splits the variables below at spaces, and the checkout may have some


class SetupProblem(Exception):
    """Something that the person must do before the installation can go on."""


def python_of(environment: Path, system: str = os.name) -> Path:
    """The interpreter of an environment; `system` is "nt" for Windows."""
    return environment / ("Scripts/python.exe" if system == "nt" else "bin/python")


def fingerprint(checkout: Path) -> str:
    """Changes whenever an installation made before would no longer be the right one: pins, interpreter or place."""
    import tomllib

    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    parts = [
        json.dumps([tables.get("build-system"), tables.get("project")], sort_keys=True),
        (checkout / PINS).read_text(encoding="utf-8"),
        sys.version,
        sys.platform,
        str(checkout),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read_record(environment: Path) -> dict[str, object]:
    """What the environment says about itself; empty if it was not made by us or says nothing readable."""
    try:
        record = json.loads((environment / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def write_record(environment: Path, **record: object) -> None:
    """Replace what the environment says about itself, in one step."""
    temporary = environment / f"{RECORD}.new"
    temporary.write_text(json.dumps(record), encoding="utf-8")
    temporary.replace(environment / RECORD)


def is_ready(environment: Path, wanted: str, extras: set[str]) -> bool:
    """Whether the environment was finished with this fingerprint and has at least these extras, and still runs."""
    record = read_record(environment)
    installed = record.get("extras")
    return (
        record.get("state") == "ready"
        and record.get("fingerprint") == wanted
        and isinstance(installed, list)
        and extras <= set(installed)
        and runs(environment)
    )


def runs(environment: Path) -> bool:
    """Whether the environment's interpreter starts and is new enough."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([str(python_of(environment)), "-c", check], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def make(environment: Path) -> None:
    """A fresh or usable environment in this place; what an interrupted installation left there is cleared away."""
    if read_record(environment).get("state") == "unfinished":
        print(f"  an earlier installation was interrupted; {environment} is made anew", flush=True)
        shutil.rmtree(environment)
    if not environment.exists():
        environment.mkdir(parents=True)
        write_record(environment, state="unfinished")
        _create(environment)
    elif not runs(environment):
        raise SetupProblem(
            f"{environment} exists, but holds no working Python of version 3.11 or newer.\n"
            "Move or delete that folder and start again."
        )
    write_record(environment, state="unfinished")


def install(checkout: Path, environment: Path, extras: set[str]) -> None:
    """Install the project editable, with every library at its pinned version, as this machine's pip is configured."""
    wanted = f".[{','.join(sorted(extras))}]" if extras else "."
    command = [*pip_of(environment), "install", "--editable", wanted, "--constraint", PINS]
    variables = {
        **os.environ,
        "PIP_CONSTRAINT": PINS,
        "PIP_BUILD_CONSTRAINT": PINS,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    done = subprocess.run([*command, "--progress-bar", "off", "-qq"], cwd=checkout, env=variables, check=False)
    if done.returncode != 0:
        raise SetupProblem("pip could not install the libraries; its message stands above. Then start this again.")


def pip_of(environment: Path) -> list[str]:
    """The pip that installs into the environment: its own, or the one of this Python where the environment has none."""
    python = str(python_of(environment))
    own = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return [python, "-m", "pip"] if own.returncode == 0 else [sys.executable, "-m", "pip", "--python", python]


def _create(environment: Path) -> None:
    """Run Python's own venv; without its pip where Debian keeps that in a package of its own."""
    found = {name: importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip", "pip")}
    if not found["venv"] or not (found["ensurepip"] or found["pip"]):
        shutil.rmtree(environment)
        raise SetupProblem(missing_venv_message(sys.version_info[:2]))
    without_pip = [] if found["ensurepip"] else ["--without-pip"]
    done = subprocess.run([sys.executable, "-m", "venv", *without_pip, str(environment)], check=False)
    if done.returncode != 0:
        raise SetupProblem(f"Python could not make the environment {environment}; its message stands above.")


def missing_venv_message(version: tuple[int, int]) -> str:
    """What to do where Python came without the means to make an environment."""
    package = f"python{version[0]}.{version[1]}-venv"
    return f"This Python cannot make virtual environments. On Debian and Ubuntu:\n  apt-get install {package}"
