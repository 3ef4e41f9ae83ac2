"""Arrays that live on a graphics card and answer to NumPy's functions.

    u = DeviceArray.of(values, "cuda")
    np.minimum(1, np.sqrt((u * u).sum(axis=0)))      computed there; only `float(...)` and `np.asarray(...)` bring it back

So the numerical code is written once, in NumPy, and the type of its arrays decides where it runs (NumPy's dispatch
protocols, NEP 13 and 18; new arrays are made with ``like=``, NEP 35). What torch has no equal for is computed on the
processor and carried back: right, but slow; `trips` counts how often that happened. Double precision becomes single where
a card has none. This module loads torch only when an array is put on a device.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import torch

Kind = npt.DTypeLike | None

_RENAMED = {"absolute": "abs", "rint": "round", "invert": "bitwise_not", "power": "pow", "equal": "eq"}
_BY_TORCH = (
    "add subtract multiply divide floor_divide remainder negative sqrt square exp log sin cos tan arctan2 floor ceil "
    "maximum minimum fmax fmin hypot matmul greater greater_equal less less_equal equal not_equal logical_and logical_or "
    "logical_not logical_xor bitwise_and bitwise_or bitwise_xor isfinite isnan isinf sign reciprocal trunc "
    "absolute rint invert power"
)
_TORCH_UFUNCS = frozenset(_BY_TORCH.split(" "))

trips: dict[str, int] = {}  # how often each NumPy function had to be computed on the processor


class DeviceArray(np.lib.mixins.NDArrayOperatorsMixin):
    """A torch tensor that looks like a NumPy array to the code that computes with it."""

    __slots__ = ("tensor",)

    def __init__(self, tensor: torch.Tensor) -> None:
        self.tensor = tensor

    @classmethod
    def of(cls, values: npt.ArrayLike, device: str | torch.device) -> DeviceArray:
        """A copy of an array on a device ("cuda", "cpu", ...)."""
        return cls(tensor_of(values, device))

    # ---- what it is

    @property
    def shape(self) -> tuple[int, ...]:
        """Lengths of the axes."""
        return tuple(self.tensor.shape)

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return self.tensor.ndim

    @property
    def size(self) -> int:
        """Number of elements."""
        return self.tensor.numel()

    @property
    def nbytes(self) -> int:
        """Memory of the elements."""
        return self.tensor.numel() * self.tensor.element_size()

    @property
    def dtype(self) -> np.dtype[Any]:
        """NumPy's name of the element type."""
        return np.dtype(str(self.tensor.dtype).removeprefix("torch."))

    @property
    def T(self) -> DeviceArray:
        """The axes in reverse order."""
        return self.transpose()

    def __len__(self) -> int:
        return len(self.tensor)

    def __repr__(self) -> str:
        return f"DeviceArray({self.shape}, {self.dtype}, on {self.tensor.device})"

    # ---- back to the processor

    def __array__(self, dtype: Kind = None, copy: bool | None = None) -> npt.NDArray[Any]:
        return np.asarray(self.tensor.detach().cpu().numpy(), dtype=dtype)

    def __float__(self) -> float:
        return float(self.tensor.item())

    def __int__(self) -> int:
        return int(self.tensor.item())

    def __bool__(self) -> bool:
        return bool(self.tensor.item())

    def item(self) -> Any:
        """The only element as a Python number."""
        return self.tensor.item()

    def tolist(self) -> Any:
        """Nested lists."""
        return self.tensor.tolist()

    # ---- parts

    def __getitem__(self, key: Any) -> DeviceArray:
        steps = key if isinstance(key, tuple) else (key,)
        if any(isinstance(step, slice) and (step.step or 1) < 0 for step in steps):
            backwards = [n for n, step in enumerate(steps) if isinstance(step, slice) and (step.step or 1) < 0]
            if any(steps[n] != slice(None, None, -1) for n in backwards) or Ellipsis in steps:
                raise IndexError("a device array is only turned round whole")
            key = tuple(slice(None) if n in backwards else step for n, step in enumerate(steps))
            return DeviceArray(self.tensor.flip(backwards)[key])
        return DeviceArray(self.tensor[_index(key, self.tensor.device)])

    def __setitem__(self, key: Any, value: Any) -> None:
        self.tensor[_index(key, self.tensor.device)] = operand_of(value, self.tensor.device).to(self.tensor.dtype)

    def reshape(self, *shape: Any) -> DeviceArray:
        """The same elements in another shape."""
        return DeviceArray(self.tensor.reshape(*shape))

    def ravel(self) -> DeviceArray:
        """The elements in one row."""
        return DeviceArray(self.tensor.reshape(-1))

    def transpose(self, *axes: Any) -> DeviceArray:
        """The axes in another order."""
        order = axes[0] if len(axes) == 1 and isinstance(axes[0], Sequence) else axes
        return DeviceArray(self.tensor.permute(*(order or range(self.ndim - 1, -1, -1))))

    def copy(self) -> DeviceArray:
        """Elements of its own."""
        return DeviceArray(self.tensor.clone())

    def astype(self, dtype: npt.DTypeLike, copy: bool = True) -> DeviceArray:
        """The elements as another type."""
        return DeviceArray(self.tensor.to(torch_type(dtype, self.tensor.device), copy=copy))

    # ---- sums over axes

    def sum(self, axis: Any = None, dtype: Kind = None, keepdims: bool = False) -> DeviceArray:
        """Sum over axes."""
        kind = None if dtype is None else torch_type(dtype, self.tensor.device)
        return DeviceArray(self.tensor.sum(dim=_axes(axis, self.ndim), keepdim=keepdims, dtype=kind))

    def mean(self, axis: Any = None, dtype: Kind = None, keepdims: bool = False) -> DeviceArray:
        """Mean over axes."""
        kind = torch_type(dtype, self.tensor.device) if dtype is not None else None
        if kind is None and not self.tensor.is_floating_point():
            kind = torch_type(np.float64, self.tensor.device)
        return DeviceArray(self.tensor.mean(dim=_axes(axis, self.ndim), keepdim=keepdims, dtype=kind))

    def min(self, axis: Any = None, keepdims: bool = False) -> DeviceArray:
        """Smallest element over axes."""
        return DeviceArray(self.tensor.amin(dim=_axes(axis, self.ndim), keepdim=keepdims))

    def max(self, axis: Any = None, keepdims: bool = False) -> DeviceArray:
        """Largest element over axes."""
        return DeviceArray(self.tensor.amax(dim=_axes(axis, self.ndim), keepdim=keepdims))

    def any(self) -> bool:
        """Whether any element is true."""
        return bool(self.tensor.any().item())

    def all(self) -> bool:
        """Whether all elements are true."""
        return bool(self.tensor.all().item())

    def std(self) -> DeviceArray:
        """Standard deviation of all elements."""
        return DeviceArray(self.tensor.std(correction=0))

    # ---- NumPy's protocols

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = (), **more: Any) -> Any:
        device = next(each for each in (*inputs, *out) if isinstance(each, DeviceArray)).tensor.device
        if method == "at" and ufunc is np.add:
            target, key, values = inputs
            places = _index(tuple(np.broadcast_arrays(*map(np.asarray, key))), device)
            target.tensor.index_put_(places, operand_of(values, device).to(target.tensor.dtype), accumulate=True)
            return None
        if method != "__call__" or more or ufunc.__name__ not in _TORCH_UFUNCS:
            return _on_processor(getattr(ufunc, method), device, inputs, {**more, **({"out": out} if out else {})})
        import torch

        name = _RENAMED.get(ufunc.__name__, ufunc.__name__)
        result = DeviceArray(getattr(torch, name)(*_alike([operand_of(each, device) for each in inputs], ufunc)))
        if out and isinstance(out[0], DeviceArray):
            out[0].tensor.copy_(result.tensor)
        elif out:
            out[0][...] = np.asarray(result)
        return out[0] if out else result

    def __array_function__(self, func: Callable[..., Any], types: Any, args: Any, kwargs: Any) -> Any:
        from workstation.imaging.device_functions import ANSWERS

        if func in ANSWERS:
            return ANSWERS[func](self.tensor.device, *args, **kwargs)
        return _on_processor(func, self.tensor.device, args, kwargs)


