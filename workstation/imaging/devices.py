"""Which graphics devices this computer can compute on."""

from __future__ import annotations


def graphics_devices() -> tuple[str, ...]:
    """The devices beside the processor that torch can use, best first: of "cuda" and "mps"."""
    import torch

    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return tuple(name for name, there in present.items() if there)
