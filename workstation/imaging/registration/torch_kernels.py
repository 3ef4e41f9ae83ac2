"""The engine's inner loops as plain torch operations, for graphics cards: the twins of `kernels`.

Every function has the name, the arguments and the meaning of the compiled loop in `kernels`, which describes it; where
that one takes an array on a device, `kernels` calls the twin with tensors. Tests compare each pair of twins. A loop over
voxels goes in chunks of `CHUNK` voxels, so that what it needs in between stays small beside the pictures.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from workstation.imaging.registration.kernels import HOLE, LARGEST

CHUNK = 2_000_000


def block_mean(values: Tensor, fz: int, fy: int, fx: int, out: Tensor, start: int, stop: int) -> None:
    """See `kernels.block_mean`."""
    _, height, width = out.shape
    blocks = values[start * fz : stop * fz, : height * fy, : width * fx].to(torch.float32)
    out[start:stop] = blocks.reshape(stop - start, fz, height, fy, width, fx).mean((1, 3, 5))


def box(source: Tensor, out: Tensor, radius: int, first: int, last: int, left: int, right: int) -> None:
    """See `kernels.box`."""
    part = source[first:last, None, :, left:right]
    out[first:last, :, left:right] = functional.avg_pool2d(part, (2 * radius + 1, 1), 1, (radius, 0))[:, 0]


def box_rows(source: Tensor, out: Tensor, radius: int, first: int, last: int) -> None:
    """See `kernels.box_rows`."""
    out[first:last] = functional.avg_pool1d(source[first:last, None], 2 * radius + 1, 1, radius)[:, 0]


def square(
    values: Tensor, weight: Tensor, offset: float, out: Tensor, squares: Tensor, start: int, stop: int
) -> None:  # fmt: skip
    """See `kernels.square`."""
    v = values[start:stop] - float(offset)
    out[start:stop] = v * weight[start:stop]
    squares[start:stop] = v * out[start:stop]


def standardise(
    values: Tensor, weight: Tensor, offset: float, mean: Tensor, squares: Tensor, share: Tensor,
    floor: float, clip: float, start: int, stop: int,
) -> None:  # fmt: skip
    """See `kernels.standardise`."""
    some = slice(start, stop)
    part = 1 / share[some].clamp(min=1e-4)
    m = mean[some] * part
    variance = (squares[some] * part - m * m).clamp(min=0) + float(floor)
    v = ((values[some] - float(offset) - m) / variance.sqrt()).clamp(-float(clip), float(clip))
    values[some] = v.where(weight[some] != 0, torch.full_like(v, HOLE))


def compare(
    fixed: Tensor, moving: Tensor, to_moving: Any, field: Tensor, vector_to_moving: Any, nodes: Any,
    mean: Tensor, difference: Tensor, start: int, stop: int,
) -> None:  # fmt: skip
    """See `kernels.compare`."""
    exact = torch.float32 if fixed.device.type == "mps" else torch.float64  # of indices, where the device has it
    turned = torch.einsum("rq,qzyx->rzyx", vector_to_moving.to(field), field)
    _, height, width = fixed.shape
    k, j, i = (torch.arange(size, device=fixed.device, dtype=exact) for size in fixed.shape)
    nx, ny, nz = (float(nodes[n, 0]) * each + float(nodes[n, 1]) for n, each in enumerate((i, j, k)))
    flat = _between(_between(turned, nx, 3), ny, 2)
    p = [[float(value) for value in row] for row in to_moving]
    j, i = j[:, None], i[None, :]
    for low, high in _chunks(start, stop, height * width):
        moved = _between(flat, nz[low:high], 1)
        x, y, z = (row[0] * i + row[1] * j + row[2] * k[low:high, None, None] + row[3] + moved[n]
                   for n, row in enumerate(p))  # fmt: skip
        seen = _sampled(moving, x, y, z)
        here = fixed[low:high]
        hole = here > LARGEST
        mean[low:high] = (0.5 * (here + seen)).masked_fill_(hole, HOLE)
        difference[low:high] = (here - seen).masked_fill_(hole, HOLE)


def _between(field: Tensor, place: Tensor, axis: int) -> Tensor:
    """A field at continuous indices along one axis; goes on linearly beyond the ends."""
    low = place.to(torch.int64).clamp(0, field.shape[axis] - 2)
    weight = (place - low).to(field.dtype).reshape([-1 if n == axis else 1 for n in range(field.ndim)])
    below, above = field.index_select(axis, low), field.index_select(axis, low + 1)
    return below + weight * (above - below)


def _sampled(values: Tensor, x: Tensor, y: Tensor, z: Tensor) -> Tensor:
    """Trilinear values at indices, HOLE outside the outermost centres."""
    depth, height, width = values.shape
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1) & (z >= 0) & (z <= depth - 1)
    i, fx = _cell(x, width)
    j, fy = _cell(y, height)
    k, fz = _cell(z, depth)
    first, flat = (k * height + j) * width + i, values.reshape(-1)

    def row(offset: int) -> Tensor:
        a = flat[first + offset]
        return a + fx * (flat[first + (offset + 1)] - a)

    a, c = row(0), row(height * width)
    a = a + fy * (row(width) - a)
    c = c + fy * (row(height * width + width) - c)
    return (a + fz * (c - a)).where(inside, torch.full_like(a, HOLE))


def _cell(place: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """The lower of the two voxels around a place, and how far the place is from it; outside, anything that exists."""
    low = torch.nan_to_num(place).to(torch.int64).clamp(0, count - 2)
    return low, (place - low).to(torch.float32)


def gather_cells(
    mean: Tensor, difference: Tensor, factors: tuple[int, int, int], pad: int, per_mm: Any, out: Tensor,
    start: int, stop: int,
) -> None:  # fmt: skip
    """See `kernels.gather_cells`."""
    depth, height, width = mean.shape
    fz = factors[0]
    half = [0.5 * float(n) for n in per_mm]
    out[:, start:stop] = 0
    cells = -(-depth // fz)
    for first, last in _chunks(max(start - pad, 0), min(stop - pad, cells), fz * height * width):
        low, high = max(first * fz, 1), min(last * fz, depth - 1)
        if low >= high:
            continue
        box_out = out[
            :, first + pad : last + pad, pad : pad - (-height // factors[1]), pad : pad - (-width // factors[2])
        ]
        here = mean[low - 1 : high + 1]
        for channel, product in enumerate(_products(here, difference[low:high], half)):
            whole = functional.pad(product, (1, 1, 1, 1, low - first * fz, last * fz - high))
            box_out[channel] = _cell_sums(whole, factors)


def _products(mean: Tensor, difference: Tensor, half: list[float]) -> Iterator[Tensor]:
    """What is summed, at the voxels that are not on the border of `mean`; 0 where a neighbour does not count."""
    inner = slice(1, -1)
    h, m = mean[inner, inner, :-2], mean[inner, inner, 2:]
    n, o = mean[inner, :-2, inner], mean[inner, 2:, inner]
    s, t = mean[:-2, inner, inner], mean[2:, inner, inner]
    v, d = mean[inner, inner, inner], difference[:, inner, inner]
    counts = v.abs() <= LARGEST
    for each in (h, m, n, o, s, t):
        counts &= each.abs() <= LARGEST
    none = torch.zeros((), dtype=v.dtype, device=v.device)
    gx, gy, gz, d, v = (
        each.where(counts, none) for each in (half[0] * (m - h), half[1] * (o - n), half[2] * (t - s), d, v)
    )
    for left, right in itertools.combinations_with_replacement((gx, gy, gz), 2):
        yield left * right
    for each in (gx, gy, gz):
        yield each * d
    f, w = v + 0.5 * d, v - 0.5 * d
    yield f * f
    yield w * w
    yield f * w
    yield counts.to(v.dtype)


def _cell_sums(values: Tensor, factors: tuple[int, int, int]) -> Tensor:
    """Sums over blocks; what is missing in the last block of an axis counts as 0."""
    fz, fy, fx = factors
    d, h, w = values.shape
    padded = functional.pad(values, (0, -w % fx, 0, -h % fy, 0, -d % fz))
    d, h, w = padded.shape
    return padded.reshape(d // fz, fz, h // fy, fy, w // fx, fx).sum((1, 3, 5))


def weigh(
    cells: Tensor, window: Tensor, floor: float, out: Tensor, weights: Tensor, start: int, stop: int
) -> None:  # fmt: skip
    """See `kernels.weigh`."""
    some = slice(start, stop)
    ff, ww, fw, count = window[:, some]
    seen = count > 1e-3
    c = (fw / (ff * ww).clamp(min=1e-12).sqrt()).where(seen, torch.zeros_like(fw))
    signal = (c - float(floor)).clamp(min=0)
    weight = (signal * signal / (1.1 - c)).where(seen, torch.zeros_like(c))
    weights[some] = weight
    out[:6, some] = weight * c.clamp(min=0.3) * cells[:6, some]
    out[6:9, some] = weight * cells[6:9, some]


def compose(u: Tensor, v: Tensor, per_mm: Any, out: Tensor, start: int, stop: int) -> None:
    """See `kernels.compose`."""
    _, depth, height, width = u.shape
    flat = u.reshape(3, -1)
    j = torch.arange(height, device=u.device)[None, :, None]
    i = torch.arange(width, device=u.device)[None, None, :]
    for low, high in _chunks(start, stop, height * width):
        step = v[:, low:high]
        k = torch.arange(low, high, device=u.device)[:, None, None]
        x, y, z = (each + step[n] * float(per_mm[n]) for n, each in enumerate((i, j, k)))
        corner, part = [], []
        for place, size in ((z, depth), (y, height), (x, width)):
            first = place.floor().to(torch.int64).clamp(0, size - 2)
            corner.append(first)
            part.append(place - first)
        first = (corner[0] * height + corner[1]) * width + corner[2]
        total = step.clone()
        for dz, dy, dx in itertools.product((0, 1), repeat=3):
            weight = (
                (part[0] if dz else 1 - part[0]) * (part[1] if dy else 1 - part[1]) * (part[2] if dx else 1 - part[2])
            )
            total += weight * flat[:, first + (dz * height + dy) * width + dx]
        out[:, low:high] = total


def least_growth(u: Tensor, per_mm: Any, out: Tensor, start: int, stop: int) -> None:
    """See `kernels.least_growth`."""
    sides = [[_one_sided(u, n, float(per_mm[n]), back) for back in (False, True)] for n in range(3)]
    least = torch.full(u.shape[1:], 1e9, dtype=u.dtype, device=u.device)
    for x, y, z in itertools.product((0, 1), repeat=3):
        (a, d, g), (b, e, h), (c, f, w) = sides[0][x], sides[1][y], sides[2][z]
        a, e, w = 1 + a, 1 + e, 1 + w
        determinant = a * (e * w - f * h) - b * (d * w - f * g) + c * (d * h - e * g)
        least = torch.fmin(least, determinant)  # a missing neighbour is NaN, which fmin passes over
    out[start:stop] = least[start:stop]


def _one_sided(u: Tensor, xyz: int, scale: float, back: bool) -> Tensor:
    """Differences to the next (or the last) place along an axis; NaN where there is none."""
    axis = u.ndim - 1 - xyz
    count = u.shape[axis] - 1
    result = torch.full_like(u, torch.nan)
    steps = scale * (u.narrow(axis, 1, count) - u.narrow(axis, 0, count))
    result.narrow(axis, 1 if back else 0, count).copy_(steps)
    return result


def _chunks(start: int, stop: int, plane: int) -> Iterator[tuple[int, int]]:
    """Ranges of planes of about `CHUNK` voxels."""
    step = max(1, CHUNK // max(plane, 1))
    for first in range(start, stop, step):
        yield first, min(first + step, stop)
