"""The compiled inner loops of the solver: the forces of stiffness, and the steps of conjugate gradients.

Arrays are as in `kernels`. The coarse lattice that helps the solver along has a node for every second one along each axis
and one more beyond either end: coarse node n lies on node 2 (n - 1). Between the two lattices cubic B-splines lead, whose
weights on the finer nodes -2 to 2 around a coarse one are the `taps`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workstation.imaging.kernels import inlined
from workstation.imaging.registration.kernels import Floats, Real, compiled


@compiled
def curvature(u: Floats, scale: Floats, out: Floats, start: int, stop: int) -> None:
    """Sum of the second differences of vectors (3, z, y, x), each left out at the ends of its own axis."""
    _, depth, height, width = u.shape
    sx = np.float32(scale[0])
    for n in range(3):
        for z in range(start, stop):
            sz = np.float32(scale[2]) if 0 < z < depth - 1 else np.float32(0)
            front, back = u[n, max(z - 1, 0)], u[n, min(z + 1, depth - 1)]
            for y in range(height):
                sy = np.float32(scale[1]) if 0 < y < height - 1 else np.float32(0)
                above, below, row = u[n, z, max(y - 1, 0)], u[n, z, min(y + 1, height - 1)], u[n, z, y]
                before, after, target = front[y], back[y], out[n, z, y]
                centre = np.float32(-2) * (sy + sz)
                for x in range(width):
                    target[x] = centre * row[x] + sy * (above[x] + below[x]) + sz * (before[x] + after[x])
                for x in range(1, width - 1):
                    target[x] += sx * (row[x - 1] + row[x + 1] - np.float32(2) * row[x])


@inlined
def _coefficients(index: int, count: int, scale: Real) -> tuple[Real, Real, Real]:
    """Weights of the place itself, the one before and the one after in the transpose of `curvature` along one axis."""
    s, none = np.float32(scale), np.float32(0)
    return (
        np.float32(-2) * s if 0 < index < count - 1 else none,
        s if index > 1 else none,
        s if index < count - 2 else none,
    )


@compiled
def stiffen(
    g: Floats, u: Floats, data: Floats, scale: Floats, bend: Real, stretch: Real, out: Floats,
    sums: npt.NDArray[np.float64], start: int, stop: int,
) -> None:  # fmt: skip
    """Tensor · u plus bending and stretching forces, given the curvature g of u; sums[z] gets the product with u.

    Stretching is the curvature again, but for the ends of the axes, where the one neighbour alone pulls.
    """
    _, depth, height, width = u.shape
    bend, stretch = np.float32(bend), np.float32(stretch)
    sx, px = bend * np.float32(scale[0]), stretch * np.float32(scale[0])
    py, pz = stretch * np.float32(scale[1]), stretch * np.float32(scale[2])
    last = width - 1
    for z in range(start, stop):
        total: Real = 0.0
        zc, zm, zp = _coefficients(z, depth, scale[2])
        front, back = max(z - 1, 0), min(z + 1, depth - 1)
        for y in range(height):
            yc, ym, yp = _coefficients(y, height, scale[1])
            above, below = max(y - 1, 0), min(y + 1, height - 1)
            centre = bend * (zc + yc) - stretch
            am, ap, bm, bp = bend * zm, bend * zp, bend * ym, bend * yp
            for n in range(3):
                t0 = data[n, z, y]
                t1 = data[1 if n == 0 else n + 2, z, y]
                t2 = data[2 if n == 0 else n + 3, z, y]
                ux, uy, uz = u[0, z, y], u[1, z, y], u[2, z, y]
                row, target, c = u[n, z, y], out[n, z, y], g[n, z, y]
                gf, gb, ga, gd = g[n, front, y], g[n, back, y], g[n, z, above], g[n, z, below]
                for x in range(width):
                    target[x] = t0[x] * ux[x] + t1[x] * uy[x] + t2[x] * uz[x]
                for x in range(width):
                    target[x] += centre * c[x] + am * gf[x] + ap * gb[x] + bm * ga[x] + bp * gd[x]
                if front == z or back == z:
                    _pull_together(target, row, u[n, back if front == z else front, y], pz)
                if above == y or below == y:
                    _pull_together(target, row, u[n, z, below if above == y else above], py)
                for x in range(1, last):
                    target[x] += sx * (c[x - 1] + c[x + 1] - np.float32(2) * c[x])
                if last > 1:
                    target[0] += sx * c[1]
                    target[1] -= sx * c[0]
                    target[last - 1] -= sx * c[last]
                    target[last] += sx * c[last - 1]
                if last > 0:
                    target[0] += px * (row[0] - row[1])
                    target[last] += px * (row[last] - row[last - 1])
                part = np.float32(0)
                for x in range(width):
                    part += target[x] * row[x]
                total += part
        sums[z] = total


@inlined
def _pull_together(target: Floats, row: Floats, other: Floats, strength: Real) -> None:
    """Add the force of one row towards another to a row of forces."""
    for x in range(row.size):
        target[x] += strength * (row[x] - other[x])


@inlined
def _solve_row(tensor: Floats, damping: Real, right: Floats, out: Floats) -> None:
    """out = (tensor + damping)⁻¹ · right for a row of nodes: (6 or more, x), (3, x), (3, x)."""
    t0, t1, t2, t3, t4, t5 = tensor[0], tensor[1], tensor[2], tensor[3], tensor[4], tensor[5]
    r0, r1, r2, o0, o1, o2 = right[0], right[1], right[2], out[0], out[1], out[2]
    for x in range(r0.size):
        a, b, c, e, f, g = t0[x] + damping, t1[x], t2[x], t3[x] + damping, t4[x], t5[x] + damping
        ca, cb, cc = e * g - f * f, c * f - b * g, b * f - c * e
        scale = np.float32(1) / (a * ca + b * cb + c * cc)
        ra, rb, rc = r0[x], r1[x], r2[x]
        va = scale * (ca * ra + cb * rb + cc * rc)
        vb = scale * (cb * ra + (a * g - c * c) * rb + (b * c - a * f) * rc)
        vc = scale * (cc * ra + (b * c - a * f) * rb + (a * e - b * b) * rc)
        o0[x], o1[x], o2[x] = va, vb, vc


@compiled
def advance(
    data: Floats, damping: Real, alpha: Real, p: Floats, q: Floats, v: Floats, r: Floats, out: Floats,
    start: int, stop: int,
) -> None:  # fmt: skip
    """v += α p; r -= α q; out = (tensor + damping)⁻¹ · r at every node."""
    d, alpha = np.float32(damping), np.float32(alpha)
    for z in range(start, stop):
        for y in range(r.shape[2]):
            for n in range(3):
                vn, rn, pn, qn = v[n, z, y], r[n, z, y], p[n, z, y], q[n, z, y]
                for x in range(r.shape[3]):
                    vn[x] += alpha * pn[x]
                    rn[x] -= alpha * qn[x]
            _solve_row(data[:, z, y], d, r[:, z, y], out[:, z, y])


@compiled
def gather_coarse(values: Floats, taps: Floats, out: Floats, start: int, stop: int) -> None:
    """What the finer nodes (channels, z, y, x) add up to on the coarse ones, weighted by taps, for some coarse planes."""
    channels, depth, height, width = values.shape
    row = np.empty(2 * out.shape[3] + 3, np.float32)
    for k in range(start, stop):
        for j in range(out.shape[2]):
            for n in range(channels):
                row[:] = 0
                middle = row[4 : 4 + width]
                for z in range(max(2 * k - 4, 0), min(2 * k + 1, depth)):
                    for y in range(max(2 * j - 4, 0), min(2 * j + 1, height)):
                        weight, source = taps[z - 2 * k + 4] * taps[y - 2 * j + 4], values[n, z, y]
                        for x in range(width):
                            middle[x] += weight * source[x]
                target = out[n, k, j]
                for i in range(target.size):
                    total = np.float32(0)
                    for tap in range(5):
                        total += taps[tap] * row[2 * i + tap]
                    target[i] = total


@compiled
def solve_blocks(data: Floats, damping: Real, right: Floats, out: Floats, start: int, stop: int) -> None:
    """out = (tensor + damping)⁻¹ · right at every node (3, z, y, x), for some planes."""
    d = np.float32(damping)
    for z in range(start, stop):
        for y in range(right.shape[2]):
            _solve_row(data[:, z, y], d, right[:, z, y], out[:, z, y])


@compiled
def spread_coarse(
    coarse: Floats, taps: Floats, r: Floats, out: Floats, sums: npt.NDArray[np.float64], start: int, stop: int
) -> None:
    """Add what coarse nodes say to finer ones (3, z, y, x), for some planes; sums[z] gets the product of out and r."""
    _, _, height, width = out.shape
    row = np.empty(coarse.shape[3], np.float32)
    for z in range(start, stop):
        total: Real = 0.0
        for y in range(height):
            for n in range(3):
                row[:] = 0
                for k in range((z + 1) // 2, z // 2 + 3):
                    for j in range((y + 1) // 2, y // 2 + 3):
                        weight, source = taps[z - 2 * k + 4] * taps[y - 2 * j + 4], coarse[n, k, j]
                        for i in range(row.size):
                            row[i] += weight * source[i]
                target, right = out[n, z, y], r[n, z, y]
                for i in range((width + 1) // 2):
                    target[2 * i] += taps[4] * row[i] + taps[2] * row[i + 1] + taps[0] * row[i + 2]
                for i in range(width // 2):
                    target[2 * i + 1] += taps[3] * row[i + 1] + taps[1] * row[i + 2]
                part = np.float32(0)
                for x in range(width):
                    part += target[x] * right[x]
                total += part
        sums[z] = total
