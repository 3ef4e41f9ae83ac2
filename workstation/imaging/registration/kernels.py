"""The compiled inner loops of the registration engine.

Arrays are float32 in (z, y, x) order, with components or channels first; lengths and vectors are in x, y, z order
along the axes of the fixed volume. Every kernel works on a range of planes, so that the caller can share the planes out
to its own threads; none starts threads itself. A voxel that must not count holds `HOLE`: whatever is interpolated from it
or next to it is far beyond `LARGEST`, so masks and borders need no arrays of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from numba import njit

from workstation.imaging.kernels import inlined  # also settles where compiled code is kept
from workstation.imaging.registration.dispatch import anywhere

Floats = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]
Real = Any  # float64 from Python, float32 inside the loops

HOLE = 1e6
LARGEST = 16.0  # larger than any normalised value
NARROW = 4  # radius up to which adding up windows is quicker than carrying their sum along
CHANNELS = 13  # of `gather_cells`

_HERE = Path(__file__)
F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile on first use, or load from the cache; sums may be reordered so that they vectorise.

    Arrays on a graphics card go to the function of the same name in `torch_kernels`.
    """
    options: dict[str, Any] = {"nogil": True, "cache": _HERE.is_file(), "error_model": "numpy"}
    kernel: F = anywhere(njit(fastmath={"contract", "reassoc", "nsz"}, **options)(function))
    return kernel


@compiled
def block_mean(values: npt.NDArray[Any], fz: int, fy: int, fx: int, out: Floats, start: int, stop: int) -> None:
    """Means over blocks of fz × fy × fx voxels, for planes start to stop of `out`."""
    scale = np.float32(1.0 / (fz * fy * fx))
    row = np.empty(out.shape[2] * fx, np.float32)
    for k in range(start, stop):
        for j in range(out.shape[1]):
            row[:] = 0
            for z in range(k * fz, k * fz + fz):
                for y in range(j * fy, j * fy + fy):
                    for x in range(row.size):
                        row[x] += np.float32(values[z, y, x])
            for i in range(out.shape[2]):
                total = np.float32(0)
                for x in range(i * fx, i * fx + fx):
                    total += row[x]
                out[k, j, i] = total * scale


@compiled
def box(source: Floats, out: Floats, radius: int, first: int, last: int, left: int, right: int) -> None:
    """Running mean of 2·radius + 1 along the middle axis of (outer, n, inner), zero beyond the ends.

    Works on outer first to last and inner left to right.
    """
    n, scale = source.shape[1], np.float32(1.0 / (2 * radius + 1))
    total = np.empty(right - left, np.float32)
    for o in range(first, last):
        total[:] = 0
        for m in range(min(radius, n)):
            total += source[o, m, left:right]
        for m in range(n):
            target = out[o, m, left:right]
            coming = source[o, min(m + radius, n - 1), left:right]
            going = source[o, max(m - radius - 1, 0), left:right]
            if m + radius < n:
                for i in range(total.size):
                    total[i] += coming[i]
            if m - radius - 1 >= 0:
                for i in range(total.size):
                    total[i] -= going[i]
            for i in range(total.size):
                target[i] = total[i] * scale


@compiled
def box_rows(source: Floats, out: Floats, radius: int, first: int, last: int) -> None:
    """Running mean along the last axis of (rows, n), zero beyond the ends, for rows first to last."""
    n, scale = source.shape[1], np.float32(1.0 / (2 * radius + 1))
    wide = np.zeros(n + 2 * radius, np.float32)
    for o in range(first, last):
        if radius <= NARROW:
            target = out[o]
            wide[radius : radius + n] = source[o]
            target[:] = 0
            for shift in range(2 * radius + 1):
                shifted = wide[shift : shift + n]
                for m in range(n):
                    target[m] += scale * shifted[m]
            continue
        total = np.float32(0)
        for m in range(min(radius, n)):
            total += source[o, m]
        for m in range(n):
            if m + radius < n:
                total += source[o, m + radius]
            if m - radius - 1 >= 0:
                total -= source[o, m - radius - 1]
            out[o, m] = total * scale


@compiled
def square(values: Floats, weight: Floats, offset: Real, out: Floats, squares: Floats, start: int, stop: int) -> None:
    """Weighted differences from an offset and their squares, for planes start to stop."""
    offset = np.float32(offset)
    for z in range(start, stop):
        for y in range(values.shape[1]):
            for x in range(values.shape[2]):
                v = values[z, y, x] - offset
                out[z, y, x] = v * weight[z, y, x]
                squares[z, y, x] = v * v * weight[z, y, x]


