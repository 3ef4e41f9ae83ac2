"""One command from a fresh clone to the running program, and one to its tests.

    python3 packaging/start.py          installs everything into .venv and shows the demo: a window where there is a
                                        display, otherwise figures in the terminal and pictures in demo-pictures/
    python3 packaging/start.py test     installs the tools as well, runs the checks and the whole test suite
    python3 packaging/start.py check    the checks alone: ruff, mypy, import-linter

Needs Python 3.11 or newer and pip, nothing else. Works on Linux and Windows; what is already there is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("ruff", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    ("import-linter", ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"]),
)


def main(arguments: list[str] | None = None) -> int:
    """Install what is needed and run the demo or the tests; the exit status of what ran."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python may well be asked to run this
        print(f"Sonolign needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(description="Install Sonolign into .venv and run its demo or its tests.")
    parser.add_argument("what", nargs="?", choices=["demo", "test", "check"], default="demo", help="default: demo")
    wish, more = parser.parse_known_args(arguments)
    if more and wish.what != "test":
        parser.error(f"unknown arguments: {' '.join(more)}")

    from environment import SetupProblem

    try:
        python = prepare(set() if wish.what == "demo" else {"dev"})
        if wish.what == "demo":
            return run_demo(python)
        return run_tests(python, more) if wish.what == "test" else run_checks(python)
    except SetupProblem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def prepare(extras: set[str]) -> Path:
    """An environment with everything in it; returns its interpreter."""
    from environment import fingerprint, install, is_ready, make, python_of, write_record

    environment, wanted = CHECKOUT / ".venv", fingerprint(CHECKOUT)
    if is_ready(environment, wanted, extras):
        say(f"Using the environment {environment}")
    else:
        with Step(f"Making the environment {environment}"):
            make(environment)
        with Step("Installing the pinned libraries (one to several minutes, most of it torch)"):
            install(CHECKOUT, environment, extras)
        write_record(environment, state="ready", fingerprint=wanted, extras=sorted(extras))
    check_qt(python_of(environment))
    return python_of(environment)


def check_qt(python: Path) -> None:
    """Make sure that Qt loads: as root on Debian by installing what is missing, elsewhere by saying what to install."""
    from environment import SetupProblem
    from qt_libraries import has_apt, install_packages, missing_message, packages_of

    with Step("Checking the system libraries of Qt"):
        missing = ask_missing(python)
        if not missing:
            return
        say(missing_message(missing, has_apt()))
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if has_apt() and is_root and packages_of(missing):
            say("Installing them")
            install_packages(packages_of(missing))
            missing = ask_missing(python)
        if missing:
            raise SetupProblem("Some libraries of Qt are still missing; install them and start this again.")


def ask_missing(python: Path) -> list[str]:
    """The libraries that the environment's Qt misses, found by its own interpreter."""
    from environment import SetupProblem

    probe = [str(python), str(CHECKOUT / "packaging" / "qt_libraries.py")]
    done = subprocess.run(probe, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetupProblem(f"Qt could not be tried out:\n{done.stderr.strip()}")
    missing: list[str] = json.loads(done.stdout)
    return missing


def run_demo(python: Path) -> int:
    """Run the main job on the demo study, which is made first if there is none."""
    folder = demo_folder(CHECKOUT)
    arguments = ["demo", str(folder / "demo-study"), "--pictures", str(folder / "demo-pictures")]
    say(f"Running sonolign {' '.join(arguments)}")
    return run(python, ["-m", "workstation", *arguments])


def demo_folder(checkout: Path) -> Path:
    """Where the demo study lies: in the checkout, or in the user's own data folder if that cannot be written."""
    if os.access(checkout, os.W_OK):
        return checkout
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "sonolign"


def run_tests(python: Path, arguments: list[str]) -> int:
    """The checks, then the test suite, whose closing line comes last; fails if any of them did."""
    checked = run_checks(python)
    say("Running the tests")
    tested = run(python, ["-m", "pytest", *arguments], QT_QPA_PLATFORM="offscreen")
    return tested or checked


def run_checks(python: Path) -> int:
    """Style, types and import rules; fails if any of them finds something, but runs them all."""
    failed = []
    for name, command in CHECKS:
        with Step(name):
            if run(python, command) != 0:
                failed.append(name)
    say(f"Checks that failed: {', '.join(failed)}" if failed else "All checks passed")
    return 1 if failed else 0


def run(python: Path, command: list[str], **variables: str) -> int:
    """Run the environment's Python in the checkout; returns its exit status."""
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    return subprocess.run([str(python), *command], cwd=CHECKOUT, env=environment, check=False).returncode


class Step:
    """Says what is being done, and how long it took."""

    def __init__(self, title: str) -> None:
        self.title = title

    def __enter__(self) -> None:
        say(self.title)
        self._start = time.monotonic()

    def __exit__(self, kind: object, *_: object) -> None:
        outcome = "done in" if kind is None else "stopped after"
        print(f"   {outcome} {time.monotonic() - self._start:.1f} s", flush=True)


def say(text: str) -> None:
    """One line to the person, at once."""
    print(f"== {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
