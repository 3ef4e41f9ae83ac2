"""The compiled loops of the simulated scanner: scatterers into echoes, echoes into a picture, labels, attenuation.

Lattices come as `origin` and `step` (x, y, z) in mm with identity direction. Random numbers depend only on seeds, the
brick or the voxel, never on the order of work, so that threads and slabs do not change the result.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from workstation.imaging.phantom.tissue import kernel, noise_at, tissue_at

LOOKS = 3
CHANNELS = 2 * LOOKS
WHITE_LEVEL = 0.66  # grey level, as a share, of an echo of 0 dB
ABERRATION_MM = 0.35  # a quarter of the distance over which delays of the wavefront change
INVERSE_STEPS = 40
INVERSE_TOLERANCE_MM = 1e-3
_UNIT = 1.0 / 9007199254740992.0  # 2^-53


@kernel
def _mix(state):  # type: ignore[no-untyped-def]
    """SplitMix64 (Steele et al., OOPSLA 2014): 64 well-mixed bits from a counter."""
    z = state + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@kernel
def _seeded(seed, a, b, c):  # type: ignore[no-untyped-def]
    """A start value for four integers."""
    state = _mix(np.uint64(seed))
    for part in (a, b, c):
        state = _mix(state ^ np.uint64(part + 1048576))
    return state


@kernel
def _unit(state):  # type: ignore[no-untyped-def]
    """A number in [0, 1) from the state."""
    return float(_mix(state) >> np.uint64(11)) * _UNIT


@kernel
def _normal(state):  # type: ignore[no-untyped-def]
    """A nearly normal number: the sum of four 16-bit uniform ones."""
    bits = _mix(state)
    total = 0.0
    for _ in range(4):
        total += float(bits & np.uint64(0xFFFF))
        bits = bits >> np.uint64(16)
    return (total / 65536.0 - 2.0) * 1.7320508


@kernel
def displacement_at(vectors, origin, step, x, y, z):  # type: ignore[no-untyped-def]
    """Trilinear displacement in mm at a point, clamped to the border, as `DisplacementField` has it."""
    nz, ny, nx = vectors.shape[:3]
    u = min(max((x - origin[0]) / step[0], 0.0), nx - 1.0)
    v = min(max((y - origin[1]) / step[1], 0.0), ny - 1.0)
    w = min(max((z - origin[2]) / step[2], 0.0), nz - 1.0)
    i, j, k = min(int(u), nx - 2), min(int(v), ny - 2), min(int(w), nz - 2)
    u, v, w = u - i, v - j, w - k
    dx, dy, dz = 0.0, 0.0, 0.0
    for c in range(2):
        wz = w if c else 1.0 - w
        for b in range(2):
            wy = wz * (v if b else 1.0 - v)
            for a in range(2):
                wx = wy * (u if a else 1.0 - u)
                dx += wx * vectors[k + c, j + b, i + a, 0]
                dy += wx * vectors[k + c, j + b, i + a, 1]
                dz += wx * vectors[k + c, j + b, i + a, 2]
    return dx, dy, dz


@kernel
def _origin_of(vectors, origin, step, x, y, z, dx, dy, dz):  # type: ignore[no-untyped-def]
    """The displacement of the tissue that came to lie at a point, by fixed-point steps from a first guess."""
    for _ in range(INVERSE_STEPS):
        ex, ey, ez = displacement_at(vectors, origin, step, x - dx, y - dy, z - dz)
        change = abs(ex - dx) + abs(ey - dy) + abs(ez - dz)
        dx, dy, dz = ex, ey, ez
        if change < INVERSE_TOLERANCE_MM:
            break
    return dx, dy, dz


@kernel
def label_slab(anatomy, origin, step, first, vectors, field_origin, field_step, out):  # type: ignore[no-untyped-def]
    """Tissue labels of the planes from `first` on, written to `out` (z, y, x)."""
    for k in range(out.shape[0]):
        z = origin[2] + (first + k) * step[2]
        for j in range(out.shape[1]):
            y = origin[1] + j * step[1]
            dx, dy, dz = 0.0, 0.0, 0.0
            for i in range(out.shape[2]):
                x = origin[0] + i * step[0]
                dx, dy, dz = _origin_of(vectors, field_origin, field_step, x, y, z, dx, dy, dz)
                out[k, j, i] = tissue_at(anatomy, x - dx, y - dy, z - dz)[0]


@kernel
def attenuation_slab(anatomy, origin, step, first, vectors, field_origin, field_step, out):  # type: ignore[no-untyped-def]
    """Attenuation in dB/mm of the planes from `first` on, written to `out` (z, y, x)."""
    for k in range(out.shape[0]):
        z = origin[2] + (first + k) * step[2]
        for j in range(out.shape[1]):
            y = origin[1] + j * step[1]
            dx, dy, dz = 0.0, 0.0, 0.0
            for i in range(out.shape[2]):
                x = origin[0] + i * step[0]
                dx, dy, dz = _origin_of(vectors, field_origin, field_step, x, y, z, dx, dy, dz)
                out[k, j, i] = tissue_at(anatomy, x - dx, y - dy, z - dz)[2]


@kernel
def splat(  # type: ignore[no-untyped-def]
    anatomy, bricks, brick_mm, per_brick, seed, scan_seed, renewed,
    vectors, field_origin, field_step, origin, step, first, out, wave_number, steering, aberration,
):  # fmt: skip
    """Add the echoes of all scatterers of some bricks to the planes from `first` on: `out` (z, y, x, 6)."""
    nz, ny, nx = out.shape[:3]
    lateral = wave_number * np.sin(steering)
    screen = 64.0 * _unit(_mix(np.uint64(scan_seed)))
    for n in range(bricks.shape[0]):
        state = _seeded(seed, bricks[n, 0], bricks[n, 1], bricks[n, 2])
        fresh = _seeded(scan_seed, bricks[n, 0], bricks[n, 1], bricks[n, 2])
        for s in range(per_brick):
            own = state + np.uint64(s * 8)
            if _unit(fresh + np.uint64(s * 8 + 7)) < renewed:
                own = fresh + np.uint64(s * 8)
            px = (bricks[n, 0] + _unit(own)) * brick_mm
            py = (bricks[n, 1] + _unit(own + np.uint64(1))) * brick_mm
            pz = (bricks[n, 2] + _unit(own + np.uint64(2))) * brick_mm
            dx, dy, dz = displacement_at(vectors, field_origin, field_step, px, py, pz)
            x, y, z = px + dx, py + dy, pz + dz
            u, v, w = (x - origin[0]) / step[0], (y - origin[1]) / step[1], (z - origin[2]) / step[2] - first
            if not (-1.0 < u < nx and -1.0 < v < ny and -1.0 < w < nz):
                continue
            echo = tissue_at(anatomy, px, py, pz)[1]
            strength = _normal(own + np.uint64(3)) * np.exp(0.11512925 * echo)
            delay = aberration * noise_at(
                anatomy.noise, x / ABERRATION_MM, screen + y / 8.0, z / ABERRATION_MM + screen
            )
            depth, side = wave_number * (y - origin[1]) + delay, lateral * (x - origin[0])
            cd, sd, cs, ss = np.cos(depth), np.sin(depth), np.cos(side), np.sin(side)
            e0, e1 = np.float32(strength * cd), np.float32(strength * sd)
            e2, e3 = np.float32(strength * (cd * cs - sd * ss)), np.float32(strength * (sd * cs + cd * ss))
            e4, e5 = np.float32(strength * (cd * cs + sd * ss)), np.float32(strength * (sd * cs - cd * ss))
            i, j, k = int(np.floor(u)), int(np.floor(v)), int(np.floor(w))
            for c in range(2):
                wz = w - k if c else 1.0 - (w - k)
                for b in range(2):
                    wy = wz * (v - j if b else 1.0 - (v - j))
                    for a in range(2):
                        if 0 <= k + c < nz and 0 <= j + b < ny and 0 <= i + a < nx:
                            weight = np.float32(wy * (u - i if a else 1.0 - (u - i)))
                            voxel = out[k + c, j + b, i + a]
                            voxel[0] += weight * e0
                            voxel[1] += weight * e1
                            voxel[2] += weight * e2
                            voxel[3] += weight * e3
                            voxel[4] += weight * e4
                            voxel[5] += weight * e5


@nb.njit(cache=True, nogil=True, fastmath=True)
def spread_z(echoes, taps):  # type: ignore[no-untyped-def]
    """Filter (z, y, x, 6) along z in place with the weights of each depth (ny, taps)."""
    nz, ny, nx, nc = echoes.shape
    reach = taps.shape[1] // 2
    lines = np.empty((nz, nx * nc), dtype=np.float32)
    for j in range(ny):
        for k in range(nz):
            lines[k] = echoes[k, j].reshape(nx * nc)
        for k in range(nz):
            out = echoes[k, j].reshape(nx * nc)
            out[:] = 0
            for t in range(max(-reach, -k), min(reach, nz - 1 - k) + 1):
                weight = taps[j, t + reach]
                for i in range(nx * nc):
                    out[i] += weight * lines[k + t, i]


@nb.njit(cache=True, nogil=True, fastmath=True)
def spread_yx(echoes, taps_y, taps_x):  # type: ignore[no-untyped-def]
    """Filter (z, y, x, 6) along y and x in place with the weights of each depth (ny, taps)."""
    nz, ny, nx, nc = echoes.shape
    ry, rx = taps_y.shape[1] // 2, taps_x.shape[1] // 2
    plane = np.empty((ny, nx * nc), dtype=np.float32)
    line = np.empty(nx * nc, dtype=np.float32)
    for k in range(nz):
        for j in range(ny):
            plane[j] = echoes[k, j].reshape(nx * nc)
        for j in range(ny):
            line[:] = 0
            for t in range(max(-ry, -j), min(ry, ny - 1 - j) + 1):
                weight = taps_y[j, t + ry]
                for i in range(nx * nc):
                    line[i] += weight * plane[j + t, i]
            out = echoes[k, j].reshape(nx * nc)
            out[:] = 0
            for t in range(-rx, rx + 1):
                weight = taps_x[j, t + rx]
                for i in range(max(0, -t) * nc, (nx - max(0, t)) * nc):
                    out[i] += weight * line[i + t * nc]


@kernel
def _sample(values, u, v, w):  # type: ignore[no-untyped-def]
    """Trilinear value (z, y, x) at an index, clamped to the border."""
    nz, ny, nx = values.shape
    u, v, w = min(max(u, 0.0), nx - 1.001), min(max(v, 0.0), ny - 1.001), min(max(w, 0.0), nz - 1.001)
    i, j, k = int(u), int(v), int(w)
    u, v, w = u - i, v - j, w - k
    near = (values[k, j, i] * (1 - u) + values[k, j, i + 1] * u) * (1 - v)
    near += (values[k, j + 1, i] * (1 - u) + values[k, j + 1, i + 1] * u) * v
    far = (values[k + 1, j, i] * (1 - u) + values[k + 1, j, i + 1] * u) * (1 - v)
    far += (values[k + 1, j + 1, i] * (1 - u) + values[k + 1, j + 1, i + 1] * u) * v
    return near * (1 - w) + far * w


@nb.njit(cache=True, nogil=True, fastmath=True)
def detect(echoes, first, amplitude, loss_db, loss_origin, loss_step, origin, step, seed, noise_db):  # type: ignore[no-untyped-def]
    """Power (z, y, x) of three compounded looks, lost along depth, with the receiver's noise and the probe's own echo."""
    nz, ny, nx = echoes.shape[:3]
    depth = ny * step[1]
    power = np.empty((nz, ny, nx), dtype=np.float32)
    for k in range(nz):
        z = origin[2] + (first + k) * step[2]
        for j in range(ny):
            y = origin[1] + j * step[1]
            below = j * step[1]
            noise = np.exp(0.11512925 * (noise_db + 16.0 * (below / depth) ** 2))
            membrane = 0.2 * np.exp(-(((below - 0.1) / 0.2) ** 2)) + 0.01 * np.exp(-(((below - 1.5) / 0.3) ** 2))
            state = _seeded(seed, 977, j, first + k)
            for i in range(nx):
                x = origin[0] + i * step[0]
                loss = _sample(loss_db, (x - loss_origin[0]) / loss_step[0], (y - loss_origin[1]) / loss_step[1],
                               (z - loss_origin[2]) / loss_step[2])  # fmt: skip
                through = amplitude[j] * np.exp(-0.11512925 * loss)
                total = 0.0
                for c in range(CHANNELS):
                    value = echoes[k, j, i, c] * through + noise * _normal(state + np.uint64(i * CHANNELS + c))
                    total += value * value
                power[k, j, i] = total / LOOKS + membrane
    return power


@kernel
def compress(power, gain_db, slope_db, range_db, smooth, out):  # type: ignore[no-untyped-def]
    """Smooth the power over neighbours in depth and laterally, apply gain, log-compress: `out` (z, y, x) uint8."""
    nz, ny, nx = out.shape
    for k in range(nz):
        for j in range(ny):
            tgc_db = gain_db + slope_db * j / ny
            above, under = max(j - 1, 0), min(j + 1, ny - 1)
            for i in range(nx):
                left, right = max(i - 1, 0), min(i + 1, nx - 1)
                axial = 0.5 * (power[k, above, i] + power[k, under, i])
                lateral = 0.5 * (power[k, j, left] + power[k, j, right])
                mean = (1 - smooth[0] - smooth[1]) * power[k, j, i] + smooth[0] * lateral + smooth[1] * axial
                grey = (10.0 * np.log10(mean + 1e-9) + tgc_db) / range_db + WHITE_LEVEL
                out[k, j, i] = int(min(max(255.0 * grey + 0.5, 0.0), 255.0))