@compiled
def standardise(
    values: Floats, weight: Floats, offset: Real, mean: Floats, squares: Floats, share: Floats,
    floor: Real, clip: Real, start: int, stop: int,
) -> None:  # fmt: skip
    """Replace values by (value - local mean) / local deviation within ±clip, and by HOLE where the weight is 0.

    `mean`, `squares` and `share` are the smoothed results of `square` and of the weight; `floor` is added to variances.
    """
    offset, floor, clip = np.float32(offset), np.float32(floor), np.float32(clip)
    for z in range(start, stop):
        for y in range(values.shape[1]):
            for x in range(values.shape[2]):
                if weight[z, y, x] == 0:
                    values[z, y, x] = np.float32(HOLE)
                    continue
                part = np.float32(1) / max(share[z, y, x], np.float32(1e-4))
                m = mean[z, y, x] * part
                variance = max(squares[z, y, x] * part - m * m, np.float32(0)) + floor
                v = (values[z, y, x] - offset - m) / np.sqrt(variance)
                values[z, y, x] = min(max(v, -clip), clip)


@inlined
def _sample(flat: Floats, shape: tuple[int, int, int], x: Real, y: Real, z: Real) -> Real:
    """Trilinear value of a picture, laid out flat, at an index within its outermost centres."""
    depth, height, width = shape
    i, j, k = (
        min(np.int32(x), np.int32(width - 2)),
        min(np.int32(y), np.int32(height - 2)),
        min(np.int32(z), np.int32(depth - 2)),
    )
    fx, fy, fz = x - np.float32(i), y - np.float32(j), z - np.float32(k)
    e, row, plane = np.uintp(1), np.uintp(width), np.uintp(width * height)
    o = np.uintp(k) * plane + np.uintp(j) * row + np.uintp(i)
    a = flat[o] + fx * (flat[o + e] - flat[o])
    b = flat[o + row] + fx * (flat[o + row + e] - flat[o + row])
    o += plane
    c = flat[o] + fx * (flat[o + e] - flat[o])
    d = flat[o + row] + fx * (flat[o + row + e] - flat[o + row])
    a += fy * (b - a)
    c += fy * (d - c)
    return a + fz * (c - a)


@compiled
def compare(
    fixed: Floats, moving: Floats, to_moving: Matrix, field: Floats, vector_to_moving: Matrix, nodes: Floats,
    mean: Floats, difference: Floats, start: int, stop: int,
) -> None:  # fmt: skip
    """Mean and difference of the fixed picture and the moving one seen through a field, for planes start to stop.

    Parameters
    ----------
    to_moving : (3, 4), index of a fixed voxel to index of the moving picture without the field
    field, vector_to_moving : displacements (3, z, y, x) on nodes, and the (3, 3) matrix that makes them moving indices
    nodes : (3, 2), slope and offset of the node index of a fixed voxel index along x, y, z
    """
    p, m = to_moving, vector_to_moving
    count, width = field.shape[3], fixed.shape[2]
    flat, zero = moving.reshape(-1), np.float32(0)
    depth, height, span = moving.shape
    last_z, last_y, last_x = np.float32(depth - 1), np.float32(height - 1), np.float32(span - 1)
    row, places = np.empty((3, count), np.float32), np.empty((3, width), np.float32)
    node, share = np.empty(width, np.int64), np.empty(width, np.float32)
    for i in range(width):
        nx = nodes[0, 0] * i + nodes[0, 1]
        node[i] = min(max(int(nx), 0), count - 2)
        share[i] = nx - node[i]
    for k in range(start, stop):
        nz = nodes[2, 0] * k + nodes[2, 1]
        k0 = min(max(int(nz), 0), field.shape[1] - 2)
        wz = nz - k0
        for j in range(fixed.shape[1]):
            ny = nodes[1, 0] * j + nodes[1, 1]
            j0 = min(max(int(ny), 0), field.shape[2] - 2)
            wy = ny - j0
            row[:] = 0
            for q in range(3):
                a, b = field[q, k0, j0], field[q, k0, j0 + 1]
                c, d = field[q, k0 + 1, j0], field[q, k0 + 1, j0 + 1]
                for r in range(3):
                    low, high = m[r, q] * (1 - wz), m[r, q] * wz
                    ca, cb = np.float32(low * (1 - wy)), np.float32(low * wy)
                    cc, cd = np.float32(high * (1 - wy)), np.float32(high * wy)
                    for n in range(count):
                        row[r, n] += ca * a[n] + cb * b[n] + cc * c[n] + cd * d[n]
            for r in range(3):
                base, slope = np.float32(p[r, 1] * j + p[r, 2] * k + p[r, 3]), np.float32(p[r, 0])
                moved, place = row[r], places[r]
                for i in range(width):
                    n = node[i]
                    place[i] = base + slope * np.float32(i) + moved[n] + share[i] * (moved[n + 1] - moved[n])
            here, average, apart = fixed[k, j], mean[k, j], difference[k, j]
            xs, ys, zs = places[0], places[1], places[2]
            for i in range(width):
                f, w = here[i], np.float32(HOLE)
                if f > LARGEST:
                    average[i], apart[i] = np.float32(HOLE), np.float32(HOLE)
                    continue
                x, y, z = xs[i], ys[i], zs[i]
                if x >= zero and x <= last_x and y >= zero and y <= last_y and z >= zero and z <= last_z:
                    w = _sample(flat, moving.shape, x, y, z)
                average[i], apart[i] = np.float32(0.5) * (f + w), f - w