def _on_processor(func: Callable[..., Any], device: Any, args: Any, kwargs: Any) -> Any:
    """Compute with copies on the processor; array results go back to the device."""
    name = getattr(func, "__self__", func).__name__  # of the function whose method it is, for NumPy's ufuncs
    trips[name] = trips.get(name, 0) + 1
    given = [each for each in (kwargs.get("out") or ()) if isinstance(each, DeviceArray)]
    copies = {id(each): np.asarray(each) for each in given}
    result = func(*_fetched(args, copies), **_fetched(kwargs, copies))
    for each in given:
        each.tensor.copy_(tensor_of(copies[id(each)], device))
    return given[0] if given else _carried(result, device)


def _fetched(value: Any, copies: dict[int, npt.NDArray[Any]]) -> Any:
    if isinstance(value, DeviceArray):
        return copies.get(id(value), np.asarray(value))
    if isinstance(value, tuple | list):
        return type(value)(_fetched(each, copies) for each in value)
    return {k: _fetched(v, copies) for k, v in value.items()} if isinstance(value, dict) else value


def _carried(value: Any, device: Any) -> Any:
    if isinstance(value, np.ndarray):
        return DeviceArray.of(value, device)
    if type(value) in (tuple, list):
        return type(value)(_carried(each, device) for each in value)
    return value


