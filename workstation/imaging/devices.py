"""Which graphics devices this computer can compute on, and why not.

Torch takes more than a second to load, so it is asked only where its files and the driver say that there may be a device.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from pathlib import Path

from workstation.core.errors import Message

ON_TORCH = "torch on "  # before the name of a device: compute there with torch, also on the processor (for tests)


def graphics_devices() -> tuple[str, ...]:
    """The devices beside the processor that torch can use, best first: of "cuda" and "mps"."""
    if why_not("cuda") and why_not("mps"):
        return ()
    import torch

    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return tuple(name for name, there in present.items() if there)


def why_not(device: str) -> Message | None:
    """Why a device ("cuda", "mps") cannot be used here; None where it probably can. Does not load torch."""
    if device == "mps":
        return None if sys.platform == "darwin" else Message("Only computers by Apple have it.")
    if not _torch_knows_cuda():
        return Message("The installed torch is made for the processor only.")
    if not _driver_is_there():
        return Message("There is no NVIDIA graphics card, or its driver is missing.")
    return None


def place_of(device: str) -> str | None:
    """Where torch keeps the arrays of a run on a device; None: NumPy and the compiled loops."""
    return None if device == "cpu" else device.removeprefix(ON_TORCH)


def _torch_knows_cuda() -> bool:
    """Whether torch was built with CUDA, by its version file."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return False
    try:
        text = Path(spec.origin).with_name("version.py").read_text(encoding="utf-8")
    except OSError:  # a built program may carry no source files: then torch itself must say
        return True
    line = next((line for line in text.splitlines() if line.startswith("cuda")), "")
    return not line.endswith("None")


def _driver_is_there() -> bool:
    """Whether NVIDIA's driver library can be loaded."""
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True