@compiled
def gather_cells(
    mean: Floats, difference: Floats, factors: tuple[int, int, int], pad: int, per_mm: Floats, out: Floats,
    start: int, stop: int,
) -> None:  # fmt: skip
    """Sums over the voxels of each node's cell, for node planes start to stop: (13, z, y, x).

    Channels: structure tensor xx, xy, xz, yy, yz, zz of the mean picture; its gradient times the difference x, y, z;
    squares of the fixed and of the moving picture, their product; number of voxels that count.
    """
    depth, height, width = mean.shape
    fz, fy, fx = factors
    sx, sy, sz = np.float32(0.5 * per_mm[0]), np.float32(0.5 * per_mm[1]), np.float32(0.5 * per_mm[2])
    half, one, zero = np.float32(0.5), np.float32(1), np.float32(0)
    for c in range(start, stop):
        for r in range(out.shape[2]):
            for q in range(out.shape[3]):
                txx = txy = txz = tyy = tyz = tzz = bx = by = bz = ff = ww = fw = count = zero
                for z in range(max((c - pad) * fz, 1), min((c - pad + 1) * fz, depth - 1)):
                    for y in range(max((r - pad) * fy, 1), min((r - pad + 1) * fy, height - 1)):
                        for x in range(max((q - pad) * fx, 1), min((q - pad + 1) * fx, width - 1)):
                            k, j, i = np.uintp(z), np.uintp(y), np.uintp(x)
                            e = np.uintp(1)
                            h, m = mean[k, j, i - e], mean[k, j, i + e]
                            n, o = mean[k, j - e, i], mean[k, j + e, i]
                            s, t = mean[k - e, j, i], mean[k + e, j, i]
                            v, d = mean[k, j, i], difference[k, j, i]
                            most = max(max(max(abs(h), abs(m)), max(abs(n), abs(o))), max(abs(s), abs(t)))
                            if max(most, abs(v)) > LARGEST:
                                continue
                            gx, gy, gz = sx * (m - h), sy * (o - n), sz * (t - s)
                            txx += gx * gx
                            txy += gx * gy
                            txz += gx * gz
                            tyy += gy * gy
                            tyz += gy * gz
                            tzz += gz * gz
                            bx += gx * d
                            by += gy * d
                            bz += gz * d
                            f, w = v + half * d, v - half * d
                            ff += f * f
                            ww += w * w
                            fw += f * w
                            count += one
                out[0, c, r, q], out[1, c, r, q], out[2, c, r, q] = txx, txy, txz
                out[3, c, r, q], out[4, c, r, q], out[5, c, r, q] = tyy, tyz, tzz
                out[6, c, r, q], out[7, c, r, q], out[8, c, r, q] = bx, by, bz
                out[9, c, r, q], out[10, c, r, q], out[11, c, r, q], out[12, c, r, q] = ff, ww, fw, count


