"""One name for a loop, wherever its arrays live: compiled on the processor, torch on a graphics card."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from workstation.imaging.device_array import DeviceArray


def anywhere(fused: Any) -> Any:
    """The compiled loop for NumPy's arrays; its twin as soon as one argument is on a device.

    The twins of the loops in a module stand in the module of that name that begins with `torch_`.

    A loop that has no twin runs on copies, which are carried back: slower, never wrong. `fused` stays reachable as an
    attribute, for compiled code that calls it and for those who compile it ahead.
    """

    @functools.wraps(fused)
    def loop(*arguments: Any) -> Any:
        if DeviceArray in map(type, arguments):
            return _on_device(fused, arguments)
        return fused(*arguments)

    loop.fused = fused  # type: ignore[attr-defined]
    return loop


def _on_device(fused: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    import torch

    twin = getattr(_twins(fused.__module__), fused.__name__, None)
    if twin is None:
        return _on_copies(fused, arguments)
    return twin(*[_for_torch(each, torch) for each in arguments])


@functools.cache
def _twins(module: str) -> ModuleType | None:
    """The module of the torch loops that belong to the compiled ones of a module; None if it has none."""
    package, _, name = module.rpartition(".")
    path = f"{package}.torch_{name}"
    return importlib.import_module(path) if importlib.util.find_spec(path) else None


def _for_torch(argument: Any, torch: Any) -> Any:
    """A tensor of a device's array; of one on the processor a tensor that shares its memory."""
    if isinstance(argument, DeviceArray):
        return argument.tensor
    if isinstance(argument, np.ndarray) and argument.ndim > 2:
        raise TypeError("an array on the processor reached a loop on a device; make it with like=")
    return torch.from_numpy(argument) if isinstance(argument, np.ndarray) else argument


def _on_copies(fused: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    copies = [np.array(each) if isinstance(each, DeviceArray) else each for each in arguments]
    result = fused(*copies)
    for argument, copy in zip(arguments, copies, strict=True):
        if isinstance(argument, DeviceArray):
            argument[...] = copy
    return result
