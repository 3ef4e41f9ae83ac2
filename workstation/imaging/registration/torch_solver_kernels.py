"""The solver's inner loops as plain torch operations, for graphics cards: the twins of `solver_kernels`."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

_TENSOR = ((0, 1, 2), (1, 3, 4), (2, 4, 5))  # where xx, xy, xz, yy, yz, zz stand in a row of six


def curvature(u: Tensor, scale: Any, out: Tensor, start: int, stop: int) -> None:
    """See `solver_kernels.curvature`."""
    out[:, start:stop] = sum(_second(u, n, float(scale[n])) for n in range(3))[:, start:stop]  # type: ignore[index]


def _second(u: Tensor, xyz: int, scale: float) -> Tensor:
    """Second differences along an axis (0 is x), 0 at its ends."""
    axis = u.ndim - 1 - xyz
    count = u.shape[axis]
    result = torch.zeros_like(u)
    if count > 2:
        before, here, after = (u.narrow(axis, first, count - 2) for first in range(3))
        result.narrow(axis, 1, count - 2).copy_(scale * (before + after - 2 * here))
    return result


def stiffen(
    g: Tensor, u: Tensor, data: Tensor, scale: Any, bend: float, stretch: float, out: Tensor, sums: Tensor,
    start: int, stop: int,
) -> None:  # fmt: skip
    """See `solver_kernels.stiffen`."""
    force = torch.stack([sum(data[c] * u[n] for n, c in enumerate(row)) for row in _TENSOR])  # type: ignore[misc]
    force -= float(stretch) * g
    for n in range(3):
        _add_transposed_second(force, g, n, float(bend) * float(scale[n]))
        _add_ends(force, u, n, float(stretch) * float(scale[n]))
    out[:, start:stop] = force[:, start:stop]
    sums[start:stop] = (force * u)[:, start:stop].sum((0, 2, 3)).to(sums)


def _add_transposed_second(force: Tensor, g: Tensor, xyz: int, scale: float) -> None:
    """Add what the second differences along an axis answer to, their transpose applied to g."""
    axis = g.ndim - 1 - xyz
    count = g.shape[axis] - 2
    if count > 0:
        middle = scale * g.narrow(axis, 1, count)
        for first, factor in ((0, 1), (1, -2), (2, 1)):
            force.narrow(axis, first, count).add_(middle, alpha=factor)


def _add_ends(force: Tensor, u: Tensor, xyz: int, scale: float) -> None:
    """Add the differences of the first and the last places along an axis to their one neighbour."""
    axis = u.ndim - 1 - xyz
    last = u.shape[axis] - 1
    for end, neighbour in ((0, 1), (last, last - 1)) if last > 0 else ():
        force.select(axis, end).add_(u.select(axis, end) - u.select(axis, neighbour), alpha=scale)


def advance(
    data: Tensor, damping: float, alpha: float, p: Tensor, q: Tensor, v: Tensor, r: Tensor, out: Tensor,
    start: int, stop: int,
) -> None:  # fmt: skip
    """See `solver_kernels.advance`."""
    some = slice(start, stop)
    v[:, some].add_(p[:, some], alpha=float(alpha))
    r[:, some].sub_(q[:, some], alpha=float(alpha))
    solve_blocks(data, damping, r, out, start, stop)


def solve_blocks(data: Tensor, damping: float, right: Tensor, out: Tensor, start: int, stop: int) -> None:
    """See `solver_kernels.solve_blocks`."""
    some = slice(start, stop)
    a, b, c, e, f, g = data[:6, some]
    a, e, g = a + float(damping), e + float(damping), g + float(damping)
    ca, cb, cc = e * g - f * f, c * f - b * g, b * f - c * e
    scale = 1 / (a * ca + b * cb + c * cc)
    x, y, z = right[:, some]
    out[0, some] = scale * (ca * x + cb * y + cc * z)
    out[1, some] = scale * (cb * x + (a * g - c * c) * y + (b * c - a * f) * z)
    out[2, some] = scale * (cc * x + (b * c - a * f) * y + (a * e - b * b) * z)


def gather_coarse(values: Tensor, taps: Any, out: Tensor, start: int, stop: int) -> None:
    """See `solver_kernels.gather_coarse`."""
    for axis in (3, 2, 1):
        values = torch.tensordot(values, _spline(values, axis, taps), ([axis], [0])).movedim(3, axis)
    out[:, start:stop] = values[:, start:stop]


def spread_coarse(coarse: Tensor, taps: Any, r: Tensor, out: Tensor, sums: Tensor, start: int, stop: int) -> None:
    """See `solver_kernels.spread_coarse`."""
    for axis in (1, 2, 3):
        coarse = torch.tensordot(coarse, _spline(out, axis, taps), ([axis], [1])).movedim(3, axis)
    some = slice(start, stop)
    out[:, some] += coarse[:, some]
    sums[some] = (r * out)[:, some].sum((0, 2, 3)).to(sums)


def _spline(finer: Tensor, axis: int, taps: Any) -> Tensor:
    """Weights (finer, coarse) of the nodes along an axis."""
    count = finer.shape[axis]
    fine = torch.arange(count, device=finer.device)[:, None]
    tap = fine - 2 * torch.arange((count + 1) // 2 + 2, device=finer.device) + 4
    weights = torch.as_tensor(taps, dtype=finer.dtype, device=finer.device)
    return weights[tap.clamp(0, 4)].where((tap >= 0) & (tap <= 4), torch.zeros((), device=finer.device))