@compiled
def weigh(cells: Floats, window: Floats, floor: Real, out: Floats, weights: Floats, start: int, stop: int) -> None:
    """Tensor and right-hand side (9, z, y, x) of each cell times its trust, and the trust (z, y, x), for some planes.

    `window` holds the last four channels of the cells, smoothed. The trust is that of a measurement whose signal is the
    local correlation c and whose noise is 1 - c. The tensor is scaled by c, because a share of 1 - c of it is noise that
    does not pull the pictures together.
    """
    floor = np.float32(floor)
    for z in range(start, stop):
        for y in range(cells.shape[2]):
            for x in range(cells.shape[3]):
                ff, ww, fw, count = window[0, z, y, x], window[1, z, y, x], window[2, z, y, x], window[3, z, y, x]
                weight, c = np.float32(0), np.float32(0)
                if count > np.float32(1e-3):
                    c = fw / np.sqrt(max(ff * ww, np.float32(1e-12)))
                    signal = max(c - floor, np.float32(0))
                    weight = signal * signal / (np.float32(1.1) - c)
                weights[z, y, x] = weight
                damped = weight * max(c, np.float32(0.3))
                for n in range(6):
                    out[n, z, y, x] = damped * cells[n, z, y, x]
                for n in range(6, 9):
                    out[n, z, y, x] = weight * cells[n, z, y, x]


@compiled
def compose(u: Floats, v: Floats, per_mm: Floats, out: Floats, start: int, stop: int) -> None:
    """v(p) + u(p + v(p)) on the nodes, for planes start to stop; u goes on linearly beyond its border."""
    _, depth, height, width = u.shape
    one = np.float32(1)
    for k in range(start, stop):
        for j in range(height):
            for i in range(width):
                x = i + v[0, k, j, i] * per_mm[0]
                y = j + v[1, k, j, i] * per_mm[1]
                z = k + v[2, k, j, i] * per_mm[2]
                i0 = min(max(int(np.floor(x)), 0), width - 2)
                j0 = min(max(int(np.floor(y)), 0), height - 2)
                k0 = min(max(int(np.floor(z)), 0), depth - 2)
                fx, fy, fz = np.float32(x - i0), np.float32(y - j0), np.float32(z - k0)
                for n in range(3):
                    a = (one - fx) * u[n, k0, j0, i0] + fx * u[n, k0, j0, i0 + 1]
                    b = (one - fx) * u[n, k0, j0 + 1, i0] + fx * u[n, k0, j0 + 1, i0 + 1]
                    c = (one - fx) * u[n, k0 + 1, j0, i0] + fx * u[n, k0 + 1, j0, i0 + 1]
                    d = (one - fx) * u[n, k0 + 1, j0 + 1, i0] + fx * u[n, k0 + 1, j0 + 1, i0 + 1]
                    low, high = (one - fy) * a + fy * b, (one - fy) * c + fy * d
                    out[n, k, j, i] = v[n, k, j, i] + (one - fz) * low + fz * high


@compiled
def least_growth(u: Floats, per_mm: Floats, out: Floats, start: int, stop: int) -> None:
    """The least determinant of 1 + ∇u at each node over all eight choices of one-sided differences."""
    _, depth, height, width = u.shape
    sx, sy, sz = np.float32(per_mm[0]), np.float32(per_mm[1]), np.float32(per_mm[2])
    one = np.float32(1)
    along = np.empty((3, width + 1), np.float32)  # differences to the node before; the ends repeat their neighbours
    for k in range(start, stop):
        for j in range(height):
            for n in range(3):
                row, target = u[n, k, j], along[n]
                for i in range(1, width):
                    target[i] = sx * (row[i] - row[i - 1])
                target[0], target[width] = target[1], target[width - 1]
            out[k, j] = np.float32(1e9)
            for corner in range(4):
                y = min(max(j - 1 if corner & 1 else j, 0), height - 2)
                z = min(max(k - 1 if corner & 2 else k, 0), depth - 2)
                b0, e0, h0 = u[0, k, y], u[1, k, y], u[2, k, y]
                b1, e1, h1 = u[0, k, y + 1], u[1, k, y + 1], u[2, k, y + 1]
                c0, f0, w0 = u[0, z, j], u[1, z, j], u[2, z, j]
                c1, f1, w1 = u[0, z + 1, j], u[1, z + 1, j], u[2, z + 1, j]
                ax, dx, gx, least = along[0], along[1], along[2], out[k, j]
                for i in range(width):
                    b, e, h = sy * (b1[i] - b0[i]), one + sy * (e1[i] - e0[i]), sy * (h1[i] - h0[i])
                    c, f, w = sz * (c1[i] - c0[i]), sz * (f1[i] - f0[i]), one + sz * (w1[i] - w0[i])
                    p, q, r = e * w - f * h, c * h - b * w, b * f - c * e
                    before = (one + ax[i]) * p + dx[i] * q + gx[i] * r
                    after = (one + ax[i + 1]) * p + dx[i + 1] * q + gx[i + 1] * r
                    least[i] = min(least[i], min(before, after))
