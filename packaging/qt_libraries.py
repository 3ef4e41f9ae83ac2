"""The system libraries that the window's toolkit (Qt) needs on Linux: which are missing, and how to get them.

Run by the environment's own Python (`python packaging/qt_libraries.py`), it tries to load Qt and prints the missing
libraries as a JSON list. Standard library only; on Windows and macOS Qt brings everything with it.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
PACKAGES = {**DRAWING, **SCREEN}
_MODULES = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg")
_MISSING = re.compile(r"(\S+\.so[\d.]*): cannot open shared object file")


def missing_libraries() -> list[str]:
    """File names of the libraries without which Qt does not load, in alphabetical order.

    Qt is loaded for real: each module, and the part that opens windows on a screen. The loader names only the first
    library it misses, so after a failure the known ones are tried one by one.
    """
    if not sys.platform.startswith("linux"):
        return []
    missing = set()
    for problem, known in ((_import_problem(), DRAWING), (_screen_problem(), PACKAGES)):
        if problem is not None:
            missing |= {name for name in known if not _loads(name)} | set(_MISSING.findall(problem))
    return sorted(missing)


def missing_message(libraries: list[str], has_apt: bool) -> str:
    """What to tell the person about missing libraries, with the exact command where there is one."""
    text = f"Qt needs system libraries that are not here: {', '.join(libraries)}."
    if not has_apt:
        return f"{text}\nInstall the packages of your distribution that contain them."
    unknown = [name for name in libraries if name not in PACKAGES]
    hint = f"\nand the packages that contain {', '.join(unknown)}" if unknown else ""
    packages = packages_of(libraries)
    return f"{text}\nInstall them with\n  apt-get install {' '.join(packages)}{hint}" if packages else f"{text}{hint}"


def packages_of(libraries: list[str]) -> list[str]:
    """The Debian packages that contain these libraries, each once."""
    return sorted({PACKAGES[name] for name in libraries if name in PACKAGES})


def install_packages(packages: list[str]) -> bool:
    """Install Debian packages as root; the package lists are fetched only if the first attempt fails."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    silent = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (command, ["apt-get", "update"], command):
        done = subprocess.run(step, stdout=subprocess.DEVNULL, env=silent, check=False)
        if step is command and done.returncode == 0:
            return True
    return False


def has_apt() -> bool:
    """Whether this is Debian or one of its relatives."""
    return shutil.which("apt-get") is not None


def _import_problem() -> str | None:
    for name in _MODULES:
        try:
            importlib.import_module(name)
        except ImportError as error:
            return str(error)
    return None


def _screen_problem() -> str | None:
    """Why the part of Qt that opens windows under X11 does not load, None if it does."""
    found = importlib.util.find_spec("PySide6")
    folders = list(found.submodule_search_locations or []) if found else []
    for part in (part for folder in folders for part in Path(folder).glob("Qt/plugins/platforms/libqxcb.so")):
        try:
            ctypes.CDLL(str(part))
        except OSError as error:
            return str(error)
    return None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    print(json.dumps(missing_libraries()))