def tensor_of(values: Any, device: Any) -> torch.Tensor:
    """A tensor on a device of any values, in the order and a type that the device has."""
    import torch

    if isinstance(values, DeviceArray):
        return values.tensor.to(device)
    array = np.asarray(values)
    if str(device).startswith("mps") and array.dtype == np.float64:
        array = array.astype(np.float32)
    return torch.from_numpy(np.array(array, order="C")).to(device)


def operand_of(value: Any, device: Any) -> torch.Tensor:
    """A tensor of anything that may stand in a formula; Python's and NumPy's numbers do not widen the other side."""
    import torch

    if isinstance(value, DeviceArray):
        return value.tensor
    if isinstance(value, bool | int | float):
        return torch.tensor(value, device=device, dtype=torch.float32 if isinstance(value, float) else None)
    return tensor_of(value, device)


def _alike(operands: list[torch.Tensor], ufunc: np.ufunc) -> list[torch.Tensor]:
    """Operands of one type where torch insists on it."""
    if ufunc is not np.matmul:
        return operands
    import torch

    kind = torch.promote_types(operands[0].dtype, operands[1].dtype)
    return [each.to(kind) for each in operands]


def _index(key: Any, device: Any) -> Any:
    if isinstance(key, tuple):
        return tuple(_index(each, device) for each in key)
    if isinstance(key, DeviceArray):
        return key.tensor
    if isinstance(key, np.ndarray | list):
        return tensor_of(np.asarray(key), device)
    return int(key) if isinstance(key, np.integer) else key


def _axes(axis: Any, ndim: int) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(ndim))
    return tuple(axis) if isinstance(axis, Sequence) else (int(axis),)


def torch_type(dtype: npt.DTypeLike, device: Any) -> torch.dtype:
    """Torch's type for one of NumPy's: single precision for double where the device lacks that."""
    import torch

    kind = np.dtype(dtype)
    if kind == np.float64 and str(device).startswith("mps"):
        kind = np.dtype(np.float32)
    found: torch.dtype = getattr(torch, kind.name)
    return found
