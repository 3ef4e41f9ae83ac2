"""What arrays on a graphics card answer to NumPy's functions: each by its equal in torch.

Loaded when such an array first meets a function; what is not here goes by the processor (`device_array`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.imaging.device_array import DeviceArray, Kind, operand_of, tensor_of, torch_type

ANSWERS: dict[Callable[..., Any], Callable[..., Any]] = {}


def _answers(*functions: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make the function below the device's answer to NumPy functions; it gets the device first."""

    def keep(handler: Callable[..., Any]) -> Callable[..., Any]:
        ANSWERS.update(dict.fromkeys(functions, handler))
        return handler

    return keep


def _filled(value: float | None) -> Callable[..., DeviceArray]:
    def make(device: Any, /, shape: Any, dtype: npt.DTypeLike = np.float64, order: str = "C", **_: Any) -> DeviceArray:
        import torch

        size = [int(n) for n in np.atleast_1d(shape)]
        kind = torch_type(dtype, device)
        if value is None:
            return DeviceArray(torch.empty(size, dtype=kind, device=device))
        return DeviceArray(torch.full(size, value, dtype=kind, device=device))

    return make


def _filled_like(value: float | None) -> Callable[..., DeviceArray]:
    def make(device: Any, /, other: Any, dtype: Kind = None, **_: Any) -> DeviceArray:
        return _filled(value)(device, other.shape, dtype or other.dtype)

    return make


for _number, _new, _alike_of in (
    (None, np.empty, np.empty_like),
    (0, np.zeros, np.zeros_like),
    (1, np.ones, np.ones_like),
):
    ANSWERS[_new] = _filled(_number)
    ANSWERS[_alike_of] = _filled_like(_number)


@_answers(np.asarray, np.array, np.ascontiguousarray)
def _as_array(device: Any, /, values: Any, dtype: Kind = None, **_: Any) -> DeviceArray:
    tensor = tensor_of(values, device).contiguous()
    return DeviceArray(tensor if dtype is None else tensor.to(torch_type(dtype, device)))


@_answers(np.where)
def _where(device: Any, condition: Any, yes: Any, no: Any) -> DeviceArray:
    import torch

    return DeviceArray(torch.where(operand_of(condition, device), operand_of(yes, device), operand_of(no, device)))


@_answers(np.stack)
def _stack(device: Any, arrays: Any, axis: int = 0) -> DeviceArray:
    import torch

    return DeviceArray(torch.stack([operand_of(each, device) for each in arrays], axis))


@_answers(np.concatenate)
def _concatenate(device: Any, arrays: Any, axis: int = 0) -> DeviceArray:
    import torch

    return DeviceArray(torch.cat([operand_of(each, device) for each in arrays], axis))


@_answers(np.clip)
def _clip(device: Any, values: Any, low: Any = None, high: Any = None) -> DeviceArray:
    import torch

    bounds = [None if each is None else operand_of(each, device).to(values.tensor.dtype) for each in (low, high)]
    return DeviceArray(torch.clamp(values.tensor, *bounds))


@_answers(np.moveaxis)
def _moveaxis(_device: Any, values: Any, source: Any, destination: Any) -> DeviceArray:
    return DeviceArray(values.tensor.movedim(source, destination))


@_answers(np.take)
def _take(device: Any, values: Any, places: Any, axis: int | None = None) -> DeviceArray:
    source = operand_of(values, device)
    axis, source = (0, source.reshape(-1)) if axis is None else (axis, source)
    index = operand_of(places, device)
    shape = (*source.shape[:axis], *index.shape, *source.shape[axis + 1 :])
    return DeviceArray(source.index_select(axis, index.reshape(-1)).reshape(shape))


@_answers(np.broadcast_to)
def _broadcast_to(device: Any, values: Any, shape: Any) -> DeviceArray:
    return DeviceArray(operand_of(values, device).expand(tuple(shape)))


@_answers(np.count_nonzero)
def _count_nonzero(device: Any, values: Any) -> int:
    return int(operand_of(values, device).count_nonzero().item())


@_answers(np.vdot)
def _vdot(device: Any, left: Any, right: Any) -> DeviceArray:
    import torch

    return DeviceArray(torch.vdot(operand_of(left, device).reshape(-1), operand_of(right, device).reshape(-1)))


@_answers(np.einsum)
def _einsum(device: Any, rule: str, *operands: Any, **_: Any) -> DeviceArray:
    import torch

    tensors = [operand_of(each, device) for each in operands]
    kind = tensors[0].dtype
    for each in tensors[1:]:
        kind = torch.promote_types(kind, each.dtype)
    return DeviceArray(torch.einsum(rule, *(each.to(kind) for each in tensors)))


@_answers(np.average)
def _average(device: Any, values: Any, axis: None = None, weights: Any = None) -> DeviceArray:
    if axis is not None or weights is None:
        return DeviceArray(operand_of(values, device)).mean(axis)
    shares = DeviceArray(operand_of(weights, device))
    total: DeviceArray = (values * shares).sum(dtype=np.float64) / shares.sum(dtype=np.float64)
    return total


def _method(name: str) -> Callable[..., Any]:
    def call(device: Any, values: Any, *args: Any, **kwargs: Any) -> Any:
        return getattr(values, name)(*args, **kwargs)

    return call


for _function in (np.sum, np.mean, np.min, np.max, np.any, np.all, np.reshape, np.ravel, np.transpose, np.copy):
    ANSWERS[_function] = _method(_function.__name__)
